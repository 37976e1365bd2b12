"""Marsad (مرصد, "observatory"): what Arabic conflict reporting says happened, and who says so.

    import marsad

    claims = marsad.read(text, published="2021-01-24")
    archive = marsad.Archive("watch.db")

Names are loaded at their first use, so that importing the package costs nothing.
"""

TYPE_CHECKING = (
    False  # type checkers take it for true; importing typing for it would cost more than all the rest
)
if TYPE_CHECKING:
    from typing import Any

    from marsad.api import Archive, code, document, read, to_arrow, to_pandas
    from marsad.errors import MarsadError
    from marsad.model import Claim, Coded, Document, Event

__version__ = "0.1.0"

__all__ = [
    "Archive", "Claim", "Coded", "Document", "Event", "MarsadError", "__version__", "code", "document", "read",
    "to_arrow", "to_pandas",
]  # fmt: skip

_HOMES = {
    **dict.fromkeys(("Archive", "code", "document", "read", "to_arrow", "to_pandas"), "marsad.api"),
    **dict.fromkeys(("Claim", "Coded", "Document", "Event"), "marsad.model"),
    "MarsadError": "marsad.errors",
}


def __getattr__(name: str) -> "Any":
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module 'marsad' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

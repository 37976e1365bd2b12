"""The words around place names (``data/place_words.csv``)."""

from __future__ import annotations

from functools import cache
from typing import Literal, get_args

import msgspec
from msgspec import Struct

from marsad.errors import GazetteerError
from marsad.places.records import Kind
from marsad.places.tables import records
from marsad.text.fold import fold

Role = Literal[
    "settlement",
    "quarter",
    "facility",
    "site",
    "division",
    "area",
    "near",
    "side",
    "aspect",
    "between",
    "road",
    "countryside",
    "inside",
    "of",
    "filler",
    "onto",
    "unit",
    "joiner",
    "drop",
]
TYPE_ROLES = frozenset({"settlement", "quarter", "facility", "site", "division", "area"})


class Word(Struct, frozen=True):
    """``value`` is a bearing in degrees for directions and a length in kilometres for units; ``en`` glosses it."""

    role: Role
    kind: Kind | None
    value: float
    en: str = ""


class _Roles(dict[str, str]):
    """The roles of words. Other words have none."""

    def __missing__(self, word: str) -> str:
        return ""


@cache
def place_roles() -> _Roles:
    """Folded word to its role."""
    return _Roles({word: found.role for word, found in place_words().items()})


@cache
def place_words() -> dict[str, Word]:
    """Folded word to what it says."""
    out: dict[str, Word] = {}
    for where, cell in records("place_words.csv"):
        if cell["role"] not in get_args(Role):
            raise GazetteerError(13, f"unknown role {cell['role']!r}", where=where)
        kind = msgspec.convert(cell["kind"] or None, Kind | None)
        out.setdefault(fold(cell["word"]), Word(cell["role"], kind, float(cell["value"] or 0), cell["en"]))  # type: ignore[arg-type]
    return out

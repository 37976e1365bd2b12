"""What comes through the door: bytes with where and when they were got, reports with the bytes they came in."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from msgspec import Struct

from marsad.errors import InputError
from marsad.model import Document


class Raw(Struct, frozen=True, kw_only=True):
    """Bytes as they were got. ``where`` names them in messages; ``kind`` is what they are, where that is known.

    ``fetched`` is ISO 8601 with zone, None for a file whose time of fetching nobody noted. ``redirects`` are the
    addresses asked before ``url``, in order, each with its status. ``status`` and ``headers`` are as the server sent them.
    """

    data: bytes
    where: str
    url: str | None = None
    media: str | None = None
    charset: str | None = None
    fetched: str | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    redirects: tuple[tuple[int, str], ...] = ()

    @property
    def digest(self) -> bytes:
        return sha256(self.data).digest()


class Report(Struct, frozen=True, kw_only=True):
    """A report, or the fault that kept it from being one, or the reason why it was passed over.

    ``raw`` is what it was read from, where that is worth keeping: an archive of chats stands once for all its
    messages. ``digest`` is the SHA-256 of the bytes the report came in.
    """

    where: str
    document: Document | None = None
    fault: InputError | None = None
    skipped: str | None = None
    raw: Raw | None = None
    digest: bytes = b""
    size: int = 0


def ident(place: str, document: Document) -> str:
    """An id that names where a report is from and changes with what it says: the same report finds itself again."""
    said = "\0".join((document.url or "", document.title or "", document.text))
    return f"{place}-{sha256(said.encode('utf-8', 'replace')).hexdigest()[:12]}"


def extra(**values: Any) -> dict[str, Any]:
    """The keys that hold something, for ``Document.extra``."""
    return {key: value for key, value in values.items() if value not in (None, "", [], (), {})}

"""Every claim that stands in the archive, with the head and text of its report: what a picture is made of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from msgspec import Struct

from marsad.archive.documents import decode
from marsad.model import Claim, Document


class Standing(Struct, frozen=True):
    """A claim that was not withdrawn, its report, and the report's day as given or read from its page."""

    claim: Claim
    document: Document
    dated: str | None


def standing(db: sqlite3.Connection, day: str | None = None) -> Iterator[Standing]:
    """Claims by day of publication, report and order; where ``day`` is given, of reports up to that day alone.

    A report of unknown day comes last, and is left out where a day is asked for: nothing says that it was there.
    """
    where, values = ("", ()) if day is None else (" WHERE substr(dated, 1, 10) <= ?", (day,))
    held: dict[int, tuple[Document, str | None]] = {}
    for n, ident, text, title, dated, outlet, url in db.execute(
        f"SELECT n, id, text, title, dated, outlet, url FROM document{where} ORDER BY dated IS NULL, dated, id",
        values,
    ):
        held[n] = Document(id=ident, text=text, title=title, outlet=outlet, url=url), dated and dated[:10]
    of: dict[int, list[bytes]] = {}
    for number, record in db.execute("SELECT document, record FROM claim WHERE until IS NULL ORDER BY n"):
        if number in held:
            of.setdefault(number, []).append(record)
    for number, (document, dated) in held.items():
        for record in of.get(number, ()):
            yield Standing(decode(record), document, dated)


def published(db: sqlite3.Connection, start: str | None, end: str | None) -> int:
    """How many reports were published from ``start`` to ``end``, by their days; those of unknown day in no span."""
    said, values = [], []
    for condition, value in (("substr(dated, 1, 10) >= ?", start), ("substr(dated, 1, 10) <= ?", end)):
        if value is not None:
            said.append(condition)
            values.append(value)
    where = " WHERE " + " AND ".join(said) if said else ""
    return int(db.execute(f"SELECT count(*) FROM document{where}", values).fetchone()[0])

"""Marsad from Python: read a text, keep an archive, get tables.

``import marsad`` loads nothing of this; the first use of a name does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from marsad import __version__
from marsad.archive import queries
from marsad.archive.adding import Adder
from marsad.archive.file import reading, snapshot, writing
from marsad.archive.records import Added, Found, Item, Reader, Report, Run, Told
from marsad.archive.search import search
from marsad.engine.coding import code as code_one
from marsad.engine.coding import encode
from marsad.engine.pool import code_all, resources
from marsad.errors import InputError
from marsad.export.columns import Told as ClaimRow
from marsad.export.columns import claim_columns, tables
from marsad.export.parquet import to_arrow as arrow_of
from marsad.export.privacy import protect
from marsad.export.records import Paper, Record, Table, rows_of
from marsad.export.select import about, records
from marsad.export.wish import wish
from marsad.export.write import FORMATS, make
from marsad.ingest.reports import Line, check_date
from marsad.model import Claim, Coded, Document, Event
from marsad.reading.pipeline import fingerprint

if TYPE_CHECKING:
    import pandas
    import pyarrow

_BATCH = 256  # reports a transaction
_TABLES = ("events", "claims", "reports")


def read(
    text: str, *, published: str | None = None, title: str | None = None, outlet: str | None = None,
    url: str | None = None, id: str | None = None,
) -> list[Claim]:  # fmt: skip
    """What one report says happened: one claim an event, each with the words it rests on.

    ``published`` is an ISO day or time; without it "yesterday" stays unknown unless the page tells the day. ``id``
    is made from the text if it is not given. Raises ``InputError`` where ``published`` is no date.
    """
    return list(code(document(text, published=published, title=title, outlet=outlet, url=url, id=id)).events)


def code(report: Document | Mapping[str, Any]) -> Coded:
    """The coded record of one report; ``note`` says why there is no event, where there is none."""
    return code_one(_report(report), *resources()).coded


def document(
    text: str, *, published: str | None = None, title: str | None = None, outlet: str | None = None,
    url: str | None = None, id: str | None = None,
) -> Document:  # fmt: skip
    """A report. Raises ``InputError`` where ``published`` is no date."""
    if published is not None:
        check_date(published, None)
    ident = id or sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Document(id=ident, text=text, title=title, published=published, outlet=outlet, url=url)


def to_arrow(claims: Iterable[Claim]) -> pyarrow.Table:
    """Claims as an Arrow table, a row each. Raises ``OutputError`` where pyarrow is not installed."""
    rows = [ClaimRow(event="", claim=one, paper=Paper(id="")) for one in claims]
    columns = tuple(one for one in claim_columns() if one.name not in ("event_id", "report_id"))
    return arrow_of(Table(name="claims", what="", columns=columns, rows=rows_of(columns, rows)))


def to_pandas(claims: Iterable[Claim]) -> pandas.DataFrame:
    """Claims as a data frame. Needs pandas beside pyarrow."""
    return to_arrow(claims).to_pandas()


class Archive:
    """An archive's file, made when reports are first added. Every call sees one state of it.

    Filters are those of ``marsad events``: ``start`` and ``end`` (ISO days), ``kinds`` (ids or families), ``statuses``,
    ``actor`` and ``place`` (ids or names), ``min_precision`` (UCDP where_prec), ``limit``. Faults of the file raise
    ``ArchiveError``.
    """

    def __init__(self, path: str | PathLike[str] = "marsad.db") -> None:
        self.path = Path(path)

    def __repr__(self) -> str:
        return f"Archive({str(self.path)!r})"

    def add(self, reports: Iterable[Document | Mapping[str, Any]], *, jobs: int = 1) -> Added:
        """Read these reports and keep them, merged into events; those that are there already change nothing.

        A mapping has ``id`` and ``text`` and the optional keys of a report line. ``faults`` of the answer are the
        reports left out: an id given twice or with another text.
        """
        words, places = resources()
        reader = Reader(
            version=__version__, lexicon=words.digest, gazetteer=places.digest,
            fingerprint=fingerprint(words, places), settings={"files": ["python"], "coded": []},
        )  # fmt: skip
        done = Added()
        with writing(self.path) as db:
            adder = Adder(db, words, reader, _now())
            lines = (
                Line(f"report {number}", 0, _report(one), digest=_raw(one))
                for number, one in enumerate(reports, 1)
            )
            batch: list[Item] = []
            faults: list[InputError] = []
            for result in code_all(lines, jobs):
                if result.fault is not None:
                    faults.append(result.fault)
                if result.answer is not None and result.line.document is not None:
                    coded = msgspec.json.decode(result.answer.line, type=Coded)
                    batch.append(Item(result.line.document, coded, result.line.digest, result.line.where))
                if len(batch) >= _BATCH:
                    done, batch = _sum(done, adder.put(batch)), []
            done = _sum(done, adder.put(batch, faults=len(faults)), faults)
            adder.finish(_now())
        return done

    def events(self, **filters: Any) -> list[Event]:
        """The events that the filters let through, by day, those without a day last."""
        with reading(self.path) as db, snapshot(db):
            return list(queries.events(db, wish(resources()[0], **filters)))

    def event(self, id: str) -> Event:
        """The event of this id, or of one that it leads to after a merge."""
        with reading(self.path) as db, snapshot(db):
            return queries.event(db, id)

    def told(self, id: str) -> list[Told]:
        """The claims of an event, each with the report that makes it."""
        with reading(self.path) as db, snapshot(db):
            return queries.told(db, queries.event(db, id))

    def reports(
        self, start: str | None = None, end: str | None = None, outlet: str | None = None
    ) -> list[Report]:
        """The reports by day of publication, without their texts."""
        with reading(self.path) as db, snapshot(db):
            return list(queries.reports(db, start, end, outlet))

    def search(self, query: str, limit: int = 50) -> list[Found]:
        """Reports with all words of the query, whatever Arabic writes onto them; the last added first."""
        with reading(self.path) as db, snapshot(db):
            return list(search(db, query, limit))

    def runs(self) -> list[Run]:
        """What was added when, and by which version."""
        with reading(self.path) as db, snapshot(db):
            return list(queries.runs(db))

    def to_arrow(
        self, table: str = "events", *, reviewed_only: bool = False, **filters: Any
    ) -> pyarrow.Table:
        """``events``, ``claims`` or ``reports`` as an Arrow table, its metadata saying how to cite it."""
        if table not in _TABLES:
            raise InputError(
                16, f"there is no table «{table[:40]}».", mend=f"There are: {', '.join(_TABLES)}."
            )
        with reading(self.path) as db, snapshot(db):
            words = resources()[0]
            found = list(records(db, wish(words, **filters), reviewed_only=reviewed_only))
            said = about(db, "Events in Arabic conflict reporting", _asked(filters), len(found))
        return arrow_of(tables(found, words)[_TABLES.index(table)], said)

    def to_pandas(
        self, table: str = "events", *, reviewed_only: bool = False, **filters: Any
    ) -> pandas.DataFrame:
        """The same as a data frame; lists stay lists, days are dates. Needs pandas beside pyarrow."""
        return self.to_arrow(table, reviewed_only=reviewed_only, **filters).to_pandas()

    def export(
        self, as_: str, path: str | PathLike[str], *, reviewed_only: bool = False, coarsen: bool = False,
        mask_persons: bool = False, hxl: bool = False, bom: bool = False,
        title: str = "Events in Arabic conflict reporting", **filters: Any,
    ) -> str:  # fmt: skip
        """Write a file as ``marsad export`` does; what was left out and why, empty where nothing was.

        ``path`` is a file; with a slash at its end a folder, for the sets of tables of csv and parquet.
        """
        from marsad.export.files import put_files

        if as_ not in FORMATS:
            raise InputError(
                17, f"there is no format «{as_[:40]}».", mend=f"There are: {', '.join(FORMATS)}."
            )
        words = resources()[0]
        with reading(self.path) as db, snapshot(db):
            found: Sequence[Record] = [
                protect(one, words, coarsen=coarsen, mask_persons=mask_persons)
                for one in records(db, wish(words, **filters), reviewed_only=reviewed_only)
            ]
            flags = {"reviewed_only": reviewed_only, "coarsen": coarsen, "mask_persons": mask_persons}
            said = about(db, title, _asked(filters | flags), len(found))
        output = str(path)
        folder = output.endswith("/") or Path(output).is_dir()
        name = "events" if folder else Path(output).name
        made = make(found, said, words, as_, name, folder=folder, hxl=hxl, bom=bom)
        put_files(made.files, output, folder=folder)
        return made.note


def _report(one: Document | Mapping[str, Any]) -> Document:
    if isinstance(one, Document):
        return one
    known = {
        name: one[name]
        for name in Document.__struct_fields__
        if name != "extra" and one.get(name) is not None
    }
    extra = {name: value for name, value in one.items() if name not in known and value is not None}
    try:
        return msgspec.convert(known | {"extra": extra}, Document)
    except msgspec.ValidationError as error:
        mend = "A report is {id, text, title?, published?, outlet?, url?, source?}."
        raise InputError(11, f"this is no report: {error}.", mend=mend) from error


def _raw(one: Document | Mapping[str, Any]) -> bytes:
    return sha256(msgspec.json.encode(_report(one), order="deterministic")).digest()


def _sum(one: Added, other: Added, faults: Sequence[InputError] = ()) -> Added:
    return Added(
        one.reports + other.reports, one.claims + other.claims, one.known + other.known,
        (*one.faults, *other.faults, *faults),
    )  # fmt: skip


def _asked(filters: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in filters.items() if value}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


__all__ = ["Archive", "code", "document", "encode", "read", "to_arrow", "to_pandas"]

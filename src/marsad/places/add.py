"""Adding a table to a gazetteer: incremental, atomic, and the same however often it is done."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from marsad.errors import GazetteerError
from marsad.places import build, formats, formats_un, store
from marsad.places.geometry import distance
from marsad.places.records import Row, Source
from marsad.places.writing import Writer, check_row

_KNOWN: dict[str, Source] = {
    "wof": Source(
        id="wof", title="Who's On First", licence="CC BY 4.0 and the licences of its sources",
        attribution='Data from Who\'s On First. <a href="https://whosonfirst.org/docs/licenses/">License</a>',
        url="https://whosonfirst.org",
    ),
    "geonames": Source(
        id="geonames", title="GeoNames", licence="CC BY 4.0",
        attribution="Place data © GeoNames (https://www.geonames.org), CC BY 4.0", url="https://www.geonames.org",
    ),
    "ocha": Source(
        id="ocha", title="OCHA Common Operational Datasets", licence="CC BY-IGO 3.0",
        attribution="Administrative divisions: OCHA and the data owners named on data.humdata.org",
        url="https://data.humdata.org",
    ),
    "wikidata": Source(
        id="wikidata", title="Wikidata", licence="CC0 1.0", attribution="Place data: Wikidata (CC0)",
        url="https://www.wikidata.org",
    ),
}  # fmt: skip


class Added(Struct, frozen=True, kw_only=True):
    """What adding a table did. ``again`` is true where this very file had been added before: nothing
    changed.
    """

    source: str
    format: str
    rows: int = 0
    new: int = 0
    linked: int = 0
    skipped: int = 0
    again: bool = False


def add(
    file: Path,
    gazetteer: Path | None = None,
    *,
    form: str | None = None,
    columns: Mapping[str, str] | None = None,
    source: str | None = None,
    licence: str | None = None,
    attribution: str | None = None,
) -> Added:
    """Add the rows of ``file`` to the gazetteer, which is built first if need be.

    ``columns`` maps fields of Marsad to columns of any other table; such a table needs ``licence`` said.
    Raises
    GazetteerError with file and line; the gazetteer then is as it was.
    """
    target = gazetteer or store.default_path()
    if not file.is_file():
        raise GazetteerError(23, "no such file", where=str(file))
    build.ensure(target)
    form = form or ("csv" if columns else formats.recognise(file))
    described = _describe(file, form, source, licence, attribution)
    with store.locked(target):
        if described.digest in _digests(target):
            return Added(source=described.id, format=form, again=True)
        with store.replacing(target, copy=True) as aside:
            db = store.writable(aside)
            try:
                writer = Writer(db)
                guard = _Guard(db, form)
                rows = writer.put_all(guard.checked(_rows(file, form, columns, described.id)), described)
                guard.verdict(file)
                if rows == 0:
                    raise GazetteerError(34, "no rows", where=str(file), mend="Is the file whole?")
                writer.finish()
            finally:
                db.close()
    return Added(
        source=described.id,
        format=form,
        rows=rows,
        new=writer.added,
        linked=writer.linked,
        skipped=guard.skipped,
    )


def _describe(
    file: Path, form: str, source: str | None, licence: str | None, attribution: str | None
) -> Source:
    digest = hashlib.sha256()
    with file.open("rb") as handle:
        while block := handle.read(1 << 20):
            digest.update(block)
    known = _KNOWN.get("geonames" if form == "geonames-names" else form)
    if known is None and not licence:
        raise GazetteerError(
            35, "a table of one's own needs its licence said", where=str(file), mend="Give --licence."
        )
    ident = source or (known.id if known else file.name.split(".")[0].lower())
    return Source(
        id=ident,
        title=known.title if known else ident,
        licence=licence or (known.licence if known else ""),
        attribution=attribution or (known.attribution if known else f"Place data: {ident} ({licence})"),
        url=known.url if known else "",
        digest=digest.hexdigest()[:16],
    )


def _digests(path: Path) -> set[str]:
    db = store.readable(path)
    try:
        return {d for (cell,) in db.execute("SELECT digest FROM source") for d in cell.split()}
    finally:
        db.close()


def _rows(file: Path, form: str, columns: Mapping[str, str] | None, source: str) -> Iterator[Row]:
    if form == "csv":
        assert columns is not None
        return formats.read_mapped(file, columns, source)
    return {
        "wof": formats.read_wof,
        "geonames": formats.read_geonames,
        "geonames-names": formats.read_geonames_names,
        "ocha": formats_un.read_ocha,
        "wikidata": formats_un.read_wikidata,
    }[form](file)


class _Guard:
    """Drops rows that cannot be used and stops a table whose coordinates are swapped.

    A country's extent is known from its settlements; a row far outside it that would lie inside with
    latitude and
    longitude exchanged speaks for swapped columns. A few such rows are a source's slips and are skipped.
    """

    def __init__(self, db: sqlite3.Connection, form: str) -> None:
        self.skipped = 0
        self._swapped = 0
        self._seen = 0
        self._form = form
        self._db = db
        self._extent = {
            country: (lat, lon, radius)
            for country, lat, lon, radius in db.execute(
                "SELECT country, lat, lon, radius FROM place WHERE kind = 'country' AND radius > 0"
            )
        }

    def checked(self, rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            if self._form == "geonames-names":
                yield from self._named(row)
                continue
            self._seen += 1
            if self._usable(row):
                yield row
            else:
                self.skipped += 1

    def _named(self, row: Row) -> Iterator[Row]:
        """Alternate names only mean something for a place that is there."""
        hit = self._db.execute(
            "SELECT p.kind, p.country FROM origin o JOIN place p ON p.n = o.place WHERE o.id = ?", (row.id,)
        ).fetchone()
        if hit is None:
            self.skipped += 1
            return
        row.kind, row.country = hit
        yield row

    def _usable(self, row: Row) -> bool:
        if not row.names or len(row.country) != 2:
            return False
        if row.lat is None or row.lon is None:
            return row.kind in ("country", "admin1", "admin2", "admin3")
        check_row(row)
        extent = self._extent.get(row.country)
        if extent is None:
            return True
        lat, lon, radius = extent
        if distance(lat, lon, row.lat, row.lon) <= 2 * radius + 300:
            return True
        self._swapped += abs(row.lon) <= 90 and distance(lat, lon, row.lon, row.lat) <= 2 * radius + 300
        return False

    def verdict(self, file: Path) -> None:
        if self._swapped > max(2, self._seen // 10):
            raise GazetteerError(
                36,
                f"{self._swapped} of {self._seen} rows lie in their country only with lat and lon exchanged",
                where=str(file),
                mend="Exchange the two columns.",
            )

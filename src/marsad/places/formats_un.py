"""OCHA COD tables with P-codes and Wikidata query results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from marsad.errors import GazetteerError
from marsad.places.build import kind_by_population
from marsad.places.formats import count, number, table, with_header
from marsad.places.records import Kind, Row

_LEVEL = re.compile(r"^adm(?:in)?_?(\d)[ _]?(?:name)?[ _]?(pcode|en|ar|ref)?\d?$", re.I)
_POINT = re.compile(r"^\s*Point\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)", re.I)
_ISO3 = re.compile(r"^[A-Z]{2}")
_OCHA_KINDS: dict[int, Kind] = {0: "country", 1: "admin1", 2: "admin2", 3: "admin3"}

# What a Wikidata class label says about the kind; the first that is found counts.
_CLASS_KINDS: tuple[tuple[str, Kind], ...] = (
    ("camp", "camp"), ("neighbo", "neighbourhood"), ("quarter", "neighbourhood"), ("crossing", "crossing"),
    ("air base", "base"), ("military", "base"), ("village", "village"), ("town", "town"), ("city", "city"),
    ("governorate", "admin1"), ("province", "admin1"), ("district", "admin2"), ("region", "region"),
    ("river", "water"), ("lake", "water"), ("dam", "water"), ("settlement", "village"),
)  # fmt: skip


def read_ocha(path: Path) -> Iterator[Row]:
    """A COD table: one line per unit of the deepest level, with the P-codes and names of the levels above it.

    Divisions may come without coordinates (their points are computed); populated places may not.
    """
    rows = with_header(table(path), path)
    levels: dict[int, dict[str, str]] | None = None
    seen: set[str] = set()
    for where, cell in rows:
        levels = levels or _levels(list(cell), where)
        lower = {k.strip().lower(): v.strip() for k, v in cell.items()}
        lat = number(
            _first(lower, ("latitude", "lat", "y_coord", "center_lat", "point_y", "y")), where, "latitude"
        )
        lon = number(
            _first(lower, ("longitude", "lon", "long", "x_coord", "center_lon", "point_x", "x")),
            where,
            "longitude",
        )
        deepest = max(levels)
        chain: dict[int, str] = {}
        for level in sorted(levels):
            columns = levels[level]
            pcode = cell.get(columns.get("pcode", ""), "").strip()
            if not pcode:
                continue
            chain[level] = f"pcode:{pcode}"
            if pcode in seen:
                continue
            seen.add(pcode)
            match = _ISO3.match(pcode)
            if match is None:
                raise GazetteerError(31, f"P-code {pcode!r} does not start with a country", where=where)
            here = level == deepest
            population = count(_first(lower, ("population", "pop", "t_tl")))
            yield Row(
                id=f"pcode:{pcode}",
                names=[
                    cell[columns[c]].strip()
                    for c in ("ar", "ref", "en")
                    if c in columns and cell[columns[c]].strip()
                ],
                name_en=cell[columns["en"]].strip() if "en" in columns else "",
                kind=_OCHA_KINDS.get(level) or kind_by_population(population),
                lat=lat if here else None,
                lon=lon if here else None,
                country=match[0],
                admin1=chain.get(1) if level > 1 else None,
                admin2=chain.get(2) if level > 2 else None,
                population=population if here else 0,
                code=pcode,
                where=where,
            )


def _levels(header: list[str], where: str) -> dict[int, dict[str, str]]:
    out: dict[int, dict[str, str]] = {}
    for column in header:
        match = _LEVEL.match(
            column.strip().replace("Name", "_name").replace("Pcode", "_pcode").replace("__", "_")
        )
        if match:
            out.setdefault(int(match[1]), {})[(match[2] or "en").lower()] = column
    coded = {k: v for k, v in out.items() if "pcode" in v and len(v) > 1}
    if not coded:
        raise GazetteerError(
            27,
            "missing columns: ADM1_PCODE with ADM1_EN or ADM1_AR",
            where=where,
            mend="Is this a COD table of divisions?",
        )
    return coded


def _first(cells: dict[str, str], names: tuple[str, ...]) -> str:
    return next((cells[n] for n in names if cells.get(n)), "")


def read_wikidata(path: Path) -> Iterator[Row]:
    """A query result as CSV: ``item``, ``itemLabel``/``label_ar``/``label_en``, ``coord`` (``Point(lon
    lat)``), ``country``.

    ``country`` is ISO 3166-1 alpha-2 (property P297); ``class``/``typeLabel``, ``population``, ``altLabel``
    are optional.
    """
    for where, cell in with_header(table(path), path):
        low = {k.strip().lower(): v.strip() for k, v in cell.items()}
        item = _first(low, ("item", "place", "qid")).rsplit("/", 1)[-1]
        coord = _first(low, ("coord", "coords", "coordinates", "location", "point"))
        match = _POINT.match(coord)
        if not re.fullmatch(r"Q\d+", item) or match is None:
            raise GazetteerError(32, f"not a Wikidata item with a point: {item!r}, {coord!r}", where=where)
        country = _first(low, ("country", "iso", "countrycode", "cc", "p297")).upper()
        if not re.fullmatch(r"[A-Z]{2}", country):
            raise GazetteerError(
                33,
                f"country {country!r} is not an ISO code",
                where=where,
                mend="Select ?country wdt:P297 ?iso in the query.",
            )
        label = _first(low, ("class", "classlabel", "typelabel", "type", "instancelabel")).lower()
        population = count(low.get("population", ""))
        kind = next((k for word, k in _CLASS_KINDS if word in label), None) or kind_by_population(population)
        english = _first(low, ("label_en", "labelen", "en"))
        names = [
            _first(low, ("label_ar", "labelar", "ar")),
            low.get("itemlabel", ""),
            low.get("placelabel", ""),
            english,
        ]
        names += re.split(r"[|;,،]", _first(low, ("altlabel", "altlabels", "aliases", "altlabel_ar")))
        geonames = _first(low, ("geonames", "p1566"))
        yield Row(
            id=f"wd:{item}",
            names=[n.strip() for n in names if n.strip()],
            name_en=english,
            kind=kind,
            lat=number(match[2], where, "latitude"),
            lon=number(match[1], where, "longitude"),
            country=country,
            population=population,
            same_as=(f"gn:{geonames}",) if geonames.isdigit() else (),
            where=where,
        )

"""Names for the base map: countries, and the larger towns, from the gazetteer at hand."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from msgspec import Struct

from marsad.places.gazetteer import Gazetteer
from marsad.web.routing import Call, Route

_LEAST = 20_000  # inhabitants
_AROUND = [
    "SY",
    "IQ",
    "LB",
    "JO",
    "PS",
    "IL",
    "TR",
    "IR",
    "SA",
    "YE",
    "OM",
    "AE",
    "QA",
    "BH",
    "KW",
    "EG",
    "LY",
    "SD",
    "SS",
    "TN",
    "DZ",
    "MA",
    "MR",
    "EH",
    "SO",
    "DJ",
    "ER",
    "ET",
    "TD",
    "NE",
    "ML",
    "CY",
    "GR",
    "AM",
    "AZ",
    "GE",
    "RU",
]


class Towns(Struct, frozen=True, kw_only=True):
    """Arabic name, English name, latitude, longitude, inhabitants, ``country`` or ``town``."""

    items: tuple[tuple[str, str, float, float, int, Literal["country", "town"]], ...]


@lru_cache(maxsize=2)
def _found(path: str) -> Towns:
    out: list[tuple[str, str, float, float, int, Literal["country", "town"]]] = []
    gazetteer = Gazetteer.open(path)
    try:
        for place in gazetteer.larger(_LEAST, _AROUND):
            kind: Literal["country", "town"] = "country" if place.kind == "country" else "town"
            out.append(
                (place.name_ar or place.name_en, place.name_en, place.lat, place.lon, place.population, kind)
            )
    finally:
        gazetteer.close()
    return Towns(items=tuple(out))


def towns(call: Call) -> Towns:
    return _found(str(call.store.gazetteer.path))


ROUTES = (
    Route(method="GET", path="/towns", name="towns", tag="Archive", run=towns, gives=Towns, cached=True,
          does="Countries and larger towns with both names, for a base map."),
)  # fmt: skip

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


class Town(Struct, frozen=True, kw_only=True):
    """A name for the map; ``size`` are inhabitants."""

    ar: str
    en: str
    lat: float
    lon: float
    size: int
    kind: Literal["country", "town"]


class Towns(Struct, frozen=True, kw_only=True):
    items: tuple[Town, ...]


@lru_cache(maxsize=2)
def _found(path: str) -> Towns:
    gazetteer = Gazetteer.open(path)
    try:
        return Towns(
            items=tuple(
                Town(
                    ar=place.name_ar or place.name_en, en=place.name_en, lat=place.lat, lon=place.lon,
                    size=place.population, kind="country" if place.kind == "country" else "town",
                )
                for place in gazetteer.larger(_LEAST, _AROUND)
            )
        )  # fmt: skip
    finally:
        gazetteer.close()


def towns(call: Call) -> Towns:
    return _found(str(call.store.gazetteer.path))


ROUTES = (
    Route(method="GET", path="/towns", name="towns", tag="Archive", run=towns, gives=Towns, cached=True,
          does="Countries and larger towns with both names, for a base map."),
)  # fmt: skip

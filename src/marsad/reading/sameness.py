"""When two names are one actor or one place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.word_classes import word_class
from marsad.reading.records import Chunk
from marsad.text.fold import fold

AREAS = {"region", "admin1", "admin2", "country", "direction", "part", "front", "vicinity"}
# How wide a place of each sort is.
LEVELS = {
    "site": 0, "base": 0, "road": 0, "crossing": 0, "front": 0, "neighbourhood": 1, "camp": 1, "terrain": 1, "village": 2,
    "town": 2, "city": 2, "water": 2, "admin2": 3, "direction": 3, "region": 3, "border": 3, "coast": 4, "part": 4,
    "admin1": 4, "country": 5, "": 5,
}  # fmt: skip
TOWN = LEVELS["town"]
_STOP = word_class("tells_no_names_apart")


@lru_cache(maxsize=20_000)
def words(name: str) -> frozenset[str]:
    """The telling words of a name, without articles, clitics and type words."""
    out = set()
    for word in fold(name).replace('"', " ").replace("_", " ").split():
        word = word.strip("#“”«»'.,،()-–")
        for lead in ("وال", "بال", "لل", "ال"):
            if word.startswith(lead) and len(word) - len(lead) >= 2:
                word = word[len(lead) :]
                break
        if len(word) > 1:
            out.add(word)
    return frozenset(out - _STOP or out)


def akin(one: str, other: str) -> bool:
    """Has one of two names all the telling words of the other?"""
    x, y = words(one), words(other)
    return bool(x and y) and (x <= y or y <= x)


def same_actor(a: Chunk, b: Chunk, lexicon: Lexicon) -> bool:
    if a.ref and b.ref:
        if a.ref == b.ref:
            return True
        up = lexicon.parents
        if b.ref in up.get(a.ref, ()) or a.ref in up.get(b.ref, ()):
            return True
    if a.country and a.country == b.country and "nationality" in (a.sort, b.sort):
        return True
    return akin(a.name, b.name)


def same_place(a: Chunk, b: Chunk) -> bool:
    if (a.sort == "road") != (b.sort == "road"):  # the road from a town is not the town
        return False
    if a.ref and a.ref == b.ref:
        return True
    return akin(a.name, b.name)


def any_actor(a: Sequence[Chunk], b: Sequence[Chunk], lexicon: Lexicon) -> bool:
    for x in a:
        for y in b:
            if same_actor(x, y, lexicon):
                return True
    return False


def any_place(a: Sequence[Chunk], b: Sequence[Chunk]) -> bool:
    for x in a:
        for y in b:
            if same_place(x, y):
                return True
    return False


def precise(places: Sequence[Chunk]) -> list[Chunk]:
    return [p for p in places if p.sort not in AREAS and p.kind == "place"]


def level(place: Chunk) -> int:
    """How wide a place is; one of no known sort as wide as a town."""
    return LEVELS.get(place.sort, 2)

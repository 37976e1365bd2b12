"""Blocks: claims are compared only where one stands in a block that the other looks in.

A claim with a day stands in blocks of that day and looks there; so what it is compared with does not grow
with the archive. One without a day has to look through all that is told of its place. Whether two claims meet
does not depend on which of them came first.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import blake2b

from marsad.merging.copies import sample
from marsad.merging.records import Facets, Spot

FOLLOW_UP = 12
"""Days after which fresh news is no longer taken to tell of a day."""
_LONGEST = 10  # days; a longer interval says too little to look for neighbours by day

_YEARS = (2000, 2040)  # in which reports without a year may lie


def blocks(one: Facets) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Keys of the blocks a claim stands in, and of those it looks in; signed 64-bit numbers, sorted."""
    return _hashed(_stands(one)), _hashed(_looks(one))


Key = tuple[object, ...]


def _hashed(keys: Iterator[Key]) -> tuple[int, ...]:
    out = set()
    for key in set(keys):
        raw = "\0".join(map(str, key)).encode("utf-8", "surrogatepass")
        out.add(int.from_bytes(blake2b(raw, digest_size=8).digest(), "big", signed=True))
    return tuple(sorted(out))


def _stands(one: Facets) -> Iterator[Key]:
    days = _days(one)
    yield from _by_day(one, days)
    placed = "placed" if _placed(one) else "unplaced"
    for key in _by_side(one, days):
        yield placed, *key
    where = "dated" if _dated(one) else "undated"
    for key in _timeless(one):
        yield where, *key
    for week in _weeks(one, 0):
        for key in _copies(one):
            yield "week", _fresh(one), week, *key


def _looks(one: Facets) -> Iterator[Key]:
    days = _days(one) | _other_years(one)
    yield from _by_day(one, days)
    for key in _by_side(one, days):
        yield "unplaced", *key
        if not _placed(one):
            yield "placed", *key
    for key in _timeless(one):
        yield "undated", *key
        if not _dated(one):
            yield "dated", *key
    for key in _copies(one):
        # Two that each tell their day share it; only fresh news without a day may come later.
        for week in _weeks(one, FOLLOW_UP):
            yield "week", True, week, *key
        for week in _weeks(one, FOLLOW_UP if _fresh(one) else 0):
            yield "week", False, week, *key


def _fresh(one: Facets) -> bool:
    """Is its day bounded by publication alone?"""
    return one.basis == "published"


def _weeks(one: Facets, around: int) -> range:
    """The weeks of a dated claim, and of so many days around it."""
    if one.start is None or one.end is None:
        return range(0)
    return range((one.start - around) // 7, (one.end + around) // 7 + 1)


def _dated(one: Facets) -> bool:
    return one.start is not None or one.month_day is not None


def _names(one: Facets) -> tuple[str, ...]:
    """Words of the places that tell most: of those that are no areas, if there are any."""
    precise = [spot for spot in one.spots if not spot.area] or list(one.spots)
    return tuple(sorted({word for spot in precise for word in spot.words if len(word) > 2}))


def _by_day(one: Facets, days: set[Key]) -> Iterator[Key]:
    if one.start is not None and one.end is not None and one.end - one.start > _LONGEST:
        for name in _names(one):  # an overview meets overviews of the same time
            yield "period", one.family, one.start, one.end, name
        return
    toll = one.killed[0] if one.killed else 0
    near = {corner for spot in one.spots for corner in _corners(spot)}
    names = _names(one)
    whom = {word for who in one.targets if who.telling for word in who.words}
    for day in days:
        for name in names:
            yield "name", one.family, *day, name
        for corner in near:
            yield "near", one.family, *day, *corner
        if toll >= 3:
            yield "killed", one.family, *day, toll
        for word in whom:
            yield "whom", one.family, *day, word


def _corners(spot: Spot) -> Iterator[Key]:
    """Corners of a grid: two points less than an eighth of a degree apart share one."""
    if spot.lat is not None and spot.lon is not None and not spot.area:
        row, column = int(spot.lat * 8 // 1), int(spot.lon * 8 // 1)
        for up in (0, 1):
            for side in (0, 1):
                yield row + up, column + side


def _by_side(one: Facets, days: set[Key]) -> Iterator[Key]:
    """Who did it on what day: where places are told, they find the neighbours."""
    sides = {who.country or who.id for who in one.initiators} - {None}
    if sides and (one.start is None or one.end is None or one.end - one.start <= _LONGEST):
        for day in days:
            for side in sides:
                yield "who", one.family, *day, side


def _placed(one: Facets) -> bool:
    return any(not spot.area for spot in one.spots)


def _timeless(one: Facets) -> Iterator[Key]:
    """What may find a claim without a day. Under the name of a capital only with the number of the dead."""
    hubs = {word for spot in one.spots if spot.hub or spot.area for word in spot.words}
    toll = one.killed[0] if one.killed else 0
    for name in _names(one):
        if name not in hubs:
            yield "name", one.family, name
        elif toll:
            yield "name, killed", one.family, name, toll
    yield from _copies(one)


def _copies(one: Facets) -> Iterator[Key]:
    for person in one.names:
        yield "person", one.family, person
    for value in sample(one.shingles):
        yield "run", value


def _days(one: Facets) -> set[Key]:
    """Every day it may have been, or its month and day where the year is unknown."""
    if one.start is not None and one.end is not None:
        if one.end - one.start > _LONGEST:
            return set()
        return {("day", day) for day in range(one.start, one.end + 1)}
    return {("no year", *one.month_day)} if one.month_day else set()


def _other_years(one: Facets) -> set[Key]:
    """What a date without a year may be, and where a date with one finds those without."""
    if one.start is None or one.end is None:
        return {("day", day) for day in _anniversaries(*one.month_day)} if one.month_day else set()
    out: set[Key] = set()
    for number in range(one.start, min(one.end, one.start + _LONGEST) + 1):
        day = date.fromordinal(number)
        out.add(("no year", day.month, day.day))
    return out


def _anniversaries(month: int, day: int) -> Iterator[int]:
    for year in range(_YEARS[0], _YEARS[1]):
        try:
            yield date(year, month, day).toordinal()
        except ValueError:
            continue

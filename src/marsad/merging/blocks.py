"""Blocks: claims are compared only where one stands in a block that the other looks in.

A claim with a day stands in blocks of that day and looks there; so what it is compared with does not grow
with the archive. One without a day has to look through all that is told of its place. Whether two claims meet
does not depend on which of them came first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import blake2b
from itertools import product

from marsad.merging.copies import sample
from marsad.merging.records import Facets, Spot, Who
from marsad.model import SYMMETRIC

FOLLOW_UP = 12
"""Days after which fresh news is no longer taken to tell of a day."""
_LONGEST = 10  # days; a longer interval says too little to look for neighbours by day

_ASIDE = 4  # claims that a report tells first, by whose doers alone neighbours are looked for
_YEARS = (2000, 2040)  # in which reports without a year may lie


_HASH = 44  # bits of a key that are hash; the twenty above them are its day, so that what is of one time lies together


def blocks(one: Facets) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Keys of the blocks a claim stands in, and of those it looks in; signed 64-bit numbers, sorted.

    The higher bits are the day, or the first of the week, as an ordinal (``date.toordinal``), 0 for none: a table ordered
    by key then has the news of a time on few pages.
    """
    return _hashed(_stands(one)), _hashed(_looks(one))


Key = tuple[object, ...]
Timed = tuple[Sequence[int], Key]
_NO_TIME = (0,)


def _hashed(keys: Iterator[Timed]) -> tuple[int, ...]:
    out = set()
    for times, key in keys:
        raw = "\0".join(map(str, key)).encode("utf-8", "surrogatepass")
        value = int.from_bytes(blake2b(raw, digest_size=8).digest(), "big") & ((1 << _HASH) - 1)
        for time in times:
            out.add((time << _HASH | value) - (1 << 63))
    return tuple(sorted(out))


def _stands(one: Facets) -> Iterator[Timed]:
    days = _days(one)
    yield from _by_day(one, days, around=0)
    placed = "placed" if _placed(one) else "unplaced"
    for times, key in _by_side(one, days):
        yield times, (placed, one.rank == 0, *key)
    yield from _by_speaker(one, days)
    where = "dated" if _dated(one) else "undated"
    for key in _timeless(one):
        yield _NO_TIME, (where, *key)
    weeks = _weeks(one, 0)
    for key in _copies(one):
        yield weeks, ("week", _fresh(one), *key)


def _looks(one: Facets) -> Iterator[Timed]:
    days = [*_days(one), *_other_years(one)]
    yield from _by_day(one, days, around=1)
    wanted = ("unplaced",) if _placed(one) else ("unplaced", "placed")
    leads = (True, False) if one.rank == 0 else (True,)
    for times, key in _by_side(one, days):
        for placed, lead in product(wanted, leads):
            yield times, (placed, lead, *key)
    yield from _by_speaker(one, days)
    dated = _dated(one)
    for key in _timeless(one):
        yield _NO_TIME, ("undated", *key)
        if not dated:
            yield _NO_TIME, ("dated", *key)
    # Two that each tell their day share it; only fresh news without a day may come later.
    later = _weeks(one, FOLLOW_UP)
    same = later if _fresh(one) else _weeks(one, 0)
    for key in _copies(one):
        yield later, ("week", True, *key)
        yield same, ("week", False, *key)


def _fresh(one: Facets) -> bool:
    """Is its day bounded by publication alone?"""
    return one.basis == "published"


def _weeks(one: Facets, around: int) -> range:
    """The first days of the weeks of a dated claim, and of so many days around it."""
    if one.start is None or one.end is None:
        return range(0)
    return range((one.start - around) // 7 * 7, one.end + around + 1, 7)


def _dated(one: Facets) -> bool:
    return one.start is not None or one.month_day is not None


def _names(one: Facets) -> tuple[str, ...]:
    """Words of the places that tell most: of those that are no areas, if there are any."""
    precise = [spot for spot in one.spots if not spot.area] or list(one.spots)
    return tuple(sorted({word for spot in precise for word in spot.words if len(word) > 2}))


def _by_day(one: Facets, days: Sequence[Timed], around: int) -> Iterator[Timed]:
    if one.start is not None and one.end is not None and one.end - one.start > _LONGEST:
        for name in _names(one):  # an overview meets overviews of the same time
            yield (one.start,), ("period", one.family, one.end, name)
        return
    toll = one.killed[0] if one.killed else 0
    near = {cell for spot in one.spots for cell in _cells(spot, around)}
    names = _names(one)
    whom = {word for who in one.targets if who.telling for word in who.words}
    for times, day in days:
        for name in names:
            yield times, ("name", one.family, *day, name)
        for cell in near:
            yield times, ("near", one.family, *day, *cell)
        if toll >= 3:
            yield times, ("killed", one.family, *day, toll)
        for word in whom:
            yield times, ("whom", one.family, *day, word)


def _cells(spot: Spot, around: int) -> Iterator[Key]:
    """The cell of a grid of eighths of a degree that a point lies in, and those ``around`` it."""
    if spot.lat is not None and spot.lon is not None and not spot.area:
        row, column = int(spot.lat * 8 // 1), int(spot.lon * 8 // 1)
        for up in range(-around, around + 1):
            for side in range(-around, around + 1):
                yield row + up, column + side


def _by_side(one: Facets, days: Sequence[Timed]) -> Iterator[Timed]:
    """Who did it on what day: where places are told, they find the neighbours.

    That is little to go by. Two claims that meet on no more hold together once in three times where both lead their
    reports, once in twenty where one does, once in a hundred where neither does; so one of them must.
    """
    sides = {who.country or who.id for who in one.initiators} - {None} if one.rank < _ASIDE else set()
    if sides and (one.start is None or one.end is None or one.end - one.start <= _LONGEST):
        for times, day in days:
            for side in sides:
                yield times, ("who", one.family, *day, side)


def spoken(one: Facets) -> bool:
    """Is it something said, on a day that the report tells?"""
    return (one.family == "statement" or one.kind == "negotiation") and (
        one.basis in ("told", "near") and one.start is not None and one.start == one.end
    )


def speakers(one: Facets) -> tuple[Who, ...]:
    """The known actors who say it, or talk."""
    said = one.initiators + one.targets if one.kind in SYMMETRIC else one.initiators
    return tuple(who for who in said if who.id)


def _by_speaker(one: Facets, days: Sequence[Timed]) -> Iterator[Timed]:
    """What who said on what day, wherever in its report."""
    if spoken(one):
        for times, day in days:
            for who in speakers(one):
                yield times, ("said", one.kind, *day, who.id)


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


def _days(one: Facets) -> list[Timed]:
    """Every day it may have been, or its month and day where the year is unknown."""
    if one.start is not None and one.end is not None:
        if one.end - one.start > _LONGEST:
            return []
        return [(range(one.start, one.end + 1), ("day",))]
    return [(_NO_TIME, ("no year", *one.month_day))] if one.month_day else []


def _other_years(one: Facets) -> list[Timed]:
    """What a date without a year may be, and where a date with one finds those without."""
    if one.start is None or one.end is None:
        return [(tuple(_anniversaries(*one.month_day)), ("day",))] if one.month_day else []
    last = min(one.end, one.start + _LONGEST)
    days = (date.fromordinal(number) for number in range(one.start, last + 1))
    return [(_NO_TIME, ("no year", day.month, day.day)) for day in days]


def _anniversaries(month: int, day: int) -> Iterator[int]:
    for year in range(_YEARS[0], _YEARS[1]):
        try:
            yield date(year, month, day).toordinal()
        except ValueError:
            continue

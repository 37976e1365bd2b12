"""Blocks: claims are compared only where one stands in a block that the other looks in.

A claim with a day stands in blocks of that day and looks there; so what it is compared with does not grow
with the archive. One without a day has to look through all that is told of its place. Whether two claims meet
does not depend on which of them came first.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import blake2b

from marsad.merging.copies import sample
from marsad.merging.records import Facets

FOLLOW_UP = 12
"""Days after which fresh news is no longer taken to tell of a day."""
_LONGEST = 10  # days; a longer interval says too little to look for neighbours by day


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
    yield from _by_day(one)
    placed = "placed" if _placed(one) else "unplaced"
    for key in _by_side(one):
        yield placed, *key
    where = "dated" if _dated(one) else "undated"
    for key in _timeless(one):
        yield where, *key
    if one.start is not None and one.end is not None and _dated(one):
        for week in range(one.start // 7, one.end // 7 + 1):
            for key in _copies(one):
                yield "week", week, *key


def _looks(one: Facets) -> Iterator[Key]:
    yield from _by_day(one)
    for key in _by_side(one):
        yield "unplaced", *key
        if not _placed(one):
            yield "placed", *key
    for key in _timeless(one):
        yield "undated", *key
        if not _dated(one):
            yield "dated", *key
    if one.start is not None and one.end is not None and _dated(one):
        for week in range((one.start - FOLLOW_UP) // 7, (one.end + FOLLOW_UP) // 7 + 1):
            for key in _copies(one):
                yield "week", week, *key


def _dated(one: Facets) -> bool:
    return one.start is not None or one.month_day is not None


def _names(one: Facets) -> tuple[str, ...]:
    """Words of the places that tell most: of those that are no areas, if there are any."""
    precise = [spot for spot in one.spots if not spot.area] or list(one.spots)
    return tuple(sorted({word for spot in precise for word in spot.words if len(word) > 2}))


def _by_day(one: Facets) -> Iterator[Key]:
    if one.start is not None and one.end is not None and one.end - one.start > _LONGEST:
        for name in _names(one):  # an overview meets overviews of the same time
            yield "period", one.family, one.start, one.end, name
        return
    toll = one.killed[0] if one.killed else 0
    for month, day in sorted(_days(one)):
        for name in _names(one):
            yield "name", one.family, month, day, name
        for spot in one.spots:
            if spot.lat is not None and spot.lon is not None and not spot.area:
                # Two points less than a quarter of a degree apart share a corner of this grid.
                row, column = int(spot.lat * 4 // 1), int(spot.lon * 4 // 1)
                for up in (0, 1):
                    for side in (0, 1):
                        yield "near", one.family, month, day, row + up, column + side
        if toll >= 3:
            yield "killed", one.family, month, day, toll
        for whom in one.targets:
            if whom.telling:
                for word in whom.words:
                    yield "whom", one.family, month, day, word


def _by_side(one: Facets) -> Iterator[Key]:
    """Who did it on what day: where places are told, they find the neighbours."""
    sides = {who.country or who.id for who in one.initiators} - {None}
    if sides and (one.start is None or one.end is None or one.end - one.start <= _LONGEST):
        for month, day in sorted(_days(one)):
            for side in sorted(filter(None, sides)):
                yield "who", one.family, month, day, side


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


def _days(one: Facets) -> set[tuple[int, int]]:
    """Month and day of every day it may have been, so that dates without a year find their neighbours."""
    if one.start is not None and one.end is not None:
        first = date.fromordinal(one.start)
        span = (first + timedelta(step) for step in range(one.end - one.start + 1))
        return {(day.month, day.day) for day in span}
    return {one.month_day} if one.month_day else set()

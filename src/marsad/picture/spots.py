"""Places of claims, and whether two of them may be the same or near each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import cos, inf, radians

from msgspec.structs import replace

from marsad.model import Location
from marsad.picture.records import Spot
from marsad.picture.words import PictureWords, folded
from marsad.places.geometry import distance
from marsad.places.records import AREAS
from marsad.text.fold import fold

_SQUARE = 0.5  # degrees: 30 km and more up to 57 degrees north
_ROW = 0.3  # degrees north to south: 33 km
_DEGREE = 111.195  # kilometres
_FAR = 60.0  # kilometres at which two places that share a name are two places
_COARSE = 4  # UCDP where_prec from which a place is an area


def spot(one: Location, words: PictureWords) -> Spot:
    """The location as a place of the picture, named as the report names it: a known one without what stands before its name."""
    said = _telling(one.text, words.generic_place) or _telling(one.name, words.generic_place)
    said = said or _telling(one.text, frozenset())
    area = one.kind in AREAS or (one.precision is not None and one.precision >= _COARSE)
    name = one.name if one.id and one.name in one.text else one.text
    return Spot(
        key=one.id or f"~{fold(one.name)}", name=name, lat=one.lat, lon=one.lon,
        radius=(one.radius or 0) / 1000, admin1=one.admin1, country=one.country, area=area, wide=one.kind == "country",
        words=said,
    )  # fmt: skip


@lru_cache(maxsize=65536)
def _telling(text: str, generic: frozenset[str]) -> tuple[str, ...]:
    """The words of a name that tell which place it is."""
    bare = (word.removeprefix("ال") for word in folded(text))
    return tuple(dict.fromkeys(word for word in bare if word not in generic))


def same(a: Spot, b: Spot) -> bool:
    """May the two be one place: the same entry, one name within the other, or points that lie together?"""
    if a.key == b.key:
        return True
    x, y = _set(a.words), _set(b.words)
    if x and y and (x <= y or y <= x):
        apart = between(a, b)
        return apart is None or apart <= _FAR
    if a.area or b.area or a.lat is None or b.lat is None:
        return False
    reach = max(3.0, min(a.radius, b.radius))
    if abs(a.lat - b.lat) * 111.0 > reach:
        return False  # most pairs: no need of the sphere
    apart = between(a, b)
    return apart is not None and apart <= reach


@lru_cache(maxsize=65536)
def _set(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(words)


def between(a: Spot, b: Spot) -> float | None:
    """Kilometres between the points, None where one has none."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return distance(a.lat, a.lon, b.lat, b.lon)


def meet(some: Sequence[Spot], others: Sequence[Spot]) -> bool:
    """Is any place of the one a place of the other?"""
    return any(same(a, b) for a in some for b in others)


def near(some: Sequence[Spot], others: Sequence[Spot], km: float) -> bool:
    """Does a place of the one lie within ``km`` kilometres of one of the other, or are they the same?

    An area is near if all of it is: "the western countryside of Daraa", not a governorate.
    """
    for a in some:
        for b in others:
            if same(a, b):
                return True
            apart = between(a, b)
            if apart is not None and apart + _beyond(a) + _beyond(b) <= km:
                return True
    return False


def _beyond(one: Spot) -> float:
    """Kilometres that an area reaches beyond its point; of a settlement the point stands for it."""
    return (one.radius or inf) if one.area else 0.0


def merged(found: Iterable[Spot]) -> tuple[Spot, ...]:
    """Each place once, by how often it is named and then in order, under the name most reports use."""
    listed = tuple(found)
    if len(listed) < 2:
        return listed
    names: dict[str, dict[str, int]] = {}
    first: dict[str, Spot] = {}
    for one in listed:
        told = names.get(one.key)
        if told is None:
            first[one.key], names[one.key] = one, {one.name: 1}
        else:
            told[one.name] = told.get(one.name, 0) + 1
    ranked = sorted(first, key=lambda key: -sum(names[key].values()))
    out = []
    for key in ranked:
        one, told = first[key], names[key]
        if len(told) > 1:
            best = max(told.items(), key=lambda item: (item[1], -len(item[0]), item[0]))[0]
            one = replace(one, name=best)
        out.append(one)
    return tuple(out)


class Ground:
    """Which of some places are the same as another one, or lie within ``km`` of it; each is asked once.

    Distances of so few kilometres are reckoned on a plane, which is a hundredth off at most.
    """

    def __init__(self, found: Iterable[Spot], km: float) -> None:
        self._km = km
        self._known: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        self._by_word: dict[str, list[Spot]] = {}
        self._by_row: dict[int, list[tuple[float, float, float, float, str]]] = {}
        seen: set[str] = set()
        for one in found:
            if one.key not in seen:
                seen.add(one.key)
                self._put(one)
        self._keys = seen

    def _put(self, one: Spot) -> None:
        for word in one.words:
            self._by_word.setdefault(word, []).append(one)
        if one.lat is not None and one.lon is not None:
            row = self._by_row.setdefault(int(one.lat / _ROW), [])
            row.append((one.lat, one.lon, _beyond(one), -1.0 if one.area else one.radius, one.key))

    def around(self, one: Spot) -> tuple[frozenset[str], frozenset[str]]:
        """The keys of the places it may be, and of those that lie near it."""
        known = self._known.get(one.key)
        if known is None:
            alike = {one.key} & self._keys
            alike |= {
                other.key for word in one.words for other in self._by_word.get(word, ()) if same(one, other)
            }
            close = set()
            if one.lat is not None and one.lon is not None:
                narrow = cos(radians(one.lat))
                mine, room = -1.0 if one.area else one.radius, self._km - _beyond(one)
                row, far = int(one.lat / _ROW), max(self._km, mine) ** 2
                for lat, lon, beyond, radius, key in (
                    each for at in (row - 1, row, row + 1) for each in self._by_row.get(at, ())
                ):
                    x, y = (lon - one.lon) * narrow * _DEGREE, (lat - one.lat) * _DEGREE
                    apart = x * x + y * y
                    if apart > far:
                        continue
                    if mine >= 0 and radius >= 0 and apart <= max(3.0, min(mine, radius)) ** 2:
                        alike.add(key)
                    elif room - beyond >= 0 and apart <= (room - beyond) ** 2:
                        close.add(key)
            known = self._known[one.key] = frozenset(alike), frozenset(close - alike)
        return known


def marks(one: Spot) -> Iterable[object]:
    """What a place can be found by: its key, its words, the square it lies in."""
    yield one.key
    yield from one.words
    if one.lat is not None and one.lon is not None:
        yield int(one.lat // _SQUARE), int(one.lon // _SQUARE)


def around(one: Spot) -> Iterable[object]:
    """The marks of all places that the place may be or be near: a front reaches less far than a square is wide."""
    yield one.key
    yield from one.words
    if one.lat is not None and one.lon is not None:
        lat, lon = int(one.lat // _SQUARE), int(one.lon // _SQUARE)
        yield from ((lat + a, lon + b) for a in (-1, 0, 1) for b in (-1, 0, 1))

"""How the places of two claims lie to each other: one place, one spelled in two ways, near, in one province, far."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from marsad.merging.records import Spot
from marsad.places.geometry import distance

FAR = 60.0  # km
_PROVINCE = 80.0  # km from a capital to what is told under its name
_NAMESAKES = 15.0  # km within which one name is one place


@lru_cache(maxsize=8192)
def lie(a: tuple[Spot, ...], b: tuple[Spot, ...]) -> tuple[str, float] | None:
    """How the places of two claims lie to each other, as a weight's name and its amount; of amount 0 where that bars them.

    Kept, since one new claim meets the same places again and again.
    """
    one, other = _precise(a), _precise(b)
    if one and other:
        both = [x for x in one for y in other if _same(x, y)]
        if both:
            # A province is often meant by the name of its capital.
            return ("same hub" if all([spot.hub for spot in both]) else "same place"), 1.0
        if any([_like(x, y) for x in one for y in other]):
            return "like place", 1.0
        known = [d for x in one for y in other if (d := apart(x, y)) is not None]
        hubs = all([spot.hub for spot in one]) != all([spot.hub for spot in other])
        if hubs and (not known or min(known) <= _PROVINCE):
            return "province only", 1.0
        if not known:
            return "other place", 1.0
        nearest = min(known)
        if nearest <= 10:
            return "near", 1.0 if nearest <= 0 else 0.3
        if nearest <= FAR:
            return "places apart", 1.0
        if len(known) == len(one) * len(other):
            return "two places far apart", 0.0
        return "other place", 1.5
    if any([_same(x, y) for x in a for y in b]):
        return "same area", 1.0
    known = [d for x in a for y in b if (d := apart(x, y)) is not None]
    if known and min(known) > FAR:
        return "far", 1.0
    if known and min(known) <= 0:
        return "area holds place", 1.0
    return ("other place", 0.7) if not one and not other else None


def _precise(spots: Sequence[Spot]) -> list[Spot]:
    return [spot for spot in spots if not spot.area]


def _same(x: Spot, y: Spot) -> bool:
    if x.id is not None and x.id == y.id:
        return True
    if not (x.words and y.words and (x.words == y.words or _nested(x.words, y.words))):
        return False
    km = apart(x, y)
    return km is None or km <= _NAMESAKES


@lru_cache(maxsize=50_000)
def _nested(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Are the words of one all among those of the other?"""
    return set(one) <= set(other) or set(other) <= set(one)


def _like(x: Spot, y: Spot) -> bool:
    """Are they one name spelled in two ways?"""
    if not _alike(x.words, y.words):
        return False
    km = apart(x, y)
    return km is None or km <= _NAMESAKES


@lru_cache(maxsize=50_000)
def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    first, second = " ".join(one), " ".join(other)
    return min(len(first), len(second)) >= 5 and ratio(first, second, score_cutoff=80.0) > 0


def apart(x: Spot, y: Spot) -> float | None:
    """Kilometres between the edges of what the two may mean; below zero where they overlap."""
    if x.lat is None or x.lon is None or y.lat is None or y.lon is None:
        return None
    return distance(x.lat, x.lon, y.lat, y.lon) - x.radius - y.radius

"""The place that an entry of a bulletin is headed with, as a place of what it tells; unless it is only where the news comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marsad.lexicon.word_classes import word_class
from marsad.places.geometry import distance
from marsad.reading.grammar.entries import Entries
from marsad.reading.records import Chunk, Event
from marsad.reading.sameness import precise, same_place
from marsad.reading.slots.whereabouts import Where

_TOWNS = ("city", "town")
_AWAY = 100.0  # kilometres: further off, the heading is a dateline
_TOWARDS = word_class("towards")


def under_heading(event: Event, entries: Entries) -> list[Chunk]:
    """The places with that which heads the entry: **حلب:** اغتيل قيادي في الباب, a killing in al-Bab told under Aleppo."""
    if not entries.heads or event.trigger.rule.frame == "statement":
        return event.places
    under = entries.places[event.trigger.sentence]
    places = event.places
    if under and event.kind == "displacement":
        places = [p for p in places if p.prep not in _TOWARDS]  # حي الوعر: خرجت دفعة **باتجاه جرابلس**
    return [*places, *(p for p in under if not any(same_place(p, known) for known in places))]


def without_datelines(
    event: Event, entries: Entries, located: Mapping[tuple[int, int, str], Where]
) -> list[Chunk]:
    """The places without a town that only heads the entry, far from where it was: **القاهرة:** مقتل جنود في العريش, in Arish."""
    if not entries.heads:
        return event.places
    there = [p for p in precise(event.places) if p.first not in entries.heads]
    return [
        place
        for place in event.places
        if place.first not in entries.heads or place.sort not in _TOWNS or not far(place, there, located)
    ]


def far(town: Chunk, there: Sequence[Chunk], located: Mapping[tuple[int, int, str], Where]) -> bool:
    """Does a town lie far from all of the other places, as far as they are on the map?"""
    home = _point(town, located)
    points = [point for place in there if (point := _point(place, located)) is not None]
    return home is not None and bool(points) and all(distance(*home, *point) > _AWAY for point in points)


def _point(place: Chunk, located: Mapping[tuple[int, int, str], Where]) -> tuple[float, float] | None:
    where = located.get((place.first, place.last, place.name))
    found = where.found.place if where is not None else None
    return (found.lat, found.lon) if found is not None else None

"""What the column profiles ask of an event: one place, one interval, one figure, or that there is none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import asin, cos, radians, sin, sqrt

from msgspec import Struct

from marsad.export.records import Record
from marsad.model import Actor, Event, Site, TollRange

FAR = 25.0
"""Kilometres beyond which two places of one event cannot be told as one."""

HAPPENED = frozenset({"occurred", "ongoing", "ended"})
"""Statuses that say that something took place."""

WHY_NOT = {
    "planned": "planned, not said to have happened",
    "denied": "denied",
    "uncertain": "a rumour",
    "attempted": "attempted, not carried out",
}
"""Why an event of another status is left out."""


class Span(Struct, frozen=True):
    """Days from ``start`` to ``end``, both counted."""

    start: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


def span_of(event: Event) -> Span | None:
    """The days of an event; None where nothing tells them."""
    when = event.when
    return None if when is None else Span(date.fromisoformat(when.start), date.fromisoformat(when.end))


def located(event: Event) -> list[Site]:
    """Places with a point, the best supported first, of these the most exact."""
    found = [one for one in event.places if one.lat is not None and one.lon is not None]
    return sorted(found, key=lambda one: (-one.support, one.precision or 7))


def main_place(event: Event) -> Site | None:
    """The place that stands for the event: best supported and exact, else one without a point."""
    return next(iter(located(event)), event.places[0] if event.places else None)


def far_apart(event: Event) -> bool:
    """Is it told of several places that no single point stands for?"""
    found = [one for one in located(event) if (one.precision or 7) <= 3]
    first = found[0] if found else None
    return first is not None and any(
        one.support >= first.support and kilometres(first, one) > FAR for one in found[1:]
    )


def kilometres(one: Site, other: Site) -> float:
    """The distance on the sphere between two places that have points."""
    assert one.lat is not None and one.lon is not None and other.lat is not None and other.lon is not None
    up, side = radians(other.lat - one.lat), radians(other.lon - one.lon)
    inner = sin(up / 2) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(side / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(inner))


def best(toll: TollRange | None) -> int | None:
    """The figure that most origins give; of a range its lower end."""
    return None if toll is None else toll.figures[0].min if toll.figures else toll.min


def highest(toll: TollRange) -> int:
    """The highest figure that anybody gives; of "at least 20" it is 20, since no more is said."""
    given = [toll.max or toll.min, *(one.max if one.max is not None else one.min for one in toll.figures)]
    return max(given)


def outlets(record: Record) -> list[str]:
    """Outlets of the event's reports, each once; the report's id where the outlet is unknown."""
    return list(dict.fromkeys(paper.outlet or paper.id for paper in record.reports))


def english(actor: Actor) -> str:
    """The name in English where the registry has one, else as reported."""
    return actor.name_en or actor.name


def joined(values: Iterable[object]) -> str:
    """Several values in one cell, as the profiles write them."""
    return "; ".join(str(value) for value in values if value)

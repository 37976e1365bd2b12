"""What the claims of each merged event say, by report: names, figures and blame side by side, for the demo."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from marsad.cli.render import TOLLS
from marsad.model import Actor, Claim, Coded, Event, EventDate, Location, Participant
from marsad.reading.sameness import words
from marsad.text.fold import fold


class Group(Struct):
    """The claims of one event. Names are by the key that tells them apart; ``reports`` are ids in order.

    ``start`` is the first day of the time told and ``day`` that time as precisely as it is known. ``tolls``
    maps a figure to the reports that give it, ``blamed`` a report to the initiators it names.
    """

    kind: str
    start: str
    day: str | None
    origins: int = 0
    statuses: dict[str, None] = field(default_factory=dict)
    reports: list[str] = field(default_factory=list)
    initiators: dict[str, str] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    tolls: dict[str, dict[tuple[int, int | None], list[str]]] = field(default_factory=dict)
    blamed: dict[str, dict[str, str]] = field(default_factory=dict)

    def add(self, claim: Claim, report: str) -> None:
        self.statuses[claim.status] = None
        _once(self.reports, report)
        for one in claim.attributed_to:
            self.sources.setdefault(_who(one), one.name)
        for place in claim.places:
            self.places.setdefault(_where(place), place.name)
        for one in claim.initiators:
            self.blamed.setdefault(report, {}).setdefault(_who(one), one.name)
        for name in TOLLS:
            toll = getattr(claim, name)
            if toll is not None:
                _once(self.tolls.setdefault(name, {}).setdefault((toll.min, toll.max), []), report)


def group(coded: Sequence[Coded], events: Sequence[Event]) -> list[Group]:
    """A group for each event, by day, those without a day last, otherwise in order of first mention."""
    claims = {claim.id: (claim, report.id) for report in coded for claim in report.events}
    groups = []
    for event in events:
        told = event.when if event.when is not None and event.when.basis == "told" else None
        one = Group(
            event.kind, told.start if told else "", _day(told), event.independent_origins,
            initiators={_who(who): who.name for who in event.initiators},
            targets={_who(who): who.name for who in event.targets},
        )  # fmt: skip
        for claim in event.claims:
            one.add(*claims[claim])
        groups.append(one)
    return sorted(groups, key=lambda one: (one.day is None, one.start, one.day or ""))


def _day(when: EventDate | None) -> str | None:
    """The day, or the month or year where no more is known."""
    if when is None:
        return None
    if when.precision == "month":
        return f"{when.start[:7]}, some day of the month"
    if when.precision == "year":
        return f"{when.start[:4]}, some day of the year"
    return when.start if when.end == when.start else f"{when.start} to {when.end}"


def _once(into: list[str], name: str) -> None:
    if name not in into:
        into.append(name)


def _who(one: Participant | Actor) -> str:
    return one.id or fold(one.name)


def _where(place: Location) -> str:
    """The gazetteer's id, or the name without "city of" and the like."""
    return place.id or " ".join(sorted(words(place.name)))

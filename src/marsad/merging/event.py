"""One event from its claims: every field by support, with the disagreement kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from hashlib import sha256
from typing import cast

from marsad.merging.assess import assess
from marsad.merging.origins import Told, origins
from marsad.merging.registry import Registry
from marsad.merging.sides import apart, oriented
from marsad.merging.slots import actors, sites
from marsad.model import (
    SYMMETRIC,
    Cited,
    Claim,
    Day,
    Event,
    EventDate,
    Figure,
    Origin,
    Participant,
    Status,
    Toll,
    TollRange,
)

_LOOSE = {"killing", "ground_attack", "explosion"}  # said of events that another report tells more exactly
_LATEST_YEAR = 2026  # of reports; goes up with the years, fixed so that the same reports give the same events
_FRESH = 1  # days before the first publication on which undated fresh news is put


def build(tellings: Sequence[Told], registry: Registry) -> Event:
    """The event that these claims tell of. ``tellings`` may come in any order; at least one."""
    told = sorted(tellings, key=_order)
    found = origins(told, registry)
    origin_of = {claim: number for number, one in enumerate(found) for claim in one.claims}
    claims = [one.claim for one in told]
    kinds = _cited(((one.kind, one) for one in claims), origin_of, found, told)
    statuses = _cited(((one.status, one) for one in claims), origin_of, found, told)
    exact = [one for one in kinds if one.value not in _LOOSE] or kinds
    # What a report tells beside its own later news is no report of the event.
    news = [one for one in told if not one.facets.recalled]
    documents = tuple(dict.fromkeys(one.facets.document for one in news))
    recalled = tuple(
        dict.fromkeys(one.facets.document for one in told if one.facets.document not in documents)
    )
    ordered = oriented(claims) if exact[0].value in SYMMETRIC else {}

    def sides(claim: Claim) -> tuple[Sequence[Participant], Sequence[Participant]]:
        turned = ordered.get(claim.id, False)
        return (claim.targets, claim.initiators) if turned else (claim.initiators, claim.targets)

    initiators = actors(claims, lambda c: sides(c)[0], origin_of, registry)
    targets = actors(claims, lambda c: sides(c)[1], origin_of, registry)
    if ordered:
        initiators, targets = apart(initiators, targets)
    when = _when(told, origin_of)
    tolls = {name: _toll(told, pick, origin_of, found) for name, pick in _TOLLS.items()}
    status = cast(Status, statuses[0].value)
    disagreement, assessment = assess(claims, found, origin_of, statuses, initiators, when, tolls, registry)
    return Event(
        id=event_id(told),
        kind=exact[0].value,
        status=status,
        assessment=assessment,
        documents=documents,
        recalled_in=recalled,
        claims=tuple(one.id for one in claims),
        reports=len(documents),
        independent_origins=len(found),
        origins=tuple(found),
        kinds=tuple(kinds),
        statuses=tuple(statuses),
        when=when,
        places=tuple(sites(claims, origin_of)),
        initiators=tuple(initiators),
        targets=tuple(targets),
        third_parties=tuple(actors(claims, lambda c: c.third_parties, origin_of, registry)),
        means=tuple(sorted({means for one in claims for means in one.means})),
        disagreement=disagreement,
        title=next((one.title for one in news or told if one.title), None),
        killed=tolls["killed"],
        injured=tolls["injured"],
        captured=tolls["captured"],
        missing=tolls["missing"],
        displaced=tolls["displaced"],
    )


_TOLLS: dict[str, Callable[[Claim], Toll | None]] = {
    "killed": lambda claim: claim.killed,
    "injured": lambda claim: claim.injured,
    "captured": lambda claim: claim.captured,
    "missing": lambda claim: claim.missing,
    "displaced": lambda claim: claim.displaced,
}


def _order(told: Told) -> tuple[int, str, int, str]:
    published = told.facets.published
    return (
        published if published is not None else 1 << 30,
        told.facets.document,
        told.facets.rank,
        told.claim.id,
    )


def event_id(tellings: Sequence[Told]) -> str:
    """The id of an event: that of its founding claim, the first published."""
    founding = min(tellings, key=_order)
    return "e" + sha256(f"event\0{founding.claim.id}".encode()).hexdigest()[:15]


def _cited(
    said: Iterable[tuple[str, Claim]],
    origin_of: dict[str, int],
    found: Sequence[Origin],
    told: Sequence[Told],
) -> list[Cited]:
    document = {one.claim.id: one.facets.document for one in told}
    values: dict[str, list[str]] = {}
    for value, claim in said:
        values.setdefault(value, []).append(claim.id)
    out = []
    for value, claims in values.items():
        behind = sorted({origin_of[claim] for claim in claims})
        out.append(
            Cited(
                value=value,
                origins=tuple(found[at].name for at in behind),
                claims=tuple(claims),
                reports=len({document[claim] for claim in claims}),
            )
        )
    return sorted(out, key=lambda one: (-len(one.origins), -one.reports, one.value))


def _when(told: Sequence[Told], origin_of: dict[str, int]) -> EventDate | None:
    days: dict[tuple[int, int], list[Told]] = {}
    # Where some have it as their news, a day that another only looks back to may be that of something else.
    news = [one for one in told if not one.facets.recalled] or told
    for one in news:
        slot = one.facets
        if slot.start is not None and slot.end is not None and slot.basis != "published":
            days.setdefault((slot.start, slot.end), []).append(one)
    if not days:
        bounds = [one.facets.published for one in told if one.facets.published is not None]
        if not bounds:
            return _reckoned(told, origin_of)
        first = min(bounds)
        return EventDate(start=_iso(first - _FRESH), end=_iso(first), precision="day", basis="published")
    ranked = sorted(
        days.items(), key=lambda item: (-_weight(item[1], origin_of), item[0][1] - item[0][0], item[0])
    )
    listed = tuple(
        Day(
            start=_iso(span[0]),
            end=_iso(span[1]),
            support=len({origin_of[one.claim.id] for one in group}),
            claims=tuple(one.claim.id for one in group),
        )
        for span, group in ranked
    )
    (start, end), group = ranked[0]
    length = end - start
    precision = group[0].claim.when.precision if group[0].claim.when else None
    return EventDate(
        start=_iso(start),
        end=_iso(end),
        basis="told",
        told=listed,
        precision=precision or ("day" if length <= 1 else "week" if length <= 7 else "month"),
    )


def _reckoned(told: Sequence[Told], origin_of: dict[str, int]) -> EventDate | None:
    """The day that reports without a date name by weekday, day and month alone, in the latest year that fits.

    "Thursday 5 October" was in 2023, 2017 and 2012: the year is reckoned and said to be, the one before it is
    kept beside it. Where reports name different days, or no weekday to check the year by, the day is unknown.
    """
    named = [one for one in told if one.facets.month_day is not None]
    dates = {one.facets.month_day for one in named}
    weekdays = {one.facets.weekday for one in told} - {None}
    if len(dates) != 1 or len(weekdays) != 1:
        return None
    ((month, day),) = filter(None, dates)
    fits = [
        start
        for year in range(_LATEST_YEAR, _LATEST_YEAR - 28, -1)
        if (start := _day(year, month, day)) is not None and start.weekday() in weekdays
    ]
    if not fits:
        return None
    claims = tuple(one.claim.id for one in named)
    support = len({origin_of[claim] for claim in claims})
    listed = tuple(
        Day(start=start.isoformat(), end=start.isoformat(), support=support, claims=claims)
        for start in fits[:2]
    )
    return EventDate(start=listed[0].start, end=listed[0].end, precision="day", basis="reckoned", told=listed)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weight(group: Sequence[Told], origin_of: dict[str, int]) -> float:
    """Origins count; an exact day above a period, a day told in full above one that leans on the page's
    stamp.
    """
    best: dict[int, float] = {}
    for one in group:
        slot = one.facets
        exact = slot.start == slot.end
        value = (1.0 if slot.basis == "told" else 0.8) if exact else 0.3
        origin = origin_of[one.claim.id]
        best[origin] = max(best.get(origin, 0.0), value)
    return sum(best.values())


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _toll(
    told: Sequence[Told],
    pick: Callable[[Claim], Toll | None],
    origin_of: dict[str, int],
    found: Sequence[Origin],
) -> TollRange | None:
    groups: dict[tuple[int, int | None], list[Told]] = {}
    for one in told:
        toll = pick(one.claim)
        if toll is not None:
            groups.setdefault((toll.min, toll.max), []).append(one)
    if not groups:
        return None
    figures = []
    for (low, high), group in groups.items():
        days = sorted(one.published[:10] for one in group if one.published)
        behind = sorted({origin_of[one.claim.id] for one in group})
        figures.append(
            Figure(
                min=low,
                max=high,
                origins=tuple(found[at].name for at in behind),
                reports=len({one.facets.document for one in group}),
                first=days[0] if days else None,
                last=days[-1] if days else None,
                claims=tuple(one.claim.id for one in group),
            )
        )
    figures.sort(key=lambda one: (-len(one.origins), -one.reports, one.max is None, one.min, one.max or 0))
    bounded = [(one.min, one.max) for one in figures if one.max is not None]
    floor = max((one.min for one in figures if one.max is None), default=0)
    if not bounded:
        return TollRange(min=min(one.min for one in figures), max=None, figures=tuple(figures))
    top = max(high for _, high in bounded)
    return TollRange(
        min=min(low for low, _ in bounded), max=top if floor <= top else None, figures=tuple(figures)
    )

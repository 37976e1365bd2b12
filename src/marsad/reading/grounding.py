"""Dates and tolls given to the events they belong to."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reading.clauses import Clauses
from marsad.reading.dates import DateMention
from marsad.reading.records import Event
from marsad.reading.scan import At
from marsad.reading.tolls import TollMention

_HURTING = {"armed_clash", "ground_attack", "shelling", "air_strike", "explosion", "killing", "abuse", "protest", "riot",
            "destruction"}  # fmt: skip
_HOLDING = {"arrest", "abduction", "ground_attack", "capture", "armed_clash", "siege"}
_MOVING = {"displacement"}
_LOOSE = {"since", "duration", "habitual"}


def give_dates(events: Sequence[Event], dates: Sequence[DateMention], clauses: Clauses) -> None:
    """The date of each event of a sentence: the nearest one in its clause, else the only one of the sentence."""
    usable = [d for d in dates if d.kind not in _LOOSE]
    if not usable:
        return
    for event in events:
        trigger = event.trigger
        best = min(usable, key=lambda d: _distance(d, trigger.first, trigger.last, clauses))
        if len(usable) == 1 or _distance(best, trigger.first, trigger.last, clauses) < 60:
            event.date = best


def _distance(date: DateMention, first: int, last: int, clauses: Clauses) -> int:
    gap = date.first - last if date.first >= last else first - date.last
    low, high = min(date.first, first), max(date.first, first)
    walls = sum(low < wall <= high for wall in clauses.walls)
    return gap + 15 * walls + (4 if date.first < first else 0)


def give_tolls(
    events: Sequence[Event], tolls: Sequence[TollMention], at: At, clauses: Clauses, before: Event | None
) -> list[TollMention]:
    """Give each toll to an event of its sentence, or to ``before``; those nobody explains are returned."""
    left: list[TollMention] = []
    alive = [e for e in events if not e.trigger.rule.toll and e.dropped is None]
    for toll in tolls:
        if toll.total or toll.joint:
            continue
        fits = _MOVING if toll.what == "displaced" else _HOLDING if toll.what == "captured" else _HURTING
        host = _host(toll, [e for e in alive if e.kind in fits], at, clauses)
        if host is None and toll.weak:
            continue
        if (
            host is None
            and before is not None
            and before.kind in fits
            and _continues(toll, events, at, clauses)
        ):
            host = before
        if host is None:
            left.append(toll)
            continue
        _add(host, toll)
    return left


def _host(toll: TollMention, able: Sequence[Event], at: At, clauses: Clauses) -> Event | None:
    """The event that explains a toll: after جراء / إثر / في, else the nearest before it, else the nearest after it."""
    if not able:
        return None
    for here in range(toll.last, min(toll.last + 9, clauses.sentence.last)):
        if at.cue(here, "cause") and not at.cue(here, "result"):
            following = [e for e in able if here < e.trigger.first <= here + 7]
            if following:
                return following[0]
    before = [e for e in able if e.trigger.first < toll.first]
    after = [e for e in able if e.trigger.first >= toll.first]
    if before and after:
        behind, ahead = before[-1], after[0]
        linked = at.cue(max(ahead.trigger.first - 1, 0), "cause") or ahead.trigger.before in ("ب", "وب")
        if linked and ahead.trigger.first - toll.last <= 6:
            return ahead
        return behind
    return before[-1] if before else after[0]


def _continues(toll: TollMention, events: Sequence[Event], at: At, clauses: Clauses) -> bool:
    """Does a sentence without an event of its own go on about the one before (وأسفر ذلك عن, وأصيب …)?"""
    first = clauses.sentence.first
    return toll.trigger - first <= 12


_FIELDS = ("killed", "injured", "captured", "missing", "displaced")


def _add(event: Event, toll: TollMention) -> None:
    known = event.tolls.get(toll.what)
    if known is None or (_vague(known) and not _vague(toll)) or (known.weak and not toll.weak):
        event.tolls[toll.what] = toll


def _vague(toll: TollMention) -> bool:
    return toll.min <= 1 and toll.max is None

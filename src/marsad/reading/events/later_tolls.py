"""The last count of a story told in entries: 10:30 مقتل 4 مدنيين … 11:15 عدد القتلى بلغ 9."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reading.events.event_tolls import loose
from marsad.reading.grammar.entries import Entries
from marsad.reading.records import COUNTED_BY, LAST_COUNT, Chunk, Event, note, note_too, noted, told_in
from marsad.reading.sameness import any_place, precise
from marsad.reading.sources.sayings import Saying
from marsad.reading.sources.testimony import add_source
from marsad.reading.tolls.mention import TollMention

_HURTING = {"armed_clash", "ground_attack", "shelling", "air_strike", "explosion", "killing"}
_COUNTED = ("killed", "injured")
_ON = 4  # entries from an event to a later count of its dead


def take_last_counts(
    events: Sequence[Event], tolls: Sequence[Sequence[TollMention]], chunks: Sequence[Sequence[Chunk]],
    sayings: Sequence[Saying], entries: Entries,
) -> None:  # fmt: skip
    """Give every event the figures of the last entry that counts its dead, where that tells of no other event."""
    if not entries.news:
        return
    told = told_in(event for event in events if event.kind in _HURTING)
    before: list[tuple[int, Event]] = []  # who was told or counted of where, in order
    for number, found in enumerate(tolls):
        here = told.get(number, [])
        risen: set[str] = {toll.what for toll in found if toll.newer}
        host = here[0] if len(here) == 1 else None
        if not here:
            host = _host(before, number, chunks[number], entries, risen)
        before.extend((number, event) for event in here)
        counts = [t for t in found if t.what in _COUNTED and not (t.weak or t.total or t.max == 0)]
        if host is None or not counts or not _take(host, counts, number, tolls, entries, bool(here)):
            continue
        before.append((number, host))
        if not here:
            _take_from_others(host, counts, events)
        for saying in sayings:
            if saying.sentence == number and saying.verb == ":":
                add_source(host.sources, saying.chain[0])
                known = [c for c in host.sources if c.first in noted(host, COUNTED_BY)]
                note(host, COUNTED_BY, [*known, saying.chain[0]])


def _host(
    before: Sequence[tuple[int, Event]],
    number: int,
    named: Sequence[Chunk],
    entries: Entries,
    risen: set[str],
) -> Event | None:
    """What an entry without an event of its own goes on about: what was told last, where it names a place what was told there.

    ``risen``: of what the entry says that the count has risen; it is of those counted before, where any were.
    """
    if number not in entries.news:
        return None
    there = precise(named)
    counted = any(not risen.isdisjoint(event.tolls) for at, event in before if entries.later(at, number))
    for at, event in reversed(before):
        if not entries.later(at, number) or entries.number[number] - entries.number[at] > _ON:
            return None
        if there and event.places and not any_place(there, event.places):
            continue
        if counted and risen.isdisjoint(event.tolls):
            continue
        return event if event.status == "occurred" else None
    return None


def _take(
    event: Event, counts: Sequence[TollMention], number: int, tolls: Sequence[Sequence[TollMention]], entries: Entries,
    telling: bool,
) -> bool:  # fmt: skip
    """Take over the figures of an entry, and say whether any was. ``telling``: the entry tells of the event itself."""
    took = False
    for toll in counts:
        known = event.tolls.get(toll.what)
        if loose(toll):
            continue
        if known is None:
            if telling:
                continue
        elif known.first == toll.first:
            if telling and number not in entries.news:
                continue
            if telling and not any(_counts(tolls[n], toll.what) for n in _earlier(event, number)):
                continue
        elif not _overtakes(toll, known, number, tolls, entries):
            continue
        event.tolls = {**event.tolls, toll.what: toll}
        note_too(event, LAST_COUNT, toll.what)
        took = True
    return took


def _earlier(event: Event, number: int) -> list[int]:
    return [t.sentence for t in event.tellings if t.sentence < number]


def _counts(found: Sequence[TollMention], what: str) -> bool:
    return any(toll.what == what for toll in found)


def _take_from_others(host: Event, counts: Sequence[TollMention], events: Sequence[Event]) -> None:
    """What an entry counts for one event it counts for no other."""
    firsts = {(toll.what, toll.first) for toll in counts}
    for event in events:
        if event is not host:
            event.tolls = {w: toll for w, toll in event.tolls.items() if (w, toll.first) not in firsts}


def _overtakes(
    toll: TollMention,
    known: TollMention,
    number: int,
    tolls: Sequence[Sequence[TollMention]],
    entries: Entries,
) -> bool:
    """Is it told in a later entry than what is known, and of more people?"""
    before = next((n for n, found in enumerate(tolls) if any(t.first == known.first for t in found)), None)
    if before is None or not entries.later(before, number):
        return False
    if known.max == 0:
        return toll.newer
    return toll.min > known.min or (toll.newer and toll.min >= known.min)

"""Events that come out alike in everything: who reads a report's claims would read the same one twice.

Only when all slots are filled does it show: two tellings that the score of pairs held apart have the same kind, the same
places and day, no doers who contradict each other, somebody in common, and no figures of dead and hurt that differ. Other
targets do not hold them apart: one telling names the town that was shelled, the other its people.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Literal

from marsad.model import SYMMETRIC
from marsad.reading.grammar.entries import Entries
from marsad.reading.records import VERBAL, Chunk, Event
from marsad.reading.sameness import words

Likeness = Literal["alike", "open", "apart"]
AGAIN = "told once more in the same words"
_COUNTED = ("killed", "injured")


def one_word(events: Sequence[Event]) -> None:
    """**اندلعت اشتباكات** بين X وY: a faint word of a crowd that holds the sure word of a fight tells of nothing beside it."""
    sure = [e for e in events if e.dropped is None and e.kind == "armed_clash"]
    for event in events:
        crowd = event.kind in ("riot", "protest") and event.trigger.rule.faint
        if event.dropped is not None or not crowd or len(event.tellings) > 1:
            continue
        first, last = event.trigger.first, event.trigger.last
        if any(
            first < t.last and t.first < last for other in sure for t in other.tellings if not t.rule.faint
        ):
            event.dropped = "told by another word"


def of_the_crowd(events: Sequence[Event]) -> None:
    """**أحرق محتجون** مقر الحزب: what a crowd burns or wrecks is its riot, told by the verb and by the word for who did it."""
    riots = [event for event in events if event.kind == "riot" and event.dropped is None]
    for event in events:
        if event.kind != "destruction" or event.dropped is not None:
            continue
        for riot in riots:
            if any(t.first == event.trigger.last for t in riot.tellings) and event.trigger.form in VERBAL:
                event.dropped = "told by another word"
                _fill(riot, event)
                break


def said_twice(events: Sequence[Event], entries: Entries) -> None:
    """Drop of two events that are alike the less sure, and give the other its evidence; each entry of a list tells its own."""
    for one, two in combinations(events, 2):
        if one.kind != two.kind or one.dropped is not None or two.dropped is not None:
            continue
        if entries.two(one.trigger.sentence, two.trigger.sentence):
            continue
        if _one(one, two):
            kept, gone = (one, two) if _surety(one) >= _surety(two) else (two, one)
            gone.dropped = AGAIN
            kept.tellings = [*kept.tellings, *gone.tellings]
            _fill(kept, gone)


def _fill(kept: Event, gone: Event) -> None:
    """Give an event the evidence of one told for it again, and what only that one tells."""
    kept.spans = sorted({*kept.spans, *gone.spans})
    for what, toll in gone.tolls.items():
        kept.tolls.setdefault(what, toll)
    kept.initiators = kept.initiators or gone.initiators
    kept.targets = kept.targets or gone.targets
    kept.sources = kept.sources or gone.sources
    kept.places = max(kept.places, gone.places, key=len)


def _one(one: Event, two: Event) -> bool:
    if one.trigger.rule.frame == "statement":
        return _stated(one, two)
    mine, theirs = _names(one.places), _names(two.places)
    if not mine or not theirs or not (mine <= theirs or theirs <= mine) or _day(one) != _day(two):
        return False
    counts = _counts(one), _counts(two)
    if all(counts) and counts[0] != counts[1]:
        return False  # each has figures of its own
    if one.kind in SYMMETRIC:
        did = suffered = _likeness([*one.initiators, *one.targets], [*two.initiators, *two.targets])
    else:
        did, suffered = _likeness(one.initiators, two.initiators), _likeness(one.targets, two.targets)
    if did == "apart" or "alike" not in (did, suffered):
        return False
    if mine != theirs and (one.kind == "capture" or not did == suffered == "alike"):
        return (
            False  # one place after another is taken in a province; else all who took part must be the same
        )
    # حاول X اقتحام Y … واقتحم X Y: an attack that was tried may not be the one that was made.
    return one.status == two.status or (did == "alike" and one.kind != "ground_attack")


def _stated(one: Event, two: Event) -> bool:
    """**حثت** الحكومة الجميع على … كما **دعت** X إلى: what one speaker says on one day, and not to two."""
    mine, theirs = _names(one.initiators), _names(two.initiators)
    if not mine or not theirs or not (mine <= theirs or theirs <= mine):
        return False
    return (
        _day(one) == _day(two) and one.status == two.status and _likeness(one.targets, two.targets) != "apart"
    )


def _surety(event: Event) -> float:
    return event.parts.get("total", 0.0)


def _day(event: Event) -> tuple[object, object] | None:
    return (event.date.start, event.date.end) if event.date is not None else None


def _counts(event: Event) -> dict[str, tuple[int, int | None]]:
    return {what: (toll.min, toll.max) for what in _COUNTED if (toll := event.tolls.get(what)) is not None}


def _names(chunks: Sequence[Chunk]) -> set[object]:
    return {chunk.ref or words(chunk.name) for chunk in chunks}


def _likeness(mine: Sequence[Chunk], theirs: Sequence[Chunk]) -> Likeness:
    """Whether two lists have somebody in common, or one of them names nobody."""
    one, two = _names(mine), _names(theirs)
    if not one or not two:
        return "open"
    if one & two:
        return "alike"
    return "alike" if any(_of_one_state(a, b) for a in mine for b in theirs) else "apart"


def _of_one_state(one: Chunk, two: Chunk) -> bool:
    """**تركيا** and الجيش التركي: a state and what acts for it, but not two sides of its civil war."""
    return bool(one.country) and one.country == two.country and "state" in (one.kind, two.kind)

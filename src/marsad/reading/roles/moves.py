"""Whose proposal or presence is refused or welcomed.

رفضت حماس المقترح **الإسرائيلي**, رحبت مصر بالمبادرة **السعودية**: the adjective says to whom.
"""

from __future__ import annotations

from marsad.reading.grammar.parties import Around, of_nation
from marsad.reading.records import Chunk, Event, Trigger

_ANSWERS = {"rejection", "support", "accusation"}
_TAKEN_UP = {"به", "بها", "بهما"}  # رحبت **به** مصر
_STEPS = 2  # adjectives up to the one that says whose: الوجود **العسكري** التركي


def of_whose(around: Around, event: Event, trigger: Trigger, subject: list[Chunk]) -> list[Chunk]:
    """The state whose move a rejection or a welcome answers, by the adjective of the move."""
    if event.kind not in _ANSWERS:
        return []
    first = max(trigger.last, subject[-1].last if subject else 0)
    found = _whose(around, first)
    taken_up = trigger.last < around.clauses.sentence.last and around.tokens[trigger.last].fold in _TAKEN_UP
    if found is None and taken_up:
        # رفضت حماس المقترح **الإسرائيلي**، فيما رحبت به مصر
        back = range(trigger.first - 1, around.clauses.sentence.first, -1)
        found = next((chunk for at in back if (chunk := _whose(around, at)) is not None), None)
    if found is None or any(found.country == c.country for c in subject):
        return []
    return [found]


def _whose(around: Around, at: int) -> Chunk | None:
    if at >= around.clauses.sentence.last:
        return None
    move = around.at.cue(at, "moves")
    if move is None or not (move.cut.before.endswith("ال") or move.cut.stem.startswith("ال")):
        return None
    here = move.last
    for _ in range(_STEPS):
        if here >= around.clauses.sentence.last or not around.tokens[here].fold.startswith("ال"):
            return None
        nation = around.at.layer(here, "demonym")
        if nation is not None:
            return of_nation(nation, around.tokens[here].fold)
        here += 1
    return None

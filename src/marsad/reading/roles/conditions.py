"""Whom a threat is made to by its condition: هدد X بالرد إذا لم **تنسحب Y**, إن لم **يعد العسكر** إلى الثكنات."""

from __future__ import annotations

from marsad.reading.grammar.parties import PEOPLE, Around, coordinated
from marsad.reading.records import Chunk, Event, note

UNLESS = "unless"
"""The note of an event with the first tokens of those whose refusal a threat depends on."""
_IF = {"اذا", "ان", "ما", "حال"}  # if, unless, in case
_NOT = "لم"
_FAR = 30  # tokens from a threat to its condition


def set_unless(around: Around, event: Event) -> None:
    """Of a threat: who is the subject of what is not to be left undone is threatened, unless the order of the words has named another."""
    trigger, tokens = event.trigger, around.tokens
    if "addressed" in event.notes:
        return
    if (
        trigger.form == "phrase"
        and (tokens[trigger.first].fold.removeprefix("و") in _IF)
        and event.initiators
    ):
        _of_its_own_verb(around, event)
    last = min(around.clauses.sentence.last, trigger.last + _FAR)
    for here in range(trigger.first, last - 2):
        if tokens[here].fold in _IF and tokens[here + 1].fold == _NOT:
            chunk = next((c for c in around.chunks if c.first == here + 3), None)
            if chunk is not None and not chunk.prep and _can_refuse(chunk):
                event.targets = coordinated(chunk, around.chunks)
                note(event, UNLESS, event.targets)
            return


def _of_its_own_verb(around: Around, event: Event) -> None:
    """قال X إنه سيرد **إذا هاجمت Y** Z: where the words of a threat are its condition, their subject is whom it is made to."""
    first = event.initiators[0]
    if first.first != event.trigger.last or first.prep:
        return
    event.targets, event.initiators = event.initiators, []
    note(event, UNLESS, event.targets)


def _can_refuse(chunk: Chunk) -> bool:
    return chunk.kind in PEOPLE and chunk.sort != "civilians"

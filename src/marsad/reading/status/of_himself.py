"""A deed that somebody denies of himself: نفت **X** أن تكون قد **قصفت** Y, ينفي **X** أن يكون **توسط** بين Y وZ."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.terms import Hit
from marsad.reading.grammar.agreement import gender
from marsad.reading.grammar.parties import PEOPLE, agentive
from marsad.reading.grammar.scan import At
from marsad.reading.records import DOER, VERBAL, Chunk, Event, Trigger, note
from marsad.text.tokens import Token

_THAT = {"ان", "بان"}
_BE = {"يكون": "m", "تكون": "f", "يكونوا": "", "تكونا": "f", "يكونا": "m"}  # be, by gender
_HAD = "قد"
_PARTIES = {"actor", "state"}  # an officer who denies it is no side himself


def denied_of_himself(
    hit: Hit, trigger: Trigger, tokens: Sequence[Token], at: At, chunks: Sequence[Chunk]
) -> Chunk | None:
    """Who denies it, where the verb follows "that he has" with no subject of its own between and agrees with him.

    نفت X أن تكون قد **فرضت عقوبات** على Y: the verb that has the event's noun right behind it does as well.
    """
    here = trigger.first - 1
    if trigger.rule.passive or trigger.rule.toll or trigger.before or trigger.form == "present":
        return None
    if trigger.form not in VERBAL and tokens[here].fold not in (_HAD, *_BE):
        if not any(h.term.form == "past" and not h.cut.before for h in at.any(here)):
            return None
        here -= 1
    if tokens[here].fold == _HAD:
        here -= 1
    if here - 1 <= hit.last or tokens[here].fold not in _BE or tokens[here - 1].fold not in _THAT:
        return None
    # nobody but who denies stands between the denial and "that"
    himself = next((c for c in chunks if c.first == hit.last and c.last <= here - 1), None)
    if himself is None or himself.kind not in PEOPLE:
        return None
    return himself if gender(himself, tokens) in ("", _BE[tokens[here].fold]) else None


def give_to(event: Event, himself: Chunk) -> None:
    """Who denies to have done it is who would have; who stands behind the verb is whom it would have been done to."""
    behind = [c for c in event.initiators if not among(c, (*event.deniers, himself))]
    event.initiators = [himself]
    note(event, DOER, [himself])
    event.targets = [c for c in (event.targets or behind) if not among(c, (*event.deniers, himself))]


def one_of_the_two(event: Event, hit: Hit, chunks: Sequence[Chunk]) -> bool:
    """نفى X التوصل إلى هدنة مع Y, نفت **السعودية** إجراء مفاوضات مع Y: would who denies it be one of its sides, or one be unnamed?"""
    if event.initiators and event.targets:
        mine = all(c.kind in _PARTIES and among(c, event.deniers) for c in event.initiators)
        if mine:
            note(event, DOER, event.initiators)
        return mine
    side = next((c for c in chunks if c.first == hit.last and c.kind in _PARTIES and agentive(c)), None)
    if side is not None and not event.initiators and event.targets and not among(side, event.targets):
        event.initiators = [side]
        note(event, DOER, event.initiators)
    return True


def among(chunk: Chunk, deniers: Sequence[Chunk]) -> bool:
    return any(
        chunk.first == c.first or (chunk.ref is not None and chunk.ref == c.ref) or chunk.name == c.name
        for c in deniers
    )

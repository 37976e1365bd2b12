"""Who sets free and who is freed, where the words leave no choice: أطلق **X** سراح Y, تسلم الصليب الأحمر جثة Y من **X**."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.parties import (
    PEOPLE,
    RELIEF,
    TAKING,
    Around,
    agentive,
    anybody,
    coordinated,
    coordinated_back,
    preceding,
)
from marsad.reading.grammar.patients import acted_on
from marsad.reading.records import DOER, VERBAL, Chunk, Event, Trigger, note
from marsad.text.tokens import Token

_RECEIVING = word_class("receiving")
_COUNTS = word_class("counting")
_HANDS = word_class("in_whose_hands")
_FREEDOM = ("سراح", "سبيل")
_REACH = 12  # tokens from who receives captives or bodies to who hands them over
_OF_HIM = word_class("freed_by_pronoun")


def settle_release(around: Around, event: Event, trigger: Trigger, after: Sequence[Chunk]) -> None:
    """Who hands over or sets free is the doer; whoever held the freed is not freed himself."""
    event.targets = [c for c in event.targets if not held_by(around.tokens, c)]
    if taker := _taker(around, event, after):
        event.targets = [c for c in after if c.first >= taker.last and c.kind in PEOPLE and not c.prep][:1]
        event.third.append(taker)
    givers = _handing_over(around, trigger)
    if givers:
        event.initiators = givers
        event.targets = [c for c in event.targets if c not in givers and c.kind in PEOPLE]
    elif not _frees(around, event, trigger, after):
        return
    note(event, DOER, event.initiators)


def freed(
    around: Around, trigger: Trigger, nearest: Chunk | None, before: Sequence[Chunk], after: Sequence[Chunk]
) -> list[Chunk]:
    """تنفس **جنود** الحرية, **محتجزون** غادروا, غادرت حافلة وعلى متنها **أسرى**: the subject, if it is people, else who follows."""
    if nearest is not None and nearest.kind in PEOPLE and nearest.kind != "state":
        return coordinated(nearest, after)
    leading = preceding(around, trigger, before, anybody)
    if leading is not None and leading.kind != "state":
        return coordinated_back(leading, before)
    return [c for c in acted_on(around, after, trigger) if c.kind != "state"]


def _taker(around: Around, event: Event, after: Sequence[Chunk]) -> Chunk | None:
    """سلمت X **الصليب الأحمر** ثلاثة محتجزين: of two objects the first is given, and the second is who is handed over."""
    first = event.targets[0] if event.targets else None
    if event.trigger.form not in VERBAL or first is None or first.prep or first.sort not in RELIEF:
        return None
    return (
        first
        if any(c.kind in PEOPLE and not c.prep and 0 <= c.first - first.last <= 2 for c in after)
        else None
    )


def held_by(tokens: Sequence[Token], chunk: Chunk) -> bool:
    """خروجهم من **قبضة X**, محتجزين **لدى X**: in whose hands somebody was."""
    return chunk.first > 0 and tokens[chunk.first - 1].fold.removeprefix("ب") in _HANDS


def receives(tokens: Sequence[Token], chunk: Chunk) -> bool:
    """تسلم **الصليب الأحمر** جثة: who is handed them; but تسلم **إسرائيل** جثة may be that she hands them over."""
    if not chunk.first or chunk.prep or tokens[chunk.first - 1].fold not in _RECEIVING:
        return False
    either = tokens[chunk.first - 1].fold.removeprefix("و") == "تسلم"
    return not either or (chunk.kind == "actor" and not tokens[chunk.first].ta and chunk.sort != "state")


def _handing_over(around: Around, trigger: Trigger) -> list[Chunk]:
    """تسلم X **من Y** جثة, استلم X أسرى **من Y**: from whom they are received, and not of whose men some are."""
    tokens = around.tokens
    low = around.clauses.left(trigger.first)
    verb = next((at for at in range(trigger.first, low - 1, -1) if tokens[at].fold in _RECEIVING), None)
    if verb is None:
        return []
    for chunk in around.chunks:
        begins = chunk.first - 1
        if chunk.prep != "من" or not verb < begins <= verb + _REACH or not agentive(chunk):
            continue
        if tokens[begins].fold == "من" and chunk.kind == "actor" and not _some(around, begins - 1):
            return coordinated(chunk, around.chunks)
    return []


def _some(around: Around, at: int) -> bool:
    """**خمسة** من مقاتلي X, **أسرى** من X: a number or a word for people, some of whom are told by whose they are."""
    token = around.tokens[at]
    return token.kind == "number" or token.fold in _COUNTS or around.at.cue(at, "group_heads") is not None


def _frees(around: Around, event: Event, trigger: Trigger, after: Sequence[Chunk]) -> bool:
    """أطلق **X** سراح Y, أفرج **X** عن Y: the subject right between the verb and what it grants."""
    if trigger.form not in VERBAL or trigger.rule.passive or not event.initiators:
        return False
    last = event.initiators[-1].last
    first = event.initiators[0].first
    if not trigger.last <= first <= trigger.last + 1 or last >= around.clauses.sentence.last:
        return False
    word = around.tokens[last].fold
    return word == "عن" or word.startswith(_FREEDOM)


def freed_of_those_taken(event: Event, events: Sequence[Event], tokens: Sequence[Token]) -> None:
    """خطف مسلحون ضابطا من **X** ثم أفرجوا عنه, قبل أن يفرج عنهم: whom it is told before that they were taken, and whom the pronoun means."""
    last = event.trigger.last
    if not any(t.fold in _OF_HIM for t in tokens[last - 1 : last + 1]):
        return
    before = [e for e in events if e.kind in TAKING and e.trigger.first < event.trigger.first]
    taken = list(before[-1].targets) if before else []
    if taken and not event.targets:
        event.initiators = [c for c in event.initiators if c not in taken]
        event.targets = taken

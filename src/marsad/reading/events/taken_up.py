"""Tolls of a word that only takes up an event told before: غارة على X. وقالت إن **الهجوم** أدى إلى مقتل مدنيين."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.events.event_tolls import HURTING, ONE_STRIKES, linked, loose, usual
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.parties import LAUNCHED
from marsad.reading.grammar.scan import At
from marsad.reading.records import HANDED_BACK, Event, Trigger, note_too
from marsad.reading.tolls.mention import TollMention
from marsad.text.tokens import Token

_THE = ("ال", "بال", "لل", "وال")
# And: the aggression, the bombardment, the strike, the massacre; after the attack, after the bombardment.
_ANY_BLOW = word_class("the_deed") | {"العدوان", "القصف", "الضربه", "المجزره", "للهجوم", "للقصف"}
_BOMBARDMENT = "القصف"
_BACK = 3  # sentences from such a word to what it takes up
# That, the mark that opens speech or ends a clause, this.
OPENS = {"ان", "بان", "وان", "،", ",", ":", "هذا", "هذه", '"', "«", "“"}


def hand_back_tolls(
    told: Sequence[Event],
    dropped: Sequence[Event],
    tokens: Sequence[Token],
    clauses: Sequence[Clauses],
    at: At,
) -> None:
    """ "وأدى الهجوم إلى مقتل 11 جنديا": what is no event of its own, but speaks of that before, leaves its toll to that."""
    held = {(toll.what, toll.first) for event in told for toll in event.tolls.values()}
    by_sentence: dict[int, list[Event]] | None = None
    for event in dropped:
        word = tokens[event.trigger.first].fold
        if not event.tolls or not word.startswith(_THE):
            continue
        if by_sentence is None:
            by_sentence = told_by_sentence(told)
        here = event.trigger.sentence
        before = [one for one in by_sentence.get(here - 1, ()) if one.kind == event.kind]
        taker = before[-1] if before else _taken_up(event, word, by_sentence)
        if taker is None:
            continue
        bounds = clauses[here]
        for what, toll in event.tolls.items():
            if toll.weak or toll.total or (what, toll.first) in held or usual(toll, bounds):
                continue
            known = taker.tolls.get(what)
            exact = not loose(toll)
            tied = (known is None or (loose(known) and exact)) and _tied(event.trigger, toll, at, bounds)
            if tied or (before and exact and known is None):
                taker.tolls = {**taker.tolls, what: toll}
            if tied:
                note_too(taker, HANDED_BACK, what)


def told_by_sentence(told: Sequence[Event]) -> dict[int, list[Event]]:
    """Whose words stand in which sentence, in the order of the words, of those in which people come to harm."""
    spoken = [(t, e) for e in told if e.kind in HURTING for t in e.tellings if not t.rule.toll]
    out: dict[int, list[Event]] = {}
    for telling, event in sorted(spoken, key=lambda pair: pair[0].first):
        out.setdefault(telling.sentence, []).append(event)
    return out


def _tied(word: Trigger, toll: TollMention, at: At, clauses: Clauses) -> bool:
    """**الهجوم** أدى إلى مقتل خمسة, أسفر **الهجوم** عن مقتل خمسة, قتل خمسة **في الهجوم**.

    Not بعد يومين من **الاعتداء** الذي أوقع خمسة: what is told there is of that day.
    """
    if toll.last <= word.first:
        return linked(word, toll, at, clauses.tokens) or clauses.tokens[word.first - 1].fold in ("هذا", "هذه")
    before = word.first - 1
    if before < clauses.sentence.first:
        return bool(at.within(word.last, toll.trigger + 1, "result"))
    opens = clauses.tokens[before].fold in OPENS
    if at.cue(before, "result"):
        return True
    return opens and bool(at.within(word.last, toll.trigger + 1, "result"))


def _taken_up(event: Event, word: str, by_sentence: Mapping[int, Sequence[Event]]) -> Event | None:
    """What "the attack" is that a sentence speaks of: the last of its kind, or for a word of any blow the last that was struck."""
    here = event.trigger.sentence
    if here in by_sentence:
        return None
    near = [one for number in range(here - _BACK, here) for one in by_sentence.get(number, ())]
    plain = word.removeprefix("و").removeprefix("ب")
    if plain == _BOMBARDMENT:
        alike = [one for one in near if one.kind in LAUNCHED]
    else:
        alike = [one for one in near if one.kind == event.kind]
    if not alike and plain in _ANY_BLOW:
        alike = [one for one in near if one.kind in ONE_STRIKES]
    return alike[-1] if alike else None

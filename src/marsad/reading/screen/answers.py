"""What another event is told to answer: قصف X ردا على **مقتل** جندي, رد X على **اغتيال** Y بإطلاق صواريخ.

It came before and was done by others: neither its dead nor its doer are those of the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import COMMAS, QUOTES
from marsad.reading.records import ANSWERED_FOR, VERBAL, Chunk, Event, Trigger
from marsad.reading.screen.arms import FORCE
from marsad.text.tokens import Token

_WAKE = {"عقب", "بعد", "اعقاب", "خلفيه", "اثر"}  # after (twice), in the wake, on the ground, following
_STRIKES = {"air_strike", "shelling", "ground_attack"}
_TAKEN = "answered"
_RANGE = "what is answered"
_ANSWER = word_class("answering")
# In answer to, in revenge on: nouns before على.
_IN_ANSWER = {"ردا", "الرد", "بالرد", "برد", "رده", "ردها", "ردهم", "انتقاما", "انتقام"}
_IN_REVENGE = {"انتقاما", "ثارا", "الانتقام", "الثار", "للثار", "للانتقام", "كانتقام"}  # in revenge: before ل
GROUNDS = {before + word for word in ("ردا", "انتقاما", "ثارا") for before in ("", "و")}
_WITHIN = "within"
# ردوا على **نيران** صدرت من X: the fire that is answered comes from where the answer goes.
_NAMED_AS = {"جريمه", "جرائم", "مجزره", "سلسله", "حادث", "حادثه"}  # crime, massacre, series, incident of
_BEFORE_IT = QUOTES | _NAMED_AS
_TO = "علي"
_SUBJECT = 7  # tokens between a verb of answering and its على
_DIED_IN = {"في", "جراء", "اثر", "خلال", "نتيجه"}  # in, because of, during: what brings in what they died of
_NEAR = 9  # tokens from a death to what it was by


def mark_answered(events: Sequence[Event], tokens: Sequence[Token]) -> None:
    """Note which events of a sentence another one answers; who answers did not do them."""
    answered = False
    for event in events:
        word = lead(event.trigger, tokens) if event.kind in FORCE else ""
        word = word or _in_the_wake(event, events, tokens)
        if word:
            event.notes[_TAKEN] = word
            event.initiators = [c for c in event.initiators if c.first > event.trigger.first]
        answered = answered or is_answered(event)
    if not answered:
        return
    for one in events:
        if is_answered(one) and one.kind == "killing":
            _cause(one, events, tokens)
    before = [e.trigger for e in events if is_answered(e)]
    first = min(t.first for t in before)
    end = _end(max(t.last for t in before), events, tokens)
    for event in events:
        event.notes[_RANGE] = f"{first} {end}"
        if event.kind in FORCE and first <= event.trigger.first < end:
            event.notes.setdefault(_TAKEN, _WITHIN)  # ردا على تفجير **عبوة ناسفة**
            # توعد X برد على الهجوم الذي **استهدف** Y: nor did he that
            event.initiators = [c for c in event.initiators if c.first >= first]


def _end(last: int, events: Sequence[Event], tokens: Sequence[Token]) -> int:
    """Where that ends which is answered: at a mark, at what is joined to it, after a verb of answering at what tells of the answer."""
    verb = any(event.notes.get(_TAKEN) in _ANSWER for event in events)
    stop = len(tokens)
    for event in events:
        trigger = event.trigger
        if trigger.first < last or is_answered(event) or trigger.rule.faint or trigger.rule.toll:
            continue
        if trigger.before[-1:] == "ب" if verb else trigger.before[:1] in ("و", "ف"):
            stop = min(stop, trigger.first)
    for here in range(last, stop):
        if tokens[here].kind == "newline" or tokens[here].fold in COMMAS or tokens[here].fold == ".":
            return here
    return stop


def answered_range(event: Event) -> tuple[int, int] | None:
    """The tokens that tell what is answered, in the sentence that tells of this event; None where nothing is."""
    found = event.notes.get(_RANGE)
    if found is None:
        return None
    first, end = found.split()
    return int(first), int(end)


def in_the_other(chunks: Iterable[Chunk], event: Event) -> bool:
    """Are all these mentions in the sentence on the other side of what is answered: there for the answer, outside for it?"""
    found = answered_range(event)
    if found is None:
        return False
    first, end = found
    return all((first <= chunk.first < end) != is_answered(event) for chunk in chunks)


def toll_of_the_other(at: int, event: Event) -> bool:
    """Is a toll whose word stands at ``at``, in the event's sentence, told of what it answers, or of what answers it?"""
    found = answered_range(event)
    return found is not None and (found[0] <= at < found[1]) != is_answered(event)


def leads(token: Token) -> bool:
    """ردا, انتقاما, ثأرا: does what is answered begin here?"""
    return token.fold in GROUNDS


def is_answered(event: Event) -> bool:
    return _TAKEN in event.notes


def answers(old: Event, new: Event) -> bool:
    """Is one of two events of a sentence told as what the other answers?"""
    again = (
        ANSWERED_FOR in new.notes and new.trigger.definite
    )  # ردا على تفجير X، ونفى Y صلته **بالتفجير**: the same
    return old.trigger.sentence == new.trigger.sentence and is_answered(old) != is_answered(new) and not again


def lead(trigger: Trigger, tokens: Sequence[Token]) -> str:
    """The word that makes the noun of an event what is answered, or nothing."""
    at = trigger.first - 1
    if trigger.form in VERBAL or at < 0:
        return ""
    while at > 0 and tokens[at].fold in _BEFORE_IT:
        at -= 1  # ردا على **"جريمة"** هجوم X
    before = tokens[at].fold
    revenge = trigger.before[-1:] == "ل" and before.removeprefix("و") in _IN_REVENGE
    if not (revenge or before == _TO) or "gunfire" in trigger.rule.traits:
        return ""
    if revenge:
        return before
    for here in range(at - 1, max(-1, at - 2 - _SUBJECT), -1):
        if tokens[here].kind != "word":
            return ""
        word = tokens[here].fold.removeprefix("و")
        if word in _ANSWER or (word in _IN_ANSWER and at - here <= 2):
            return word
    return ""


def clear_doers(events: Sequence[Event]) -> None:
    """قصف **X** البلدة عقب مقتل جندي بهجوم: who answers is not taken for the doer of what he answers, whatever was filled in."""
    for event in events:
        found = answered_range(event) if is_answered(event) and event.kind in FORCE else None
        if found is not None:
            event.initiators = [c for c in event.initiators if c.first >= found[0]]


def _in_the_wake(event: Event, events: Sequence[Event], tokens: Sequence[Token]) -> str:
    """أطلق X عملية **في أعقاب مقتل** جنود: deaths in whose wake somebody struck were before it, as those that one answers."""
    trigger = event.trigger
    if event.kind != "killing" or trigger.form in VERBAL or trigger.before or not trigger.first:
        return ""
    word = tokens[trigger.first - 1].fold
    if word not in _WAKE:
        return ""
    struck = any(
        other.kind in _STRIKES
        and other.trigger.last < trigger.first
        and not other.trigger.definite
        and any(c.first < trigger.first for c in other.initiators)
        for other in events
    )
    return word if struck else ""


def _cause(death: Event, events: Sequence[Event], tokens: Sequence[Token]) -> None:
    """ردا على مقتل قيادي **في غارة**: what they died of came before as well; رد X على مقتل جندي **بقصف** Y is the answer."""
    for event in events:
        trigger = event.trigger
        if (
            not 0 < trigger.first - death.trigger.last <= _NEAR
            or event.kind not in FORCE
            or trigger.rule.toll
        ):
            continue
        by = trigger.before[-1:] == "ب" and death.notes[_TAKEN] not in _ANSWER
        if by or tokens[trigger.first - 1].fold in _DIED_IN:
            event.notes[_TAKEN] = death.notes[_TAKEN]

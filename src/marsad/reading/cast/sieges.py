"""Who does not lay a siege: who breaks it, or speaks of it in the same breath, to have it lifted or because it goes on.

And who is under a siege of which an adjective alone tells: قصف X بلدة **Y المحاصرة** قرب Z.
"""

from __future__ import annotations

from itertools import pairwise

from marsad.lexicon.word_classes import word_class
from marsad.reading.cast.company import Company
from marsad.reading.grammar.scan import PREPOSITIONS
from marsad.reading.records import Chunk, Event, Trigger

_BROKEN = word_class("siege_broken")
# The besieged, and the besieged, for the besieged: ال loses its first letter behind ل.
_LIFTING = {"رفع", "انهاء", "وقف"} | _BROKEN  # lifting, ending, stopping
_BESIEGED = tuple(
    written
    for word in word_class("told_by_the_way")
    for written in (word, "و" + word, "ل" + word.removeprefix("ا"))
)
_WITHIN = {"في", "داخل", "ضمن"}  # in, inside, within
_BEHIND = 9  # tokens from the word for a siege to where it is
_APART = 3  # tokens between a place and the adjective: X **وY** القديمتين المحاصرتين
_UNLESS = ("استمر", "تواصل", "بقي", "لم", "ظل")  # goes on, stays, not: after "if"


def _as_long_as(company: Company, first: int, last: int) -> bool:
    """**إن استمر** الحصار, **إذا** لم يرفع, **حتى** رفع الحصار: a condition opens between two tokens."""
    words = [t.fold for t in company.tokens[first:last]]
    return any(
        word in ("اذا", "حتي") or (word in ("ان", "ما") and after in _UNLESS)
        for word, after in pairwise((*words, ""))
    )


def breaks(chunk: Chunk, event: Event, company: Company) -> bool:
    """كسرت **X** حصار تعز, يسعى **X** إلى فك الحصار: who breaks a siege, told before it, has not laid it.

    Not so فكت **X** حصارها **عن** Y, which was X's own.
    """
    tokens, trigger = company.tokens, event.trigger
    if trigger.after and trigger.last < len(tokens) and tokens[trigger.last].fold == "عن":
        return False
    here = range(max(0, trigger.first - 4), trigger.first)
    if not any(tokens[at].fold in _BROKEN for at in here):
        return False
    key = company.key(chunk)
    row = company.by_sentence[trigger.sentence]
    return any(c.last <= trigger.first and not c.prep and company.key(c) == key for c, _ in row)


def asks_its_end(chunk: Chunk, event: Event, company: Company) -> bool:
    """طالب X برفع الحصار, هدد X بالرد إن استمر الحصار: who demands that a siege be lifted, or threatens because of it, does not lay it."""
    key, trigger = company.key(chunk), event.trigger
    return any(
        other.kind in ("demand", "threat")
        and other.trigger.sentence == trigger.sentence
        and other.trigger.last <= trigger.first
        and (
            _as_long_as(company, other.trigger.last, trigger.first)
            if other.kind == "threat"
            else not company.clauses[trigger.sentence].verb_between(
                other.trigger.last, _lifting(company, trigger)
            )
        )
        and any(key == company.key(c) for c in other.initiators)
        for other in company.events
    )


def _lifting(company: Company, trigger: Trigger) -> int:
    """The first token of **رفع** الحصار, whose noun is spelled like a verb."""
    return trigger.first - (trigger.first > 0 and company.tokens[trigger.first - 1].fold in _LIFTING)


def told_by_adjective(event: Event, company: Company) -> bool:
    """القطاع **المحاصر**: do adjectives alone tell of it, which say what is besieged by where they stand?"""
    return bool(event.tellings) and all(
        t.last - t.first == 1 and company.folds[t.first].startswith(_BESIEGED) and not _a_deed(t, company)
        for t in event.tellings
    )


def _a_deed(trigger: Trigger, company: Company) -> bool:
    """**المحاصرة** بعد أسبوعين من: is it the siege itself, and no adjective of what stands before it?"""
    before = company.tokens[trigger.first - 1] if trigger.first else None
    if before is None or before.kind != "word":
        return company.folds[trigger.first].startswith("ال")
    return before.fold in PREPOSITIONS or trigger.first - 1 in company.clauses[trigger.sentence].verbs


def described_so(chunk: Chunk, event: Event, company: Company) -> bool:
    """**الغوطة المحاصرة** قرب دمشق: of places only that which the adjective stands behind is under siege."""
    if chunk.kind != "place":
        return True
    for telling in event.tellings:
        joined = company.folds[telling.first].startswith("و")
        between = company.tokens[chunk.last : telling.first] if chunk.last <= telling.first else None
        if between is None or telling.sentence != event.trigger.sentence:
            continue
        if not between or joined:
            return True
        if len(between) <= _APART and all(t.kind == "word" and t.fold not in PREPOSITIONS for t in between):
            return True
    return False


def only_there(chunk: Chunk, event: Event) -> bool:
    """يطوق X منازل **في حي Y**, قرى محاصرة **في شمال سوريا**: where what is besieged lies, told behind the word."""
    return (
        chunk.kind == "place"
        and chunk.prep in _WITHIN
        and any(0 <= chunk.first - t.last <= _BEHIND for t in event.tellings)
    )

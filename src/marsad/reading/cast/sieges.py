"""Who does not lay a siege: who breaks it, or speaks of it in the same breath, to have it lifted or because it goes on."""

from __future__ import annotations

from itertools import pairwise

from marsad.lexicon.word_classes import word_class
from marsad.reading.cast.company import Company
from marsad.reading.records import Chunk, Event

_BROKEN = word_class("siege_broken")
_UNLESS = ("استمر", "تواصل", "بقي", "لم", "ظل")  # goes on, stays, not: after "if"


def _as_long_as(company: Company, first: int, last: int) -> bool:
    """**إن استمر** الحصار, **إذا** لم يرفع, **حتى** رفع الحصار: a condition opens between two tokens."""
    words = [t.fold for t in company.tokens[first:last]]
    return any(
        word in ("اذا", "حتي") or (word in ("ان", "ما") and after in _UNLESS)
        for word, after in pairwise((*words, ""))
    )


def breaks(chunk: Chunk, event: Event, company: Company) -> bool:
    """كسرت **X** حصار تعز, يسعى **X** إلى فك الحصار: who breaks a siege, told before it, has not laid it."""
    tokens, trigger = company.tokens, event.trigger
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
            else not company.clauses[trigger.sentence].verb_between(other.trigger.last, trigger.first)
        )
        and any(key == company.key(c) for c in other.initiators)
        for other in company.events
    )

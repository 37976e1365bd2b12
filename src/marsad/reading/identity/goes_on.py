"""Tellings that go on with a deed told before: شن X غارات على Y، **حيث استهدف** Z; **طال القصف** Z; مدينة X **المحاصرة**."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.parties import LAUNCHED
from marsad.reading.records import VERBAL, Event
from marsad.reading.sameness import any_actor, any_place
from marsad.text.tokens import Token

_WHERE = "حيث"  # where, in that
_HITS = word_class("reaches_further")
_MEANWHILE = word_class("meanwhile")
_OPENING = 5  # tokens from "where" to the word for the deed: its verb, the doer
_BESIEGED = word_class("besieged_place")


def where_it_was(new: Event, clauses: Clauses) -> int:
    """شنت X غارات على Y، **حيث استهدفت** Z: the "where" that leads a telling in, -1 for none."""
    if _WHERE not in clauses.words or new.trigger.definite:
        return -1
    first, tokens = new.trigger.first, clauses.tokens
    low = max(clauses.sentence.first, first - _OPENING)
    for here in range(first - 1, low - 1, -1):
        if tokens[here].fold in _MEANWHILE:
            return -1
        if tokens[here].fold == _WHERE:
            return here
    return -1


def detailed(old: Event, new: Event, where: int) -> bool:
    """Is a deed told of its own kind right before the "where" that leads the other in?"""
    return (
        old.kind == new.kind
        and old.trigger.sentence == new.trigger.sentence
        and old.trigger.last <= where
        and "denied" not in (old.status, new.status)
    )


def reaches_further(new: Event, tokens: Sequence[Token]) -> bool:
    """كما **طال القصف** قرى Z: the fire, with its article, is the subject of the verb of hitting before it."""
    trigger = new.trigger
    return (
        new.kind in LAUNCHED
        and trigger.definite
        and trigger.form not in VERBAL
        and trigger.first > 0
        and tokens[trigger.first].fold.startswith("ال")
        and tokens[trigger.first - 1].fold in _HITS
    )


def hit_before(old: Event, since: Iterable[Event], new: Event) -> bool:
    """Is it the last strike of its kind told before, in this sentence or the one before?"""
    return (
        old.kind == new.kind
        and new.trigger.sentence - old.trigger.sentence <= 1
        and "denied" not in (old.status, new.status)
        and not any(e.kind in LAUNCHED for e in since)
    )


def called_besieged(event: Event, tokens: Sequence[Token]) -> bool:
    """بلدة X **المحاصرة**: is a siege told by nothing but the adjective of its place?"""
    trigger = event.trigger
    return event.kind == "siege" and tokens[trigger.first].fold in _BESIEGED


def besieged(old: Event, new: Event) -> bool:
    """Is it the siege of a place that both name?"""
    return old.kind == new.kind and any_place(old.places, new.places)


def accuses_further(old: Event, new: Event, lexicon: Lexicon) -> bool:
    """دان X الهجوم، **وأضاف** أنه جريمة حرب: who goes on accusing those whom he accused, or nobody else, accuses once."""
    if old.kind != new.kind or new.trigger.sentence - old.trigger.sentence > 1:
        return False
    mine, theirs = old.initiators or old.sources, new.initiators or new.sources
    if not any_actor(mine, theirs, lexicon):
        return False
    return not old.targets or not new.targets or any_actor(old.targets, new.targets, lexicon)

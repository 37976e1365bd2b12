"""Whose aid it is, told by what brings it: وصلت سفينة **سعودية** محملة بمساعدات, قافلة مساعدات لـ**الصليب الأحمر**."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import AND_BY_FOR, is_one_of, word_class
from marsad.reading.grammar.parties import RELIEF, Around, coordinated, of_nation
from marsad.reading.records import Chunk, Event, Trigger

_CARRIERS = word_class("brings_aid")
_REACH = 9  # tokens from a carrier to the word for what it brings


def sent_by(around: Around, event: Event, trigger: Trigger, after: Sequence[Chunk]) -> None:
    """Give aid its sender by the adjective of what brings it, or by the body of relief whose convoy it is."""
    if event.initiators or _CARRIERS.isdisjoint(around.clauses.words):
        return
    owner = next((c for c in after if c.prep == "ل" and c.sort in RELIEF), None)
    if owner is not None and owner.first - trigger.last <= 1 and _carrier(around, trigger) is not None:
        event.initiators = coordinated(owner, after)
        event.targets = [c for c in event.targets if c not in event.initiators]
        return
    here = _carrier(around, trigger)
    if here is None:
        return
    hit = around.at.layer(here + 1, "demonym")
    if hit is not None and not hit.cut.after and not hit.cut.before:
        event.initiators = [of_nation(hit, around.tokens[here + 1].fold)]


def _carrier(around: Around, trigger: Trigger) -> int | None:
    """Where the nearest word for a carrier stands at the trigger or before it, with no verb between."""
    low = max(around.clauses.sentence.first, trigger.first - _REACH)
    for at in range(trigger.last - 1, low - 1, -1):
        if is_one_of(around.tokens[at].fold, _CARRIERS, AND_BY_FOR):
            return None if around.clauses.verb_between(at + 1, trigger.first) else at
    return None

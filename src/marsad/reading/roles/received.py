"""From whom it comes: تسلم X مساعدات **من Y**, تسلمت X جثمان فلان **من Y**; who receives it gives nothing."""

from __future__ import annotations

from marsad.lexicon.word_classes import AND, is_one_of, word_class
from marsad.reading.grammar.parties import PEOPLE, Around, agentive, coordinated
from marsad.reading.records import DOER, Event, Trigger, note

_RECEIVES = word_class("receives")
_FROM = 7  # tokens from what is received to whom it comes from
_REACH = 6  # tokens from the verb, with who receives, to what is received


def received(around: Around, event: Event, trigger: Trigger) -> None:
    """Make who stands behind من the giver of aid or of those freed, and of aid who stands behind the verb the one who is given it."""
    if _RECEIVES.isdisjoint(around.clauses.words):
        return
    verb = _verb(around, trigger)
    if verb is None:
        return
    giver = next(
        (c for c in around.chunks if c.prep == "من" and verb < c.first <= trigger.last + _FROM), None
    )
    if giver is None or not agentive(giver) or around.clauses.verb_between(verb + 1, giver.first):
        return
    taker = next((c for c in around.chunks if c.first == verb + 1 and not c.prep and c.kind in PEOPLE), None)
    event.initiators = coordinated(giver, around.chunks)
    event.targets = [c for c in event.targets if c not in event.initiators and c is not taker]
    if event.kind == "aid" and taker is not None:
        event.targets = [taker]
    note(event, DOER, event.initiators)


def _verb(around: Around, trigger: Trigger) -> int | None:
    """Where the verb of receiving stands: the trigger itself, or before what is received."""
    for here in range(trigger.first, max(around.clauses.sentence.first, trigger.first - _REACH) - 1, -1):
        if is_one_of(around.tokens[here].fold, _RECEIVES, AND):
            return here
    return None

"""An operation that is called after its aim: عملية **تحرير** X is an attack; nothing is taken yet."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import COMMAS
from marsad.reading.records import VERBAL, Event, Trigger
from marsad.text.tokens import Token

_UNDERTAKINGS = word_class("undertakings")


def undertaken(events: Sequence[Event], tokens: Sequence[Token]) -> None:
    """بدأ X عملية **تحرير** Y, معركة **استعادة** Z: an attack, where no other words of the report tell that it was taken."""
    for event in events:
        if event.kind != "capture" or event.dropped is not None:
            continue
        taking = [telling for telling in event.tellings if telling.kind == "capture"]
        if taking and all(_aim(telling, tokens) for telling in taking):
            event.kind = "ground_attack"


def _aim(trigger: Trigger, tokens: Sequence[Token]) -> bool:
    if trigger.form in VERBAL or not trigger.first or trigger.before.removesuffix("ال"):
        return False
    at = trigger.first - 1
    if at and tokens[at].kind == "punct" and tokens[at].fold not in COMMAS:
        at -= 1  # عملية « **تحرير** » X
    return tokens[at].fold in _UNDERTAKINGS

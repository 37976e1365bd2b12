"""Whose protest a noun tells of, by who stands right behind it: وقفة احتجاجية **لأهالي المفقودين**, تظاهرة **الموالين**."""

from __future__ import annotations

from marsad.reading.grammar.parties import ATTACKS, PEOPLE, Around
from marsad.reading.records import DOER, VERBAL, Event, note

_GATHERING = "تجمعا"  # a gathering, in the accusative; written like "both gathered"
_OBJECT = 9  # tokens from a verb of striking to the gathering that it struck


def set_crowd(around: Around, event: Event) -> None:
    """Let those behind the noun protest, annexed to it or with ل, and note that the words settle this."""
    trigger = event.trigger
    if _struck(around, event):
        event.dropped = "what was struck"
        return
    if event.initiators or trigger.form in VERBAL:
        return
    crowd = [
        c
        for c in around.chunks
        if c.first == trigger.last and c.kind in PEOPLE and c.prep in ("", "ل") and c.sort != "nationality"
    ]
    if crowd:
        event.initiators = crowd
        event.targets = [c for c in event.targets if c not in crowd]
        note(event, DOER, crowd)


def _struck(around: Around, event: Event) -> bool:
    """استهدفت X بمسيرة **تجمعا** لجنود Y: what a strike before it hit is no crowd that comes together."""
    trigger = event.trigger
    if around.tokens[trigger.first].fold != _GATHERING:
        return False
    return any(
        one.kind in ATTACKS and one.form in VERBAL and 0 <= trigger.first - one.last <= _OBJECT
        for one in around.triggers
    )

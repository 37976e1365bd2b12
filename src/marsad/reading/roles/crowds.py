"""Whose protest a noun tells of, by who stands right behind it: وقفة احتجاجية **لأهالي المفقودين**, تظاهرة **الموالين**."""

from __future__ import annotations

from marsad.reading.grammar.parties import PEOPLE, Around
from marsad.reading.records import DOER, VERBAL, Event, note


def set_crowd(around: Around, event: Event) -> None:
    """Let those behind the noun protest, annexed to it or with ل, and note that the words settle this."""
    trigger = event.trigger
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

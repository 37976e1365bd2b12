"""Who takes part in what a verb tells where nobody stands in the place of its subject, and what else its words give."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.named_doers import firing_from, holders, out_of_weapons
from marsad.reading.grammar.noun_slots import nationality
from marsad.reading.grammar.parties import LAUNCHED, PEOPLE, Around
from marsad.reading.grammar.patients import add_struck
from marsad.reading.records import EXPOSED, Chunk, Event, Trigger, note
from marsad.reading.roles.offices import speaking_for
from marsad.reading.roles.word_order import broken_with

_VANISHING = word_class("vanishing")


def without_a_subject(around: Around, event: Event, trigger: Trigger, after: Sequence[Chunk]) -> None:
    """Who speaks for somebody, whose hold a place is in, whence it was fired."""
    if trigger.rule.frame == "statement":
        event.initiators = speaking_for(around, trigger, after)
        event.targets = [c for c in event.targets if c not in event.initiators]
    if event.initiators:
        return
    event.initiators = holders(around, trigger, after)
    if not event.initiators and trigger.kind in LAUNCHED:
        event.initiators = firing_from(around, trigger, after)
        event.targets = [c for c in event.targets if c not in event.initiators]


def _vanishes(around: Around, trigger: Trigger) -> bool:
    """**اختفى** الناشط فلان: whoever vanished has not done it."""
    return around.tokens[trigger.first].fold.removeprefix("و").removeprefix("ف") in _VANISHING


def fill_up(
    around: Around, event: Event, trigger: Trigger, after: Sequence[Chunk], rest: Sequence[Chunk]
) -> None:
    """With whom is broken, whose weapons or aircraft did it, what was struck; ``rest``: who stands behind the subject."""
    if event.kind == "sanction" and not event.targets:
        event.targets = broken_with(trigger, after, around)
    if event.kind == "abduction" and _vanishes(around, trigger):
        event.targets = [c for c in event.initiators if c.kind in PEOPLE]
        event.initiators = []
        note(event, EXPOSED, event.targets)
        return
    if event.kind == "displacement":
        # فر المئات نحو **إثيوبيا**: where they went
        event.targets = [c for c in event.targets if c.kind != "state" or not c.prep]
    if trigger.rule.frame != "event":
        return
    if not event.initiators and (guns := out_of_weapons(around, trigger, after)):
        event.initiators = guns
        event.targets = [c for c in event.targets if c not in guns]
    if not event.initiators and trigger.kind in LAUNCHED:
        nation = nationality(around, trigger)
        event.initiators = [nation] if nation is not None else []
    add_struck(around, event, rest)

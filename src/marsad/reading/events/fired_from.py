"""Rockets told by a noun and launched by the verb behind it: أعلن X أن **صواريخ أُطلقت من** Y."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reading.grammar.parties import LAUNCHED
from marsad.reading.records import FIRED_FROM, VERBAL, Event

_NEXT = 3  # tokens from the noun to its verb: 75 قذيفة **صاروخية أُطلقت**


def fired_from(events: Sequence[Event]) -> None:
    """What the verb says of where they came from, and by whom, holds of the noun before it as well: who only announces them is no doer."""
    for verb in events:
        if FIRED_FROM not in verb.notes or verb.trigger.form not in VERBAL:
            continue
        for noun in events:
            near = 0 <= verb.trigger.first - noun.trigger.last < _NEXT
            if (
                near
                and noun.kind in LAUNCHED
                and noun.trigger.form not in VERBAL
                and FIRED_FROM not in noun.notes
            ):
                noun.notes[FIRED_FROM] = verb.notes[FIRED_FROM]
                noun.initiators = list(verb.initiators)

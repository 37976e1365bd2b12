"""Whose death is told with an attempt: استشهد **شاب** برصاص X بزعم محاولته طعن جندي.

That X shot him is one event and what he is said to have tried another; he is the dead of the first alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reading.records import DOER, Event, noted
from marsad.reading.roles.attempts import WHOSE_ATTEMPT

_HURT = ("killed", "injured")


def leave_to_the_shooting(events: Sequence[Event]) -> None:
    """Take the toll from an attempt where it is that of who made it, and another event of the sentence has it."""
    for event in events:
        if event.status != "attempted" or event.notes.get("taken up") != WHOSE_ATTEMPT:
            continue
        own = noted(event, DOER)
        for what in _HURT:
            toll = event.tolls.get(what)
            if toll is None or not any(first <= at < last for first, last in toll.victims for at in own):
                continue
            if any(_has_it(other, what, event) for other in events):
                event.tolls = {name: one for name, one in event.tolls.items() if name != what}


def _has_it(other: Event, what: str, event: Event) -> bool:
    mine, toll = event.tolls[what], other.tolls.get(what)
    return (
        other is not event
        and other.status == "occurred"
        and toll is not None
        and (toll.first, toll.last) == (mine.first, mine.last)
    )

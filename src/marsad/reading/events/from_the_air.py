"""Bombing told without its means, by who is told to have bombed from the air all along."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.compile import Lexicon
from marsad.reading.grammar.means import GUNS
from marsad.reading.records import Event
from marsad.reading.sameness import any_actor

_TOLD = 2  # raids by him, at least: one may stand beside his guns


def from_the_air(events: Sequence[Event], lexicon: Lexicon) -> None:
    """غارات X على A, مسيرة لـX استهدفت B, **قصف** X على C: his aircraft did it, where the report tells of no guns of his."""
    raids = [e for e in events if e.kind == "air_strike" and e.dropped is None and e.initiators]
    fired = [e for e in events if e.kind == "shelling" and e.dropped is None and e.initiators]
    if len(raids) < _TOLD:
        return
    for event in fired:
        if event.means or event.trigger.rule.faint or not any(c.ref or c.country for c in event.initiators):
            continue
        his = [e for e in raids if any_actor(event.initiators, e.initiators, lexicon)]
        guns = (e for e in fired if not GUNS.isdisjoint(e.means))
        if len(his) >= _TOLD and not any(any_actor(event.initiators, e.initiators, lexicon) for e in guns):
            event.kind = "air_strike"

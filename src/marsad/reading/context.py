"""What an event takes over from the report around it: the place and the day of what was told just before."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reading.records import Event

_PLACED = {"armed_clash", "ground_attack", "shelling", "air_strike", "explosion", "killing", "capture", "siege", "arrest",
           "displacement", "protest", "riot", "withdrawal", "abduction", "restriction", "destruction", "ceasefire", "aid",
           "mobilization", "abuse", "release"}  # fmt: skip
_NEAR = 1  # sentences


def take_over(events: Sequence[Event]) -> None:
    """Give events that name no place the place of the nearest event told before them, else after them."""
    for at, event in enumerate(events):
        if event.places or event.kind not in _PLACED or event.status == "planned":
            continue
        sentence = event.trigger.sentence
        before = [e for e in events[:at] if e.places and "place" not in e.notes]
        after = [e for e in events[at + 1 :] if e.places and "place" not in e.notes]
        source = before[-1] if before else None
        if source is None or abs(source.trigger.sentence - sentence) > _NEAR:
            continue
        event.places = list(source.places)
        event.notes["place"] = "as in the event beside it"

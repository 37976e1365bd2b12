"""Where somebody speaks who tells of what happened far away: قال متحدث **في الرياض** إن صاروخا استهدف خميس مشيط.

Most speakers are near what they tell of (مصدر طبي **في عدن**), so that such a place is left out only where it lies far from the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from marsad.reading.grammar.scan import COMMAS, At
from marsad.reading.records import Chunk, Event
from marsad.reading.sameness import precise, same_place
from marsad.reading.slots.headings import far
from marsad.reading.slots.whereabouts import Where
from marsad.text.tokens import Token

_AT = ("في", "ب")
_THAT = {"ان", "بان"}
_WIDE = {"admin1", "country", "region", "part", "direction"}
_SPEAKER = 12  # tokens from the verb of saying to the place: قال مدير مكتب الصحة في X
_CONTENT = 8  # tokens from the place to "that": في X لوكالة رويترز إن


def without_speakers_places(
    event: Event,
    tokens: Sequence[Token],
    at: At,
    chunks: Sequence[Sequence[Chunk]],
    located: Mapping[tuple[int, int, str], Where],
) -> list[Chunk]:
    """The places without those at which only the one stands who tells of the event, far from all others."""
    if len(event.places) < 2 or event.kind == "displacement":
        return event.places  # قال سكان **في X** إن أسرا فرت باتجاه Y
    numbers = {telling.sentence for telling in event.tellings}
    told = [chunk for number in numbers for chunk in chunks[number]]
    speaking = [
        place
        for place in event.places
        if place.prep in _AT
        and place.sort not in _WIDE
        and _speaks_there(event, tokens, at, [place, *(c for c in told if same_place(c, place))])
    ]
    there = [place for place in precise(event.places) if place not in speaking]
    return [place for place in event.places if place not in speaking or not far(place, there, located)]


def _speaks_there(event: Event, tokens: Sequence[Token], at: At, mentions: Iterable[Chunk]) -> bool:
    return all([_of_the_speaker(event, tokens, at, mention) for mention in mentions])


def _of_the_speaker(event: Event, tokens: Sequence[Token], at: At, place: Chunk) -> bool:
    """**قال** مصدر في X **إن** …, … بحسب ما **قال** Y في X: does the place stand with who speaks, and what is told elsewhere?"""
    verb = _verb_of_saying(tokens, at, place.first)
    if verb is None:
        return False
    if any(verb < telling.first < place.first for telling in event.tellings):
        return False
    that = _that(tokens, place.last)
    if that is not None:
        return not any(place.last <= telling.first < that for telling in event.tellings)
    return not any(telling.first >= place.last for telling in event.tellings) and _ends(tokens, place.last)


def _verb_of_saying(tokens: Sequence[Token], at: At, first: int) -> int | None:
    for here in range(first - 1, max(-1, first - _SPEAKER - 1), -1):
        if tokens[here].fold in COMMAS or tokens[here].kind == "newline" or tokens[here].fold in _THAT:
            return None
        if at.cue(here, "saying", "adding", "claiming") is not None:
            return here
    return None


def _that(tokens: Sequence[Token], last: int) -> int | None:
    for here in range(last, min(len(tokens), last + _CONTENT)):
        if tokens[here].fold in _THAT:
            return here
        if tokens[here].fold in COMMAS or tokens[here].fold in (".", ":") or tokens[here].kind == "newline":
            return None
    return None


def _ends(tokens: Sequence[Token], last: int) -> bool:
    """Does the sentence end behind the place?"""
    return last >= len(tokens) or tokens[last].fold == "." or tokens[last].kind == "newline"

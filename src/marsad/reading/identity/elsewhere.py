"""Events told to have been at another place or long before one of their kind: **وفي ولاية X** نزح …, ويأتي الانفجار **بعد أسبوع من تفجير** Y."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reading.grammar.turns import counts_back
from marsad.reading.identity.separate import FORCE_DEALT
from marsad.reading.records import VERBAL, Event
from marsad.text.tokens import Token

# Of these each is of its own place; a barrage, a campaign of arrests goes over several.
_OF_A_PLACE = {
    "armed_clash",
    "displacement",
    "protest",
    "destruction",
    "ground_attack",
    "explosion",
    "abduction",
}
_AFTER_ITS_LIKE = FORCE_DEALT | {"protest", "destruction"}
_IN = {"في", "وفي"}  # in
_COME = {"ياتي", "جاء"}  # it comes, it came
_THIS = "ذلك"
_AGO = 8  # tokens from "after" to what was done so long before


def opens_elsewhere(new: Event, tokens: Sequence[Token], first: int) -> bool:
    """**وفي ولاية X** نزح 150: does the sentence, which begins at ``first``, open with another place and go on to its verb or noun?"""
    trigger = new.trigger
    if new.kind not in _OF_A_PLACE or trigger.definite or tokens[first].fold not in _IN:
        return False
    return any(first < place.first <= first + 2 and place.first < trigger.first for place in new.places)


def long_before(new: Event, events: Sequence[Event], tokens: Sequence[Token], first: int) -> int:
    """ويأتي الانفجار **بعد أسبوع من تفجير** X, وجاء ذلك **بعد يومين من توقيف** Y: where such a lead begins, -1 for none."""
    trigger = new.trigger
    if (
        new.kind not in _AFTER_ITS_LIKE
        or trigger.form in VERBAL
        or trigger.definite
        or trigger.before[:1] == "و"
    ):
        return -1
    for here in range(trigger.first - 1, max(first, trigger.first - _AGO) - 1, -1):
        if here > first and tokens[here].fold.startswith("و"):
            break  # بعد يوم من تسلل X **وزرعهم** Y
        if counts_back(tokens, here, trigger.first + 1):
            told = _came_this(tokens, first) or any(
                e.kind == new.kind and e.trigger.sentence == trigger.sentence and e.trigger.last <= here
                for e in events
            )
            return here if told else -1
    return -1


def _came_this(tokens: Sequence[Token], first: int) -> bool:
    """**وجاء ذلك** بعد; not وجاءت الغارة بعد, which is as often told of an attack that the report has told."""
    return tokens[first].fold.removeprefix("و") in _COME and tokens[first + 1].fold == _THIS

"""A toll told after another that is of more people: **وقتل اثنان آخران** في قصف على Y, one event's dead in two towns."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from marsad.reading.records import Event, note_too
from marsad.reading.tolls.mention import TollMention, together
from marsad.text.tokens import Token

_BEFORE = {"قبلها", "قبله", "قبلهما", "سابق", "سابقا"}  # before it, earlier
_WHEN = 4  # tokens from a figure to the time of it
_OF_THEM = {"منهم", "منهما"}  # 17 dead, ten **of them** in X, seven in Y

ADDED = "added"
"""The note of an event that says which of its tolls were added up, so that no score takes one of the parts for the whole."""


def of_more(
    known: TollMention, new: TollMention, beside: Sequence[TollMention], tokens: Sequence[Token]
) -> bool:
    """Are those counted in ``new``, later in the same sentence, others than those before: "three … and two others"?

    "Two dead and two others hurt" are others than the dead: nobody else may be told between the two figures.
    """
    if not (new.others and elsewhere(known, new, tokens)):
        return False
    between = (t for t in beside if t.what != new.what)
    return new.what == "killed" or not any(known.last <= toll.first < new.first for toll in between)


def elsewhere(known: TollMention, new: TollMention, tokens: Sequence[Token]) -> bool:
    """Two figures of one sentence, told of two places: can they be added, neither being a part of the other?"""
    if new.what not in ("killed", "injured") or known.last > new.first:
        return False
    parts = any(token.fold in _OF_THEM for token in tokens[known.last : new.last])
    return _figure(known) and _figure(new) and not parts and not _of_another_time(known, new, tokens)


def _of_another_time(known: TollMention, new: TollMention, tokens: Sequence[Token]) -> bool:
    """**وقبلها بثلاثة أشهر** أعدم 42 آخرون, كما قتل 15 **في وقت سابق**: it is told when those died, and it was not then."""
    return any(token.fold.removeprefix("و") in _BEFORE for token in tokens[known.last : new.last + _WHEN])


def added(event: Event, known: TollMention, new: TollMention) -> None:
    """Give an event both figures together."""
    event.tolls[new.what] = replace(together(known, new), groups={})
    note_too(event, ADDED, new.what)


def _figure(toll: TollMention) -> bool:
    vague = toll.min <= 1 and toll.max is None
    return not (toll.joint or toll.weak or toll.total or toll.newer or toll.max == 0 or vague)

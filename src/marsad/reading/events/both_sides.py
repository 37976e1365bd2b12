"""Losses of both sides are those of the fighting: اشتباكات بين X وY، وسط قصف على Z، وأنباء عن **خسائر في صفوف الطرفين**."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from marsad.reading.grammar.clauses import Clauses
from marsad.reading.records import Event, told_at
from marsad.reading.tolls.mention import TollMention
from marsad.reading.tolls.people import BOTH_SIDES

_OF = 4  # tokens from a toll to whose it was
_CLASH = "armed_clash"


def of_both_sides(toll: TollMention, clauses: Clauses) -> bool:
    """قتلى وجرحى **من الطرفين**, خسائر **في صفوف الجانبين**: only where two fight are there two sides."""
    if BOTH_SIDES.isdisjoint(clauses.words):
        return False
    last = min(toll.last + _OF, clauses.sentence.last)
    return any(token.fold in BOTH_SIDES for token in clauses.tokens[toll.last : last])


def the_clash(toll: TollMention, events: Sequence[Event], clauses: Clauses) -> Event | None:
    """The fighting in which both sides lost those counted, told before them in the sentence."""
    if not of_both_sides(toll, clauses):
        return None
    before = [e for e in events[: bisect_left(events, toll.first, key=told_at)] if e.kind == _CLASH]
    return before[-1] if before else None

"""Tolls of another place than the event's: قصف على **بلدة A** …، **وبعد ساعات قتل** ثلاثة في **B**.

Where a sentence has turned to something else and says where those came to harm, they did not in what was told before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from marsad.reading.events.told_before import told_before
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.scan import COMMAS
from marsad.reading.grammar.turns import counts_back, only_hurt
from marsad.reading.records import Chunk, Trigger
from marsad.reading.sameness import level, same_place
from marsad.reading.tolls.mention import TollMention

_OF = 3  # tokens from a toll to what it is of
_NEXT = 5  # tokens from "after two days of" to the word for a death
_OF_WHAT = {"في", "خلال", "اثناء", "اثر", "جراء", "نتيجه", "بسبب"}  # what brings in what they died of
_WHENCE = ("من", "الي")  # from, to: no place where something happened


def parted(
    toll: TollMention,
    trigger: Trigger,
    places: Sequence[Chunk],
    tolls: Sequence[TollMention],
    clauses: Clauses,
) -> bool:
    """Is a toll not of an event: told before it, or in another part of the sentence, where each part names a place of its own?

    Told before are the deaths that the event answers or comes after: ضربات على X ردا على هجوم **أسفر عن مقتل** خمسة. They are of
    another deed, wherever the sentence turns. ``places`` and ``tolls`` are those that the sentence names. A place that may lie
    within the other one parts nothing; "on the morrow of" does without any.
    """
    if told_before(toll, trigger, clauses):
        return True
    if trigger.definite:
        return False
    cuts = clauses.turns
    if toll.trigger not in cuts and _opens(toll, clauses):
        cuts = sorted((*cuts, toll.trigger))
    ours, theirs = bisect_right(cuts, trigger.first), bisect_right(cuts, toll.trigger)
    if ours == theirs:
        return False
    if (
        ours < theirs
        and counts_back(clauses.tokens, cuts[theirs - 1], clauses.sentence.last)
        and toll.trigger - cuts[theirs - 1] <= _NEXT
    ):
        return True
    if ours > theirs:
        before = clauses.tokens[max(trigger.first - 1, 0)].fold
        if before not in _OF_WHAT and any(not only_hurt(clauses.tokens, cut) for cut in cuts[theirs:ours]):
            return True  # **قتل** ثلاثة، فيما قصف X: what follows did not kill them
        anew = (t for t in tolls if t.what == toll.what and not t.others and t.trigger >= cuts[ours - 1])
        if any(0 <= trigger.first - t.last <= _OF and toll.last <= t.first for t in anew):
            return True  # **قتل** ثلاثة، بينما قتل خمسة في قصف
    here, there = list[Chunk](), list[Chunk]()
    for place in places:
        part = bisect_right(cuts, place.first)
        if place.prep not in _WHENCE and part in (ours, theirs):
            (here if part == ours else there).append(place)
    if not here or not there or any(same_place(one, two) for one in here for two in there):
        return False
    return min(map(level, there)) >= min(map(level, here))


def _opens(toll: TollMention, clauses: Clauses) -> bool:
    """، **وأصيبت** امرأة: a verb joined to what stands before the comma."""
    at = toll.trigger
    tokens = clauses.tokens
    return (
        toll.verbal
        and at > clauses.sentence.first
        and tokens[at].fold.startswith("و")
        and tokens[at - 1].fold in COMMAS
    )

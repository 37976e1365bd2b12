"""The cue words before the word for an event, nearest first, up to the event word that stands between."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from marsad.lexicon.terms import Hit
from marsad.reading.grammar.scan import At
from marsad.reading.records import VERBAL, Trigger
from marsad.text.tokens import Token

THAT = {"ان", "بان", "التي", "الذي"}  # that, which
# Lists of words that take back, deny, doubt, put off or end what the words behind them tell.
_HEDGES = (
    "hypothetical", "denial", "negation", "plan", "repelled", "aim", "attempt", "deciding", "stipulating", "rumour", "failure",
    "ending", "continuing", "breaking_off",
)  # fmt: skip
FAR = 14  # tokens before a trigger in which any of them is looked for
NINE = {"تسع", "تسعون"}  # nine, ninety: written like "she seeks", "you seek"


class CuesBefore:
    """What stands before one trigger, from ``low`` on.

    ``hedged``: does a word that may take it back, put it in doubt or off stand near? Before nine in ten none does, and none is asked for.
    """

    def __init__(
        self, tokens: Sequence[Token], at: At, low: int, trigger: Trigger, triggers: Sequence[Trigger]
    ) -> None:
        self.tokens = tokens
        self.at = at
        self.low = low
        self.trigger = trigger
        self.triggers = triggers
        self.hedged = at.within(max(low, trigger.first - FAR), trigger.first, *_HEDGES)

    def before(self, reach: int, *names: str, through: bool = False) -> Hit | None:
        """The nearest cue of these lists within ``reach`` tokens before the trigger, no other event word between."""
        first = self.trigger.first
        low = self.low
        floor = first - reach if first - reach > low else low
        cues = self.at.cues
        for name in names:
            begins = cues.get(name)
            if (
                begins is not None
                and begins[0] < first
                and floor <= begins[-1]
                and floor <= begins[bisect_left(begins, first) - 1]
            ):
                break
        else:
            return None  # as mostly: none of them stands near
        found = self.at.all_within(floor, first, *names)
        if not through:
            for stop in self.triggers:
                telling = not stop.rule.toll and stop.rule.frame != "statement"
                if floor < stop.last <= first and telling and stop is not self.trigger:
                    floor = stop.last
        for hit in reversed(found):
            if (
                hit.first < floor and hit.last != floor
            ):  # its own word may tell of something too: **رفع** X الحصار
                break
            if hit.last <= first:
                return hit
        return None


def may_be_verb(hit: Hit, at: At) -> bool:
    """رفع X **الحصار**: may the word be a finite verb, whatever noun is written like it?"""
    return any(h.term.ref == hit.term.ref and h.term.form in VERBAL for h in at.any(hit.first))

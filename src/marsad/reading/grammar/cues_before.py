"""The cue words before the word for an event, nearest first, up to the event word that stands between."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.terms import Hit
from marsad.reading.grammar.scan import At
from marsad.reading.records import VERBAL, Trigger
from marsad.text.tokens import Token

THAT = {"ان", "بان", "التي", "الذي"}  # that, which
NINE = {"تسع", "تسعون"}  # nine, ninety: written like "she seeks", "you seek"


class CuesBefore:
    """What stands before one trigger, from ``low`` on."""

    def __init__(
        self, tokens: Sequence[Token], at: At, low: int, trigger: Trigger, triggers: Sequence[Trigger]
    ) -> None:
        self.tokens = tokens
        self.at = at
        self.low = low
        self.trigger = trigger
        self.stops = [t for t in triggers if t is not trigger and t.last <= trigger.first and not t.rule.toll]

    def before(self, reach: int, *names: str, through: bool = False) -> Hit | None:
        """The nearest cue of these lists within ``reach`` tokens before the trigger, no other event word between."""
        first = self.trigger.first
        floor = max(self.low, first - reach)
        found = self.at.all_within(floor, first, *names)
        if not found:
            return None
        if not through:
            for stop in self.stops:
                if stop.last > floor and stop.rule.frame != "statement":
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

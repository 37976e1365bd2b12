"""The cue words before the word for an event, nearest first, up to the event word that stands between."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.terms import Hit
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.scan import COMMAS, At
from marsad.reading.records import VERBAL, Trigger
from marsad.text.tokens import Token

THAT = {"ان", "بان", "التي", "الذي"}  # that, which
# Lists of words that take back, deny, doubt, put off or end what the words behind them tell.
_HEDGES = (
    "hypothetical", "denial", "negation", "plan", "repelled", "aim", "attempt", "deciding", "stipulating", "rumour", "failure",
    "ending", "continuing", "breaking_off",
)  # fmt: skip
FAR = 14  # tokens before a trigger in which any of them is looked for
_REMARK = 14  # tokens between two commas
_AFTER = {"بعد", "عقب", "اثر", "وسط", "رغم"}  # after (thrice), amid, despite
NINE = {"تسع", "تسعون"}  # nine, ninety: written like "she seeks", "you seek"


class CuesBefore:
    """What stands before one trigger, from ``low`` on.

    ``hedged``: does a word that may take it back, put it in doubt or off stand near? Before nine in ten none does, and none is asked for.
    ``aside``: the tokens of remarks between two commas that end shortly before the trigger; they count for no distance.
    """

    def __init__(
        self,
        tokens: Sequence[Token],
        clauses: Clauses,
        low: int,
        trigger: Trigger,
        triggers: Sequence[Trigger],
    ) -> None:
        self.tokens = tokens
        self.at = clauses.at
        self.clauses = clauses
        if trigger.first - 2 > low and _circumstance(tokens, trigger.first):
            low = trigger.first - 1
        self.low = low
        self.trigger = trigger
        self.triggers = triggers
        self.aside = 0
        # حاول X التقدم، وفق Y، **وقصف** Z: what follows "and" is done
        if _behind_a_remark(tokens, low, trigger.first) and not trigger.before.startswith("و"):
            begin = max(low, trigger.first - FAR - _REMARK)
            self.aside = aside_tokens(tokens, clauses, begin, trigger.first)
        far = max(low, trigger.first - FAR - self.aside)
        self.hedged = bool(clauses.begun_within(far, trigger.first, _HEDGES))

    def before(self, reach: int, *names: str) -> Hit | None:
        """The nearest cue of these lists within ``reach`` tokens before the trigger, no other event word between."""
        first = self.trigger.first
        low = self.low
        reach += self.aside
        floor = first - reach if first - reach > low else low
        near = self.clauses.begun_within(floor, first, names)
        if not near:
            return None  # as mostly
        for stop in self.triggers:
            if floor < stop.last <= first and stop is not self.trigger:
                telling = not stop.rule.toll and stop.rule.frame != "statement"
                floor = stop.last if telling else floor
        for here in reversed(near):
            hit = self.at.cue(here, *names)
            if hit is None or (
                here < floor and hit.last != floor
            ):  # its own word may tell of something too: **رفع** X الحصار
                break
            if hit.last <= first:
                return hit
        return None


def _behind_a_remark(tokens: Sequence[Token], low: int, first: int) -> bool:
    """Does a mark that may end a remark stand right before a word, or before what leads it: في **شن**?"""
    here = first - 1
    if here >= low and tokens[here].fold in COMMAS:
        return True
    return here > low and tokens[here - 1].fold in COMMAS


def _circumstance(tokens: Sequence[Token], first: int) -> bool:
    """فشلت X**، بعد معارك**، في اقتحام Y: after, amid, despite what did happen."""
    return tokens[first - 1].fold in _AFTER and tokens[first - 2].fold in COMMAS


def aside_tokens(tokens: Sequence[Token], clauses: Clauses, first: int, last: int) -> int:
    """تعتزم X**، بحسب مصادر محلية،** شن هجوم: how many tokens the remarks between two commas have that stand in a stretch."""
    out, here = 0, first
    while here < last:
        if tokens[here].fold not in COMMAS:
            here += 1
            continue
        end = min(last, here + _REMARK)
        closing = next((at for at in range(here + 2, end) if tokens[at].fold in COMMAS), None)
        opened = tokens[here + 1].fold if here + 1 < last else "و"
        if closing is None or opened.startswith("و") or clauses.verb_between(here, closing):
            here += 1
            continue
        out += closing - here + 1
        here = closing + 1
    return out


def may_be_verb(hit: Hit, at: At) -> bool:
    """رفع X **الحصار**: may the word be a finite verb, whatever noun is written like it?"""
    return any(h.term.ref == hit.term.ref and h.term.form in VERBAL for h in at.any(hit.first))

"""What a sentence opens with and, behind a comma and a verb, what it goes on to tell: **بعد يوم من مقتل** ضابط، **شنت** X حملة.

The opening came before. Who died in it is no victim of what is told behind the comma, and who acts there did not kill him.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct

from marsad.lexicon.word_classes import AND, is_one_of, word_class
from marsad.reading.grammar.scan import COMMAS, At
from marsad.text.tokens import Token

AFTER = word_class("after") | {"غداه"}
"""After, following, upon, on the morrow of: before a noun of what had happened."""
SINCE = word_class("after_he_did")
"""بعدما, عقبما: before a verb of what had happened."""
THAT = {"ان", "ما"}
"""بعد **أن**: what makes these of those."""
ANSWERS = word_class("answers_to")
_TO = {"علي", "من"}  # ردا **على** مقتل, انتقاما **من** قتل
_ON = {"علي"}
_GROUND = {"خلفيه", "اثر"}  # على **خلفية**: on the ground of
_DEATHS = word_class("deaths_and_kidnappings")
_KILLED = ("قتل", "اغتال", "اعدم", "خطف", "اختطف")  # he killed, murdered, executed, kidnapped
_PERIODS = word_class("periods_counted")
_SAID = ("saying", "adding", "claiming", "according")
_WHO_SAYS = {"ان", "انه", "انها", "انهم"}  # that, that he
_WHEN = 4  # tokens from "after" to the word for a day or an hour
_VERB = 3  # tokens from "after" to the verb
_LONG = 24  # tokens of what a sentence opens with, at most
_LEADS = AFTER | SINCE | ANSWERS
_GATES = _LEADS | _ON | {"و" + word for word in _LEADS | _ON}


class Opening(Struct, frozen=True, gc=False):
    """``first`` its first token, ``comma`` where it ends; ``death`` the word by which it tells that somebody died or was taken, or -1."""

    first: int
    comma: int
    death: int

    def parts(self, one: int, other: int) -> bool:
        """Does one token stand in the opening, which tells of deaths, and the other behind it?"""
        return self.death >= 0 and self.first <= one < self.comma < other

    def between(self, one: int, other: int) -> bool:
        """The same, whichever of the two stands first."""
        return self.parts(one, other) or self.parts(other, one)

    def side(self, at: int, within: tuple[int, int]) -> tuple[int, int]:
        """What of a stretch lies on the same side of the comma as a token."""
        low, high = within
        if self.death < 0 or at < self.first:
            return within
        return (low, min(high, self.comma)) if at < self.comma else (max(low, self.comma), high)


def opening(
    tokens: Sequence[Token], first: int, last: int, words: AbstractSet[str], verbs: Sequence[int], at: At
) -> Opening | None:
    """What a sentence opens with, if with that after which, or in answer to which, it tells something.

    A verb of saying behind the comma goes on about it: بعد مقتل جنديين بانفجار، **قال** الجيش إن …
    """
    if _GATES.isdisjoint(words) or COMMAS.isdisjoint(words):
        return None
    begin = next(
        (
            here
            for here in range(first, last)
            if tokens[here].fold in _GATES and _opens(tokens, here, first, last)
        ),
        None,
    )
    if begin is None:
        return None
    for comma in range(begin + 2, min(last - 1, begin + _LONG)):
        if tokens[comma].fold not in COMMAS:
            continue
        found = bisect_left(verbs, comma + 1)
        if found < len(verbs) and verbs[found] == comma + 1:
            if at.cue(comma + 1, *_SAID) is not None or tokens[comma + 1].fold.startswith("و"):
                return None
            return Opening(begin, comma, _death(tokens, begin, comma))
    return None


def _opens(tokens: Sequence[Token], here: int, first: int, last: int) -> bool:
    """Does an opening begin here: at the sentence's head, behind its dateline, behind إن or إنه?"""
    if here + 2 >= last:
        return False
    if here > first:
        before = tokens[here - 1]
        if before.fold in COMMAS or (before.kind == "word" and before.fold not in _WHO_SAYS):
            return False
    word = tokens[here].fold
    return is_one_of(word, _LEADS, AND) or (is_one_of(word, _ON, AND) and tokens[here + 1].fold in _GROUND)


def _death(tokens: Sequence[Token], begin: int, comma: int) -> int:
    """By which word an opening tells that somebody died or was taken, before it tells of anything else; -1 where by none."""
    word = tokens[begin].fold.removeprefix("و")
    here = begin + 1
    if word in SINCE or tokens[here].fold in THAT:
        end = min(comma, here + _VERB)
        return next((at for at in range(here, end) if _kills(tokens[at].fold)), -1)
    if word in _ON or (word in ANSWERS and tokens[here].fold in _TO):
        here += 1
    elif word in AFTER:
        for at in range(here, min(comma - 2, begin + _WHEN)):
            if tokens[at].fold in _PERIODS and tokens[at + 1].fold in ("من", "علي"):
                here = at + 2
                break
    return here if here < comma and is_one_of(tokens[here].fold, _DEATHS, ("ل",)) else -1


def _kills(word: str) -> bool:
    return word.removeprefix("ت").removeprefix("ي").startswith(_KILLED)

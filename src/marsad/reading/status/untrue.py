"""News that is said to be untrue: الأنباء عن هجوم X على Y **عارية عن الصحة**, خبر القصف **غير صحيح**, ما يشاع عن … **لا أساس له**."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.text.tokens import Token

POINTING = word_class("it_was_told")
SAYING_WHAT = word_class("what_news_says")
_GOES_ABOUT = word_class("goes_about")
_FALSE = word_class("false_news")
_NEWS = POINTING | word_class("indefinite_news")
_NEWS_OF = {"خبر", "نبا"}  # news of: before the noun of the event itself
_THIS = {"هذا", "هذه", "تلك", "ذلك"}
_BARE = {"عار", "عاريه"}  # bare of truth: عار عن الصحة
_GROUND = "اساس"  # (no) ground: لا أساس له من الصحة
_TRUE = {"صحيح", "صحيحه", "حقيقي", "حقيقيه"}  # behind غير
TELLS_UNTRUE = {"غير", _GROUND, *_BARE} | _FALSE
"""Without one of these words a sentence calls nothing untrue."""


def news_untrue(tokens: Sequence[Token], first: int, here: int, last: int) -> bool:
    """Is what was told, or news in the sentence from ``first`` on, said at ``here`` to be untrue?"""
    return _untrue(tokens, here, last) and _of_the_news(tokens, first, here)


def _untrue(tokens: Sequence[Token], here: int, last: int) -> bool:
    """**غير صحيح**, **عارية عن** الصحة, **لا أساس** له, **كاذبة**: what is told is said to be untrue."""
    word, after = tokens[here].fold, tokens[here + 1].fold if here + 1 < last else ""
    return (
        (word == "غير" and after in _TRUE)
        or (word in _BARE and after == "عن")
        or (word == "لا" and after == _GROUND)
        or word in _FALSE
    )


def _of_the_news(tokens: Sequence[Token], first: int, here: int) -> bool:
    """هذا **غير صحيح**, and **الأنباء عن** هجوم X على Y **غير صحيحة**: of what was told, right before it or with what it says between."""
    before = [t.fold.removeprefix("و") for t in tokens[max(first, here - 2) : here]]
    if any(word in _THIS or word in POINTING for word in before):
        return True
    for at in range(first, here - 2):
        word, after = tokens[at].fold.lstrip("وبل"), tokens[at + 1].fold
        if (
            word in _NEWS_OF
            or (word in _NEWS and after in SAYING_WHAT)
            or (word == "ما" and after in _GOES_ABOUT)
        ):
            return True
    return False

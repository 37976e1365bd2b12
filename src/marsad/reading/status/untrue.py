"""News that is said to be untrue: الأنباء عن هجوم X على Y **عارية عن الصحة**, خبر القصف **غير صحيح**, ما يشاع عن … **لا أساس له**."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import COMMAS
from marsad.text.tokens import Token

POINTING = word_class("it_was_told")
SAYING_WHAT = word_class("what_news_says")
_GOES_ABOUT = word_class("goes_about")
_FALSE = word_class("false_news")
_NEWS = POINTING | word_class("indefinite_news")
_NEWS_OF = {"خبر", "نبا"}  # news of: before the noun of the event itself
_SAYING_WHAT = SAYING_WHAT - {"من"}  # information from somebody is told by him
_FLASH = {"عاجل", ":"}  # breaking (news)
_OTHERS = {"واخري", "اخري"}  # and others
_CALLED = {"اعتبر", "اعتبرت", "وصف", "وصفت", "عد", "عدت"}  # considered, described, regarded
_IT_IS = {"بانها", "بانه", "انها", "انه", "محض"}  # (as saying) that it is; mere
_ENDS = {"", ".", "،", ",", "؛", "\n", ":"}
_THIS = {"هذا", "هذه", "تلك", "ذلك"}
_BARE = {"عار", "عاريه"}  # bare of truth: عار عن الصحة
_GROUND = "اساس"  # (no) ground: لا أساس له من الصحة
_TRUE = {"صحيح", "صحيحه", "حقيقي", "حقيقيه"}  # behind غير
TELLS_UNTRUE = {"غير", _GROUND, *_BARE} | _FALSE
"""Without one of these words a sentence calls nothing untrue."""


def news_untrue(tokens: Sequence[Token], first: int, here: int, last: int) -> int | None:
    """Where the news stands that is said at ``here`` to be untrue, in the sentence from ``first`` on; None where none is.

    هذا **غير صحيح**: one before ``first``, for it is what was told that is meant.
    """
    if not _untrue(tokens, first, here, last):
        return None
    before = [t.fold.removeprefix("و") for t in tokens[max(first, here - 2) : here]]
    pointed = any(word in _THIS or word in POINTING for word in before) or tokens[here - 1].fold in _NEWS_OF
    if pointed and tokens[here].fold not in _FALSE:
        return first - 1
    for at in range(here - 1, first - 1, -1):
        if tokens[at].fold in COMMAS or tokens[at].fold in _OTHERS:
            return None  # …، وادعاءات النظام **غير صحيحة**: of something else
        word, after = tokens[at].fold.lstrip("وبل"), tokens[at + 1].fold
        if (
            (word in _NEWS and after in _SAYING_WHAT)
            or (word in _NEWS_OF and after not in _SAYING_WHAT and after not in _FLASH)
            or (word == "ما" and after in _GOES_ABOUT)
        ):
            return at
    return None


def _untrue(tokens: Sequence[Token], first: int, here: int, last: int) -> bool:
    """**غير صحيح**, **عارية عن** الصحة, **لا أساس** له, وصفها **بالكاذبة**: what is told is said to be untrue.

    Behind a noun that it qualifies (بتهم **ملفقة**, وثائق **مزيفة**) a word for false says nothing of the news.
    """
    word, after = tokens[here].fold, tokens[here + 1].fold if here + 1 < last else ""
    if word in _FALSE:
        told = [token.fold.removeprefix("و") for token in tokens[first:here]]
        called = not _CALLED.isdisjoint(told) and after in _ENDS
        return word.startswith("بال") or called or (bool(told) and told[-1] in _IT_IS)
    return (
        (word == "غير" and after in _TRUE)
        or (word in _BARE and after == "عن")
        or (word == "لا" and after == _GROUND)
    )

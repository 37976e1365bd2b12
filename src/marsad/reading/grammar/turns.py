"""Where a sentence turns to something else: قصف X بلدة A، **وقصف** Y بلدة B، **وبعد ساعات** هاجم Z، **في حين** انفجر لغم.

Other than the walls of ``clauses`` these are the places where what follows may be told of another event altogether.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.another import in_another
from marsad.reading.grammar.scan import COMMAS, At, conjunction
from marsad.reading.records import VERBAL
from marsad.text.tokens import Sentence, Token

# In the, at the …: while, meanwhile, on the other hand.
WHILE = ("حين", "وقت", "الوقت", "المقابل", "الاثناء")
_MEANWHILE = word_class("meanwhile")
_AS = {"كما", "وكما"}
_HAND = {"جهه", "ناحيه", "جانب", "جهتها", "جهته"}  # on the other **hand**
_OTHER = {"اخري", "اخر", "ثانيه", "ثان"}
# But (four times), while (twice): what a sentence turns with; and others that go on with the one before it.
TURNS = frozenset({"الا", "لكن", "ولكن", "بيد", "فيما", "بينما"})
_GOING_ON = TURNS | {"كما", "غير", "ثم", "حيث", "لذلك", "هذا", "ذلك"}
_LEADING = word_class("leads_a_clause_in")
_STORY = word_class("opens_another_story")
_LOSS = word_class("loss")
_MORROW = {"غداه", "وغداه"}  # on the morrow of
_AFTER = {"بعد"}
_PERIODS = word_class("periods_counted")
_FROM = {"من", "علي"}
# The attack, the bombing, the explosion, the killing: what happens at once and does not go on for days.
_AT_ONCE = {"الهجوم", "الاعتداء", "التفجير", "الانفجار", "الاغتيال", "الكمين"}
_WHERE = {"في", "علي", "الذي"}  # in, on, which: behind them it is told where that was
_JOINED = ("و", "ام", "بال")  # and, as for, at the: how a word begins that joins a clause on
_OPENING = _MEANWHILE | _AS | _MORROW | _AFTER | {"في", "وفي", "من", "ومن"}
_COUNTED = 4  # tokens from "after" to the word for days or hours
_SAID = ("saying", "adding", "claiming", "according")
_HURT = 3  # tokens in which a turn to others who came to harm has their verb
_LEAD = 8  # tokens from what leads a clause in to its verb


def turns(tokens: Sequence[Token], sentence: Sentence, at: At) -> list[int]:
    """The tokens of a sentence at which it turns to something else, in their order."""
    first, last = sentence.first, sentence.last
    out: list[int] = []
    verbs = at.verbs[bisect_left(at.verbs, first) : bisect_left(at.verbs, last)]
    for here in range(first + 1, last):
        word = tokens[here].fold
        if (word in _OPENING or word.startswith(_JOINED)) and _turns(tokens, here, last, at, verbs):
            out.append(here)
    return out


def _turns(tokens: Sequence[Token], here: int, last: int, at: At, verbs: Sequence[int]) -> bool:
    word = tokens[here].fold
    if word in _MEANWHILE:
        return True
    after = tokens[here + 1].fold if here + 1 < last else ""
    if word in _AS:
        return here + 1 < last and at.cue(here + 1, *_SAID) is None and _next(verbs, here) == here + 1
    if word in ("في", "وفي") and (after in WHILE or in_another(tokens, here, last)):
        return True
    if word in ("من", "ومن") and after in _HAND:
        # not so بين X من جهة وY **من جهة أخرى**
        return here + 2 < last and tokens[here + 2].fold in _OTHER and tokens[here - 1].fold in COMMAS
    if counts_back(tokens, here, last):
        return True
    if not word.startswith(_JOINED) or tokens[here - 1].fold not in COMMAS:
        return False
    if word in _LEADING:
        verb = _next(verbs, here)
        end = min(last, here + _LEAD + 1)
        told = (
            at_ for at_ in range(here + 1, end) if at_ == verb or tokens[at_].fold.removeprefix("ف") in _STORY
        )
        first = next(told, None)
        return first is not None and not _parted(tokens, here, first)
    stem = word.removeprefix("و")
    if stem in _STORY or stem.removeprefix("ب") in _LOSS:
        return True  # **وإصابة** ثلاثة, **وترافق** ذلك مع
    return here in verbs and _and_does(at, here)


def leads_in(tokens: Sequence[Token], turn: int) -> bool:
    """**وفي** هيران قتل X, **وبعد** ساعات قتل X: does the turn say where or when?"""
    return tokens[turn].fold in _LEADING


def only_hurt(tokens: Sequence[Token], turn: int) -> bool:
    """قتل اثنان، **وأصيب** ثلاثة في قصف, **فيما جرح** ثلاثة في قصف: does a turn but go on with who came to harm?"""
    for token in tokens[turn : turn + _HURT]:
        stem = token.fold.removeprefix("و")
        if stem in _STORY or stem.removeprefix("ب") in _LOSS:
            return True
    return False


def counts_back(tokens: Sequence[Token], here: int, last: int) -> bool:
    """**غداة** مقتل X, **بعد يومين من** مقتل X, **بعد خمسة أيام على** تفجير: what follows was another day's."""
    word = tokens[here].fold
    if word in _MORROW:
        return here + 1 < last and not tokens[here + 1].fold.startswith("ال")
    if word not in _AFTER:
        return False
    for at in range(here + 1, min(here + _COUNTED, last - 2)):
        if tokens[at].fold in _PERIODS:
            # not so بعد أيام من **القتال**, which says how long
            deed = tokens[at + 2].fold
            told = deed in _AT_ONCE and at + 3 < last and tokens[at + 3].fold in _WHERE
            return tokens[at + 1].fold in _FROM and (not deed.startswith("ال") or told)
    return False


def _parted(tokens: Sequence[Token], first: int, last: int) -> bool:
    return any(token.fold in COMMAS for token in tokens[first:last])


def _next(verbs: Sequence[int], here: int) -> int | None:
    found = bisect_right(verbs, here)
    return verbs[found] if found < len(verbs) else None


def _and_does(at: At, here: int) -> bool:
    """**وقصف** X: "and" with a verb that goes on to another deed; not so وأدى, وقال, which stay with what was told."""
    if at.cue(here, "result", *_SAID) is not None:
        return False
    return any(
        hit.term.form in VERBAL and hit.term.layer in ("rule", "cue") and conjunction(hit.cut)
        and hit.cut.before[:1] == "و"
        for hit in at.any(here)
    )  # fmt: skip


def begins_as_going_on(tokens: Sequence[Token], at: At, first: int) -> bool:
    """Does a sentence begin as one that goes on with another: وأضاف, كما, لكن?"""
    word = tokens[first].fold
    if word in _GOING_ON:
        return True
    hits = at.any(first)
    return any(conjunction(hit.cut) for hit in hits) if hits else word.startswith("و")

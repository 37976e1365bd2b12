"""A toll told after another that is of more people: **وقتل اثنان آخران** في قصف على Y, one event's dead in two towns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from marsad.reading.records import Event, note_too
from marsad.reading.tolls.mention import TollMention, together
from marsad.reading.tolls.sums import BESIDES
from marsad.text.tokens import Token

_BEFORE = {"قبلها", "قبله", "قبلهما", "سابق", "سابقا"}  # before it, earlier
_WHEN = 4  # tokens from a figure to the time of it
_WHILE = {"كما", "فيما", "بينما"}  # also, while, while
_OF_ITS_OWN = {"في", "خلال", "اثر", "جراء", "نتيجه", "بعد", "اثناء"}  # in, during, because of, after
_SAYS = {
    "بحسب",
    "حسب",
    "حسبما",
    "وفق",
    "وفقا",
    "فق",
    "فقا",
    "قال",
    "قالت",
    "اكد",
    "اكدت",
    "اعلن",
    "اعلنت",
    "ذكر",
    "ذكرت",
    "افاد",
    "افادت",
    "اضاف",
    "اشار",
}  # according to, said
_SOON = 6  # tokens from those counted to what it was of
_OF_THEM = {"منهم", "منهما"}  # 17 dead, ten **of them** in X, seven in Y

ADDED = "added"
"""The note of an event that says which of its tolls were added up, so that no score takes one of the parts for the whole."""


def of_more(
    known: TollMention, new: TollMention, beside: Sequence[TollMention], tokens: Sequence[Token]
) -> bool:
    """Are those counted in ``new``, later in the same sentence, others than those before: "three … and two others"?

    "Two dead and two others hurt" are others than the dead: nobody else may be told between the two figures.
    """
    if not elsewhere(known, new, tokens):
        return False
    if _as_well(known, new, tokens) or _besides(known, new, tokens):
        return True
    if not new.others:
        return False
    between = (t for t in beside if t.what != new.what)
    return new.what == "killed" or not any(known.last <= toll.first < new.first for toll in between)


def _as_well(known: TollMention, new: TollMention, tokens: Sequence[Token]) -> bool:
    """إصابة خمسة مدنيين، **كما أصيب متطوع**, أصيب مدني **بينما أصيب ستة جنود**: another verb counts people of another sort."""
    if not new.verbal or new.max is None or known.max is None or new.first < new.trigger:
        return False
    if tokens[new.trigger - 1].fold.removeprefix("و") not in _WHILE:
        return False
    if any(token.fold.removeprefix("و") in _SAYS for token in tokens[known.last : new.trigger]):
        return False  # مقتل 12 **بحسب** مصدر عسكري، فيما قتل خمسة: another account
    if any(token.fold in _OF_ITS_OWN for token in tokens[new.last : new.last + _SOON]):
        return False  # فيما قتل اثنان من المهاجمين **في** هجوم ثان: of another event, which may not be told apart
    sort = _sorts(new, tokens)
    return bool(sort) and not sort & _sorts(known, tokens)


def _sorts(toll: TollMention, tokens: Sequence[Token]) -> set[str]:
    """The words by which those counted are called, without their number: ستة **جنود**, ثلاثة **من مقاتلي** X."""
    return {
        tokens[here].fold.removeprefix("ال")[:4]
        for first, last in toll.victims
        for here in range(first, last + 2 * (tokens[min(last, len(tokens) - 1)].fold == "من"))
        if here < len(tokens) and tokens[here].kind == "word" and tokens[here].fold != "من"
    }


def _besides(known: TollMention, new: TollMention, tokens: Sequence[Token]) -> bool:
    """إصابة 14 مقاتلا، **إضافة إلى** مقتل مدني **وإصابة أربعة آخرين**: what comes in addition comes to the first."""
    between = [token.fold for token in tokens[known.last : new.first]]
    return bool(new.others) and any(pair in BESIDES for pair in pairwise(between))


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

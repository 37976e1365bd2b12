"""Who holds or uses what was struck: كهف **يستخدمه X**, قاعدة **تسيطر عليها X**, أحياء **تحت سيطرة X**. He struck nothing there."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import QUOTES
from marsad.reading.records import Chunk
from marsad.text.tokens import Token

HELD_KINDS = frozenset({"shelling", "air_strike", "ground_attack", "explosion", "capture"})
"""Kinds of events that happen to what another holds; who arrests or kills does so where he rules himself."""
_HOLDING = word_class("holds_a_place")
_WITH_ITS = _HOLDING | word_class("uses_a_place")
_OVER_IT = {"عليها", "عليه", "عليهما", "فيها", "فيه", "فيهما", "بها", "به"}  # over it, in it
_ITS = ("ها", "ه", "هما")
_CONTROL = {"سيطره", "لسيطره", "نفوذ", "لنفوذ", "قبضه", "لقبضه"}  # (to) control, influence, grip
HANDS = {"يد", "ايدي", "بيد", "بايدي"}  # (in) the hand, the hands of
_WAS = {"كانت", "كان", "كانوا", "بقيت", "ظلت"}  # were, remained: what falls into somebody's hands is taken
_UNDER = {"تحت", "خاضعه", "الخاضعه", "خاضع", "الخاضع", "الواقعه", "الواقع", "مناطق", "في", "تخضع", "يخضع"}
_LINKS = {"التي", "الذي", "اللتين", "كانت", "كان", "كانوا", "مازالت", "لا", "تزال"} | QUOTES
_FROM = {"من", "انطلاقا", "مصدره", "مصدرها"}
_THING = 3  # tokens from "from" to the clause about the thing that it governs


def holds_it(tokens: Sequence[Token], chunk: Chunk) -> bool:
    """Is somebody named only to say whose the thing is that was struck, and not whence it was fired?"""
    here = _clause(tokens, chunk.first)
    if here is None:
        return False
    while here > 0 and tokens[here - 1].fold in _LINKS:
        here -= 1
    return not any(t.fold in _FROM for t in tokens[max(0, here - _THING) : here])


def _clause(tokens: Sequence[Token], first: int) -> int | None:
    """Where the clause or phrase begins that ends right before somebody and says that he holds a thing."""
    at = first - 1
    while at > 0 and tokens[at].fold in QUOTES:
        at -= 1
    if at < 1:
        return None
    if tokens[at].fold in _CONTROL:
        return at - 1 if tokens[at - 1].fold in _UNDER else None
    if tokens[at].fold in HANDS:
        begins = at - 1 if tokens[at - 1].fold == "في" else at
        return begins if begins and tokens[begins - 1].fold in _WAS else None
    if tokens[at].fold in _OVER_IT:
        return at - 1 if tokens[at - 1].fold in _HOLDING else None
    word = tokens[at].fold
    for its in _ITS:
        if word.endswith(its) and not tokens[at].ta and word.removesuffix(its) in _WITH_ITS:
            return at
    return None

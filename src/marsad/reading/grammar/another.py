"""Words that say that what follows is another thing than what was told: وفي **حادث منفصل**, هجوم **مماثل**, وبعد **ساعات**."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.opened_with import AFTER
from marsad.text.tokens import Token

MORE = word_class("one_more")
# Incident (thrice), operation, attack, context, development.
_INCIDENT = {"حادث", "حادثه", "واقعه", "عمليه", "هجوم", "سياق", "تطور"}
_LATER = {"وبعد", "بعد"}
_AFTERWARDS = {"لاحقا", "ولاحقا", "بعدها", "وبعدها", "بعدئذ", "وبعدئذ"}  # later, afterwards
_LATER_ON = {"لاحق", "متاخر"}  # at a **later** time
_WHILES = {"ساعات", "ساعه", "ساعتين", "يوم", "يومين", "ايام", "دقايق"}  # hours, a day, days, minutes
# Later, earlier, the same (thrice), connected; with MORE and _WHILES the last word before a verb that opens its clause.
_WHEN = {"لاحق", "سابق", "نفسه", "ذاته", "نفسها", "متصل"}
_IN_IT = {"في", "جراء", "خلال", "نتيجه"}  # in, because of, during: what they died of
_LOSS = word_class("loss")
_OPERATION = {"عمليه", "هجوم", "العمليه", "الهجوم"}  # operation, attack
_ITS_DOERS = word_class("its_doers")
_DEATH = 9  # tokens from "after" to the attack of which somebody died
_LEADING = {"وفي", "في", "وبعد", "بعد", "وقبل", "قبل"}


def in_another(tokens: Sequence[Token], at: int, last: int) -> bool:
    """**وفي** حادث منفصل: does it begin here?"""
    return (
        at + 2 < last
        and tokens[at].fold in ("في", "وفي")
        and tokens[at + 1].fold in _INCIDENT
        and tokens[at + 2].fold in MORE
    )


def later(tokens: Sequence[Token], at: int, last: int) -> bool:
    """**وبعد** ساعات, **وفي** وقت لاحق, **ولاحقا**, at the beginning of what is told."""
    if at and tokens[at - 1].kind == "word":
        return False
    word = tokens[at].fold
    if word in _AFTERWARDS:
        return True
    if at + 1 < last and word in _LATER:
        return tokens[at + 1].fold in _WHILES
    return (
        at + 2 < last
        and word in ("وفي", "في")
        and tokens[at + 1].fold == "وقت"
        and tokens[at + 2].fold in _LATER_ON
    )


def leads_up(tokens: Sequence[Token], at: int) -> bool:
    """وفي حادث **آخر** قتل X, وبعد **ساعات** قتل X, وفي وقت **لاحق** قتل X: when or in what else, and the verb behind it."""
    word = tokens[at - 1].fold
    if word not in MORE and word not in _WHILES and word not in _WHEN:
        return False
    return any(t.fold in _LEADING for t in tokens[max(0, at - 4) : at - 1])


def after_it(tokens: Sequence[Token], first: int, last: int) -> bool:
    """**بعد** هجوم, **بعد مقتل** جندي **في** هجوم: does a word between two events say that the second had happened before?"""
    if tokens[last - 1].fold in AFTER:
        return True
    if tokens[last - 1].fold not in _IN_IT:
        return False
    low = max(first, last - _DEATH)
    return any(tokens[at].fold in AFTER and tokens[at + 1].fold in _LOSS for at in range(low, last - 1))


def by_whom_it_was(tokens: Sequence[Token], at: int) -> bool:
    """قتلت X **منفذ عملية** الدهس: does the word for a deed only say of somebody whose deed it was, so that it had been done before?"""
    here = at - 1
    if here > 0 and tokens[here].fold in _OPERATION:
        here -= 1
    return here >= 0 and tokens[here].fold in _ITS_DOERS

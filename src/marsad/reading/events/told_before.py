"""Deaths that came before what is told: ضربات على X ردا على هجوم **أسفر عن مقتل** خمسة, غارات على X **بعد مقتل** جندي."""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.another import by_whom_it_was
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.opened_with import AFTER, SINCE, THAT
from marsad.reading.grammar.scan import COMMAS
from marsad.reading.grammar.turns import counts_back
from marsad.reading.records import Trigger
from marsad.reading.screen.answers import GROUNDS
from marsad.reading.tolls.mention import TollMention

_WHICH = word_class("relative_pronouns")
_DEEDS = word_class("named_attacks")
_PERIOD = 5  # tokens from "after" to the word for a death, with how long it was between
_NAMED = 3  # tokens from the word for an attack to "which"
_IN_WAKE = {"اعقاب", "خلفيه"}  # in the wake of, on the ground of
_GATE = AFTER | GROUNDS | SINCE | _WHICH | _IN_WAKE


def _opens_with(toll: TollMention, trigger: Trigger, clauses: Clauses) -> bool:
    """**بعد مقتل** جنديين، **قصفت** X مواقع Y: deaths that a sentence opens with, and behind the comma what came after them.

    Not so بعد مقتل جنديين، تواصل **القصف**, which goes on with what is known.
    """
    opening = clauses.opening
    return opening is not None and not trigger.definite and opening.parts(toll.trigger, trigger.first)


def told_before(toll: TollMention, trigger: Trigger, clauses: Clauses) -> bool:
    """Does a sentence go back, between the word for an event and a toll, to what the event answers or comes after?"""
    low, high = trigger.last, toll.trigger
    if high < trigger.first and by_whom_it_was(clauses.tokens, trigger.first):
        return True  # **قتلت** X منفذ عملية الدهس
    if high < trigger.first and _opens_with(toll, trigger, clauses):
        return True
    if high < low or _GATE.isdisjoint(clauses.words):
        return False
    tokens = clauses.tokens
    for here in range(high - 1, low - 1, -1):
        word = tokens[here].fold
        if word in COMMAS:
            return False
        if word in GROUNDS:
            return True
        if here == high - 1 and (word in AFTER or word in _IN_WAKE) and not toll.verbal:
            return True
        if not toll.verbal and high - here <= _PERIOD and counts_back(tokens, here, high + 1):
            return True  # بعد ساعات من **مقتل** ضابط
        if word in SINCE or (word in AFTER and tokens[here + 1].fold in THAT):
            if toll.verbal and high - here <= 2:
                return True
        elif word in _WHICH and clauses.at.within(here + 1, min(here + 3, high), "result"):
            begin = max(low, here - _NAMED)
            if any(tokens[i].fold in _DEEDS for i in range(begin, here)):
                return True
    return False

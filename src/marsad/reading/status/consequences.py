"""What a gain is only said to bring: السيطرة على X **ستمكن** القوات **من قطع** إمدادات Y, **وتحريرها سيفتح** الطريق إلى Z."""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.scan import COMMAS
from marsad.reading.records import VERBAL, Trigger

WOULD_BRING = "what it would bring"
_WILL_ENABLE = word_class("will_enable")
_WILL_BRING = word_class("will_bring")
_GATE = _WILL_ENABLE | _WILL_BRING
_GAINS = {"capture", "siege"}
_BACK = 12  # tokens from such a verb to what it is to bring
_AHEAD = 4  # tokens from a gain, with the place, to the verb whose subject it is
_OF = "من"


def only_to_come(trigger: Trigger, clauses: Clauses) -> bool:
    """Is the noun what a verb of bringing about in the future governs, or its subject?"""
    if _GATE.isdisjoint(clauses.words) or trigger.form in VERBAL:
        return False
    tokens, sentence = clauses.tokens, clauses.sentence
    first = trigger.first
    for here in range(first - 1, max(sentence.first, first - _BACK) - 1, -1):
        word = tokens[here].fold
        if word in COMMAS:
            break
        if word in _WILL_ENABLE:
            return tokens[first - 1].fold == _OF or trigger.before == "و"
        if word in _WILL_BRING:
            return here == first - 1 or trigger.before == "و"
    if trigger.kind not in _GAINS:
        return False
    return any(
        tokens[here].fold in _WILL_BRING
        for here in range(trigger.last, min(sentence.last, trigger.last + _AHEAD))
    )

"""What is said to be over or broken: a truce that somebody breaks, sanctions that somebody lifts."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.terms import Hit
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.scan import At
from marsad.reading.records import Trigger
from marsad.text.tokens import Token

_BREACH = 5  # tokens from a word for a breach to the truce


def breached(tokens: Sequence[Token], at: At, clauses: Clauses, trigger: Trigger) -> bool:
    """خرقت X **الهدنة**, خروقات **وقف إطلاق النار**: who breaks a truce has made none.

    رغم الخروقات أعلن X **هدنة**, اتفق الطرفان رغم خرق الهدنة على **تهدئة**: with another verb between, one is made.
    """
    for here in range(trigger.first - 1, max(0, trigger.first - _BREACH) - 1, -1):
        if tokens[here].kind != "word" or at.cue(here, "saying", "light_agent") is not None:
            return False
        if at.cue(here, "breach") is not None:
            return not clauses.verb_between(here + 1, trigger.first)
    return False


def lifted(ending: Hit, tokens: Sequence[Token], clauses: Clauses) -> bool:
    """**رفعت** X العقوبات, **رفع** X عقوباته: a verb in the past by its form or at the head of its sentence, not "to lift"."""
    word = tokens[ending.first].fold
    return (ending.term.form == "past" and word.endswith("ت")) or ending.first == clauses.sentence.first

"""What is said to be over or broken: a truce that somebody breaks, sanctions that somebody lifts."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.terms import Hit
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.scan import At
from marsad.reading.records import VERBAL, Trigger
from marsad.text.tokens import Token

_BREACH = 5  # tokens from a word for a breach to the truce
_BEFORE = {"قبل", "قبيل"}  # before, shortly before
_HIMSELF = ("نفس", "انفس")  # himself, themselves
_BOMBERS = {"انتحاريا", "انتحاريين"}  # a suicide bomber, bombers, in the case of the object
_BOMBER = "انتحاري"
_STOPPED = {"killing", "arrest"}


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


def before_it_went_off(
    tokens: Sequence[Token], trigger: Trigger, low: int, triggers: Sequence[Trigger]
) -> bool:
    """قتلت القوات **انتحاريا** **قبل** أن **يفجر نفسه**: of a bomber who is the object of killing or catching, did he come to it no more?"""
    stopped = [t for t in triggers if t.kind in _STOPPED and low <= t.first < trigger.first]
    if not stopped:
        return False
    if tokens[trigger.first].fold in _BOMBERS:
        return any(t.form in VERBAL for t in stopped)  # **قتلت** الشرطة **انتحاريا**
    here = trigger.first - 1
    if here > low and tokens[here].fold == "ان":
        here -= 1
    if here <= low or tokens[here].fold not in _BEFORE:
        return False
    if not any(t.fold.startswith(_HIMSELF) for t in tokens[trigger.last : trigger.last + 2]):
        return False
    for at in range(low, here):
        caught = tokens[at].fold in _BOMBERS or (
            tokens[at].fold.startswith(_BOMBER) and tokens[at - 1].fold == "علي"
        )
        if caught and any(t.first < at for t in stopped):
            return True
    return False

"""What is only supposed: **إذا** قصفت X Y, **في حال** شنت X هجوما على Y, **لو** انسحب X. No score makes it the report's news."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.scan import COMMAS
from marsad.reading.records import VERBAL, Trigger
from marsad.text.tokens import Token

SUPPOSED = "a condition"
_IF = {
    ("اذا",),
    ("لو",),
    ("في", "حال"),
    ("في", "حاله"),
    ("فيما", "لو"),
    ("في", "ما", "لو"),
}  # if (twice), in case (twice), if (twice)
_CASE = ("حال",)  # case, behind "in"
_EXPLETIVE = {"ما", "ان", "قام", "قامت", "شن", "شنت", "نفذ", "نفذت", "تعرض", "تعرضت"}  # light words between
_BEGINS = ("light_occur", "light_agent")  # verbs whose subject or object an event is
_MAYBE = word_class("may_or_had")
_OBJECT = 5  # tokens from a light verb, with its subject, to its object
_WHETHER = {"ما", "عما", "فيما"}  # before إذا


def on_condition(verb: Trigger, tokens: Sequence[Token]) -> bool:
    """إذا **أرسلت** X تعزيزات: a verb right behind the word for "if"; so is what it governs."""
    return verb.first > 0 and tokens[verb.first - 1].fold.removeprefix("و") in ("اذا", "لو", "حال")


def may_be(trigger: Trigger, tokens: Sequence[Token], clauses: Clauses, low: int) -> bool:
    """قد **ينسحب** X, قد يشن X **هجمات**: is it told by a verb that only may be, or by a noun that such a verb has for its object?"""
    if _MAYBE.isdisjoint(clauses.words):
        return False
    if trigger.form == "present":
        return trigger.first > low and tokens[trigger.first - 1].fold in _MAYBE
    if trigger.form in VERBAL:
        return False
    first = max(low + 1, trigger.first - _OBJECT)
    return any(
        verb.term.form == "present"
        and tokens[verb.first - 1].fold in _MAYBE
        and not any(token.fold in COMMAS for token in tokens[verb.last : trigger.first])
        for verb in clauses.cued(first, trigger.first, _BEGINS)
    )


def supposed(hit: Hit, trigger: Trigger, tokens: Sequence[Token], clauses: Clauses) -> bool:
    """Does a word for "if" open the very clause of the trigger: right before its verb, or before the one verb that governs its noun?"""
    if hit.term.words == _CASE:
        if hit.first == 0 or tokens[hit.first - 1].fold != "في":
            return False
    elif hit.term.words not in _IF:
        return False
    between = tokens[hit.last : trigger.first]
    if any(t.fold in COMMAS or t.kind != "word" for t in between):
        return False
    if hit.first and hit.term.words == ("اذا",) and tokens[hit.first - 1].fold in _WHETHER:
        return False  # **ما إذا** كانت X قصفت Y: whether
    if len(between) <= 1 and all(t.fold in _EXPLETIVE for t in between):
        return True
    if len(between) == 1 and not trigger.definite and clauses.at.cue(hit.last, *_BEGINS) is not None:
        return True  # إذا **اندلعت** اشتباكات
    opening = tokens[hit.last].fold if between else ""
    return opening in _EXPLETIVE and not clauses.verb_between(hit.last + 1, trigger.first)

"""The subject that a verb keeps from the verb it is joined to: استهدفت **القوات** مواقع الحوثيين **وداهمت** منازل, **ثم** اقتحمت البلدة."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from marsad.reading.grammar.agreement import gender
from marsad.reading.grammar.parties import Around
from marsad.reading.records import Chunk, Trigger

THEN = "ثم"
_OTHERS = {"اخرين", "اخرون", "اخرا", "اخر"}  # others, another
_ANSWERING = {"رد", "ردت", "ردوا", "يرد", "ترد"}  # answered, answers
_COUNTED = 4  # tokens from a verb to "others"


def joined(around: Around, verb: int, before: str) -> bool:
    """Is a verb joined to what stands before it, by و or ف written to it or by "then"?"""
    return before[:1] in ("و", "ف") or (verb > 0 and around.tokens[verb - 1].fold == THEN)


def kept_over_the_object(
    around: Around, verb: int, nearest: Chunk, before: Sequence[Chunk], fits: Callable[[Chunk], bool]
) -> Chunk:
    """The subject of the verb before, and not its object, who stands nearer.

    Where the verb agrees with the object alone (قصفت إسرائيل **حزب الله** ورد بصواريخ) it may be that; who answers, or does
    what came of it (هاجم X **الجيش** فانسحب), is the object.
    """
    if nearest.joined or nearest.first - 1 in around.clauses.verbs:
        return nearest
    word = around.tokens[verb].fold
    if word.removeprefix("و") in _ANSWERING or (word[:1] == "ف" and around.tokens[verb - 1].fold != THEN):
        return nearest
    if any(t.fold in _OTHERS for t in around.tokens[verb : verb + _COUNTED]):
        return nearest  # مقتل أربعة متمردين **وأسر 119 آخرين**: others like those
    for subject in reversed(before):
        if subject.last > nearest.first:
            continue
        if around.clauses.verb_between(subject.last, nearest.first):
            return nearest
        if subject.first - 1 not in around.clauses.verbs or subject.prep or not fits(subject):
            continue
        return subject if _may_agree(around, verb, subject) else nearest
    return nearest


def kept_subject(
    around: Around,
    trigger: Trigger,
    leading: Chunk | None,
    before: Sequence[Chunk],
    fits: Callable[[Chunk], bool],
) -> Chunk | None:
    """The subject of a verb that is joined to another, where ``leading`` is who stands nearest before it."""
    if not joined(around, trigger.first, trigger.before):
        return leading
    if leading is None:
        return _gone_on_from(around, trigger.first, fits)
    return kept_over_the_object(around, trigger.first, leading, before, fits)


def _gone_on_from(around: Around, verb: int, fits: Callable[[Chunk], bool]) -> Chunk | None:
    """قصفت **X** بلدة Y، **ثم** انسحبت: the last subject behind its verb, across the comma, where the verb agrees with it."""
    if verb == 0 or around.tokens[verb - 1].fold != THEN:
        return None
    for chunk in reversed(around.chunks):
        if chunk.last < verb and chunk.first - 1 in around.clauses.verbs and not chunk.prep and fits(chunk):
            return chunk if _may_agree(around, verb, chunk) else None
    return None


def _may_agree(around: Around, verb: int, chunk: Chunk) -> bool:
    """May somebody be the subject of a verb behind him: not of one in the plural if he is one, nor of another gender?"""
    word = around.tokens[verb].fold
    if word.endswith("وا"):
        return False
    feminine = word.endswith("ت") or word.removeprefix("و").startswith("ت")
    return gender(chunk, around.tokens) in ("", "f" if feminine else "m")

"""Who speaks in a clause about somebody: بحسب **وزارة الدفاع** التي اتهمت X, X الذي **يطالب** Y. It is who stands before the relative."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.asides import aside_before, right_before
from marsad.reading.grammar.parties import Around
from marsad.reading.grammar.scan import COMMAS, QUOTES
from marsad.reading.records import VERBAL, Chunk, Trigger
from marsad.reading.sources.sayings import Saying
from marsad.text.tokens import Token

_RELATIVE = word_class("relative_pronouns")
_HAD = {"كانت", "كان", "كانوا", "قد"}  # had


def antecedent_ends(tokens: Sequence[Token], first: int) -> int | None:
    """X الذي (كان قد) **اتهم**: where that ends which a relative right before a verb takes up, or None where none stands there."""
    here = first - 1
    while here > 0 and tokens[here].fold in _HAD:
        here -= 1
    if here < 1 or tokens[here].fold not in _RELATIVE:
        return None
    while here > 0 and (tokens[here - 1].fold in COMMAS or tokens[here - 1].fold in QUOTES):
        here -= 1
    return here


def of_its_antecedent(around: Around, trigger: Trigger, leading: Chunk | None) -> Chunk | None:
    """بحسب الوزارة **التي اتهمت** X: nobody farther on than what the relative takes up, adjectives and brackets apart, is its subject."""
    end = (
        antecedent_ends(around.tokens, trigger.first) if leading is not None and not trigger.before else None
    )
    if leading is None or end is None or leading.last >= end:
        return leading
    between = around.tokens[leading.last : end]
    return leading if all(t.kind != "word" or t.fold.startswith("ال") for t in between) else None


def told_of_him(around: Around, trigger: Trigger, leading: Chunk) -> bool:
    """قال إن **X**، التي أرسلت قوات إلى Y، **ترفض** سحبها: does only what is told of him between two marks part him from his verb?"""
    opening = aside_before(around.tokens, trigger.first, around.clauses.sentence.first)
    return opening < trigger.first and right_before(around.tokens, leading.last, opening)


def cited_antecedent(tokens: Sequence[Token], trigger: Trigger, sayings: Sequence[Saying]) -> Chunk | None:
    """بحسب **وزارة الدفاع** التي اتهمت X: who is named as a source right before the relative of a verb of saying."""
    end = antecedent_ends(tokens, trigger.first) if trigger.form in VERBAL and not trigger.before else None
    return next((s.chain[0] for s in sayings if s.chain and s.chain[0].last == end), None)

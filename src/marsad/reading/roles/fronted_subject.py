"""Who opens the clause of a verb and is its subject, however much is told of him before it: الحركة، في رسالة إلى الوسطاء، **طالبت** Y."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reading.grammar.agreement import disagrees
from marsad.reading.grammar.entries import past_marks
from marsad.reading.grammar.parties import PEOPLE, Around, agentive, coordinated
from marsad.reading.records import VERBAL, Chunk, Trigger
from marsad.reading.roles.addressed import complement
from marsad.reading.roles.word_order import THAT

_FARTHEST = 18  # tokens from the end of who opens the clause to the verb


def fronted_subject(
    around: Around, trigger: Trigger, nearest: Chunk, before: Sequence[Chunk], after: Sequence[Chunk]
) -> tuple[Chunk, list[Chunk]] | None:
    """The subject of a statement that stands before its verb, and those right behind the verb, to whom it is made.

    He opens the sentence or what "that" brings in, no finite verb stands between, and what is asked or alleged follows
    whoever stands behind the verb: that can only be its object.
    """
    if trigger.before or trigger.after or trigger.form not in VERBAL or nearest.first != trigger.last:
        return None
    told = coordinated(nearest, after)
    if not complement(around, told[-1], around.clauses.right(trigger.last)):
        return None
    for chunk in before:
        if chunk.last > trigger.first or trigger.first - chunk.last > _FARTHEST:
            continue
        if chunk.kind not in PEOPLE or chunk.prep or not agentive(chunk) or not _opens(around, chunk):
            continue
        if around.clauses.verb_between(chunk.last, trigger.first) or disagrees(trigger, chunk, around.tokens):
            return None
        return chunk, told
    return None


def _opens(around: Around, chunk: Chunk) -> bool:
    """Does nothing stand before somebody in his clause: the beginning of the sentence, or "that"?"""
    tokens, sentence = around.tokens, around.clauses.sentence
    if chunk.first == past_marks(tokens, sentence.first, sentence.last):
        return True
    return chunk.first > sentence.first and tokens[chunk.first - 1].fold in THAT

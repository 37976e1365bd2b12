"""أن **المهاجم** اعتقل واقتيد إلى السجن, إن **36 مدنيا** خطفوا أمس: a verb of taking without an object is a passive, and who stands before it was taken."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.parties import PEOPLE, Around, coordinated, coordinated_back
from marsad.reading.grammar.scan import PREPOSITIONS
from marsad.reading.records import Chunk, Trigger
from marsad.reading.roles.word_order import THAT
from marsad.reading.sources.words import DAYS

_TOLD = frozenset({"group", "person"})
_COUNTING = word_class("counting")
_MANY = ("ون", "ين", "ان")
_WHEN = word_class("when_or_where")


def taken_himself(
    around: Around, trigger: Trigger, before: Sequence[Chunk], after: Sequence[Chunk]
) -> list[Chunk]:
    """Who was taken, by standing right before a verb in the past behind which nobody stands whom it could take."""
    if trigger.form != "past" or trigger.after or trigger.rule.passive:
        return []
    if behind := _behind(around, trigger, after):
        return behind
    if not before or trigger.before:
        return []
    chunk = before[-1]
    if chunk.kind not in _TOLD or chunk.last != trigger.first or (chunk.prep and not chunk.joined):
        return []
    if not _brought_in(around, coordinated_back(chunk, before)[0]) or not _nothing_at(around, trigger.last):
        return []
    right = around.clauses.right(trigger.last)
    if any(c.kind in PEOPLE and not c.prep and c.first < right for c in after):
        return []
    return coordinated_back(chunk, before)


def _behind(around: Around, trigger: Trigger, after: Sequence[Chunk]) -> list[Chunk]:
    """اعتقل **المهاجم** في باريس: one man or woman, no force, behind whom nobody stands whom he could have taken."""
    chunk = after[0] if after else None
    if chunk is None or chunk.kind not in _TOLD or chunk.first != trigger.last or chunk.ref or chunk.country:
        return []
    head = around.tokens[chunk.first]
    if chunk.kind == "group" and (head.ta or not head.fold.startswith("ال") or head.fold.endswith(_MANY)):
        return []  # خطفت **عصابة**: they take somebody
    if trigger.first != around.clauses.sentence.first:
        return []
    taken = coordinated(chunk, after)
    right = around.clauses.right(trigger.last)
    others = any(c.kind in PEOPLE and not c.prep and taken[-1].last <= c.first < right for c in after)
    return taken if not others and _nothing_at(around, taken[-1].last) else []


def _brought_in(around: Around, chunk: Chunk) -> bool:
    """Does he begin the sentence, or stand behind "that" with at most a number between?"""
    at, first = chunk.first - 1, around.clauses.sentence.first
    while at >= first and (around.tokens[at].kind == "number" or around.tokens[at].fold in _COUNTING):
        at -= 1
    return at < first or around.tokens[at].fold in THAT


def _nothing_at(around: Around, at: int) -> bool:
    """Does a preposition, a time, a mark or another verb stand here, and no object?"""
    if at >= around.clauses.sentence.last:
        return True
    token = around.tokens[at]
    return (
        token.kind != "word"
        or token.fold in PREPOSITIONS
        or token.fold in DAYS
        or token.fold in _WHEN
        or (token.fold.startswith(("ب", "ل")) and around.at.layer(at, "actor") is None)
        or at in around.clauses.verbs
    )

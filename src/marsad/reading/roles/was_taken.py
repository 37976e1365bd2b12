"""Who was taken by a verb that has nobody to take: كان **الصحفي** قد اعتقل من منزله, أن **المهاجم** اعتقل, اعتقل **المهاجم** في باريس.

Unwritten vowels leave "he kidnapped" and "he was kidnapped" alike; a man by himself who kidnaps nobody was kidnapped.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.named_doers import named_agents
from marsad.reading.grammar.parties import (
    BEFORE_HIS_VERB,
    PEOPLE,
    TAKING,
    Around,
    coordinated,
    coordinated_back,
)
from marsad.reading.grammar.scan import PREPOSITIONS
from marsad.reading.records import EXPOSED, Chunk, Event, Trigger, note
from marsad.reading.roles.word_order import THAT
from marsad.reading.sources.words import DAYS

_COUNTING = word_class("counting")
_WHEN = word_class("says_when") | word_class("when_or_where")
_TOLD = {"group", "person"}
_ALONE = {"civilians", "person", ""}  # sorts of those who take nobody by themselves
_PLURAL = ("ون", "ين", "ان")
_NEAR = 4  # tokens from other people to one who may be their adjective
_GAP = 2  # such words between him and the verb


def set_taken(
    around: Around, event: Event, trigger: Trigger, before: Sequence[Chunk], after: Sequence[Chunk]
) -> bool:
    """Tell who was taken and by whom, where nobody stands behind the verb whom it could take; say whether it is so."""
    if event.kind not in TAKING or trigger.form != "past" or trigger.after or trigger.rule.passive:
        return False
    takers = named_agents(around, trigger, event.span[1], after)
    taken = _behind(around, trigger, after) or _before(around, trigger, before, after, takers)
    if not taken:
        return False
    event.initiators, event.targets = takers, taken
    note(event, EXPOSED, taken)
    return True


def _before(
    around: Around,
    trigger: Trigger,
    before: Sequence[Chunk],
    after: Sequence[Chunk],
    takers: Sequence[Chunk],
) -> list[Chunk]:
    """**الناشط** اختطف في X; a force only where it opens the sentence or what "that" brings in: إن **36 مقاتلا** خطفوا أمس."""
    chunk = before[-1] if before else None
    if chunk is None or chunk.kind not in _TOLD or (chunk.prep and not chunk.joined):
        return []
    taken = coordinated_back(chunk, before)
    between = around.tokens[chunk.last : trigger.first]
    if len(between) > _GAP or any(token.fold not in BEFORE_HIS_VERB for token in between):
        return []
    if not (chunk.sort in _ALONE and not chunk.prep) and (between or not _brought_in(around, taken[0])):
        return []
    if _only_tells_whence(around, chunk, before) or not _nothing_at(around, trigger.last):
        return []
    right = around.clauses.right(trigger.last)
    others = (c for c in after if c.kind in PEOPLE and not c.prep and c.first < right and c not in takers)
    return [] if any(others) else taken


def _behind(around: Around, trigger: Trigger, after: Sequence[Chunk]) -> list[Chunk]:
    """اعتقل **المهاجم** في باريس: one man or woman, no force, behind whom nobody stands whom he could have taken."""
    chunk = after[0] if after else None
    if chunk is None or chunk.kind not in _TOLD or chunk.first != trigger.last or chunk.ref or chunk.country:
        return []
    head = around.tokens[chunk.first]
    if chunk.kind == "group" and (head.ta or not head.fold.startswith("ال") or head.fold.endswith(_PLURAL)):
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


def _only_tells_whence(around: Around, chunk: Chunk, before: Sequence[Chunk]) -> bool:
    """ثلاثة من عمال نزع الألغام **الأفغان** خطفوا: a people told behind other people may be their adjective."""
    alone = chunk.last - chunk.first == 1 and chunk.kind == "group"
    return (
        alone
        and around.tokens[chunk.first].fold.startswith("ال")
        and any(c is not chunk and c.kind == "group" and 0 <= chunk.first - c.last < _NEAR for c in before)
    )

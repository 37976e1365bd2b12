"""Who stands before a verb of taking that nobody follows, and so was taken: كان **الصحفي** قد اعتقل من منزله, **الناشط** اختطف في X.

Unwritten vowels leave "he kidnapped" and "he was kidnapped" alike; a man by himself who kidnaps nobody was kidnapped.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.named_doers import named_agents
from marsad.reading.grammar.parties import PEOPLE, Around, coordinated_back
from marsad.reading.grammar.scan import COMMAS, PREPOSITIONS
from marsad.reading.records import EXPOSED, Chunk, Event, Trigger, note
from marsad.text.tokens import Token

_TAKING = {"abduction", "arrest"}
_WHEN = word_class("says_when")
_BETWEEN = {"قد", "كان", "كانت", "الذي", "التي"}  # had, he was, she was, who (twice)
_MEN = {"civilians", "person", ""}
_NEAR = 4  # tokens from other people to that
_GAP = 2  # such words between him and the verb


def set_taken(
    around: Around, event: Event, trigger: Trigger, before: Sequence[Chunk], after: Sequence[Chunk]
) -> bool:
    """Tell who was taken and by whom, where it is he who stands before the verb; say whether it is."""
    taken = _was_taken(around, trigger, before, after, event.span[1])
    if taken is None:
        return False
    event.targets = coordinated_back(taken, before)
    event.initiators = named_agents(around, trigger, event.span[1], after)
    note(event, EXPOSED, event.targets)
    return True


def _was_taken(
    around: Around, trigger: Trigger, before: Sequence[Chunk], after: Sequence[Chunk], last: int
) -> Chunk | None:
    """Who was taken by the words, of a verb in the past with nobody behind it whom he took. ``last``: where its clause ends."""
    if trigger.kind not in _TAKING or trigger.form != "past" or trigger.after or trigger.rule.passive:
        return None
    chunk = before[-1] if before else None
    if chunk is None or chunk.prep or chunk.kind not in ("person", "group") or chunk.sort not in _MEN:
        return None
    tokens = around.tokens
    if _only_tells_whence(chunk, before, tokens):
        return None
    between = tokens[chunk.last : trigger.first]
    if len(between) > _GAP or any(token.fold not in _BETWEEN for token in between):
        return None
    if trigger.last < around.clauses.sentence.last:
        token = tokens[trigger.last]
        alone = token.kind == "newline" or token.fold in COMMAS or token.fold == "."
        if not (alone or token.fold in PREPOSITIONS or token.fold in _WHEN):
            return None
    takers = named_agents(around, trigger, last, after)
    return None if any(c.kind in PEOPLE and not c.prep and c not in takers for c in after) else chunk


def _only_tells_whence(chunk: Chunk, before: Sequence[Chunk], tokens: Sequence[Token]) -> bool:
    """ثلاثة من عمال نزع الألغام **الأفغان** خطفوا: a people told behind other people may be their adjective."""
    alone = (
        chunk.last - chunk.first == 1 and chunk.kind == "group" and tokens[chunk.first].fold.startswith("ال")
    )
    return alone and any(
        c is not chunk and c.kind == "group" and 0 <= chunk.first - c.last < _NEAR for c in before
    )

"""Who was exposed to something, where only a post or thing of theirs is the subject: تعرض **حاجز لقوات X** لهجوم."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import is_one_of, word_class
from marsad.reading.grammar.parties import Around, agentive
from marsad.reading.records import Chunk

_POSTS = word_class("posts_of_men")
_BELONGING = ("تابع", "تابعه", "تابعين")  # belonging to
_OF_THEM = ("ل", "من")
_WORDS = 3  # tokens from the verb to whose it is: the thing, an adjective, "belonging"


def owner_exposed(around: Around, verb_end: int, between: Sequence[Chunk]) -> list[Chunk]:
    """Right behind the verb of being exposed, a post or thing **of** somebody: whose it is."""
    owner = next((c for c in between if c.kind != "object"), None)
    if (
        owner is None
        or owner.prep not in _OF_THEM
        or not agentive(owner)
        or not of_somebody(around, verb_end, owner.first)
    ):
        return []
    return [owner]


def of_somebody(around: Around, first: int, last: int) -> bool:
    """Do these words, from a verb to somebody, only tell what of his it is: **حاجز** ل, **سيارة تابعة** ل?"""
    words = around.tokens[first:last]
    if not 1 <= len(words) <= _WORDS or any(t.kind != "word" for t in words):
        return False
    head = around.at.cue(first, "object_heads", "group_heads")
    if head is None and not is_one_of(words[0].fold, _POSTS, ()):
        return False
    return all(t.fold in _BELONGING or t.fold == "من" or _adjective(t.fold) for t in words[1:])


def _adjective(word: str) -> bool:
    """مقر **عسكري** ل, سيارة **عسكرية** ل."""
    return word.endswith(("ي", "يه")) and not word.startswith("ال")

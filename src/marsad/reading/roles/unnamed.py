"""To whom a participle of saying tells it by a word that no list has for people: داعيا **الآباء** إلى, مطالبا **المعنيين** بـ.

Such a participle has for its object whoever stands between it and the preposition of what is asked, and nobody named later.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.parties import Around
from marsad.reading.grammar.scan import PREPOSITIONS
from marsad.reading.records import VERBAL, Chunk, Trigger

# To call on, urge, demand of, accuse: with the prepositions that lead to what is asked or alleged.
_ASKS = {
    "داع": ("الي", "ل"), "حاث": ("علي",), "مطالب": ("ب",), "مناشد": ("ب", "ل", "عدم"), "متهم": ("ب",), "مشدد": (),
}  # fmt: skip
_WHEN = word_class("says_when")
_VAGUE = {"البعض", "الجميع", "الكل"}  # some, everybody, all: who they are is not told
_WORDS = 4  # words that may tell who it is


def told_unnamed(around: Around, trigger: Trigger, after: Sequence[Chunk]) -> list[Chunk]:
    """داعيا **الآباء** إلى منع أبنائهم: a definite noun and its adjectives right behind the participle, or the people of a place."""
    tokens, first = around.tokens, trigger.last
    word = tokens[trigger.first].fold.removeprefix("و")
    leads = next((leads for stem, leads in _ASKS.items() if word.startswith(stem)), ())
    end = min(around.clauses.sentence.last, first + _WORDS)
    if not leads or first >= end or any(c.first == first for c in after):
        return []
    here = first
    if around.at.cue(here, "group_heads") is not None and not tokens[here].fold.startswith("ال"):
        place = next((c for c in after if c.first == here + 1 and c.kind == "place" and not c.prep), None)
        if place is None:
            return []
        here = place.last
    else:
        while here < end and _definite(around, here):
            here += 1
    if here == first or tokens[first].fold in _VAGUE or here >= around.clauses.sentence.last:
        return []
    behind = tokens[here].fold
    if not any(
        behind == lead or (len(lead) == 1 and behind.startswith(lead) and len(behind) > 3) for lead in leads
    ):
        return []
    return [Chunk(first, here, "group", " ".join(t.fold for t in tokens[first:here]))]


def _definite(around: Around, at: int) -> bool:
    word = around.tokens[at].fold
    return (
        word.startswith("ال")
        and len(word) > 4
        and word not in PREPOSITIONS
        and word not in _WHEN
        and not any(hit.term.form in VERBAL or hit.term.layer == "rule" for hit in around.at.any(at))
    )

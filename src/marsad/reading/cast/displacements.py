"""Who is displaced, told more than once: نزحت **35 ألف أسرة** … عدد **الأشخاص** الذين فروا: persons are nobody beside those told by what they are."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.records import Chunk
from marsad.text.fold import fold

_PERSONS = word_class("persons")


def without_persons(targets: Sequence[Chunk]) -> list[Chunk]:
    """فر **مدنيون** … نزح 900 **شخص**: those displaced without a word that only counts people, unless nobody else is told."""
    bare = [c for c in targets if c.kind == "group" and fold(c.name) in _PERSONS]
    if not bare:
        return list(targets)
    others = any(c.kind == "group" and c not in bare for c in targets)
    return [c for c in targets if c not in (bare if others else bare[1:])]

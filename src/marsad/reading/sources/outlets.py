"""Towns that outlets are called after: ذكرت قناة **الميادين** أن, وفق شبكة **الشام**: such a name is no scene of anything."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.records import Chunk
from marsad.reading.sources.sayings import Saying
from marsad.text.tokens import Token

_OUTLETS = word_class("outlets_with_names")


def without_outlets(
    chunks: Sequence[list[Chunk]], sayings: Sequence[Saying], tokens: Sequence[Token]
) -> list[list[Chunk]]:
    """The mentions of each sentence less the places that are the name of an outlet which is quoted in it."""
    named = {
        source.first + 1
        for saying in sayings
        for source in saying.chain
        if source.last - source.first > 1 and tokens[source.first].fold.removeprefix("ل") in _OUTLETS
    }
    if not named:
        return list(chunks)
    return [[c for c in found if c.kind != "place" or c.first not in named] for found in chunks]

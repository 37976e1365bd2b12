"""Names of two words of which no list knows the whole: في **باب المغاربة**, على **بيت سوا**, من **بئر القصب**."""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import PREPOSITIONS, surface
from marsad.reading.names.toponyms import Toponyms
from marsad.reading.records import Chunk
from marsad.text.clitics import Cut

_FIRST = word_class("first_of_a_name")


def two_words(names: Toponyms, at: int, last: int, chunk: Chunk | None) -> Chunk | None:
    """The place at ``at`` behind a preposition: a gate, a house, a well with a word behind it that no list knows; else ``chunk``.

    في **بيت** العائلة, a house, has an everyday word behind it.
    """
    tokens, end = names.tokens, at + 1
    if tokens[at].fold not in _FIRST or end >= last or tokens[end].kind != "word":
        return chunk
    if chunk is not None and (chunk.kind != "object" or chunk.last > end):
        return chunk
    word = tokens[end].fold
    if (
        word in PREPOSITIONS
        or names.at.any(end)
        or not names.seconds(end)
        or names.owned(end)
        or names.lexicon.given_name(word)
        or word[:1] in "وبل"
    ):
        return chunk
    name = surface(names.text, tokens, at, end + 1, Cut(tokens[at].fold))
    return Chunk(at, end + 1, "place", name, sort="other")

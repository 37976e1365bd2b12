"""The man behind an office that is told before his name: a headline's «المتحدث باسم الجيش», whom the report names further down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from marsad.lexicon.word_classes import word_class
from marsad.reading.records import Chunk
from marsad.reading.sources.known import bare, words_of
from marsad.reading.sources.sayings import Saying

Offices = Mapping[tuple[str, frozenset[str]], Chunk]
_ANYBODY = word_class("one_of_many")


def with_names(sayings: Sequence[Saying], offices: Offices) -> list[Saying]:
    """**مدير المرصد**: … وقال مدير المرصد **فلان**: the office stands for him, wherever it is told, if nobody else is named in it."""
    out = []
    for saying in sayings:
        chain = tuple(
            holder if chunk.sort == "described" and (holder := _holder(chunk, offices)) is not None else chunk
            for chunk in saying.chain
        )
        out.append(saying if chain == saying.chain else replace(saying, chain=chain))
    return out


def _holder(chunk: Chunk, offices: Offices) -> Chunk | None:
    words = [bare(word) for word in words_of(chunk.name)]
    if len(words) < 2 or words[0] in _ANYBODY:
        return None
    told = frozenset(words)
    held = {
        holder.name: holder
        for (head, office), holder in offices.items()
        if head == words[0] and (office <= told or told <= office)
    }
    return next(iter(held.values())) if len(held) == 1 else None

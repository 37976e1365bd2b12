"""Forces that the registry has by where they are: قوات الحزام الأمني **في أبين**, المقاومة الشعبية **في تعز**.

What is told of them is told of that place too, so the place stays free to be found behind the name.
"""

from __future__ import annotations

from msgspec.structs import replace

from marsad.reading.names.actors import Actors
from marsad.reading.names.toponyms import Toponyms
from marsad.reading.records import Chunk
from marsad.text.fold import fold

_IN = "في"
# Who can be attacked or act where they are; a ministry, a party or a police there mostly tells of what happened elsewhere.
_ARMED = {"army", "militia", "rebel", "jihadist", "name"}
# A land belongs to the name (الدولة الإسلامية في العراق والشام); a town or a governorate tells where.
_WHERE = {"city", "town", "village", "neighbourhood", "camp", "admin1", "admin2", "base", "vicinity"}


def without_place(actors: Actors, toponyms: Toponyms, chunk: Chunk) -> Chunk:
    """The chunk of a force up to the place that its name in the registry ends with."""
    if chunk.sort not in _ARMED or not chunk.ref or chunk.last - chunk.first < 3:
        return chunk
    if f" {_IN} " not in chunk.name:
        return chunk  # القائد **في** لواء القدس: a man of a force that is called like a district
    tokens = actors.tokens
    for here in range(chunk.last - 2, chunk.first, -1):
        if tokens[here].fold != _IN:
            continue
        place = toponyms.typed(here + 1, chunk.last) or toponyms.bare(here + 1, chunk.last, None, _IN)
        if place is None or place.first != here + 1 or place.last != chunk.last or place.sort not in _WHERE:
            return chunk
        name, _, _ = chunk.name.rpartition(f" {_IN} ")
        by_itself = fold(name)
        known = (by_itself, chunk.ref) in actors.lexicon.tones or by_itself == fold(
            actors.lexicon.actors[chunk.ref].name_ar
        )
        # المجلس العسكري في منبج: which one it is only the whole name tells
        return replace(chunk, last=here, name=name if known else chunk.name, full="")
    return chunk

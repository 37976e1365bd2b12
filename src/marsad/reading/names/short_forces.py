"""Short words for a force that the report names more fully: قوات الجيش اليمني … **القوات**; طائرات التحالف … **المقاتلات**."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.records import WEAPONS, Chunk
from marsad.text.fold import fold

_UNITS = word_class("units_by_word_alone")
_MILITIAS = word_class("militias_by_word")
_WEAPONS_ALONE = word_class("weapons_by_word_alone")


def is_unit_of(short: Sequence[str], other: Chunk) -> bool:
    """قوات **الجيش اليمني** … **القوات**: is somebody named by just this word for a unit and his name?"""
    if not other.full or len(short) != 1 or short[0] not in _UNITS:
        return False
    head, _, rest = fold(other.full).partition(" ")
    return head == short[0].removeprefix("ال") and rest.removeprefix("ال") == fold(other.name).removeprefix(
        "ال"
    )


def owners_of_weapons(found: Iterable[Chunk]) -> dict[str, Chunk]:
    """By sort of weapon, whose it is where it is first told, if the report tells of nobody else who has that sort."""
    out: dict[str, Chunk] = {}
    several: set[str] = set()
    for chunk in found:
        if chunk.sort in WEAPONS and (chunk.ref or chunk.country):
            known = out.setdefault(chunk.sort, chunk)
            if known.ref != chunk.ref:
                several.add(chunk.sort)
    return {sort: chunk for sort, chunk in out.items() if sort not in several and chunk.ref}


def whose_weapons(chunk: Chunk, owners: Mapping[str, Chunk]) -> Chunk | None:
    """مقاتلات **التحالف** … **المقاتلات** قصفت: whose weapons are told of as known; not بالمدفعية, nor one aircraft."""
    owner = owners.get(chunk.sort)
    if owner is None or owner.first >= chunk.first or chunk.kind != "group" or chunk.prep == "ب":
        return None
    if chunk.ref or chunk.country or fold(chunk.name).partition(" ")[0] not in _WEAPONS_ALONE:
        return None
    return owner


def fuller_militia(chunk: Chunk, named: Sequence[Chunk]) -> Chunk | None:
    """ميليشيات الحوثي الإيرانية … **الميليشيات الإيرانية**: the one named before whose name has all these words and one more."""
    words = fold(chunk.name).split()
    if len(words) < 2 or words[0] not in _MILITIAS:
        return None
    for other in reversed(named):
        if other.ref == chunk.ref:
            continue
        head, *rest = fold(other.name).split()
        if head in _MILITIAS and len(rest) >= len(words) and set(words[1:]) <= set(rest):
            return other
    return None

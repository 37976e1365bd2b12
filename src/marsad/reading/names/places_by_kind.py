"""Places told by what they are, with no name of their own: معارك في محيط **المطار**, قصف أطراف **المعسكر**."""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import surface
from marsad.reading.names.site_names import HOUSE_KINDS
from marsad.reading.names.toponyms import Toponyms
from marsad.reading.records import Chunk

_AMID = "وسط"  # the middle of, or amid
_SORTS = {"base", "site", "crossing"}
_PALACES = {"القصر", "السفاره", "القنصليه"}  # which are no word for a place by themselves
_KINDS = HOUSE_KINDS | word_class("public_house_kinds")


def around(names: Toponyms, at: int, last: int) -> Chunk | None:
    """في محيط **المطار**, أطراف **المعسكر**, محيط القصر **الرئاسي**: round a site with the article, told of before or the only one there."""
    tokens = names.tokens
    kind = names.at.cue(at, "place_types")
    if (
        kind is None
        or kind.cut.after
        or kind.cut.before.endswith("ال")
        or names.sort_of(kind) != "vicinity"
        or kind.term.words[-1] == _AMID
    ):
        return None
    here = kind.last
    if here >= last or not tokens[here].fold.startswith("ال"):
        return None
    if tokens[here].fold not in _PALACES:
        site = names.at.cue(here, "place_types")
        if site is None or site.cut.before != "ال" or site.cut.after or names.sort_of(site) not in _SORTS:
            return None
    end = here + 1
    if end < last and tokens[end].fold in _KINDS:
        end += 1
    elif end < last and tokens[end].kind == "word" and tokens[end].fold.startswith("ال"):
        return None  # مدخل السوق **الشرقي**: which one, its adjective tells
    return Chunk(at, end, "place", surface(names.text, tokens, at, end, kind.cut), sort="vicinity", near=True)

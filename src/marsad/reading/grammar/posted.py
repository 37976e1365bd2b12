"""Where those stand who act: قصفت قوات X **المتمركزة في قرية Y** بلدة Z tells of no event at Y."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.records import Chunk
from marsad.text.tokens import Token

_STATIONED = word_class("stationed")
_IN_CONTROL = word_class("in_control")
_WHO = word_class("who_or_which")
_INSIDE = ("في", "ب", "داخل")  # in (twice), inside
_ON = "علي"  # on, over
_HIS_ALLIES = word_class("and_his_allies")
_TO_HIM = {"له", "لها", "لهم", "معه", "معها", "معهم"}  # to, with him, her, them
_FURTHER = {"في", "من"}  # in, of: the place goes on behind it


def posted_at(tokens: Sequence[Token], chunk: Chunk) -> int | None:
    """The token that says so of somebody before it: المتمركزة **في X**, المتمركزة **شرقي X**, التي (!) تسيطر **على X**; None where nothing does."""
    if chunk.first < 2:
        return None
    before = tokens[chunk.first - 1].fold
    if chunk.prep == _ON and before == _ON and tokens[chunk.first - 2].fold in _IN_CONTROL:
        here = chunk.first - 2
        if here and tokens[here - 1].fold in _WHO:
            return here - 1
        return here if tokens[here].fold.startswith("ال") else None  # X **تسيطر على** Y: that she takes it
    if chunk.prep in _INSIDE:
        here = chunk.first - (2 if before in _INSIDE else 1)
    elif chunk.sort == "direction":
        here = chunk.first - 1
    else:
        return None
    return here if here > 0 and tokens[here].fold.removeprefix("ال") in _STATIONED else None


def past_posted(tokens: Sequence[Token], here: int, places: Mapping[int, int]) -> int:
    """The token behind **المتمركزة في قرية X** بريف Y, where that stands ``here``; else ``here``.

    ``places``: by each token of the name of a place, where this begins.
    """
    if here + 1 >= len(tokens) or tokens[here].fold.removeprefix("ال") not in _STATIONED:
        return here
    end = here + 1 + (tokens[here + 1].fold in _INSIDE)
    if end not in places:
        return here
    while end in places or (tokens[end].fold in _FURTHER and end + 1 in places):
        end += 1
        if end >= len(tokens):
            break
    return end


def past_tail(tokens: Sequence[Token], here: int, end: int) -> int:
    """The token behind what is told of somebody who ends ``here``: X **وحلفائها**, X **الموالية له**."""
    while here < end:
        word = tokens[here].fold
        behind = tokens[here + 1].fold if here + 1 < end else ""
        if word in _HIS_ALLIES:
            here += 1
        elif word.startswith("الم") and behind in _TO_HIM:
            here += 2
        else:
            break
    return here

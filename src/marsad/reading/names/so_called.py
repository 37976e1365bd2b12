"""مسلحي **ما يعرف بـ"مجلس شورى درنة"**, عناصر **ما يسمى لواء القدس**: whose men they are, by what he is called."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import QUOTES, quoted, surface
from marsad.reading.names.actors import Actors
from marsad.reading.names.forces import owner
from marsad.reading.names.person_names import PersonNames
from marsad.reading.records import Chunk
from marsad.text.tokens import Token

_CALLED = word_class("so_called")
_HE_CALLS = word_class("he_calls_them")
_WHAT = {"ما", "من"}  # what, whom
_BY = {"ب", "باسم"}  # by, by the name of


def so_called(actors: Actors, names: PersonNames, at: int, last: int) -> Chunk | None:
    """Who is named by a clause "what is called" that begins here, up to the mark that closes his name."""
    tokens = actors.tokens
    if tokens[at].fold != "ما" or at + 2 >= last or tokens[at + 1].fold not in _CALLED:
        return None
    here = at + 2
    while here < last and tokens[here].fold in _BY:
        here += 1
    end = quoted(tokens, here, last)
    first = here + (end is not None)
    if first >= last:
        return None
    whose = owner(actors, names, first, last)
    if end is None:
        return whose if whose is not None and whose.first == first else None
    if whose is not None and whose.last + 1 >= end:
        return Chunk(here, end, whose.kind, whose.name, ref=whose.ref, sort=whose.sort, country=whose.country)
    name = surface(actors.text, tokens, first, end - 1, None)
    return Chunk(here, end, "actor", name, sort="organisation") if tokens[here].fold in QUOTES else None


def by_what_they_call(tokens: Sequence[Token], chunk: Chunk) -> Chunk:
    """**ما سماه بـ"مليشيا X"** قصفت Y, **من وصفهم بالإرهابيين** هاجموا: who is called so by him who speaks, and no by-phrase."""
    here = chunk.first - 1
    if chunk.prep != "ب" or here < 1:
        return chunk
    while here > 0 and (tokens[here].fold in QUOTES or tokens[here].fold in _BY):
        here -= 1
    if here < 1 or tokens[here].fold not in _HE_CALLS or tokens[here - 1].fold not in _WHAT:
        return chunk
    return replace(chunk, prep="")

"""An office alone stands for whom the report names with it: الرئيس الأفغاني **أشرف غني** … أدان **الرئيس الأفغاني**."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import COMMAS, QUOTES
from marsad.reading.records import Chunk
from marsad.text.fold import fold
from marsad.text.tokens import Token

Title = tuple[str, ...]

_RANKS = word_class("ranks_and_honours")
_OFFICES = word_class("offices_of_one")
_SPEAKERS = word_class("speakers_for_somebody")
_ALONE = {"person", "actor"}
_PLAIN = 2  # words an office has at least: the president of somewhere, and not any president
_WHOSE = 3  # of one who speaks for somebody, down to the name of that body


def by_their_offices(tokens: Sequence[Token], found: Sequence[Sequence[Chunk]]) -> list[list[Chunk]]:
    """The chunks with each office that stands alone as the one person whom the report names with just that office."""
    holders = _holders(tokens, found)
    if not holders:
        return [list(chunks) for chunks in found]
    out = []
    for chunks in found:
        row = []
        for chunk in chunks:
            holder = _holder(tokens, chunk, holders)
            if holder is not None:
                chunk = replace(
                    chunk,
                    kind="person",
                    name=holder.name,
                    ref=holder.ref,
                    sort="person",
                    country=holder.country,
                )
            row.append(chunk)
        out.append(row)
    return out


def _holders(tokens: Sequence[Token], found: Sequence[Sequence[Chunk]]) -> dict[Title, Chunk]:
    """By office, the one who is named with it."""
    out: dict[Title, Chunk] = {}
    several: set[Title] = set()
    for chunks in found:
        before: Chunk | None = None
        for chunk in chunks:
            title, holder = _title(tokens, chunk), chunk
            if not title and before is not None and _in_apposition(tokens, before, chunk):
                title, holder = tuple(_words(tokens, chunk)), before
            before = chunk
            if len(title) < _PLAIN or title[0] not in _OFFICES:
                continue
            known = out.setdefault(title, holder)
            if known.name != holder.name and (known.ref is None or known.ref != holder.ref):
                several.add(title)
    return {title: chunk for title, chunk in out.items() if title not in several}


def _in_apposition(tokens: Sequence[Token], name: Chunk, office: Chunk) -> bool:
    """أشرف غني**، الرئيس الأفغاني**، : does an office stand right behind a name, or past a comma?"""
    if name.kind != "person" or office.kind not in _ALONE or " " not in name.name:
        return False
    if tokens[office.first].fold != fold(office.name).partition(" ")[0]:
        return False  # أشرف غني **ووزير الدفاع**: another
    if office.last - office.first < _PLAIN or tokens[name.first].fold in _OFFICES:
        return False
    gap = tokens[name.last : office.first]
    return not gap or (len(gap) == 1 and gap[0].fold in COMMAS)


def _title(tokens: Sequence[Token], chunk: Chunk) -> Title:
    """**الرئيس الأفغاني** أشرف غني: the words of an office before the name, without ranks."""
    if chunk.kind != "person":
        return ()
    own = fold(chunk.name).split()
    words = _words(tokens, chunk)
    if len(words) <= len(own) or words[-len(own) :] != own:
        return ()
    words = words[: -len(own)]
    while words and words[-1] in _RANKS:
        words.pop()
    return tuple(words)


def _holder(tokens: Sequence[Token], chunk: Chunk, holders: dict[Title, Chunk]) -> Chunk | None:
    if chunk.kind not in _ALONE or chunk.last - chunk.first < _PLAIN:
        return None
    words = tuple(_words(tokens, chunk))
    holder = holders.get(words)
    if holder is None and len(words) >= _WHOSE and words[0] in _SPEAKERS:
        # المتحدث باسم التحالف العربي فلان … **المتحدث باسم التحالف**
        fuller = [one for title, one in holders.items() if title[: len(words)] == words]
        holder = fuller[0] if len(fuller) == 1 else None
    return holder


def _words(tokens: Sequence[Token], chunk: Chunk) -> list[str]:
    words = [
        t.fold for t in tokens[chunk.first : chunk.last] if t.fold not in QUOTES and t.fold not in COMMAS
    ]
    if words and chunk.first < chunk.last:
        head = words[0]
        first = fold(chunk.name).partition(" ")[0]
        for clitic in ("و", "ف", "ل", "ب"):
            bare = head.removeprefix(clitic)
            if bare != head and (bare.startswith("ال") or bare == first):
                words[0] = bare
    return words

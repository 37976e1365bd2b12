"""Whose unit it is, told behind it: فوج المدفعية **في X** is X, as عناصر من X are."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reading.grammar.scan import QUOTES
from marsad.reading.names.actors import Actors
from marsad.reading.records import Chunk

_IN = {"في", "ضمن", "لدي"}
_ARMED = {"army", "rebel", "jihadist", "militia", "force", "paramilitary"}
_HEADS = {"سرايا", "كتايب", "الويه", "افواج", "سريه"}  # companies, battalions, brigades, regiments
_MORE = 3  # tokens between a unit and its body: **والصواريخ في** X


def of_their_bodies(actors: Actors, found: Sequence[Chunk]) -> list[Chunk]:
    """The mentions of a sentence, where a unit that no registry has and the force it is in are one party."""
    out: list[Chunk] = []
    for chunk in found:
        if out and chunk.kind == "actor" and chunk.ref and _is_in(actors, out[-1], chunk):
            unit = out.pop()
            full = f"{unit.name} في {chunk.name}"
            chunk = Chunk(
                unit.first, chunk.last, "actor", chunk.name, prep=unit.prep, joined=unit.joined, ref=chunk.ref,
                sort=chunk.sort, country=chunk.country, loaded=chunk.loaded, armed=True, full=full,
            )  # fmt: skip
        out.append(chunk)
    return out


def _is_in(actors: Actors, unit: Chunk, body: Chunk) -> bool:
    """**فوج المدفعية والصواريخ** في "X": an armed body right behind a unit without a name of its own, by "in" alone."""
    if unit.kind != "actor" or unit.ref or unit.country:
        return False
    if body.sort not in _ARMED or not 0 < body.first - unit.last <= _MORE:
        return False
    words = [t.fold for t in actors.tokens[unit.last : body.first] if t.fold not in QUOTES]
    led = actors.at.cue(unit.first, "service_heads", "unit_heads") is not None
    head = actors.tokens[unit.first].fold.lstrip("وبل")
    more = words[:-1]
    joined = not more or (len(more) == 1 and more[0].startswith("وال"))
    return bool(words) and words[-1] in _IN and joined and (led or head in _HEADS)

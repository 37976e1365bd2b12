"""Who is told by an office alone: **محافظ عدن** (the governor of Aden), **رئيس المجلس المحلي** (the head of the local council).

In killings and abductions the victim often has an office and no name; without it only what he is over is left.
"""

from __future__ import annotations

from marsad.reading.actors import Actors
from marsad.reading.forces import organisation
from marsad.reading.person_names import PersonNames
from marsad.reading.records import Chunk
from marsad.reading.scan import COMMAS, surface
from marsad.reading.toponyms import Toponyms


def office(actors: Actors, names: PersonNames, toponyms: Toponyms, at: int, last: int) -> Chunk | None:
    """An office and what it is over, where that is a place, a body no list knows or a numbered unit, or what he is called, where a name follows."""
    head = actors.at.cue(at, "offices")
    if head is None or head.cut.after or head.cut.before.endswith("ال") or head.last >= last:
        return None
    end = _over(actors, toponyms, head.last, last)
    if end is None:
        return None
    first = end + 1 if end < last and actors.tokens[end].fold in COMMAS else end
    length = names.length(first, last) if first < last else 0
    if length >= 2 and actors.lexicon.given_name(actors.tokens[first].fold):
        name = surface(actors.text, actors.tokens, first, first + length, None)
        return names.remember(Chunk(at, first + length, "person", name, sort="person"))
    return Chunk(at, end, "person", surface(actors.text, actors.tokens, at, end, head.cut), sort="person")


def _over(actors: Actors, toponyms: Toponyms, at: int, last: int) -> int | None:
    """Where that ends which the office is over."""
    unit = actors.at.cue(at, "office_units")
    if unit is not None and unit.last < last and actors.tokens[unit.last].kind == "number":
        return unit.last + 1
    known = actors.best(at, last)
    if known is not None and not actors.is_city(known):
        return None
    place = toponyms.typed(at, last)
    if place is not None:
        return place.last
    body = organisation(actors, at, last)
    if body is not None:
        return body.last
    named = toponyms.known_name(at, last)
    if named is not None:
        return named.last
    word = actors.tokens[at].fold  # a word that may be a verb elsewhere (عدن) is none after an office
    return at + 1 if toponyms.seat(word) and not actors.lexicon.given_name(word) else None

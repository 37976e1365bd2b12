"""Towns whose names are everyday words, told by what they lie near: في **الدور** شرق تكريت, قصف الاحتلال **الخيام** وكفركلا.

The word alone may be anything (the role, the tents). Where a side or a part of a known place follows, or a town is joined to it,
and the gazetteer has a settlement of that name which does lie there, nothing but the town is meant.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.terms import Hit
from marsad.places.build import COVERED
from marsad.places.geometry import distance
from marsad.places.records import SETTLEMENTS, Place
from marsad.reading.grammar.scan import PREPOSITIONS, clitic_preposition, surface
from marsad.reading.names.toponyms import Toponyms
from marsad.reading.records import VERBAL, Chunk
from marsad.text.clitics import Cut

_NEAR = 60.0  # kilometres from a town to a place that its position is told by
_IN_PROVINCE = 150.0  # and to the middle of a province
_OF_COUNTRY = 2_000  # inhabitants: a side of a country alone tells little
_KINDS = SETTLEMENTS | {"admin2", "admin3"}
_NOT_HERE = ("directions", "place_types", "place_refs")
_OCCUPIERS = {"احتلال", "الاحتلال"}
_MEMBERS = 3  # of a list, of which one must be no everyday word
_LONGEST = 3  # words of the name that tells where
_NOT_NEAR = frozenset({"person", "group", "object"})
"""What the finder may have taken the word for, and is put right here."""


def lying_near(names: Toponyms, at: int, last: int, chunk: Chunk | None) -> Chunk | None:
    """The town that the one word at ``at`` names behind "in", if what follows tells where it lies; else ``chunk``."""
    if chunk is not None and (chunk.kind not in _NOT_NEAR or chunk.last != at + 1):
        return chunk
    tokens, gazetteer = names.tokens, names.gazetteer
    word = tokens[at].fold
    if (
        gazetteer is None
        or at + 2 >= last
        or len(word) < 3
        or word in PREPOSITIONS
        or names.at.cue(at, *_NOT_HERE) is not None
        or not gazetteer.starts(word)
    ):
        return chunk
    wider = _told_by(names, at + 1, last)
    if not wider or any(h.term.layer == "rule" and h.term.form not in VERBAL for h in names.at.any(at)):
        return chunk
    return _place(names, at, wider) or chunk


def joined_to_town(names: Toponyms, at: int, last: int) -> Chunk | None:
    """قصف الجيش **التل** ومضايا, على **الضمير** والقطيفة: a town that one near it, which is no everyday word, is joined to."""
    tokens, gazetteer = names.tokens, names.gazetteer
    if (
        gazetteer is None
        or at + 1 >= last
        or tokens[at + 1].fold[:1] != "و"
        or len(tokens[at].fold) < 3
        or not gazetteer.starts(tokens[at].fold)
        or names.at.cue(at, *_NOT_HERE) is not None
        or any(h.term.layer == "rule" for h in names.at.any(at))
    ):
        return None
    for here in range(at + 1, min(last, at + 1 + _MEMBERS)):
        other = tokens[here].fold[1:]
        if tokens[here].fold[:1] != "و" or len(other) < 4 or not gazetteer.starts(other):
            return None
        if names.lexicon.given_name(other) or names.at.any(here):
            return None
        # قصف الاحتلال الخيام **والطيبة** وكفركلا: the second may be one of those words itself
        if names.ordinary(other) or names.found(here, last, Cut(other, "و")) is None:
            continue
        place = _place(names, at, [p for p in gazetteer.lookup(other) if p.kind in SETTLEMENTS])
        if place is not None:
            return place
    return None


def town_behind(names: Toponyms, head: Hit | None, at: int, last: int) -> bool:
    """قصف الجيش **التل** ومضايا, قصف الاحتلال **الخيام**: a town and no adjective of the force before it, whose word ``head`` is.

    The occupation has none but by its nationality, or the writer's (الغاشم, the brutal), which no town is called by.
    """
    if joined_to_town(names, at, last) is not None:
        return True
    word = names.tokens[at].fold
    occupier = head is not None and head.term.words[-1] in _OCCUPIERS
    return occupier and not word.endswith(("ي", "يه")) and names.found(at, last, Cut(word)) is not None


def _place(names: Toponyms, at: int, wider: Sequence[Place]) -> Chunk | None:
    """The settlement of the name at ``at`` that lies where ``wider`` is."""
    word = names.tokens[at].fold
    for place in names.gazetteer.lookup(word) if names.gazetteer is not None else ():
        if place.kind in _KINDS and place.country in COVERED and _lies(place, wider):
            return Chunk(at, at + 1, "place", surface(names.text, names.tokens, at, at + 1, Cut(word)), ref=place.id,
                         sort=place.kind, country=place.country)  # fmt: skip
    return None


def _told_by(names: Toponyms, at: int, last: int) -> Sequence[Place]:
    """The places that the name may mean behind شرق, في ريف, بمحافظة, بشمال."""
    tokens, here = names.tokens, at
    if tokens[here].fold == "في":
        here += 1
        if here >= last or names.at.cue(here, "place_types") is None:
            return ()
    while here < last and (hit := names.at.cue(here, "directions", "place_types")) is not None:
        if here == at and hit.term.ref == "place_types" and clitic_preposition(hit.cut) != "ب":
            return ()
        if here == at and clitic_preposition(hit.cut) not in ("", "ب"):
            return ()
        here = hit.last
    if here == at or here >= last or names.gazetteer is None:
        return ()
    size = names.gazetteer.longest([t.fold for t in tokens[here : min(last, here + _LONGEST)]])
    return names.gazetteer.lookup(" ".join(t.fold for t in tokens[here : here + size])) if size else ()


def _lies(place: Place, wider: Sequence[Place]) -> bool:
    for other in wider:
        if other.id == place.id or other.country != place.country:
            continue
        if other.kind == "country":
            return place.population >= _OF_COUNTRY or place.source == "marsad"
        reach = _IN_PROVINCE if other.kind == "admin1" else _NEAR
        if place.admin1 == other.id or distance(place.lat, place.lon, other.lat, other.lon) <= reach:
            return True
    return False

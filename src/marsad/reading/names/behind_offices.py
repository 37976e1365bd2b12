"""The man whose name stands behind an office, or behind what the office is in: الناطق باسم كتائب X **فلان**."""

from __future__ import annotations

from marsad.reading.grammar.scan import COMMAS
from marsad.reading.names.actors import Actors
from marsad.reading.names.person_names import PersonNames
from marsad.reading.records import Chunk

_FATHER_OF = {"ابو", "ابي", "ام"}  # father of, mother of: what a by-name begins with


def by_name(actors: Actors, at: int, here: int, last: int) -> Chunk | None:
    """الناطق باسم كتائب X **أبو عبيدة**: a by-name that the registry has for one of the many who bear it, told by the office before it."""
    known = actors.best(here, last)
    if known is None or known.term.layer != "actor" or actors.tokens[known.first].fold not in _FATHER_OF:
        return None
    man = actors.registered(known)
    if man.kind not in ("anaphor", "person"):
        return None
    return Chunk(at, known.last, "person", man.name, ref=man.ref, sort="person", country=man.country)


def name_behind_office(actors: Actors, names: PersonNames, here: int, last: int) -> int:
    """القيادي في جيش الإسلام **محمد علوش**: how many words the name is that stands behind an office and what it is in."""
    if actors.best(here, last) is not None:
        return 0
    strange = names.foreign(here, last)
    length = names.length(here, last) or strange
    # A foreign name is told by the comma before it, or by words that are no Arabic: المتحدثة باسم الوزارة، ليندا جرينفيلد.
    apart = actors.tokens[here - 1].fold in COMMAS
    first = actors.tokens[here].fold  # الناطق باسم X **أبو البراء**: a by-name, whatever its second word is
    called = (
        strange or first in _FATHER_OF or actors.lexicon.given_name(first) or names.like_a_verb(here, last)
    )
    return length if length >= 2 and (apart or called) else 0

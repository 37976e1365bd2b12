"""Roads and lines that are called after both their ends: طريق **دمشق بيروت**, الطريق الدولي **حلب - اللاذقية**."""

from __future__ import annotations

from marsad.reading.grammar.scan import DASHES, PREPOSITIONS
from marsad.reading.names.place_names import Names
from marsad.text.clitics import Cut

_DASHES = DASHES | {"/", "_", "ـ"}
ROADS = {"السريع", "العام", "القديم"}
"""Fast, public, old: roads of which only what they are called after tells which they are."""


def second_end(names: Names, at: int, last: int) -> int:
    """طريق X – Y, محور X - Y: where the name of the other end of a road or line ends."""
    tokens = names.tokens
    if at + 1 < last and tokens[at].fold in _DASHES:
        end = names.end_of(at + 1, last)
        if end is not None:
            return end + 1 if end < last and tokens[end].fold in ("”", "»") else end
    if at < last and len(tokens[at].fold) > 2 and names.city(tokens[at].fold):
        whole = names.found(at, last, Cut(tokens[at].fold))
        size = whole[0] if whole is not None and whole[1] is not None and whole[1].kind == "city" else 1
        return at + size  # طريق دمشق **بيروت**, طريق تدمر **دير الزور**; not جبهة كرش **أن**
    return at


def between_its_ends(names: Names, at: int, last: int) -> int:
    """الطريق الدولي **حلب - اللاذقية**: where the name of a road ends that is called after both its ends, else ``at``."""
    if at >= last or names.tokens[at].kind != "word" or names.tokens[at].fold in PREPOSITIONS:
        return at
    known = names.found(at, last, Cut(names.tokens[at].fold))
    first = at + known[0] if known is not None else at
    beyond = second_end(names, first, last) if first > at else at
    return beyond if beyond > first else at

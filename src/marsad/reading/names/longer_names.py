"""Names that the word for a kind of place belongs to, or an adjective closes: **جسر** الشغور, قاعدة بلد **الجوية**."""

from __future__ import annotations

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.places.records import Place
from marsad.reading.names.place_names import Names
from marsad.text.clitics import Cut

_OF_A_BASE = word_class("of_a_base")


def with_its_kind(names: Names, at: int, last: int, kind: Hit) -> tuple[int, Place | None] | None:
    """**جسر** الشغور, **مدينة** الصدر: end and place of a known name of which the word for a kind of place is the first."""
    known = names.found(at, last, kind.cut)
    return None if known is None or at + known[0] <= kind.last else (at + known[0], known[1])


def whole_name(
    names: Names, at: int, last: int, cut: Cut, end: int, place: Place | None
) -> tuple[int, Place | None]:
    """**قاعدة بلد الجوية**, مطار الطبقة **العسكري**: the base, and not the town it bears the name of; its adjective."""
    known = names.found(at, last, cut)
    if known is not None and known[1] is not None and at + known[0] >= end:
        end, place = at + known[0], known[1]
    closes = end < last and names.tokens[end].fold in _OF_A_BASE
    return (end + 1 if closes else end), place

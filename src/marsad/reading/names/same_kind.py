"""What a definite word for a kind of place stands for: the last place named that can be of this kind.

سيطر الجيش على **مدينة** X … دخل حي Y … قصفت **المدينة**: a quarter is no city, and a village no governorate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from marsad.lexicon.word_classes import word_class
from marsad.reading.records import Chunk
from marsad.text.fold import fold

_PARTS = {"neighbourhood", "camp"}
_WIDE = {"admin1", "admin2"}
_SMALL = {"village", "town"}
# By the word, the kinds of places it does not stand for.
_NOT = {
    "المدينه": _PARTS,  # the city
    "البلده": _PARTS | _WIDE,  # the town
    "القريه": _PARTS | _WIDE,  # the village
    "المحافظه": _PARTS | _SMALL,  # the governorate
    "الولايه": _PARTS | _SMALL,  # the province
    "الناحيه": _PARTS | {"admin1", "village"},  # the subdistrict
    "الحي": _WIDE | _SMALL | {"city"},  # the quarter
    "المخيم": _WIDE | _SMALL | {"city", "neighbourhood"},  # the camp
}
_CAMP = "مخيم"
# By the word, the words by which the report calls places for which it does not stand: بلدة X is not "the city".
_NOT_CALLED = {
    "المدينه": {"بلده", "قريه"},
    "البلده": {"مدينه", "قريه"},
    "القريه": {"مدينه", "بلده"},
    "المحافظه": {"بلده", "قريه"},
    "الولايه": {"بلده", "قريه"},
}
_KINDS = frozenset(kind for kinds in _NOT_CALLED.values() for kind in kinds)  # city, town, village
_AREA = "المنطقه"  # the area: the only word for what is called by one, منطقة X
_CALLED = "منطقة "
_CLITICS = {"و", "ب", "ل", "ك", "ف"}  # and, in, to, as, so
_OF_TALKS = word_class("cities_of_talks")
_PALESTINE = "PS"
_BACK = 8  # places looked back over
_STRIP = "القطاع"  # the Strip
_GAZA = {"قطاع غزه", "غزه"}
_GAZA_STRIP = "قطاع غزة"


def is_area(chunk: Chunk) -> bool:
    """**منطقة** قنفودة: a place that "the area" may stand for."""
    return chunk.sort == "region" and chunk.name.startswith(_CALLED)


def kinds_of(folds: Iterable[str]) -> dict[int, str]:
    """By token, the word for a kind of place that stands there: **بلدة** X, ب**مدينة** Y."""
    out: dict[int, str] = {}
    for at, word in enumerate(folds):
        if word in _KINDS:
            out[at] = word
        elif word[:1] in _CLITICS and word[1:] in _KINDS:
            out[at] = word[1:]
    return out


def antecedent(
    chunk: Chunk, named: Sequence[Chunk], kinds: Mapping[int, str] = MappingProxyType({}), home: str = "",
    here: int = 0,
) -> Chunk | None:  # fmt: skip
    """The place among those named before for which a definite word stands; the last one if none can be of its kind.

    A place that the report calls by another word comes after the others: **المدينة** is not بلدة X; so does a city abroad
    where they talk about the war at home (القاهرة, جنيف), out of the sentence that names it. ``home``: the
    country of the report; ``here``: how many places were named before this sentence.
    """
    word = fold(chunk.name).split()[-1]
    if word == _STRIP:
        return next((place for place in reversed(named) if fold(place.name) in _GAZA), _strip(named))
    back = max(0, len(named) - _BACK)
    last = [(at, place) for at, place in enumerate(named[back:], back) if word == _AREA or not is_area(place)]
    no, not_called = _NOT.get(word, ()), _NOT_CALLED.get(word, ())
    camp = _CAMP in word
    fitting = [(at, place) for at, place in last if place.sort not in no or (camp and _CAMP in place.name)]
    called = [(at, place) for at, place in fitting if kinds.get(place.first) not in not_called] or fitting
    abroad = {place.first for at, place in called if at < here and _abroad(place, home, kinds)}
    at_home = [place for _, place in called if place.first not in abroad] or [place for _, place in called]
    return at_home[-1] if at_home else last[-1][1] if last else None


def _abroad(place: Chunk, home: str, kinds: Mapping[int, str]) -> bool:
    if place.country in (home, None, "") or place.first in kinds:
        return False
    return fold(place.name) in _OF_TALKS


def _strip(named: Sequence[Chunk]) -> Chunk | None:
    """The Gaza Strip where no name of it was read, in a report that has told of a place there: وزارة الصحة **في غزة**."""
    last = named[-1] if named else None
    if last is None or last.country != _PALESTINE:
        return None
    return Chunk(last.first, last.last, "place", _GAZA_STRIP, sort="admin1", country=_PALESTINE)

"""What a definite word for a kind of place stands for: the last place named that can be of this kind.

سيطر الجيش على **مدينة** X … دخل حي Y … قصفت **المدينة**: a quarter is no city, and a village no governorate.
"""

from __future__ import annotations

from collections.abc import Sequence

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
_AREA = "المنطقه"  # the area: the only word for what is called by one, منطقة X
_CALLED = "منطقة "
_PALESTINE = "PS"
_BACK = 8  # places looked back over
_STRIP = "القطاع"  # the Strip
_GAZA = {"قطاع غزه", "غزه"}
_GAZA_STRIP = "قطاع غزة"


def is_area(chunk: Chunk) -> bool:
    """**منطقة** قنفودة: a place that "the area" may stand for."""
    return chunk.sort == "region" and chunk.name.startswith(_CALLED)


def antecedent(chunk: Chunk, named: Sequence[Chunk]) -> Chunk | None:
    """The place among those named before for which a definite word stands; the last one if none can be of its kind."""
    word = fold(chunk.name).split()[-1]
    if word == _STRIP:
        return next((place for place in reversed(named) if fold(place.name) in _GAZA), _strip(named))
    last = [place for place in named[-_BACK:] if word == _AREA or not is_area(place)]
    no = _NOT.get(word, ())
    can = (
        place for place in reversed(last) if place.sort not in no or (_CAMP in place.name and _CAMP in word)
    )
    return next(can, last[-1] if last else None)


def _strip(named: Sequence[Chunk]) -> Chunk | None:
    """The Gaza Strip where no name of it was read, in a report that has told of a place there: وزارة الصحة **في غزة**."""
    last = named[-1] if named else None
    if last is None or last.country != _PALESTINE:
        return None
    return Chunk(last.first, last.last, "place", _GAZA_STRIP, sort="admin1", country=_PALESTINE)

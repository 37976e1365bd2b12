"""Places that only say beside what the place of an event lies: قصف بلدة X **المحاذية للحدود العراقية**, X **القريبة من** Y."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.records import Chunk
from marsad.reading.slots.setting import Setting, key

_LIES_BY = word_class("lies_by")
_FROM = "من"
_FAR = 6  # tokens from the place to the participle: بلدة X في محافظة Y والمحاذية


def without_neighbours(setting: Setting, places: Sequence[Chunk]) -> list[Chunk]:
    """The places without those named only as what another of them lies beside."""
    return [place for place in places if not _beside(setting, place, places)]


def _beside(setting: Setting, place: Chunk, places: Sequence[Chunk]) -> bool:
    if len(places) < 2 or len(setting.places.get(key(place), ())) > 1:
        return False
    tokens, here = setting.tokens, place.first - 1
    if here > 0 and tokens[here].fold == _FROM:
        here -= 1
    if here < 0 or tokens[here].fold.removeprefix("و") not in _LIES_BY:
        return False
    if tokens[here].fold.endswith(("قريبه", "قريب")) != (place.prep == _FROM):
        return False
    return any([0 <= here - other.last <= _FAR for other in places if other is not place])

"""Places that a sentence names beside its event in a construction that puts nothing there.

عدوان من اتجاه **طرابلس** (whence it came), نقل السفارة إلى **القدس** (what is protested against), يدافع عن **حدود** X (what for),
الغوطة المحاصرة قرب **دمشق** (what the scene lies near).
"""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.parties import LAUNCHED
from marsad.reading.records import Chunk, Event
from marsad.reading.slots.setting import Setting, key

_HERE = ("في", "ب", "من")
_TALKS = {"negotiation", "mediation", "agreement", "ceasefire"}
_SPEECHES = word_class("speeches")
_PRESS = {
    "صحفي",
    "صحافي",
    "الصحفي",
    "الصحافي",
    "صحفيه",
    "صحافيه",
    "متلفز",
    "متلفزه",
    "تلفزيونيه",
}  # to the press, on television
_ABOUT = "عن"
_FROM = "من"
_DIRECTION = "اتجاه"
_DEFENDING = word_class("defends")
_MOVES = word_class("moves_an_embassy")
_EMBASSY = word_class("an_embassy")
_LYING = {"المحاصره", "الواقعه", "المحاصر", "الواقع"}  # besieged, lying
_NEAR = {"قرب", "بالقرب"}
_LIES = 6  # tokens from a place to what it lies near: الغوطة الشرقية المحاصرة قرب X
_FAR = 7  # tokens from the moving to where: نقل السفارة الأمريكية في إسرائيل من X إلى Y


def without_told_beside(setting: Setting, event: Event, places: list[Chunk]) -> list[Chunk]:
    """The places without those that all of the event's sentences that name them put only beside it."""
    told = setting.told[id(event)].tellings
    out = []
    for place in places:
        named = setting.places.get(key(place), ())
        here = [mention for number, mention in named if number in told] or [place]
        if not all([_beside(setting, mention, event) for mention in here]):
            out.append(place)
    return out


def _to_the_press(before: list[str]) -> bool:
    """قال في **مؤتمر صحفي** في X, في **كلمة متلفزة** من X: where he speaks, with no word but its preposition between."""
    here = len(before) - (2 if before[-1] in ("في", "من") else 1)
    return before[here] in _PRESS and before[here - 1].removeprefix("ب") in _SPEECHES


def _beside(setting: Setting, place: Chunk, event: Event) -> bool:
    tokens, at = setting.tokens, place.first - 1
    before = [token.fold for token in tokens[max(0, at - _FAR) : at + 1]]
    if len(before) < 3:
        return False
    if place.prep in _HERE and event.kind not in _TALKS and _to_the_press(before):
        return True
    if before[-1] == _ABOUT:
        return before[-2].removeprefix("و") in _DEFENDING
    if before[-1] == _DIRECTION:
        return before[-2] == _FROM and event.kind in LAUNCHED
    if place.prep in ("الي", _FROM) and not _EMBASSY.isdisjoint(before):
        moved = next((k for k, word in enumerate(before) if word in _EMBASSY), 0)
        return moved > 0 and before[moved - 1] in _MOVES
    near = before[:-1] if before[-1] == _FROM else before
    return (
        near[-1] in _NEAR
        and near[-2] in _LYING
        and any(
            [
                place.first - _LIES <= other.last < place.first
                for other in setting.scenes[setting.sentence_of(place)]
            ]
        )
    )

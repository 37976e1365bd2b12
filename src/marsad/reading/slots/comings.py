"""Places that only say where somebody is from or set out from, beside the place where it happened.

قتل شاب **من بلدة X** في مدينة Y, خمسة **من أبناء X** على حاجز في Y, رتل **قادم من X**, تعزيزات **من X** إلى Y.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.records import Chunk, Event
from marsad.reading.roles.scenes import NATIVES
from marsad.reading.slots.setting import Setting, key

_FROM = "من"
_COMING = word_class("coming_from")
_YEARS = {"عاما", "عام", "سنه", "سنوات", "اعوام", ")"}  # years of age; what closes them
_PEOPLE = ("person", "group")
_THERE = {"في", "ب", "علي", "قرب", "داخل", "عند", "وسط", "ضمن"}
_TO = {"الي", "نحو", "باتجاه", "صوب"}
_WIDE = {"admin1", "admin2", "country", "part", "direction"}
_COUNTRYSIDE = ("ريف", "الريف", "ارياف")
# Whoever is driven out, leaves or is let go does so from there.
_FROM_THERE = {"displacement", "withdrawal", "release", "capture", "aid", "siege"}
_FOLLOWING = {"ground_attack", "armed_clash", "capture", "siege"}
_LEFT = 4  # tokens from the place that is left to the word for whither


def without_comings(setting: Setting, event: Event, places: list[Chunk]) -> list[Chunk]:
    """The places without those that all of the event's sentences that name them give only as where somebody is from."""
    if event.kind != "displacement":
        places = [p for p in places if not all(_coming(setting, m) for m in _here(setting, event, p))]
    if len(places) < 2:
        return places
    if event.kind == "mobilization" or (event.kind in _FOLLOWING and _posted_too(setting, event)):
        return _of_the_way(setting, event, places)
    if event.kind in _FROM_THERE:
        return places
    return [p for p in places if not _home(setting, event, p, places)]


def _here(setting: Setting, event: Event, place: Chunk) -> list[Chunk]:
    """The mentions of a place in the sentences that tell of the event, or all of them."""
    told = setting.told[id(event)].tellings
    named = setting.places.get(key(place), ())
    return [chunk for number, chunk in named if number in told] or [chunk for _, chunk in named] or [place]


def _coming(setting: Setting, place: Chunk) -> bool:
    """رتل **قادم من** X, القادمين **من مدينة** X: whence somebody comes who is elsewhere by then."""
    at = place.first - 2
    return place.prep == _FROM and at > 0 and setting.tokens[at].fold.removeprefix("و") in _COMING


def _of_the_way(setting: Setting, event: Event, places: list[Chunk]) -> list[Chunk]:
    """تعزيزات **من X** إلى Y: they are where they have come to."""
    kept = {key(place) for place in places}
    lost = set()
    for place in places:
        for mention in _here(setting, event, place):
            goal = _goal(setting, mention)
            if goal is not None and key(goal) in kept and key(goal) != key(place):
                lost.add(key(place))
    return [place for place in places if key(place) not in lost] or places


def _posted_too(setting: Setting, event: Event) -> bool:
    """استقدمت تعزيزات **من X** إلى Y تمهيدا **لاقتحامها**: is it told in one sentence with troops on their way?"""
    number = event.trigger.sentence
    return any(other.kind == "mobilization" for other in setting.told_in.get(number, ()))


def _goal(setting: Setting, place: Chunk) -> Chunk | None:
    """من X **إلى Y**: whither somebody went who left a place."""
    if place.prep != _FROM:
        return None
    scenes = setting.scenes[setting.sentence_of(place)]
    goal = next((one for one in scenes if one.first >= place.last and one.prep in _TO), None)
    if goal is None:
        return None
    before = [one.last for one in scenes if place.last <= one.last <= goal.first]
    last = max(before, default=place.last)
    between = setting.tokens[last : goal.first]
    return goal if len(between) <= _LEFT and all(token.kind == "word" for token in between) else None


def _home(setting: Setting, event: Event, place: Chunk, places: Sequence[Chunk]) -> bool:
    """Is it only where somebody was at home who met with it in another place, told behind that in the same sentence?"""
    told = setting.told[id(event)].tellings
    for mention in _here(setting, event, place):
        number = setting.sentence_of(mention)
        if number not in told or not (_native(setting, mention) or _who_is_from(setting, number, mention)):
            return False
        run = setting.runs.get(mention.first, [mention])
        if not any(_scene(setting, event, number, other, mention, run) for other in places):
            return False
    return True


def _scene(
    setting: Setting, event: Event, number: int, other: Chunk, home: Chunk, run: Sequence[Chunk]
) -> bool:
    """Is another place put behind that home by a preposition, and no wide area: في **مدينة Y**, and not في **ريف Y**?"""
    return any(
        at == number
        and one.first >= home.last
        and one.prep in _THERE
        and one not in run
        and one.sort not in _WIDE
        and not one.name.startswith(_COUNTRYSIDE)
        and not _others_between(setting, event, number, home.last, one.first)
        for at, one in setting.places.get(key(other), ())
    )


def _others_between(setting: Setting, event: Event, number: int, low: int, high: int) -> bool:
    """خطف شاب من X **وعثر** عليه في Y: does a word for another event stand between them?"""
    mine = setting.told[id(event)].firsts
    return any(low <= t.first < high and t.first not in mine for t in setting.triggers.get(number, ()))


def _native(setting: Setting, place: Chunk) -> bool:
    """من **أبناء** قرية X."""
    tokens, at = setting.tokens, place.first - 1
    return at > 0 and tokens[at].fold in NATIVES and tokens[at - 1].fold == _FROM


def _who_is_from(setting: Setting, number: int, place: Chunk) -> bool:
    """**شاب** من بلدة X, أحمد دراغمة (23 عاما)، من مدينة X: right behind somebody, or his age."""
    tokens, at = setting.tokens, place.first - 2
    if place.prep != _FROM or at < 1 or tokens[at + 1].fold != _FROM:
        return False
    if tokens[at].kind == "punct" and tokens[at].fold != ")":
        at -= 1
    if tokens[at].fold in _YEARS:
        return True
    return any(chunk.last == at + 1 and chunk.kind in _PEOPLE for chunk in setting.chunks[number])

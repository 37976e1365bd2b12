"""Places that a report tells for where something came from or was answered, not for where it happened.

صواريخ أطلقت **من غزة** على X, قصف X ردا على هجوم **في Y**, شيع المئات **في Z** قتلى القصف.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.parties import LAUNCHED
from marsad.reading.records import Chunk, Event
from marsad.reading.roles.scenes import home, whose_it_is
from marsad.reading.screen.answers import answered_range, in_the_other
from marsad.reading.slots.setting import Setting, Told, key
from marsad.reading.slots.whence import fired_from, source_run, stationed, whose_source

_BURYING = word_class("burying")
# Who is taken is mostly taken at home.
_AT_HOME = {"arrest", "abduction", "release", "displacement", "protest"}
_BURIED = 7  # tokens between such a verb and the place


def without_origins(setting: Setting, event: Event, places: list[Chunk]) -> list[Chunk]:
    """صواريخ أطلقت **من غزة** على X: whence fire came is no place that it struck.

    Nor is the place of what it answers, قصف X ردا على هجوم **في Y**, nor where the dead are buried or were at home.
    """
    answer = answered_range(event) is not None
    if event.kind not in _AT_HOME:
        places = [p for p in places if not all(home(setting.tokens, m.first) for _, m in _named(setting, p))]
    places = [
        p for p in places if not all(whose_it_is(setting.tokens, m.first) for _, m in _named(setting, p))
    ]
    places = [
        p
        for p in places
        if not ((answer and _of_the_answered(setting, event, p)) or _of_the_burial(setting, event, p))
    ]
    if event.kind not in LAUNCHED:
        # هاجمت قوات X المتمركزة **في معسكر Y** بلدة Z: where those are posted who go elsewhere
        kept = [place for place in places if not _posted(setting, event, place)]
        return kept or places
    return [place for place in places if not _whence(setting, event, place)]


def _whence(setting: Setting, event: Event, place: Chunk) -> bool:
    """Is a place named only as where the fire came from? Of shelling, it is enough that the event's own sentences do so.

    An air strike may answer what was fired from the place that it struck.
    """
    told = setting.told[id(event)]
    named = _named(setting, place)
    if event.kind == "shelling":
        named = [mention for mention in named if mention[0] in told.tellings] or named
    return all([_source(setting, told, *mention) for mention in named])


def _posted(setting: Setting, event: Event, place: Chunk) -> bool:
    """Is a place named only as where those are posted who did it?"""
    told = setting.told[id(event)]
    return all([_of_who_did_it(setting, told, number, [name]) for number, name in _named(setting, place)])


def _named(setting: Setting, place: Chunk) -> list[tuple[int, Chunk]]:
    """Every mention of a place with the number of its sentence."""
    return setting.places.get(key(place), [(setting.sentence_of(place), place)])


def _source(setting: Setting, told: Told, number: int, mention: Chunk) -> bool:
    run = source_run(setting.runs.get(mention.first, [mention]), mention)
    by_whom = told.event.kind == "shelling"
    if any([fired_from(setting.tokens, setting.at, one, by_whom=by_whom) for one in run]):
        return True
    if whose_source(setting.tokens, setting.at, run[0], setting.scenes[number][0].first < run[0].first):
        return True
    return _of_who_did_it(setting, told, number, run)


def _of_who_did_it(setting: Setting, told: Told, number: int, run: Sequence[Chunk]) -> bool:
    """Is one of these names behind who did it, as where they are posted?"""
    trigger = told.beside(number, run[-1].first)
    if trigger is None:
        return False
    initiators, targets = told.sides
    who, word = initiators - targets, setting.tokens[trigger.first]
    return any([stationed(setting.tokens, setting.at, setting.chunks[number], who, word, one) for one in run])


def _of_the_burial(setting: Setting, event: Event, place: Chunk) -> bool:
    """شيع المئات **في X** قتلى قصف: before the word of the event, behind a verb of burying."""
    if place.prep not in ("في", "ب"):
        return False
    before = setting.tokens[max(0, place.first - _BURIED) : place.first]
    if not any([token.fold.removeprefix("و") in _BURYING for token in before]):
        return False
    if len(setting.places.get(key(place), ())) > 1:
        return False
    trigger = setting.told[id(event)].beside(setting.sentence_of(place), place.first)
    return trigger is not None and place.last <= trigger.first


def _of_the_answered(setting: Setting, event: Event, place: Chunk) -> bool:
    number = event.trigger.sentence
    here = [mention for at, mention in setting.places.get(key(place), ()) if at == number]
    return bool(here) and len(setting.told[id(event)].tellings) == 1 and in_the_other(here, event)

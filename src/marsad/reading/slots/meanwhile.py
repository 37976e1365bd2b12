"""What went on at the same time elsewhere: اقتحمت قوات X بلدة A، **تزامنا مع** انتشار أمني في بلدة B.

Neither has the one happened in B nor the other in A, where each is told with a place of its own.
"""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import COMMAS
from marsad.reading.records import Chunk, Event
from marsad.reading.sameness import level
from marsad.reading.slots.setting import Setting, key

_AT_THE_TIME = frozenset(word for word in word_class("at_the_same_time") if "ترافق" not in word)
"""Without what goes *together* with it: هجوم ترافق مع قصف is in one place."""
_TURNS = frozenset(lead + word for word in _AT_THE_TIME for lead in ("", "و"))
_WITH = "مع"
_TOWNS = {"مدينه", "بلده", "قريه"}
_THAT = {"ذلك", "هذا"}  # تزامن **ذلك** مع


def without_meanwhile(setting: Setting, event: Event, places: list[Chunk]) -> list[Chunk]:
    """The places without those of what went on at the same time, if the event has a place on its own side."""
    number = event.trigger.sentence
    if len(places) < 2 or any(telling.sentence != number for telling in event.tellings):
        return places
    turn = None if _TURNS.isdisjoint(setting.clauses[number].words) else _turn(setting, number)
    if turn is None:
        return places
    behind = event.trigger.first > turn
    if any((telling.first > turn) != behind for telling in event.tellings):
        return places
    if not _another(setting, event, number, turn, behind=not behind):
        return places
    own = [place for place in places if behind in _sides(setting, number, turn, place)]
    if not own:
        return places
    widest = max(map(level, own))
    return [
        place
        for place in places
        if place in own or (level(place) > widest and not _by_a_town(setting, place))
    ]


def _by_a_town(setting: Setting, place: Chunk) -> bool:
    """شرق **بلدة** X: no wide area, in which another town may lie."""
    return any(token.fold in _TOWNS for token in setting.tokens[place.first : place.last])


def _turn(setting: Setting, number: int) -> int | None:
    """The token of the one word in a sentence behind which stands what went on at the same time."""
    sentence, tokens = setting.sentences[number], setting.tokens
    found = [
        here
        for here in range(sentence.first + 1, sentence.last - 2)
        if tokens[here].fold in _TURNS
        and (
            tokens[here + 1].fold == _WITH
            or (tokens[here + 1].fold in _THAT and tokens[here + 2].fold == _WITH)
        )
        and tokens[here - 1].fold in COMMAS
    ]
    return found[0] if len(found) == 1 else None


def _another(setting: Setting, event: Event, number: int, turn: int, *, behind: bool) -> bool:
    """Does the other side of the sentence tell of another event?"""
    return any(
        telling.sentence == number and (telling.first > turn) == behind
        for other in setting.told_in.get(number, ())
        if other is not event
        for telling in other.tellings
    )


def _sides(setting: Setting, number: int, turn: int, place: Chunk) -> set[bool]:
    """On which sides of the sentence is a place named? True behind the turn."""
    return {chunk.first > turn for at, chunk in setting.places.get(key(place), ()) if at == number}

"""The places of an event's own part of a sentence: هجوم في **العريش**، وبعد ساعات غارة على **رفح**.

What is told of another event, where the sentence has turned to that, is no place of this one: neither does Rafah
see the attack nor Arish the raid. What opens the sentence or a part of it holds for what follows.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.turns import counts_back
from marsad.reading.records import VERBAL, Chunk, Event, Trigger
from marsad.reading.sameness import AREAS, level, same_place
from marsad.reading.slots.setting import Setting, key

_WIDE = 3  # an area: a town may lie in it
_OPENING = 3  # tokens from the beginning of a sentence to the end of what leads to its first place
_UNNAMED = {"region", "direction", "vicinity", "part"}  # وفي الريف الشرقي: of what was named before
_LAND = 5  # a country
_AT = word_class("against")
_HOLD = "القبض"  # "hold" in: to lay hold of somebody


def of_its_turn(setting: Setting, event: Event, places: list[Chunk]) -> list[Chunk]:
    """The places without those named only where a sentence of the event tells of another one, if it has a place of its own.

    What may lie round its own place, or within it, stays; so does all of what a word with the article (**الحملة**) takes up.
    """
    if not places or any(_takes_up(setting, t) for t in event.tellings):
        return places
    places = _of_its_side(setting, event, _of_its_sentence(setting, event, places))
    if not any([setting.clauses[number].turns for number in setting.told[id(event)].tellings]):
        return places  # its sentences tell of one thing
    where = [_stands(setting, event, place) for place in places]
    away = [
        one == "earlier" and (place.sort not in AREAS or level(place) >= _LAND)
        for place, one in zip(places, where, strict=True)
    ]
    places = [place for place, gone in zip(places, away, strict=True) if not gone]
    where = [one for one, gone in zip(where, away, strict=True) if not gone]
    own = [place for place, one in zip(places, where, strict=True) if one == "own"]
    if not own:
        return [
            place
            for place, one in zip(places, where, strict=True)
            if one not in ("other", "led") or not _begun_anew(setting, event, place)
        ]
    led_in = _led_in(setting, event)
    narrowest, widest = min(map(level, own)), max(map(level, own))
    return [
        place
        for place, one in zip(places, where, strict=True)
        if one not in ("other", "led")
        or (
            one == "other"
            and level(place) > (narrowest if place.sort in AREAS else widest)
            and not _abroad(place, own)
        )
        or (level(place) < narrowest and narrowest >= _WIDE and not led_in)
        or any(same_place(place, mine) for mine in own)
    ]


def _takes_up(setting: Setting, telling: Trigger) -> bool:
    """**الحملة**, and not ألقت **القبض** على, which has its article from the phrase."""
    return telling.definite and telling.form not in VERBAL and setting.tokens[telling.first].fold != _HOLD


def _of_its_sentence(setting: Setting, event: Event, places: list[Chunk]) -> list[Chunk]:
    """… في بلدة A. **وفي منبج** داهمت القوات: where a sentence begins with "and in Manbij", the town before it is no place of it."""
    number = event.trigger.sentence
    if any(telling.sentence != number for telling in event.tellings):
        return places
    first = setting.sentences[number].first
    opening = next(
        (p for p in places if p.first - first <= _OPENING and p.first > first and p.prep == "في"), None
    )
    if opening is None or setting.tokens[first].fold != "وفي" or opening.sort in _UNNAMED:
        return places
    return [
        place
        for place in places
        if place is opening
        or level(place) > level(opening)
        or any(at == number for at, _ in setting.places.get(key(place), [(number, place)]))
    ]


def _of_its_side(setting: Setting, event: Event, places: list[Chunk]) -> list[Chunk]:
    """عقب مقتل قيادي **في X**، شنت Z غارات **على Y**: X has not seen the raids, nor Y the death that the sentence opens with.

    Without a place of its own on its side of the comma an event keeps the other's, but for what is struck there.
    """
    number = event.trigger.sentence
    opening = setting.clauses[number].opening
    if opening is None or any(telling.sentence != number for telling in event.tellings):
        return places
    here = [p for p in places if setting.sentence_of(p) == number]
    across = [p for p in here if opening.between(p.first, event.trigger.first)]
    own = [p for p in here if p not in across]
    if not own:
        struck = event.trigger.first < opening.comma
        return [p for p in places if p not in across or not (struck and p.prep in _AT)]
    widest = max(map(level, own))
    return [p for p in places if p not in across or level(p) > widest]


def _led_in(setting: Setting, event: Event) -> bool:
    """**وفي هيران** قتل X: does the event's part of its sentence begin with where or when?"""
    clauses = setting.clauses[event.trigger.sentence]
    return clauses.led_in(clauses.part(event.trigger.first))


def _begun_anew(setting: Setting, event: Event, place: Chunk) -> bool:
    """اغتيل X **الأربعاء**، كما قتل Y في A **الخميس**: is another event told behind this one with a day of its own and a place?"""
    if event.date is None:
        return False
    number = event.trigger.sentence
    return any(
        other is not event
        and other.trigger.sentence == number
        and event.trigger.first < other.trigger.first
        and other.date is not None
        and (other.date.start, other.date.end) != (event.date.start, event.date.end)
        and any(same_place(place, one) for one in other.places)
        for other in setting.told_in.get(number, ())
    )


def _abroad(place: Chunk, own: Sequence[Chunk]) -> bool:
    return bool(place.country) and all(mine.country and mine.country != place.country for mine in own)


def _stands(setting: Setting, event: Event, place: Chunk) -> str:
    """Where a place is named: in the event's "own" part of a sentence, in that of an "other", or elsewhere.

    "opens": before all verbs of an earlier part (**في ريف إدلب** قصف …). "led": it leads in the part of another event
    (**وفي شبوة** قتل X). "beside": in a part that tells of no event. "earlier": one of two events is told as having come before
    the other (هجوم في X **بعد يومين من** مقتل جندي).
    """
    told = setting.told[id(event)].tellings
    mentions = setting.places.get(key(place), [(setting.sentence_of(place), place)])
    found = {_part_of(setting, event, number, mention) for number, mention in mentions if number in told}
    return next(
        (one for one in ("own", "opens", "beside", "other", "led", "earlier") if one in found), "elsewhere"
    )


def _part_of(setting: Setting, event: Event, number: int, mention: Chunk) -> str:
    clauses = setting.clauses[number]
    part = clauses.part(mention.first)
    mine = [clauses.part(t.first) for t in setting.told[id(event)].tellings[number]]
    if part in mine:
        return "own"
    led = clauses.led_in(part)
    if part < max(mine) and _opens(setting, number, part, mention) and not (led and _led_in(setting, event)):
        return "opens"
    low, high = sorted((part, min(mine, key=lambda one: abs(one - part))))
    if any(counts_back(setting.tokens, turn, clauses.sentence.last) for turn in clauses.turns[low:high]):
        return "earlier"
    for other in setting.told_in.get(number, ()):
        if other is not event and any(
            t.sentence == number and clauses.part(t.first) == part for t in other.tellings
        ):
            return "led" if led and _opens(setting, number, part, mention) else "other"
    return "other" if _cost(setting, event, number, part) else "beside"


def _opens(setting: Setting, number: int, part: int, mention: Chunk) -> bool:
    """**في ريف إدلب** قتل …، وقصف …: before all verbs of its part of the sentence, so that what follows may lie there too."""
    clauses = setting.clauses[number]
    first = clauses.turns[part - 1] if part else clauses.sentence.first
    if not part and setting.tokens[min(mention.last, len(setting.tokens) - 1)].fold == ":":
        return True  # **دير الزور:** اعتقل
    told = [t.first for t in setting.triggers.get(number, ()) if first <= t.first < mention.first]
    return mention.prep in ("في", "ب") and not told and not clauses.verb_between(first, mention.first)


def _cost(setting: Setting, event: Event, number: int, part: int) -> bool:
    """Does a part of a sentence tell who came to harm, and not in this event?"""
    mine = {toll.trigger for toll in event.tolls.values()}
    clauses = setting.clauses[number]
    return any(
        toll.trigger not in mine and not toll.weak and clauses.part(toll.trigger) == part
        for toll in setting.tolls[number]
    )

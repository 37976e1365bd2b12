"""What the words themselves settle about whose a toll is: مقتل ثلاثة **في غارة**, غارة **أسفرت عن** مقتل ثلاثة.

The trained score of ``toll_slots`` weighs what is near; here stands what no score may overrule, and what is given though
the score would not: the syntax ties a toll to one event, or away from one.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reading.events.both_sides import of_both_sides
from marsad.reading.events.event_tolls import HURTING, THEREIN, linked
from marsad.reading.events.parted_tolls import parted
from marsad.reading.records import Event, Trigger
from marsad.reading.screen.answers import toll_of_the_other
from marsad.reading.slots.setting import Setting
from marsad.reading.tolls.mention import TollMention

_BREATH = 3  # tokens between those killed and those hurt in one breath
_NEXT = 8  # tokens behind a toll in which the event may stand that it was of
_NEWS = {"انباء", "معلومات", "تقارير"}  # news, information, reports of

Counted = tuple[int | None, TollMention]


def same(one: TollMention, two: TollMention) -> bool:
    return (one.first, one.min, one.max) == (two.first, two.min, two.max)


def _is_own(event: Event, toll: TollMention) -> bool:
    """Did the constructions give the event this toll?"""
    own = event.tolls.get(toll.what)
    return own is not None and same(own, toll)


def _cause(setting: Setting, number: int, toll: TollMention) -> Trigger | None:
    """The word for an event that stands right behind a toll, after في, ب or a word of cause: what they died of."""
    clauses = setting.clauses[number]
    for told in setting.triggers.get(number, ()):
        if told.first >= toll.last and not told.rule.toll:
            near = told.first - _end(setting, number, toll, told) <= _NEXT
            return told if near and linked(told, toll, setting.at, clauses.tokens) else None
    return None


def _end(setting: Setting, number: int, toll: TollMention, told: Trigger) -> int:
    """قتل سبعة **وأصيب 54** في قصف: where those end who came to harm in one breath with a toll."""
    last = toll.last
    for other in setting.tolls[number]:
        if last <= other.first <= last + _BREATH and other.what != toll.what and other.last <= told.first:
            last = other.last
    return last


def died_of_another(setting: Setting, event: Event, number: int, toll: TollMention) -> bool:
    """قتل 30 …، بينما قتل سبعة مدنيين **في قصف** على X: is what they died of the word of no telling of this event?"""
    told = _cause(setting, number, toll)
    return told is not None and told not in event.tellings


def elsewhere(setting: Setting, event: Event, counted: Counted) -> bool:
    """Do the words put a toll of the event's sentence in another place than the event?"""
    number, toll = counted
    told = setting.told[id(event)].tellings.get(number) if number is not None else None
    if number is None or told is None:
        return False
    if event.kind == "arrest" and toll.trigger in setting.deaths and _of_no_arrest(setting, toll, told):
        return True
    if event.kind == "armed_clash" and of_both_sides(toll, setting.clauses[number]):
        return False
    clauses, places, beside = setting.clauses[number], setting.scenes[number], setting.tolls[number]
    return all([parted(toll, telling, places, beside, clauses) for telling in told])


def _of_no_arrest(setting: Setting, toll: TollMention, told: Sequence[Trigger]) -> bool:
    """**قتلت** الشرطة مسلحا واعتقلت آخر, **مقتل** مسلح واعتقال آخر: nobody died of being held, unless the words say so.

    حملة اعتقالات **أسفرت عن مقتل** شاب, **قتل فيها** شاب: they do.
    """
    after = setting.tokens[toll.trigger + 1].fold if toll.trigger + 1 < len(setting.tokens) else ""
    if after in THEREIN:
        return False
    return toll.verbal or all(toll.last <= telling.first for telling in told)


def tied(setting: Setting, event: Event, what: str, counted: Counted) -> bool:
    """Do the words tie a toll to another event, which holds it?

    غارات … واحتجاجات قتل **خلالها** شابان; مقتل مدنيين **في** غارة; فيما **قتل** شاب برصاص مجهولين, which is an event of its own.
    A killing whose word is that of the toll (**وقتل** الجنود في تلك المسيرة خمسة طلاب) shares it with the protest.
    """
    number, toll = counted
    if number is not None and number == event.trigger.sentence and toll_of_the_other(toll.trigger, event):
        return True
    if number is not None and _of_the_next(setting, event, number, toll):
        return True
    if number is None or not setting.holders.get((what, toll.first)):
        return False
    if toll.trigger in setting.told[id(event)].firsts:
        return False
    if toll.trigger in setting.deaths:
        return True
    if event.kind != "armed_clash" and of_both_sides(toll, setting.clauses[number]):
        return True
    tokens = setting.tokens
    if toll.trigger + 1 < len(tokens) and tokens[toll.trigger + 1].fold in THEREIN:
        return True
    for told in setting.triggers.get(number, ()):
        if toll.last <= told.first <= toll.last + _NEXT:
            return tokens[told.first - 1].fold == "في" or told.before in ("ب", "وب")
    return False


def _of_the_next(setting: Setting, event: Event, number: int, toll: TollMention) -> bool:
    """تزامن **قصف** على X مع …، ما تسبب بإصابة رجل **جراء استهداف** المسيرة: told behind one, of another."""
    mine = setting.told[id(event)].tellings.get(number)
    if (
        mine is None
        or event.kind not in HURTING
        or event.kind == "killing"
        or toll.trigger in setting.told[id(event)].firsts
    ):
        return False
    told = _cause(setting, number, toll)
    if told is None or told in event.tellings or any(telling.first > toll.trigger for telling in mine):
        return False
    return any(other.kind in HURTING for other in setting.told_in.get(number, ()) if told in other.tellings)


def _led_to(setting: Setting, event: Event, number: int, toll: TollMention) -> bool:
    """**غارة** على X **أسفرت عن** قتيلين, معارك **قتل فيها** العديد: behind the word for the event, and no other between."""
    trigger = setting.told[id(event)].beside(number, toll.trigger)
    if (
        trigger is None
        or toll.trigger < trigger.last
        or setting.between(number, trigger.last, toll.trigger, trigger)
    ):
        return False
    tokens = setting.tokens
    if toll.verbal and toll.trigger + 1 < len(tokens) and tokens[toll.trigger + 1].fold in THEREIN:
        return True
    if _is_own(event, toll) and any(
        t.fold.removeprefix("و") in _NEWS for t in tokens[trigger.last : toll.trigger]
    ):
        return True
    begin = max(trigger.first - 2, setting.sentences[number].first)
    return bool(setting.at.within(begin, toll.trigger, "result"))


def outright(setting: Setting, event: Event, what: str, among: Sequence[Counted]) -> TollMention | None:
    """**وأسفرت المعارك عن** خسائر بشرية, معارك **قتل فيها** العديد: a toll that the words can give to this event only."""
    if event.kind == "killing":
        words = setting.told[id(event)].firsts
        own_word = (toll for _, toll in among if toll.trigger in words and not (toll.weak or toll.total))
        killed = next((toll for toll in own_word if toll.max is not None or toll.min > 1), None)
        if killed is not None:
            return killed
    told = [
        (number, toll)
        for number, toll in among
        if number is not None
        and not (toll.weak or toll.total)
        and not elsewhere(setting, event, (number, toll))
        and not (what not in event.tolls and _of_the_next(setting, event, number, toll))
    ]
    told.sort(key=lambda one: not _is_own(event, one[1]))
    for number, toll in told:
        own = _is_own(event, toll)
        if setting.holders.get((what, toll.first), 0) > own:
            continue
        if (own or event.kind in HURTING) and _led_to(setting, event, number, toll):
            return toll
        # What an arrest or a protest cost is often told of something else.
        cause = _cause(setting, number, toll) if event.kind in HURTING and not toll.joint else None
        if cause is not None and cause in event.tellings:
            return toll
    return None

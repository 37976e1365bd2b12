"""Words like those for weapons that name something else, and weapons that a kind of event is not done with.

قاعدة العند **الجوية** (a base), الإعلام **الحربي** (an office), **مسيرة** العودة (a march): with none of these was anything done.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import AND_BY_FOR, is_one_of, word_class
from marsad.reading.grammar.scan import clitic_preposition
from marsad.reading.records import Trigger
from marsad.text.tokens import Token

_OF_THE_AIR = word_class("of_the_air_or_of_war")
_SO_CALLED = word_class("called_of_the_air")
_BASES = word_class("bases_of_the_air")
_MARCH = word_class("a_march")
_OF_A_MARCH = word_class("of_a_march")
_MARCHED = word_class("in_a_march")
_GOT_HOLD = word_class("got_hold_of_arms")
_SO_MANY = word_class("so_many_of_arms")
_OBJECT = 4  # tokens from the verb to the weapon: a number, a vehicle
_ATTEMPT = "محاول"
_NAME = 3  # words of a base's name, at most, before the adjective

# What is told of these is done with words, papers or guards.
_WITHOUT = frozenset({
    "siege", "arrest", "displacement", "restriction", "sanction", "withdrawal", "mediation", "negotiation", "agreement",
    "ceasefire", "release", "demand", "threat", "accusation", "rejection", "support", "aid", "protest",
})  # fmt: skip
_HIDDEN = frozenset({"ied", "mine", "car_bomb", "suicide", "suicide_vest"})
_KEPT = _HIDDEN | {"grenade", "firearms"}  # what is laid up, and found
_BY_HAND = frozenset({"sniper", "knife", "grenade"})
_OTHERS = {
    "air_strike": _HIDDEN | _BY_HAND | {"artillery", "mortar", "tank"},
    "shelling": _HIDDEN | {"sniper", "knife"},
    "capture": _HIDDEN | _BY_HAND | {"artillery", "mortar", "missile", "rocket", "firearms", "barrel_bomb"},
}


def no_means(tokens: Sequence[Token], hit: Hit) -> bool:
    """Does this word of the list name a base, an office or a march here?"""
    word = tokens[hit.first].fold
    if word in _MARCH:
        after = tokens[hit.last].fold if hit.last < len(tokens) else ""
        if after in ('"', "\u201d", "«", "»"):
            after = tokens[hit.last + 1].fold if hit.last + 1 < len(tokens) else ""
        before = tokens[hit.first - 1].fold if hit.first else ""
        return after in _OF_A_MARCH or before in _MARCHED
    if word not in _OF_THE_AIR or not hit.first:
        return False
    if is_one_of(tokens[hit.first - 1].fold.removeprefix("ال"), _SO_CALLED, AND_BY_FOR):
        return True
    if not word.startswith("ال"):
        return False
    return any(
        is_one_of(t.fold.removeprefix("ال"), _BASES, AND_BY_FOR)
        for t in tokens[max(0, hit.first - 1 - _NAME) : hit.first]
    )


def got_hold_of(tokens: Sequence[Token], hit: Hit, sort: str, trigger: Trigger) -> bool:
    """مداهمات … **وتدمير** ثلاث عربات **مفخخة**, **ضبط** حزام ناسف: with what was destroyed, seized or defused nobody was struck."""
    if sort not in _KEPT or clitic_preposition(hit.cut):
        return False
    here = hit.first - 1
    low = max(0, hit.first - 1 - _OBJECT)
    while here > low and (tokens[here].kind == "number" or tokens[here].fold in _SO_MANY):
        here -= 1
    if here < 0 or not is_one_of(tokens[here].fold, _GOT_HOLD, AND_BY_FOR):
        return False
    if trigger.kind == "explosion" and trigger.first <= here < trigger.last:
        return False  # **تفكيك** عبوة ناسفة
    # تدمير عربة مفخخة أثناء **محاولة** اقتحام X: with which it was tried
    return not any(t.fold.startswith(_ATTEMPT) for t in tokens[hit.last : trigger.first])


def means_told(kind: str, means: Iterable[str]) -> tuple[str, ...]:
    """The weapons that an event of this kind can have been done with, each once; others were named beside it."""
    if kind in _WITHOUT:
        return ()
    others = _OTHERS.get(kind, frozenset())
    return tuple(dict.fromkeys(one for one in means if one not in others))

"""Which tellings of two entries of a report are one event: an attack and who claims it, a blast that was heard and the strike it was."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.entries import Entries
from marsad.reading.grammar.parties import ATTACKS, LAUNCHED
from marsad.reading.identity.pairs import days
from marsad.reading.identity.separate import alike, known
from marsad.reading.records import CLAIMED, VERBAL, WEAPONS, Event
from marsad.text.tokens import Token

_CLAIMABLE = {"explosion", "air_strike", "shelling", "ground_attack", "killing", "abduction"}
_BLASTS = word_class("blasts_told_of")
_LEVELS = ({"village", "town", "vicinity", "base"}, {"city"}, {"neighbourhood", "camp"})
_SOON = 2  # entries from a blast that was heard to what it was
_LOOSE = ("other", "other area")


def of_two_entries(old: Event, new: Event, entries: Entries, lexicon: Lexicon, where: str) -> bool:
    """Are the tellings of two entries two events?

    Under two towns (**حلب:** قصف … **إدلب:** قصف …: shelling in Aleppo, shelling in Idlib), at two places as wide (غارة على X,
    غارات على Y: a raid on each), or by two doers (a strike of Z, then X: **قصفنا**, we shelled) they are.
    """
    one, two = old.trigger, new.trigger
    if entries.parted(one.sentence, two.sentence):
        return True
    if not entries.two(one.sentence, two.sentence) or CLAIMED in new.notes:
        return False
    if old.kind != new.kind and not {old.kind, new.kind} <= ATTACKS:
        return False
    if where != "same" and entries.listed(one.sentence, two.sentence) and not (one.definite or two.definite):
        return True
    if where in _LOOSE and not (two.definite and two.form not in VERBAL):
        mine, theirs = {place.sort for place in old.places}, {place.sort for place in new.places}
        if any(mine <= level and theirs <= level and mine | theirs != {"vicinity"} for level in _LEVELS):
            return True
    if where == "same":
        return False
    ones, others = [c for c in old.initiators if known(c)], [c for c in new.initiators if known(c)]
    return (
        bool(ones and others)
        and not alike(old.initiators, new.initiators, lexicon)
        and not any(c.sort == "coalition" for c in (*ones, *others))
    )


def deed_of(events: Sequence[Event], after: int, where: Sequence[str], entries: Entries) -> int | None:
    """Which event told before is one taken up by its noun; ``where``: how the place of each lies to this one's.

    استهدفت مسيرات مطار X … جماعة Y **تتبنى الهجوم** على المطار: a deed that is claimed. 10:30 غارة على X … 11:00 مقتل قيادي في
    **الغارة**: "the raid" of a later line of the same story.
    """
    new = events[after]
    claimed, trigger = CLAIMED in new.notes, new.trigger
    live = trigger.definite and trigger.sentence in entries.news
    if new.date is not None and new.date.precision not in (None, "day"):
        return None  # وفي مايو الماضي تبنى X الهجوم على Y: another one
    if trigger.form in VERBAL or new.status != "occurred" or not (claimed or live):
        return None
    found = [
        at
        for at in range(after)
        if _takes_up(events[at], new, where[at], entries)
        and (claimed or entries.later(events[at].trigger.sentence, trigger.sentence))
    ]
    there = [at for at in found if where[at] in ("same", "part")]
    return max(there or (found if trigger.definite else []), default=None)


def _takes_up(old: Event, new: Event, where: str, entries: Entries) -> bool:
    """Can "the attack" be what was told before: nothing told of it elsewhere, by another or on another day?"""
    if old.kind not in _CLAIMABLE or old.status != "occurred" or old.trigger.rule.toll:
        return False
    if where in _LOOSE or days(old, new) == "other":
        return False
    if old.kind != new.kind and "any_force" not in new.trigger.rule.traits:
        return False
    return CLAIMED not in new.notes or not any(known(c) and c.sort not in WEAPONS for c in old.initiators)


def heard_first(old: Event, new: Event, tokens: Sequence[Token], entries: Entries, where: str) -> bool:
    """**انفجارات** تهز X / مسيرات استهدفت مطار X: what was heard first is what is told next to have struck there."""
    one, two = old.trigger.sentence, new.trigger.sentence
    return (
        new.kind in LAUNCHED
        and heard(old, tokens)
        and entries.later(one, two)
        and entries.number[two] - entries.number[one] <= _SOON
        and where not in _LOOSE
    )


def heard(event: Event, tokens: Sequence[Token]) -> bool:
    """Are blasts told of, and neither who or what they were nor whom they hit?"""
    return (
        event.kind == "explosion"
        and tokens[event.trigger.first].fold in _BLASTS
        and not (event.initiators or event.targets or event.tolls)
    )

"""What stands between two event words of a sentence and makes two events of them.

غارة **تبعتها** اشتباكات: the one came after the other. قتل ثلاثة بقصف X، **وقتل اثنان** بقصف Y: each has its own dead.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.another import by_whom_it_was
from marsad.reading.grammar.opened_with import AFTER, Opening
from marsad.reading.grammar.parties import ATTACKS
from marsad.reading.grammar.turns import counts_back
from marsad.reading.records import VERBAL, Event
from marsad.reading.sameness import any_actor, any_place, precise
from marsad.text.tokens import Token

_FOLLOWED = word_class("came_after_it")
_CAME_AFTER = ATTACKS | {"armed_clash"}
_PERIOD = 5  # tokens from "after" to the word for a death, with how long it was between
_BACK = ("استعاد", "استرد", "يستعيد", "تستعيد", "استرجع", "يسترد", "تسترد")  # took back
_WAS = {"كان", "كانت", "كانوا"}  # was, were
_BESIDE = 3  # tokens from a verb of coming after to what came
BLOWS = {"shelling", "air_strike", "explosion"}
_HURT = ("killed", "injured")


def parted(old: Event, new: Event, tokens: Sequence[Token], opening: Opening | None) -> bool:
    """Do the words between two events of a sentence say that they are two? ``opening``: what the sentence opens with."""
    one, two = old.trigger, new.trigger
    if one.sentence != two.sentence or one.last >= two.first:
        return False
    if _struck_after(old, new, opening):
        return True
    if by_whom_it_was(tokens, two.first) and one.form in VERBAL:
        return True
    if one.rule.toll:
        return False
    if two.rule.toll:
        return two.form not in VERBAL and _died_before(old, new, tokens)
    if "denied" in (old.status, new.status) or two.rule.frame == "statement":
        return False
    return _followed(old, new, tokens) or _each_with_its_dead(old, new)


def _died_before(old: Event, new: Event, tokens: Sequence[Token]) -> bool:
    """قصفت X البلدة **عقب مقتل** ثلاثة, اقتحمت X البلدة **بعد يومين من مقتل** ضابط: who had died before did not die of it.

    Of fights it is as often said that they ended, or were beaten off, after so many deaths.
    """
    one, two = old.trigger, new.trigger
    if old.status != "occurred" or one.last >= two.first:
        return False
    lead = range(max(0, two.first - _PERIOD), two.first - 1)
    if two.last < len(tokens) and any(counts_back(tokens, here, two.last + 1) for here in lead):
        return True
    stormed = old.kind == "ground_attack" and one.form in VERBAL
    return (old.kind in BLOWS or stormed) and tokens[two.first - 1].fold in AFTER


def _struck_after(old: Event, new: Event, opening: Opening | None) -> bool:
    """**بعد مقتل** جنديين في هجوم، **قصفت** X مواقع Y: a sentence that opens with deaths goes on to what came after them."""
    return (
        opening is not None
        and new.kind in _CAME_AFTER
        and new.status == "occurred"
        and not new.trigger.definite
        and opening.parts(old.trigger.first, new.trigger.first)
    )


def taken_back(old: Event, new: Event, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """سيطرت X على البلدة … **واستعادتها Y** بعد ساعات: one side takes a place, the other takes it back."""
    again = [tokens[e.trigger.first].fold.lstrip("وفبل").startswith(_BACK) for e in (old, new)]
    if old.kind != new.kind or again[0] == again[1]:
        return False
    if _held(new if again[0] else old, tokens):
        return True  # استعادت X البلدة من Y **التي كانت تسيطر** عليها
    return all(map(_by_its_subject, (old, new))) and not any_actor(old.initiators, new.initiators, lexicon)


def _by_its_subject(event: Event) -> bool:
    """**سيطرت X** على, **X يستعيد**: does who took it, known by name, stand right beside the verb?"""
    trigger = event.trigger
    doer = event.initiators[0] if event.initiators and trigger.form in VERBAL else None
    return (
        doer is not None and bool(doer.ref or doer.country) and trigger.first in (doer.last, doer.first - 1)
    )


def _held(event: Event, tokens: Sequence[Token]) -> bool:
    at = event.trigger.first
    return event.trigger.form == "present" and at > 0 and tokens[at - 1].fold in _WAS


def _followed(old: Event, new: Event, tokens: Sequence[Token]) -> bool:
    """انفجار **تبعه** اشتباك, قصف **سبقته** غارات: a verb whose pronoun is the first and whose subject the second."""
    one, two = old.trigger, new.trigger
    before = tokens[max(one.last, two.first - _BESIDE) : two.first]
    return not two.definite and any(t.fold.removeprefix("و") in _FOLLOWED for t in before)


def _each_with_its_dead(old: Event, new: Event) -> bool:
    """قتل ثلاثة بقصف على X، **وقتل اثنان بقصف** على Y: the same thing in two places, each with those it hurt."""
    one, two = old.trigger, new.trigger
    if old.kind != new.kind or old.kind not in BLOWS or not old.tolls or not new.tolls:
        return False
    mine = [toll.first for what, toll in old.tolls.items() if what in _HURT]
    theirs = [toll.first for what, toll in new.tolls.items() if what in _HURT]
    if not mine or not theirs or max(mine) >= min(theirs):
        return False
    if not one.last < min(theirs) or not max(theirs) < two.first:
        return False
    here, there = precise(old.places), precise(new.places)
    return bool(here and there) and not any_place(here, there)

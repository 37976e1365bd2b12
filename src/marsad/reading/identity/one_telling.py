"""Two event words that one construction makes a single telling of.

حاول محتجون **اقتحام** المبنى, تنفيذ **اعتصام** أمام المقر, عملية **لتطهير** الحي: the second word is what the first one governs.
**صد** الجيش **هجوما**: the fight is the attack that was beaten back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.records import ANSWERED_FOR, VERBAL, Event
from marsad.reading.screen.arms import FORCE
from marsad.text.tokens import Token

_NEAR = 3  # tokens between a word and what it governs: its subject, a preposition
_SUBJECT = 5  # tokens between a verb of beating back and the attack: who beats it back
_JOINING = word_class("parts_two_deeds")
_BEATS_BACK = word_class("beats_back")
_STRIKING = ("القصف", "الاستهداف")  # the shelling, the targeting
_AND = ("و", "ف")


def one_construction(old: Event, new: Event, tokens: Sequence[Token]) -> bool:
    """Does the word of ``old`` govern that of ``new``, which tells of an event of its kind?

    A verb does not: مواقع **سيطر** عليها X are told to have been taken by others. Nor is who denies a deed told to have done it.
    """
    return (
        old.kind == new.kind
        and new.trigger.form not in VERBAL
        and ANSWERED_FOR not in old.notes
        and "denied" not in (old.status, new.status)
        and _governs(old, new, tokens, _NEAR)
    )


def beaten_back(old: Event, new: Event, tokens: Sequence[Token]) -> bool:
    """**صدت** القوات **هجوما**, **تصدى** X لمحاولة **تسلل**: is the one the beating back of the other?"""
    return (
        old.kind == "armed_clash"
        and new.kind == "ground_attack"
        and old.trigger.first < new.trigger.first
        and tokens[old.trigger.first].fold.removeprefix("و") in _BEATS_BACK
        and new.trigger.form not in VERBAL
        and _governs(old, new, tokens, _SUBJECT)
    )


def raid_taken_up(old: Event, new: Event, tokens: Sequence[Token], since: Iterable[Event]) -> bool:
    """**أغار** الطيران على X. وأدى **القصف** إلى Y: "the shelling" is the raid, where nothing of force is told between (``since``)."""
    trigger = new.trigger
    return (
        old.kind == "air_strike"
        and new.kind == "shelling"
        and trigger.definite
        and not new.means
        and old.trigger.first < trigger.first
        and trigger.sentence - old.trigger.sentence <= 1
        and "denied" not in (old.status, new.status)
        and trigger.form not in VERBAL
        and tokens[trigger.first].fold.endswith(_STRIKING)
        and not any(e.kind in FORCE for e in since)
    )


def _governs(old: Event, new: Event, tokens: Sequence[Token], near: int) -> bool:
    """Do they stand in one sentence with nothing between that parts them?"""
    one, two = old.trigger, new.trigger
    if one.sentence != two.sentence or not 0 <= two.first - one.last <= near or two.before.startswith(_AND):
        return False
    return all(
        t.kind == "word" and t.fold not in _JOINING and not t.fold.startswith("و")
        for t in tokens[one.last : two.first]
    )

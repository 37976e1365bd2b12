"""What is condemned and told in full has happened: أدانت X **الهجوم** على Y في Z."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.records import VERBAL, Event
from marsad.reading.screen.arms import FORCE
from marsad.text.tokens import Token

CONDEMNED = "condemned"
"""A note: the words condemn it, and tell on whom and where it was."""
_CONDEMNING = word_class("condemning")
_EVERY = {"كل", "اي", "ايه", "جميع"}  # every, any, all
_BEHIND = 8  # tokens from the verb that condemns to the noun of what is condemned


def note_condemned(events: Sequence[Event], tokens: Sequence[Token]) -> None:
    """Mark what a verb of condemning stands before and whose victims and place are told; they are not who is condemned."""
    said = [e for e in events if e.kind == "accusation" and e.trigger.form in VERBAL]
    for event in events if said else ():
        trigger = event.trigger
        struck = [c for c in event.targets if c not in event.initiators]
        if event.kind not in FORCE or trigger.form in VERBAL or not (struck and event.places):
            continue
        if tokens[trigger.first - 1].fold in _EVERY:
            continue  # تدين X **كل** هجوم على المدنيين
        by = next((e for e in reversed(said) if e.trigger.last <= trigger.first), None)
        if by is None or trigger.first - by.trigger.last > _BEHIND:
            continue
        verb = by.trigger
        word = tokens[verb.first].fold
        between = tokens[verb.last : trigger.first]
        if word.removeprefix("و") in _CONDEMNING and all(t.kind == "word" for t in between):
            event.notes[CONDEMNED] = word
            by.targets = [c for c in by.targets if c not in struck]

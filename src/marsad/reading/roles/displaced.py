"""Who is driven out and who drives them out: اضطرت **عائلات** إلى ترك منازلها, لجأ **مئات السكان** إلى المدرسة.

The subject of a verb of going goes; civilians drive nobody out where nobody else is named to have been driven out.
"""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.parties import PEOPLE, Around, of_another
from marsad.reading.records import VERBAL, Chunk, Event

_GOING = word_class("going_away")


def displaced(around: Around, event: Event) -> None:
    """Put those who go among the targets, and take out of them whoever did something else told behind the verb."""
    trigger = event.trigger
    if trigger.form not in VERBAL:
        event.initiators, event.targets = _civilians_go(event)
        return
    if _goes(around.tokens[trigger.first].fold):
        if event.initiators:
            event.initiators, event.targets = [], event.initiators  # نزح **المدنيون** بعد قصف X
        else:
            event.targets = [c for c in event.targets if not of_another(around, trigger, c)]
        return
    event.initiators, event.targets = _civilians_go(event)


def _civilians_go(event: Event) -> tuple[list[Chunk], list[Chunk]]:
    """دفع القتال **عشرات الأسر** إلى الرحيل: civilians in the place of a doer, and nobody else whom it befell."""
    gone = [c for c in event.initiators if c.kind == "group" and c.sort == "civilians"]
    if not gone or any(c.kind in PEOPLE and c.kind != "actor" for c in event.targets):
        return event.initiators, event.targets
    return [c for c in event.initiators if c not in gone], gone


def _goes(word: str) -> bool:
    """Does the verb tell of those who go, without an object: نزح, فر, خرج, but not أخرج?"""
    return any(w in _GOING for w in (word, word[1:]) if w is word or word[0] in "وف")

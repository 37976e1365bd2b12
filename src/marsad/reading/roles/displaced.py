"""Who is driven out and who drives them out: اضطرت **عائلات** إلى ترك منازلها, لجأ **مئات السكان** إلى المدرسة.

The subject of a verb of going goes; civilians drive nobody out where nobody else is named to have been driven out.
"""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.parties import PEOPLE, Around, of_another
from marsad.reading.records import VERBAL, Chunk, Event, Trigger

_GOING = word_class("going_away")
_SOME = word_class("counting") - {"من"} | {"دفعه", "الدفعه", "قافله"}  # some; a batch, a convoy
_NEAR = 5  # tokens


def displaced(around: Around, event: Event) -> None:
    """Put those who go among the targets, and take out of them whoever did something else told behind the verb."""
    trigger = event.trigger
    if trigger.form not in VERBAL:
        event.initiators, event.targets = _civilians_go(event)
        event.targets = event.targets or _in_batches(around, trigger)
        return
    if _goes(around.tokens[trigger.first].fold):
        if event.initiators:
            event.initiators, event.targets = [], event.initiators  # نزح **المدنيون** بعد قصف X
        else:
            event.targets = [c for c in event.targets if not of_another(around, trigger, c)]
        return
    event.initiators, event.targets = _civilians_go(event)


def in_the_reason(around: Around, trigger: Trigger, chunk: Chunk) -> bool:
    """حركة نزوح **إثر** تصعيد X: does a word for "because of", "after" stand between a trigger and somebody?"""
    return trigger.last <= chunk.first and around.at.within(trigger.last, chunk.first, "cause")


def _civilians_go(event: Event) -> tuple[list[Chunk], list[Chunk]]:
    """دفع القتال **عشرات الأسر** إلى الرحيل: civilians in the place of a doer, and nobody else whom it befell."""
    gone = [c for c in event.initiators if c.kind == "group" and c.sort == "civilians"]
    if not gone or any(c.kind in PEOPLE and c.kind != "actor" for c in event.targets):
        return event.initiators, event.targets
    return [c for c in event.initiators if c not in gone], gone


def _in_batches(around: Around, trigger: Trigger) -> list[Chunk]:
    """إجلاء آخر **دفعة من X**: of whom those are who are brought out."""
    found = (c for c in around.chunks if trigger.last < c.first <= trigger.last + _NEAR and c.prep == "من")
    chunk = next((c for c in found if c.kind in ("actor", "group")), None)
    some = {t.fold for t in around.tokens[trigger.last : chunk.first]} if chunk is not None else set()
    return [chunk] if chunk is not None and some & _SOME else []


def _goes(word: str) -> bool:
    """Does the verb tell of those who go, without an object: نزح, فر, خرج, but not أخرج?"""
    return any(w in _GOING for w in (word, word[1:]) if w is word or word[0] in "وف")

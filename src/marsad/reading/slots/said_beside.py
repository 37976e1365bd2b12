"""Who goes on about an event in the sentence that told it: «قتل ثلاثة في **انفجار** …، **وقالت الشرطة** إن عشرة جرحوا».

The outlet tells the event and somebody its toll or its course, in a clause of his own in which nothing else happens. Where
nobody else stands behind the event, he does.
"""

from __future__ import annotations

from marsad.reading.records import Chunk, Event
from marsad.reading.slots.setting import Setting
from marsad.reading.sources.sayings import Saying
from marsad.reading.sources.testimony import COUNTED_IN

_WHILE = {"فيما", "بينما", "حين"}  # while, while, (at the) time


def said_beside(setting: Setting, event: Event) -> list[Chunk]:
    """The sources of the clause, if there is one; only for what somebody counts the victims of."""
    trigger = event.trigger
    told = setting.triggers.get(trigger.sentence)
    if event.kind not in COUNTED_IN or event.status != "occurred" or not told:
        return []
    last = max(told, key=lambda one: one.first)
    if last is not trigger and not any(last is telling for telling in event.tellings):
        return []
    out: list[Chunk] = []
    for saying in setting.sayings:
        here = saying.sentence == last.sentence and last.last <= saying.first
        if here and _a_clause_of_his_own(setting, saying) and not _to_come(setting, saying):
            out.extend(saying.chain)
    return out


def _a_clause_of_his_own(setting: Setting, saying: Saying) -> bool:
    """…، **وقالت X** إن, …، **فيما قالت X** إن: in the past tense, and not "as X said"."""
    if saying.cited or saying.carried or saying.first != saying.at:
        return False
    hit = setting.at.cue(saying.at, "saying")
    if hit is None or hit.term.form != "past" or hit.cut.after:
        return False
    if setting.at.cue(saying.at, "saying_if_named") is not None:
        return False
    return hit.cut.before == "و" or setting.tokens[saying.at - 1].fold in _WHILE


def _to_come(setting: Setting, saying: Saying) -> bool:
    """…، وقالت X **إنها سترد**: what somebody will do is no word about what was done."""
    words = [token.fold for token in setting.tokens[saying.at : saying.at + _SOON]]
    return any(word.startswith(_WILL) or word in _FUTURE for word in words)


_SOON = 6  # tokens from the verb
_WILL = ("ست", "سي", "سن")  # will, before a verb
_FUTURE = {"سوف", "لن"}  # will, will not

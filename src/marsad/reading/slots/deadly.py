"""A deed that is called deadly killed at least one, where nothing says how many: نفذت الطائرات **ضربة دامية** على موقع."""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.reading.events.event_tolls import ONE_STRIKES
from marsad.reading.records import VERBAL, Event
from marsad.reading.slots.setting import Setting
from marsad.reading.tolls.mention import TollMention

_DEADLY = word_class("deadly")
_LASTED = "دام"  # deadly, and "it lasted": قتال **دام** أياما
_WHERE = ("في", "علي", "ضد", "استهدف", "نفذه", "شنه", "وقع", "بين", "،", ".", "")
_REACH = 3  # tokens: "هجوم انتحاري دام"


def deadly(setting: Setting, event: Event) -> TollMention | None:
    """At least one dead, told by an adjective of one of the event's own words."""
    if event.kind not in ONE_STRIKES:
        return None
    tokens = setting.tokens
    for telling in event.tellings:
        if telling.form in VERBAL or telling.kind != event.kind:
            continue
        last = setting.sentences[telling.sentence].last
        for here in range(telling.last, min(telling.last + _REACH, last)):
            token = tokens[here]
            if token.kind != "word" or token.fold.startswith("و"):
                break
            if token.fold in _DEADLY and (
                token.fold != _LASTED or here + 1 >= last or tokens[here + 1].fold in _WHERE
            ):
                return TollMention(
                    here, here + 1, "killed", 1, None, {}, ((here, here + 1),), here, False, False
                )
    return None

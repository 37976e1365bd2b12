"""Who is no source of an event, whatever the score says: what is told by the way, and what somebody declares himself."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.parties import dateline
from marsad.reading.grammar.scan import COMMAS, QUOTES
from marsad.reading.records import Chunk, Event, Trigger
from marsad.reading.slots.setting import Setting
from marsad.reading.sources.sayings import Saying
from marsad.reading.sources.words import DAYS

_BY_THE_WAY = word_class("told_by_the_way")
_DECLARING = word_class("declares")
_DECLARED = word_class("declared_states")
_PUT_IN_FORCE = word_class("putting_in_force")
_IN_BETWEEN = COMMAS | QUOTES | DAYS | _PUT_IN_FORCE
_BY_DECLARING = {"restriction", "ceasefire"}
_RIGHT_BEHIND = 2  # tokens from the noun of a killing to who was killed
_OPENING, _CLOSING, _EITHER = {"«", "“"}, {"»", "”"}, {'"'}


def told_by_the_way(setting: Setting, event: Event) -> bool:
    """غادر مدنيون الغوطة **المحاصرة**، وفق المرصد: an adjective of a place takes for known what no source is asked for.

    In somebody's own words, in quotation marks, it is his.
    """
    return event.kind == "siege" and all(_by_the_way(setting, telling) for telling in event.tellings)


def tells_by_the_way(
    setting: Setting, event: Event, quoted: Sequence[tuple[Saying | None, int, Chunk]]
) -> bool:
    """Is all that this source says of a siege such an adjective, whatever the report tells of the siege by itself?"""
    found = False
    for telling in event.tellings:
        if any(_within(saying, telling) for saying, _, _ in quoted):
            if not _by_the_way(setting, telling):
                return False
            found = True
    return found


def _within(saying: Saying | None, telling: Trigger) -> bool:
    return (
        saying is not None
        and saying.sentence == telling.sentence
        and saying.first <= telling.first < saying.last
    )


def _by_the_way(setting: Setting, telling: Trigger) -> bool:
    return setting.tokens[telling.first].fold in _BY_THE_WAY and not _in_quotation(
        setting, telling.sentence, telling.first
    )


def may_be_declared(setting: Setting, event: Event) -> bool:
    """Is it of a kind that is brought about by being declared, and told by such a word?"""
    return event.kind in _BY_DECLARING and setting.tokens[event.trigger.first].fold in _DECLARED


def declared(
    setting: Setting, event: Event, name: str, quoted: Sequence[tuple[Saying | None, int, Chunk]]
) -> bool:
    """أعلن **المجلس** حالة الطوارئ: who brings something about by declaring it does it, and is no source of what may be declared."""
    trigger = event.trigger
    if name not in setting.told[id(event)].sides[0]:
        return False
    for saying, _, chunk in quoted:
        if saying is None or saying.cited or saying.sentence != trigger.sentence:
            continue
        if saying.verb not in _DECLARING or not saying.at < trigger.first:
            continue
        here = chunk.last if saying.at < chunk.first < trigger.first else saying.at + 1
        if all(_passes(setting, trigger.sentence, at) for at in range(here, trigger.first)):
            return True
    return False


def _passes(setting: Setting, sentence: int, at: int) -> bool:
    """Does a word between who declares and what is declared tell only when, where or that it comes into force?"""
    token = setting.tokens[at]
    if token.fold in _IN_BETWEEN or token.kind == "number":
        return True
    return any(c.first <= at < c.last and c.kind in ("place", "state") for c in setting.chunks[sentence]) or (
        setting.at.layer(at, "demonym") is not None
    )


def slain(event: Event, quoted: Sequence[tuple[Saying | None, int, Chunk]]) -> bool:
    """اغتيال **فلان** في X، متهمة Y: who is named once, as who was killed, tells nothing of it."""
    if event.kind != "killing" or event.status != "occurred":
        return False
    behind = range(event.trigger.last, event.trigger.last + _RIGHT_BEHIND)
    dead = {c.first for c in event.targets if c.kind == "person" and c.first in behind}
    return bool(dead) and all(chunk.first in dead for _, _, chunk in quoted)


def only_where(setting: Setting, event: Event, quoted: Sequence[tuple[Saying | None, int, Chunk]]) -> bool:
    """**ليبيا:** اشتباكات في صرمان: a country before a colon, of what happened in it, tells where and not who says so."""
    lands = {place.country for place in event.places if place.country}
    return len(lands) == 1 and all(
        chunk.kind == "state" and chunk.country in lands and dateline(setting.tokens, chunk)
        for _, _, chunk in quoted
    )


def _in_quotation(setting: Setting, sentence: int, at: int) -> bool:
    depth = 0
    for token in setting.tokens[setting.sentences[sentence].first : at]:
        if token.fold in _EITHER:
            depth = 0 if depth else 1
        elif token.fold in _OPENING:
            depth += 1
        elif token.fold in _CLOSING:
            depth = max(0, depth - 1)
    return depth > 0

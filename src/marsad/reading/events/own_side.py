"""What a speaker tells of his own side: that it has not done something, that it has beaten something back.

أكدت **الحركة** أنها لم تنفذ التفجير: a plain "did not" tells of nothing; said of one's own deed it is a denial.
قال **المتحدث باسم الجيش** إن **القوات** صدت هجوما: the forces are those of whom he speaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.parties import agentive
from marsad.reading.grammar.scan import At
from marsad.reading.records import (
    ANSWERED_FOR,
    BEATEN_BACK,
    DENIED_TO_BE_HIS,
    DOER,
    VERBAL,
    Chunk,
    Event,
    Trigger,
    note,
)
from marsad.reading.sources.words import RELATIVES, THAT
from marsad.reading.status.denials import OWN
from marsad.reading.status.of_himself import among
from marsad.text.fold import fold
from marsad.text.tokens import Token

_DEEDS = {*OWN, "killing", "arrest", "abduction", "explosion"}
_DID_NOT = {"لم", "ولم"}
_OF_HIMSELF = {"انه", "انها", "انهم", "بانه", "بانها", "بانهم"}  # that he, that it, that they
_DOING = ("light_agent", "deeds")  # carried out, launched, answered with: the noun is what was done
_OURS = {"القوات", "قواته", "قواتها", "قواتنا", "الجيش"}  # the forces, his, its and our forces, the army
_WE = {*_DEEDS, "shelling", "air_strike", "ground_attack", "capture", "destruction", "withdrawal"}
_WE_DID = word_class("we_did")
_REACH = 4  # tokens from a verb of doing to the noun that it governs


def deny_own(events: Sequence[Event], tokens: Sequence[Token], at: At, sayings: Sequence[Any]) -> None:
    """Make denials of the deeds of which the speaker says that he did not do them."""
    for event in events:
        trigger = event.trigger
        if event.dropped != "negated" or event.kind not in _DEEDS:
            continue
        verb = trigger.first if trigger.form in VERBAL else _governing(trigger.first, tokens, at)
        if verb is None or tokens[verb - 1].fold not in _DID_NOT:
            continue
        noun = trigger.form not in VERBAL
        for saying in sayings:
            that = [t.fold for t in tokens[saying.at : verb] if t.fold in THAT]
            if saying.cited or not saying.first <= trigger.first < saying.last or not that:
                continue
            own = that[-1] in _OF_HIMSELF and (noun or trigger.rule.frame == "agent")
            if any(among(c, saying.chain) for c in event.initiators) or (own and not event.initiators):
                event.status, event.dropped = "denied", None
                event.notes["denial"] = saying.verb
                event.initiators = event.initiators or [c for c in saying.chain if agentive(c)][:1]
                event.deniers = list(saying.chain)
                if noun:
                    event.notes[ANSWERED_FOR] = DENIED_TO_BE_HIS
                    _said_of_it(event, events, tokens)
                break


def _governing(noun: int, tokens: Sequence[Token], at: At) -> int | None:
    """لم **تنفذ** التفجير, لم **تشن** أي هجوم: the verb of doing whose object the noun is."""
    for here in range(noun - 1, max(0, noun - _REACH), -1):
        hit = at.cue(here, *_DOING)
        if hit is not None and hit.term.form in VERBAL:
            return here
    return None


def _said_of_it(event: Event, events: Sequence[Event], tokens: Sequence[Token]) -> None:
    """التفجير **الذي استهدف** سوق X: the relative clause says what it hit, and tells of nothing more."""
    last = event.trigger.last
    for other in events:
        verb = other.trigger
        if verb.form in VERBAL and 0 < verb.first - last <= 2 and tokens[verb.first - 1].fold in RELATIVES:
            event.targets = event.targets or [c for c in other.targets if not among(c, event.deniers)]
            event.places = event.places or list(other.places)
            other.dropped = "light verb"


def our_forces(events: Sequence[Event], chunks: Sequence[Chunk], sayings: Sequence[Any]) -> None:
    """أعلن المتحدث باسم **الجيش السوداني** أن **القوات** صدت هجوما: the forces that beat it back are those he speaks for."""
    for event in events:
        if event.kind != "ground_attack" or event.status != "attempted":
            continue
        for saying in sayings:
            if saying.cited or not saying.first <= event.trigger.first < saying.last:
                continue
            body = next((c for c in chunks if c.kind == "actor" and _of(c, saying.chain[-1])), None)
            if body is None or among(body, (*event.initiators, *event.targets)):
                continue
            if any(_ours(c) for c in event.targets):
                event.notes[BEATEN_BACK] = f"{event.notes.get(BEATEN_BACK, '')} {body.first}".strip()
            event.targets = [body if _ours(c) and body.last <= c.first else c for c in event.targets]


def we_did(
    events: Sequence[Event], tokens: Sequence[Token], chunks: Sequence[Chunk], sayings: Sequence[Any]
) -> None:
    """**سرايا القدس:** قصفنا X: who heads the line and says "we" did it."""
    for event in events:
        trigger = event.trigger
        if event.dropped or event.kind not in _WE or trigger.rule.passive:
            continue
        for saying in sayings:
            heads = not saying.cited and saying.first <= trigger.first < saying.last
            if not heads or not _ourselves(trigger, tokens, saying):
                continue
            body = next(
                (c for c in chunks if c.kind in ("actor", "state") and _of(c, saying.chain[-1])), None
            )
            doer = body or saying.chain[0]
            event.initiators = [doer]
            event.targets = [c for c in event.targets if c.first != doer.first]
            note(event, DOER, [doer])
            break


def _ourselves(trigger: Trigger, tokens: Sequence[Token], saying: Any) -> bool:
    """استهدف**نا**, قصف**نا**, **نفذنا** ضربة: is the first word behind the colon "we"?"""
    if not any([t.fold == ":" for t in tokens[max(saying.at, trigger.first - 3) : trigger.first]]):
        return False  # as mostly: no colon stands right before
    word = tokens[trigger.first].fold
    colon = next(at for at in range(saying.at, trigger.first) if tokens[at].fold == ":")
    lead = tokens[colon + 1].fold
    if trigger.first == colon + 1:
        return word.endswith("نا") and (trigger.form in VERBAL or trigger.after == "نا")
    return trigger.first <= colon + 3 and lead in _WE_DID


def _ours(chunk: Chunk) -> bool:
    return chunk.kind == "actor" and chunk.ref is None and fold(chunk.name) in _OURS


def _of(body: Chunk, speaker: Chunk) -> bool:
    """Is it the body that a source is of, or the source itself?"""
    return speaker.first <= body.first and body.last <= speaker.last

"""Whose forces "his forces" are: قال المتحدث باسم **الجيش اليمني** فلان إن **قواته هاجمت** مواقع X, وأضاف أن **قواته ردت** على مصادر النيران.

A spokesman and a commander have their forces from the body that they speak for, told inside the words for their office.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import At
from marsad.reading.records import DOER, Chunk, Event, note
from marsad.reading.sources.words import THAT
from marsad.text.fold import fold
from marsad.text.tokens import Token

FORCES = word_class("forces_of_the_speaker")
_FIGHTING = {"ground_attack", "shelling", "air_strike", "capture", "arrest", "withdrawal", "destruction"}
_BODIES = {
    "army", "militia", "rebel", "government", "jihadist", "police", "force", "state", "party", "air_force", "coalition",
}  # fmt: skip
_OFFICE = 3  # tokens of a speaker's office at least: المتحدث باسم X


def his_forces(
    events: Sequence[Event], tokens: Sequence[Token], at: At, sayings: Sequence[Any], lexicon: Lexicon
) -> None:
    """Give what "his forces" did by a finite verb to the body whose forces they are, and what they did besides."""
    bodies: dict[int, Chunk] = {}  # by the first token of a saying's scope, who acts in it
    for event in events:
        trigger = event.trigger
        if event.kind not in _FIGHTING or trigger.form != "past" or trigger.rule.passive:
            continue
        for saying in sayings:
            if saying.cited or not saying.chain or not saying.first <= trigger.first < saying.last:
                continue
            if any(c.first != saying.chain[0].first for c in event.initiators):
                continue  # another did it
            body = bodies.get(saying.first) if trigger.before[:1] == "و" else None
            if body is None and _by_them(tokens, trigger.first):
                body = _body(saying.chain[0], tokens, at, lexicon)
            if body is not None:
                bodies[saying.first] = body
                event.initiators = [body]
                event.targets = [c for c in event.targets if c.ref != body.ref or not c.ref]
                note(event, DOER, [body])
                break


def _by_them(tokens: Sequence[Token], verb: int) -> bool:
    """أن **قواته** ردت: do they stand right before the verb, behind "that"?"""
    return verb > 1 and tokens[verb - 1].fold in FORCES and tokens[verb - 2].fold in THAT


def _body(speaker: Chunk, tokens: Sequence[Token], at: At, lexicon: Lexicon) -> Chunk | None:
    """المتحدث باسم **الجيش اليمني** عبده مجلي: of what body somebody speaks, by the words of his office."""
    if speaker.kind in ("actor", "state"):
        return speaker if speaker.ref else None
    own = len(fold(speaker.name).split())
    if speaker.last - speaker.first - own < _OFFICE - 1:
        return None
    for here in range(speaker.first + 1, speaker.last - own + 1):
        hit = at.layer(here, "actor")
        actor = lexicon.actors.get(hit.term.ref) if hit is not None else None
        if hit is not None and actor is not None and actor.kind in _BODIES and hit.last <= speaker.last:
            return Chunk(
                here, hit.last, "actor", actor.name_ar, ref=actor.id, sort=actor.kind, country=actor.country
            )
    return None

"""Who does it to whom, and where: the neighbours of a trigger given their parts in the event.

Arabic tells roles by order (verb–subject–object, or subject–verb in headlines), by idafa (قصف قوات X, "the shelling of X's
forces": who did it; استهداف قوات X: done to them unless a لـ follows), by prepositions (على، ضد, من قبل, بين … و) and by
light verbs that lend their subject to a noun (شنّ X غارات). No parser is used: what decides is the construction and what
kind of thing stands in each slot.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from marsad.model import SYMMETRIC
from marsad.reading.grammar.asides import aside_before
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.named_doers import fired_out_of
from marsad.reading.grammar.parties import (
    ASIDES,
    LAUNCHED,
    PEOPLE,
    Around,
    accusative,
    agentive,
    aside,
    dateline,
)
from marsad.reading.grammar.patients import struck_things
from marsad.reading.grammar.scan import At
from marsad.reading.records import DOER, VERBAL, Chunk, Event, Trigger, note
from marsad.reading.roles.carriers import sent_by
from marsad.reading.roles.conditions import set_unless
from marsad.reading.roles.crowds import set_crowd
from marsad.reading.roles.displaced import displaced, in_the_reason, some_of_whom
from marsad.reading.roles.hosts import add_hosts
from marsad.reading.roles.noun_roles import noun_roles
from marsad.reading.roles.of_his_kin import KILLS, kills_his_kin
from marsad.reading.roles.opposition import set_opponent
from marsad.reading.roles.received import received
from marsad.reading.roles.releases import settle_release
from marsad.reading.roles.scenes import add_places
from marsad.reading.roles.sides import add_backers, add_brokers, add_mediators, between_parties, take_sides
from marsad.reading.roles.verb_roles import verb_roles
from marsad.reading.screen.answers import GROUNDS, lead, leads
from marsad.text.tokens import Token

_GROUND = 12  # tokens before a trigger in which "in answer to" stands that it belongs to
_BOMBERS = ("انتحاري", "الانتحاري")


class Roles:
    """Roles for the triggers of one sentence."""

    def __init__(
        self,
        tokens: Sequence[Token],
        at: At,
        clauses: Clauses,
        chunks: Sequence[Chunk],
        triggers: Sequence[Trigger],
    ) -> None:
        self.around = Around(tokens, at, clauses, chunks, triggers)
        self.asides = not ASIDES.isdisjoint(clauses.words)  # may anybody be told of beside the point?

    def assign(self, trigger: Trigger) -> Event:
        """The event of a trigger with its initiators, targets, third parties and places."""
        around = self.around
        event = Event(trigger, trigger.kind)
        left, right = _window(around, trigger)
        event.span = (left, right)
        before: list[Chunk] = []
        after: list[Chunk] = []
        opening = around.clauses.opening
        for chunk in around.chunks:
            if opening is not None and chunk.kind in PEOPLE and opening.between(chunk.first, trigger.first):
                continue  # عقب مقتل ثلاثة بنيران **X**، قصف Y: on the other side of the comma
            if chunk.first >= trigger.last:
                if chunk.first < right and not (self.asides and aside(around, trigger, chunk)):
                    after.append(chunk)
            elif left <= chunk.first and chunk.last <= trigger.first:
                before.append(chunk)
        frame = trigger.rule.frame
        if frame == "event" and trigger.rule.passive:
            event.initiators = fired_out_of(around, trigger, after) if trigger.kind in LAUNCHED else []
            if event.initiators:
                note(event, DOER, event.initiators)
        elif event.kind in KILLS and (killed := kills_his_kin(around, trigger, after)) is not None:
            event.initiators, event.targets = killed
            note(event, DOER, event.initiators)
        elif frame in ("clash", "talks"):
            take_sides(around, event, trigger, before, after)
        elif trigger.form in VERBAL:
            verb_roles(around, event, trigger, before, after)
        else:
            noun_roles(around, event, trigger, before, after)
        if event.initiators and trigger.form in VERBAL:
            event.initiators = [c for c in event.initiators if not accusative(around.tokens, c)]
        if frame != "statement":
            event.initiators = [c for c in event.initiators if not dateline(around.tokens, c)]
            event.targets = [c for c in event.targets if not dateline(around.tokens, c)]
        if event.initiators and event.targets and event.kind not in SYMMETRIC:
            mine = {c.ref for c in event.initiators if c.ref}
            event.targets = [c for c in event.targets if c.ref not in mine or not c.ref]
        if event.kind in ("displacement", "mobilization"):
            # نزوح **إثر** قصف X, استنفار **إثر** تقدم X: who is named in the reason
            event.initiators = [c for c in event.initiators if not in_the_reason(around, trigger, c)]
            event.targets = [c for c in event.targets if not in_the_reason(around, trigger, c)]
        if event.kind == "displacement":
            displaced(around, event)
        if "dispersal" in trigger.rule.traits:
            # فرقت **الشرطة** متظاهرين: those dispersed protest, and whoever disperses them stands against them
            crowd = [c for c in event.targets if c.kind in PEOPLE and c.sort not in ("air", "drone")]
            event.initiators, event.targets = crowd, event.initiators
        if "call" in trigger.rule.traits and _called_upon(around, event):
            event.kind = "demand"
        if event.kind == "aid":
            sent_by(around, event, trigger, after)
        if event.kind in ("aid", "release"):
            received(around, event, trigger)
        if event.kind == "mobilization" and not event.initiators:
            event.initiators = some_of_whom(around, trigger, after)
        if event.kind == "protest":
            set_crowd(around, event)
            set_opponent(around, event)
        if event.kind == "threat":
            set_unless(around, event)
        add_backers(around, event)
        if frame in ("mediation", "talks") or event.kind == "release":
            add_mediators(around, event, trigger)
            add_hosts(around, event, trigger)
        if event.kind != "mediation":
            add_brokers(around, event, trigger)
        if event.kind == "release" and len(exchanging := between_parties(around, after)) >= 2:
            event.initiators = exchanging  # تبادل أسرى **بين X وY**: both set free
            event.targets = [c for c in event.targets if c not in exchanging]
        elif event.kind == "release":
            settle_release(around, event, trigger, after)
        if frame == "mediation":
            event.targets = between_parties(around, after) or [
                c for c in event.targets if c not in event.initiators
            ]
        if event.kind in ("mobilization", "withdrawal"):  # those who move are no patients of it
            event.initiators = event.initiators or [c for c in event.targets if agentive(c)]
            event.targets = []
        add_places(around, event, before, after)
        if trigger.kind == "explosion":
            _bomber(event, before, after)
        if event.kind == "siege" and not event.targets:
            event.targets = struck_things(around, after, trigger)  # حصار **مستشفى** X
        if event.kind == "siege" and not event.targets:
            # Who is besieged where nobody is named: the place.
            event.targets = [c for c in event.places if c.kind == "place"][:2]
        return event


def _called_upon(around: Around, event: Event) -> bool:
    """دعت X **الأهالي** إلى التظاهر: asked of somebody who stands before what is asked."""
    words = [t.fold for t in around.tokens[event.trigger.last : event.span[1]]]
    end = event.trigger.last + (words.index("الي") if "الي" in words else 0)
    return any(c.kind in PEOPLE and not c.prep and event.trigger.last <= c.first < end for c in event.targets)


def _window(around: Around, trigger: Trigger) -> tuple[int, int]:
    """The stretch that may hold the parts of an event: its clause, less what belongs to the triggers beside it."""
    clauses = around.clauses
    left = clauses.left(trigger.first)
    right = clauses.right(trigger.last)
    if clauses.own.clauses and trigger.rule.frame != "statement":
        # قتل شرطي في هجوم على X، **وبعد ساعات** قتل مسلحون في Y: what another clause names is no part of it
        own = clauses.own.around(trigger.first, clauses.sentence, sides=trigger.kind in SYMMETRIC)
        left, right = max(own[0], left), max(trigger.last, min(own[1], right))
    aside = aside_before(around.tokens, trigger.first, clauses.sentence.first)
    for other in around.triggers:
        if other is trigger or other.rule.toll or aside < other.first < trigger.first:
            continue
        if other.first >= trigger.last:
            if other.form in VERBAL:
                goes_on = not _absorbs(around, other, trigger)
            else:
                goes_on = other.before[:1] == "و" and trigger.form not in VERBAL
            right = min(right, other.first) if goes_on else right
        elif other.last <= trigger.first and other.form in VERBAL and trigger.form in VERBAL:
            left = max(left, other.last)
    verbs = clauses.verbs
    for verb in verbs[bisect_left(verbs, trigger.last) : bisect_left(verbs, right)]:
        cues = around.at.begun_at(verb)
        if "result" in cues and "light_agent" not in cues:
            right = verb
            break
    return _within_its_ground(around, trigger, left, right)


def _within_its_ground(around: Around, trigger: Trigger, left: int, right: int) -> tuple[int, int]:
    """قصف X مواقع Y **ردا على** هجوم لـZ: what an event answers has parts of its own."""
    if trigger.rule.frame == "statement":
        return left, right
    tokens = around.tokens
    if trigger.form not in VERBAL and lead(trigger, tokens):
        left = trigger.first
    if GROUNDS.isdisjoint(around.clauses.words):
        return left, right
    for here in range(trigger.last, right):
        if leads(tokens[here]):
            return left, here
    for here in range(trigger.first - 1, max(left, trigger.first - _GROUND) - 1, -1):
        if leads(tokens[here]):
            return here, right
    return left, right


def _absorbs(around: Around, verb: Trigger, noun: Trigger) -> bool:
    """قصف … **استهدف** بلدة X: the verb only says what the noun before it hit."""
    return noun.form not in VERBAL and around.at.cue(verb.first, "light_occur") is not None


def _bomber(event: Event, before: Sequence[Chunk], after: Sequence[Chunk]) -> None:
    """A suicide bomber does it and is no target of it."""
    event.targets = [c for c in event.targets if not c.name.startswith(_BOMBERS)]
    if not event.initiators:
        found = [c for c in (*before, *after) if c.kind == "group" and c.name.startswith(_BOMBERS)]
        event.initiators = found[:1]

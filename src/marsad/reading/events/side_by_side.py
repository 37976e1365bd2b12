"""What the events of one sentence give to and take from one another: غارات X **وقصف** Y على Z, هاجم X مقرا **وأحرقوه**."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.own_clauses import joined_to_his_verb
from marsad.reading.grammar.parties import agentive
from marsad.reading.grammar.scan import COMMAS, PREPOSITIONS, At, written_preposition
from marsad.reading.records import DOER, VERBAL, Chunk, Event, Trigger, note
from marsad.reading.screen.arms import FORCE
from marsad.text.tokens import Token

_IT = ("ه", "ها", "هم", "هما")  # it, her, them
_OBJECT = 4  # tokens to what is acted on
_WHILE = word_class("meanwhile") | {"كما", "حيث", "وكذلك", "كذلك"}  # meanwhile; also, where, likewise
_ELSEWHERE = {
    "حين",
    "لاحق",
    "وفي",
}  # (in) the time that; (at a) later (time); and in: what opens another clause
_SOON = 15  # tokens between a verb and one that goes on with its subject, at most


def devices(events: Sequence[Event]) -> None:
    """محاولة تفجير **سيارة مفخخة**: what was to go off went off no more than the blast before it came about."""
    for one, two in pairwise(events):
        if one.kind == two.kind == "explosion" and one.trigger.last == two.trigger.first:
            two.status, two.dropped = one.status, one.dropped or two.dropped
            two.foilers = list(one.foilers)


def light_verbs(events: list[Event], at: At, tokens: Sequence[Token]) -> None:
    """قصف … استهدف X: a verb that only says what the noun event beside it hit gives its object to that event."""
    for event in events:
        verb = event.trigger
        if event.dropped or verb.form not in VERBAL or at.cue(verb.first, "light_occur") is None:
            continue
        for other in events:
            noun = other.trigger
            if (
                other is event
                or other.dropped
                or noun.form in VERBAL
                or other.kind not in FORCE
                or noun.rule.toll
            ):
                continue
            if noun.first < verb.first and _tells_for_itself(event, noun, tokens):
                continue
            ahead = noun.first - verb.last
            behind = verb.first - noun.last
            own = [
                c for c in event.initiators if noun.last <= c.first < verb.first and c not in other.initiators
            ]
            if not (0 <= ahead <= 2 or (0 <= behind <= 14 and not any(agentive(c) for c in own))):
                continue
            doers: list[Chunk] = []
            if ahead >= 0 and (doers := _by_means_of(event, noun)):
                other.initiators = other.initiators or doers
                other.targets = [c for c in other.targets if c not in doers] or [
                    c for c in event.targets if c not in other.initiators
                ]
            struck = [
                c for c in (*event.initiators, *event.targets) if c.first >= verb.last and c not in doers
            ]
            if behind >= 0 or not other.places:
                other.places.extend(p for p in event.places if p not in other.places)
            if behind >= 0 or not other.targets:
                other.targets.extend(
                    c for c in struck if c not in other.targets and c not in other.initiators
                )
            other.means.extend(event.means)
            other.spans = [
                (min(other.spans[0][0], event.spans[0][0]), max(other.spans[0][1], event.spans[0][1]))
            ]
            other.notes["verb"] = tokens[verb.first].fold
            event.dropped = "light verb"
            break


def _tells_for_itself(event: Event, noun: Trigger, tokens: Sequence[Token]) -> bool:
    """غارات على X، كما **استهدفت مدفعية النظام** مواقع: a verb in a clause of its own whose doer and object follow it says more."""
    verb = event.trigger
    lead = tokens[verb.first - 1].fold if verb.first else ""
    joined = verb.before[:1] == "و" or lead in _WHILE
    doer = next((c for c in event.initiators if c.first == verb.last and not c.prep), None)
    parted = any(t.fold in COMMAS or t.fold in _ELSEWHERE for t in tokens[noun.last : verb.first])
    if (
        doer is not None
        and (joined or parted)
        and any(
            c.first >= doer.last and not c.joined and (joined or not c.prep) for c in _acted_on(event, doer)
        )
    ):
        return True  # انفجرت عبوة في X، في حين **استهدفت طائرات** بلدة Y: of two names without a preposition the first did it
    if not joined and lead not in COMMAS:
        return False
    if doer is None:
        told = [c for c in event.targets if not c.prep and not c.joined]
        doer = next((c for c in told if c.first == verb.last and agentive(c)), None)
        if doer is None or not any(0 <= c.first - doer.last <= 1 for c in told):
            return False  # واستهدفت **الميليشيا** أيضا سيارة
    if doer.last >= len(tokens) or tokens[doer.first].fold.endswith("ا"):
        return False
    after = tokens[doer.last]
    return after.kind == "word" and after.fold not in PREPOSITIONS and not after.fold.startswith(("ال", "و"))


def _acted_on(event: Event, subject: Chunk) -> list[Chunk]:
    """Whom and what a verb with its subject behind it is done to, and the places that are its object."""
    return [*event.targets, *(c for c in event.places if not c.prep and c.first - subject.last <= _OBJECT)]


def _by_means_of(event: Event, noun: Trigger) -> list[Chunk]:
    """استهدفت **X** بغارات مواقع Y, استهدفتهم **X** بالقصف: who stands between the verb and what he did it by, before the object."""
    verb = event.trigger
    if written_preposition(noun.before) != "ب":
        return []
    doers = [c for c in event.initiators if verb.last <= c.first and c.last <= noun.first and not c.prep]
    if not doers or not agentive(doers[0]):
        return []
    if DOER in event.notes:
        return doers
    follows = [*event.targets, *(c for c in event.places if not c.prep)]
    return doers if any(0 <= c.first - noun.last <= _OBJECT for c in follows) else []


def share(events: list[Event]) -> None:
    """غارات X وقصف Y على Z: what follows the second of two joined nouns belongs to the first too."""
    for one, two in pairwise(events):
        if one.dropped or two.dropped or one.trigger.form in VERBAL or two.trigger.form in VERBAL:
            continue
        if two.trigger.before[:1] != "و" or two.trigger.first - one.trigger.last > 5:
            continue
        if not one.places:
            one.places = list(two.places)
        if not one.targets:
            one.targets = list(two.targets)
        if not two.initiators and one.kind in FORCE:
            two.initiators = list(one.initiators)


def and_they(events: Sequence[Event], tokens: Sequence[Token]) -> None:
    """هاجم متظاهرون مقرا **وأحرقوه**: "and they … it" is done by those of the verb before, to what that was done to."""
    for one, two in pairwise(events):
        verb = two.trigger
        if one.dropped or not one.initiators or one.trigger.form not in VERBAL or verb.form not in VERBAL:
            continue
        they = tokens[verb.first].fold.removesuffix(verb.after).endswith("و")
        if (
            verb.before[:1] != "و"
            or verb.after not in _IT
            or not they
            or verb.first - one.trigger.last > _SOON
        ):
            continue
        two.initiators = list(one.initiators)
        two.targets = two.targets or list(one.targets)
        note(two, DOER, two.initiators)


def condemned_doers(events: list[Event]) -> None:
    """أدان X قصف Y: whoever did what is condemned is the one accused."""
    for event, following in pairwise(events):
        if (
            event.kind == "accusation"
            and not event.dropped
            and following.kind in FORCE
            and following.initiators
        ):
            gap = following.trigger.first - event.trigger.last
            if gap <= 8 and not any(
                c.last <= following.trigger.first and c.first >= event.trigger.last for c in event.targets
            ):
                event.targets = list(following.initiators)


def own_clause(events: Sequence[Event], tokens: Sequence[Token]) -> None:
    """أسفر عن قتيل وجريحين **والشرطة تعتقل** ستة: who is joined by و to a verb of his own suffers nothing of what stands before."""
    subjects = {
        (c.first, c.last)
        for e in events
        if e.trigger.form in VERBAL
        for c in e.initiators
        if joined_to_his_verb(c, {e.trigger.first}, tokens)
    }
    if not subjects:
        return
    for event in events:
        if event.trigger.form not in VERBAL:
            event.targets = [
                c for c in event.targets if (c.first, c.last) not in subjects or c.first < event.trigger.first
            ]

"""Who the hurt of a sentence make a target, and whether their deaths are an event of their own: مقتل 3 في قصف X."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.parties import LAUNCHED, PEOPLE, agentive
from marsad.reading.records import VERBAL, Chunk, Event
from marsad.reading.screen.arms import FORCE
from marsad.reading.tolls.mention import TollMention
from marsad.text.tokens import Token


def add_victims(
    events: list[Event], tolls: Sequence[Any], chunks: Sequence[Chunk], tokens: Sequence[Token]
) -> None:
    """Those who were hurt are targets of the event that hurt them, where nobody else is named as such."""
    for event in events:
        if event.dropped or not event.tolls:
            continue
        if event.kind == "armed_clash":
            acting = [c for e in events if e is not event and e.trigger.form in VERBAL for c in e.initiators]
            # ثلاثة جرحى **والقوات الأمنية** تعتقل ستة: who does something else by a verb of his own is no side
            _hurt_side(event, [c for c in chunks if c not in acting])
            continue
        event.initiators = [c for c in event.initiators if not among_the_dead(c, event)]
        if any(c.kind in PEOPLE for c in event.targets):
            continue
        for toll in event.tolls.values():
            for chunk in chunks:
                if chunk.kind not in PEOPLE or chunk in event.initiators or chunk in event.targets:
                    continue
                counted = any(chunk.first < last and first < chunk.last for first, last in toll.victims)
                ranked = 0 <= chunk.first - toll.last <= 3 and any(
                    t.fold in ("صفوف", "صفوفهم") for t in tokens[toll.last : chunk.first]
                )
                if counted or ranked:
                    event.targets.append(chunk)


def among_the_dead(chunk: Chunk, event: Event) -> bool:
    """قتل **45 جنديا** بصاروخ سقط على X: several who are counted as killed have not fired it."""
    if event.kind not in LAUNCHED or "killed" not in event.tolls:
        return False
    toll = event.tolls["killed"]
    return bool(toll.min > 1) and any(
        first <= chunk.first and chunk.last <= last for first, last in toll.victims
    )


def _hurt_side(event: Event, chunks: Sequence[Chunk]) -> None:
    """أصيب ستة من مسلحي X في اشتباك مع Y: those who were hurt are the side that is not named otherwise."""
    if bool(event.initiators) == bool(event.targets):
        return
    known = {c.ref or c.name for c in (*event.initiators, *event.targets)}
    for toll in event.tolls.values():
        for chunk in chunks:
            hit = (
                any(chunk.first < last and first < chunk.last for first, last in toll.victims)
                or 0 <= chunk.first - toll.last <= 2
            )
            if hit and agentive(chunk) and chunk.kind != "state" and (chunk.ref or chunk.name) not in known:
                (event.targets if event.initiators else event.initiators).append(chunk)
                return


def keep_deaths(events: list[Event], left: Sequence[Any], clauses: Clauses) -> None:
    """A word for killing is an event of its own only where no other event of the sentence explains the deaths."""
    if not any([e.trigger.rule.toll for e in events]):
        return
    others = [e for e in events if not e.trigger.rule.toll and e.dropped is None and e.kind in FORCE]
    for event in events:
        if not event.trigger.rule.toll or event.dropped:
            continue
        own = any(toll.trigger == event.trigger.first for toll in left)
        if others and not own:
            if not _by_another(event, others, clauses):
                event.dropped = "toll of another event"
            continue
        mine = [t for t in left if t.what in ("killed", "injured")]
        if not mine:
            if named := _named(event):
                event.tolls["killed"] = _by_name(event, named)
            else:
                event.dropped = "no toll"
            continue
        here = clauses.left(event.trigger.first + 1)
        beside = [t for t in mine if clauses.left(t.trigger + 1) == here]
        for toll in beside or mine:
            event.tolls.setdefault(toll.what, toll)
    deaths = [e for e in events if e.trigger.rule.toll and e.dropped is None]
    kept: list[Event] = []
    for event in deaths:
        first = next((e for e in kept if not _elsewhere(e, event, clauses)), None)
        if first is None:
            kept.append(event)
            continue
        first.initiators = first.initiators or event.initiators
        first.targets = first.targets or event.targets
        first.places.extend(p for p in event.places if p not in first.places)
        event.dropped = "told by another word"


def _named(event: Event) -> list[Chunk]:
    """قتلت X **القائد الميداني فلان**: whom a finite verb of killing with a doer has behind it by name, though nobody is counted."""
    trigger = event.trigger
    if event.kind != "killing" or trigger.form != "past" or trigger.rule.passive or not event.initiators:
        return []
    doer = event.initiators[0]
    return [c for c in event.targets if c.kind == "person" and c.first >= max(trigger.last, doer.last)]


def _by_name(event: Event, dead: Sequence[Chunk]) -> TollMention:
    count, first = len(dead), event.trigger.first
    ranges = tuple((c.first, c.last) for c in dead)
    return TollMention(
        first, dead[-1].last, "killed", count, count, {}, ranges, first, verbal=True, named=True
    )


def _by_another(event: Event, others: Sequence[Event], clauses: Clauses) -> bool:
    """قتل جنديان بهجوم على X، **وقتل الجيش عشرة مسلحين** في Y: who kills in a clause of his own does another thing; his are its dead."""
    trigger, own = event.trigger, clauses.own
    number = own.number(trigger.first)
    if any(not own.apart(number, own.number(e.trigger.first)) for e in others):
        return False
    if number:
        doing = own.doer(number) is not None and own.clauses[number - 1].word == trigger.first
    else:
        doer = event.initiators[0] if event.initiators and trigger.form in VERBAL else None
        doing = doer is not None and doer.first == trigger.last and doer.kind in ("actor", "state")
    if not doing:
        return False
    for other in others:
        for what, toll in list(other.tolls.items()):
            if not own.apart(number, own.number(toll.trigger)) and what in ("killed", "injured"):
                event.tolls[what] = other.tolls.pop(what)
                other.targets = [
                    c for c in other.targets if not any(a <= c.first < b for a, b in toll.victims)
                ]
    return bool(event.tolls or event.targets)


def _elsewhere(one: Event, two: Event, clauses: Clauses) -> bool:
    """Do two clauses tell of deaths in two places? Then they are two events."""
    return (
        clauses.left(one.trigger.first + 1) != clauses.left(two.trigger.first + 1)
        and bool(one.places and two.places)
        and one.tolls != two.tolls
        and not any(p in one.places for p in two.places)
    )

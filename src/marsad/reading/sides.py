"""Events of two sides and those beside them: who clashes or talks with whom, who mediates, who backs."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reading.noun_slots import idafa, light_verb, nationality
from marsad.reading.parties import (
    BETWEEN,
    PEOPLE,
    Around,
    agentive,
    both_sides,
    coordinated,
    coordinated_back,
    preceding,
)
from marsad.reading.records import VERBAL, Chunk, Event, Trigger


def between_parties(around: Around, after: Sequence[Chunk]) -> list[Chunk]:
    """بين X وY: everybody from بين on."""
    for at, chunk in enumerate(after):
        if chunk.kind in PEOPLE and chunk.prep == "بين":
            out = [chunk]
            for other in after[at + 1 :]:
                if other.kind == "place" or other.kind == "object":
                    continue
                gap = other.first - out[-1].last
                glue = [t.fold for t in around.tokens[out[-1].last : other.first]]
                cut_and = around.tokens[other.first].fold[:1] == "و" or "و" in glue
                if (
                    (other.joined or cut_and)
                    and gap <= 9
                    and not around.clauses.verb_between(out[-1].last, other.first)
                ):
                    out.append(other)
                elif gap > 9:
                    break
            return out
    return []


def take_sides(
    around: Around, event: Event, trigger: Trigger, before: Sequence[Chunk], after: Sequence[Chunk]
) -> None:
    """اشتباكات بين X وY, X يلتقي Y: one side as initiator, the other as target."""
    parties = between_parties(around, after) or between_parties(around, before)
    if len(parties) >= 2:
        event.initiators, event.targets = parties[:1], parties[1:]
        return
    if parties and both_sides(parties[0]):
        event.initiators = parties
        return
    first: list[Chunk] = list(parties)
    other: list[Chunk] = []
    for chunk in after:
        if chunk.kind in PEOPLE and chunk.prep in ("مع", "ضد", "علي") and agentive(chunk):
            other = coordinated(chunk, after)
            break
    if trigger.form in VERBAL:
        direct = [c for c in after if not c.prep and c.kind in PEOPLE and c.first - trigger.last <= 3]
        if direct:
            first = coordinated(direct[0], after)
        else:
            subject = preceding(around, trigger, before, agentive)
            first = [subject] if subject else []
    elif not first:
        genitive = idafa(around, trigger, after)
        light = light_verb(around, trigger, before)
        if genitive is not None and agentive(genitive):
            first = coordinated(genitive, after)
        elif light is not None and light[0] == "agent":
            first = light[1]
        elif (nation := nationality(around, trigger)) is not None:
            first = [nation]
        else:
            subject = preceding(around, trigger, before, agentive)
            if subject is not None and around.at.cue(subject.last, "light_agent", "light_occur"):
                first = [subject]
        if not first:
            free = [c for c in before if c.kind in PEOPLE and not c.prep and agentive(c)]
            first = (
                coordinated_back(free[-1], before)
                if free and not around.clauses.verb_between(free[-1].last, trigger.first - 3)
                else []
            )
    event.initiators = first
    event.targets = [c for c in other if c not in first]
    if event.kind in BETWEEN and len(first) > 1 and not event.targets:
        event.initiators, event.targets = first[:1], first[1:]  # وقعت X **وY** اتفاقا


def add_mediators(around: Around, event: Event, trigger: Trigger) -> None:
    """بوساطة X, برعاية X: a third party, or the initiator where mediation itself is the event."""
    sentence = around.clauses.sentence
    for hit in around.at.all_within(sentence.first, sentence.last, "mediated_by"):
        if trigger.first <= hit.first < trigger.last:
            continue
        found = [
            c
            for c in around.chunks
            if hit.last <= c.first <= hit.last + 1 and agentive(c) and c.prep in ("", "من")
        ]
        party = coordinated(found[0], around.chunks) if found else []
        if not party:
            nation = around.at.layer(hit.last, "demonym")
            if nation is not None:
                party = [Chunk(hit.last, nation.last, "actor", around.tokens[hit.last].fold, sort="nationality",
                               country=nation.term.ref.partition(":")[0])]  # fmt: skip
        if party and trigger.rule.frame == "mediation" and not event.initiators:
            event.initiators = party
            event.targets = [c for c in event.targets if c not in party]
            return
        if party:
            event.third.extend(party)
            event.initiators = [c for c in event.initiators if c not in party]
            event.targets = [c for c in event.targets if c not in party]
            return


def add_backers(around: Around, event: Event) -> None:
    """بدعم من X, بمساندة X: who backs a force acts with it."""
    if event.trigger.rule.frame in ("statement", "talks", "mediation"):
        return
    for hit in around.at.all_within(*event.span, "backed_by"):
        found = [c for c in around.chunks if hit.last <= c.first <= hit.last + 1 and agentive(c)]
        if found:
            run = coordinated(found[0], around.chunks)
            event.targets = [c for c in event.targets if c not in run]
            event.initiators.extend(c for c in run if c not in event.initiators)

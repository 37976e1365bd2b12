"""Situations: what lasts, from its beginning to its end as far as told, never silently dropped."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from marsad.picture import spots
from marsad.picture.demands import Found, demands
from marsad.picture.records import Party, Said, Situation, Step
from marsad.picture.sides import Sides
from marsad.picture.situation import days_between, situation_of, step_by
from marsad.picture.steps import STANDS
from marsad.picture.threads import Link, Thread, links, threads
from marsad.picture.words import PictureWords, SituationKind

_FORCE = frozenset({"armed_clash", "ground_attack", "shelling", "air_strike", "explosion"})
_HAPPENED = frozenset({"occurred", "ongoing", "attempted"})
_LATER = 14  # days within which a calm is owed to a mediation


def situations(
    said: Sequence[Said], day: str | None, sides: Sides, words: PictureWords
) -> tuple[Situation, ...]:
    """All situations that the claims tell of, as they stand on ``day`` (None: of unknown day)."""
    by_kind: dict[SituationKind, list[Link]] = {}
    for link in links(said, sides, words):
        by_kind.setdefault(link.kind, []).append(link)
    found: list[tuple[Situation, Thread]] = []
    for kind in sorted(by_kind):
        these = by_kind[kind]
        if kind == "control":
            these = sorted(these, key=lambda one: (one.day is None, one.day or "", one.said.order))
            made = _control(these, sides)
        else:
            made = [(thread, ()) for thread in threads(these, sides, words)]
        for thread, steps in made:
            found.append((situation_of(kind, thread, steps, day, words), thread))
    found = _withdrawn(found, said, day, sides, words)
    found = _breached(found, said, sides, words, day)
    found = _calmed(found, sides)
    found = demands(found, said, day, sides, words)
    found.sort(key=lambda one: one[1].links[0].said.order)
    return tuple(one for one, _ in found)


def _control(found: Sequence[Link], sides: Sides) -> list[tuple[Thread, tuple[Step, ...]]]:
    """Who holds a place: each capture by another side ends the hold of the one before."""
    held: list[Thread] = []
    steps: dict[int, list[Step]] = {}
    for link in found:
        if link.reading.what in ("denied", "planned", "rumoured", "failed") and not any(
            spots.meet(thread.places, link.places) and sides.meet(thread.doers, link.doers) for thread in held
        ):
            continue
        now = None
        for at, thread in enumerate(held):
            if at in steps or not thread.places or not spots.meet(thread.places, link.places):
                continue
            if not link.doers or not thread.doers or sides.meet(thread.doers, link.doers):
                now = thread
            elif link.reading.what in STANDS:
                steps[at] = [step_by(link.said, "ended")]
        if now is None:
            held.append(Thread(link))
        else:
            now.add(link)
    return [(thread, tuple(steps.get(at, ()))) for at, thread in enumerate(held)]


def _withdrawn(
    found: Found, said: Sequence[Said], day: str | None, sides: Sides, words: PictureWords
) -> Found:
    """A withdrawal ends the build-up, or the hold on a place, of those who withdraw."""
    left = [(one, sides.of(one.claim).doers, sides.places(one.claim))
            for one in said if one.claim.kind == "withdrawal" and one.claim.status == "occurred"]  # fmt: skip
    out: Found = []
    for situation, thread in found:
        if situation.kind in ("buildup", "control") and situation.state in ("standing", "silent", "disputed"):
            steps = [
                step_by(one, "ended")
                for one, who, where in left
                if who and sides.meet(who, situation.doers) and spots.meet(where, situation.places)
                and (one.start or one.report.published or "") >= (thread.last or "")
            ]  # fmt: skip
            if steps:
                situation = situation_of(situation.kind, thread, steps, day, words)
        out.append((situation, thread))
    return out


def _breached(
    found: Found, said: Sequence[Said], sides: Sides, words: PictureWords, day: str | None
) -> Found:
    """Force between the sides of a ceasefire, at its place and within its time, is a breach."""
    if not any(one.kind == "ceasefire" for one, _ in found):
        return found
    force = [
        (one, sides.of(one.claim).doers, sides.of(one.claim).undergoers,
         sides.places(one.claim))
        for one in said
        if one.start is not None and one.claim.kind in _FORCE and one.claim.status in _HAPPENED and not one.recalled
    ]  # fmt: skip
    out: Found = []
    for situation, thread in found:
        start = situation.opened[0].start if situation.opened else situation.learned
        if (
            situation.kind == "ceasefire"
            and situation.state not in ("planned", "denied")
            and start is not None
        ):
            end = situation.ended[-1].end if situation.ended else "9999"
            steps = [
                step_by(one, "breached")
                for one, who, whom, where in force
                if one.start is not None and start < one.start <= end
                and who and whom and sides.meet(who, situation.doers)
                and (sides.meet(whom, situation.doers) or any(_forces(party, sides) for party in whom))
                and spots.near(where, situation.places, 30.0)
            ]  # fmt: skip
            if steps:
                situation = situation_of("ceasefire", thread, steps, day, words)
        out.append((situation, thread))
    return out


def _forces(party: Party, sides: Sides) -> bool:
    """Armed people whom the report names only by what they are ("government forces")."""
    return party.key.startswith("~") and sides.armed(party)


def _calmed(found: Found, sides: Sides) -> Found:
    """A calm that a report owes to the mediator is the outcome of that mediation, and not of another one."""
    calms = [
        one for one, _ in found if one.kind == "ceasefire" and one.state in ("standing", "silent", "ended")
    ]
    out: Found = []
    for situation, thread in found:
        if situation.kind == "mediation" and situation.outcome is None and situation.state != "denied":
            for calm in calms:
                if not calm.third_parties or not sides.meet(situation.doers, calm.third_parties):
                    continue
                theirs = situation.undergoers
                if theirs and not sides.meet(theirs, calm.doers):
                    continue
                if situation.places and calm.places and not spots.near(situation.places, calm.places, 30.0):
                    continue
                if not theirs and not (situation.places and calm.places):
                    continue
                apart = days_between(situation.learned, calm.learned)
                if apart is None or apart <= _LATER:
                    situation = replace(situation, outcome="calmed", about=calm.id,
                                      places=situation.places or calm.places)  # fmt: skip
                    break
        out.append((situation, thread))
    return out

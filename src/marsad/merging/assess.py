"""In what origins contradict one another, and what the field would call an event that stands so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marsad.merging.registry import Registry
from marsad.model import Actor, Assessment, Cited, Claim, EventDate, Origin, TollRange

_HAPPENED = {"occurred", "ongoing", "ended"}


def assess(
    claims: Sequence[Claim],
    found: Sequence[Origin],
    origin_of: dict[str, int],
    statuses: Sequence[Cited],
    initiators: Sequence[Actor],
    when: EventDate | None,
    tolls: Mapping[str, TollRange | None],
    registry: Registry,
) -> tuple[tuple[str, ...], Assessment]:
    """The fields in disagreement, and the assessment.

    Contested: one says that it happened and another denies it, or origins blame sides that have nothing to
    do with one another. Confirmed: who did it says so, and nobody denies it. Weak: one origin. Fair: the
    rest.
    """
    out = []
    denied = {one.value for one in statuses}
    contested = "denied" in denied and bool(denied & _HAPPENED)
    if contested:
        out.append("status")
    if _blame(claims, initiators, origin_of, registry):
        out.append("initiators")
        contested = True
    if when is not None and when.basis == "told" and len(when.told) > 1:
        top = when.told[0]
        if any(one.start > top.end or one.end < top.start for one in when.told[1:]):
            out.append("when")
    for name, toll in tolls.items():
        exact = {(one.min, one.max) for one in toll.figures if one.max is not None} if toll else set()
        if len(exact) > 1:
            out.append(name)
    if contested:
        return tuple(out), "Contested"
    if "denied" not in denied and _owned(claims, registry):
        return tuple(out), "Confirmed"
    return tuple(out), "Weak: single source claim" if len(found) < 2 else "Fair"


def _blame(
    claims: Sequence[Claim], initiators: Sequence[Actor], origin_of: dict[str, int], registry: Registry
) -> bool:
    """Do two origins name sides of which no claim names both and which are not of one command or country?"""
    known = [one for one in initiators if one.id]
    for number, one in enumerate(known):
        for other in known[number + 1 :]:
            if set(one.claims) & set(other.claims) or related(one.id or "", other.id or "", registry):
                continue
            if {origin_of[c] for c in one.claims} != {origin_of[c] for c in other.claims}:
                return True
    return False


def related(one: str, other: str, registry: Registry) -> bool:
    """Of one command, or of one country's forces."""
    if registry.above(one) & registry.above(other):
        return True
    country = registry.country(one)
    return (
        bool(country)
        and country == registry.country(other)
        and registry.of_state(one)
        and registry.of_state(other)
    )


def _owned(claims: Sequence[Claim], registry: Registry) -> bool:
    """Does who did it say so?"""
    for claim in claims:
        if claim.status not in _HAPPENED:
            continue
        speakers = {one.id for one in claim.attributed_to if one.id}
        for actor in claim.initiators:
            if actor.id and any(
                actor.id in registry.above(speaker) or speaker in registry.above(actor.id)
                for speaker in speakers
            ):
                return True
    return False

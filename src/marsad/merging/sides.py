"""The two sides of a clash, of talks or of a deal: each report names them in its own order, and nobody stands on both."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.merging.slots import alike
from marsad.model import Actor, Claim, Participant


def oriented(claims: Sequence[Claim]) -> dict[str, bool]:
    """By id of a claim: does it name the sides the other way round than those before it? The first that names both leads."""
    ones: list[Participant] = []
    others: list[Participant] = []
    out: dict[str, bool] = {}
    for claim in sorted(claims, key=lambda one: not (one.initiators and one.targets)):
        straight = _shared(claim.initiators, ones) + _shared(claim.targets, others)
        crossed = _shared(claim.initiators, others) + _shared(claim.targets, ones)
        turned = out[claim.id] = crossed > straight
        first, second = (claim.targets, claim.initiators) if turned else (claim.initiators, claim.targets)
        ones += [one for one in first if not _shared([one], ones)]
        others += [one for one in second if not _shared([one], others)]
    return out


def _shared(some: Sequence[Participant], others: Sequence[Participant]) -> int:
    return sum(any(alike(one, other) for other in others) for one in some)


def apart(ones: Sequence[Actor], others: Sequence[Actor]) -> tuple[list[Actor], list[Actor]]:
    """Whoever is told on both sides stands on that where more origins and claims have him, else on the first."""
    first = [one for one in ones if not any(alike(one, other) and _more(other, one) for other in others)]
    second = [other for other in others if not any(alike(one, other) for one in first)]
    return first, second


def _more(one: Actor, other: Actor) -> bool:
    return (one.support, len(one.claims)) > (other.support, len(other.claims))

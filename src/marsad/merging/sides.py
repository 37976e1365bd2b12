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
        ones += claim.targets if turned else claim.initiators
        others += claim.initiators if turned else claim.targets
    return out


def _shared(some: Sequence[Participant], others: Sequence[Participant]) -> int:
    return sum(any(alike(one, other) for other in others) for one in some)


def apart(ones: Sequence[Actor], others: Sequence[Actor]) -> tuple[list[Actor], list[Actor]]:
    """Whoever is told on both sides stands on that where more origins and claims have him, else on the first."""
    first, second = list(ones), list(others)
    for one in ones:
        for other in others:
            if alike(one, other):
                less = (
                    first if (one.support, len(one.claims)) < (other.support, len(other.claims)) else second
                )
                less.remove(one if less is first else other)
    return first, second

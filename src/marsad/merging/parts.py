"""Neighbourhoods: the sets of linked claims in which events are formed, none larger than can be looked at anew.

Weak links join what is told of a busy week into one web. A claim's neighbourhood is what it is connected to by all
links that hold; where that is too large, by links of a higher score, and so on up. Neighbourhoods share no claim,
do not depend on the order of arrival, and a new claim changes only those it touches.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from marsad.merging.score import Link

Pair = tuple[str, str]
LADDER = (0.0, 0.75, 1.5, 2.25, 3.0, 4.0, 5.0, 6.5)
"""Scores that links must exceed, step by step."""
LARGEST = 50
"""Claims of a neighbourhood; the last step of the ladder knows no bound."""


class Linked(Protocol):
    """Where links are looked up, by numbers of claims."""

    def near(self, claim: int) -> Iterable[tuple[float, int]]:
        """The claims that this one is held together with, after their scores, the highest first."""

    def fetch(self, claims: Iterable[int]) -> None:
        """Get ready what ``near`` will be asked for these claims."""

    def step(self, claim: int) -> int:
        """The step of the ladder on which the neighbourhood of a claim was last found, or 0.

        As long as claims and links are only added it can but go up, so that the search begins there; who takes
        any away forgets all steps.
        """

    def reached(self, claims: Iterable[int], step: int) -> None:
        """Keep the step for these claims."""


def components(claims: Iterable[str], pairs: Iterable[Pair]) -> list[list[str]]:
    """Connected components, each sorted, in the order of their first claim."""
    parent = {claim: claim for claim in claims}

    def root(claim: str) -> str:
        while parent[claim] != claim:
            parent[claim] = parent[parent[claim]]
            claim = parent[claim]
        return claim

    for a, b in pairs:
        if a in parent and b in parent:
            x, y = sorted((root(a), root(b)))
            parent[y] = x
    out: dict[str, list[str]] = {}
    for claim in sorted(parent):
        out.setdefault(root(claim), []).append(claim)
    return list(out.values())


def partition(claims: Iterable[str], links: Sequence[Link]) -> list[list[str]]:
    """The neighbourhoods of a whole set of claims."""
    out: list[list[str]] = []
    waiting = [(list(claims), list(links), 0)]
    while waiting:
        inside, held, step = waiting.pop()
        held = [one for one in held if one.score > LADDER[step]]
        parts = components(inside, [(one.a, one.b) for one in held])
        number = {claim: at for at, part in enumerate(parts) for claim in part}
        by_part: dict[int, list[Link]] = {}
        for one in held:
            if one.a in number and number[one.a] == number.get(one.b):
                by_part.setdefault(number[one.a], []).append(one)
        for at, part in enumerate(parts):
            if len(part) <= LARGEST or step + 1 == len(LADDER):
                out.append(part)
            else:
                waiting.append((part, by_part.get(at, []), step + 1))
    return sorted(out)


def around(store: Linked, start: int, without: frozenset[int] = frozenset()) -> frozenset[int]:
    """The neighbourhood of one claim, ``without`` some as if they were not there."""
    for step in range(store.step(start), len(LADDER)):
        bound = LADDER[step]
        seen, edge = {start}, [start]
        last = step + 1 == len(LADDER)
        while edge and (last or len(seen) <= LARGEST):
            store.fetch(edge)
            beyond = []
            for claim in edge:
                for score, other in store.near(claim):
                    if score <= bound:
                        break
                    if other not in seen and other not in without:
                        seen.add(other)
                        beyond.append(other)
                if len(seen) > LARGEST and not last:
                    break
            edge = beyond
        if last or len(seen) <= LARGEST:
            store.reached(seen, step)
            return frozenset(seen)
    raise AssertionError("the ladder has a last step")


def tied(together: Iterable[Pair]) -> dict[str, list[str]]:
    """Claim → the claims a reviewer put beside it."""
    out: dict[str, list[str]] = {}
    for a, b in sorted(together):
        out.setdefault(a, []).append(b)
        out.setdefault(b, []).append(a)
    return out

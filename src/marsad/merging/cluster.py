"""From links to events: average-link over the best pairs, under constraints, in an order that only the
claims set.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from marsad.merging.parts import Pair, components, partition
from marsad.merging.records import Facets
from marsad.merging.score import Link

_LOOKED_AT = 24  # claims of each side of a pair of groups; more say nothing new


class Ties(Struct, frozen=True):
    """What a reviewer decided: pairs of claims that belong together, pairs that must stay apart."""

    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()


NO_TIES = Ties()


def order(one: Facets) -> tuple[int, str, int, str]:
    """Claims in the order of publication, undated ones last; those of a report as it tells them."""
    return (one.published if one.published is not None else 1 << 30, one.document, one.rank, one.claim)


def cluster(
    facets: Sequence[Facets],
    links: Iterable[Link],
    compare: Callable[[Facets, Facets], Link],
    ties: Ties = NO_TIES,
) -> list[tuple[str, ...]]:
    """Groups of claim ids, one an event; every claim is in exactly one.

    ``links`` are the links that hold among these claims; ``compare`` scores any other pair when it is asked
    for. The result is a function of the set of claims and ties alone.
    """
    by_id = {one.claim: one for one in facets}
    held = [one for one in links if one.a in by_id and one.b in by_id and one.holds]
    out: list[tuple[str, ...]] = []
    parts = partition(by_id, held)
    home = {claim: number for number, part in enumerate(parts) for claim in part}
    inside: dict[int, list[Link]] = {}
    for one in held:
        if home[one.a] == home[one.b]:
            inside.setdefault(home[one.a], []).append(one)
    for number, part in enumerate(parts):
        out += grouped([by_id[claim] for claim in part], inside.get(number, []), compare, ties)
    out = joined(out, by_id, ties)
    return sorted(out, key=lambda group: order(by_id[group[0]]))


def joined(
    groups: Sequence[tuple[str, ...]], by_id: Mapping[str, Facets], ties: Ties
) -> list[tuple[str, ...]]:
    """The groups with those put together that a reviewer put together, and nothing else: a union by hand draws
    no further claims in.
    """
    home = {claim: at for at, group in enumerate(groups) for claim in group}
    pairs = [(a, b) for a, b in ties.together if a in home and b in home and home[a] != home[b]]
    if not pairs:
        return list(groups)
    whole = components(map(str, range(len(groups))), [(str(home[a]), str(home[b])) for a, b in pairs])
    out = []
    for part in whole:
        claims = [claim for at in part for claim in groups[int(at)]]
        out.append(tuple(sorted(claims, key=lambda claim: order(by_id[claim]))))
    return out


def grouped(
    facets: Sequence[Facets],
    links: Sequence[Link],
    compare: Callable[[Facets, Facets], Link],
    ties: Ties = NO_TIES,
) -> list[tuple[str, ...]]:
    """The events of one neighbourhood, but for what a reviewer put together across its groups."""
    by_id = {one.claim: one for one in facets}
    scores: dict[Pair, float | None] = {(one.a, one.b): one.score for one in links}

    def score(a: str, b: str) -> float | None:
        pair = (a, b) if a < b else (b, a)
        if pair not in scores:
            made = compare(by_id[a], by_id[b])
            scores[pair] = None if made.barred else made.score
        return scores[pair]

    claims = sorted(by_id, key=lambda claim: order(by_id[claim]))
    return [tuple(group) for group in _groups(claims, links, score, ties)]


def _groups(
    claims: Sequence[str], links: Sequence[Link], score: Callable[[str, str], float | None], ties: Ties
) -> list[list[str]]:
    place = {claim: index for index, claim in enumerate(claims)}
    members: dict[int, list[str]] = {index: [claim] for claim, index in place.items()}
    home = dict(place)
    near: dict[int, set[int]] = {index: set() for index in members}
    apart: dict[int, set[str]] = {index: set() for index in members}
    for a, b in ties.apart:
        if a in place and b in place:
            apart[place[a]].add(b)
            apart[place[b]].add(a)
    for one in links:
        near[place[one.a]].add(place[one.b])
        near[place[one.b]].add(place[one.a])

    def unite(x: int, y: int) -> int:
        x, y = min(x, y), max(x, y)
        members[x] = sorted(members[x] + members.pop(y), key=place.__getitem__)
        for claim in members[x]:
            home[claim] = x
        apart[x] |= apart.pop(y)
        for other in near.pop(y):
            near[other].discard(y)
            if other != x:
                near[other].add(x)
                near[x].add(other)
        near[x].discard(x)
        near[x].discard(y)
        return x

    def strength(x: int, y: int) -> float | None:
        one, other = members[x], members[y]
        if not (apart[x].isdisjoint(other) and apart[y].isdisjoint(one)):
            return None
        # Most are claims by themselves.
        return score(one[0], other[0]) if len(one) == len(other) == 1 else linkage(one, other, score)

    heap: list[tuple[float, int, int, int, int]] = []
    version = dict.fromkeys(members, 0)

    def push(x: int, y: int) -> None:
        x, y = min(x, y), max(x, y)
        value = strength(x, y)
        if value is not None and value > 0:
            heapq.heappush(heap, (-value, x, y, version[x], version[y]))

    for x in sorted(near):
        for y in sorted(near[x]):
            if x < y:
                push(x, y)
    while heap:
        _, x, y, vx, vy = heapq.heappop(heap)
        if x not in members or y not in members or version[x] != vx or version[y] != vy:
            continue
        x = unite(x, y)
        version[x] += 1
        for other in sorted(near[x]):
            push(x, other)
    return [members[x] for x in sorted(members)]


def linkage(
    one: Sequence[str], other: Sequence[str], score: Callable[[str, str], float | None]
) -> float | None:
    """The mean of the better half of the pairs between two groups; None where a pair is barred."""
    values = []
    for a in one[:_LOOKED_AT]:
        for b in other[:_LOOKED_AT]:
            value = score(a, b)
            if value is None:
                return None
            values.append(value)
    values.sort(reverse=True)
    half = values[: (len(values) + 1) // 2]
    return sum(half) / len(half)

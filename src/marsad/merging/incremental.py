"""Adding reports one at a time: candidates by shared blocks, links, and the groups of what was touched."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import Protocol

from marsad.merging.cluster import NO_TIES, Ties, grouped, joined
from marsad.merging.parts import LADDER, around, tied
from marsad.merging.records import Facets
from marsad.merging.registry import Registry
from marsad.merging.score import Link, held, link


class Store(Protocol):
    """Where facets and links are kept: a dict of this module, or tables of an archive."""

    def sharing(self, keys: Sequence[int]) -> Iterable[str]:
        """Ids of the claims that stand in one of these blocks (``Facets.keys``)."""

    def facets(self, claims: Iterable[str]) -> list[Facets]:
        """The facets of these claims."""

    def near(self, claim: str) -> Sequence[tuple[float, str]]:
        """As in ``parts.Linked``, and so are ``fetch``, ``step`` and ``reached``."""

    def fetch(self, claims: Iterable[str]) -> None: ...

    def step(self, claim: str) -> int: ...

    def reached(self, claims: Iterable[str], step: int) -> None: ...

    def put(self, facets: Sequence[Facets], links: Sequence[Link]) -> None:
        """Keep new facets and links."""

    def remove(self, claims: Sequence[str]) -> None:
        """Forget these claims, their links, and every step."""


class MemoryStore:
    """Facets and links in dicts."""

    def __init__(self) -> None:
        self._facets: dict[str, Facets] = {}
        self._keys: dict[int, dict[str, None]] = {}
        self._links: dict[str, dict[str, Link]] = {}
        self.steps: dict[str, int] = {}

    def sharing(self, keys: Sequence[int]) -> Iterable[str]:
        found: dict[str, None] = {}
        for key in keys:
            found.update(self._keys.get(key, {}))
        return found

    def facets(self, claims: Iterable[str]) -> list[Facets]:
        return [self._facets[claim] for claim in claims if claim in self._facets]

    def near(self, claim: str) -> Sequence[tuple[float, str]]:
        found = self._links.get(claim, {}).items()
        return sorted(((made.score, other) for other, made in found), reverse=True)

    def fetch(self, claims: Iterable[str]) -> None:
        pass

    def step(self, claim: str) -> int:
        return self.steps.get(claim, 0)

    def reached(self, claims: Iterable[str], step: int) -> None:
        self.steps.update(dict.fromkeys(claims, step))

    def links(self) -> list[Link]:
        """Every link, once."""
        return [made for claim, others in self._links.items() for made in others.values() if made.a == claim]

    def put(self, facets: Sequence[Facets], links: Sequence[Link]) -> None:
        for one in facets:
            self._facets[one.claim] = one
            for key in one.keys:
                self._keys.setdefault(key, {})[one.claim] = None
        for made in links:
            self._links.setdefault(made.a, {})[made.b] = made
            self._links.setdefault(made.b, {})[made.a] = made

    def remove(self, claims: Sequence[str]) -> None:
        if claims:
            self.steps.clear()
        for claim in claims:
            known = self._facets.pop(claim, None)
            for key in known.keys if known else ():
                self._keys[key].pop(claim, None)
                if not self._keys[key]:
                    del self._keys[key]
            for other in self._links.pop(claim, {}):
                self._links.get(other, {}).pop(claim, None)


def connect(store: Store, new: Sequence[Facets], registry: Registry) -> list[Link]:
    """Compare new claims with all that share a block, those of the store and one another; keep what holds."""
    made: list[Link] = []
    standing: dict[int, list[Facets]] = {}
    for one in new:
        others = {claim for claim in store.sharing(one.probes) if claim != one.claim}
        found = {known.claim: known for known in store.facets(sorted(others))}
        found.update((other.claim, other) for key in one.probes for other in standing.get(key, ()))
        made += [result for other in found.values() if (result := held(one, other, registry)) is not None]
        for key in one.keys:
            standing.setdefault(key, []).append(one)
    store.put(new, made)
    return made


def regroup(
    store: Store,
    claims: Iterable[str],
    registry: Registry,
    ties: Ties = NO_TIES,
    same: Container[frozenset[str]] = (),
) -> list[tuple[str, ...]]:
    """The groups of the neighbourhoods of these claims, and of those that a reviewer tied to them.

    Neighbourhoods that are the ``same`` as before are left out.
    """
    beside = tied(ties.together)
    out: list[tuple[str, ...]] = []
    done: set[str] = set()
    for start in sorted(claims):
        groups: list[tuple[str, ...]] = []
        by_id: dict[str, Facets] = {}
        waiting = [start]
        while waiting:
            claim = waiting.pop()
            if claim in done:
                continue
            part = around(store, claim)
            done |= part
            if part in same:
                continue
            inside = [
                Link(a, b, score, {})
                for a in sorted(part)
                for b, score in sorted((b, score) for score, b in store.near(a))
                if a < b and b in part
            ]
            slots = store.facets(sorted(part))
            by_id.update((one.claim, one) for one in slots)
            groups += grouped(slots, inside, lambda a, b: link(a, b, registry), ties)
            waiting += [other for member in part for other in beside.get(member, ())]
        out += joined(groups, by_id, ties)
    return out


def add(
    store: Store,
    new: Sequence[Facets],
    registry: Registry,
    gone: Sequence[str] = (),
    ties: Ties = NO_TIES,
    touched: Iterable[str] = (),
) -> list[tuple[str, ...]]:
    """Take in new claims, forget those that are ``gone``, and return the groups of all claims that this touched.

    ``touched`` are claims about which a reviewer decided anew.
    """
    reviewed = set(touched)
    lost = set(gone)
    ours = {one.claim for one in new}
    starts = set(reviewed)
    for claim in sorted(lost):
        starts |= around(store, claim)
    starts.update(other for claim in gone for _, other in store.near(claim))
    store.remove(gone)
    starts -= lost
    made = connect(store, new, registry)
    # What is held together by stronger links only, since there is too much of it, a weaker one does not touch.
    met = {end for one in made for end in (one.a, one.b) if one.score > LADDER[store.step(end)]} - ours
    # What a new claim joins to something larger may fall apart elsewhere: all it was one with is looked at.
    whole: set[str] = set()
    before: set[frozenset[str]] = set()
    for claim in sorted((met | reviewed) - ours - lost):
        if claim not in whole:
            part = around(store, claim, frozenset(ours))
            before.add(part)
            whole |= part
    same = frozenset() if lost or reviewed or ties.together else before
    return regroup(store, starts | whole | ours, registry, ties, same)

"""Adding reports one at a time: candidates by shared blocks, links, and the groups of what was touched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from marsad.merging.cluster import NO_TIES, Pair, Ties, cluster
from marsad.merging.records import Facets
from marsad.merging.registry import Registry
from marsad.merging.score import Link, link


class Store(Protocol):
    """Where facets and links are kept: a dict of this module, or tables of an archive."""

    def sharing(self, keys: Sequence[int]) -> Iterable[str]:
        """Ids of the claims that stand in one of these blocks (``Facets.keys``)."""

    def facets(self, claims: Iterable[str]) -> list[Facets]:
        """The facets of these claims."""

    def links_of(self, claims: Iterable[str]) -> Iterable[Link]:
        """Every link that holds and has one of these claims at either end; ``parts`` may be empty."""

    def put(self, facets: Sequence[Facets], links: Sequence[Link]) -> None:
        """Keep new facets and links."""

    def remove(self, claims: Sequence[str]) -> None:
        """Forget these claims and their links."""


class MemoryStore:
    """Facets and links in dicts."""

    def __init__(self) -> None:
        self._facets: dict[str, Facets] = {}
        self._keys: dict[int, dict[str, None]] = {}
        self._links: dict[str, dict[str, Link]] = {}

    def sharing(self, keys: Sequence[int]) -> Iterable[str]:
        found: dict[str, None] = {}
        for key in keys:
            found.update(self._keys.get(key, {}))
        return found

    def facets(self, claims: Iterable[str]) -> list[Facets]:
        return [self._facets[claim] for claim in claims if claim in self._facets]

    def links_of(self, claims: Iterable[str]) -> Iterable[Link]:
        for claim in claims:
            yield from self._links.get(claim, {}).values()

    def put(self, facets: Sequence[Facets], links: Sequence[Link]) -> None:
        for one in facets:
            self._facets[one.claim] = one
            for key in one.keys:
                self._keys.setdefault(key, {})[one.claim] = None
        for made in links:
            self._links.setdefault(made.a, {})[made.b] = made
            self._links.setdefault(made.b, {})[made.a] = made

    def remove(self, claims: Sequence[str]) -> None:
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
        made += [result for other in found.values() if (result := link(one, other, registry)).holds]
        for key in one.keys:
            standing.setdefault(key, []).append(one)
    store.put(new, made)
    return made


def reached(store: Store, claims: Iterable[str], ties: Ties = NO_TIES) -> tuple[list[Facets], list[Link]]:
    """Everything connected to these claims, however far, with the links in between."""
    beside: dict[str, list[str]] = {}
    for a, b in ties.together:
        beside.setdefault(a, []).append(b)
        beside.setdefault(b, []).append(a)
    seen = set(claims)
    edge = sorted(seen)
    links: dict[Pair, Link] = {}
    while edge:
        fresh: set[str] = set()
        for one in store.links_of(edge):
            links[one.a, one.b] = one
            fresh.update((one.a, one.b))
        for claim in edge:
            fresh.update(beside.get(claim, ()))
        edge = sorted(fresh - seen)
        seen.update(fresh)
    return store.facets(sorted(seen)), [links[pair] for pair in sorted(links)]


def add(
    store: Store, new: Sequence[Facets], registry: Registry, gone: Sequence[str] = (), ties: Ties = NO_TIES
) -> list[tuple[str, ...]]:
    """Take in new claims, forget those that are ``gone``, and return the groups of all claims that this
    touched.
    """
    touched = {claim for one in store.links_of(gone) for claim in (one.a, one.b)} - set(gone)
    store.remove(gone)
    connect(store, new, registry)
    found, links = reached(store, touched | {one.claim for one in new}, ties)
    return cluster(found, links, lambda a, b: link(a, b, registry), ties)

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
    """Where facets and links are kept: a dict of this module, or tables of an archive.

    It knows a claim by a number of its own, since most of what is asked for is never looked at: only the members of a
    neighbourhood are asked for their ids. Nothing that comes of it may depend on the numbers.
    """

    def numbers(self, claims: Iterable[str]) -> dict[str, int]:
        """The numbers of these claims, of those that are here."""

    def sharing(self, keys: Sequence[int]) -> Iterable[int]:
        """The claims that stand in one of these blocks (``Facets.keys``)."""

    def facets(self, claims: Iterable[int]) -> list[Facets]:
        """The facets of these claims, in their order."""

    def near(self, claim: int) -> Iterable[tuple[float, int]]:
        """As in ``parts.Linked``, and so are ``fetch``, ``step`` and ``reached``."""

    def fetch(self, claims: Iterable[int]) -> None: ...

    def step(self, claim: int) -> int: ...

    def reached(self, claims: Iterable[int], step: int) -> None: ...

    def put(self, facets: Sequence[Facets], links: Sequence[Link]) -> None:
        """Keep new facets and links."""

    def remove(self, claims: Sequence[int]) -> None:
        """Forget these claims, their links, and every step."""


class MemoryStore:
    """Facets and links in dicts."""

    def __init__(self) -> None:
        self._facets: dict[int, Facets] = {}
        self._numbers: dict[str, int] = {}
        self._keys: dict[int, dict[int, None]] = {}
        self._links: dict[int, dict[int, Link]] = {}
        self.steps: dict[int, int] = {}

    def numbers(self, claims: Iterable[str]) -> dict[str, int]:
        found = {claim: self._numbers.get(claim, -1) for claim in claims}
        return {claim: number for claim, number in found.items() if number in self._facets}

    def sharing(self, keys: Sequence[int]) -> Iterable[int]:
        found: dict[int, None] = {}
        for key in keys:
            found.update(self._keys.get(key, {}))
        return found

    def facets(self, claims: Iterable[int]) -> list[Facets]:
        return [self._facets[claim] for claim in claims if claim in self._facets]

    def near(self, claim: int) -> Iterable[tuple[float, int]]:
        found = self._links.get(claim, {}).items()
        return sorted(((made.score, other) for other, made in found), reverse=True)

    def fetch(self, claims: Iterable[int]) -> None:
        pass

    def step(self, claim: int) -> int:
        return self.steps.get(claim, 0)

    def reached(self, claims: Iterable[int], step: int) -> None:
        self.steps.update(dict.fromkeys(claims, step))

    def links(self) -> list[Link]:
        """Every link, once."""
        return [
            made for claim, others in self._links.items() for other, made in others.items() if claim < other
        ]

    def put(self, facets: Sequence[Facets], links: Sequence[Link]) -> None:
        for one in facets:
            # A number is never given again, so that of a claim that is gone finds nothing.
            number = self._numbers.setdefault(one.claim, len(self._numbers))
            self._facets[number] = one
            for key in one.keys:
                self._keys.setdefault(key, {})[number] = None
        for made in links:
            a, b = self._numbers[made.a], self._numbers[made.b]
            self._links.setdefault(a, {})[b] = made
            self._links.setdefault(b, {})[a] = made

    def remove(self, claims: Sequence[int]) -> None:
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
        found = {known.claim: known for known in store.facets(store.sharing(one.probes))}
        found.update((other.claim, other) for key in one.probes for other in standing.get(key, ()))
        found.pop(one.claim, None)
        made += [result for other in found.values() if (result := held(one, other, registry)) is not None]
        for key in one.keys:
            standing.setdefault(key, []).append(one)
    store.put(new, made)
    return made


def regroup(
    store: Store,
    claims: Iterable[int],
    registry: Registry,
    ties: Ties = NO_TIES,
    same: Container[frozenset[int]] = (),
) -> list[tuple[str, ...]]:
    """The groups of the neighbourhoods of these claims, and of those that a reviewer tied to them, by id.

    Neighbourhoods that are the ``same`` as before are left out.
    """
    beside = tied(ties.together)
    known = store.numbers(beside)
    out: list[tuple[str, ...]] = []
    done: set[int] = set()
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
            members = sorted(part)
            slots = store.facets(members)
            ids = {number: one.claim for number, one in zip(members, slots, strict=True)}
            pairs = ((ids[a], ids[b], score) for a in members for score, b in store.near(a) if b in ids)
            inside = [Link(a, b, score, {}) for a, b, score in sorted(pairs) if a < b]
            by_id.update((one.claim, one) for one in slots)
            groups += grouped(slots, inside, lambda a, b: link(a, b, registry), ties)
            if beside:
                more = (other for one in slots for other in beside.get(one.claim, ()))
                waiting += [known[other] for other in more if other in known]
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
    lost = set(store.numbers(gone).values())
    starts: set[int] = set()
    for claim in sorted(lost):
        starts |= around(store, claim)
        starts.update(other for _, other in store.near(claim))
    store.remove(sorted(lost))
    starts -= lost
    made = connect(store, new, registry)
    ends = store.numbers(
        {*touched, *(end for one in made for end in (one.a, one.b)), *(one.claim for one in new)}
    )
    ours = {ends[one.claim] for one in new}
    reviewed = {ends[claim] for claim in touched if claim in ends}
    # What is held together by stronger links only, since there is too much of it, a weaker one does not touch.
    met = {n for one in made for n in (ends[one.a], ends[one.b]) if one.score > LADDER[store.step(n)]} - ours
    # What a new claim joins to something larger may fall apart elsewhere: all it was one with is looked at.
    whole: set[int] = set()
    before: set[frozenset[int]] = set()
    for claim in sorted((met | reviewed) - ours):
        if claim not in whole:
            part = around(store, claim, frozenset(ours))
            before.add(part)
            whole |= part
    same = frozenset() if lost or reviewed or ties.together else before
    return regroup(store, starts | reviewed | whole | ours, registry, ties, same)

"""One report after the other, withdrawn and read again: the events are those of reading all at once."""

from __future__ import annotations

import random
from collections.abc import Sequence

from marsad.merging import MemoryStore, Registry, Ties, add, facets, merge
from marsad.model import Coded

from .conftest import ARMY, NAWA, TAFAS, claim, day, exactly, place, report


def _reports(count: int, seed: int = 5) -> list[Coded]:
    """Strikes on a few towns in a few days, told with more or less detail."""
    dice = random.Random(seed)
    towns = [TAFAS, NAWA, place("سراقب", 35.86, 36.80), place("أريحا")]
    out = []
    for number in range(count):
        told = [
            claim(
                f"{number}.{part}",
                f"قصف مدفعي على البلدة رقم {number}",
                places=(dice.choice(towns),),
                when=dice.choice([None, day(f"2021-01-{dice.randint(10, 14)}")]),
                killed=dice.choice([None, exactly(dice.randint(1, 4))]),
                initiators=dice.choice([(), (ARMY,)]),
            )
            for part in range(dice.randint(1, 2))
        ]
        published = dice.choice([None, f"2021-01-{dice.randint(10, 15)}"])
        out.append(report(f"r{number:02}", *told, published=published))
    return out


def _grow(reports: Sequence[Coded], registry: Registry, store: MemoryStore) -> dict[str, frozenset[str]]:
    home: dict[str, frozenset[str]] = {}
    for one in reports:
        for group in add(store, facets(one, registry), registry):
            for member in group:
                home[member] = frozenset(group)
    return home


def test_one_by_one_gives_what_all_at_once_gives(registry: Registry) -> None:
    reports = _reports(40)
    wanted = {frozenset(event.claims) for event in merge(reports, registry)}
    assert any(len(group) > 1 for group in wanted)
    for seed in range(3):
        random.Random(seed).shuffle(reports)
        assert set(_grow(reports, registry, MemoryStore()).values()) == wanted


def test_the_same_where_more_is_linked_than_can_be_looked_at_at_once(registry: Registry) -> None:
    """A hundred and fifty reports of four towns in five days: their neighbourhoods are parted by stronger links."""
    reports = _reports(150)
    store = MemoryStore()
    wanted = {frozenset(event.claims) for event in merge(reports, registry)}
    assert set(_grow(reports, registry, store).values()) == wanted
    assert max(store.step(one) for one in store._facets) > 0
    random.Random(1).shuffle(reports)
    store = MemoryStore()
    home = _grow(reports, registry, store)
    assert set(home.values()) == wanted
    gone = [claim.id for one in reports[:40] for claim in one.events]
    for group in add(store, [], registry, gone=gone):
        for member in group:
            home[member] = frozenset(group)
    left = {group for member, group in home.items() if member not in gone}
    assert left == {frozenset(event.claims) for event in merge(reports[40:], registry)}


def test_what_reviewers_tied_is_the_same_one_by_one_and_all_at_once(registry: Registry) -> None:
    reports = _reports(60)
    claims = [each.id for one in reports for each in one.events]
    dice = random.Random(2)
    pairs = [tuple(sorted(dice.sample(claims, 2))) for _ in range(12)]
    ties = Ties(frozenset(pairs[:6]), frozenset(pairs[6:]))
    free = {frozenset(event.claims) for event in merge(reports, registry, Ties(frozenset(), ties.apart))}
    wanted = {frozenset(event.claims) for event in merge(reports, registry, ties)}
    for a, b in ties.together:
        assert any({a, b} <= group for group in wanted)
    # Every group is one of those without the ties, or several of them put together.
    assert all(group == frozenset().union(*(one for one in free if one & group)) for group in wanted)
    store = MemoryStore()
    home: dict[str, frozenset[str]] = {}
    for one in reports:
        for group in add(store, facets(one, registry), registry, ties=ties):
            home.update((member, frozenset(group)) for member in group)
    assert set(home.values()) == wanted


def test_a_withdrawn_report_leaves_no_trace(registry: Registry) -> None:
    reports = _reports(30)
    store = MemoryStore()
    home = _grow(reports, registry, store)
    gone = [one.id for one in reports[7].events]
    for group in add(store, [], registry, gone=gone):
        for member in group:
            home[member] = frozenset(group)
    left = {group for member, group in home.items() if member not in gone}
    assert left == {frozenset(event.claims) for event in merge(reports[:7] + reports[8:], registry)}


def test_a_new_report_touches_only_its_neighbourhood(registry: Registry) -> None:
    store = MemoryStore()
    _grow(_reports(30), registry, store)
    far = claim(
        "far", "قصف على أطراف الخرطوم", places=(place("الخرطوم", 15.5, 32.5),), when=day("2023-05-01")
    )
    assert add(store, facets(report("far", far), registry), registry) == [("far",)]


def test_adding_a_report_twice_changes_nothing(registry: Registry) -> None:
    reports = _reports(20)
    store = MemoryStore()
    home = _grow(reports, registry, store)
    assert _grow(reports, registry, store) == home

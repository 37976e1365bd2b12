"""Actors and places of an event, those that claims name alike as one, by the origins that name them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from msgspec.structs import replace

from marsad.merging.registry import Registry
from marsad.model import Actor, Claim, Location, Participant, Site
from marsad.reading.sameness import words as words_of

_AREAS = frozenset(
    {"region", "admin1", "admin2", "country", "state", "direction", "part", "front", "vicinity"}
)

words = lru_cache(maxsize=50_000)(words_of)
_AGREEING = 2  # areas of one division that outweigh a point in another
_DIVISION = 4  # UCDP where_prec of a first-order division


def actors(
    claims: Iterable[Claim],
    pick: Callable[[Claim], Sequence[Participant]],
    origin_of: dict[str, int],
    registry: Registry,
) -> list[Actor]:
    """Who takes part in this role, the best supported first."""
    groups: list[list[tuple[Participant, str]]] = []
    by_id: dict[str, list[tuple[Participant, str]]] = {}
    for claim in claims:
        for one in pick(claim):
            group = by_id.get(one.id) if one.id else None
            if group is None:
                group = next((g for g in groups if alike(one, g[0][0])), None)
            if group is None:
                group = []
                groups.append(group)
            if one.id:
                by_id.setdefault(one.id, group)
            group.append((one, claim.id))
    out = []
    for group in groups:
        best = next((one for one, _ in group if one.id), group[0][0])
        names = {name for one, _ in group for name in (one.text, *one.aliases)} - {best.name}
        out.append(
            Actor(
                name=best.name,
                id=best.id,
                name_en=best.name_en,
                country=best.country,
                aliases=tuple(sorted(names)),
                support=len({origin_of[claim] for _, claim in group}),
                claims=tuple(dict.fromkeys(claim for _, claim in group)),
            )
        )
    return sorted(out, key=lambda one: (-one.support, -len(one.claims), one.id is None, one.name))


def alike(one: Participant | Actor, other: Participant | Actor) -> bool:
    """Are they one by the registry, or, where it knows not both, by name?"""
    if one.id and other.id:
        return one.id == other.id
    x, y = words(_called(one)), words(_called(other))
    return bool(x) and x == y


def _called(one: Participant | Actor) -> str:
    return one.text if isinstance(one, Participant) else one.name


def sites(claims: Iterable[Claim], origin_of: dict[str, int]) -> list[Site]:
    """Where it happened: places before areas, the best supported first."""
    groups: list[list[tuple[Location, str]]] = []
    for claim in claims:
        for one in claim.places:
            group = next((g for g in groups if _one_place(one, g[0][0])), None)
            if group is None:
                group = []
                groups.append(group)
            group.append((one, claim.id))
    out = []
    for group in groups:
        best = max(
            _agreed([one for one, _ in group]),
            key=lambda p: (p.lat is not None, p.confidence or 0.0, -len(p.text), p.text),
        )
        names = {name for one, _ in group for name in (one.text, *one.aliases)} - {best.name}
        out.append(
            Site(
                name=best.name,
                kind=best.kind,
                id=best.id,
                lat=best.lat,
                lon=best.lon,
                radius=best.radius,
                precision=best.precision,
                country=best.country,
                admin1=best.admin1,
                admin2=best.admin2,
                confidence=best.confidence,
                aliases=tuple(sorted(names)),
                support=len({origin_of[claim] for _, claim in group}),
                claims=tuple(dict.fromkeys(claim for _, claim in group)),
            )
        )
    out = [_pointless(one) if _elsewhere(one, out) else one for one in out]
    if any(not area(one) and not _capital(one) for one in out):
        out = [_province(one) if _capital(one) else one for one in out]
    return sorted(out, key=lambda one: (area(one), -one.support, -len(one.claims), one.name))


def _elsewhere(one: Site, sites: Sequence[Site]) -> bool:
    """Is it a namesake in another division than that in which two or more of the event's areas lie, and they alone?

    صبحة beside "east of Deir ez-Zor" and "the eastern countryside of Deir ez-Zor" is not the village of Aleppo.
    """
    if area(one) or one.lat is None or one.admin1 is None:
        return False
    divisions = [other.admin1 for other in sites if other is not one and other.admin1]
    wide = sum(area(other) and other.admin1 is not None for other in sites)
    return wide >= _AGREEING and len(set(divisions)) == 1 and divisions[0] != one.admin1


def _pointless(one: Site) -> Site:
    return replace(one, id=None, lat=None, lon=None, radius=None, precision=None, admin1=None, admin2=None)


def _agreed(found: Sequence[Location]) -> Sequence[Location]:
    """Of one name put into several divisions, those of the division that most claims mean.

    A claim that places the name without a point ("a village of Deir ez-Zor") speaks against a namesake's point.
    """
    divisions = Counter(one.admin1 for one in found if one.admin1)
    if len(divisions) < 2:
        return found
    most = max(divisions.values())
    return [one for one in found if divisions.get(one.admin1 or "") == most]


def _capital(one: Site) -> bool:
    """Is it the place that gives its division its name?"""
    return not area(one) and one.admin1 is not None and bool(words(one.name) & words(one.admin1))


def _province(one: Site) -> Site:
    """A capital beside another place, as in a dateline, stands for its province: its point is not the event's."""
    return replace(one, lat=None, lon=None, radius=None, precision=_DIVISION)


def area(place: Location | Site) -> bool:
    """Is it a region, a direction, a country, rather than a place in one?"""
    return place.kind in _AREAS or (place.kind is None and (place.precision or 0) >= 3)


def _one_place(one: Location, other: Location) -> bool:
    if one.id and other.id and one.lat is not None and other.lat is not None:
        return one.id == other.id
    return bool(words(one.text)) and words(one.text) == words(other.text)

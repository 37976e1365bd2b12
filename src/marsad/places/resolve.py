"""Putting the places of one report on the map: jointly, with reasons, and with nothing where too little is
known.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Literal

from msgspec import Struct

from marsad.places.candidates import Candidate, Surroundings
from marsad.places.gazetteer import Gazetteer
from marsad.places.ground import grounder
from marsad.places.names import key
from marsad.places.records import Place
from marsad.places.spot import Ground

THRESHOLD = 0.6
"""Below this confidence no point is given."""
SURE = 0.75


class MentionQuery(Struct, frozen=True, kw_only=True, gc=False):
    """A place as the report names it. ``within`` are names of containing places, widest last; ``country``
    is ISO 2.
    """

    text: str
    within: tuple[str, ...] = ()
    country: str | None = None


class ReportContext(Struct, frozen=True, kw_only=True):
    """``countries`` weighs ISO codes by what the rest of the report says (its actors, outlet), 0–1."""

    countries: Mapping[str, float] = {}


class Area(Struct, frozen=True, kw_only=True, gc=False):
    """An administrative area: gazetteer id, official code where known, names."""

    id: str
    code: str | None
    name_ar: str
    name_en: str


class Alternative(Struct, frozen=True, kw_only=True, gc=False):
    """A place that was weighed, with its score and what spoke for or against it."""

    place: Place
    score: float
    reasons: tuple[str, ...]


class Geometry(Struct, frozen=True, kw_only=True, gc=False):
    """A ``point``, a ``circle`` of ``radius`` kilometres around one, or a ``line`` of points; latitude
    first.
    """

    type: Literal["point", "circle", "line"]
    coordinates: tuple[tuple[float, float], ...]
    radius: float = 0.0


class Resolution(Struct, frozen=True, kw_only=True, gc=False):
    """Where a mention lies.

    ``lat`` and ``lon`` are set only where a point may be shown: confidence at least ``THRESHOLD`` and an
    area small
    enough. ``place`` is the gazetteer's place if the mention names one (near X is not X). ``where_prec`` is
    UCDP's: 1 exact,
    2 near a known place, 3 district, 4 first-order division, 5 line or vague area, 6 country, 7 waters.
    """

    text: str
    lat: float | None = None
    lon: float | None = None
    geometry: Geometry | None = None
    where_prec: int | None = None
    confidence: float = 0.0
    place: Place | None = None
    country: str | None = None
    admin1: Area | None = None
    admin2: Area | None = None
    alternatives: tuple[Alternative, ...] = ()
    reasons: tuple[str, ...] = ()


def resolve(
    mentions: Sequence[MentionQuery], gazetteer: Gazetteer, context: ReportContext | None = None
) -> list[Resolution]:
    """One resolution a mention, in order."""
    together = Together(mentions, gazetteer, context)
    return [together.resolution(at) for at in range(len(mentions))]


class Together:
    """The mentions of one report. The sure ones explain the others: countries first, then nearness.

    All are looked at once by themselves; what the others make of one is worked out when it is asked for, since most
    places that a report names are those of no event.
    """

    def __init__(
        self, mentions: Sequence[MentionQuery], gazetteer: Gazetteer, context: ReportContext | None = None
    ) -> None:
        self._mentions = mentions
        self._gazetteer = gazetteer
        self._context = context or ReportContext()
        self._ours = grounder(gazetteer)
        self._known: dict[int, Resolution] = {}

    def resolution(self, index: int) -> Resolution:
        """Where one of the mentions lies."""
        known = self._known.get(index)
        if known is None:
            ground = self._among_others(index) if len(self._mentions) > 1 else self._alone[index]
            known = _resolution(self._mentions[index].text, ground, self._gazetteer)
            self._known[index] = known
        return known

    def countries(self, index: int) -> Mapping[str, float]:
        """How strongly all but one of the mentions, and the context, speak for which country; the likeliest has 1."""
        return _countries(self._context, self._votes[:index] + self._votes[index + 1 :])

    @cached_property
    def _alone(self) -> list[Ground]:
        """Each mention as if it were the only one."""
        return [self._ground(at, (), self._context.countries) for at in range(len(self._mentions))]

    @cached_property
    def _votes(self) -> list[Mapping[str, float]]:
        return [_votes(ground) for ground in self._alone]

    @cached_property
    def _anchors(self) -> list[Place]:
        """The places that are sure by themselves."""
        return [
            ground.place
            for ground in self._alone
            if ground.place is not None
            and ground.confidence >= SURE
            and ground.place.kind not in ("country", "admin1")
        ]

    def _among_others(self, index: int) -> Ground:
        ground = self._alone[index]
        asserted = self._mentions[index].country is not None
        if asserted and ground.confidence >= SURE:
            return ground
        countries = self.countries(index)
        if not countries:
            return ground
        near: tuple[Place, ...] = ()
        if ground.confidence < SURE:
            near = tuple(
                a for a in self._anchors if a != ground.place and countries.get(a.country, 0.0) >= 0.5
            )
        return self._ground(index, near, countries)

    def _ground(self, index: int, anchors: tuple[Place, ...], countries: Mapping[str, float]) -> Ground:
        mention = self._mentions[index]
        node = self._ours.parsed(mention.text)
        if node is None:
            return Ground(reasons=("no name in it",))
        scopes = _scopes(mention, self._gazetteer) if mention.within else ()
        around = Surroundings(scopes, mention.country, tuple(sorted(countries.items())), anchors)
        return self._ours.ground(node, around)


def _votes(ground: Ground) -> Mapping[str, float]:
    """What one mention says about the country: its candidates' shares, together at most 1."""
    best = ground.candidates[0].score if ground.candidates else 0.0
    shares: dict[str, float] = {}
    for candidate in ground.candidates:
        country, weight = candidate.place.country, math.exp(9 * (candidate.score - best))
        shares[country] = shares.get(country, 0.0) + weight
    whole = sum(shares.values())
    return {country: best * weight / whole for country, weight in shares.items()}


def _countries(context: ReportContext, votes: Sequence[Mapping[str, float]]) -> Mapping[str, float]:
    """Weights of countries, the likeliest 1. The context counts like two sure places."""
    counts = {country: 2.0 * weight for country, weight in context.countries.items()}
    for vote in votes:
        for country, weight in vote.items():
            counts[country] = counts.get(country, 0.0) + weight
    top = max(counts.values(), default=0.0)
    return {country: count / top for country, count in counts.items()} if top > 0 else {}


def _scopes(mention: MentionQuery, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The containing places a mention is said to lie in. Names that mean nothing, or too much, are left
    out.
    """
    out = []
    for name in mention.within:
        found = [p for p in gazetteer.lookup(key(name)) if mention.country in (None, p.country)]
        found = found or [p for p in gazetteer.spelled(key(name)) if mention.country in (None, p.country)]
        order = {"admin1": 0, "country": 1, "admin2": 2, "city": 3, "town": 4}
        found.sort(key=lambda p: (order.get(p.kind, 9), -p.population))
        if found:
            out.append(found[0])
    return tuple(out)


def _resolution(text: str, ground: Ground, gazetteer: Gazetteer) -> Resolution:
    place = ground.place
    inside = place or ground.near
    shown = ground.points and ground.confidence >= THRESHOLD and ground.shown
    middle = ground.middle()
    geometry = None
    if ground.points and ground.confidence >= THRESHOLD:
        kind: Literal["point", "circle", "line"] = (
            "line" if len(ground.points) > 1 else "circle" if ground.radius > 0 else "point"
        )
        geometry = Geometry(type=kind, coordinates=ground.points, radius=round(ground.radius, 1))
    return Resolution(
        text=text,
        lat=round(middle[0], 6) if shown and middle else None,
        lon=round(middle[1], 6) if shown and middle else None,
        geometry=geometry,
        where_prec=ground.precision if geometry else None,
        confidence=round(min(1.0, ground.confidence), 3),
        place=place if geometry else None,
        country=inside.country if inside and geometry else None,
        admin1=_area(inside, "admin1", gazetteer) if inside and geometry else None,
        admin2=_area(inside, "admin2", gazetteer) if inside and geometry else None,
        alternatives=tuple(_alternative(c) for c in ground.candidates[:8]),
        reasons=ground.reasons,
    )


def _alternative(candidate: Candidate) -> Alternative:
    return Alternative(place=candidate.place, score=round(candidate.score, 3), reasons=candidate.reasons)


def _area(place: Place, level: Literal["admin1", "admin2"], gazetteer: Gazetteer) -> Area | None:
    ident = place.id if place.kind == level else place.admin1 if level == "admin1" else place.admin2
    found = gazetteer.get(ident) if ident else None
    if found is None:
        return None
    return Area(id=found.id, code=found.code, name_ar=found.name_ar, name_en=found.name_en)

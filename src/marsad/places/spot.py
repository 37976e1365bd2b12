"""Where a part of a mention lies, before it becomes an answer."""

from __future__ import annotations

import math

from msgspec import Struct

from marsad.places import geometry
from marsad.places.candidates import Candidate
from marsad.places.records import SETTLEMENTS, Place


class Ground(Struct, frozen=True, kw_only=True, gc=False):
    """Where a part of a mention lies. ``points`` are one point or the ends of a line, ``radius`` in
    kilometres.

    ``place`` is the very place named, ``near`` the place it is only told from. ``shown`` says whether the
    middle may stand
    for it on a map.
    """

    points: tuple[tuple[float, float], ...] = ()
    radius: float = 0.0
    precision: int = 1
    confidence: float = 0.0
    place: Place | None = None
    near: Place | None = None
    shown: bool = True
    candidates: tuple[Candidate, ...] = ()
    reasons: tuple[str, ...] = ()

    def middle(self) -> tuple[float, float] | None:
        if len(self.points) == 1:
            return self.points[0]
        return geometry.middle(list(self.points)) if self.points else None


def extent(place: Place) -> float:
    """Kilometres around its point that a place takes up: as its source says, or as its population
    suggests.
    """
    if place.radius:
        return place.radius
    if place.kind in SETTLEMENTS:
        return max(1.0, math.sqrt(place.population / 12_000))
    return {"water": 10.0, "region": 15.0}.get(place.kind, 1.0)

"""What the merging tests share: reports coded by hand and the shipped registry."""

from __future__ import annotations

from typing import Any

import pytest

from marsad.lexicon.compile import lexicon
from marsad.merging import Registry
from marsad.model import Claim, Coded, Location, Participant, Span, Toll, When


@pytest.fixture(scope="session")
def registry() -> Registry:
    return Registry(lexicon())


def day(iso: str, quote: str | None = None, **more: Any) -> When:
    return When(start=iso, end=iso, precision="day", quote=quote or iso, **more)


def place(name: str, lat: float | None = None, lon: float | None = None, **more: Any) -> Location:
    precision = 1 if lat is not None else None
    return Location(
        text=name, name=name, lat=lat, lon=lon, **{"kind": "town", "precision": precision, **more}
    )


def actor(name: str, ident: str | None = None, country: str | None = None) -> Participant:
    return Participant(text=name, name=name, id=ident, country=country)


def exactly(number: int) -> Toll:
    return Toll(min=number, max=number)


def claim(ident: str, says: str, **fields: Any) -> Claim:
    """A claim that rests on these words; kind and status as in the plainest case."""
    evidence = (Span(start=0, end=len(says), quote=says),)
    return Claim(id=ident, evidence=evidence, **{"kind": "shelling", "status": "occurred", **fields})


def report(ident: str, *claims: Claim, outlet: str | None = None, published: str | None = None) -> Coded:
    return Coded(id=ident, events=claims, outlet=outlet or ident, published=published)


ARMY = actor("الجيش السوري", "syria_army", "SY")
TAFAS = place("طفس", 32.738, 36.067)
NAWA = place("نوى", 32.889, 36.040)

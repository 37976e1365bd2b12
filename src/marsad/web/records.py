"""What the API answers with, beside the records of the archive and the picture themselves."""

from __future__ import annotations

from typing import Any, Generic, Literal, TypeVar

from msgspec import Struct

from marsad.archive.records import Decision
from marsad.model import Assessment, Claim, Document, Event, Precision, Status

T = TypeVar("T")
Review = Literal["unreviewed", "partly", "reviewed"]
Shape = Literal["point", "area", "line", "none"]


class Page(Struct, Generic[T], frozen=True, kw_only=True):
    """One page of a list. ``next`` is the cursor of the page after it, None on the last; ``total`` counts all."""

    dataset: str
    total: int
    items: tuple[T, ...]
    next: str | None = None
    as_of: str | None = None


class Named(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An actor in short."""

    name: str
    id: str | None = None
    name_en: str | None = None


class Spot(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place as it may be drawn.

    ``shape`` is ``point`` only where the place is known to within its own size; ``area`` is drawn as the circle
    of ``radius`` metres around ``lat`` and ``lon`` (WGS84 degrees) and stands for "somewhere in here"; a ``line``
    of latitudes and longitudes for a road between places; ``none`` is not drawn. ``within`` names the division
    whose circle it is, where the place itself has no point; ``name_en`` is the gazetteer's English name.
    """

    name: str
    shape: Shape
    name_en: str | None = None
    kind: str | None = None
    id: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius: int | None = None
    precision: int | None = None
    country: str | None = None
    admin1: str | None = None
    within: str | None = None
    within_en: str | None = None
    line: tuple[tuple[float, float], ...] = ()


class Brief(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An event as a list shows it. Tolls are lowest and highest (None: no upper bound)."""

    id: str
    kind: str
    status: Status
    assessment: Assessment
    review: Review
    reports: int
    origins: int
    start: str | None = None
    end: str | None = None
    precision: Precision | None = None
    basis: str | None = None
    places: tuple[Spot, ...] = ()
    initiators: tuple[Named, ...] = ()
    targets: tuple[Named, ...] = ()
    tolls: dict[str, tuple[int, int | None]] = {}
    disagreement: tuple[str, ...] = ()
    confidence: float | None = None
    title: str | None = None


class Drawn(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is drawn for the events of one place; as in ``Spot``."""

    name: str
    shape: Shape
    name_en: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius: int | None = None
    line: tuple[tuple[float, float], ...] = ()


class Marks(Struct, frozen=True, kw_only=True):
    """All events that a filter lets through, column by column, for drawing map and timeline at once.

    ``kind``, ``status`` and ``place`` are indices into ``kinds``, ``statuses`` and ``places``; ``start`` and ``end``
    are days since 1970-01-01, None where unknown; ``place`` is -1 where there is nothing to draw. ``flags`` adds
    1 for contested, 2 for reviewed, 4 for dated by publication alone.
    """

    dataset: str
    as_of: str | None
    total: int
    kinds: tuple[str, ...]
    statuses: tuple[str, ...]
    places: tuple[Drawn, ...]
    id: tuple[str, ...]
    kind: tuple[int, ...]
    status: tuple[int, ...]
    start: tuple[int | None, ...]
    end: tuple[int | None, ...]
    place: tuple[int, ...]
    flags: tuple[int, ...]


class Feature(Struct, frozen=True, kw_only=True):
    """A GeoJSON feature: a Point for a point, a Polygon (the circle) for an area, null for neither."""

    type: Literal["Feature"]
    id: str
    geometry: dict[str, Any] | None
    properties: Brief


class Features(Struct, frozen=True, kw_only=True):
    """A GeoJSON FeatureCollection, with the page's cursor as foreign members."""

    type: Literal["FeatureCollection"]
    dataset: str
    total: int
    features: tuple[Feature, ...]
    next: str | None = None
    as_of: str | None = None


class ToldView(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A claim of an event, as read and as corrected, with its report. ``withheld``: the text is not given."""

    claim: Claim
    document: Document
    corrected: Claim | None = None
    verdict: Literal["accepted", "rejected"] | None = None
    withheld: bool = False


class EventView(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One event with all that stands behind it. ``asked`` is the id that led to it, where that is another."""

    dataset: str
    event: Event
    review: Review
    spots: tuple[Spot, ...]
    claims: tuple[ToldView, ...]
    decisions: tuple[Decision, ...] = ()
    changes: tuple[dict[str, Any], ...] = ()
    asked: str | None = None

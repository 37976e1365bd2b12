"""The events of an archive in short, held in memory, so that a filter or a page costs next to nothing.

Each event is kept once as the bytes of its brief. After a write only the events that changed are read anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache

import msgspec
from msgspec import Struct

from marsad.archive.corrections import Reviewed
from marsad.archive.documents import batches
from marsad.archive.merge import event_of
from marsad.model import Actor, Assessment, Event, Site, Status, TollRange
from marsad.places.english import english_place
from marsad.places.gazetteer import Gazetteer
from marsad.places.names import key
from marsad.places.records import Place
from marsad.places.resolve import MentionQuery, resolve
from marsad.web.records import Brief, Drawn, Marks, Named, Review, Spot

TOLLS = ("killed", "injured", "captured", "missing", "displaced")
CONTESTED, REVIEWED, BY_PUBLICATION = 1, 2, 4
_EPOCH = date(1970, 1, 1).toordinal()
_ENCODER = msgspec.json.Encoder()
_POINT = 2  # UCDP where_prec up to which a point is a point: exact, or within 25 km


class Row(Struct, frozen=True):
    """One event: what filters and marks need, and its brief as bytes. ``n`` is 0 where it is made as of a day."""

    n: int
    id: str
    start: str | None
    end: str | None
    kind: str
    status: Status
    assessment: Assessment
    review: Review
    spot: Spot | None
    published: bool
    reports: int
    confidence: float
    claims: tuple[str, ...]
    brief: bytes

    def order(self) -> tuple[bool, str, str]:
        return self.start is None, self.start or "", self.id


Shelf = dict[int, Row]


def row_of(n: int, event: Event, by: Reviewed, gazetteer: Gazetteer, confidence: float = 1.0) -> Row:
    """An event in short."""
    brief = brief_of(event, by, gazetteer)
    drawn = next((spot for spot in brief.places if spot.shape == "point"), None) or next(
        (spot for spot in brief.places if spot.shape in ("line", "area")), None
    )
    return Row(
        n, event.id, brief.start, brief.end, event.kind, event.status, event.assessment, brief.review, drawn,
        brief.basis == "published", event.reports, confidence, event.claims, _ENCODER.encode(brief),
    )  # fmt: skip


def brief_of(event: Event, by: Reviewed, gazetteer: Gazetteer) -> Brief:
    when = event.when
    return Brief(
        id=event.id, kind=event.kind, status=event.status, assessment=event.assessment,
        review=review_of(event, by), reports=event.reports, origins=event.independent_origins,
        start=when.start if when else None, end=when.end if when else None,
        precision=when.precision if when else None, basis=when.basis if when else None,
        places=tuple(spot_of(site, gazetteer) for site in event.places),
        initiators=tuple(map(_named, event.initiators)), targets=tuple(map(_named, event.targets)),
        tolls={
            name: (toll.min, toll.max)
            for name in TOLLS
            if isinstance(toll := getattr(event, name), TollRange)
        },
        disagreement=event.disagreement, title=event.title,
    )  # fmt: skip


def review_of(event: Event, by: Reviewed) -> Review:
    """``reviewed`` where a person stands behind every claim or has settled a field of the event."""
    done = sum(claim in by.accepted or claim in by.fields for claim in event.claims)
    if done == len(event.claims) or any(claim in by.settled for claim in event.claims):
        return "reviewed"
    return "partly" if done else "unreviewed"


def _named(one: Actor) -> Named:
    return Named(name=one.name, id=one.id, name_en=one.name_en)


def spot_of(site: Site, gazetteer: Gazetteer) -> Spot:
    """The place as it may be drawn: never a point for an area, never anything for a country."""
    precision = site.precision
    if site.kind == "road" and (line := _line(site, gazetteer)):
        return Spot(name=site.name, shape="line", name_en=_english(site, gazetteer), kind=site.kind, id=site.id, precision=precision,
                    country=site.country, admin1=site.admin1, line=line)  # fmt: skip
    shape, lat, lon, radius, within, within_en = "none", site.lat, site.lon, site.radius, None, None
    if precision is not None and precision <= _POINT and lat is not None:
        shape = "point"
    elif precision is not None and precision < 6:
        if lat is None or not radius:
            around = _around(site, gazetteer)
            if around is not None:
                lat, lon, radius = around.lat, around.lon, round(around.radius * 1000)
                within, within_en = around.name_ar or around.name_en, around.name_en or None
        shape = "area" if lat is not None and radius else "none"
    if shape == "none":
        lat = lon = None
    return Spot(
        name=site.name, shape=shape, name_en=_english(site, gazetteer), kind=site.kind, id=site.id, lat=lat, lon=lon, radius=radius,  # type: ignore[arg-type]
        precision=precision, country=site.country, admin1=site.admin1, within=within, within_en=within_en,
    )  # fmt: skip


def _english(site: Site, gazetteer: Gazetteer) -> str | None:
    return english_place(site.name, gazetteer, site.id, site.country)


def _line(site: Site, gazetteer: Gazetteer) -> tuple[tuple[float, float], ...]:
    """Both ends of a road that is named after them."""
    found = resolve([MentionQuery(text=site.name, country=site.country)], gazetteer)[0].geometry
    return found.coordinates if found is not None and found.type == "line" else ()


def _around(site: Site, gazetteer: Gazetteer) -> Place | None:
    """The smallest division with an extent that the place is said to lie in."""
    own = gazetteer.get(site.id) if site.id else None
    if own is not None and own.radius and own.kind in ("admin1", "admin2", "admin3", "region"):
        return own
    for name in (site.admin2, site.admin1):
        found = _division(name, site.country, gazetteer) if name and site.country else None
        if found is not None:
            return found
    return None


def _division(name: str, country: str, gazetteer: Gazetteer) -> Place | None:
    return next(
        (
            place
            for place in gazetteer.lookup(key(name))
            if place.country == country and place.radius and place.kind in ("admin1", "admin2", "region")
        ),
        None,
    )


def load(
    db: sqlite3.Connection, by: Reviewed, gazetteer: Gazetteer, change: Callable[[Event], Event | None],
    only: Iterable[int] | None = None,
) -> Shelf:  # fmt: skip
    """Rows of the events of the archive, or of those numbers. ``change`` may alter an event or leave it out."""
    least = _least_confidence(db, only)
    out: Shelf = {}
    if only is None:
        found: Iterable[tuple[int, bytes]] = db.execute("SELECT n, record FROM event")
    else:
        found = [
            row
            for marks, part in batches(only)
            for row in db.execute(f"SELECT n, record FROM event WHERE n IN ({marks})", part)
        ]
    for n, record in found:
        event = change(event_of(record))
        if event is not None:
            out[n] = row_of(n, event, by, gazetteer, least.get(n, 1.0))
    return out


def _least_confidence(db: sqlite3.Connection, only: Iterable[int] | None) -> Mapping[int, float]:
    """The lowest confidence among an event's claims, by the event's number."""
    query = (
        "SELECT x.event, min(json_extract(CAST(c.record AS TEXT), '$.confidence'))"
        " FROM event_claim x JOIN claim c ON c.n = x.claim"
    )
    if only is None:
        return {n: least for n, least in db.execute(f"{query} GROUP BY x.event") if least is not None}
    return {
        n: least
        for marks, part in batches(only)
        for n, least in db.execute(f"{query} WHERE x.event IN ({marks}) GROUP BY x.event", part)
        if least is not None
    }


def marks_of(rows: list[Row], dataset: str, as_of: str | None) -> Marks:
    """The rows column by column. Events of one place share an entry, so that the answer stays small."""
    kinds: dict[str, int] = {}
    statuses: dict[str, int] = {}
    places: dict[Drawn, int] = {}
    kind, status, place, flags = [], [], [], []
    for row in rows:
        kind.append(kinds.setdefault(row.kind, len(kinds)))
        status.append(statuses.setdefault(row.status, len(statuses)))
        spot = row.spot
        if spot is None:
            place.append(-1)
        else:
            at = Drawn(
                name=spot.within or spot.name, name_en=spot.within_en if spot.within else spot.name_en, shape=spot.shape, lat=spot.lat, lon=spot.lon, radius=spot.radius,
                line=spot.line,
            )  # fmt: skip
            place.append(places.setdefault(at, len(places)))
        flags.append(
            CONTESTED * (row.assessment == "Contested")
            + REVIEWED * (row.review == "reviewed")
            + BY_PUBLICATION * row.published
        )
    return Marks(
        dataset=dataset, as_of=as_of, total=len(rows), kinds=tuple(kinds), statuses=tuple(statuses),
        places=tuple(places),
        id=tuple(row.id for row in rows), kind=tuple(kind), status=tuple(status),
        start=tuple(_days(row.start) for row in rows), end=tuple(_days(row.end) for row in rows),
        place=tuple(place), flags=tuple(flags),
    )  # fmt: skip


@lru_cache(maxsize=20_000)
def _days(day: str | None) -> int | None:
    return None if day is None else date.fromisoformat(day).toordinal() - _EPOCH

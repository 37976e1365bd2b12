"""Events: listed, drawn, one with everything behind it, why it is one, and where its places may lie."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from math import cos, pi, radians, sin
from typing import Any

import msgspec
from msgspec import Struct

from marsad.archive import queries
from marsad.archive.decisions import about
from marsad.archive.file import snapshot
from marsad.archive.why import Explained, explain
from marsad.model import Event
from marsad.places.resolve import MentionQuery, resolve
from marsad.web import cursor, shelf
from marsad.web.asking import Asked, Ident, Wish, filter_of
from marsad.web.problems import Refused
from marsad.web.publish import public_decision, public_told
from marsad.web.records import Brief, EventView, Feature, Features, Marks, Page, Spot, ToldView
from marsad.web.routing import Call, Route
from marsad.web.shelf import Row, brief_of, review_of, spot_of
from marsad.web.store import Picked, State

_ENCODER = msgspec.json.Encoder()
_CIRCLE = 32  # corners of the polygon that stands for a circle
_METRES = 111_320.0  # of a degree of latitude


class One(Struct, frozen=True, kw_only=True):
    """Which event."""

    id: Ident


class Candidate(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place that a name may stand for. ``score`` is 0-1; ``reasons`` say what speaks for and against it."""

    id: str
    name_ar: str
    name_en: str
    kind: str
    country: str
    lat: float
    lon: float
    score: float
    chosen: bool = False
    admin1: str | None = None
    radius: float = 0.0
    reasons: tuple[str, ...] = ()


class Placing(Struct, frozen=True, kw_only=True):
    """A place of an event with all that its name may stand for."""

    spot: Spot
    candidates: tuple[Candidate, ...]


class Placings(Struct, frozen=True, kw_only=True):
    dataset: str
    items: tuple[Placing, ...]


class Explanation(Struct, frozen=True, kw_only=True):
    """Why the claims of an event hang together, and what was kept apart from it, with those events in short."""

    dataset: str
    explained: Explained
    others: tuple[Brief, ...]


def _chosen(call: Call, wish: Wish) -> tuple[State, list[Row]]:
    state = call.store.state()
    asked = filter_of(wish, call.store.words)
    picked = Picked(wish.assessment, wish.review, wish.located, wish.id)
    return state, call.store.select(asked, picked, wish.as_of, state)


def _page(rows: list[Row], asked: Asked) -> tuple[list[Row], str | None]:
    """The rows after the cursor, and the cursor of the next ones."""
    at = None
    if asked.cursor is not None:
        at = cursor.decode(asked.cursor, tuple[bool, str, str])
    if asked.order == "oldest":
        first = 0 if at is None else bisect_right(rows, at, key=Row.order)
        part = rows[first : first + asked.limit]
        more = first + asked.limit < len(rows)
    else:
        # Those without a day come last in either order.
        dated = bisect_left(rows, (True, "", ""), key=Row.order)
        turned = rows[:dated][::-1] + rows[dated:]
        first = 0
        if at is not None:
            place = bisect_left(rows, at, key=Row.order)
            first = dated - place if place < dated else place
            if first < len(turned) and turned[first].order() == at:
                first += 1
        part = turned[first : first + asked.limit]
        more = first + asked.limit < len(turned)
    return part, cursor.encode(*part[-1].order()) if more and part else None


def listed(call: Call) -> bytes:
    asked: Asked = call.query
    state, rows = _chosen(call, asked)
    part, after = _page(rows, asked)
    head = _ENCODER.encode(
        {"dataset": state.dataset, "total": len(rows), "next": after, "as_of": asked.as_of}
    )
    return head[:-1] + b',"items":[' + b",".join(row.brief for row in part) + b"]}"


def marks(call: Call) -> Marks:
    wish: Wish = call.query
    state, rows = _chosen(call, wish)
    return shelf.marks_of(rows, state.dataset, wish.as_of)


def geojson(call: Call) -> Features:
    asked: Asked = call.query
    state, rows = _chosen(call, asked)
    part, after = _page(rows, asked)
    briefs = [msgspec.json.decode(row.brief, type=Brief) for row in part]
    features = tuple(
        Feature(type="Feature", id=one.id, geometry=_geometry(one.places), properties=one) for one in briefs
    )
    return Features(type="FeatureCollection", dataset=state.dataset, total=len(rows), features=features,
                    next=after, as_of=asked.as_of)  # fmt: skip


def _geometry(places: tuple[Spot, ...]) -> dict[str, Any] | None:
    made = [shape for spot in places if (shape := _shape(spot)) is not None]
    if len(made) > 1:
        return {"type": "GeometryCollection", "geometries": made}
    return made[0] if made else None


def _shape(spot: Spot) -> dict[str, Any] | None:
    if spot.lat is None or spot.lon is None or spot.shape == "none":
        return None
    if spot.shape == "point":
        return {"type": "Point", "coordinates": [spot.lon, spot.lat]}
    north = (spot.radius or 0) / _METRES
    east = north / max(cos(radians(spot.lat)), 0.01)
    ring = [
        [round(spot.lon + east * cos(2 * pi * at / _CIRCLE), 5), round(spot.lat + north * sin(2 * pi * at / _CIRCLE), 5)]
        for at in range(_CIRCLE)
    ]  # fmt: skip
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def one(call: Call) -> EventView:
    asked: One = call.query
    state = call.store.state()
    with call.store.reading() as db, snapshot(db):
        event = queries.event(db, asked.id)
        told = queries.told(db, event)
        decided = about(db, event.claims)
        changes = queries.changes(db, event.id)
    by = state.by
    views = [
        ToldView(
            claim=each.claim, document=each.document, corrected=each.corrected,
            verdict="accepted" if each.claim.id in by.accepted
            else "rejected" if each.claim.id in by.rejected else None,
        )
        for each in told
    ]  # fmt: skip
    shown = _shown(call, event, state)
    if call.store.publish:
        views = [public_told(view, call.store.words) for view in views]
        decided = [public_decision(each) for each in decided]
        changes = ()
    return EventView(
        dataset=state.dataset, event=shown, review=review_of(event, by),
        spots=tuple(spot_of(site, call.store.gazetteer) for site in shown.places), claims=tuple(views),
        decisions=tuple(decided), changes=tuple(msgspec.to_builtins(each) for each in changes),
        asked=asked.id if asked.id != event.id else None,
    )  # fmt: skip


def _shown(call: Call, event: Event, state: State) -> Event:
    shown = call.store.shown(event, state.by)
    if shown is None:
        raise Refused(404, f"there is no event «{event.id}».", code="A008")
    return shown


def explained(call: Call) -> Explanation:
    asked: One = call.query
    state = call.store.state()
    with call.store.reading() as db, snapshot(db):
        found = explain(db, call.store.words, asked.id)
        others = [queries.event(db, each.event) for each in found.apart]
    briefs = tuple(brief_of(other, state.by, call.store.gazetteer) for other in others)
    return Explanation(dataset=state.dataset, explained=found, others=briefs)


def places(call: Call) -> Placings:
    """What each place name of an event may stand for, by the gazetteer at hand."""
    asked: One = call.query
    state = call.store.state()
    with call.store.reading() as db:
        event = _shown(call, queries.event(db, asked.id), state)
    gazetteer = call.store.gazetteer
    out = []
    for site in event.places:
        found: list[Candidate] = []
        if not call.store.publish:
            query = MentionQuery(text=site.name, country=site.country)
            within = tuple(name for name in (site.admin2, site.admin1) if name)
            if within:
                query = MentionQuery(text=site.name, country=site.country, within=within)
            answer = resolve([query], gazetteer)[0]
            for each in answer.alternatives:
                place = each.place
                above = gazetteer.get(place.admin1) if place.admin1 else None
                found.append(
                    Candidate(
                        id=place.id, name_ar=place.name_ar, name_en=place.name_en, kind=place.kind,
                        country=place.country, lat=place.lat, lon=place.lon, score=round(each.score, 3),
                        chosen=place.id == site.id, radius=place.radius, reasons=tuple(each.reasons),
                        admin1=(above.name_ar or above.name_en) if above else None,
                    )
                )  # fmt: skip
        out.append(Placing(spot=spot_of(site, gazetteer), candidates=tuple(found)))
    return Placings(dataset=state.dataset, items=tuple(out))


ROUTES = (
    Route(method="GET", path="/events", name="events", tag="Events", run=listed, query=Asked,
          gives=Page[Brief], cached=True,
          does="Events in short, by day; the filters are those of `marsad events`."),
    Route(method="GET", path="/events.geojson", name="events_geojson", tag="Events", run=geojson, query=Asked,
          gives=Features, cached=True, media="application/geo+json",
          does="The same as GeoJSON: points, circles for areas, null where nothing is known."),
    Route(method="GET", path="/marks", name="marks", tag="Events", run=marks, query=Wish, gives=Marks, cached=True,
          does="All events that pass, column by column, for a map and a timeline."),
    Route(method="GET", path="/events/{id}", name="event", tag="Events", run=one, query=One, gives=EventView,
          cached=True, does="One event: every field with who says it, its claims and their reports."),
    Route(method="GET", path="/events/{id}/explanation", name="explanation", tag="Events", run=explained,
          query=One, gives=Explanation, cached=True, public=False, does="Why the claims are one event, and what was kept apart."),
    Route(method="GET", path="/events/{id}/places", name="event_places", tag="Events", run=places, query=One,
          gives=Placings, cached=True, does="What each place name of the event may stand for."),
)  # fmt: skip

"""The 31 columns of ACLED, under our own ids. The columns are borrowed, the rows are not: nothing here is ACLED's data.

actor1 and actor2 carry no direction there; ``tags`` says which of them did it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from marsad.export.countries import country
from marsad.export.facts import (
    HAPPENED,
    WHY_NOT,
    best,
    english,
    far_apart,
    joined,
    located,
    main_place,
    outlets,
    span_of,
)
from marsad.export.records import Column, LeftOut, Record, Table, Type, rows_of
from marsad.export.sides import Sides
from marsad.lexicon.compile import Lexicon
from marsad.model import SYMMETRIC, Actor, Event

Get = Callable[[Record], Any]

_AGAINST_CIVILIANS = "Violence against civilians"
_INTER = {
    "government": "State forces", "army": "State forces", "air_force": "State forces", "police": "State forces",
    "intelligence": "State forces", "state": "State forces", "rebel": "Rebel group", "jihadist": "Rebel group",
    "militia": "Political militia", "tribe": "Identity militia", "people": "Civilians",
    "coalition": "External/Other forces", "un": "External/Other forces", "igo": "External/Other forces",
    "ngo": "External/Other forces", "company": "External/Other forces",
}  # fmt: skip
_ORDER = (
    "State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters", "Civilians",
    "External/Other forces",
)  # fmt: skip
_DISORDER = {
    "Battles": "Political violence", "Explosions/Remote violence": "Political violence",
    _AGAINST_CIVILIANS: "Political violence", "Protests": "Demonstrations",
    "Strategic developments": "Strategic developments",
}  # fmt: skip
_GEO = {1: 1, 2: 2, 3: 2, 4: 3}  # UCDP where_prec to geo_precision; what is vaguer has no place in ACLED


def table(records: Sequence[Record], words: Lexicon, left: LeftOut, changed: str | None = None) -> Table:
    """The events that ACLED has a type for; the others are counted in ``left``.

    ``changed`` is the time the archive was last changed, ISO 8601 in UTC: the timestamp of every row.
    """
    sides = Sides(words)
    kept = []
    for record in records:
        why = _why_not(record.event, words, sides)
        if why:
            left.no(why)
        else:
            kept.append(record)
    left.kept += len(kept)
    columns = _columns(words, sides, changed)
    return Table(name="acled", what="Events in the columns of ACLED, under our own ids.", columns=columns,
                 rows=rows_of(columns, kept), key="event_id_cnty")  # fmt: skip


def sort_of(event: Event, words: Lexicon, sides: Sides) -> tuple[str, str] | None:
    """Event type and sub-event type; None where ACLED has none, or where it turns on what is not known."""
    kind = words.kinds.get(event.kind)
    crossing = kind.acled if kind else None
    type_, sub = (crossing.get("event"), crossing.get("sub_event")) if crossing else (None, None)
    first = sides.of(event.initiators[0]) if event.initiators else None
    if type_ is None:
        return None
    if event.kind == "capture":
        if first not in ("state", "group"):
            return None
        sub = "Government regains territory" if first == "state" else "Non-state actor overtakes territory"
    if type_ == _AGAINST_CIVILIANS and not (event.targets and sides.of(event.targets[0]) == "civilians"):
        return None
    return (type_, sub) if sub else None


def _why_not(event: Event, words: Lexicon, sides: Sides) -> str | None:
    if event.status not in HAPPENED:
        return WHY_NOT[event.status]
    kind = words.kinds.get(event.kind)
    if not kind or not kind.acled or not kind.acled.get("event"):
        return "no such type in ACLED"
    if sort_of(event, words, sides) is None:
        return "its type turns on sides that are not known"
    span = span_of(event)
    if span is None:
        return "day unknown"
    if span.days > 31:
        return "no date within a month"
    if not located(event):
        return "no point for the place"
    if _GEO.get(located(event)[0].precision or 7) is None:
        return "placed no closer than a vague area or a country"
    return "several places far apart" if far_apart(event) else None


def _inter(actors: Sequence[Actor], sides: Sides, event: Event, where: str | None) -> str | None:
    if not actors:
        return None
    actor = actors[0]
    side = sides.of(actor)
    if side == "people":
        return "Rioters" if event.kind == "riot" else "Protesters"
    if side == "civilians":
        return "Civilians"
    if side == "state" and actor.country and where and actor.country != where:
        return "External/Other forces"
    return _INTER.get(sides.armed_kind(actor) or sides.kind(actor) or "")


def _columns(words: Lexicon, sides: Sides, changed: str | None) -> tuple[Column, ...]:
    def place(name: str) -> Get:
        return lambda r: getattr(main_place(r.event), name, None)

    def land(name: str) -> Get:
        return lambda r: getattr(country(place("country")(r)), name, None)

    def sort(which: int) -> Get:
        def value(record: Record) -> str:
            found = sort_of(record.event, words, sides)
            assert found is not None
            return found[which]

        return value

    def inter(name: str) -> Get:
        return lambda r: _inter(getattr(r.event, name), sides, r.event, place("country")(r))

    def interaction(record: Record) -> str | None:
        found = [one for one in (inter("initiators")(record), inter("targets")(record)) if one]
        return "-".join(sorted(found, key=_ORDER.index)) or None

    def first(name: str) -> Get:
        return lambda r: english(getattr(r.event, name)[0]) if getattr(r.event, name) else None

    def rest(name: str) -> Get:
        return lambda r: joined(english(one) for one in getattr(r.event, name)[1:]) or None

    def span(record: Record) -> Any:
        return span_of(record.event)

    made: list[tuple[str, Get, Type, str]] = [
        ("event_id_cnty", lambda r: r.event.id, "string", "Our id, not ACLED's."),
        ("event_date", lambda r: span(r).start.isoformat(), "date", "First day it may have been."),
        ("year", lambda r: span(r).start.year, "integer", "Its year."),
        ("time_precision", lambda r: 1 if span(r).days == 1 else 2 if span(r).days <= 7 else 3, "integer",
         "1 a day, 2 within a week, 3 within a month."),
        ("disorder_type", lambda r: _disorder(sort(0)(r), sort(1)(r)), "string", "ACLED's grouping of types."),
        ("event_type", sort(0), "string", "ACLED event type."),
        ("sub_event_type", sort(1), "string", "ACLED sub-event type."),
        ("actor1", first("initiators"), "string", "The best supported initiator, in English where known."),
        ("assoc_actor_1", rest("initiators"), "string", "Further initiators."),
        ("inter1", inter("initiators"), "string", "Sort of actor1 by our registry; empty where not known."),
        ("actor2", first("targets"), "string", "The best supported target."),
        ("assoc_actor_2", rest("targets"), "string", "Further targets."),
        ("inter2", inter("targets"), "string", "Sort of actor2."),
        ("interaction", interaction, "string", "inter1 and inter2 together."),
        ("civilian_targeting", lambda r: "Civilian targeting" if inter("targets")(r) == "Civilians" else None,
         "string", "Where the main target is civilians."),
        ("iso", land("number"), "integer", "ISO 3166 number of the country."),
        ("region", land("acled_region"), "string", "ACLED's region."),
        ("country", land("name"), "string", "Country."),
        ("admin1", place("admin1"), "string", "First-order division, in Arabic."),
        ("admin2", place("admin2"), "string", "Second-order division, in Arabic."),
        ("admin3", lambda r: None, "string", "Empty: not told."),
        ("location", place("name"), "string", "The place that the point is of, in Arabic."),
        ("latitude", place("lat"), "number", "WGS84 degrees."),
        ("longitude", place("lon"), "number", "WGS84 degrees."),
        ("geo_precision", lambda r: _GEO[place("precision")(r)], "integer",
         "1 the town, 2 a small part of a region, 3 a larger region."),
        ("source", lambda r: joined(outlets(r)), "string", "Outlets of the reports."),
        ("source_scale", lambda r: None, "string", "Empty: not known."),
        ("notes", lambda r: _notes(r, words), "string", "What it is in one sentence, made by the machine."),
        ("fatalities", lambda r: best(r.event.killed), "integer",
         "The figure that most independent origins give; empty where no report tells of deaths, which is not 0."),
        ("tags", lambda r: _direction(r.event), "string", "Which of actor1 and actor2 did it to the other."),
        ("timestamp", lambda r: _seconds(changed), "integer", "When the archive was last changed, Unix seconds."),
    ]  # fmt: skip
    return tuple(Column(name=name, value=get, type=kind, what=what) for name, get, kind, what in made)


def _disorder(type_: str, sub: str) -> str:
    if type_ == "Riots":
        return "Demonstrations" if sub == "Violent demonstration" else "Political violence"
    return _DISORDER[type_]


def _direction(event: Event) -> str:
    if event.kind in SYMMETRIC:
        return "direction=none"
    said = ["initiator=actor1"] if event.initiators else []
    return "; ".join([*said, *(["target=actor2"] if event.targets else [])])


def _notes(record: Record, words: Lexicon) -> str:
    event = record.event
    kind = words.kinds[event.kind].en
    who = [f"{name}: {joined(english(one) for one in side)}" for name, side in
           (("initiator", event.initiators), ("target", event.targets)) if side]  # fmt: skip
    tolls = [f"{name}: {toll.min}{'+' if toll.max is None else f'-{toll.max}' if toll.max != toll.min else ''}"
             for name in ("killed", "injured", "captured", "missing", "displaced")
             if (toll := getattr(event, name)) is not None]  # fmt: skip
    reports = (
        _many(event.reports, "report")
        if event.reports
        else f"recalled in {_many(len(event.recalled_in), 'report')}"
    )
    support = f"{reports}, {_many(event.independent_origins, 'independent origin')}, {event.assessment}"
    return (
        ". ".join([f"{kind} ({event.status})", *who, *tolls, support, f"Machine-coded, {record.review}"])
        + "."
    )


def _many(count: int, one: str) -> str:
    """A number with its noun."""
    return f"{count:,} {one}{'' if count == 1 else 's'}"


def _seconds(time: str | None) -> int | None:
    return int(datetime.fromisoformat(time).timestamp()) if time else None

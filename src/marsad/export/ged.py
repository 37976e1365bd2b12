"""The 49 columns of the UCDP Georeferenced Event Dataset.

An event is in it where an organised actor used armed force and at least one person died by it, at a known place and day.
Ids of conflicts, dyads and actors are UCDP's to give: their columns stay empty.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import floor
from typing import Any

from marsad.export.countries import country
from marsad.export.facts import (
    HAPPENED,
    WHY_NOT,
    Span,
    best,
    english,
    far_apart,
    highest,
    joined,
    located,
    main_place,
    outlets,
    span_of,
)
from marsad.export.records import Column, LeftOut, Paper, Record, Table, Type, rows_of
from marsad.export.sides import Sides
from marsad.lexicon.compile import Lexicon
from marsad.model import Actor, Event, TollRange

Get = Callable[[Record], Any]

_ARMED = frozenset(
    {"armed_clash", "ground_attack", "shelling", "air_strike", "explosion", "killing", "capture", "abuse"}
)
_EMPTY = "Empty: the number is UCDP's to give."


def table(records: Sequence[Record], words: Lexicon, left: LeftOut) -> Table:
    """The events that GED's definition holds; the others are counted in ``left``."""
    sides = Sides(words)
    kept = []
    for record in records:
        why = _why_not(record.event, sides)
        if why:
            left.no(why)
        else:
            kept.append(record)
    left.kept += len(kept)
    columns = _columns(sides)
    return Table(name="ged", what="Events in the columns of UCDP GED.", columns=columns,
                 rows=rows_of(columns, kept), key="relid")  # fmt: skip


def _why_not(event: Event, sides: Sides) -> str | None:
    if event.status not in HAPPENED:
        return WHY_NOT[event.status]
    if event.kind not in _ARMED:
        return "no armed force"
    deaths = best(event.killed)
    if deaths is None:
        return "no deaths told"
    if deaths < 1:
        return "nobody killed by the best supported figure"
    span = span_of(event)
    if span is None:
        return "day unknown"
    if span.days > 366:
        return "no date within a year"
    if not located(event) or located(event)[0].precision is None:
        return "no point for the place"
    if far_apart(event):
        return "several places far apart"
    if violence(event, sides) is None:
        return "sides not known to be organised actors or civilians"
    first, second = _sides(event)
    if first and second and sides.of(first) == sides.of(second) == "state" and sides.one_state(first, second):
        return "both sides told are of one state"
    return None


def violence(event: Event, sides: Sides) -> int | None:
    """1 state-based, 2 non-state, 3 one-sided; None where the sides do not tell."""
    first, second = _sides(event)
    a = sides.of(first) if first else None
    b = sides.of(second) if second else None
    if a in ("state", "group") and b == "civilians":
        return 3
    if a not in ("state", "group") or b not in ("state", "group"):
        return None
    return 1 if "state" in (a, b) else 2


def _sides(event: Event) -> tuple[Actor | None, Actor | None]:
    """The sides as GED has them: of a clash that one side of it is told first says nothing."""
    return (event.initiators[0] if event.initiators else None, event.targets[0] if event.targets else None)


def priogrid(lat: float, lon: float) -> int:
    """The cell of PRIO-GRID, half a degree wide, counted from the south-west."""
    row = min(floor((lat + 90) * 2), 359)
    column = min(floor((lon + 180) * 2), 719)
    return row * 720 + column + 1


def _columns(sides: Sides) -> tuple[Column, ...]:
    def empty(name: str) -> Column:
        return Column(name=name, value=lambda r: None, what=_EMPTY)

    def state(which: int) -> Get:
        def value(record: Record) -> int | None:
            actor = _sides(record.event)[which]
            found = country(actor.country) if actor and sides.of(actor) == "state" else None
            return found.gw if found else None

        return value

    def side(which: int) -> Get:
        def value(record: Record) -> str:
            actor = _sides(record.event)[which]
            assert actor is not None
            return "Civilians" if sides.of(actor) == "civilians" else english(actor)

        return value

    def place(name: str) -> Get:
        return lambda r: getattr(main_place(r.event), name, None)

    def papers(get: Callable[[Paper], str | None]) -> Get:
        return lambda r: joined(dict.fromkeys(get(paper) for paper in r.reports))

    def deaths(get: Callable[[TollRange], int | None]) -> Get:
        return lambda r: get(r.event.killed) if r.event.killed else None

    made: list[tuple[str, Get | None, Type, str]] = [
        ("relid", lambda r: r.event.id, "string", "Our id of the event; stable."),
        ("year", lambda r: _span(r).start.year, "integer", "Year of date_start."),
        (
            "active_year",
            None,
            "string",
            "Empty: whether the dyad passes 25 deaths a year is for UCDP to say.",
        ),
        ("code_status", lambda r: r.review, "string", "Ours: reviewed, partly or unreviewed."),
        (
            "type_of_violence",
            lambda r: violence(r.event, sides),
            "integer",
            "1 state-based, 2 non-state, 3 one-sided, by the kinds of the sides in our registry.",
        ),
        ("conflict_dset_id", None, "string", _EMPTY),
        ("conflict_new_id", None, "string", _EMPTY),
        ("conflict_name", None, "string", _EMPTY),
        ("dyad_dset_id", None, "string", _EMPTY),
        ("dyad_new_id", None, "string", _EMPTY),
        ("dyad_name", lambda r: f"{side(0)(r)} - {side(1)(r)}", "string", "Both sides by name."),
        ("side_a_dset_id", None, "string", _EMPTY),
        ("side_a_new_id", None, "string", _EMPTY),
        ("side_a", side(0), "string", "The best supported initiator; of a clash one of its sides."),
        ("side_b_dset_id", None, "string", _EMPTY),
        ("side_b_new_id", None, "string", _EMPTY),
        ("side_b", side(1), "string", "The best supported target; Civilians where they are."),
        ("number_of_sources", lambda r: r.event.independent_origins, "integer", "Independent origins."),
        (
            "source_article",
            lambda r: joined(
                ", ".join(f'"{part}"' for part in (p.outlet or p.id, (p.published or "")[:10], p.title or ""))
                for p in r.reports
            ),
            "string",
            "Outlet, day and headline of each report.",
        ),
        ("source_office", lambda r: joined(outlets(r)), "string", "Outlets."),
        ("source_date", papers(lambda p: (p.published or "")[:10]), "string", "Days of publication."),
        ("source_headline", papers(lambda p: p.title), "string", "Headlines."),
        (
            "source_original",
            lambda r: joined(o.name for o in r.event.origins if o.how == "cited"),
            "string",
            "Sources that the reports cite.",
        ),
        ("where_prec", place("precision"), "integer", "1 exact … 7, as in GED."),
        ("where_coordinates", place("name"), "string", "The place that the point is of."),
        (
            "where_description",
            lambda r: joined(one.name for one in r.event.places),
            "string",
            "All places named.",
        ),
        ("adm_1", place("admin1"), "string", "First-order division, in Arabic."),
        ("adm_2", place("admin2"), "string", "Second-order division, in Arabic."),
        ("latitude", place("lat"), "number", "WGS84 degrees."),
        ("longitude", place("lon"), "number", "WGS84 degrees."),
        ("geom_wkt", lambda r: f"POINT ({place('lon')(r)} {place('lat')(r)})", "string", "The point."),
        ("priogrid_gid", lambda r: priogrid(place("lat")(r), place("lon")(r)), "integer", "PRIO-GRID cell."),
        ("country", lambda r: getattr(country(place("country")(r)), "name", None), "string", "Country."),
        (
            "country_id",
            lambda r: getattr(country(place("country")(r)), "gw", None),
            "integer",
            "Gleditsch and Ward number, where there is one.",
        ),
        (
            "region",
            lambda r: getattr(country(place("country")(r)), "ged_region", None),
            "string",
            "UCDP region.",
        ),
        (
            "event_clarity",
            lambda r: 1 if _span(r).days <= 2 else 2,
            "integer",
            "1 told by itself; 2 where its days are only known as a longer period.",
        ),
        (
            "date_prec",
            lambda r: date_prec(_span(r).days),
            "integer",
            "By the length of the interval: 1 day, 2 two to six, 3 a week, 4 a month, 5 up to a year.",
        ),
        ("date_start", lambda r: _span(r).start.isoformat(), "date", "First day."),
        ("date_end", lambda r: _span(r).end.isoformat(), "date", "Last day."),
        ("deaths_a", None, "integer", "Empty: which side the dead were of is not told reliably enough."),
        ("deaths_b", None, "integer", "Empty, as deaths_a."),
        ("deaths_civilians", None, "integer", "Empty, as deaths_a; see deaths_unknown."),
        ("deaths_unknown", deaths(best), "integer", "All deaths of best."),
        ("best", deaths(best), "integer", "The figure that most independent origins give."),
        ("high", deaths(highest), "integer", "The highest figure that any origin gives."),
        ("low", deaths(lambda toll: toll.min), "integer", "The lowest figure that any origin gives."),
        ("gwnoa", state(0), "integer", "Gleditsch and Ward number of side A, where it is a state's."),
        ("gwnob", state(1), "integer", "The same of side B."),
    ]
    first = Column(name="id", value=lambda r: None, what="Empty: UCDP numbers events; ours is in relid.")
    return (
        first,
        *(empty(name) if value is None and what == _EMPTY
          else Column(name=name, value=value or (lambda r: None), type=kind, what=what)
          for name, value, kind, what in made),
    )  # fmt: skip


def _span(record: Record) -> Span:
    found = span_of(record.event)
    assert found is not None
    return found


def date_prec(days: int) -> int:
    """GED's date_prec of an interval of so many days."""
    return next(code for most, code in ((1, 1), (6, 2), (7, 3), (31, 4), (10_000, 5)) if days <= most)

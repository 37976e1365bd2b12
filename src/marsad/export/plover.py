"""PLOVER: types and modes, with the manual's auxiliary modes for what did not happen, and POLECAT's 40 columns.

What is planned, denied or a rumour is ``future``, ``negation`` or ``hypothetical`` in the ``plover`` profile. POLECAT has no
column for that, so there such events are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from marsad import __version__
from marsad.export.countries import country
from marsad.export.facts import HAPPENED, WHY_NOT, english, joined, main_place, outlets, span_of
from marsad.export.records import Column, LeftOut, Record, Table, Type, rows_of
from marsad.export.sides import Sides
from marsad.lexicon.compile import Lexicon
from marsad.model import Actor

Get = Callable[[Record], Any]

AUXILIARY = {"planned": "future", "denied": "negation", "uncertain": "hypothetical"}
"""Our statuses in PLOVER's auxiliary modes. For an attempt it has none."""

_QUAD = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "Verbal Cooperation"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "Material Cooperation"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "Verbal Conflict"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "Material Conflict"),
}
_SECTOR = {
    "state": "GOV", "government": "GOV", "local_authority": "GOV", "army": "MIL", "air_force": "MIL",
    "police": "COP", "intelligence": "SPY", "court": "JUD", "rebel": "REB", "jihadist": "REB", "militia": "UAF",
    "party": "PTY", "ngo": "NGO", "monitor": "NGO", "un": "IGO", "igo": "IGO", "coalition": "IGO",
    "company": "BUS", "tribe": "CVL", "people": "CVL",
}  # fmt: skip


def table(records: Sequence[Record], words: Lexicon, left: LeftOut) -> Table:
    """Events as PLOVER records: source, target, type, mode, auxiliary mode."""
    sides = Sides(words)
    kept = []
    for record in records:
        if record.event.status == "attempted":
            left.no(WHY_NOT["attempted"])
        elif record.event.kind not in words.kinds:
            left.no("of a kind that this lexicon does not know")
        else:
            kept.append(record)
    left.kept += len(kept)
    made: list[tuple[str, Get, Type, str]] = [
        ("id", lambda r: r.event.id, "string", "Our id; stable."),
        ("date", lambda r: getattr(r.event.when, "start", None), "date", "First day it may have been."),
        ("date_end", lambda r: getattr(r.event.when, "end", None), "date", "Last day."),
        ("type", _coded(words, "type"), "string", "PLOVER event type."),
        ("mode", _coded(words, "mode"), "string", "PLOVER mode, where our kind is no wider."),
        ("auxiliary", lambda r: AUXILIARY.get(r.event.status), "string",
         "future (planned), negation (denied), hypothetical (a rumour); empty where it took place."),
        ("contexts", lambda r: None, "string", "Empty: not coded."),
        ("quad", lambda r: _QUAD.get(_coded(words, "type")(r) or ""), "string", "Quad class of the type."),
        ("source", lambda r: joined(english(one) for one in r.event.initiators), "string", "Who acts."),
        ("source_sector", _sectors("initiators", sides), "string", "PLOVER sectors of these."),
        ("source_country", _alpha3("initiators"), "string", "Their countries, ISO 3166 alpha-3."),
        ("target", lambda r: joined(english(one) for one in r.event.targets), "string", "Who is acted on."),
        ("target_sector", _sectors("targets", sides), "string", "PLOVER sectors of these."),
        ("target_country", _alpha3("targets"), "string", "Their countries."),
        ("location", _place("name"), "string", "Best supported place."),
        ("latitude", _place("lat"), "number", "WGS84 degrees; empty where no point is warranted."),
        ("longitude", _place("lon"), "number", "WGS84 degrees."),
        ("cameo", lambda r: words.kinds[r.event.kind].cameo, "string", "CAMEO code of our kind."),
        ("publisher", lambda r: joined(outlets(r)), "string", "Outlets of the reports."),
        ("coder", lambda r: f"marsad {__version__}", "string", "What coded it."),
    ]  # fmt: skip
    columns = tuple(Column(name=name, value=get, type=kind, what=what) for name, get, kind, what in made)
    return Table(name="plover", what="Events as PLOVER records.", columns=columns,
                 rows=rows_of(columns, kept), key="id")  # fmt: skip


def polecat(records: Sequence[Record], words: Lexicon, left: LeftOut) -> Table:
    """Events in POLECAT's columns; those that did not happen are counted in ``left``."""
    sides = Sides(words)
    kept = []
    for record in records:
        event = record.event
        if event.status not in HAPPENED:
            left.no(WHY_NOT[event.status])
        elif event.kind not in words.kinds:
            left.no("of a kind that this lexicon does not know")
        elif span_of(event) is None:
            left.no("day unknown")
        elif not event.initiators and not event.targets:
            left.no("neither actor nor recipient named")
        else:
            kept.append(record)
    left.kept += len(kept)
    made: list[tuple[str, Get, Type, str]] = [
        ("Event ID", lambda r: r.event.id, "string", "Our id; stable."),
        ("Event Date", lambda r: getattr(r.event.when, "start", None), "date", "First day it may have been."),
        ("Event Type", _coded(words, "type"), "string", "PLOVER event type."),
        ("Event Mode", _coded(words, "mode"), "string", "PLOVER mode, where our kind is no wider."),
        ("Intensity", lambda r: None, "number", "Empty: not coded."),
        ("Quad Code", lambda r: _QUAD.get(_coded(words, "type")(r) or ""), "string", "Quad class of the type."),
        ("Contexts", lambda r: None, "string", "Empty: not coded."),
        *_eight("Actor", "initiators", sides),
        *_eight("Recipient", "targets", sides),
        ("Placename", _place("name"), "string", "Best supported place."),
        ("City", lambda r: _place("name")(r) if _place("kind")(r) in ("city", "town", "village") else None,
         "string", "The same, where it is a populated place."),
        ("District", _place("admin2"), "string", "Second-order division."),
        ("Province", _place("admin1"), "string", "First-order division."),
        ("Country", lambda r: _code3(_place("country")(r)), "string", "ISO 3166 alpha-3."),
        ("Latitude", _place("lat"), "number", "WGS84 degrees; empty where no point is warranted."),
        ("Longitude", _place("lon"), "number", "WGS84 degrees."),
        ("GeoNames ID", _geonames, "integer", "Where the place is of GeoNames."),
        ("Raw Placename", lambda r: joined(one.name for one in r.event.places), "string", "All places named."),
        ("Feature Type", _place("kind"), "string", "Kind of the place, by our gazetteer."),
        ("Source", lambda r: joined(outlets(r)), "string", "Outlets of the reports."),
        ("Publication Date", lambda r: min((p.published[:10] for p in r.reports if p.published), default=None),
         "date", "Of the first report that has a date."),
        ("Story People", lambda r: joined(_named(r, sides, person=True)), "string", "Persons who take part."),
        ("Story Organizations", lambda r: joined(_named(r, sides, person=False)), "string", "Others who do."),
        ("Story Locations", lambda r: joined(one.name for one in r.event.places), "string", "Places."),
        ("Language", lambda r: "Arabic", "string", "Of the reports."),
        ("Version", lambda r: f"marsad {__version__}", "string", "What coded it."),
    ]  # fmt: skip
    columns = tuple(Column(name=name, value=get, type=kind, what=what) for name, get, kind, what in made)
    return Table(name="polecat", what="Events in the columns of POLECAT.", columns=columns,
                 rows=rows_of(columns, kept), key="Event ID")  # fmt: skip


def _eight(who: str, side: str, sides: Sides) -> list[tuple[str, Get, Type, str]]:
    def all_(get: Callable[[Actor], object]) -> Get:
        return lambda r: joined(get(one) for one in getattr(r.event, side)) or None

    def primary(record: Record) -> str | None:
        found = getattr(record.event, side)
        return _SECTOR.get(sides.kind(found[0]) or "") if found else None

    return [
        (f"{who} Name", all_(english), "string", "In English where our registry knows it, else in Arabic."),
        (f"{who} Country", _alpha3(side), "string", "ISO 3166 alpha-3, each once."),
        (f"{who} COW", all_(lambda a: _cow(a)), "string", "Correlates of War numbers, where there is one."),
        (f"Primary {who} Sector", primary, "string", "PLOVER sector of the best supported."),
        (f"{who} Sectors", _sectors(side, sides), "string", "PLOVER sectors of all."),
        (f"{who} Title", lambda r: None, "string", "Empty: not coded."),
        (f"{who} Name Raw", all_(lambda a: a.name), "string", "In Arabic, the neutral names."),
        (f"Wikipedia {who} ID", lambda r: None, "string", "Empty: we do not guess pages."),
    ]


def _coded(words: Lexicon, name: str) -> Get:
    return lambda r: words.kinds[r.event.kind].plover[name]


def _place(name: str) -> Get:
    return lambda r: getattr(main_place(r.event), name, None)


def _sectors(side: str, sides: Sides) -> Get:
    return lambda r: (
        joined(dict.fromkeys(_SECTOR.get(sides.kind(one) or "", "") for one in getattr(r.event, side)))
        or None
    )


def _alpha3(side: str) -> Get:
    return lambda r: joined(dict.fromkeys(_code3(one.country) for one in getattr(r.event, side))) or None


def _code3(code: str | None) -> str | None:
    return getattr(country(code), "alpha3", None)


def _cow(actor: Actor) -> int | None:
    return getattr(country(actor.country), "cow", None)


def _geonames(record: Record) -> int | None:
    ident = _place("id")(record)
    return int(ident[3:]) if ident and ident.startswith("gn:") and ident[3:].isdigit() else None


def _named(record: Record, sides: Sides, *, person: bool) -> list[str]:
    event = record.event
    named = (*event.initiators, *event.targets, *event.third_parties)
    return list(dict.fromkeys(english(one) for one in named if (sides.kind(one) == "person") is person))

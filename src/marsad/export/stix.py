"""STIX 2.1: an incident an event, with locations, identities and reports as other objects and what STIX has no
property for in an extension that is defined in the bundle.

An incident says that something took place: what is planned, denied, attempted or a rumour is left out. Nobody is called a
threat actor; parties are identities, and who did it to whom stands in relationships.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid5

import msgspec

from marsad.export.facts import HAPPENED, WHY_NOT, best, main_place
from marsad.export.records import About, LeftOut, Paper, Record
from marsad.export.sides import Sides
from marsad.lexicon.compile import Lexicon
from marsad.model import SYMMETRIC, Actor, Site
from marsad.text.fold import fold

_SPACE = UUID("6b1d8a0e-4c57-5e0f-9d3a-2f6f1c7a9b42")  # of this exporter: equal events get equal ids
_EXTENSION = f"extension-definition--{uuid5(_SPACE, 'extension')}"
_MARSAD = f"identity--{uuid5(_SPACE, 'marsad')}"
_ENCODER = msgspec.json.Encoder()
_LABEL = "conflict-event"


def encode(records: Sequence[Record], about: About, words: Lexicon, left: LeftOut) -> bytes:
    """A bundle. Times of creation are those of the archive's last run, so that equal archives give equal bytes."""
    time = _time(about.last or "1970-01-01T00:00:00+00:00")
    stamp = {"spec_version": "2.1", "created": time, "modified": time}
    sides = Sides(words)
    made: dict[str, dict[str, Any]] = {}

    def put(kind: str, key: str, **values: Any) -> str:
        ident = f"{kind}--{uuid5(_SPACE, f'{kind}:{key}')}"
        made.setdefault(ident, {"type": kind, "id": ident, **stamp, "created_by_ref": _MARSAD, **values})
        return ident

    made[_MARSAD] = {"type": "identity", "id": _MARSAD, **stamp, "name": f"Marsad {about.version}",
                     "identity_class": "system", "description": about.caution}  # fmt: skip
    made[_EXTENSION] = {
        "type": "extension-definition", "id": _EXTENSION, **stamp, "created_by_ref": _MARSAD,
        "name": "Conflict events by Marsad", "version": "1.0.0", "extension_types": ["property-extension"],
        "schema": "Properties of an incident: kind, status, assessment, review (strings), reports, independent_origins,"
        " where_prec, killed_best, killed_min, killed_max, injured_min, injured_max (integers), date_start, date_end,"
        " date_basis (strings), place_precise (boolean).",
    }  # fmt: skip
    papers: dict[str, tuple[Paper, list[str]]] = {}
    for record in records:
        event = record.event
        if event.status not in HAPPENED:
            left.no(WHY_NOT[event.status])
            continue
        left.kept += 1
        kind = words.kinds[event.kind].en if event.kind in words.kinds else event.kind
        site = main_place(event)
        where = site.name if site else "place unknown"
        day = event.when.start if event.when else "day unknown"
        ident = put(
            "incident", event.id, name=f"{kind}, {where}, {day}", labels=[_LABEL, event.kind.replace("_", "-")],
            external_references=_references(record),
            extensions={_EXTENSION: {"extension_type": "property-extension", **_properties(record)}},
        )  # fmt: skip
        first = [(put("identity", _key(one), **_identity(one, sides)), one) for one in event.initiators]
        second = [(put("identity", _key(one), **_identity(one, sides)), one) for one in event.targets]
        for actor, _ in first:
            kind_ = "involves" if event.kind in SYMMETRIC else "initiated-by"
            put(
                "relationship",
                f"{ident}{kind_}{actor}",
                relationship_type=kind_,
                source_ref=ident,
                target_ref=actor,
            )
        for actor, _ in second:
            kind_ = "involves" if event.kind in SYMMETRIC else "targets"
            put(
                "relationship",
                f"{ident}{kind_}{actor}",
                relationship_type=kind_,
                source_ref=ident,
                target_ref=actor,
            )
        for site in event.places:
            place = _location(site)
            if place:
                at = put("location", _place_key(site), **place)
                put("relationship", f"{ident}located-at{at}", relationship_type="located-at", source_ref=ident,
                    target_ref=at)  # fmt: skip
        for paper in record.reports:
            papers.setdefault(paper.id, (paper, []))[1].append(ident)
    for ident in sorted(papers):
        paper, told = papers[ident]
        if paper.published:
            put("report", ident, name=paper.title or f"Report {ident}", published=_time(paper.published),
                report_types=["incident"], object_refs=list(dict.fromkeys(told)))  # fmt: skip
    said = "\n".join(filter(None, (about.citation, about.licence, left.note())))
    put("note", "about", abstract="Where these objects come from", content=said, object_refs=[_MARSAD])
    bundle = {
        "type": "bundle",
        "id": f"bundle--{uuid5(_SPACE, about.citation)}",
        "objects": list(made.values()),
    }
    return _ENCODER.encode(bundle)


def _key(actor: Actor) -> str:
    return actor.id or f"~{fold(actor.name)}"


def _place_key(site: Site) -> str:
    return f"{site.id or fold(site.name)}:{site.lat}:{site.lon}"


def _time(said: str) -> str:
    """A day or a time as STIX writes it, in UTC."""
    from datetime import UTC, datetime

    time = datetime.fromisoformat(said)
    time = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    return time.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _references(record: Record) -> list[dict[str, str]]:
    out = [{"source_name": "marsad", "external_id": record.event.id}]
    for paper in record.reports:
        one = {"source_name": paper.outlet or "report", "external_id": paper.id}
        if paper.title:
            one["description"] = paper.title
        if paper.url:
            one["url"] = paper.url
        out.append(one)
    return out


def _properties(record: Record) -> dict[str, Any]:
    event = record.event
    site = main_place(event)
    said: dict[str, Any] = {
        "kind": event.kind, "status": event.status, "assessment": event.assessment, "review": record.review,
        "reports": event.reports, "independent_origins": event.independent_origins,
        "date_start": event.when.start if event.when else None, "date_end": event.when.end if event.when else None,
        "date_basis": event.when.basis if event.when else None, "where_prec": site.precision if site else None,
        "place_precise": site.lat is not None if site else None, "killed_best": best(event.killed),
    }  # fmt: skip
    for toll in ("killed", "injured"):
        found = getattr(event, toll)
        if found is not None:
            said |= {f"{toll}_min": found.min, f"{toll}_max": found.max}
    return {name: value for name, value in said.items() if value is not None}


def _identity(actor: Actor, sides: Sides) -> dict[str, Any]:
    kind = sides.kind(actor)
    sort = "individual" if kind == "person" else "organization" if kind else "unspecified"
    if sides.of(actor) in ("civilians", "people"):
        sort = "class"
    out = {"name": actor.name_en or actor.name, "identity_class": sort}
    return out | ({"description": actor.name} if actor.name_en else {})


def _location(site: Site) -> dict[str, Any] | None:
    """STIX wants a country, a region or a point; a place with none of them is only in the incident's name."""
    out: dict[str, Any] = {"name": site.name}
    if site.lat is not None and site.lon is not None:
        out |= {"latitude": site.lat, "longitude": site.lon}
        if site.radius:
            out["precision"] = float(site.radius)
    if site.country:
        out["country"] = site.country
    if site.admin1:
        out["administrative_area"] = site.admin1
    return out if "latitude" in out or "country" in out else None

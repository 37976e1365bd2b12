"""JSON-LD: events in the Simple Event Model, evidence as Web Annotations, where it comes from in PROV.

The context is in the file: reading it needs no network. Ids are URNs of the archive's own ids.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from marsad.archive.records import Run
from marsad.export.records import About, Paper, Record
from marsad.model import Actor, Claim, Site
from marsad.text.fold import fold

CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    "prov": "http://www.w3.org/ns/prov#", "oa": "http://www.w3.org/ns/oa#", "dcterms": "http://purl.org/dc/terms/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/", "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#", "marsad": "urn:marsad:term:",
    "id": "@id", "type": "@type",
    "date": {"@id": "dcterms:date", "@type": "xsd:date"},
    "start": {"@id": "sem:hasBeginTimeStamp", "@type": "xsd:date"},
    "end": {"@id": "sem:hasEndTimeStamp", "@type": "xsd:date"},
    "startedAtTime": {"@id": "prov:startedAtTime", "@type": "xsd:dateTime"},
    "endedAtTime": {"@id": "prov:endedAtTime", "@type": "xsd:dateTime"},
    "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
    "wasGeneratedBy": {"@id": "prov:wasGeneratedBy", "@type": "@id"},
    "wasAssociatedWith": {"@id": "prov:wasAssociatedWith", "@type": "@id"},
    "wasInfluencedBy": {"@id": "prov:wasInfluencedBy", "@type": "@id"},
    "hadMember": {"@id": "prov:hadMember", "@type": "@id"},
    "hasBody": {"@id": "oa:hasBody", "@type": "@id"}, "hasTarget": "oa:hasTarget",
    "hasSource": {"@id": "oa:hasSource", "@type": "@id"}, "hasSelector": "oa:hasSelector",
    "exact": "oa:exact", "from": "oa:start", "to": "oa:end",
    "place": "sem:hasPlace", "actor": {"@id": "sem:hasActor", "@type": "@id"},
    "initiator": {"@id": "marsad:initiator", "@type": "@id"}, "target": {"@id": "marsad:target", "@type": "@id"},
    "thirdParty": {"@id": "marsad:thirdParty", "@type": "@id"},
    "kind": {"@id": "marsad:kind", "@type": "@vocab"}, "status": {"@id": "marsad:status", "@type": "@vocab"},
    "assessment": "marsad:assessment", "review": "marsad:review", "reports": "marsad:reports",
    "independentOrigins": "marsad:independentOrigins", "precision": "marsad:precision", "radius": "marsad:radius",
    "killedMin": "marsad:killedMin", "killedMax": "marsad:killedMax", "injuredMin": "marsad:injuredMin",
    "injuredMax": "marsad:injuredMax", "confidence": "marsad:confidence", "sha256": "marsad:sha256",
    "label": {"@id": "rdfs:label", "@container": "@language"}, "title": "dcterms:title",
    "publisher": "dcterms:publisher", "page": {"@id": "dcterms:source", "@type": "@id"},
    "citation": "dcterms:bibliographicCitation", "rights": "dcterms:rights", "description": "dcterms:description", "why": "rdfs:comment",
    "lat": {"@id": "geo:lat", "@type": "xsd:double"}, "long": {"@id": "geo:long", "@type": "xsd:double"},
    "version": "marsad:version", "lexicon": "marsad:lexicon", "gazetteer": "marsad:gazetteer",
    "fingerprint": "marsad:fingerprint", "where": "marsad:in",
    "@vocab": "urn:marsad:term:",
}  # fmt: skip

_ENCODER = msgspec.json.Encoder()
_SOFTWARE = "urn:marsad:agent:software"


def encode(records: Sequence[Record], about: About) -> bytes:
    """One graph: the collection, runs, events, claims, reports, actors, annotations and decisions."""
    graph: list[dict[str, Any]] = [
        {"id": "urn:marsad:export", "type": "prov:Collection", "title": about.title, "citation": about.citation,
         "description": about.caution, "rights": about.licence, "hadMember": [_event_id(record.event.id) for record in records]},
        {"id": _SOFTWARE, "type": "prov:SoftwareAgent", "title": "Marsad", "version": about.version},
        *(_run(run) for run in about.runs),
    ]  # fmt: skip
    papers: dict[str, Paper] = {}
    actors: dict[str, Actor] = {}
    decisions: dict[str, dict[str, Any]] = {}
    for record in records:
        event = record.event
        for actor in (*event.initiators, *event.targets, *event.third_parties):
            actors.setdefault(_actor_id(actor), actor)
        papers.update({one.id: one for one in record.papers.values()})
        for made in record.decisions:
            decisions.setdefault(made.id, _decision(made.id, made.what, made.at, made.who, made.why))
        graph.append(_event(record))
        for claim in record.claims:
            graph += _claim(claim, record.papers[claim.id])
    graph += [_actor(ident, actors[ident]) for ident in sorted(actors)]
    graph += [_paper(papers[ident]) for ident in sorted(papers)]
    graph += [decisions[ident] for ident in sorted(decisions)]
    return _ENCODER.encode({"@context": CONTEXT, "@graph": graph})


def _event_id(ident: str) -> str:
    return f"urn:marsad:event:{ident}"


def _claim_id(ident: str) -> str:
    return f"urn:marsad:claim:{ident}"


def _report_id(paper: Paper) -> str:
    # By its text, since the ids people give their reports need not be unique in the world, nor URN characters.
    return f"urn:sha256:{paper.sha256}"


def _actor_id(actor: Actor) -> str:
    if actor.id:
        return f"urn:marsad:actor:{actor.id}"
    return f"urn:marsad:described:{fold(actor.name).encode().hex()}"


def _event(record: Record) -> dict[str, Any]:
    event = record.event
    out: dict[str, Any] = {
        "id": _event_id(event.id), "type": ["sem:Event", "prov:Entity"], "kind": event.kind, "status": event.status,
        "assessment": event.assessment, "review": record.review, "reports": event.reports,
        "independentOrigins": event.independent_origins,
        "wasDerivedFrom": [_claim_id(claim.id) for claim in record.claims],
        "place": [_place(site) for site in event.places],
    }  # fmt: skip
    for name, side in (
        ("initiator", event.initiators),
        ("target", event.targets),
        ("thirdParty", event.third_parties),
    ):
        if side:
            out[name] = [_actor_id(one) for one in side]
    everybody = [one for name in ("initiator", "target", "thirdParty") for one in out.get(name, ())]
    if everybody:
        out["actor"] = list(dict.fromkeys(everybody))
    if event.when:
        out |= {"start": event.when.start, "end": event.when.end, "precision": event.when.precision}
    for toll in ("killed", "injured"):
        found = getattr(event, toll)
        if found is not None:
            out[f"{toll}Min"] = found.min
            if found.max is not None:
                out[f"{toll}Max"] = found.max
    if record.decisions:
        out["wasInfluencedBy"] = [f"urn:marsad:decision:{one.id}" for one in record.decisions]
    return out


def _place(site: Site) -> dict[str, Any]:
    out: dict[str, Any] = {"type": "sem:Place", "label": {"ar": site.name}}
    if site.lat is not None and site.lon is not None:
        out |= {"lat": site.lat, "long": site.lon}
    for name, value in (("radius", site.radius), ("precision", site.precision)):
        if value is not None:
            out[name] = value
    if site.id and site.id.startswith("gn:"):
        out["id"] = f"https://sws.geonames.org/{site.id[3:]}/"
        # A place has one point; what is told of it in this event stays with the event.
        out.pop("radius", None)
        out.pop("precision", None)
    return out


def _claim(claim: Claim, paper: Paper) -> Iterator[dict[str, Any]]:
    out: dict[str, Any] = {
        "id": _claim_id(claim.id), "type": ["prov:Entity", "marsad:Claim"], "kind": claim.kind,
        "status": claim.status, "wasDerivedFrom": [_report_id(paper)],
        "wasGeneratedBy": f"urn:marsad:run:{paper.run}", "confidence": round(claim.confidence, 4),
    }  # fmt: skip
    if claim.fingerprint:
        out["fingerprint"] = claim.fingerprint
    yield out
    for number, span in enumerate(claim.evidence):
        position = {"type": "oa:TextPositionSelector", "from": span.start, "to": span.end}
        quote = {"type": "oa:TextQuoteSelector", "exact": span.quote}
        yield {
            "id": f"{_claim_id(claim.id)}:evidence:{number}", "type": "oa:Annotation", "hasBody": _claim_id(claim.id),
            "hasTarget": {
                "type": "oa:SpecificResource", "hasSource": _report_id(paper), "where": span.where,
                "hasSelector": [quote, position] if span.quote else [position],
            },
        }  # fmt: skip


def _actor(ident: str, actor: Actor) -> dict[str, Any]:
    label = {"ar": actor.name} | ({"en": actor.name_en} if actor.name_en else {})
    return {"id": ident, "type": ["sem:Actor", "prov:Agent"], "label": label}


def _paper(paper: Paper) -> dict[str, Any]:
    out: dict[str, Any] = {"id": _report_id(paper), "type": "prov:Entity", "sha256": paper.sha256,
                           "marsad:reportId": paper.id}  # fmt: skip
    for name, value in (("title", paper.title), ("publisher", paper.outlet), ("page", paper.url)):
        if value:
            out[name] = value
    if paper.published:
        out["date"] = paper.published[:10]
    return out


def _run(run: Run) -> dict[str, Any]:
    out: dict[str, Any] = {
        "id": f"urn:marsad:run:{run.n}", "type": "prov:Activity", "title": run.what, "startedAtTime": run.started,
        "wasAssociatedWith": _SOFTWARE, "version": run.version, "lexicon": run.lexicon, "gazetteer": run.gazetteer,
        "fingerprint": run.fingerprint,
    }  # fmt: skip
    if run.finished:
        out["endedAtTime"] = run.finished
    return out


def _decision(ident: str, what: str, at: str, who: str, why: str) -> dict[str, Any]:
    out: dict[str, Any] = {
        "id": f"urn:marsad:decision:{ident}",
        "type": "prov:Activity",
        "title": what,
        "endedAtTime": at,
    }
    if why:
        out["why"] = why
    if who:
        out["wasAssociatedWith"] = f"urn:marsad:reviewer:{who.encode().hex()}"
        out["marsad:reviewer"] = who
    return out

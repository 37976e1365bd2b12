"""GraphML: who acts on whom. Actors are nodes; an edge is one event from an initiator to a target.

Of an event with one side only there is no edge; what has two sides alike goes both ways as ``directed`` false.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree import ElementTree as xml

from marsad.export.cells import cell
from marsad.export.facts import best, main_place
from marsad.export.records import About, LeftOut, Record
from marsad.model import SYMMETRIC, Actor
from marsad.text.fold import fold

_NS = "http://graphml.graphdrawing.org/xmlns"
_NODE = {
    "label": "string",
    "name_ar": "string",
    "name_en": "string",
    "registry_id": "string",
    "country": "string",
}
_EDGE = {
    "event": "string", "kind": "string", "status": "string", "symmetric": "boolean", "date_start": "string",
    "date_end": "string", "place": "string", "lat": "double", "lon": "double", "killed": "long", "reports": "long",
    "independent_origins": "long", "assessment": "string", "review": "string",
}  # fmt: skip
_GRAPH = {"citation": "string", "caution": "string", "licence": "string", "note": "string"}


def encode(records: Sequence[Record], about: About, left: LeftOut) -> bytes:
    """A directed multigraph; events without two sides are counted in ``left``."""
    root = xml.Element("graphml", {"xmlns": _NS})
    for domain, keys in (("graph", _GRAPH), ("node", _NODE), ("edge", _EDGE)):
        for name, kind in keys.items():
            xml.SubElement(
                root, "key", {"id": f"{domain}_{name}", "for": domain, "attr.name": name, "attr.type": kind}
            )
    graph = xml.SubElement(root, "graph", {"id": "marsad", "edgedefault": "directed"})
    nodes: dict[str, Actor] = {}
    edges: list[tuple[str, str, str, dict[str, Any]]] = []
    for record in records:
        found = list(_pairs(record))
        if not found:
            left.no("fewer than two sides named")
            continue
        left.kept += 1
        for number, (one, other) in enumerate(found):
            nodes.setdefault(_key(one), one)
            nodes.setdefault(_key(other), other)
            edges.append((f"{record.event.id}-{number}", _key(one), _key(other), _edge(record)))
    said = {
        "citation": about.citation, "caution": about.caution, "licence": about.licence, "note": left.note(),
    }  # fmt: skip
    _data(graph, "graph", said)
    numbered = {key: f"n{number}" for number, key in enumerate(sorted(nodes))}
    for key in sorted(nodes):
        actor = nodes[key]
        _data(xml.SubElement(graph, "node", {"id": numbered[key]}), "node", {
            "label": actor.name_en or actor.name, "name_ar": actor.name, "name_en": actor.name_en,
            "registry_id": actor.id, "country": actor.country,
        })  # fmt: skip
    for ident, start, end, values in edges:
        edge = xml.SubElement(
            graph, "edge", {"id": ident, "source": numbered[start], "target": numbered[end]}
        )
        _data(edge, "edge", values)
    xml.indent(root)
    out = io.BytesIO()
    xml.ElementTree(root).write(out, encoding="utf-8", xml_declaration=True)
    return out.getvalue() + b"\n"


def _pairs(record: Record) -> Iterator[tuple[Actor, Actor]]:
    event = record.event
    if event.kind in SYMMETRIC:
        # All sides stand to each other alike, and a report may name them all together.
        sides = (*event.initiators, *event.targets)
        if not event.targets or not event.initiators:
            yield from ((sides[a], sides[b]) for a in range(len(sides)) for b in range(a + 1, len(sides)))
            return
    for one in event.initiators:
        for other in event.targets:
            if _key(one) != _key(other):
                yield one, other


def _key(actor: Actor) -> str:
    return actor.id or f"~{fold(actor.name)}"


def _edge(record: Record) -> dict[str, Any]:
    event, place, when = record.event, main_place(record.event), record.event.when
    return {
        "event": event.id, "kind": event.kind, "status": event.status, "symmetric": event.kind in SYMMETRIC,
        "date_start": when.start if when else None, "date_end": when.end if when else None,
        "place": place.name if place else None, "lat": place.lat if place else None,
        "lon": place.lon if place else None, "killed": best(event.killed), "reports": event.reports,
        "independent_origins": event.independent_origins, "assessment": event.assessment, "review": record.review,
    }  # fmt: skip


def _data(parent: xml.Element, domain: str, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if value is None or value == "":
            continue
        text = str(value).lower() if isinstance(value, bool) else str(cell(value)).removeprefix("'")
        xml.SubElement(parent, "data", {"key": f"{domain}_{name}"}).text = text

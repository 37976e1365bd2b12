"""GeoJSON (RFC 7946): one feature an event; where no point is warranted the geometry is null."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from marsad.export.columns import point
from marsad.export.facts import main_place
from marsad.export.records import About, Record, Table
from marsad.export.select import manifest

_ENCODER = msgspec.json.Encoder()


def encode(records: Sequence[Record], events: Table, about: About) -> bytes:
    """A feature collection; the properties are the columns of the events table."""
    features = [feature(record, events, row) for record, row in zip(records, events.rows, strict=True)]
    return _ENCODER.encode(
        {
            "type": "FeatureCollection", "name": about.title, "citation": about.citation,
            "caution": about.caution, "licence": about.licence, "marsad": manifest(about), "features": features,
        }
    )  # fmt: skip


def feature(record: Record, events: Table, row: Sequence[Any]) -> dict[str, Any]:
    """The event as a feature."""
    at = point(main_place(record.event))
    said = {column.name: value for column, value in zip(events.columns, row, strict=True)}
    geometry = None if at is None else {"type": "Point", "coordinates": list(at)}
    return {"type": "Feature", "id": record.event.id, "geometry": geometry, "properties": said}

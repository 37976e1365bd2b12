"""JSON Lines: one event a line under the published schema (``marsad schema events``)."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from marsad.export.records import Record

_ENCODER = msgspec.json.Encoder(order="deterministic")


def encode(records: Iterable[Record]) -> bytes:
    """The merged events as ``marsad events --json`` prints them."""
    return b"".join(_ENCODER.encode(record.event) + b"\n" for record in records)

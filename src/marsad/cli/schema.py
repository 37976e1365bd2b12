"""``marsad schema``: the JSON Schemas of the public formats, made from the records themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

FOLDER = Path(__file__).resolve().parent.parent / "schema"
NAMES = ("coded", "events", "report")


def generate(name: str) -> bytes:
    """The schema of ``coded``, ``events`` or ``report`` lines, as shipped in ``marsad/schema``."""
    import msgspec

    from marsad.model import Coded, Document, Event

    record = {"coded": Coded, "events": Event, "report": Document}[name]
    made = msgspec.json.schema(record)
    for part in made["$defs"].values():
        part["description"] = " ".join(part.get("description", "").replace("``", "`").split())
    if name == "report":
        _report(made["$defs"]["Document"])
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"marsad.{name}/1",
        "title": f"Marsad {name} line, version 1",
        **made,
    }
    return (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()


def _report(document: dict[str, Any]) -> None:
    """On a line, what we do not know stands beside the rest; ``extra`` is where it is kept in memory."""
    del document["properties"]["extra"]
    document["description"] = "One report, one JSON object a line. Keys that are not listed are kept."
    document["properties"]["id"]["minLength"] = 1
    document["properties"]["published"]["description"] = "An ISO 8601 date or date-time."


@click.command()
@click.argument("name", type=click.Choice(NAMES))
def schema(name: str) -> None:
    """Print the JSON Schema of a public format: coded (what `marsad code` writes), events (what its
    `--events` writes), report (what it reads)."""
    click.echo(generate(name), nl=False)

"""What the archive's commands share: the option that names it, and lines of JSON."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
import msgspec

from marsad.archive import queries
from marsad.cli.terminal import many

ARCHIVE = "marsad.db"

archive_option = click.option(
    "--archive",
    type=click.Path(path_type=Path),
    default=ARCHIVE,
    show_default=True,
    metavar="FILE",
    envvar="MARSAD_ARCHIVE",
    show_envvar=True,
    help="The archive.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, one record on a line.")
visual_option = click.option(
    "--visual", is_flag=True, help="Order and join Arabic letters here, for a terminal that does not."
)

_ENCODER = msgspec.json.Encoder(order="deterministic")


def nothing_found(db: sqlite3.Connection) -> str:
    """What is said where no event is as asked: what there would have been, so that a slip shows."""
    events, first, last = queries.extent(db)
    if not events:
        return "The archive holds no event yet. marsad add brings reports in."
    days = f", from {first} to {last}" if first else ""
    return f"No event is as asked. The archive holds {many(events, 'event')}{days}."


def print_json(records: Iterable[Any]) -> None:
    """The records as JSON Lines on standard output."""
    sys.stdout.flush()
    for record in records:
        sys.stdout.buffer.write(_ENCODER.encode(record) + b"\n")
    sys.stdout.buffer.flush()

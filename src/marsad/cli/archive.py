"""What the archive's commands share: the option that names it, and lines of JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
import msgspec

ARCHIVE = "marsad.db"

archive_option = click.option(
    "--archive",
    type=click.Path(path_type=Path),
    default=ARCHIVE,
    show_default=True,
    metavar="FILE",
    help="The archive.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, one record on a line.")
visual_option = click.option(
    "--visual", is_flag=True, help="Order and join Arabic letters here, for a terminal that does not."
)

_ENCODER = msgspec.json.Encoder(order="deterministic")


def print_json(records: Iterable[Any]) -> None:
    """The records as JSON Lines on standard output."""
    sys.stdout.flush()
    for record in records:
        sys.stdout.buffer.write(_ENCODER.encode(record) + b"\n")
    sys.stdout.buffer.flush()

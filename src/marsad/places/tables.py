"""The package's own tables."""

from __future__ import annotations

import csv
import hashlib
import importlib.resources
from collections.abc import Iterator
from pathlib import Path

from marsad.errors import GazetteerError


def data_file(name: str) -> Path:
    return Path(str(importlib.resources.files("marsad") / "data" / name))


def data_digest(name: str) -> str:
    path = data_file(name)
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.exists() else "none"


def records(name: str) -> Iterator[tuple[str, dict[str, str]]]:
    """``(file:line, row)`` of a data table; lines that start with # are remarks."""
    path = data_file(name)
    if not path.exists():
        return
    lines = [
        (n, t) for n, t in enumerate(path.read_text("utf-8").splitlines(), 1) if t.strip() and t[0] != "#"
    ]
    header = next(csv.reader([lines[0][1]]))
    for number, text in lines[1:]:
        cells = next(csv.reader([text]))
        if len(cells) != len(header):
            raise GazetteerError(
                11,
                f"{len(cells)} cells instead of {len(header)}",
                where=f"{path}:{number}",
                mend="Check the commas.",
            )
        yield f"{path}:{number}", dict(zip(header, cells, strict=True))

"""CSV: UTF-8, one header line, and where asked for a second one of HXL tags and a byte-order mark for Excel."""

from __future__ import annotations

import csv
import io

from marsad.export.cells import cell
from marsad.export.records import Table


def encode(table: Table, *, hxl: bool = False, bom: bool = False) -> bytes:
    """The table; lines end with a line feed, empty cells are what is not known."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    if hxl:
        writer.writerow([column.hxl for column in table.columns])
    for row in table.rows:
        writer.writerow([cell(value) for value in row])
    return out.getvalue().encode("utf-8-sig" if bom else "utf-8")

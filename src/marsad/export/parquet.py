"""Arrow tables, and Parquet: typed columns, lists as lists, the export's account of itself in the file's metadata."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import TYPE_CHECKING, Any

from marsad.errors import OutputError
from marsad.export.records import About, Table
from marsad.export.select import manifest

if TYPE_CHECKING:
    import pyarrow


def encode(table: Table, about: About, note: str = "") -> bytes:
    """The table as one Parquet file. Raises ``OutputError`` where pyarrow is not installed."""
    arrow = to_arrow(table, about, note)
    import pyarrow.parquet as parquet

    out = io.BytesIO()
    parquet.write_table(arrow, out, compression="zstd", write_statistics=True)
    return out.getvalue()


def to_arrow(table: Table, about: About | None = None, note: str = "") -> pyarrow.Table:
    """The table in Arrow. Raises ``OutputError`` where pyarrow is not installed."""
    pa = _pyarrow()
    types = {
        "string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(),
        "date": pa.date32(), "list": pa.list_(pa.string()),
    }  # fmt: skip
    fields = [
        pa.field(column.name, types[column.type],
                 metadata={"description": column.what, "description_ar": column.ar, "hxl": column.hxl})
        for column in table.columns
    ]  # fmt: skip
    said = {"table": table.name, "description": table.what}
    if about is not None:
        account = json.dumps(manifest(about), ensure_ascii=False, sort_keys=True)
        said |= {
            "citation": about.citation,
            "caution": about.caution,
            "licence": about.licence,
            "marsad": account,
            "left_out": note,
        }
    arrays = [
        pa.array([_value(row[at], column.type) for row in table.rows], types[column.type])
        for at, column in enumerate(table.columns)
    ]
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=said))


def _value(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == "date":
        return date.fromisoformat(value[:10])
    if kind == "number":
        return float(value)
    return list(value) if kind == "list" else value


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise OutputError(3, "Parquet and Arrow need the package pyarrow.",
                          mend="Install it: pip install 'marsad[export]'.") from error  # fmt: skip
    return pyarrow

"""GeoPackage 1.3: a file of SQLite with the events as points, claims and reports as tables beside them.

Written with SQLite alone, by the standard (OGC 12-128r17): the layer tables, a header before each point.
"""

from __future__ import annotations

import sqlite3
import struct
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from marsad.export.cells import SEPARATOR
from marsad.export.columns import point
from marsad.export.facts import main_place
from marsad.export.package import facts
from marsad.export.records import About, Column, Record, Table

_APPLICATION = 0x47504B47  # "GPKG"
_VERSION = 10301
_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "BOOLEAN", "date": "DATE",
          "list": "TEXT"}  # fmt: skip
_WGS84 = (
    'GEOGCS["WGS 84",DATUM["World Geodetic System 1984",SPHEROID["WGS 84",6378137,298.257223563]],'
    'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]'
)
_SCHEMA = (
    """CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
        organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL,
        description TEXT)""",
    """CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
        identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL,
        min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
        CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id))""",
    """CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
        geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
        CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
        CONSTRAINT uk_gc_table_name UNIQUE (table_name),
        CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
        CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id))""",
)


def encode(records: Sequence[Record], tables: Sequence[Table], about: About, note: str = "") -> bytes:
    """``tables`` are events, claims and reports; events without a point have no geometry."""
    events, *others = tables
    with tempfile.TemporaryDirectory(prefix="marsad-") as folder:
        path = Path(folder, "events.gpkg")
        db = sqlite3.connect(path, isolation_level=None)
        try:
            db.execute("PRAGMA page_size = 4096")
            db.execute("BEGIN")
            db.execute(f"PRAGMA application_id = {_APPLICATION}")
            db.execute(f"PRAGMA user_version = {_VERSION}")
            for statement in _SCHEMA:
                db.execute(statement)
            db.executemany(
                "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)",
                [("WGS 84", 4326, "EPSG", 4326, _WGS84, "longitude, latitude"),
                 ("Undefined cartesian", -1, "NONE", -1, "undefined", None),
                 ("Undefined geographic", 0, "NONE", 0, "undefined", None)],
            )  # fmt: skip
            time = f"{(about.last or '1970-01-01T00:00:00')[:19]}.000Z"
            _events(db, records, events, time)
            for table in others:
                _attributes(db, table.name, table.what, table.columns, table.rows, time)
            said = (Column(name="name", value=None, what=""), Column(name="said", value=None, what=""))  # type: ignore[arg-type]
            _attributes(
                db, "about", "What this file was made of, and how to cite it.", said, facts(about, note), time
            )
            db.execute("COMMIT")
        finally:
            db.close()
        return path.read_bytes()


def _events(db: sqlite3.Connection, records: Sequence[Record], events: Table, time: str) -> None:
    points = [point(main_place(record.event)) for record in records]
    known = [one for one in points if one is not None]
    box = (
        (min(x for x, _ in known), min(y for _, y in known), max(x for x, _ in known), max(y for _, y in known))
        if known else (None, None, None, None)
    )  # fmt: skip
    _contents(db, events.name, "features", events.what, time, box, 4326)
    db.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POINT', 4326, 0, 0)", (events.name,))
    _create(db, events.name, events.columns, "geom POINT, ")
    marks = ", ".join("?" * (len(events.columns) + 1))
    names = ", ".join(["geom", *(_name(column.name) for column in events.columns)])
    db.executemany(
        f"INSERT INTO {_name(events.name)} ({names}) VALUES ({marks})",
        [(_geometry(at), *map(_value, row)) for at, row in zip(points, events.rows, strict=True)],
    )


def _attributes(
    db: sqlite3.Connection, name: str, what: str, columns: Sequence[Column], rows: Sequence[Sequence[Any]],
    time: str,
) -> None:  # fmt: skip
    _contents(db, name, "attributes", what, time, (None,) * 4, 0)
    _create(db, name, columns)
    names = ", ".join(_name(column.name) for column in columns)
    db.executemany(
        f"INSERT INTO {_name(name)} ({names}) VALUES ({', '.join('?' * len(columns))})",
        [tuple(map(_value, row)) for row in rows],
    )


def _contents(
    db: sqlite3.Connection, name: str, kind: str, what: str, time: str, box: Sequence[float | None], srs: int
) -> None:
    db.execute(
        "INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (name, kind, name, what, time, *box, srs),
    )


def _create(db: sqlite3.Connection, name: str, columns: Sequence[Column], geometry: str = "") -> None:
    listed = ", ".join(f"{_name(column.name)} {_TYPES[column.type]}" for column in columns)
    db.execute(f"CREATE TABLE {_name(name)} (fid INTEGER PRIMARY KEY AUTOINCREMENT, {geometry}{listed})")


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _value(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return SEPARATOR.join(map(str, value)) if any(value) else None
    return value


def _geometry(at: tuple[float, float] | None) -> bytes | None:
    """The header (magic, version 0, little-endian without envelope, SRS) and the point as WKB."""
    if at is None:
        return None
    return b"GP\0\x01" + struct.pack("<i", 4326) + struct.pack("<BIdd", 1, 1, *at)

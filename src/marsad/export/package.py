"""The Frictionless data package beside tables: columns with their meaning, keys, the codebook, and where it all comes from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from marsad.export.records import About, Column, Table
from marsad.export.select import manifest
from marsad.lexicon.compile import Lexicon

_TYPES = {"string": "string", "integer": "integer", "number": "number", "boolean": "boolean", "date": "date",
          "list": "string"}  # fmt: skip


def encode(
    files: Sequence[tuple[str, str, Table, bytes]], about: About, words: Lexicon, note: str = "", *,
    hxl: bool = False,
) -> bytes:  # fmt: skip
    """``files`` are path, format, table and bytes. The descriptor of a Frictionless data package, version 1."""
    listed = [_resource(*one, hxl=hxl) for one in files]
    data = {
        "profile": "tabular-data-package" if all(kind == "csv" for _, kind, _, _ in files) else "data-package",
        "name": "marsad-events", "title": about.title, "description": f"{about.citation} {about.caution}",
        "version": about.version, "sources": [{"title": "Arabic news reports, listed with each event"}],
        "contributors": [{"title": f"Marsad {about.version}", "role": "wrangler"}],
        "resources": listed, "citation": about.citation, "caution": about.caution, "licence": about.licence,
        "left_out": note, "codebook": codebook(words), "marsad": manifest(about),
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n"


def _resource(path: str, kind: str, table: Table, data: bytes, *, hxl: bool) -> dict[str, Any]:
    out: dict[str, Any] = {
        "name": table.name, "path": path, "description": table.what, "encoding": "utf-8", "format": kind,
        "bytes": len(data), "hash": f"sha256:{sha256(data).hexdigest()}",
    }  # fmt: skip
    if kind == "csv":
        out["profile"] = "tabular-data-resource"
        out["mediatype"] = "text/csv"
        out["dialect"] = {"delimiter": ",", "lineTerminator": "\n", "header": True}
        if hxl:
            # The row of tags is no record; frictionless skips it by this.
            out["dialect"] |= {"commentRows": [2]}
    if kind != "jsonl":
        out["schema"] = schema(table)
    return out


def schema(table: Table) -> dict[str, Any]:
    """The columns as a Frictionless table schema."""
    out: dict[str, Any] = {"fields": [_field(column, column.name == table.key) for column in table.columns],
                           "missingValues": [""]}  # fmt: skip
    if table.key:
        out["primaryKey"] = [table.key]
    if table.keys:
        out["foreignKeys"] = [
            {"fields": [mine], "reference": {"resource": other, "fields": [theirs]}}
            for mine, other, theirs in table.keys
        ]
    return out


def _field(column: Column, required: bool) -> dict[str, Any]:
    out: dict[str, Any] = {"name": column.name, "type": _TYPES[column.type], "description": column.what}
    if column.ar:
        out["title"] = column.ar
    if column.hxl:
        out["hxl"] = column.hxl
    rules: dict[str, Any] = {"required": True, "unique": True} if required else {}
    if column.values:
        rules["enum"] = list(column.values)
    if rules:
        out["constraints"] = rules
    return out


def codebook(words: Lexicon) -> list[dict[str, Any]]:
    """Every kind of event with its definitions and codes."""
    return [
        {"kind": kind.id, "family": kind.family, "en": kind.en, "ar": kind.ar, "definition": kind.definition,
         "definition_ar": kind.definition_ar, "plover": kind.plover, "cameo": kind.cameo, "acled": kind.acled}
        for kind in words.kinds.values()
    ]  # fmt: skip


def facts(about: About, note: str = "") -> list[tuple[str, str]]:
    """What an export says of itself, as pairs of name and value, for formats that have room for a small table."""
    out = [("title", about.title), ("citation", about.citation), ("caution", about.caution),
           ("licence", about.licence), ("version", about.version)]  # fmt: skip
    if note:
        out.append(("left out", note))
    out += [(f"asked: {name}", json.dumps(value, ensure_ascii=False)) for name, value in about.wish.items()]
    out += [(f"archive: {name}", str(count)) for name, count in about.archive.items()]
    out += [
        (f"run {run['n']}", json.dumps(run, ensure_ascii=False, sort_keys=True))
        for run in manifest(about)["runs"]
    ]
    return out

"""Reading the data directory into checked records. Every fault names file, line and column."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from marsad.errors import LexiconError
from marsad.lexicon.schema import Actor, Alias, Cue, Demonym, Kind, Relation, Rule, Source, Tables
from marsad.lexicon.yamlpos import convert, read_csv, read_yaml

DATA = Path(__file__).resolve().parent.parent / "data"
T = TypeVar("T", bound=Struct)


class Knowledge(Struct, frozen=True):
    """Everything the data files say, uncompiled. ``where`` maps "rule:id", "actor:id", "alias:name" … to file:line:column."""

    kinds: tuple[Kind, ...]
    rules: tuple[Rule, ...]
    cues: dict[str, Cue]
    actors: tuple[Actor, ...]
    aliases: tuple[Alias, ...]
    relations: tuple[Relation, ...]
    demonyms: tuple[Demonym, ...]
    sources: tuple[Source, ...]
    tables: Tables
    where: dict[str, str]
    digest: str


def files(directories: Sequence[Path]) -> list[Path]:
    """The data files of the directories, in reading order."""
    out = []
    for directory in directories:
        if not directory.is_dir():
            raise LexiconError(
                1, "no such directory.", where=str(directory), mend="Name a folder of lexicon files."
            )
        out += sorted(
            p for p in directory.rglob("*") if p.suffix in (".yaml", ".csv") and "sample" not in p.parts
        )
    return out


def digest(directories: Sequence[Path]) -> str:
    """SHA-256 over names and bytes of all data files: equal digests mean equal knowledge."""
    total = sha256()
    for file in files(directories):
        total.update(file.name.encode() + b"\0" + sha256(file.read_bytes()).digest())
    return total.hexdigest()


def load(directories: Sequence[Path] = (DATA,)) -> Knowledge:
    """Read and check all files. Later directories add to earlier ones. Raises ``LexiconError`` at the first fault."""
    where: dict[str, str] = {}
    kinds: list[Kind] = []
    rules: list[Rule] = []
    cues: dict[str, Cue] = {}
    tables: dict[str, dict[str, Any]] = {"time": {}, "numbers": {}, "tolls": {}, "furniture": {}}
    rows: dict[str, list[Any]] = {"actors": [], "aliases": [], "relations": [], "demonyms": [], "sources": []}
    for file in files(directories):
        if file.suffix == ".csv":
            _load_csv(file, rows, where)
            continue
        value, positions = read_yaml(file)
        if value is None:
            continue
        if file.parent.name == "rules":
            for at, item in enumerate(value):
                rule = convert(item, Rule, positions, (at,))
                _once(where, f"rule:{rule.id}", positions.at((at,)))
                rules.append(rule)
        elif file.stem == "ontology":
            for at, item in enumerate(value):
                kind = convert(item, Kind, positions, (at,))
                _once(where, f"kind:{kind.id}", positions.at((at,)))
                kinds.append(kind)
        elif file.stem.startswith("cues"):
            for name, item in value.items():
                cue = convert(item, Cue, positions, (name,))
                _once(where, f"cue:{name}", positions.at((name,)))
                cues[name] = cue
        elif file.stem in tables:
            tables[file.stem].update(value)
    return Knowledge(
        kinds=tuple(kinds),
        rules=tuple(rules),
        cues=cues,
        actors=tuple(rows["actors"]),
        aliases=tuple(rows["aliases"]),
        relations=tuple(rows["relations"]),
        demonyms=tuple(rows["demonyms"]),
        sources=tuple(rows["sources"]),
        tables=Tables(**tables),
        where=where,
        digest=digest(directories),
    )


_CSV: dict[str, type[Struct]] = {
    "actors": Actor, "aliases": Alias, "relations": Relation, "demonyms": Demonym, "sources": Source,
}  # fmt: skip


def _load_csv(file: Path, rows: dict[str, list[Any]], where: dict[str, str]) -> None:
    # levant.actors.csv and actors.csv are both lists of actors.
    what = file.stem.rsplit(".", 1)[-1]
    if what not in _CSV:
        return
    type_ = _CSV[what]
    fields = msgspec.structs.fields(type_)
    required = tuple(f.name for f in fields if f.required)
    known = {f.name for f in fields}
    for line, row in read_csv(file, required):
        at = f"{file}:{line}:1"
        for name in required:
            if not row[name]:
                raise LexiconError(9, f"«{name}» is empty.", where=at, mend="Fill it in or remove the line.")
        record = msgspec.convert({k: v for k, v in row.items() if k in known}, type_)
        if what in ("actors", "sources"):
            _once(where, f"{what[:-1]}:{row['id']}", at)
        elif what == "aliases":
            where.setdefault(f"alias:{row['alias']}", at)
        elif what == "relations":
            where.setdefault(f"relation:{row['actor']}:{row['relation']}:{row['other']}", at)
        rows[what].append(record)


def _once(where: dict[str, str], key: str, at: str) -> None:
    if key in where:
        what, _, name = key.partition(":")
        raise LexiconError(
            10, f"{what} «{name}» is already defined at {where[key]}.", where=at, mend="Rename or remove one."
        )
    where[key] = at

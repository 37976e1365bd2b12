"""Reading the data directory into checked records. Every fault names file, line and column."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from marsad.errors import LexiconError
from marsad.lexicon.schema import Actor, Alias, Cue, Demonym, Kind, Relation, Rule, Source, Tables, WordClass
from marsad.lexicon.yamlpos import Positions, Report, convert, read_csv, read_yaml, stop

DATA = Path(__file__).resolve().parent.parent / "data"
CLASSES = DATA / "word_classes.yaml"  # asked for by the code, so that no other folder has any
T = TypeVar("T", bound=Struct)


class Knowledge(Struct, frozen=True):
    """Everything the data files say, uncompiled.

    ``where`` maps "rule:id", "actor:id", "alias:name" … to file:line:column. ``spots`` is filled only when
    faults are collected: table name ("rules", "cues", "aliases" …) to the positions inside each of its
    records, in their order.
    """

    kinds: tuple[Kind, ...]
    rules: tuple[Rule, ...]
    cues: dict[str, Cue]
    actors: tuple[Actor, ...]
    aliases: tuple[Alias, ...]
    relations: tuple[Relation, ...]
    demonyms: tuple[Demonym, ...]
    sources: tuple[Source, ...]
    tables: Tables
    word_classes: dict[str, WordClass]
    where: dict[str, str]
    digest: str
    spots: dict[str, list[Positions]] = {}


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


def load(directories: Sequence[Path] = (DATA,), faults: list[LexiconError] | None = None) -> Knowledge:
    """Read and check all files. Later directories add to earlier ones.

    Raises ``LexiconError`` at the first fault. Where ``faults`` is given, every fault is appended to it
    instead, and what could be read is returned.
    """
    return _Loading(faults).load(directories)


_CSV: dict[str, type[Struct]] = {
    "actors": Actor, "aliases": Alias, "relations": Relation, "demonyms": Demonym, "sources": Source,
}  # fmt: skip
# Read by other parts of Marsad, and known here only so that a misspelt name of a file is noticed.
_ELSEWHERE = {"places.csv", "divisions.csv", "place_words.csv", "place_phrases.csv"}


class _Loading:
    """One reading of the data files, with where everything stands and whom to tell of faults."""

    def __init__(self, faults: list[LexiconError] | None) -> None:
        self.collecting = faults is not None
        self.report: Report = stop if faults is None else faults.append
        self.where: dict[str, str] = {}
        self.spots: dict[str, list[Positions]] = {}
        self.rows: dict[str, list[Any]] = {name: [] for name in ("kinds", "rules", *_CSV)}
        self.cues: dict[str, Cue] = {}
        self.classes: dict[str, WordClass] = {}
        self.tables: dict[str, dict[str, Any]] = {
            "time": {}, "numbers": {}, "tolls": {}, "furniture": {}, "spoken": {},
        }  # fmt: skip

    def load(self, directories: Sequence[Path]) -> Knowledge:
        for file in files(directories):
            if file.suffix == ".csv":
                self._csv(file)
            else:
                self._yaml(file)
        rows = self.rows
        return Knowledge(
            kinds=tuple(rows["kinds"]),
            rules=tuple(rows["rules"]),
            cues=self.cues,
            actors=tuple(rows["actors"]),
            aliases=tuple(rows["aliases"]),
            relations=tuple(rows["relations"]),
            demonyms=tuple(rows["demonyms"]),
            sources=tuple(rows["sources"]),
            tables=Tables(**self.tables),
            word_classes=self.classes,
            where=self.where,
            digest=digest(directories),
            spots=self.spots,
        )

    def _yaml(self, file: Path) -> None:
        value, positions = read_yaml(file, self.report)
        if value is None:
            return
        if file.parent.name == "rules":
            self._list(value, "rules", Rule, positions)
        elif file.stem == "ontology":
            self._list(value, "kinds", Kind, positions)
        elif file.stem.startswith("cues") or file.stem in self.tables or file == CLASSES:
            if not isinstance(value, dict):
                self._shape("names with values", positions)
            elif file.stem in self.tables:
                self.tables[file.stem].update(value)
            elif file == CLASSES:
                self._named(value, "word_classes", "class", WordClass, self.classes, positions)
            else:
                self._named(value, "cues", "cue", Cue, self.cues, positions)
        else:
            self._stranger(file)

    def _list(self, value: Any, table: str, type_: type[Rule] | type[Kind], positions: Positions) -> None:
        if not isinstance(value, list):
            self._shape(f"a list of {table}", positions)
            return
        for at, item in enumerate(value):
            record = convert(item, type_, positions, (at,), self.report)
            if record is not None:
                self._once(f"{table[:-1]}:{record.id}", positions.at((at,)))
                self._add(table, record, positions.under((at,)))

    def _named(
        self, value: dict[str, Any], table: str, what: str, type_: type[T], into: dict[str, T],
        positions: Positions,
    ) -> None:  # fmt: skip
        for name, item in value.items():
            record = convert(item, type_, positions, (name,), self.report)
            if record is not None and self._once(f"{what}:{name}", positions.at((name,))):
                into[name] = record
                if self.collecting:
                    self.spots.setdefault(table, []).append(positions.under((name,)))

    def _csv(self, file: Path) -> None:
        # levant.actors.csv and actors.csv are both lists of actors.
        what = file.stem.rsplit(".", 1)[-1]
        if what not in _CSV:
            if file.name not in _ELSEWHERE:
                self._stranger(file)
            return
        type_ = _CSV[what]
        fields = msgspec.structs.fields(type_)
        required = tuple(f.name for f in fields if f.required)
        known = frozenset(f.name for f in fields)
        for spot, row in read_csv(file, required, self.report, known if self.collecting else None):
            at = spot.at()
            for name in required:
                if not row[name]:
                    self.report(LexiconError(9, f"«{name}» is empty.", where=spot.at((name,)),
                                             mend="Fill it in or remove the line."))  # fmt: skip
            record = msgspec.convert({k: v for k, v in row.items() if k in known}, type_)
            if what in ("actors", "sources"):
                self._once(f"{what[:-1]}:{row['id']}", at)
            elif what == "aliases":
                self.where.setdefault(f"alias:{row['alias']}", at)
            elif what == "relations":
                self.where.setdefault(f"relation:{row['actor']}:{row['relation']}:{row['other']}", at)
            self._add(what, record, spot)

    def _add(self, table: str, record: Any, spot: Positions) -> None:
        self.rows[table].append(record)
        if self.collecting:
            self.spots.setdefault(table, []).append(spot)

    def _once(self, key: str, at: str) -> bool:
        if key not in self.where:
            self.where[key] = at
            return True
        what, _, name = key.partition(":")
        self.report(LexiconError(10, f"{what} «{name}» is already defined at {self.where[key]}.", where=at,
                                 mend="Rename or remove one."))  # fmt: skip
        return False

    def _shape(self, wanted: str, positions: Positions) -> None:
        self.report(LexiconError(5, f"Expected {wanted}.", where=positions.at(),
                                 mend="See CONTRIBUTING.md for the fields."))  # fmt: skip

    def _stranger(self, file: Path) -> None:
        # Reading goes on without it, as it always did; who asks for all faults hears of it.
        if self.collecting:
            mend = "Name it like the files in CONTRIBUTING.md; rules lie in a folder «rules»."
            self.report(
                LexiconError(12, "Marsad reads no file of this name.", where=f"{file}:1:1", mend=mend)
            )

"""YAML and CSV read with the line and column of every value, so that a fault can be pointed at.

Every reader takes ``report``, which is given each fault. By default it raises, so that the first fault ends
the reading; a collector goes on, and gets what is left when the faulty value is taken out.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin

import msgspec
import yaml

from marsad.errors import LexiconError

T = TypeVar("T")
Path_ = tuple[str | int, ...]
Position = tuple[int, int]
Report = Callable[[LexiconError], None]

# Stands where a faulty item of a list stood, so that the items after it keep their number.
GONE = "\0"

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def stop(fault: LexiconError) -> None:
    """The report that ends the reading at the first fault."""
    raise fault


class Positions:
    """Where in ``file`` each value stands; ``at(path)`` gives that of the nearest known ancestor."""

    def __init__(self, file: str, marks: Mapping[Path_, Position], base: Path_ = ()) -> None:
        self.file = file
        self._marks = marks
        self._base = base

    def at(self, path: Path_ = ()) -> str:
        path = (*self._base, *path)
        while path and path not in self._marks:
            path = path[:-1]
        line, column = self._marks.get(path, (1, 1))
        return f"{self.file}:{line}:{column}"

    def under(self, path: Path_) -> Positions:
        """The same marks, seen from the value at ``path``."""
        return Positions(self.file, self._marks, (*self._base, *path))


class Cells(Positions):
    """Positions in one CSV line: ``at((column,))``. Counted on demand: most lines have no fault."""

    def __init__(self, file: str, line: int, raw: str, header: list[str]) -> None:
        super().__init__(file, {})
        self._line, self._raw, self._header = line, raw, header

    def at(self, path: Path_ = ()) -> str:
        columns = dict(zip(self._header, _columns(self._raw), strict=False))
        return f"{self.file}:{self._line}:{columns.get(str(path[0]), 1) if path else 1}"


def read_yaml(file: Path, report: Report = stop) -> tuple[Any, Positions]:
    """The plain value of a YAML file and the positions in it; None where it cannot be read."""
    nothing = None, Positions(str(file), {})
    try:
        node = yaml.compose(file.read_text(encoding="utf-8"), Loader=_Loader)
    except OSError as error:
        report(LexiconError(1, f"cannot be read: {error.strerror}.", where=str(file)))
        return nothing
    except UnicodeDecodeError as error:
        report(
            LexiconError(2, f"is not UTF-8 (byte {error.start}).", where=str(file), mend="Save it as UTF-8.")
        )
        return nothing
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{file}:{mark.line + 1}:{mark.column + 1}" if mark else str(file)
        problem = getattr(error, "problem", None) or str(error)
        report(
            LexiconError(
                3, f"is not YAML here: {problem}.", where=where, mend="Check indentation and quotes."
            )
        )
        return nothing
    marks: dict[Path_, Position] = {}
    value = _plain(node, (), marks, str(file), report) if node is not None else None
    return value, Positions(str(file), marks)


_RESOLVER = yaml.SafeLoader("")


def _plain(node: yaml.Node, path: Path_, marks: dict[Path_, Position], file: str, report: Report) -> Any:
    marks[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        out: dict[str | int, Any] = {}
        for key, value in node.value:
            name = int(key.value) if key.tag.endswith(":int") and key.value.isdigit() else str(key.value)
            if name in out:
                where = f"{file}:{key.start_mark.line + 1}:{key.start_mark.column + 1}"
                report(LexiconError(4, f"«{name}» stands twice.", where=where, mend="Keep one of them."))
                continue
            out[name] = _plain(value, (*path, name), marks, file, report)
            marks[(*path, name)] = (key.start_mark.line + 1, key.start_mark.column + 1)
        return out
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, at), marks, file, report) for at, item in enumerate(node.value)]
    return _RESOLVER.construct_object(node, deep=True)


_STEP = re.compile(r"\.(\w+)|\[(\d+)\]|(\[\.\.\.\])")
_UNKNOWN = re.compile(r"unknown field `(.+)`")
_MISSING = re.compile(r"missing required field `(.+)`")


def convert(
    value: Any, type_: type[T], positions: Positions, path: Path_ = (), report: Report = stop
) -> T | None:
    """``value`` as ``type_``; faults point at the offending value. None where nothing can be made of it."""
    told: dict[str, int] = {}
    while True:
        try:
            return msgspec.convert(value, type_)
        except msgspec.ValidationError as error:
            text = str(error)
            again = told[text] = told.get(text, -1) + 1
            if again > 1:
                return None
            if len(told) == 1 and not again:
                value = deepcopy(value)
            steps = _steps(text, value)
            what = text.partition(" - at `")[0]
            if not again:
                where = positions.at((*path, *steps))
                report(LexiconError(5, f"{what}.", where=where, mend=_mend(what, type_)))
            if not _take_out(value, steps, what, None if again else GONE):
                return None


def _steps(text: str, value: Any) -> Path_:
    what, _, where = text.partition(" - at `")
    steps: list[str | int] = []
    for name, index, some in _STEP.findall(where):
        if some:
            # msgspec does not say which entry of a mapping: the first that is not text.
            entries = _inside(value, tuple(steps))
            wrong = (
                [k for k, v in entries.items() if not isinstance(v, str)] if isinstance(entries, dict) else []
            )
            steps += wrong[:1]
            break
        steps.append(int(index) if index else name)
    if unknown := _UNKNOWN.search(what):
        steps.append(unknown[1])
    return tuple(steps)


def _inside(value: Any, steps: Path_) -> Any:
    for step in steps:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _mend(what: str, type_: type) -> str:
    known = [name for t in _structs(type_) for name in (f.encode_name for f in msgspec.structs.fields(t))]
    if unknown := _UNKNOWN.search(what):
        near = get_close_matches(unknown[1], known, 1)
        return f"Did you mean «{near[0]}»?" if near else f"Known fields: {', '.join(dict.fromkeys(known))}."
    return "See CONTRIBUTING.md for the fields."


def _structs(type_: Any) -> Iterator[type[msgspec.Struct]]:
    if isinstance(type_, type) and issubclass(type_, msgspec.Struct):
        yield type_
        for field in msgspec.structs.fields(type_):
            yield from _structs(field.type)
    elif get_origin(type_) is not None:
        for part in get_args(type_):
            yield from _structs(part)


def _take_out(value: Any, steps: Path_, what: str, instead: str | None) -> bool:
    """Take what is faulty out of ``value``, or fill in what is missing. False where neither can be done."""
    if missing := _MISSING.search(what):
        holder = _inside(value, steps)
        if isinstance(holder, dict):
            holder[missing[1]] = ""
            return True
        return False
    holder = _inside(value, steps[:-1]) if steps else None
    if isinstance(holder, dict):
        holder.pop(steps[-1], None)
        return True
    if isinstance(holder, list) and isinstance(steps[-1], int):
        holder[steps[-1]] = instead
        return True
    return False


def read_csv(
    file: Path, columns: tuple[str, ...], report: Report = stop, allowed: frozenset[str] | None = None
) -> Iterator[tuple[Positions, dict[str, str]]]:
    """Position and row of every data line. Empty lines and lines that begin with ``#`` are skipped.

    ``columns`` must be there; where ``allowed`` is given, no others may.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        report(LexiconError(1, f"cannot be read: {error.strerror}.", where=str(file)))
        return
    except UnicodeDecodeError as error:
        report(
            LexiconError(2, f"is not UTF-8 (byte {error.start}).", where=str(file), mend="Save it as UTF-8.")
        )
        return
    header: list[str] | None = None
    for line, raw in enumerate(text.splitlines(), 1):
        if not raw.strip() or raw.startswith("#"):
            continue
        where = f"{file}:{line}:1"
        try:
            cells = [cell.strip() for cell in next(csv.reader([raw], strict=True))]
        except csv.Error as error:
            report(LexiconError(6, f"is not CSV: {error}.", where=where, mend="Check the quotes."))
            continue
        if header is None:
            header = cells
            missing = [name for name in columns if name not in header]
            if missing:
                report(LexiconError(7, f"the header lacks {', '.join(missing)}.", where=where,
                                    mend=f"The columns are {', '.join(columns)}."))  # fmt: skip
                return
            for name, column in zip(header, _columns(raw), strict=True):
                if allowed is not None and name not in allowed:
                    report(LexiconError(25, f"no column is called «{name}».", where=f"{file}:{line}:{column}",
                                        mend=f"The columns are {', '.join(sorted(allowed))}."))  # fmt: skip
            continue
        if len(cells) != len(header):
            report(LexiconError(8, f"{len(cells)} cells where the header has {len(header)}.", where=where,
                                mend="Quote a cell that holds a comma."))  # fmt: skip
            continue
        yield Cells(str(file), line, raw, header), dict(zip(header, cells, strict=True))


def _columns(raw: str) -> list[int]:
    """The column at which each cell of a CSV line begins."""
    out, quoted = [1], False
    for column, char in enumerate(raw, 1):
        if char == '"':
            quoted = not quoted
        elif char == "," and not quoted:
            out.append(column + 1)
    return out

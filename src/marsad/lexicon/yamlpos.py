"""YAML and CSV read with the line and column of every value, so that a fault can be pointed at."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from marsad.errors import LexiconError

T = TypeVar("T")
Path_ = tuple[str | int, ...]
Position = tuple[int, int]

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Positions:
    """Where in ``file`` each value stands: ``at(path)`` gives ``file:line:column`` of the nearest known ancestor."""

    def __init__(self, file: str, marks: dict[Path_, Position]) -> None:
        self.file = file
        self._marks = marks

    def at(self, path: Path_ = ()) -> str:
        while path and path not in self._marks:
            path = path[:-1]
        line, column = self._marks.get(path, (1, 1))
        return f"{self.file}:{line}:{column}"


def read_yaml(file: Path) -> tuple[Any, Positions]:
    """The plain value of a YAML file and the positions in it. Raises ``LexiconError`` with line and column."""
    try:
        node = yaml.compose(file.read_text(encoding="utf-8"), Loader=_Loader)
    except OSError as error:
        raise LexiconError(1, f"cannot be read: {error.strerror}.", where=str(file)) from error
    except UnicodeDecodeError as error:
        raise LexiconError(
            2, f"is not UTF-8 (byte {error.start}).", where=str(file), mend="Save it as UTF-8."
        ) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{file}:{mark.line + 1}:{mark.column + 1}" if mark else str(file)
        problem = getattr(error, "problem", None) or str(error)
        raise LexiconError(
            3, f"is not YAML here: {problem}.", where=where, mend="Check indentation and quotes."
        ) from error
    marks: dict[Path_, Position] = {}
    return (_plain(node, (), marks, str(file)) if node is not None else None), Positions(str(file), marks)


_RESOLVER = yaml.SafeLoader("")


def _plain(node: yaml.Node, path: Path_, marks: dict[Path_, Position], file: str) -> Any:
    marks[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        out: dict[str | int, Any] = {}
        for key, value in node.value:
            name = int(key.value) if key.tag.endswith(":int") else str(key.value)
            if name in out:
                where = f"{file}:{key.start_mark.line + 1}:{key.start_mark.column + 1}"
                raise LexiconError(4, f"«{name}» stands twice.", where=where, mend="Keep one of them.")
            out[name] = _plain(value, (*path, name), marks, file)
            marks[(*path, name)] = (key.start_mark.line + 1, key.start_mark.column + 1)
        return out
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, at), marks, file) for at, item in enumerate(node.value)]
    return _RESOLVER.construct_object(node, deep=True)


_STEP = re.compile(r"\.(\w+)|\[(\d+)\]|\[\.\.\.\]")


def convert(value: Any, type_: type[T], positions: Positions, path: Path_ = ()) -> T:
    """``value`` as ``type_``, or a ``LexiconError`` that points at the offending value."""
    try:
        return msgspec.convert(value, type_)
    except msgspec.ValidationError as error:
        text = str(error)
        what, _, where = text.partition(" - at `")
        steps: Path_ = path
        for name, index in _STEP.findall(where):
            steps = (*steps, int(index) if index else name) if (name or index) else steps
        raise LexiconError(
            5, f"{what}.", where=positions.at(steps), mend="See CONTRIBUTING.md for the fields."
        ) from error


def read_csv(file: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and row of every data line. Empty lines and lines that begin with ``#`` are skipped."""
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise LexiconError(1, f"cannot be read: {error.strerror}.", where=str(file)) from error
    except UnicodeDecodeError as error:
        raise LexiconError(
            2, f"is not UTF-8 (byte {error.start}).", where=str(file), mend="Save it as UTF-8."
        ) from error
    header: list[str] | None = None
    for line, raw in enumerate(text.splitlines(), 1):
        if not raw.strip() or raw.startswith("#"):
            continue
        try:
            cells = next(csv.reader([raw], strict=True))
        except csv.Error as error:
            raise LexiconError(
                6, f"is not CSV: {error}.", where=f"{file}:{line}:1", mend="Check the quotes."
            ) from error
        if header is None:
            header = cells
            missing = [name for name in columns if name not in header]
            if missing:
                raise LexiconError(7, f"the header lacks {', '.join(missing)}.", where=f"{file}:{line}:1",
                                   mend=f"The columns are {', '.join(columns)}.")  # fmt: skip
            continue
        if len(cells) != len(header):
            raise LexiconError(8, f"{len(cells)} cells where the header has {len(header)}.", where=f"{file}:{line}:1",
                               mend="Quote a cell that holds a comma.")  # fmt: skip
        yield line, dict(zip(header, (cell.strip() for cell in cells), strict=True))

"""Shards: stretches of report files, each coded by itself into one Parquet file that is never done again.

A result is named by the bytes it was made from and the fingerprint of what read them. So a run that was interrupted goes on
where it stopped, equal input is read once wherever it lies, and another version never mixes with this one.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from msgspec import Struct

from marsad import __version__
from marsad.engine import files
from marsad.engine.pool import Answer, code_all, code_batch, resources
from marsad.errors import InputError, MarsadError, OutputError
from marsad.ingest.reports import MAX_LINE, Line, parse, refuse_binary
from marsad.reading.pipeline import fingerprint

REPORTS = 500
"""Lines of a shard: some seconds of work, so that a kill costs little and starting a task costs nothing."""

_BYTES = 8_000_000  # or so many, where lines are long
_SCHEMA = "marsad.shard/1"


class Shard(Struct, frozen=True):
    """A stretch of a file: bytes ``start`` to ``end``, of which ``line`` is the first line's number, from 1."""

    url: str
    start: int
    end: int
    line: int
    digest: str


class Task(Struct, frozen=True):
    """A shard to be coded into ``folder`` by a reader of this fingerprint."""

    shard: Shard
    folder: str
    reader: str

    @property
    def name(self) -> str:
        """The result's file."""
        key = sha256(f"{_SCHEMA}\0{self.shard.digest}\0{self.reader}".encode()).hexdigest()[:32]
        return f"{key}.parquet"

    @property
    def result(self) -> str:
        return files.join(self.folder, self.name)


class Done(Struct, frozen=True):
    """What coding a shard came to; ``fault`` where it could not be done at all (code, what, where, mend)."""

    reports: int = 0
    claims: int = 0
    faults: int = 0
    fault: tuple[str, int, str, str | None, str | None] | None = None


class Row(Struct, frozen=True):
    """One line of a shard: its number in the shard, the coded line or the fault, and rejected claims."""

    line: int
    id: str | None
    coded: bytes | None
    events: int
    fault: str | None
    rejected: tuple[str, ...]


def plan(urls: Iterable[str], size: int = REPORTS) -> Iterator[Shard | InputError]:
    """The shards of these files in order; a file that cannot be read is a fault, and the next is taken."""
    for url in urls:
        try:
            yield from _cut(url, size)
        except InputError as fault:
            yield fault


def _cut(url: str, size: int) -> Iterator[Shard]:
    start = at = line = 0
    first = 1
    digest, count = sha256(), 0
    with files.opened(url) as stream:
        for raw in stream:
            if not at:
                refuse_binary(raw[:4096], url)
            line += 1
            count += 1
            at += len(raw)
            digest.update(raw)
            if count >= size or at - start >= _BYTES:
                yield Shard(url, start, at, first, digest.hexdigest())
                start, first, digest, count = at, line + 1, sha256(), 0
    if at > start:
        yield Shard(url, start, at, first, digest.hexdigest())
    if not at:
        raise InputError(3, "there is no report in it.", where=url,
                         mend='Put one report on a line: {"id": "1", "text": "…"}.')  # fmt: skip


def code_shard(task: Task) -> Done:
    """Code a shard and put its result in place. Faults come back as values: exceptions do not travel well."""
    return _guarded(task, careful=False)


def code_carefully(task: Task) -> Done:
    """The same for a shard that killed its workers: reports one by one, and the one that kills is a fault."""
    return _guarded(task, careful=True)


def _guarded(task: Task, *, careful: bool) -> Done:
    try:
        return _code(task, careful=careful)
    except MarsadError as error:
        number = int(error.code[1:])
        return Done(fault=(type(error).__name__, number, error.what, error.where, error.mend))


def _code(task: Task, *, careful: bool) -> Done:
    mine = fingerprint(*resources())
    if mine != task.reader:
        raise InputError(
            24, f"this machine reads as {mine}, the run as {task.reader}: another version, lexicon or gazetteer.",
            mend="Install the same Marsad everywhere, and copy the gazetteer.sqlite of the driver (in $MARSAD_CACHE or its cache folder).",
        )  # fmt: skip
    shard = task.shard
    raw = files.part(shard.url, shard.start, shard.end)
    if sha256(raw).hexdigest() != shard.digest:
        raise InputError(25, "the file changed while it was read.", where=f"{shard.url}:{shard.line}",
                         mend="Start again when nothing writes to it.")  # fmt: skip
    lines = list(_lines(raw, shard))
    rows = _carefully(lines) if careful else _rows(lines)
    files.put(task.result, encode(rows, task))
    return Done(len([row for row in rows if row.coded]), sum(row.events for row in rows),
                len([row for row in rows if row.fault]))  # fmt: skip


def _lines(raw: bytes, shard: Shard) -> Iterator[Line]:
    pieces = raw.split(b"\n")
    for number, piece in enumerate(pieces, 1):
        if number == 1 and shard.line == 1:
            piece = piece.removeprefix(b"\xef\xbb\xbf")
        if not piece.strip():
            continue
        # Its number in the shard: where in which file the shard lies is not the result's to know.
        where = str(number)
        if len(piece) > MAX_LINE:
            mend = "Put one report on a line."
            yield Line(
                where, 0, None, InputError(6, f"the line is longer than {MAX_LINE:,} bytes.", mend=mend)
            )
            continue
        try:
            yield Line(where, 0, parse(piece, where))
        except InputError as fault:
            yield Line(where, 0, None, fault)


def _rows(lines: list[Line]) -> list[Row]:
    answers = iter(code_batch([line.document for line in lines if line.document is not None]))
    return [_row(line, next(answers) if line.document is not None else None) for line in lines]


def _carefully(lines: list[Line]) -> list[Row]:
    known = {line.where: line for line in lines}
    out = []
    for result in code_all(iter(lines), 2):
        line = known[result.line.where]
        if result.answer is not None:
            out.append(_row(line, result.answer))
        else:
            out.append(_row(line, Answer(fault=result.fault.what if result.fault else "lost")))
    return out


def _row(line: Line, answer: Answer | None) -> Row:
    number = int(line.where)
    if answer is None:
        fault = line.fault
        assert fault is not None
        # The column, where the fault has one, follows the line's number.
        column = (fault.where or "").partition(":")[2]
        said = {"code": int(fault.code[1:]), "what": fault.what, "mend": fault.mend, "column": column}
        return Row(number, None, None, 0, json.dumps(said, ensure_ascii=False), ())
    ident = line.document.id if line.document else None
    if answer.fault is not None:
        said = {"code": 20, "what": f"the report «{(ident or '')[:80]}» could not be read ({answer.fault}).",
                "mend": "This is a fault of Marsad; please report it with the text.", "column": ""}  # fmt: skip
        return Row(number, ident, None, 0, json.dumps(said, ensure_ascii=False), ())
    return Row(
        number, ident, answer.line, answer.events, None, tuple("; ".join(one) for one in answer.rejected)
    )


def encode(rows: list[Row], task: Task) -> bytes:
    """The rows as Parquet with the manifest in it. Equal rows give equal bytes."""
    pa = pyarrow()
    words, places = resources()
    manifest = {
        "schema": _SCHEMA, "input": task.shard.digest, "bytes": task.shard.end - task.shard.start,
        "lines": len(rows), "claims": sum(row.events for row in rows), "version": __version__,
        "lexicon": words.digest, "gazetteer": places.digest, "fingerprint": task.reader,
    }  # fmt: skip
    columns = {
        "line": pa.array([row.line for row in rows], pa.int32()),
        "id": pa.array([row.id for row in rows], pa.string()),
        "coded": pa.array([row.coded for row in rows], pa.binary()),
        "events": pa.array([row.events for row in rows], pa.int32()),
        "fault": pa.array([row.fault for row in rows], pa.string()),
        "rejected": pa.array([list(row.rejected) for row in rows], pa.list_(pa.string())),
    }
    table = pa.table(columns).replace_schema_metadata({"marsad": json.dumps(manifest, sort_keys=True)})
    return to_parquet(table)


def decode(data: bytes, where: str) -> list[Row]:
    """The rows of a result. Raises ``OutputError`` where the file is not whole."""
    table = from_parquet(data, where)
    columns = {name: table.column(name).to_pylist() for name in table.column_names}
    return [
        Row(line, ident, coded, events, fault, tuple(rejected or ()))
        for line, ident, coded, events, fault, rejected in zip(
            *(columns[name] for name in ("line", "id", "coded", "events", "fault", "rejected")), strict=True
        )
    ]


def fault_of(row: Row, shard: Shard) -> InputError:
    """The fault of a row, at its line of the shard's file."""
    said = json.loads(row.fault or "{}")
    column = f":{said['column']}" if said.get("column") else ""
    return InputError(said["code"], said["what"], where=f"{shard.url}:{shard.line + row.line - 1}{column}",
                      mend=said.get("mend"))  # fmt: skip


def to_parquet(table: Any) -> bytes:
    """An Arrow table as Parquet."""
    import pyarrow.parquet as parquet

    out = io.BytesIO()
    parquet.write_table(table, out, compression="zstd")
    return out.getvalue()


def from_parquet(data: bytes, where: str, **options: Any) -> Any:
    """An Arrow table from Parquet. Raises ``OutputError`` where the file is not whole."""
    pa = pyarrow()
    import pyarrow.parquet as parquet

    try:
        return parquet.read_table(io.BytesIO(data), **options)
    except (pa.ArrowInvalid, OSError) as error:
        raise OutputError(5, "the result of a shard is damaged.", where=where,
                          mend="Delete this file and start again: the others are kept.") from error  # fmt: skip


def pyarrow() -> Any:
    """The package. Raises ``OutputError`` where it is not installed."""
    try:
        import pyarrow as found
    except ImportError as error:
        raise OutputError(3, "shards need the package pyarrow.",
                          mend="Install it: pip install 'marsad[scale]'.") from error  # fmt: skip
    return found

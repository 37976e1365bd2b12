"""Through the door: whatever was named (files, folders, addresses, standard input) comes out as reports.

What something is, its bytes say; its name only breaks ties.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from marsad.errors import InputError
from marsad.ingest.following import from_address
from marsad.ingest.kinds import inner_kind, kind_of
from marsad.ingest.opening import MOST_FILE, NEVER, Found, Ways, from_wacz, from_warc, read_raw
from marsad.ingest.records import Raw, Report
from marsad.ingest.reports import Line, opened, read_lines, read_text, shown
from marsad.model import Document


def through(
    names: tuple[str, ...], stdin: BinaryIO, ways: Ways, advance: Callable[[int], None] = lambda size: None
) -> Iterator[Found]:
    """Every report of everything named, in order. Faults come out in their place, and the rest goes on."""
    for name in names:
        try:
            if re.match(r"https?://", name, re.IGNORECASE):
                yield from from_address(name, ways)
            elif name == "-":
                yield from _stdin(stdin, ways)
            elif Path(name).is_dir():
                yield from _folder(Path(name), ways, advance)
            else:
                yield from _file(name, ways, advance)
        except InputError as fault:
            yield Report(where=fault.where or shown(name), fault=fault)


# --- files -------------------------------------------------------------------------------------------------


def _folder(folder: Path, ways: Ways, advance: Callable[[int], None]) -> Iterator[Found]:
    """All files of a folder and those in it, by name. Links that lead out of it, and hidden files, are passed over."""
    top = folder.resolve()
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            where = shown(str(path))
            if name.startswith("."):
                yield Report(where=where, skipped="a hidden file")
            elif not path.resolve().is_relative_to(top):
                yield Report(where=where, skipped="a link that leads out of the folder")
            elif not path.is_file():
                yield Report(where=where, skipped="no plain file")
            elif path.stat().st_size == 0:
                yield Report(where=where, skipped="an empty file")
            elif path.suffix.lower() in NEVER:
                yield Report(where=where, skipped=f"a {path.suffix.lower()} file")
            else:
                try:
                    yield from _file(str(path), ways, advance)
                except InputError as fault:
                    if fault.code == "I004":
                        yield Report(where=where, skipped=fault.what.removeprefix("this is ").rstrip("."))
                    else:
                        yield Report(where=fault.where or where, fault=fault)


def _file(name: str, ways: Ways, advance: Callable[[int], None]) -> Iterator[Found]:
    where = shown(name)
    if Path(name).suffix.lower() in (".jsonl", ".ndjson"):
        yield from _lines(read_lines(name, io.BytesIO()), advance)
        return
    with opened(name, io.BytesIO()) as stream:
        try:
            head = stream.read(65_536)
            stream.seek(0)
            size = os.fstat(stream.fileno()).st_size
        except OSError as error:
            raise InputError(2, f"the file cannot be read: {error.strerror}.", where=where) from error
        kind = kind_of(head, name)
        if kind == "warc" or (kind == "gzip" and inner_kind(head) == "warc"):
            yield from from_warc(stream, where, ways, advance)
            return
        if kind == "lines":
            yield from _lines(read_lines(name, io.BytesIO()), advance)
            return
        if size > MOST_FILE:
            raise InputError(
                44,
                f"the file has {size:,} bytes; at most {MOST_FILE:,} are read at once.",
                where=where,
                mend="Split it.",
            )
        if kind == "text":
            yield _text(name)
        elif kind == "wacz":
            yield from from_wacz(name, where, ways)
        else:
            yield from read_raw(Raw(data=stream.read(), where=where), ways, kind=kind)
    advance(size)


def _text(name: str) -> Report:
    text = read_text(name, io.BytesIO())
    raw = sha256(Path(name).read_bytes())
    # Many folders have a 1.txt: the digest keeps their ids apart, and the same file finds itself again.
    ident = f"{Path(shown(name)).stem}-{raw.hexdigest()[:8]}"
    return Report(where=shown(name), document=Document(id=ident, text=text), digest=raw.digest())


def _lines(lines: Iterator[Line], advance: Callable[[int], None]) -> Iterator[Report]:
    before = 0
    for line in lines:
        yield Report(
            where=line.where, document=line.document, fault=line.fault, digest=line.digest, size=line.size
        )
        advance(line.size - before)
        before = line.size


class _Ahead(io.RawIOBase):
    """A stream with the bytes that were read to see what it is put back in front."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._head[: len(buffer)] if self._head else self._rest.read(len(buffer))
        self._head = self._head[len(data) :] if self._head else b""
        buffer[: len(data)] = data
        return len(data)


def _stdin(stdin: BinaryIO, ways: Ways) -> Iterator[Found]:
    head = stdin.read(65_536)
    kind = kind_of(head, "")
    stream = io.BufferedReader(_Ahead(head, stdin))
    # Lines are what standard input was always for: what looks like text or nothing is refused as such.
    if kind in ("lines", "json") or not head.strip() or (kind == "text" and head.lstrip()[:1] in b"{["):
        yield from _lines(read_lines("-", stream), lambda size: None)
        return
    if kind == "text":
        text = read_text("-", stream)
        raw = sha256(text.encode())
        yield Report(
            where="standard input",
            document=Document(id=f"stdin-{raw.hexdigest()[:8]}", text=text),
            digest=raw.digest(),
        )
        return
    if kind == "warc" or (kind == "gzip" and inner_kind(head) == "warc"):
        yield from from_warc(stream, "standard input", ways, lambda size: None)
        return
    data = stream.read(MOST_FILE + 1)
    if len(data) > MOST_FILE:
        raise InputError(
            44, f"standard input holds more than {MOST_FILE:,} bytes.", mend="Give it as a file, in parts."
        )
    yield from read_raw(Raw(data=data, where="standard input"), ways, kind=kind)

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
from marsad.ingest.encodings import decode
from marsad.ingest.following import from_address
from marsad.ingest.kinds import inner_kind, kind_of
from marsad.ingest.opening import MOST_FILE, NEVER, Found, Ways, from_wacz, from_warc, read_raw
from marsad.ingest.records import Raw, Report, extra
from marsad.ingest.reports import MAX_CHARACTERS, Line, opened, read_lines, shown, text_of
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
    barred: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=barred.append):
        yield from map(_barred, barred)
        barred.clear()
        for name in sorted(folders):
            where = shown(str(Path(parent, name)))
            if name.startswith("."):
                yield Report(where=where, skipped="a hidden folder")
            elif Path(parent, name).is_symlink():
                yield Report(where=where, skipped="a link to a folder")
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            where = shown(str(path))
            if name.startswith("."):
                yield Report(where=where, skipped="a hidden file")
            elif not path.resolve().is_relative_to(top):
                yield Report(where=where, skipped="a link that leads out of the folder")
            elif path.is_symlink() and not path.exists():
                yield Report(where=where, skipped="a link that leads nowhere")
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
    yield from map(_barred, barred)


def _barred(error: OSError) -> Report:
    """A folder that cannot be listed: what is in it is not read, and that is a fault."""
    where = shown(str(error.filename))
    what = f"the folder cannot be read: {error.strerror}."
    return Report(where=where, fault=InputError(2, what, where=where, mend="Check its rights."))


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
    # Many folders have a 1.txt: the digest keeps their ids apart, and the same file finds itself again.
    return _plain_text(Path(name).read_bytes(), shown(name), Path(shown(name)).stem)


def _plain_text(data: bytes, where: str, stem: str) -> Report:
    """One report of a plain text. One in an old encoding is read where that gives Arabic, and says so."""
    raw = sha256(data)
    ident = f"{stem}-{raw.hexdigest()[:8]}"
    try:
        text, note = text_of(data, where), None
    except InputError as fault:
        if fault.code != "I005":
            raise
        read = decode(data)
        letters = sum("\u0620" <= char <= "\u064a" for char in read.text)
        if letters * 4 < len(read.text) or "\ufffd" in read.text:
            raise
        text, note = read.text, f"was {read.encoding}"
    return Report(
        where=where,
        document=Document(id=ident, text=text, extra=extra(encoding=note)),
        raw=Raw(data=data, where=where) if note else None,
        digest=raw.digest(),
    )


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


def _is_lines(start: bytes) -> bool:
    return start[:1] in b"{[" and not start.startswith(b"{\\rtf")


def _stdin(stdin: BinaryIO, ways: Ways) -> Iterator[Found]:
    head = stdin.read(65_536)
    kind = kind_of(head, "")
    stream = io.BufferedReader(_Ahead(head, stdin))
    # Lines are what standard input was always for: what looks like text or nothing is refused as such.
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    if kind in ("lines", "json") and (start[:1] == b"[" or b'"messages"' in start[:4096]):
        kind = "json"  # a list of rows, or an export of a chat, is one value over many lines
    elif kind in ("lines", "json") or not start or (kind == "text" and _is_lines(start)):
        yield from _lines(read_lines("-", stream), lambda size: None)
        return
    if kind == "text" and ways.told:
        kind = "table"  # columns were named
    if kind == "text":
        yield _plain_text(stream.read(4 * MAX_CHARACTERS + 5), "standard input", "stdin")
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

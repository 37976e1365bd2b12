"""Unpacking with a limit: what grows beyond it is refused before it is in memory."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import IO

from marsad.errors import InputError


def inflated(chunks: Iterable[bytes], encoding: str, most: int, where: str | None = None) -> bytes:
    """The bytes of a gzip or deflate stream, ``most`` at most. Raises ``InputError`` beyond it, or where it is broken."""
    out, size = [], 0
    for piece in inflating(chunks, encoding, where):
        size += len(piece)
        if size > most:
            raise too_large(most, where)
        out.append(piece)
    return b"".join(out)


def inflating(chunks: Iterable[bytes], encoding: str, where: str | None = None) -> Iterator[bytes]:
    """The stream unpacked piece by piece, at most a quarter of a megabyte at a time."""
    if encoding in ("identity", ""):
        yield from chunks
        return
    engine = zlib.decompressobj(47)
    first, done = True, False
    for chunk in chunks:
        data = chunk
        while data:
            if done:  # another member of a gzip file; what is none is padding
                if data[:2] != b"\x1f\x8b":
                    return
                engine, done = zlib.decompressobj(47), False
            try:
                piece = engine.decompress(data, 1 << 18)
            except zlib.error as error:
                if first and encoding == "deflate":
                    engine, first = zlib.decompressobj(-15), False
                    continue
                raise InputError(50, f"its packed content is broken: {error}.", where=where) from None
            first = False
            if piece:
                yield piece
            done = engine.eof
            data = engine.unused_data if done else engine.unconsumed_tail
    if not done and not first:
        raise InputError(50, "its packed content breaks off.", where=where)


def too_large(most: int, where: str | None) -> InputError:
    return InputError(44, f"it is larger than {most:,} bytes.", where=where,
                      mend="It was not read; split it, or read it with another program.")  # fmt: skip


MOST_ENTRIES = 100_000


def opened_zip(source: bytes | str, where: str) -> zipfile.ZipFile:
    """The zip file. Raises ``InputError`` where it is none, or lists more entries than any archive of reports."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise InputError(51, f"the zip file is damaged: {error}.", where=where) from None
    if len(archive.infolist()) > MOST_ENTRIES:
        archive.close()
        raise InputError(44, f"the zip file lists more than {MOST_ENTRIES:,} entries.", where=where)
    return archive


def entry(archive: zipfile.ZipFile, name: str, most: int, where: str) -> bytes:
    """One entry, ``most`` bytes at most, whatever its header says of its size."""
    with entry_stream(archive, name, where) as stream:
        data = opening(stream, f"{where}, {name[:80]}", most + 1)
    if len(data) > most:
        raise too_large(most, f"{where}, {name[:80]}")
    return data


def entry_stream(archive: zipfile.ZipFile, name: str, where: str) -> IO[bytes]:
    try:
        return archive.open(name)
    except (KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError) as error:
        raise InputError(51, f"its entry {name[:80]!r} cannot be read: {error}.", where=where) from None


def opening(stream: IO[bytes], where: str, size: int = 2048) -> bytes:
    """The first bytes of an entry. Raises ``InputError`` where it is damaged."""
    try:
        return stream.read(size)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise InputError(51, f"it is damaged: {error}.", where=where) from None

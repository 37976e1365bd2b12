"""Raw bytes kept as evidence: compressed and named by their SHA-256 in a folder beside the archive, or in WARC files.

Bytes are on the disk before the archive says so; a killed run leaves at most a file that nothing names. Anyone can
check them without Marsad: ``zcat ab/abcd….gz | sha256sum``.
"""

from __future__ import annotations

import gzip
import io
import os
import sqlite3
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from marsad.archive.file import transaction
from marsad.errors import ArchiveError, InputError
from marsad.ingest.records import Raw

How = Literal["store", "warc", "none"]


class Kept(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where bytes were got and are kept; ``path`` is relative to the folder of evidence."""

    sha256: str
    size: int
    kept: str
    path: str
    place: str
    url: str | None = None
    fetched: str | None = None
    status: int | None = None
    redirects: tuple[tuple[int, str], ...] = ()


def folder_of(archive: Path) -> Path:
    """The folder of an archive's evidence: ``marsad.db`` has ``marsad.db.evidence``."""
    return archive.with_name(archive.name + ".evidence")


class Store:
    """Takes raw bytes for one run. ``started`` names its WARC file."""

    def __init__(self, db: sqlite3.Connection, archive: Path, how: How, started: str) -> None:
        self._db, self._how = db, how
        self.folder = folder_of(archive)
        self._warc = f"marsad-{started[:19].replace(':', '').replace('-', '')}-{os.getpid()}.warc.gz"
        self._begun = False

    def keep(self, raw: Raw) -> None:
        """Keep the bytes and note where they came from; bytes that are there are not kept twice.

        Raises ``ArchiveError`` where they cannot be written.
        """
        if self._how == "none":
            return
        sha = raw.digest
        there = self._db.execute("SELECT path FROM evidence WHERE sha = ?", (sha,)).fetchone()
        row = None
        try:
            if there is None or not (self.folder / there[0]).exists():
                row = self._to_warc(raw, sha) if self._how == "warc" else self._to_file(raw, sha)
        except OSError as error:
            raise ArchiveError(8, f"evidence cannot be kept: {error.strerror or error}.", where=str(self.folder),
                               mend="Check its rights and the space left, or add with --keep none.") from error  # fmt: skip
        with transaction(self._db):
            if row is not None:
                self._db.execute(
                    "INSERT OR REPLACE INTO evidence (sha, size, kept, path, at, length) VALUES (?, ?, ?, ?, ?, ?)",
                    row,
                )
            self._db.execute(
                "INSERT OR IGNORE INTO fetch (sha, place, url, fetched, status, headers, redirects) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (sha, raw.where, raw.url, raw.fetched, raw.status, msgspec.json.encode(raw.headers).decode(),
                 msgspec.json.encode(raw.redirects).decode()),
            )  # fmt: skip

    def _to_file(self, raw: Raw, sha: bytes) -> tuple[object, ...]:
        name = f"{sha.hex()[:2]}/{sha.hex()}.gz"
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.{os.getpid()}.new")
        try:
            with aside.open("wb") as file:
                file.write(gzip.compress(raw.data, 6, mtime=0))
                file.flush()
                os.fsync(file.fileno())
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
        return sha, len(raw.data), "file", name, None, None

    def _to_warc(self, raw: Raw, sha: bytes) -> tuple[object, ...]:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / self._warc
        if not self._begun:
            with path.open("ab") as file:
                file.write(warc_info())
            self._begun = True
        record = warc_record(raw)
        with path.open("ab") as file:
            at = file.tell()
            file.write(record)
            file.flush()
            os.fsync(file.fileno())
        return sha, len(raw.data), "warc", self._warc, at, len(record)


def _fastwarc() -> object:
    try:
        from fastwarc import warc
    except ImportError:
        raise InputError(
            60, "writing WARC needs the package fastwarc.", mend="Install it: pip install 'marsad[warc]'."
        ) from None
    return warc


def warc_info() -> bytes:
    """The first record of a WARC file: what wrote it."""
    from marsad import __version__

    warc = _fastwarc()
    record = warc.WarcRecord()  # type: ignore[attr-defined]
    record.init_headers(record_type=warc.WarcRecordType.warcinfo)  # type: ignore[attr-defined]
    record.headers["Content-Type"] = "application/warc-fields"
    record.set_bytes_content(f"software: Marsad {__version__}\r\nformat: WARC File Format 1.1\r\n".encode())
    return _packed(record)


# What was undone before the bytes were kept must not be said of them.
_UNDONE = frozenset(("content-encoding", "transfer-encoding", "content-length"))


def warc_record(raw: Raw) -> bytes:
    """The record of these bytes, compressed by itself: a response of the web, or a resource of another kind."""
    warc = _fastwarc()
    record = warc.WarcRecord()  # type: ignore[attr-defined]
    web = raw.status is not None and raw.url is not None
    kinds = warc.WarcRecordType  # type: ignore[attr-defined]
    record.init_headers(record_type=kinds.response if web else kinds.resource)
    record.headers["WARC-Target-URI"] = raw.url if web and raw.url else f"urn:sha256:{raw.digest.hex()}"
    if raw.fetched:
        record.headers["WARC-Date"] = raw.fetched.replace("+00:00", "Z")
    record.headers["WARC-Payload-Digest"] = f"sha256:{raw.digest.hex()}"
    if web:
        lines = [f"HTTP/1.1 {raw.status} "]
        for name, value in raw.headers:
            lines.append(
                f"{'X-Marsad-Original-' if name.lower() in _UNDONE else ''}{name}: {' '.join(value.split())}"
            )
        lines += [f"Content-Length: {len(raw.data)}", "", ""]
        record.headers["Content-Type"] = "application/http; msgtype=response"
        record.set_bytes_content("\r\n".join(lines).encode("latin-1", "replace") + raw.data)
    else:
        record.headers["Content-Type"] = raw.media or "application/octet-stream"
        record.set_bytes_content(raw.data)
    return _packed(record)


def _packed(record: object) -> bytes:
    out = io.BytesIO()
    record.write(out)  # type: ignore[attr-defined]
    return gzip.compress(out.getvalue(), 6, mtime=0)


def kept(db: sqlite3.Connection) -> Iterator[Kept]:
    """Everything that is kept, with each place it came from."""
    rows = db.execute(
        "SELECT e.sha, e.size, e.kept, e.path, f.place, f.url, f.fetched, f.status, f.redirects FROM evidence e"
        " JOIN fetch f ON f.sha = e.sha ORDER BY f.n"
    )
    for sha, size, how, path, place, url, fetched, status, redirects in rows:
        yield Kept(sha256=sha.hex(), size=size, kept=how, path=path, place=place, url=url, fetched=fetched, status=status,
                   redirects=tuple(tuple(one) for one in msgspec.json.decode(redirects)))  # fmt: skip


def read(db: sqlite3.Connection, archive: Path, sha: bytes) -> bytes | None:
    """The bytes of this SHA-256 as they are kept, None where they are not. They are not compared with it here.

    Raises ``ArchiveError`` where the file is missing or damaged.
    """
    row = db.execute("SELECT size, kept, path, at, length FROM evidence WHERE sha = ?", (sha,)).fetchone()
    if row is None:
        return None
    size, how, name, at, length = row
    path = folder_of(archive) / name
    try:
        with path.open("rb") as file:
            if how == "file":
                with gzip.GzipFile(fileobj=file) as packed:
                    return packed.read(size + 1)
            file.seek(at)
            content = zlib.decompressobj(47).decompress(file.read(length), size + 1_000_000)
    except FileNotFoundError:
        raise ArchiveError(
            9, f"evidence is missing: {name}.", where=str(path), mend="Put it back from a copy."
        ) from None
    except (OSError, EOFError, zlib.error) as error:
        raise ArchiveError(
            9, f"evidence is damaged: {error}.", where=str(path), mend="Put it back from a copy."
        ) from None
    _, _, block = content.partition(b"\r\n\r\n")
    if content.startswith(b"WARC/") and b"\r\nContent-Type: application/http" in content[:4096]:
        _, _, block = block.partition(b"\r\n\r\n")
    return block[:size]


def is_whole(data: bytes | None, sha: bytes) -> bool:
    return data is not None and sha256(data).digest() == sha

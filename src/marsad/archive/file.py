"""Opening the archive's file, and every fault of SQLite said in plain words.

In WAL mode any number of processes read while one writes. A transaction that a killed process began is gone
when the file is next opened; what was committed stays.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from marsad.archive.migrations import VERSION, migrate
from marsad.errors import ArchiveError

APPLICATION_ID = 0x4D525344
"""``MRSD`` in the file's header: this SQLite file is an archive of Marsad."""

WAIT = 10.0
"""Seconds for which another writer may take to finish its batch."""

_HEADER = b"SQLite format 3\0"


@contextmanager
def reading(path: Path, wait: float | None = None) -> Iterator[sqlite3.Connection]:
    """A connection that cannot write. Raises ``ArchiveError`` where there is no archive to read."""
    if not path.exists():
        raise ArchiveError(1, "there is no such archive.", where=str(path),
                           mend="Make it with marsad add, or name another with --archive.")  # fmt: skip
    with explained(path):
        db = _open(path, wait, write=False)
        try:
            if _version(db, path) < VERSION:
                db.close()
                with writing(path, wait):
                    pass
                db = _open(path, wait, write=False)
            yield db
        finally:
            db.close()


def shared_reading(path: Path) -> sqlite3.Connection:
    """As ``reading``, for a pool: any thread may use it, one at a time, and who opened it closes it."""
    with explained(path):
        with reading(path):
            pass  # there, an archive, and of this version
        return _open(path, None, write=False, shared=True)


@contextmanager
def writing(path: Path, wait: float | None = None) -> Iterator[sqlite3.Connection]:
    """A connection that can write; the file is made, or brought to this version, where need be.

    Raises ``ArchiveError`` for a file that is no archive, is of a newer version, locked, read-only or
    damaged.
    """
    with explained(path):
        if not path.parent.is_dir():
            raise ArchiveError(
                1, "its folder does not exist.", where=str(path), mend="Make the folder first."
            )
        db = _open(path, wait, write=True)
        try:
            if _version(db, path) < VERSION:
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                migrate(db)
            yield db
        finally:
            db.close()


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All of the block or nothing of it.

    The right to write is taken at once, so that two writers take turns.
    """
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


@contextmanager
def snapshot(db: sqlite3.Connection) -> Iterator[None]:
    """Several queries that see one state of the archive, whatever is written meanwhile."""
    db.execute("BEGIN")
    try:
        yield
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


def _open(path: Path, wait: float | None, *, write: bool, shared: bool = False) -> sqlite3.Connection:
    if path.is_dir():
        raise ArchiveError(2, "this is a folder, not an archive.", where=str(path), mend="Name a file.")
    if path.exists() and path.stat().st_size and not _is_sqlite(path):
        raise ArchiveError(2, "this is not an archive of Marsad.", where=str(path), mend="Name another file.")
    uri = path.absolute().as_uri()
    try:
        db = _connect(path, f"{uri}?mode={'rwc' if write else 'ro'}", wait, write=write, shared=shared)
    except sqlite3.OperationalError as error:
        # On a read-only disk WAL cannot make its side files; where nobody can write none are needed.
        if write or error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
        db = _connect(path, f"{uri}?mode=ro&immutable=1", wait, write=False, shared=shared)
    return db


def _connect(path: Path, uri: str, wait: float | None, *, write: bool, shared: bool) -> sqlite3.Connection:
    db = sqlite3.connect(uri, uri=True, timeout=WAIT if wait is None else wait, isolation_level=None,
                         check_same_thread=not shared)  # fmt: skip
    try:
        _version(db, path)  # first of all: a file of something else is not to be touched
        if write:
            db.execute("PRAGMA journal_mode = WAL")
            # After a power cut the last batches may be missing, never half there; after a kill all are there.
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute("PRAGMA wal_autocheckpoint = 16000")
            db.execute("PRAGMA journal_size_limit = 67108864")
        else:
            db.execute("PRAGMA query_only = ON")
        db.execute(f"PRAGMA cache_size = {-65536 if write else -16384}")
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA temp_store = MEMORY")
    except BaseException:
        db.close()
        raise
    return db


def _version(db: sqlite3.Connection, path: Path) -> int:
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    mark = int(db.execute("PRAGMA application_id").fetchone()[0])
    empty = not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if mark != APPLICATION_ID and not empty:
        what = "this is an SQLite file of something else."
        raise ArchiveError(2, what, where=str(path), mend="Name another file.")
    if version > VERSION:
        what = f"the archive is of version {version}; this Marsad knows versions up to {VERSION}."
        raise ArchiveError(3, what, where=str(path), mend="Install the newer Marsad that wrote it.")
    return version


def _is_sqlite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_HEADER)) == _HEADER


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """SQLite's faults, and those of the disk, as ``ArchiveError``."""
    try:
        yield
    except sqlite3.Error as error:
        found = _FAULTS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if found is None:
            raise
        code, what, mend = found
        raise ArchiveError(code, what, where=str(path), mend=mend) from error
    except PermissionError as error:
        mend = "Check the rights of the file."
        raise ArchiveError(5, "no right to read it.", where=str(path), mend=mend) from error


_LOCKED = (
    4,
    "another program is writing to the archive.",
    "Wait until it is done, then do this again: what was added before is kept.",
)
_READ_ONLY = (
    5,
    "the archive cannot be written: the file, its folder or the disk is read-only.",
    "Check their rights, or copy the archive elsewhere.",
)
_DAMAGED = (
    6,
    "a part of the file is damaged and cannot be read.",
    "Nothing was changed. Take a backup copy, or save what is whole:"
    " sqlite3 damaged.db .recover | sqlite3 whole.db",
)
_FULL = (7, "the disk takes no more.", "Check the space left. What was added before is kept.")
_FAULTS = {
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_AUTH: _READ_ONLY,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR: _FULL,
}

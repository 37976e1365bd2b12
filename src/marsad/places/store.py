"""The gazetteer's file: its schema, and how it is replaced without ever being half written."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import platformdirs

from marsad.errors import GazetteerError

SCHEMA_VERSION = 2

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, licence TEXT NOT NULL, attribution TEXT NOT NULL,
    url TEXT NOT NULL, digest TEXT NOT NULL, rows INTEGER NOT NULL, seq INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE place (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name_ar TEXT NOT NULL, name_en TEXT NOT NULL,
    names TEXT NOT NULL, kind TEXT NOT NULL, lat REAL, lon REAL, country TEXT NOT NULL, admin1 TEXT, admin2
    TEXT,
    population INTEGER NOT NULL, source TEXT NOT NULL, code TEXT, radius REAL NOT NULL, derived INTEGER NOT
    NULL
);
-- Every row of every source: `id` is the source's own, `place` the place it was found to be.
CREATE TABLE origin (
    id TEXT PRIMARY KEY, place INTEGER NOT NULL, source TEXT NOT NULL, lat REAL, lon REAL
) WITHOUT ROWID;
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE form (n INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, loose TEXT NOT NULL, skeleton TEXT NOT
NULL);
CREATE INDEX form_loose ON form (loose);
CREATE INDEX form_skeleton ON form (skeleton);
CREATE INDEX place_admin ON place (country, kind);
CREATE INDEX place_within ON place (admin1, population);
-- Which first-order divisions have places in or beside each cell of the globe (see geometry.cell).
CREATE TABLE cell (n INTEGER PRIMARY KEY, divisions TEXT NOT NULL);
CREATE VIRTUAL TABLE trigram USING fts5 (loose, content='', tokenize='trigram');
CREATE VIRTUAL TABLE box USING rtree (n, south, north, west, east);
"""


def default_path() -> Path:
    """``$MARSAD_CACHE/gazetteer.sqlite``, or the platform's cache directory for Marsad."""
    root = os.environ.get("MARSAD_CACHE")
    return Path(root or platformdirs.user_cache_dir("marsad", appauthor=False)) / "gazetteer.sqlite"


def create(path: Path) -> sqlite3.Connection:
    """A new, empty gazetteer at ``path``. The caller writes a copy aside, so durability of single steps is
    not needed.
    """
    db = writable(path)
    db.executescript(_SCHEMA)
    db.execute("INSERT INTO meta VALUES ('schema', ?)", (str(SCHEMA_VERSION),))
    return db


def writable(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY", "cache_size = -65536"):
        db.execute(f"PRAGMA {pragma}")
    return db


def readable(path: Path) -> sqlite3.Connection:
    """A read-only connection that maps the file rather than loading it. Raises GazetteerError for another
    file.
    """
    try:
        # Immutable holds: a gazetteer in place is never written to, only replaced by another file.
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        db = sqlite3.connect(uri, uri=True, check_same_thread=False)
        db.execute("PRAGMA cache_size = -8192")
        db.execute("PRAGMA mmap_size = 268435456")
        found = db.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    except sqlite3.DatabaseError as err:
        raise GazetteerError(
            1, f"not a gazetteer: {err}", where=str(path), mend="Delete the file: it is built again at need."
        ) from err
    if found is None or found[0] != str(SCHEMA_VERSION):
        db.close()
        raise GazetteerError(
            2,
            f"gazetteer of another version ({found[0] if found else 'none'} instead of {SCHEMA_VERSION})",
            where=str(path),
            mend="Delete the file: it is built again at need; tables added to it have to be added again.",
        )
    return db


def base_of(path: Path) -> tuple[str, bool] | None:
    """What embedded data the file was built from, and whether tables were added to it since.

    One of another version counts as built from nothing. None for a file that is no gazetteer.
    """
    try:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    except sqlite3.DatabaseError:
        return None
    try:
        schema = db.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
        base = db.execute("SELECT value FROM meta WHERE key = 'base'").fetchone()
        added = db.execute("SELECT count(*) FROM source").fetchone()[0] > 3
        return (base[0] if base and schema == (str(SCHEMA_VERSION),) else ""), added
    except sqlite3.DatabaseError:
        return None
    finally:
        db.close()


@contextlib.contextmanager
def locked(path: Path, timeout: float = 600.0) -> Iterator[None]:
    """Hold the right to replace ``path``; others wait. The lock dies with the process, whatever ends it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = path.with_name(path.name + ".lock")
    with lock.open("a+b") as handle:
        deadline = time.monotonic() + timeout
        while not _try_lock(handle.fileno()):
            if time.monotonic() > deadline:
                raise GazetteerError(3, "another process is still writing the gazetteer", where=str(path))
            time.sleep(0.05)
        try:
            yield
        finally:
            _unlock(handle.fileno())


try:
    import fcntl
except ImportError:  # Windows has no fcntl
    import msvcrt  # type: ignore[import-not-found,unused-ignore]

    def _try_lock(fd: int) -> bool:
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True

    def _unlock(fd: int) -> None:
        msvcrt.locking(fd, msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined,unused-ignore]
else:

    def _try_lock(fd: int) -> bool:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_UN)


@contextlib.contextmanager
def replacing(path: Path, *, copy: bool) -> Iterator[Path]:
    """A file beside ``path`` to write to; it takes the place of ``path`` only if the block ends without an
    error.

    With ``copy`` it starts as a copy of ``path``. Whatever goes wrong (also a full disk), ``path`` stays as
    it was and
    the caller sees a GazetteerError.
    """
    aside: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fd, name = tempfile.mkstemp(prefix=path.name + ".", suffix=".new", dir=path.parent)
        os.close(fd)
        aside = Path(name)
        aside.unlink()  # mkstemp's rights are the owner's alone; a new file takes those of the folder's user
        if copy:
            shutil.copyfile(path, aside)
        yield aside
        with aside.open("rb") as handle:
            os.fsync(handle.fileno())
        aside.replace(path)
    except (OSError, sqlite3.OperationalError) as err:
        raise GazetteerError(
            4,
            f"the gazetteer could not be written: {err}",
            where=str(path),
            mend="What was there is untouched. Check space and rights of the folder, or set MARSAD_CACHE.",
        ) from err
    finally:
        if aside is not None:
            for leftover in (aside, aside.with_name(aside.name + "-journal")):
                leftover.unlink(missing_ok=True)

"""Users, their sessions and the log of what they did, in a file beside the archive.

Kept apart from the archive so that an archive can be handed on without its users. Passwords are stored as
argon2id hashes, sessions as digests of their tokens.
"""

from __future__ import annotations

import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from msgspec import Struct

from marsad.errors import ArchiveError

Granted = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Granted, ...] = get_args(Granted)
IDLE = 12 * 3600
"""Seconds without a request after which a session ends."""
LONGEST = 7 * 24 * 3600
"""Seconds after which a session ends in any case."""
SHORTEST = 12
"""Characters of a password at least."""

_FREE = 5  # wrong passwords for one name, or from one address, before one has to wait
_WAIT = 900.0  # seconds in which they are counted
_TABLES = """
CREATE TABLE IF NOT EXISTS user (
    name TEXT PRIMARY KEY COLLATE NOCASE, role TEXT NOT NULL, hash TEXT NOT NULL, made TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS session (
    digest BLOB PRIMARY KEY, user TEXT NOT NULL, token TEXT NOT NULL, made REAL NOT NULL, seen REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS audit (
    n INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, address TEXT NOT NULL, what TEXT NOT NULL,
    about TEXT NOT NULL
);
CREATE TRIGGER IF NOT EXISTS audit_stays BEFORE UPDATE ON audit
    BEGIN SELECT raise(ABORT, 'the log is added to, never changed'); END;
CREATE TRIGGER IF NOT EXISTS audit_kept BEFORE DELETE ON audit
    BEGIN SELECT raise(ABORT, 'the log is added to, never deleted'); END;
"""


class Session(Struct, frozen=True, kw_only=True):
    """Who a session belongs to, and the token its page must send with what it changes."""

    name: str
    role: Granted
    token: str


class User(Struct, frozen=True, kw_only=True):
    name: str
    role: Granted
    made: str


class Entry(Struct, frozen=True, kw_only=True):
    """One line of the audit log: when (ISO 8601, UTC), who, from where, did what, about what."""

    n: int
    at: str
    who: str
    address: str
    what: str
    about: dict[str, Any]


def beside(archive: Path) -> Path:
    """The file of users that belongs to an archive."""
    return archive.with_name(f"{archive.name}.users")


class Users:
    """The file of users. One connection under a lock: its statements take microseconds."""

    def __init__(self, path: Path | None) -> None:
        """``None`` keeps everything in memory, for as long as the process lives."""
        self._lock = threading.Lock()
        self._hasher = PasswordHasher()  # argon2id with the library's parameters, which follow RFC 9106
        self._wrong: dict[str, list[float]] = {}
        try:
            self._db = sqlite3.connect(
                path or ":memory:", isolation_level=None, check_same_thread=False, timeout=10
            )
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.executescript(_TABLES)
        except sqlite3.Error as error:
            raise ArchiveError(5, f"the file of users cannot be used: {error}.", where=str(path),
                               mend="Check its rights, or move it aside.") from error  # fmt: skip
        if path is not None:
            path.chmod(0o600)
        # Checked against where there is no such user, so that the answer takes as long.
        self._nobody = self._hasher.hash(secrets.token_urlsafe(16))

    @contextmanager
    def _held(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            yield self._db

    def users(self) -> tuple[User, ...]:
        with self._held() as db:
            rows = db.execute("SELECT name, role, made FROM user ORDER BY name").fetchall()
        return tuple(User(name=name, role=role, made=made) for name, role, made in rows)

    def put(self, name: str, role: Granted, password: str) -> None:
        """Make a user, or give one another role and password; sessions of that user end."""
        hashed = self._hasher.hash(password)
        with self._held() as db:
            db.execute("INSERT OR REPLACE INTO user VALUES (?, ?, ?, ?)", (name, role, hashed, now()))
            db.execute("DELETE FROM session WHERE user = ? COLLATE NOCASE", (name,))

    def remove(self, name: str) -> bool:
        """Remove a user and end their sessions; whether there was one."""
        with self._held() as db:
            db.execute("DELETE FROM session WHERE user = ? COLLATE NOCASE", (name,))
            return bool(db.execute("DELETE FROM user WHERE name = ?", (name,)).rowcount)

    def waiting(self, name: str, address: str) -> float:
        """Seconds until another password may be tried for this name, or from this address."""
        since = time.monotonic() - _WAIT
        longest = 0.0
        for key, free in ((f"n:{name.casefold()}", _FREE), (f"a:{address}", _FREE * 4)):
            tries = [at for at in self._wrong.get(key, ()) if at > since]
            if len(tries) >= free:
                longest = max(longest, tries[-free] - since)
        return longest

    def login(
        self, name: str, password: str, address: str, old: str | None = None
    ) -> tuple[str, Session] | None:
        """A new session for the right password, None for a wrong one. An old session is never taken over."""
        with self._held() as db:
            row = db.execute("SELECT name, role, hash FROM user WHERE name = ?", (name,)).fetchone()
        try:
            self._hasher.verify(row[2] if row else self._nobody, password)
        except (VerificationError, InvalidHashError):
            row = None
        if row is None:
            for key in (f"n:{name.casefold()}", f"a:{address}"):
                self._wrong.setdefault(key, []).append(time.monotonic())
            if len(self._wrong) > 10_000:
                self._wrong.clear()
            return None
        self._wrong.pop(f"n:{name.casefold()}", None)
        session, token, at = secrets.token_urlsafe(32), secrets.token_urlsafe(32), time.time()
        with self._held() as db:
            if old is not None:
                db.execute("DELETE FROM session WHERE digest = ?", (_digest(old),))
            db.execute("DELETE FROM session WHERE made < ? OR seen < ?", (at - LONGEST, at - IDLE))
            db.execute(
                "INSERT INTO session VALUES (?, ?, ?, ?, ?)", (_digest(session), row[0], token, at, at)
            )
        return session, Session(name=row[0], role=row[1], token=token)

    def session(self, session: str) -> Session | None:
        """Whose session this is, None where it is unknown or over."""
        at = time.time()
        with self._held() as db:
            row = db.execute(
                "SELECT u.name, u.role, s.token, s.made, s.seen FROM session s JOIN user u ON u.name = s.user"
                " WHERE s.digest = ?",
                (_digest(session),),
            ).fetchone()
            if row is None or row[3] < at - LONGEST or row[4] < at - IDLE:
                return None
            if at - row[4] > 60:
                db.execute("UPDATE session SET seen = ? WHERE digest = ?", (at, _digest(session)))
        return Session(name=row[0], role=row[1], token=row[2])

    def logout(self, session: str) -> None:
        with self._held() as db:
            db.execute("DELETE FROM session WHERE digest = ?", (_digest(session),))

    def note(self, who: str, address: str, what: str, about: dict[str, Any]) -> None:
        """Write down what somebody did."""
        said = msgspec.json.encode(about).decode()
        with self._held() as db:
            db.execute(
                "INSERT INTO audit (at, who, address, what, about) VALUES (?, ?, ?, ?, ?)",
                (now(), who, address, what, said),
            )

    def audit(self, before: int | None, limit: int) -> tuple[Entry, ...]:
        """The newest entries before one of them."""
        with self._held() as db:
            rows = db.execute(
                "SELECT n, at, who, address, what, about FROM audit WHERE n < ? ORDER BY n DESC LIMIT ?",
                (before if before is not None else 1 << 62, limit),
            ).fetchall()
        return tuple(
            Entry(
                n=row[0],
                at=row[1],
                who=row[2],
                address=row[3],
                what=row[4],
                about=msgspec.json.decode(row[5]),
            )
            for row in rows
        )

    def entries(self) -> int:
        with self._held() as db:
            return int(db.execute("SELECT count(*) FROM audit").fetchone()[0])


def _digest(session: str) -> bytes:
    return sha256(session.encode()).digest()


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")

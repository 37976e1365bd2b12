"""What a watcher knows between runs: of each source how it last answered, of each page that it was read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from msgspec import Struct

from marsad.archive.documents import batches
from marsad.archive.file import transaction


class State(Struct, kw_only=True):
    """A source as it last was. Times are ISO 8601 in UTC; ``digest`` is the SHA-256 of what it last sent."""

    url: str
    etag: str | None = None
    modified: str | None = None
    digest: bytes | None = None
    checked: str | None = None
    due: str | None = None
    failures: int = 0
    fault: str | None = None


class Visit(Struct, frozen=True, kw_only=True):
    """A page of a source: ``stamp`` is the time the source gave for it, ``fault`` why it could not be read."""

    url: str
    stamp: str | None = None
    fault: str | None = None


MOST_TRIES = 3


def states(db: sqlite3.Connection, urls: Sequence[str]) -> dict[str, State]:
    """The state of each of these sources; one never asked has none but its address."""
    out = {url: State(url=url) for url in urls}
    for marks, part in batches(urls):
        rows = db.execute(
            f"SELECT url, etag, modified, digest, checked, due, failures, fault FROM watched WHERE url IN ({marks})",
            part,
        )
        for url, etag, modified, digest, checked, due, failures, fault in rows:
            out[url] = State(
                url=url,
                etag=etag,
                modified=modified,
                digest=digest,
                checked=checked,
                due=due,
                failures=failures,
                fault=fault,
            )
    return out


def save(db: sqlite3.Connection, one: State) -> None:
    """Write the state of a source down."""
    with transaction(db):
        db.execute(
            "INSERT OR REPLACE INTO watched (url, etag, modified, digest, checked, due, failures, fault) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (one.url, one.etag, one.modified, one.digest, one.checked, one.due, one.failures, one.fault),
        )


def unread(db: sqlite3.Connection, listed: Sequence[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    """Those of the listed pages, each with its time, that are to be fetched.

    That is what was never read, what has a later time than when it was read, and what failed fewer than three times.
    """
    known: dict[str, tuple[str | None, int, str | None]] = {}
    for marks, part in batches([url for url, _ in listed]):
        rows = db.execute(f"SELECT url, stamp, failures, fault FROM visited WHERE url IN ({marks})", part)
        known.update((url, (stamp, failures, fault)) for url, stamp, failures, fault in rows)
    out = []
    for url, stamp in dict(listed).items():
        if url in known:
            before, failures, fault = known[url]
            newer = stamp is not None and before is not None and stamp > before
            if not newer and (fault is None or failures >= MOST_TRIES):
                continue
        out.append((url, stamp))
    return out


def visit(db: sqlite3.Connection, visits: Iterable[Visit], at: str) -> None:
    """Write down that these pages were read, or why not. Comes after their reports, so that a kill loses none."""
    with transaction(db):
        for one in visits:
            db.execute(
                "INSERT INTO visited (url, stamp, at, failures, fault) VALUES (?, ?, ?, ?, ?) ON CONFLICT (url) DO UPDATE SET"
                " stamp = excluded.stamp, at = excluded.at, fault = excluded.fault,"
                " failures = CASE WHEN excluded.fault IS NULL THEN 0 ELSE visited.failures + 1 END",
                (one.url, one.stamp, at, int(one.fault is not None), one.fault),
            )

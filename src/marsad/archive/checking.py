"""Does the archive still hold what it was given? Every hash anew, every claim against its report."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Container, Iterator
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from marsad.archive import evidence
from marsad.archive.documents import decode, documents
from marsad.errors import ArchiveError
from marsad.verify import verify


class Fault(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that is not as it was: a ``text``, a ``claim``, or ``evidence``."""

    what: str
    id: str
    fault: str


class Checked(Struct, kw_only=True):
    """How much was checked; ``bare`` reports came in bytes that are not kept apart from their text."""

    reports: int = 0
    claims: int = 0
    evidence: int = 0
    bytes: int = 0
    bare: int = 0
    faults: int = 0


_AT_ONCE = 400


def check(
    db: sqlite3.Connection,
    archive: Path,
    kinds: Container[str],
    counts: Checked,
    advance: Callable[[int], None] = lambda n: None,
) -> Iterator[Fault]:
    """Every fault of the archive, while ``counts`` grows. ``advance`` is told of each report and file done."""
    for fault in _everything(db, archive, kinds, counts, advance):
        counts.faults += 1
        yield fault


def _everything(
    db: sqlite3.Connection,
    archive: Path,
    kinds: Container[str],
    counts: Checked,
    advance: Callable[[int], None],
) -> Iterator[Fault]:
    last = 0
    while True:
        rows = db.execute(
            "SELECT n, id, digest, raw FROM document WHERE n > ? ORDER BY n LIMIT ?", (last, _AT_ONCE)
        ).fetchall()
        if not rows:
            break
        last = rows[-1][0]
        found = documents(db, [row[0] for row in rows])
        kept = {
            row[0]
            for row in db.execute(
                f"SELECT sha FROM evidence WHERE sha IN ({','.join('?' * len(rows))})",
                [row[3] for row in rows],
            )
        }
        for number, ident, digest, raw in rows:
            counts.reports += 1
            counts.bare += raw not in kept
            if sha256(found[number].text.encode()).digest() != digest:
                yield Fault(what="text", id=ident, fault="is not the text whose SHA-256 was noted")
            for claim_id, record in db.execute("SELECT id, record FROM claim WHERE document = ?", (number,)):
                counts.claims += 1
                faults = verify(decode(record), found[number], kinds)
                if faults:
                    yield Fault(what="claim", id=claim_id, fault=f"in {ident}: {'; '.join(faults[:3])}")
        advance(len(rows))
    for sha, size in db.execute("SELECT sha, size FROM evidence ORDER BY path, at"):
        counts.evidence += 1
        counts.bytes += size
        try:
            whole = evidence.is_whole(evidence.read(db, archive, sha), sha)
            if not whole:
                yield Fault(what="evidence", id=sha.hex(), fault="its bytes have another SHA-256")
        except ArchiveError as error:
            yield Fault(what="evidence", id=sha.hex(), fault=str(error))
        advance(1)

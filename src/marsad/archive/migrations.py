"""The schema as numbered steps, forward only: step ``n`` takes an archive of version ``n - 1`` to ``n``.

A step that was released is never edited; what changes is a further step. Each runs in one transaction with
the number it leads to, so that an archive is always of some version.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from marsad.archive.words import indexed

_REPORTS = (
    """CREATE TABLE run (
        n INTEGER PRIMARY KEY, started TEXT NOT NULL, finished TEXT, version TEXT NOT NULL,
        lexicon TEXT NOT NULL, gazetteer TEXT NOT NULL, fingerprint TEXT NOT NULL, settings TEXT NOT NULL,
        documents INTEGER NOT NULL DEFAULT 0, claims INTEGER NOT NULL DEFAULT 0,
        rejected INTEGER NOT NULL DEFAULT 0, faults INTEGER NOT NULL DEFAULT 0
    )""",
    # `raw` and `digest` are SHA-256: of the bytes the report came in, and of its text in UTF-8.
    # `published` is as given, `dated` as given or as read from the page.
    """CREATE TABLE document (
        n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT, text TEXT NOT NULL, published TEXT,
        dated TEXT, outlet TEXT, url TEXT, source TEXT, fetched TEXT, extra TEXT NOT NULL, raw BLOB NOT NULL,
        digest BLOB NOT NULL, note TEXT, run INTEGER NOT NULL REFERENCES run
    )""",
    "CREATE INDEX document_dated ON document (dated)",
    # `until` is the run whose reading no longer makes the claim; claims are retired, never deleted.
    """CREATE TABLE claim (
        n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document INTEGER NOT NULL REFERENCES document,
        kind TEXT NOT NULL, status TEXT NOT NULL, start TEXT, "end" TEXT, record BLOB NOT NULL,
        run INTEGER NOT NULL REFERENCES run, until INTEGER REFERENCES run
    )""",
    "CREATE INDEX claim_document ON claim (document)",
    "CREATE INDEX claim_kind ON claim (kind, start)",
    "CREATE INDEX claim_start ON claim (start)",
    # `key` is the gazetteer's id, or "~" and the folded name where there is none; divisions are folded names.
    """CREATE TABLE place (
        n INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, folded TEXT NOT NULL, kind TEXT,
        country TEXT, admin1 TEXT, admin2 TEXT, lat REAL, lon REAL
    )""",
    "CREATE INDEX place_folded ON place (folded)",
    "CREATE INDEX place_country ON place (country)",
    "CREATE INDEX place_admin1 ON place (admin1)",
    "CREATE INDEX place_admin2 ON place (admin2)",
    """CREATE TABLE claim_place (
        place INTEGER NOT NULL REFERENCES place, claim INTEGER NOT NULL REFERENCES claim, lat REAL, lon REAL,
        precision INTEGER, PRIMARY KEY (place, claim)
    ) WITHOUT ROWID""",
    """CREATE TABLE actor (
        n INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, folded TEXT NOT NULL,
        name_en TEXT, country TEXT
    )""",
    "CREATE INDEX actor_folded ON actor (folded)",
    """CREATE TABLE claim_actor (
        actor INTEGER NOT NULL REFERENCES actor, claim INTEGER NOT NULL REFERENCES claim, role TEXT NOT NULL,
        PRIMARY KEY (actor, claim, role)
    ) WITHOUT ROWID""",
)

_EVENTS = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    # Reports whose claims have not been merged yet.
    "CREATE TABLE pending (document INTEGER PRIMARY KEY REFERENCES document)",
    "INSERT INTO pending SELECT n FROM document",
    # What merging compares of a claim, as it made it.
    "CREATE TABLE facet (claim INTEGER PRIMARY KEY REFERENCES claim, record BLOB NOT NULL)",
    # Blocking keys, 64-bit hashes: two claims can only be linked if they share one.
    """CREATE TABLE block (
        key INTEGER NOT NULL, claim INTEGER NOT NULL REFERENCES claim, PRIMARY KEY (key, claim)
    ) WITHOUT ROWID""",
    # Claims held together, `a` < `b`.
    """CREATE TABLE link (
        a INTEGER NOT NULL REFERENCES claim, b INTEGER NOT NULL REFERENCES claim, score REAL NOT NULL,
        PRIMARY KEY (a, b)
    ) WITHOUT ROWID""",
    "CREATE INDEX link_b ON link (b)",
    """CREATE TABLE event (
        n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, status TEXT NOT NULL, start TEXT,
        "end" TEXT, record BLOB NOT NULL
    )""",
    "CREATE INDEX event_order ON event (start IS NULL, start, id)",
    "CREATE INDEX event_kind ON event (kind, start)",
    """CREATE TABLE event_claim (
        claim INTEGER PRIMARY KEY REFERENCES claim, event INTEGER NOT NULL REFERENCES event
    )""",
    "CREATE INDEX event_claim_event ON event_claim (event)",
    """CREATE TABLE event_place (
        place INTEGER NOT NULL REFERENCES place, event INTEGER NOT NULL REFERENCES event, lat REAL, lon REAL,
        precision INTEGER, PRIMARY KEY (place, event)
    ) WITHOUT ROWID""",
    "CREATE INDEX event_place_event ON event_place (event)",
    """CREATE TABLE event_actor (
        actor INTEGER NOT NULL REFERENCES actor, event INTEGER NOT NULL REFERENCES event, role TEXT NOT NULL,
        PRIMARY KEY (actor, event, role)
    ) WITHOUT ROWID""",
    "CREATE INDEX event_actor_event ON event_actor (event)",
    # What a run did to an event; `before` is the event as it was, NULL where the run made it.
    """CREATE TABLE change (
        run INTEGER NOT NULL REFERENCES run, event TEXT NOT NULL, what TEXT NOT NULL, why TEXT, before BLOB,
        PRIMARY KEY (run, event)
    ) WITHOUT ROWID""",
    "CREATE INDEX change_event ON change (event, run)",
    """CREATE TABLE redirect (
        old TEXT PRIMARY KEY, "new" TEXT NOT NULL, run INTEGER REFERENCES run
    ) WITHOUT ROWID""",
)

_REVIEW = (
    """CREATE TABLE decision (
        n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, who TEXT NOT NULL,
        what TEXT NOT NULL, why TEXT NOT NULL, record BLOB NOT NULL
    )""",
    """CREATE TABLE decision_claim (
        claim TEXT NOT NULL, decision INTEGER NOT NULL REFERENCES decision, PRIMARY KEY (claim, decision)
    ) WITHOUT ROWID""",
    """CREATE TRIGGER decision_stays BEFORE UPDATE ON decision
        BEGIN SELECT raise(ABORT, 'decisions are added to, never changed'); END""",
    """CREATE TRIGGER decision_kept BEFORE DELETE ON decision
        BEGIN SELECT raise(ABORT, 'decisions are added to, never deleted'); END""",
)

_HISTORY = (
    "ALTER TABLE run ADD COLUMN what TEXT NOT NULL DEFAULT 'add'",
    # The run that last read a report anew; without a row it was read when it was added.
    """CREATE TABLE reread (
        document INTEGER PRIMARY KEY REFERENCES document, run INTEGER NOT NULL REFERENCES run
    )""",
    # What became of claims after their first run: changed, withdrawn or returned; `before` is the claim as it was.
    """CREATE TABLE claim_change (
        claim INTEGER NOT NULL REFERENCES claim, run INTEGER NOT NULL REFERENCES run, what TEXT NOT NULL,
        before BLOB, PRIMARY KEY (claim, run)
    ) WITHOUT ROWID""",
    "CREATE INDEX claim_change_run ON claim_change (run)",
    "CREATE INDEX claim_run ON claim (run)",
    # Claims that a newer version makes otherwise, and what it makes of them: decisions hold for these.
    """CREATE TABLE successor (
        old TEXT PRIMARY KEY, "new" TEXT NOT NULL, run INTEGER NOT NULL REFERENCES run
    ) WITHOUT ROWID""",
    # Where a newer reading does not agree with a decision. `last` is the latest decision of that time.
    """CREATE TABLE conflict (
        n INTEGER PRIMARY KEY, decision TEXT NOT NULL, claim TEXT NOT NULL, run INTEGER NOT NULL REFERENCES run,
        what TEXT NOT NULL, last INTEGER NOT NULL
    )""",
    "CREATE INDEX conflict_claim ON conflict (claim)",
    # The few events that last more than two days: a walk through the others may begin at the day asked for.
    """CREATE INDEX event_long ON event (start IS NULL, start, id) WHERE "end" > date(start, '+1 day')""",
)

_EVIDENCE = (
    # Raw bytes that are kept, by their SHA-256: in a file of their own, or at a place in a WARC. Paths are relative
    # to the folder of evidence.
    """CREATE TABLE evidence (
        sha BLOB PRIMARY KEY, size INTEGER NOT NULL, kept TEXT NOT NULL, path TEXT NOT NULL, at INTEGER, length INTEGER
    ) WITHOUT ROWID""",
    # When and from where bytes were got; `headers` and `redirects` as JSON lists of pairs.
    """CREATE TABLE fetch (
        n INTEGER PRIMARY KEY, sha BLOB NOT NULL, place TEXT NOT NULL, url TEXT, fetched TEXT, status INTEGER,
        headers TEXT NOT NULL, redirects TEXT NOT NULL, UNIQUE (sha, place, fetched)
    )""",
    # What a watcher knows of each source between runs, and the pages it has read.
    """CREATE TABLE watched (
        url TEXT PRIMARY KEY, etag TEXT, modified TEXT, digest BLOB, checked TEXT, due TEXT, failures INTEGER NOT NULL DEFAULT 0,
        fault TEXT
    ) WITHOUT ROWID""",
    """CREATE TABLE visited (
        url TEXT PRIMARY KEY, stamp TEXT, at TEXT NOT NULL, failures INTEGER NOT NULL DEFAULT 0, fault TEXT
    ) WITHOUT ROWID""",
)


def _reports(db: sqlite3.Connection) -> None:
    """Reports, what was read from them, and by which run."""
    _run(db, _REPORTS)


def _search(db: sqlite3.Connection) -> None:
    """The words of the reports, folded and without clitics. The texts themselves stay in ``document``."""
    db.execute(
        "CREATE VIRTUAL TABLE words USING fts5"
        " (title, text, content='', tokenize='unicode61 remove_diacritics 0')"
    )
    for n, title, text in db.execute("SELECT n, title, text FROM document"):
        db.execute(
            "INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)",
            (n, indexed(title or ""), indexed(text)),
        )


def _events(db: sqlite3.Connection) -> None:
    """Events, what holds their claims together, and what each run changed."""
    _run(db, _EVENTS)


def _review(db: sqlite3.Connection) -> None:
    """The log of what reviewers decided."""
    _run(db, _REVIEW)


def _history(db: sqlite3.Connection) -> None:
    """Reading anew: what became of claims, and where it goes against a decision."""
    _run(db, _HISTORY)


def _evidence(db: sqlite3.Connection) -> None:
    """Raw bytes, where they came from, and what a watcher has seen."""
    _run(db, _EVIDENCE)


_MERGED = (
    # The claims that take part in merging, apart from what they say: a lookup of an id reads a page that holds many.
    # `step` of the ladder (merging/parts.py) on which the neighbourhood of the claim was last found.
    """CREATE TABLE merged (
        claim INTEGER PRIMARY KEY REFERENCES claim, id TEXT NOT NULL, step INTEGER NOT NULL DEFAULT 0
    )""",
    "INSERT INTO merged (claim, id) SELECT f.claim, c.id FROM facet f JOIN claim c ON c.n = f.claim",
    "DROP INDEX link_b",
    "CREATE INDEX link_b ON link (b, score)",
)


def _merged(db: sqlite3.Connection) -> None:
    """Merging finds its way without opening the claims."""
    _run(db, _MERGED)


_STANDING = (
    # Blocks that claims came into of late; from time to time they go into `block`, many at a time.
    """CREATE TABLE block_new (
        key INTEGER NOT NULL, claim INTEGER NOT NULL REFERENCES claim, PRIMARY KEY (key, claim)
    ) WITHOUT ROWID""",
    """CREATE VIEW standing AS
        SELECT key, claim FROM block UNION ALL SELECT key, claim FROM block_new""",
)


def _standing(db: sqlite3.Connection) -> None:
    """New blocks wait beside the old ones."""
    _run(db, _STANDING)


_BESIDE = (
    # As `block_new`: links found of late. And no row of the four looks its claims up any more: they are written by the
    # hundred for every report, by merging alone, and the claims lie all over a large table.
    "DROP VIEW standing",
    "CREATE TABLE block_bare (key INTEGER NOT NULL, claim INTEGER NOT NULL, PRIMARY KEY (key, claim)) WITHOUT ROWID",
    "INSERT OR IGNORE INTO block_bare SELECT key, claim FROM block",
    "INSERT OR IGNORE INTO block_bare SELECT key, claim FROM block_new ORDER BY key, claim",
    "DROP TABLE block",
    "DROP TABLE block_new",
    "ALTER TABLE block_bare RENAME TO block",
    "CREATE TABLE block_new (key INTEGER NOT NULL, claim INTEGER NOT NULL, PRIMARY KEY (key, claim)) WITHOUT ROWID",
    "CREATE VIEW standing AS SELECT key, claim FROM block UNION ALL SELECT key, claim FROM block_new",
    """CREATE TABLE link_bare (
        a INTEGER NOT NULL, b INTEGER NOT NULL, score REAL NOT NULL, PRIMARY KEY (a, b)
    ) WITHOUT ROWID""",
    "INSERT INTO link_bare SELECT a, b, score FROM link",
    "DROP TABLE link",
    "ALTER TABLE link_bare RENAME TO link",
    "CREATE INDEX link_b ON link (b, score)",
    """CREATE TABLE link_new (
        a INTEGER NOT NULL, b INTEGER NOT NULL, score REAL NOT NULL, PRIMARY KEY (a, b)
    ) WITHOUT ROWID""",
    "CREATE INDEX link_new_b ON link_new (b, score)",
)


def _beside(db: sqlite3.Connection) -> None:
    """New links wait beside the old ones; blocks and links look nothing up."""
    _run(db, _BESIDE)


def _run(db: sqlite3.Connection, statements: tuple[str, ...]) -> None:
    for statement in statements:
        db.execute(statement)


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    _reports,
    _search,
    _events,
    _review,
    _history,
    _evidence,
    _merged,
    _standing,
    _beside,
)
VERSION = len(MIGRATIONS)


def migrate(db: sqlite3.Connection, to: int = VERSION) -> int:
    """Take the archive to version ``to``, a transaction a step; the number of steps taken."""
    steps = 0
    while True:
        db.execute("BEGIN IMMEDIATE")
        try:
            # Read inside the transaction: another process may have taken the same step meanwhile.
            version = int(db.execute("PRAGMA user_version").fetchone()[0])
            if version >= to:
                db.execute("ROLLBACK")
                return steps
            MIGRATIONS[version](db)
            db.execute(f"PRAGMA user_version = {version + 1}")
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
        steps += 1

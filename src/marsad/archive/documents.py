"""Reports and their claims: kept once, found again by id."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import TypeVar

import msgspec

from marsad.archive.records import Item
from marsad.archive.words import indexed
from marsad.model import Actor, Claim, Coded, Document, Location, Participant, Site
from marsad.text.fold import fold

_ENCODER = msgspec.json.Encoder(order="deterministic")
_CLAIM = msgspec.json.Decoder(Claim)
_COLUMNS = "id, text, title, published, outlet, url, source, extra"
_MANY = 500  # parameters of one statement
T = TypeVar("T")


def text_digest(document: Document) -> bytes:
    """SHA-256 of the text in UTF-8."""
    return sha256(document.text.encode()).digest()


def batches(values: Iterable[T]) -> Iterator[tuple[str, list[T]]]:
    """Placeholders and values for ``IN (…)``, as many as one statement takes."""
    rest = list(values)
    for at in range(0, len(rest), _MANY):
        part = rest[at : at + _MANY]
        yield ",".join("?" * len(part)), part


def digests(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, tuple[int, bytes]]:
    """Number and text digest of the reports of these ids that the archive has."""
    out: dict[str, tuple[int, bytes]] = {}
    for marks, part in batches(ids):
        rows = db.execute(f"SELECT id, n, digest FROM document WHERE id IN ({marks})", part)
        out.update((ident, (n, digest)) for ident, n, digest in rows)
    return out


def document(db: sqlite3.Connection, ident: str) -> Document | None:
    """The report of this id, as it was given."""
    row = db.execute(f"SELECT {_COLUMNS} FROM document WHERE id = ?", (ident,)).fetchone()
    return _document(row) if row else None


def documents(db: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, Document]:
    """Reports by their numbers."""
    out: dict[int, Document] = {}
    for marks, part in batches(numbers):
        rows = db.execute(f"SELECT n, {_COLUMNS} FROM document WHERE n IN ({marks})", part)
        out.update((row[0], _document(row[1:])) for row in rows)
    return out


def _document(row: Sequence[str]) -> Document:
    ident, text, title, published, outlet, url, source, extra = row
    return Document(
        id=ident, text=text, title=title, published=published, outlet=outlet, url=url, source=source,
        extra=msgspec.json.decode(extra),
    )  # fmt: skip


def decode(record: bytes) -> Claim:
    """A claim as the archive keeps it."""
    return _CLAIM.decode(record)


def encode(record: msgspec.Struct) -> bytes:
    """A record as the archive keeps it; equal records give equal bytes."""
    return _ENCODER.encode(record)


class Writer:
    """Puts reports and claims into the tables. Numbers of places and actors are remembered, within bounds."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self._numbers: dict[tuple[str, str], int] = {}

    def forget(self) -> None:
        """After a transaction that failed: what was remembered may not be there."""
        self._numbers.clear()

    def document(self, item: Item, run: int) -> int:
        """Keep a report and its words; its number."""
        one = item.document
        fetched = one.extra.get("fetched")
        row = (
            one.id, one.title, one.text, one.published, one.published or item.coded.published, one.outlet,
            one.url, one.source, fetched if isinstance(fetched, str) else None,
            msgspec.json.encode(one.extra).decode(), item.raw, text_digest(one), item.coded.note, run,
        )  # fmt: skip
        number = self.db.execute(
            "INSERT INTO document (id, title, text, published, dated, outlet, url, source, fetched, extra,"
            f" raw, digest, note, run) VALUES ({','.join('?' * len(row))})",
            row,
        ).lastrowid
        assert number is not None
        self.db.execute(
            "INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)",
            (number, indexed(one.title or ""), indexed(one.text)),
        )
        return number

    def claim(self, one: Claim, document: int, run: int) -> int:
        """Keep a claim with its places and actors; its number. Its id must be new."""
        when = one.when
        start = when.start if when else None
        number = self.db.execute(
            'INSERT INTO claim (id, document, kind, status, start, "end", record, run)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                one.id,
                document,
                one.kind,
                one.status,
                start,
                (when.end if when else None) or start,
                encode(one),
                run,
            ),
        ).lastrowid
        assert number is not None
        self.places("claim", number, one.places)
        self.actors("claim", number, one)
        return number

    def change(self, number: int, one: Claim, run: int, what: str) -> None:
        """What a newer reading makes of a claim that was kept before; the claim as it was is kept beside it.

        ``what``: ``changed``, or ``returned`` where it was withdrawn.
        """
        self._note(number, run, what)
        when = one.when
        start = when.start if when else None
        self.db.execute(
            'UPDATE claim SET kind = ?, status = ?, start = ?, "end" = ?, record = ?, until = NULL WHERE n = ?',
            (one.kind, one.status, start, (when.end if when else None) or start, encode(one), number),
        )
        for table in ("claim_place", "claim_actor"):
            self.db.execute(f"DELETE FROM {table} WHERE claim = ?", (number,))
        self.places("claim", number, one.places)
        self.actors("claim", number, one)

    def withdraw(self, number: int, run: int) -> None:
        """A newer reading no longer makes the claim."""
        self._note(number, run, "withdrawn")
        self.db.execute("UPDATE claim SET until = ? WHERE n = ?", (run, number))

    def _note(self, number: int, run: int, what: str) -> None:
        self.db.execute(
            "INSERT OR IGNORE INTO claim_change (claim, run, what, before)"
            " SELECT n, ?, ?, CASE WHEN until IS NULL THEN record END FROM claim WHERE n = ?",
            (run, what, number),
        )

    def places(self, of: str, number: int, found: Sequence[Location | Site]) -> None:
        """Rows of ``claim_place`` or ``event_place``; the first mention of a place counts."""
        self.db.executemany(
            f"INSERT OR IGNORE INTO {of}_place (place, {of}, lat, lon, precision) VALUES (?, ?, ?, ?, ?)",
            [(self._place(one), number, one.lat, one.lon, one.precision) for one in found],
        )

    def actors(self, of: str, number: int, one: object) -> None:
        """Rows of ``claim_actor`` or ``event_actor`` by role."""
        rows = [
            (self._actor(who), number, role)
            for role, field in (
                ("initiator", "initiators"),
                ("target", "targets"),
                ("third", "third_parties"),
            )
            for who in getattr(one, field, ())
        ]
        self.db.executemany(f"INSERT OR IGNORE INTO {of}_actor (actor, {of}, role) VALUES (?, ?, ?)", rows)

    def _place(self, one: Location | Site) -> int:
        key = one.id or f"~{fold(one.name)}"
        row = (
            key, one.name, fold(one.name), one.kind, one.country, fold(one.admin1 or "") or None,
            fold(one.admin2 or "") or None, one.lat, one.lon,
        )  # fmt: skip
        insert = (
            "INSERT INTO place (key, name, folded, kind, country, admin1, admin2, lat, lon)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        )
        return self._number("place", key, (insert, row))

    def _actor(self, one: Participant | Actor) -> int:
        key = one.id or f"~{fold(one.name)}"
        return self._number("actor", key, (
            "INSERT INTO actor (key, name, folded, name_en, country) VALUES (?, ?, ?, ?, ?)",
            (key, one.name, fold(one.name), one.name_en, one.country),
        ))  # fmt: skip

    def _number(self, table: str, key: str, insert: tuple[str, Sequence[object]]) -> int:
        known = self._numbers.get((table, key))
        if known is None:
            row = self.db.execute(f"SELECT n FROM {table} WHERE key = ?", (key,)).fetchone()
            known = row[0] if row else self.db.execute(*insert).lastrowid
            assert known is not None
            if len(self._numbers) > 50_000:
                self._numbers.clear()
            self._numbers[table, key] = known
        return known


def coded_of(db: sqlite3.Connection, number: int) -> Coded:
    """The coded line of a report that is in the archive, with the claims that still stand."""
    ident, title, dated, outlet, url, note = db.execute(
        "SELECT id, title, dated, outlet, url, note FROM document WHERE n = ?", (number,)
    ).fetchone()
    rows = db.execute("SELECT record FROM claim WHERE document = ? AND until IS NULL ORDER BY n", (number,))
    claims = tuple(decode(row[0]) for row in rows)
    return Coded(id=ident, events=claims, title=title, published=dated, outlet=outlet, url=url, note=note)

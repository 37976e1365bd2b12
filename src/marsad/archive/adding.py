"""Adding reports: a transaction a batch, so that what is added stays added whatever happens after."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec.structs import replace

from marsad import merging
from marsad.archive.corrections import reviewed
from marsad.archive.documents import Writer, batches, coded_of, digests, document, text_digest
from marsad.archive.file import transaction
from marsad.archive.merge import Merger, refresh, settle
from marsad.archive.records import Added, Item, Reader
from marsad.errors import InputError
from marsad.lexicon.compile import Lexicon
from marsad.merging import Facets, Registry, facets
from marsad.model import Coded, Document

_AT_ONCE = 200  # reports merged in one transaction when an archive is caught up with


class Adder:
    """Adds batches of reports to an open archive. A run is written down with its first report, not before.

    ``started`` is the time at which the run began, as ISO 8601 in UTC; the archive itself asks no clock.
    """

    what = "add"

    def __init__(self, db: sqlite3.Connection, lexicon: Lexicon, reader: Reader, started: str) -> None:
        self.db = db
        self.reader = reader
        self.started = started
        self.run: int | None = None
        self._registry = Registry(lexicon)
        self._writer = Writer(db)
        self._merger = Merger(db, self._writer, self._registry)
        catch_up(self._merger, reader, started)

    def known(self, documents: Sequence[Document]) -> dict[str, bool]:
        """Ids that the archive has: True where the text is the same."""
        held = digests(self.db, [one.id for one in documents])
        return {one.id: held[one.id][1] == text_digest(one) for one in documents if one.id in held}

    def document(self, ident: str) -> Document | None:
        """The report of this id as the archive has it."""
        return document(self.db, ident)

    def put(self, items: Sequence[Item], rejected: int = 0, faults: int = 0) -> Added:
        """Keep these reports and merge their claims, all or none.

        A report that is there already changes nothing; one whose id is there with another text is a fault.
        ``rejected`` and ``faults`` are counted for the run.
        """
        try:
            with transaction(self.db):
                return self._put(items, rejected, faults)
        except BaseException:
            self._writer.forget()
            self._merger.tables.forget()
            self.run = self._run_again()
            raise

    def finish(self, finished: str) -> None:
        """Write down that the run came to its end."""
        if self.run is not None:
            self.db.execute("UPDATE run SET finished = ? WHERE n = ?", (finished, self.run))

    def _put(self, items: Sequence[Item], rejected: int, faults: int) -> Added:
        held = digests(self.db, [item.document.id for item in items])
        said: list[InputError] = []
        by = reviewed(self.db)
        new: list[Facets] = []
        more: dict[int, None] = {}
        reports = claims = known = 0
        for item in items:
            one = item.document
            there = held.get(one.id)
            if there is not None and there[1] != text_digest(one):
                said.append(other_text(one.id, item.where))
                continue
            if there is not None and not item.more:
                known += 1
                continue
            coded, left = self._own(item, there[0] if there else None, said)
            rejected += left
            if there is not None and not coded.events:
                known += 1
                continue
            run = self.running()
            number = there[0] if there else self._writer.document(item, run)
            held[one.id] = number, text_digest(one)
            for claim in coded.events:
                self._writer.claim(claim, number, run)
            if there is None and not item.more:
                new += facets(by.coded(coded), self._registry)
            else:
                more[number] = None
            reports += there is None
            claims += len(coded.events)
        if new:
            settle(self._merger, self.running(), new, by)
        if more:
            refresh(self._merger, self.running(), more, by)
        self._merger.tables.trim()
        if self.run is not None:
            self.db.execute(
                "UPDATE run SET documents = documents + ?, claims = claims + ?, rejected = rejected + ?,"
                " faults = faults + ? WHERE n = ?", (reports, claims, rejected, faults + len(said), self.run),
            )  # fmt: skip
        return Added(reports, claims, known, tuple(said))

    def _own(self, item: Item, number: int | None, said: list[InputError]) -> tuple[Coded, int]:
        """The coded line without claims whose id is taken, and how many have the id of another report's.

        ``number`` is the report's, where it is there; the claims it has already are left out silently.
        """
        taken: dict[str, int | None] = {}
        for marks, part in batches([claim.id for claim in item.coded.events]):
            taken.update(self.db.execute(f"SELECT id, document FROM claim WHERE id IN ({marks})", part))
        kept, left = [], 0
        for claim in item.coded.events:
            if claim.id not in taken:
                taken[claim.id] = None
                kept.append(claim)
            elif number is None or taken[claim.id] != number:
                left += 1
                what = f"the id of claim «{claim.id[:40]}» is that of another claim."
                mend = "Give every claim an id of its own."
                said.append(InputError(22, what, where=item.where or None, mend=mend))
        return replace(item.coded, events=tuple(kept)), left

    def running(self) -> int:
        """The number of this run, which is written down when it has something to keep."""
        if self.run is None:
            self.run = start(self.db, self.what, self.reader, self.started)
        return self.run

    def _run_again(self) -> int | None:
        """The run's number if it is still there: the first batch takes it along when it fails."""
        row = self.db.execute("SELECT n FROM run WHERE n = ?", (self.run,)).fetchone() if self.run else None
        return self.run if row else None


def catch_up(merger: Merger, reader: Reader, started: str) -> None:
    """Merge what an older version left unmerged, and all anew where merging itself has changed."""
    db, stamp = merger.db, rules()
    with transaction(db):
        row = db.execute("SELECT value FROM meta WHERE key = 'merging'").fetchone()
        if row is None or row[0] != stamp:
            for table in ("link", "link_new", "block", "block_new", "merged", "facet", "pending"):
                db.execute(f"DELETE FROM {table}")
            db.execute("INSERT INTO pending SELECT n FROM document")
            db.execute("INSERT OR REPLACE INTO meta VALUES ('merging', ?)", (stamp,))
    run: int | None = None
    while True:
        with transaction(db):
            found = [row[0] for row in db.execute("SELECT document FROM pending LIMIT ?", (_AT_ONCE,))]
            if not found:
                break
            if run is None:
                run = start(db, "rules", reader, started)
            by = reviewed(db)
            new = [one for number in found for one in facets(by.coded(coded_of(db, number)), merger.registry)]
            settle(merger, run, new, by, why="merged by other rules")
            db.execute(f"DELETE FROM pending WHERE document IN ({','.join(map(str, found))})")
            merger.tables.trim()
    if run is not None:
        db.execute("UPDATE run SET finished = ? WHERE n = ?", (started, run))


def start(db: sqlite3.Connection, what: str, reader: Reader, started: str) -> int:
    """Write down a run that begins; its number. ``what`` as in ``records.Run``."""
    number = db.execute(
        "INSERT INTO run (what, started, version, lexicon, gazetteer, fingerprint, settings)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (what, started, reader.version, reader.lexicon, reader.gazetteer, reader.fingerprint,
         msgspec.json.encode(reader.settings).decode()),
    ).lastrowid  # fmt: skip
    assert number is not None
    return number


def other_text(ident: str, where: str) -> InputError:
    """The archive has another text under this id."""
    what = f"the archive has another text under the id «{ident[:80]}»."
    mend = "Give the new text an id of its own; the archive never overwrites a report."
    return InputError(21, what, where=where or None, mend=mend)


def rules() -> str:
    """Changes with the code of merging: events made by other rules are made anew."""
    total = sha256()
    for file in sorted(Path(merging.__file__).parent.glob("*.py")):
        total.update(file.name.encode() + b"\0" + file.read_bytes())
    return total.hexdigest()[:16]

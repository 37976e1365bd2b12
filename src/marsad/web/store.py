"""The archive as the web sees it: open connections, the version of its data, and what is remembered of it."""

from __future__ import annotations

import sqlite3
import threading
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec import Struct

from marsad.archive.corrections import Reviewed, reviewed
from marsad.archive.file import explained, shared_reading, writing
from marsad.archive.past import events_as_of
from marsad.archive.queries import Filter, where_of
from marsad.archive.search import vocabulary
from marsad.lexicon.compile import Lexicon
from marsad.model import Event
from marsad.places.gazetteer import Gazetteer
from marsad.web.publish import public_event
from marsad.web.records import Review
from marsad.web.shelf import Row, Shelf, load, row_of

_SELECTIONS = 64  # answers to filters that are remembered
_ANSWERS = 512  # encoded answers that are remembered
_MONTH = 31  # days that an event lasts at most, but for few
_WORDS = 400_000  # words of the index that are held: some 50 MB
_LARGEST = 4_000_000  # bytes; a larger answer is not remembered


class State(Struct, frozen=True):
    """One state of the archive: its version, the rows of its events in order, and what reviewers decided."""

    dataset: str
    run: int
    shelf: Shelf
    rows: list[Row]
    by: Reviewed
    long: list[Row]

    def passing(self, wish: Filter) -> list[Row]:
        """The events of these kinds and statuses that meet these days, in order.

        Nearly all last less than a month: those are looked for by bisection, the others one by one.
        """
        rows = self.rows
        if wish.start is not None or wish.end is not None:
            first, last = wish.start or "", wish.end or "~"
            low = _before(first, _MONTH) if first else ""
            a = bisect_left(rows, (False, low, ""), key=Row.order)
            b = bisect_left(rows, (False, last + "~", ""), key=Row.order)
            near = [row for row in rows[a:b] if (row.end or "") >= first]
            far = [row for row in self.long if (row.start or "") < low and (row.end or "") >= first]
            rows = far + near
        if wish.kinds:
            rows = [row for row in rows if row.kind in wish.kinds]
        if wish.statuses:
            rows = [row for row in rows if row.status in wish.statuses]
        return rows


class Picked(Struct, frozen=True):
    """What is asked of events beyond the archive's filter; what is not set does not restrict."""

    assessments: tuple[str, ...] = ()
    review: Review | None = None
    located: bool | None = None
    ids: tuple[str, ...] = ()

    def takes(self, row: Row) -> bool:
        return (
            (not self.assessments or row.assessment in self.assessments)
            and self.review in (None, row.review)
            and self.located in (None, row.spot is not None)
            and (not self.ids or row.id in self.ids)
        )


class Store:
    """An archive that is served. Safe to use from several threads; each has a connection of its own."""

    def __init__(self, path: Path, words: Lexicon, *, publish: bool = False) -> None:
        self.path = path
        self.words = words
        self.publish = publish
        self._own = threading.local()
        self._idle: list[sqlite3.Connection] = []  # append and pop are atomic
        self._state: State | None = None
        self._building = threading.Lock()
        self._remembering = threading.Lock()
        self._selections: OrderedDict[tuple[Any, ...], list[Row]] = OrderedDict()
        self._answers: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._words: tuple[str, frozenset[str] | None] = ("", None)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that cannot write, of those kept open. Raises ``ArchiveError``."""
        with explained(self.path):
            try:
                db = self._idle.pop()
            except IndexError:
                db = shared_reading(self.path)
            try:
                yield db
            finally:
                self._idle.append(db)

    def close(self) -> None:
        """Close what is kept open. What is in use is closed by its end of the process."""
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection that writes, opened for the occasion."""
        with writing(self.path) as db:
            yield db

    @property
    def gazetteer(self) -> Gazetteer:
        """This thread's gazetteer."""
        if not hasattr(self._own, "gazetteer"):
            self._own.gazetteer = Gazetteer.open()
        found: Gazetteer = self._own.gazetteer
        return found

    def dataset(self) -> str:
        """The version of the data: another after every batch added and every decision."""
        with self.reading() as db:
            return _version(db)[0]

    def state(self) -> State:
        """The archive as it stands, brought up to date where it has changed."""
        with self.reading() as db:
            dataset, run = _version(db)
            known = self._state
            if known is not None and known.dataset == dataset:
                return known
            with self._building:
                known = self._state
                if known is None or known.dataset != dataset:
                    self._state = self._built(db, known, dataset, run)
                return self._state  # type: ignore[return-value]

    def select(self, wish: Filter, more: Picked, as_of: str | None, state: State) -> list[Row]:
        """The events that pass, by day, those without a day last."""
        if wish == Filter() and as_of is None and more == Picked():
            return state.rows
        key = (state.dataset, wish, more, as_of)
        with self._remembering:
            if key in self._selections:
                self._selections.move_to_end(key)
                return self._selections[key]
        found = self._as_of(wish, as_of, state) if as_of is not None else self._now(wish, state)
        if more != Picked():
            found = [row for row in found if more.takes(row)]
        with self._remembering:
            self._selections[key] = found
            while len(self._selections) > _SELECTIONS:
                self._selections.popitem(last=False)
        return found

    def remembered(self, dataset: str, what: str) -> bytes | None:
        """An answer given before to the same question about the same data."""
        return self._answers.get((dataset, what))

    def remember(self, dataset: str, what: str, answer: bytes) -> None:
        if len(answer) > _LARGEST:
            return
        with self._remembering:
            self._answers[dataset, what] = answer
            while len(self._answers) > _ANSWERS:
                self._answers.popitem(last=False)

    def vocabulary(self, dataset: str) -> frozenset[str] | None:
        """The words of the search index as of this version or a later one; None where they are too many to be held."""
        known, held = self._words
        if known == dataset or (known and held is None):
            return held  # an index only grows: what was too much stays so
        with self._building, self.reading() as db:
            if self._words[0] != dataset:
                self._words = (dataset, vocabulary(db, _WORDS))
            return self._words[1]

    def shown(self, event: Event, by: Reviewed) -> Event | None:
        """The event as it may be shown: None where it is left out."""
        return public_event(event, by, self.words) if self.publish else event

    def _now(self, wish: Filter, state: State) -> list[Row]:
        if not (wish.actors or wish.places or wish.precision):
            return state.passing(wish)
        where, values = where_of(wish)
        with self.reading() as db:
            numbers = db.execute(f"SELECT e.n FROM event e{where}", values).fetchall()
        shelf = state.shelf
        return sorted((shelf[n] for (n,) in numbers if n in shelf), key=Row.order)

    def _as_of(self, wish: Filter, day: str, state: State) -> list[Row]:
        with self.reading() as db:
            found = events_as_of(db, day, wish, self.words)
        held = {row.id: row for row in state.rows}
        out = []
        for event in found:
            shown = self.shown(event, state.by)
            if shown is None:
                continue
            row = held.get(event.id)
            if row is None or row.claims != event.claims:
                row = row_of(0, shown, state.by, self.gazetteer)
            out.append(row)
        return out

    def _built(self, db: sqlite3.Connection, known: State | None, dataset: str, run: int) -> State:
        by = reviewed(db)
        shelf = self._updated(db, known, by) if known is not None else None
        if shelf is None:
            shelf = load(db, by, self.gazetteer, lambda event: self.shown(event, by))
        rows = sorted(shelf.values(), key=Row.order)
        with self._remembering:
            self._selections.clear()
            self._answers.clear()
        long = [row for row in rows if row.start and row.end and _before(row.end, _MONTH) > row.start]
        return State(dataset, run, shelf, rows, by, long)

    def _updated(self, db: sqlite3.Connection, known: State, by: Reviewed) -> Shelf | None:
        """The rows known, with those anew that runs since then changed; None where that is not sure."""
        named = [
            row[0] for row in db.execute("SELECT DISTINCT event FROM change WHERE run > ?", (known.run,))
        ]
        # A verdict changes no event, only whether it counts as reviewed.
        touched = _named_by(by) ^ _named_by(known.by)
        again = {row.n for row in known.rows if touched.intersection(row.claims)} if touched else set()
        for ident in named:
            row = db.execute("SELECT n FROM event WHERE id = ?", (ident,)).fetchone()
            if row:
                again.add(row[0])
        numbers = {row[0] for row in db.execute("SELECT n FROM event")}
        if len(again) > len(numbers) // 2 or self.publish:
            return None
        gone = set(named)
        shelf = {n: row for n, row in known.shelf.items() if n in numbers and row.id not in gone}
        shelf.update(load(db, by, self.gazetteer, lambda event: self.shown(event, by), again))
        return shelf if len(shelf) == len(numbers) else None


def _named_by(by: Reviewed) -> frozenset[str]:
    return by.accepted | frozenset(by.fields) | frozenset(by.settled)


def _before(day: str, days: int) -> str:
    at = date.fromisoformat(day).toordinal()
    return date.fromordinal(max(1, at - days)).isoformat()


def _version(db: sqlite3.Connection) -> tuple[str, int]:
    """Every write to an archive stands in a run: their counters tell its state."""
    run, reports, claims, finished = db.execute(
        "SELECT max(n), total(documents), total(claims), max(finished) FROM run"
    ).fetchone()
    decision = db.execute("SELECT max(n) FROM decision").fetchone()[0]
    said = f"{run}:{reports:.0f}:{claims:.0f}:{finished}:{decision}"
    return sha256(said.encode()).hexdigest()[:12], run or 0

"""Questions to the archive: events by filter, one event with all that stands behind it, reports, runs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

import msgspec
from msgspec import Struct

from marsad.archive.corrections import reviewed
from marsad.archive.documents import batches, decode, documents
from marsad.archive.merge import event_of
from marsad.archive.records import Change, Report, Run, Told
from marsad.errors import ArchiveError
from marsad.model import Event
from marsad.text.fold import fold

_MANY = 2000  # events of a place or actor that are many
LONG = "e.\"end\" > date(e.start, '+1 day')"  # as the index event_long has it
_LONGEST_CHAIN = 64  # redirects in a row; ids are never reused, so a chain has an end


class Filter(Struct, frozen=True, kw_only=True):
    """Which events are asked for; what is not set does not restrict.

    ``start`` and ``end`` are ISO days: the event's interval meets theirs. ``kinds`` and ``statuses`` are
    ids. ``actors`` and ``places`` each hold the ids and names that one wish may go by; a place is also
    found by its country or divisions. ``precision`` is the coarsest UCDP ``where_prec`` taken (1 exact … 6
    country).
    """

    start: str | None = None
    end: str | None = None
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    precision: int | None = None
    limit: int | None = None


def events(db: sqlite3.Connection, wish: Filter) -> Iterator[Event]:
    """The events that the filter lets through, by day, those without a day last."""
    broad = wish.limit is not None and _broad(db, wish)
    where, values = where_of(wish, broad)
    if not broad:
        limit = "" if wish.limit is None else f" LIMIT {int(wish.limit)}"
        order = "e.start IS NULL, e.start, e.id"
        for row in db.execute(f"SELECT e.record FROM event e{where} ORDER BY {order}{limit}", values):
            yield event_of(row[0])
        return
    # Where most events pass, walking them in order until there are enough beats sorting them all.
    left = int(wish.limit or 0)
    for index, condition, order, more in _stretches(wish.start):
        joined = f"{where} AND {condition}" if where else f" WHERE {condition}"
        rows = db.execute(
            f"SELECT e.record FROM event e INDEXED BY {index}{joined} ORDER BY {order} LIMIT {left}",
            [*values, *more],
        )
        for row in rows:
            left -= 1
            yield event_of(row[0])


def _stretches(start: str | None) -> Iterator[tuple[str, str, str, list[str]]]:
    """Index to walk, from where, and in what order: all events; or the long ones that last to a day, then those
    from there on.
    """
    if start is None:
        yield "event_order", "1", "e.start IS NULL, e.start, e.id", []
        return
    # Most events last a day or two: but for the long ones none that began earlier can reach the day.
    edge = (date.fromisoformat(start[:10]) - timedelta(1)).isoformat()
    yield "event_long", f"{LONG} AND e.start < ?", "e.start IS NULL, e.start, e.id", [edge]
    yield "event_order", "(e.start IS NULL) = 0 AND e.start >= ?", "e.start, e.id", [edge]


def count(db: sqlite3.Connection) -> tuple[int, int, int]:
    """Reports, claims that stand, and events."""
    one = [
        db.execute(query).fetchone()[0]
        for query in (
            "SELECT count(*) FROM document",
            "SELECT count(*) FROM claim WHERE until IS NULL",
            "SELECT count(*) FROM event",
        )
    ]
    return one[0], one[1], one[2]


def extent(db: sqlite3.Connection) -> tuple[int, str | None, str | None]:
    """How many events there are, the first day any of them may have begun on, the last any may have ended on."""
    row = db.execute('SELECT count(*), min(start), max("end") FROM event').fetchone()
    return row[0], row[1], row[2]


def where_of(wish: Filter, broad: bool = False) -> tuple[str, list[object]]:
    """The filter as a condition on ``event e``, with its values; ``broad`` asks event by event."""
    said: list[str] = []
    values: list[object] = []
    if wish.start is not None:
        said.append('e."end" >= ?')
        values.append(wish.start)
    if wish.end is not None:
        said.append("e.start <= ?")
        values.append(wish.end)
    for column, wanted in (("kind", wish.kinds), ("status", wish.statuses)):
        if wanted:
            said.append(f"e.{column} IN ({_marks(wanted)})")
            values += wanted
    for query, asked in _elsewhere(wish):
        said.append(f"EXISTS ({query} AND x.event = e.n)" if broad else f"e.n IN ({query})")
        values += asked
    return (" WHERE " + " AND ".join(said) if said else ""), values


def _elsewhere(wish: Filter) -> Iterator[tuple[str, list[object]]]:
    """Queries for the numbers of the events of an actor, at a place, or placed well enough."""
    if wish.actors:
        query = (
            "SELECT x.event FROM event_actor x JOIN actor a ON a.n = x.actor"
            f" WHERE (a.key IN ({_marks(wish.actors)}) OR a.folded IN ({_marks(wish.actors)}))"
        )
        yield query, [*wish.actors, *map(fold, wish.actors)]
    if wish.places:
        columns = ("key", "country", "folded", "admin1", "admin2")
        asked = " OR ".join(f"p.{column} IN ({_marks(wish.places)})" for column in columns)
        folded = [fold(name) for name in wish.places]
        yield (
            f"SELECT x.event FROM event_place x JOIN place p ON p.n = x.place WHERE ({asked})",
            [*wish.places, *map(str.upper, wish.places), *folded, *folded, *folded],
        )
    if wish.precision is not None:
        yield "SELECT x.event FROM event_place x WHERE (x.precision <= ?)", [wish.precision]


def _broad(db: sqlite3.Connection, wish: Filter) -> bool:
    """Do all of these name many events?"""
    return not (wish.kinds or wish.statuses) and all(
        len(db.execute(f"{query} LIMIT {_MANY}", asked).fetchall()) == _MANY
        for query, asked in _elsewhere(wish)
    )


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def current(db: sqlite3.Connection, ident: str) -> str:
    """The id of the event that an id leads to now, by redirects.

    Raises ``ArchiveError`` where it leads nowhere.

    The beginning of an id is enough if no other event begins so.
    """
    here = ident
    for _ in range(_LONGEST_CHAIN):
        if db.execute("SELECT 1 FROM event WHERE id = ?", (here,)).fetchone():
            return here
        row = db.execute('SELECT "new" FROM redirect WHERE old = ?', (here,)).fetchone()
        if row is None:
            break
        here = row[0]
    begun = db.execute(
        "SELECT id FROM event WHERE id >= ? AND id < ? LIMIT 2", (ident, ident + "\U0010ffff")
    ).fetchall()
    if len(ident) >= 4 and len(begun) == 1:
        return str(begun[0][0])
    withdrawn = db.execute(
        "SELECT run, why FROM change WHERE event = ? AND what = 'withdrawn' ORDER BY run DESC", (ident,)
    ).fetchone()
    if withdrawn:
        what = f"the event «{ident[:40]}» was withdrawn by run {withdrawn[0]}: {withdrawn[1]}."
        raise ArchiveError(8, what, mend="marsad runs tells of that run.")
    raise ArchiveError(
        8, f"there is no event «{ident[:40]}».", mend="marsad events lists them with their ids."
    )


def event(db: sqlite3.Connection, ident: str) -> Event:
    """The event of this id or of one that leads to it. Raises ``ArchiveError``."""
    row = db.execute("SELECT record FROM event WHERE id = ?", (current(db, ident),)).fetchone()
    return event_of(row[0])


def told(db: sqlite3.Connection, one: Event) -> list[Told]:
    """The claims of an event with their reports, in the event's order."""
    by = reviewed(db)
    found: dict[str, tuple[bytes, int]] = {}
    for marks, part in batches(one.claims):
        rows = db.execute(f"SELECT id, record, document FROM claim WHERE id IN ({marks})", part)
        found.update((ident, (record, number)) for ident, record, number in rows)
    held = documents(db, {number for _, number in found.values()})
    out = []
    for ident in one.claims:
        if ident in found:
            claim = decode(found[ident][0])
            corrected = by.claim(claim) if ident in by.fields else None
            out.append(Told(claim=claim, document=held[found[ident][1]], corrected=corrected))
    return out


def changes(db: sqlite3.Connection, ident: str) -> tuple[Change, ...]:
    """What the runs did to an event, the first one first."""
    rows = db.execute("SELECT run, what, why FROM change WHERE event = ? ORDER BY run", (ident,))
    return tuple(Change(run=run, what=what, why=why) for run, what, why in rows)


def events_of(db: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Ids of the events that the claims of these reports belong to, by report."""
    out: dict[int, dict[str, None]] = {}
    for marks, part in batches(numbers):
        for number, ident in db.execute(
            "SELECT c.document, e.id FROM claim c JOIN event_claim x ON x.claim = c.n"
            f" JOIN event e ON e.n = x.event WHERE c.document IN ({marks}) ORDER BY c.n",
            part,
        ):
            out.setdefault(number, {})[ident] = None
    return {number: tuple(found) for number, found in out.items()}


def reports(
    db: sqlite3.Connection, start: str | None = None, end: str | None = None, outlet: str | None = None,
    limit: int | None = None, *, newest: bool = False, after: tuple[str | None, str] | None = None,
) -> Iterator[Report]:  # fmt: skip
    """Reports by the day of publication and id, those without a day last in either order.

    ``after`` is day and id of the report that the list goes on from.
    """
    said, values = _reports_where(start, end, outlet)
    way, beyond = ("DESC", "<") if newest else ("ASC", ">")
    # Those with a day first, by the index of days; those without only where the list comes that far.
    parts: list[tuple[list[str], list[str], str]] = []
    if after is None or after[0] is not None:
        more, key = (
            ([], []) if after is None else ([f"(d.dated, d.id) {beyond} (?, ?)"], [str(after[0]), after[1]])
        )
        parts.append((["d.dated IS NOT NULL", *said, *more], [*values, *key], f"d.dated {way}, d.id {way}"))
    if start is None and end is None:
        more, key = ([f"d.id {beyond} ?"], [after[1]]) if after is not None and after[0] is None else ([], [])
        parts.append((["d.dated IS NULL", *said, *more], [*values, *key], f"d.id {way}"))
    left = limit
    for conditions, given, order in parts:
        if left == 0:
            return
        last = "" if left is None else f" LIMIT {int(left)}"
        rows = db.execute(
            "SELECT n, id, title, dated, outlet, url, fetched, digest, raw, run, note,"
            " (SELECT count(*) FROM claim WHERE document = d.n AND until IS NULL)"
            f" FROM document d WHERE {' AND '.join(conditions)} ORDER BY {order}{last}",
            given,
        )
        while part := rows.fetchmany(500):
            left = None if left is None else left - len(part)
            found = events_of(db, [row[0] for row in part])
            for n, ident, title, dated, outlet_, url, fetched, digest, raw, run, note, claims in part:
                yield Report(
                    id=ident, title=title, published=dated, outlet=outlet_, url=url, fetched=fetched,
                    sha256=digest.hex(), raw_sha256=raw.hex(), run=run, claims=claims,
                    events=found.get(n, ()), note=note,
                )  # fmt: skip


def count_reports(
    db: sqlite3.Connection, start: str | None = None, end: str | None = None, outlet: str | None = None
) -> int:
    """How many reports ``reports`` would list."""
    said, values = _reports_where(start, end, outlet)
    where = " WHERE " + " AND ".join(said) if said else ""
    return int(db.execute(f"SELECT count(*) FROM document d{where}", values).fetchone()[0])


def _reports_where(start: str | None, end: str | None, outlet: str | None) -> tuple[list[str], list[str]]:
    said, values = [], []
    for condition, value in (
        ("d.dated >= ?", start),
        ("d.dated < ?", None if end is None else f"{end}~"),  # "~" sorts after the T of a time of that day
        ("d.outlet = ?", outlet),
    ):
        if value is not None:
            said.append(condition)
            values.append(value)
    return said, values


def runs(db: sqlite3.Connection) -> Iterator[Run]:
    """Every run with what it did to events, the first one first."""
    done: dict[int, dict[str, int]] = {}
    for run, what, number in db.execute(
        "SELECT run, what, count(*) FROM change GROUP BY run, what ORDER BY what"
    ):
        done.setdefault(run, {})[what] = number
    for row in db.execute(
        "SELECT n, what, started, finished, version, lexicon, gazetteer, fingerprint, settings, documents, claims,"
        " rejected, faults FROM run ORDER BY n"
    ):
        yield Run(
            n=row[0], what=row[1], started=row[2], finished=row[3], version=row[4], lexicon=row[5],
            gazetteer=row[6], fingerprint=row[7], settings=msgspec.json.decode(row[8]), reports=row[9],
            claims=row[10], rejected=row[11], faults=row[12], events=done.get(row[0], {}),
        )  # fmt: skip

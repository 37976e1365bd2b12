"""Merging inside the archive: a batch of new claims touches its neighbourhood and nothing else."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec import Struct

from marsad.archive.corrections import NOTHING, Reviewed
from marsad.archive.documents import Writer, batches, coded_of, decode, encode
from marsad.archive.tables import Tables, bare
from marsad.merging import Facets, Registry, Told, add, build, facets, regroup
from marsad.model import Event

_EVENT = msgspec.json.Decoder(Event)
_NAMED = 3  # reports named in the reason for a change


class Before(Struct, frozen=True):
    """An event as it was before a batch."""

    n: int
    id: str
    claims: frozenset[int]
    record: bytes


class Merger:
    """Merging in one open archive: its tables, who writes events, and what is known of actors."""

    def __init__(self, db: sqlite3.Connection, writer: Writer, registry: Registry) -> None:
        self.db = db
        self.writer = writer
        self.registry = registry
        self.tables = Tables(db)


def refresh(
    merger: Merger,
    run: int,
    documents: Iterable[int],
    by: Reviewed,
    touched: Sequence[str] = (),
    again: Sequence[str] = (),
    why: str | None = None,
    heirs: Mapping[str, str] | None = None,
) -> int:
    """Merge these reports anew where what is to be compared of their claims is no longer what it was.

    What one claim of a report says bears on the others (which day is today, what is old news). ``again`` are
    claims whose events are to be made anew in any case, ``touched`` those that were put together or apart.
    """
    merger.tables.begin()
    gone: list[str] = []
    new: list[Facets] = []
    for number in documents:
        held = {one.claim: one for one in merger.tables.of(number)}
        wanted = facets(by.coded(coded_of(merger.db, number)), merger.registry)
        differ = [one for one in wanted if held.pop(one.claim, None) != bare(one)]
        new += differ
        gone += merger.tables.numbers([one.claim for one in differ])
        gone += held
    return settle(merger, run, new, by, gone=gone, touched=touched, again=again, why=why, heirs=heirs)


def settle(
    merger: Merger,
    run: int,
    new: Sequence[Facets],
    by: Reviewed,
    gone: Sequence[str] = (),
    touched: Sequence[str] = (),
    again: Sequence[str] = (),
    why: str | None = None,
    heirs: Mapping[str, str] | None = None,
) -> int:
    """Merge new claims, forget those gone, rewrite the events that this changes; how many changed.

    The caller holds the transaction. A claim that is gone and new is one that changed. ``why`` goes into the
    record of changes; ``heirs`` are claims that take the place of others, by id.
    """
    db, tables = merger.db, merger.tables
    tables.begin()
    groups = add(tables, new, merger.registry, gone, by.ties, (*touched, *again))
    heirs = heirs or {}
    asked = {claim for group in groups for claim in group}.union(gone, again, heirs, heirs.values())
    numbers = tables.rows(sorted(asked))
    before = _events_of(db, numbers.values())
    # A claim that is gone may have been what tied an event together: the rest of it is looked at too.
    left = {n for one in before.values() for n in one.claims}.difference(numbers.values())
    while left:
        ids = dict(db.execute(f"SELECT id, n FROM claim WHERE n IN ({','.join(map(str, left))})"))
        merged = tables.numbers(ids).values()
        known = {claim for group in groups for claim in group}
        more = [group for group in regroup(tables, merged, merger.registry, by.ties) if group[0] not in known]
        groups += more
        numbers |= tables.rows(sorted({*ids, *(claim for group in more for claim in group)}))
        before = _events_of(db, numbers.values())
        left = {n for one in before.values() for n in one.claims}.difference(numbers.values())
    stale = {numbers[claim] for claim in (*gone, *again) if claim in numbers}
    kept = {one.claims: one for one in before.values() if stale.isdisjoint(one.claims)}
    wanted = [(group, frozenset(numbers[claim] for claim in group)) for group in groups]
    fresh = [(group, members) for group, members in wanted if members not in kept]
    stays = {kept[members].n for _, members in wanted if members in kept}
    old = [one for one in before.values() if one.n not in stays]
    for one in old:
        for table in ("event_claim", "event_place", "event_actor"):
            db.execute(f"DELETE FROM {table} WHERE event = ?", (one.n,))
        db.execute("DELETE FROM event WHERE n = ?", (one.n,))
    claims = sorted({claim for _, members in fresh for claim in members})
    told = tellings(db, dict(zip(claims, tables.facets(claims), strict=True)), by)
    made = {}
    for group, members in fresh:
        event = by.event(build([told[claim] for claim in group], merger.registry))
        _insert(db, merger.writer, event, members)
        made[event.id] = members, encode(event)
    lead = {numbers[a]: numbers[b] for a, b in heirs.items() if a in numbers and b in numbers}
    _note(db, run, old, made, why, lead)
    return len(old) + len(made.keys() - {one.id for one in old})


def _events_of(db: sqlite3.Connection, claims: Iterable[int]) -> dict[int, Before]:
    numbers: set[int] = set()
    for marks, part in batches(claims):
        numbers.update(
            row[0] for row in db.execute(f"SELECT event FROM event_claim WHERE claim IN ({marks})", part)
        )
    out = {}
    for n in sorted(numbers):
        ident, record = db.execute("SELECT id, record FROM event WHERE n = ?", (n,)).fetchone()
        members = frozenset(
            row[0] for row in db.execute("SELECT claim FROM event_claim WHERE event = ?", (n,))
        )
        out[n] = Before(n, ident, members, record)
    return out


def tellings(db: sqlite3.Connection, facets: Mapping[int, Facets], by: Reviewed = NOTHING) -> dict[str, Told]:
    """Claims by id, as corrected, with the heads of their reports, as merging wants them; ``facets`` by number."""
    out = {}
    for marks, part in batches(facets):
        for number, record, outlet, dated, title in db.execute(
            "SELECT c.n, c.record, d.outlet, d.dated, d.title FROM claim c"
            f" JOIN document d ON d.n = c.document WHERE c.n IN ({marks})", part,
        ):  # fmt: skip
            one = facets[number]
            out[one.claim] = Told(by.claim(decode(record)), one, outlet, dated, title)
    return out


def _insert(db: sqlite3.Connection, writer: Writer, event: Event, members: Iterable[int]) -> None:
    when = event.when
    number = db.execute(
        'INSERT INTO event (id, kind, status, start, "end", record) VALUES (?, ?, ?, ?, ?, ?)',
        (
            event.id,
            event.kind,
            event.status,
            when.start if when else None,
            when.end if when else None,
            encode(event),
        ),
    ).lastrowid
    assert number is not None
    db.executemany(
        "INSERT INTO event_claim (claim, event) VALUES (?, ?)", [(claim, number) for claim in sorted(members)]
    )
    writer.places("event", number, event.places)
    writer.actors("event", number, event)
    db.execute("DELETE FROM redirect WHERE old = ?", (event.id,))


def _note(
    db: sqlite3.Connection,
    run: int,
    old: Sequence[Before],
    made: Mapping[str, tuple[frozenset[int], bytes]],
    why: str | None,
    lead: Mapping[int, int],
) -> None:
    """Write down what became of the events, and where those that are gone lead to."""
    before = {one.id: one for one in old}
    event_of = {claim: ident for ident, (members, _) in made.items() for claim in members}
    for one in old:
        if one.id in made:
            continue
        now = [lead.get(claim, claim) for claim in one.claims]
        heirs = Counter(event_of[claim] for claim in now if claim in event_of)
        heir = min(heirs, key=lambda ident: (-heirs[ident], ident)) if heirs else None
        if heir is not None:
            db.execute(
                'INSERT OR REPLACE INTO redirect (old, "new", run) VALUES (?, ?, ?)', (one.id, heir, run)
            )
        end = f"now part of {heir}" if heir else "no claim of it is left"
        _change(db, run, one.id, "withdrawn", f"{end}; {why}" if why else end, one.record)
    for ident, (members, record) in made.items():
        was = before.get(ident)
        if was is None:
            _change(db, run, ident, "added", why or _joined(db, members, "told by"), None)
        elif was.record != record:
            said = [
                _joined(db, part, word)
                for part, word in (
                    (members - was.claims, "joined by"),
                    (was.claims - members, "no longer with"),
                )
                if part
            ]
            said = said or ["its claims say something else"]
            _change(db, run, ident, "changed", "; ".join([*said, *([why] if why else [])]), was.record)


def _joined(db: sqlite3.Connection, claims: Iterable[int], word: str) -> str:
    """The reports of these claims in a few words."""
    found: dict[str, None] = {}
    for marks, part in batches(sorted(claims)):
        rows = db.execute(
            f"SELECT d.id FROM claim c JOIN document d ON d.n = c.document WHERE c.n IN ({marks}) ORDER BY c.n",
            part,
        )
        found.update((row[0], None) for row in rows)
    listed = list(found)
    more = f" and {len(listed) - _NAMED} more" if len(listed) > _NAMED else ""
    return f"{word} {', '.join(listed[:_NAMED])}{more}"


def _change(
    db: sqlite3.Connection, run: int, ident: str, what: str, why: str | None, before: bytes | None
) -> None:
    """Against the state before the run: an event made and unmade by one run was never there."""
    row = db.execute("SELECT what, before FROM change WHERE run = ? AND event = ?", (run, ident)).fetchone()
    if row is None:
        db.execute("INSERT INTO change VALUES (?, ?, ?, ?, ?)", (run, ident, what, why, before))
        return
    if row[1] is None and what == "withdrawn":
        db.execute("DELETE FROM change WHERE run = ? AND event = ?", (run, ident))
        return
    what = "added" if row[1] is None else "withdrawn" if what == "withdrawn" else "changed"
    db.execute("UPDATE change SET what = ?, why = ? WHERE run = ? AND event = ?", (what, why, run, ident))


def event_of(record: bytes) -> Event:
    """An event as the archive keeps it."""
    return _EVENT.decode(record)

"""What changed between two runs: claims and events added, changed or withdrawn, and why."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from msgspec import Struct

from marsad.archive.documents import decode
from marsad.archive.merge import event_of
from marsad.errors import ArchiveError
from marsad.model import Claim, Event

_TOLLS = ("killed", "injured", "captured", "missing", "displaced")
_SIDES = ("initiators", "targets", "third_parties")


class Field(Struct, frozen=True, kw_only=True):
    """One field before and after, in short."""

    field: str
    before: Any
    after: Any


class Difference(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one claim or event between two runs.

    ``why`` are the reasons in the order of the runs. ``report`` is that of a claim, ``now`` the event that
    holds most of one that was withdrawn.
    """

    of: Literal["claim", "event"]
    id: str
    what: Literal["added", "changed", "withdrawn"]
    kind: str
    fields: tuple[Field, ...] = ()
    why: tuple[str, ...] = ()
    report: str | None = None
    now: str | None = None


def check_runs(db: sqlite3.Connection, *runs: int) -> None:
    """Raises ``ArchiveError`` for the number of a run that never was; 0 is the empty archive."""
    for number in runs:
        if number and not db.execute("SELECT 1 FROM run WHERE n = ?", (number,)).fetchone():
            raise ArchiveError(
                8, f"there is no run {number}.", mend="marsad runs lists them with their numbers."
            )


def event_differences(db: sqlite3.Connection, after: int, upto: int) -> Iterator[Difference]:
    """The events that the runs after ``after`` up to ``upto`` added, changed or withdrew, by id."""
    rows = db.execute(
        "SELECT c.event, c.run, c.before, c.why, r.what FROM change c JOIN run r ON r.n = c.run"
        " WHERE c.run > ? AND c.run <= ? ORDER BY c.event, c.run",
        (after, upto),
    ).fetchall()
    at = 0
    while at < len(rows):
        ident, first = rows[at][0], rows[at][2]
        reasons: dict[str, None] = {}
        while at < len(rows) and rows[at][0] == ident:
            reasons[f"run {rows[at][1]} ({rows[at][4]}): {rows[at][3]}"] = None
            at += 1
        was = event_of(first) if first is not None else None
        now = _event_after(db, ident, upto)
        if was is not None and now is not None:
            differ = tuple(_differ(_of_event(was), _of_event(now)))
            if differ:
                yield Difference(of="event", id=ident, what="changed", kind=now.kind, fields=differ,
                                 why=tuple(reasons))  # fmt: skip
        elif now is not None:
            yield Difference(of="event", id=ident, what="added", kind=now.kind, why=tuple(reasons))
        elif was is not None:
            led = db.execute('SELECT "new" FROM redirect WHERE old = ?', (ident,)).fetchone()
            yield Difference(of="event", id=ident, what="withdrawn", kind=was.kind, why=tuple(reasons),
                             now=led[0] if led else None)  # fmt: skip


def _event_after(db: sqlite3.Connection, ident: str, run: int) -> Event | None:
    """The event as it was after a run: as the next change found it, or as it is."""
    row = db.execute(
        "SELECT before FROM change WHERE event = ? AND run > ? ORDER BY run LIMIT 1", (ident, run)
    ).fetchone()
    if row is None:
        row = db.execute("SELECT record FROM event WHERE id = ?", (ident,)).fetchone()
    return event_of(row[0]) if row is not None and row[0] is not None else None


def claim_differences(db: sqlite3.Connection, after: int, upto: int) -> Iterator[Difference]:
    """The claims that the runs after ``after`` up to ``upto`` added, changed or withdrew, by report."""
    rows = db.execute(
        "SELECT c.n, c.id, d.id, c.run, c.record, c.until FROM claim c JOIN document d ON d.n = c.document"
        " WHERE c.n IN (SELECT n FROM claim WHERE run > ? AND run <= ?"
        " UNION SELECT claim FROM claim_change WHERE run > ? AND run <= ?) ORDER BY d.n, c.n",
        (after, upto, after, upto),
    )
    for number, ident, report, made, record, until in rows:
        marks = db.execute(
            "SELECT run, what, before FROM claim_change WHERE claim = ? ORDER BY run", (number,)
        ).fetchall()
        # A mark holds the claim as it was before its run: None where it did not stand.
        was = _state(after, made, marks, record, until)
        now = _state(upto, made, marks, record, until)
        runs = [run for run in (made, *(run for run, _, _ in marks)) if after < run <= upto]
        why = tuple(_reason(db, run) for run in dict.fromkeys(runs))
        if was is None and now is not None:
            yield Difference(of="claim", id=ident, what="added", kind=now.kind, report=report, why=why)
        elif was is not None and now is None:
            yield Difference(of="claim", id=ident, what="withdrawn", kind=was.kind, report=report, why=why)
        elif was is not None and now is not None:
            differ = tuple(_differ(_of_claim(was), _of_claim(now)))
            if differ:
                yield Difference(of="claim", id=ident, what="changed", kind=now.kind, report=report,
                                 fields=differ, why=why)  # fmt: skip


def _state(
    run: int, made: int, marks: list[tuple[int, str, bytes | None]], record: bytes, until: int | None
) -> Claim | None:
    """The claim as it stood after a run."""
    if made > run:
        return None
    for later, _, before in marks:
        if later > run:
            return decode(before) if before is not None else None
    return decode(record) if until is None else None


def _reason(db: sqlite3.Connection, run: int) -> str:
    what, version = db.execute("SELECT what, version FROM run WHERE n = ?", (run,)).fetchone()
    return f"run {run} ({what}): read {'anew ' if what == 'reread' else ''}by version {version}"


def _differ(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Field]:
    for name, value in was.items():
        if value != now[name]:
            yield Field(field=name, before=value, after=now[name])


def _of_event(one: Event) -> dict[str, Any]:
    """What of an event a reader would call a change."""
    out: dict[str, Any] = {
        "kind": one.kind,
        "status": one.status,
        "assessment": one.assessment,
        "when": f"{one.when.start}/{one.when.end}" if one.when else None,
        "places": [site.name for site in one.places],
    }
    out |= {name: [actor.name for actor in getattr(one, name)] for name in _SIDES}
    out |= {name: _range(getattr(one, name)) for name in _TOLLS}
    out |= {
        "reports": one.reports,
        "independent_origins": one.independent_origins,
        "claims": len(one.claims),
        "disagreement": list(one.disagreement),
        "settled": [settled.field for settled in one.settled],
    }
    return out


def _of_claim(one: Claim) -> dict[str, Any]:
    out: dict[str, Any] = {
        "kind": one.kind,
        "status": one.status,
        "when": f"{one.when.start}/{one.when.end or one.when.start}" if one.when and one.when.start else None,
        "places": [place.name for place in one.places],
        "attributed_to": [who.name for who in one.attributed_to],
    }
    out |= {name: [who.name for who in getattr(one, name)] for name in _SIDES}
    out |= {name: _range(getattr(one, name)) for name in _TOLLS}
    out["evidence"] = [span.quote for span in one.evidence]
    return out


def _range(toll: Any) -> list[int | None] | None:
    """From a toll of a claim or of an event alike."""
    return [toll.min, toll.max] if toll is not None else None

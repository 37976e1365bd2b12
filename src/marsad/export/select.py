"""The events of an archive that an export is to hold, with the reports and decisions behind them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from msgspec import to_builtins
from msgspec.structs import replace

from marsad import __version__
from marsad.archive import queries
from marsad.archive.corrections import Reviewed, reviewed
from marsad.archive.decisions import in_force
from marsad.archive.documents import batches, decode
from marsad.archive.queries import Filter
from marsad.archive.records import Decision
from marsad.export.records import About, Paper, Record, Review
from marsad.model import Claim, Event

_TOGETHER = 400  # events whose claims are looked up in one go


def records(db: sqlite3.Connection, wish: Filter, *, reviewed_only: bool = False) -> Iterator[Record]:
    """The events that the filter lets through, by day, those without a day last."""
    by = reviewed(db)
    said = _by_claim(in_force(db))
    limit = wish.limit
    if reviewed_only and limit is not None:
        # The limit is of what is exported, so it cannot be left to the query.
        wish = Filter(
            start=wish.start, end=wish.end, kinds=wish.kinds, statuses=wish.statuses, actors=wish.actors,
            places=wish.places, precision=wish.precision,
        )  # fmt: skip
    found = (
        event for event in queries.events(db, wish) if not reviewed_only or review_of(event, by) == "reviewed"
    )
    taken = islice(found, limit)
    while part := list(islice(taken, _TOGETHER)):
        claims, papers = _claims(db, [claim for event in part for claim in event.claims], by)
        for event in part:
            mine = [ident for ident in event.claims if ident in claims]
            yield Record(
                event=event, review=review_of(event, by),
                claims=tuple(claims[ident] for ident in mine), papers={ident: papers[ident] for ident in mine},
                decisions=tuple(dict.fromkeys(one for ident in event.claims for one in said.get(ident, ()))),
            )  # fmt: skip


def review_of(event: Event, by: Reviewed) -> Review:
    """``reviewed`` where a person stands behind every claim or has settled a field of the event."""
    done = sum(claim in by.accepted or claim in by.fields for claim in event.claims)
    if done == len(event.claims) or any(claim in by.settled for claim in event.claims):
        return "reviewed"
    return "partly" if done else "unreviewed"


def about(db: sqlite3.Connection, title: str, wish: dict[str, Any], count: int) -> About:
    """What is said of an export of ``count`` events, drawn from the archive alone: no clock is asked."""
    runs = tuple(queries.runs(db))
    if wish.get("coarsen") or wish.get("mask_persons"):
        # Names of files, reviewers and their reasons, and of the place or person asked for, would undo it.
        runs = tuple(replace(run, settings={}) for run in runs)
        hidden = {"place"} if wish.get("coarsen") else set()
        hidden |= {"actor"} if wish.get("mask_persons") else set()
        wish = {name: value for name, value in wish.items() if name not in hidden}
    reports, claims, events = queries.count(db)
    changes: dict[str, int] = {}
    for run in runs:
        for what, number in run.events.items():
            changes[what] = changes.get(what, 0) + number
    read = next((run for run in reversed(runs) if run.fingerprint), None)
    by = f", lexicon {read.lexicon[:12]}, gazetteer {read.gazetteer[:12]}" if read else ""
    last = (runs[-1].finished or runs[-1].started)[:10] if runs else "an empty archive"
    asked = ", ".join(f"{name} {_told(value)}" for name, value in wish.items()) or "all events"
    citation = (
        f"{title}: {count:,} events from {reports:,} Arabic news reports, coded by Marsad {__version__}{by};"
        f" archive as of {last}; {asked}."
    )
    return About(
        title=title, citation=citation, version=__version__, wish=wish, runs=runs, changes=changes,
        archive={"reports": reports, "claims": claims, "events": events},
    )  # fmt: skip


def manifest(one: About) -> dict[str, Any]:
    """The export's account of itself as plain values."""
    out: dict[str, Any] = to_builtins(one)
    return out


def _told(value: Any) -> str:
    return (
        "" if value is True else " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    )


def _by_claim(found: Sequence[Decision]) -> dict[str, list[Decision]]:
    out: dict[str, list[Decision]] = {}
    for one in found:
        for claim in (*one.claims, *one.others):
            out.setdefault(claim, []).append(one)
    return out


def _claims(
    db: sqlite3.Connection, ids: Sequence[str], by: Reviewed
) -> tuple[dict[str, Claim], dict[str, Paper]]:
    claims: dict[str, Claim] = {}
    papers: dict[str, Paper] = {}
    seen: dict[str, Paper] = {}
    for marks, part in batches(ids):
        rows = db.execute(
            "SELECT c.id, c.record, d.id, d.title, d.dated, d.outlet, d.url, d.digest, d.run FROM claim c"
            f" JOIN document d ON d.n = c.document WHERE c.id IN ({marks})",
            part,
        )
        for ident, record, document, title, dated, outlet, url, digest, run in rows:
            claims[ident] = by.claim(decode(record))
            papers[ident] = seen.setdefault(
                document,
                Paper(id=document, title=title, published=dated, outlet=outlet, url=url,
                      sha256=digest.hex(), run=run),
            )  # fmt: skip
    return claims, papers

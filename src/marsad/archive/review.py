"""Decisions made and carried out: events put together or taken apart, claims accepted, rejected or corrected,
fields of events settled; and any of these taken back.

A decision names claims, not events, so that it holds after any later merging. The log is only added to; an
event that goes leaves its id leading to the one that holds most of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from marsad import __version__
from marsad.archive.adding import catch_up, start
from marsad.archive.corrections import reviewed
from marsad.archive.decisions import decision_id, decisions, log, with_heirs
from marsad.archive.documents import Writer, batches, decode
from marsad.archive.file import transaction
from marsad.archive.merge import Merger, refresh
from marsad.archive.queries import event
from marsad.archive.records import Decision, Reader
from marsad.archive.values import claim_value, event_value
from marsad.errors import ArchiveError
from marsad.lexicon.compile import Lexicon
from marsad.merging import Registry
from marsad.model import Claim
from marsad.places.gazetteer import Gazetteer


def merge_events(
    db: sqlite3.Connection, lexicon: Lexicon, ids: Sequence[str], who: str, why: str, at: str
) -> Decision:
    """Decide that these events are one.

    Raises ``ArchiveError`` where one is not there or only one is named.
    """
    found = {one.id: one for one in (event(db, ident) for ident in ids)}
    if len(found) < 2:
        raise ArchiveError(9, "these ids are of one event already.", mend="Name two events.")
    claims = tuple(sorted(claim for one in found.values() for claim in one.claims))
    return _decide(db, lexicon, Decision(id="", at=at, who=who, what="merge", why=why, claims=claims))


def split_event(
    db: sqlite3.Connection, lexicon: Lexicon, ident: str, claims: Sequence[str], who: str, why: str, at: str
) -> Decision:
    """Decide that these claims do not tell of the event.

    Raises ``ArchiveError`` where they are not all of it.
    """
    one = event(db, ident)
    strange = [claim for claim in claims if claim not in one.claims]
    if strange:
        mend = f"marsad show {one.id} lists its claims."
        raise ArchiveError(9, f"«{strange[0][:40]}» is no claim of the event {one.id}.", mend=mend)
    others = tuple(sorted(set(one.claims).difference(claims)))
    if not claims or not others:
        raise ArchiveError(9, "a split needs claims on both sides.", mend="Name some of the claims, not all.")
    mine = tuple(sorted(set(claims)))
    made = Decision(id="", at=at, who=who, what="split", why=why, claims=mine, others=others)
    return _decide(db, lexicon, made)


def accept(
    db: sqlite3.Connection, lexicon: Lexicon, claims: Sequence[str], who: str, why: str, at: str
) -> Decision:
    """Decide that these claims are read rightly, so that a newer reading does not change them."""
    known = tuple(sorted(standing_claims(db, claims)))
    return _decide(db, lexicon, Decision(id="", at=at, who=who, what="accept", why=why, claims=known))


def reject(
    db: sqlite3.Connection, lexicon: Lexicon, claims: Sequence[str], who: str, why: str, at: str
) -> Decision:
    """Decide that the reports do not say this: the claims stay on record and belong to no event."""
    known = tuple(sorted(standing_claims(db, claims)))
    return _decide(db, lexicon, Decision(id="", at=at, who=who, what="reject", why=why, claims=known))


def correct(
    db: sqlite3.Connection, lexicon: Lexicon, gazetteer: Gazetteer, ident: str, field: str,
    said: Sequence[str], who: str, why: str, at: str,
) -> Decision:  # fmt: skip
    """Correct a field of a claim, or settle a field of an event, whichever the id is of.

    ``said`` is the value as a person writes it, see ``values``. Raises ``ArchiveError`` for an unknown id or
    field, or a value that is none.
    """
    row = db.execute("SELECT 1 FROM claim WHERE id = ? AND until IS NULL", (ident,)).fetchone()
    if row is None:
        one = event(db, ident)
        value = event_value(field, said, lexicon, gazetteer)
        made = Decision(
            id="", at=at, who=who, what="settle", why=why, claims=one.claims, field=field, value=value,
            before=msgspec.to_builtins(getattr(one, field)),
        )  # fmt: skip
    else:
        value = claim_value(field, said, lexicon, gazetteer)
        read = standing_claims(db, [ident])[ident]
        made = Decision(
            id="", at=at, who=who, what="set", why=why, claims=(ident,), field=field, value=value,
            before=msgspec.to_builtins(getattr(read, field)),
        )  # fmt: skip
    return _decide(db, lexicon, made)


def undo(db: sqlite3.Connection, lexicon: Lexicon, ident: str, who: str, why: str, at: str) -> Decision:
    """Take a decision back. Raises ``ArchiveError`` where it is not there or does not stand."""
    log_ = decisions(db)
    found = {one.id: one for one in log_}
    if ident not in found:
        mend = "marsad review list names them with their ids."
        raise ArchiveError(9, f"there is no decision «{ident[:40]}».", mend=mend)
    old = found[ident]
    if ident in _undone(log_):
        raise ArchiveError(9, f"the decision {ident} was taken back before.")
    made = Decision(
        id="", at=at, who=who, what="undo", why=why, claims=old.claims, others=old.others, of=ident
    )
    return _decide(db, lexicon, made)


def _undone(found: Sequence[Decision]) -> set[str]:
    """Ids of the decisions that are taken back. An undoing counts unless it is undone itself."""
    out: set[str] = set()
    for one in reversed(found):
        if one.what == "undo" and one.of is not None and one.id not in out:
            out.add(one.of)
    return out


def standing_claims(db: sqlite3.Connection, ids: Sequence[str]) -> dict[str, Claim]:
    """These claims as they were read. Raises ``ArchiveError`` where one is not there or was withdrawn."""
    out: dict[str, Claim] = {}
    for marks, part in batches(dict.fromkeys(ids)):
        rows = db.execute(f"SELECT id, record FROM claim WHERE until IS NULL AND id IN ({marks})", part)
        out.update((ident, decode(record)) for ident, record in rows)
    missing = [ident for ident in ids if ident not in out]
    if missing:
        mend = "marsad show EVENT lists the claims of an event."
        raise ArchiveError(9, f"there is no claim «{missing[0][:40]}».", mend=mend)
    return out


def _decide(db: sqlite3.Connection, lexicon: Lexicon, one: Decision) -> Decision:
    """Write the decision down and merge the claims it names anew, both or neither."""
    one = replace(one, id=decision_id(one))
    merger = Merger(db, Writer(db), Registry(lexicon))
    reader = Reader(
        version=__version__, lexicon=lexicon.digest, gazetteer="", fingerprint="",
        settings={"decision": one.id, "who": one.who, "why": one.why},
    )  # fmt: skip
    catch_up(merger, reader, one.at)
    with transaction(db):
        if any(made.id == one.id for made in decisions(db)):
            raise ArchiveError(9, "this very decision was made before.")
        log(db, one)
        # Newer readings may have put other claims in the place of those that an old decision names.
        now = with_heirs(db, (*one.claims, *one.others))
        run = start(db, one.what, reader, one.at)
        numbers: dict[int, None] = {}
        for marks, part in batches(now):
            rows = db.execute(f"SELECT document FROM claim WHERE until IS NULL AND id IN ({marks})", part)
            numbers.update((row[0], None) for row in rows)
        refresh(merger, run, numbers, reviewed(db), again=now, why=f"{one.what} by {one.who}: {one.why}")
        db.execute("UPDATE run SET finished = ? WHERE n = ?", (one.at, run))
    return one

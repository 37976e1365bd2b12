"""Decisions made and carried out: events put together or taken apart by hand, and taken back again.

A decision names claims, not events, so that it holds after any later merging: it is replayed as ties
between claims. The log is only added to; an event that goes leaves its id leading to the one that holds
most of it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from msgspec.structs import replace

from marsad.archive.decisions import decision_id, decisions, log, ties
from marsad.archive.documents import Writer
from marsad.archive.file import transaction
from marsad.archive.merge import Merger, settle
from marsad.archive.queries import event
from marsad.archive.records import Decision
from marsad.errors import ArchiveError
from marsad.lexicon.compile import Lexicon
from marsad.merging import Registry


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
    return _decide(db, lexicon, _named(Decision(id="", at=at, who=who, what="merge", why=why, claims=claims)))


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
    made = Decision(
        id="", at=at, who=who, what="split", why=why, claims=tuple(sorted(set(claims))), others=others
    )
    return _decide(db, lexicon, _named(made))


def undo(db: sqlite3.Connection, lexicon: Lexicon, ident: str, who: str, why: str, at: str) -> Decision:
    """Take a decision back. Raises ``ArchiveError`` where it is not there or does not stand."""
    found = {one.id: one for one in decisions(db)}
    if ident not in found:
        raise ArchiveError(9, f"there is no decision «{ident[:40]}».")
    # An undoing stands as long as it is not undone itself.
    undone = {one.of for one in found.values() if one.what == "undo" and _stands(one, list(found.values()))}
    if ident in undone:
        raise ArchiveError(9, f"the decision {ident} was taken back before.")
    old = found[ident]
    made = Decision(
        id="", at=at, who=who, what="undo", why=why, claims=old.claims, others=old.others, of=ident
    )
    return _decide(db, lexicon, _named(made))


def _stands(one: Decision, found: list[Decision]) -> bool:
    later = found[found.index(one) + 1 :]
    return not any(other.of == one.id and _stands(other, found) for other in later if other.what == "undo")


def _named(one: Decision) -> Decision:
    return replace(one, id=decision_id(one))


def _decide(db: sqlite3.Connection, lexicon: Lexicon, one: Decision) -> Decision:
    """Write the decision down and merge the claims it names anew, both or neither."""
    merger = Merger(db, Writer(db), Registry(lexicon))
    with transaction(db):
        log(db, one)
        why = f"{one.what} by {one.who}: {one.why}"
        settle(merger, None, (), ties(db), touched=(*one.claims, *one.others), why=why)
    return one

"""Decisions by hand: they hold through later merging, can be taken back, and are never overwritten."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from marsad.archive import queries
from marsad.archive.adding import Adder
from marsad.archive.decisions import about, decisions
from marsad.archive.file import reading, writing
from marsad.archive.records import Item
from marsad.archive.review import merge_events, split_event, undo
from marsad.errors import ArchiveError
from marsad.lexicon.compile import lexicon
from marsad.model import Event

from .conftest import NOW, READER, fill


def _events(db: sqlite3.Connection) -> dict[str, Event]:
    return {one.id: one for one in queries.events(db, queries.Filter())}


def _home(db: sqlite3.Connection, claim: str) -> str:
    row = db.execute(
        "SELECT e.id FROM event e JOIN event_claim x ON x.event = e.n JOIN claim c ON c.n = x.claim"
        " WHERE c.id = ?",
        (claim,),
    ).fetchone()
    return str(row[0])


def test_merged_and_taken_back(filled: Path) -> None:
    with writing(filled) as db:
        before = _events(db)
        first, second = sorted(before)[:2]
        made = merge_events(db, lexicon(), [first, second], "Amal", "one strike, two names of the place", NOW)
        after = _events(db)
        assert len(after) == len(before) - 1
        # Nothing else is drawn in.
        others = before.keys() - {first, second}
        assert {ident: after[ident] for ident in others} == {ident: before[ident] for ident in others}
        assert queries.current(db, first) == queries.current(db, second)
        assert sorted(after[queries.current(db, first)].claims) == sorted(
            before[first].claims + before[second].claims
        )
        undo(db, lexicon(), made.id, "Amal", "two strikes after all", NOW)
        assert _events(db) == before
        assert queries.current(db, first) == first
        assert [one.what for one in decisions(db)] == ["merge", "undo"]
        with pytest.raises(ArchiveError, match="was taken back before"):
            undo(db, lexicon(), made.id, "Amal", "again", NOW)


def test_split_and_taken_back(filled: Path) -> None:
    with writing(filled) as db:
        before = _events(db)
        one = max(before.values(), key=lambda each: (len(each.claims), each.id))
        claim = one.claims[0]
        made = split_event(db, lexicon(), one.id, [claim], "Amal", "another day", NOW)
        assert {_home(db, other) for other in one.claims[1:]}.isdisjoint({_home(db, claim)})
        assert about(db, one.claims) == [made]
        # The rest stays together.
        assert len({_home(db, other) for other in one.claims[1:]}) == 1
        assert len(_events(db)) == len(before) + 1
        assert queries.current(db, one.id) in _events(db)
        undo(db, lexicon(), made.id, "Amal", "the same day", NOW)
        assert _events(db) == before


def test_a_decision_holds_when_more_reports_come(archive: Path, items: list[Item]) -> None:
    fill(archive, items[:14])
    with writing(archive) as db:
        one = max(_events(db).values(), key=lambda each: (len(each.claims), each.id))
        apart = one.claims[0]
        split_event(db, lexicon(), one.id, [apart], "Amal", "another day", NOW)
        adder = Adder(db, lexicon(), READER, NOW)
        adder.put(items[14:])
        assert {_home(db, other) for other in one.claims[1:]}.isdisjoint({_home(db, apart)})


def test_what_cannot_be_decided_changes_nothing(filled: Path) -> None:
    with writing(filled) as db:
        before = _events(db)
        ident = min(before)
        for call in (
            lambda: merge_events(db, lexicon(), [ident, ident], "A", "", NOW),
            lambda: merge_events(db, lexicon(), [ident, "enone"], "A", "", NOW),
            lambda: split_event(db, lexicon(), ident, ["strange"], "A", "", NOW),
            lambda: split_event(db, lexicon(), ident, before[ident].claims, "A", "", NOW),
            lambda: undo(db, lexicon(), "dnone", "A", "", NOW),
        ):
            with pytest.raises(ArchiveError):
                call()
        assert _events(db) == before
        assert decisions(db) == []


def test_the_log_is_only_added_to(filled: Path) -> None:
    with writing(filled) as db:
        merge_events(db, lexicon(), sorted(_events(db))[:2], "Amal", "one", NOW)
        for statement in ("UPDATE decision SET why = 'other'", "DELETE FROM decision"):
            with pytest.raises(sqlite3.IntegrityError, match="never"):
                db.execute(statement)
    with reading(filled) as db:
        (one,) = decisions(db)
        assert (one.who, one.why, one.at) == ("Amal", "one", NOW)

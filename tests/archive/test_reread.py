"""Reading anew: what changes is told, what reviewers decided holds, and what goes against it is flagged."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from marsad.archive import queries
from marsad.archive.decisions import conflicts
from marsad.archive.diff import claim_differences, event_differences
from marsad.archive.documents import coded_of
from marsad.archive.file import reading, writing
from marsad.archive.records import Item, Reader
from marsad.archive.reread import Reread, Rereader, stale
from marsad.archive.review import accept, correct, merge_events, reject, split_event, undo
from marsad.lexicon.compile import lexicon
from marsad.merging import Registry, merge
from marsad.model import Claim, Coded, Event, Toll
from marsad.places.gazetteer import Gazetteer

from .conftest import NOW, Run

NEWER = Reader(version="9", lexicon="l", gazetteer="g", fingerprint="newer")
Change = Callable[[Claim], Claim | None]


def again(path: Path, items: list[Item], change: Change = lambda claim: claim) -> Reread:
    """Read all reports anew by a version that reads as ``change`` says; None is a claim it does not make."""
    with writing(path) as db:
        into = Rereader(db, lexicon(), NEWER, NOW)
        out = Reread()
        for at in range(0, len(items), 5):
            out = out.plus(into.put([_read(item, change) for item in items[at : at + 5]]))
        into.finish(NOW)
        assert stale(db, "newer") == []
    return out


def _read(item: Item, change: Change) -> Coded:
    made = tuple(now for claim in item.coded.events if (now := change(claim)) is not None)
    return replace(item.coded, events=made)


def events(path: Path) -> dict[str, Event]:
    with reading(path) as db:
        return {one.id: one for one in queries.events(db, queries.Filter())}


def largest(path: Path) -> Event:
    return max(events(path).values(), key=lambda one: (len(one.claims), one.id))


def moved(claim: Claim) -> Claim:
    """As a version that begins its evidence one letter later would make the claim: under another id."""
    first = claim.evidence[0]
    span = replace(first, start=first.start + 1, quote=first.quote[1:])
    return replace(claim, id="n" + claim.id[1:], evidence=(span, *claim.evidence[1:]))


def test_the_same_reading_changes_nothing(filled: Path, items: list[Item]) -> None:
    before = events(filled)
    assert again(filled, items) == Reread(reports=len(items))
    assert events(filled) == before
    with reading(filled) as db:
        assert list(event_differences(db, 1, 2)) == list(claim_differences(db, 1, 2)) == []


def test_what_is_read_otherwise_gives_the_events_of_the_new_reading(filled: Path, items: list[Item]) -> None:
    gone = items[0].coded.events[0].id

    def change(claim: Claim) -> Claim | None:
        if claim.id == gone:
            return None
        return replace(claim, killed=Toll(min=9, max=9)) if claim.killed else moved(claim)

    before = events(filled)
    again(filled, items, change)
    expected = merge([_read(item, change) for item in items], Registry(lexicon()))
    assert sorted(map(msgspec.json.encode, events(filled).values())) == sorted(
        map(msgspec.json.encode, expected)
    )
    with reading(filled) as db:
        claims = {one.id: one for one in claim_differences(db, 1, 2)}
        assert claims[gone].what == "withdrawn"
        changed = next(one for one in claims.values() if one.what == "changed")
        assert [(field.field, field.after) for field in changed.fields] == [("killed", [9, 9])]
        assert changed.why == ("run 2 (reread): read anew by version 9",)
        found = {one.id: one for one in event_differences(db, 1, 2)}
        assert {one.id for one in found.values() if one.what == "withdrawn"} == before.keys() - events(
            filled
        ).keys()
        assert all("read anew by version 9" in one.why[0] for one in found.values())
        # Old ids still lead somewhere.
        for one in found.values():
            if one.what == "withdrawn" and one.now:
                assert queries.current(db, one.id) in events(filled)


def test_read_back_and_forth_the_archive_is_as_before(filled: Path, items: list[Item]) -> None:
    before = events(filled)
    again(filled, items, lambda claim: moved(claim) if claim.killed else None)
    with writing(filled) as db:
        into = Rereader(db, lexicon(), replace(NEWER, fingerprint="newest"), NOW)
        into.put([item.coded for item in items])
    assert events(filled) == before
    with reading(filled) as db:
        assert list(claim_differences(db, 1, 3)) == []
        assert list(event_differences(db, 1, 3)) == []
        assert list(event_differences(db, 1, 2)) != []


def test_a_merge_and_a_split_hold_for_what_takes_the_place_of_their_claims(
    filled: Path, items: list[Item]
) -> None:
    with writing(filled) as db:
        one = largest(filled)
        alone = one.claims[1]
        split_event(db, lexicon(), one.id, [alone], "Amal", "another day", NOW)
        first, second = sorted(ident for ident in events(filled) if ident != one.id)[:2]
        joined = [*events(filled)[first].claims, *events(filled)[second].claims]
        made = merge_events(db, lexicon(), [first, second], "Amal", "one strike", NOW)
        old = queries.current(db, first)
    again(filled, items, moved)
    homes = [set(each.claims) for each in events(filled).values()]
    assert any({"n" + claim[1:] for claim in joined} <= home for home in homes)
    assert all(len(home) == 1 for home in homes if "n" + alone[1:] in home)
    with writing(filled) as db:
        assert conflicts(db) == []
        assert queries.current(db, old) in events(filled)
        undo(db, lexicon(), made.id, "Amal", "two strikes", NOW)
    homes = [set(each.claims) for each in events(filled).values()]
    assert not any({"n" + claim[1:] for claim in joined} <= home for home in homes)


def test_an_accepted_claim_is_kept_and_the_other_reading_flagged(filled: Path, items: list[Item]) -> None:
    claim = next(claim for item in items for claim in item.coded.events if claim.killed)
    other = next(c for item in items for c in item.coded.events if c.killed and c.id != claim.id)
    with writing(filled) as db:
        accept(db, lexicon(), [claim.id, other.id], "Amal", "as the report has it", NOW)
    before = events(filled)
    done = again(
        filled, items,
        lambda c: replace(c, killed=Toll(min=99, max=99)) if c.id == claim.id
        else moved(c) if c.id == other.id else c,
    )  # fmt: skip
    assert events(filled) == before
    assert done.conflicts == 2
    with reading(filled) as db:
        said = {one.claim: one.what for one in conflicts(db)}
    assert said[claim.id] == "now read otherwise (killed); kept as accepted"
    assert "kept as reviewed" in said[other.id]


@pytest.mark.parametrize(
    ("reads", "flagged"),
    [(2, False), (5, False), (7, True)],  # as before, as corrected, in a third way
)
def test_a_correction_is_kept_and_a_third_reading_flagged(
    filled: Path, items: list[Item], reads: int, flagged: bool
) -> None:
    claim = next(c for item in items for c in item.coded.events if c.killed and c.killed.min == 2)
    with writing(filled) as db, closing(Gazetteer.open()) as places:
        correct(db, lexicon(), places, claim.id, "killed", ["5"], "Amal", "five by name", NOW)
    again(
        filled, items,
        lambda c: replace(c, killed=Toll(min=reads, max=reads), confidence=0.9) if c.id == claim.id else c,
    )  # fmt: skip
    home = next(one for one in events(filled).values() if claim.id in one.claims)
    assert home.killed is not None
    assert next(f for f in home.killed.figures if claim.id in f.claims).min == 5
    with reading(filled) as db:
        assert bool(conflicts(db)) == flagged
    if flagged:
        with writing(filled) as db, closing(Gazetteer.open()) as places:
            correct(db, lexicon(), places, claim.id, "killed", ["7"], "Amal", "seven it is", NOW)
            assert conflicts(db) == []


def test_a_rejected_claim_stays_rejected(filled: Path, items: list[Item]) -> None:
    claim = items[0].coded.events[0]
    with writing(filled) as db:
        reject(db, lexicon(), [claim.id], "Amal", "a headline of another report", NOW)
    again(filled, items, moved)
    new = "n" + claim.id[1:]
    assert all(not {claim.id, new}.intersection(one.claims) for one in events(filled).values())
    with reading(filled) as db:
        assert conflicts(db) == []


def test_a_decision_about_a_claim_that_is_no_longer_read_is_flagged(filled: Path, items: list[Item]) -> None:
    one = largest(filled)
    with writing(filled) as db:
        split_event(db, lexicon(), one.id, [one.claims[0]], "Amal", "another day", NOW)
    again(filled, items, lambda claim: None if claim.id == one.claims[0] else claim)
    with reading(filled) as db:
        assert [each.what for each in conflicts(db)] == ["no longer read; the decision goes on without it"]


def test_the_command_reads_what_another_version_read(run: Run, filled: Path, items: list[Item]) -> None:
    # The made-up reports were read without a gazetteer; the command has one.
    assert all(site.lat is None for one in events(filled).values() for site in one.places)
    assert "21 reports read anew: 0 claims added, 21 changed, 0 withdrawn." in run("reread").stdout
    assert any(site.lat is not None for one in events(filled).values() for site in one.places)
    assert "All reports were last read by this version" in run("reread").stdout
    named = json.loads(run("reread", items[3].document.id, "--json").stdout)
    assert named == {"reports": 1, "added": 0, "changed": 0, "withdrawn": 0, "conflicts": 0}
    assert run("reread", "nobody").exit_code == 1


def test_claims_of_another_coder_stay(filled: Path, items: list[Item]) -> None:
    with writing(filled) as db:
        number, ident = db.execute("SELECT n, id FROM document LIMIT 1").fetchone()
        claim = replace(coded_of(db, number).events[0], id="theirs", coder="model")
        db.execute(
            "INSERT INTO claim (id, document, kind, status, record, run) VALUES ('theirs', ?, ?, ?, ?, 1)",
            (number, claim.kind, claim.status, msgspec.json.encode(claim)),
        )
    again(filled, items, moved)
    with reading(filled) as db:
        (number,) = db.execute("SELECT n FROM document WHERE id = ?", (ident,)).fetchone()
        assert "theirs" in {one.id for one in coded_of(db, number).events}


def _value(lines: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.splitlines()]


def test_diff_tells_what_a_run_did(run: Run, filled: Path, items: list[Item]) -> None:
    again(filled, items, lambda claim: replace(claim, killed=Toll(min=9, max=9)) if claim.killed else claim)
    assert "21 added" in run("diff", 1).stdout
    told = _value(run("diff", 1, 2, "--json").stdout)
    assert {one["what"] for one in told} == {"changed"}
    assert {one["of"] for one in told} == {"claim", "event"}
    shown = run("diff", 2, 1).stdout
    assert "was 2 to 3" in shown or "was 2" in shown
    assert "now 9" in shown
    assert run("diff", 1, 7).exit_code == 1

"""Verdicts on claims and corrections of fields: laid over what was read, shown beside it, and taken back."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from marsad.archive import queries
from marsad.archive.file import reading

from .conftest import Run

WHY = ("--why", "checked against the photographs", "--by", "Amal")


def events(path: Path) -> dict[str, Any]:
    with reading(path) as db:
        return {one.id: one for one in queries.events(db, queries.Filter())}


def largest(path: Path) -> Any:
    return max(events(path).values(), key=lambda one: (len(one.claims), one.id))


def records(path: Path) -> list[tuple[str, bytes]]:
    with reading(path) as db:
        return list(db.execute("SELECT id, record FROM claim ORDER BY n"))


def decided(run: Run, *args: object) -> dict[str, Any]:
    done = run(str(args[0]), *args[1:], *WHY, "--json")
    assert done.exit_code == 0, done.output
    made: dict[str, Any] = json.loads(done.stdout)
    assert made["decision"]["who"] == "Amal"
    return made


def test_a_rejected_claim_is_of_no_event_and_stays_on_record(run: Run, filled: Path) -> None:
    before, kept = events(filled), records(filled)
    one = largest(filled)
    claim = one.claims[1]
    made = decided(run, "review", "reject", claim)
    assert all(claim not in each.claims for each in events(filled).values())
    assert records(filled) == kept
    decided(run, "undo", made["decision"]["id"])
    assert events(filled) == before


def test_a_corrected_figure_counts_in_the_event_and_the_read_one_is_shown(run: Run, filled: Path) -> None:
    before, kept = events(filled), records(filled)
    one = next(each for each in before.values() if each.killed is not None)
    claim = one.killed.figures[0].claims[0]
    made = decided(run, "review", "set", claim, "killed", "40-45")
    home = next(each for each in events(filled).values() if claim in each.claims)
    assert home.killed is not None
    assert (40, 45) in {(figure.min, figure.max) for figure in home.killed.figures}
    assert records(filled) == kept
    shown = run("show", home.id).stdout
    assert "corrected     toll: 40 to 45 killed" in shown
    told = json.loads(run("show", home.id, "--json").stdout)
    pair = next(each for each in told["claims"] if each["claim"]["id"] == claim)
    assert pair["corrected"]["killed"] == {"min": 40, "max": 45}
    assert pair["claim"]["killed"] == made["decision"]["before"]
    decided(run, "undo", made["decision"]["id"])
    assert events(filled) == before


@pytest.mark.parametrize(
    ("field", "said", "finds"),
    [
        ("status", ["denied"], lambda one: one.status == "denied"),
        ("when", ["2021-02-03/2021-02-05"], lambda one: (one.when.start, one.when.end) == ("2021-02-03", "2021-02-05")),
        ("killed", ["7+"], lambda one: (one.killed.min, one.killed.max) == (7, None)),
        ("killed", ["unknown"], lambda one: one.killed is None),
        ("initiators", ["Russian army"], lambda one: [who.id for who in one.initiators] == ["russia_army"]),
        ("places", ["معربة@32.7,36.3"], lambda one: [(s.lat, s.lon) for s in one.places] == [(32.7, 36.3)]),
        ("assessment", ["Confirmed"], lambda one: one.assessment == "Confirmed"),
        ("targets", ["unknown"], lambda one: one.targets == ()),
    ],
)  # fmt: skip
def test_a_settled_field_of_an_event_and_what_reports_say_beside_it(
    run: Run, filled: Path, field: str, said: list[str], finds: Any
) -> None:
    before = events(filled)
    one = largest(filled)
    made = decided(run, "review", "set", one.id, field, *said)
    after = events(filled)
    assert after.keys() == before.keys()
    assert finds(after[one.id])
    (note,) = after[one.id].settled
    assert (note.field, note.who, note.decision) == (field, "Amal", made["decision"]["id"])
    assert f"settled       {field} by Amal" in run("show", one.id).stdout
    decided(run, "undo", made["decision"]["id"])
    assert events(filled) == before


def test_settled_fields_are_found_by_the_filters(run: Run, filled: Path) -> None:
    one = largest(filled)
    decided(run, "review", "set", one.id, "status", "denied")
    found = [
        json.loads(line)["id"] for line in run("events", "--status", "denied", "--json").stdout.splitlines()
    ]
    assert found == [one.id]


def test_a_settled_field_outlasts_the_claim_that_founded_the_event(run: Run, filled: Path) -> None:
    one = largest(filled)
    decided(run, "review", "set", one.id, "killed", "8")
    decided(run, "review", "reject", one.claims[0])
    home = next(each for each in events(filled).values() if one.claims[1] in each.claims)
    assert home.killed is not None
    assert (home.killed.min, [note.field for note in home.settled]) == (8, ["killed"])


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("killed", "many"), "is no number of killed"),
        (("when", "2021-13-01"), "is no when"),
        (("when", "2021-02-03/2021-02-01"), "is no when"),
        (("kind", "war"), "is no kind"),
        (("colour", "red"), "no field «colour»"),
        (("places", "nowhere@95,10"), "no point on the globe"),
        (("status", "denied", "occurred"), "takes one value"),
    ],
)
def test_a_value_that_is_none_is_refused(run: Run, filled: Path, args: tuple[str, ...], says: str) -> None:
    claim = largest(filled).claims[0]
    for ident in (claim, largest(filled).id):
        done = run("review", "set", ident, *args, *WHY)
        assert done.exit_code == 1
        assert says in done.stderr
    with reading(filled) as db:
        assert db.execute("SELECT count(*) FROM decision").fetchone() == (0,)


def test_the_reason_is_asked_for(run: Run, filled: Path) -> None:
    done = run("review", "accept", largest(filled).claims[0])
    assert done.exit_code == 2
    assert "--why" in done.stderr


def test_the_log_tells_who_when_and_why(run: Run, filled: Path) -> None:
    first, second = sorted(events(filled))[:2]
    made = decided(run, "merge", first, second)
    other = decided(run, "review", "accept", largest(filled).claims[0])
    decided(run, "undo", made["decision"]["id"])
    listed = run("review", "list").stdout
    assert other["decision"]["id"] in listed and made["decision"]["id"] not in listed
    every = run("review", "list", "--all").stdout
    assert f"merge by Amal, taken back: {WHY[1]}" in every
    runs = run("runs").stdout
    assert "merge, " in runs and "undo, " in runs


def test_a_merge_by_hand_leaves_a_redirect_and_a_reason(run: Run, filled: Path) -> None:
    first, second = sorted(events(filled))[:2]
    made = decided(run, "merge", first, second)
    assert made["events"] in ([first], [second])
    gone = second if made["events"] == [first] else first
    assert f"{gone} leads to {made['events'][0]} now" in run("show", gone).stdout
    last = len(run("runs", "--json").stdout.splitlines())
    said = run("diff", last).stdout
    assert "withdrawn event" in said and f"merge by Amal: {WHY[1]}" in said


def test_a_later_split_outweighs_an_earlier_merge(run: Run, filled: Path) -> None:
    first, second = sorted(events(filled))[:2]
    one = events(filled)[first]
    made = decided(run, "merge", first, second)
    decided(run, "split", made["events"][0], *one.claims)
    homes = {frozenset(each.claims) for each in events(filled).values()}
    assert frozenset(one.claims) in homes


def test_decisions_need_an_archive_that_is_there(run: Run, archive: Path) -> None:
    done = run("merge", "e1", "e2", *WHY)
    assert done.exit_code == 1
    assert "there is no such archive" in done.stderr
    assert not archive.exists()


def test_a_damaged_decision_cannot_be_slipped_in(filled: Path, run: Run) -> None:
    decided(run, "review", "accept", largest(filled).claims[0])
    db = sqlite3.connect(filled)
    with pytest.raises(sqlite3.IntegrityError):
        db.execute("UPDATE decision SET who = 'another'")
    db.close()

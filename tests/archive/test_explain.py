"""Why claims hang together: the parts are those of the score, and what forbids others is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from marsad.archive import queries
from marsad.archive.file import reading, writing
from marsad.archive.review import split_event
from marsad.archive.why import explain
from marsad.lexicon.compile import lexicon
from marsad.model import Event

from .conftest import NOW, Run


def largest(path: Path) -> Event:
    with reading(path) as db:
        found = queries.events(db, queries.Filter())
        return max(found, key=lambda one: (len(one.claims), one.id))


def test_every_part_of_the_score_is_told(filled: Path) -> None:
    one = largest(filled)
    with reading(filled) as db:
        found = explain(db, lexicon(), one.id)
    assert len(found.pairs) == len(one.claims) * (len(one.claims) - 1) // 2
    for pair in found.pairs:
        assert pair.score == pytest.approx(sum(pair.parts.values()), abs=0.01)
    assert {"same place", "same day", "same kind"} <= found.pairs[0].parts.keys()
    # As many pairs as hold all claims together, and no more.
    assert len(found.held) == len(one.claims) - 1
    assert {claim for pair in found.held for claim in (pair.a, pair.b)} == set(one.claims)


def test_neighbours_are_named_with_what_keeps_them_out(run: Run, filled: Path) -> None:
    one = largest(filled)
    found = json.loads(run("explain", one.id, "--json").stdout)
    assert found["apart"]
    assert all(each["event"] != one.id for each in found["apart"])
    assert any(each["why"].startswith("forbidden: two ") for each in found["apart"])
    shown = run("explain", one.id).stdout
    assert "same place +" in shown and "Kept apart from:" in shown and "forbidden: two " in shown


def test_a_decision_is_named(filled: Path, run: Run) -> None:
    one = largest(filled)
    with writing(filled) as db:
        split_event(db, lexicon(), one.id, [one.claims[0]], "Amal", "another day", NOW)
    with reading(filled) as db:
        home = next(e for e in queries.events(db, queries.Filter()) if set(e.claims) & set(one.claims[1:]))
        alone = next(e for e in queries.events(db, queries.Filter()) if one.claims[0] in e.claims)
        found = explain(db, lexicon(), home.id, others=50)
    assert [made.why for made in found.decisions] == ["another day"]
    assert any(each.why == "a reviewer put them apart" for each in found.apart)
    assert "split by Amal" in run("explain", home.id).stdout
    assert "One claim alone makes this event." in run("explain", alone.id, "--others", 0).stdout

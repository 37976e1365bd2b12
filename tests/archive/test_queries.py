"""The commands that read: filters, one event with all behind it, search, reports, runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from marsad.archive import queries
from marsad.archive.file import reading, transaction, writing
from marsad.archive.past import events_as_of, passes
from marsad.archive.queries import Filter
from marsad.archive.records import Item
from marsad.lexicon.compile import lexicon
from marsad.merging import Registry, merge
from marsad.model import Event

from .conftest import Run, fill, told


def _json(run: Run, *args: object) -> list[dict[str, Any]]:
    result = run(*args, "--json")
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_events_by_filter(run: Run, filled: Path) -> None:
    every = _json(run, "events")
    assert len(every) > 3
    assert [one["when"]["start"] for one in every] == sorted(one["when"]["start"] for one in every)
    day = _json(run, "events", "--from", "2021-01-22", "--to", "2021-01-22")
    assert day == [one for one in every if one["when"]["start"] == "2021-01-22"]
    assert day
    assert _json(run, "events", "--kind", "shelling") == _json(run, "events", "--kind", "force") == every
    assert _json(run, "events", "--kind", "siege") == []
    assert _json(run, "events", "--status", "planned") == []
    assert len(_json(run, "events", "--limit", "2")) == 2


@pytest.mark.parametrize("name", ["طفس", "طَفَس"])
def test_events_by_place(run: Run, filled: Path, name: str) -> None:
    found = _json(run, "events", "--place", name)
    assert found
    assert all("طفس" in [place["name"] for place in one["places"]] for one in found)


def test_events_by_actor(run: Run, filled: Path) -> None:
    every = _json(run, "events")
    actor = every[0]["initiators"][0]
    names = [actor["name"], actor["name_en"], actor["id"], "النظام السوري"]
    assert [_json(run, "events", "--actor", name) for name in names] == [every] * len(names)
    assert _json(run, "events", "--actor", "روسيا") == []


def test_an_unknown_kind_or_day_is_refused(run: Run, filled: Path) -> None:
    kind = run("events", "--kind", "battle royal")
    assert kind.exit_code == 2
    assert "no kind of event. There are: " in kind.stderr
    assert "--from" in run("events", "--from", "yesterday").stderr


def test_nothing_found_is_said(run: Run, filled: Path) -> None:
    assert run("events", "--kind", "siege").stdout.startswith("No event is as asked. The archive holds ")
    assert run("search", "زردنا").stdout == "No report of the archive has these words.\n"


def test_python_filter_agrees_with_the_tables(filled: Path, items: list[Item]) -> None:
    events = merge([item.coded for item in items], Registry(lexicon()))
    wishes = [
        Filter(start="2021-01-22"),
        Filter(end="2021-01-21"),
        Filter(places=("طفس",)),
        Filter(places=("sy",)),
        Filter(precision=2),
        Filter(actors=("روسيا",)),
        Filter(kinds=("shelling",), statuses=("occurred",)),
    ]
    with reading(filled) as db:
        for wish in wishes:
            assert {one.id for one in queries.events(db, wish)} == {
                one.id for one in events if passes(one, wish)
            }


@pytest.mark.parametrize("many", [1, 2000])
def test_the_first_few_are_the_first_of_all(
    filled: Path, items: list[Item], many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However the tables are walked: all sorted, or in order until there are enough."""
    monkeypatch.setattr(queries, "_MANY", many)
    with writing(filled) as db:
        # An event of weeks and one without a day, among those of a day.
        first, second = [row[0] for row in db.execute("SELECT n FROM event ORDER BY start DESC LIMIT 2")]
        db.execute("UPDATE event SET start = '2020-12-01', \"end\" = '2021-02-01' WHERE n = ?", (first,))
        db.execute('UPDATE event SET start = NULL, "end" = NULL WHERE n = ?', (second,))
    more = {"places": ("طفس",)}
    with reading(filled) as db:
        for wish in (Filter(), Filter(start="2021-01-23"), Filter(start="2021-01-22", end="2021-01-23"),
                     Filter(start="2021-01-21", **more), Filter(end="2021-01-22", **more)):  # fmt: skip
            every = [one.id for one in queries.events(db, wish)]
            for limit in (1, 3, 50):
                assert [one.id for one in queries.events(db, replace(wish, limit=limit))] == every[:limit]


def test_as_of_a_day_only_earlier_reports_count(archive: Path, items: list[Item]) -> None:

    dated = []
    for number, item in enumerate(items):
        day = f"2021-01-{26 + number % 3}"
        dated.append(
            replace(
                item, document=replace(item.document, published=day), coded=replace(item.coded, published=day)
            )
        )
    fill(archive, dated)
    early = [item.coded for item in dated if (item.coded.published or "") <= "2021-01-27"]
    expected = merge(early, Registry(lexicon()))
    with reading(archive) as db:
        found = events_as_of(db, "2021-01-27", Filter(), lexicon())
        assert {one.id: one for one in found} == {one.id: one for one in expected}
        assert events_as_of(db, "2020-01-01", Filter(), lexicon()) == []
        whole = events_as_of(db, "2022-01-01", Filter(), lexicon())
        assert {one.id for one in whole} == {one.id for one in queries.events(db, Filter())}


def _largest(path: Path) -> Event:
    with reading(path) as db:
        return max(queries.events(db, Filter()), key=lambda one: (len(one.claims), one.id))


def test_show_tells_who_says_it_in_what_words(run: Run, filled: Path) -> None:
    one = _largest(filled)
    assert len(one.claims) > 1
    (shown,) = _json(run, "show", one.id)
    assert [each["claim"]["id"] for each in shown["claims"]] == list(one.claims)
    for each in shown["claims"]:
        for span in each["claim"]["evidence"]:
            assert each["document"]["text"][span["start"] : span["end"]] == span["quote"]
    text = run("show", one.id).stdout
    for each in shown["claims"]:
        assert each["document"]["outlet"] in text
        assert each["claim"]["evidence"][0]["quote"][:40] in text
    assert run("show", one.id[:8]).stdout == text


def test_an_id_that_was_merged_away_leads_on(run: Run, filled: Path) -> None:
    one = _largest(filled)
    with writing(filled) as db, transaction(db):
        db.executemany(
            'INSERT INTO redirect (old, "new") VALUES (?, ?)', [("eold", "eolder"), ("eolder", one.id)]
        )
        db.execute("INSERT INTO redirect VALUES ('eround', 'eround', NULL)")
    (shown,) = _json(run, "show", "eold")
    assert (shown["asked"], shown["event"]["id"]) == ("eold", one.id)
    assert f"eold leads to {one.id} now." in run("show", "eold").stdout
    for ident in ("eround", "enone"):
        result = run("show", ident)
        assert result.exit_code == 1
        assert f"[A008] there is no event «{ident}»." in result.stderr


def test_search_finds_words_with_clitics_and_shows_the_text_as_given(run: Run, filled: Path) -> None:
    found = _json(run, "search", "مدفعية", "سقوط -زردنا")
    assert found == []
    found = _json(run, "search", "مدفعية", "قذائف", "--limit", "100")
    assert len(found) == 21
    for one in found:
        assert "بالمدفعية" in [one["quote"][a:b] for a, b in one["spans"]]
        assert one["quote"] in told(int(one["id"][1:]))["text"]
        assert one["events"]
    assert len(_json(run, "search", '"قوات النظام" طفس')) == 7
    assert "21 reports, the last 2 shown." in run("search", "قذائف", "--limit", "2").stdout


def test_reports_and_runs(run: Run, filled: Path) -> None:
    reports = _json(run, "reports")
    assert [one["id"] for one in reports] == sorted(one["id"] for one in reports)
    assert len(reports) == 21
    assert _json(run, "reports", "--outlet", "عنب بلدي") == [
        one for one in reports if one["outlet"] == "عنب بلدي"
    ]
    assert _json(run, "reports", "--from", "2022-01-01") == []
    (one,) = _json(run, "runs")
    assert (one["reports"], one["version"]) == (21, "0")
    assert one["events"]["added"] == len(_json(run, "events"))
    assert "21 reports" in run("runs").stdout


def test_an_interrupted_run_says_so(run: Run, filled: Path) -> None:
    with writing(filled) as db, transaction(db):
        db.execute("UPDATE run SET finished = NULL")
    assert "interrupted, or still at work" in run("runs").stdout

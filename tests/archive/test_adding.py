"""Adding: nothing twice, nothing by the order of arrival, nothing lost."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.archive import queries
from marsad.archive.adding import Adder
from marsad.archive.file import reading, writing
from marsad.archive.records import Item
from marsad.lexicon.compile import lexicon
from marsad.merging import Registry, merge

from .conftest import NOW, READER, Run, fill, lines, told


def _events(path: Path) -> dict[str, bytes]:
    with reading(path) as db:
        return {one.id: msgspec.json.encode(one) for one in queries.events(db, queries.Filter())}


def _dump(path: Path) -> list[str]:
    with reading(path) as db:
        return list(db.iterdump())


@settings(max_examples=6, deadline=None)
@given(order=st.permutations(range(21)), batch=st.integers(1, 21))
def test_events_do_not_depend_on_order_or_batches(items: list[Item], order: list[int], batch: int) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "marsad.db")
        fill(path, [items[at] for at in order], batch)
        found = _events(path)
    expected = merge([item.coded for item in items], Registry(lexicon()))
    assert found == {one.id: msgspec.json.encode(one) for one in expected}
    assert len(found) < sum(len(item.coded.events) for item in items)  # some were merged


def test_two_processes_that_add_by_turns_know_of_one_another(archive: Path, items: list[Item]) -> None:
    with writing(archive) as one, writing(archive) as other:
        turns = [Adder(db, lexicon(), READER, NOW) for db in (one, other)]
        for at in range(0, len(items), 3):
            turns[at // 3 % 2].put(items[at : at + 3])
    expected = merge([item.coded for item in items], Registry(lexicon()))
    assert _events(archive) == {one.id: msgspec.json.encode(one) for one in expected}


def test_the_same_report_twice_changes_nothing(run: Run, archive: Path, tmp_path: Path) -> None:
    file = tmp_path / "reports.jsonl"
    file.write_text(lines(*range(6)), encoding="utf-8")
    first = run("add", file)
    assert first.exit_code == 0
    assert first.stderr.startswith("6 reports added, ")
    before = _dump(archive)
    second = run("add", file, file)
    assert second.exit_code == 0
    assert second.stderr == "0 reports added, 0 claims, 12 reports there before\n"
    assert _dump(archive) == before


def test_a_file_named_twice_is_added_once(run: Run, archive: Path, tmp_path: Path) -> None:
    file = tmp_path / "reports.jsonl"
    file.write_text(lines(*range(6)), encoding="utf-8")
    assert run("add", file, file).stderr.endswith("6 reports there before\n")


def test_another_text_under_the_same_id_is_refused_and_the_rest_added(run: Run, archive: Path) -> None:
    run("add", "-", stdin=lines(1))
    other = json.dumps({**told(1), "text": "نص آخر"})  # another text
    result = run("add", "-", stdin=other + "\n" + lines(2))
    assert result.exit_code == 1
    assert "[I021] the archive has another text under the id «r00001»" in result.stderr
    assert "1 report added" in result.stderr
    with reading(archive) as db:
        held = db.execute("SELECT text FROM document WHERE id = 'r00001'").fetchone()
    assert held[0] == told(1)["text"]


def test_a_plain_text_is_a_report_of_its_own(run: Run, archive: Path, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "1.txt").write_text(told(ord(folder))["text"], encoding="utf-8")
    for _ in range(2):
        assert run("add", tmp_path / "a/1.txt", tmp_path / "b/1.txt").exit_code == 0
    found = [json.loads(line) for line in run("reports", "--json").stdout.splitlines()]
    assert len(found) == 2
    assert all(one["id"].startswith("1-") for one in found)


def test_digests_are_of_the_bytes_and_of_the_text(run: Run, archive: Path) -> None:
    from hashlib import sha256

    line = lines(3)
    run("add", "-", stdin=line)
    found = json.loads(run("reports", "--json").stdout)
    assert found["raw_sha256"] == sha256(line.encode()).hexdigest()
    assert found["sha256"] == sha256(told(3)["text"].encode()).hexdigest()


def test_bad_lines_cost_themselves_only(run: Run, archive: Path) -> None:
    result = run("add", "-", stdin=lines(1) + "{broken\n" + lines(2))
    assert result.exit_code == 1
    assert "standard input:2:" in result.stderr
    assert "2 reports added" in result.stderr
    runs = json.loads(run("runs", "--json").stdout)
    assert (runs["reports"], runs["faults"]) == (2, 1)


def test_a_batch_is_added_whole_or_not_at_all(archive: Path, items: list[Item]) -> None:
    with writing(archive) as db:
        adder = Adder(db, lexicon(), READER, NOW)
        adder.put(items[:3])
        db.execute("CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT raise(ABORT, 'no room'); END")
        with pytest.raises(sqlite3.IntegrityError):
            adder.put(items[3:9])
        db.execute("DROP TRIGGER full")
        assert queries.count(db)[0] == 3
        adder.put(items[3:])
    expected = merge([item.coded for item in items], Registry(lexicon()))
    assert _events(archive).keys() == {one.id for one in expected}


@pytest.mark.slow
def test_a_killed_add_loses_nothing_and_adds_nothing_twice(tmp_path: Path) -> None:
    """Kill -9 at random moments, then go on; in the end all is as if nobody had interrupted."""
    file = tmp_path / "reports.jsonl"
    file.write_text(lines(*range(300)), encoding="utf-8")
    whole, killed = tmp_path / "whole.db", tmp_path / "killed.db"
    command = [sys.executable, "-m", "marsad", "add", str(file), "--archive"]
    started = time.monotonic()
    subprocess.run([*command, str(whole)], check=True, capture_output=True)
    took = time.monotonic() - started
    moments = random.Random(5)
    for _ in range(5):
        process = subprocess.Popen([*command, str(killed)], stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(0, took))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        if killed.exists() and killed.stat().st_size:
            with sqlite3.connect(killed) as db:
                assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            db.close()
    subprocess.run([*command, str(killed)], check=True, capture_output=True)
    assert _events(killed) == _events(whole)
    with reading(killed) as db:
        assert queries.count(db)[0] == 300
        words = db.execute("SELECT count(*) FROM words WHERE words MATCH 'قذايف'").fetchone()
        assert words[0] == 300

"""``marsad code``: order, faults by line, whole output or none, the same bytes from any number of workers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import REPORT, SAMPLE, Run, checked, line


def test_results_stand_in_the_order_of_the_input(run: Run) -> None:
    result = run("code", SAMPLE)
    assert result.exit_code == 0
    assert [r["id"] for r in checked(result.stdout_bytes)] == [f"sample-{n:02}" for n in range(1, 21)]
    assert "20 reports coded" in result.stderr


def test_two_processes_give_the_same_bytes(run: Run, tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    rows = [line(f"r{n}", f"{REPORT} ({n})") for n in range(40)]
    rows[7] = "{broken\n"
    many.write_text("".join(rows), encoding="utf-8")
    one, two = run("code", many), run("code", many, "--jobs", 2)
    assert one.stdout_bytes == two.stdout_bytes
    assert one.stderr == two.stderr
    assert one.exit_code == two.exit_code == 1
    assert len(checked(one.stdout_bytes)) == 39


def test_bytes_do_not_depend_on_the_hash_seed(tmp_path: Path) -> None:
    outputs = set()
    for seed in ("1", "2"):
        environ = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-m", "marsad", "code", str(SAMPLE)]
        done = subprocess.run(command, env=environ, capture_output=True, check=True)
        outputs.add(done.stdout)
    assert len(outputs) == 1 and outputs != {b""}


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ('{"id": "x", "text": "…"', "not JSON"),
        ('{"id": "x"}', "«text» is missing"),
        ('{"text": "x"}', "«id» is missing"),
        ('{"id": "", "text": "x"}', "«id» is empty"),
        ('{"id": 5, "text": "x"}', "«id» is a number, not text"),
        ('{"id": "x", "text": null}', "«text» is null, not text"),
        ('{"id": "x", "text": ["a"]}', "«text» is a list, not text"),
        ('{"id": "x", "text": "a", "title": {"a": 1}}', "«title» is an object, not text"),
        ('{"id": "x", "text": "a", "published": "last week"}', "«published» is «last week», not a date"),
        ('{"id": "a", "text": "x"}', "the id «a» was given before"),
        ('["id", "text"]', "a list, not an object"),
        ('"text"', "text, not an object"),
        ('{"id": "x", "text": "\\ud83d"}', "«text» holds half a character"),
        ('{"id": "x", "text": NaN}', "not JSON"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_done(run: Run, tmp_path: Path, bad: str, says: str) -> None:
    file = tmp_path / "reports.jsonl"
    file.write_text(line("a") + bad + "\n" + line("b"), encoding="utf-8")
    result = run("code", file)
    assert result.exit_code == 1
    assert [r["id"] for r in checked(result.stdout_bytes)] == ["a", "b"]
    (message,) = [row for row in result.stderr.splitlines() if row.startswith("marsad:")]
    assert f"{file}:2" in message and says in message and "[I0" in message
    assert "1 bad line or file left out" in result.stderr


def test_bytes_that_are_not_utf8_are_named_with_the_likely_encoding(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "reports.jsonl"
    file.write_bytes(line("a").encode() + line("b").encode("cp1256") + line("c").encode())
    result = run("code", file)
    assert result.exit_code == 1
    assert [r["id"] for r in checked(result.stdout_bytes)] == ["a", "c"]
    assert f"{file}:2" in result.stderr and "WINDOWS-1256" in result.stderr


def test_unknown_keys_blank_lines_and_a_byte_order_mark_do_no_harm(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "reports.jsonl"
    text = line("a", tags=["x"], title=None, published="") + "\n  \r\n" + line("b").replace("\n", "\r\n")
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    result = run("code", file)
    assert result.exit_code == 0
    assert [r["id"] for r in checked(result.stdout_bytes)] == ["a", "b"]


def test_reports_come_from_standard_input(run: Run) -> None:
    assert [r["id"] for r in checked(run("code", "-", stdin=line("a")).stdout_bytes)] == ["a"]


def test_an_id_is_unique_over_all_files(run: Run, tmp_path: Path) -> None:
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    one.write_text(line("a"), encoding="utf-8")
    two.write_text(line("a") + line("b"), encoding="utf-8")
    result = run("code", one, two)
    assert result.exit_code == 1
    assert [r["id"] for r in checked(result.stdout_bytes)] == ["a", "b"]
    assert f"{two}:1" in result.stderr and f"{one}:1" in result.stderr


def test_a_missing_file_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    result = run("code", tmp_path / "nowhere.jsonl", SAMPLE)
    assert result.exit_code == 1
    assert len(checked(result.stdout_bytes)) == 20
    assert "nowhere.jsonl: [I001]" in result.stderr


def test_output_is_written_whole(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "coded.jsonl"
    out.write_text("old", encoding="utf-8")
    assert run("code", SAMPLE, "-o", out).exit_code == 0
    assert out.read_bytes() == run("code", SAMPLE).stdout_bytes
    assert [p.name for p in tmp_path.iterdir()] == ["coded.jsonl"]


def test_an_interrupted_run_leaves_the_old_output(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import marsad.cli.code as command

    def broken(*_: object) -> object:
        yield from ()
        raise KeyboardInterrupt

    out = tmp_path / "coded.jsonl"
    out.write_text("old", encoding="utf-8")
    monkeypatch.setattr(command, "code_all", broken)
    assert run("code", SAMPLE, "-o", out).exit_code != 0
    assert out.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["coded.jsonl"]


def test_output_that_cannot_be_written_is_one_line(run: Run, tmp_path: Path) -> None:
    for target in (tmp_path, tmp_path / "no" / "such" / "folder.jsonl"):
        result = run("code", SAMPLE, "-o", target)
        assert result.exit_code == 1
        assert result.stderr.count("\n") == 1 and "[O00" in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_one_line(run: Run) -> None:
    result = run("code", SAMPLE, "-o", "/dev/full")
    assert result.exit_code == 1
    assert "[O002]" in result.stderr and result.stderr.count("\n") == 1

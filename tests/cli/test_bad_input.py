"""Input that is no report: one clear line or an honest "nothing reported here", and never a traceback."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from .conftest import REPORT, Run, checked, line


@pytest.mark.parametrize(
    ("raw", "code", "says"),
    [
        (b"", "I003", "the file is empty"),
        (b" \n\t\n", "I003", "the file is empty"),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "I004", "a PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "I004", "a picture"),
        (bytes(range(256)) * 20, "I004", "a binary file"),
        (b"\0" * 5000, "I004", "a binary file"),
        (REPORT.encode("utf-16"), "I005", "UTF-16"),
        (REPORT.encode("cp1256"), "I005", "WINDOWS-1256"),
        (REPORT.encode() + b"\n\xed\xa0\xbd", "I005", "not UTF-8"),
    ],
)
def test_what_is_not_a_text_is_one_line(run: Run, tmp_path: Path, raw: bytes, code: str, says: str) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(raw)
    result = run("read", file)
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert f"[{code}]" in result.stderr and says in result.stderr and str(file) in result.stderr
    assert result.stdout == ""
    lines = run("code", file)
    assert lines.exit_code == 1
    assert f"[{code}]" in lines.stderr or "[I0" in lines.stderr


def test_missing_file_and_folder(run: Run, tmp_path: Path) -> None:
    for target, code in ((tmp_path / "nowhere.txt", "I001"), (tmp_path, "I002")):
        result = run("read", target)
        assert result.exit_code == 1
        assert result.stderr.count("\n") == 1 and f"[{code}]" in result.stderr


@pytest.mark.parametrize(
    "text",
    [
        "English only: the army shelled the town.",
        "12345 67890",
        "؟؟؟ !!! …",
        "\u202e\u202d\u2066\u2069\u200f",
        "ا" * 5000,
        "\u0640" * 1000,
        "\u064b" * 1000,
        "قصف " * 500,
        "«" * 300 + "»",
        "((((" * 200,
    ],
)
def test_odd_text_is_read_or_honestly_left(run: Run, text: str) -> None:
    result = run("code", "-", stdin=line("odd", text))
    assert result.exit_code == 0, result.stderr
    (record,) = checked(result.stdout_bytes)
    assert record["events"] or record["note"]


@pytest.mark.parametrize(
    "noise", ["\0", "\u202e", "\u2067", "\u200f", "\ufeff", "\x85", "\u2028", "\x1b[31m"]
)
def test_noise_inside_a_report_keeps_offsets_true(run: Run, noise: str) -> None:
    text = REPORT.replace(" ", f" {noise}", 3)
    result = run("code", "-", stdin=line("noise", text))
    assert result.exit_code == 0, result.stderr
    (record,) = checked(result.stdout_bytes)
    for event in record["events"]:
        for span in event["evidence"]:
            assert text[span["start"] : span["end"]] == span["quote"]
    assert run("read", "-", stdin=text).exit_code == 0


def test_a_line_of_20_megabytes_is_refused_quickly(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "huge.jsonl"
    file.write_text(line("a") + line("huge", "قصف " * 5_000_000) + line("b"), encoding="utf-8")
    start = time.monotonic()
    result = run("code", file)
    assert time.monotonic() - start < 20
    assert result.exit_code == 1
    assert [r["id"] for r in checked(result.stdout_bytes)] == ["a", "b"]
    assert f"{file}:2: [I006]" in result.stderr and "20,000,000" in result.stderr


def test_a_line_longer_than_memory_should_hold_is_skipped(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import marsad.ingest.reports as reports

    monkeypatch.setattr(reports, "MAX_LINE", 4000)
    file = tmp_path / "huge.jsonl"
    file.write_text(line("a") + line("huge", "x" * 9000) + line("b"), encoding="utf-8")
    result = run("code", file)
    assert [r["id"] for r in checked(result.stdout_bytes)] == ["a", "b"]
    assert f"{file}:2: [I006]" in result.stderr


def test_deep_json_is_a_bad_line(run: Run) -> None:
    deep = '{"id": "x", "text": "a", "extra": ' + "[" * 100_000 + "]" * 100_000 + "}\n"
    result = run("code", "-", stdin=deep + line("b"))
    assert result.exit_code == 1
    assert [r["id"] for r in checked(result.stdout_bytes)] == ["b"]
    assert "[I007]" in result.stderr


def test_a_text_of_20_megabytes_is_one_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "huge.txt"
    file.write_text("قصف " * 5_000_000, encoding="utf-8")
    result = run("read", file)
    assert result.exit_code == 1
    assert "[I006]" in result.stderr and result.stderr.count("\n") == 1


def test_many_bad_lines_are_not_as_many_messages(run: Run) -> None:
    result = run("code", "-", stdin="{\n" * 1000 + line("a"))
    assert result.exit_code == 1
    assert result.stderr.count("\n") < 60
    assert "1,000 bad lines or files left out" in result.stderr
    assert json.loads(result.stdout)["id"] == "a"

"""Coded lines from elsewhere: what a report supports is taken, the rest is named and left out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from marsad.archive import queries
from marsad.archive.file import reading
from marsad.cli.main import main

from .conftest import Run, lines


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Four reports and their coded lines."""
    reports, coded = tmp_path / "reports.jsonl", tmp_path / "coded.jsonl"
    reports.write_text(lines(*range(4)), encoding="utf-8")
    result = CliRunner().invoke(main, ["code", str(reports), "-o", str(coded)])
    assert result.exit_code == 0
    return reports, coded


def _edit(coded: Path, row: int, change: dict[str, Any]) -> None:
    records = [json.loads(line) for line in coded.read_text(encoding="utf-8").splitlines()]
    records[row]["events"][0].update(change)
    coded.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), encoding="utf-8")


def _claims(path: Path) -> list[tuple[str, str]]:
    with reading(path) as db:
        return db.execute("SELECT id, kind FROM claim ORDER BY id").fetchall()


def test_the_same_as_reading_them(run: Run, archive: Path, files: tuple[Path, Path], tmp_path: Path) -> None:
    reports, coded = files
    assert run("add", reports, "--coded", coded).exit_code == 0
    other = tmp_path / "other.db"
    CliRunner().invoke(main, ["add", str(reports), "--archive", str(other)])
    assert _claims(archive) == _claims(other) != []
    again = run("add", reports, "--coded", coded)
    assert again.exit_code == 0
    assert again.stderr.startswith("0 reports added, 0 claims")


@pytest.mark.parametrize(
    "change, fault",
    [
        ({"evidence": [{"start": 3, "end": 9, "quote": "غير هذا", "in": "text"}]}, "is not the quote"),
        (
            {"evidence": [{"start": 0, "end": 9999, "quote": "x", "in": "text"}]},
            "is not a stretch of the text",
        ),
        ({"evidence": []}, "evidence: none"),
        ({"kind": "party"}, "is not one of the ontology"),
    ],
)
def test_a_claim_that_the_report_does_not_support_is_left_out_alone(
    run: Run, archive: Path, files: tuple[Path, Path], change: dict[str, Any], fault: str
) -> None:
    reports, coded = files
    whole = sum(len(json.loads(line)["events"]) for line in coded.read_text(encoding="utf-8").splitlines())
    _edit(coded, 2, change)
    result = run("add", reports, "--coded", coded)
    assert result.exit_code == 1
    assert f"{coded}:3: claim rejected: " in result.stderr
    assert fault in result.stderr
    assert "4 reports added" in result.stderr
    assert len(_claims(archive)) == whole - 1


def test_broken_lines_and_reports_without_text(run: Run, archive: Path, files: tuple[Path, Path]) -> None:
    reports, coded = files
    rows = coded.read_text(encoding="utf-8").splitlines()
    rows[0] = '{"id": "r00000", "schema": "marsad.coded/1", "events": 5}'
    rows[1] = "{broken"
    coded.write_text("\n".join([*rows, rows[2]]) + "\n", encoding="utf-8")
    result = run("add", reports, "--coded", coded)
    assert result.exit_code == 1
    assert f"{coded}:1: [I024] not a coded line" in result.stderr
    assert f"{coded}:2: [I024] not a coded line" in result.stderr
    assert f"{coded}:5: [I013] the report «r00002» was coded before, at line 3." in result.stderr
    assert "no coded line is for the report «r00001»" in result.stderr
    with reading(archive) as db:
        assert queries.count(db)[0] == 2
    alone = run("add", "--coded", coded)
    assert "the report «r00000»" not in alone.stderr.split("\n")[-2]


def test_claims_for_reports_of_the_archive(run: Run, archive: Path, files: tuple[Path, Path]) -> None:
    reports, coded = files
    run("add", reports)
    before = _claims(archive)
    assert run("add", "--coded", coded).stderr.startswith("0 reports added, 0 claims")
    _edit(coded, 1, {"id": "another", "coder": "someone", "kind": "explosion"})
    result = run("add", "--coded", coded)
    assert result.exit_code == 0
    assert "0 reports added, 1 claim" in result.stderr
    assert sorted({*before, ("another", "explosion")}) == _claims(archive)
    _edit(coded, 2, {"id": "another"})
    taken = run("add", "--coded", coded)
    assert taken.exit_code == 1
    assert "[I022] the id of claim «another» is that of another claim." in taken.stderr


def test_a_report_that_nobody_has(run: Run, archive: Path, files: tuple[Path, Path]) -> None:
    _, coded = files
    result = run("add", "--coded", coded)
    assert result.exit_code == 1
    assert (
        f"{coded}:1: [I023] the report «r00000» is neither among the files nor in the archive."
        in result.stderr
    )

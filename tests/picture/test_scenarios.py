"""Scripted scenarios: from the text of the reports, and from claims stated by hand where a scenario gives them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.picture.scenario import FILES, archive, faults, load


def _run(file: Path, folder: Path, hand: bool) -> list[str]:
    said = load(file)
    with archive(folder / "scenario.db", said["reports"], hand) as db:
        return [fault for day, wanted in said["days"].items() for fault in faults(db, day, wanted)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_from_the_text(file: Path, tmp_path: Path) -> None:
    assert not _run(file, tmp_path, hand=False)


@pytest.mark.parametrize(
    "file", [f for f in FILES if any("claims" in r for r in load(f)["reports"])], ids=lambda file: file.stem
)
def test_from_claims(file: Path, tmp_path: Path) -> None:
    assert not _run(file, tmp_path, hand=True)


def test_none_is_lost() -> None:
    assert len(FILES) == 36


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_scenario_is_told_by_three_reports_or_more(file: Path) -> None:
    said = load(file)
    assert 3 <= len(said["reports"]) <= 8
    assert any(wanted for wanted in said["days"].values())
    for report in said["reports"]:
        for claim in report.get("claims", ()):
            assert claim.get("trigger", report["text"]) in report["text"]

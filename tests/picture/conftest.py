"""What the tests of the picture share: an archive of the bundled sample, and a runner for the commands on it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from marsad.cli.main import main
from tests.picture.scenario import archive

SAMPLE = Path(__file__).resolve().parents[2] / "src/marsad/data/sample/reports.jsonl"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the bundled sample."""
    path = tmp_path_factory.mktemp("sample") / "marsad.db"
    reports = [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
    with archive(
        path,
        [{k: one.get(k) for k in ("id", "text", "outlet", "published", "title", "url")} for one in reports],
    ):
        return path


@pytest.fixture(scope="session")
def run(sample: Path) -> Callable[..., Result]:
    """Run ``marsad`` on the sample's archive."""

    def call(*given: object) -> Result:
        result = CliRunner().invoke(main, [*map(str, given), "--archive", str(sample)])
        assert "Traceback" not in result.output
        assert result.exit_code != 70, result.stderr
        return result

    return call


def records(result: Result) -> list[dict[str, Any]]:
    """The JSON Lines a command printed."""
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout_bytes.splitlines()]

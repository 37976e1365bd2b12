"""What the tests of the door share: a runner on an archive of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.cli.main import main

Run = Callable[..., Result]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "marsad.db"


@pytest.fixture
def run(archive: Path) -> Run:
    """Run ``marsad`` on the archive; whatever it prints as a fault must not be a traceback."""
    archive.parent.mkdir()

    def call(command: str, *args: object, stdin: bytes | str | None = None) -> Result:
        given = [command, *(str(a) for a in args), "--archive", str(archive)]
        result = CliRunner().invoke(main, given, input=stdin)
        assert "Traceback" not in result.output
        assert result.exit_code != 70, result.stderr
        return result

    return call

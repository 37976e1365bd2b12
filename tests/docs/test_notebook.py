"""The notebook runs from the first cell to the last, in a process and a folder of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

NOTEBOOK = Path(__file__).resolve().parents[2] / "docs/first-steps.ipynb"


def test_every_cell_runs(tmp_path: Path) -> None:
    book = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    cells = ["".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "code"]
    assert len(cells) > 5
    assert all(not cell["outputs"] for cell in book["cells"] if cell["cell_type"] == "code"), (
        "clear the outputs"
    )
    script = tmp_path / "cells.py"
    script.write_text("\n".join(cells), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-X", "utf8", str(script)],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "acled.csv").is_file() and (tmp_path / "events.geojson").is_file()
    assert "left out" in done.stdout

"""Many processes read while one writes: no error, no half batch, no waiting."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from marsad.archive import queries
from marsad.archive.file import reading
from marsad.archive.records import Item

from .conftest import fill, lines

_READER = """
import json, sys, time
from pathlib import Path
from marsad.archive import queries
from marsad.archive.file import reading, snapshot
from marsad.archive.search import search

path, until = Path(sys.argv[1]), time.monotonic() + float(sys.argv[2])
took, sizes = [], []
with reading(path) as db:
    while time.monotonic() < until:
        for ask in (
            lambda: list(queries.events(db, queries.Filter(start="2021-01-21", end="2021-01-22", limit=50))),
            lambda: list(search(db, "قذائف", 20)),
            lambda: queries.told(db, next(queries.events(db, queries.Filter(limit=1)))),
        ):
            started = time.perf_counter()
            with snapshot(db):
                ask()
            took.append(time.perf_counter() - started)
        with snapshot(db):
            sizes.append(queries.count(db)[0])
print(json.dumps([sorted(took), sizes]))
"""


@pytest.mark.slow
def test_readers_while_one_writes(archive: Path, items: list[Item], tmp_path: Path) -> None:
    import json

    fill(archive, items)
    file = tmp_path / "reports.jsonl"
    file.write_text(lines(*range(100, 400)), encoding="utf-8")
    readers = [
        subprocess.Popen([sys.executable, "-c", _READER, str(archive), "4"], stdout=subprocess.PIPE)
        for _ in range(8)
    ]
    time.sleep(0.5)
    subprocess.run(
        [sys.executable, "-m", "marsad", "add", str(file), "--archive", str(archive)],
        check=True,
        capture_output=True,
    )
    for reader in readers:
        out, _ = reader.communicate(timeout=60)
        assert reader.returncode == 0
        took, sizes = json.loads(out)
        assert took
        # A batch shows whole or not at all, and what was there stays.
        assert set(sizes) <= {21, 21 + 256, 21 + 300}
        assert sizes == sorted(sizes)
    with reading(archive) as db:
        assert queries.count(db)[0] == 321

"""The figures of placing names, on the analysts' places kept beside the repository."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from marsad.places.add import add
from marsad.places.build import ensure
from marsad.places.gazetteer import Gazetteer
from marsad.places.geometry import distance
from marsad.places.resolve import MentionQuery, resolve

SHARED = Path(__file__).resolve().parents[3] / "shared"
PLACES = SHARED / "bench" / "places" / "dev.jsonl"
TABLES = sorted((SHARED / "places").glob("wof_*.tsv.gz"))

pytestmark = pytest.mark.shared


def figures(gazetteer: Gazetteer) -> dict[str, float]:
    """Shares of all places: answered within 10 km, more than 50 km off; and of the answers: right."""
    offs: list[float] = []
    lines = [json.loads(line) for line in PLACES.read_text("utf-8").splitlines()]
    for line in lines:
        query = MentionQuery(text=line["place"], within=(line["within"],), country=line["country"])
        found = resolve([query], gazetteer)[0]
        if found.lat is not None and found.lon is not None:
            offs.append(distance(found.lat, found.lon, line["lat"], line["lon"]))
    right = sum(off <= 10 for off in offs)
    return {
        "within": right / len(lines),
        "right": right / len(offs),
        "far": sum(off > 50 for off in offs) / len(lines),
    }


@pytest.mark.skipif(not PLACES.exists(), reason="the analysts' places are not beside the repository")
def test_the_embedded_gazetteer_is_seldom_far_off(embedded: Gazetteer) -> None:
    assert figures(embedded)["far"] <= 0.02


@pytest.mark.slow
@pytest.mark.skipif(
    not (PLACES.exists() and TABLES), reason="the tables of places are not beside the repository"
)
def test_with_a_full_gazetteer_most_are_right(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.sqlite"
    ensure(path)
    for table in TABLES:
        if "_sy" in table.name:  # the analysts' places are Syrian
            add(table, path)
    found = figures(Gazetteer.open(path))
    assert found["within"] >= 0.50
    assert found["right"] >= 0.90
    assert found["far"] <= 0.02


def test_opening_adds_little_memory(embedded: Gazetteer) -> None:
    code = (
        "import resource; from marsad.places.gazetteer import Gazetteer; from marsad.places.resolve import *;"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        f"g = Gazetteer.open({str(embedded.path)!r});"
        "[resolve([MentionQuery(text=t, country='SY')], g) for t in ('حلب', 'سراقب', 'قرية لا تعرف')];"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    unit = 1 if sys.platform == "darwin" else 1024
    assert int(done.stdout) * unit < 80 * 2**20

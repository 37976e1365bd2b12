"""A gazetteer small enough to build in every test, and the embedded one for questions of language."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from marsad.places import build
from marsad.places.gazetteer import Gazetteer

# Real ids, names and points of the embedded base; the rest of the world is left out.
_CITIES = [
    (170063, "Aleppo", 36.20124, 37.16117, "SY", 2098210, "09", ["حلب", "Halab", "hlb"]),
    (173377, "Al Qāmishlī", 37.05215, 41.23142, "SY", 184231, "01", ["القامشلي", "Qamishlo", "قامشلۆ"]),
    (170794, "Deir ez-Zor", 35.33588, 40.14084, "SY", 271800, "07", ["دير الزور"]),
    (169389, "Idlib", 35.93062, 36.63393, "SY", 128840, "12", ["إدلب", "ادلب"]),
    (164816, "Saraqib", 35.86447, 36.80591, "SY", 34231, "12", ["سراقب"]),
    (170654, "Damascus", 33.5102, 36.29128, "SY", 1569394, "13", ["دمشق"]),
    (72968, "Ma'rib", 15.46253, 45.32581, "YE", 16794, "14", ["مأرب"]),
]


def _write_cities(path: Path) -> Path:
    keys = (
        "geonameid",
        "name",
        "latitude",
        "longitude",
        "countrycode",
        "population",
        "admin1code",
        "alternatenames",
    )
    path.write_text(json.dumps({str(c[0]): dict(zip(keys, c, strict=True)) for c in _CITIES}), "utf-8")
    return path


@pytest.fixture
def small_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The embedded data cut down to a handful of places; returns the file of cities."""
    file = _write_cities(tmp_path / "cities.json")
    monkeypatch.setattr(build, "cities_file", lambda: file)
    monkeypatch.setattr(build, "overlay_rows", lambda writer: iter(()))
    return file


@pytest.fixture(scope="session")
def _built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "cities_file", lambda: _write_cities(folder / "cities.json"))
        patch.setattr(build, "overlay_rows", lambda writer: iter(()))
        build.build(folder / "gazetteer.sqlite")
    return folder / "gazetteer.sqlite"


@pytest.fixture
def small(_built: Path, tmp_path: Path) -> Path:
    """Path of a small gazetteer that the test may change."""
    return Path(shutil.copyfile(_built, tmp_path / "small.sqlite"))


@pytest.fixture(scope="session")
def embedded() -> Iterator[Gazetteer]:
    """The whole embedded gazetteer, in the cache folder like a user's."""
    opened = Gazetteer.open()
    yield opened
    opened.close()

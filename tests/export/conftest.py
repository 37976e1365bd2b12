"""What the tests of exports share: the sample in an archive, exported by the command, and records made by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from marsad.cli.main import main
from marsad.export.records import Paper, Record
from marsad.model import (
    Actor,
    Claim,
    Event,
    EventDate,
    Figure,
    Location,
    Origin,
    Participant,
    Site,
    Span,
    TollRange,
)

SAMPLE = Path(__file__).resolve().parents[2] / "src/marsad/data/sample/reports.jsonl"
Export = Callable[..., Path]


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "sample.db"
    result = CliRunner().invoke(main, ["add", str(SAMPLE), "--archive", str(path)])
    assert result.exit_code == 0, result.stderr
    return path


@pytest.fixture
def run(archive: Path) -> Callable[..., Result]:
    """Run ``marsad export`` on the sample; whatever it prints as a fault must not be a traceback."""

    def call(*args: object) -> Result:
        result = CliRunner().invoke(main, ["export", "--archive", str(archive), *map(str, args)])
        assert "Traceback" not in result.output
        assert result.exit_code != 70, result.stderr
        return result

    return call


@pytest.fixture
def export(run: Callable[..., Result], tmp_path: Path) -> Export:
    """The file that the command writes."""

    def call(as_: str, *args: object, name: str | None = None) -> Path:
        out = tmp_path / (name or f"events.{as_}")
        result = run("--as", as_, "-o", out if not (name or "").endswith("/") else f"{out}/", *args)
        assert result.exit_code == 0, result.stderr
        return out

    return call


ARMY = Actor(name="الجيش السوري", id="syria_army", name_en="Syrian Army", country="SY", support=1)
SDF = Actor(
    name="قوات سوريا الديمقراطية", id="sdf", name_en="Syrian Democratic Forces", country="SY", support=1
)
CIVILIANS = Actor(name="مدنيون", support=1)
TAFAS = Site(name="طفس", kind="town", id="gn:163533", lat=32.737, lon=36.067, radius=2000, precision=1,
             country="SY", admin1="درعا", admin2="درعا", support=1)  # fmt: skip
RAQQA = Site(name="الرقة", kind="city", id="gn:163915", lat=35.95, lon=39.01, radius=4000, precision=1,
             country="SY", admin1="الرقة", support=1)  # fmt: skip


def figure(low: int, high: int | None = None) -> TollRange:
    high = low if high is None else high
    return TollRange(min=low, max=high, figures=(Figure(min=low, max=high, origins=("وكالة",), reports=1),))


def made(**over: Any) -> Record:
    """An event that every profile holds (the army shelled civilians in Tafas, two died), with fields changed."""
    quote = "قصف الجيش السوري مدينة طفس"  # the Syrian Army shelled the town of Tafas
    claim = Claim(
        id="c1", kind="shelling", status="occurred", evidence=(Span(start=0, end=len(quote), quote=quote),),
        initiators=(Participant(text="الجيش", name="الجيش السوري", id="syria_army"),),
        places=(Location(text="طفس", name="طفس", lat=32.737, lon=36.067, precision=1, admin1="درعا"),),
    )  # fmt: skip
    values: dict[str, Any] = {
        "id": "e1", "kind": "shelling", "status": "occurred", "assessment": "Fair", "documents": ("r1",),
        "claims": ("c1",), "reports": 1, "independent_origins": 1, "initiators": (ARMY,), "targets": (CIVILIANS,),
        "places": (TAFAS,), "killed": figure(2), "origins": (Origin(name="وكالة", how="own"),),
        "when": EventDate(start="2021-01-24", end="2021-01-24", precision="day"), "title": "قصف على طفس",
    }  # fmt: skip
    paper = Paper(
        id="r1", title="قصف على طفس", published="2021-01-25", outlet="وكالة", sha256="0" * 64, run=1
    )
    return Record(event=Event(**(values | over)), claims=(claim,), papers={"c1": paper})

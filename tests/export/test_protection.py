"""What is taken out to protect people, and what a cell must not do to who opens it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from marsad.archive.file import reading
from marsad.cli.main import main
from marsad.export.cells import cell
from marsad.export.privacy import NO_PLACE, WITHHELD, private, protect
from marsad.export.records import Record
from marsad.export.select import about
from marsad.export.write import FORMATS, make
from marsad.lexicon.compile import lexicon
from marsad.model import Actor, Origin
from tests.export.conftest import CIVILIANS, TAFAS, made

PERSON = Actor(name="محمد خالد الزعبي", support=1)  # a private person, made up
LEADER = Actor(name="بشار الأسد", id="bashar_assad", name_en="Bashar al-Assad", support=1)
TOWN = Actor(name="مقاتلي طفس", support=1)  # the fighters of Tafas


def everything(record: Record) -> str:
    return msgspec.json.encode(
        (record.event, record.claims, list(record.papers.values()), record.decisions)
    ).decode()


def test_persons_whom_the_registry_does_not_know_are_unnamed() -> None:
    record = made(
        title="مقتل محمد خالد الزعبي", targets=(PERSON, CIVILIANS), initiators=(LEADER,),
        origins=(Origin(name="محمد خالد الزعبي", how="cited"), Origin(name="وكالة", how="own")),
    )  # fmt: skip
    safe = protect(record, lexicon(), coarsen=False, mask_persons=True)
    assert [one.name for one in safe.event.targets] == [WITHHELD, "مدنيون"]
    assert [one.name for one in safe.event.initiators] == ["بشار الأسد"]
    assert "الزعبي" not in everything(safe)
    assert "قصف الجيش" not in everything(safe), "a quotation names whom it likes"
    assert safe.event.places == record.event.places
    assert (safe.claims[0].evidence[0].start, safe.claims[0].evidence[0].end) == (0, 26)


@pytest.mark.parametrize(
    ("name", "is_person"),
    [
        ("محمد خالد", True),
        ("القيادي أبو شام", True),
        ("القيادي", False),
        ("مدنيون", False),
        ("مسلحون مجهولون", False),
    ],
)
def test_a_given_name_or_a_title_makes_a_person(name: str, is_person: bool) -> None:
    assert private(name, lexicon()) is is_person


def test_coarse_places_are_their_district_and_a_rounded_point() -> None:
    safe = protect(made(targets=(TOWN,)), lexicon(), coarsen=True, mask_persons=False)
    (site,) = safe.event.places
    assert (site.name, site.id, site.lat, site.lon) == ("درعا", None, 32.7, 36.1)
    assert site.precision == 2 and site.radius is not None and site.radius >= 11_000
    assert "طفس" not in everything(safe)
    assert "163533" not in everything(safe)


def test_a_place_of_which_no_district_is_known_has_no_name() -> None:
    bare = replace(TAFAS, admin1=None, admin2=None, country=None)
    (site,) = protect(made(places=(bare,)), lexicon(), coarsen=True, mask_persons=False).event.places
    assert site.name == NO_PLACE


def test_a_governorate_is_coarse_as_it_is() -> None:
    wide = replace(
        TAFAS, name="درعا", kind="admin1", id="gn:169575", precision=4, lat=None, lon=None, radius=None
    )
    (site,) = protect(made(places=(wide,)), lexicon(), coarsen=True, mask_persons=False).event.places
    assert (site.name, site.id, site.precision) == ("درعا", "gn:169575", 4)


@pytest.mark.parametrize("as_", list(FORMATS))
def test_no_format_lets_out_what_is_withheld(archive: Path, as_: str) -> None:
    record = protect(
        made(targets=(PERSON,), title="محمد خالد الزعبي في طفس"), lexicon(), coarsen=True, mask_persons=True
    )
    with reading(archive) as db:
        said = about(db, "t", {}, 1)
    for _, data in make([record], said, lexicon(), as_, "x").files:
        for word in ("الزعبي", "طفس", "163533", "36.067"):
            assert word.encode() not in data


def test_the_account_of_a_protected_export_names_no_file_place_or_reviewer(archive: Path) -> None:
    wish = {"place": "طفس", "actor": "محمد خالد", "coarsen": True, "mask_persons": True}
    with reading(archive) as db:
        open_, safe = about(db, "t", {"place": "طفس"}, 1), about(db, "t", wish, 1)
    assert "طفس" in open_.citation and "reports.jsonl" in msgspec.json.encode(open_).decode()
    said = msgspec.json.encode(safe).decode()
    assert not any(word in said for word in ("طفس", "محمد", "reports.jsonl"))
    assert "coarsen" in safe.citation


@pytest.mark.parametrize("said", ["=1+1", "+963", "-3", "@x", "\t=1"])
def test_no_cell_is_a_formula(said: str) -> None:
    assert str(cell(said)).startswith("'")
    assert str(cell([said, "b"])).startswith("'")


@given(st.text())
def test_cells_keep_what_they_are_given(text: str) -> None:
    shown = str(cell(text))
    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert "\0" not in shown
    assert len(shown) - len(text) in (0, 1)


def test_numbers_stay_numbers() -> None:
    assert (cell(-71.5), cell(0), cell(None), cell([]), cell(["", "b"])) == (-71.5, 0, None, None, " | b")


def test_reviewed_only(archive: Path, run: Callable[..., Result], tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(archive.read_bytes())
    out = tmp_path / "x.csv"
    none = CliRunner().invoke(
        main, ["export", "--archive", str(copy), "--as", "csv", "-o", str(out), "--reviewed-only"]
    )
    assert none.exit_code == 0 and "0 events exported" in none.stderr
    events = CliRunner().invoke(main, ["events", "--json", "--archive", str(copy)]).stdout.splitlines()
    one = next(event for event in map(msgspec.json.decode, events) if len(event["claims"]) == 1)
    accepted = CliRunner().invoke(
        main, ["review", "accept", *one["claims"], "--by", "R", "--why", "read it", "--archive", str(copy)]
    )
    assert accepted.exit_code == 0, accepted.output
    CliRunner().invoke(
        main, ["export", "--archive", str(copy), "--as", "csv", "-o", str(out), "--reviewed-only"]
    )
    lines = out.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2 and lines[1].startswith(one["id"])
    assert ",reviewed," in lines[1]

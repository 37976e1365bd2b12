"""The reference report, kept beside the repository: what its reader should see, with a day and with none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from marsad.lexicon.compile import lexicon
from marsad.picture.gather import gather
from marsad.picture.picture import picture
from marsad.picture.records import Picture, Situation
from marsad.picture.standing import standing
from tests.picture.scenario import archive
from tools.readme_picture import README, printed

ARTICLE = (
    Path(os.environ.get("MARSAD_SHARED", Path(__file__).resolve().parents[3] / "shared")) / "seed/article.txt"
)

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ARTICLE.is_file(), reason=f"the reference report is not at {ARTICLE}"),
]


@pytest.fixture(params=["2021-01-24", None], ids=["dated", "undated"], scope="module")
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Picture:
    report = {"id": "reference", "text": ARTICLE.read_text(encoding="utf-8"), "outlet": None}
    if request.param:
        report["published"] = request.param
    path = tmp_path_factory.mktemp("reference") / "a.db"
    words = lexicon()
    with archive(path, [report]) as db:
        return picture(gather(db, None, words), words)


def _of(made: Picture, kind: str) -> list[Situation]:
    return [one for one in made.situations if one.kind == kind]


def _ids(one: Situation) -> tuple[set[str], set[str]]:
    return {p.key for p in one.doers}, {p.key for p in one.undergoers}


def test_three_fronts_north_to_south(made: Picture) -> None:
    names = [" ".join(place.name for place in front.places) for front in made.fronts]
    assert len(names) == 3
    assert "القامشلي" in names[0] and "الحسكة" in names[0]
    assert "حلب" in names[1]
    assert "درعا" in names[2] and "طفس" in names[2]


def test_trend_or_no_day(made: Picture) -> None:
    trends = [front.trend for front in made.fronts]
    assert trends == (["igniting", "standing", "igniting"] if made.day else ["undated"] * 3)


def test_two_sieges_in_opposite_directions_both_standing(made: Picture) -> None:
    north, aleppo = sorted(_of(made, "siege"), key=lambda one: "syria_4th_division" in _ids(one)[0])
    assert {north.state, aleppo.state} == {"standing"}
    assert _ids(north)[1] == {"syria_government"}
    assert _ids(north)[0] == {"sdf"}  # "the Kurds' forces" of the report
    assert _ids(aleppo)[0] == {"syria_4th_division", "syria_security_services"}
    assert "الشيخ مقصود" in aleppo.undergoers[0].name
    assert not north.opened and not aleppo.opened  # the report says of neither since when


def test_russia_mediates_in_each_theatre_with_differing_outcomes(made: Picture) -> None:
    found = _of(made, "mediation")
    assert all(any(p.key in ("russia", "russia_army") for p in one.doers) for one in found)
    fronts = {front.id: front for front in made.fronts}
    north = [one for one in found if one.front == made.fronts[0].id]
    assert {one.outcome for one in north} == {"calmed", "no_result"}
    (south,) = [
        one for one in found if one.front and "درعا" in " ".join(s.name for s in fronts[one.front].places)
    ]
    assert south.outcome is None
    (talks,) = _of(made, "talks")
    assert talks.outcome == "no_agreement" and talks.third_parties[0].key in ("russia", "russia_army")


def test_two_demands_who_asks_whom_for_what(made: Picture) -> None:
    by_asker = {next(iter(_ids(one)[0])): one for one in _of(made, "demand")}
    assert set(by_asker) == {"aanes", "syria_government"}
    siege = next(one for one in _of(made, "siege") if "syria_4th_division" in _ids(one)[0])
    assert (by_asker["aanes"].asks, by_asker["aanes"].about) == ("lift_siege", siege.id)
    assert by_asker["syria_government"].asks == "hand_over"
    assert by_asker["syria_government"].front == made.fronts[2].id


def test_reinforcement_before_the_attack(made: Picture) -> None:
    (sent,) = [one for one in _of(made, "buildup") if "syria_4th_division" in _ids(one)[0]]
    assert len(sent.doers) == 1 and sent.front == made.fronts[2].id
    if made.day:
        assert [day.start for day in sent.opened] == ["2021-01-23"]
        assert made.fronts[2].last == "2021-01-24"
    else:
        assert not sent.opened and sent.when_quote == "بعد يوم من"


def test_what_is_unknown_stays_unknown(made: Picture) -> None:
    for kind in ("siege", "ceasefire", "talks", "mediation", "displacement"):
        assert not any(one.opened or one.ended for one in _of(made, kind))
    (moving,) = _of(made, "displacement")
    assert moving.state == "planned" and not moving.doers
    assert [place.name for place in moving.places] == ["إدلب"] and moving.front == made.fronts[2].id
    if not made.day:
        assert not any(one.opened or one.heard for one in made.situations)
        assert all(front.first is None for front in made.fronts)


def test_the_government_is_backed_by_nobody_and_its_mediator_is_no_ally(
    made: Picture, tmp_path: Path
) -> None:
    words = lexicon()
    report = {"id": "reference", "text": ARTICLE.read_text(encoding="utf-8"), "outlet": "جنوبية"}
    with archive(tmp_path / "a.db", [report]) as db:
        found = gather(db, None, words)
    stand = standing(found, picture(found, words), "Syrian government", words)
    assert stand is not None
    assert not stand.backers
    assert {one.target.key for one in stand.fights} | {one.source.key for one in stand.fights} >= {"sdf"}
    assert stand.besieged_by and stand.besieges and len(stand.mediations) == 3
    (worded,) = stand.worded
    assert (worded.source.key, worded.kind, worded.target.key) == (
        "syria_4th_division",
        "described_close_to",
        "iran",
    )
    assert worded.basis == "worded" and worded.origins == ("جنوبية",)


def test_the_readme_shows_what_the_command_prints() -> None:
    readme = README.read_text(encoding="utf-8")
    assert "```\n" + printed(ARTICLE) + "```\n" in readme, "mend: python tools/readme_picture.py"

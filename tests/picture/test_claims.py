"""How claims of one or several reports hang together: mediations told apart, sieges broken, days that are counted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from marsad.lexicon.compile import lexicon
from marsad.model import Location
from marsad.picture.gather import gather
from marsad.picture.picture import picture
from marsad.picture.records import Picture, Situation
from marsad.picture.spots import near, spot
from marsad.picture.words import picture_words
from tests.picture.scenario import archive

_ARMY, _SDF, _HTS = "الجيش السوري", "قوات سوريا الديمقراطية", "هيئة تحرير الشام"


def _made(folder: Path, *reports: dict[str, Any]) -> Picture:
    words = lexicon()
    told = [{"id": f"r{at}", "outlet": f"صحيفة {at}", **one} for at, one in enumerate(reports)]
    with archive(folder / "a.db", told, hand=True) as db:
        return picture(gather(db, None, words), words)


def _of(made: Picture, kind: str) -> list[Situation]:
    return [one for one in made.situations if one.kind == kind]


def _mediation(whom: list[str], trigger: str, **more: object) -> dict[str, Any]:
    return {
        "kind": "mediation",
        "status": "occurred",
        "who": ["روسيا"],
        "whom": whom,
        "trigger": trigger,
        **more,
    }


def test_two_words_for_one_mediation_are_one(tmp_path: Path) -> None:
    text = "تحاول روسيا التوسط بين الجيش السوري وقوات سوريا الديمقراطية"
    said = [_mediation([_ARMY, _SDF], "تحاول"), _mediation([_ARMY, _SDF], "التوسط", status="attempted")]
    (one,) = _of(_made(tmp_path, {"text": text, "claims": said}), "mediation")
    assert one.outcome == "no_result" and len(one.claims) == 2


@pytest.mark.parametrize("published", ["2021-01-24", None])
def test_a_mediator_between_others_mediates_twice(tmp_path: Path, published: str | None) -> None:
    text = "توسطت روسيا بين الجيش السوري وقوات سوريا الديمقراطية، ثم تدخلت في درعا لدى هيئة تحرير الشام"
    said = [_mediation([_ARMY, _SDF], "توسطت"), _mediation([_HTS], "تدخلت", where=["درعا"])]
    found = _of(_made(tmp_path, {"text": text, "claims": said, "published": published}), "mediation")
    assert [{p.name for p in one.undergoers} for one in found] == [{_ARMY, _SDF}, {_HTS}]


def _siege(who: list[str], status: str = "ongoing", **more: object) -> dict[str, Any]:
    return {"kind": "siege", "status": status, "who": who, "where": ["الفوعة"], **more}


def test_who_breaks_a_siege_is_no_besieger(tmp_path: Path) -> None:
    made = _made(
        tmp_path,
        {"text": "تحاصر هيئة تحرير الشام الفوعة", "published": "2016-03-01",
         "claims": [_siege([_HTS], trigger="تحاصر")]},
        {"text": "كسر الجيش السوري الحصار عن الفوعة", "published": "2016-03-09",
         "claims": [_siege([_ARMY], "ended", trigger="الحصار")]},
    )  # fmt: skip
    (one,) = _of(made, "siege")
    assert one.state == "ended" and [p.name for p in one.doers] == [_HTS]


def test_a_siege_broken_that_nobody_told_of_has_no_besieger(tmp_path: Path) -> None:
    text = "كسر الجيش السوري الحصار عن الفوعة"
    (one,) = _of(
        _made(tmp_path, {"text": text, "claims": [_siege([_ARMY], "ended", trigger="الحصار")]}), "siege"
    )
    assert one.state == "ended" and not one.doers


def _day(told: str, published: str) -> dict[str, Any]:
    return {
        "text": f"دخل حصار الفوعة {told}",
        "published": published,
        "claims": [_siege([_HTS], trigger="حصار")],
    }


def test_the_day_a_siege_is_in_tells_when_it_began(tmp_path: Path) -> None:
    (one,) = _of(_made(tmp_path, _day("يومه العشرين", "2016-03-21")), "siege")
    assert [(day.start, day.end) for day in one.opened] == [("2016-03-01", "2016-03-02")]
    assert one.opened[0].claims == one.claims


def test_counts_of_one_origin_narrow_each_other(tmp_path: Path) -> None:
    first, second = _day("يومه الثالث", "2016-03-04"), _day("يومها العاشر", "2016-03-10")
    (one,) = _of(_made(tmp_path, {**first, "outlet": "ا"}, {**second, "outlet": "ا"}), "siege")
    assert [(day.start, day.end) for day in one.opened] == [("2016-03-01", "2016-03-01")]


def test_a_count_that_allows_a_day_told_is_no_disagreement_and_one_that_does_not_is(tmp_path: Path) -> None:
    told = {"text": "فرضت هيئة تحرير الشام حصارا على الفوعة في 2016-03-01", "published": "2016-03-02",
            "claims": [_siege([_HTS], trigger="حصارا", when="2016-03-01")]}  # fmt: skip
    for counting, opened, contested in (
        ("يومه الخامس", ["2016-03-01"], ()),
        ("يومه الثاني", ["2016-03-01", "2016-03-04"], ("opened",)),
    ):
        folder = tmp_path / counting
        folder.mkdir()
        (one,) = _of(_made(folder, told, _day(counting, "2016-03-06")), "siege")
        assert ([day.start for day in one.opened], one.contested) == (opened, contested)


def test_what_went_before_the_news_is_not_dated_by_it(tmp_path: Path) -> None:
    dated = "تظاهر السكان أمس الأربعاء في الفوعة.\n\n{} هيئة تحرير الشام على الفوعة حصارا من كل صوب."
    for verb, opened in (("ويأتي ذلك بعد أن فرضت", []), ("وفرضت", ["2021-01-27"])):
        folder = tmp_path / verb
        folder.mkdir()
        text = dated.format(verb)
        begins = {**_siege([_HTS], trigger="فرضت", words=text.split("\n\n")[1]), "when": "2021-01-27",
                  "when_words": "أمس الأربعاء"}  # fmt: skip
        (one,) = _of(_made(folder, {"text": text, "published": "2021-01-28", "claims": [begins]}), "siege")
        assert [day.start for day in one.opened] == opened


def test_an_area_is_near_if_all_of_it_is() -> None:
    def at(kind: str, lat: float, radius: int) -> Any:
        place = Location(
            text=f"{kind} {lat}", name=f"{kind} {lat}", kind=kind, lat=lat, lon=36.0, radius=radius
        )
        return (spot(place, picture_words()),)

    town = at("town", 32.6, 2000)
    assert near(town, at("region", 32.7, 8000), 30)
    assert not near(town, at("region", 32.7, 60000), 30)
    assert not near(town, at("admin1", 32.7, 0), 30)  # how far it reaches is not known

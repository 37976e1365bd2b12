"""Rules of the picture one by one: trends, words, sides on a day, drawings."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import LexiconError
from marsad.lexicon.compile import lexicon, words_of
from marsad.model import Participant
from marsad.picture.draw import front_map, relation_graph
from marsad.picture.phrases import FILE as PHRASES
from marsad.picture.phrases import phrases
from marsad.picture.records import Front, Party, Picture, Relation, Spot
from marsad.picture.sides import Sides, holds
from marsad.picture.trends import WINDOW, counts, total, trend
from marsad.picture.words import FILE, find, picture_words

_DAY = date(2021, 1, 31)


@pytest.mark.parametrize(
    "recent, before, events, dated, wanted",
    [
        (1, 0, 1, 1, "igniting"), (4, 2, 9, 9, "igniting"), (3, 2, 9, 9, "active"), (1, 2, 9, 9, "cooling"),
        (0, 5, 9, 9, "quiet"), (0, 0, 0, 0, "standing"), (0, 0, 3, 0, "undated"),
    ],
)  # fmt: skip
def test_trend(recent: int, before: int, events: int, dated: int, wanted: str) -> None:
    assert trend(recent, before, events, dated, "2021-01-31") == wanted


def test_no_day_no_trend() -> None:
    assert trend(0, 0, 2, 2, None) == "undated"


@given(st.lists(st.integers(0, 60), max_size=30))
def test_windows_neither_overlap_nor_leave_a_day_out(ages: list[int]) -> None:
    days = [(_DAY - timedelta(days=age)).isoformat() for age in ages]
    recent, before = counts(days, _DAY.isoformat())
    assert recent == sum(age < WINDOW for age in ages)
    assert recent + before == sum(age < 2 * WINDOW for age in ages)


def test_a_sum_with_an_open_toll_has_no_upper_bound() -> None:
    from marsad.model import TollRange

    assert total([TollRange(min=2, max=3), None, TollRange(min=1, max=1)]) == (3, 4)
    assert total([TollRange(min=2, max=3), TollRange(min=20, max=None)]) == (22, None)
    assert total([None]) is None


@pytest.mark.parametrize(
    "text, run, there",
    [
        ("وطالبت برفع الحصار عن المدينة", "رفع الحصار", True),
        ("ارتفع عدد المحاصرين", "رفع الحصار", False),
        ("بفك الحصار", "فك الحصار", True),
        ("انفكاك الحصار", "فك الحصار", False),
    ],
)
def test_words_are_found_with_what_is_written_onto_them(text: str, run: str, there: bool) -> None:
    assert (find(words_of(text), words_of(run)) is not None) == there


@pytest.mark.parametrize(
    "wrong, fault, line",
    [("silence: {}\nturns:\n  began: 3\n", "array", 3), ("silence: {}\nturms: {}\n", "turms", 2)],
)
def test_a_fault_in_the_words_names_file_and_line(tmp_path: Path, wrong: str, fault: str, line: int) -> None:
    file = tmp_path / "words.yaml"
    file.write_text(wrong, encoding="utf-8")
    with pytest.raises(LexiconError, match=fault) as caught:
        picture_words(file)
    assert str(caught.value).startswith(f"{file}:{line}:")


def test_every_step_state_and_relation_can_be_said_in_both_languages() -> None:
    from typing import get_args

    from marsad.picture.records import RelationKind, State, Trend, What
    from marsad.picture.words import SituationKind

    said = phrases()
    for group, kind in (
        (said.kinds, SituationKind),
        (said.states, State),
        (said.trends, Trend),
        (said.relations, RelationKind),
    ):
        assert set(group) == set(get_args(kind))
    assert set(said.steps) >= set(get_args(What))
    for one in said.relations.values():
        assert all(mark in text for mark in ("{a}", "{b}") for text in (one.en, one.ar))
    assert PHRASES.is_file() and FILE.is_file()


def test_a_fact_of_the_registry_holds_between_its_days() -> None:
    assert holds("2015-09-30", "2024-12-08", "2021-01-24")
    assert not holds("2015-09-30", "", "2015-09-29")
    assert holds("2019-08", "2019-08", "2019-08-15")
    assert not holds("", "2019", "2020-01-01")
    assert holds("2015-09-30", "2016", None)


def _party(sides: Sides, name: str, ident: str | None = None) -> Party:
    return sides.party(Participant(text=name, name=name, id=ident))


def test_who_left_an_army_is_no_part_of_it_after_that_day() -> None:
    before = Sides(lexicon(), picture_words(), "2023-04-01")
    after = Sides(lexicon(), picture_words(), "2023-05-01")
    for sides, one in ((before, True), (after, False)):
        army, rapid = (
            _party(sides, "الجيش السوداني", "sudan_army"),
            _party(sides, "قوات الدعم السريع", "rapid_support_forces"),
        )
        assert sides.same(army, rapid) is one


def test_government_forces_are_any_force_of_a_state_and_no_rebels() -> None:
    sides = Sides(lexicon(), picture_words(), "2021-01-24")
    described = _party(sides, "القوات الحكومية")
    assert sides.same(described, _party(sides, "الفرقة الرابعة", "syria_4th_division"))
    assert not sides.same(described, _party(sides, "هيئة تحرير الشام", "hts"))


def test_two_rebel_groups_without_a_whole_in_common_are_two_sides() -> None:
    sides = Sides(lexicon(), picture_words(), "2018-08-01")
    assert not sides.same(
        _party(sides, "جيش الإسلام", "jaysh_al_islam"), _party(sides, "هيئة تحرير الشام", "hts")
    )


def _front(lat: float | None, name: str = "طفس") -> Front:
    place = Spot(key="a", name=name, lat=lat, lon=None if lat is None else 36.07)
    one, other = Party(key="a", name="الجيش"), Party(key="b", name="المقاتلون")
    return Front(id="f", places=(place,), sides=((one,), (other,)), form="front", trend="active", window=14, recent=1, before=1,
                 undated=0, events=("e",), kinds={"shelling": 2})  # fmt: skip


def test_a_front_without_a_point_is_not_put_anywhere() -> None:
    assert front_map([_front(None)], "ar", "svg") is None
    drawn = front_map([_front(32.74)], "ar", "svg")
    assert drawn is not None and drawn == front_map([_front(32.74)], "ar", "svg")
    assert b"<text" not in drawn  # letters are outlines, joined here and not left to the viewer


def test_arabic_letters_are_joined_in_drawings() -> None:
    drawn = front_map([_front(32.74, "محمد"), _front(32.9, "م"), _front(33.1, "د")], "ar", "svg") or b""

    def glyphs(name: str) -> list[str]:
        return re.findall(r'href="#(.+?)"', drawn.decode().split(f"<!-- {name} -->")[1].split("<!--")[0])

    word = glyphs("محمد")
    # Four letters, four shapes: the first meem is not the second, and neither stands alone.
    assert len(word) == len(set(word)) == 4
    assert not set(word) & {*glyphs("م")[:1], *glyphs("د")[:1]}


def test_the_graph_shows_reported_relations_alone() -> None:
    one, other = Party(key="a", name="الجيش"), Party(key="b", name="الفصيل")
    fact = Relation(source=one, kind="ally_of", target=other, sign=1, basis="registry")
    assert relation_graph([fact], "ar", "svg") is None
    told = Relation(
        source=one, kind="fights", target=other, sign=-1, basis="reported", events=("e",), claims=("c",)
    )
    assert (relation_graph([told, fact], "ar", "png") or b"").startswith(b"\x89PNG")


def test_a_picture_goes_through_json_and_back() -> None:
    made = Picture(as_of=None, day="2021-01-24", since=None, reports=1, claims=1, events=1, unknown_day=0,
                   sources=("صحيفة",), fronts=(_front(32.7),), situations=(), relations=())  # fmt: skip
    assert msgspec.json.decode(msgspec.json.encode(made), type=Picture) == made

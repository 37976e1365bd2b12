"""Near places, folded names, passages and days: each against what it stands for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.lexicon.compile import lexicon, words_of
from marsad.model import Claim, Participant, Span, When
from marsad.picture import spots
from marsad.picture.records import ReportRef, Said, Spot
from marsad.picture.sides import Sides
from marsad.picture.steps import passage, step_of
from marsad.picture.words import folded, picture_words

_LETTERS = st.text("ابتثمنهويىةأإآءؤئ حلكـ ًَّ.«»0", max_size=24)


@given(_LETTERS)
def test_a_name_folds_as_the_tokenizer_cuts_it(text: str) -> None:
    assert folded(text) == words_of(text)


_SPOT = st.builds(
    Spot, key=st.uuids().map(str), name=st.just("ب"), lat=st.floats(32.0, 33.5), lon=st.floats(35.0, 37.0),
    radius=st.sampled_from([0.0, 5.0, 12.0]), area=st.booleans(), words=st.sampled_from([(), ("طفس",), ("طفس", "قديمه")]),
)  # fmt: skip


@given(st.lists(_SPOT, min_size=2, max_size=12))
def test_near_places_are_found_as_when_each_pair_is_compared(found: list[Spot]) -> None:
    ground = spots.Ground(found, 30.0)
    for one in found:
        alike, close = ground.around(one)
        for other in found:
            apart = spots.between(one, other) or 0.0
            reach = 30.0 - sum(each.radius or 1e9 for each in (one, other) if each.area)
            if min(abs(apart - limit) for limit in (reach, 3.0, 5.0, 12.0)) < 0.01 * apart + 0.05:
                continue  # on the edge, where the plane may differ from the sphere
            assert (other.key in alike) == spots.same(one, other)
            assert (other.key in alike | close) == spots.near((one,), (other,), 30.0)


def _claim(text: str, kind: str, *quotes: str, **more: object) -> Claim:
    spans = tuple(Span(start=text.index(q), end=text.index(q) + len(q), quote=q) for q in quotes)
    return Claim(id="c", kind=kind, status="occurred", evidence=spans, confidence=0.9, **more)  # type: ignore[arg-type]


def test_a_passage_is_the_first_with_those_that_overlap_it() -> None:
    text = "حاصرت القوات البلدة وقطعت عنها الماء. وفي مدينة أخرى هدوء."
    joined = _claim(text, "siege", "حاصرت القوات البلدة وقطعت", "البلدة وقطعت عنها الماء", "هدوء")
    assert passage(joined) == "حاصرت القوات البلدة وقطعت عنها الماء"
    assert passage(_claim(text, "siege", "هدوء", "حاصرت")) == "هدوء"


@pytest.mark.parametrize(
    "kind, when, what, dated",
    [
        ("siege", "2024-03-01", "opened", True),
        ("negotiation", "2024-03-05", "planned", False),
        ("demand", "2024-03-05", "opened", False),
    ],
)
def test_a_day_after_the_report_is_a_plan_or_a_deadline(kind: str, when: str, what: str, dated: bool) -> None:
    text = "كلام عن الأمر بتاريخه"
    told = When(start=when, end=when, precision="day", quote="بتاريخه", span=None)
    said = Said(
        claim=_claim(text, kind, text, when=told, trigger=Span(start=0, end=4, quote="كلام")), event="e", origin="o",
        report=ReportRef(id="r", published="2024-03-02"), order=0, start=when, end=when, quote="بتاريخه",
    )  # fmt: skip
    reading = step_of(said, picture_words())
    assert (reading.what, reading.dated) == (what, dated)


def test_the_police_of_a_region_are_no_forces_of_the_state() -> None:
    sides = Sides(lexicon(), picture_words(), "2021-01-24")

    def party(name: str, ident: str | None = None) -> object:
        return sides.party(Participant(text=name, name=name, id=ident))

    described = party("القوات الحكومية")
    assert sides.same(described, party("الجيش السوري", "syria_army"))  # type: ignore[arg-type]
    assert not sides.same(described, party("الأسايش", "asayish_syria"))  # type: ignore[arg-type]

"""Posts type ه where ة is meant; what is read is the same, and offsets point at what was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.lexicon.compile import Lexicon
from marsad.model import Claim, Document
from marsad.places.gazetteer import Gazetteer
from marsad.reading.page.final_ta import with_ta
from marsad.reading.pipeline import read
from marsad.verify import verify


@given(st.text(alphabet="اللهةمدينقطوبكف ؛،\n", max_size=60))
def test_the_length_stays(text: str) -> None:
    assert len(with_ta(text)) == len(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("قصفت الطائرات المنطقه", "قصفت الطائرات المنطقة"),  # the area
        ("غاره على قريه في المنطقه", "غارة على قرية في المنطقة"),  # nothing in ة: raid, village, area
        ("انقطعت المياه", "انقطعت المياه"),  # waters: of the root
        ("عبد الله في الاتجاه", "عبد الله في الاتجاه"),  # Abdallah, direction
        ("أعلن التزامه", "أعلن التزامه"),  # his obligation
        ("قتل ووالداه معه", "قتل ووالداه معه"),  # his parents
        ("أصيب والداه", "أصيب والداه"),
        ("غارة على قريه", "غارة على قريه"),  # a text that has ة: left
        ("قتل ابنه وأخاه", "قتل ابنه وأخاه"),  # his son and his brother
    ],
)
def test_only_where_a_feminine_ending_is_meant(typed: str, meant: str) -> None:
    assert with_ta(typed) == meant


def facts(claim: Claim) -> tuple[object, ...]:
    tolls = [(toll.min, toll.max) for toll in (claim.killed, claim.injured) if toll is not None]
    return claim.kind, claim.status, tolls, len(claim.targets), [place.id for place in claim.places]


@pytest.mark.parametrize(
    "text",
    [
        "قصفت قوات النظام بلدة كفر نوران في ريف حلب الغربي أمس ما أدى إلى مقتل ثلاثة مدنيين بينهم طفلة وإصابة أربعة.",
        "شنت طائرات حربية روسية غارة جوية على أطراف مدينة جسر الشغور في محافظة إدلب.",
        "انفجرت عبوة ناسفة بسيارة تابعة للشرطة العسكرية في مدينة الباب.",
    ],
)
def test_what_is_read_is_the_same(text: str, lex: Lexicon, gazetteer: Gazetteer) -> None:
    typed = Document(id="post", text=text.replace("ة", "ه"), published="2021-01-24")
    right = Document(id="post", text=text, published="2021-01-24")
    found, wanted = read(typed, lex, gazetteer), read(right, lex, gazetteer)
    assert [facts(claim) for claim in found] == [facts(claim) for claim in wanted]
    assert found and not any(verify(claim, typed, lex.kinds) for claim in found)

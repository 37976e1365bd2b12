"""Rows of digits and words that break off: what no writer meant is read over, and the rest is read."""

from __future__ import annotations

import pytest

from marsad.lexicon.compile import Lexicon
from marsad.model import Document
from marsad.places.gazetteer import Gazetteer
from marsad.reading.pipeline import read

LENGTHS = [
    3,
    13,
    17,
    400,
    6000,
]  # digits: a count, an account, a telephone with its country, a table, beyond what int() takes


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize(
    "around",
    [
        "{} أيار",  # May
        "ألف و{} شخص",  # a thousand and … people
        "{} الشهر الجاري",  # … of this month
        "{}-1-2021",
        "1-1-{}",
        "قبل {} دقيقة",  # … minutes ago
        "منذ {} يوما",  # for … days
        "{},555,555 شخصا",  # … people
        "{}.5 كيلومتر",  # … kilometres
        "{}-{} شخصا",
    ],
)
def test_rows_of_digits_are_read_over(around: str, length: int, lex: Lexicon, gazetteer: Gazetteer) -> None:
    digits = "5" * length
    # "air planes shelled Aleppo, <row of digits>, and two civilians were killed"
    text = f"قصفت طائرات حربية مدينة حلب {around.format(digits, digits)} وقتل مدنيان."
    claims = read(Document(id="noise", text=text, published="2021-03-04"), lex, gazetteer)
    assert [claim.kind for claim in claims] == ["air_strike"]


@pytest.mark.parametrize("end", ["مقتل", "إلى مقتل", "قتل", "وإصابة", "وأصيب", "بينهم", "من بين"])
def test_a_toll_may_break_off_behind_its_word(end: str, lex: Lexicon, gazetteer: Gazetteer) -> None:
    # "the police carried out a campaign of arrests in Daraa that led to … death"
    text = f"نفذت الشرطة حملة اعتقالات في مدينة درعا أمس أدت {end}"
    claims = read(Document(id="noise", text=text, published="2021-03-04"), lex, gazetteer)
    assert "arrest" in {claim.kind for claim in claims}

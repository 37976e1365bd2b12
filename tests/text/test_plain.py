"""Plain spaces and commas, each at the offset where another stood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.plain import plain, single_spaces

LETTERS = st.text(alphabet="قصف سوق, ؛;?؟\u00a0\u200f\u200b\ufeff\t\n3«»", max_size=40)


@given(LETTERS)
def test_every_offset_stays(text: str) -> None:
    made = plain(text)
    assert len(made) == len(text)
    assert [c for c in made if c.isalnum() or c == "\n"] == [c for c in text if c.isalnum() or c == "\n"]


@given(LETTERS)
def test_what_is_plain_stays_so(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قصف\u00a0بلدة", "قصف بلدة"),  # a no-break space
        ("قصف \u200fبلدة", "قصف  بلدة"),  # a mark of direction beside a space
        ("ال\u200fسلام", "ال\u200fسلام"),  # and inside a word, which it parts not
        ("قتل ثلاثة, وجرح خمسة", "قتل ثلاثة، وجرح خمسة"),
        ("بلغ 1,200 قتيل", "بلغ 1,200 قتيل"),  # no comma of a sentence
        ("November 10, 2024", "November 10, 2024"),
        ("قصف\r\nبلدة\rصوران", "قصف \nبلدة\nصوران"),
        ("قتل /5/ ضباط و /١١/ شخصا", "قتل  5  ضباط و  ١١  شخصا"),
        ("بتاريخ 12/5/2020", "بتاريخ 12/5/2020"),
    ],
)
def test_spaces_and_commas(text: str, wanted: str) -> None:
    assert plain(text) == wanted


def test_runs_of_spaces_become_one() -> None:
    assert single_spaces("قصف   بلدة  صوران") == "قصف بلدة صوران"

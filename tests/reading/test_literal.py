"""What a text must hold for a pattern to be worth trying: never more than a match can do without."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.reading.page.lines import literal


@pytest.mark.parametrize(
    ("pattern", "held"),
    [
        (r"All reactions: ?\d", "All reactions"),
        (r"(?:\d\d:\d\d){0,4}[AP]M · [A-Z]{3}", "M · "),
        (r"ab{0,2}c", "a"),
        (r"ab?cd", "cd"),
        (r"one|another", ""),
        (r"(?:www\.|t\.me/)[!-~]+", ""),
        (r"(?i)shared with", ""),
        (r"a(?:b(?:c)?)?def", "def"),
    ],
)
def test_a_pattern_holds_its_longest_plain_stretch(pattern: str, held: str) -> None:
    assert literal(re.compile(pattern)) == held


@given(
    st.from_regex(
        r"[abc ]{0,4}(?:[abc]{1,2}|\([ab]+\)[?*]?|[ab][?+]|[ab]\{0,1\}|\[ab\]|\\d){1,5}", fullmatch=True
    ),
    st.data(),
)
def test_every_match_holds_it(pattern: str, data: st.DataObject) -> None:
    regex = re.compile(pattern)
    assert literal(regex) in data.draw(st.from_regex(regex, fullmatch=True))

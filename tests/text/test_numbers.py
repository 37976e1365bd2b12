"""Numbers: phrases of tests/data/numbers.yaml and what must hold for any text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.fold import fold
from marsad.text.numbers import compile_numbers, find_numbers
from marsad.text.tokens import tokenize

ROOT = Path(__file__).parents[2]
CASES = yaml.safe_load((ROOT / "tests/data/numbers.yaml").read_text(encoding="utf-8"))
TABLE = compile_numbers(yaml.safe_load((ROOT / "src/marsad/data/numbers.yaml").read_text(encoding="utf-8")))


@pytest.mark.parametrize("case", CASES, ids=[case["say"] for case in CASES])
def test_phrase(case: dict[str, Any]) -> None:
    tokens = tokenize(case["say"])
    found = [(q.min, q.max, q.counted) for q in find_numbers(tokens, 0, len(tokens), TABLE)]
    assert found == [(low, high, counted and fold(counted)) for low, high, counted in case["find"]]


def test_bounds_and_about_are_not_exact() -> None:
    for phrase, exact in (("نحو 40 طالبا", False), ("40 طالبا", True), ("أكثر من 40 طالبا", False)):
        tokens = tokenize(phrase)
        assert [q.exact for q in find_numbers(tokens, 0, len(tokens), TABLE)] == [exact]


def test_things_are_not_people() -> None:
    tokens = tokenize("خمسة صواريخ وخمسة جنود")
    assert [q.people for q in find_numbers(tokens, 0, len(tokens), TABLE)] == [False, True]


words = st.sampled_from(
    [*sorted(TABLE.words)[::7], "و", "من", "على", "الأقل", "12", "3,000", "بين", "،", "\n", "%"]
)


@given(st.lists(words, max_size=30).map(" ".join) | st.text(max_size=60))
def test_ranges_lie_within_the_tokens_and_never_overlap(text: str) -> None:
    tokens = tokenize(text)
    found = find_numbers(tokens, 0, len(tokens), TABLE)
    assert found == find_numbers(tokens, 0, len(tokens), TABLE)
    end = 0
    for quantity in found:
        assert end <= quantity.first < quantity.last <= len(tokens)
        assert quantity.min >= 0
        assert quantity.max is None or quantity.min <= quantity.max
        end = quantity.last

"""Tolls: sentences of tests/data/tolls.yaml and what must hold for any text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from marsad.reading.tolls.mention import TollMention
from marsad.reading.tolls.table import compile_tolls
from marsad.reading.tolls.tolls import find_tolls
from marsad.text.numbers import compile_numbers, find_numbers
from marsad.text.tokens import tokenize

ROOT = Path(__file__).parents[2]
DATA = ROOT / "src/marsad/data"
CASES = yaml.safe_load((ROOT / "tests/data/tolls.yaml").read_text(encoding="utf-8"))
TABLE = compile_tolls(yaml.safe_load((DATA / "tolls.yaml").read_text(encoding="utf-8")))
NUMBERS = compile_numbers(yaml.safe_load((DATA / "numbers.yaml").read_text(encoding="utf-8")))


def read(text: str) -> list[TollMention]:
    tokens = tokenize(text)
    return find_tolls(tokens, (0, len(tokens)), find_numbers(tokens, 0, len(tokens), NUMBERS), TABLE)


@pytest.mark.parametrize("case", CASES, ids=[case["say"] for case in CASES])
def test_sentence(case: dict[str, Any]) -> None:
    found = read(case["say"])
    assert sorted((t.what, t.min, t.max) for t in found) == sorted(tuple(toll) for toll in case["tolls"])
    for name, (low, high) in case.get("groups", {}).items():
        assert found[0].groups[name] == (low, high)
    for flag in ("total", "joint"):
        if found:
            assert getattr(found[0], flag) == case.get(flag, False)


def test_a_definite_noun_alone_may_only_refer_back() -> None:
    assert [toll.weak for toll in read("نقل الجرحى إلى المشفى")] == [True]
    assert [toll.weak for toll in read("سقط جرحى في البلدة")] == [False]


def test_victims_are_the_counted_phrase() -> None:
    text = "إصابة خمسة مدنيين بينهم طفل"
    tokens = tokenize(text)
    (toll,) = read(text)
    ((first, last),) = toll.victims
    assert text[tokens[first].start : tokens[last - 1].end] == "خمسة مدنيين"
    assert tokens[toll.trigger].fold == "اصابه"


words = st.sampled_from(
    [
        *sorted(TABLE.triggers)[::9],
        *sorted(NUMBERS.words)[::97],
        "و",
        "من",
        "بينهم",
        "دون",
        "لم",
        "مع",
        "كل",
        "إلى",
        "12",
        "،",
        "قتلى",
        "جرحى",
        "مدنيين",
        "عدد",
        "خسائر",
        "بشرية",
    ]
)


@given(st.lists(words, max_size=25).map(" ".join) | st.text(max_size=60))
def test_ranges_lie_within_the_sentence(text: str) -> None:
    tokens = tokenize(text)
    found = read(text)
    assert found == read(text)
    for toll in found:
        assert 0 <= toll.first <= toll.trigger < toll.last <= len(tokens)
        assert toll.min >= 0 and (toll.max is None or toll.min <= toll.max)
        for first, last in toll.victims:
            assert toll.first <= first < last <= toll.last

"""The app has a word for whatever the server may say changed: else a key of ours stands on the page."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from marsad.picture.records import Trend, What

WORDS = Path(__file__).parents[2] / "frontend" / "src" / "words.ts"


@pytest.mark.parametrize(
    "key",
    [*(f"c_{what}" for what in (*get_args(What), "first_heard", "new")), *(f"trend_{one}" for one in get_args(Trend)),
     *(f"strikes_{one}" for one in get_args(Trend) if one != "standing")],
)  # fmt: skip
def test_what_changed_has_a_word_in_both_languages(key: str) -> None:
    said = WORDS.read_text(encoding="utf-8").partition(f" {key}: [")[2].partition("]")[0]
    assert said.count('"') == 4, f"no words for {key} in {WORDS.name}"

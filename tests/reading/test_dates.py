"""Dates: phrases of tests/data/dates.yaml and what must hold for any text."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from marsad.reading.days.calendars import hijri_day, hijri_year
from marsad.reading.days.dates import DateMention, compile_times, find_dates
from marsad.text.numbers import compile_numbers
from marsad.text.tokens import sentences, tokenize

ROOT = Path(__file__).parents[2]
DATA = ROOT / "src/marsad/data"
CASES = yaml.safe_load((ROOT / "tests/data/dates.yaml").read_text(encoding="utf-8"))
TABLE = compile_times(yaml.safe_load((DATA / "time.yaml").read_text(encoding="utf-8")))
NUMBERS = compile_numbers(yaml.safe_load((DATA / "numbers.yaml").read_text(encoding="utf-8")))


def read(text: str, published: str | None) -> list[DateMention]:
    tokens = tokenize(text)
    return find_dates(tokens, sentences(tokens), published, TABLE, NUMBERS)


@pytest.mark.parametrize("case", CASES, ids=[f"{case['say']} ({case['published']})" for case in CASES])
def test_phrase(case: dict[str, Any]) -> None:
    found = read(case["say"], case["published"] and case["published"].isoformat())
    expected = [
        (start and start.isoformat(), end and end.isoformat(), precision)
        for start, end, precision in case["dates"]
    ]
    assert [(d.start, d.end, d.precision) for d in found] == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("اليوم", "day"),
        ("الخميس", "weekday"),
        ("قبل يومين", "relative"),
        ("14 أيار", "absolute"),
        ("منذ يومين", "since"),
        ("لمدة يومين", "duration"),
        ("يوميا", "habitual"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert [found.kind for found in read(text, "2019-03-14")] == [kind]


def test_anchor_says_what_the_words_were_resolved_against() -> None:
    anchors = [found.anchor for found in read("أمس وفي 3 أيار 2018 ومنذ أيام", "2019-03-14")]
    assert anchors == ["published", "text", None]


def test_future_is_marked() -> None:
    assert [found.future for found in read("الأحد المقبل", "2019-03-14")] == [True]
    assert [found.future for found in read("قال الأحد", "2019-03-14")] == [False]


def test_hijri_dates_fall_within_a_day_and_the_weekday_settles_them() -> None:
    assert abs((hijri_day(1442, 9, 1) or date.min) - date(2021, 4, 13)).days <= 1
    assert hijri_day(1442, 9, 1, weekday=1) == date(2021, 4, 13)
    assert hijri_day(1442, 13, 1) is None
    assert hijri_year(date(2021, 4, 20)) == 1442
    (found,) = read("الثلاثاء 1 رمضان 1442", None)
    assert (found.start, found.precision) == ("2021-04-13", "day")


words = st.sampled_from(
    [*sorted(TABLE.words)[::5], "12", "2019", "30", "/", "(", ")", "-", "من", "إلى", "\n", "5-8-2023"]
)
stamps = st.none() | st.dates(date(1990, 1, 1), date(2060, 1, 1)).map(date.isoformat)


@given(st.lists(words, max_size=25).map(" ".join) | st.text(max_size=60), stamps)
def test_mentions_lie_within_their_sentence_and_never_overlap(text: str, published: str | None) -> None:
    tokens = tokenize(text)
    parts = sentences(tokens)
    found = find_dates(tokens, parts, published, TABLE, NUMBERS)
    assert found == find_dates(tokens, parts, published, TABLE, NUMBERS)
    end = 0
    for mention in found:
        sentence = parts[mention.sentence]
        assert max(end, sentence.first) <= mention.first < mention.last <= sentence.last
        assert (mention.start is None) == (mention.end is None) == (mention.precision is None)
        assert mention.start is None or mention.end is None or mention.start <= mention.end
        if published is None:
            assert mention.anchor != "published"
        end = mention.last

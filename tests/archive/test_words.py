"""Search words: whatever Arabic writes onto a word, it is found; other words are not."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.archive import words
from marsad.archive.search import vocabulary
from marsad.archive.words import found_at, indexed, match, stem
from marsad.text.fold import fold

_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def _finds(query: str, text: str) -> bool:
    """Is the text found? The same with the index's words at hand as without."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE words USING fts5 (text, tokenize='unicode61 remove_diacritics 0')")
    db.execute("INSERT INTO words VALUES (?)", (indexed(text),))
    held = vocabulary(db, 1000)
    assert held is not None
    hits = [
        expression is not None
        and db.execute("SELECT 1 FROM words WHERE words MATCH ?", (expression,)).fetchone() is not None
        for expression in (match(query), match(query, held))
    ]
    db.close()
    assert hits[0] == hits[1]
    return hits[0]


@pytest.mark.parametrize(
    "query, text",
    [
        ("قصف", "وقصفها بالمدفعية"),  # and its shelling
        ("قصف", "تعرضت للقصف"),  # to the shelling
        ("القصف", "قصف مدفعي"),
        ("قَصْف", "القصـــف"),  # vowel marks, tatweel
        ("سيطرة", "بسط سيطرتها"),  # its control
        ("حلب", "بحلب"),
        ("لبنان", "ولبنان"),
        ("مدرسه", "المدرسة"),
        ("زردنا", "وبزردنا"),  # a village that no list knows
        ("16", "الـ ١٦"),
        ('"قوات النظام"', "وقوات النظام السوري"),
        ("قوات -روسيا", "قوات النظام"),
        ("«قوات النظام»", "لقوات النظام"),
    ],
)
def test_found(query: str, text: str) -> None:
    assert _finds(query, text)


@pytest.mark.parametrize(
    "query, text",
    [
        ("بنان", "لبنان"),  # Lebanon is no "for fingertips"
        ("قصف حلب", "قصف إدلب"),
        ('"النظام قوات"', "قوات النظام"),
        ("قوات -روسيا", "قوات النظام وروسيا"),
        ("", "قصف"),
        ("-قصف", "هدوء"),
        ('" "', "قصف"),
    ],
)
def test_not_found(query: str, text: str) -> None:
    assert not _finds(query, text)


@given(
    word=st.text(_LETTERS, min_size=3, max_size=8),
    before=st.sampled_from(["", "و", "ف", "ب", "ل", "وب", "ال", "وال", "بال", "لل"]),
    after=st.sampled_from(["", "ها", "هم", "نا"]),
)
def test_found_with_any_clitics_unless_that_is_another_word(word: str, before: str, after: str) -> None:
    written = before + word + ("" if before.endswith(("ال", "لل")) else after)
    assert _finds(word, written) or words.known(stem(written))


@given(st.text(max_size=60))
def test_no_query_is_a_syntax_error(query: str) -> None:
    _finds(query, "قصف")


@given(st.text(max_size=80))
def test_the_index_takes_any_text(text: str) -> None:
    assert all(stem(fold(word)) for word in indexed(text).split())


def test_spans_are_of_the_text_as_given() -> None:
    text = "ثم وقَصَفها الطيران"
    assert [text[a:b] for a, b in found_at("قصف", text)] == ["وقَصَفها"]

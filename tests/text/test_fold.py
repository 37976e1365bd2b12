"""Folding and tokens: whatever the text, the maps lead back to the characters they came from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from marsad.text.fold import fold, fold_with_map
from marsad.text.tokens import sentences, tokenize

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآىةؤئءپچگڤ"
MARKS = "\u064b\u064e\u064f\u0650\u0651\u0652\u0640\u200f\u200c"
TEXT = st.one_of(
    st.text(max_size=60),
    st.text(alphabet=LETTERS + MARKS + " .،؛:؟!«»“”\n0123456789٠١٢٣٤٥٦٧٨٩aB#_-", max_size=80),
)


@given(TEXT)
def test_both_maps_cover_both_texts_and_never_go_back(text: str) -> None:
    folded = fold_with_map(text)
    assert len(folded.to_original) == len(folded.text) + 1
    assert len(folded.to_folded) == len(text) + 1
    assert list(folded.to_original) == sorted(folded.to_original)
    assert list(folded.to_folded) == sorted(folded.to_folded)
    assert folded.to_original[-1] == len(text) and folded.to_folded[-1] == len(folded.text)


@given(TEXT)
def test_a_folded_character_comes_from_the_original_character_it_is_mapped_to(text: str) -> None:
    folded = fold_with_map(text)
    for at in range(len(folded.text)):
        start, end = folded.original(at, at + 1)
        assert end == start + 1
        assert folded.text[at] in fold_with_map(text[start:end]).text
        assert folded.to_folded[start] <= at


@given(st.text(alphabet=LETTERS + MARKS + " aB1٢", max_size=60))
def test_folding_a_text_and_folding_a_word_agree(text: str) -> None:
    assert fold_with_map(text).text == fold(text)
    assert fold(fold(text)) == fold(text)


@given(TEXT)
def test_tokens_stand_in_order_in_the_text_and_sentences_hold_them(text: str) -> None:
    tokens = tokenize(text, 0, len(text))
    end = 0
    for token in tokens:
        assert end <= token.start < token.end <= len(text)
        end = token.end
    at = 0
    for sentence in sentences(tokens):
        assert at <= sentence.first < sentence.last <= len(tokens)
        at = sentence.last


def test_a_run_of_words_without_a_full_stop_is_cut() -> None:
    tokens = tokenize(text := "قصف " * 2000, 0, len(text))
    found = sentences(tokens)
    assert len(found) > 1 and max(s.last - s.first for s in found) <= 320
    assert sum(s.last - s.first for s in found) == len(tokens)

from __future__ import annotations

import pytest

from marsad.places.names import key, keys_of, latin_key, loose, skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [("القامشلي", "قامشلى"), ("كفر نبل", "كفرنبل"), ("عين الحمراء", "عين الحمرا"), ("كفرومة", "كفروما")],
)  # fmt: skip
def test_loose_forms_forgive_articles_spaces_and_hamza(one: str, other: str) -> None:
    assert loose(key(one)) == loose(key(other))


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("قرموغ", "Qara Mogh"),
        ("مرشود", "Marshûd"),
        ("شيران", "Şîran"),
        ("خالتان", "Xaltan"),
        ("صفيرة", "Şufayrāh"),
    ],
)
def test_skeletons_join_arabic_kurdish_and_map_spellings(arabic: str, latin: str) -> None:
    assert skeleton(key(arabic)) == skeleton(key(latin))


def test_skeletons_keep_different_names_apart() -> None:
    assert skeleton(key("حماة")) != skeleton(key("حمام"))
    assert skeleton(key("عا")) == ""


def test_glued_words_are_parted_after_ta_marbuta() -> None:
    assert key("معرةالنعمان") == key("معرة النعمان")


def test_latin_names_lose_article_and_marks() -> None:
    assert latin_key("Al-Qāmishlī") == latin_key("Qamishli") == "qamishli"


def test_bracketed_names_are_found_by_either() -> None:
    assert set(keys_of("عين العرب (كوباني)")) >= {key("عين العرب"), key("كوباني")}

"""Classes of words that the code asks for: none is missing, none is left over, and a fault is told where it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import marsad
from marsad.errors import LexiconError
from marsad.lexicon import load, word_classes
from marsad.lexicon.check import static_faults
from marsad.lexicon.word_classes import AND_BY_FOR, is_one_of, word_class
from marsad.text.fold import fold

CODE = Path(marsad.__file__).parent
ASKED = re.compile(r'word_class\("([^"]+)"\)')


def asked_for() -> set[str]:
    return {name for file in CODE.rglob("*.py") for name in ASKED.findall(file.read_text(encoding="utf-8"))}


def test_every_class_is_asked_for_by_some_rule_and_every_rule_gets_its_class() -> None:
    named = load.load().word_classes
    assert asked_for() == set(named)
    assert all(word_class(name) for name in named)


def test_words_are_compared_as_folded() -> None:
    # أرملة, a widow: in the file as it is spelled, in the code without hamza and dots.
    assert "ارمله" in word_class("relatives")


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("وزير", "offices_told_apart"),  # a minister: و is its own
        ("ووزير", "offices_told_apart"),
        ("وفاة", "loss"),
        ("باخرة", "brings_aid"),
        ("للباخرة", "brings_aid"),
        ("وساطة", "terms_of_it"),
        ("لاجئين", "people_standing_by"),
        ("للاجئين", "people_standing_by"),
    ],
)
def test_a_word_that_begins_as_a_lead_does_is_found_bare_and_led(word: str, name: str) -> None:
    assert is_one_of(fold(word), word_class(name), AND_BY_FOR)


def test_what_is_left_of_another_word_is_none_of_them() -> None:
    assert not is_one_of("زير", word_class("offices_told_apart"), AND_BY_FOR)


def test_a_class_that_nobody_wrote_is_an_error() -> None:
    with pytest.raises(KeyError, match="no_such_class"):
        word_class("no_such_class")


@pytest.fixture
def classes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "word_classes.yaml"
    monkeypatch.setattr(load, "CLASSES", file)
    monkeypatch.setattr(word_classes, "CLASSES", file)
    return file


@pytest.mark.parametrize(
    ("text", "line", "column", "code"),
    [
        ("kin:\n  gloss: x\n  words: [أخ, أخت, اخ]\n", 3, 20, "L017"),  # twice, but for the hamza
        ("kin:\n  gloss: x\n  words: [أخ, brother]\n", 3, 15, "L015"),
        ("kin:\n  words: [أخ]\n", 1, 1, "L005"),  # nobody knows what it is for
    ],
)
def test_a_fault_is_told_with_its_place(classes: Path, text: str, line: int, column: int, code: str) -> None:
    classes.write_text(text, encoding="utf-8")
    _, faults = static_faults([classes.parent])
    assert [(f.code, f.where) for f in faults] == [(code, f"{classes}:{line}:{column}")]


def test_reading_stops_at_a_class_without_words(classes: Path) -> None:
    classes.write_text("kin:\n  gloss: x\n", encoding="utf-8")
    word_classes._classes.cache_clear()
    try:
        with pytest.raises(LexiconError, match="words"):
            word_class("kin")
    finally:
        word_classes._classes.cache_clear()


def test_a_lexicon_of_ones_own_is_told_that_it_cannot_have_classes(tmp_path: Path) -> None:
    file = tmp_path / "word_classes.yaml"
    file.write_text("kin:\n  gloss: x\n  words: [أخ]\n", encoding="utf-8")
    _, faults = static_faults([tmp_path])
    assert [(f.code, f.where) for f in faults] == [("L012", f"{file}:1:1")]

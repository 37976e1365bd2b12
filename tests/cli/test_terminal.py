"""Arabic and Latin on one line: order, joined letters, marks, line breaks."""

from __future__ import annotations

import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.cli.terminal import EVIDENCE, PLAIN, TRIGGER, Screen, cells, clean, marked, orders_text, screen

NAME = "قوات سوريا الديمقراطية"
ISOLATES = {"\u2067", "\u2068", "\u2069"}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environ", "known"),
    [
        ({"VTE_VERSION": "7600"}, True),
        ({"VTE_VERSION": "5202"}, False),
        ({"KONSOLE_VERSION": "230800"}, True),
        ({"TERM_PROGRAM": "Apple_Terminal"}, True),
        ({"TERM": "xterm-kitty"}, False),
        ({"TERM": "xterm-256color"}, False),
        ({}, False),
    ],
)
def test_only_terminals_known_to_order_text_get_isolates(environ: dict[str, str], known: bool) -> None:
    assert orders_text(environ) is known
    assert screen(stream=Terminal(), environ=environ).isolates is known


def test_a_pipe_gets_plain_text_whatever_the_terminal() -> None:
    piped = screen(stream=io.StringIO(), environ={"VTE_VERSION": "7600"})
    assert piped == Screen()
    assert piped.mixed(f"who {NAME} (SDF)") == f"who {NAME} (SDF)"


def test_colour_can_be_turned_off() -> None:
    assert screen(stream=Terminal(), environ={}).styled
    assert not screen(stream=Terminal(), environ={"NO_COLOR": "1"}).styled
    assert not screen(stream=Terminal(), environ={"TERM": "dumb"}).styled


def test_each_arabic_run_is_isolated_and_latin_is_left() -> None:
    line = Screen(isolates=True).mixed(f"   who  {NAME} (SDF, قسد) at طفس, confidence 0.50")
    assert line == f"   who  \u2068{NAME}\u2069 (SDF, \u2068قسد\u2069) at \u2068طفس\u2069, confidence 0.50"


def test_visual_order_reverses_arabic_only_and_joins_its_letters() -> None:
    line = Screen(visual=True).mixed("   who  قسد (SDF) on 2021-01-24")
    assert line.startswith("   who  ") and line.endswith(" (SDF) on 2021-01-24")
    shown = line[8:].split(" (")[0]
    assert unicodedata.normalize("NFKC", shown[::-1]) == "قسد"
    assert shown != "قسد"[::-1]
    assert not ISOLATES & set(line)


def test_two_names_keep_their_places_in_visual_order() -> None:
    line = Screen(visual=True).mixed("by الجيش, to الأهالي, at طفس")
    back = [unicodedata.normalize("NFKC", word.strip(",")[::-1]) for word in line.split()[1::2]]
    assert back == ["الجيش", "الأهالي", "طفس"]


def test_visual_keeps_the_letters_of_every_word() -> None:
    text = "ما لا يقل عن 12 قتيلاً لله في كوباني، ێ ۆ گ چ پ ڤ"
    (line,) = Screen(visual=True).sentence(text, [PLAIN] * len(text), 0)
    words = sorted(unicodedata.normalize("NFKC", word[::-1]) for word in line.split() if not word.isdigit())
    assert words == sorted(word.replace("\u064b", "") for word in text.split() if not word.isdigit())
    assert "12" in line


def test_visual_output_tells_the_terminal_not_to_order_it_again(capsys: pytest.CaptureFixture[str]) -> None:
    Screen(visual=True, explicit=True).print(["x"])
    assert capsys.readouterr().out == "\x1b[8lx\n\x1b[8h"


def test_evidence_is_in_brackets_without_styles_and_bold_with_them() -> None:
    text, marks = marked("قال إن الجيش قصف البلدة.", 0, 24, [(7, 23, EVIDENCE), (13, 16, TRIGGER)])
    assert list(Screen().sentence(text, marks, 0)) == ["قال إن [الجيش قصف البلدة]."]
    (styled,) = Screen(styled=True).sentence(text, marks, 0)
    assert "\x1b[1m\x1b[4mقصف\x1b[0m" in styled and "[الجيش" not in styled.replace("\x1b[", "")


@given(st.text(alphabet="ابتثجحخدذرز َّabc 12،.\u0640", max_size=400), st.integers(20, 120))
def test_lines_fit_and_no_word_is_broken(text: str, width: int) -> None:
    text = clean(text)
    lines = list(Screen(width=width).sentence(text, [PLAIN] * len(text), 3))
    assert " ".join(" ".join(lines).split()) == " ".join(text.split())
    for line in lines:
        assert cells(line) <= max(width, 23) or len(line.split()) == 1


@given(st.text(max_size=200))
def test_clean_text_has_no_control_left(text: str) -> None:
    shown = clean(text)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    assert not ({chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))} & set(shown))

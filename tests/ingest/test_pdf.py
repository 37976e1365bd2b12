"""Arabic in PDF: the order of letters, numbers, lines and columns as a reader takes them."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.ingest.order import in_reading_order, mended, plain_letters, turned
from marsad.ingest.pdf import read_pdf
from marsad.ingest.records import Raw
from marsad.model import Document
from tests.ingest import made

pytest.importorskip("pypdfium2")

# Twelve people were hurt, among them 3 children, on the morning of Sunday 14/05/2023, when shells fell on the town.
FIRST = "أصيب 12 شخصاً بجروح، بينهم 3 أطفال، صباح الأحد 14/05/2023 حين سقطت قذائف على بلدة المنارة."
# The shelling went on for 45 minutes from 03:22, and the people took shelter. No count of the damage (about 1,250 dollars) yet.
SECOND = "واستمر القصف ٤٥ دقيقة من الساعة ٠٣:٢٢ ولجأ الأهالي إلى الأقبية. ولا إحصاء نهائياً للأضرار (نحو 1,250 دولاراً) حتى الآن."
# A car of the make Toyota Hilux burnt at kilometre 17.5 of the road M4, said Relief Point International.
THIRD = "احترقت سيارة من طراز Toyota Hilux عند الكيلومتر 17.5 على طريق M4 وفق منظمة Relief Point International أمس."


def read(data: bytes) -> Document:
    return read_pdf(Raw(data=data, where="a.pdf"))


def visual(line: str) -> list[str]:
    """The line's glyphs from left to right, joined and turned as programs do that cannot set Arabic themselves."""
    reshape = pytest.importorskip("arabic_reshaper").reshape
    return list(pytest.importorskip("bidi.algorithm").get_display(reshape(line), base_dir="R"))


def set_right(lines: list[str], right: float = 800.0, step: float = 18.0, top: float = 780.0) -> bytes:
    laid = [visual(line) for line in lines]
    return made.laid([(right - len(line) * 6, top - n * step, line) for n, line in enumerate(laid)])


def without_vowels(text: str) -> str:
    return "".join(char for char in text if not "\u064b" <= char <= "\u0652")  # which the shaper drops


@pytest.mark.parametrize("line", [FIRST, SECOND, THIRD])
def test_a_line_set_from_left_to_right_in_joined_forms_reads_from_right_to_left(line: str) -> None:
    assert read(set_right([line])).text == without_vowels(line)


@pytest.mark.parametrize(
    "two", ["لا", "ال"]
)  # lam-alef as one glyph, whichever way the file's table names it
def test_lam_alef_in_one_glyph_is_never_alef_lam(two: str) -> None:
    # "No agreement in the town until now": ولا اتفاق في البلدة حتى الآن, in plain letters
    line = "ولا اتفاق في البلدة حتى الآن والقصف مستمر"
    data = made.laid([(300.0, 700.0, [two if one in "ﻻﻼ" else one for one in visual(line)])])
    assert read(data).text == line


def test_words_without_a_space_between_them_are_parted_where_there_is_room() -> None:
    line = "قصفت القوات البلدة مساء أمس بالمدفعية"  # the forces shelled the town last evening with artillery
    glyphs = ["" if one == " " else one for one in visual(line)]
    assert read(made.laid([(300.0, 700.0, glyphs)])).text == line


def test_lines_that_fill_the_width_are_one_paragraph_and_a_short_one_ends_it() -> None:
    line, rest = (
        without_vowels(SECOND).rsplit(" ", 3)[0],
        "وما زال العدد غير نهائي.",
    )  # and the number is not final yet
    assert read(set_right([line, rest, without_vowels(FIRST)])).text.split("\n\n") == [
        f"{line} {rest}",
        without_vowels(FIRST),
    ]


def test_of_two_columns_the_right_one_is_read_first() -> None:
    right = ["العمود الأول عن الملاجئ في", "القرية وعن حال الطرق إليها", "بعد هطول الأمطار الغزيرة أمس."]
    left = ["العمود الثاني عن المدارس في", "البلدة وعن أعداد الطلاب فيها", "بحسب مديرية التربية أمس الأول."]
    lines = [(800.0, 700.0 - 18 * n, line) for n, line in enumerate(right)]
    lines += [(380.0, 694.0 - 18 * n, line) for n, line in enumerate(left)]  # not at the same heights
    data = made.laid([(x - 6 * len(visual(line)), y, visual(line)) for x, y, line in lines])
    assert read(data).text.split("\n\n") == [" ".join(right), " ".join(left)]


def test_a_table_is_read_row_by_row_with_its_cells_apart() -> None:
    rows = [("البلدة", "القتلى", "الجرحى"), ("المنارة", "4", "12"), ("تل الزيتون", "0", "7")]
    laid = [
        (800.0 - 200 * n - 6 * len(visual(cell)), 700.0 - 20 * row, visual(cell))
        for row, cells in enumerate(rows)
        for n, cell in enumerate(cells)
    ]
    assert read(made.laid(laid)).text.split("\n\n") == [" | ".join(cells) for cells in rows]


@pytest.mark.parametrize("fonttype", [3, 42])
def test_a_pdf_shaped_by_harfbuzz_keeps_marks_on_their_letters(fonttype: int) -> None:
    matplotlib = pytest.importorskip("matplotlib", minversion="3.11")
    from matplotlib.backends.backend_pdf import FigureCanvasPdf
    from matplotlib.figure import Figure

    lines = [
        FIRST,
        SECOND,
        "وقدّرت الأضرار بنحو ألف دولار.",
    ]  # and the damage was put at about a thousand dollars
    with matplotlib.rc_context({"pdf.fonttype": fonttype}):
        figure = Figure(figsize=(12, 4))
        for n, line in enumerate(lines):
            figure.text(0.98, 0.8 - 0.2 * n, line, ha="right", fontsize=11)
        out = io.BytesIO()
        FigureCanvasPdf(figure).print_pdf(out)
    assert read(out.getvalue()).text.split("\n\n") == lines


def test_a_page_printed_by_a_browser(tmp_path: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine")
    page = tmp_path / "a.html"
    page.write_text(
        f"<html lang=ar dir=rtl><meta charset=utf-8><title>قصف على بلدة المنارة</title><body><h1>قصف على بلدة المنارة</h1>"
        f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></body></html>",
        encoding="utf-8",
    )
    done = subprocess.run(
        [chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/p",
         f"--print-to-pdf={tmp_path}/a.pdf", page.as_uri()],
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    if not (tmp_path / "a.pdf").exists():
        pytest.skip(f"Chromium does not print here: {done.stderr[-200:]!r}")
    document = read((tmp_path / "a.pdf").read_bytes())
    assert document.text.split("\n\n") == ["قصف على بلدة المنارة", FIRST, SECOND, THIRD]
    assert document.title == "قصف على بلدة المنارة"
    assert any("a.html" in line for _, line in document.extra["removed"])  # the address below the page


_ARABIC = st.sampled_from(["قصف", "لا", "بلدة", "الأحد", "إن", "ثلاثة"])
_NUMBER = st.sampled_from(["7", "12", "17.5", "1,250", "03:22", "14/05/2023", "٤٥", "٠٣:٢٢"])
_LATIN = st.sampled_from(["Hilux", "Relief Point", "M4", "COVID-19"])
_PART = st.one_of(_ARABIC, _ARABIC.map(lambda word: f"{word}،"), _ARABIC.map(lambda word: f"({word})"),
                  st.tuples(_NUMBER, _ARABIC).map(" ".join), st.tuples(_LATIN, _ARABIC).map(" ".join))  # fmt: skip


@given(st.lists(_PART, min_size=1, max_size=9).map(lambda parts: "قال " + " ".join(parts)))
def test_what_the_bidirectional_algorithm_turned_is_turned_back(line: str) -> None:
    shown = pytest.importorskip("bidi.algorithm").get_display(line, base_dir="R")
    back = "".join(shown[at] for at in in_reading_order(shown, rtl=True))
    assert turned(back) == line


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("ﻗﺼﻒ ﺑﻠﺪﺓ ﻻ", "قصف بلدة لا"),
        ("جريحاًاً", "جريحاً"),
        ("قدّّرت", "قدّرت"),
        ("شخصاًأصيبوا", "شخصاً أصيبوا"),
        ("جداً.", "جداً."),
    ],
)
def test_letters_are_plain_and_words_end(given: str, said: str) -> None:
    assert mended(plain_letters(given)) == said

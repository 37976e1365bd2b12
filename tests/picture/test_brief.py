"""The brief: every number is a query anyone can run, every statement has its sentence, nothing slips into the page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marsad.cli.brief import _made
from marsad.cli.main import main
from marsad.lexicon.compile import lexicon
from marsad.picture.brief import Brief, Number, numbers_of
from marsad.picture.page import page
from tests.picture.conftest import records
from tests.picture.scenario import archive

Run = Callable[..., Result]
_FIRST, _LAST = date(2021, 1, 11), date(2021, 2, 3)


def _queried(run: Run, one: Number) -> Any:
    """What the command behind a number gives."""
    lines = records(run(*one.command, "--json"))
    if one.take == "lines":
        return len(lines)
    if one.take == "unplaced":
        return sum(not any(place.get("admin1") for place in line.get("places", ())) for line in lines)
    if one.take == "field":
        (line,) = [line for line in lines if line["id"] == one.line]
        found = line[one.field or ""]
        return tuple(found) if isinstance(found, list) else found
    tolls = [line[one.take] for line in lines if one.take in line]
    if not tolls:
        return None
    highs = [toll["max"] for toll in tolls]
    return sum(toll["min"] for toll in tolls), None if None in highs else sum(highs)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.integers(0, (_LAST - _FIRST).days), length=st.integers(0, 24))
def test_each_number_equals_the_query_beside_it(sample: Path, run: Run, start: int, length: int) -> None:
    since = _FIRST + timedelta(days=start)
    until = min(since + timedelta(days=length), _LAST)
    made = _made(sample, since.isoformat(), until.isoformat())
    found = numbers_of(made)
    assert len(found) >= 5
    for number in found:
        assert number.value == _queried(run, number), number.command


@pytest.fixture(scope="module")
def made(sample: Path) -> Brief:
    return _made(sample, "2021-01-20", None)


def test_days_and_names_keep_their_order_in_lines_of_the_other_direction(made: Brief) -> None:
    arabic, english = (page(made, language, lexicon().kinds) for language in ("ar", "en"))  # type: ignore[arg-type]
    lines = [
        arabic.title,
        *arabic.lines,
        *(item.lead + item.text for one in arabic.sections for item in one.items),
    ]
    days = [day for line in lines for day in re.finditer(r"(.?)\d{4}-\d{2}-\d{2}", line)]
    assert days and all(day[1] in "\u2066–" for day in days)
    told = [item.text for one in english.sections for item in one.items if re.search("[ء-ي]", item.text)]
    assert told and all("\u2068" in text and text.count("\u2068") == text.count("\u2069") for text in told)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_statement_leads_to_a_sentence_of_a_report(made: Brief, sample: Path, language: Any) -> None:
    one = page(made, language, lexicon().kinds)
    nothing = {"Nothing is reported.", "لم يرد شيء."}
    items = [item for section in one.sections for item in section.items if item.text not in nothing]
    assert len(items) > 10
    texts = {
        report["id"]: f"{report['text']}\n{report['title']}"
        for report in map(json.loads, (Path(__file__).parents[2] / "src/marsad/data/sample/reports.jsonl")
                          .read_text(encoding="utf-8").splitlines())
    }  # fmt: skip
    for item in items:
        assert item.notes, item.text
        for number in item.notes:
            note = one.notes[number - 1]
            quote = note.quote.removesuffix(" …")
            assert quote in " ".join(texts[note.report.id].split())


def test_every_number_of_the_page_is_among_its_figures(made: Brief) -> None:
    one = page(made, "en", lexicon().kinds)
    values = {figure.value for figure in one.figures}
    (table,) = [section.table for section in one.sections if section.table is not None]
    shown = {cell for row in table.rows for cell in row[1:]} - {"–"}
    shown |= set(re.findall(r": (\d+)", one.lines[1]))
    assert shown and shown <= values
    assert all(figure.command.startswith("marsad ") for figure in one.figures)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_html_stands_by_itself_and_runs_right_to_left_where_arabic(run: Run) -> None:
    text = run("brief", "--since", "2021-01-20", "--format", "html", "--lang", "both").output
    found = _Page()
    found.feed(text)
    articles = [attrs for tag, attrs in found.tags if tag == "article"]
    assert [(one["lang"], one["dir"]) for one in articles] == [("ar", "rtl"), ("en", "ltr")]
    for tag, attrs in found.tags:
        assert tag not in ("script", "link", "iframe", "object")
        assert not any(name.startswith("on") for name in attrs)
        if "src" in attrs:
            assert str(attrs["src"]).startswith("data:image/svg+xml;base64,")
    targets = {attrs["id"] for _, attrs in found.tags if "id" in attrs}
    inner = {
        str(attrs["href"])[1:]
        for tag, attrs in found.tags
        if tag == "a" and str(attrs["href"]).startswith("#")
    }
    assert inner and inner <= targets


_HOSTILE = {
    "id": "x<script>alert(1)</script>", "published": "2021-01-24", "url": "javascript:alert(1)",
    "outlet": '"><img src=x onerror=alert(1)>', "title": "<b>عنوان</b>",
    "text": "اندلعت اشتباكات بين الجيش السوري وقوات سوريا الديمقراطية في مدينة القامشلي <script>alert(1)</script> أمس.",
}  # fmt: skip


@pytest.mark.parametrize("form", ["html", "md"])
def test_what_reports_write_is_text_and_nothing_else(tmp_path: Path, form: str) -> None:
    path = tmp_path / "a.db"
    with archive(path, [_HOSTILE]):
        pass
    result = CliRunner().invoke(
        main, ["brief", "--since", "2021-01-20", "--format", form, "--no-pictures", "--archive", str(path)]
    )
    assert result.exit_code == 0, result.stderr
    body = result.output.partition("</head>")[2] or result.output
    assert "<script" not in body and "<img" not in body
    assert 'href="javascript' not in result.output
    assert "alert(1)" in result.output  # it is shown, as text


def test_word_holds_both_languages_and_the_drawings(run: Run) -> None:
    result = run("brief", "--since", "2021-01-20", "--format", "docx", "--lang", "both")
    with ZipFile(BytesIO(result.stdout_bytes)) as file:
        xml = file.read("word/document.xml").decode()
        ElementTree.fromstring(xml)
        assert "w:bidi" in xml and "w:rtl" in xml and "موجز الوضع" in xml and "Situation brief" in xml
        assert len([name for name in file.namelist() if name.startswith("word/media/")]) == 4


@pytest.mark.parametrize("form", ["md", "html"])
def test_the_same_archive_gives_the_same_bytes(run: Run, form: str) -> None:
    ask = ("brief", "--since", "2021-01-20", "--format", form, "--lang", "both")
    assert run(*ask).stdout_bytes == run(*ask).stdout_bytes


def test_drawings_are_written_beside_markdown(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "drawn"
    output = run("brief", "--since", "2021-01-20", "--drawings", folder, "--lang", "ar").output
    for name in ("map", "graph"):
        path = folder / f"{name}-ar.svg"
        assert path.as_posix() in output
        assert ElementTree.parse(path).getroot().tag.endswith("svg")


def test_an_archive_without_days_has_no_brief(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with archive(path, [{"id": "a", "outlet": "صحيفة", "text": "يحاصر الحوثيون مدينة تعز منذ أيام."}]):
        pass
    result = CliRunner().invoke(main, ["brief", "--since", "2021-01-20", "--archive", str(path)])
    assert result.exit_code == 1 and "known day" in result.stderr
    late = CliRunner().invoke(main, ["picture", "--archive", str(path)])
    assert late.exit_code == 0 and "a day that is unknown" in late.output

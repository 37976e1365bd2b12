"""Broken input: what the long runs of ``fuzz.py`` found, each as a case, and a short run of their own."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.ingest.metadata import read_meta
from marsad.ingest.opening import Ways, read_raw
from marsad.ingest.records import Raw, Report
from marsad.ingest.stamps import machine_time, read_stamp
from marsad.ingest.tree import parse_page
from marsad.ingest.words import page_words

from . import made
from .fuzz import broken, check, seeds
from .made import ONE

HEAD = "<html><head><meta charset=utf-8></head><body>"
XLSX = made.xlsx([["النص", "التاريخ"], [ONE, "2021-05-14"]])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        # A workbook whose second entry has a damaged header: zipfile's own error came through.
        ("a.xlsx", XLSX.replace(b"PK\x03\x04", b"PK\x03\x05").replace(b"PK\x03\x05", b"PK\x03\x04", 1)),
        # An address in From that the standard library's new parser fails on.
        ("a.eml", f"From: a:;<\r\nSubject: x\r\nTo: x:,;\r\n\r\n{ONE}".encode()),
        ("a.eml", f"From: =?utf-8?b?\xff?=\r\nSubject: x\r\nContent-Type: ;;;=\r\n\r\n{ONE}".encode("utf-8", "replace")),
        # Control characters after a line break in a message of a chat.
        ("messages.html", made.telegram_html().replace(b"<br>", b"<br>&#1;&#0;")),
        # A WACZ whose packed WARC is damaged.
        ("x.wacz", made.wacz([("https://a.example/1", made.html())]).replace(b"\x1f\x8b\x08", b"\x1f\x8b\x09")),
        # An address that cannot be taken apart.
        ("a.mhtml", made.mhtml().replace(b"https://a.example/news/1", b"http://[::1/news")),
        # Headings in headings without end: each was read whole, again and again.
        ("a.html", (HEAD + "<h1>عنوان " * 2000 + f"<p>{ONE}</p>").encode()),
        ("a.html", (HEAD + "<div class=x>" * 5000 + f"<p>{ONE}</p>").encode()),
        ("a.html", (HEAD + "<b>" * 3000 + ONE).encode()),
        # Half a character in what a page tells machines.
        ("a.html", (HEAD + '<script type="application/ld+json">{"@type":"NewsArticle","headline":"\\ud800","articleBody":"' + ONE * 3 + '\\udfff"}</script>').encode()),
        ("result.json", made.telegram().replace("عاجل".encode(), b"\\ud83d")),
        # A long run of figures between dashes: the count behind a line was looked for from each of them.
        ("a.html", (HEAD + f"<p>{ONE}{'0000-00-00' * 3000}x</p>").encode()),
        # Text that stands in no element.
        ("a.html", f"<html>{ONE}<p class=comments>{ONE}</p></html>".encode()),
        ("a.html", b"<html><body>" + b"<p>a b c d e f g h i j.</p>" * 3_000),
    ],
)  # fmt: skip
def test_what_was_found(name: str, data: bytes) -> None:
    check(name, data)
    assert list(read_raw(Raw(data=data, where=name), Ways()))


def test_a_short_run() -> None:
    whole, rand = seeds(), random.Random(7)
    for _ in range(100):
        check(*broken(rand, whole))


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=2000),
    st.sampled_from(["a.html", "f.xml", "a.eml", "a.csv", "r.json", "c.txt", "a.zip", "x.warc"]),
)
def test_any_bytes_under_any_name(data: bytes, name: str) -> None:
    check(name, data)


@settings(deadline=None)
@given(st.text(max_size=120))
def test_any_words_are_a_time_or_none(text: str) -> None:
    for found in (read_stamp(text, page_words()), machine_time(text)):
        iso = found if isinstance(found, str) else found.iso if found else "2021-01-01"
        assert iso[4] == "-"


@settings(max_examples=60, deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=20), lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
    st.sampled_from(["@type", "@graph", "author", "name", "headline", "datePublished", "publisher", "articleBody", "liveBlogUpdate", "mainEntityOfPage", "url", "articleSection"]),
    inner, max_size=5), max_leaves=12))  # fmt: skip
def test_metadata_of_any_shape(value: object) -> None:
    import json

    page = f'<html><head><script type="application/ld+json">{json.dumps(value)}</script></head><body><p>x</p></body></html>'
    meta = read_meta(parse_page(page), "https://a.example/")
    assert meta.title is None or isinstance(meta.title, str)


def test_reports_of_broken_pages_still_say_where_they_are_from() -> None:
    rand = random.Random(11)
    page = next(data for name, data in seeds() if name.startswith("02"))
    for _ in range(40):
        _, data = broken(rand, [("02.html", page)])
        for one in read_raw(Raw(data=data, where="02.html", url="https://a.example/1"), Ways()):
            assert isinstance(one, Report) and one.where.startswith("02.html")

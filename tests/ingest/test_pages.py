"""The composed pages, each against what a careful reader takes from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.pages import BLIND, FRESH, HELD, UNSEEN, corpus, f1, judge, measure, ours
from marsad.errors import InputError
from marsad.ingest.page import read_page, without_site
from marsad.ingest.records import Raw

PAGES = corpus()


@pytest.mark.parametrize("name", PAGES)
def test_the_page_gives_its_report_and_nothing_else(name: str) -> None:
    found = judge(PAGES[name], ours(PAGES[name]))
    assert found["f1"] >= 0.97
    assert found["kept"] == []
    assert found["date"] and found["title"] and found["outlet"] and found["count"]


@pytest.mark.parametrize(("folder", "least"), [(HELD, 0.99), (UNSEEN, 0.97), (BLIND, 0.98)])
def test_pages_composed_later_are_read_as_well(folder: Path, least: float) -> None:
    found = measure(ours, corpus(folder))
    assert found["f1"] >= least
    assert found["kept"] == 0
    assert found["date"] == found["title"] == len(found["pages"])


def test_pages_of_other_manners_are_read_within_what_is_told_of_them() -> None:
    found = measure(ours, corpus(FRESH))
    assert found["f1"] >= 0.97
    assert found["kept"] <= 1  # an editor's note in a box of its own, which nothing tells from the report
    assert found["date"] == found["title"] == len(found["pages"])


def test_the_corpus_has_forty_pages_of_many_makers() -> None:
    assert len(PAGES) == 40
    assert len({page["kind"] for page in PAGES.values()}) >= 38


def test_what_was_removed_is_kept_with_the_reason() -> None:
    document = read_page(PAGES["01-newspaper"]["raw"])[0]
    removed = dict((text, reason) for reason, text in document.extra["removed"])
    for line in PAGES["01-newspaper"]["foreign"]:
        assert any(line in text for text in removed), line
    assert removed["مقالات ذات صلة"] == "related"  # "related articles"


def test_nothing_of_the_page_is_lost_between_report_and_removed() -> None:
    page = "<html><body><nav><a href=/>الرئيسية</a></nav><div class=entry-content><p>قصفت القوات البلدة مساء أمس بالمدفعية الثقيلة.</p></div><div>سطر بعيد</div></body></html>"
    document = read_page(Raw(data=page.encode(), where="p.html"))[0]
    said = document.text + " ".join(text for _, text in document.extra["removed"])
    for piece in ("الرئيسية", "قصفت القوات", "سطر بعيد"):  # home; the forces shelled; a line far off
        assert piece in said


def test_an_id_is_that_of_the_address_and_the_text() -> None:
    page = b"<html><body><h1>x</h1><p>%s</p></body></html>"
    text = "قصفت القوات البلدة مساء أمس بالمدفعية الثقيلة."  # the forces shelled the town
    first = read_page(Raw(data=page % text.encode(), where="a", url="https://a.example/1"))[0]
    again = read_page(Raw(data=page % text.encode(), where="b", url="https://a.example/1"))[0]
    other = read_page(
        Raw(data=page % (text + " ونفت القوات.").encode(), where="a", url="https://a.example/1")
    )[0]
    assert first.id == again.id != other.id
    assert first.id.startswith("a.example-")


@pytest.mark.parametrize(
    "page",
    ["", "<html></html>", "<html><body><div id=app></div><script>x()</script></body></html>", "<p></p>"],
)
def test_a_page_without_text_is_an_error_that_says_what_to_do(page: str) -> None:
    with pytest.raises(InputError) as fault:
        read_page(Raw(data=page.encode(), where="p.html"))
    assert fault.value.code in ("I030", "I032")
    assert "p.html" in str(fault.value)


def test_a_page_of_teasers_is_no_report() -> None:
    cards = "".join(
        f"<div class=c><h3><a href=/n/{n}>عنوان خبر من الأخبار رقم {n}</a></h3><p>نص تمهيدي عن هذا الخبر يدعو القارئ إلى فتح صفحته لقراءة المزيد.</p></div>"
        for n in range(12)
    )
    with pytest.raises(InputError) as fault:
        read_page(Raw(data=f"<html><body><h1>أخبار</h1>{cards}</body></html>".encode(), where="p.html"))
    assert fault.value.code == "I033"


def test_a_canonical_address_of_another_site_is_not_believed() -> None:
    page = "<html><head><link rel=canonical href='https://agency.example/x/1'></head><body><p>قصفت القوات البلدة مساء أمس بالمدفعية الثقيلة.</p></body></html>"
    document = read_page(Raw(data=page.encode(), where="p", url="https://copy.example/9"))[0]
    assert document.url == "https://copy.example/9"
    assert document.outlet == "copy.example"


@pytest.mark.parametrize(
    ("title", "outlet", "expected"),
    [
        ("قصف على بلدة طفس | شبكة المرقاب", "شبكة المرقاب", "قصف على بلدة طفس"),
        ("شبكة المرقاب - قصف على بلدة طفس", "شبكة المرقاب", "قصف على بلدة طفس"),
        ("قصف على بلدة طفس بريف درعا - المرقاب", None, "قصف على بلدة طفس بريف درعا"),
        ("إدلب – درعا: قصف وهدنة", None, "إدلب – درعا: قصف وهدنة"),
    ],
)
def test_the_site_is_no_part_of_the_title(title: str, outlet: str | None, expected: str) -> None:
    assert without_site(title, outlet) == expected


def test_a_brief_beside_its_picture_is_the_report() -> None:
    text = "قصفت القوات البلدة مساء أمس بالمدفعية الثقيلة."  # the forces shelled the town last evening
    page = f"<html><body><h1>قصف على البلدة</h1><div class=entry-content><div class=media><img src=a><div><p>{text}</p></div></div></div></body></html>"
    assert read_page(Raw(data=page.encode(), where="p"))[0].text == text


def test_what_somebody_said_in_a_quotation_stays_in_the_report() -> None:
    quoted = "المتحدث باسم الجيش قال: لم نقصف البلدة مساء أمس ولن نقصفها."  # the army's spokesman said: …
    page = f"<html><body><h1>قصف على البلدة</h1><article><p>قصفت القوات البلدة مساء أمس بالمدفعية الثقيلة.</p><blockquote>{quoted}</blockquote></article></body></html>"
    assert quoted in read_page(Raw(data=page.encode(), where="p"))[0].text


def test_the_measure_itself() -> None:
    assert f1("a b c", "a b c") == 1
    assert f1("", "a") == 0
    assert f1("a b", "a c") == 0.5

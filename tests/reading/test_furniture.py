"""Pages written for the purpose: what must stay of them, what must go, and that it goes in linear time."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from marsad.errors import LexiconError
from marsad.model import Document
from marsad.reading.page.furniture import Body, compile_furniture, find_body
from marsad.reading.page.lines import FurnitureRule, page_lines, rule_of

HERE = Path(__file__).resolve().parent.parent
FILE = HERE.parent / "src" / "marsad" / "data" / "furniture.yaml"
TABLE = compile_furniture(yaml.safe_load(FILE.read_text(encoding="utf-8")))
PAGES = yaml.safe_load((HERE / "data" / "furniture" / "pages.yaml").read_text(encoding="utf-8"))


def _read(text: str, title: str | None = None) -> Body:
    return find_body(Document(id="x", text=text, title=title), TABLE)


def _kept(text: str, body: Body) -> str:
    return "\n".join(text[region.start : region.end] for region in body.regions)


def _takes(rule: FurnitureRule, example: str) -> bool:
    """Whether the rule (or for inline rules, its cut) takes the example."""
    lines, cuts, _ = page_lines(example, TABLE)
    if rule.match == "inline":
        return any(reason == rule.id for _, _, reason in cuts)
    return any(hit is not None and hit.id == rule.id for hit in (rule_of(line, TABLE) for line in lines))


@pytest.mark.parametrize("rule", TABLE.rules, ids=lambda rule: rule.id)
def test_rule_examples(rule: FurnitureRule) -> None:
    assert rule.test and rule.not_
    for example in rule.test:
        assert _takes(rule, example), example
    for example in rule.not_:
        assert not _takes(rule, example), example


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["name"])
def test_page(page: dict[str, Any]) -> None:
    text, title = page["text"], page.get("title")
    body = _read(text, title)
    kept = _kept(text, body)
    for piece in page["keep"]:
        assert piece in kept
    for piece in page["gone"]:
        assert piece not in kept
    for piece in page.get("once", []):
        assert kept.count(piece) == 1
    for role, piece in page.get("roles", {}).items():
        assert any(r.role == role and text[r.start : r.end].startswith(piece) for r in body.regions)
    if "times" in page:
        assert [region.time for region in body.regions if region.role == "update"] == page["times"]
    if "published" in page:
        assert body.published == page["published"]
    if "headline" in page:
        assert title and body.headline and title[slice(*body.headline)] == page["headline"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["name"])
def test_kept_and_removed_divide_the_page(page: dict[str, Any]) -> None:
    """Every visible character is kept or removed, never both; direction marks at lines' ends are neither."""
    text = page["text"]
    body = _read(text, page.get("title"))
    pieces = sorted([(r.start, r.end) for r in body.regions] + [(r.start, r.end) for r in body.removed])
    at = 0
    for start, end in pieces:
        assert at <= start < end <= len(text)
        assert not text[at:start].strip(" \n\u200e\u200f")
        at = end
    assert not text[at:].strip(" \n\u200e\u200f")


def test_given_date_is_not_read_again() -> None:
    text = "نشر في: 24/1/2021\nيسود هدوء حذر مدينة الميناء منذ صباح اليوم بعد اتفاق."
    assert _read(text).published == "2021-01-24"
    assert find_body(Document(id="x", text=text, published="2021-01-25"), TABLE).published is None


def test_day_of_the_last_post_quoted_whole() -> None:
    text = (
        "قصفت طائرات بلدة سرمين صباحا وأصيب ثلاثة أشخاص بحسب الدفاع المدني.\n"
        "قصف على سرمين صباح اليوم — الدفاع المدني (@Rescue_Example) August 18, 2022\n"
        "ارتفع عدد المصابين إلى خمسة — الدفاع المدني (@Rescue_Example) August 19, 2022\n"
        "وعادت الفرق إلى مراكزها بعد انتهاء عملها في البلدة."
    )
    assert _read(text).published == "2022-08-19"
    assert _read(text.replace("(@Rescue_Example)", "في")).published is None


ODD = ["", " \n\n", "\ud800", "\x00", "\u202e", "---", "الرئيسية\nسياسة", "...", "2021/08/24"]


@pytest.mark.parametrize("text", ODD)
def test_pages_without_a_report(text: str) -> None:
    body = _read(text)
    assert all(0 <= region.start < region.end <= len(text) for region in body.regions)


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "قصفت القوات البلدة صباح اليوم وأصيب ثلاثة مدنيين. " * (n // 50),
        lambda n: "قصف على البلدة في ريف المدينة ...\n" * (n // 34),
        lambda n: "".join(f"قصفت القوات البلدة الكبيرة في ريف المدينة {i}...\n" for i in range(n // 50)),
        lambda n: "2021/08/24\n" * (n // 11),
        lambda n: "ا@ab ب\n10:31 AM · Nov 30, 2024\n" * (n // 31),
        lambda n: "http://" * (n // 7),
        lambda n: "{{" * (n // 2),
        lambda n: " " * n,
    ],
    ids=["line", "same", "prefix", "dates", "stamps", "links", "braces", "space"],
)
def test_time_is_linear(make: Any) -> None:
    def seconds(size: int) -> float:
        text = make(size)
        best = float("inf")
        for _ in range(2):
            begun = time.process_time()
            _read(text)
            best = min(best, time.process_time() - begun)
        return best

    seconds(20_000)
    assert seconds(400_000) < 6 * 4 * max(seconds(100_000), 0.004)


def test_faults_are_named() -> None:
    rule = {"id": "x", "match": "shape", "does": "drop", "say": ["("], "test": ["a"], "not": ["b"]}
    with pytest.raises(LexiconError, match="x"):
        compile_furniture({"rules": [rule]})
    with pytest.raises(LexiconError, match="does"):
        compile_furniture({"rules": [{**rule, "does": "vanish"}]})


@pytest.mark.parametrize(
    "line", ["12         " * 9 + "إدلب", "-" + "1." * 40 + "1 إدلب", "1,1." * 60 + " إدلب"]
)
def test_no_line_holds_the_rules_up(line: str) -> None:
    begun = time.process_time()
    _read(f"قصفت المدفعية بلدة الزيتونة.\n{line}\nوقتل ثلاثة.")
    assert time.process_time() - begun < 1.0

"""Every view in both languages, as a reader meets it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .conftest import Site

pytestmark = pytest.mark.browser
Visit = Callable[..., Any]

# What has to be there before a view counts as shown; {event} is the event with most reports.
VIEWS = {
    "now": ("/", "#fronts li, #fronts .notice"),
    "brief": ("/brief?since=2021-01-20", ".sheet .sources li >> nth=3"),
    "events": ("/events", ".event-line >> nth=3"),
    "event": ("/events/{event}", ".claim-card mark.m-trigger"),
    "actors": ("/actors", ".graph .node >> nth=3"),
    "relations": ("/actors?as=table", "table.relations tbody tr >> nth=2"),
    "actor": ("/actors/syria_government", "#stands table tr, #stands .notice"),
    "reports": ("/reports", ".report-list li >> nth=5"),
    "search": ("/reports?q=%D8%AD%D8%B5%D8%A7%D8%B1", ".report-list mark >> nth=2"),
    "report": ("/reports/sample-19", ".report-text mark >> nth=1"),
    "review": ("/review", ".case mark.m-trigger"),
    "add": ("/add", ".drop"),
    "log": ("/audit", "h1"),
}


@pytest.fixture(scope="session")
def event(site: Site) -> str:
    return max(site.app.store.state().rows, key=lambda row: row.reports).id


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_there_in_its_language_and_direction(
    site: Site, visit: Visit, event: str, view: str, lang: str
) -> None:
    path, ready = VIEWS[view]
    page = visit(site.url + path.format(event=event), lang, ready=ready)
    assert page.locator("html").get_attribute("dir") == {"en": "ltr", "ar": "rtl"}[lang]
    assert page.locator("h1").count() == 1
    # Nothing hangs over the edge of the page.
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.whole
def test_the_page_is_mirrored_not_only_its_text(site: Site, visit: Visit) -> None:
    def left_of(page: Any, selector: str) -> float:
        return float(page.locator(selector).first.bounding_box()["x"])

    english, arabic = (visit(site.url + "/events", lang, ready=".event-line") for lang in ("en", "ar"))
    assert left_of(english, ".drawn") < left_of(english, ".listed")
    assert left_of(arabic, ".drawn") > left_of(arabic, ".listed")
    assert left_of(english, ".brand") < left_of(english, "nav") < left_of(english, ".top-end")
    assert left_of(arabic, ".brand") > left_of(arabic, "nav") > left_of(arabic, ".top-end")
    # Time runs the way one reads.
    ticks = [page.locator(".ticks span").all() for page in (english, arabic)]
    xs = [[tick.bounding_box()["x"] for tick in found] for found in ticks]
    assert xs[0] == sorted(xs[0]) and xs[1] == sorted(xs[1], reverse=True)


@pytest.mark.whole
def test_the_arabic_face_is_the_one_that_is_shipped(site: Site, visit: Visit, event: str) -> None:
    page = visit(site.url + f"/events/{event}", "ar", ready=".claim-card .running")
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family.replace(/\"/g, ''))"
    )
    assert {"IBM Plex Sans Arabic", "Noto Naskh Arabic Variable"} <= set(loaded)


def test_marks_do_not_part_letters_that_join(site: Site, visit: Visit) -> None:
    """Letters that join are narrower than letters that stand alone: marked text is as wide as plain text."""
    page = visit(site.url + "/reports/sample-19", "ar", ready=".report-text mark")
    widths = page.evaluate(
        """() => {
          const box = document.querySelector(".report-text .running");
          box.style.whiteSpace = "pre"; box.style.display = "inline-block";
          const marks = box.querySelectorAll("mark").length, marked = box.getBoundingClientRect().width;
          box.textContent = box.textContent;
          return { marked, plain: box.getBoundingClientRect().width, marks };
        }"""
    )
    assert widths["marks"] > 2
    assert widths["marked"] == pytest.approx(widths["plain"], rel=0.0005)


@pytest.mark.whole
def test_digits_are_the_readers_choice(site: Site, visit: Visit) -> None:
    page = visit(site.url + "/events", "ar", ready=".event-line")
    assert page.locator(".line-3").first.inner_text().isascii() is False
    before = page.locator(".tabs [role=tab]").first.inner_text()
    assert any(char in "0123456789" for char in before)
    page.locator(".top-end button").first.click()
    after = page.locator(".tabs [role=tab]").first.inner_text()
    assert any(char in "٠١٢٣٤٥٦٧٨٩" for char in after) and not any(char in "0123456789" for char in after)
    page.reload()
    page.wait_for_selector(".event-line")
    assert page.locator(".tabs [role=tab]").first.inner_text() == after


@pytest.mark.whole
def test_the_language_is_switched_where_one_is(site: Site, visit: Visit) -> None:
    page = visit(site.url + "/actors?as=table", "en", ready="table.relations")
    page.get_by_role("button", name="العربية").click()
    page.wait_for_selector("html[dir=rtl] table.relations")
    assert "as=table" in page.url and "/actors" in page.url


@pytest.mark.whole
def test_markup_from_reports_is_only_ever_text(site: Site, visit: Visit) -> None:
    for path, ready in (
        ("/reports", ".report-list li"),
        ("/reports/hostile", ".report-text"),
        ("/events", ".event-line"),
        ("/reports?q=%D8%B7%D9%81%D8%B3", ".report-list li"),
    ):
        page = visit(site.url + path, "en", ready=ready)
        page.wait_for_timeout(150)
        assert page.title() != "42"
        assert page.locator("main img").count() == 0
        assert page.locator("main a[href^='javascript']").count() == 0
    assert (
        "onerror="
        in visit(site.url + "/reports/hostile", "en", ready=".report-text").locator("main").inner_text()
    )


def test_nothing_left_this_machine(site: Site, visit: Visit) -> None:
    from .conftest import OUTSIDE

    visit(site.url + "/events", "en", ready='.map-box[data-ready="yes"]')
    assert OUTSIDE == []

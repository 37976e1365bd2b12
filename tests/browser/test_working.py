"""Working in the page: filters, brushing, deep links, going back, review by keyboard, adding, slow networks."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from marsad.ingest.fetch import Limits, fetch
from marsad.ingest.records import Raw
from marsad.web.users import Users
from tests.ingest import made
from tests.ingest.made import TWO

from .conftest import Site

pytestmark = pytest.mark.browser
Visit = Callable[..., Any]


def judge(page: Any, how_many: int) -> None:
    """Review by keyboard alone: mostly accept, sometimes reject, correct, or skip."""
    page.wait_for_selector(".case mark.m-trigger")
    for number in range(how_many):
        said = page.locator(".told").inner_text()
        if number % 5 == 2:
            page.keyboard.press("r")
            page.wait_for_selector(".ask ol")
            page.keyboard.press("2")
        elif number % 5 == 4:
            page.keyboard.press("e")
            page.wait_for_selector(".ask .columns")
            page.keyboard.press("6")
            page.wait_for_selector(".choosing:focus")
            page.keyboard.press("ArrowLeft")
            page.keyboard.press("Shift+ArrowLeft")
            page.keyboard.press("Enter")
        else:
            page.keyboard.press("a")
        page.wait_for_function("before => document.querySelector('.told').innerText !== before", arg=said)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_three_claims_are_reviewed_and_one_undone_without_a_mouse(
    own_site: Callable[..., Site], visit: Visit, lang: str
) -> None:
    site = own_site()
    page = visit(site.url + "/review", lang)
    judge(page, 3)
    page.keyboard.press("u")
    page.wait_for_selector("#log .history .gone")
    by = site.app.store.state().by
    assert (len(by.accepted), len(by.rejected)) == (2, 0)


@pytest.mark.whole
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_twenty_claims_are_reviewed_without_a_mouse(
    own_site: Callable[..., Site], visit: Visit, lang: str
) -> None:
    site = own_site()
    page = visit(site.url + "/review", lang)
    judge(page, 20)
    by = site.app.store.state().by
    assert len(by.accepted) + len(by.rejected) + len(by.fields) == 20
    assert len(by.fields) == 4
    for claim in by.fields:
        (made,) = by.fields[claim].values()
        assert made.field in ("third_parties", "places")
    # The same keys where the keyboard types Arabic letters: the key of "a" types ش.
    said = page.locator(".told").inner_text()
    page.evaluate("dispatchEvent(new KeyboardEvent('keydown', {key: 'ش', code: 'KeyA', bubbles: true}))")
    page.wait_for_function("before => document.querySelector('.told').innerText !== before", arg=said)
    assert len(site.app.store.state().by.accepted) == len(by.accepted) + 1


@pytest.mark.whole
def test_events_are_merged_and_split_by_keyboard(own_site: Callable[..., Site], visit: Visit) -> None:
    site = own_site()
    many = max(site.app.store.state().rows, key=lambda row: row.reports)
    before = len(site.app.store.state().rows)

    def together() -> bool:
        return any(set(many.claims) <= set(row.claims) for row in site.app.store.state().rows)

    assert together()
    page = visit(site.url + f"/review?event={many.id}", "en", ready=".case mark")
    page.keyboard.press("s")
    page.wait_for_function("() => document.querySelector('.told').innerText.includes('Split')")
    assert not together()  # what is split off stands alone, or with another event that it is like
    page.keyboard.press("u")
    page.wait_for_function("() => document.querySelector('.told').innerText.includes('Taken back')")
    assert together()
    assert len(site.app.store.state().rows) == before
    page.keyboard.press("m")
    page.wait_for_selector(".ask .others li")
    page.keyboard.press("1")
    page.wait_for_function("() => document.querySelector('.told').innerText.includes('Merged')")
    assert len(site.app.store.state().rows) == before - 1


def test_a_filter_is_in_the_address_and_the_address_is_enough(site: Site, visit: Visit) -> None:
    page = visit(site.url + "/events", "en", ready=".event-line")
    page.get_by_label("Did it happen?").select_option("ongoing")
    page.wait_for_function("() => document.querySelectorAll('.event-line').length < 20")
    page.wait_for_url("**status=ongoing**")
    shown = page.locator(".event-line").evaluate_all("list => list.map(one => one.dataset.event)")
    again = visit(page.url, "en", ready=".event-line")
    assert again.locator(".event-line").evaluate_all("list => list.map(one => one.dataset.event)") == shown
    assert again.get_by_label("Did it happen?").input_value() == "ongoing"
    # The filter goes along to other views and comes back with the back button.
    page.get_by_role("link", name="Actors").first.click()
    page.wait_for_url("**/actors?status=ongoing**")
    page.go_back()
    page.wait_for_selector(".event-line")
    assert "/events?status=ongoing" in page.url.replace("lang=en&", "")
    page.go_back()
    page.wait_for_function("() => document.querySelectorAll('.event-line').length > 20")


@pytest.mark.whole
def test_brushing_the_timeline_filters_map_and_list(site: Site, visit: Visit) -> None:
    page = visit(site.url + "/events", "en", ready='.map-box[data-ready="yes"]')
    whole = int(page.locator(".map-box").get_attribute("data-drawn"))
    box = page.locator(".bars").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.62, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + 40, steps=4)
    page.wait_for_function("whole => +document.querySelector('.map-box').dataset.drawn < whole", arg=whole)
    page.mouse.up()
    page.wait_for_url("**from=2021-**")
    page.wait_for_function("() => document.querySelectorAll('.event-line').length < 40")
    page.get_by_role("button", name="All days").click()
    page.wait_for_function("whole => +document.querySelector('.map-box').dataset.drawn === whole", arg=whole)


@pytest.mark.whole
def test_the_ends_of_the_brush_move_by_keyboard(site: Site, visit: Visit) -> None:
    page = visit(site.url + "/events", "ar", ready=".timeline .handle")
    page.locator(".handle").first.focus()
    before = page.locator(".handle").first.get_attribute("aria-valuenow")
    page.keyboard.press("ArrowLeft")  # later, where time runs from right to left
    page.wait_for_url("**from=**")
    assert int(page.locator(".handle").first.get_attribute("aria-valuenow")) > int(before)


@pytest.mark.whole
def test_an_event_leads_to_its_reports_and_back(site: Site, visit: Visit) -> None:
    page = visit(site.url + "/events?from=2021-01-20", "en", ready=".event-line")
    page.locator(".event-line").first.click()
    page.wait_for_selector(".claim-card mark")
    page.locator(".claim-card footer a").first.click()
    page.wait_for_selector(".report-text mark")
    assert "claim=" in page.url
    page.go_back()
    page.wait_for_selector(".claim-card")
    page.go_back()
    page.wait_for_selector(".event-line")
    assert "from=2021-01-20" in page.url


@pytest.mark.whole
def test_a_text_is_pasted_read_and_found(own_site: Callable[..., Site], visit: Visit, tmp_path: Path) -> None:
    site = own_site()
    page = visit(site.url + "/add", "en")
    page.get_by_label("Text", exact=True).fill(
        "قصفت قوات النظام السوري مدينة جاسم بالمدفعية أمس، ما أدى إلى مقتل مدنيين اثنين."
    )
    page.get_by_label("Outlet").fill("شبكة سنابل")
    page.get_by_label("Published on").fill("2021-02-04")
    page.get_by_role("button", name="Read and add").click()
    page.wait_for_selector('.jobs li[data-state="done"]')
    assert "1 report added" in page.locator(".jobs li").first.inner_text()
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": "a"}\n{no json\n', encoding="utf-8")
    page.locator("input[type=file]").set_input_files(str(bad))
    page.wait_for_selector('.jobs li[data-state="done"] .skipped li >> nth=1')
    assert "2 left out" in page.locator(".jobs li").first.inner_text()
    page.locator(".jobs .added a").first.click()
    page.wait_for_selector(".report-text mark")


@pytest.mark.whole
def test_files_of_several_kinds_are_added_and_what_is_passed_over_is_told(
    own_site: Callable[..., Site], visit: Visit, tmp_path: Path
) -> None:
    site = own_site()
    (tmp_path / "page.html").write_bytes(made.html())
    (tmp_path / "report.docx").write_bytes(made.docx(TWO))
    (tmp_path / "many.zip").write_bytes(
        made.zipped(**{"chat.txt": made.whatsapp(), "photo.jpg": b"\xff\xd8\xff"})
    )
    (tmp_path / "film.mp4").write_bytes(b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)))
    page = visit(site.url + "/add", "en")
    names = ("page.html", "report.docx", "many.zip", "film.mp4")
    page.locator('input[type="file"]').set_input_files([tmp_path / name for name in names])
    page.wait_for_selector(".jobs > li[data-state=done] >> nth=3")
    told = {li.locator("strong").inner_text(): li for li in page.locator(".jobs > li").all()}
    assert "1 report added" in told["page.html"].inner_text()
    assert "1 report added" in told["report.docx"].inner_text()
    assert "a .jpg file" in told["many.zip"].locator("details").text_content()
    assert "1 left out" in told["film.mp4"].inner_text()
    # Each is named by its title, not by an id, and leads to the report as read.
    told["page.html"].locator(".added a").click()
    page.wait_for_selector(".report-text")
    assert made.TITLE in page.locator("h1").inner_text()


@pytest.mark.whole
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_links_are_fetched_refused_and_stopped(
    own_site: Callable[..., Site], visit: Visit, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.setattr("marsad.web.intake.PACE", 0.0)
    go_on = threading.Event()

    def get(url: str, limits: Limits, *, headers: Any = None) -> Raw:
        if "slow" in url:
            assert go_on.wait(30)
        if "127.0.0.1" in url:
            return fetch(url, limits, headers=headers)
        return Raw(data=made.html(), where=url, url=url, status=200, media="text/html")

    page = visit(own_site(get=get).url + "/add", lang)
    box, button = page.locator("textarea.links"), page.locator("form:has(textarea.links) button")
    box.fill("https://a.example/1\nhttp://127.0.0.1:9/secret")
    button.click()
    page.wait_for_selector('.jobs li[data-state="done"]')
    assert page.locator(".jobs .added a").count() == 1
    skipped = page.locator(".jobs .skipped").inner_text()
    assert "127.0.0.1" in skipped
    assert ("شبكة داخلية" if lang == "ar" else "inner network") in skipped
    # By keyboard alone: to the links, sent, stopped.
    box.focus()
    page.keyboard.type("https://a.example/slow/1 https://a.example/2")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    stop = page.locator(".jobs .stop")
    stop.wait_for()
    stop.focus()
    page.keyboard.press("Enter")
    go_on.set()
    page.wait_for_selector('.jobs li[data-state="cancelled"]')


@pytest.mark.whole
def test_the_brief_leads_to_the_words_it_rests_on_and_back(site: Site, visit: Visit, tmp_path: Path) -> None:
    page = visit(site.url + "/brief?since=2021-01-20&as_of=2021-01-28", "en", ready=".sheet .sources li")
    mark = page.locator(".sheet sup a").first
    mark.focus()
    page.keyboard.press("Enter")
    source = page.locator(".sources li.shown")
    assert source.evaluate("one => one === document.activeElement")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".report-text mark")
    assert "claim=" in page.url
    page.go_back()
    page.wait_for_selector(".sheet")
    assert "since=2021-01-20" in page.url and "as_of=2021-01-28" in page.url
    # In the other language, by the address alone.
    page.locator(".brief-tools select").select_option("ar")
    page.wait_for_selector('.sheet[lang="ar"][dir="rtl"]')
    assert "موجز الوضع" in page.locator(".sheet h2").inner_text()
    page.reload()
    page.wait_for_selector('.sheet[lang="ar"]')
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save as Markdown").click()
    assert "موجز الوضع" in Path(saved.value.path()).read_text(encoding="utf-8")
    page.emulate_media(media="print")
    assert not page.locator(".brief-tools").is_visible()
    assert not page.locator(".top").is_visible()
    assert page.locator(".sheet .sources li").first.is_visible()


@pytest.mark.whole
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_without_webgl_there_are_tables_instead(site: Site, visit: Visit, lang: str) -> None:
    off = "HTMLCanvasElement.prototype.getContext = (old => function (kind, ...more) { return /webgl/.test(kind) ? null : old.call(this, kind, ...more); })(HTMLCanvasElement.prototype.getContext)"
    page = visit("about:blank#", lang, ready=None)
    page.add_init_script(off)
    page.goto(f"{site.url}/events?lang={lang}")
    page.wait_for_selector(".place-table tbody tr")
    page.locator(".place-table button").first.click()
    page.wait_for_selector(".picked")
    assert page.locator(".event-line").count() > 0
    page.locator(".event-line").first.click()
    page.wait_for_selector(".claim-card")


@pytest.mark.whole
def test_a_slow_network_shows_that_it_is_slow_and_then_what_was_asked(site: Site, visit: Visit) -> None:
    page = visit("about:blank#", "en", ready=None)
    link = page.context.new_cdp_session(page)
    link.send("Network.enable")
    link.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 20_000},
    )
    page.goto(f"{site.url}/reports?lang=en", wait_until="commit")
    page.wait_for_selector("[role=status], .loading")
    page.wait_for_selector(".report-list li", timeout=60_000)
    # An answer that is overtaken by a later question is not shown.
    page.get_by_label("Search in the texts of reports").fill("حصار")
    page.get_by_role("button", name="Search").click()
    page.get_by_label("Search in the texts of reports").fill("وساطة")
    page.get_by_role("button", name="Search").click()
    page.wait_for_selector(".report-list mark")
    assert page.locator(".report-list mark").first.inner_text() in (
        "وساطة",
        "الوساطة",
        "بوساطة",
        "ووساطة",
        "وساطته",
    )


@pytest.mark.whole
def test_a_server_that_is_gone_is_said_to_be_gone(own_site: Callable[..., Site], visit: Visit) -> None:
    site = own_site()
    page = visit(site.url + "/events", "en", ready=".event-line", strict=False)
    site.stop()
    page.get_by_role("link", name="Reports").first.click()
    page.wait_for_selector("[role=alert]")
    assert "marsad serve" in page.locator("[role=alert]").first.inner_text()


@pytest.mark.whole
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_logging_in_and_out(own_site: Callable[..., Site], visit: Visit, tmp_path: Path, lang: str) -> None:
    users = Users(tmp_path / "people")
    users.put("amal", "reader", "a long password")
    site = own_site(users=users)
    page = visit(site.url + "/events", lang, ready=".login", strict=False)
    page.locator("[name=name]").fill("amal")
    page.locator("[name=password]").fill("wrong wrong wrong")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    page.locator("[name=password]").fill("a long password")
    page.keyboard.press("Enter")
    page.wait_for_selector(".event-line")
    assert page.locator("nav a").count() == 5  # neither review nor add
    page.locator(".top-end button").last.click()
    page.wait_for_selector(".login")


@pytest.mark.whole
def test_the_published_edition_has_events_alone(own_site: Callable[..., Site], visit: Visit) -> None:
    site = own_site()
    page = visit(site.url + "/review", "en")
    judge(page, 2)
    page.keyboard.press("a")
    page.wait_for_timeout(300)
    published = Site(site.archive, publish=True)
    try:
        public = visit(published.url + "/", "ar", ready=".edition")
        public.wait_for_selector(".event-line, .list .notice")
        assert public.locator("nav a").count() == 1
        public.close()  # what it still loads must not find the server gone
    finally:
        published.stop()


@pytest.mark.whole
def test_paper_shows_the_event_and_not_the_frame(site: Site, visit: Visit) -> None:
    many = max(site.app.store.state().rows, key=lambda row: row.reports)
    page = visit(site.url + f"/events/{many.id}", "ar", ready=".claim-card mark")
    page.emulate_media(media="print")
    assert not page.locator(".top").is_visible()
    assert not page.locator(".tools").is_visible()
    assert page.locator(".claim-card").first.is_visible()
    assert len(page.pdf()) > 20_000


@pytest.mark.whole
def test_the_picture_of_an_earlier_day_is_one_step_away(site: Site, visit: Visit) -> None:
    page = visit(site.url + "/", "en", ready="#fronts li")
    before = page.locator(".badges").first.inner_text()
    page.get_by_role("button", name="A day earlier").click()
    page.wait_for_url("**as_of=2021-02-02**")
    page.wait_for_function("before => document.querySelector('.badges').innerText !== before", arg=before)
    page.goto(site.url + "/?as_of=2021-01-12&lang=en")
    page.wait_for_selector("#standing li", state="attached")
    asked = json.loads(page.evaluate("fetch('/api/v1/picture?as_of=2021-01-12').then(a => a.text())"))
    assert f"{asked['picture']['reports']} reports" in page.locator(".badges").first.inner_text()


def test_strikes_by_one_side_are_no_front(site: Site, visit: Visit) -> None:
    page = visit(site.url + "/", "en", ready="#fronts li")

    def one_side(route: Any) -> None:
        answer = route.fetch()
        body = answer.json()
        body["picture"]["fronts"][0] |= {"form": "strikes", "trend": "igniting"}
        route.fulfill(response=answer, json=body)

    page.route("**/api/v1/picture*", one_side)
    page.goto(site.url + "/?lang=en")
    page.wait_for_selector("#fronts .strikes li")
    assert page.get_by_role("heading", name="Strikes by one side, north to south").is_visible()
    struck = page.locator("#fronts .strikes li").first.inner_text()
    assert "mounting" in struck and "by " in struck and "|" not in struck

"""Adding from the page: as by the command, with what was left out and why."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from marsad.cli.demo import SAMPLE
from marsad.cli.main import main
from marsad.errors import InputError
from marsad.ingest.records import Raw
from marsad.web.intake import PACE, shown
from tests.ingest import made
from tests.ingest.made import ONE, TWO

from .conftest import Asker, Served


def finished(api: Asker, answer: Any) -> Any:
    assert answer.status_code == 202, answer.text
    until = time.monotonic() + 60
    while time.monotonic() < until:
        job = api.json(f"/jobs/{answer.json()['id']}")
        if job["state"] in ("done", "failed", "cancelled"):
            return job
        time.sleep(0.02)
    raise AssertionError("the job did not end")


def test_a_file_gives_the_same_archive_as_the_command(tmp_path: Path, serve: Served, sample: Path) -> None:
    empty = tmp_path / "new.db"
    (tmp_path / "none.jsonl").write_text("")
    CliRunner().invoke(main, ["add", str(tmp_path / "none.jsonl"), "--archive", str(empty)])
    api = serve(empty)
    body = (SAMPLE / "reports.jsonl").read_bytes()
    job = finished(api, api.post("/jobs", params={"name": "reports.jsonl"}, content=body))
    assert (job["reports"], job["left_out"], job["done"]) == (20, 0, len(body))
    assert api.json("/events", limit=500)["items"] == serve(sample).json("/events", limit=500)["items"]
    again = finished(api, api.post("/jobs", params={"name": "reports.jsonl"}, content=body))
    assert (again["reports"], again["known"]) == (0, 20)


def test_what_is_left_out_is_named_with_line_and_reason(archive: Path, serve: Served) -> None:
    api = serve(archive)
    lines = [
        json.dumps({"id": "good", "text": "قصفت قوات النظام السوري مدينة طفس يوم 24 كانون الثاني 2021."}, ensure_ascii=False),
        "{not json", json.dumps({"id": "empty"}), json.dumps({"id": "sample-01", "text": "نص آخر"}, ensure_ascii=False),
    ]  # fmt: skip
    job = finished(api, api.post("/jobs", params={"name": "some.jsonl"}, content="\n".join(lines).encode()))
    assert (job["state"], job["reports"], job["left_out"]) == ("done", 1, 3)
    assert [one["where"] for one in job["skipped"]] == ["some.jsonl:2:2", "some.jsonl:3", "some.jsonl:4"] or [
        one["where"].split(":")[1] for one in job["skipped"]
    ] == ["2", "3", "4"]
    assert all(one["why"] for one in job["skipped"])


def test_a_text_pasted_is_one_report_with_what_was_said_of_it(archive: Path, serve: Served) -> None:
    api = serve(archive)
    about = {
        "title": "قصف على طفس",
        "outlet": "شبكة سنابل",
        "published": "2021-01-25",
        "url": "https://sanabel.example/1",
    }
    text = "قصفت قوات النظام السوري مدينة طفس بالمدفعية أمس، ما أدى إلى مقتل مدنيين اثنين."
    job = finished(api, api.post("/jobs", params=about, content=text.encode()))
    view = api.json(f"/reports/{job['added'][0]['id']}")
    assert {key: view["report"][key] for key in about} == about
    event = api.json(f"/events/{view['claims'][0]['event']}")["event"]
    assert event["when"]["start"] == "2021-01-24"


def test_a_report_just_added_is_found_by_words_that_no_report_had(archive: Path, serve: Served) -> None:
    api = serve(archive)
    assert api.json("/search", q="زردنا")["total"] == 0
    finished(api, api.post("/jobs", content="وبزردنا قصفت قوات النظام السوري السوق أمس.".encode()))
    assert api.json("/search", q="زردنا")["total"] == 1


def test_what_is_no_report_is_refused_or_fails_in_words(archive: Path, serve: Served) -> None:
    api = serve(archive)
    assert api.post("/jobs", content=b"  ").status_code == 422
    assert api.post("/jobs", params={"published": "yesterday"}, content=b"x").status_code == 422
    assert api.post("/jobs", params={"url": "javascript:alert(1)"}, content=b"x").status_code == 422
    for body in (b"%PDF-1.7 \x00\x01", b"\xff\xfe\x00", bytes(range(256)) * 20):
        job = finished(api, api.post("/jobs", params={"name": "file.txt"}, content=body))
        assert (job["reports"], job["left_out"]) == (0, 1)
        assert job["skipped"][0]["where"].startswith("file.txt")
    assert api.get("/jobs/0123456789abcdef").status_code == 404


def test_reading_goes_on_while_a_file_is_added(archive: Path, serve: Served) -> None:
    api = serve(archive)
    text = "قصفت قوات النظام السوري مدينة طفس بالمدفعية يوم {} كانون الثاني 2021. وقال شاهد رقم {} ذلك."
    lines = "\n".join(
        json.dumps({"id": f"n{n}", "text": text.format(n % 27 + 1, n)}, ensure_ascii=False)
        for n in range(150)
    )
    answer = api.post("/jobs", params={"name": "many.jsonl"}, content=lines.encode())
    assert api.get("/events").status_code == 200
    assert finished(api, answer)["reports"] == 150
    assert api.json("/archive")["reports"] == 170


def texts(api: Asker, job: Any) -> set[str]:
    return {api.json(f"/reports/{one['id']}")["report"]["text"] for one in job["added"]}


TABLE = f"text,date\n{ONE},2021-05-14\n{TWO},2021-05-15\n".encode()


KINDS: list[tuple[str, bytes, set[str]]] = [
    ("page.html", made.html(), {ONE}),
    ("noending", made.html(), {ONE}),
    ("saved.mhtml", made.mhtml(), {ONE}),
    ("letter.eml", made.eml(), {ONE, TWO}),
    ("feed.xml", made.rss(ONE, TWO), {ONE, TWO}),
    ("crawl.warc.gz", made.warc([("https://a.example/1", made.html()), ("https://b.example/2", made.html(TWO))]), {ONE, TWO}),
    ("crawl.wacz", made.wacz([("https://c.example/1", made.html())]), {ONE}),
    ("report.docx", made.docx(ONE), {ONE}),
    ("table.csv", f"text,date\n{ONE},2021-05-14\n".encode(), {ONE}),
    ("table.xlsx", made.xlsx([["text", "date"], [TWO, "2021-05-15"]]), {TWO}),
    ("many.zip", made.zipped(**{"a.html": made.html(), "b.txt": TWO.encode()}), {ONE, TWO}),
    ("old.txt", ONE.encode("cp1256"), {ONE}),
    ("result.json", made.telegram(), {ONE, TWO}),
    ("messages.html", made.telegram_html(), {ONE, TWO}),
    ("chat.txt", made.whatsapp(), {ONE, TWO}),
    ("scan.pdf", made.pdf(), {"two civilians were killed"}),
]  # fmt: skip


def test_every_kind_of_file_becomes_its_reports(archive: Path, serve: Served) -> None:
    api = serve(archive)
    for name, body, said in KINDS:
        job = finished(api, api.post("/jobs", params={"name": name}, content=body))
        assert (name, job["state"], job["left_out"], job["done"]) == (name, "done", 0, len(body))
        found = texts(api, job)
        assert (name, len(found)) == (name, len(said))
        assert all(any(one in text for text in found) for one in said), name


def test_what_is_passed_over_is_told_with_its_reason(archive: Path, serve: Served) -> None:
    api = serve(archive)
    body = made.zipped(**{"a.html": made.html(), "photo.jpg": b"\xff\xd8\xff", "two.jpg": b"\xff\xd8\xff"})
    job = finished(api, api.post("/jobs", params={"name": "many.zip"}, content=body))
    assert job["reports"] == 1
    assert [(one["why"], one["count"]) for one in job["passed"]] == [("a .jpg file", 2)]
    assert job["passed"][0]["where"] == ["many.zip, photo.jpg", "many.zip, two.jpg"]


def test_the_columns_that_were_guessed_are_told(archive: Path, serve: Served) -> None:
    api = serve(archive)
    job = finished(api, api.post("/jobs", params={"name": "table.csv"}, content=TABLE))
    assert "text = «text»" in job["columns"][0]


def test_the_same_report_twice_in_one_file_is_there_before(archive: Path, serve: Served) -> None:
    api = serve(archive)
    body = made.zipped(**{"a.html": made.html(), "b.html": made.html()})
    job = finished(api, api.post("/jobs", params={"name": "many.zip"}, content=body))
    assert job["reports"] + job["known"] == 2


def test_a_file_name_is_shown_and_never_a_path(archive: Path, serve: Served) -> None:
    assert shown("../../etc/passwd") == "_.._etc_passwd"
    assert shown("\u202egpj.exe\x00") == "_gpj.exe_"
    assert shown("...") == "file"
    api = serve(archive)
    before = {path.name for path in archive.parent.iterdir()}
    job = finished(api, api.post("/jobs", params={"name": "../../x/y.html"}, content=made.html()))
    assert "/" not in job["name"]
    assert job["reports"] == 1
    new = {path.name for path in archive.parent.iterdir()} - before
    assert all(name.startswith(archive.name) for name in new)
    # The bytes stand beside the archive, under the name of their hash.
    kept = [path for path in (archive.parent / f"{archive.name}.evidence").rglob("*") if path.is_file()]
    assert len(kept) == 1
    assert len(kept[0].name.removesuffix(".gz")) == 64


PAGES = {"https://a.example/1": made.html(), "https://a.example/2": made.html(TWO)}


def web(url: str, limits: Any, *, headers: Any = None) -> Raw:
    """A web of two pages, a feed of them, and robots.txt that keeps programs from the second."""
    host = url.split("/")[2]
    if url.endswith("/robots.txt"):
        return Raw(data=b"User-agent: *\nDisallow: /2\n", where=url, url=url, status=200, media="text/plain")
    if url == f"https://{host}/feed":
        items = "".join(f"<item><title>خبر</title><link>{one}</link></item>" for one in PAGES)
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>شبكة</title>{items}</channel></rss>'
        return Raw(data=feed.encode(), where=url, url=url, status=200, media="application/rss+xml")
    if url not in PAGES:
        raise InputError(48, "the server answered 404.", where=url)
    return Raw(
        data=PAGES[url],
        where=url,
        url=url,
        status=200,
        media="text/html",
        fetched="2021-05-15T10:00:00+00:00",
    )


def test_links_are_fetched_and_read(archive: Path, serve: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    assert PACE >= 1
    monkeypatch.setattr("marsad.web.intake.PACE", 0.0)
    api = serve(archive, get=web)
    links = ["https://a.example/1", "https://a.example/nothing"]
    job = finished(api, api.post("/links", json={"links": links}))
    assert (job["state"], job["of"], job["reports"], job["done"], job["size"]) == ("done", "links", 1, 2, 2)
    assert job["skipped"][0]["where"] == links[1]
    report = api.json(f"/reports/{job['added'][0]['id']}")["report"]
    assert (ONE in report["text"], report["url"]) == (True, links[0])
    # Of a feed: what is new, and what robots.txt lets programs have.
    again = finished(api, api.post("/links", json={"links": ["https://a.example/feed"]}))
    assert [one["why"] for one in again["passed"]] == ["a page fetched before"]
    assert again["left_out"] == 1
    # The person who names the page itself asks for it as any reader does.
    named = finished(api, api.post("/links", json={"links": ["https://a.example/2"]}))
    assert named["reports"] == 1


@pytest.mark.parametrize(
    "link",
    ["FILE:///etc/passwd", "/etc/passwd", "ftp://a.example/x", "javascript:alert(1)", "https://", "https://me:secret@a.example/"],
)  # fmt: skip
def test_what_is_no_link_of_the_web_is_refused(archive: Path, serve: Served, link: str) -> None:
    answer = serve(archive).post("/links", json={"links": ["https://a.example/1", link]})
    assert answer.status_code == 422
    assert "secret" not in answer.json().get("mend", "")
    assert answer.json()["errors"][0]["at"] == "links[1]"


@pytest.mark.parametrize(
    "link",
    ["http://127.0.0.1/x", "http://[::1]/", "http://10.0.0.8/", "http://169.254.169.254/latest/meta-data", "http://localhost:8765/"],
)  # fmt: skip
def test_addresses_of_inner_networks_are_not_asked(archive: Path, serve: Served, link: str) -> None:
    api = serve(archive)
    job = finished(api, api.post("/links", json={"links": [link]}))
    assert (job["reports"], job["left_out"]) == (0, 1)
    assert job["skipped"][0]["code"] == "I041"


def test_a_job_can_be_cancelled_and_what_was_added_stays(
    archive: Path, serve: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("marsad.web.intake.PACE", 0.0)
    began, go_on = threading.Event(), threading.Event()

    def slow(url: str, limits: Any, *, headers: Any = None) -> Raw:
        if url == "https://a.example/2":
            began.set()
            assert go_on.wait(20)
        return web(url, limits)

    api = serve(archive, get=slow)
    links = ["https://a.example/1", "https://a.example/2", "https://a.example/3"]
    answer = api.post("/links", json={"links": links})
    waiting = api.post("/jobs", params={"name": "later.txt"}, content=TWO.encode())
    assert began.wait(20)
    assert api.post(f"/jobs/{waiting.json()['id']}/cancel").json()["state"] == "waiting"
    assert api.post(f"/jobs/{answer.json()['id']}/cancel").status_code == 200
    go_on.set()
    job = finished(api, answer)
    assert (job["state"], job["reports"], job["left_out"]) == ("cancelled", 1, 0)
    assert finished(api, waiting)["state"] == "cancelled"
    assert api.json("/archive")["reports"] == 21
    assert api.post("/jobs/0123456789abcdef/cancel").status_code == 404


def test_more_bytes_than_are_taken_are_refused(
    archive: Path, serve: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    api = serve(archive)
    api.client.app.app.state.max_upload = 1000  # type: ignore[attr-defined]
    assert api.post("/jobs", params={"name": "a.txt"}, content=b"x" * 1001).status_code == 413
    # A small file that unpacks to much more than is read of one is left out, not unpacked.
    api.client.app.app.state.max_upload = 64_000_000  # type: ignore[attr-defined]
    bomb = made.zipped(**{"big.txt": b"\0" * 60_000_000})
    job = finished(api, api.post("/jobs", params={"name": "bomb.zip"}, content=bomb))
    assert (job["reports"], job["left_out"]) == (0, 1)

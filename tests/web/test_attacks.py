"""Scripted attacks: what a hostile page, report, file name or visitor would try."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from marsad.web.access import TOKEN
from marsad.web.users import Users

from .conftest import API, Asker, Served
from .test_access import PASSWORD, logged_in

MARKUP = '<img src=x onerror="alert(1)"><script>alert(2)</script>'


def counts(archive: Path) -> tuple[int, ...]:
    with sqlite3.connect(archive) as db:
        return tuple(
            db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("document", "claim", "event", "decision", "run")
        )


# --- another site's page ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {TOKEN: ""},
        {TOKEN: "page" * 9},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_what_another_page_sends_changes_nothing(
    archive: Path, serve: Served, headers: dict[str, str]
) -> None:
    api = serve(archive)
    claim = api.json("/review/queue", limit=1)["items"][0]["claim"]["id"]
    before = counts(archive)
    body = {"what": "accept", "why": "x", "claims": [claim]}
    assert api.post("/decisions", json=body, headers=dict(headers)).status_code == 403
    assert api.post("/jobs", content="قصف".encode(), headers=dict(headers)).status_code == 403
    assert counts(archive) == before


@pytest.mark.parametrize(
    "media", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_what_a_form_of_another_site_can_send_is_no_json(archive: Path, serve: Served, media: str) -> None:
    api = serve(archive)
    headers = {"content-type": media, TOKEN: api.token}
    assert (
        api.post("/decisions", content=b'{"what":"undo","why":"x","id":"d000"}', headers=headers).status_code
        == 415
    )


def test_a_login_cannot_be_sent_by_another_site(sample: Path, serve: Served, tmp_path: Path) -> None:
    users = Users(tmp_path / "u")
    users.put("amal", "admin", PASSWORD)
    api = serve(sample, users=users)
    answer = api.post(
        "/session", json={"name": "amal", "password": PASSWORD}, headers={"origin": "https://evil.example"}
    )
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8765", "localhost.evil.example", ""]
)
def test_another_name_that_leads_here_is_not_answered(api: Asker, host: str) -> None:
    for path in (f"{API}/events", f"{API}/session", "/"):
        answer = api.client.get(path, headers={"host": host})
        assert answer.status_code == 421
        assert "token" not in answer.text


# --- sessions --------------------------------------------------------------------------------------------


def test_a_session_planted_before_login_is_worth_nothing_after(
    sample: Path, serve: Served, tmp_path: Path
) -> None:
    users = Users(tmp_path / "u")
    users.put("amal", "admin", PASSWORD)
    planted = "A" * 43
    victim = serve(sample, users=users)
    victim.client.cookies.set("marsad", planted)
    logged_in(victim, "amal")
    attacker = serve(sample, users=users)
    assert attacker.get("/events", headers={"cookie": f"marsad={planted}"}).status_code == 401


def test_logging_in_again_ends_the_session_before(sample: Path, serve: Served, tmp_path: Path) -> None:
    users = Users(tmp_path / "u")
    users.put("amal", "admin", PASSWORD)
    api = logged_in(serve(sample, users=users), "amal")
    old = api.client.cookies["marsad"]
    logged_in(api, "amal")
    assert api.client.cookies["marsad"] != old
    other = serve(sample, users=users)
    assert other.get("/events", headers={"cookie": f"marsad={old}"}).status_code == 401


def test_the_token_of_another_session_does_not_fit(archive: Path, serve: Served, tmp_path: Path) -> None:
    users = Users(tmp_path / "u")
    users.put("amal", "reviewer", PASSWORD)
    users.put("basil", "reviewer", PASSWORD)
    one, other = (logged_in(serve(archive, users=users), name) for name in ("amal", "basil"))
    one.token = other.token
    assert one.post("/decisions", json={"what": "undo", "why": "x", "id": "d0000"}).status_code == 403


@pytest.mark.parametrize(
    "cookie", ["", "x", "A" * 42, "A" * 44, "../../etc", "' OR 1=1 --", '"; DROP TABLE user; --']
)
def test_cookies_that_are_none_are_none(sample: Path, serve: Served, tmp_path: Path, cookie: str) -> None:
    users = Users(tmp_path / "u")
    users.put("amal", "admin", PASSWORD)
    api = serve(sample, users=users)
    assert api.get("/events", headers={"cookie": f"marsad={cookie}"}).status_code == 401
    assert users.users()


# --- paths and queries -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/../../../etc/passwd", "/..%2f..%2f..%2fetc%2fpasswd", "/assets/../../app.py", "/assets/..%2f..%2fapp.py",
        "/%2e%2e/%2e%2e/pyproject.toml", "/assets/%00", "//etc/passwd", "/static/../users.py", "/assets/.gitignore",
        "/assets/....//....//app.py", "/api/v1/../../app.py", "/api/v1/reports/..%2f..%2f..%2fetc%2fpasswd",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_app(api: Asker, path: str) -> None:
    answer = api.client.get(path)
    assert "root:" not in answer.text and "import" not in answer.text.split("<script", 1)[0]
    assert answer.status_code in (200, 404, 503)
    if answer.status_code == 200:  # the page itself, for an address that may be one of the app's
        assert answer.headers["content-type"].startswith("text/html")


INJECTIONS = [
    "' OR '1'='1", "'; DROP TABLE event; --", '" OR 1=1 --', "x') UNION SELECT record FROM event --", "%", "_", "\\",
    "*", 'a" OR "b', "NEAR(", "title:x", "^", "((((", "-", '"', "\u0000".replace("\0", "\u2400"),
]  # fmt: skip


@pytest.mark.parametrize("words", INJECTIONS)
def test_sql_in_a_filter_is_a_name_that_nobody_has(archive: Path, serve: Served, words: str) -> None:
    api = serve(archive)
    before = counts(archive)
    for path, name in (
        ("/events", "actor"), ("/events", "place"), ("/marks", "place"), ("/reports", "outlet"), ("/actors", "q"),
    ):  # fmt: skip
        found = api.json(path, **{name: words})
        assert found["total"] <= (path == "/actors"), (path, name)  # a hyphen stands in an English name
    assert api.get("/events", params={"kind": words}).status_code == 422
    assert api.get("/events", params={"from": words}).status_code == 422
    searched = api.get("/search", params={"q": words})
    assert searched.status_code == 200
    assert searched.json()["total"] < 20
    assert counts(archive) == before


def test_a_character_that_is_none_is_refused(api: Asker) -> None:
    for path in ("/events?actor=%00", "/search?q=a%00b", "/reports/%00", "/actors/a%00"):
        assert api.get(path).status_code in (404, 422)


# --- what reports bring along ----------------------------------------------------------------------------


def test_markup_in_a_report_stays_text_and_is_never_served_as_a_page(archive: Path, serve: Served) -> None:
    api = serve(archive)
    text = f"قصفت قوات النظام السوري مدينة طفس {MARKUP} بالمدفعية يوم 24 كانون الثاني 2021، ما أدى إلى مقتل مدنيين اثنين."
    line = {
        "id": f"x{MARKUP}",
        "text": text,
        "title": MARKUP,
        "outlet": MARKUP,
        "url": "javascript:alert(1)",
        "published": "2021-01-25",
    }
    answer = api.post(
        "/jobs",
        params={"name": f"../../{MARKUP}.jsonl"},
        content=json.dumps(line, ensure_ascii=False).encode(),
    )
    assert answer.status_code == 202
    job = api.json(f"/jobs/{answer.json()['id']}")
    while job["state"] in ("waiting", "reading"):
        job = api.json(f"/jobs/{answer.json()['id']}")
    assert (job["state"], job["reports"]) == ("done", 1), job
    assert "/" not in job["name"] and "\\" not in job["name"]
    for path in ("/reports", "/search?q=طفس", "/events?limit=500"):
        found = api.client.get(API + path)
        assert found.headers["content-type"] == "application/json"
        assert found.headers["x-content-type-options"] == "nosniff"
    assert api.json("/reports", outlet=MARKUP)["items"][0]["title"] == MARKUP


def test_every_answer_says_what_its_page_may_do(api: Asker) -> None:
    for path in ("/", "/events", f"{API}/events", f"{API}/nothing", "/no/such.js"):
        answer = api.client.get(path)
        policy = dict(
            part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";")
        )
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == "'self'"
        assert policy["connect-src"] == "'self'"
        assert policy["frame-ancestors"] == "'none'"
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-frame-options"] == "DENY"


def test_a_body_that_is_too_large_is_not_taken_into_memory(archive: Path, serve: Served) -> None:
    api = serve(archive)
    assert (
        api.post(
            "/decisions",
            content=b"[" * 2_000_000,
            headers={"content-type": "application/json", TOKEN: api.token},
        ).status_code
        == 413
    )
    api.client.app.app.state.max_upload = 1000
    assert api.post("/jobs", content=b"x" * 1001).status_code == 413


def test_deep_nesting_is_no_way_to_the_stack(archive: Path, serve: Served) -> None:
    api = serve(archive)
    body = b'{"what":"accept","why":"x","claims":' + b"[" * 200_000 + b"]" * 200_000 + b"}"
    answer = api.post(
        "/decisions", content=body, headers={"content-type": "application/json", TOKEN: api.token}
    )
    assert answer.status_code in (400, 422)


def test_errors_tell_nothing_of_the_machine(api: Asker, sample: Path) -> None:
    for path in ("/events/zzzz", "/events?kind=nope", "/nothing", "/events?limit=x"):
        assert str(sample.parent) not in api.get(path).text

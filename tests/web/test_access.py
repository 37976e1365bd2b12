"""Who may do what: roles, sessions, the log, and what is published."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from marsad.cli.main import main
from marsad.web import users as users_module
from marsad.web.access import TOKEN
from marsad.web.users import Users, beside

from .conftest import API, Asker, Served

PASSWORD = "a long password"


def logged_in(asker: Asker, name: str, password: str = PASSWORD) -> Asker:
    answer = asker.post("/session", json={"name": name, "password": password})
    assert answer.status_code == 200, answer.text
    asker.token = answer.json()["token"]
    return asker


@pytest.fixture
def users(tmp_path: Path) -> Users:
    made = Users(tmp_path / "people")
    for role in users_module.ROLES:
        made.put(f"a {role}", role, PASSWORD)
    return made


def test_on_this_machine_nobody_logs_in(api: Asker) -> None:
    here = api.json("/session")
    assert (here["login"], here["role"], here["name"]) == (False, "admin", "tester")


def test_beyond_it_nothing_is_told_without_a_session(sample: Path, serve: Served, users: Users) -> None:
    api = serve(sample, users=users)
    for path in ("/events", "/marks", "/reports", "/vocabulary", "/review", "/jobs", "/audit", "/search?q=a"):
        assert api.get(path).status_code == 401, path
    assert api.json("/session").get("role") is None
    assert api.client.get("/events").status_code in (200, 503)  # the app itself, which then asks to log in


@pytest.mark.parametrize(
    ("role", "may_decide", "may_see_log"),
    [("reader", False, False), ("reviewer", True, False), ("admin", True, True)],
)
def test_a_role_may_what_it_is_for(
    archive: Path, serve: Served, users: Users, role: str, may_decide: bool, may_see_log: bool
) -> None:
    api = logged_in(serve(archive, users=users), f"a {role}")
    assert api.get("/events").status_code == 200
    claim = api.json("/reports/sample-01")["claims"][0]["claim"]["id"]
    made = api.post("/decisions", json={"what": "accept", "why": "so", "claims": [claim]})
    assert made.status_code == (201 if may_decide else 403)
    assert api.get("/audit").status_code == (200 if may_see_log else 403)
    assert api.post("/jobs", content=b"x").status_code == (202 if may_decide else 403)


def test_decisions_stand_under_the_name_that_logged_in_and_are_logged(
    archive: Path, serve: Served, users: Users
) -> None:
    api = logged_in(serve(archive, users=users), "A Admin")  # names are one whatever their case
    claim = api.json("/reports/sample-01")["claims"][0]["claim"]["id"]
    api.decide(what="accept", claims=[claim])
    assert api.json("/decisions")["items"][0]["decision"]["who"] == "a admin"
    assert [(e["who"], e["what"]) for e in api.json("/audit")["items"]] == [
        ("a admin", "accept"),
        ("a admin", "login"),
    ]


def test_the_log_cannot_be_changed(users: Users) -> None:
    users.note("a", "", "login", {})
    with sqlite3.connect(users._db.execute("PRAGMA database_list").fetchone()[2]) as db:
        for statement in ("DELETE FROM audit", "UPDATE audit SET who = 'b'"):
            with pytest.raises(sqlite3.IntegrityError):
                db.execute(statement)
    db.close()


def test_a_wrong_password_tells_nothing_and_too_many_must_wait(
    sample: Path, serve: Served, users: Users
) -> None:
    api = serve(sample, users=users)
    answers = [
        api.post("/session", json={"name": name, "password": "wrong"}) for name in ("a reader", "nobody")
    ]
    assert [one.status_code for one in answers] == [401, 401]
    assert answers[0].json() == answers[1].json()
    for _ in range(4):
        api.post("/session", json={"name": "a reader", "password": "wrong"})
    answer = api.post("/session", json={"name": "a reader", "password": PASSWORD})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 60
    logged_in(api, "a reviewer")  # another name is not held up


def test_a_session_ends_by_logout_by_time_and_with_its_user(
    sample: Path, serve: Served, users: Users, monkeypatch: pytest.MonkeyPatch
) -> None:
    api = logged_in(serve(sample, users=users), "a reader")
    cookie = api.client.cookies["marsad"]
    assert api.client.delete(API + "/session", headers={TOKEN: api.token}).status_code == 200
    assert api.get("/events", headers={"cookie": f"marsad={cookie}"}).status_code == 401
    logged_in(api, "a reader")
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + users_module.IDLE + 60)
    assert api.get("/events").status_code == 401
    monkeypatch.undo()
    logged_in(api, "a reader")
    users.put("a reader", "reader", "another password")
    assert api.get("/events").status_code == 401


def test_the_cookie_is_kept_from_scripts_other_sites_and_plain_http(
    sample: Path, serve: Served, users: Users
) -> None:
    for secure in (False, True):
        api = serve(sample, users=users, secure=secure)
        answer = api.post("/session", json={"name": "a reader", "password": PASSWORD})
        cookie = answer.headers["set-cookie"]
        assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= {part.strip() for part in cookie.split(";")}
        assert ("Secure" in cookie) is secure
        assert ("strict-transport-security" in answer.headers) is secure


def test_passwords_are_kept_as_argon2_and_the_file_is_for_its_owner(tmp_path: Path) -> None:
    users = Users(tmp_path / "u")
    users.put("amal", "reader", PASSWORD)
    stored = users._db.execute("SELECT hash FROM user").fetchone()[0]
    assert stored.startswith("$argon2id$")
    assert (tmp_path / "u").stat().st_mode & 0o077 == 0
    assert PASSWORD.encode() not in (tmp_path / "u").read_bytes()


def test_what_is_published_is_reviewed_coarse_and_unnamed(archive: Path, serve: Served) -> None:
    api = serve(archive)
    listed = api.json("/events", limit=500)["items"]
    exact = next(one for one in listed if any(s["shape"] == "point" for s in one.get("places", [])))
    claims = api.json(f"/events/{exact['id']}")["event"]["claims"]
    api.decide(what="accept", claims=claims)
    api.decide(what="set", id=claims[0], field="targets", values=["محمد خالد الحسن"])
    public = serve(archive, publish=True)
    shown = public.json("/events", limit=500)["items"]
    assert [one["id"] for one in shown] == [exact["id"]]
    whole = public.get(f"/events/{exact['id']}").text
    told = api.json(f"/events/{exact['id']}")
    assert "محمد خالد الحسن" in str(told)
    assert "محمد خالد" not in whole
    for each in told["claims"]:
        assert each["document"]["text"][:40] not in whole
        for span in each["claim"]["evidence"]:
            assert span["quote"] not in whole
    for place in shown[0]["places"]:
        assert "id" not in place
        if place["shape"] == "point":
            assert round(place["lat"] * 10) == pytest.approx(place["lat"] * 10)
            assert place["radius"] >= 11_000
    for path in (
        "/reports",
        "/search?q=a",
        "/review",
        "/actors",
        "/picture",
        "/jobs",
        "/decisions",
        "/audit",
        "/runs",
    ):
        assert public.get(path).status_code == 403, path
    other = next(one["id"] for one in listed if one["id"] != exact["id"])
    assert public.get(f"/events/{other}").status_code == 404
    refused = public.post("/decisions", json={"what": "accept", "why": "x", "claims": claims})
    assert refused.status_code == 403


def test_serve_refuses_other_addresses_until_somebody_has_a_password(archive: Path) -> None:
    result = CliRunner().invoke(main, ["serve", "--archive", str(archive), "--host", "0.0.0.0"])
    assert result.exit_code == 2
    assert "marsad users add" in result.output
    result = CliRunner().invoke(main, ["serve", "--archive", str(archive), "--no-login"])
    assert result.exit_code == 2


def test_users_are_made_listed_and_removed(archive: Path) -> None:
    def run(*words: str, typed: str = "") -> str:
        result = CliRunner().invoke(main, ["users", *words, "--archive", str(archive)], input=typed)
        assert result.exit_code == 0, result.output
        return result.output

    run("add", "amal", "--role", "reviewer", "--password-stdin", typed="a long password\n")
    assert "amal\treviewer" in run("list")
    assert Users(beside(archive)).login("amal", "a long password", "") is not None
    run("remove", "amal")
    assert "amal" not in run("list")
    short = CliRunner().invoke(
        main, ["users", "add", "amal", "--password-stdin", "--archive", str(archive)], input="short\n"
    )
    assert short.exit_code == 2

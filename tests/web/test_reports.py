"""Reports, search, actors and the picture through the API."""

from __future__ import annotations

import time
from pathlib import Path

from .conftest import Asker, Served


def test_reports_come_page_by_page_each_once(api: Asker) -> None:
    for order in ("oldest", "newest"):
        whole = [one["id"] for one in api.json("/reports", limit=500, order=order)["items"]]
        found: list[str] = []
        cursor: dict[str, str] = {}
        while True:
            page = api.json("/reports", limit=6, order=order, **cursor)
            found += [one["id"] for one in page["items"]]
            if page["next"] is None:
                break
            cursor = {"cursor": page["next"]}
        assert found == whole
        assert len(set(found)) == page["total"] == 20


def test_a_report_without_a_title_is_listed_by_its_first_line_of_arabic(archive: Path, serve: Served) -> None:
    api = serve(archive)
    # The page of a post: its frame stands before its words.
    text = "Post\n\nشبكة\nقصفت قوات النظام السوري مدينة طفس بالمدفعية يوم 24 كانون الثاني 2021.\n7:13 AM"
    job = api.post("/jobs", content=text.encode()).json()
    until = time.monotonic() + 60
    while api.json(f"/jobs/{job['id']}")["state"] != "done" and time.monotonic() < until:
        time.sleep(0.02)
    listed = {one["id"]: one for one in api.json("/reports", limit=100)["items"]}
    (new,) = [one for one in listed.values() if "title" not in one]
    assert new["begins"].startswith("قصفت قوات النظام")
    assert all("begins" not in one for one in listed.values() if "title" in one)


def test_a_report_is_as_given_with_its_claims_and_their_events(api: Asker) -> None:
    view = api.json("/reports/sample-01")
    assert view["report"]["text"].startswith("القامشلي، 11 كانون الثاني")
    assert view["claims"]
    for each in view["claims"]:
        told = api.json(f"/events/{each['event']}")
        assert each["claim"]["id"] in told["event"]["claims"]


def test_search_finds_whatever_is_written_onto_the_word(api: Asker) -> None:
    found = api.json("/search", q="حصار")
    assert found["total"] >= len(found["items"]) > 3
    for one in found["items"]:
        assert one["spans"]
        for start, end in one["spans"]:
            assert "حصار" in one["quote"][start:end] or "حصر" in one["quote"][start:end]
    assert api.json("/search", q="كلمةلاتوجدفيأي تقرير")["items"] == []


def test_search_can_be_of_one_outlet_and_some_days(api: Asker) -> None:
    one = api.json("/search", q="حصار")["items"][0]
    of_it = api.json("/search", q="حصار", outlet=one["outlet"])
    assert {each["outlet"] for each in of_it["items"]} == {one["outlet"]}
    days = api.json("/search", q="حصار", **{"from": "2021-01-12", "to": "2021-01-25"})["items"]
    assert days
    assert all("2021-01-12" <= each["published"][:10] <= "2021-01-25" for each in days)


def test_search_pages_hold_every_report_once(api: Asker) -> None:
    whole = [one["id"] for one in api.json("/search", q="حصار", limit=100)["items"]]
    found: list[str] = []
    more: dict[str, str] = {}
    while True:
        page = api.json("/search", q="حصار", limit=3, **more)
        found += [one["id"] for one in page["items"]]
        if page["next"] is None:
            break
        more = {"cursor": page["next"]}
    assert found == whole


def test_an_actor_has_its_names_and_loaded_ones_say_so(api: Asker) -> None:
    listed = api.json("/actors", q="الأسايش")["items"]
    assert listed[0]["registered"]
    view = api.json(f"/actors/{listed[0]['key']}")
    assert any(one.get("uses", 0) > 0 for one in view["aliases"])
    government = api.json("/actors/syria_government")
    assert any(one.get("tone") == "loaded" for one in government["aliases"])
    assert government["kin"]


def test_an_actor_without_an_id_has_a_page_too(api: Asker) -> None:
    described = [one for one in api.json("/actors", limit=500)["items"] if not one.get("registered")]
    assert described
    assert api.json(f"/actors/{described[0]['key']}")["actor"]["events"] == described[0]["events"]


def test_the_picture_of_a_day_knows_nothing_of_later_days(api: Asker) -> None:
    early = api.json("/picture", as_of="2021-01-12")
    late = api.json("/picture")
    assert early["picture"]["reports"] < late["picture"]["reports"]
    assert any(one["kind"] == "siege" for one in early["picture"]["situations"])
    days = [
        step.get("reported") or "" for one in early["picture"]["situations"] for step in one.get("steps", [])
    ]
    assert all(day[:10] <= "2021-01-12" for day in days)
    assert late["changes"]


def test_how_an_actor_stands_names_events_that_exist(api: Asker) -> None:
    stands = api.json("/standing/syria_government")["standing"]
    events = {
        ident
        for group in ("fights", "besieges", "besieged_by")
        for one in stands[group]
        for ident in one["events"]
    }
    assert events
    for ident in events:
        assert api.json(f"/events/{ident}")["event"]["id"] == ident
    assert api.json("/standing/nobody_of_this_name")["standing"] is None

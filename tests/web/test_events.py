"""Events through the API: the same as from the command line, page by page, and never a point for an area."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from marsad.cli.main import main

from .conftest import Asker, Served

FILTERS: list[dict[str, Any]] = [
    {},
    {"from": "2021-01-20"},
    {"to": "2021-01-12"},
    {"from": "2021-01-10", "to": "2021-01-24", "kind": ["siege", "force"]},
    {"kind": "Siege"},
    {"kind": "حصار"},
    {"status": ["ongoing", "denied"]},
    {"actor": "الأسايش"},
    {"actor": "Syrian government"},
    {"place": "القامشلي"},
    {"place": "sy", "min_precision": 2},
    {"as_of": "2021-01-18"},
    {"as_of": "2021-01-25", "place": "القامشلي", "status": "occurred"},
    {"kind": "armed_clash", "actor": "nobody of this name"},
]


def from_the_command_line(archive: Path, asked: dict[str, Any]) -> list[str]:
    words = ["events", "--json", "--archive", str(archive)]
    for name, values in asked.items():
        for value in values if isinstance(values, list) else [values]:
            words += [f"--{name.replace('_', '-')}", str(value)]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    return [json.loads(line)["id"] for line in result.stdout.splitlines()]


@pytest.mark.parametrize("asked", FILTERS, ids=[json.dumps(one, ensure_ascii=False) for one in FILTERS])
def test_filters_let_through_what_those_of_the_command_line_do(
    api: Asker, sample: Path, asked: dict[str, Any]
) -> None:
    listed = api.json("/events", limit=500, **asked)
    wanted = from_the_command_line(sample, asked)
    assert [one["id"] for one in listed["items"]] == wanted
    assert listed["total"] == len(wanted)
    assert sorted(api.json("/marks", **asked)["id"]) == sorted(wanted)


@pytest.mark.parametrize("order", ["oldest", "newest"])
@pytest.mark.parametrize("size", [1, 7, 50])
def test_pages_hold_every_event_once_and_in_order(api: Asker, order: str, size: int) -> None:
    whole = [one["id"] for one in api.json("/events", limit=500, order=order)["items"]]
    found: list[str] = []
    cursor = None
    while True:
        page = api.json("/events", limit=size, order=order, **({"cursor": cursor} if cursor else {}))
        found += [one["id"] for one in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert found == whole
    assert len(set(found)) == len(found) > 40


def test_newest_first_is_oldest_first_turned_round_but_for_those_without_a_day(api: Asker) -> None:
    oldest = api.json("/events", limit=500)["items"]
    newest = api.json("/events", limit=500, order="newest")["items"]
    dated = [one["id"] for one in oldest if "start" in one]
    assert [one["id"] for one in newest if "start" in one] == dated[::-1]
    assert all("start" not in one for one in newest[len(dated) :])


def test_a_cursor_holds_while_reports_are_added(archive: Path, serve: Served) -> None:
    api = serve(archive)
    first = api.json("/events", limit=10)
    before = [one["id"] for one in api.json("/events", limit=500)["items"]]
    text = (
        "قصفت قوات النظام السوري مدينة طفس بالمدفعية يوم 2 كانون الثاني 1999، ما أدى إلى مقتل مدنيين اثنين."
    )
    (archive.parent / "more.jsonl").write_text(
        json.dumps({"id": "early", "text": text, "published": "1999-01-03"}, ensure_ascii=False)
    )
    added = CliRunner().invoke(main, ["add", str(archive.parent / "more.jsonl"), "--archive", str(archive)])
    assert added.exit_code == 0, added.output
    after = api.json("/events", limit=500, cursor=first["next"])
    assert after["dataset"] != first["dataset"]
    assert [one["id"] for one in first["items"]] + [one["id"] for one in after["items"]] == before


def test_a_cursor_that_was_not_given_out_is_refused(api: Asker) -> None:
    for cursor in ("abc", "W10", "WzFd", "eyJhIjoxfQ"):
        answer = api.get("/events", params={"cursor": cursor})
        assert answer.status_code == 422
        assert answer.headers["content-type"] == "application/problem+json"


def test_geojson_has_a_point_for_a_point_and_a_circle_for_an_area(api: Asker) -> None:
    answer = api.get("/events.geojson", params={"limit": 500})
    assert answer.headers["content-type"] == "application/geo+json"
    seen = set()
    for feature in answer.json()["features"]:
        shapes = [
            spot["shape"] for spot in feature["properties"].get("places", []) if spot["shape"] != "none"
        ]
        geometry = feature["geometry"]
        if not shapes:
            assert geometry is None
            continue
        parts = geometry.get("geometries", [geometry])
        assert [part["type"] for part in parts] == [
            {"point": "Point", "area": "Polygon"}[one] for one in shapes
        ]
        for part in parts:
            if part["type"] == "Polygon":
                ring = part["coordinates"][0]
                assert ring[0] == ring[-1] and len(ring) > 8
        seen.update(shapes)
    assert seen == {"point", "area"}


def test_a_province_is_never_a_point(api: Asker) -> None:
    spots = [spot for one in api.json("/events", limit=500)["items"] for spot in one.get("places", [])]
    wide = [spot for spot in spots if (spot.get("precision") or 9) > 2]
    assert wide
    assert all(spot["shape"] != "point" for spot in wide)
    assert all("lat" not in spot for spot in spots if spot["shape"] == "none")


def test_an_event_comes_with_its_claims_and_every_span_is_the_text_it_says(api: Asker) -> None:
    listed = api.json("/events", limit=500)["items"]
    many = max(listed, key=lambda one: one["reports"])
    view = api.json(f"/events/{many['id']}")
    assert [told["claim"]["id"] for told in view["claims"]] == view["event"]["claims"]
    for told in view["claims"]:
        for span in told["claim"]["evidence"]:
            text = told["document"].get("title" if span.get("in") == "title" else "text")
            assert text[span["start"] : span["end"]] == span["quote"]
    assert view["review"] == "unreviewed"
    why = api.json(f"/events/{many['id']}/explanation")["explained"]
    assert why["held"]
    assert {each["spot"]["name"] for each in api.json(f"/events/{many['id']}/places")["items"]} == {
        spot["name"] for spot in view["spots"]
    }


def test_the_beginning_of_an_id_leads_to_the_event(api: Asker) -> None:
    ident = api.json("/events", limit=1)["items"][0]["id"]
    view = api.json(f"/events/{ident[:8]}")
    assert (view["event"]["id"], view["asked"]) == (ident, ident[:8])


def test_the_same_question_about_the_same_data_has_the_same_tag(archive: Path, serve: Served) -> None:
    api = serve(archive)
    first = api.get("/events")
    again = api.get("/events", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["marsad-dataset"] == first.json()["dataset"] == again.headers["marsad-dataset"]
    assert api.get("/events", params={"limit": 3}).headers["etag"] != first.headers["etag"]
    claim = api.json("/review/queue", limit=1)["items"][0]["claim"]["id"]
    api.decide(what="accept", claims=[claim])
    changed = api.get("/events", headers={"if-none-match": first.headers["etag"]})
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]


def test_what_a_write_changed_is_what_a_new_server_shows(archive: Path, serve: Served) -> None:
    """The shelf kept in memory is brought up to date, not made anew: both must come out the same."""
    api = serve(archive)
    listed = api.json("/events", limit=500)["items"]
    claims = [item["claim"]["id"] for item in api.json("/review/queue", limit=12)["items"]]
    api.decide(what="accept", claims=claims[:5])
    api.decide(what="reject", claims=claims[5:7])
    made = api.decide(what="merge", events=[listed[3]["id"], listed[9]["id"]])
    api.decide(what="set", id=claims[8], field="killed", values=["41"])
    api.decide(what="undo", id=made["decision"]["id"])
    assert api.json("/events", limit=500) == serve(archive).json("/events", limit=500)
    assert api.json("/marks") == serve(archive).json("/marks")


def test_reviewed_events_are_told_from_others(archive: Path, serve: Served) -> None:
    api = serve(archive)
    one = api.json("/events", limit=1)["items"][0]
    api.decide(what="accept", claims=api.json(f"/events/{one['id']}")["event"]["claims"])
    assert [each["id"] for each in api.json("/events", review="reviewed")["items"]] == [one["id"]]
    assert one["id"] not in api.json("/marks", review="unreviewed")["id"]


def test_located_and_not_located_are_all(api: Asker) -> None:
    on, off = (api.json("/events", located=value)["total"] for value in ("true", "false"))
    assert on and off
    assert on + off == api.json("/events")["total"]

"""Review through the API: the queue, decisions and their undoing, agreement."""

from __future__ import annotations

from pathlib import Path

from marsad.web.review import agreement
from marsad.web.users import Users

from .conftest import Served
from .test_access import logged_in


def test_the_queue_begins_with_what_is_contested_and_ends_with_what_is_sure(
    archive: Path, serve: Served
) -> None:
    api = serve(archive)
    some = api.json("/events", limit=500)["items"][20]
    api.decide(what="set", id=some["id"], field="assessment", values=["Contested"])
    contested = {one["id"] for one in api.json("/events", assessment="Contested", limit=500)["items"]}
    assert some["id"] in contested
    items = api.json("/review/queue", limit=100)["items"]
    first = [item["event"] in contested for item in items]
    assert first == sorted(first, reverse=True) and any(first)
    assert all(("contested" in item["because"]) is of_it for item, of_it in zip(items, first, strict=True))
    values = [item["value"] for item in items]
    assert values == sorted(values, reverse=True)


def test_what_is_judged_leaves_the_queue_and_undoing_brings_it_back(archive: Path, serve: Served) -> None:
    api = serve(archive)
    before = api.json("/review/queue", limit=100)
    claim = before["items"][0]["claim"]["id"]
    made = api.decide(what="accept", claims=[claim])
    after = api.json("/review/queue", limit=100)
    assert after["total"] == before["total"] - 1
    assert claim not in [item["claim"]["id"] for item in after["items"]]
    api.decide(what="undo", id=made["decision"]["id"])
    assert api.json("/review/queue", limit=100)["items"][0]["claim"]["id"] == claim
    logged = api.json("/decisions")["items"]
    assert [(one["decision"]["what"], one["stands"]) for one in logged] == [("undo", True), ("accept", False)]
    assert logged[0]["decision"]["who"] == "tester"


def test_a_field_is_corrected_by_words_and_the_event_follows(archive: Path, serve: Served) -> None:
    api = serve(archive)
    queue = api.json("/review/queue", limit=100)["items"]
    item = next(i for i in queue if i["claim"]["kind"] == "shelling" and i["claim"].get("initiators"))
    api.decide(what="set", id=item["claim"]["id"], field="initiators", values=["الفرقة الرابعة"])
    told = api.json(f"/reports/{item['document']['id']}")["claims"]
    mine = next(each for each in told if each["claim"]["id"] == item["claim"]["id"])
    assert [who["name"] for who in mine["claim"]["initiators"]] == ["الفرقة الرابعة"]
    assert mine["read"]["initiators"] == item["claim"]["initiators"]


def test_a_claim_taken_out_of_an_event_is_another_and_undoing_joins_them(
    archive: Path, serve: Served
) -> None:
    api = serve(archive)
    many = max(api.json("/events", limit=500)["items"], key=lambda one: one["reports"])
    claims = api.json(f"/events/{many['id']}")["event"]["claims"]
    made = api.decide(what="split", id=many["id"], claims=[claims[-1]])
    assert len(made["events"]) == 2
    api.decide(what="undo", id=made["decision"]["id"])
    assert sorted(api.json(f"/events/{many['id']}")["event"]["claims"]) == sorted(claims)


def test_decisions_that_make_no_sense_are_refused_and_nothing_is_written(
    archive: Path, serve: Served
) -> None:
    api = serve(archive)
    event = api.json("/events", limit=1)["items"][0]["id"]
    for body, status in (
        ({"what": "accept", "why": "x"}, 422),
        ({"what": "accept", "why": "", "claims": ["abcd1234"]}, 422),
        ({"what": "accept", "why": "x", "claims": ["abcdef0123456789"]}, 409),
        ({"what": "merge", "why": "x", "events": [event]}, 409),
        ({"what": "split", "why": "x", "id": event, "claims": ["abcdef0123456789"]}, 409),
        ({"what": "set", "why": "x", "id": event, "field": "killed", "values": ["many"]}, 422),
        ({"what": "set", "why": "x", "id": event, "field": "record", "values": ["1"]}, 422),
        ({"what": "undo", "why": "x", "id": "d0000000"}, 409),
        ({"what": "delete", "why": "x"}, 422),
    ):
        answer = api.post("/decisions", json=body)
        assert answer.status_code == status, (body, answer.text)
        assert answer.json()["detail"]
    assert api.json("/decisions")["total"] == 0


def test_agreement_is_that_of_the_textbook() -> None:
    # Ten claims: both accept five, both reject two, they differ on three.
    verdicts = (
        [("accept", "accept")] * 5
        + [("reject", "reject")] * 2
        + [("accept", "reject")] * 2
        + [("reject", "accept")]
    )
    judged = {}
    for number, (one, other) in enumerate(verdicts):
        judged["a", f"c{number}"] = one
        judged["b", f"c{number}"] = other
    judged["a", "alone"] = "reject"
    (found,) = agreement(judged)
    # Observed .7; by chance .7 × .6 + .3 × .4 = .54.
    assert (found.both, found.same, found.kappa) == (10, 7, round((0.7 - 0.54) / (1 - 0.54), 3))
    assert found.differ == ("c7", "c8", "c9")


def test_a_second_opinion_shows_what_another_judged_without_the_verdict(
    archive: Path, serve: Served, tmp_path: Path
) -> None:
    users = Users(tmp_path / "u")
    for name in ("amal", "basil"):
        users.put(name, "reviewer", "a long password")
    one = logged_in(serve(archive, users=users), "amal")
    claim = one.json("/review/queue", limit=1)["items"][0]["claim"]["id"]
    one.decide(what="accept", claims=[claim])
    assert one.json("/review/queue", second="true")["total"] == 0
    other = logged_in(serve(archive, users=users), "basil")
    (waiting,) = other.json("/review/queue", second="true")["items"]
    assert waiting["claim"]["id"] == claim
    assert "verdict" not in waiting
    other.decide(what="reject", claims=[claim])
    (pair,) = other.json("/review")["agreement"]
    assert (pair["both"], pair["same"]) == (1, 0)

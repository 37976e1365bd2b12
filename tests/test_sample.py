"""The bundled sample is sound data: well-formed, dated, marked where composed, and in our own words."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "src/marsad/data/sample"
EXPECTED = ROOT / "tests/data/sample_expected.yaml"
REFERENCE = ROOT.parent / "shared/seed/article.txt"

KEYS = {"id", "title", "published", "outlet", "url", "text", "composed", "note"}
FIRST, LAST = dt.date(2021, 1, 10), dt.date(2021, 2, 3)
STATUSES = {"occurred", "ongoing", "attempted", "planned", "denied", "uncertain", "ended"}
ROLES = ("initiators", "targets", "third_parties", "places", "attributed_to")
EVENT_KEYS = {"kind", "status", "date", "killed", "injured", "evidence", *ROLES}
BORROWED = 40  # code points in a row that would count as copied


def load_reports() -> list[dict[str, Any]]:
    lines = (SAMPLE / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


REPORTS = load_reports()
CODED: dict[str, list[dict[str, Any]]] = yaml.safe_load(EXPECTED.read_text(encoding="utf-8"))
EVENTS = [(report, event) for report in REPORTS for event in CODED[report["id"]]]


def normal(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_at_least_sixteen_reports_with_unique_ids() -> None:
    ids = [report["id"] for report in REPORTS]
    assert len(ids) >= 16
    assert len(set(ids)) == len(ids)
    assert list(CODED) == ids


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report["id"])
def test_report_is_complete(report: dict[str, Any]) -> None:
    assert set(report) == KEYS
    assert report["title"] and report["outlet"] and report["note"]
    assert re.match(r"https://[a-z0-9-]+\.example/", report["url"])
    assert 60 <= len(report["text"].split()) <= 350
    assert isinstance(report["composed"], bool)


def test_published_dates_lie_within_the_episode() -> None:
    dated = [report["published"] for report in REPORTS if report["published"]]
    assert len(dated) == len(REPORTS) - 2
    for published in dated:
        assert FIRST <= dt.datetime.fromisoformat(published).date() <= LAST, published


def test_composed_reports_are_marked_and_listed() -> None:
    composed = {report["id"] for report in REPORTS if report["composed"]}
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")
    assert composed
    assert composed == set(re.findall(r"^\| `(sample-\d\d)` \|", readme, flags=re.MULTILINE))
    # A denial is ours alone: no source of fact reports one.
    assert composed >= {report["id"] for report, event in EVENTS if event["status"] == "denied"}


@pytest.mark.parametrize(("report", "event"), EVENTS, ids=lambda value: value.get("id") or value["kind"])
def test_expected_event_rests_on_its_report(report: dict[str, Any], event: dict[str, Any]) -> None:
    assert set(event) == EVENT_KEYS
    assert event["status"] in STATUSES
    assert event["evidence"]
    for quote in event["evidence"]:
        assert quote in report["text"]
    for role in ROLES:
        for name in event[role]:
            # للمرصد: the preposition swallows the alif of the article.
            assert name in report["text"] or name.replace("ال", "لل", 1) in report["text"], name
    if event["date"] is not None:
        assert dt.date(2021, 1, 5) <= dt.date.fromisoformat(event["date"]) <= LAST
    for toll in (event["killed"], event["injured"]):
        if toll is not None:
            least, most = toll
            assert most is None or 0 <= least <= most


def test_every_kind_of_status_occurs() -> None:
    assert {event["status"] for _, event in EVENTS} == STATUSES


def test_about_says_what_the_sample_is_in_both_languages() -> None:
    about = (SAMPLE / "about.txt").read_text(encoding="utf-8").splitlines()
    assert len(about) == 3
    assert "written for this demonstration" in about[0]
    assert "كُتبت لهذا العرض" in about[1]


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference report is not at hand")
@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report["id"])
def test_wording_is_our_own(report: dict[str, Any]) -> None:
    reference = normal(REFERENCE.read_text(encoding="utf-8"))
    for field in ("title", "text"):
        ours = normal(report[field])
        for at in range(len(ours) - BORROWED + 1):
            assert ours[at : at + BORROWED] not in reference

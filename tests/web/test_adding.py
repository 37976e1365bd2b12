"""Adding from the page: as by the command, with what was left out and why."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from marsad.cli.demo import SAMPLE
from marsad.cli.main import main

from .conftest import Asker, Served


def finished(api: Asker, answer: Any) -> Any:
    assert answer.status_code == 202, answer.text
    until = time.monotonic() + 60
    while time.monotonic() < until:
        job = api.json(f"/jobs/{answer.json()['id']}")
        if job["state"] in ("done", "failed"):
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
    view = api.json(f"/reports/{job['added'][0]}")
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

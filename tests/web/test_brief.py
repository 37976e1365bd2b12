"""The brief through the API: the same as the command's, as a page, as files, as drawings."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document as Word

from marsad.cli.main import main

from .conftest import Asker, Served

DAYS = {"since": "2021-01-20", "as_of": "2021-01-27"}


@pytest.mark.parametrize("lang", ["ar", "en", "both"])
def test_the_file_is_what_the_command_writes(api: Asker, sample: Path, lang: str) -> None:
    asked = [
        "brief",
        "--since",
        DAYS["since"],
        "--as-of",
        DAYS["as_of"],
        "--lang",
        lang,
        "--archive",
        str(sample),
    ]
    told = CliRunner().invoke(main, asked)
    answer = api.get("/brief.md", params={**DAYS, "lang": lang})
    assert answer.text == told.stdout
    assert answer.headers["content-disposition"] == 'attachment; filename="brief.md"'
    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"


def test_every_statement_leads_to_the_claim_and_the_report_it_rests_on(api: Asker) -> None:
    view = api.json("/brief", **DAYS)
    assert (view["since"], view["until"]) == (DAYS["since"], DAYS["as_of"])
    items = [item for section in view["page"]["sections"] for item in section["items"]]
    cited = {number for item in items for number in item["notes"]}
    notes = view["page"]["notes"]
    assert cited == set(range(1, len(notes) + 1)) != set()
    for note in notes:
        report = api.json(f"/reports/{note['report']['id']}")
        assert note["claim"] in {each["claim"]["id"] for each in report["claims"]}
        assert " ".join(report["report"]["text"].split()).find(note["quote"].removesuffix(" …")) >= 0 or note[
            "quote"
        ].removesuffix(" …") in (report["report"]["title"] or "")


def test_it_covers_a_week_where_no_day_is_said(api: Asker) -> None:
    view = api.json("/brief", lang="ar")
    last = api.json("/archive")["published_last"]
    assert view["until"] == last
    assert view["page"]["language"] == "ar"
    assert api.json("/brief", as_of=last, since=view["since"], lang="ar") == view


def test_drawings_and_word_stand_by_themselves(api: Asker) -> None:
    assert api.json("/brief", **DAYS)["drawings"] == ["map", "graph"]
    for name in ("map", "graph"):
        drawn = api.get(f"/brief/{name}.svg", params=DAYS)
        assert drawn.status_code == 200
        assert drawn.headers["content-type"] == "image/svg+xml"
        assert b"<script" not in drawn.content
    page = api.get("/brief.html", params=DAYS)
    assert page.text.count("data:image/svg+xml;base64,") == 2
    assert page.headers["content-disposition"].startswith("attachment")
    word = Word(io.BytesIO(api.get("/brief.docx", params={**DAYS, "lang": "ar"}).content))
    assert "موجز الوضع" in word.paragraphs[0].text


def test_days_that_cannot_be_are_refused_in_words(
    api: Asker, archive: Path, serve: Served, tmp_path: Path
) -> None:
    assert api.get("/brief", params={"since": "2021-02-30"}).status_code == 422
    later = api.get("/brief", params={"since": "2021-01-28", "as_of": "2021-01-27"})
    assert (later.status_code, later.json()["code"]) == (422, "I021")
    assert api.get("/brief/other.svg").status_code == 422
    (tmp_path / "none.jsonl").write_text("")
    CliRunner().invoke(main, ["add", str(tmp_path / "none.jsonl"), "--archive", str(tmp_path / "empty.db")])
    assert serve(tmp_path / "empty.db").get("/brief").json()["code"] == "I020"
    assert serve(archive, publish=True).get("/brief").status_code == 403

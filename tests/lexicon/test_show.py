"""``marsad lexicon show``: what is known of a word, and where to edit it."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from marsad.cli.lexicon import lexicon


def show(*arguments: str) -> dict[str, object]:
    return json.loads(CliRunner().invoke(lexicon, ["show", *arguments, "--json"]).stdout)


def test_an_actor_is_shown_with_its_names_relations_and_lines() -> None:
    entries = show("قسد")["entries"]
    assert isinstance(entries, list)
    actor = next(entry for entry in entries if entry["layer"] == "actor")
    assert actor["id"] == "sdf"
    assert "قوات سوريا الديمقراطية" in [fact["text"] for fact in actor["facts"] if fact["what"] == "name"]
    alias = next(fact for fact in actor["facts"] if fact["text"] == "قسد")
    file, line, column = alias["where"].rsplit(":", 2)
    text = Path(file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert text[int(column) - 1 :].startswith("قسد")
    assert any("loaded" in fact.get("note", "") for fact in actor["facts"] if fact["what"] == "alias")


def test_an_inflected_verb_is_traced_to_its_rule_and_entry() -> None:
    entries = show("وقصفوها")["entries"]
    assert isinstance(entries, list)
    rule = next(entry for entry in entries if entry["layer"] == "rule")
    assert (rule["id"], rule["before"], rule["after"]) == ("shelling.bombard", "و", "ها")
    verb = next(fact for fact in rule["facts"] if fact["what"] == "verb")
    assert (verb["text"], verb["note"]) == ("قصف/يقصف", "past")
    file, line, column = verb["where"].rsplit(":", 2)
    text = Path(file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert text[int(column) - 1 :].startswith("قصف/يقصف")


def test_a_name_of_several_words_is_taken_whole() -> None:
    entries = show("قوات سوريا الديمقراطية")["entries"]
    assert isinstance(entries, list)
    assert [entry["id"] for entry in entries if entry["layer"] == "actor"] == ["sdf"]


def test_a_given_name_and_a_common_word_are_said_to_be_so() -> None:
    assert show("محمد")["given_name"] is True
    assert show("العملية")["common"] is True


def test_an_unknown_word_gets_the_nearest_names() -> None:
    result = CliRunner().invoke(lexicon, ["show", "الحوثيوم"])
    assert result.exit_code == 1
    assert "does not know" in result.stdout
    assert "الحوثيون" in result.stdout


def test_a_folder_adds_to_what_is_known(tmp_path: Path) -> None:
    (tmp_path / "aliases.csv").write_text("alias,actor,tone,note\nزمرة الضاد,sdf,,\n", encoding="utf-8")
    entries = show("زمرة الضاد", "--with", str(tmp_path))["entries"]
    assert isinstance(entries, list)
    assert entries[0]["id"] == "sdf"

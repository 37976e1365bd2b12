"""``marsad lexicon check``: every fault at once, each at its own line and column."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.cli.lexicon import lexicon

RULE = """\
- id: riot.test
  kind: {kind}
  gloss: test
  verbs: [{verbs}]
  nouns: [{nouns}]
  test: [{test}]
  not: [{wrong}]
"""
GOOD = {
    "kind": "riot", "verbs": "خمخم/يخمخم", "nouns": "خمخمة",
    "test": "خمخم محتجون مبنى المحافظة في مدينة البصرة", "wrong": "لم يخمخم أحد",
}  # fmt: skip


def check(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(lexicon, ["check", str(folder), *options])


def found(folder: Path) -> list[tuple[str, int, int, str]]:
    """File name, line, column and code of the faults in this folder."""
    faults = json.loads(check(folder, "--json").stdout)
    return [
        (Path(f["file"]).name, f["line"], f["column"], f["code"]) for f in faults if str(folder) in f["file"]
    ]


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


KIND = (
    "- {id: riot, family: force, ar: شغب, en: Riot, definition: x, definition_ar: شغب, positive: [],\n"
    "   negative: [], plover: {}, cameo: '190', acled: null}\n"
)
ACTORS = "id,name_ar,name_en,kind,country,adjective,since,until,source\n"


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """A whole small lexicon: nothing of the shipped one is read, so a check takes milliseconds."""
    write(tmp_path, "ontology.yaml", KIND)
    write(
        tmp_path,
        "base.actors.csv",
        ACTORS + "syria,سوريا,Syria,state,SY,,,,x\nturkey,تركيا,Turkey,state,TR,,,,x\n",
    )
    rule(tmp_path)
    return tmp_path


def rule(folder: Path, **parts: str) -> None:
    write(folder, "rules/x.yaml", RULE.format(**{**GOOD, **parts}))


def test_a_good_rule_has_no_fault(tmp_path: Path) -> None:
    rule(tmp_path)
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        ({"kind": "riott"}, (2, 3, "L013")),
        ({"verbs": "خمخم/يخمخم, خرخر"}, (4, 23, "L011")),
        ({"nouns": "خمخمة, ''"}, (5, 18, "L014")),
        ({"nouns": "خمخمة, riot"}, (5, 18, "L015")),
        ({"nouns": "خمخمة, خُمخَمه"}, (5, 18, "L017")),
        ({"nouns": "خمخمة, خمخمة ل"}, (5, 18, "L018")),
        ({"test": ""}, (1, 3, "L019")),
        ({"wrong": ""}, (1, 3, "L019")),
        ({"kind": "riot\n  verb: x"}, (3, 3, "L005")),
        ({"kind": "riot\n  status: happened"}, (3, 3, "L023")),
        ({"kind": "riot\n  without: [كلمة, ثلاث كلمات معا]"}, (3, 19, "L018")),
        ({"nouns": "7: 8"}, (5, 11, "L005")),
        ({"kind": "riot\n  of_the_accused: [verbs, خرخرة]"}, (3, 27, "L013")),
        ({"kind": "riot\n  of_a_deed: [خمخمه]"}, (3, 15, "L013")),
    ],
)
def test_a_fault_of_a_rule_is_pointed_at(
    alone: Path, parts: dict[str, str], place: tuple[int, int, str]
) -> None:
    rule(alone, **parts)
    assert ("x.yaml", *place) in found(alone)


def test_examples_are_read_by_the_real_reader(tmp_path: Path) -> None:
    rule(tmp_path, test="سافر الوفد إلى البصرة", wrong="خمخم محتجون مبنى المحافظة في مدينة البصرة")
    assert found(tmp_path) == [("x.yaml", 6, 10, "L020"), ("x.yaml", 7, 9, "L021")]


def test_every_fault_is_reported_not_only_the_first(alone: Path) -> None:
    rule(alone, kind="riott", verbs="خرخر, خمخم/يخمخم", nouns="riot", wrong="")
    codes = [code for *_, code in found(alone)]
    assert {"L011", "L013", "L015", "L019"} <= set(codes)


def test_two_faults_in_one_record_are_two_faults(alone: Path) -> None:
    write(
        alone,
        "rules/x.yaml",
        "- id: a.b\n  kind: riot\n  glos: x\n  gloss: x\n  frame: agnt\n  near: many\n",
    )
    assert [(line, code) for _, line, _, code in found(alone) if code == "L005"] == [
        (3, "L005"), (5, "L005"), (6, "L005"),
    ]  # fmt: skip


def test_ids_are_unique_across_files(alone: Path) -> None:
    rule(alone)
    write(alone, "rules/y.yaml", RULE.format(**GOOD))
    assert ("y.yaml", 1, 3, "L010") in found(alone)


def test_words_that_another_rule_always_takes_are_unreachable(alone: Path) -> None:
    rule(alone)
    write(alone, "rules/y.yaml", RULE.format(**GOOD).replace("riot.test", "riot.zest"))
    assert ("y.yaml", 5, 11, "L018") in found(alone)
    assert not [fault for fault in found(alone) if fault[0] == "x.yaml"]


def test_a_context_makes_the_same_words_reachable(alone: Path) -> None:
    rule(alone)
    other = RULE.format(**GOOD).replace("riot.test", "riot.zest") + "  with: [المحافظة]\n"
    write(alone, "rules/y.yaml", other)
    assert "L018" not in [code for *_, code in found(alone)]


def test_faint_rules_of_two_kinds_may_share_a_word(alone: Path) -> None:
    """The score says of which kind it tells, so neither takes it from the other; two of one kind do."""
    write(alone, "ontology.yaml", KIND + KIND.replace("riot", "protest"))
    faint = RULE.format(**GOOD) + "  faint: true\n"
    write(alone, "rules/x.yaml", faint)
    write(alone, "rules/y.yaml", faint.replace("riot.test", "riot.zest"))
    assert ("y.yaml", 5, 11, "L018") in found(alone)
    write(
        alone, "rules/y.yaml", faint.replace("riot.test", "riot.zest").replace("kind: riot", "kind: protest")
    )
    assert "L018" not in [code for *_, code in found(alone)]


def test_broken_yaml_is_pointed_at_and_the_rest_is_checked(alone: Path) -> None:
    rule(alone, nouns="riot")
    write(alone, "rules/broken.yaml", "- id: [a\n  kind: x\n")
    codes = {(file, code) for file, _, _, code in found(alone)}
    assert {("broken.yaml", "L003"), ("x.yaml", "L015")} <= codes


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("actors.csv", ACTORS + "a_b,زمرة,Zumra,gang,,,,,x\n", (2, 16, "L023")),
        ("actors.csv", ACTORS + "a_b,زمرة,Zumra,rebel,Syria,,,,x\n", (2, 22, "L023")),
        ("actors.csv", ACTORS + "a_b,زمرة,Zumra,rebel,,,29/6/2014,,x\n", (2, 24, "L022")),
        ("actors.csv", ACTORS + "a_b,زمرة,Zumra,rebel,,,2014-06-29,2013,x\n", (2, 35, "L022")),
        ("actors.csv", ACTORS + "a_b,Zumra,Zumra,rebel,,,,,x\n", (2, 5, "L015")),
        ("actors.csv", ACTORS + "a_b,,Zumra,rebel,,,,,x\n", (2, 5, "L009")),
        ("actors.csv", ACTORS + 'a_b,زمرة,"Zumra, the",rebel,,,,x\n', (2, 1, "L008")),
        ("actors.csv", ACTORS + "a_b,زمرة,Zumra,rebel,,,,,x\na_b,عصبة,Usba,rebel,,,,,x\n", (3, 1, "L010")),
        ("aliases.csv", "alias,actor,tone,note\nزمرة,nobody_at_all,,\n", (2, 6, "L013")),
        ("aliases.csv", "alias,actor,tone,note\nزمرة,syria,rude,\n", (2, 12, "L023")),
        ("aliases.csv", "alias,actor,tone,note\nزمرة الخير,syria,,\nزُمرة الخير,syria,,\n", (3, 1, "L017")),
        ("aliases.csv", "alias,actor,tone,note\nزمرة الخير,syria,,\nزمره الخير,turkey,,\n", (3, 1, "L016")),
        ("aliases.csv", "alias,actor,tone,remark\nزمرة,syria,,\n", (1, 18, "L025")),
        ("aliases.csv", "alias,tone,note\nزمرة,,\n", (1, 1, "L007")),
        (
            "relations.csv",
            "actor,relation,other,since,until,source\nsyria,likes,turkey,,,x\n",
            (2, 7, "L023"),
        ),
        ("alias.csv", "alias,actor,tone,note\n", (1, 1, "L012")),
    ],
)
def test_a_fault_of_a_table_is_pointed_at(
    alone: Path, name: str, text: str, place: tuple[int, int, str]
) -> None:
    write(alone, name, text)
    assert (name, *place) in found(alone)


def test_an_ambiguous_name_may_have_two_owners(alone: Path) -> None:
    write(alone, "aliases.csv", "alias,actor,tone,note\nزمرة,syria,,\nزمرة,turkey,ambiguous,\n")
    assert found(alone) == []


def test_a_folder_with_an_ontology_stands_alone(alone: Path) -> None:
    assert found(alone) == []
    write(alone, "ontology.yaml", KIND + KIND.replace("id: riot", "id: feud"))
    assert found(alone) == [("ontology.yaml", 3, 3, "L024")]


def test_a_fault_is_one_line_with_its_mend(alone: Path) -> None:
    rule(alone, kind="riott")
    result = check(alone)
    line = next(line for line in result.stdout.splitlines() if "riott" in line)
    assert line.endswith("x.yaml:2:3: [L013] no kind of event is called «riott». Did you mean «riot»?")
    assert result.exit_code == 1

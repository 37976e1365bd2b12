"""The trained scores: small, plain, and bound by what no score may overrule."""

from __future__ import annotations

import json
from math import isfinite
from pathlib import Path

import pytest

from marsad.lexicon.compile import Lexicon
from marsad.model import Claim, Document
from marsad.places.gazetteer import Gazetteer
from marsad.reading.identity.identity import _joined
from marsad.reading.pipeline import layers_of, read
from marsad.reading.records import FAINT
from marsad.reading.scores.linear import NAMES, WEIGHTS, Linear, Scores, by_words, load_scores

STAGES = ("matter", "tellings", "identity", "slots")


def claims(text: str, lex: Lexicon, gazetteer: Gazetteer, **given: str) -> list[Claim]:
    return read(Document(id="report", text=text, **given), lex, gazetteer)


@pytest.mark.parametrize("stage", STAGES)
def test_weights_are_there_and_are_numbers(stage: str) -> None:
    scores = load_scores(stage)
    assert scores is not None
    for one in scores.scores.values():
        assert all(map(isfinite, (*one.weights.values(), one.bias)))
        assert all(isfinite(weight) for row in one.words.values() for weight in row.values())


def test_all_weights_together_are_under_ten_megabytes() -> None:
    files = [*WEIGHTS.glob("*.json"), *WEIGHTS.parent.glob("c*.json")]
    assert len(files) >= len(STAGES) + 2
    assert sum(file.stat().st_size for file in files) < 10_000_000


def test_weights_name_features_and_hold_no_sentence() -> None:
    names = [
        name
        for file in WEIGHTS.glob("*.json")
        for one in json.loads(file.read_text(encoding="utf-8"))["scores"].values()
        for name in (*one["weights"], *(word for row in one["words"].values() for word in row))
    ]
    arabic = max(sum("\u0620" <= word[-1] <= "\u064a" for word in name.split()) for name in names if name)
    assert arabic <= 4


def test_a_stage_without_weights_leaves_the_rules_alone(tmp_path: Path) -> None:
    assert load_scores("tellings", tmp_path) is None


def test_an_unseen_feature_counts_nothing() -> None:
    score = Linear({"a": 1.5}, -1.0)
    assert score.total(score.known(["a", "never seen"])) == 0.5


def test_a_name_made_of_a_word_is_asked_by_the_word() -> None:
    asked = [NAMES.of("left=")("قصف"), NAMES.of("left=", "strike|I")("قصف"), *NAMES.known(("kind=strike",))]
    names, words = by_words(dict(zip(asked, (0.5, 2.0, 4.0), strict=True)))
    score = Linear(names, -1.0, words)
    assert (score.of("left=")("قصف"), score.of("left=", "strike|I")("قصف")) == (0.5, 2.0)
    assert score.of("left=", "strike|T")("قصف") is None and score.of("left=")("هجوم") is None
    assert score.known(("kind=strike", "never seen")) == (4.0,)


@pytest.mark.parametrize("word", ["|", "=", "…", "¦", "«a|b=c»"])
def test_signs_of_the_names_may_be_words_of_a_report(word: str) -> None:
    _, words = by_words({NAMES.of("left=", "strike|I")(word): 2.0})
    assert Linear({}, 0.0, words).of("left=", "strike|I")(word) == 2.0


def test_tellings_join_by_what_speaks_for_it_on_average() -> None:
    groups = [[0], [1], [2]]
    assert _joined(groups, {(0, 1): 3.0, (1, 2): 2.0, (0, 2): -6.0}, 0.0) == [[0, 1], [2]]
    assert _joined(groups, {(0, 1): 3.0, (1, 2): 2.0, (0, 2): 1.0}, 0.0) == [[0, 1, 2]]


def test_tellings_of_two_things_do_not_meet_over_a_third_that_is_like_both() -> None:
    alike = {(0, 2): 3.0, (1, 2): 2.0}
    assert _joined([[0], [1], [2]], alike, 0.0) == [[0, 1, 2]]
    assert _joined([[0], [1], [2]], alike, 0.0, {(0, 1)}) == [[0, 2], [1]]
    assert _joined([[0], [1], [2], [3]], {**alike, (0, 3): 5.0}, 0.0, {(1, 3)}) == [[0, 2, 3], [1]]


def test_tellings_that_were_never_compared_do_not_meet_by_themselves() -> None:
    assert _joined([[0], [1], [2], [3]], {(0, 1): 1.0, (2, 3): 1.0}, 0.0) == [[0, 1], [2, 3]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # What was tried and what was done are two things, however alike they are told.
        (
            "حاولت قوات النظام اقتحام بلدة كفرنبل. وقصفت قوات النظام بلدة كفرنبل بالمدفعية.",
            {("ground_attack", "attempted"), ("shelling", "occurred")},
        ),
        # So are what was done and what is only planned.
        (
            "قصفت القوات الإسرائيلية مدينة رفح أمس. وتعتزم القوات الإسرائيلية اقتحام مدينة رفح.",
            {("ground_attack", "planned")},
        ),
    ],
)
def test_what_was_tried_or_planned_is_never_united_with_what_was_done(
    text: str, wanted: set[tuple[str, str]], lex: Lexicon, gazetteer: Gazetteer
) -> None:
    found = {
        (c.kind, c.status) for c in claims(text, lex, gazetteer, outlet="a paper", published="2024-02-10")
    }
    assert wanted <= found


def test_the_subject_of_a_demand_makes_it(lex: Lexicon, gazetteer: Gazetteer) -> None:
    text = "طالبت الإدارة الذاتية القوات الحكومية بفك الحصار عن حي الشيخ مقصود في حلب."
    demand = next(c for c in claims(text, lex, gazetteer, outlet="a paper") if c.kind == "demand")
    assert [p.name for p in demand.initiators] == ["الإدارة الذاتية لشمال وشرق سوريا"]
    assert demand.initiators[0] not in demand.targets


def test_faint_words_tell_of_an_event_only_where_the_score_says_so(
    lex: Lexicon, gazetteer: Gazetteer
) -> None:
    text = "وصل الوزير إلى المدينة لحضور مؤتمر صحفي عن توزيع الجوائز."
    layers = layers_of(Document(id="report", text=text, outlet="a paper"), lex, gazetteer)
    assert any(event.dropped == FAINT for event in layers.events)
    assert layers.claims == []


def test_scores_are_what_the_file_says(tmp_path: Path) -> None:
    made = {
        "about": "made for a test",
        "scores": {"told": {"weights": {"x": 2.0}, "bias": -1.0}},
        "bars": {"told": 0.5},
    }
    (tmp_path / "tellings.json").write_text(json.dumps(made), encoding="utf-8")
    assert load_scores("tellings", tmp_path) == Scores(
        "made for a test", {"told": Linear({"x": 2.0}, -1.0)}, {"told": 0.5}
    )

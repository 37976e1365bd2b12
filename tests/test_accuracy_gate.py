"""The accuracy gate reads the scorer's output and does not let a floor sink. The scorer is a stand-in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bench import accuracy
from bench.accuracy import Figure, FloorLowered, Measured, compare, parse, raised

EVENTS = """\
2 gold documents are missing from coded.jsonl
event, right kind   P 0.600  R 0.500  F1 0.545   (30 of 50 said, 60 wanted)
event, right family P 0.700  R 0.583  F1 0.636   (35 of 50 said, 60 wanted)
status of matched    0.900
third_parties       P 0.000  R 0.000  F1 0.000   (0 of 0 said, 4 wanted)
  siege           P 1.000  R 0.500  F1 0.667   (2 of 2 said, 4 wanted)
"""
QUIET = "reports wrongly given an armed event 3 of 40  0.075\n"


def measured(**values: float) -> dict[str, Measured]:
    return {"events": Measured("aa", {name: Figure(value) for name, value in values.items()})}


def state(**floors: float) -> dict[str, object]:
    return {"benches": {"events": {"sha256": "aa", "floors": floors}}, "lowered": []}


class TestParse:
    def test_precision_recall_and_counts(self) -> None:
        figures, _ = parse(EVENTS)
        assert figures["event, right kind"] == Figure(0.545, 0.6, 0.5, 30, 50, 60)
        assert figures["third_parties"].value == 0.0
        assert figures["third_parties"].said == 0

    def test_plain_value(self) -> None:
        assert parse(EVENTS)[0]["status of matched"] == Figure(0.9)

    def test_share(self) -> None:
        figure = parse(QUIET)[0]["reports wrongly given an armed event"]
        assert (figure.right, figure.wanted, figure.value) == (3, 40, 0.075)

    def test_count_with_share_but_no_total(self) -> None:
        figure = parse("within 10 km                              120  0.480\n")[0]["within 10 km"]
        assert (figure.right, figure.wanted, figure.value) == (120, None, 0.48)

    def test_without_counts(self) -> None:
        figure = parse("by report (B-cubed)     P 0.500  R 0.250  F1 0.333\n")[0]["by report (B-cubed)"]
        assert (figure.precision, figure.value, figure.said) == (0.5, 0.333, None)

    def test_single_kinds_are_details_without_a_floor(self) -> None:
        figures, _ = parse(EVENTS)
        assert figures["siege"].detail
        assert "siege" not in accuracy.gated(figures)

    def test_lines_without_a_figure_are_kept_as_notes(self) -> None:
        assert parse(EVENTS)[1] == ("2 gold documents are missing from coded.jsonl",)
        assert parse("") == ({}, ())


class TestCompare:
    def test_at_the_floor_is_not_under_it(self) -> None:
        (row,) = compare({"a": Figure(0.5)}, {"a": 0.5})
        assert not row.under
        assert row.diff == 0

    def test_under(self) -> None:
        (row,) = compare({"a": Figure(0.499)}, {"a": 0.5})
        assert row.under
        assert row.diff == -0.001

    def test_no_floor_yet(self) -> None:
        (row,) = compare({"a": Figure(0.1)}, {})
        assert not row.under
        assert row.diff is None

    def test_less_is_better_where_the_figure_counts_mistakes(self) -> None:
        name = "reports wrongly given an armed event"
        assert compare({name: Figure(0.08)}, {name: 0.07})[0].under
        assert not compare({name: Figure(0.06)}, {name: 0.07})[0].under

    def test_a_floor_whose_figure_is_gone_is_missed(self) -> None:
        (row,) = compare({}, {"a": 0.5})
        assert row.under
        assert row.value is None


class TestUpdate:
    def test_raises(self) -> None:
        after = raised(state(a=0.5), measured(a=0.6, b=0.2), None, "2026-01-01")
        assert after["benches"]["events"] == {"sha256": "aa", "floors": {"a": 0.6, "b": 0.2}}
        assert after["lowered"] == []

    def test_refuses_to_lower(self) -> None:
        with pytest.raises(FloorLowered, match=r"events: a 0\.5 → 0\.4"):
            raised(state(a=0.5), measured(a=0.4, b=0.9), None, "2026-01-01")

    def test_blanks_are_no_reason(self) -> None:
        with pytest.raises(FloorLowered):
            raised(state(a=0.5), measured(a=0.4), "  ", "2026-01-01")

    def test_refuses_to_forget_a_figure(self) -> None:
        with pytest.raises(FloorLowered):
            raised(state(a=0.5, b=0.5), measured(a=0.6), None, "2026-01-01")

    def test_a_reason_lowers_and_is_recorded(self) -> None:
        after = raised(state(a=0.5, b=0.5), measured(a=0.4, b=0.6), "gold mended", "2026-01-01")
        assert after["benches"]["events"]["floors"] == {"a": 0.4, "b": 0.6}
        assert after["lowered"] == [
            {
                "bench": "events",
                "metric": "a",
                "from": 0.5,
                "to": 0.4,
                "reason": "gold mended",
                "on": "2026-01-01",
            }
        ]

    def test_benches_that_were_not_run_keep_their_floors(self) -> None:
        before = {"benches": {"gsr": {"sha256": "cc", "floors": {"x": 0.3}}}, "lowered": [{"reason": "old"}]}
        after = raised(before, measured(a=0.4), None, "2026-01-01")
        assert after["benches"]["gsr"] == {"sha256": "cc", "floors": {"x": 0.3}}
        assert after["lowered"] == [{"reason": "old"}]

    def test_the_state_handed_in_is_left_alone(self) -> None:
        before = state(a=0.5)
        raised(before, measured(a=0.9), None, "2026-01-01")
        assert before == state(a=0.5)


class TestCommand:
    """The whole command over a made-up shared folder whose scorer prints what the test wants."""

    @pytest.fixture
    def shared(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        folder = tmp_path / "shared"
        (folder / "bench").mkdir(parents=True)
        (folder / "gold").mkdir()
        answer = {"id": "r1", "text": "نص", "title": None, "events": [{"kind": "siege"}], "tricky": "x"}
        (folder / "gold" / "dev.jsonl").write_text(json.dumps(answer) + "\n", encoding="utf-8")
        monkeypatch.setenv("MARSAD_SHARED", str(folder))
        monkeypatch.setattr(accuracy, "ROOT", tmp_path / "repository")  # our own bench is not asked either
        self.prints(folder, EVENTS)
        self.seen: list[dict[str, object]] = []

        def code(reports: Path, coded: Path) -> None:
            self.seen += [json.loads(line) for line in reports.read_text(encoding="utf-8").splitlines()]
            coded.write_text("", encoding="utf-8")

        monkeypatch.setattr(accuracy, "code", code)
        return folder

    @pytest.fixture
    def floors(self, tmp_path: Path) -> Path:
        path = tmp_path / "floors.json"
        path.write_text('{"benches": {}, "lowered": []}', encoding="utf-8")
        return path

    def prints(self, folder: Path, text: str) -> None:
        (folder / "bench" / "score.py").write_text(f"print({text!r}, end='')\n", encoding="utf-8")

    def call(self, floors: Path, *arguments: str) -> Result:
        return CliRunner().invoke(accuracy.main, ["--floors", str(floors), *arguments])

    def test_passes_while_there_is_no_floor(self, shared: Path, floors: Path) -> None:
        result = self.call(floors)
        assert result.exit_code == 0, result.output
        assert "0.545" in result.output
        assert "2 gold documents are missing" in result.output

    def test_the_coder_never_sees_the_answers(self, shared: Path, floors: Path) -> None:
        self.call(floors)
        assert self.seen == [{"id": "r1", "text": "نص"}]

    def test_fails_under_a_floor_and_names_it(self, shared: Path, floors: Path) -> None:
        assert self.call(floors, "--update").exit_code == 0
        self.prints(shared, EVENTS.replace("F1 0.545", "F1 0.544"))
        result = self.call(floors)
        assert result.exit_code == 1
        assert "events: event, right kind is under its floor" in result.output

    def test_update_refuses_and_writes_nothing(self, shared: Path, floors: Path) -> None:
        self.call(floors, "--update")
        before = floors.read_text(encoding="utf-8")
        self.prints(shared, EVENTS.replace("F1 0.545", "F1 0.100"))
        result = self.call(floors, "--update")
        assert result.exit_code == 1
        assert "--allow-lower" in result.output
        assert floors.read_text(encoding="utf-8") == before

    def test_update_with_a_reason(self, shared: Path, floors: Path) -> None:
        self.call(floors, "--update")
        self.prints(shared, EVENTS.replace("F1 0.545", "F1 0.100"))
        assert self.call(floors, "--update", "--allow-lower", "gold mended").exit_code == 0
        after = json.loads(floors.read_text(encoding="utf-8"))
        assert after["benches"]["events"]["floors"]["event, right kind"] == 0.1
        assert [drop["reason"] for drop in after["lowered"]] == ["gold mended"]

    def test_other_gold_than_the_floors_were_measured_on(self, shared: Path, floors: Path) -> None:
        self.call(floors, "--update")
        with (shared / "gold" / "dev.jsonl").open("a", encoding="utf-8") as gold:
            gold.write('{"id": "r2", "text": "", "events": []}\n')
        result = self.call(floors)
        assert result.exit_code == 1
        assert "not the one the floors were measured on" in result.output
        assert self.call(floors, "--update").exit_code == 0
        assert self.call(floors).exit_code == 0

    def test_json(self, shared: Path, floors: Path) -> None:
        result = self.call(floors, "--json")
        found = json.loads(result.stdout)
        assert found["passed"] is True
        assert found["benches"][0]["figures"]["event, right kind"]["wanted"] == 60

    def test_a_scorer_that_prints_nothing_is_no_pass(self, shared: Path, floors: Path) -> None:
        self.prints(shared, "")
        assert self.call(floors).exit_code == 2

    def test_a_scorer_that_fails_is_no_pass(self, shared: Path, floors: Path) -> None:
        (shared / "bench" / "score.py").write_text("raise SystemExit('no such mode')\n", encoding="utf-8")
        result = self.call(floors)
        assert result.exit_code == 2
        assert "no such mode" in result.output

    def test_says_so_where_nothing_is_at_hand(
        self, floors: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MARSAD_SHARED", str(tmp_path / "nowhere"))
        result = self.call(floors)
        assert result.exit_code == 0
        assert "nothing measured" in result.output

    @pytest.mark.parametrize("arguments", [["--allow-lower", "why"], ["--update", "--allow-lower", " "]])
    def test_a_reason_belongs_to_an_update(self, floors: Path, arguments: list[str]) -> None:
        assert self.call(floors, *arguments).exit_code == 2


def test_the_floors_in_the_repository_are_well_formed() -> None:
    state = json.loads(accuracy.FLOORS.read_text(encoding="utf-8"))
    assert set(state) == {"benches", "lowered"}
    assert set(state["benches"]) <= {bench.name for bench in accuracy.BENCHES}
    for bench in state["benches"].values():
        assert set(bench) == {"sha256", "floors"}
        assert all(0 <= floor <= 1 for floor in bench["floors"].values())
    assert all(drop["reason"].strip() for drop in state["lowered"])

"""The accuracy gate: what Marsad reaches on the benches must not sink unnoticed.

    python -m bench.accuracy                          measure, compare with floors.json
    python -m bench.accuracy --update                 raise the floors to what is reached now
    python -m bench.accuracy --update --allow-lower "the guide now counts X as Y"

The reports and their gold answers belong to others and lie beside the repository, not in it: in
``../shared``, or where ``MARSAD_SHARED`` points; so does the scorer. Without them there is nothing to measure; the
gate says so and passes. ``written``, ``long`` and ``several`` are ours (``bench/written.jsonl``, small reports,
``bench/long.jsonl``, longer ones, and ``bench/several.jsonl``, posts, live pages and short reports of several events).

Exit status: 0 nothing is under its floor, 1 something is or an update was refused, 2 no figure was got.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
FLOORS = Path(__file__).with_name("floors.json")

# What a coder may see of a report. The gold files hold the answers too; those stay behind.
REPORT_KEYS = ("id", "title", "text", "published", "outlet", "url", "source")

# Figures where less is better: their "floor" is a ceiling.
LOWER_IS_BETTER = frozenset({"reports wrongly given an armed event"})


class GateError(click.ClickException):
    """The benches are there, but no figure could be got from them."""

    exit_code = 2


@dataclass(frozen=True)
class Bench:
    """``mode`` is the scorer's; ``gold`` is relative to the shared folder, or with ``ours`` to the repository."""

    name: str
    mode: str
    gold: str
    ours: bool = False

    def path(self, shared: Path) -> Path:
        return (ROOT if self.ours else shared) / self.gold


BENCHES = (
    Bench("events", "events", "gold/dev.jsonl"),
    Bench("reference", "events", "seed/gold.jsonl"),
    Bench("gsr", "gsr", "bench/gsr/detect_dev.jsonl"),
    Bench("quiet", "quiet", "bench/negatives/dev.jsonl"),
    Bench("written", "events", "bench/written.jsonl", ours=True),
    Bench("long", "events", "bench/long.jsonl", ours=True),
    Bench("several", "events", "bench/several.jsonl", ours=True),
)


@dataclass(frozen=True)
class Figure:
    """One printed line of the scorer: ``value`` is the F1 or the share; ``detail`` lines get no floor."""

    value: float
    precision: float | None = None
    recall: float | None = None
    right: int | None = None
    said: int | None = None
    wanted: int | None = None
    detail: bool = False


@dataclass(frozen=True)
class Row:
    """A figure beside its floor. ``value`` is None where a figure with a floor is no longer printed."""

    metric: str
    value: float | None
    floor: float | None
    under: bool

    @property
    def diff(self) -> float | None:
        return None if self.value is None or self.floor is None else round(self.value - self.floor, 4)


@dataclass(frozen=True)
class Measured:
    sha256: str
    figures: Mapping[str, Figure]
    notes: tuple[str, ...] = ()


class FloorLowered(Exception):
    """``drops`` are the floors that an update would lower: bench, metric, from, to."""

    def __init__(self, drops: Sequence[dict[str, Any]]) -> None:
        self.drops = list(drops)
        super().__init__(
            "; ".join(f"{d['bench']}: {d['metric']} {d['from']} → {d['to']}" for d in self.drops)
        )


# --- the scorer's output ------------------------------------------------------------------------------------

NUMBER = r"\d+\.\d+"
PRF = re.compile(
    rf"(?P<indent>\s*)(?P<name>\S.*?)\s+P (?P<p>{NUMBER})\s+R (?P<r>{NUMBER})\s+F1 (?P<value>{NUMBER})"
    r"(?:\s+\((?P<right>\d+) of (?P<said>\d+) said, (?P<wanted>\d+) wanted\))?\s*"
)
SHARE = re.compile(
    rf"(?P<indent>\s*)(?P<name>\S.*?)\s+(?P<right>\d+)(?: of (?P<wanted>\d+))?\s+(?P<value>{NUMBER})\s*"
)
PLAIN = re.compile(rf"(?P<indent>\s*)(?P<name>\S.*?)\s+(?P<value>{NUMBER})\s*")


def parse(printed: str) -> tuple[dict[str, Figure], tuple[str, ...]]:
    """The scorer's figures by name, and the lines that hold none (a warning, or a change of its format)."""
    figures: dict[str, Figure] = {}
    notes: list[str] = []
    for line in filter(str.strip, printed.splitlines()):
        match = next((m for p in (PRF, SHARE, PLAIN) if (m := p.fullmatch(line))), None)
        if match is None:
            notes.append(line.strip())
            continue
        found = match.groupdict()
        figures[found["name"]] = Figure(
            value=float(found["value"]),
            precision=float(found["p"]) if found.get("p") else None,
            recall=float(found["r"]) if found.get("r") else None,
            right=int(found["right"]) if found.get("right") else None,
            said=int(found["said"]) if found.get("said") else None,
            wanted=int(found["wanted"]) if found.get("wanted") else None,
            detail=bool(found["indent"]),
        )
    return figures, tuple(notes)


# --- floors -------------------------------------------------------------------------------------------------


def worse(metric: str, value: float, floor: float) -> bool:
    return value > floor if metric in LOWER_IS_BETTER else value < floor


def gated(figures: Mapping[str, Figure]) -> dict[str, float]:
    """The figures that get a floor: not the single kinds, whose few examples make them jump."""
    return {name: figure.value for name, figure in figures.items() if not figure.detail}


def compare(figures: Mapping[str, Figure], floors: Mapping[str, float]) -> list[Row]:
    """One row per gated figure; a floor whose figure is gone counts as missed."""
    values = gated(figures)
    rows = []
    for metric in [*values, *(m for m in floors if m not in values)]:
        value, floor = values.get(metric), floors.get(metric)
        missed = floor is not None and (value is None or worse(metric, value, floor))
        rows.append(Row(metric, value, floor, missed))
    return rows


def raised(
    state: Mapping[str, Any], measured: Mapping[str, Measured], reason: str | None, today: str
) -> dict[str, Any]:
    """The floors after an update: those of the benches measured now, the others as they were.

    Raises FloorLowered if a floor would sink and no ``reason`` is given; with one, the drop is recorded.
    """
    benches = dict(state["benches"])
    drops = []
    for name, result in measured.items():
        before = benches.get(name, {}).get("floors", {})
        drops += [
            {"bench": name, "metric": row.metric, "from": row.floor, "to": row.value}
            for row in compare(result.figures, before)
            if row.under
        ]
        benches[name] = {"sha256": result.sha256, "floors": gated(result.figures)}
    if drops and not (reason or "").strip():
        raise FloorLowered(drops)
    recorded = [{**drop, "reason": (reason or "").strip(), "on": today} for drop in drops]
    return {"benches": dict(sorted(benches.items())), "lowered": [*state["lowered"], *recorded]}


# --- measuring ----------------------------------------------------------------------------------------------


def shared_folder() -> Path:
    return Path(os.environ.get("MARSAD_SHARED") or ROOT.parent / "shared")


def marsad_command() -> str:
    """The script of this environment, so that no other Marsad on the path is measured by mistake."""
    beside = Path(sys.executable).with_name("marsad")
    found = str(beside) if beside.exists() else shutil.which("marsad")
    if found is None:
        raise GateError("the marsad command is not installed here; run `make venv`")
    return found


def write_reports(gold: Path, reports: Path) -> None:
    """The gold file without its answers. A report judged twice is coded once."""
    seen = set()
    with gold.open(encoding="utf-8") as lines, reports.open("w", encoding="utf-8") as out:
        for line in filter(str.strip, lines):
            record = json.loads(line)
            if record["id"] in seen:
                continue
            seen.add(record["id"])
            report = {key: record[key] for key in REPORT_KEYS if record.get(key) is not None}
            out.write(json.dumps(report, ensure_ascii=False) + "\n")


def run(command: Sequence[str | Path]) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        tail = "\n".join((done.stderr or done.stdout).strip().splitlines()[-8:])
        shown = " ".join(Path(part).name for part in command)
        raise GateError(f"`{shown}` ended with status {done.returncode}\n{tail}")
    return done.stdout


def code(reports: Path, coded: Path) -> None:
    run([marsad_command(), "code", reports, "-o", coded])


def measure(bench: Bench, shared: Path) -> Measured:
    gold = bench.path(shared)
    with tempfile.TemporaryDirectory(prefix="marsad-accuracy-") as folder:
        reports, coded = Path(folder, "reports.jsonl"), Path(folder, "coded.jsonl")
        write_reports(gold, reports)
        code(reports, coded)
        printed = run([sys.executable, shared / "bench" / "score.py", bench.mode, gold, coded])
    figures, notes = parse(printed)
    if not figures:
        raise GateError(f"the scorer printed no figure for {bench.name}:\n{printed.strip()}")
    return Measured(hashlib.sha256(gold.read_bytes()).hexdigest(), figures, notes)


# --- the command --------------------------------------------------------------------------------------------


def report(name: str, result: Measured, floors: Mapping[str, Any]) -> dict[str, Any]:
    """What the gate knows of one bench, ready for JSON."""
    rows = compare(result.figures, floors.get("floors", {}))
    changed = bool(floors) and floors.get("sha256") != result.sha256
    return {
        "bench": name,
        "sha256": result.sha256,
        "gold_changed": changed,
        "passed": not changed and not any(row.under for row in rows),
        "rows": [{**asdict(row), "diff": row.diff} for row in rows],
        "figures": {metric: asdict(figure) for metric, figure in result.figures.items()},
        "notes": list(result.notes),
    }


def table(found: dict[str, Any]) -> Table:
    def number(value: float | None, sign: str = "") -> str:
        return "–" if value is None else f"{value:{sign}.3f}"

    def counts(figure: dict[str, Any]) -> str:
        if figure.get("said") is not None:
            return f"{figure['right']} of {figure['said']} said, {figure['wanted']} wanted"
        return f"{figure['right']} of {figure['wanted']}" if figure.get("wanted") is not None else ""

    out = Table(title=found["bench"], title_justify="left", title_style="bold")
    out.add_column("figure")
    for heading in ("value", "floor", "diff"):
        out.add_column(heading, justify="right")
    out.add_column("counts")
    for row in found["rows"]:
        figure = found["figures"].get(row["metric"], {})
        name = row["metric"] + (" (less is better)" if row["metric"] in LOWER_IS_BETTER else "")
        cells = (number(row["value"]), number(row["floor"]), number(row["diff"], "+"), counts(figure))
        out.add_row(name, *cells, style="bold red" if row["under"] else None)
    for metric, figure in found["figures"].items():
        if figure["detail"]:
            out.add_row(f"  {metric}", number(figure["value"]), "", "", counts(figure), style="dim")
    return out


def show(found: Sequence[dict[str, Any]], console: Console) -> None:
    for one in found:
        console.print(table(one))
        for note in one["notes"]:
            console.print(f"note: {note}", markup=False, soft_wrap=True)
        if one["gold_changed"]:
            console.print(
                f"{one['bench']}: the gold is not the one the floors were measured on; run with --update",
                style="bold red",
                soft_wrap=True,
            )
        for row in one["rows"]:
            if row["under"]:
                console.print(
                    f"{one['bench']}: {row['metric']} is under its floor", style="bold red", soft_wrap=True
                )


def at_hand(shared: Path, wanted: Sequence[str]) -> list[Bench]:
    """The benches to run. Names what is missing on stderr."""
    if not (shared / "bench" / "score.py").is_file():
        click.echo(f"No benches at {shared}: nothing measured. MARSAD_SHARED can point to them.", err=True)
        return []
    chosen = [bench for bench in BENCHES if not wanted or bench.name in wanted]
    for bench in chosen:
        if not bench.path(shared).is_file():
            click.echo(f"{bench.name}: {bench.path(shared)} is missing, left out", err=True)
    return [bench for bench in chosen if bench.path(shared).is_file()]


@click.command(help=(__doc__ or "").split("\n", 1)[0])
@click.option(
    "--bench", "wanted", multiple=True, type=click.Choice([b.name for b in BENCHES]), help="Only this."
)
@click.option("--update", is_flag=True, help="Raise the floors to what is reached now.")
@click.option("--allow-lower", metavar="REASON", help="With --update: let floors sink, and record why.")
@click.option("--json", "as_json", is_flag=True, help="Print everything measured as JSON.")
@click.option("--floors", "path", type=click.Path(path_type=Path), default=FLOORS, help="The file of floors.")
def main(wanted: tuple[str, ...], update: bool, allow_lower: str | None, as_json: bool, path: Path) -> None:
    if allow_lower is not None and not (update and allow_lower.strip()):
        raise click.UsageError("--allow-lower needs --update and a reason in words")
    shared = shared_folder()
    state = json.loads(path.read_text(encoding="utf-8"))
    measured = {}
    for bench in at_hand(shared, wanted):
        click.echo(f"{bench.name}: coding {bench.gold} ...", err=True)
        measured[bench.name] = measure(bench, shared)

    found = [report(name, result, state["benches"].get(name, {})) for name, result in measured.items()]
    if as_json:
        passed = all(one["passed"] for one in found)
        click.echo(json.dumps({"passed": passed, "benches": found}, ensure_ascii=False, indent=2))
    else:
        show(found, Console())

    if update:
        try:
            after = raised(state, measured, allow_lower, dt.date.today().isoformat())
        except FloorLowered as refused:
            raise click.ClickException(
                f'floors would sink: {refused}\nIf that is meant, say why: --update --allow-lower "REASON"'
            ) from None
        path.write_text(json.dumps(after, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        click.echo(f"floors of {', '.join(measured) or 'no bench'} written to {path.name}", err=True)
    elif not all(one["passed"] for one in found):
        sys.exit(1)


if __name__ == "__main__":
    main()

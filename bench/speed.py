"""How fast Marsad is on this machine: what a person waits for, and what a long run costs.

    python -m bench.speed [--json]

Fresh processes are timed from start to end, interpreter included, and the bare interpreter is timed beside
them. The first run is given apart, since it may still be reading files from the disk or building its place
index. Reports a second are those of one process with everything loaded: the difference between a small and a
large batch cancels the loading. The bundled sample is short and well-behaved; other reports may be slower.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

SAMPLE = Path(__file__).resolve().parent.parent / "src" / "marsad" / "data" / "sample"
RUNS = 7
BATCHES = (50, 250)


@dataclass(frozen=True)
class Timing:
    """Seconds: the first run, then median, least and most of the others; or why there are none."""

    what: str
    first: float | None = None
    median: float | None = None
    least: float | None = None
    most: float | None = None
    missing: str | None = None


def fresh(what: str, command: Sequence[str]) -> Timing:
    """Time whole processes. A command that fails is reported, not timed: an error message is always quick."""
    taken = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
        taken.append(time.perf_counter() - start)
        if done.returncode:
            last = (done.stderr.strip().splitlines() or [f"exit status {done.returncode}"])[-1]
            return Timing(what, missing=last)
    first, *rest = taken
    return Timing(what, first, statistics.median(rest), min(rest), max(rest))


def sample_reports() -> list[dict[str, Any]]:
    path = SAMPLE / "reports.jsonl"
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines if line.strip() and not line.startswith("#")]
    return [record for record in records if record.get("text")]


def batch_seconds(reports: Sequence[dict[str, Any]], size: int, folder: Path) -> float:
    """One `marsad code` inside this process over ``size`` reports, the sample repeated under new ids."""
    cli = importlib.import_module("marsad.cli.main")
    source, coded = folder / f"{size}.jsonl", folder / f"{size}.coded.jsonl"
    with source.open("w", encoding="utf-8") as out:
        for number in range(size):
            report = {**reports[number % len(reports)], "id": f"speed-{number}"}
            out.write(json.dumps(report, ensure_ascii=False) + "\n")
    start = time.perf_counter()
    with contextlib.redirect_stderr(io.StringIO()):
        cli.main.main(args=["code", str(source), "-o", str(coded)], prog_name="marsad", standalone_mode=False)
    return time.perf_counter() - start


def reports_per_second() -> tuple[float | None, str]:
    """The rate with everything loaded, or None and why there is none."""
    reports = sample_reports()
    if not reports:
        return None, "the bundled sample is missing"
    small, large = BATCHES
    mean = sum(len(report["text"]) for report in reports) / len(reports)
    try:
        with tempfile.TemporaryDirectory(prefix="marsad-speed-") as name:
            folder = Path(name)
            batch_seconds(reports, small, folder)
            rounds = [
                (batch_seconds(reports, small, folder), batch_seconds(reports, large, folder))
                for _ in range(3)
            ]
    except (ImportError, AttributeError, click.ClickException) as fault:
        return None, f"{type(fault).__name__}: {fault}"
    except SystemExit as ended:
        return None, f"marsad code ended with status {ended.code}"
    gained = statistics.median(much - little for little, much in rounds)
    if gained <= 0:
        return None, "too quick for batches of this size"
    return (large - small) / gained, f"{len(reports)} sample reports repeated, {mean:.0f} characters each"


def measure() -> tuple[list[Timing], float | None, str]:
    python, marsad = sys.executable, str(Path(sys.executable).with_name("marsad"))
    timings = [
        fresh("bare interpreter", [python, "-c", "pass"]),
        fresh("import marsad", [python, "-c", "import marsad"]),
    ]
    longest = max((report["text"] for report in sample_reports()), key=len, default=None)
    if longest is None:
        timings.append(Timing("marsad read", missing="the bundled sample is missing"))
    elif not Path(marsad).exists():
        timings.append(Timing("marsad read", missing="the marsad command is not installed; run `make venv`"))
    else:
        with tempfile.TemporaryDirectory(prefix="marsad-speed-") as folder:
            report = Path(folder, "report.txt")
            report.write_text(longest, encoding="utf-8")
            timings.append(fresh(f"marsad read ({len(longest)} characters)", [marsad, "read", str(report)]))
    return timings, *reports_per_second()


@click.command(help=(__doc__ or "").split("\n", 1)[0])
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def main(as_json: bool) -> None:
    timings, rate, remark = measure()
    machine = f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores"
    if as_json:
        rows = [asdict(timing) for timing in timings]
        found = {"machine": machine, "processes": rows, "reports_per_second": rate, "remark": remark}
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    table = Table()
    table.add_column("fresh process")
    for heading in ("first", "median", "least", "most"):
        table.add_column(heading, justify="right")
    for timing in timings:
        values = (timing.first, timing.median, timing.least, timing.most)
        table.add_row(timing.what, *("–" if value is None else f"{value:.3f}" for value in values))
    console = Console()
    console.print(f"{machine}; seconds from start to end, {RUNS} runs after the first", soft_wrap=True)
    console.print(table)
    for timing in timings:
        if timing.missing:
            console.print(f"{timing.what}: not measured ({timing.missing})", markup=False, soft_wrap=True)
    shown = "not measured" if rate is None else f"{rate:.0f}"
    console.print(f"reports a second, one process, loaded: {shown} ({remark})", markup=False, soft_wrap=True)


if __name__ == "__main__":
    main()

"""Does adding slow down as the archive grows? Reports a second along one long ``marsad add``, and its memory.

    python -m bench.scale reports.jsonl [--archive FILE] [--coded coded.jsonl]

Runs the command in a process of its own and looks twice a second at how many reports are in, how long the
processor worked on it, and how much memory it holds. The rate at the start and at the end is that of the first
and the last tenth of the run, by seconds of the processor where the system tells them: on a machine that does
other things too, the clock measures those.
``reports.jsonl`` may be made by ``bench.perturb``.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click


def counted(archive: Path) -> int:
    """Reports that are in by now; 0 while there is no archive."""
    if not archive.exists():
        return 0
    db = sqlite3.connect(archive.absolute().as_uri() + "?mode=ro", uri=True, timeout=5)
    try:
        return int(db.execute("SELECT count(*) FROM document").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        db.close()


def held(pid: int) -> float:
    """Resident memory of a process in MB; 0 where the system does not say."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), 0.0)


def worked(pid: int) -> float | None:
    """Seconds that the processor worked for a process; None where the system does not say."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def watched(command: list[str], archive: Path) -> tuple[list[tuple[float, int]], float]:
    """Seconds and reports along the run, and the most memory in MB."""
    process = subprocess.Popen(command)
    started, most = time.monotonic(), 0.0
    by_clock = worked(process.pid) is None
    marks: list[tuple[float, int]] = []
    while process.poll() is None:
        count = counted(archive)
        seconds = time.monotonic() - started if by_clock else worked(process.pid)
        if seconds is not None and (not marks or count != marks[-1][1]):
            marks.append((seconds, count))
        most = max(most, held(process.pid))
        time.sleep(0.5)
    if process.returncode:
        raise click.ClickException(f"marsad add ended with status {process.returncode}")
    if len(marks) < 20:
        raise click.ClickException("over too soon to tell: give more reports")
    return marks, most


def rate(marks: list[tuple[float, int]], low: float, high: float) -> float:
    """Reports a second between two shares of the reports."""
    total = marks[-1][1]
    inside = [mark for mark in marks if low * total <= mark[1] <= high * total]
    if not inside:
        return 0.0
    (first, few), (last, many) = inside[0], inside[-1]
    return (many - few) / (last - first) if last > first else 0.0


@click.command(help=(__doc__ or "").split("\n", 1)[0])
@click.argument("reports", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--archive", type=click.Path(path_type=Path), help="Keep the archive here.")
@click.option("--coded", type=click.Path(exists=True, path_type=Path), help="Take the claims from here.")
@click.option("--json", "as_json", is_flag=True)
def main(reports: Path, archive: Path | None, coded: Path | None, as_json: bool) -> None:
    with tempfile.TemporaryDirectory(prefix="marsad-scale-") as folder:
        target = archive or Path(folder, "marsad.db")
        command = [sys.executable, "-m", "marsad", "add", str(reports), "--archive", str(target)]
        command += ["--coded", str(coded)] if coded else []
        marks, most = watched(command, target)
        size = target.stat().st_size / 1e6
    start, end = rate(marks, 0, 0.1), rate(marks, 0.9, 1)
    tenths = [round(rate(marks, tenth / 10, (tenth + 1) / 10), 1) for tenth in range(10)]
    found = {
        "reports": marks[-1][1], "seconds": round(marks[-1][0]), "start": round(start, 1),
        "end": round(end, 1), "factor": round(start / end, 2) if end else None, "memory_mb": round(most),
        "archive_mb": round(size), "tenths": tenths,
    }  # fmt: skip
    if as_json:
        click.echo(json.dumps(found))
        return
    click.echo(
        f"{found['reports']:,} reports in {found['seconds']:,} s, archive of {found['archive_mb']:,} MB"
    )
    click.echo(
        f"reports a second: {start:.0f} in the first tenth, {end:.0f} in the last; factor {found['factor']}"
    )
    click.echo(f"by tenths: {', '.join(map(str, tenths))}")
    click.echo(f"most memory: {most:.0f} MB")


if __name__ == "__main__":
    main()

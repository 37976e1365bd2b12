"""Kill -9 at random moments of an add, then add again: is anything lost, twice or different?

    python -m bench.killed reports.jsonl [--times 50] [--longest 5]

Adds the reports once undisturbed; then again into another archive, killed ``--times`` times after a random
part of ``--longest`` seconds, and once to the end. ``reports.jsonl`` may be made by ``bench.perturb``; six
thousand are enough for fifty kills.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click


def state(archive: Path) -> tuple[list[tuple[object, ...]], int, int]:
    """Events with their claims, the number of reports, and of those found by their words."""
    db = sqlite3.connect(archive)
    try:
        if db.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise click.ClickException(f"{archive}: the file is damaged")
        events = db.execute("SELECT id, record FROM event ORDER BY id").fetchall()
        reports = int(db.execute("SELECT count(*) FROM document").fetchone()[0])
        words = int(db.execute("SELECT count(*) FROM words").fetchone()[0])
    finally:
        db.close()
    return events, reports, words


@click.command(help=(__doc__ or "").split("\n", 1)[0])
@click.argument("reports", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--times", type=click.IntRange(1), default=50, show_default=True)
@click.option("--longest", type=float, default=5.0, show_default=True, help="Seconds until a kill at most.")
@click.option("--seed", default=3, show_default=True)
def main(reports: Path, times: int, longest: float, seed: int) -> None:
    moments = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="marsad-killed-") as name:
        whole, killed = Path(name, "whole.db"), Path(name, "killed.db")
        command = [sys.executable, "-m", "marsad", "add", str(reports), "--archive"]
        subprocess.run([*command, str(whole)], check=True, stderr=subprocess.DEVNULL)
        ended = 0
        for _ in range(times):
            process = subprocess.Popen([*command, str(killed)], stderr=subprocess.DEVNULL)
            time.sleep(moments.uniform(0, longest))
            ended += process.poll() is not None
            os.kill(process.pid, signal.SIGKILL) if process.poll() is None else None
            process.wait()
        midway = state(killed)[1] if killed.exists() else 0
        subprocess.run([*command, str(killed)], check=True, stderr=subprocess.DEVNULL)
        wanted, got = state(whole), state(killed)
    click.echo(
        f"killed {times - ended} of {times} times; {midway:,} of {wanted[1]:,} reports were in by then"
    )
    click.echo(f"reports: {got[1]:,} of {wanted[1]:,}, found by words {got[2]:,}")
    click.echo(
        f"events: {len(got[0]):,}, {'the same' if got[0] == wanted[0] else 'NOT the same'} as undisturbed"
    )
    if got != wanted:
        raise SystemExit(1)


if __name__ == "__main__":
    main()

"""Readers while one writes: how long a question takes, and whether any fails.

    python -m bench.readers reports.jsonl [--readers 8] [--seconds 30]

Fills an archive with the first half of the reports, then asks it from so many processes while the second half
is added. The questions are those of the commands: events of days, of a place, of an actor, one event with its
claims, words.
"""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click

_READER = """
import json, random, sys, time
from pathlib import Path
from marsad.archive import queries
from marsad.archive.file import reading, snapshot
from marsad.archive.search import search
from marsad.cli import show, events  # as a command would have loaded them

path, seconds, seed = Path(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
rng, until = random.Random(seed), time.monotonic() + seconds
took = {}
with reading(path) as db:
    list(search(db, "قصف", 1))  # what is loaded once, as the lexicon is, a server would have loaded
    while time.monotonic() < until:
        day = f"2022-{rng.randrange(1, 13):02}-{rng.randrange(1, 28):02}"
        asks = {
            "days": lambda: list(queries.events(db, queries.Filter(start=day, end=day, limit=50))),
            "place": lambda: list(queries.events(db, queries.Filter(places=("إدلب",), start=day, limit=50))),
            "actor": lambda: list(queries.events(db, queries.Filter(actors=("russia_army",), limit=50))),
            "words": lambda: list(search(db, "قصف مدفعي", 20)),
            "show": lambda: [
                queries.told(db, one)
                for one in queries.events(db, queries.Filter(start=day, end=day, limit=1))
            ],
        }
        for name, ask in asks.items():
            started = time.perf_counter()
            with snapshot(db):
                ask()
            took.setdefault(name, []).append(time.perf_counter() - started)
        time.sleep(rng.uniform(0, 0.2))  # a person looks at what came
print(json.dumps(took))
"""


@click.command(help=(__doc__ or "").split("\n", 1)[0])
@click.argument("reports", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--readers", type=click.IntRange(1), default=8, show_default=True)
@click.option("--seconds", type=float, default=30.0, show_default=True)
@click.option(
    "--archive", type=click.Path(exists=True, path_type=Path), help="Filled already: add all reports to it."
)
def main(reports: Path, readers: int, seconds: float, archive: Path | None) -> None:
    lines = reports.read_bytes().splitlines(keepends=True)
    with tempfile.TemporaryDirectory(prefix="marsad-readers-") as name:
        folder = Path(name)
        target = archive or folder / "marsad.db"
        first, second = folder / "first.jsonl", folder / "second.jsonl"
        half = 0 if archive else len(lines) // 2
        first.write_bytes(b"".join(lines[:half]))
        second.write_bytes(b"".join(lines[half:]))
        add = [sys.executable, "-m", "marsad", "add", "--archive", str(target)]
        if half:
            subprocess.run([*add, str(first)], check=True)
        asking = [
            subprocess.Popen(
                [sys.executable, "-c", _READER, str(target), str(seconds), str(number)],
                stdout=subprocess.PIPE,
            )
            for number in range(readers)
        ]
        started = time.monotonic()
        writer = subprocess.Popen([*add, str(second)])
        answers = [process.communicate()[0] for process in asking]
        wrote = writer.poll() is None or time.monotonic() - started >= seconds
        writer.terminate()
        writer.wait()
        failed = sum(process.returncode != 0 for process in asking)
    took: dict[str, list[float]] = {}
    for answer in filter(None, answers):
        for kind, each in json.loads(answer).items():
            took.setdefault(kind, []).extend(each)
    for kind, each in sorted(took.items()):
        click.echo(f"{kind:>6}: {_figures(each)}")
    everything = list(itertools.chain.from_iterable(took.values()))
    click.echo(f"   all: {_figures(everything)}")
    click.echo(
        f"{readers} readers, {failed} failed; the writer was at work{'' if wrote else ' only part of the time'}"
    )
    if failed:
        raise SystemExit(1)


def _figures(seconds: list[float]) -> str:
    found = sorted(seconds)
    middle, late = found[len(found) // 2], found[min(len(found) - 1, len(found) * 99 // 100)]
    return f"{len(found):,} questions, median {middle * 1000:.1f} ms, p99 {late * 1000:.1f} ms, worst {found[-1] * 1000:.0f} ms"


if __name__ == "__main__":
    main()

"""What coding in shards costs, alone and side by side, on a pool and on Ray; and whether kills lose anything.

    python -m bench.shards growth reports.jsonl 1000 10000        # core-seconds and wall, by size
    python -m bench.shards engines reports.jsonl                  # 1 process, 2 processes, Ray with 2 workers
    python -m bench.shards kills reports.jsonl --times 20         # a worker, the driver or a Ray node, each time

Every run is a process of its own with a fresh folder. Core-seconds are user and system time of the process and all
it waited for; on a machine that others use too they say more than the wall. ``reports.jsonl`` may be made by ``bench.perturb``.
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click


@dataclass(frozen=True)
class Cost:
    """Seconds of wall and of processors, and the most memory of one process in MB."""

    what: str
    reports: int
    wall: float
    cores: float
    memory: float


def command(source: Path, folder: Path, *more: object) -> list[str]:
    """``marsad code`` over shards in a folder, with lines and events beside it."""
    return [
        sys.executable, "-m", "marsad", "code", str(source), "-o", str(folder / "coded.jsonl"), "--shards",
        str(folder / "shards"), *map(str, more),
    ]  # fmt: skip


def timed(what: str, source: Path, *more: object) -> Cost:
    """One whole run."""
    with tempfile.TemporaryDirectory(prefix="marsad-shards-") as name:
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        done = subprocess.run(command(source, Path(name), *more), capture_output=True, text=True, check=False)
        wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode not in (0, 1):
            raise click.ClickException(done.stderr[-500:])
        cores = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        lines = sum(1 for _ in (Path(name) / "coded.jsonl").open("rb"))
        return Cost(what, lines, round(wall, 1), round(cores, 1), round(after.ru_maxrss / 1024))


def first(source: Path, count: int, folder: Path) -> Path:
    """The first lines of a file."""
    path = folder / f"{count}.jsonl"
    with source.open("rb") as lines, path.open("wb") as out:
        for _, line in zip(range(count), lines, strict=False):
            out.write(line)
    return path


@click.group(help=(__doc__ or "").split("\n", 1)[0])
def main() -> None:
    pass


@main.command()
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.argument("sizes", nargs=-1, type=int, required=True)
@click.option("--jobs", default=2, show_default=True)
@click.option("--events/--no-events", default=True, help="Merge too.")
def growth(source: Path, sizes: tuple[int, ...], jobs: int, events: bool) -> None:
    """How cost grows with the number of reports."""
    with tempfile.TemporaryDirectory(prefix="marsad-growth-") as name:
        for size in sizes:
            more = ("--events", os.devnull) if events else ()
            show(timed(f"{jobs} processes{', merged' if events else ''}", first(source, size, Path(name)),
                       "--jobs", jobs, *more))  # fmt: skip


@main.command()
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option("--ray/--no-ray", "with_ray", default=True)
@click.option("--events/--no-events", default=True, help="Merge too.")
def engines(source: Path, with_ray: bool, events: bool) -> None:
    """One process, two, and a Ray cluster of two workers, after one another on the same reports."""
    what, more = (", merged", ("--events", os.devnull)) if events else ("", ())
    show(timed(f"1 process{what}", source, "--jobs", 1, *more))
    show(timed(f"2 processes{what}", source, "--jobs", 2, *more))
    if not with_ray:
        return
    with cluster(2) as made, tempfile.TemporaryDirectory(prefix="marsad-one-") as name:
        tiny = first(source, 1, Path(name))
        by_ray = ("--engine", "ray", "--address", made.address, *more)
        show(timed("ray, one report: its start", tiny, *by_ray))
        show(timed(f"ray, 2 workers{what} (wall only)", source, *by_ray))


@main.command()
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option("--times", default=20, show_default=True)
@click.option("--seed", default=7, show_default=True)
@click.option("--shard-size", default=100, show_default=True)
def kills(source: Path, times: int, seed: int, shard_size: int) -> None:
    """Kill a worker, the driver or a node at a moment drawn by lot; go on; compare with an undisturbed run."""
    chance = random.Random(seed)
    size = ("--shard-size", shard_size)
    with tempfile.TemporaryDirectory(prefix="marsad-kills-") as name:
        calm = Path(name, "calm")
        calm.mkdir()
        run(command(source, calm, "--jobs", 2, *size, "--events", calm / "events.jsonl"))
        count = len(list((calm / "shards").glob("*.parquet")))
        bad = 0
        for number in range(times):
            folder = Path(name, str(number))
            folder.mkdir()
            whom = ("worker", "driver", "node")[number % 3]
            after = chance.randint(1, max(1, count - 2))
            disturb(whom, source, folder, after, *size)
            same = all(
                (folder / one).read_bytes() == (calm / one).read_bytes()
                for one in ("coded.jsonl", "events.jsonl")
            )
            bad += not same
            click.echo(
                f"{number + 1:>3}. {whom} killed after {after} of {count} shards: {'same bytes' if same else 'DIFFERS'}"
            )
    click.echo(f"{times - bad} of {times} runs gave the bytes of the undisturbed one")
    raise SystemExit(bool(bad))


def disturb(whom: str, source: Path, folder: Path, after: int, *size: object) -> None:
    """One run in which somebody is killed once so many shards are there, taken up again where it has to be."""
    more: tuple[object, ...] = (*size, "--events", folder / "events.jsonl")
    if whom == "node":
        with cluster(2) as made:
            more = (*more, "--engine", "ray", "--address", made.address)
            process = subprocess.Popen(command(source, folder, *more), stderr=subprocess.DEVNULL)
            if until(process, folder, after):
                made.remove_node(made.workers[0], allow_graceful=False)
            process.wait()
        return
    more = (*more, "--jobs", 2)
    process = subprocess.Popen(command(source, folder, *more), stderr=subprocess.DEVNULL)
    if until(process, folder, after):
        if whom == "driver":
            process.kill()
        else:
            workers = children(process.pid)
            if workers:
                os.kill(workers[-1], signal.SIGKILL)
    process.wait()
    if process.returncode not in (0, 1):
        run(command(source, folder, *more))


def until(process: subprocess.Popen[bytes], folder: Path, count: int) -> bool:
    """Wait until so many shards are done; False where the run was over first."""
    while process.poll() is None:
        if len(list((folder / "shards").glob("*.parquet"))) >= count:
            return True
        time.sleep(0.05)
    return False


def children(pid: int) -> list[int]:
    """Worker processes of a run: those that run Python's spawned main."""
    out = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                said = (entry / "cmdline").read_bytes()
            except (OSError, IndexError, ValueError):
                continue
            if parent == pid and b"spawn_main" in said:
                out.append(int(entry.name))
    return sorted(out)


@contextmanager
def cluster(nodes: int) -> Iterator[Any]:
    """A head without processors, and nodes with one each."""
    from ray.cluster_utils import Cluster

    made: Any = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    made.workers = [made.add_node(num_cpus=1) for _ in range(nodes)]
    made.wait_for_nodes()
    try:
        yield made
    finally:
        made.shutdown()


def run(argv: list[str]) -> None:
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise click.ClickException(done.stderr[-500:])


def show(cost: Cost) -> None:
    rate = cost.reports / cost.cores if cost.cores else 0
    click.echo(
        json.dumps(
            {**asdict(cost), "reports_per_core_second": round(rate, 1), "load": round(os.getloadavg()[0], 1)}
        )
    )


if __name__ == "__main__":
    main()

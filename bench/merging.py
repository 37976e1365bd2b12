"""How well reports of one incident are found to be one event, and whether their order matters.

    python -m bench.merging ../shared/bench/airwars/dev.jsonl [--orders 5] [--scorer ../shared/bench/score.py]

Reads every report of all incidents together, in an order that says nothing about them, merges the claims,
and has the scorer compare the events with the incidents. Then the same reports are merged in other orders:
the events must be the same to the byte. Uses the gazetteer of the user (XDG_CACHE_HOME picks another).
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import click
import msgspec

from marsad.lexicon.compile import lexicon
from marsad.merging import Registry, merge
from marsad.model import Coded

_SEED = 7
_KEPT = ("id", "text", "title", "published", "outlet")


def reports_of(incidents: Path) -> list[dict[str, Any]]:
    """The reports of all incidents, each once, in an order of their own and without the incident."""
    found: dict[str, dict[str, Any]] = {}
    for line in incidents.read_text(encoding="utf-8").splitlines():
        for source in json.loads(line)["sources"]:
            found.setdefault(source["id"], {key: source[key] for key in _KEPT if source.get(key)})
    out = [found[ident] for ident in sorted(found)]
    random.Random(_SEED).shuffle(out)
    return out


def events_of(lines: list[bytes], order: int) -> list[bytes]:
    """The events of coded lines taken in one of many orders, as sorted lines."""
    shuffled = list(lines)
    random.Random(order).shuffle(shuffled)
    coded = [msgspec.json.decode(line, type=Coded) for line in shuffled]
    return sorted(map(msgspec.json.encode, merge(coded, Registry(lexicon()))))


@click.command(help=(__doc__ or "").split("\n", 1)[0])
@click.argument("incidents", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--orders", type=click.IntRange(1), default=5, show_default=True, help="Orders to compare.")
@click.option(
    "--scorer", type=click.Path(path_type=Path), help="score.py; beside the incidents' folder if not said."
)
def main(incidents: Path, orders: int, scorer: Path | None) -> None:
    scorer = scorer or incidents.parent.parent / "score.py"
    with tempfile.TemporaryDirectory(prefix="marsad-merging-") as name:
        folder = Path(name)
        given, coded, merged = (folder / each for each in ("reports.jsonl", "coded.jsonl", "events.jsonl"))
        with given.open("w", encoding="utf-8") as out:
            for report in reports_of(incidents):
                out.write(json.dumps(report, ensure_ascii=False) + "\n")
        command = [
            sys.executable,
            "-m",
            "marsad",
            "code",
            str(given),
            "-o",
            str(coded),
            "--events",
            str(merged),
        ]
        subprocess.run(command, check=True)
        scored = [sys.executable, str(scorer), "merge", str(incidents), str(coded), str(merged)]
        click.echo(subprocess.run(scored, check=True, capture_output=True, text=True).stdout)
        lines = coded.read_bytes().splitlines()
    first = events_of(lines, 0)
    same = sum(events_of(lines, order) == first for order in range(1, orders + 1))
    click.echo(f"orders of arrival with identical events: {same} of {orders}")
    if same < orders:
        raise SystemExit(1)


if __name__ == "__main__":
    main()

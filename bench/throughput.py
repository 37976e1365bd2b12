"""Reading, merging and asking, beside a keyword coder, on the same reports in one run.

    python -m bench.throughput [--reports reports.jsonl] [--json]

The keyword coder is what a script of an afternoon does: all rule words and actor names of the lexicon in one set, looked up in the folded
words, an event wherever a trigger stands. It shows what reading costs over that; its accuracy is told in docs/accuracy.md. No
other coder of Arabic events installs from PyPI, so there is no further peer to run beside it. Processor seconds are given, not the wall, so that
others at work on the machine do not count.
"""

from __future__ import annotations

import json
import re
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import msgspec

import marsad
from bench.speed import sample_reports
from marsad.engine.coding import code, code_layers
from marsad.engine.pool import resources
from marsad.lexicon.compile import Lexicon
from marsad.merging import Registry, merge
from marsad.model import Coded, Document
from marsad.reading.layers import Layers
from marsad.reading.together import layers_of_all
from marsad.text.fold import fold

SAMPLE = 400  # reports, where the sample is repeated under new ids


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    """Processor seconds of this process, and the result."""
    start = time.process_time()
    made = work()
    return time.process_time() - start, made


def keyword_coder(words: Lexicon) -> Callable[[str], int]:
    """A coder that counts triggers and actors of the lexicon in the folded words, the longest first."""
    known = {
        " ".join(term.words)
        for terms in words.index.by_first.values() for term in terms if term.layer in ("rule", "actor")
    }  # fmt: skip
    longest = max(name.count(" ") for name in known) + 1
    word = re.compile(r"\w+")

    def count(text: str) -> int:
        found = word.findall(fold(text))
        at = hits = 0
        while at < len(found):
            size = next(
                (
                    n
                    for n in range(min(longest, len(found) - at), 0, -1)
                    if " ".join(found[at : at + n]) in known
                ),
                0,
            )
            hits += size > 0
            at += size or 1
        return hits

    return count


def documents(path: Path | None) -> list[Document]:
    """The reports to measure on."""
    if path is not None:
        with path.open(encoding="utf-8") as lines:
            found = [json.loads(line) for line in lines if line.strip()]
    else:
        sample = sample_reports()
        found = [{**sample[n % len(sample)], "id": f"b{n}"} for n in range(SAMPLE)]
    return [
        Document(id=one["id"], text=one["text"], title=one.get("title"), published=one.get("published"),
                 outlet=one.get("outlet"))
        for one in found
    ]  # fmt: skip


def asked(archive: marsad.Archive) -> dict[str, float]:
    """Milliseconds of four questions, the median of seven each, a fresh connection every time."""
    some = archive.events(limit=1)[0]
    questions: dict[str, Callable[[], Any]] = {
        "events of a month": lambda: archive.events(start="2021-01-01", end="2021-01-31", limit=50),
        "events at a place": lambda: archive.events(place="SY", limit=50),
        "one event, its claims and reports": lambda: archive.told(some.id),
        "search": lambda: archive.search("مدينة", limit=20),  # town
    }
    out = {}
    for name, ask in questions.items():
        taken = []
        for _ in range(7):
            start = time.perf_counter()
            ask()
            taken.append((time.perf_counter() - start) * 1000)
        out[name] = round(statistics.median(taken), 2)
    return out


@click.command(help=(__doc__ or "").split("\n", 1)[0])
@click.option(
    "--reports", type=click.Path(exists=True, path_type=Path), help="Other reports than the sample."
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def main(reports: Path | None, as_json: bool) -> None:
    found = documents(reports)
    size = sum(len(one.text.encode()) for one in found) / 1e6
    words, places = resources()
    code(found[0], words, places)  # whatever is loaded at first use

    def together() -> list[Coded]:  # as ``marsad code`` and ``marsad add`` read
        read = layers_of_all(found, words, places)
        return [code_layers(layers).coded for layers in read if isinstance(layers, Layers)]

    reading, coded = seconds(together)
    alone, _ = seconds(lambda: [code(one, words, places) for one in found])
    keywords = keyword_coder(words)
    plain, hits = seconds(lambda: sum(keywords(one.text) for one in found))
    merging, events = seconds(lambda: merge(coded, Registry(words)))
    with tempfile.TemporaryDirectory(prefix="marsad-bench-") as folder:
        archive = marsad.Archive(Path(folder) / "b.db")
        adding, _ = seconds(lambda: archive.add(found))
        times = asked(archive)
    claims = sum(len(one.events) for one in coded)
    figures = {
        "reports": len(found), "megabytes": round(size, 2), "claims": claims, "events": len(events),
        "read: reports/s": round(len(found) / reading, 1), "read: MB/s": round(size / reading, 3),
        "read one by one: reports/s": round(len(found) / alone, 1),
        "keyword coder: reports/s": round(len(found) / plain, 1), "keyword coder: hits": hits,
        "keyword coder over read": round(reading / plain, 1),
        "merge: claims/s": round(claims / merging) if merging else None, "merge over read": round(merging / reading, 3),
        "add (read, merge, keep): reports/s": round(len(found) / adding, 1),
        "memory of the process, MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        **{f"ask, ms: {name}": value for name, value in times.items()},
    }  # fmt: skip
    if as_json:
        click.echo(msgspec.json.encode(figures))
        return
    width = max(map(len, figures))
    for name, value in figures.items():
        click.echo(f"{name:<{width}}  {value:,}" if isinstance(value, int | float) else f"{name:<{width}}  –")


if __name__ == "__main__":
    main()

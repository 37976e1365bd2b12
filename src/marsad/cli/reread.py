"""``marsad reread``: reports of the archive read anew by this version."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import msgspec

from marsad import __version__
from marsad.archive.file import snapshot
from marsad.archive.records import Reader
from marsad.archive.reread import Reread, Rereader, held, named, stale
from marsad.cli.archive import archive_option, json_option, print_json
from marsad.cli.decide import existing, now
from marsad.cli.terminal import many
from marsad.engine.pool import code_all, resources
from marsad.ingest.reports import Line
from marsad.model import Coded
from marsad.reading.pipeline import fingerprint

_BATCH = 256  # reports a transaction


@click.command()
@click.argument("reports", nargs=-1, metavar="[REPORT…]")
@archive_option
@click.option(
    "--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Worker processes that read."
)
@json_option
def reread(reports: tuple[str, ...], archive: Path, jobs: int, as_json: bool) -> None:
    """Read reports of the archive anew, those that another version, lexicon or gazetteer read before.

    REPORT is an id: these alone, whoever read them. An interrupted run is simply started again. Reviewers'
    decisions hold; where the newer reading goes against one, marsad review conflicts lists it. What changed
    is shown by marsad diff. Claims taken from coded files stay as they were given.
    """
    words, places = resources()
    mark = fingerprint(words, places)
    reader = Reader(version=__version__, lexicon=words.digest, gazetteer=places.digest, fingerprint=mark,
                    settings={"reports": list(reports)})  # fmt: skip
    total, faults = Reread(), 0
    with existing(archive) as db:
        with snapshot(db):
            numbers = named(db, reports) if reports else stale(db, mark)
        if numbers:
            into = Rereader(db, words, reader, now())
            with _progress(len(numbers)) as advance:
                batch: list[Coded] = []
                lines = (Line(one.id, len(one.text), one) for one in held(db, numbers))
                for result in code_all(lines, jobs):
                    advance(1)
                    if result.answer is None:
                        faults += 1
                        click.echo(f"marsad: {result.fault}", err=True)
                        continue
                    batch.append(msgspec.json.decode(result.answer.line, type=Coded))
                    if len(batch) == _BATCH:
                        total = total.plus(into.put(batch))
                        batch = []
                if batch:
                    total = total.plus(into.put(batch))
            into.finish(now())
    if as_json:
        print_json([total])
    else:
        said = f"{many(total.reports, 'report')} read anew: {many(total.added, 'claim')} added"
        click.echo(f"{said}, {total.changed:,} changed, {total.withdrawn:,} withdrawn.")
        if total.conflicts:
            click.echo(f"{many(total.conflicts, 'conflict')} with decisions: marsad review conflicts")
        if not numbers:
            click.echo("All reports were last read by this version, lexicon and gazetteer.")
    if faults:
        raise SystemExit(1)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None]]:
    """Reports done of reports to do, on a terminal's standard error; elsewhere nothing."""
    import sys

    if not sys.stderr.isatty():
        yield lambda number: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading reports anew", total=total)
        yield lambda number: bar.advance(task, number)

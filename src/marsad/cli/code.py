"""``marsad code``: files of reports to coded JSON Lines, in the order of the input."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from marsad.cli.output import put, writing
from marsad.cli.terminal import many
from marsad.engine.pool import code_all, resources
from marsad.errors import InputError
from marsad.ingest.reports import Line, read_lines

_SHOWN = (
    50  # faults of one kind printed in full; a broken file of a million lines need not be a million messages
)


class Tally:
    """What the closing line counts."""

    def __init__(self) -> None:
        self.reports = self.events = self.quiet = self.faults = self.rejected = self.merged = 0

    def complain(self, message: object, count: int) -> None:
        if count <= _SHOWN:
            click.echo(f"marsad: {message}", err=True)
        elif count == _SHOWN + 1:
            click.echo("marsad: further messages of this sort are only counted", err=True)

    def line(self) -> str:
        said = [f"{many(self.reports, 'report')} coded", many(self.events, "claim")]
        if self.merged:
            said.append(many(self.merged, "event"))
        if self.quiet:
            said.append(f"{many(self.quiet, 'report')} with nothing reported")
        if self.faults:
            said.append(f"{many(self.faults, 'bad line or file', 'bad lines or files')} left out")
        if self.rejected:
            said.append(f"{many(self.rejected, 'claim')} rejected")
        return ", ".join(said)


@click.command()
@click.argument("reports", nargs=-1, required=True, metavar="REPORTS.jsonl...")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Write the coded lines here, whole or not at all; else to standard output.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="Worker processes; 2 or more read side by side.",
)
@click.option(
    "--events",
    metavar="FILE",
    help="Also merge the claims of all reports into events and write these here, one a line.",
)
@click.option(
    "--shards",
    metavar="FOLDER",
    help="Work in stretches whose results are kept here, so that an interrupted run goes on where it stopped.",
)
@click.option(
    "--shard-size", type=click.IntRange(1), default=500, show_default=True, metavar="N",
    help="Reports of a stretch.",
)  # fmt: skip
@click.option(
    "--engine",
    type=click.Choice(("local", "ray")),
    default="local",
    show_default=True,
    help="Who does the shards: processes of this machine, or a Ray cluster.",
)
@click.option("--address", metavar="ADDRESS", help="The Ray cluster's; without it one is started here.")
def code(
    reports: tuple[str, ...], output: str | None, jobs: int, events: str | None, shards: str | None,
    shard_size: int, engine: str, address: str | None,
) -> None:  # fmt: skip
    """Code every report of the files: one line in, one line out, in the same order.

    A report is {"id", "text", "title"?, "published"?, "outlet"?, "url"?, "source"?}; - reads standard input.
    A bad line is reported with its file and line, the rest is done, and the exit status is 1.

    With --shards, files and folder may be addresses such as s3://bucket/reports.jsonl (pip install
    'marsad[scale]' s3fs); the result is the same, byte for byte, whichever engine does it.
    """
    if (engine == "ray" or address) and shards is None:
        raise click.UsageError("--engine ray needs --shards: a folder that all nodes reach.")
    if address and engine != "ray":
        raise click.UsageError("--address is of --engine ray.")
    if events is not None and (events == output or (events == "-" and output is None)):
        raise click.UsageError("Give --events a file of its own, other than that of the coded lines.")
    if shards is not None:
        from marsad.cli.sharded import code_shards

        code_shards(reports, output, events, shards, shard_size, jobs, engine, address)
        return
    tally = Tally()
    kept: list[bytes] = []
    with ExitStack() as files:
        out = files.enter_context(writing(output))
        merged = files.enter_context(writing(events)) if events is not None else None
        resources()  # before the progress bar, since a first run builds the gazetteer with one of its own
        with progress(reports) as advance:
            for result in code_all(lines_of(reports, advance), jobs):
                if result.fault is not None:
                    tally.faults += 1
                    tally.complain(result.fault, tally.faults)
                if result.answer is None:
                    continue
                put(out, result.answer.line + b"\n", output)
                if merged is not None and result.answer.events:
                    kept.append(result.answer.line)
                tally.reports += 1
                tally.events += result.answer.events
                tally.quiet += not result.answer.events
                for faults in result.answer.rejected:
                    tally.rejected += 1
                    tally.complain(
                        f"{result.line.where}: claim rejected: {'; '.join(faults)}", tally.rejected
                    )
        if merged is not None:
            for event in _merged(kept):
                put(merged, event + b"\n", events)
                tally.merged += 1
    click.echo(tally.line(), err=True)
    if tally.faults or tally.rejected:
        raise SystemExit(1)


def _merged(lines: list[bytes]) -> Iterator[bytes]:
    """The events of coded lines, encoded, in the order of their first publication."""
    import msgspec

    from marsad.merging import Registry, merge
    from marsad.model import Coded

    decoder = msgspec.json.Decoder(Coded)
    encoder = msgspec.json.Encoder(order="deterministic")
    for event in merge(map(decoder.decode, lines), Registry(resources()[0])):
        yield encoder.encode(event)


def lines_of(names: tuple[str, ...], advance: Callable[[int], None]) -> Iterator[Line]:
    """The lines of all files; a file that cannot be read is one fault, and the next file is read."""
    stdin = sys.stdin.buffer
    for name in names:
        before = 0
        try:
            for line in read_lines(name, stdin):
                yield line
                advance(line.size - before)
                before = line.size
        except InputError as fault:
            yield Line(fault.where or name, before, None, fault)


@contextmanager
def progress(names: tuple[str, ...]) -> Iterator[Callable[[int], None]]:
    """Bytes done of bytes to do, on a terminal's standard error; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda size: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Reading reports"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    total = sum(_size(name) for name in names) or None
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda size: bar.advance(task, size)


def _size(name: str) -> int:
    try:
        return os.stat(name).st_size if Path(name).is_file() else 0
    except (OSError, ValueError):
        return 0

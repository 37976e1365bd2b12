"""``marsad code --shards``: the same lines out, worked in stretches that are kept."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import click

from marsad.cli.code import Tally
from marsad.cli.output import put, writing
from marsad.cli.terminal import many
from marsad.engine import sharded
from marsad.engine.runner import Here, Local, Runner


def code_shards(
    reports: tuple[str, ...], output: str | None, events: str | None, folder: str, size: int, jobs: int,
    engine: str, address: str | None,
) -> None:  # fmt: skip
    """Code what is not done, then write the lines in the order of the input, and the merged events where asked."""
    if "-" in reports:
        raise click.UsageError("Shards are read again where they lie: name files, not standard input.")
    tally = Tally()
    with ExitStack() as open_, engine_of(engine, jobs, address) as runner:
        out = open_.enter_context(writing(output)) if output is not None else None
        merged = open_.enter_context(writing(events)) if events is not None else None
        work = sharded.prepare(reports, folder, size)
        before = sharded.finished(work)
        with _progress(len(work.todo)) as advance:
            for _ in sharded.work(work, runner):
                advance()
        for row, fault, where in sharded.rows(work):
            if fault is not None:
                tally.faults += 1
                tally.complain(fault, tally.faults)
                continue
            assert row.coded is not None
            if out is not None:
                put(out, row.coded + b"\n", output)
            tally.reports += 1
            tally.events += row.events
            tally.quiet += not row.events
            for said in row.rejected:
                tally.rejected += 1
                tally.complain(f"{where}: claim rejected: {said}", tally.rejected)
        if merged is not None:
            for event in sharded.events(work, runner):
                put(merged, event + b"\n", events)
                tally.merged += 1
            sharded.tidy(work)
    there = f", {before:,} of {many(before + len(work.todo), 'shard')} done before" if before else ""
    click.echo(f"{tally.line()}{there}", err=True)
    if tally.faults or tally.rejected:
        raise SystemExit(1)


@contextmanager
def engine_of(engine: str, jobs: int, address: str | None) -> Iterator[Runner]:
    """Who does the work."""
    if engine == "ray":
        from marsad.engine.ray import Cluster

        with Cluster(address, jobs) as cluster:
            yield cluster
    elif jobs > 1:
        with Local(jobs) as pool:
            yield pool
    else:
        yield Here()


@contextmanager
def _progress(count: int) -> Iterator[Any]:
    if not sys.stderr.isatty() or not count:
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Coding shards", total=count)
        yield lambda: bar.advance(task)

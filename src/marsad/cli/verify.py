"""``marsad verify``: is everything in the archive what it was?"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from marsad.archive.checking import Checked, check
from marsad.archive.file import reading, snapshot
from marsad.cli.archive import archive_option, json_option, print_json
from marsad.cli.terminal import clean, many
from marsad.engine.pool import resources


@click.command()
@archive_option
@json_option
def verify(archive: Path, as_json: bool) -> None:
    """Recheck every hash of the archive and its evidence, and every claim's words against its report.

    A fault is printed with what it concerns, and the exit status is 1. --json prints the faults, then the counts.
    """
    kinds = resources()[0].kinds
    counts = Checked()
    with reading(archive) as db, snapshot(db):
        total = db.execute(
            "SELECT (SELECT count(*) FROM document) + (SELECT count(*) FROM evidence)"
        ).fetchone()[0]
        with _progress(total) as advance:
            for fault in check(db, archive, kinds, counts, advance):
                if as_json:
                    print_json([fault])
                else:
                    click.echo(f"{fault.what} {clean(fault.id)}: {clean(fault.fault)}")
    if as_json:
        print_json([counts])
    said = f"{many(counts.reports, 'report')}, {many(counts.claims, 'claim')}, {many(counts.evidence, 'file')} of evidence ({counts.bytes:,} bytes): "
    said += many(counts.faults, "fault") if counts.faults else "all as they were"
    if counts.bare:
        said += f". Of {many(counts.bare, 'report')} only the text is kept"
    click.echo(said + ".", err=True)
    if counts.faults:
        raise SystemExit(1)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None]]:
    if not sys.stderr.isatty():
        yield lambda count: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    with Progress(
        TextColumn("Checking"),
        BarColumn(),
        TaskProgressColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task("", total=total)
        yield lambda count: bar.advance(task, count)

"""``marsad reports``: what reports the archive holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from marsad.archive import queries
from marsad.archive.file import reading, snapshot
from marsad.archive.records import Report
from marsad.cli.archive import archive_option, json_option, print_json, visual_option
from marsad.cli.terminal import Screen, clean, hint, many, screen
from marsad.ingest.reports import check_date


@click.command()
@archive_option
@click.option("--from", "start", metavar="DATE", help="Published on this day or later.")
@click.option("--to", "end", metavar="DATE", help="Published on this day or before.")
@click.option("--outlet", metavar="NAME", help="Of this outlet.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="The first N.")
@json_option
@visual_option
def reports(
    archive: Path, start: str | None, end: str | None, outlet: str | None, limit: int | None, as_json: bool,
    visual: bool,
) -> None:  # fmt: skip
    """List reports by day of publication, with the number of their claims and the events these belong to.

    --json adds the SHA-256 of the bytes they came in and of their text.
    """
    for option, value in (("--from", start), ("--to", end)):
        if value is not None:
            check_date(value, None, option)
    with reading(archive) as db, snapshot(db):
        found = queries.reports(db, start, end, outlet, limit)
        if as_json:
            print_json(found)
            return
        listed = list(found)
    out = screen(visual)
    out.print([line for one in listed for line in _row(one, out)])
    click.echo(f"{many(len(listed), 'report')}.")
    if not visual and (advice := hint()):
        click.echo(advice, err=True)


def _row(one: Report, out: Screen) -> Iterator[str]:
    day = (one.published or "day unknown")[:10]
    said = f"{many(one.claims, 'claim')} in {many(len(one.events), 'event')}" if one.claims else "no claim"
    outlet = clean(one.outlet) if one.outlet else "outlet unknown"
    yield out.mixed(f"{out.style(day.ljust(12), bold=True)}{said}, report {clean(one.id)}, {outlet}")
    if one.title:
        yield from out.field("", clean(one.title), 3, 9)

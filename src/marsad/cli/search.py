"""``marsad search``: reports by their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from marsad.archive import search as index
from marsad.archive.file import reading, snapshot
from marsad.archive.records import Found
from marsad.cli.archive import archive_option, json_option, print_json, visual_option
from marsad.cli.terminal import EVIDENCE, Screen, clean, hint, many, marked, screen


@click.command()
@click.argument("query", nargs=-1, required=True)
@archive_option
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="The last N."
)
@json_option
@visual_option
def search(query: tuple[str, ...], archive: Path, limit: int, as_json: bool, visual: bool) -> None:
    """Find reports that have all words of QUERY, with whatever Arabic writes onto them.

    قصف finds وقصفها and القصف too. "Words in quotation marks" stand side by side; -word leaves reports out.
    Spelling is folded as everywhere: hamza, ta marbuta, vowel marks and digits are of no account.
    """
    asked = " ".join(f'"{part}"' if " " in part and '"' not in part else part for part in query)
    with reading(archive) as db, snapshot(db):
        found = list(index.search(db, asked, limit))
        total = index.matches(db, asked) if len(found) == limit else len(found)
    if as_json:
        print_json(found)
        return
    out = screen(visual)
    out.print(_rows(found, out))
    shown = f", the last {len(found):,} shown" if total > len(found) else ""
    click.echo(f"{many(total, 'report')}{shown}." if found else "No report of the archive has these words.")
    if not visual and (advice := hint()):
        click.echo(advice, err=True)


def _rows(found: Sequence[Found], out: Screen) -> Iterator[str]:
    for one in found:
        outlet = clean(one.outlet) if one.outlet else "outlet unknown"
        day = (one.published or "day unknown")[:10]
        yield out.mixed(f"{out.style(day, bold=True)}  {outlet}, report {clean(one.id)}")
        if one.title:
            yield from out.field("title", clean(one.title), 3, 8)
        if one.events:
            yield from out.field("events", ", ".join(one.events), 3, 8)
        spans = [(start, end, EVIDENCE) for start, end in one.spans]
        yield from out.sentence(*marked(one.quote, 0, len(one.quote), spans))
        yield ""

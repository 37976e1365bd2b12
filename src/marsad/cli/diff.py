"""``marsad diff``: what changed between two runs, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from marsad.archive.diff import Difference, check_runs, claim_differences, event_differences
from marsad.archive.file import reading, snapshot
from marsad.cli.archive import archive_option, json_option, print_json, visual_option
from marsad.cli.terminal import Screen, clean, many, screen

_SHOWN = 200  # of each sort; --json prints all


@click.command()
@click.argument("first", type=click.IntRange(0), metavar="RUN")
@click.argument("last", type=click.IntRange(0), metavar="[RUN]", required=False)
@click.option("--claims/--no-claims", default=True, help="Also what became of claims.  [default: claims]")
@archive_option
@json_option
@visual_option
def diff(first: int, last: int | None, claims: bool, archive: Path, as_json: bool, visual: bool) -> None:
    """Show what was added, changed and withdrawn from the end of one run to the end of another, and why.

    RUN is a number as marsad runs prints it; 0 is the empty archive. One number alone shows what that run did.
    """
    after, upto = (first - 1, first) if last is None else sorted((first, last))
    with reading(archive) as db, snapshot(db):
        check_runs(db, *((first,) if last is None else (first, last)))
        found = list(event_differences(db, max(after, 0), upto))
        told = list(claim_differences(db, max(after, 0), upto)) if claims else []
    if as_json:
        print_json([*found, *told])
        return
    out = screen(visual)
    out.print(_listed(found, out))
    out.print(_listed(told, out))
    click.echo(f"Events: {_counts(found)}." + (f" Claims: {_counts(told)}." if claims else ""))


def _counts(found: Sequence[Difference]) -> str:
    number = Counter(one.what for one in found)
    return ", ".join(f"{number[what]:,} {what}" for what in ("added", "changed", "withdrawn"))


def _listed(found: Sequence[Difference], out: Screen) -> Iterator[str]:
    for one in found[:_SHOWN]:
        of = f" of report {clean(one.report)}" if one.report else ""
        led = f", now in {one.now}" if one.now else ""
        yield out.mixed(f"{one.what:<9} {one.of} {out.style(one.id, bold=True)}  {one.kind}{of}{led}")
        for field in one.fields:
            for label, value in ((field.field, field.before), ("", field.after)):
                yield from out.field(label, f"{'was' if label else 'now'} {_value(value)}", 10, 20)
        for why in one.why:
            yield from out.field("why", clean(why), 10, 20)
    if len(found) > _SHOWN:
        yield f"and {many(len(found) - _SHOWN, 'other')}; --json prints all"


def _value(value: object) -> str:
    if value is None or value == []:
        return "unknown"
    if isinstance(value, list):
        if all(isinstance(one, int | None) for one in value):
            low, high = value
            return f"at least {low}" if high is None else f"{low}" if low == high else f"{low} to {high}"
        return " and ".join(clean(str(one)) for one in value)
    return clean(str(value))

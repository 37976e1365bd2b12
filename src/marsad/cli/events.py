"""``marsad events``: the events of the archive, those that the filters let through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

import click

from marsad.archive import queries
from marsad.archive.asking import actors_named, kinds_named
from marsad.archive.file import reading, snapshot
from marsad.archive.past import events_as_of
from marsad.archive.queries import Filter
from marsad.cli.archive import archive_option, json_option, nothing_found, print_json, visual_option
from marsad.cli.render import TOLLS, numbers, told_sides
from marsad.cli.terminal import Screen, hint, many, screen
from marsad.ingest.reports import check_date
from marsad.lexicon.compile import Lexicon, lexicon
from marsad.lexicon.schema import Kind
from marsad.model import Event, EventDate, Status, TollRange

_BASIS = {
    "told": "",
    "published": ", by publication only",
    "reckoned": ", the year reckoned by the weekday",
    "reviewed": ", as settled by a reviewer",
}


@click.command()
@archive_option
@click.option("--from", "start", metavar="DATE", help="That lasted to this day or later.")
@click.option("--to", "end", metavar="DATE", help="That began on this day or before.")
@click.option(
    "--kind", "kinds", multiple=True, metavar="KIND", help="Of this kind or family; may be repeated."
)
@click.option(
    "--actor", metavar="NAME", help="With this actor on any side: an id or a name, Arabic or English."
)
@click.option(
    "--place", metavar="NAME", help="At this place or within it: an id, a name or a country's code."
)
@click.option(
    "--status", "statuses", multiple=True, type=click.Choice(get_args(Status)), help="May be repeated."
)
@click.option(
    "--min-precision",
    type=click.IntRange(1, 7),
    help="Placed at least so exactly: 1 exact, 2 within 25 km, 3 district, 4 province, 5 area, 6 country.",
)
@click.option("--as-of", metavar="DATE", help="By the reports published up to this day alone.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="The first N.")
@json_option
@visual_option
def events(
    archive: Path, start: str | None, end: str | None, kinds: tuple[str, ...], actor: str | None,
    place: str | None, statuses: tuple[str, ...], min_precision: int | None, as_of: str | None,
    limit: int | None, as_json: bool, visual: bool,
) -> None:  # fmt: skip
    """List events by day: what, whether it happened, who to whom, where, and how many say so."""
    for option, value in (("--from", start), ("--to", end), ("--as-of", as_of)):
        if value is not None:
            check_date(value, None, option)
    words = lexicon()
    wish = Filter(
        start=start, end=end, kinds=_kinds(kinds, words), statuses=statuses,
        actors=actors_named(actor, words) if actor else (), places=(place,) if place else (),
        precision=min_precision, limit=limit,
    )  # fmt: skip
    with reading(archive) as db, snapshot(db):
        found = events_as_of(db, as_of, wish, words) if as_of else queries.events(db, wish)
        if as_json:
            print_json(found)
            return
        out = screen(visual)
        listed = list(found)
        missing = "" if listed else nothing_found(db)
    out.print(table(listed, words.kinds, out))
    click.echo(f"{many(len(listed), 'event')}." if listed else missing)
    if not visual and (advice := hint()):
        click.echo(advice, err=True)


def _kinds(wanted: tuple[str, ...], words: Lexicon) -> tuple[str, ...]:
    try:
        return kinds_named(wanted, words)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def table(found: Iterable[Event], kinds: dict[str, Kind], out: Screen) -> Iterator[str]:
    """By day, two lines an event: what, whether, how many; then who, whom and where."""
    last: str | None = None
    for one in found:
        day = days(one.when)
        if day != last:
            last = day
            yield ""
            yield out.style(day, bold=True)
        yield out.mixed(f"   {out.style(one.id, dim=True)}  {headline(one, kinds, out)}")
        yield from out.field("", _sides(one), 3, 3)
    if last is not None:
        yield ""


def headline(one: Event, kinds: dict[str, Kind], out: Screen) -> str:
    """What it was, whether it happened, how many died, and how well it is supported, in Latin letters."""
    kind = kinds[one.kind].en if one.kind in kinds else one.kind
    said = [
        out.style(kind, bold=True), one.status,
        *(f"{figures(toll)} {name}" for name in TOLLS if (toll := getattr(one, name)) is not None),
        f"{_reports(one)} of {many(one.independent_origins, 'origin')}", one.assessment,
    ]  # fmt: skip
    return ", ".join(said)


def _reports(one: Event) -> str:
    """How many reports have it as their news; where none does, how many look back on it."""
    return (
        many(one.reports, "report") if one.reports else f"recalled in {many(len(one.recalled_in), 'report')}"
    )


def days(when: EventDate | None) -> str:
    """The interval as a heading."""
    if when is None:
        return "day unknown"
    told = when.start if when.end == when.start else f"{when.start} to {when.end}"
    return f"{told}{_BASIS[when.basis]}"


def figures(toll: TollRange) -> str:
    """The range, and whether sources differ; a bare lower bound differs from no figure."""
    exact = {(one.min, one.max) for one in toll.figures if one.max is not None}
    return numbers(toll.min, toll.max) + (" by differing counts" if len(exact) > 1 else "")


def _sides(one: Event) -> str:
    initiators, targets = ([actor.name for actor in side] for side in (one.initiators, one.targets))
    return ", ".join(told_sides(one.kind, initiators, targets, [site.name for site in one.places]))

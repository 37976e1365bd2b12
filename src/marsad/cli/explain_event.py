"""``marsad explain``: why the claims of an event hang together, and what keeps others out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from marsad.archive import queries
from marsad.archive.file import reading, snapshot
from marsad.archive.records import Told
from marsad.archive.why import OTHERS, Explained, Pair
from marsad.archive.why import explain as explain_event
from marsad.cli.archive import archive_option, json_option, print_json, visual_option
from marsad.cli.events import headline
from marsad.cli.terminal import Screen, clean, screen
from marsad.lexicon.compile import lexicon
from marsad.lexicon.schema import Kind


@click.command()
@click.argument("event")
@click.option("--all", "everything", is_flag=True, help="All pairs of claims, not only those that hold it.")
@click.option(
    "--others", type=click.IntRange(0), default=OTHERS, show_default=True, metavar="N",
    help="How many neighbouring events to compare with.",
)  # fmt: skip
@archive_option
@json_option
@visual_option
def explain(event: str, everything: bool, others: int, archive: Path, as_json: bool, visual: bool) -> None:
    """Tell why the claims of an event are taken for one, and why its neighbours are not.

    Two claims are compared slot by slot: kind, day, place, sides, tolls, named victims, means, shared words.
    The parts add up to a score, which must be above zero; some differences forbid a union whatever the score.
    """
    with reading(archive) as db, snapshot(db):
        found = explain_event(db, lexicon(), event, others)
        told = queries.told(db, found.event)
    if as_json:
        print_json([found])
        return
    out = screen(visual)
    out.print(_told(found, told, everything, lexicon().kinds, out))


def _told(
    found: Explained, told: list[Told], everything: bool, kinds: Mapping[str, Kind], out: Screen
) -> Iterator[str]:
    one = found.event
    yield out.mixed(f"{out.style(one.id, bold=True)}  {headline(one, dict(kinds), out)}")
    number = {each.claim.id: at for at, each in enumerate(told, 1)}
    for at, each in enumerate(told, 1):
        outlet = clean(each.document.outlet) if each.document.outlet else "outlet unknown"
        yield out.mixed(f"   {at:>2}. claim {each.claim.id}, report {clean(each.document.id)}, {outlet}")
    for made in found.decisions:
        said = f"{made.what} by {clean(made.who)} on {made.at[:10]}: {clean(made.why)}"
        yield from out.field("reviewed", said)
    yield ""
    pairs = found.pairs if everything else found.held
    if len(one.claims) == 1:
        yield "One claim alone makes this event."
    else:
        yield "All pairs of its claims:" if everything else "Held together by these pairs of claims:"
    for pair in pairs:
        yield from _pair(f"{number[pair.a]} with {number[pair.b]}", pair, out)
    yield ""
    yield "Kept apart from:" if found.apart else "No other event shares time, place or words with it."
    for other in found.apart:
        whole = "" if other.strength is None else f", all pairs together {other.strength:+.2f}"
        yield out.mixed(f"   event {out.style(other.event, bold=True)}: {other.why}{whole}")
        mine = number.get(other.pair.a, number.get(other.pair.b))
        yield from _pair(f"nearest: claim {mine} with {other.pair.b if other.pair.a in number else other.pair.a}",
                         other.pair, out, 6)  # fmt: skip


def _pair(label: str, pair: Pair, out: Screen, indent: int = 3) -> Iterator[str]:
    hand = f", put {pair.by_hand} by hand" if pair.by_hand else ""
    if pair.barred is not None:
        yield from out.field(label, f"forbidden: {pair.barred}{hand}", indent, max(14, len(label) + 2))
        return
    parts = sorted(pair.parts.items(), key=lambda part: (-abs(part[1]), part[0]))
    said = ", ".join(f"{name} {value:+.2f}" for name, value in parts if value)
    yield from out.field(label, f"{pair.score:+.2f}{hand} = {said}", indent, max(14, len(label) + 2))

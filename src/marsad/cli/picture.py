"""``marsad picture``, ``fronts``, ``situations``, ``who``, ``relations`` and ``changes``: a conflict as of a day."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

import click
from msgspec.structs import replace

from marsad.archive.file import reading, snapshot
from marsad.cli import picture_text as text
from marsad.cli.archive import archive_option, json_option, print_json, visual_option
from marsad.cli.terminal import Screen, clean, hint, many, screen
from marsad.ingest.reports import check_date
from marsad.lexicon.compile import Lexicon, lexicon
from marsad.picture.brief import tells
from marsad.picture.changes import changes as changed
from marsad.picture.changes import day_before
from marsad.picture.english import english_by, with_english
from marsad.picture.gather import Material, gather
from marsad.picture.picture import picture as make
from marsad.picture.picture import sides_of
from marsad.picture.records import Form, Picture, Trend
from marsad.picture.sides import Sides
from marsad.picture.standing import standing
from marsad.picture.words import SituationKind
from marsad.places.gazetteer import Gazetteer

as_of_option = click.option("--as-of", metavar="DATE", help="By the reports published up to this day alone.")
_NOW = 180  # days over which the picture tells how an actor stands
_FEW = 3  # events from which a quiet front is listed unasked
_FEW_FRONTS = 12  # as many are listed whatever they are
_RECENT = 30  # days for which what has ended is still shown with the picture


def since_option(text: str, required: bool = False) -> Callable[[Any], Any]:
    """The option that begins a span of days."""
    return click.option("--since", metavar="DATE", required=required, help=text)


@contextmanager
def steady() -> Iterator[None]:
    """Without looking for cycles: a picture is made of very many small records, all of which live to its end."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def made(archive: Path, as_of: str | None, words: Lexicon) -> tuple[Material, Picture, Sides]:
    """The picture of the archive as of a day, and the comparison of parties it was made by."""
    with steady():
        with reading(archive) as db, snapshot(db):
            found = gather(db, as_of, words)
        sides = sides_of(found, words)
        return found, with_english(make(found, words, sides=sides), english_by(Gazetteer.open())), sides


def made_twice(
    archive: Path, as_of: str | None, since: str, words: Lexicon
) -> tuple[Material, Picture, Picture]:
    """The picture as of a day, and that of the day before ``since``."""
    with steady():
        with reading(archive) as db, snapshot(db):
            now, before = gather(db, as_of, words), gather(db, day_before(since), words)
        return now, with_english(make(now, words, since), english_by(Gazetteer.open())), make(before, words)


def checked(as_of: str | None, since: str | None) -> None:
    """Both are days, in their order. Raises ``InputError`` or ``UsageError``."""
    for option, value in (("--as-of", as_of), ("--since", since)):
        if value is not None:
            check_date(value, None, option)
    if as_of is not None and since is not None and since > as_of:
        raise click.UsageError(f"--since {since} lies after --as-of {as_of}.")


def shown(lines: Iterator[str], visual: bool, out: Screen) -> None:
    """Write the lines, and advise on a terminal that may show Arabic apart."""
    out.print(lines)
    if not visual and (advice := hint()):
        click.echo(advice, err=True)


@click.command()
@archive_option
@as_of_option
@since_option("Also tell what the reports from this day on changed.")
@json_option
@visual_option
def picture(archive: Path, as_of: str | None, since: str | None, as_json: bool, visual: bool) -> None:
    """Show how the conflict stands: fronts, what stands, is contested, planned or just over, and who is alone."""
    checked(as_of, since)
    words = lexicon()
    before = None
    if since is None:
        found, of, sides = made(archive, as_of, words)
    else:
        found, of, before = made_twice(archive, as_of, since, words)
        sides = sides_of(found, words)
    if as_json:
        print_json([of])
        return
    out = screen(visual)
    shown(_picture(found, of, before, sides, out), visual, out)


def _picture(
    found: Material, of: Picture, before: Picture | None, sides: Sides, out: Screen
) -> Iterator[str]:
    words = sides.lexicon
    yield from map(out.mixed, text.head(of))
    dated = any(one.trend != "undated" for one in of.fronts)
    live = [one for one in of.fronts if one.trend != "quiet" and not (dated and one.trend == "undated")]
    yield from text.fronts(live, of.situations, words.kinds, out)
    if len(live) < len(of.fronts):
        yield ""
        yield (
            "Quiet, or told by reports of unknown day alone: "
            + text.how_many([one for one in of.fronts if one not in live])
            + "; marsad fronts lists them."
        )
    now = [
        one
        for one in of.situations
        if one.state not in ("silent", "denied") and _is_news(one.state, one.silent)
        and (one.heard is not None or of.day is None) and tells(one)
    ]  # fmt: skip
    yield from text.situations(now, of.situations, out, ids=False)
    rest = [f"{many(count, 'situation')} {said}" for count, said in (
        (sum(one.state == "silent" for one in of.situations),
         "not heard of for long (marsad situations --state silent)"),
        (sum(one.heard is None for one in of.situations) if of.day is not None else 0,
         "told by reports of unknown day alone (marsad situations --undated)"),
        (sum(one.state not in ("silent", "denied") and one.heard is not None and not tells(one) for one in of.situations),
         "of which neither a party nor a place is named, or neither side of a demand (marsad situations)"),
    ) if count]  # fmt: skip
    if rest:
        yield ""
        yield "; ".join(rest) + "."
    actor = centre(of, sides)
    if actor is not None:
        since = _lately(of)
        stand = standing(found, of, actor, words, since, sides=sides)
        if stand is not None:
            yield ""
            # What turned is for marsad who --since and marsad changes, where the span is the asker's own.
            yield from text.standing(replace(stand, came=(), went=()), out)
    if before is not None and of.since is not None:
        yield ""
        yield out.style(f"CHANGED SINCE {of.since}", bold=True)
        yield from text.changes(changed(before, of, of.since), of, out)


def _lately(of: Picture) -> str | None:
    """The day from which claims tell how an actor stands now, where the reports go back further; else None."""
    if of.day is None:
        return None
    day = (date.fromisoformat(of.day) - timedelta(days=_NOW - 1)).isoformat()
    told = [one.first for one in of.relations if one.basis == "reported" and one.first]
    return day if told and min(told) < day else None


def _is_news(state: str, silent: int | None) -> bool:
    return state != "ended" or silent is None or silent <= _RECENT


def centre(of: Picture, sides: Sides) -> str | None:
    """The registered actor that is a side of most fronts, of at least two; the one the headline would ask about."""
    words = sides.lexicon
    count: dict[str, int] = {}
    live = [one for one in of.fronts if one.trend not in ("quiet", "undated")]
    for front in live if len(live) > 1 else of.fronts:
        above = {
            up
            for side in front.sides
            for party in side
            if party.key in words.actors
            for up in sides.above(party.key)
        }
        for ident in above:
            if words.actors[ident].kind not in ("state", "coalition", "igo", "un"):
                count[ident] = count.get(ident, 0) + 1
    named = {party.key for front in of.fronts for side in front.sides for party in side}
    best = max(count, key=lambda key: (count[key], key in named, key), default=None)
    return best if best is not None and count[best] > 1 else None


@click.command()
@archive_option
@as_of_option
@click.option("--trend", "trends", multiple=True, type=click.Choice(get_args(Trend)), help="May be repeated.")
@click.option(
    "--form",
    "forms",
    multiple=True,
    type=click.Choice(get_args(Form)),
    help="Fronts, or strikes by one side.",
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Those of one or two events too that are quiet or of unknown day.",
)
@json_option
@visual_option
def fronts(
    archive: Path, as_of: str | None, trends: tuple[str, ...], forms: tuple[str, ...], everything: bool,
    as_json: bool, visual: bool,
) -> None:  # fmt: skip
    """List the fronts, north to south: sides, trend, and the dated events behind it.

    A front has two sides that fight: on the ground, by fire from both, or in a siege. What one side does from afar alone
    is listed after them as its strikes. A front is igniting with twice as many events of force in the last 14 days as in
    the 14 before, or the first after none; cooling with half as many; quiet with none.
    """
    checked(as_of, None)
    words = lexicon()
    _, of, _ = made(archive, as_of, words)
    found = [
        one for one in of.fronts if (not trends or one.trend in trends) and (not forms or one.form in forms)
    ]
    if as_json:
        print_json(found)
        return
    out = screen(visual)
    listed = [one for one in found if everything or one.trend not in ("quiet", "undated")
              or len(one.events) >= _FEW or len(found) <= _FEW_FRONTS]  # fmt: skip
    shown(text.fronts(listed, of.situations, words.kinds, out), visual, out)
    left = [one for one in found if one not in listed]
    if left:
        click.echo(
            f"Not listed: {text.how_many(left)} of one or two events, quiet or of unknown day (--all)."
        )
    click.echo(f"{text.how_many(found)}; {many(len(of.loose), 'event')} of force on none.")


@click.command()
@click.argument("ident", required=False, metavar="[ID]")
@archive_option
@as_of_option
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(get_args(SituationKind)), help="May be repeated."
)
@click.option(
    "--state", "states", multiple=True, help="May be repeated.",
    type=click.Choice(["standing", "ended", "disputed", "silent", "planned", "rumoured", "denied", "failed"]),
)  # fmt: skip
@click.option("--undated", is_flag=True, help="Those told by reports of unknown day alone.")
@json_option
@visual_option
def situations(
    ident: str | None,
    archive: Path,
    as_of: str | None,
    kinds: tuple[str, ...],
    states: tuple[str, ...],
    undated: bool,
    as_json: bool,
    visual: bool,
) -> None:
    """List what lasts: sieges, ceasefires, talks, mediations, demands, control, closures, build-ups, displacement.

    With an ID, or its beginning: that situation step by step, each with the sentence that says so.
    """
    checked(as_of, None)
    material, of, _ = made(archive, as_of, lexicon())
    if ident is not None:
        found = [one for one in of.situations if one.id.startswith(ident)]
        found = [one for one in found if one.id == ident] or found
        if len(found) != 1:
            what = "no situation begins so" if not found else f"{len(found)} situations begin so"
            raise click.UsageError(
                f"«{clean(ident)[:40]}»: {what}. marsad situations lists them with their ids."
            )
        if as_json:
            print_json(found)
            return
        out = screen(visual)
        shown(
            text.steps(found[0], of.situations, {one.claim.id: one for one in material.said}, out),
            visual,
            out,
        )
        return
    found = [one for one in of.situations
             if (not kinds or one.kind in kinds) and (not states or one.state in states)
             and (one.heard is None or not undated)]  # fmt: skip
    if as_json:
        print_json(found)
        return
    out = screen(visual)
    shown(text.situations(found, of.situations, out), visual, out)
    click.echo(f"{many(len(found), 'situation')}." if found else "No situation of the archive is so.")


@click.command()
@click.argument("actor")
@archive_option
@as_of_option
@since_option("By the claims of this day or later; then also what changed against as many days before.")
@json_option
@visual_option
def who(actor: str, archive: Path, as_of: str | None, since: str | None, as_json: bool, visual: bool) -> None:
    """Show who an actor stands with: whom it fights, who besieges, backs, talks to it, mediates for it.

    ACTOR is an id or a name, Arabic or English. What belongs to it by the registry counts with it.
    """
    checked(as_of, since)
    words = lexicon()
    found, of, sides = made(archive, as_of, words)
    stand = standing(found, of, actor, words, since, sides=sides)
    if stand is None:
        click.echo(f"No report of the archive names «{clean(actor)[:60]}».", err=True)
        raise SystemExit(1)
    if as_json:
        print_json([stand])
        return
    out = screen(visual)
    shown(text.standing(stand, out), visual, out)


@click.command()
@archive_option
@as_of_option
@click.option("--actor", metavar="NAME", help="Of this actor and what belongs to it.")
@click.option(
    "--kind", "kinds", multiple=True, metavar="KIND", help="As fights, mediates, supports; may be repeated."
)
@click.option("--registry/--no-registry", default=True, help="With or without what Marsad's registry holds.")
@json_option
@visual_option
def relations(
    archive: Path, as_of: str | None, actor: str | None, kinds: tuple[str, ...], registry: bool, as_json: bool,
    visual: bool,
) -> None:  # fmt: skip
    """List who fights, besieges, backs, mediates for and demands of whom, with what each rests on."""
    checked(as_of, None)
    words = lexicon()
    _, of, sides = made(archive, as_of, words)
    listed = [one for one in of.relations
              if (not kinds or one.kind in kinds) and (registry or one.basis != "registry")]  # fmt: skip
    if actor is not None:
        keys = sides.named(actor)
        listed = [one for one in listed
                  if any(sides.part_of(party.key, key) for party in (one.source, one.target) for key in keys)]  # fmt: skip
    if as_json:
        print_json(listed)
        return
    out = screen(visual)
    shown(
        (line for one in listed for line in out.field(_basis(one.sign), text.relation(one), 2, 10)),
        visual,
        out,
    )
    click.echo(f"{many(len(listed), 'relation')}." if listed else "No relation is so.")


def _basis(sign: int) -> str:
    return {-1: "against", 0: "neither", 1: "with"}[sign]


@click.command()
@archive_option
@since_option("What the reports published on this day or later changed.", required=True)
@as_of_option
@json_option
@visual_option
def changes(archive: Path, since: str, as_of: str | None, as_json: bool, visual: bool) -> None:
    """Tell what changed, by the day on which it was reported, and what stands unchanged."""
    checked(as_of, since)
    _, of, before = made_twice(archive, as_of, since, lexicon())
    found = changed(before, of, since)
    if as_json:
        print_json([found])
        return
    out = screen(visual)
    shown(text.changes(found, of, out), visual, out)
    click.echo(f"{many(len(found.changes), 'change')}, {len(found.unchanged)} unchanged.")

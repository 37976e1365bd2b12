"""``marsad merge``, ``split`` and ``undo``: events put together or taken apart by hand, and taken back."""

from __future__ import annotations

import getpass
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from msgspec import Struct

from marsad.archive.decisions import with_heirs
from marsad.archive.file import writing
from marsad.archive.records import Decision
from marsad.archive.review import merge_events, split_event
from marsad.archive.review import undo as undo_
from marsad.cli.archive import archive_option, json_option, print_json
from marsad.cli.terminal import many
from marsad.errors import ArchiveError
from marsad.lexicon.compile import lexicon

Command = TypeVar("Command", bound=Callable[..., Any])


class Decided(Struct, frozen=True, kw_only=True):
    """A decision with the events that hold its claims now."""

    decision: Decision
    events: tuple[str, ...]


def review_options(command: Command) -> Command:
    """Who decides and why: both go on record."""
    command = click.option(
        "--by", "who", metavar="NAME", envvar="MARSAD_REVIEWER", show_envvar=True,
        help="Who decides; the user of this system if not said.",
    )(command)  # fmt: skip
    return click.option("--why", required=True, metavar="TEXT", help="The reason, for those who come after.")(
        command
    )


def reviewer(who: str | None) -> str:
    """The name given, or that of the user. Raises ``UsageError`` where there is none."""
    try:
        name = (who or getpass.getuser()).strip()
    except (OSError, KeyError):
        name = ""
    if not name:
        raise click.UsageError("Say who decides: --by NAME.")
    return name


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def report(db: sqlite3.Connection, made: Decision, as_json: bool) -> None:
    """What was decided, and where its claims are now."""
    held: dict[str, None] = {}
    for claim in with_heirs(db, (*made.claims, *made.others)):
        row = db.execute(
            "SELECT e.id FROM event e JOIN event_claim x ON x.event = e.n JOIN claim c ON c.n = x.claim"
            " WHERE c.id = ?", (claim,),
        ).fetchone()  # fmt: skip
        if row:
            held[row[0]] = None
    if as_json:
        print_json([Decided(decision=made, events=tuple(held))])
        return
    click.echo(f"Decision {made.id}: {made.what} by {made.who}, {made.at}.")
    where = f"in {many(len(held), 'event')}: {', '.join(held)}" if held else "in no event"
    click.echo(f"The claims it names are {where}.")
    if made.what != "undo":
        click.echo(f"To take it back: marsad undo {made.id} --why …")


@click.command()
@click.argument("events", nargs=-1, required=True, metavar="EVENT EVENT…")
@review_options
@archive_option
@json_option
def merge(events: tuple[str, ...], why: str, who: str | None, archive: Path, as_json: bool) -> None:
    """Put events together that are one.

    The decision names their claims and holds through whatever is added or read anew later. The ids of all of
    them lead to the one that is left.
    """
    with existing(archive) as db:
        made = merge_events(db, lexicon(), events, reviewer(who), why, now())
        report(db, made, as_json)


@click.command()
@click.argument("event")
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM…")
@review_options
@archive_option
@json_option
def split(
    event: str, claims: tuple[str, ...], why: str, who: str | None, archive: Path, as_json: bool
) -> None:
    """Take claims out of an event that tell of another.

    CLAIM is an id as marsad show prints it. The claims taken out stay together where they are alike.
    """
    with existing(archive) as db:
        made = split_event(db, lexicon(), event, claims, reviewer(who), why, now())
        report(db, made, as_json)


@click.command()
@click.argument("decision")
@review_options
@archive_option
@json_option
def undo(decision: str, why: str, who: str | None, archive: Path, as_json: bool) -> None:
    """Take a decision back: a merge, a split, a verdict or a correction, or an undoing.

    DECISION is an id as marsad review list prints it. Taking back is a decision of its own.
    """
    with existing(archive) as db:
        made = undo_(db, lexicon(), decision, reviewer(who), why, now())
        report(db, made, as_json)


def existing(archive: Path) -> Any:
    """The archive to write to, which must be there. Raises ``ArchiveError``."""
    if not archive.exists():
        mend = "Make it with marsad add, or name another with --archive."
        raise ArchiveError(1, "there is no such archive.", where=str(archive), mend=mend)
    return writing(archive)

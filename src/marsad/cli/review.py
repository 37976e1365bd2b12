"""``marsad review``: verdicts on claims, corrections of fields, the log of decisions and what goes against it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from msgspec import Struct

from marsad.archive import decisions as log
from marsad.archive import review as archive_review
from marsad.archive.file import reading, snapshot
from marsad.archive.records import Decision
from marsad.archive.values import CLAIM_FIELDS, EVENT_FIELDS
from marsad.cli.archive import archive_option, json_option, print_json
from marsad.cli.decide import existing, now, report, review_options, reviewer
from marsad.cli.terminal import clean, many
from marsad.lexicon.compile import lexicon
from marsad.places.gazetteer import Gazetteer


class Logged(Struct, frozen=True, kw_only=True):
    """A decision, and whether it stands."""

    decision: Decision
    stands: bool


@click.group()
def review() -> None:
    """Decide on claims and fields, and see what was decided.

    A decision is a record of its own: who, when, what and why. What was read stays as it was read; a decision
    is laid over it, holds when reports are read anew, and can be taken back with marsad undo.
    """


@review.command()
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM…")
@review_options
@archive_option
@json_option
def accept(claims: tuple[str, ...], why: str, who: str | None, archive: Path, as_json: bool) -> None:
    """Say that claims are read rightly: a newer version does not change them unasked."""
    with existing(archive) as db:
        report(db, archive_review.accept(db, lexicon(), claims, reviewer(who), why, now()), as_json)


@review.command()
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM…")
@review_options
@archive_option
@json_option
def reject(claims: tuple[str, ...], why: str, who: str | None, archive: Path, as_json: bool) -> None:
    """Say that reports do not say this: the claims stay on record and belong to no event."""
    with existing(archive) as db:
        report(db, archive_review.reject(db, lexicon(), claims, reviewer(who), why, now()), as_json)


@review.command(
    "set",
    help=f"""Correct what was read in a field of a claim, or settle a field of an event.

    ID is that of a claim or an event. Of a claim: {", ".join(CLAIM_FIELDS)}; of an event:
    {", ".join(EVENT_FIELDS)}.

    VALUE is written so: days 2024-05-01 or 2024-05-01/2024-05-03; numbers 3, 3-5 or 3+ (at least 3); an actor
    by name or id, a place by name, NAME@LAT,LON or the gazetteer's id, several of them one after the other;
    unknown takes the value away.
    """,
)
@click.argument("ident", metavar="ID")
@click.argument("field")
@click.argument("values", nargs=-1, required=True, metavar="VALUE…")
@review_options
@archive_option
@json_option
def set_(
    ident: str, field: str, values: tuple[str, ...], why: str, who: str | None, archive: Path, as_json: bool
) -> None:
    with existing(archive) as db:
        made = archive_review.correct(
            db, lexicon(), Gazetteer.open(), ident, field, values, reviewer(who), why, now()
        )
        report(db, made, as_json)


@review.command("list")
@click.option("--all", "everything", is_flag=True, help="Also those that were taken back.")
@archive_option
@json_option
def list_(everything: bool, archive: Path, as_json: bool) -> None:
    """List the decisions that stand, the first one first."""
    with reading(archive) as db, snapshot(db):
        made = log.decisions(db)
    stands = {one.id for one in log.standing(made)}
    found = [Logged(decision=one, stands=one.id in stands) for one in made if everything or one.id in stands]
    if as_json:
        print_json(found)
        return
    for each in found:
        for line in _row(each):
            click.echo(line)
    click.echo(f"{many(len(found), 'decision')}.")


@review.command()
@archive_option
@json_option
def conflicts(archive: Path, as_json: bool) -> None:
    """List where reading reports anew went against a decision.

    The decision holds. The conflict is settled by taking the decision back or by a later one on the claim.
    """
    with reading(archive) as db, snapshot(db):
        found = log.conflicts(db)
    if as_json:
        print_json(found)
        return
    for one in found:
        click.echo(f"decision {one.decision}, claim {one.claim}, run {one.run}: {one.what}")
    click.echo(f"{many(len(found), 'conflict')}.")


def _row(one: Logged) -> Iterator[str]:
    made = one.decision
    gone = "" if one.stands or made.what == "undo" else ", taken back"
    yield f"{made.id}  {made.at}  {made.what} by {clean(made.who)}{gone}: {clean(made.why)}"
    if made.of:
        yield f"     takes back {made.of}"
    elif made.field:
        yield f"     {made.field} of {made.claims[0]}"
    elif made.others:
        yield f"     {', '.join(made.claims)} apart from {many(len(made.others), 'claim')}"
    else:
        yield f"     {', '.join(made.claims[:4])}" + (
            f" and {len(made.claims) - 4} more" if len(made.claims) > 4 else ""
        )

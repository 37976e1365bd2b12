"""``marsad runs``: what was added when, by which version, and what it did to the events."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from marsad.archive import queries
from marsad.archive.file import reading, snapshot
from marsad.archive.records import Run
from marsad.cli.archive import archive_option, json_option, print_json
from marsad.cli.terminal import clean, many


@click.command()
@archive_option
@json_option
def runs(archive: Path, as_json: bool) -> None:
    """List the runs, the first one first: reports added or read anew, decisions carried out."""
    with reading(archive) as db, snapshot(db):
        found = list(queries.runs(db))
    if as_json:
        print_json(found)
        return
    for one in found:
        for line in _row(one):
            click.echo(line)
    click.echo(f"{many(len(found), 'run')}.")


def _row(one: Run) -> Iterator[str]:
    end = f"to {one.finished}" if one.finished else "interrupted, or still at work"
    yield f"{one.n:>3}. {one.what}, {one.started} {end}"
    said = [f"{many(number, 'event')} {what}" for what, number in one.events.items()]
    if "decision" in one.settings:
        yield f"     {', '.join(said) or 'no event changed'}"
        who, why = clean(str(one.settings.get("who"))), clean(str(one.settings.get("why")))
        yield f"     decision {one.settings['decision']} by {who}: {why}"
        return
    said = [many(one.reports, "report"), many(one.claims, "claim"), *said]
    if one.rejected:
        said.append(f"{many(one.rejected, 'claim')} rejected")
    if one.faults:
        said.append(f"{many(one.faults, 'bad line or report', 'bad lines or reports')}")
    yield f"     {', '.join(said)}"
    yield f"     version {one.version}, lexicon {one.lexicon[:12]}, gazetteer {one.gazetteer[:12]}"

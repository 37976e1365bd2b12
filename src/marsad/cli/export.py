"""``marsad export``: the events of the archive in the formats and columns of the field."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, get_args

import click

from marsad.archive.file import reading, snapshot
from marsad.cli.archive import archive_option, nothing_found
from marsad.cli.output import put
from marsad.cli.terminal import many
from marsad.export.files import put_files
from marsad.export.privacy import protect
from marsad.export.select import about, records
from marsad.export.wish import wish
from marsad.export.write import FORMATS, HXL, PROFILES, SETS, make
from marsad.lexicon.compile import lexicon
from marsad.model import Status


@click.command(epilog="\b\n" + "\n".join(f"{name:9}{what}" for name, what in FORMATS.items()))
@archive_option
@click.option("--as", "as_", type=click.Choice(tuple(FORMATS)), required=True, help="The format, see below.")
@click.option(
    "-o", "--output", required=True, metavar="FILE",
    help="The file; with a / at its end a folder for a set of tables (csv, parquet); - for standard output.",
)  # fmt: skip
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
    "--min-precision", type=click.IntRange(1, 7), help="Placed at least so exactly (UCDP where_prec)."
)
@click.option("--limit", type=click.IntRange(1), metavar="N", help="The first N.")
@click.option("--reviewed-only", is_flag=True, help="Only events that reviewers stand behind.")
@click.option("--hxl", is_flag=True, help="A second header row of HXL tags (csv, xlsx).")
@click.option("--bom", is_flag=True, help="A byte-order mark, for Excel (csv and the column profiles).")
@click.option(
    "--coarsen", is_flag=True, help="Points to a tenth of a degree, no place finer than its district."
)
@click.option("--mask-persons", is_flag=True, help="No names of persons whom the registry does not know.")
@click.option(
    "--title", default="Events in Arabic conflict reporting", show_default=True, help="For the citation."
)
def export(
    archive: Path, as_: str, output: str, start: str | None, end: str | None, kinds: tuple[str, ...],
    actor: str | None, place: str | None, statuses: tuple[str, ...], min_precision: int | None, limit: int | None,
    reviewed_only: bool, hxl: bool, bom: bool, coarsen: bool, mask_persons: bool, title: str,
) -> None:  # fmt: skip
    """Write the events of the archive to a file that other tools read.

    Tables get a data package beside them: what each column means, the codebook, how to cite it and what it was
    made of; other formats carry that inside. Events that the columns of a profile cannot hold honestly are left
    out, and counted by reason. --coarsen and --mask-persons also leave out titles and quotations.
    """
    if hxl and as_ not in HXL:
        raise click.UsageError("--hxl is for csv and xlsx.")
    if bom and as_ not in ("csv", *PROFILES):
        raise click.UsageError("--bom is for csv and the column profiles.")
    folder = output.endswith("/") or Path(output).is_dir()
    if folder and as_ not in SETS:
        raise click.UsageError(f"{as_} is one file: name it. Only csv and parquet make a folder of tables.")
    words = lexicon()
    filter_ = wish(words, start=start, end=end, kinds=kinds, statuses=statuses, actor=actor, place=place,
                   min_precision=min_precision, limit=limit)  # fmt: skip
    asked = _asked(start=start, end=end, kind=kinds, actor=actor, place=place, status=statuses,
                   min_precision=min_precision, limit=limit, reviewed_only=reviewed_only, coarsen=coarsen,
                   mask_persons=mask_persons)  # fmt: skip
    with reading(archive) as db, snapshot(db):
        found = [
            protect(one, words, coarsen=coarsen, mask_persons=mask_persons)
            for one in records(db, filter_, reviewed_only=reviewed_only)
        ]
        said = about(db, title, asked, len(found))
        missing = "" if found else nothing_found(db)
    name = "events" if folder or output == "-" else Path(output).name
    made = make(found, said, words, as_, name, folder=folder, hxl=hxl, bom=bom)
    if output == "-":
        sys.stdout.flush()
        put(sys.stdout.buffer, made.files[0][1], output)
        sys.stdout.buffer.flush()
    else:
        put_files(made.files, output, folder=folder)
    click.echo(f"{many(made.kept, 'event')} exported as {as_}.", err=True)
    if missing:
        click.echo(missing, err=True)
        if reviewed_only:
            click.echo(
                "--reviewed-only asks for events that have a claim accepted: marsad review accept.", err=True
            )
    if made.note:
        click.echo(made.note, err=True)


def _asked(**wish: Any) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in wish.items() if value}

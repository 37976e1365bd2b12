"""``marsad brief``: a situation brief of a span of days, to be read and then sent."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import click

from marsad.archive.file import reading, snapshot
from marsad.archive.told import published
from marsad.cli.archive import archive_option, print_json
from marsad.cli.output import put, writing
from marsad.cli.picture import as_of_option, checked, since_option, steady
from marsad.errors import InputError
from marsad.lexicon.compile import lexicon
from marsad.picture.brief import Brief
from marsad.picture.changes import day_before
from marsad.picture.compose import compose, drawn
from marsad.picture.english import english_by, governorates
from marsad.picture.gather import gather
from marsad.picture.page import page
from marsad.picture.phrases import Language
from marsad.picture.write import docx, html, markdown
from marsad.places.gazetteer import Gazetteer


@click.command()
@archive_option
@since_option("The first day of the brief.", required=True)
@as_of_option
@click.option(
    "--lang", "language", type=click.Choice(["ar", "en", "both"]), default="en", show_default=True,
    help="Arabic, English, or Arabic and then English.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(["md", "html", "docx"]), default="md", show_default=True,
    help="Markdown, one HTML page that needs nothing else, or Word.",
)  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Where to; standard output if not given.")
@click.option(
    "--pictures/--no-pictures",
    default=None,
    help="With or without map and graph; the default is with them in HTML and Word, and in Markdown where --drawings is given.",
)
@click.option(
    "--drawings",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="For Markdown: write map and graph there as SVG and refer to them.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print the brief as a record, with the query behind each number."
)
def brief(
    archive: Path, since: str, as_of: str | None, language: Literal["ar", "en", "both"],
    form: Literal["md", "html", "docx"], output: str | None, pictures: bool | None, drawings: Path | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Write what changed, what stands and what is contested, with a footnote for every statement.

    The brief covers the reports from --since up to --as-of, or up to the last day on which one was published.
    Reports of unknown day are left out of it. Every number stands at the end with the command that gives it.
    """
    checked(as_of, since)
    with steady():
        made = _made(archive, since, as_of)
    if as_json:
        print_json([made])
        return
    languages: tuple[Language, ...] = ("ar", "en") if language == "both" else (language,)
    kinds = lexicon().kinds
    pages = [page(made, one, kinds) for one in languages]
    if form == "md":
        kept = drawn(made, languages, "svg") if pictures or (pictures is None and drawings) else {}
        paths = _kept(kept, drawings or Path("."))
        data = markdown(pages, paths).encode()
    elif form == "html":
        data = html(pages, {} if pictures is False else drawn(made, languages, "svg")).encode()
    else:
        data = docx(pages, {} if pictures is False else drawn(made, languages, "png"))
    with writing(output) as stream:
        put(stream, data, output)


def _made(archive: Path, since: str, as_of: str | None) -> Brief:
    """The brief's record. Raises ``InputError`` where no report has a known day."""
    words = lexicon()
    with reading(archive) as db, snapshot(db):
        day = as_of or db.execute("SELECT substr(max(dated), 1, 10) FROM document").fetchone()[0]
        if day is None:
            raise InputError(
                20, "no report has a known day, and a brief is of days.", where=str(archive),
                mend="Add reports with their day of publication; marsad picture shows what is there.",
            )  # fmt: skip
        if since > day:
            raise InputError(
                21, f"the last report is of {day}, before --since {since}.", where=str(archive),
                mend="Give an earlier day.",
            )  # fmt: skip
        now, before = gather(db, day, words), gather(db, day_before(since), words)
        reports, new = published(db, None, day), published(db, since, day)
        unknown = db.execute("SELECT count(*) FROM document WHERE dated IS NULL").fetchone()[0]
    gazetteer = Gazetteer.open()
    return compose(
        now, before, since, words, english_by(gazetteer), reports, new, unknown, governorates(gazetteer)
    )


def _kept(pictures: Mapping[tuple[str, str], bytes], folder: Path) -> dict[tuple[str, str], str]:
    """Write each drawing into the folder; their paths."""
    out = {}
    for (language, name), data in pictures.items():
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}-{language}.svg"
        with writing(str(path)) as stream:
            put(stream, data, str(path))
        out[language, name] = path.as_posix()
    return out

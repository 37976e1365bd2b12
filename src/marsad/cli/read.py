"""``marsad read``: one report, and what it says happened."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from marsad.cli.explain import explain
from marsad.cli.render import block, closing, header
from marsad.cli.terminal import hint, screen
from marsad.engine.coding import Outcome, code_layers, encode
from marsad.engine.pool import resources
from marsad.errors import InputError
from marsad.ingest.kinds import kind_of
from marsad.ingest.opening import Ways, read_raw
from marsad.ingest.records import Raw
from marsad.ingest.reports import check_date, opened, read_lines, read_text, shown
from marsad.ingest.tables import Columns
from marsad.model import Document
from marsad.reading.layers import Layers
from marsad.reading.pipeline import layers_of


@click.command()
@click.argument("file", metavar="FILE|-")
@click.option(
    "--published",
    metavar="DATE",
    help="The day of publication, as 2021-01-24: what today and yesterday mean.",
)
@click.option("--outlet", metavar="NAME", help="Who published it.")
@click.option("--title", metavar="TITLE", help="Its headline, where the text does not hold it.")
@click.option(
    "--id", "ident", metavar="ID", help="Of a .jsonl file: the report to read. Of a text: the id to give it."
)
@click.option("--json", "as_json", is_flag=True, help="Print the coded record, one JSON document.")
@click.option("--explain", "explained", is_flag=True, help="Also print what each stage found, and why.")
@click.option(
    "--visual", is_flag=True, help="Order and join Arabic letters here, for a terminal that does not."
)
def read(
    file: str, published: str | None, outlet: str | None, title: str | None, ident: str | None, as_json: bool,
    explained: bool, visual: bool,
) -> None:  # fmt: skip
    """Read one report and print what it says happened, each claim with the sentence it rests on.

    FILE is a plain text in UTF-8, a saved page (HTML, MHTML), a message, PDF or DOCX, or a line of a .jsonl file;
    - reads the text from standard input. With --explain, what was left out of a page is shown with the reason.
    """
    document = _document(file, ident)
    if published is not None:
        check_date(published, None, "--published")
    given = {"published": published, "outlet": outlet, "title": title}
    document = msgspec.structs.replace(document, **{k: v for k, v in given.items() if v})
    if not document.text.strip():
        raise InputError(
            3, "the report is empty.", where=shown(file), mend="Give a report in Arabic, in UTF-8."
        )
    out = None if as_json else screen(visual)
    words, places = resources()
    layers = layers_of(document, words, places)
    outcome = code_layers(layers)
    for faults in outcome.rejected:
        click.echo(f"marsad: claim rejected: {'; '.join(faults)}", err=True)
    if out is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(encode(outcome.coded) + b"\n")
        sys.stdout.buffer.flush()
        return
    out.print(header(layers, out))
    click.echo()
    if explained:
        out.print(explain(layers, out))
        click.echo()
    for number, claim in enumerate(outcome.coded.events, 1):
        out.print(block(claim, number, layers, words.kinds, out))
        click.echo()
    out.print(_last(layers, outcome))
    if not visual and (advice := hint()):
        click.echo(advice, err=True)


def _last(layers: Layers, outcome: Outcome) -> Iterator[str]:
    if outcome.coded.events:
        yield closing(outcome.coded.events)
    else:
        yield f"Nothing reported here: {outcome.coded.note}"


def _document(file: str, ident: str | None) -> Document:
    if Path(file).suffix.lower() in (".jsonl", ".ndjson"):
        return _one_of(file, ident)
    if Path(file).suffix.lower() in _PAGES:
        return _of_page(file, ident)
    text = read_text(file, sys.stdin.buffer)
    stem = "stdin" if file == "-" else Path(shown(file)).stem
    return Document(id=ident or stem or "report", text=text)


_PAGES = (".html", ".htm", ".xhtml", ".mht", ".mhtml", ".eml", ".pdf", ".docx")


def _of_page(file: str, ident: str | None) -> Document:
    """The report of a saved page or another document; of several the one with this id."""
    with opened(file, sys.stdin.buffer) as stream:
        raw = Raw(data=stream.read(), where=shown(file))
    found: list[Document] = []
    for one in read_raw(raw, Ways(), kind_of(raw.data[:65_536], file)):
        if isinstance(one, Columns):
            continue
        if one.fault is not None:
            raise one.fault
        if one.document is not None:
            found.append(one.document)
    chosen = [one for one in found if ident is None or one.id == ident]
    if len(chosen) == 1:
        return chosen[0]
    listed = ", ".join(one.id for one in found[:12])
    what = (
        f"there are {len(found)} reports in it." if ident is None else f"there is no report «{ident}» in it."
    )
    raise InputError(14, what, where=shown(file), mend=f"Name one with --id: {listed}.")


def _one_of(file: str, ident: str | None) -> Document:
    """The report of a .jsonl file with this id, or its only one."""
    only: Document | None = None
    where = shown(file)
    with opened(file, sys.stdin.buffer):
        pass
    for line in read_lines(file, sys.stdin.buffer):
        if ident is None and line.fault is not None:
            raise line.fault
        if line.document is None:
            continue
        if line.document.id == ident:
            return line.document
        if ident is None and only is not None:
            raise InputError(14, "there is more than one report in it.", where=where,
                             mend="Name one with --id, or code them all: marsad code.")  # fmt: skip
        only = line.document
    if only is None or ident is not None:
        raise InputError(14, f"there is no report «{ident}» in it.", where=where, mend="Check the id.")
    return only

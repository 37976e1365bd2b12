"""``marsad codebook``: what counts as each kind of event."""

from __future__ import annotations

import json

import click

from marsad.export.codebook import pages
from marsad.export.package import codebook as records
from marsad.lexicon.compile import lexicon


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one kind on a line.")
def codebook(as_json: bool) -> None:
    """Print the codebook in Markdown: every kind of event in Arabic and English, with examples and codes."""
    words = lexicon()
    if as_json:
        for kind in records(words):
            click.echo(json.dumps(kind, ensure_ascii=False))
    else:
        click.echo(pages(words))

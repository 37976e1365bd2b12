"""Pages that are made from the code: the commands, the columns of every export, and the manual page.

python tools/reference.py man > marsad.1
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from marsad import __version__
from marsad.cli.main import main
from marsad.export import acled, ged, plover
from marsad.export.columns import tables
from marsad.export.records import LeftOut, Table
from marsad.lexicon.compile import lexicon


def commands() -> Iterator[tuple[str, click.Context, click.Command]]:
    """Every command with its full name, groups before what is in them."""

    def walk(
        name: str, command: click.Command, above: click.Context | None
    ) -> Iterator[tuple[str, click.Context, click.Command]]:
        context = click.Context(command, info_name=name, parent=above)
        yield context.command_path, context, command
        if isinstance(command, click.Group):
            for child in command.list_commands(context):
                found = command.get_command(context, child)
                if found is not None and not found.hidden:
                    yield from walk(child, found, context)

    yield from walk("marsad", main, None)


def cli_page() -> str:
    """The command line in Markdown: what ``--help`` prints, command by command."""
    out = ["# Command line", "", "Made from the commands themselves. Faults go to standard error with a code, a place and the mend;"
           " the exit status is 1 where something was left out, 2 for a wrong call, 70 for a fault of Marsad.", ""]  # fmt: skip
    for path, context, command in commands():
        level = "##" if path.count(" ") < 2 else "###"
        out += [f"{level} {path}", "", "```text", command.get_help(context), "```", ""]
    return "\n".join(out)


def columns_page() -> str:
    """The columns of every table in Markdown."""
    words, left = lexicon(), LeftOut()
    made: list[Table] = [
        *tables([], words), ged.table([], words, left), acled.table([], words, left),
        plover.polecat([], words, left), plover.table([], words, left),
    ]  # fmt: skip
    out = [
        "# Columns",
        "",
        "Every column of every table that Marsad exports, made from the code that writes them.",
        "",
    ]
    for table in made:
        out += [f"## {table.name}", "", f"{table.what} {len(table.columns)} columns.", "",
                "| column | الاسم | type | meaning | HXL |", "| --- | --- | --- | --- | --- |"]  # fmt: skip
        for column in table.columns:
            values = (
                f" One of: {', '.join(f'`{value}`' for value in column.values)}." if column.values else ""
            )
            what = f"{column.what}{values}".replace("|", "\\|")
            out.append(
                f"| `{column.name}` | {column.ar} | {column.type} | {what} | {f'`{column.hxl}`' if column.hxl else ''} |"
            )
        out.append("")
    return "\n".join(out)


def man_page() -> str:
    """The manual page in roff."""
    out = [
        f'.TH MARSAD 1 "" "marsad {__version__}" "User Commands"', ".SH NAME",
        "marsad \\- reads Arabic conflict reporting: what happened, where, when, who to whom, and who says so",
        ".SH SYNOPSIS", ".B marsad", "[OPTIONS] COMMAND [ARGS]...", ".SH DESCRIPTION", _roff(main.help or ""),
        ".SH COMMANDS",
    ]  # fmt: skip
    for path, context, command in commands():
        if path == "marsad":
            continue
        out += [
            f".SS {_roff(path)}",
            _roff(command.get_usage(context)),
            ".PP",
            _roff((command.help or "").replace("\b", "")),
        ]
        for parameter in command.get_params(context):
            record = parameter.get_help_record(context)
            if record is not None:
                out += [".TP", f".B {_roff(record[0])}", _roff(record[1])]
    out += [
        ".SH EXIT STATUS", "0 all done; 1 something was left out or cannot be done, told on standard error with a code; 2 a wrong call;"
        " 70 a fault of Marsad.",
        ".SH ENVIRONMENT", ".TP", ".B MARSAD_CACHE", "Where the gazetteer and the compiled lexicon are kept.", ".TP",
        ".B MARSAD_ARCHIVE", "The archive, where \\-\\-archive names none.", ".TP",
        ".B MARSAD_REVIEWER", "Who decides, for marsad review, merge, split and undo.", ".TP", ".B MARSAD_DEBUG",
        "Set to 1: faults of Marsad show where.",
        ".SH FILES", ".TP", ".I marsad.db", "The archive in the current folder, unless \\-\\-archive names another.",
    ]  # fmt: skip
    return "\n".join(out) + "\n"


def _roff(text: str) -> str:
    lines = (line.strip().replace("\\", "\\e").replace("-", "\\-") for line in text.strip().splitlines())
    return "\n".join(f"\\&{line}" if line.startswith((".", "'")) else line or ".PP" for line in lines)


if __name__ == "__main__":
    pages = {"cli": cli_page, "columns": columns_page, "man": man_page}
    sys.stdout.write(pages[sys.argv[1]]())

"""``marsad``: the commands by name, loaded when called, and every known error as one line, no traceback."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from marsad import __version__
from marsad.errors import MarsadError

# The help lines stand here so that `marsad --help` imports no command.
_COMMANDS: dict[str, tuple[str, str]] = {
    "read": ("marsad.cli.read:read", "Read one report and print what it says happened."),
    "code": ("marsad.cli.code:code", "Code files of reports: JSON Lines in, JSON Lines out."),
    "demo": ("marsad.cli.demo:demo", "Read the bundled sample and print its events."),
    "add": ("marsad.cli.add:add", "Read reports and keep them in an archive, merged into events."),
    "events": ("marsad.cli.events:events", "List the events of the archive, by day, place, actor, kind."),
    "show": ("marsad.cli.show:show", "Show one event: who says what of it, in which words."),
    "explain": ("marsad.cli.explain_event:explain", "Tell why the claims of an event hang together."),
    "merge": ("marsad.cli.decide:merge", "Put events together that are one."),
    "split": ("marsad.cli.decide:split", "Take claims out of an event that tell of another."),
    "undo": ("marsad.cli.decide:undo", "Take a decision back."),
    "review": ("marsad.cli.review:review", "Accept, reject and correct claims; see what was decided."),
    "reread": ("marsad.cli.reread:reread", "Read the reports of the archive anew with this version."),
    "diff": ("marsad.cli.diff:diff", "Show what changed between two runs, and why."),
    "search": ("marsad.cli.search:search", "Find reports by their words, whatever is written onto them."),
    "watch": ("marsad.cli.watch:watch", "Follow feeds, sitemaps and pages; read what is new."),
    "verify": ("marsad.cli.verify:verify", "Recheck every hash, and every claim against its report."),
    "reports": ("marsad.cli.reports:reports", "List the reports of the archive."),
    "serve": ("marsad.cli.serve:serve", "Open the observatory: the archive in a browser."),
    "users": ("marsad.cli.serve:users", "Say who may log in to the observatory beyond this machine."),
    "runs": ("marsad.cli.runs:runs", "List what was added when, and by which version."),
    "picture": (
        "marsad.cli.picture:picture",
        "Show how the conflict stands: fronts, sieges, talks, who is alone.",
    ),
    "fronts": ("marsad.cli.picture:fronts", "List the fronts, north to south, with their trend."),
    "situations": (
        "marsad.cli.picture:situations",
        "List sieges, ceasefires, talks, demands and what else lasts.",
    ),
    "who": ("marsad.cli.picture:who", "Show who fights, backs, besieges, mediates for an actor."),
    "relations": ("marsad.cli.picture:relations", "List who stands how to whom, and what that rests on."),
    "changes": ("marsad.cli.picture:changes", "Tell what changed since a day, and what did not."),
    "brief": (
        "marsad.cli.brief:brief",
        "Write a situation brief: Markdown, HTML or Word, Arabic or English.",
    ),
    "export": ("marsad.cli.export:export", "Write events as CSV, XLSX, GeoPackage, GED, ACLED and more."),
    "lexicon": ("marsad.cli.lexicon:lexicon", "Check, show and compare what Marsad knows of words."),
    "places": ("marsad.cli.places:places", "Look places up, resolve them, add tables of places."),
    "codebook": ("marsad.cli.codebook:codebook", "Print what counts as each kind of event."),
    "completion": ("marsad.cli.completion:completion", "Print the completion script of a shell."),
    "schema": ("marsad.cli.schema:schema", "Print the JSON Schema of a public format."),
}


class Commands(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name][0].partition(":")
        found = getattr(import_module(module), name)
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_) for name, (_, help_) in _COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except MarsadError as error:
            click.echo(f"marsad: {error}", err=True)
            ctx.exit(1)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if os.environ.get("MARSAD_DEBUG"):
                raise
            what = f"{type(error).__name__}: {error}"[:200].replace("\n", " ")
            click.echo(
                f"marsad: a fault of Marsad ({what}). MARSAD_DEBUG=1 shows where; please report it.", err=True
            )
            ctx.exit(70)  # EX_SOFTWARE of sysexits.h


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: marsad demo",
)
@click.version_option(__version__, prog_name="marsad")
def main() -> None:
    """Marsad (مرصد, "observatory") reads Arabic conflict reporting.

    It tells what happened, where, when, who did it to whom, and who says so.
    """
    for stream in (sys.stdout, sys.stderr):
        # Arabic cannot be printed in a legacy encoding; a terminal that is set to one shows UTF-8 or nothing.
        if (getattr(stream, "encoding", None) or "").lower().replace("-", "") != "utf8":
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(encoding="utf-8", errors="backslashreplace")

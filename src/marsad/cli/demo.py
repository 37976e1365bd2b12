"""``marsad demo``: the bundled sample read, its events by day, and what one would want to know next."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from marsad.cli.grouping import Group, group
from marsad.cli.output import put, writing
from marsad.cli.render import few, numbers, told_sides
from marsad.cli.terminal import PLAIN, Screen, hint, many, screen
from marsad.engine.coding import Outcome, code
from marsad.engine.pool import resources
from marsad.ingest.reports import read_lines
from marsad.lexicon.schema import Kind
from marsad.merging import Registry, merge
from marsad.model import SYMMETRIC

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "sample"
APP = Path(__file__).resolve().parent.parent / "web" / "static"  # a checkout has it after make app
_MANY = 6  # lines a question before the rest is only counted


@click.command()
@click.option(
    "--visual", is_flag=True, help="Order and join Arabic letters here, for a terminal that does not."
)
@click.option(
    "--save", metavar="FILE", help="Only write the reports to FILE, as JSON Lines, to try commands on."
)
def demo(visual: bool, save: str | None) -> None:
    """Read the bundled sample of reports and print the events they tell of.

    The reports are written for the demonstration; what they are stands above the events.
    """
    if save is not None:
        lines = (SAMPLE / "reports.jsonl").read_bytes()
        with writing(save) as stream:
            put(stream, lines, save)
        click.echo(
            f"{many(len(lines.splitlines()), 'report')} of the sample written. Next: marsad add {save}",
            err=True,
        )
        return
    out = screen(visual)
    for line in (SAMPLE / "about.txt").read_text(encoding="utf-8").splitlines():
        out.print(out.sentence(line, [PLAIN] * len(line), 0))
    click.echo()
    words, _ = resources()
    outcomes = _read_sample()
    coded = [outcome.coded for outcome in outcomes]
    groups = group(coded, merge(coded, Registry(words)))
    claims = sum(len(report.events) for report in coded)
    click.echo(
        f"{len(coded)} reports make {claims} claims of {len(groups)} events. Beside each event stand the reports that"
    )
    click.echo(
        "tell of it and the independent origins behind them: outlets that cite one source are one origin."
    )
    out.print(_table(groups, words.kinds, out))
    click.echo()
    out.print(_questions(groups, words.kinds, out))
    click.echo()
    out.print(_onwards(groups))
    if not visual and (advice := hint()):
        click.echo(advice, err=True)


def _read_sample() -> list[Outcome]:
    from rich.console import Console
    from rich.progress import track

    words, places = resources()
    lines = list(read_lines(str(SAMPLE / "reports.jsonl"), io.BytesIO()))
    documents = [line.document for line in lines if line.document is not None]
    console = Console(stderr=True)
    shown = track(
        documents, "Reading the sample", console=console, transient=True, disable=not sys.stderr.isatty()
    )
    return [code(document, words, places) for document in shown]


def _table(groups: list[Group], kinds: dict[str, Kind], out: Screen) -> Iterator[str]:
    """By day, two lines an event: what, whether, how many; then who, whom, where and who says so."""
    day: str | None = "none yet"
    for one in groups:
        if one.day != day:
            day = one.day
            yield ""
            yield out.style(day or "day unknown", bold=True)
        toll = "; ".join(f"{_figures(figures)} {name}" for name, figures in one.tolls.items())
        count = f"{many(len(one.reports), 'report')}, {many(one.origins, 'origin')}"
        statuses = ", ".join(one.statuses)
        yield out.mixed(
            "   "
            + out.style(kinds[one.kind].en.ljust(16), bold=True)
            + f"{statuses:<22} {count:<21} {toll}".rstrip()
        )
        yield from out.field("", _who(one), 3, 3)


def _who(one: Group) -> str:
    said = told_sides(one.kind, one.initiators.values(), one.targets.values(), one.places.values())
    said.append(f"says {few(one.sources.values())}" if one.sources else "in the outlets' own words")
    return ", ".join(said)


def _figures(figures: dict[tuple[int, int | None], list[str]]) -> str:
    """One figure, or all that the reports give, parted by "or"."""
    return " or ".join(numbers(*figure) for figure in sorted(figures, key=lambda f: (f[0], f[1] or 0)))


def _questions(groups: list[Group], kinds: dict[str, Kind], out: Screen) -> Iterator[str]:
    yield out.style("What one would want to know next", bold=True)
    asked = False
    for title, rows in (
        ("Reports differ on the toll:", _contested_tolls(groups, kinds)),
        ("Reports differ on who did it:", _contested_blame(groups, kinds)),
        ("Denied:", [_short(one, kinds) for one in groups if "denied" in one.statuses]),
        ("Still in force, as far as the last report says:", _standing(groups, kinds)),
        ("Told without a day that can be settled:", [_short(one, kinds) for one in groups if not one.day]),
        ("Told without a place:", [_short(one, kinds) for one in groups if not one.places]),
    ):
        if not rows:
            continue
        asked = True
        yield f"   {title}"
        for row in rows[:_MANY]:
            yield from out.field("", row, 3, 3)
        if len(rows) > _MANY:
            yield f"      and {len(rows) - _MANY} more"
    if not asked:
        yield "   Nothing: no report contradicts another."


def _short(one: Group, kinds: dict[str, Kind]) -> str:
    where = f" at {few(one.places.values(), 1)}" if one.places else ""
    day = f" on {one.day}" if one.day else ""
    return f"{kinds[one.kind].en}{where}{day} (in {', '.join(one.reports)})"


def _contested_tolls(groups: list[Group], kinds: dict[str, Kind]) -> list[str]:
    rows = []
    for one in groups:
        for name, figures in one.tolls.items():
            if len(figures) > 1:
                said = "; ".join(
                    f"{numbers(*figure)} in {', '.join(reports)}"
                    for figure, reports in sorted(figures.items(), key=lambda item: item[0][0])
                )
                rows.append(f"{_short(one, kinds).split(' (in ')[0]}, {name}: {said}")
    return rows


def _contested_blame(groups: list[Group], kinds: dict[str, Kind]) -> list[str]:
    rows = []
    for one in groups:
        named = list(one.blamed.values())
        apart = any(not a.keys() & b.keys() for at, a in enumerate(named) for b in named[at + 1 :])
        if apart and one.kind not in SYMMETRIC:
            said = "; ".join(f"{few(found.values())} in {report}" for report, found in one.blamed.items())
            rows.append(f"{_short(one, kinds).split(' (in ')[0]}: {said}")
    return rows


def _standing(groups: list[Group], kinds: dict[str, Kind]) -> list[str]:
    """Places under siege and other lasting states whose last report does not end them."""
    latest: dict[tuple[str, str], Group] = {}
    for one in sorted(groups, key=lambda g: g.start):
        if one.places and {"ongoing", "ended"} & set(one.statuses):
            latest[one.kind, next(iter(one.places))] = one
    return [_short(one, kinds) for one in latest.values() if "ended" not in one.statuses]


def _onwards(groups: list[Group]) -> Iterator[str]:
    busiest = max(groups, key=lambda one: len(one.reports), default=None)
    report = busiest.reports[-1] if busiest else "sample-01"
    sample = _near(SAMPLE / "reports.jsonl")
    yield "Go on with:"
    if shutil.which("marsad") is None and (activate := Path(sys.prefix) / "bin/activate").is_file():
        yield f"   . {_near(activate)}"
        yield "      first, once in each terminal, so that it finds the command marsad"
    for command, what in (
        (f"marsad read {sample} --id {report}", "one report, each claim with its sentence"),
        (f"marsad read {sample} --id {report} --explain", "and why it was read so"),
        (f"marsad code {sample} -o coded.jsonl", "all of them, for other programs"),
        ("marsad read article.txt --published 2021-01-24", "a report of your own"),
        ("marsad serve --sample --open" if APP.is_dir() else "make serve", "the same twenty in your browser"),
    ):
        yield f"   {command}"
        yield f"      {what}"


def _near(path: Path) -> Path:
    """The path as one would type it here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path

"""``marsad places``: look names up, resolve them, add tables of places."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

from marsad.cli.output import put, writing
from marsad.errors import GazetteerError, InputError
from marsad.places import add as adding
from marsad.places import fetch as fetching
from marsad.places.gazetteer import Gazetteer, arabic_name
from marsad.places.names import key
from marsad.places.records import Place
from marsad.places.resolve import THRESHOLD, Area, MentionQuery, Resolution, resolve

_json = click.option("--json", "as_json", is_flag=True, help="Machine-readable output.")
_gazetteer = click.option(
    "--gazetteer", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="The gazetteer to use, instead of the one in the cache folder.",
)  # fmt: skip


@click.group()
def places() -> None:
    """Look places up, resolve them, add tables of places."""


@places.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--map", "columns", metavar="FIELD=COLUMN,…", help="Columns of any other table; FIELD==VALUE fixes one."
)
@click.option("--source", metavar="NAME", help="What to call the source.")
@click.option("--licence", metavar="TEXT", help="Licence of the rows; needed with --map.")
@click.option("--attribution", metavar="TEXT", help="The line one must show.")
@_gazetteer
@_json
def add(
    files: tuple[Path, ...],
    columns: str | None,
    source: str | None,
    licence: str | None,
    attribution: str | None,
    gazetteer: Path | None,
    as_json: bool,
) -> None:
    """Add tables of places: Who's On First, GeoNames, OCHA COD, Wikidata, or any with --map.

    A file that was added before changes nothing; one that is faulty leaves the gazetteer as it was.
    """
    mapped = _column_map(columns) if columns else None
    for file in files:
        done = adding.add(
            file, gazetteer, columns=mapped, source=source, licence=licence, attribution=attribution
        )
        if as_json:
            _print({"file": str(file), **msgspec.to_builtins(done)})
        elif done.again:
            click.echo(f"{file}: added before, nothing to do")
        else:
            click.echo(
                f"{file}: {done.rows:,} rows of {done.source} ({done.format}):"
                f" {done.new:,} new places, {done.linked:,} linked to known ones, {done.skipped:,} left out"
            )


def _column_map(text: str) -> dict[str, str]:
    pairs = [p.partition("=") for p in text.split(",") if p.strip()]
    if not pairs or any(not sep for _, sep, _ in pairs):
        raise GazetteerError(
            29, f"not a column map: {text!r}", mend="Write name=NAME,lat=LAT,lon=LON,country==SY."
        )
    return {field.strip(): column.strip() for field, _, column in pairs}


@places.command()
@click.option("--countries", required=True, metavar="SY,LB,…", help="ISO 3166-1 alpha-2 codes.")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="Where to keep the dumps.")
@click.option("--url", default=fetching.GEONAMES, show_default=True, help="A mirror with the same layout.")
@_gazetteer
def fetch(countries: str, folder: Path | None, url: str, gazetteer: Path | None) -> None:
    """Fetch GeoNames dumps with their alternate names and add them. This is the only network call.

    The embedded names cover places of 500 inhabitants and more; the dumps hold every village.
    """
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

    wanted = [c.strip().upper() for c in countries.split(",") if c.strip()]
    bars = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    console = Console(stderr=True)
    with Progress(*bars, console=console, transient=True, disable=not console.is_terminal) as progress:
        tasks: dict[str, Any] = {}

        def report(name: str, have: int, whole: int) -> None:
            if name not in tasks:
                tasks[name] = progress.add_task(name, total=whole or None)
            progress.update(tasks[name], completed=have)

        got = list(fetching.fetch(wanted, folder, url=url, report=report))
    for file in got:
        form = "geonames-names" if file.path.name.startswith("alternatenames") else "geonames"
        done = adding.add(file.path, gazetteer, form=form)
        state = "added before" if done.again else f"{done.new:,} new places, {done.linked:,} linked or named"
        click.echo(f"{file.path.name}: {file.bytes:,} bytes{'' if file.fresh else ' (unchanged)'}: {state}")


@places.command()
@_gazetteer
@_json
def sources(gazetteer: Path | None, as_json: bool) -> None:
    """What the rows came from, with the attribution that has to be shown."""
    opened = Gazetteer.open(gazetteer)
    if as_json:
        _print({"digest": opened.digest, "sources": msgspec.to_builtins(opened.sources())})
        return
    click.echo(f"{opened.path}  {opened.digest}")
    for source in opened.sources():
        click.echo(f"{source.id}: {source.title}, {source.rows:,} rows, {source.licence}")
        click.echo(f"   {source.attribution}")


@places.command()
@click.argument("name")
@click.option("--country", metavar="ISO", help="Only places of this country.")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True)
@_gazetteer
@_json
def find(name: str, country: str | None, limit: int, gazetteer: Path | None, as_json: bool) -> None:
    """Places of this name, or names like it."""
    opened = Gazetteer.open(gazetteer)
    wanted = country.upper() if country else None
    exact = [(1.0, p) for p in opened.lookup(key(name)) if wanted in (None, p.country)]
    found = (exact or opened.fuzzy(key(name), wanted, limit))[:limit]
    if as_json:
        for likeness, place in found:
            _print(
                {"likeness": likeness, **_place(place), "names": list(place.names), "source": place.source}
            )
    for likeness, place in [] if as_json else found:
        click.echo(f"{likeness:.2f}  {_line(place, opened)}")
    if not found:
        click.echo(f"marsad: no place like {name!r}", err=True)
        raise SystemExit(1)


@places.command("resolve")
@click.argument("file", metavar="PLACES.jsonl")
@click.option("-o", "--output", metavar="FILE", help="Write the lines here, whole or not at all.")
@_gazetteer
def resolve_(file: str, output: str | None, gazetteer: Path | None) -> None:
    """Put place names on the map, line by line: {"place", "within"?, "country"?, "report"?} in JSON Lines.

    Lines in a row that carry the same "report" are resolved together. Each line answers with lat and lon, or
    null
    where too little is known; a bad line is reported, answered with nulls, and the exit status is 1.
    """
    opened = Gazetteer.open(gazetteer)
    faults = 0
    with writing(output) as out:
        for group in _groups(_queries(file)):
            answers = iter(resolve([q for q, _, _ in group if q is not None], opened))
            for query, _, fault in group:
                if fault is not None:
                    faults += 1
                    click.echo(f"marsad: {fault}", err=True)
                answer = {"lat": None, "lon": None} if query is None else _answer(next(answers))
                put(out, msgspec.json.encode(answer) + b"\n", output)
    if faults:
        raise SystemExit(1)


_Query = tuple[MentionQuery | None, str | None, InputError | None]


class _Line(msgspec.Struct):
    place: str
    within: str | list[str] | None = None
    country: str | None = None
    report: str | None = None


def _queries(file: str) -> Iterator[_Query]:
    try:
        handle = sys.stdin.buffer if file == "-" else Path(file).open("rb")  # noqa: SIM115 (closed below)
    except OSError as err:
        raise InputError(1, f"cannot be read: {err.strerror}", where=file) from err
    with handle:
        for number, raw in enumerate(handle, 1):
            if not raw.strip():
                continue
            try:
                line = msgspec.json.decode(raw, type=_Line)
            except (msgspec.DecodeError, UnicodeDecodeError) as err:
                yield None, None, InputError(2, f"not a place: {err}", where=f"{file}:{number}")
                continue
            within = [line.within] if isinstance(line.within, str) else line.within or []
            country = line.country.upper() if line.country else None
            yield MentionQuery(text=line.place, within=tuple(within), country=country), line.report, None


def _groups(queries: Iterable[_Query]) -> Iterator[list[_Query]]:
    group: list[_Query] = []
    for query in queries:
        if group and (query[1] is None or query[1] != group[-1][1]):
            yield group
            group = []
        group.append(query)
    if group:
        yield group


@places.command()
@click.argument("text")
@click.option("--within", multiple=True, metavar="NAME", help="A place that contains it; may be repeated.")
@click.option("--country", metavar="ISO", help="Its country.")
@_gazetteer
@_json
def explain(
    text: str, within: tuple[str, ...], country: str | None, gazetteer: Path | None, as_json: bool
) -> None:
    """Where a mention lies, what else it could be, and why."""
    opened = Gazetteer.open(gazetteer)
    query = MentionQuery(text=text, within=within, country=country.upper() if country else None)
    found = resolve([query], opened)[0]
    if as_json:
        _print(_answer(found))
        return
    if found.geometry is None:
        why = "no point" if found.confidence < THRESHOLD else "no place"
        click.echo(f"{why}: confidence {found.confidence:.2f} of {THRESHOLD:.2f} needed")
    else:
        at = ", ".join(f"{lat:.4f} {lon:.4f}" for lat, lon in found.geometry.coordinates)
        size = f", {found.geometry.radius:g} km around" if found.geometry.radius else ""
        shown = "" if found.lat is not None else " (an area: not shown as a point)"
        click.echo(f"{found.geometry.type} {at}{size}{shown}")
        click.echo(f"confidence {found.confidence:.2f}, where_prec {found.where_prec}")
        areas = [a.name_en or a.name_ar for a in (found.admin2, found.admin1) if a]
        click.echo(f"in {', '.join([*areas, found.country or ''])}")
    click.echo(f"because: {'; '.join(found.reasons)}")
    for alternative in found.alternatives:
        click.echo(f"   {alternative.score:.2f}  {_line(alternative.place, opened)}")
        click.echo(f"         {'; '.join(alternative.reasons)}")


def _answer(found: Resolution) -> dict[str, Any]:
    return {
        "lat": found.lat,
        "lon": found.lon,
        "confidence": found.confidence,
        "place": found.text,
        "id": found.place.id if found.place else None,
        "name": arabic_name(found.place) if found.place else None,
        "kind": found.place.kind if found.place else None,
        "where_prec": found.where_prec,
        "geometry": msgspec.to_builtins(found.geometry),
        "country": found.country,
        "admin1": _area(found.admin1),
        "admin2": _area(found.admin2),
        "candidates": [
            {**_place(a.place), "score": a.score, "reasons": list(a.reasons)} for a in found.alternatives
        ],
        "reasons": list(found.reasons),
    }


def _area(area: Area | None) -> dict[str, Any] | None:
    return (
        None
        if area is None
        else {"id": area.id, "code": area.code, "name": area.name_ar, "name_en": area.name_en}
    )


def _place(place: Place) -> dict[str, Any]:
    return {
        "id": place.id,
        "name": arabic_name(place),
        "name_en": place.name_en,
        "kind": place.kind,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "admin1": place.admin1,
        "population": place.population,
    }


def _line(place: Place, gazetteer: Gazetteer) -> str:
    division = gazetteer.get(place.admin1) if place.admin1 else None
    where = ", ".join(n for n in (division.name_en if division else "", place.country) if n)
    people = f", {place.population:,} people" if place.population else ""
    point = f"{place.lat:.4f} {place.lon:.4f}"
    return f"{place.name_en} {arabic_name(place)} [{place.kind}, {where}{people}] {point} {place.id}"


def _print(value: object) -> None:
    click.echo(msgspec.json.encode(value).decode())

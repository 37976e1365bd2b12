"""``marsad show``: one event, every field with who says it, in what words, and the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from marsad.archive import queries
from marsad.archive.decisions import about, conflicts
from marsad.archive.file import reading, snapshot
from marsad.archive.records import Conflict, Decision, Shown, Told
from marsad.cli.archive import archive_option, json_option, print_json, visual_option
from marsad.cli.events import days, headline
from marsad.cli.render import TOLLS, few, fields, numbers
from marsad.cli.terminal import EVIDENCE, PLAIN, TRIGGER, Screen, clean, hint, many, marked, screen
from marsad.lexicon.compile import lexicon
from marsad.lexicon.schema import Kind
from marsad.model import SYMMETRIC, Actor, Cited, Event, Figure, Origin, Settled, Site

_AROUND = 120  # code points shown on either side of the evidence


@click.command()
@click.argument("event")
@archive_option
@json_option
@visual_option
def show(event: str, archive: Path, as_json: bool, visual: bool) -> None:
    """Show one event with all that stands behind it.

    EVENT is an id as marsad events prints it, or its beginning. An id that was merged away leads to the event
    that holds it now.
    """
    with reading(archive) as db, snapshot(db):
        one = queries.event(db, event)
        told = queries.told(db, one)
        decided = about(db, one.claims)
        against = conflicts(db, one.claims)
        changes = queries.changes(db, one.id)
    if as_json:
        asked = event if event != one.id else None
        shown = Shown(asked=asked, event=one, claims=tuple(told), decisions=tuple(decided),
                      conflicts=tuple(against), changes=changes)  # fmt: skip
        print_json([shown])
        return
    out = screen(visual)
    if not one.id.startswith(event):
        click.echo(f"{event} leads to {one.id} now.")
    out.print(_event(one, told, decided, against, lexicon().kinds, out))
    if not visual and (advice := hint()):
        click.echo(advice, err=True)


def _event(
    one: Event, told: Sequence[Told], decided: Sequence[Decision], against: Sequence[Conflict],
    kinds: dict[str, Kind], out: Screen,
) -> Iterator[str]:  # fmt: skip
    yield out.mixed(f"{out.style(one.id, bold=True)}  {headline(one, kinds, out)}")
    number = {each.claim.id: at for at, each in enumerate(told, 1)}
    for label, lines in _fields(one, number):
        for at, value in enumerate(lines):
            yield from out.field("" if at else label, value)
    for decision in decided:
        what = f"{decision.what} {decision.field}" if decision.field else decision.what
        said = f"{what} by {clean(decision.who)} on {decision.at[:10]}: {clean(decision.why)} ({decision.id})"
        yield from out.field("reviewed", said)
    for conflict in against:
        yield from out.field("conflict", f"decision {conflict.decision}, run {conflict.run}: {conflict.what}")
    for at, each in enumerate(told, 1):
        yield ""
        yield from _claim(at, each, out)


def _fields(one: Event, number: dict[str, int]) -> Iterator[tuple[str, list[str]]]:
    """The event's fields, each value with its origins and the numbers of the claims below that give it."""
    yield "kind", [_cited(value, number) for value in one.kinds]
    yield "status", [_cited(value, number) for value in one.statuses]
    first, second = ("between", "and") if one.kind in SYMMETRIC else ("who", "to whom")
    if one.kind == "mediation":
        first, second = "mediator", "between"
    yield first, [_named(actor, number) for actor in one.initiators] or ["not said"]
    yield second, [_named(actor, number) for actor in one.targets] or ["not said"]
    if one.third_parties:
        yield "third party", [_named(actor, number) for actor in one.third_parties]
    yield "where", [_place(site, number) for site in one.places] or ["unknown"]
    when = [days(one.when)]
    for day in one.when.told if one.when is not None else ():
        told = day.start if day.start == day.end else f"{day.start} to {day.end}"
        when.append(f"{told} by {many(day.support, 'origin')} ({_claims(day.claims, number)})")
    yield "when", when
    for name in TOLLS:
        toll = getattr(one, name)
        if toll is not None:
            yield name, [numbers(toll.min, toll.max), *(_figure(each, number) for each in toll.figures)]
    if one.means:
        yield "means", [", ".join(one.means)]
    yield "origins", [_origin(each, number) for each in one.origins]
    if one.disagreement:
        yield "disagreement", [", ".join(one.disagreement)]
    for each in one.settled:
        yield (
            "settled",
            [f"{each.field} by {clean(each.who)} on {each.at[:10]}; reports say {_reported(each)}"],
        )


def _reported(one: Settled) -> str:
    """What the reports add up to in a field that a reviewer settled, in short."""
    value = one.reported
    if isinstance(value, list):
        return " and ".join(clean(str(each.get("name"))) for each in value) or "nothing"
    if isinstance(value, dict):
        if "min" in value:
            return numbers(value["min"], value["max"])
        return clean(str(value["start"])) + (f" to {value['end']}" if value["end"] != value["start"] else "")
    return clean(str(value)) if value is not None else "nothing"


def _origin(one: Origin, number: dict[str, int]) -> str:
    said = (one.how, many(len(one.documents), "report"), _claims(one.claims, number))
    return f"{clean(one.name)} ({'; '.join(said)})"


def _cited(one: Cited, number: dict[str, int]) -> str:
    return f"{one.value} by {_origins(one.origins)} ({_claims(one.claims, number)})"


def _origins(names: Sequence[str]) -> str:
    return " and ".join(map(clean, names)) or "nobody named"


def _figure(one: Figure, number: dict[str, int]) -> str:
    span = (
        "" if one.first is None else f", {one.first}" + (f" to {one.last}" if one.last != one.first else "")
    )
    return f"{numbers(one.min, one.max)} by {_origins(one.origins)}{span} ({_claims(one.claims, number)})"


def _named(one: Actor, number: dict[str, int]) -> str:
    if not one.claims:
        return f"{clean(one.name)} ({', '.join(filter(None, (one.name_en, 'as settled')))})"
    said = [one.name_en, many(one.support, "origin"), _claims(one.claims, number)]
    said.append(f"called {few(one.aliases)}" if one.aliases else None)
    return f"{clean(one.name)} ({'; '.join(filter(None, said))})"


def _place(one: Site, number: dict[str, int]) -> str:
    within = ", ".join(clean(word) for word in (one.kind, one.admin2, one.admin1, one.country) if word)
    said = f"{clean(one.name)} ({within})" if within else clean(one.name)
    if one.lat is not None and one.lon is not None:
        radius = f", within {one.radius:,} m" if one.radius else ""
        said += f" at {one.lat:.4f}, {one.lon:.4f}{radius}"
    return f"{said} ({_claims(one.claims, number)})" if one.claims else f"{said} (as settled)"


def _claims(ids: Sequence[str], number: dict[str, int]) -> str:
    known = sorted(number[ident] for ident in ids if ident in number)
    return f"claim{'s' * (len(known) != 1)} {', '.join(map(str, known))}"


def _claim(at: int, told: Told, out: Screen) -> Iterator[str]:
    """One claim: whose report, what it says, and the words it says it in."""
    claim, document = told.claim, told.document
    outlet = clean(document.outlet) if document.outlet else "outlet unknown"
    anchor = claim.when.anchor if claim.when is not None else None
    when = document.published or (f"read as of {anchor}" if anchor else "day unknown")
    yield out.mixed(f"{at:>2}. {out.style(outlet, bold=True)}, {when}, report {clean(document.id)}")
    if document.url:
        yield from out.field("link", clean(document.url))
    yield from out.field(
        "claim", f"{claim.id}: {claim.kind}, {claim.status}, confidence {claim.confidence:.2f}"
    )
    for label, values in fields(claim):
        for place, value in enumerate(values):
            yield from out.field("" if place else label, value)
    if told.corrected is not None:
        was = dict(fields(claim))
        for label, values in [("kind", [told.corrected.kind]), *fields(told.corrected)]:
            if values != (was.get(label) if label != "kind" else [claim.kind]):
                yield from out.field("corrected", f"{label}: {' and '.join(values)}")
        if told.corrected.status != claim.status:
            yield from out.field("corrected", f"status: {told.corrected.status}")
    for where, text in (("title", document.title or ""), ("text", document.text)):
        spans = [(s.start, s.end, EVIDENCE) for s in claim.evidence if s.where == where]
        if claim.trigger is not None and claim.trigger.where == where:
            spans.append((claim.trigger.start, claim.trigger.end, TRIGGER))
        for start, end in _stretches(text, [(a, b) for a, b, mark in spans if mark == EVIDENCE]):
            shown, marks = marked(text, start, end, spans)
            before, after = "… " if start else "", " …" if end < len(text) else ""
            yield from out.sentence(
                before + shown + after, [PLAIN] * len(before) + marks + [PLAIN] * len(after)
            )


def _stretches(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The evidence with a little of its line around it, cut at spaces; stretches that meet are one."""
    last: tuple[int, int] | None = None
    for first, end in sorted(spans):
        low = max(text.rfind("\n", 0, first) + 1, first - _AROUND)
        stop = text.find("\n", end)
        high = min(len(text) if stop < 0 else stop, end + _AROUND)
        while 0 < low < first and not text[low - 1].isspace():
            low += 1
        while end < high < len(text) and not text[high].isspace():
            high -= 1
        if last is not None and low <= last[1]:
            last = last[0], max(last[1], high)
            continue
        if last is not None:
            yield last
        last = low, high
    if last is not None:
        yield last

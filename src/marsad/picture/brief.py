"""A situation brief as data: what changed, what stands, what is contested, and the query behind every number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from marsad.archive.past import passes
from marsad.archive.queries import Filter
from marsad.lexicon.compile import Lexicon
from marsad.model import Event, Participant, TollRange
from marsad.picture.gather import Material
from marsad.picture.records import (
    Change,
    Changes,
    Front,
    Party,
    Picture,
    Relation,
    ReportRef,
    Said,
    Situation,
)
from marsad.picture.relations import relations
from marsad.picture.sides import Sides
from marsad.picture.steps import passage
from marsad.picture.trends import total
from marsad.picture.words import picture_words

_FIELDS = ("killed", "injured")
_QUOTE = 320  # code points of a sentence in a footnote
_DISAGREEMENTS = 20  # events told one by one; the rest are counted

Take = Literal["lines", "killed", "injured", "unplaced", "field"]


class Number(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A number of the brief and how anyone gets it.

    ``command`` are the words after ``marsad``, to which ``--json`` and ``--archive`` are added. ``take`` says what of
    its lines: their number, the sum of their tolls (lowest and highest; None: no upper bound), the number of
    those whose places lie in no known governorate, or the ``field`` of the line with the id ``line``.
    """

    value: int | tuple[int, int | None] | None
    command: tuple[str, ...]
    take: Take = "lines"
    field: str | None = None
    line: str | None = None


class Row(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One governorate. ``name`` None: events whose places lie in none that is known; "*": all events."""

    name: str | None
    name_en: str | None = None
    events: Number
    killed: Number
    injured: Number


class Told(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A value that some origins give; ``en`` where it has an English name of its own."""

    value: str
    en: str | None = None
    origins: tuple[str, ...] = ()


class Differing(Struct, frozen=True, kw_only=True):
    """An event of the period whose origins contradict one another, field by field with who says what."""

    event: str
    kind: str
    day: str | None
    places: tuple[str, ...]
    fields: dict[str, tuple[Told, ...]]
    claims: tuple[str, ...]


class Note(Struct, frozen=True, kw_only=True):
    """A footnote: the report, and the sentence of it that a claim rests on."""

    claim: str
    report: ReportRef
    quote: str


class Brief(Struct, frozen=True, kw_only=True):
    """What a brief says, in no language.

    ``unnamed``: some situations are left out, since neither a party nor a place is told of them. ``situations`` are all by id; ``moved`` and ``ties`` the fronts and relations that ``changes`` refer to;
    ``notes`` all claims cited, by id.
    """

    since: str
    until: str
    reports: Number
    new: Number
    events: Number
    unknown_day: int
    unnamed: bool
    fronts: tuple[Front, ...]
    quiet: Number
    changes: tuple[Change, ...]
    standing: tuple[Situation, ...]
    unchanged: tuple[Situation, ...]
    contested: tuple[Situation, ...]
    differing: tuple[Differing, ...]
    more_differing: int
    silent: Number
    rows: tuple[Row, ...]
    relations: tuple[Relation, ...]
    situations: dict[str, Situation]
    moved: dict[str, Front]
    ties: dict[str, Relation]
    notes: dict[str, Note]


def brief(
    made_of: Material, of: Picture, changed: Changes, sides: Sides, lexicon: Lexicon, reports: int, new: int,
    unknown_day: int, english: Callable[[str], str | None] = lambda _: None,
) -> Brief:  # fmt: skip
    """The brief of the days ``changed`` spans; ``english`` gives the English name of a governorate.

    ``made_of`` and ``of`` are as of its last day. ``reports`` are all of the archive up to that day, ``new``
    those published in the span, ``unknown_day`` those of the archive that no day is known of.
    """
    since, until = changed.since, made_of.day
    assert until is not None  # who asks for a brief has seen to that
    span = Filter(start=since, end=until)
    inside = [one for one in made_of.events if passes(one, span)]
    force = tuple(kind.id for kind in lexicon.kinds.values() if kind.family == "force")
    violent = [one for one in inside if one.kind in force and one.status == "occurred"]
    asked = ("events", "--from", since, "--to", until, "--as-of", until)
    by_id = {one.id: one for one in of.situations}
    told_of = {one.id for one in of.situations if tells(one)}
    changed = replace(
        changed,
        changes=tuple(one for one in changed.changes if one.of != "situation" or one.ref in told_of),
        unchanged=tuple(ident for ident in changed.unchanged if ident in told_of),
    )
    moved = {one.ref for one in changed.changes if one.of == "situation"}
    refs = {one.ref for one in changed.changes}
    news = tuple(one for one in of.situations if one.id in moved and one.state in ("standing", "planned"))
    still = tuple(one for one in of.situations if one.id in changed.unchanged and one.state != "disputed")
    contested = tuple(
        one
        for one in of.situations
        if one.id in told_of and (one.state == "disputed" or (one.contested and one.state != "silent"))
    )
    fronts = tuple(one for one in of.fronts if one.trend not in ("quiet", "undated"))
    differing = [found for one in inside if (found := _differing(one, sides)) is not None]
    listed = relations(made_of.said, sides, picture_words(), until, since, until)
    told = tuple(sorted((one for one in listed if one.basis == "reported"), key=lambda one: -len(one.events)))
    made = Brief(
        since=since, until=until,
        reports=Number(value=reports, command=("reports", "--to", until)),
        new=Number(value=new, command=("reports", "--from", since, "--to", until)),
        events=Number(value=len(inside), command=asked), unknown_day=unknown_day,
        unnamed=len(told_of) < len(by_id), fronts=fronts,
        quiet=Number(value=len(of.fronts) - len(fronts), command=("fronts", "--trend", "quiet", "--trend", "undated", "--as-of", until)),
        changes=changed.changes, standing=news, unchanged=still, contested=contested,
        differing=tuple(differing[:_DISAGREEMENTS]), more_differing=max(0, len(differing) - _DISAGREEMENTS),
        silent=Number(value=sum(one.state == "silent" for one in of.situations),
                      command=("situations", "--state", "silent", "--as-of", until)),
        rows=_rows(violent, asked, english), relations=told, situations=by_id,
        moved={one.id: one for one in of.fronts if one.id in refs},
        ties={ref: one for one in of.relations
              if (ref := f"{one.source.key}|{one.kind}|{one.target.key}") in refs}, notes={},
    )  # fmt: skip
    return _with_notes(made, {one.claim.id: one for one in made_of.said})


def tells(one: Situation) -> bool:
    """Does it name anybody or any place; of a demand, one of its sides?"""
    parties = one.doers or one.undergoers or one.third_parties
    return bool(parties) if one.kind == "demand" else bool(parties or one.places)


def front_numbers(one: Front, until: str) -> dict[str, Number]:
    """The numbers told of a front."""
    command = ("fronts", "--as-of", until)
    return {
        field: Number(value=getattr(one, field), command=command, take="field", field=field, line=one.id)
        for field in ("recent", "before", "killed", "injured")
        if getattr(one, field) is not None
    }


def _rows(
    violent: Sequence[Event], asked: tuple[str, ...], english: Callable[[str], str | None]
) -> tuple[Row, ...]:
    """Events of force that occurred, by the governorates their places lie in; an event in two counts in both."""
    base = (*asked, "--kind", "force", "--status", "occurred")
    names = sorted({site.admin1 for one in violent for site in one.places if site.admin1})
    rows = []
    for name in names:
        wish = Filter(places=(name,))
        row = _row(name, [one for one in violent if passes(one, wish)], (*base, "--place", name), "lines")
        rows.append(replace(row, name_en=english(name)))
    rows.sort(key=lambda row: (-_int(row.events.value), row.name or ""))
    unplaced = [one for one in violent if not any(site.admin1 for site in one.places)]
    if unplaced:
        rows.append(Row(
            name=None, events=Number(value=len(unplaced), command=base, take="unplaced"),
            killed=Number(value=None, command=base), injured=Number(value=None, command=base),
        ))  # fmt: skip
    if violent:
        rows.append(_row("*", violent, base, "lines"))
    return tuple(rows)


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0


def _row(name: str, found: Sequence[Event], command: tuple[str, ...], take: Take) -> Row:
    return Row(
        name=name, events=Number(value=len(found), command=command, take=take),
        killed=Number(value=total(one.killed for one in found), command=command, take="killed"),
        injured=Number(value=total(one.injured for one in found), command=command, take="injured"),
    )  # fmt: skip


def _differing(one: Event, sides: Sides) -> Differing | None:
    """What the origins of an event give differently: tolls figure by figure, else each value with its origins."""
    fields: dict[str, tuple[Told, ...]] = {}
    for field in one.disagreement:
        value = getattr(one, field, None)
        if isinstance(value, TollRange):
            fields[field] = tuple(Told(value=_span(f.min, f.max), origins=f.origins) for f in value.figures)
        elif field == "when" and one.when is not None:
            fields[field] = tuple(Told(value=day.start if day.start == day.end else f"{day.start}–{day.end}")
                                  for day in one.when.told)  # fmt: skip
        elif field == "status":
            fields[field] = tuple(Told(value=each.value, origins=each.origins) for each in one.statuses)
        elif field == "kind":
            fields[field] = tuple(Told(value=each.value, origins=each.origins) for each in one.kinds)
        elif isinstance(value, tuple):
            named: list[Party] = []
            for party in sides.parties(
                Participant(text=each.name, name=each.name, id=each.id) for each in value
            ):
                # An army and its government are no two accounts, nor is "warplanes" one of who flew them.
                if not any(sides.same(party, other) for other in named):
                    named.append(party)
            if len(named) > 1:
                fields[field] = tuple(Told(value=each.name, en=each.name_en) for each in named)
    if not fields:
        return None
    return Differing(
        event=one.id, kind=one.kind, day=one.when.start if one.when else None,
        places=tuple(site.name for site in one.places[:2]), fields=fields, claims=one.claims[:6],
    )  # fmt: skip


def _span(low: int, high: int | None) -> str:
    return str(low) if low == high else f"{low}+" if high is None else f"{low}–{high}"


CITED = 4
"""Claims that one statement of a brief cites, the latest first; more are in the archive."""


def cited(claims: Sequence[str]) -> tuple[str, ...]:
    """The claims of a statement that are given as footnotes."""
    return tuple(dict.fromkeys(claims))[-CITED:]


def _with_notes(made: Brief, said: dict[str, Said]) -> Brief:
    claims: dict[str, None] = {}
    groups: list[Sequence[str]] = [one.claims for one in made.changes]
    groups += [one.claims for one in (*made.standing, *made.unchanged, *made.contested)]
    groups += [one.claims for one in made.fronts]
    groups += [one.claims for one in made.differing]
    groups += [one.claims for one in made.relations]
    for group in groups:
        claims.update(dict.fromkeys(cited(group)))
    notes = {claim: _note(said[claim]) for claim in claims if claim in said}
    return Brief(**{**{name: getattr(made, name) for name in made.__struct_fields__}, "notes": notes})


def _note(one: Said) -> Note:
    quote = " ".join(passage(one.claim).split())
    if len(quote) > _QUOTE:
        quote = quote[:_QUOTE].rsplit(" ", 1)[0] + " …"
    return Note(claim=one.claim.id, report=one.report, quote=quote)


def numbers_of(made: Brief) -> tuple[Number, ...]:
    """Every number that the brief shows, each with its query."""
    out = [made.reports, made.new, made.events, made.quiet, made.silent]
    for row in made.rows:
        out += [one for one in (row.events, row.killed, row.injured) if one.value is not None]
    for front in made.fronts:
        out += front_numbers(front, made.until).values()
    return tuple(out)

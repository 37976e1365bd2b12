"""Every record Marsad passes around. No logic lives here.

Offsets are Unicode code points into the *original* ``Document.text`` (or ``Document.title`` where a span says so),
half open: ``text[start:end]`` is what the span shows. Dates are ISO 8601 calendar days, local to the report.
"""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct, field

Status = Literal["occurred", "ongoing", "attempted", "planned", "denied", "uncertain", "ended"]
Precision = Literal["day", "week", "month", "year"]
Where = Literal["text", "title"]
Assessment = Literal["Weak: single source claim", "Fair", "Confirmed", "Contested"]

SYMMETRIC = frozenset({"armed_clash", "negotiation", "agreement", "ceasefire"})
"""Kinds whose sides stand to each other alike: which is initiator and which is target says nothing."""


class Document(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One report as it was given. ``published`` is an ISO date or date-time; ``extra`` keeps keys we do not know."""

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    source: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)


class Span(Struct, frozen=True, kw_only=True):
    """Characters of the report that a statement rests on. ``quote`` is exactly ``text[start:end]``."""

    start: int
    end: int
    quote: str
    where: Where = field(default="text", name="in")


class Participant(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who takes part, or who says so.

    ``text`` is the shortest full name this report uses; ``name`` the neutral Arabic name of the registry (equal to
    ``text`` for actors that are only described); ``aliases`` other names this report uses for the same actor.
    ``loaded`` is set where the report's wording carries a judgement ("ميليشيا", militia): it is the outlet's, not ours.
    """

    text: str
    name: str
    id: str | None = None
    name_en: str | None = None
    country: str | None = None
    aliases: tuple[str, ...] = ()
    loaded: str | None = None
    spans: tuple[Span, ...] = ()


class Location(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place as named in the report, with a point only where one is warranted.

    ``lat`` and ``lon`` are WGS84 degrees; ``radius`` is in metres; ``precision`` is UCDP ``where_prec`` (1 exact …
    6 country); ``confidence`` is 0–1. No point means that Marsad does not know.
    """

    text: str
    name: str
    kind: str | None = None
    id: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius: int | None = None
    precision: int | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    confidence: float | None = None
    aliases: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


class When(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An interval of days with the words it was read from and the day those words were resolved against.

    ``beside``: the words date what is told beside the event, which is taken for news of the same day.
    """

    start: str | None = None
    end: str | None = None
    precision: Precision | None = None
    quote: str | None = None
    anchor: str | None = None
    span: Span | None = None
    beside: bool = False


class Toll(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A number of people: ``min`` to ``max``, where ``max`` is None if the report gives a lower bound only.

    ``groups`` splits the total where the report does ("بينهم طفلان", two of them children): group word to (min, max).
    """

    min: int
    max: int | None
    quote: str | None = None
    groups: dict[str, tuple[int, int | None]] = field(default_factory=dict)


class Attribution(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One link of the chain of who says so, the nearest to the event first; ``verb`` is how they say it."""

    source: Participant
    verb: str | None = None
    span: Span | None = None


class Claim(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one report asserts about one event, in the words it rests on.

    ``content`` is what a demand, threat or offer is about. ``parts`` explains ``confidence`` (0–1) by its factors.
    ``id`` is a hash of document, coder, first evidence span and kind. ``fingerprint`` names the pipeline, lexicon and
    gazetteer that produced it.
    """

    id: str
    kind: str
    status: Status
    evidence: tuple[Span, ...]
    trigger: Span | None = None
    initiators: tuple[Participant, ...] = ()
    targets: tuple[Participant, ...] = ()
    third_parties: tuple[Participant, ...] = ()
    places: tuple[Location, ...] = ()
    when: When | None = None
    attributed_to: tuple[Participant, ...] = ()
    attribution: tuple[Attribution, ...] = ()
    killed: Toll | None = None
    injured: Toll | None = None
    captured: Toll | None = None
    missing: Toll | None = None
    displaced: Toll | None = None
    means: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    content: Span | None = None
    rule: str | None = None
    confidence: float = 0.5
    parts: dict[str, float] = field(default_factory=dict)
    coder: str = "marsad"
    fingerprint: str | None = None


class Coded(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="schema", tag="marsad.coded/1"):
    """The coded-JSONL line of one report: a public contract, its version on every line as ``schema``.

    ``marsad schema coded`` prints its JSON Schema. ``note`` says why there is no event, where there is none.
    """

    id: str
    events: tuple[Claim, ...]
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    note: str | None = None


class Cited(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One value and who gives it: the independent origins behind it and the number of reports."""

    value: str
    origins: tuple[str, ...] = ()
    reports: int = 0
    claims: tuple[str, ...] = ()


class Actor(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An actor of an event; ``support`` counts the origins that name it, ``claims`` where they do."""

    name: str
    id: str | None = None
    name_en: str | None = None
    country: str | None = None
    aliases: tuple[str, ...] = ()
    support: int = 0
    claims: tuple[str, ...] = ()


class Site(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place of an event, the best supported telling of it; units as in ``Location``."""

    name: str
    kind: str | None = None
    id: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius: int | None = None
    precision: int | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    confidence: float | None = None
    aliases: tuple[str, ...] = ()
    support: int = 0
    claims: tuple[str, ...] = ()


class Figure(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A toll as origins give it: ``min`` to ``max`` (None: a lower bound), who says so and on what report days."""

    min: int
    max: int | None
    origins: tuple[str, ...] = ()
    reports: int = 0
    first: str | None = None
    last: str | None = None
    claims: tuple[str, ...] = ()


class TollRange(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All figures of an event together: from the lowest to the highest that is given, never averaged.

    A bare lower bound ("dozens") counts only where no figure is exact, or where it lies above all of them: then
    ``max`` is None. ``figures`` are in the order of their support.
    """

    min: int
    max: int | None
    figures: tuple[Figure, ...] = ()


class Day(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One interval that claims give for an event, and how many origins do."""

    start: str
    end: str
    support: int = 0
    claims: tuple[str, ...] = ()


class EventDate(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """When it happened. ``basis`` is ``told`` where reports date it, ``published`` where only publication does,
    ``reckoned`` where they name weekday, day and month but no year, and the latest year that fits is taken,
    ``reviewed`` where a reviewer settled it.

    ``told`` lists every interval that is given, the best supported first; more than one that do not meet is a
    disagreement. Where the year is reckoned it lists the two latest days that fit.
    """

    start: str
    end: str
    precision: Precision
    basis: Literal["told", "published", "reckoned", "reviewed"] = "told"
    told: tuple[Day, ...] = ()


class Origin(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An independent origin of what is known: the source cited, or the outlet itself.

    ``how`` is ``cited`` (reports name this source), ``copied`` (reports share this outlet's text) or ``own``.
    """

    name: str
    how: Literal["cited", "copied", "own"]
    id: str | None = None
    documents: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


class Settled(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A field of an event that a reviewer settled: by which ``decision``, and what reports add up to without it."""

    field: str
    decision: str
    who: str
    at: str
    why: str
    reported: Any = None


class Event(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="schema", tag="marsad.events/1"):
    """What the claims of one or more reports add up to: one line of merged JSON Lines, a public contract.

    Every value stands by the independent origins behind it; where claims differ all values are kept.
    ``documents`` are the reports that tell of it, ``recalled_in`` those that only look back on it beside their
    own news. ``disagreement`` names the fields in which origins contradict one another.
    """

    id: str
    kind: str
    status: Status
    assessment: Assessment
    documents: tuple[str, ...]
    claims: tuple[str, ...]
    reports: int
    independent_origins: int
    origins: tuple[Origin, ...] = ()
    kinds: tuple[Cited, ...] = ()
    statuses: tuple[Cited, ...] = ()
    when: EventDate | None = None
    places: tuple[Site, ...] = ()
    initiators: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    third_parties: tuple[Actor, ...] = ()
    killed: TollRange | None = None
    injured: TollRange | None = None
    captured: TollRange | None = None
    missing: TollRange | None = None
    displaced: TollRange | None = None
    means: tuple[str, ...] = ()
    disagreement: tuple[str, ...] = ()
    recalled_in: tuple[str, ...] = ()
    settled: tuple[Settled, ...] = ()
    title: str | None = None

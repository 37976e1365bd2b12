"""The records of the picture. No logic lives here; all of them encode to JSON by msgspec.

Days are ISO 8601 calendar days. ``claims`` and ``events`` are ids of the archive, so that every statement leads back to the
sentence it rests on. An empty tuple or None means that nothing says so.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from marsad.model import Claim
from marsad.picture.words import SituationKind

Basis = Literal["told", "published", "unknown"]
State = Literal["standing", "ended", "disputed", "silent", "planned", "rumoured", "denied", "failed"]
What = Literal[
    "opened", "affirmed", "eased", "tightened", "breached", "no_agreement", "agreed", "failed", "ended",
    "denied", "planned", "rumoured", "tried", "refused", "calmed",
]  # fmt: skip
Trend = Literal["igniting", "active", "cooling", "quiet", "standing", "undated"]
Form = Literal["front", "strikes"]
RelationKind = Literal[
    "fights", "attacks", "besieges", "threatens", "accuses", "rejects", "demands_of", "talks_with", "agrees",
    "mediates", "supports", "aids", "described_close_to", "described_backed_by", "described_loyal_to",
    "described_part_of", "part_of", "armed_wing_of", "ally_of", "sponsored_by",
]  # fmt: skip


class ReportRef(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A report as a footnote names it. ``published`` is its day, None where unknown."""

    id: str
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    title: str | None = None


class Said(Struct, frozen=True, kw_only=True):
    """A claim as the picture sees it: with its report, the event it belongs to and the origin behind it.

    ``start`` and ``end`` are the days the claim's own words tell, None where they tell none; date words that
    stand only in a later paragraph are another event's. ``quote`` are those words, also where they lead to no
    day ("a day before"). ``recalled``: the report only looks back on it. ``order`` is the claim's place among
    all, by day of publication, report and position.
    """

    claim: Claim
    report: ReportRef
    event: str
    origin: str
    order: int
    start: str | None = None
    end: str | None = None
    quote: str | None = None
    recalled: bool = False


class Party(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An actor of the picture. ``key`` is the registry's id, or ``~`` and the folded name where it has none.

    ``told`` are the names reports use, the most frequent first.
    """

    key: str
    name: str
    name_en: str | None = None
    told: tuple[str, ...] = ()


class Spot(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place of the picture, ``name`` as reports name it, ``name_en`` as the gazetteer does; ``lat`` and ``lon`` in WGS84 degrees, ``radius`` in kilometres.

    ``area``: it is a region or division, not a settlement; ``wide``: a whole country.
    """

    key: str
    name: str
    name_en: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius: float = 0.0
    admin1: str | None = None
    country: str | None = None
    area: bool = False
    wide: bool = False
    words: tuple[str, ...] = ()


class DayTold(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A day or interval as claims tell it, with the origins that do."""

    start: str
    end: str
    origins: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


class Step(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing said of a situation. ``reported`` is the day of the report, ``start`` to ``end`` that of the thing
    where told; ``claim`` the claim, None where an event of another kind makes the step (``because``: its id).
    """

    what: What
    origin: str
    reported: str | None = None
    start: str | None = None
    end: str | None = None
    claim: str | None = None
    because: str | None = None


class Situation(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that lasts, with a beginning and an end as far as told.

    ``doers`` and ``undergoers`` are besieger and besieged, mediator and sides, who demands and of whom, holder
    of a place and whom it was taken from; of a ceasefire and of talks the ``doers`` are all sides.
    ``third_parties`` are mediators, hosts, guarantors. ``opened`` and ``ended`` hold every day that is told;
    several are a disagreement, named in ``contested`` ("opened", "ended", "state"). ``affirmed`` is the last
    day on which somebody said that it stands, ``heard`` the last on which anything was said; ``silent`` the
    days since. ``about`` is the situation a demand points at. ``front`` is the id of the front it belongs to.
    """

    id: str
    kind: SituationKind
    state: State
    outcome: str | None = None
    doers: tuple[Party, ...] = ()
    undergoers: tuple[Party, ...] = ()
    third_parties: tuple[Party, ...] = ()
    places: tuple[Spot, ...] = ()
    opened: tuple[DayTold, ...] = ()
    ended: tuple[DayTold, ...] = ()
    affirmed: str | None = None
    changed: str | None = None
    heard: str | None = None
    silent: int | None = None
    contested: tuple[str, ...] = ()
    about: str | None = None
    asks: str | None = None
    content: str | None = None
    when_quote: str | None = None
    front: str | None = None
    steps: tuple[Step, ...] = ()
    claims: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    reports: int = 0
    learned: str | None = None


class Front(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Uses of force between two sides that hang together in space and time.

    ``form``: a ``front`` has both sides against each other, on the ground, by fire from both or in a siege;
    ``strikes`` are those of the first side alone, from afar. Their second side may be empty: reports name no
    armed side that was aimed at. ``sides`` have those of most events first.

    ``recent`` and ``before`` count events of force in the last ``window`` days and in as many days before them;
    ``events`` are all of them, ``undated`` those no day is known of; of
    ``published`` of them only the day of the first report is known. ``kinds`` counts the events that
    claims tell of as of each kind (one may be told as a clash and as shelling), ``attempted`` are kinds of
    which some were only tried.
    ``killed`` and ``injured`` are sums over the events: lowest and highest (None: no upper bound).
    """

    id: str
    places: tuple[Spot, ...]
    sides: tuple[tuple[Party, ...], tuple[Party, ...]]
    form: Form
    trend: Trend
    window: int
    recent: int
    before: int
    undated: int
    published: int = 0
    events: tuple[str, ...]
    kinds: dict[str, int]
    attempted: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    killed: tuple[int, int | None] | None = None
    injured: tuple[int, int | None] | None = None
    situations: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    reports: int = 0
    lat: float | None = None


class Relation(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How one actor stands to another. ``sign``: -1 against, 0 neither, 1 with.

    ``basis``: ``reported`` rests on claims of events, ``worded`` on how an outlet calls the actor in passing,
    ``registry`` on what Marsad's registry holds (``source`` says where that was read); they never mix.
    ``events`` are counted, not reports; ``first`` and ``last`` are days told, or of publication.
    """

    source: Party
    kind: RelationKind
    target: Party
    sign: int
    basis: Literal["reported", "worded", "registry"]
    events: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    reports: int = 0
    first: str | None = None
    last: str | None = None
    quote: str | None = None
    read_in: str | None = None
    learned: str | None = None


class Picture(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The conflict as the reports up to ``as_of`` tell it (None: all reports; ``day`` is then the last of them).

    ``sources`` are those the reports name, by the number of claims. ``loose`` are events of force on no front;
    ``unknown_day`` counts reports whose day of publication is unknown.
    """

    as_of: str | None
    day: str | None
    since: str | None
    reports: int
    claims: int
    events: int
    unknown_day: int
    sources: tuple[str, ...]
    fronts: tuple[Front, ...]
    situations: tuple[Situation, ...]
    relations: tuple[Relation, ...]
    loose: tuple[str, ...] = ()


class Change(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became known in the reports of a span of days.

    ``what`` is the step of a situation, or ``ignited``, ``cooled``, ``quietened`` of a front (its ``before`` and
    ``after`` trends), or ``new`` of a relation. ``ref`` is the id of situation or front.
    """

    of: Literal["situation", "front", "relation"]
    what: str
    ref: str
    kind: str
    day: str | None = None
    reported: str | None = None
    before: str | None = None
    after: str | None = None
    claims: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()


class Changes(Struct, frozen=True, kw_only=True):
    """What changed from ``since`` on, and the ids of situations nothing new was said of."""

    since: str
    until: str | None
    changes: tuple[Change, ...]
    unchanged: tuple[str, ...]


class Standing(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who an actor stands with and against over a window of days.

    ``parts`` are the actor and what belongs to it by the registry, as far as reports name it. Each group holds
    relations seen from the actor. ``backers`` are reported supporters alone: a mediator is none. ``mediations`` are those between it and others, and those
    on its fronts whose sides are not said. ``came`` and ``went`` are relations of this window that the window of equal length before did not have, and the reverse.
    """

    actor: Party
    as_of: str | None
    since: str | None
    parts: tuple[Party, ...]
    fights: tuple[Relation, ...]
    besieges: tuple[Relation, ...]
    besieged_by: tuple[Relation, ...]
    mediated_by: tuple[Relation, ...]
    mediates: tuple[Relation, ...]
    talks_with: tuple[Relation, ...]
    demands: tuple[Relation, ...]
    backers: tuple[Relation, ...]
    backs: tuple[Relation, ...]
    against_in_words: tuple[Relation, ...]
    worded: tuple[Relation, ...]
    registry: tuple[Relation, ...]
    mediations: tuple[Situation, ...] = ()
    came: tuple[Relation, ...] = ()
    went: tuple[Relation, ...] = ()

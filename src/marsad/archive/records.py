"""What goes into the archive and what comes out of it."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct, field

from marsad.errors import InputError
from marsad.model import Claim, Coded, Document, Event


class Item(Struct, frozen=True):
    """A report to be kept with what was read from it. ``raw`` is the SHA-256 of the bytes it came in.

    ``more``: the report may be in the archive, and these are further claims for it.
    """

    document: Document
    coded: Coded
    raw: bytes
    where: str = ""
    more: bool = False


class Reader(Struct, frozen=True, kw_only=True):
    """What read the reports of a run: version of Marsad, digests, fingerprint, and its settings."""

    version: str
    lexicon: str
    gazetteer: str
    fingerprint: str
    settings: dict[str, Any] = field(default_factory=dict)


class Added(Struct, frozen=True):
    """What came of one batch: reports kept, their claims, reports that were there before, and faults."""

    reports: int = 0
    claims: int = 0
    known: int = 0
    faults: tuple[InputError, ...] = ()


class Report(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A report as listed, without its text: with the number of its claims and the ids of their events."""

    id: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    fetched: str | None = None
    sha256: str = ""
    raw_sha256: str = ""
    run: int = 0
    claims: int = 0
    events: tuple[str, ...] = ()
    note: str | None = None


class Found(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A report that holds the words searched for, and the first place where it does.

    ``spans`` are code points of ``quote``, which is the text as it was given.
    """

    id: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    quote: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    events: tuple[str, ...] = ()


What = Literal["merge", "split", "accept", "reject", "set", "settle", "undo"]


class Decision(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One decision.

    ``at`` is ISO 8601 in UTC; ``claims`` and ``others`` are ids of claims, which outlast events.

    ``merge``: all ``claims`` tell of one event. ``split``: ``claims`` do not tell of the event of the
    ``others``. ``accept``, ``reject``: the claims hold, or do not. ``set``: ``field`` of the claims is
    ``value``. ``undo``: the decision ``of`` no longer counts.
    """

    id: str
    at: str
    who: str
    what: What
    why: str
    claims: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    field: str | None = None
    value: Any = None
    before: Any = None
    of: str | None = None


class Told(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A claim of an event, as it was read, with the report that makes it.

    ``corrected`` is the claim as reviewers corrected it, where they did.
    """

    claim: Claim
    document: Document
    corrected: Claim | None = None


class Conflict(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a newer reading does not agree with a decision: what was done about it stands in ``what``."""

    decision: str
    claim: str
    run: int
    what: str


class Change(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a run did to an event: ``added``, ``changed`` or ``withdrawn``, and why."""

    run: int
    what: str
    why: str | None = None


class Shown(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An event with everything behind it. ``asked`` is the id that led to it, where that is another."""

    event: Event
    claims: tuple[Told, ...] = ()
    decisions: tuple[Decision, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    changes: tuple[Change, ...] = ()
    asked: str | None = None


class Run(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One run: reports added (``add``) or read anew (``reread``), events merged by other rules (``rules``), or a
    decision carried out (by its name). ``finished`` is None where it was interrupted.
    """

    n: int
    what: str = "add"
    started: str
    finished: str | None = None
    version: str
    lexicon: str
    gazetteer: str
    fingerprint: str
    settings: dict[str, Any] = field(default_factory=dict)
    reports: int = 0
    claims: int = 0
    rejected: int = 0
    faults: int = 0
    events: dict[str, int] = field(default_factory=dict)

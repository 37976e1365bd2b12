"""What the formats are given: events with their reports and claims, and what is said of the export as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

from msgspec import Struct, field

from marsad.archive.records import Decision, Run
from marsad.model import Claim, Event

Review = Literal["reviewed", "partly", "unreviewed"]


class Paper(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A report as exports name it: without its text, which belongs to its outlet."""

    id: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    sha256: str = ""
    run: int = 0


class Record(Struct, frozen=True, kw_only=True):
    """An event, whether people stand behind it, its claims as corrected, and the reports that make them.

    ``papers`` maps claim to report; ``decisions`` are those that stand and name one of the claims.
    """

    event: Event
    review: Review = "unreviewed"
    claims: tuple[Claim, ...] = ()
    papers: dict[str, Paper] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()

    @property
    def reports(self) -> tuple[Paper, ...]:
        """The reports of the event, each once, those that have it as their news first."""
        by_id = {paper.id: paper for paper in self.papers.values()}
        named = (*self.event.documents, *self.event.recalled_in)
        return tuple(by_id[ident] for ident in named if ident in by_id)


class About(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an export says of itself: how to cite it, how it was asked for, and the runs it rests on."""

    title: str
    citation: str
    version: str
    wish: dict[str, Any]
    archive: dict[str, int]
    runs: tuple[Run, ...]
    changes: dict[str, int] = field(default_factory=dict)
    licence: str = (
        "The records are yours to license. Quotations belong to the outlets that are named with them; place"
        " names and points come from GeoNames (CC BY 4.0)."
    )
    caution: str = (
        "Coded by a machine from news reports, except where review says otherwise. An event here is what reports"
        " claim, not what was established; read the reports before relying on it."
    )

    @property
    def last(self) -> str | None:
        """When the last run ended or, where it did not, began; ISO 8601 in UTC."""
        return (self.runs[-1].finished or self.runs[-1].started) if self.runs else None


class LeftOut:
    """Events that a profile cannot hold honestly, counted by the reason."""

    def __init__(self) -> None:
        self.reasons: dict[str, int] = {}
        self.kept = 0

    def no(self, reason: str) -> None:
        self.reasons[reason] = self.reasons.get(reason, 0) + 1

    @property
    def total(self) -> int:
        return sum(self.reasons.values())

    def note(self) -> str:
        """In one sentence; empty where nothing was left out."""
        if not self.reasons:
            return ""
        listed = "; ".join(f"{count:,} × {why}" for why, count in sorted(self.reasons.items()))
        of = self.kept + self.total
        return f"{self.total:,} of {of:,} events left out, since these columns cannot hold them honestly: {listed}."


Type = Literal["string", "integer", "number", "boolean", "date", "list"]


class Column(Struct, frozen=True, kw_only=True):
    """A column of a table: what it holds and what it is called, in English, Arabic and as an HXL tag."""

    name: str
    value: Callable[[Any], Any]
    what: str
    type: Type = "string"
    ar: str = ""
    hxl: str = ""
    values: tuple[str, ...] = ()


class Table(Struct, frozen=True, kw_only=True):
    """Rows under columns; ``key`` is the column whose value is a row's own."""

    name: str
    what: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Any]]
    key: str | None = None
    keys: tuple[tuple[str, str, str], ...] = ()
    """Foreign keys: column, other table, its column."""


def rows_of(columns: Sequence[Column], records: Sequence[Any]) -> list[list[Any]]:
    """One row a record; values are None, str, int, float, bool or a list of str."""
    return [[column.value(record) for column in columns] for record in records]

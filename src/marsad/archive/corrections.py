"""Decisions carried out: claims as corrected, events with the fields that reviewers settled.

The tables keep what was read; everything here is laid over it whenever claims are merged or shown.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from marsad.archive.decisions import in_force, standing_of, ties_of
from marsad.archive.records import Decision
from marsad.merging import NO_TIES, Ties
from marsad.model import Claim, Coded, Event, Settled

_CLAIM_FIELDS = {one.name: one.type for one in msgspec.structs.fields(Claim)}
_EVENT_FIELDS = {one.name: one.type for one in msgspec.structs.fields(Event)}


class Reviewed(Struct, frozen=True):
    """What the standing decisions come to. ``fields`` and ``settled``: claim to field to decision."""

    rejected: frozenset[str] = frozenset()
    accepted: frozenset[str] = frozenset()
    fields: Mapping[str, Mapping[str, Decision]] = {}
    settled: Mapping[str, Mapping[str, Decision]] = {}
    ties: Ties = NO_TIES

    def claim(self, one: Claim) -> Claim:
        """The claim as corrected; itself where nobody did."""
        made = self.fields.get(one.id)
        if not made:
            return one
        values = {name: msgspec.convert(by.value, _CLAIM_FIELDS[name]) for name, by in made.items()}
        return replace(one, **values)

    def coded(self, one: Coded) -> Coded:
        """The coded line without the claims rejected, the others as corrected."""
        if not (self.rejected or self.fields):
            return one
        return replace(
            one, events=tuple(self.claim(claim) for claim in one.events if claim.id not in self.rejected)
        )

    def event(self, one: Event) -> Event:
        """The event with the fields that were settled, each keeping what the reports say beside it."""
        if not self.settled:
            return one
        values: dict[str, Any] = {}
        notes = []
        for claim in one.claims:
            for name, by in self.settled.get(claim, {}).items():
                if name not in values:
                    reported = getattr(one, name)
                    values[name] = _over(name, reported, by.value)
                    notes.append(
                        Settled(field=name, decision=by.id, who=by.who, at=by.at, why=by.why,
                                reported=msgspec.to_builtins(reported))
                    )  # fmt: skip
        return replace(one, **values, settled=tuple(notes)) if notes else one


def _over(name: str, reported: Any, value: Any) -> Any:
    """The value of an event's field, with the intervals or figures that reports give kept in it."""
    kept = {"when": "told"}.get(name, "figures")
    if isinstance(value, dict) and reported is not None and hasattr(reported, kept):
        value = {**value, kept: msgspec.to_builtins(getattr(reported, kept))}
    return msgspec.convert(value, _EVENT_FIELDS[name])


NOTHING = Reviewed()


def reviewed(db: sqlite3.Connection) -> Reviewed:
    """What the decisions in force come to; of two on one claim or field the later counts."""
    found = in_force(db)
    if not found:
        return NOTHING
    verdict: dict[str, str] = {}
    fields: dict[str, dict[str, Decision]] = {}
    for one in found:
        for claim in one.claims:
            if one.what in ("accept", "reject"):
                verdict[claim] = one.what
            elif one.what == "set" and one.field is not None:
                fields.setdefault(claim, {})[one.field] = one
    rejected = frozenset(claim for claim, what in verdict.items() if what == "reject")
    accepted = frozenset(claim for claim, what in verdict.items() if what == "accept")
    # A settled field is of the event that holds the first of its claims that still counts.
    settling = [one for one in found if one.what == "settle" and one.field is not None]
    stands = standing_of(db, {claim for one in settling for claim in one.claims}) - rejected
    settled: dict[str, dict[str, Decision]] = {}
    for one in settling:
        first = next((claim for claim in one.claims if claim in stands), None)
        if first is not None and one.field is not None:
            settled.setdefault(first, {})[one.field] = one
    return Reviewed(rejected, accepted, fields, settled, ties_of(db, found, rejected))

"""Where a front is going, by the days of its events, and what it cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from marsad.model import TollRange
from marsad.picture.records import Trend

WINDOW = 14
"""Days that are recent, and as many before them that they are compared with."""


def counts(days: Sequence[str], day: str | None) -> tuple[int, int]:
    """Events of the last ``WINDOW`` days up to ``day``, and of as many days before them."""
    if day is None:
        return 0, 0
    start = date.fromisoformat(day) - timedelta(days=WINDOW - 1)
    earlier = (start - timedelta(days=WINDOW)).isoformat()
    first = start.isoformat()
    return sum(first <= one <= day for one in days), sum(earlier <= one < first for one in days)


def trend(recent: int, before: int, events: int, dated: int, day: str | None) -> Trend:
    """Where a front is going, by dated events alone.

    ``igniting``: at least twice as many as in the window before, or the first after none; ``cooling``: half or
    fewer; ``quiet``: none; ``standing``: no force, but a siege stands; ``undated``: no day is known.
    """
    if day is None or (events and not dated):
        return "undated"
    if not events:
        return "standing"
    if not recent:
        return "quiet"
    if not before or recent >= 2 * before:
        return "igniting"
    return "cooling" if 2 * recent <= before else "active"


def total(tolls: Iterable[TollRange | None]) -> tuple[int, int | None] | None:
    """The sum of tolls: of the lowest figures, and of the highest (None where one has no upper bound)."""
    low, high, any_ = 0, 0, False
    open_ended = False
    for one in tolls:
        if one is None:
            continue
        any_ = True
        low += one.min
        open_ended = open_ended or one.max is None
        high += one.max or 0
    return (low, None if open_ended else high) if any_ else None

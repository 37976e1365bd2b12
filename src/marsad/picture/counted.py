"""The beginning that a report counts from: what is in "its tenth day" began nine days ago, or ten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from marsad.picture.records import DayTold
from marsad.picture.steps import STANDS, following
from marsad.picture.threads import Link, Thread
from marsad.picture.words import PictureWords

_LASTING = frozenset({"siege", "closure", "ceasefire"})
Days = tuple[str, str]


def counted(thread: Thread, told: Sequence[DayTold], words: PictureWords) -> tuple[DayTold, ...]:
    """``told`` with the beginnings that origins count from where they tell none themselves.

    Reports count the first day or leave it out: a count stands for two days, several by one origin for the days
    that all of them allow. Where a day that others tell is among them, the origin counts from that day.
    """
    found: dict[str, list[tuple[Days, str]]] = {}
    for link in thread.links:
        days = _days(link, words)
        if days is not None:
            found.setdefault(link.said.origin, []).append((days, link.said.claim.id))
    explicit = {origin for one in told for origin in one.origins}
    out = {(one.start, one.end): one for one in told}
    for origin, these in found.items():
        if origin in explicit:
            continue
        start, end = max(days[0] for days, _ in these), min(days[1] for days, _ in these)
        if start > end:
            continue  # it counts from several days: from none that could be named
        at = next((key for key in out if start <= key[0] and key[1] <= end), (start, end))
        here = out.get(at, DayTold(start=at[0], end=at[1]))
        out[at] = DayTold(
            start=at[0], end=at[1], origins=(*here.origins, origin),
            claims=(*here.claims, *(claim for _, claim in these)),
        )  # fmt: skip
    return tuple(out[key] for key in sorted(out))


def _days(link: Link, words: PictureWords) -> Days | None:
    published = link.said.report.published
    if link.kind not in _LASTING or link.reading.what not in STANDS or published is None:
        return None
    nth = words.nth_day(following(link.said.claim))
    if nth is None:
        return None
    first = date.fromisoformat(published) - timedelta(days=nth)
    return first.isoformat(), (first + timedelta(days=1)).isoformat()

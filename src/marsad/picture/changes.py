"""What changed: the picture of a day against that of the day before a span began."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from marsad.picture.records import Change, Changes, Front, Picture, Situation

_QUIET = frozenset({"affirmed"})


def day_before(day: str) -> str:
    """The calendar day before."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def changes(before: Picture, now: Picture, since: str) -> Changes:
    """What the reports published from ``since`` on changed in the picture.

    ``before`` is the picture as of the day before. What is told only by reports of unknown day is no change
    of any day and is left out.
    """
    found = [change for one in now.situations for change in _of_situation(one, since)]
    found += _of_fronts(before.fronts, now.fronts, since)
    found += _of_relations(before, now, since)
    found.sort(key=lambda one: (one.reported or "", one.of != "situation", one.ref, one.what))
    moved = {one.ref for one in found if one.of == "situation"}
    unchanged = tuple(
        one.id
        for one in now.situations
        if one.id not in moved and one.state in ("standing", "disputed", "planned")
    )
    return Changes(since=since, until=now.day, changes=tuple(found), unchanged=unchanged)


def _of_situation(one: Situation, since: str) -> list[Change]:
    """Each kind of step that reports from ``since`` on tell, once, and a state that silence has changed."""
    out: dict[str, Change] = {}
    for step in one.steps:
        if step.what in _QUIET or step.reported is None or step.reported < since:
            continue
        if step.what == "opened" and one.learned is not None and one.learned < since:
            known = {other.start for other in one.steps if other.reported and other.reported < since}
            if step.start is None or step.start in known:
                continue  # its beginning told over
        first = out.get(step.what)
        claims = (step.claim,) if step.claim else ()
        if first is None:
            out[step.what] = Change(
                of="situation", what=step.what, ref=one.id, kind=one.kind, day=step.start, reported=step.reported,
                claims=claims, origins=(step.origin,),
            )  # fmt: skip
        else:
            out[step.what] = Change(
                of="situation", what=step.what, ref=one.id, kind=one.kind, day=first.day or step.start,
                reported=first.reported, claims=(*first.claims, *claims),
                origins=tuple(dict.fromkeys((*first.origins, step.origin))),
            )  # fmt: skip
    if not out and one.learned is not None and one.learned >= since:
        out["heard"] = Change(of="situation", what="first_heard", ref=one.id, kind=one.kind, reported=one.learned,
                              claims=one.claims, origins=one.origins)  # fmt: skip
    return list(out.values())


def _of_fronts(before: Sequence[Front], now: Sequence[Front], since: str) -> list[Change]:
    out = []
    for one in now:
        earlier = next((old for old in before if old.id == one.id or set(old.claims) & set(one.claims)), None)
        if earlier is None or earlier.trend != one.trend:
            if one.trend == "undated" or (earlier is None and one.last is not None and one.last < since):
                continue  # of no day, or a late report of what lies before the span
            what = "new" if earlier is None else one.trend
            out.append(
                Change(
                    of="front",
                    what=what,
                    ref=one.id,
                    kind="front",
                    before=earlier.trend if earlier else None,
                    after=one.trend,
                    reported=since,
                    day=one.last,
                    claims=one.claims,
                    origins=one.origins,
                )
            )
    return out


def _of_relations(before: Picture, now: Picture, since: str) -> list[Change]:
    known = {(one.source.key, one.kind, one.target.key) for one in before.relations}
    return [
        Change(of="relation", what="new", ref=f"{one.source.key}|{one.kind}|{one.target.key}", kind=one.kind,
               day=one.first, reported=one.learned, claims=one.claims, origins=one.origins)
        for one in now.relations
        if one.basis != "registry" and one.learned is not None and one.learned >= since
        and (one.source.key, one.kind, one.target.key) not in known
    ]  # fmt: skip

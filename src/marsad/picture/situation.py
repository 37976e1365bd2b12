"""One situation out of a thread of claims: its state by the last word of each origin, its days, what is contested."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from marsad.picture import spots
from marsad.picture.counted import counted
from marsad.picture.records import DayTold, Said, Situation, State, Step, What
from marsad.picture.sides import merged
from marsad.picture.steps import STANDS, told_before
from marsad.picture.threads import Link, Thread
from marsad.picture.words import PictureWords, SituationKind

ENDS: frozenset[str] = frozenset({"ended", "agreed", "failed", "refused"})
_OVERRULE = 2  # origins that must say afterwards that it stands
_MARKS = ' ،,.”“"«»'


def situation_of(
    kind: SituationKind, thread: Thread, more: Sequence[Step], day: str | None, words: PictureWords
) -> Situation:
    """What a thread of claims, and steps that other events make, add up to."""
    own = [
        Step(
            what=link.reading.what,
            origin=link.said.origin,
            reported=link.said.report.published,
            start=link.said.start if link.reading.dated else None,
            end=link.said.end if link.reading.dated else None,
            claim=link.said.claim.id,
        )
        for link in thread.links
    ]
    steps = sorted((*own, *more), key=lambda one: (one.reported is None, one.reported or ""))
    affirmed = max(filter(None, (_spoken(link) for link in thread.links
                                 if link.reading.what in STANDS)), default=None)  # fmt: skip
    state, outcome, contested = _state(kind, thread, steps)
    opened = counted(thread, _days_told(step for step in steps if step.what == "opened"), words)
    ended = _days_told(step for step in steps if step.what in ENDS or step.what == "ended")
    if state == "ended" and len(ended) > 1 and not _overlap(ended):
        contested = (*contested, "ended")
    if len(opened) > 1 and not _overlap(opened):
        contested = (*contested, "opened")
    reported = [one.reported for one in steps if one.reported is not None]
    heard = max(reported, default=None)
    silent = days_between(heard, day)
    if state in ("standing", "planned", "rumoured") and silent is not None and silent > words.silence[kind]:
        state = "silent"
        outcome = "lapsed" if kind == "demand" else outcome
    quote = next((one.said.quote for one in thread.links if one.said.start is None and one.said.quote), None)
    if kind == "buildup" and not opened and quote is None:
        quote = next((told for one in thread.links if (told := told_before(one.said.claim, words))), None)
    content = next((one.said.claim.content.quote for one in thread.links
                    if one.said.claim.content is not None), None)  # fmt: skip
    asks = next((one.ask.id for one in thread.links if one.ask is not None), None)
    doers = merged(party for link in thread.links for party in link.doers)
    return Situation(
        id=_id(thread.links[0]), kind=kind, state=state, outcome=outcome, doers=doers,
        undergoers=merged(party for link in thread.links for party in link.undergoers),
        third_parties=merged(party for link in thread.links for party in link.thirds),
        places=spots.merged(place for link in thread.links for place in link.places),
        opened=opened, ended=ended, affirmed=affirmed,
        changed=max(reported, default=None) if len(steps) > 1 and steps[-1].what != "affirmed" else None,
        heard=heard, silent=silent, contested=contested, asks=asks, content=content or _content(kind, thread),
        when_quote=quote, steps=tuple(steps),
        claims=tuple(link.said.claim.id for link in thread.links),
        events=tuple(dict.fromkeys(link.said.event for link in thread.links)),
        origins=tuple(dict.fromkeys(link.said.origin for link in thread.links)),
        reports=len({link.said.report.id for link in thread.links}), learned=min(reported, default=None),
    )  # fmt: skip


def _id(first: Link) -> str:
    """That of its first claim; of the second thing that one claim tells, with its number."""
    return first.said.claim.id + (f".{first.part + 1}" if first.part else "")


def _content(kind: SituationKind, thread: Thread) -> str | None:
    """What a demand says after its verb."""
    if kind != "demand":
        return None
    claim = thread.links[0].said.claim
    trigger = claim.trigger
    for span in claim.evidence:
        if trigger is not None and span.where == trigger.where and span.start <= trigger.start < span.end:
            said = span.quote[trigger.end - span.start :].strip(_MARKS)
            for one in (*claim.initiators, *claim.targets):
                # "demands the Administration that …": who demands stands between verb and content
                said = said.removeprefix(one.text).strip(_MARKS)
            return said or None
    return None


def _spoken(link: Link) -> str | None:
    return link.said.report.published


def _state(
    kind: SituationKind, thread: Thread, steps: Sequence[Step]
) -> tuple[State, str | None, tuple[str, ...]]:
    """State, outcome and whether the state is contested, by the last word of each origin."""
    ends = ENDS if kind in ("talks", "mediation", "demand") else frozenset({"ended"})
    last: dict[str, Step] = {}
    first_end = min((one.reported or "" for one in steps if one.what in ends), default=None)
    for step in steps:
        # That it once began is no word on whether it stands after it was said to have ended.
        past = (first_end is not None and step.what == "opened" and step.start is not None
                and (step.reported or "") > first_end and step.start <= first_end)  # fmt: skip
        if not past or step.origin not in last:
            last[step.origin] = step
    outcome = _outcome(kind, steps)
    said = {one.what for one in last.values()}
    over = [one for one in last.values() if one.what in ends]
    denied = [one for one in last.values() if one.what == "denied"]
    stands = [one for one in last.values() if one.what in STANDS and one.what not in ends]
    # One origin's end that several others let stand afterwards no longer decides; it is kept among the steps.
    valid = [
        one for one in over
        if sum(other.origin != one.origin and (other.reported or "") > (one.reported or "") for other in stands)
        < _OVERRULE
        or any(other is not one and (other.reported or "") > (one.reported or "") for other in over)
    ]  # fmt: skip
    last_end = max((one.reported or "" for one in over), default="")
    if valid:
        still = [one for one in stands if (one.reported or "") >= last_end and _firm(one, valid)]
        return ("disputed", outcome, ("state",)) if still else ("ended", outcome, ())
    if over and stands:
        return "standing", outcome, ("ended",)
    if stands:
        return ("disputed", outcome, ("state",)) if denied else ("standing", outcome, ())
    if denied:
        return "denied", outcome, ()
    for state in ("planned", "rumoured", "failed"):
        if state in said:
            return state, outcome, ()
    return "standing", outcome, ()


def _firm(step: Step, over: Sequence[Step]) -> bool:
    """Does it stand by a report no older than the end, of a day no earlier than it?"""
    ended = min((one.start or one.reported or "" for one in over), default="")
    same_day = step.reported in {one.reported for one in over}
    return not (same_day and step.start is not None and step.start < ended)


def _outcome(kind: SituationKind, steps: Sequence[Step]) -> str | None:
    known = {
        "talks": {"agreed": "agreed", "no_agreement": "no_agreement", "failed": "failed"},
        "mediation": {"tried": "no_result", "failed": "failed", "calmed": "calmed"},
        "ceasefire": {"breached": "breached"},
        "demand": {"refused": "refused"},
        "displacement": {"refused": "refused"},
        "control": {},
    }.get(kind, {})
    out: str | None = None
    for step in steps:
        out = known.get(step.what, out)
    return out


def _days_told(steps: Iterable[Step]) -> tuple[DayTold, ...]:
    """Every interval told, the earliest first, with who tells it."""
    told: dict[tuple[str, str], list[Step]] = {}
    for step in steps:
        if step.start is not None:
            told.setdefault((step.start, step.end or step.start), []).append(step)
    return tuple(
        DayTold(
            start=start,
            end=end,
            origins=tuple(dict.fromkeys(one.origin for one in these)),
            claims=tuple(one.claim for one in these if one.claim),
        )
        for (start, end), these in sorted(told.items())
    )


def _overlap(days: Sequence[DayTold]) -> bool:
    return max(one.start for one in days) <= min(one.end for one in days)


def days_between(start: str | None, end: str | None) -> int | None:
    if start is None or end is None:
        return None
    return max(0, (date.fromisoformat(end) - date.fromisoformat(start)).days)


def step_by(said: Said, what: What) -> Step:
    """The step that a claim of another event makes in a situation."""
    return Step(
        what=what, origin=said.origin, reported=said.report.published, start=said.start, end=said.end,
        claim=said.claim.id, because=said.event,
    )  # fmt: skip

"""Situations: what lasts, from its beginning to its end as far as told, never silently dropped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec.structs import replace

from marsad.picture import spots
from marsad.picture.records import DayTold, Party, Said, Situation, Spot, State, Step, What
from marsad.picture.sides import Sides, merged
from marsad.picture.steps import STANDS, evidence_words, told_before
from marsad.picture.threads import Link, Thread, links, threads
from marsad.picture.words import PictureWords, SituationKind, folded

ENDS: frozenset[str] = frozenset({"ended", "agreed", "failed", "refused"})
_FORCE = frozenset({"armed_clash", "ground_attack", "shelling", "air_strike", "explosion"})
_HAPPENED = frozenset({"occurred", "ongoing", "attempted"})
_OVERRULE = 2  # origins that must say afterwards that it stands
_MARKS = ' ،,.”“"«»'
_LATER = 14  # days within which a calm is owed to a mediation


def situations(
    said: Sequence[Said], day: str | None, sides: Sides, words: PictureWords
) -> tuple[Situation, ...]:
    """All situations that the claims tell of, as they stand on ``day`` (None: of unknown day)."""
    by_kind: dict[SituationKind, list[Link]] = {}
    for link in links(said, sides, words):
        by_kind.setdefault(link.kind, []).append(link)
    found: list[tuple[Situation, Thread]] = []
    for kind in sorted(by_kind):
        these = by_kind[kind]
        if kind == "control":
            these = sorted(these, key=lambda one: (one.day is None, one.day or "", one.said.order))
            made = _control(these, said, sides, words)
        else:
            made = [(thread, ()) for thread in threads(these, sides, words)]
        for thread, steps in made:
            found.append((_situation(kind, thread, steps, day, words), thread))
    found = _withdrawn(found, said, day, sides, words)
    found = _breached(found, said, sides, words, day)
    found = _calmed(found, sides)
    found = _demands(found, said, day, sides, words)
    found.sort(key=lambda one: one[1].links[0].said.order)
    return tuple(one for one, _ in found)


def _situation(
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
    opened = _days_told(step for step in steps if step.what == "opened")
    ended = _days_told(step for step in steps if step.what in ENDS or step.what == "ended")
    if state == "ended" and len(ended) > 1 and not _overlap(ended):
        contested = (*contested, "ended")
    if len(opened) > 1 and not _overlap(opened):
        contested = (*contested, "opened")
    reported = [one.reported for one in steps if one.reported is not None]
    heard = max(reported, default=None)
    silent = _between(heard, day)
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
        id=thread.links[0].said.claim.id, kind=kind, state=state, outcome=outcome, doers=doers,
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


def _between(start: str | None, end: str | None) -> int | None:
    if start is None or end is None:
        return None
    return max(0, (date.fromisoformat(end) - date.fromisoformat(start)).days)


def _control(
    found: Sequence[Link], said: Sequence[Said], sides: Sides, words: PictureWords
) -> list[tuple[Thread, tuple[Step, ...]]]:
    """Who holds a place: each capture by another side ends the hold of the one before."""
    held: list[Thread] = []
    steps: dict[int, list[Step]] = {}
    for link in found:
        if link.reading.what in ("denied", "planned", "rumoured", "failed") and not any(
            spots.meet(thread.places, link.places) and sides.meet(thread.doers, link.doers) for thread in held
        ):
            continue
        now = None
        for at, thread in enumerate(held):
            if at in steps or not thread.places or not spots.meet(thread.places, link.places):
                continue
            if not link.doers or not thread.doers or sides.meet(thread.doers, link.doers):
                now = thread
            elif link.reading.what in STANDS:
                steps[at] = [_step(link.said, "ended")]
        if now is None:
            held.append(Thread(link))
        else:
            now.add(link)
    return [(thread, tuple(steps.get(at, ()))) for at, thread in enumerate(held)]


def _step(said: Said, what: What) -> Step:
    """The step that a claim of another event makes in a situation."""
    return Step(
        what=what, origin=said.origin, reported=said.report.published, start=said.start, end=said.end,
        claim=said.claim.id, because=said.event,
    )  # fmt: skip


Found = list[tuple[Situation, Thread]]


def _withdrawn(
    found: Found, said: Sequence[Said], day: str | None, sides: Sides, words: PictureWords
) -> Found:
    """A withdrawal ends the build-up, or the hold on a place, of those who withdraw."""
    left = [(one, sides.of(one.claim).doers, sides.places(one.claim))
            for one in said if one.claim.kind == "withdrawal" and one.claim.status == "occurred"]  # fmt: skip
    out: Found = []
    for situation, thread in found:
        if situation.kind in ("buildup", "control") and situation.state in ("standing", "silent", "disputed"):
            steps = [
                _step(one, "ended")
                for one, who, where in left
                if who and sides.meet(who, situation.doers) and spots.meet(where, situation.places)
                and (one.start or one.report.published or "") >= (thread.last or "")
            ]  # fmt: skip
            if steps:
                situation = _situation(situation.kind, thread, steps, day, words)
        out.append((situation, thread))
    return out


def _breached(
    found: Found, said: Sequence[Said], sides: Sides, words: PictureWords, day: str | None
) -> Found:
    """Force between the sides of a ceasefire, at its place and within its time, is a breach."""
    if not any(one.kind == "ceasefire" for one, _ in found):
        return found
    force = [
        (one, sides.of(one.claim).doers, sides.of(one.claim).undergoers,
         sides.places(one.claim))
        for one in said
        if one.claim.kind in _FORCE and one.claim.status in _HAPPENED and not one.recalled
    ]  # fmt: skip
    out: Found = []
    for situation, thread in found:
        start = situation.opened[0].start if situation.opened else situation.learned
        if (
            situation.kind == "ceasefire"
            and situation.state not in ("planned", "denied")
            and start is not None
        ):
            end = situation.ended[-1].end if situation.ended else "9999"
            steps = [
                _step(one, "breached")
                for one, who, whom, where in force
                if one.start is not None and start < one.start <= end
                and who and whom and sides.meet(who, situation.doers)
                and (sides.meet(whom, situation.doers) or any(_forces(party, sides) for party in whom))
                and spots.near(where, situation.places, 30.0)
            ]  # fmt: skip
            if steps:
                situation = _situation("ceasefire", thread, steps, day, words)
        out.append((situation, thread))
    return out


def _forces(party: Party, sides: Sides) -> bool:
    """Armed people whom the report names only by what they are ("government forces")."""
    return party.key.startswith("~") and sides.armed(party)


def _calmed(found: Found, sides: Sides) -> Found:
    """A calm that a report owes to the mediator is the outcome of that mediation, and not of another one."""
    calms = [
        one for one, _ in found if one.kind == "ceasefire" and one.state in ("standing", "silent", "ended")
    ]
    out: Found = []
    for situation, thread in found:
        if situation.kind == "mediation" and situation.outcome is None and situation.state != "denied":
            for calm in calms:
                if not calm.third_parties or not sides.meet(situation.doers, calm.third_parties):
                    continue
                theirs = situation.undergoers
                if theirs and not sides.meet(theirs, calm.doers):
                    continue
                if situation.places and calm.places and not spots.near(situation.places, calm.places, 30.0):
                    continue
                if not theirs and not (situation.places and calm.places):
                    continue
                apart = _between(situation.learned, calm.learned)
                if apart is None or apart <= _LATER:
                    situation = replace(situation, outcome="calmed", about=calm.id,
                                      places=situation.places or calm.places)  # fmt: skip
                    break
        out.append((situation, thread))
    return out


def _demands(found: Found, said: Sequence[Said], day: str | None, sides: Sides, words: PictureWords) -> Found:
    """What each demand is about, and whether it was met, refused, or lapsed."""
    refusals = [(one, sides.of(one.claim).doers, sides.of(one.claim).undergoers,
                 set(evidence_words(one.claim)))
                for one in said if one.claim.kind == "rejection" and one.claim.status == "occurred"]  # fmt: skip
    others = [one for one, _ in found]
    out: Found = []
    for situation, thread in found:
        if situation.kind == "demand":
            about = _about(situation, thread, others, sides, words)
            made = situation.learned or ""
            steps = [
                _step(one, "refused")
                for one, who, whom, told in refusals
                if (one.report.published or "") >= made
                and _answers(situation, thread, who, whom, told, sides)
            ]  # fmt: skip
            if steps:
                situation = _situation("demand", thread, steps, day, words)
            if about is not None:
                ended = about.ended[-1].end if about.ended else None
                situation = replace(situation, about=about.id)
                if not steps and about.state == "ended" and (ended or about.heard or "") >= made:
                    situation = replace(situation, state="ended", outcome="met", ended=about.ended)
        out.append((situation, thread))
    return out


def _answers(
    demand: Situation,
    thread: Thread,
    who: Sequence[Party],
    whom: Sequence[Party],
    told: set[str],
    sides: Sides,
) -> bool:
    """Is a refusal by ``who`` of what ``whom`` wants an answer to this demand?"""
    by_asked = bool(who and demand.undergoers) and sides.meet(who, demand.undergoers)
    to_asker = bool(whom and demand.doers) and sides.meet(whom, demand.doers)
    if who and demand.undergoers and _all_known(demand.undergoers) and not by_asked:
        return False
    if by_asked and to_asker:
        return True
    asks = {word for link in thread.links for word in evidence_words(link.said.claim) if len(word) > 4}
    return (by_asked or to_asker) and len(asks & told) >= 2


def _all_known(found: Sequence[Party]) -> bool:
    return all(not one.key.startswith("~") for one in found)


def _about(
    demand: Situation, thread: Thread, others: Sequence[Situation], sides: Sides, words: PictureWords
) -> Situation | None:
    """The situation that the demand wants changed: of the kind asked about, at the place or for those it names."""
    ask = next((link.ask for link in thread.links if link.ask is not None), None)
    if ask is None or ask.about is None:
        return None
    told = {w.removeprefix("ال") for link in thread.links for w in evidence_words(link.said.claim)}
    told |= {w[1:] for w in told if w[:1] in "وبلف"} | {w[3:] for w in told if w[:3] in ("وال", "بال")}
    best: tuple[int, str, Situation] | None = None
    for one in others:
        if one.kind != ask.about or one.state in ("denied", "rumoured", "planned"):
            continue
        named = _named(one.places, one.undergoers, told, words)
        if not named:
            continue
        score = 4 * named
        if demand.undergoers and sides.meet(demand.undergoers, one.doers):
            score += 3
        if sides.meet(demand.doers, one.doers):
            score -= 3
        if best is None or (score, one.heard or "") > best[:2]:
            best = score, one.heard or "", one
    return best[2] if best is not None and best[0] > 0 else None


def _named(places: Sequence[Spot], parties: Sequence[Party], told: set[str], words: PictureWords) -> int:
    """How many places or besieged parties the words name."""
    count = sum(bool(set(place.words) & told) for place in places)
    for party in parties:
        said = {w.removeprefix("ال") for w in folded(party.name)} - words.generic_party - words.generic_place
        count += len({w for w in said if w in told or w[1:] in told}) >= 2
    return count

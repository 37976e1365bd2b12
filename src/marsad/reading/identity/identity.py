"""One event told three times is one claim: which events of a report are the same, and what each telling adds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush

from marsad.reading.events.event_tolls import closer, grown, loose, overtakes
from marsad.reading.grammar.parties import LAUNCHED
from marsad.reading.identity.entries import heard
from marsad.reading.identity.odds import compare
from marsad.reading.identity.one_telling import beaten_back, one_construction
from marsad.reading.identity.pairs import Tellings, surety
from marsad.reading.identity.told_apart import BLOWS
from marsad.reading.records import CLAIMED, CLAIMED_BY, DOER, Event, note, note_too, noted
from marsad.reading.sameness import any_place, precise, same_actor, same_place, words
from marsad.reading.scores.linear import Scores, load_scores
from marsad.reading.scores.tellings import FEW
from marsad.reading.sources.testimony import add_source
from marsad.reading.tolls.more import ADDED, added, elsewhere, of_more

# What a kind is where the other is told of the same event: bombing by aircraft, a calm that was brokered.
_RATHER = {"shelling": "air_strike", "mediation": "ceasefire"}


def absorb(old: Event, new: Event, tellings: Tellings) -> None:
    """Add to an event what another telling of it says."""
    lexicon = tellings.lexicon
    if old.trigger.rule.frame == "statement" and old.trigger.sentence == new.trigger.sentence:
        # اتهمت X Y بارتكاب **جرائم حرب**: who accuses whom the verb says, not the noun of what it is about.
        if old.trigger.rule.faint and not new.trigger.rule.faint and new.initiators:
            old.initiators, old.targets = [], []
        elif new.trigger.rule.faint and not old.trigger.rule.faint and old.initiators:
            new.initiators, new.targets = [], []
        elif "addressed" in old.notes and "addressed" not in new.notes:
            new.targets = []  # اتهم X، الذي يرفض محاورة **Y**، Z بـ
    for telling, beside in ((old, new), (new, old)):
        if (
            telling.trigger.accused
            and beside.kind == telling.kind
            and not beside.trigger.accused
            and beside.initiators
        ):
            telling.initiators = []  # whoever tells what he did accuses him no more than who is said to accuse him
    if old.kind != "mediation" and new.kind == "mediation":
        # توسطت **X** بين Y وZ للتوصل إلى هدنة: who steps between them is no side of the truce
        new.third = [*new.third, *new.initiators]
        new.initiators, new.targets = new.targets[:1], new.targets[1:]
        old.initiators = [c for c in old.initiators if not any(same_actor(c, m, lexicon) for m in new.third)]
    for mine, other in ((old.initiators, new.initiators), (old.targets, new.targets), (old.third, new.third)):
        taken = [*old.initiators, *old.targets, *old.third]
        for chunk in other:
            if not any(same_actor(chunk, known, lexicon) for known in taken):
                mine.append(chunk)
    if CLAIMED in new.notes:
        note(old, DOER, [c for c in old.initiators if c.first in noted(old, DOER)] + new.initiators)
    for first in sorted(noted(new, CLAIMED_BY)):
        note_too(old, CLAIMED_BY, str(first))
    in_one = _in_one_sentence(old, new, tellings)
    for place in new.places:
        if not any(
            same_place(place, known) and len(words(place.name)) <= len(words(known.name))
            for known in old.places
        ):
            old.places.append(place)
    if old.date is None or ("spoken" in old.notes and new.date is not None and "spoken" not in new.notes):
        old.date = new.date
    _tolls(old, new, in_one)
    for source in new.sources:
        add_source(old.sources, source)
    old.foilers.extend(c for c in new.foilers if c not in old.foilers)
    old.deniers.extend(c for c in new.deniers if c not in old.deniers)
    old.means.extend(m for m in new.means if m not in old.means)
    old.objects.extend(o for o in new.objects if o not in old.objects)


def _in_one_sentence(old: Event, new: Event, tellings: Tellings) -> Sequence[str]:
    """Which tolls of two tellings are to be added: قتل ثلاثة في قصف على X، **فيما قتل اثنان في قصف على Y**."""
    number = new.trigger.sentence
    if old.trigger.sentence != number or not (old.tolls.keys() & new.tolls.keys()):
        return ()
    mine, theirs = precise(old.places), precise(new.places)
    away = bool(mine and theirs) and not any_place(mine, theirs)
    told = [*old.tolls.values(), *new.tolls.values()]
    sentence = tellings.sentences[number]
    out = []
    for what in sorted(old.tolls.keys() & new.tolls.keys()):
        one, two = sorted((old.tolls[what], new.tolls[what]), key=lambda toll: toll.first)
        if one.first < sentence.first or two.last > sentence.last:
            continue
        if (away and elsewhere(one, two, tellings.tokens)) or of_more(one, two, told, tellings.tokens):
            out.append(what)
    return out


def _tolls(old: Event, new: Event, in_one: Sequence[str]) -> None:
    """The fuller figure before the vaguer, the later of two bounds, casualties before "no casualties"; ``in_one``: add these."""
    hurt = any(toll.min > 0 for toll in old.tolls.values())
    for what, toll in new.tolls.items():
        known = old.tolls.get(what)
        if known is not None and what in in_one:
            added(old, *sorted((known, toll), key=lambda told: told.first))
            continue
        if toll.max == 0 and hurt and (known is not None or len(new.tolls) > 1):
            continue
        if (
            known is None
            or known.max == 0
            or (loose(known) and not loose(toll))
            or closer(toll, known)
            or overtakes(toll, known)
            or (known.max == 1 and toll.min > 1 and not toll.weak)
            or (known.max is None and toll.max is None and toll.min >= known.min and not toll.weak)
            or (known.min == toll.min and toll.max is None and not toll.weak)
        ):
            old.tolls[what] = toll if known is None or not overtakes(toll, known) else grown(toll, known)
            if what in new.notes.get(ADDED, "").split():
                note_too(old, ADDED, what)


def unite(tellings: Tellings, scores: Scores | None = None) -> list[Event]:
    """The events of a report: its tellings joined two by two, the surest first, while what speaks for it on average is enough.

    Only tellings of one family of kinds join; a short report seldom tells a thing twice. The surest telling of each event
    takes in what the others say.
    """
    scores = scores or load_scores("identity")
    events = tellings.events
    groups = [[at] for at in range(len(events))]
    if scores is not None and len(events) > 1:
        model, few = scores.scores["same"], len(tellings.sentences) <= FEW
        odds: dict[tuple[int, int], float] = {}
        others: set[tuple[int, int]] = set()
        for after in range(1, len(events)):
            compare(after, tellings, model, odds, others)
        groups = _joined(groups, odds, scores.bars["same shortly" if few else "same"], others)
    return [_one([events[at] for at in group], tellings) for group in groups]


def _one(told: Sequence[Event], tellings: Tellings) -> Event:
    """The event that some tellings tell of, in their order: the surest takes in what the others say.

    Whether it happened is as it is told first: **أنباء عن** انفجار …
    """
    if len(told) == 1:
        only = told[0]
        only.tellings = [only.trigger]
        only.parts["telling"] = surety(only)
        return only
    by_surety = sorted(told, key=surety, reverse=True)  # of two alike the first
    host = by_surety[0]
    for one in by_surety:
        if "exchanged" in one.trigger.rule.traits or one.kind == _RATHER.get(host.kind):
            host = one
            break
    host = _what_it_was(host, told)
    if tellings.entries.number and heard(host, tellings.tokens):
        host = next((one for one in told if one.kind in LAUNCHED), host)
    if len(told) == 2 and not told[1].tolls and beaten_back(told[0], told[1], tellings.tokens):
        host = told[1]  # **صد** X هجوما: no fight is told but the attack
    else:
        host.status = _status(told, tellings)
    host.spans = [span for one in told for span in one.spans]
    host.tellings = [one.trigger for one in told]
    host.parts["telling"] = surety(by_surety[0])
    host.parts["again"] = surety(by_surety[1])
    for one in told:
        if one is not host:
            absorb(host, one, tellings)
    return host


def _status(told: Sequence[Event], tellings: Tellings) -> str:
    """As it is told first; **حاول** X اقتحام Y, **عقد** جلسة: as what the first word governs says, where this says that it was not done."""
    first = told[0]
    for one in told[1:]:
        if first.status != "occurred" or not one_construction(first, one, tellings.tokens):
            break
        first = one
    return first.status


def _what_it_was(host: Event, told: Sequence[Event]) -> Event:
    """**تفجيران** يهزان X. وقتل في **الهجومين** 27: "the attack" points back to what was told to be a blast or a raid."""
    trigger = host.trigger
    if host.kind != "ground_attack" or "any_force" not in trigger.rule.traits or not trigger.definite:
        return host
    return next((one for one in told if one.kind in BLOWS and one.trigger.first < trigger.first), host)


def _joined(
    groups: Sequence[list[int]], odds: dict[tuple[int, int], float], bar: float, others: Iterable[tuple[int, int]] = ()
) -> list[list[int]]:  # fmt: skip
    """Average linkage over log-odds; a group named by its first member. No odds to any member, no link.

    ``others``: pairs that are never one, whatever third telling is like both.
    """
    if not any([single >= bar for single in odds.values()]):
        return list(groups)
    by_first = {group[0]: group for group in groups}
    never: dict[int, set[int]] = {first: set() for first in by_first}
    for one, two in others:
        never[one].add(two)
        never[two].add(one)
    links: dict[int, dict[int, tuple[float, int]]] = {first: {} for first in by_first}
    queue: list[tuple[float, int, int, tuple[float, int]]] = []

    def link(one: int, two: int, value: tuple[float, int]) -> None:
        if two in never[one]:
            return
        links[one][two] = links[two][one] = value
        if value[0] / value[1] >= bar:
            heappush(queue, (-value[0] / value[1], min(one, two), max(one, two), value))

    for (one, two), single in odds.items():
        link(one, two, (single, 1))
    while queue:
        _, kept, gone, value = heappop(queue)
        if links.get(kept, {}).get(gone) != value or gone not in by_first:
            continue  # one of the two has grown or gone since
        by_first[kept] = sorted(by_first[kept] + by_first.pop(gone))
        for other in never.pop(gone):
            never[other].remove(gone)
            never[other].add(kept)
            never[kept].add(other)
        mine, theirs = links[kept], links.pop(gone)
        for other in sorted({*mine, *theirs} - {kept, gone}):
            both = [side[other] for side in (mine, theirs) if other in side]
            links[other].pop(gone, None)
            links[other].pop(kept, None)
            links[kept].pop(other, None)
            link(kept, other, (sum(total for total, _ in both), sum(count for _, count in both)))
        mine.pop(gone)
    return [by_first[first] for first in sorted(by_first)]

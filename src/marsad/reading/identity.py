"""One event told three times is one claim: which events of a report are the same, and what each telling adds."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from heapq import heappop, heappush

from marsad.lexicon.compile import Lexicon
from marsad.reading.clauses import Clauses
from marsad.reading.grounding import closer, loose
from marsad.reading.linear import SHARED, Scores, load_scores, steps
from marsad.reading.parties import BETWEEN, between_whom
from marsad.reading.records import VERBAL, Chunk, Event
from marsad.reading.testimony import add_source
from marsad.reading.wording import Wording
from marsad.text.fold import fold
from marsad.text.tokens import Sentence, Token

_LOOSE_RULES = {"ground_attack.attack"}
_UNLIKE = {"denied", "planned", "attempted", "ended"}
_SURE = 6.0  # log-odds where the words leave no doubt
_SHARED = (0, 0.3, 0.7, 1.2, 2, 3)  # steps of what two sentences share, see ``Wording.shared``
_SHARE = (0, 0.03, 0.07, 0.12, 0.2, 0.35)
_BACK = 40  # events looked back over: a report that long has moved on
AREAS = {"region", "admin1", "admin2", "country", "direction", "part", "front", "vicinity"}
_STOP = {"في", "من", "قوات", "مدينه", "بلده", "قريه", "محافظه", "ريف", "حي", "منطقه", "عناصر", "مسلحي", "ميليشيا", "ميليشيات",
         "مليشيات", "مليشيا", "تنظيم", "جماعه", "حركه"}  # fmt: skip


@lru_cache(maxsize=50_000)
def words(name: str) -> frozenset[str]:
    """The telling words of a name, without articles, clitics and type words."""
    out = set()
    for word in fold(name).replace('"', " ").replace("_", " ").split():
        word = word.strip("#“”«»'.,،()-–")
        for lead in ("وال", "بال", "لل", "ال"):
            if word.startswith(lead) and len(word) - len(lead) >= 2:
                word = word[len(lead) :]
                break
        if len(word) > 1:
            out.add(word)
    return frozenset(out - _STOP or out)


@lru_cache(maxsize=8192)
def _akin(one: str, other: str) -> bool:
    """Has one of two names all the telling words of the other?"""
    x, y = words(one), words(other)
    return bool(x & y) and (x <= y or y <= x)


def same_actor(a: Chunk, b: Chunk, lexicon: Lexicon) -> bool:
    if a.ref and b.ref:
        if a.ref == b.ref:
            return True
        up = lexicon.parents
        if b.ref in up.get(a.ref, ()) or a.ref in up.get(b.ref, ()):
            return True
    if a.country and a.country == b.country and "nationality" in (a.sort, b.sort):
        return True
    return _akin(a.name, b.name)


def same_place(a: Chunk, b: Chunk) -> bool:
    if (a.sort == "road") != (b.sort == "road"):  # the road from a town is not the town
        return False
    if a.ref and a.ref == b.ref:
        return True
    return _akin(a.name, b.name)


def _any_actor(a: Sequence[Chunk], b: Sequence[Chunk], lexicon: Lexicon) -> bool:
    for x in a:
        for y in b:
            if same_actor(x, y, lexicon):
                return True
    return False


def _any_place(a: Sequence[Chunk], b: Sequence[Chunk]) -> bool:
    for x in a:
        for y in b:
            if same_place(x, y):
                return True
    return False


def _precise(places: Sequence[Chunk]) -> list[Chunk]:
    return [p for p in places if p.sort not in AREAS and p.kind == "place"]


def apart(old: Event, new: Event, lexicon: Lexicon, where: str) -> bool:
    """Can two tellings not be of one event?

    What was tried, planned or denied and what was done; two days told exactly; two places told exactly where another
    kind of thing was done, or other known parties did it. ``where``: how their places lie, see ``Tellings.where``.
    """
    if old.status != new.status and {old.status, new.status} & _UNLIKE:
        return True
    if "spoken" not in old.notes and "spoken" not in new.notes and _days(old, new) == "other":
        return True
    if where not in ("other", "other area"):
        return False
    return (where == "other" and old.kind != new.kind) or (
        any(c.ref for c in old.initiators)
        and any(c.ref for c in new.initiators)
        and not _any_actor(old.initiators, new.initiators, lexicon)
    )


def _said_twice(old: Event, new: Event) -> bool:
    """هدد X بالرد. واتهم X إسرائيل بـ…: two verbs of saying of two kinds, in two sentences, are two statements."""
    one, two = old.trigger, new.trigger
    return (
        old.kind != new.kind
        and one.rule.frame == two.rule.frame == "statement"
        and one.form in VERBAL
        and two.form in VERBAL
        and one.sentence != two.sentence
    )


def _as_it_was(old: Event, new: Event) -> bool:
    """رفعوا حصارهم … **الحصار** امتد إلى X: what is told to have ended is spoken of in the same breath as it was."""
    return (
        old.status == "ended"
        and old.kind == new.kind
        and new.trigger.definite
        and new.trigger.sentence == old.trigger.sentence
    )


def between_others(old: Event, new: Event, lexicon: Lexicon) -> bool:
    """Do both stand between two sides, of which each telling names one that is none of the other's?

    Told of two towns they are two: a mediation here and one there, by the same mediator on the same day.
    """
    if old.kind != new.kind or old.kind not in BETWEEN:
        return False
    mine, theirs = between_whom(old), between_whom(new)
    return (
        len(mine) >= 2
        and len(theirs) >= 2
        and all(chunk.ref for chunk in (*mine, *theirs))
        and any(not _any_actor([chunk], theirs, lexicon) for chunk in mine)
        and any(not _any_actor([chunk], mine, lexicon) for chunk in theirs)
    )


def _elsewhere_too(old: Event, new: Event) -> bool:
    """Did they stand between sides "in Daraa too" (أيضاً), a place that the earlier telling does not name?

    Of shelling or gains that would be one more place of theirs; who mediates there too mediates once more.
    """
    return (
        old.kind == new.kind
        and new.kind in BETWEEN
        and "also" in new.notes
        and bool(_precise(new.places))
        and not _any_place(_precise(new.places), old.places)
    )


class Tellings:
    """What the features of all pairs of one report's tellings share."""

    def __init__(
        self, events: Sequence[Event], tokens: Sequence[Token], sentences: Sequence[Sentence], roles: Sequence[str],
        clauses: Sequence[Clauses], lexicon: Lexicon,
    ) -> None:  # fmt: skip
        self.events = events
        self.tokens = tokens
        self.sentences = sentences
        self.roles = roles
        self.clauses = clauses
        self.lexicon = lexicon
        self._where: dict[tuple[int, int], str] = {}
        self.many = str(min(len(events) // 3, 5))

    @cached_property
    def _wording(self) -> Wording:
        return Wording(self.tokens, self.sentences)

    def where(self, before: int, after: int) -> str:
        """How the places of two tellings lie to each other: same, part, other …"""
        found = self._where.get((before, after))
        if found is None:
            found = self._where[before, after] = _where(self.events[before].places, self.events[after].places)
        return found

    def features(self, before: int, after: int) -> list[str]:
        """Names of the binary features of two tellings being one event; ``before`` is told first."""
        old, new = self.events[before], self.events[after]
        one, two = old.trigger, new.trigger
        tokens, roles = self.tokens, self.roles
        family = self.lexicon.families[new.kind]
        kin = "same" if old.kind == new.kind else "kin"
        gap = steps(two.sentence - one.sentence, 0, 1, 2, 4, 8)
        places = self.where(before, after)
        initiators = self._who(old.initiators, new.initiators)
        targets = self._who(old.targets, new.targets)
        sides = self._who((*old.initiators, *old.targets), (*new.initiators, *new.targets))
        killed, injured = _hurt(old, new, "killed"), _hurt(old, new, "injured")
        days = _days(old, new)
        between = after - before - 1
        alike = 0
        if between:
            alike = sum(self.events[at].kind == new.kind for at in range(before + 1, after))
        definite = "d" if two.definite else "-"
        lead = one.sentence <= 1
        out = [f"kinds={old.kind}>{new.kind}"]
        out += _of_kin(kin, family, gap)
        out += _of_parties(kin, family, places, initiators, targets, sides)
        out += _of_victims(places, killed, injured)
        out += _of_places(kin, gap, places, days, initiators, targets)
        out += _of_others(kin, places, min(between, 4), min(alike, 3))
        out += _of_forms(kin, gap, places, definite, one.form, two.form)
        out += _of_position(kin, gap, places, roles[one.sentence] == "title", lead)
        out.append(f"word={tokens[one.first].fold == tokens[two.first].fold}|{kin}|{places}")
        out.append(f"rules={one.rule.id}>{two.rule.id}")
        out += _of_status(old.status, new.status, "also" in new.notes)
        out += _of_bareness(kin, gap, _bare(old), _bare(new))
        out += _of_many(kin, places, self.many)
        out.append(f"clitic={two.before}|{kin}")
        out.append(f"means={_overlap(old.means, new.means)}|{kin}")
        mine, theirs = ([c.ref or c.name for c in event.sources] for event in (old, new))
        out.append(f"sources={_overlap(mine, theirs)}")
        if one.sentence != two.sentence:
            out += _of_wording(kin, *self._wording.shared(one.sentence, two.sentence))
            sentence = self.sentences[two.sentence]
            opening = tokens[sentence.first].fold
            out.append(f"opens={opening}")
            if sentence.first + 1 < sentence.last:
                out.append(f"opens={opening} {tokens[sentence.first + 1].fold}")
        else:
            walls = self.clauses[two.sentence].walls
            apart = bisect_left(walls, two.first) - bisect_left(walls, one.last)
            out.append(f"walls={min(apart, 3)}|{kin}")
            out.append(f"near={steps(two.first - one.last, 1, 3, 7, 15)}|{kin}|{two.before[:1] == 'و'}")
            out.append(f"-1={tokens[two.first - 1].fold}|{kin}")
        return out

    def _who(self, mine: Sequence[Chunk], theirs: Sequence[Chunk]) -> str:
        if not mine or not theirs:
            return ("one" if mine else "-") + ("two" if theirs else "-")
        same = [[same_actor(x, y, self.lexicon) for y in theirs] for x in mine]
        if any(map(any, same)):
            whole = all(map(any, same)) and all(map(any, zip(*same, strict=True)))
            return "same" if whole else "some"
        return "others" if all(c.ref for c in (*mine, *theirs)) else "other words"


# Names of features by what they are made of: the pairs of a report differ in little, so that most are made once.
# Their order is that of the sum: another one rounds otherwise, and tells two pairs of one score apart.


@lru_cache(maxsize=SHARED)
def _of_kin(kin: str, family: str, gap: str) -> tuple[str, ...]:
    return f"kin={kin}|{family}", f"gap={gap}|{kin}"


@lru_cache(maxsize=SHARED)
def _of_parties(
    kin: str, family: str, places: str, initiators: str, targets: str, sides: str
) -> tuple[str, ...]:
    return (
        f"places={places}|{kin}",
        f"places={places}|{family}|{kin}",
        f"initiators={initiators}|{kin}",
        f"initiators={initiators}|{family}|{kin}",
        f"targets={targets}|{family}|{kin}",
        f"sides={sides}|{family}|{kin}",
    )


@lru_cache(maxsize=SHARED)
def _of_victims(places: str, killed: str, injured: str) -> tuple[str, ...]:
    return f"killed={killed}|{injured}|{places}", f"killed={killed}", f"injured={injured}"


@lru_cache(maxsize=SHARED)
def _of_places(kin: str, gap: str, places: str, days: str, initiators: str, targets: str) -> tuple[str, ...]:
    return (
        f"days={days}|{kin}",
        f"places={places}|initiators={initiators}",
        f"places={places}|gap={gap}",
        f"places={places}|days={days}",
        f"places={places}|{initiators}|{targets}|{kin}",
        f"initiators={initiators}|targets={targets}",
    )


@lru_cache(maxsize=SHARED)
def _of_others(kin: str, places: str, between: int, alike: int) -> tuple[str, ...]:
    return f"between={between}|{kin}", f"alike={alike}|{kin}", f"alike={alike}|{places}"


@lru_cache(maxsize=SHARED)
def _of_many(kin: str, places: str, many: str) -> tuple[str, ...]:
    return f"many={many}|{kin}", f"many={many}|{places}"


@lru_cache(maxsize=SHARED)
def _of_position(kin: str, gap: str, places: str, title: bool, lead: bool) -> tuple[str, ...]:
    return f"title={title}|{places}", f"lead={lead}|{places}|{kin}", f"lead={lead}|{gap}"


@lru_cache(maxsize=SHARED)
def _of_forms(kin: str, gap: str, places: str, definite: str, form: str, then: str) -> tuple[str, ...]:
    return f"{definite}|{kin}|{gap}", f"{definite}|{then}|{kin}|{places}", f"forms={form}>{then}|{kin}"


@lru_cache(maxsize=SHARED)
def _of_status(status: str, then: str, also: bool) -> tuple[str, ...]:
    return f"status={status}>{then}", f"also={also}"


@lru_cache(maxsize=SHARED)
def _of_bareness(kin: str, gap: str, first: bool, then: bool) -> tuple[str, ...]:
    return f"{'bare' if then else '-'}|{kin}|{gap}", f"first {'bare' if first else '-'}|{kin}|{gap}"


def _of_wording(kin: str, common: float, share: float) -> tuple[str, str]:
    return (
        f"shared={steps(common, *_SHARED)}|{kin}",
        f"share={steps(share, *_SHARE)}|{kin}",
    )


def _where(mine: Sequence[Chunk], theirs: Sequence[Chunk]) -> str:
    if not mine or not theirs:
        return ("one" if mine else "-") + ("two" if theirs else "-")
    near, far = _precise(mine), _precise(theirs)
    if near and far:
        if _any_place(near, far):
            return "same"
        return "part" if _any_place(mine, theirs) else "other"
    return "area" if _any_place(mine, theirs) else "other area"


def _hurt(old: Event, new: Event, what: str) -> str:
    one, two = old.tolls.get(what), new.tolls.get(what)
    if one is None or two is None:
        return ("one" if one else "-") + ("two" if two else "-")
    if (one.min, one.max) == (two.min, two.max):
        return "same" if one.min >= 2 else "same one"
    return "open" if one.max is None or two.max is None else "other"


def _days(old: Event, new: Event) -> str:
    one, two = old.date, new.date
    if one is None or two is None or not one.start or not two.start:
        return ("one" if one else "-") + ("two" if two else "-")
    if one.start == two.start:
        return "same"
    apart = one.start > (two.end or two.start) or two.start > (one.end or one.start)
    return "other" if apart else "within"


def _overlap(mine: Sequence[str], theirs: Sequence[str]) -> str:
    if not mine or not theirs:
        return "-"
    return "same" if set(mine) & set(theirs) else "other"


def _bare(event: Event) -> bool:
    return not event.initiators and not event.targets and not event.places


def absorb(old: Event, new: Event, lexicon: Lexicon) -> None:
    """Add to an event what another telling of it says."""
    for mine, other in ((old.initiators, new.initiators), (old.targets, new.targets), (old.third, new.third)):
        taken = [*old.initiators, *old.targets, *old.third]
        for chunk in other:
            if not any(same_actor(chunk, known, lexicon) for known in taken):
                mine.append(chunk)
    for place in new.places:
        if not any(
            same_place(place, known) and len(words(place.name)) <= len(words(known.name))
            for known in old.places
        ):
            old.places.append(place)
    if old.date is None or ("spoken" in old.notes and new.date is not None and "spoken" not in new.notes):
        old.date = new.date
    _tolls(old, new)
    for source in new.sources:
        add_source(old.sources, source)
    old.means.extend(m for m in new.means if m not in old.means)
    old.objects.extend(o for o in new.objects if o not in old.objects)
    old.spans.extend(new.spans)
    loose = old.trigger.rule.id in _LOOSE_RULES and old.kind == "ground_attack"
    vague = new.trigger.rule.id in _LOOSE_RULES and new.kind == "ground_attack"
    if old.kind != new.kind and not vague and (loose or (old.trigger.definite and not new.trigger.definite)):
        old.kind = new.kind
    elif old.kind == "shelling" and new.kind == "air_strike":
        old.kind = "air_strike"


def _tolls(old: Event, new: Event) -> None:
    """The fuller figure before the vaguer, the later of two bounds, casualties before "no casualties"."""
    hurt = any(toll.min > 0 for toll in old.tolls.values())
    for what, toll in new.tolls.items():
        known = old.tolls.get(what)
        if toll.max == 0 and hurt and (known is not None or len(new.tolls) > 1):
            continue
        if (
            known is None
            or known.max == 0
            or (loose(known) and not loose(toll))
            or closer(toll, known)
            or (known.max == 1 and toll.min > 1 and not toll.weak)
            or (known.max is None and toll.max is None and toll.min >= known.min and not toll.weak)
            or (known.min == toll.min and toll.max is None and not toll.weak)
        ):
            old.tolls[what] = toll


def unite(tellings: Tellings, scores: Scores | None = None) -> list[Event]:
    """The events of a report: its tellings joined two by two, the surest first, while what speaks for it on average is enough.

    Only tellings of one family of kinds join. The first telling of each event takes in what the others say.
    """
    scores = scores or load_scores("identity")
    events, families = tellings.events, tellings.lexicon.families
    groups = [[at] for at in range(len(events))]
    if scores is not None:
        model, bar = scores.scores["same"], scores.bars["same"]
        odds: dict[tuple[int, int], float] = {}
        others: set[tuple[int, int]] = set()
        for after in range(len(events)):
            for before in range(max(0, after - _BACK), after):
                old, new = events[before], events[after]
                if families[old.kind] != families[new.kind]:
                    continue
                where = tellings.where(before, after)
                if (
                    _elsewhere_too(old, new)
                    or _said_twice(old, new)
                    or (where == "other" and between_others(old, new, tellings.lexicon))
                ):
                    others.add((before, after))
                elif _as_it_was(old, new):
                    odds[before, after] = _SURE
                elif not apart(old, new, tellings.lexicon, where):
                    odds[before, after] = model.odds(tellings.features(before, after))
        groups = _joined(groups, odds, bar, others)
    out = []
    for group in groups:
        host = events[group[0]]
        host.tellings = [events[at].trigger for at in group]
        sure = sorted((events[at].parts.get("telling", 0.5) for at in group), reverse=True)
        host.parts["telling"] = sure[0]
        if len(sure) > 1:
            host.parts["again"] = sure[1]
        for at in group[1:]:
            absorb(host, events[at], tellings.lexicon)
        out.append(host)
    return out


def _joined(
    groups: Sequence[list[int]], odds: dict[tuple[int, int], float], bar: float, others: Iterable[tuple[int, int]] = ()
) -> list[list[int]]:  # fmt: skip
    """Average linkage over log-odds; a group named by its first member. No odds to any member, no link.

    ``others``: pairs that are never one, whatever third telling is like both.
    """
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

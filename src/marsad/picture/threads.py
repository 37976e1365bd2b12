"""Which claims tell of one situation: threads of one kind, place and parties through time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from marsad.model import Claim
from marsad.picture import spots
from marsad.picture.records import Party, Said, Spot
from marsad.picture.sides import Sides, merged
from marsad.picture.steps import KIND_OF, STANDS, Reading, around, evidence_words, step_of
from marsad.picture.words import Ask, PictureWords, SituationKind, folded

MUTUAL: frozenset[str] = frozenset({"ceasefire", "talks"})
"""Kinds whose sides stand to each other alike."""

_PLACED = frozenset({"siege", "control", "closure", "buildup", "displacement"})
_TWO = 60.0  # kilometres from which places besieged by two sides are two sieges
_ONE = 120.0  # kilometres that the places of one siege may lie apart
_AGAIN = 3  # days after its end from which a beginning is that of another situation


class Link(Struct, frozen=True, kw_only=True):
    """One claim on its way into a thread, with its parties told apart from its places."""

    said: Said
    kind: SituationKind
    reading: Reading
    doers: tuple[Party, ...]
    undergoers: tuple[Party, ...]
    thirds: tuple[Party, ...]
    places: tuple[Spot, ...]
    ask: Ask | None = None
    # An end by breaking in or out: who does it is not who besieges.
    broken: bool = False
    # Which of the things that the claim tells as one, counted from 0.
    part: int = 0

    @property
    def day(self) -> str | None:
        """The day the claim speaks of: told, or else of its report."""
        return self.said.start or self.said.report.published


class Thread:
    """The claims of one situation, in the order of their reports."""

    def __init__(self, first: Link) -> None:
        self.links = [first]
        self.places: list[Spot] = list(first.places)
        self.named = Counter(one.key for one in first.places)
        self.doers: list[Party] = list(first.doers)
        self.undergoers: list[Party] = list(first.undergoers)
        self.documents = {first.said.report.id}
        self.events = {first.said.event}
        self.last = first.day

    def add(self, link: Link) -> None:
        self.links.append(link)
        self.named.update(one.key for one in link.places)
        self.places += [one for one in link.places if one.key not in {p.key for p in self.places}]
        self.doers += [one for one in link.doers if one.key not in {p.key for p in self.doers}]
        self.undergoers += [one for one in link.undergoers if one.key not in {p.key for p in self.undergoers}]
        self.documents.add(link.said.report.id)
        self.events.add(link.said.event)
        if link.day is not None and (self.last is None or link.day > self.last):
            self.last = link.day

    @property
    def ended(self) -> str | None:
        """The last day on which it was said to have ended, where nothing later says that it stands."""
        out: str | None = None
        for link in self.links:
            if link.reading.what in ("ended", "agreed", "failed"):
                out = link.day or out
            elif out is not None and link.reading.what in STANDS and (link.day or "") > out:
                out = None
        return out


def links(said: Iterable[Said], sides: Sides, words: PictureWords) -> list[Link]:
    """The claims that tell of situations, each as a link."""
    out = []
    for one in said:
        claim = one.claim
        if claim.kind not in KIND_OF:
            continue
        places = sides.places(claim)
        doers, undergoers = sides.of(claim).doers, sides.of(claim).undergoers
        kind = KIND_OF[claim.kind]
        reading = step_of(one, words)
        if kind in MUTUAL:
            doers, undergoers = merged((*doers, *undergoers)), ()
        elif kind != "demand":
            undergoers = tuple(party for party in undergoers if not is_place(party, places, words))
        link = Link(
            said=one,
            kind=kind,
            reading=reading,
            doers=doers,
            undergoers=undergoers,
            thirds=sides.of(claim).thirds,
            places=places,
            ask=words.asked(evidence_words(claim)) if kind == "demand" else None,
            broken=kind == "siege" and reading.what == "ended" and words.turn("broken", around(claim)),
        )
        if kind != "siege":
            out.append(link)
            continue
        for part in told_in_one(link, sides):
            # Nobody besieges his own side: a party of the sentence taken for its object.
            others = tuple(party for party in part.undergoers if not sides.meet((party,), part.doers))
            out.append(replace(part, undergoers=others))
    return out


def besieging(found: Iterable[Said], sides: Sides, words: PictureWords) -> dict[str, list[Link]]:
    """Who besieges whom by each claim of a siege, one link for each siege that it tells."""
    out: dict[str, list[Link]] = {}
    for link in links((one for one in found if one.claim.kind == "siege"), sides, words):
        out.setdefault(link.said.claim.id, []).append(link)
    return out


def told_in_one(link: Link, sides: Sides) -> tuple[Link, ...]:
    """The sieges that one claim tells in a breath, "A besieges P, and in return B besieges Q": of two sides, far apart.

    Whom and where are those named from a besieger on to the next; the day told stays with the first.
    """
    if len(link.doers) < 2 or len(link.places) < 2:
        return (_in_its_sentence(link),)
    claim = link.said.claim
    at = {party.key: _position(claim, party.told[0] if party.told else party.name) for party in link.doers}
    order = sorted(link.doers, key=lambda party: at[party.key])
    turn = next((at[party.key] for party in order if not sides.same(party, order[0])), -1)
    if turn <= 0 or at[order[0].key] < 0:
        return (_in_its_sentence(link),)
    first, second = (
        [place for place in link.places if (_position(claim, place.name) < turn) == before]
        for before in (True, False)
    )
    if not first or not second or any(
        (apart := spots.between(a, b)) is not None and apart < _TWO for a in first for b in second
    ):  # fmt: skip
        return (_in_its_sentence(link),)

    def named(found: Sequence[Party], before: bool) -> tuple[Party, ...]:
        return tuple(p for p in found if (_position(claim, p.told[0] if p.told else p.name) < turn) == before)

    return (
        replace(link, doers=named(link.doers, True), undergoers=named(link.undergoers, True), places=tuple(first)),
        replace(
            link, doers=named(link.doers, False), undergoers=named(link.undergoers, False), places=tuple(second),
            said=replace(link.said, start=None, end=None, quote=None), part=1, reading=_undated(link.reading),
        ),
    )  # fmt: skip


def _undated(reading: Reading) -> Reading:
    """The reading without the day, which says that another one began."""
    return Reading("affirmed" if reading.what == "opened" else reading.what, False)


def _in_its_sentence(link: Link) -> Link:
    """The link without far places that only another sentence of its evidence names: those are of something else there."""
    claim, trigger = link.said.claim, link.said.claim.trigger
    told = [span for span in claim.evidence
            if trigger is not None and span.where == trigger.where and span.start <= trigger.start < span.end
            and span.end - span.start > trigger.end - trigger.start]  # fmt: skip
    here = tuple(place for place in link.places if any(place.name in span.quote for span in told))
    if not here or len(here) == len(link.places) or not any(
        (apart := spots.between(a, b)) is not None and apart > _ONE for a in here for b in link.places
    ):  # fmt: skip
        return link
    return replace(link, places=here)


def _position(claim: Claim, name: str) -> int:
    """Where in the report the claim's evidence first names it; -1 where it does not."""
    where = claim.trigger.where if claim.trigger is not None else "text"
    found = [
        span.start + at
        for span in claim.evidence
        if span.where == where and (at := span.quote.find(name)) >= 0
    ]
    return min(found, default=-1)


def is_place(party: Party, places: Sequence[Spot], words: PictureWords) -> bool:
    """Is this "party" only the name of the place it happened to ("besieged the town of Nawa")?"""
    if not party.key.startswith("~"):
        return False
    said = _without(party.name, words.generic_place)
    return any(said.issubset(place.words) for place in places)


@lru_cache(maxsize=65536)
def _without(name: str, generic: frozenset[str]) -> frozenset[str]:
    return frozenset(w.removeprefix("ال") for w in folded(name)) - generic


def threads(found: Iterable[Link], sides: Sides, words: PictureWords) -> list[Thread]:
    """The links of one kind as threads, by day of report; of control by the day told."""
    out: list[Thread] = []
    for link in found:
        best: tuple[float, Thread] | None = None
        for thread in reversed(out):
            score = _score(thread, link, sides, words)
            if score > 0 and (best is None or score > best[0]):
                best = score, thread
        if _by_others(link, best[1] if best is not None else None, sides):
            link = replace(link, doers=())
        if best is None:
            out.append(Thread(link))
        else:
            best[1].add(link)
    return out


def _by_others(link: Link, thread: Thread | None, sides: Sides) -> bool:
    """Is a siege ended by others than those who lay it: by the besieged, or by who breaks it?"""
    if link.kind != "siege" or link.reading.what != "ended":
        return False
    if thread is None:
        return link.broken
    if _role(link.doers, thread.doers, sides) >= 0:
        return False
    return link.broken or sides.meet(link.doers, thread.undergoers)


def _score(thread: Thread, link: Link, sides: Sides, words: PictureWords) -> float:
    """How well the claim fits the thread; 0 where it does not."""
    place = _place_fit(thread, link)
    if place < 0:
        return 0
    party = _party_fit(thread, link, sides)
    if party < 0 or not _time_fits(thread, link, words):
        return 0
    if link.kind in _PLACED and not place:
        # Nobody says where: the same sides, both of them; of a siege one will do.
        return party if party >= 2 or (link.kind == "siege" and party) else 0
    if not place and link.said.report.id in thread.documents and not _told_as_one(thread, link):
        # A report that tells two things of a kind apart, and of one of them not where, means two.
        return 0
    return 2 * place + party


def _told_as_one(thread: Thread, link: Link) -> bool:
    """Does a report that says of a claim or of the thread not where mean one thing by both?

    Of a mediation it is whom it stands between that tells: one power may mediate in two places on one day.
    """
    one_event = link.said.event in thread.events
    if link.kind != "mediation":
        return one_event
    mine = {party.key for party in link.undergoers}
    for other in thread.links:
        if other.said.report.id == link.said.report.id:
            theirs = {party.key for party in other.undergoers}
            if one_event and (mine <= theirs or theirs <= mine):
                return True
            if mine == theirs and len(mine) > 1:
                return True
    return False


def _place_fit(thread: Thread, link: Link) -> float:
    """Over 2 one place, the more so the more of the thread's claims name it; 0 unknown, -1 elsewhere."""
    if not thread.places or not link.places:
        return 0
    settled = [one for one in thread.places if not one.area] or thread.places
    here = [one for one in link.places if not one.area] or list(link.places)
    if not spots.meet(settled, here):
        return -1
    shared = sum(thread.named[one.key] for one in settled if spots.meet((one,), here))
    return 2 + shared / (1 + thread.named.total())


def _party_fit(thread: Thread, link: Link, sides: Sides) -> int:
    """How many roles agree; -1 where one contradicts."""
    if link.kind in MUTUAL:
        if not link.doers or not thread.doers:
            return 0
        small, large = sorted((link.doers, thread.doers), key=len)
        if sides.within(small, large):
            return 2 if len(small) > 1 else 1
        return -1
    fit = _role(link.doers, thread.doers, sides)
    if fit < 0:
        return 0 if _by_others(link, thread, sides) else -1
    other = _role(link.undergoers, thread.undergoers, sides)
    if other < 0:
        # One besieger at one place has one siege there, whoever is said to be inside. "Those wanted" are part of
        # what is demanded, not of whom.
        loose = link.kind in ("control", "displacement") or (link.kind == "siege" and fit > 0)
        asks = link.kind == "demand" and link.ask is not None
        if not loose and not (asks and _registered(link.undergoers) != _registered(thread.undergoers)):
            return -1
    fit += max(other, 0)
    if link.kind == "demand":
        asked = {one.ask.id for one in thread.links if one.ask is not None}
        if link.ask is not None and asked and link.ask.id not in asked:
            return -1
        if not link.doers or not thread.doers:
            return -1
    return fit


def _role(mine: Sequence[Party], theirs: Sequence[Party], sides: Sides) -> int:
    """1 one side, 0 unknown, -1 others; who is named only by what they are may be anybody."""
    mine = [one for one in mine if not sides.bare(one)]
    theirs = [one for one in theirs if not sides.bare(one)]
    if not mine or not theirs:
        return 0
    return 1 if sides.meet(mine, theirs) else -1


def _registered(found: Sequence[Party]) -> bool:
    return any(not one.key.startswith("~") for one in found)


def _time_fits(thread: Thread, link: Link, words: PictureWords) -> bool:
    day, ended = link.day, thread.ended
    if link.kind == "control" and ended is not None:
        return day is not None and day <= ended
    if day is None or thread.last is None:
        return True
    if ended is not None and day > ended:
        apart = _days(ended, day)
        if link.reading.what in ("opened", "planned") and link.said.start is not None and apart >= _AGAIN:
            return False
        return apart <= words.silence[link.kind]
    if link.kind in ("siege", "control", "closure") and link.reading.what != "opened":
        return True  # "still": the one that was told of, however long ago
    # After three silences it is another siege, another round of talks.
    return _days(thread.last, day) <= 3 * words.silence[link.kind]


def _days(a: str, b: str) -> int:
    return (date.fromisoformat(b) - date.fromisoformat(a)).days

"""The slots of a claim that merging compares, made small enough to keep beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from hashlib import blake2b
from itertools import pairwise
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from marsad.merging.copies import sample, shingles
from marsad.merging.registry import Registry
from marsad.model import Claim, Coded, Location, Participant, Toll
from marsad.reading.identity import words
from marsad.text.fold import fold
from marsad.text.tokens import tokenize

Basis = Literal["told", "near", "published", "none"]
_AREAS = frozenset({"region", "admin1", "admin2", "country", "direction", "part", "front", "vicinity"})
_FRESH = 2  # days before publication that fresh news without a date may lie back
_BACK = 3  # days before the latest news of a report from which on it only looks back
_LONGEST = 10  # days; a longer interval says too little to look for neighbours by day
_RARE = 4  # letters of the shortest word that counts as telling
_WORDS = 60


class Spot(Struct, frozen=True, array_like=True):
    """A place as merging sees it: telling words, a point where there is one, ``radius`` in km, and whether it
    is an area."""

    words: tuple[str, ...]
    lat: float | None
    lon: float | None
    radius: float
    area: bool
    id: str | None


class Who(Struct, frozen=True, array_like=True):
    """An actor: id of the registry where known, country, telling words."""

    id: str | None
    country: str | None
    words: tuple[str, ...]


class Facets(Struct, frozen=True, array_like=True):
    """One claim, reduced to what is compared.

    ``start`` and ``end`` are days as ordinals (``date.toordinal``). ``basis`` says where they come from:
    ``told`` for the report's own date words, ``near`` for words that lean on the day of publication
    ("today"), ``published`` for fresh news without any, ``none`` where nothing bounds it. ``month_day`` and
    ``weekday`` keep what is said of a day whose year is unknown. ``shingles`` are hashes of runs of words
    of the evidence; ``names`` pairs of words that name a person; ``keys`` the blocks in which neighbours
    are looked for. ``recalled``: the report looks back on it beside its own, later news.
    """

    claim: str
    document: str
    outlet: str
    kind: str
    family: str
    status: str
    start: int | None
    end: int | None
    basis: Basis
    precision: str | None
    month_day: tuple[int, int] | None
    weekday: int | None
    published: int | None
    spots: tuple[Spot, ...]
    initiators: tuple[Who, ...]
    targets: tuple[Who, ...]
    killed: tuple[int, int | None] | None
    injured: tuple[int, int | None] | None
    means: tuple[str, ...]
    names: tuple[str, ...]
    telling: tuple[str, ...]
    shingles: tuple[int, ...]
    summary: bool
    recalled: bool
    rank: int
    keys: tuple[int, ...]


def ordinal(text: str | None) -> int | None:
    """The day of an ISO date or date-time, counted from year 1; None where it is no date."""
    try:
        return date.fromisoformat(text[:10]).toordinal() if text else None
    except ValueError:
        return None


def facets(coded: Coded, registry: Registry) -> list[Facets]:
    """The facets of every claim of a report, in its order."""
    made = [_facets(claim, coded, rank, registry) for rank, claim in enumerate(coded.events)]
    told = [one.end for one in made if one.end is not None and one.status != "planned"]
    latest = max(told, default=None)
    if latest is None:
        return made
    return [
        replace(one, recalled=True) if one.end is not None and one.end < latest - _BACK else one
        for one in made
    ]


def _facets(claim: Claim, coded: Coded, rank: int, registry: Registry) -> Facets:
    published = ordinal(coded.published)
    start, end, basis, month_day, weekday = _days(claim, published, registry)
    spots = tuple(spot for spot in map(_spot, claim.places) if spot.words)
    folded = [
        [token.fold for token in tokenize(span.quote) if token.kind in ("word", "number")]
        for span in claim.evidence
    ]
    # Evidence of the title and the lead often repeats itself; a run of words counts once.
    runs = shingles(folded)
    names = _names(claim, folded, registry)
    taken = {word for spot in spots for word in spot.words} | {w for name in names for w in name.split()}
    made = Facets(
        claim=claim.id,
        document=coded.id,
        outlet=coded.outlet or "",
        kind=claim.kind,
        family=registry.families.get(claim.kind, ""),
        status=claim.status,
        start=start,
        end=end,
        basis=basis,
        precision=claim.when.precision if claim.when else None,
        month_day=month_day,
        weekday=weekday,
        published=published,
        spots=spots,
        initiators=tuple(map(_who, claim.initiators)),
        targets=tuple(map(_who, claim.targets)),
        killed=_range(claim.killed),
        injured=_range(claim.injured),
        means=claim.means,
        names=names,
        telling=_telling(folded, taken, registry),
        shingles=runs,
        summary=_summary(claim),
        recalled=False,
        rank=rank,
        keys=(),
    )
    return _keyed(made)


def _days(
    claim: Claim, published: int | None, registry: Registry
) -> tuple[int | None, int | None, Basis, tuple[int, int] | None, int | None]:
    when = claim.when
    if when is None:
        if published is None:
            return None, None, "none", None, None
        return published - _FRESH, published, "published", None, None
    said = registry.day_words(when.quote) if when.quote else None
    month_day = said.month_day if said else None
    weekday = said.weekday if said else None
    start = ordinal(when.start)
    if start is not None:
        end = ordinal(when.end) or start
        leans = when.anchor is not None and month_day is None and weekday is None
        if when.precision == "day" and start == end:
            day = date.fromordinal(start)
            month_day, weekday = (day.month, day.day), day.weekday()
        return start, max(start, end), "near" if leans else "told", month_day, weekday
    if published is not None and month_day is None and weekday is None:
        return published - _FRESH, published, "published", None, None
    return None, None, "told" if month_day else "none", month_day, weekday


def _spot(place: Location) -> Spot:
    names = {word for name in (place.text, *place.aliases) for word in words(name)}
    precision = place.precision or 0
    area = place.kind in _AREAS or precision >= 3
    radius = max(
        (place.radius or 0) / 1000, (3.0, 3.0, 8.0, 30.0, 60.0, 60.0, 400.0, 100.0)[min(precision, 7)]
    )
    return Spot(tuple(sorted(names)), place.lat, place.lon, radius, area, place.id)


def _who(one: Participant) -> Who:
    return Who(one.id, one.country, tuple(sorted(words(one.text))))


def _range(toll: Toll | None) -> tuple[int, int | None] | None:
    return (toll.min, toll.max) if toll is not None else None


def _names(claim: Claim, folded: Sequence[Sequence[str]], registry: Registry) -> tuple[str, ...]:
    """Given name and the word after it, for every person named; those who only speak left out."""
    known = registry.lexicon
    speaks = {word for source in claim.attributed_to for word in fold(source.text).split()}
    found = set()
    for run in folded:
        for one, other in pairwise(run):
            name = one[1:] if one[:1] == "و" and not known.given_name(one) else one
            if known.given_name(name) and len(other) > 2 and not known.common(other) and name not in speaks:
                found.add(f"{name} {other}")
    return tuple(sorted(found))


def _telling(folded: Iterable[Sequence[str]], taken: set[str], registry: Registry) -> tuple[str, ...]:
    """Words that are no everyday words of the news: what was hit, what was going on."""
    out = set()
    for run in folded:
        for word in run:
            if len(word) >= _RARE and not word[0].isdigit() and not registry.lexicon.common(word):
                bare = (
                    word[2:]
                    if word.startswith("ال")
                    else word[3:]
                    if word.startswith(("وال", "بال"))
                    else word
                )
                if bare not in taken and not registry.lexicon.common(bare):
                    out.add(bare)
    return tuple(sorted(out)[:_WORDS])


def _summary(claim: Claim) -> bool:
    """Does it sum up many events: a period, or many places at once?"""
    when = claim.when
    if when is not None and when.start and when.end:
        first, last = ordinal(when.start), ordinal(when.end)
        if first is not None and last is not None and last - first > 3:
            return True
    precise = [place for place in claim.places if place.kind not in _AREAS]
    return len(precise) >= 5


def _hash(*parts: object) -> int:
    raw = "\0".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(raw, digest_size=8).digest(), "big", signed=True)


def _keyed(made: Facets) -> Facets:
    return replace(made, keys=tuple(sorted(set(_keys(made)))))


def _keys(one: Facets) -> Iterator[int]:
    days = sorted(_block_days(one))
    precise = [spot for spot in one.spots if not spot.area] or list(one.spots)
    names = sorted({word for spot in precise for word in spot.words if len(word) > 2})
    toll = one.killed[0] if one.killed else 0
    hurt = one.injured[0] if one.injured else 0
    for month, day in days:
        for name in names:
            yield _hash("day, name", one.family, month, day, name)
        for spot in precise:
            if spot.lat is not None and spot.lon is not None:
                # Two points less than half a degree apart share a corner of this grid.
                for up in (0, 1):
                    for side in (0, 1):
                        yield _hash(
                            "day, near",
                            one.family,
                            month,
                            day,
                            int(spot.lat * 2 // 1) + up,
                            int(spot.lon * 2 // 1) + side,
                        )
        if toll >= 3:
            yield _hash("day, killed", one.family, month, day, toll)
        for who in one.initiators:
            if who.id and one.family != "force":
                yield _hash("day, who", one.kind, month, day, who.id)
    for name in names:
        if toll:
            yield _hash("name, killed", one.family, name, toll)
        if hurt:
            yield _hash("name, injured", one.family, name, hurt)
        for what in one.telling:
            yield _hash("name, what", one.family, name, what)
    for person in one.names:
        yield _hash("person", one.family, person)
    for value in sample(one.shingles):
        yield _hash("run", value)


def _block_days(one: Facets) -> set[tuple[int, int]]:
    """Month and day of every day it may have been, so that dates without a year find their neighbours."""
    if one.start is not None and one.end is not None:
        if one.end - one.start > _LONGEST:
            return set()
        first = date.fromordinal(one.start)
        span = (first + timedelta(step) for step in range(one.end - one.start + 1))
        return {(day.month, day.day) for day in span}
    return {one.month_day} if one.month_day else set()

"""The slots of a claim that merging compares, made small enough to keep beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from marsad.merging.blocks import blocks
from marsad.merging.copies import shingles
from marsad.merging.records import Basis, Facets, Spot, Who
from marsad.merging.registry import DayWords, Registry
from marsad.model import Claim, Coded, Location, Participant, Toll
from marsad.reading.sameness import words
from marsad.text.fold import fold
from marsad.text.tokens import tokenize

_AREAS = frozenset(
    {"region", "admin1", "admin2", "country", "state", "direction", "part", "front", "vicinity"}
)
_FRESH = 2  # days before publication that fresh news without a date may lie back
_BACK = 3  # days before the latest news of a report from which on it only looks back
_RARE = 4  # letters of the shortest word that counts as telling
_WORDS = 60


def ordinal(text: str | None) -> int | None:
    """The day of an ISO date or date-time, counted from year 1; None where it is no date."""
    try:
        return date.fromisoformat(text[:10]).toordinal() if text else None
    except ValueError:
        return None


def facets(coded: Coded, registry: Registry) -> list[Facets]:
    """The facets of every claim of a report, in its order."""
    told = [(claim, _when(claim, registry, coded.published is None)) for claim in coded.events]
    told = told if coded.published else _inherited(told)
    published = ordinal(coded.published) or _own_day(told)
    made = [
        _facets(claim, coded.id, said, published, rank, registry) for rank, (claim, said) in enumerate(told)
    ]
    latest = max((one.end for one in made if one.end is not None and one.status != "planned"), default=None)
    fresh = any(one.precision in (None, "day") for one in made)
    undated = min((one.rank for one in made if one.start is None), default=None)
    out = []
    for one, (_, said) in zip(made, told, strict=True):
        old = one.end is not None and latest is not None and one.end < latest - _BACK
        if coded.published is None and undated is not None and said.start is not None and not said.leans:
            # A report that does not date its own news names a day with its year to look back on it.
            old = old or (one.rank > undated and said.words.offset is None)
        vague = fresh and one.precision in ("month", "year") and not one.summary
        whole = replace(one, recalled=old or vague)
        keys, probes = blocks(whole)
        out.append(replace(whole, keys=keys, probes=probes))
    return out


class _Said(Struct, frozen=True):
    """When a claim puts its event: days as ordinals, and what its words say without a year."""

    start: int | None
    end: int | None
    leans: bool
    words: DayWords


def _when(claim: Claim, registry: Registry, undated: bool) -> _Said:
    when = claim.when
    if when is None or (when.start is None and when.quote is None):
        return _Said(None, None, False, _evident(claim, registry) if undated else DayWords())
    words_ = registry.day_words(when.quote) if when.quote else DayWords()
    start = ordinal(when.start)
    if start is None:
        return _Said(None, None, False, words_)
    end = max(start, ordinal(when.end) or start)
    leans = when.anchor is not None and words_.month_day is None and words_.weekday is None
    if when.precision == "day" and start == end:
        day = date.fromordinal(start)
        words_ = DayWords((day.month, day.day), day.weekday(), words_.offset)
    return _Said(start, end, leans, words_)


def _evident(claim: Claim, registry: Registry) -> DayWords:
    """The day without a year that the words of a claim name, where they name one alone.

    A report without a date settles no year, so that reading leaves the day unknown; two reports that both say
    Thursday 5 October still tell of one day.
    """
    named = [day for span in claim.evidence for day in registry.days_in(span.quote)]
    dates = {day.month_day for day in named if day.month_day}
    weekdays = {day.weekday for day in named if day.weekday is not None}
    if len(dates) > 1 or len(weekdays) > 1:
        return DayWords()
    return DayWords(next(iter(dates), None), next(iter(weekdays), None))


def _inherited(told: list[tuple[Claim, _Said]]) -> list[tuple[Claim, _Said]]:
    """In a report without a date that names one day alone, its undated claims tell of that day."""
    named = {(said.words.month_day, said.words.weekday) for _, said in told} - {(None, None)}
    if len(named) != 1 or any(said.start is not None for _, said in told):
        return told
    ((month_day, weekday),) = named
    return [(claim, replace(said, words=DayWords(month_day, weekday))) for claim, said in told]


def _own_day(told: Sequence[tuple[Claim, _Said]]) -> int | None:
    """The day a report without a date calls today, where it says which that is."""
    days = [said.start for _, said in told if said.start is not None and said.words.offset == 0]
    return max(days, default=None)


def _facets(
    claim: Claim, document: str, said: _Said, published: int | None, rank: int, registry: Registry
) -> Facets:
    start, end, basis = said.start, said.end, _basis(said)
    if (
        start is None
        and published is not None
        and said.words.month_day is None
        and said.words.weekday is None
    ):
        start, end, basis = published - _FRESH, published, "published"
    spots = _spots(claim)
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
        document=document,
        kind=claim.kind,
        family=registry.families.get(claim.kind, ""),
        status=claim.status,
        start=start,
        end=end,
        basis=basis,
        precision=claim.when.precision if claim.when else None,
        month_day=said.words.month_day,
        weekday=said.words.weekday,
        published=published,
        spots=spots,
        initiators=tuple(_who(one, registry) for one in claim.initiators),
        targets=tuple(_who(one, registry) for one in claim.targets),
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
        probes=(),
    )
    return made


def _basis(said: _Said) -> Basis:
    if said.start is None:
        return "told" if said.words.month_day else "none"
    return "near" if said.leans else "told"


def _spot(place: Location) -> Spot:
    names = {word for name in (place.text, *place.aliases) for word in words(name)}
    precision = place.precision or 0
    area = place.kind in _AREAS or (place.kind is None and precision >= 3)
    radius = max(
        (place.radius or 0) / 1000, (3.0, 3.0, 8.0, 30.0, 60.0, 60.0, 400.0, 100.0)[min(precision, 7)]
    )
    hub = not area and place.admin1 is not None and bool(names & words(place.admin1))
    return Spot(tuple(sorted(names)), place.lat, place.lon, radius, area, hub, place.id)


def _spots(claim: Claim) -> tuple[Spot, ...]:
    """Its places; a capital beside another place stands for its province."""
    found = [spot for spot in map(_spot, claim.places) if spot.words]
    if any(not spot.hub and not spot.area for spot in found):
        found = [replace(spot, area=True) if spot.hub else spot for spot in found]
    return tuple(found)


def _who(one: Participant, registry: Registry) -> Who:
    said = tuple(sorted(words(one.text)))
    telling = one.id is None and any(not registry.lexicon.common(word) for word in said)
    return Who(one.id, one.country, said, telling)


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

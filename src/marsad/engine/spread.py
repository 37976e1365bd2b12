"""Merging the claims of many shards, spread over the same workers: the events of ``marsad.merging.merge``, byte for byte.

Claims with a day meet only claims of the weeks around it, so weeks are compared apart from one another; a claim without a
day, or of a long time, is shown to every week. Links come back here, where they part into neighbourhoods; what lies in one
shard is built there, what lies in several is brought together in a few tasks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any

import msgspec
from msgspec import Struct

from marsad.engine import files
from marsad.engine.pool import resources
from marsad.engine.runner import Runner
from marsad.engine.shards import decode, from_parquet, pyarrow, to_parquet
from marsad.merging import Registry, build, facets, grouped, link
from marsad.merging.blocks import FOLLOW_UP
from marsad.merging.cluster import order
from marsad.merging.origins import Told
from marsad.merging.parts import partition
from marsad.merging.records import Facets
from marsad.merging.score import Link, held
from marsad.model import Coded

_LONG = 370  # days; what lasts longer is shown to every week instead of to each of its own
_EVERY = -1  # the week that stands for all
_CROSSING = 2000  # claims of neighbourhoods across shards that one task builds

_ENCODER = msgspec.json.Encoder(order="deterministic")
_FACETS = msgspec.msgpack.Decoder(Facets)
_CODED = msgspec.json.Decoder(Coded)
Order = tuple[int, str, int, str]


class Cut(Struct, frozen=True):
    """A shard whose facets are to be made; ``taken`` are reports that an earlier shard has."""

    result: str
    target: str
    taken: tuple[str, ...] = ()


class Weeks(Struct, frozen=True):
    """The weeks that the claims of a shard are shown to."""

    weeks: tuple[int, ...]
    claims: int


class Week(Struct, frozen=True):
    """A week whose claims are to be compared, and the facets of the shards that have some of it."""

    week: int
    sources: tuple[str, ...]


class Part(Struct, frozen=True):
    """A shard whose own neighbourhoods are to be built, with its facets: lists of claims, and the links among them.

    ``away`` are claims that other shards' neighbourhoods need, with the task that needs them.
    """

    result: str
    facets: str
    target: str
    groups: tuple[tuple[str, ...], ...]
    links: tuple[tuple[str, str, float], ...]
    away: tuple[tuple[str, int], ...]
    taken: tuple[str, ...] = ()


class Across(Struct, frozen=True):
    """Neighbourhoods across shards, and where their claims are."""

    number: int
    sources: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    links: tuple[tuple[str, str, float], ...]


Built = list[tuple[Order, bytes]]


def merge_shards(
    results: Sequence[tuple[str, tuple[str, ...]]], folder: str, runner: Runner
) -> Iterator[bytes]:
    """The events of these results as JSON lines without their breaks, in the order of their first publication.

    ``results`` are the Parquet files of shards, each with ids of reports that an earlier shard has. Work in
    between goes to ``folder`` and is taken away at the end.
    """
    stems = [_stem(result, taken) for result, taken in results]
    cuts = [Cut(result, files.join(folder, f"{stem}.facets"), taken)
            for stem, (result, taken) in zip(stems, results, strict=True)]  # fmt: skip
    made: list[str] = [cut.target for cut in cuts]
    try:
        weeks: dict[int, list[str]] = {}
        homes: dict[str, int] = {}
        for cut, found in runner.run(cut_weeks, cuts, cut_weeks):
            for week in found.weeks:
                weeks.setdefault(week, []).append(cut.target)
        every = weeks.pop(_EVERY, [])
        jobs = [Week(week, tuple(sorted({*sources, *every}))) for week, sources in sorted(weeks.items())]
        jobs += [Week(_EVERY, tuple(sorted(every)))] if every else []
        links: dict[tuple[str, str], float] = {}
        for _, pairs in runner.run(link_week, jobs, link_week):
            links.update({(a, b): score for a, b, score in pairs})
        for number, cut in enumerate(cuts):
            for claim in _claims(cut.target):
                homes.setdefault(claim, number)
        parts, across = _parts(cuts, homes, links, stems, folder)
        made += [part.target for part in parts if part.away]
        out: Built = []
        for _, built in runner.run(build_part, parts, build_part):
            out += built
        for _, built in runner.run(build_across, across, build_across):
            out += built
        out.sort(key=lambda one: one[0])
        for _, event in out:
            yield event
    finally:
        for one in made:
            files.remove(one)


def _parts(
    cuts: Sequence[Cut],
    homes: dict[str, int],
    links: dict[tuple[str, str], float],
    stems: Sequence[str],
    folder: str,
) -> tuple[list[Part], list[Across]]:
    found = [Link(a, b, score, {}) for (a, b), score in sorted(links.items())]
    # A claim without a link is a neighbourhood of its own and need not be looked at.
    linked = sorted({end for one in found for end in (one.a, one.b)})
    groups = partition(linked, found)
    inside: dict[str, int] = {claim: at for at, group in enumerate(groups) for claim in group}
    by_group: dict[int, list[tuple[str, str, float]]] = {}
    for one in found:
        if inside[one.a] == inside[one.b]:
            by_group.setdefault(inside[one.a], []).append((one.a, one.b, one.score))
    own: dict[int, list[int]] = {}
    far: list[int] = []
    for at, group in enumerate(groups):
        there = {homes[claim] for claim in group}
        if len(there) == 1:
            own.setdefault(there.pop(), []).append(at)
        else:
            far.append(at)
    away: dict[int, list[tuple[str, int]]] = {}
    batches: list[list[int]] = []
    size = _CROSSING
    for at in far:
        if size >= _CROSSING:
            batches.append([])
            size = 0
        batches[-1].append(at)
        size += len(groups[at])
        for claim in groups[at]:
            away.setdefault(homes[claim], []).append((claim, len(batches) - 1))
    parts = []
    for number, (cut, stem) in enumerate(zip(cuts, stems, strict=True)):
        mine = own.get(number, [])
        parts.append(
            Part(cut.result, cut.target, files.join(folder, f"{stem}.across"), tuple(tuple(groups[at]) for at in mine),
                 tuple(one for at in mine for one in by_group.get(at, ())), tuple(away.get(number, ())), cut.taken)
        )  # fmt: skip
    across = [
        Across(
            number, tuple(sorted({parts[homes[claim]].target for at in batch for claim in groups[at]})),
            tuple(tuple(groups[at]) for at in batch), tuple(one for at in batch for one in by_group.get(at, ())),
        )
        for number, batch in enumerate(batches)
    ]  # fmt: skip
    return parts, across


def cut_weeks(cut: Cut) -> Weeks:
    """Make the facets of a shard's claims and put them down by the weeks they are shown to."""
    pa = pyarrow()
    weeks, claims, data = [], [], []
    for coded in _coded(cut.result, cut.taken):
        for one in facets(coded, _registry()):
            raw = msgspec.msgpack.encode(one)
            for week in _shown(one):
                weeks.append(week)
                claims.append(one.claim)
                data.append(raw)
    table = pa.table({"week": pa.array(weeks, pa.int32()), "claim": pa.array(claims, pa.string()),
                      "facets": pa.array(data, pa.binary())})  # fmt: skip
    files.put(cut.target, to_parquet(table.sort_by("week")))
    return Weeks(tuple(sorted(set(weeks))), len(set(claims)))


def _shown(one: Facets) -> range | tuple[int]:
    if one.start is None or one.end is None or one.end - one.start > _LONG:
        return (_EVERY,)
    return range((one.start - FOLLOW_UP) // 7, (one.end + FOLLOW_UP) // 7 + 1)


def _claims(target: str) -> list[str]:
    table = from_parquet(files.whole(target), target, columns=["claim"])
    return list(dict.fromkeys(table.column("claim").to_pylist()))


def link_week(week: Week) -> list[tuple[str, str, float]]:
    """The links that hold between claims of this week, of pairs that no earlier week has."""
    seen: dict[str, Facets] = {}
    for source in week.sources:
        wanted = [("week", "in", sorted({week.week, _EVERY}))]
        table = from_parquet(files.whole(source), source, columns=["facets"], filters=wanted)
        for raw in table.column("facets").to_pylist():
            one = _FACETS.decode(raw)
            seen.setdefault(one.claim, one)
    # A pair is compared in the first week that both are shown to, which is the first of the one or of the other.
    begun: dict[int, list[Facets]] = {}
    older: dict[int, list[Facets]] = {}
    out = []
    for claim in sorted(seen):
        one = seen[claim]
        new = _first(one) == week.week
        tables = (begun, older) if new else (begun,)
        met = {other.claim: other for table in tables for key in one.probes for other in table.get(key, ())}
        for other in met.values():
            found = held(one, other, _registry())
            if found is not None:
                out.append((found.a, found.b, found.score))
        table = begun if new else older
        for key in one.keys:
            table.setdefault(key, []).append(one)
    return out


def _first(one: Facets) -> int:
    """The first week that a claim is shown to; one shown to every week begins with none of them."""
    shown = _shown(one)
    return shown.start if isinstance(shown, range) else _EVERY


def build_part(part: Part) -> Built:
    """The events of a shard's own neighbourhoods and of its claims without a link; and put down what is needed away."""
    told = _told(part)
    away = dict(part.away)
    if away:
        pa = pyarrow()
        rows = sorted(away.items(), key=lambda item: (item[1], item[0]))
        table = pa.table({"number": pa.array([number for _, number in rows], pa.int32()),
                          "told": pa.array([msgspec.msgpack.encode(told[claim]) for claim, _ in rows], pa.binary())})  # fmt: skip
        files.put(part.target, to_parquet(table))
    grouped_ = {claim for group in part.groups for claim in group}
    alone = [(claim,) for claim in told if claim not in grouped_ and claim not in away]
    return _build([*part.groups, *alone], part.links, told)


def build_across(across: Across) -> Built:
    """The events of neighbourhoods whose claims lie in several shards."""
    told: dict[str, Told] = {}
    decoder = msgspec.msgpack.Decoder(Told)
    for source in across.sources:
        table = from_parquet(
            files.whole(source), source, columns=["told"], filters=[("number", "=", across.number)]
        )
        for raw in table.column("told").to_pylist():
            one = decoder.decode(raw)
            told[one.claim.id] = one
    return _build(across.groups, across.links, told)


def _build(
    groups: Sequence[tuple[str, ...]], links: Iterable[tuple[str, str, float]], told: dict[str, Told]
) -> Built:
    registry = _registry()
    number = {claim: at for at, group in enumerate(groups) for claim in group}
    inside: dict[int, list[Link]] = {}
    for a, b, score in links:
        inside.setdefault(number[a], []).append(Link(a, b, score, {}))
    out: Built = []
    for at, group in enumerate(groups):
        slots = [told[claim].facets for claim in group]
        for event in grouped(slots, inside.get(at, []), lambda a, b: link(a, b, registry)):
            first = order(told[event[0]].facets)
            out.append((first, _ENCODER.encode(build([told[claim] for claim in event], registry))))
    return out


def _told(part: Part) -> dict[str, Told]:
    slots: dict[tuple[str, str], Facets] = {}
    seen: set[bytes] = set()  # a claim is there once for every week
    for raw in (
        from_parquet(files.whole(part.facets), part.facets, columns=["facets"]).column("facets").to_pylist()
    ):
        if raw not in seen:
            seen.add(raw)
            one = _FACETS.decode(raw)
            slots.setdefault((one.document, one.claim), one)
    out: dict[str, Told] = {}
    for coded in _coded(part.result, part.taken):
        for claim in coded.events:
            told = Told(claim, slots[coded.id, claim.id], coded.outlet, coded.published, coded.title)
            out.setdefault(claim.id, told)
    return out


def _coded(result: str, taken: tuple[str, ...]) -> Iterator[Coded]:
    without = set(taken)
    for row in decode(files.whole(result), result):
        if row.coded is not None and row.events and row.id not in without:
            yield _CODED.decode(row.coded)


def _stem(result: str, taken: tuple[str, ...]) -> str:
    said: Any = [result.rsplit("/", 1)[-1], *taken]
    return sha256(json.dumps(said).encode()).hexdigest()[:24]


@lru_cache(maxsize=1)
def _registry() -> Registry:
    return Registry(resources()[0])

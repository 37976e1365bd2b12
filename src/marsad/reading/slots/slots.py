"""Who says so, judged over the whole report; places likewise in ``place_slots``, tolls in ``toll_slots``.

As with those who take part (``cast``), the constructions propose and a trained score disposes: everybody whom the
report quotes is weighed for the event. Nothing can be chosen that the report does not name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from marsad.reading.grammar.turns import TURNS
from marsad.reading.records import COUNTED_BY, Chunk, Event, noted
from marsad.reading.scores.linear import NAMES, Look, Scores, load_scores, shared, steps
from marsad.reading.slots.headings import under_heading
from marsad.reading.slots.nameless import without_nameless
from marsad.reading.slots.no_source import (
    declared,
    may_be_declared,
    only_where,
    slain,
    tells_by_the_way,
    told_by_the_way,
)
from marsad.reading.slots.place_slots import choose_places
from marsad.reading.slots.said_beside import said_beside
from marsad.reading.slots.setting import Setting, Told, key, surest
from marsad.reading.slots.toll_slots import WEIGHED, choose_tolls
from marsad.reading.sources.sayings import Saying
from marsad.reading.sources.testimony import add_source
from marsad.reading.sources.words import TELLING, THAT

Quoted = Sequence[tuple[Saying | None, int, Chunk]]


def source_candidates(setting: Setting, event: Event) -> list[tuple[str, Quoted, bool]]:
    """Everybody the report quotes: key, where, did the constructions take it?"""
    said = {chunk.ref or key(chunk): chunk for chunk in event.sources}
    out: list[tuple[str, Quoted, bool]] = []
    for name, found in setting.sources.items():
        quoted = found
        if setting.entries.split:
            quoted = [one for one in found if not setting.of_another(event, one[0].sentence)]
        if quoted:
            out.append((name, quoted, name in said))
    for name, chunk in said.items():
        if name not in setting.sources:
            out.append((name, [(None, 0, chunk)], True))
    return out


def source_features(
    setting: Setting, event: Event, name: str, quoted: Quoted, taken: bool, look: Look = NAMES.known
) -> tuple[Chunk, list[Any]]:
    """The mention that stands for a source, and what speaks for or against its standing behind the event."""

    told = setting.told[id(event)]
    covered, covering, (saying, rank, chunk) = _nearest(told, quoted)
    said = "said" if taken else "-"
    have, statement = told.sourced, told.statement
    out = [
        *_of_source(
            look, said, told.group, have, statement, chunk.kind, chunk.sort, told.family, rank if rank < 2 else 2
        )
    ]  # fmt: skip
    names = [*(told.standing.get(said) or _standing(setting, told, said))]
    if saying is not None:
        number, times, quotes = saying.sentence, told.times, len(quoted)
        away = told.away[number]
        out += _of_saying(
            look, -4 if away < -4 else away if away < 4 else 4, covering, said, statement, have,
            number if number < 3 else 3, told.leads, number in setting.triggers,
        )  # fmt: skip
        out += _of_quoting(
            look, saying.carried, saying.cited, statement, saying.verb if len(saying.verb) < 12 else "-",
            covered if covered < 2 else 2, times if times < 3 else 3, quotes if quotes < 3 else 3, said,
        )  # fmt: skip
        if setting.roles[number] == "title":
            names.append(f"title|{said}")
    party = "-"
    initiators, targets = told.sides
    if name in initiators:
        party = "initiator"
        names.append(f"initiator|{said}|{statement}")
    if name in targets:
        party = party if party != "-" else "target"
        names.append(f"target|{said}")
    names.append(f"head={setting.tokens[chunk.first].fold}|{said}")
    names.append(f"party={party}|{statement}|{covering}|{said}")
    if saying is not None:
        out += _hears(look, setting, told, saying, said)
    others = setting.behind.get(name, 0) - taken
    names.append(f"others={others if others < 3 else 3}|{setting.more_events}|{said}")
    out += look(tuple(names))
    return chunk, out


def _standing(setting: Setting, told: Told, said: str) -> tuple[str, ...]:
    """The names that all sources of an event share, or all those that the constructions did not take."""
    found = told.standing[said] = (
        f"status={told.event.status}|{said}",
        f"told={min(told.times, 4)}|{said}",
        f"many={min(len(setting.sources), 4)}|{said}|{told.sourced}",
    )
    return found


def _nearest(told: Told, quoted: Quoted) -> tuple[int, bool, tuple[Saying | None, int, Chunk]]:
    """How often what a source says covers a telling of the event; whether it does where it is quoted nearest to one, and that."""
    if len(quoted) == 1:
        saying = quoted[0][0]
        covers = saying is not None and told.within.get(id(saying), 0) > 0
        return int(covers), covers, quoted[0]
    covered, covering, nearest, least = 0, False, quoted[0], (0, False)
    for one in quoted:
        saying = one[0]
        covers = saying is not None and told.within.get(id(saying), 0) > 0
        covered += covers
        far = (abs(told.away[saying.sentence]) if saying else 0), not covers
        if one is quoted[0] or far < least:
            nearest, least, covering = one, far, covers
    return covered, covering, nearest


def _hears(look: Look, setting: Setting, told: Told, saying: Saying, said: str) -> list[Any]:
    """How close what a source says is to what is told of the event."""
    number, covered, chain, many = (
        saying.sentence,
        told.within.get(id(saying), 0),
        len(saying.chain),
        len(setting.sources),
    )
    share = "none" if not covered else "all" if covered == told.times else "some"
    out = [*_of_share(look, share, many if many < 3 else 3, chain if chain < 3 else 3, said)]
    trigger = told.beside(number, saying.at)
    if trigger is not None:
        low, high, side = saying.at, trigger.first, "after"
        if high <= low:
            low, high, side = high, low, "before"
        between = setting.between(number, low, high, trigger)
        out += _of_words(
            look, side, steps(high - low, 3, 7, 15, 30), between if between < 2 else 2, said, saying.cited
        )
        return out
    away = told.away[number]
    counted = "none"
    if tolls := setting.tolls[number]:
        counted = "same" if any([(t.what, t.min, t.max) in told.counted for t in tolls]) else "some"
    out += _of_kin(
        look, told.kin(number), -3 if away < -3 else away if away < 3 else 3,
        not told.scene.isdisjoint(setting.keys(number)), counted, told.sourced, said,
    )  # fmt: skip
    return out


@shared
def _of_quoting(
    carried: bool, cited: bool, statement: bool, verb: str, covered: int, tellings: int, times: int, said: str
) -> tuple[str, ...]:
    return (
        f"carried={carried}|{said}", f"cited={cited}|{said}|{statement}", f"verb={verb}|{said}",
        f"covers={covered}|{tellings}|{said}", f"times={times}|{said}",
    )  # fmt: skip


@shared
def _of_share(share: str, sources: int, chain: int, said: str) -> tuple[str, ...]:
    return f"share={share}|{said}|{sources}", f"chain={chain}|{said}|{share}"


@shared
def _of_words(side: str, gap: str, between: int, said: str, cited: bool) -> tuple[str, ...]:
    return f"{side}={gap}|{said}|{cited}", f"{side}|between={between}|{said}|{cited}"


@shared
def _of_kin(kin: str, away: int, there: bool, counted: str, have: int, said: str) -> tuple[str, ...]:
    return f"kin={kin}|{away}|{said}", f"kin={kin}|{away}|{have}|{there}", f"counted={counted}|{kin}|{have}"


@shared
def _of_source(
    said: str, group: str, have: int, statement: bool, kind: str, sort: str, family: str, rank: int
) -> tuple[str, ...]:
    return (
        said, f"{said}|{group}", f"{said}|{have}", f"{said}|{statement}", f"kind={kind}:{sort}|{said}",
        f"kind={kind}:{sort}|{family}", f"rank={rank}|{said}",
    )  # fmt: skip


@shared
def _of_saying(
    away: int, covers: bool, said: str, statement: bool, have: int, sentence: int, leads: bool, told: bool
) -> tuple[str, ...]:
    return (
        f"away={away}|{covers}|{said}", f"away={away}|{said}|{statement}", f"away={away}|{have}",
        f"away={away}|{sentence}|{said}", f"away={away}|lead={leads}|{said}", f"away={away}|{told}|{said}",
    )  # fmt: skip


def fill(setting: Setting, scores: Scores | None = None) -> None:
    """Give every event its places, sources and tolls as judged over the whole report."""
    scores = scores or load_scores("slots")
    if scores is None:
        return
    chosen = [
        (
            choose_places(setting, event, scores),
            _sources(setting, event, scores),
            choose_tolls(setting, event, scores),
        )
        for event in setting.events
    ]
    for event, (places, sources, tolls) in zip(setting.events, chosen, strict=True):
        if event.kind not in _MOVED or not event.places:
            event.places = places
        event.places = under_heading(event, setting.entries)
        event.sources = sources
        event.tolls = {**{k: v for k, v in event.tolls.items() if k not in WEIGHED}, **tolls}


def _sources(setting: Setting, event: Event, scores: Scores) -> list[Chunk]:
    if told_by_the_way(setting, event):
        return []
    model, bar = scores.scores["source"], scores.bars["source"]
    look, turns, declares = model.known, _turns(setting, event), may_be_declared(setting, event)
    siege = event.kind == "siege"
    ranked = []
    for at, (name, quoted, taken) in enumerate(source_candidates(setting, event)):
        if (
            (turns and _turned_from(setting, event, quoted, turns))
            or (declares and declared(setting, event, name, quoted))
            or (siege and tells_by_the_way(setting, event, quoted))
            or slain(event, quoted)
            or only_where(setting, event, quoted)
        ):
            continue
        chunk, known = source_features(setting, event, name, quoted, taken, look)
        ranked.append((-model.total(known), at, chunk))
    chosen = without_nameless(setting, surest(ranked, bar))
    if not chosen:
        for chunk in said_beside(setting, event):
            add_source(chosen, chunk)
    _told_by_others(setting, event, chosen)
    if counted := noted(event, COUNTED_BY):
        for chunk in event.sources:
            if chunk.first in counted:
                add_source(chosen, chunk)
    for chunk in event.deniers if event.status == "denied" else ():  # who denies it is quoted for the denial
        add_source(chosen, chunk)
    return chosen


def _told_by_others(setting: Setting, event: Event, chosen: list[Chunk]) -> None:
    """قالت **مصادر** إن X هدد Y: who only tells of a statement, and makes none himself, stands behind it."""
    if event.trigger.rule.frame != "statement" or not event.initiators:
        return
    number, first = event.trigger.sentence, event.trigger.first
    makers = {c.ref or key(c) for c in (*event.initiators, *event.targets)}
    for name, quoted in setting.sources.items():
        for saying, _, chunk in quoted:
            if saying.cited or saying.sentence != number or name in makers:
                continue
            if not saying.first <= first < saying.last:
                continue
            that = next((k for k in range(saying.at, first) if setting.tokens[k].fold in THAT), None)
            between = [token.fold for token in setting.tokens[saying.at : first]]
            if that is None or not TURNS.isdisjoint(between) or "غير" in between:
                continue
            if (_only_tells(setting, chunk) and not chosen) or (
                chunk.last <= that and _of_somebody_else(setting, event, saying.at, that)
            ):
                add_source(chosen, chunk)
                break


def _of_somebody_else(setting: Setting, event: Event, said: int, that: int) -> bool:
    """قال **مسؤول أمريكي** إن روسيا هددت …: does who makes the statement stand right behind the "that" of another?

    Not whom the speaker speaks for by name: قال رئيس مجلس X إن X ترفض.
    """
    first = event.trigger.first
    named = setting.chunks[event.trigger.sentence]
    maker = next((c for c in named if that < c.first <= that + 3), None)
    if maker is None or maker.prep or maker.last > first or first - maker.last > 4:
        return False
    name = maker.ref or key(maker)
    return any(name == (c.ref or key(c)) for c in event.initiators) and not any(
        said < c.first < that and name == (c.ref or key(c)) for c in named
    )


def _only_tells(setting: Setting, chunk: Chunk) -> bool:
    """مصادر, شهود, an agency, an outlet: nobody who takes part."""
    if chunk.kind != "source":
        return False
    source = setting.registry.get(chunk.ref or "")
    if source is not None:
        return source.kind in ("agency", "outlet")
    return setting.tokens[chunk.first].fold.removeprefix("و").removeprefix("ال") in TELLING


def _turns(setting: Setting, event: Event) -> list[int]:
    """Where the sentence of an event that is told once turns by a "but" before its word."""
    if len(event.tellings) > 1:
        return []
    first = setting.sentences[event.trigger.sentence].first
    return [here for here in range(first, event.trigger.first) if setting.tokens[here].fold in TURNS]


def _turned_from(setting: Setting, event: Event, quoted: Quoted, turns: Sequence[int]) -> bool:
    """تحدث **X** عن Y، إلا أن Z قال إن …: is all that this source says told before a "but" that another source follows?"""
    number, first = event.trigger.sentence, event.trigger.first
    last = -1
    for saying, _, _ in quoted:
        if saying is None or saying.sentence != number or saying.at > first:
            return False
        last = max(last, saying.at)
    turn = next((here for here in turns if here >= last), None)
    return turn is not None and any(
        saying.sentence == number and turn < saying.at < first
        for others in setting.sources.values()
        for saying, _, _ in others
    )


# Where from and where to are told by prepositions, and too few are coded to learn better.
_MOVED = {"displacement"}

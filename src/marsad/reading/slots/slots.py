"""Who says so, judged over the whole report; places likewise in ``place_slots``, tolls in ``toll_slots``.

As with those who take part (``cast``), the constructions propose and a trained score disposes: everybody whom the
report quotes is weighed for the event. Nothing can be chosen that the report does not name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from marsad.reading.cast.company import GROUP
from marsad.reading.records import COUNTED_BY, Chunk, Event, noted
from marsad.reading.scores.linear import Look, Scores, load_scores, names_only, shared, steps
from marsad.reading.slots.headings import under_heading
from marsad.reading.slots.no_source import declared, told_by_the_way
from marsad.reading.slots.place_slots import choose_places
from marsad.reading.slots.setting import Setting, key, surest
from marsad.reading.slots.toll_slots import WEIGHED, choose_tolls
from marsad.reading.sources.attribution import Saying
from marsad.reading.sources.testimony import add_source
from marsad.reading.sources.words import TELLING, THAT, TURNS

Quoted = Sequence[tuple[Saying | None, int, Chunk]]


def source_candidates(setting: Setting, event: Event) -> list[tuple[str, Quoted, bool]]:
    """Everybody the report quotes: key, where, did the constructions take it?"""
    said = {chunk.ref or key(chunk): chunk for chunk in event.sources}
    out: list[tuple[str, Quoted, bool]] = []
    for name, found in setting.sources.items():
        quoted = found
        if setting.entries.heads:
            quoted = [one for one in found if not setting.of_another(event, one[0].sentence)]
        if quoted:
            out.append((name, quoted, name in said))
    out.extend(
        (name, [(None, 0, chunk)], True) for name, chunk in said.items() if name not in setting.sources
    )
    return out


def source_features(
    setting: Setting, event: Event, name: str, quoted: Quoted, taken: bool, look: Look = names_only
) -> tuple[Chunk, list[Any]]:
    """The mention that stands for a source, and what speaks for or against its standing behind the event."""

    covered, covering, nearest, least = 0, False, 0, (0, False)
    for at, (saying, _, _) in enumerate(quoted):
        covers = saying is not None and _told_in(event, saying) > 0
        covered += covers
        far = (abs(setting.away(event, saying.sentence)) if saying else 0), not covers
        if at == 0 or far < least:
            nearest, least, covering = at, far, covers
    saying, rank, chunk = quoted[nearest]
    said = "said" if taken else "-"
    have = min(len(event.sources), 2)
    statement = event.trigger.rule.frame == "statement"
    family = setting.families[event.kind]
    out = [
        *_of_source(
            look, said, GROUP[event.kind], have, statement, f"{chunk.kind}:{chunk.sort}", family, min(rank, 2)
        )
    ]
    names = [
        f"status={event.status}|{said}",
        f"told={min(len(event.tellings), 4)}|{said}",
        f"many={min(len(setting.sources), 4)}|{said}|{have}",
    ]
    if saying is not None:
        away = max(-4, min(4, setting.away(event, saying.sentence)))
        verb = saying.verb if len(saying.verb) < 12 else "-"
        leads = min(t.sentence for t in event.tellings) <= 1
        told = saying.sentence in setting.triggers
        out += _of_saying(look, away, covering, said, statement, have, min(saying.sentence, 3), leads, told)
        out += _of_quoting(
            look, saying.carried, saying.cited, statement, verb, min(covered, 2), min(len(event.tellings), 3),
            min(len(quoted), 3), said,
        )  # fmt: skip
        if setting.roles[saying.sentence] == "title":
            names.append(f"title|{said}")
    party = "-"
    initiators, targets = setting.sides(event)
    if name in initiators:
        party = "initiator"
        names.append(f"initiator|{said}|{statement}")
    if name in targets:
        party = party if party != "-" else "target"
        names.append(f"target|{said}")
    names += (
        f"head={setting.tokens[chunk.first].fold}|{said}",
        f"party={party}|{statement}|{covering}|{said}",
    )
    if saying is not None:
        out += _hears(look, setting, event, saying, said)
    others = setting.behind[name] - taken
    names.append(f"others={min(others, 3)}|{min(len(setting.events) - 1, 3)}|{said}")
    out += look(tuple(names))
    return chunk, out


def _told_in(event: Event, saying: Saying) -> int:
    """How many of the event's tellings stand in what a source says."""
    told = 0
    for telling in event.tellings:
        if telling.sentence == saying.sentence and saying.first <= telling.first < saying.last:
            told += 1
    return told


def _hears(look: Look, setting: Setting, event: Event, saying: Saying, said: str) -> list[Any]:
    """How close what a source says is to what is told of the event."""
    out: list[Any] = []
    number = saying.sentence
    told = _told_in(event, saying)
    share = "all" if told == len(event.tellings) else "some" if told else "none"
    out += _of_share(look, share, min(len(setting.sources), 3), min(len(saying.chain), 3), said)
    trigger = setting.beside(event, number, saying.at)
    if trigger is not None:
        low, high = sorted((saying.at, trigger.first))
        side = "after" if trigger.first > saying.at else "before"
        between = min(setting.between(number, low, high, trigger), 2)
        out += _of_words(look, side, steps(high - low, 3, 7, 15, 30), between, said, saying.cited)
        return out
    away = max(-3, min(3, setting.away(event, number)))
    places = setting.scene(event)
    there = not places.isdisjoint(setting.keys[number])
    counted = "none"
    if tolls := setting.tolls[number]:
        own = {(t.what, t.min, t.max) for t in event.tolls.values()}
        counted = "same" if any((t.what, t.min, t.max) in own for t in tolls) else "some"
    out += _of_kin(look, setting.kin(event, number), away, there, counted, min(len(event.sources), 2), said)
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
    said: str, group: str, have: int, statement: bool, kind: str, family: str, rank: int
) -> tuple[str, ...]:
    return (
        said, f"{said}|{group}", f"{said}|{have}", f"{said}|{statement}", f"kind={kind}|{said}", f"kind={kind}|{family}",
        f"rank={rank}|{said}",
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
    ranked = []
    for at, (name, quoted, taken) in enumerate(source_candidates(setting, event)):
        if _turned_from(setting, event, quoted) or declared(setting, event, name, quoted):
            continue
        chunk, known = source_features(setting, event, name, quoted, taken, model.known)
        ranked.append((-model.total(known), at, chunk))
    chosen = list(surest(ranked, bar))
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


def _turned_from(setting: Setting, event: Event, quoted: Quoted) -> bool:
    """تحدث **X** عن Y، إلا أن Z قال إن …: is all that this source says told before a "but" that another source follows?"""
    number, first = event.trigger.sentence, event.trigger.first
    if len(event.tellings) > 1 or any(
        s is None or s.sentence != number or s.at > first for s, _, _ in quoted
    ):
        return False
    last = max(saying.at for saying, _, _ in quoted if saying is not None)
    turns = [here for here in range(last, first) if setting.tokens[here].fold in TURNS]
    return bool(turns) and any(
        saying.sentence == number and turns[0] < saying.at < first
        for others in setting.sources.values()
        for saying, _, _ in others
    )


# Where from and where to are told by prepositions, and too few are coded to learn better.
_MOVED = {"displacement"}

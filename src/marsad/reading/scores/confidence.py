"""How sure we are that a claim is an event this report asserts: a logistic score over what the reading found.

The weights are trained (``tools/train_reader.py``) and stored as plain JSON; the score is a probability, and each
claim carries the factors that moved it most, so that a reader can see why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from math import exp
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from marsad.lexicon.load import DATA
from marsad.reading.grammar.parties import agentive
from marsad.reading.grammar.scan import At
from marsad.reading.grammar.turns import begins_as_going_on
from marsad.reading.records import OPENS, VERBAL, Chunk, Event
from marsad.reading.scores.linear import steps
from marsad.reading.scores.report import QUESTION
from marsad.reading.scores.tellings import FEW
from marsad.reading.scores.wording import plain_words
from marsad.reading.screen.arms import FORCE, Tenor
from marsad.text.tokens import Sentence, Token

_SHOWN = 6  # factors kept with a claim


# but, while; as, then, therefore, this: a sentence that begins so comes from the middle of something
# Of these a line tells in words that hardly mean anything else; others are told by "entered", "held", "burned".
_PLAIN = FORCE - {"capture", "destruction", "abuse", "abduction"}
_LEADS = 3  # tokens before a word that its sentence is about, at most


class Bars(Struct, frozen=True):
    """The confidence below which a claim is left out, by where its words stand.

    ``report``: a report of armed conflict; ``shortly``: one of few sentences, nearly all its news; ``alone``: of one.
    ``quiet`` and ``other``: the uses of force in a report that may be, or surely is, about something else (a match, a
    film, a market). ``sentence`` and ``civic``: a single sentence without headline, date or outlet, for protests and
    riots; ``line``: one of a few words, for force. ``armed`` and ``unarmed``: the probability of being about armed conflict above which a report is one, and
    below which it is about something else.
    """

    report: float = 0.0
    shortly: float = 0.0
    alone: float = 0.0
    quiet: float = 0.0
    other: float = 0.0
    armed: float = 0.0
    unarmed: float = 0.0
    sentence: float = 0.0
    civic: float = 0.0
    line: float = 0.0


class Model(Struct, frozen=True):
    """Weights by feature name, the intercept and the bars a claim must pass."""

    weights: dict[str, float]
    intercept: float
    bars: Bars


@lru_cache(maxsize=2)
def load_model(path: Path = DATA / "confidence.json") -> Model:
    """The trained model, or one that lets everything through where there is none."""
    if not path.exists():
        return Model({}, 0.0, Bars())
    return msgspec.json.decode(path.read_bytes(), type=Model)


def bar(event: Event, armed: float, bare: bool, count: int, bars: Bars, line: bool = False) -> float:
    """The confidence this event must have.

    ``armed``: the probability that the report is about armed conflict (``matter``). ``count``: its sentences;
    ``bare``: it is one, without headline, date or outlet; ``line``: and of a few words.
    """
    if OPENS in event.notes:
        return 0.0
    if bare:
        if event.kind in ("protest", "riot"):
            return bars.civic
        return bars.line if line and event.kind in _PLAIN else bars.sentence
    if event.kind not in FORCE or armed >= bars.armed or (line and count == 1 and event.kind in _PLAIN):
        return bars.alone if count == 1 else bars.shortly if count <= FEW else bars.report
    return bars.other if armed < bars.unarmed else bars.quiet


def features(
    event: Event, tokens: Sequence[Token], sentences: Sequence[Sentence], roles: Sequence[str], at: At, tenor: Tenor,
    events: Sequence[Event], united: Sequence[Kin] = (), bare: bool = False,
) -> list[str]:  # fmt: skip
    """Names of the binary features of one event; they are what the weights are about.

    ``events`` are all tellings of the report, ``united`` what they tell of, as ``kin_of`` makes it once for all of them.
    """
    trigger = event.trigger
    rule = trigger.rule
    sentence = sentences[trigger.sentence]
    size = "sentence" if bare else "report"
    out = [
        *_of_word(
            size, rule.id, rule.frame, event.kind, event.status, trigger.form, trigger.definite, bool(trigger.after),
            trigger.before,
        ),
        *_of_parts(
            min(len(event.initiators), 2), min(len(event.targets), 2), min(len(event.places), 3),
            min(len(event.sources), 2), min(len(event.spans), 4), min(len(set(event.means)), 2),
        ),
    ]  # fmt: skip
    if any(agentive(c) and c.ref for c in event.initiators):
        out.append("known initiator")
    for what in ("killed", "injured"):
        toll = event.tolls.get(what)
        if toll is not None:
            out += what, f"{what} {'exact' if toll.max is not None else 'open'}"
    if not event.tolls:
        out += "no toll", f"{size}:no toll"
    if event.date is None:
        out += "no date", f"{size}:no date"
    else:
        out += f"date={event.date.precision}", f"date kind={event.date.kind}"
    if "place" in event.notes:
        out.append("place taken over")
    if "sides" in event.notes or "opponent" in event.notes:
        out.append("sides taken over")
    position = (trigger.first - sentence.first) * 4 // max(1, sentence.last - sentence.first)
    length = sentence.last - sentence.first
    out += _of_standing(
        size, roles[trigger.sentence], min(trigger.sentence // 2, 6), position,
        "short" if length < 15 else "middle" if length < 40 else "long",
    )  # fmt: skip
    out += f"arms={min(tenor.arms * 20 // max(1, tenor.size), 4)}", f"ordinary={min(tenor.ordinary, 3)}"
    same, number = 0, trigger.sentence
    for other in events:
        if other.trigger.sentence == number and other is not event and other.dropped is None:
            same += 1
    out.append(f"beside={min(same, 3)}")
    for name in ("background", "hypothetical", "plan", "rumour", "habitual", "aim", "saying", "according", "continuing",
                 "negation"):  # fmt: skip
        if name in at.cues and at.within(max(sentence.first, trigger.first - 12), trigger.first, name):
            out += f"cue={name}", f"{size}:cue={name}"
    if not QUESTION.isdisjoint([token.fold for token in tokens[sentence.first : sentence.last]]):
        out.append("question")
    if trigger.form in VERBAL and trigger.first == sentence.first:
        out.append("opens")
    telling = event.parts.get("telling")
    if telling is not None:
        out += f"telling={int(telling * 10)}", f"{size}:telling={int(telling * 10)}"
    out.append(f"tellings={min(len(event.tellings), 4)}")
    if not bare:
        out += _beside_others(event, united)
        out.append(f"again={int(event.parts.get('again', 0.0) * 5)}")
        out.append(
            f"again={int(event.parts.get('again', 0.0) * 5)}|{int(event.parts.get('telling', 0.0) * 5)}"
        )
        where = {roles[telling.sentence] for telling in event.tellings}
        out.append(f"roles={'-'.join(sorted(where))}")
    if bare:  # one sentence is all there is to go by: its every word, and what a rule has against it
        out += (
            f"screened={event.notes.get('screened')}",
            f"screened={event.notes.get('screened')}|{event.kind}",
        )
        for word in plain_words(token.fold for token in tokens[sentence.first : sentence.last]):
            out.append(f"word={word}")
        others = [one for one in united if one.event is not event]
        for kind in sorted({one.event.kind for one in others}):
            out += f"other={kind}", f"other={kind}|{event.kind}"
        out.append(f"alike={sum(one.event.kind == event.kind for one in others)}")
        out.append(f"surest={all(one.surety <= event.parts.get('telling', 0.0) for one in others)}")
        out += f"words={min(length // 8, 8)}", f"status={event.status}|{event.kind}"
        # "and he added that …" comes from the middle of something; "gunmen tried to kill the mayor" is a report by itself.
        goes_on = begins_as_going_on(tokens, at, sentence.first)
        leads = trigger.first - sentence.first <= _LEADS
        out += f"goes on={goes_on}", f"goes on={goes_on}|{event.kind}"
        out += f"goes on={goes_on}|leads={leads}|{event.status}", f"leads={leads}|words={min(length // 8, 3)}"
    return out


# Names of features that many events have in common, by what they are made of.


@lru_cache(maxsize=1024)
def _of_word(
    size: str,
    rule: str,
    frame: str,
    kind: str,
    status: str,
    form: str,
    definite: bool,
    pronoun: bool,
    before: str,
) -> tuple[str, ...]:
    """Of the word that tells it."""
    out = [
        f"size={size}", f"rule={rule}", f"kind={kind}", f"{size}:kind={kind}", f"status={status}", f"form={form}",
        f"frame={frame}",
    ]  # fmt: skip
    if definite:
        out += "definite", f"{size}:definite"
    if pronoun:
        out.append("pronoun")
    if before:
        out.append(f"before={before}")
    return tuple(out)


@lru_cache(maxsize=1024)
def _of_parts(
    initiators: int, targets: int, places: int, sources: int, told: int, means: int
) -> tuple[str, ...]:
    """Of how many there are of each part."""
    out = [
        f"initiators={initiators}", f"targets={targets}", f"places={places}", f"sources={sources}", f"told={told}",
        f"means={means}",
    ]  # fmt: skip
    if not initiators and not targets:
        out.append("nobody")
    return tuple(out)


@lru_cache(maxsize=1024)
def _of_standing(size: str, role: str, sentence: int, position: int, length: str) -> tuple[str, ...]:
    """Of where in the report and in its sentence the word stands."""
    return f"role={role}", f"sentence={sentence}", f"{size}:position={position}", f"length={length}"


class Kin(NamedTuple):
    """An event as it is compared with the others of its report: how surely it is told, and the names of what it has."""

    event: Event
    surety: float
    places: set[str]
    sides: set[str]


def kin_of(united: Sequence[Event]) -> list[Kin]:
    """The events of a report that still stand, each with its names, which every other one is compared by."""
    return [
        Kin(
            event,
            event.parts.get("telling", 0.0),
            _named(event.places),
            _named((*event.initiators, *event.targets)),
        )
        for event in united
        if event.dropped is None
    ]


def _beside_others(event: Event, united: Sequence[Kin]) -> Iterator[str]:
    """What else of its kind the report tells, and how surely: the fainter of two is often the same once more."""
    others = [one for one in united if one.event is not event]
    alike = [one for one in others if one.event.kind == event.kind]
    mine = event.parts.get("telling", 0.0)
    surer = [one for one in alike if one.surety > mine]
    rank, many = min(len(surer), 3), min(len(alike), 4)
    yield f"alike={many}|{rank}"
    yield f"rank={rank}|{event.kind}"
    yield f"rank={rank}|tellings={min(len(event.tellings), 3)}"
    yield f"rank={rank}|telling={int(mine * 5)}"
    yield f"others={steps(len(others), 0, 1, 2, 4, 7, 12)}"
    if not others:
        return
    here = {telling.sentence for telling in event.tellings}
    above = [one.event for one in others if one.surety > mine]
    # In a settled order, as everywhere: sums of weights round differently in another.
    for kind in sorted({one.kind for one in above if any(t.sentence in here for t in one.tellings)}):
        yield f"with={kind}|{event.kind}"
    if event.tolls:
        held = {(what, toll.first) for one in others for what, toll in one.event.tolls.items()}
        if any((what, toll.first) in held for what, toll in event.tolls.items()):
            yield "toll shared"
    if surer:
        places, sides = _named(event.places), _named((*event.initiators, *event.targets))
        shared = max([f"{_common(places, one.places)}{_common(sides, one.sides)}" for one in surer])
        yield f"shares={shared}"
        yield f"shares={shared}|{rank}"
        yield f"shares={shared}|{event.kind}"
        gap = min([abs(event.trigger.sentence - t.sentence) for one in surer for t in one.event.tellings])
        yield f"gap={steps(gap, 0, 1, 2, 4, 8)}|{shared}"
        days = {(one.event.date.start, one.event.date.end) for one in surer if one.event.date is not None}
        if event.date is not None and days:
            yield f"day shared={(event.date.start, event.date.end) in days}|{shared[0]}"


def _named(chunks: Sequence[Chunk]) -> set[str]:
    return {one.ref or one.name for one in chunks}


def _common(one: set[str], other: set[str]) -> str:
    return "-" if not one or not other else "y" if one & other else "n"


def score(names: Iterable[str], model: Model) -> tuple[float, dict[str, float]]:
    """Probability 0–1 and the factors that moved it most, in log-odds."""
    weight_of = model.weights.get
    # By weight and then by name, as they are shown; the sum is in the order of the names as they come.
    found = [
        (-abs(weight), name, weight)
        for name in dict.fromkeys(names)
        if (weight := weight_of(name)) is not None
    ]
    total = model.intercept + sum([weight for _, _, weight in found])
    found.sort()
    moved = {name: round(weight, 3) for _, name, weight in found[:_SHOWN]}
    return 1 / (1 + exp(-max(-30.0, min(30.0, total)))), moved

"""Does a word that can tell of an event tell of one that this report asserts? A trained score over the whole telling.

The rules find every word, give it its parts and say why they would leave it out; the score weighs all of that: it may take in
what a rule of thumb would drop (a faint word with a side, a place and a toll) and leave out what no rule objects to. What a rule
knows for certain (a light verb, a negation) stays out.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from marsad.reading.linear import SHARED, Scores, load_scores, probability, steps
from marsad.reading.modality import CONTENT, SLOGAN
from marsad.reading.records import FAINT, VERBAL, Event
from marsad.reading.scan import At
from marsad.reading.screen import Tenor
from marsad.text.tokens import Sentence, Token

# Parts of another event, or said not to be: no score brings them back.
SETTLED = frozenset(
    {
        "light verb", "told by another word", "says who mediated in another event", "negated", "history",
        "background, over a year old", "deaths in an accident or disaster", "no sign of arms", "habitual", SLOGAN, CONTENT,
        "content of demand", "content of threat", "content of support", "content of rejection",
    }
)  # fmt: skip
UNLIKELY = "the telling is too unlikely"
_QUESTION = ("؟", "?")
_FEW = 3  # sentences
_LEFT = 8  # tokens before a word in which cues are looked for, and after it
_WINDOW = 6  # tokens on either side whose words count
_CLOSE = 4  # tokens before, whose words count by kind
_OFTEN = 5  # tellings of a kind; more are as many
_CUES = (
    "background", "hypothetical", "plan", "rumour", "habitual", "aim", "saying", "according", "continuing", "negation",
    "light_agent", "light_patient", "light_occur", "by_agent", "result", "cause", "attempt", "denial", "military",
)  # fmt: skip


class Report:
    """What the features of all tellings of one report share."""

    def __init__(
        self, tokens: Sequence[Token], sentences: Sequence[Sentence], roles: Sequence[str], at: At, tenor: Tenor,
        events: Sequence[Event], published: str | None, bare: bool,
    ) -> None:  # fmt: skip
        self.tokens = tokens
        self.sentences = sentences
        self.roles = roles
        self.at = at
        # Where cues begin, in order, and which: by their number in ``_CUES``.
        self.cues = sorted(
            (begin, number) for number, cue in enumerate(_CUES) for begin in at.cues.get(cue, ())
        )
        self.tenor = tenor
        self.events = events
        self.today = _day(published)
        self.size = "one" if bare else "many"
        self.names = (
            f"report={steps(len(sentences), 2, 5, 10, 20)}",
            f"arms={min(tenor.arms * 20 // max(1, tenor.size), 4)}",
            f"ordinary={min(tenor.ordinary, 3)}",
        )
        self._asked: dict[int, int] = {}
        self.by_sentence: dict[int, list[Event]] = {}
        self.seen: dict[int, int] = {}  # by word: how often its kind was told before
        told: dict[str, int] = {}
        for event in events:
            self.by_sentence.setdefault(event.trigger.sentence, []).append(event)
            self.seen[event.trigger.first] = told.get(event.kind, 0)
            told[event.kind] = told.get(event.kind, 0) + 1
        # What the rules alone would take for told.
        self.told: dict[int, list[Event]] = {}
        for event in events:
            if event.dropped is None:
                self.told.setdefault(event.trigger.sentence, []).append(event)
        self.kinds = {sentence: _kinds(found) for sentence, found in self.told.items()}
        self.often = Counter(event.kind for found in self.told.values() for event in found)

    def cued(self, first: int, last: int) -> list[str]:
        """The lists of which a cue begins at a token of ``first``–``last``, in the order of ``_CUES``."""
        found = self.cues[bisect_left(self.cues, (first, -1)) : bisect_left(self.cues, (last, -1))]
        return [_CUES[number] for number in sorted({number for _, number in found})] if found else []

    def asks(self, sentence: int, after: int) -> bool:
        """Does a question mark stand in this sentence at or after a token?"""
        last = self._asked.get(sentence)
        if last is None:
            bounds = self.sentences[sentence]
            marks = (
                at for at in range(bounds.last - 1, bounds.first - 1, -1) if self.tokens[at].fold in _QUESTION
            )
            last = self._asked[sentence] = next(marks, -1)
        return last >= after


def features(report: Report, event: Event) -> list[str]:
    """Names of the binary features of one telling."""
    trigger, kind = event.trigger, event.kind
    tokens, first, last = report.tokens, event.trigger.first, event.trigger.last
    rule, form = trigger.rule.id, trigger.form
    sentence = report.sentences[trigger.sentence]
    definite = "d" if trigger.definite else "-"
    size = report.size
    before = tokens[first - 1].fold if first > sentence.first else "<"
    after = tokens[last].fold if last < sentence.last else ">"
    out = [
        *_of_drop(event.dropped, rule, kind, size),
        *_of_word(rule, form, definite, kind, size),
        f"word={' '.join(t.fold for t in tokens[first:last])}",
        f"-1={before}",
        f"-1={before}|{form}",
        f"+1={after}",
    ]
    if first - 1 > sentence.first:
        out.append(f"-2={tokens[first - 2].fold}")
        out.append(f"-2={tokens[first - 2].fold} {before}")
    if last + 1 < sentence.last:
        out.append(f"+2={tokens[last + 1].fold}")
    out.append(f"clitic={trigger.before}|{form}|{definite}")
    out.append(f"opens={tokens[sentence.first].fold}")
    left, right = max(sentence.first, first - _WINDOW), min(sentence.last, last + _WINDOW)
    out += [f"near left={word}" for word in _words(tokens[left:first])]
    out += [f"near right={word}" for word in _words(tokens[last:right])]
    close = max(sentence.first, first - _CLOSE)
    out += [f"close={word}|{kind}" for word in _words(tokens[close:first])]
    out += _beside(report, event)
    out += _among(report, event)
    out += _parts(report, event, definite)
    low, high = event.span
    for cue in report.cued(max(low, first - _LEFT), first):
        out.append(f"left={cue}|{form}|{definite}")
        out.append(f"left={cue}|{kind}")
    for cue in report.cued(last, min(high, last + _LEFT)):
        out.append(f"right={cue}")
        out.append(f"right={cue}|{kind}")
    length = sentence.last - sentence.first
    quarter = (first - sentence.first) * 4 // max(1, length)
    out += _of_position(
        report.roles[trigger.sentence], min(trigger.sentence, 5), form, quarter, steps(length, 15, 40), size
    )
    out += report.names
    if report.asks(trigger.sentence, last):
        out.append("question")
    return out


# Names of features by what they are made of: tellings differ in little, so that most are made once.


@lru_cache(maxsize=SHARED)
def _of_drop(dropped: str | None, rule: str, kind: str, size: str) -> tuple[str, ...]:
    return f"drop={dropped}", f"drop={dropped}|{rule}", f"drop={dropped}|{kind}|{size}"


@lru_cache(maxsize=SHARED)
def _of_word(rule: str, form: str, definite: str, kind: str, size: str) -> tuple[str, ...]:
    return (
        f"rule={rule}|{form}",
        f"rule={rule}|{definite}",
        f"kind={kind}|{form}|{definite}",
        f"kind={kind}|{size}",
    )


@lru_cache(maxsize=SHARED)
def _of_position(role: str, at: int, form: str, quarter: int, length: str, size: str) -> tuple[str, ...]:
    return f"role={role}|{form}", f"at={at}|{form}", f"place={quarter}|{size}", f"length={length}|{size}"


@lru_cache(maxsize=SHARED)
def _of_neighbour(
    name: str, other: str, otherwise: str, form: str, told: bool, gap: str, kind: str, mine: str
) -> tuple[str, ...]:
    return (
        f"{name}={other}|{gap}", f"{name}={otherwise}|{kind}|{'told' if told else '-'}", f"{name}={form}|{mine}|{gap}",
    )  # fmt: skip


@lru_cache(maxsize=SHARED)
def _of_slots(slots: str, kind: str, form: str, definite: str, size: str) -> tuple[str, ...]:
    found = slots[:3]
    return (
        f"slots={slots}",
        f"slots={found}|{kind}",
        f"slots={found}|{form}|{definite}",
        f"slots={found}|{size}",
    )


def _beside(report: Report, event: Event) -> list[str]:
    """The words for events on either side, in the same sentence."""
    trigger = event.trigger
    here = report.by_sentence[trigger.sentence]
    at = here.index(event)
    out: list[str] = []
    for step, name in ((-1, "previous"), (1, "next")):
        if not 0 <= at + step < len(here):
            out.append(f"{name}=none|{trigger.form}")
            continue
        other = here[at + step]
        gap = other.trigger.first - trigger.last if step > 0 else trigger.first - other.trigger.last
        out += _of_neighbour(
            name, other.trigger.rule.id, other.kind, other.trigger.form, not other.dropped, steps(gap, 0, 2, 7), event.kind,
            trigger.form,
        )  # fmt: skip
    alike = sum(other.kind == event.kind for other in here) - 1
    out.append(f"alike={min(alike, 2)}|{trigger.form}")
    out.append(
        f"earlier={min(report.seen[trigger.first], 3)}|{'d' if trigger.definite else '-'}|{trigger.form in VERBAL}"
    )
    return out


def _words(tokens: Sequence[Token]) -> dict[str, None]:
    """Each word once, in their order: a set's is not the same twice, and sums round by the order."""
    return dict.fromkeys(token.fold for token in tokens)


def _among(report: Report, event: Event) -> list[str]:
    """What else the rules find told: in its sentence, in those on either side, in the title, in all of the report."""
    trigger, kind, form = event.trigger, event.kind, event.trigger.form
    number = trigger.sentence
    here = report.told.get(number, ())
    before = [other for other in here if other.trigger.first < trigger.first]
    after = [other for other in here if other.trigger.first > trigger.first]
    above = report.kinds.get(number - 1, ())
    out = [
        *_of_kinds("before", _kinds(before), kind),
        *_of_kinds("after", _kinds(after), kind),
        *_of_kinds("above", above, kind),
        *_of_kinds("below", report.kinds.get(number + 1, ()), kind),
        *_of_often(kind in above, min(report.often[kind], _OFTEN), kind, form),
    ]
    if number:
        out += _of_kinds("headline", report.kinds.get(0, ()), kind)
    lead = next((other for other in reversed(before) if other.trigger.last <= trigger.first), None)
    if lead is not None:
        between = report.tokens[max(lead.trigger.last, trigger.first - 2) : trigger.first]
        out += [f"between={word}|{lead.kind == kind}" for word in _words(between)]
        out.append(f"last={lead.kind}|{form}|{kind}")
    if after:
        out.append(f"then={after[0].kind}|{form}|{kind}")
    return out


def _kinds(events: Sequence[Event]) -> tuple[str, ...]:
    return tuple(sorted({event.kind for event in events}))


@lru_cache(maxsize=SHARED)
def _of_kinds(name: str, kinds: tuple[str, ...], kind: str) -> tuple[str, ...]:
    return tuple(f"{name}={other}|{kind}" for other in kinds)


@lru_cache(maxsize=SHARED)
def _of_often(above: bool, often: int, kind: str, form: str) -> tuple[str, ...]:
    return f"above alike={above}|{form}", f"often={often}|{kind}", f"often={often}|{form}"


def _parts(report: Report, event: Event, definite: str) -> list[str]:
    """Which parts the constructions gave it."""
    kind = event.kind
    slots = "".join(
        letter
        for letter, part in zip("ITPKDS", (event.initiators, event.targets, event.places, event.tolls, event.date, event.sources), strict=True)
        if part
    )  # fmt: skip
    out = [*_of_slots(slots, kind, event.trigger.form, definite, report.size)]
    for role, found in (("I", event.initiators), ("T", event.targets)):
        for chunk in found[:2]:
            out.append(f"{role}={chunk.kind}:{chunk.sort}|{kind}")
            out.append(f"{role}={chunk.prep}|{kind}")
    if any(c.kind == "actor" and c.ref for c in event.initiators):
        out.append(f"known initiator|{kind}")
    for means in set(event.means):
        out.append(f"means={means}|{kind}")
    for what in ("killed", "injured"):
        toll = event.tolls.get(what)
        if toll is not None:
            out.append(f"{what}|{'exact' if toll.max is not None else 'open'}")
    date = event.date
    out.append(f"date={date.precision if date else None}|{report.size}")
    if date is not None and date.start and report.today:
        then = _day(date.start)
        if then is not None:
            age = (report.today - then).days
            out.append(f"age={'ahead' if age < 0 else steps(age, 0, 2, 7, 31, 366)}")
    out.append(f"status={event.status}|{kind}")
    if event.notes.get("also"):
        out.append("also")
    return out


def _day(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def weigh(
    report: Report, doubtful: bool = False, faintly: str | None = None, scores: Scores | None = None
) -> None:
    """Score every telling; take in or leave out those the rules have not settled.

    ``doubtful``: no telling is left out for its score; then ``faintly`` names the faint rule whose words are let
    through. The probability stands in ``parts["telling"]``.
    """
    if doubtful:
        for event in report.events:
            if event.dropped == FAINT and event.trigger.rule.id == faintly:
                event.dropped = None
        return
    scores = scores or load_scores("tellings")
    if scores is None:
        return
    model = scores.scores["told"]
    bars = scores.bars
    # In a report of one or a few sentences nearly everything told is its news.
    count = len(report.sentences)
    low = bars["told alone" if count == 1 else "told shortly" if count <= _FEW else "told"]
    high = low if report.size == "one" else bars["raised"]
    chances = [
        0.0 if event.dropped in SETTLED else probability(model.odds(features(report, event))) for event in report.events
    ]  # fmt: skip
    for event, chance in zip(report.events, chances, strict=True):
        if event.dropped in SETTLED:
            continue
        event.parts["telling"] = round(chance, 3)
        if event.dropped is not None and chance >= high:
            event.dropped = None
        elif event.dropped is None and chance < low:
            event.dropped = UNLIKELY

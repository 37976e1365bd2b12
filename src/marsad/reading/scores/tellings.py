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
from typing import Any

from marsad.reading.grammar.scan import At
from marsad.reading.records import ARMS_FOUND, VERBAL, Event
from marsad.reading.scores.linear import Look, names_only, shared, steps
from marsad.reading.scores.wording import plain_words
from marsad.reading.screen.arms import Tenor
from marsad.reading.screen.beside import BESIDE
from marsad.reading.screen.screen import DISASTER
from marsad.reading.status.content import CALLED_FOR, CONTENT
from marsad.reading.status.modality import BROKEN, SENTENCED
from marsad.reading.status.standing import SLOGAN
from marsad.text.tokens import Sentence, Token

# Parts of another event, or said not to be: no score brings them back.
SETTLED = frozenset(
    {
        "light verb", "told by another word", "says who mediated in another event", "negated", "history",
        "background, over a year old", DISASTER, "no sign of arms", "habitual", SLOGAN, CONTENT, SENTENCED, BROKEN, CALLED_FOR,
        "taken for known", "content of demand", "content of threat", "content of support", "content of rejection",
        "only when it was", "says how it was done", "what a force is called", ARMS_FOUND,
    }
) | BESIDE  # fmt: skip
_QUESTION = frozenset({"؟", "?"})
FEW = 3  # sentences: a short report
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
        self.words = [token.fold for token in tokens]
        self._plain: dict[int, tuple[str, ...]] = {}
        self._said: dict[tuple[Look, int, str], tuple[Any, ...]] = {}
        self.asked = not _QUESTION.isdisjoint(self.words)
        self.sentences = sentences
        self.roles = roles
        self.at = at
        # Where cues begin, in order, and which: by their number in ``_CUES``.
        cues = sorted((begin, number) for number, cue in enumerate(_CUES) for begin in at.cues.get(cue, ()))
        self.cues = [number for _, number in cues]
        self.begins = [begin for begin, _ in cues]
        self.tenor = tenor
        self.events = events
        self.today = _day(published)
        self.size = "one" if bare else "many"
        self.names = (
            f"report={steps(len(sentences), 2, 5, 10, 20)}",
            f"arms={min(tenor.arms * 20 // max(1, tenor.size), 4)}",
            f"ordinary={min(tenor.ordinary, 3)}",
        )
        self.by_sentence: dict[int, list[Event]] = {}
        self.seen: dict[tuple[int, str], int] = {}  # by word and kind: how often its kind was told before
        told: dict[str, int] = {}
        for event in events:
            self.by_sentence.setdefault(event.trigger.sentence, []).append(event)
            self.seen[event.trigger.first, event.kind] = told.get(event.kind, 0)
            told[event.kind] = told.get(event.kind, 0) + 1
        # What the rules alone would take for told.
        self.told: dict[int, list[Event]] = {}
        for event in events:
            if event.dropped is None:
                self.told.setdefault(event.trigger.sentence, []).append(event)
        self.kinds = {sentence: _kinds(found) for sentence, found in self.told.items()}
        self.often = Counter(event.kind for found in self.told.values() for event in found)

    def said(self, sentence: int, kind: str, look: Look) -> tuple[Any, ...]:
        """All words of a sentence, for every kind and for one: made once for all its tellings of that kind."""
        found = self._said.get((look, sentence, kind))
        if found is None:
            words = self._plain.get(sentence)
            if words is None:
                span = self.sentences[sentence]
                words = self._plain[sentence] = plain_words(self.words[span.first : span.last])
            names = [f"said={word}|{kind}" for word in words]
            if self.size == "one":
                names += [f"{name}|one" for name in names]
            every = self._said.get((look, sentence, ""))
            if every is None:
                every = self._said[look, sentence, ""] = look(tuple([f"said={word}" for word in words]))
            found = self._said[look, sentence, kind] = (*every, *look(tuple(names)))
        return found

    def cued(self, first: int, last: int) -> list[str]:
        """The lists of which a cue begins at a token of ``first``–``last``, in the order of ``_CUES``."""
        begin = bisect_left(self.begins, first)
        found = self.cues[begin : bisect_left(self.begins, last, begin)]
        if len(found) > 1:
            found = sorted(set(found))
        return [_CUES[number] for number in found]

    def asks(self, sentence: int, after: int) -> bool:
        """Does a question mark stand in this sentence at or after a token?"""
        return self.asked and not _QUESTION.isdisjoint(self.words[after : self.sentences[sentence].last])


def features(report: Report, event: Event, look: Look = names_only) -> list[Any]:
    """Names of the binary features of one telling, or what a score knows of these."""
    trigger, kind = event.trigger, event.kind
    words, first, last = report.words, event.trigger.first, event.trigger.last
    rule, form = trigger.rule.id, trigger.form
    sentence = report.sentences[trigger.sentence]
    definite = "d" if trigger.definite else "-"
    size = report.size
    before = words[first - 1] if first > sentence.first else "<"
    after = words[last] if last < sentence.last else ">"
    out = [
        *_of_drop(look, event.dropped, rule, kind, size),
        *_of_word(look, rule, form, definite, kind, size),
        *_of_words(look, " ".join(words[first:last]), definite),
        *_of_standing(look, rule, kind, report.roles[trigger.sentence], min(trigger.sentence, 5), size),
        *_of_before(look, before, form),
        *_of_flag(look, "+1=", after),
    ]
    names = []
    if first - 1 > sentence.first:
        names += [f"-2={words[first - 2]}", f"-2={words[first - 2]} {before}"]
    if last + 1 < sentence.last:
        names.append(f"+2={words[last + 1]}")
    opens = words[sentence.first]
    names += [f"clitic={trigger.before}|{form}|{definite}", f"opens={opens}", f"opens={opens}|{kind}"]
    if sentence.first + 1 < sentence.last:
        two = f"{opens} {words[sentence.first + 1]}"
        names += [f"opens={two}", f"opens={two}|{form}"]
    left, right = max(sentence.first, first - _WINDOW), min(sentence.last, last + _WINDOW)
    # Each word once, in their order: a set's is not the same twice, and sums round by the order.
    names += [f"near left={word}" for word in dict.fromkeys(words[left:first])]
    names += [f"near right={word}" for word in dict.fromkeys(words[last:right])]
    names += [f"near right={word}|{kind}" for word in dict.fromkeys(words[last : min(right, last + _CLOSE)])]
    close = max(sentence.first, first - _CLOSE)
    names += [f"close={word}|{kind}" for word in dict.fromkeys(words[close:first])]
    out += look(tuple(names))
    out += _beside(report, event, look)
    out += _among(report, event, look)
    out += _parts(report, event, definite, look)
    low, high = event.span
    for cue in report.cued(max(low, first - _LEFT), first):
        out += _of_cue_before(look, cue, form, definite, kind)
    for cue in report.cued(last, min(high, last + _LEFT)):
        out += _of_cue_after(look, cue, kind)
    length = sentence.last - sentence.first
    quarter = (first - sentence.first) * 4 // max(1, length)
    out += _of_position(
        look,
        report.roles[trigger.sentence],
        min(trigger.sentence, 5),
        form,
        quarter,
        steps(length, 15, 40),
        size,
    )
    out += look(report.names)
    out += report.said(trigger.sentence, kind, look)
    if report.asks(trigger.sentence, last):
        out += look(("question",))
    return out


# Names of features by what they are made of; called with a ``Look`` before that, see ``linear.shared``.


@shared
def _of_drop(dropped: str | None, rule: str, kind: str, size: str) -> tuple[str, ...]:
    return f"drop={dropped}", f"drop={dropped}|{rule}", f"drop={dropped}|{kind}|{size}"


@shared
def _of_word(rule: str, form: str, definite: str, kind: str, size: str) -> tuple[str, ...]:
    return (
        f"rule={rule}|{form}",
        f"rule={rule}|{definite}",
        f"kind={kind}|{form}|{definite}",
        f"kind={kind}|{size}",
    )


@shared
def _of_words(words: str, definite: str) -> tuple[str, ...]:
    return f"word={words}", f"word={words}|{definite}"


@shared
def _of_standing(rule: str, kind: str, role: str, at: int, size: str) -> tuple[str, ...]:
    return f"rule={rule}|{role}|{min(at, 3)}", f"kind={kind}|{at}|{size}"


@shared
def _of_flag(name: str, value: str | bool | None) -> tuple[str, ...]:
    return (f"{name}{value}",)


@shared
def _of_before(word: str, form: str) -> tuple[str, ...]:
    return f"-1={word}", f"-1={word}|{form}"


@shared
def _of_cue_before(cue: str, form: str, definite: str, kind: str) -> tuple[str, ...]:
    return f"left={cue}|{form}|{definite}", f"left={cue}|{kind}"


@shared
def _of_cue_after(cue: str, kind: str) -> tuple[str, ...]:
    return f"right={cue}", f"right={cue}|{kind}"


@shared
def _of_party(role: str, chunk: str, sort: str, prep: str, kind: str) -> tuple[str, ...]:
    return f"{role}={chunk}:{sort}|{kind}", f"{role}={prep}|{kind}"


@shared
def _of_earlier(alike: int, form: str, earlier: int, definite: bool, verbal: bool) -> tuple[str, ...]:
    return f"alike={alike}|{form}", f"earlier={earlier}|{'d' if definite else '-'}|{verbal}"


@shared
def _of_position(role: str, at: int, form: str, quarter: int, length: str, size: str) -> tuple[str, ...]:
    return f"role={role}|{form}", f"at={at}|{form}", f"place={quarter}|{size}", f"length={length}|{size}"


@shared
def _of_neighbour(
    name: str, other: str, otherwise: str, form: str, told: bool, gap: str, kind: str, mine: str
) -> tuple[str, ...]:
    return (
        f"{name}={other}|{gap}", f"{name}={otherwise}|{kind}|{'told' if told else '-'}", f"{name}={form}|{mine}|{gap}",
    )  # fmt: skip


@shared
def _of_slots(slots: str, kind: str, form: str, definite: str, size: str) -> tuple[str, ...]:
    found = slots[:3]
    return (
        f"slots={slots}",
        f"slots={found}|{kind}",
        f"slots={found}|{form}|{definite}",
        f"slots={found}|{size}",
    )


def _beside(report: Report, event: Event, look: Look) -> list[Any]:
    """The words for events on either side, in the same sentence."""
    trigger, kind, form = event.trigger, event.kind, event.trigger.form
    here = report.by_sentence[trigger.sentence]
    at = here.index(event)
    out: list[Any] = []
    for step, name in ((-1, "previous"), (1, "next")):
        beside = at + step
        while 0 <= beside < len(here) and here[beside].trigger.first == trigger.first:
            beside += step  # what else the word may tell of
        if not 0 <= beside < len(here):
            out += _of_flag(look, f"{name}=none|", form)
            continue
        other = here[beside]
        gap = other.trigger.first - trigger.last if step > 0 else trigger.first - other.trigger.last
        out += _of_neighbour(
            look, name, other.trigger.rule.id, other.kind, other.trigger.form, not other.dropped, steps(gap, 0, 2, 7), kind,
            form,
        )  # fmt: skip
    alike = [other.kind for other in here].count(kind) - 1
    out += _of_earlier(
        look, min(alike, 2), form, min(report.seen[trigger.first, kind], 3), trigger.definite, form in VERBAL
    )
    return out


def _among(report: Report, event: Event, look: Look) -> list[Any]:
    """What else the rules find told: in its sentence, in those on either side, in the title, in all of the report."""
    trigger, kind, form = event.trigger, event.kind, event.trigger.form
    number, first = trigger.sentence, trigger.first
    here = report.told.get(number, ())
    before = [other for other in here if other.trigger.first < first]
    after = [other for other in here if other.trigger.first > first]
    kinds = report.kinds.get
    above = kinds(number - 1, ())
    out: list[Any] = []
    if before:
        out += _of_kinds(look, "before", _kinds(before), kind)
    if after:
        out += _of_kinds(look, "after", _kinds(after), kind)
    if above:
        out += _of_kinds(look, "above", above, kind)
    if below := kinds(number + 1, ()):
        out += _of_kinds(look, "below", below, kind)
    out += _of_often(look, kind in above, min(report.often[kind], _OFTEN), kind, form)
    if number and (headline := kinds(0, ())):
        out += _of_kinds(look, "headline", headline, kind)
    for lead in reversed(before):
        if lead.trigger.last <= first:
            between = report.words[max(lead.trigger.last, first - 2) : first]
            for word in dict.fromkeys(between):
                out += _of_flag(look, f"between={word}|", lead.kind == kind)
            out += _of_other(look, "last", lead.kind, form, kind)
            break
    if after:
        out += _of_other(look, "then", after[0].kind, form, kind)
    return out


def _kinds(events: Sequence[Event]) -> tuple[str, ...]:
    return tuple(sorted({event.kind for event in events}))


@shared
def _of_kinds(name: str, kinds: tuple[str, ...], kind: str) -> tuple[str, ...]:
    return tuple(f"{name}={other}|{kind}" for other in kinds)


@shared
def _of_other(name: str, other: str, form: str, kind: str) -> tuple[str, ...]:
    return (f"{name}={other}|{form}|{kind}",)


@shared
def _of_often(above: bool, often: int, kind: str, form: str) -> tuple[str, ...]:
    return f"above alike={above}|{form}", f"often={often}|{kind}", f"often={often}|{form}"


def _parts(report: Report, event: Event, definite: str, look: Look) -> list[Any]:
    """Which parts the constructions gave it."""
    kind, date = event.kind, event.date
    initiators, targets, tolls = event.initiators, event.targets, event.tolls
    slots = (
        ("I" if initiators else "") + ("T" if targets else "") + ("P" if event.places else "")
        + ("K" if tolls else "") + ("D" if date else "") + ("S" if event.sources else "")
    )  # fmt: skip
    out = [*_of_slots(look, slots, kind, event.trigger.form, definite, report.size)]
    for role, found in (("I", initiators), ("T", targets)):
        for chunk in found[:2]:
            out += _of_party(look, role, chunk.kind, chunk.sort, chunk.prep, kind)
    if initiators and any(c.kind == "actor" and c.ref for c in initiators):
        out += _of_flag(look, "known initiator|", kind)
    if event.means:
        for means in sorted(set(event.means)):
            out += _of_flag(look, f"means={means}|", kind)
    if tolls:
        for what in ("killed", "injured"):
            toll = tolls.get(what)
            if toll is not None:
                out += _of_flag(look, f"{what}|", "exact" if toll.max is not None else "open")
    out += _of_date(look, date.precision if date else None, report.size)
    if date is not None and date.start and report.today:
        then = _day(date.start)
        if then is not None:
            age = (report.today - then).days
            out += _of_flag(look, "age=", "ahead" if age < 0 else steps(age, 0, 2, 7, 31, 366))
    out += _of_status(look, event.status, kind)
    if event.notes.get("also"):
        out += _of_flag(look, "also", "")
    return out


@shared
def _of_date(precision: str | None, size: str) -> tuple[str, ...]:
    return (f"date={precision}|{size}",)


@shared
def _of_status(status: str, kind: str) -> tuple[str, ...]:
    return (f"status={status}|{kind}",)


def _day(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat((text or "")[:10])
    except ValueError:
        return None

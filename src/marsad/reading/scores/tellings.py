"""Does a word that can tell of an event tell of one that this report asserts? A trained score over the whole telling.

The rules find every word, give it its parts and say why they would leave it out; the score weighs all of that: it may take in
what a rule of thumb would drop (a faint word with a side, a place and a toll) and leave out what no rule objects to. What a rule
knows for certain (a light verb, a negation) stays out.
"""

from __future__ import annotations

from typing import Any

from marsad.reading.records import ARMS_FOUND, VERBAL, Event
from marsad.reading.scores.linear import NAMES, Asked, Look, shared, steps
from marsad.reading.scores.report import Asking, Report, kinds_of
from marsad.reading.screen.background import day_of
from marsad.reading.screen.beside import BESIDE
from marsad.reading.screen.screen import DISASTER
from marsad.reading.status.content import CALLED_FOR, CONTENT
from marsad.reading.status.modality import BROKEN, SENTENCED
from marsad.reading.status.standing import SLOGAN
from marsad.reading.status.supposed import SUPPOSED

# Parts of another event, or said not to be: no score brings them back.
SETTLED = frozenset(
    {
        "light verb", "told by another word", "says who mediated in another event", "negated", "history",
        "background, over a year old", DISASTER, "no sign of arms", "habitual", SLOGAN, CONTENT, SENTENCED, BROKEN, CALLED_FOR,
        "taken for known", "content of demand", "content of threat", "content of support", "content of rejection",
        "a thing, and no place", "a sum since then", "only when it was", "says how it was done", "what a force is called", ARMS_FOUND, SUPPOSED,
    }
) | BESIDE  # fmt: skip
FEW = 3  # sentences: a short report
_LEFT = 8  # tokens before a word in which cues are looked for, and after it
_WINDOW = 6  # tokens on either side whose words count
_CLOSE = 4  # tokens before, whose words count by kind
_OFTEN = 5  # tellings of a kind; more are as many


def features(report: Report, event: Event, score: Asked = NAMES) -> list[Any]:
    """Names of the binary features of one telling, or what a score knows of these."""
    trigger, kind = event.trigger, event.kind
    words, first, last = report.words, trigger.first, trigger.last
    rule, form = trigger.rule.id, trigger.form
    number = trigger.sentence
    sentence = report.sentences[number]
    begin, end = sentence.first, sentence.last
    role = report.roles[number]
    definite = "d" if trigger.definite else "-"
    size = report.size
    asking = report.asking(score)
    look, of, together = score.known, score.of, score.together
    told = words[first] if last - first == 1 else " ".join(words[first:last])
    before = words[first - 1] if first > begin else "<"
    after = words[last] if last < end else ">"
    out = [
        *_of_drop(look, event.dropped, rule, kind, size),
        *_of_word(look, rule, form, definite, kind, size),
        *together((asking.word(told), of("word=", definite)(told))),
        *_of_standing(look, rule, kind, role, min(number, 5), size),
        *together((asking.before(before), of("-1=", form)(before))),
        *together((asking.after(after),)),
        *together(_of_words_about(report, event, definite, asking)),
    ]
    out += _beside(report, event, look)
    out += _among(report, event, score)
    out += _parts(report, event, definite, look)
    low, high = event.span
    for cue in report.cued(max(low, first - _LEFT), first):
        out += _of_cue_before(look, cue, form, definite, kind)
    for cue in report.cued(last, min(high, last + _LEFT)):
        out += _of_cue_after(look, cue, kind)
    length = end - begin
    quarter = (first - begin) * 4 // max(1, length)
    out += _of_position(look, role, min(number, 5), form, quarter, steps(length, 15, 40), size)
    out += asking.tenor
    out += asking.said(report, number, kind)
    if report.asks(number, last):
        out += look(("question",))
    return out


def _of_words_about(report: Report, event: Event, definite: str, asking: Asking) -> list[Any]:
    """The words that open its sentence, and those near it on either side."""
    trigger, form = event.trigger, event.trigger.form
    words, first, last = report.words, trigger.first, trigger.last
    sentence = report.sentences[trigger.sentence]
    begin, end = sentence.first, sentence.last
    of, of_kind = asking.score.of, asking.kind(event.kind)
    out: list[Any] = []
    if first - 1 > begin:
        second = words[first - 2]
        out += asking.second_before(second), asking.second_before(f"{second} {words[first - 1]}")
    if last + 1 < end:
        out.append(asking.second_after(words[last + 1]))
    opens = words[begin]
    clitic = of("clitic=", f"{form}|{definite}")(trigger.before)
    out += clitic, asking.opens(opens), of_kind.opens(opens)
    if begin + 1 < end:
        two = f"{opens} {words[begin + 1]}"
        out += asking.opens(two), of("opens=", form)(two)
    # Each word once, in their order: a set's is not the same twice, and sums round by the order.
    left, right = max(begin, first - _WINDOW), min(end, last + _WINDOW)
    out += map(asking.left, dict.fromkeys(words[left:first]))
    out += map(asking.right, dict.fromkeys(words[last:right]))
    out += map(of_kind.right, dict.fromkeys(words[last : min(right, last + _CLOSE)]))
    out += map(of_kind.close, dict.fromkeys(words[max(begin, first - _CLOSE) : first]))
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
def _of_standing(rule: str, kind: str, role: str, at: int, size: str) -> tuple[str, ...]:
    return f"rule={rule}|{role}|{min(at, 3)}", f"kind={kind}|{at}|{size}"


@shared
def _of_flag(name: str, value: str | bool | None) -> tuple[str, ...]:
    return (f"{name}{value}",)


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
    first = trigger.first
    here = report.by_sentence[trigger.sentence]
    count = len(here)
    at = here.index(event)
    out: list[Any] = []
    for step, name in ((-1, "previous"), (1, "next")):
        beside = at + step
        while 0 <= beside < count and here[beside].trigger.first == first:
            beside += step  # what else the word may tell of
        if not 0 <= beside < count:
            out += _of_flag(look, f"{name}=none|", form)
            continue
        other = here[beside]
        than = other.trigger
        gap = steps(than.first - trigger.last if step > 0 else first - than.last, 0, 2, 7)
        told = "-" if other.dropped else "told"
        out += look(
            (
                f"{name}={than.rule.id}|{gap}",
                f"{name}={other.kind}|{kind}|{told}",
                f"{name}={than.form}|{form}|{gap}",
            )
        )
    alike = min(report.alike[trigger.sentence, kind] - 1, 2)
    earlier = min(report.seen[first, kind], 3)
    out += _of_earlier(look, alike, form, earlier, trigger.definite, form in VERBAL)
    return out


def _among(report: Report, event: Event, score: Asked) -> list[Any]:
    """What else the rules find told: in its sentence, in those on either side, in the title, in all of the report."""
    trigger, kind, form = event.trigger, event.kind, event.trigger.form
    number, first = trigger.sentence, trigger.first
    look = score.known
    here = report.told.get(number, ())
    before = [other for other in here if other.trigger.first < first]
    after = [other for other in here if other.trigger.first > first]
    kinds = report.kinds.get
    above = kinds(number - 1, ())
    out: list[Any] = []
    if before:
        out += _of_kinds(look, "before", kinds_of(before), kind)
    if after:
        out += _of_kinds(look, "after", kinds_of(after), kind)
    if above:
        out += _of_kinds(look, "above", above, kind)
    if below := kinds(number + 1, ()):
        out += _of_kinds(look, "below", below, kind)
    out += _of_often(look, kind in above, min(report.often.get(kind, 0), _OFTEN), kind, form)
    if number and (headline := kinds(0, ())):
        out += _of_kinds(look, "headline", headline, kind)
    for lead in reversed(before):
        if lead.trigger.last <= first:
            between = report.words[max(lead.trigger.last, first - 2) : first]
            alike = score.of("between=", str(lead.kind == kind))
            out += filter(None, map(alike, dict.fromkeys(between)))
            out += _of_other(look, "last", lead.kind, form, kind)
            break
    if after:
        out += _of_other(look, "then", after[0].kind, form, kind)
    return out


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
        then = day_of(date.start)
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

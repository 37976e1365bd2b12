"""A claim as a small block for a person: who, whom, where, when, how many, who says so, and the sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from marsad.cli.terminal import EVIDENCE, TRIGGER, Screen, clean, marked
from marsad.lexicon.schema import Kind
from marsad.model import SYMMETRIC, Claim, Location, Participant, Toll, When

if TYPE_CHECKING:
    from marsad.reading.layers import Layers  # brings all of reading along, which a picture does without

TOLLS = ("killed", "injured", "captured", "missing", "displaced")

_GLOSS = {
    "occurred": "occurred", "ongoing": "ongoing, still in force", "attempted": "attempted, not achieved",
    "planned": "planned, has not happened", "denied": "denied", "ended": "ended, is over",
    "uncertain": "uncertain, nobody stands behind it",
}  # fmt: skip
_COLOURS = {
    "occurred": "green", "ongoing": "yellow", "attempted": "cyan", "planned": "blue", "denied": "red",
    "uncertain": "magenta", "ended": "white",
}  # fmt: skip
_AROUND = 160  # code points of a sentence shown on either side of the evidence


def header(layers: Layers, screen: Screen) -> Iterator[str]:
    """Title, outlet, day of publication, and what was left out of the page."""
    document, body = layers.document, layers.body
    yield from screen.field("title", title_of(layers) or "not given", 0, 11)
    yield from screen.field("outlet", clean(document.outlet) if document.outlet else "not given", 0, 11)
    if document.published:
        when = document.published
    elif layers.published:
        when = f"{layers.published} (read from the page)"
    else:
        when = "publication date unknown; days told only as today or yesterday stay unknown"
    yield from screen.field("published", when, 0, 11)
    if body.removed:
        characters = sum(r.end - r.start for r in body.removed)
        reasons = Counter(clean(r.reason) for r in body.removed)
        said = ", ".join(f"{reason} {count}" for reason, count in sorted(reasons.items()))
        value = f"{characters:,} characters of the page that are not the report ({said})"
        yield from screen.field("left out", value, 0, 11)


def title_of(layers: Layers) -> str | None:
    """The title given, or the line of the text that the reading took for one."""
    if layers.document.title:
        return clean(layers.document.title)
    region = next((r for r in layers.body.regions if r.role == "title"), None)
    return clean(layers.document.text[region.start : region.end]).strip() if region else None


def block(
    claim: Claim, number: int, layers: Layers, kinds: Mapping[str, Kind], screen: Screen
) -> Iterator[str]:
    """One claim, its fields labelled, its sentences with the evidence marked."""
    kind = kinds[claim.kind]
    status = screen.style(_GLOSS[claim.status].upper(), fg=_COLOURS[claim.status], bold=True)
    name = screen.style(kind.en, bold=True)
    yield screen.mixed(f"{number:>2}. {name} ({kind.ar}) – {status} – confidence {claim.confidence:.2f}")
    for label, values in fields(claim):
        for at, value in enumerate(values):
            yield from screen.field("" if at else label, value)
    for text, marks in sentences(claim, layers):
        yield from screen.sentence(text, marks)


def fields(claim: Claim) -> Iterator[tuple[str, list[str]]]:
    """The labelled values of a claim, a line each; what is not known says so."""
    yield from sides(claim)
    if claim.third_parties:
        yield "third party", people(claim.third_parties)
    yield "where", list(map(place, claim.places)) or ["unknown"]
    yield "when", [when(claim.when)]
    tolls = [f"{toll(found)} {name}" for name in TOLLS if (found := getattr(claim, name)) is not None]
    if tolls:
        yield "toll", tolls
    if claim.means:
        yield "means", [", ".join(claim.means)]
    if claim.objects:
        yield "hit", list(map(clean, claim.objects))
    if claim.content is not None:
        yield "content", [clean(claim.content.quote)]
    yield "says so", people(claim.attributed_to) or ["the outlet itself"]
    loaded = {p.loaded: p for p in (*claim.initiators, *claim.targets, *claim.third_parties) if p.loaded}
    if loaded:
        yield "wording", [_wording(word, one) for word, one in loaded.items()]


def _wording(word: str, one: Participant) -> str:
    return f"{clean(word)} is the outlet's word for {clean(one.name_en or one.name)}"


def sides(claim: Claim) -> Iterator[tuple[str, list[str]]]:
    """Who did it to whom; the two sides where neither acts on the other."""
    labels = ("between", "and") if claim.kind in SYMMETRIC else ("who", "to whom")
    if claim.kind == "mediation":
        labels = ("mediator", "between")
    yield labels[0], people(claim.initiators) or ["not said"]
    yield labels[1], people(claim.targets) or ["not said"]


def people(found: Sequence[Participant]) -> list[str]:
    return list(map(person, found))


def person(one: Participant) -> str:
    """The name in the report, with the registry's where it differs."""
    said, name = clean(one.text), clean(one.name)
    known = [n for n in (one.name_en, name if name != said else None) if n]
    return f"{said} ({', '.join(map(clean, known))})" if known else said


def place(one: Location) -> str:
    """The name in the report, what it was taken for, and the point where there is one."""
    told = [word for word in (one.kind, one.admin1, one.country) if word]
    said = clean(one.text)
    if one.name != one.text:
        told.insert(0, clean(one.name))
    if told:
        said += f" ({', '.join(map(clean, told))})"
    if one.lat is not None and one.lon is not None:
        within = f", within {one.radius:,} m" if one.radius else ""
        sure = f", confidence {one.confidence:.2f}" if one.confidence is not None else ""
        said += f" at {one.lat:.4f}, {one.lon:.4f}{within}{sure}"
    return said


def when(found: When | None) -> str:
    """The interval with its precision, the words it was read from and what they were read against."""
    if found is None:
        return "unknown: the report does not say"
    words = f"the words {clean(found.quote)}" if found.quote else ""
    if found.start is None:
        return f"unknown: {words} settle no day" if words else "unknown"
    days = found.start if found.end in (None, found.start) else f"{found.start} to {found.end}"
    named = f"from {words}" + (", said of what is told beside it" if found.beside else "") if words else ""
    source = ", ".join(filter(None, (named, f"read on {found.anchor}" if found.anchor else "")))
    return f"{days} (to the {found.precision or 'day'}{'; ' + source if source else ''})"


def toll(found: Toll) -> str:
    """The number, and whom it counts where the report tells. Numbers stand before Arabic, never after."""
    said = numbers(found.min, found.max)
    groups = ", ".join(f"{numbers(*pair)} {clean(group)}" for group, pair in found.groups.items())
    return f"{said} (among them {groups})" if groups else said


def numbers(low: int, high: int | None) -> str:
    if high is None:
        return f"at least {low:,}"
    if high == 0:
        return "none"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def sentences(claim: Claim, layers: Layers) -> Iterator[tuple[str, list[int]]]:
    """The sentences that the claim rests on, each once, with the mark of every character."""
    for where, text, offset in (
        ("title", layers.document.title or "", layers.split),
        ("text", layers.document.text, 0),
    ):
        spans = [(s.start, s.end, EVIDENCE) for s in claim.evidence if s.where == where]
        stretches = _joined(_around(start, end, text, offset, layers) for start, end, _ in sorted(spans))
        if claim.trigger is not None and claim.trigger.where == where:
            spans.append((claim.trigger.start, claim.trigger.end, TRIGGER))
        for start, end, head, tail in stretches:
            shown, marks = marked(text, start, end, spans)
            before, after = "… " if head else "", " …" if tail else ""
            yield before + shown + after, [0] * len(before) + marks + [0] * len(after)


_Stretch = tuple[int, int, bool, bool]


def _around(first: int, last: int, text: str, offset: int, layers: Layers) -> _Stretch:
    """The sentences of a span, shortened far from it, and whether something is left out before and after."""
    whole_start, whole_end = first, last
    for sentence in layers.sentences:
        start = layers.tokens[sentence.first].start - offset
        end = layers.tokens[sentence.last - 1].end - offset
        if start < last and first < end:
            whole_start, whole_end = min(whole_start, start), max(whole_end, end)
    start, end = max(whole_start, first - _AROUND), min(whole_end, last + _AROUND)
    while whole_start < start < first and text[start - 1].strip():
        start += 1
    while last < end < whole_end and text[end].strip():
        end -= 1
    while last < end and not text[end - 1].strip():
        end -= 1
    return start, end, start > whole_start, bool(text[end:whole_end].strip())


def _joined(stretches: Iterable[_Stretch]) -> list[_Stretch]:
    out: list[_Stretch] = []
    for start, end, head, tail in stretches:
        if out and start <= out[-1][1]:
            before = out[-1]
            out[-1] = (before[0], max(end, before[1]), before[2], tail if end >= before[1] else before[3])
        else:
            out.append((start, end, head, tail))
    return out


def closing(claims: Sequence[Claim]) -> str:
    """One line with the counts."""
    statuses = Counter(claim.status for claim in claims)
    said = ", ".join(f"{count} {status}" for status, count in statuses.most_common())
    undated = sum(claim.when is None or claim.when.start is None for claim in claims)
    placeless = sum(not claim.places for claim in claims)
    unknown = [
        f"{count} without a {what}" for count, what in ((undated, "day"), (placeless, "place")) if count
    ]
    return (
        f"{len(claims)} claim{'s' * (len(claims) != 1)}: {said}"
        + "".join(f"; {part}" for part in unknown)
        + "."
    )


def few(names: Iterable[str], most: int = 3) -> str:
    """The first names, and how many more there are."""
    found = [clean(name) for name in names]
    return "، ".join(found[:most]) + (f" and {len(found) - most} more" if len(found) > most else "")


def told_sides(
    kind: str, initiators: Iterable[str], targets: Iterable[str], places: Iterable[str]
) -> list[str]:
    """Sides and place as a phrase in parts: Latin words part the Arabic names, so that none change places."""
    first, second, at = few(initiators), few(targets), few(places)
    said = []
    if kind in SYMMETRIC:
        both = " and ".join(filter(None, (first, second)))
        said.append(f"between {both}" if both else "sides not said")
    else:
        said.append(f"by {first}" if first else "by whom not said")
        if second:
            said.append(f"to {second}" if kind != "mediation" else f"between {second}")
    said.append(f"at {at}" if at else "place unknown")
    return said

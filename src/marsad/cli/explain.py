"""``marsad read --explain``: what each stage found, in order, and why claims came out as they did."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from marsad.cli.render import numbers
from marsad.cli.terminal import Screen, clean
from marsad.places.gazetteer import arabic_name
from marsad.reading.layers import Layers
from marsad.reading.pipeline import STAGES
from marsad.reading.records import Chunk, Event, Trigger

_LONGEST = 90  # code points of text quoted in one line


def explain(layers: Layers, screen: Screen) -> Iterator[str]:
    """Every stage with its findings. A stage without a printer of its own is named with what it adds."""
    for stage in STAGES:
        yield screen.style(f"{stage.name}", bold=True) + f"  (version {stage.version})"
        printer = _PRINTERS.get(stage.name)
        rows = list(printer(layers)) if printer else [f"adds {', '.join(stage.adds)}"]
        for row in rows or ["nothing found"]:
            yield screen.mixed(f"   {row}")


def _cut(text: str) -> str:
    text = clean(text).strip()
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _quote(layers: Layers, first: int, last: int) -> str:
    return _cut(layers.joined[layers.tokens[first].start : layers.tokens[last - 1].end])


def _sentence(layers: Layers, token: int) -> str:
    for number, sentence in enumerate(layers.sentences, 1):
        if sentence.first <= token < sentence.last:
            return f"s{number}"
    return "s?"


def _furniture(layers: Layers) -> Iterator[str]:
    text, body = layers.document.text, layers.body
    yield from _page(layers.document.extra)
    for region in body.regions:
        yield f"kept {region.start}-{region.end} as {region.role}: {_cut(text[region.start : region.end])}"
    for removed in body.removed:
        said = _cut(text[removed.start : removed.end])
        yield f"left out {removed.start}-{removed.end}, {removed.reason}: {said}"
    if body.title_in_text is not None:
        yield f"the text repeats the title at {body.title_in_text[0]}-{body.title_in_text[1]}"
    if body.published is not None:
        yield f"the page says it was published on {body.published}"


def _page(extra: dict[str, Any]) -> Iterator[str]:
    """What the reader of the page left out before there was a text, and where it has the time from."""
    if isinstance(where := extra.get("published_from"), str):
        yield f"the time of publication is from {clean(where)}"
    removed = extra.get("removed")
    for cut in removed if isinstance(removed, list) else ():
        if isinstance(cut, list) and len(cut) == 2:
            yield f"left out of the page, {clean(str(cut[0]))}: {_cut(str(cut[1]))}"


def _text(layers: Layers) -> Iterator[str]:
    yield f"{len(layers.sentences)} sentences, {len(layers.tokens):,} tokens"
    for number, (sentence, role) in enumerate(zip(layers.sentences, layers.roles, strict=True), 1):
        yield f"s{number} {role}: {_quote(layers, sentence.first, sentence.last)}"


def _terms(layers: Layers) -> Iterator[str]:
    hits = [hit for found in layers.at.starts if found for hit in found]
    by_layer: dict[str, int] = {}
    for hit in hits:
        by_layer[hit.term.layer] = by_layer.get(hit.term.layer, 0) + 1
    yield (
        ", ".join(f"{count} of {layer}" for layer, count in sorted(by_layer.items()))
        or "no word of the lexicon"
    )


def _chunk(chunk: Chunk) -> str:
    known = ", ".join(filter(None, (chunk.kind, chunk.sort, chunk.ref, chunk.country)))
    loaded = ", the outlet's wording" if chunk.loaded else ""
    return f"{clean(chunk.name)} ({known}{loaded})"


def _chunks(layers: Layers) -> Iterator[str]:
    for number, found in enumerate(layers.chunks, 1):
        for chunk in found:
            after = f", after {clean(chunk.prep)}" if chunk.prep else ""
            yield f"s{number} {_chunk(chunk)}{after}"


def _reference(layers: Layers) -> Iterator[str]:
    left = sum(chunk.kind == "anaphor" for found in layers.chunks for chunk in found)
    yield f"{left} words that stand for another were left unresolved; the mentions above are as resolved"


def _sayings(layers: Layers) -> Iterator[str]:
    for saying in layers.sayings:
        chain = ", cited by ".join(clean(chunk.name) for chunk in saying.chain)
        verb = f" (says it with {clean(saying.verb)})" if saying.verb else ""
        said = _quote(layers, saying.first, saying.last)
        yield f"s{saying.sentence + 1} {chain}{verb} stands behind: {said}"


def _dates(layers: Layers) -> Iterator[str]:
    for date in layers.dates:
        days = date.start if date.end in (None, date.start) else f"{date.start} to {date.end}"
        said = f"{days} to the {date.precision}" if date.start else "no day settled"
        against = f", read against {layers.published}" if date.anchor == "published" else ""
        yield f"s{date.sentence + 1} {_quote(layers, date.first, date.last)} is {said} ({date.kind}{against})"


def _tolls(layers: Layers) -> Iterator[str]:
    for number, found in enumerate(layers.tolls, 1):
        for toll in found:
            notes = ", ".join(
                name for name in ("joint", "weak", "total", "named") if getattr(toll, name, False)
            )
            said = f"{numbers(toll.min, toll.max)} {toll.what}{f' ({notes})' if notes else ''}"
            yield f"s{number} {_quote(layers, toll.first, toll.last)} is {said}"


def _trigger(layers: Layers, trigger: Trigger) -> str:
    return f"{_quote(layers, trigger.first, trigger.last)} by rule {trigger.rule.id}"


def _triggers(layers: Layers) -> Iterator[str]:
    for trigger in layers.triggers:
        yield f"s{trigger.sentence + 1} {_trigger(layers, trigger)} tells of {trigger.kind} ({trigger.form})"


def _clauses(layers: Layers) -> Iterator[str]:
    walls = sum(len(clauses.walls) for clauses in layers.clauses)
    yield f"{walls} borders between clauses"


def _event(layers: Layers, event: Event) -> str:
    at = f"s{event.trigger.sentence + 1} {_trigger(layers, event.trigger)}"
    slots: Iterable[tuple[str, list[Chunk]]] = (
        ("who", event.initiators), ("to whom", event.targets), ("third party", event.third),
        ("where", event.places), ("says so", event.sources),
    )  # fmt: skip
    filled = "; ".join(
        f"{name} {', '.join(clean(c.name) for c in chunks)}" for name, chunks in slots if chunks
    )
    return f"{at}: {event.kind}, {event.status}{'; ' + filled if filled else ''}"


def _events(layers: Layers) -> Iterator[str]:
    for event in layers.events:
        dropped = f" – dropped: {event.dropped}" if event.dropped else ""
        notes = "; ".join(f"{key}: {clean(value)}" for key, value in event.notes.items())
        yield _event(layers, event) + (f" [{notes}]" if notes else "") + dropped


def _identity(layers: Layers) -> Iterator[str]:
    kept = sum(not event.dropped for event in layers.events)
    yield f"{kept} tellings are {len(layers.united)} events"
    for event in layers.united:
        if len(event.spans) > 1:
            yield f"told {len(event.spans)} times: {_event(layers, event)}"


def _places(layers: Layers) -> Iterator[str]:
    """Each place asked for once: where it was put, what else it could have been, and why."""
    for where in dict.fromkeys(layers.located.values()):
        found = where.found
        at = (
            f"{found.lat:.4f}, {found.lon:.4f}"
            if found.lat is not None and found.lon is not None
            else "no point"
        )
        name = f", {clean(arabic_name(found.place))}" if found.place else ""
        why = "; ".join(map(clean, found.reasons)) or "no reason kept"
        yield f"{clean(where.query)}: {at}{name}, confidence {found.confidence:.2f} ({why})"
        for other in found.alternatives[: 4 if len(found.alternatives) > 1 else 0]:
            place = other.place
            label = ", ".join(filter(None, (arabic_name(place), place.kind, place.country, place.id)))
            yield f"   {other.score:.2f} {clean(label)}: {'; '.join(map(clean, other.reasons))}"


def _claims(layers: Layers) -> Iterator[str]:
    for number, claim in enumerate(layers.claims, 1):
        parts: Any = (
            ", ".join(f"{name} {value:.2f}" for name, value in claim.parts.items()) or "no parts given"
        )
        yield f"{number}. {claim.kind} {claim.id}: confidence {claim.confidence:.2f} of {parts}"


_PRINTERS: dict[str, Callable[[Layers], Iterator[str]]] = {
    "furniture": _furniture, "text": _text, "terms": _terms, "mentions": _chunks, "reference": _reference,
    "attribution": _sayings, "dates": _dates, "tolls": _tolls, "triggers": _triggers, "clauses": _clauses,
    "events": _events, "identity": _identity, "places": _places, "claims": _claims,
}  # fmt: skip

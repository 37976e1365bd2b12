"""One report to its coded line: read, verified claim by claim, and an honest word where nothing was found."""

from __future__ import annotations

from collections import Counter

import msgspec
from msgspec import Struct

from marsad.lexicon.compile import Lexicon
from marsad.model import Coded, Document
from marsad.places.gazetteer import Gazetteer
from marsad.reading.layers import Layers
from marsad.reading.pipeline import layers_of
from marsad.verify import verify

_ENCODER = msgspec.json.Encoder(order="deterministic")


class Outcome(Struct, frozen=True):
    """The coded report, and the faults of each claim left out because the report does not support it."""

    coded: Coded
    rejected: tuple[tuple[str, ...], ...] = ()


def code(document: Document, lexicon: Lexicon, gazetteer: Gazetteer | None = None) -> Outcome:
    """Read one report and keep the claims that ``verify`` passes."""
    return code_layers(layers_of(document, lexicon, gazetteer))


def code_layers(layers: Layers) -> Outcome:
    """The outcome of a report whose stages have run."""
    document = layers.whole
    kept, rejected = [], []
    for claim in layers.claims:
        faults = verify(claim, document, layers.lexicon.kinds)
        if faults:
            rejected.append(tuple(faults))
        else:
            kept.append(claim)
    coded = Coded(
        id=document.id, events=tuple(kept), title=document.title, outlet=document.outlet, url=document.url,
        published=document.published or layers.published, note=None if kept else why_nothing(layers),
    )  # fmt: skip
    return Outcome(coded, tuple(rejected))


def why_nothing(layers: Layers) -> str:
    """Why a report has no event, in one sentence."""
    text = layers.joined
    letters = sum(map(str.isalpha, text))
    arabic = sum("\u0620" <= char <= "\u064a" or "\ufb50" <= char <= "\ufefc" for char in text)
    if not letters:
        return "there are no words in it."
    if arabic * 5 < letters:
        other = (
            "its letters are of another script"
            if not arabic
            else f"of its {letters:,} letters {arabic:,} are Arabic"
        )
        return f"not an Arabic text: {other}."
    if not layers.sentences:
        return "no sentence of a report was found in the page."
    if layers.claims:
        return "no claim could be shown in the text."
    if not layers.triggers:
        return "no word in it tells of an event that Marsad knows."
    reasons = Counter(event.dropped or "told elsewhere" for event in layers.events)
    if not reasons:
        return "no word in it tells of an event that Marsad knows."
    listed = ", ".join(f"{count} × {reason}" for reason, count in sorted(reasons.items()))
    return f"words that can tell of an event were not taken for one: {listed}."


def encode(coded: Coded) -> bytes:
    """The coded line, without its line break. Equal records give equal bytes."""
    return _ENCODER.encode(coded)

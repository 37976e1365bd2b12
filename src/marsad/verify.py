"""``verify``: does the document support the claim? It stands behind whatever codes, ours or a model's.

A claim that fails is rejected and counted, never mended: what the report does not show is not said of it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import date
from typing import get_args

from marsad.errors import VerifyError
from marsad.model import Attribution, Claim, Document, Location, Participant, Span, Status, Toll, When

_STATUSES = frozenset(get_args(Status))
_TOLLS = ("killed", "injured", "captured", "missing", "displaced")


def verify(claim: Claim, document: Document, kinds: Container[str]) -> list[str]:
    """What is wrong with the claim, each fault led by its field; empty where the document supports it.

    Every span's quote must be the text at its place, and everyone and every place named must have a span.
    """
    return list(_faults(claim, document, kinds))


def require(claim: Claim, document: Document, kinds: Container[str]) -> None:
    """Raise ``VerifyError`` with the first fault, if there is one."""
    for fault in _faults(claim, document, kinds):
        raise VerifyError(1, f"{fault}.", where=f"{document.id}, claim {claim.id}")


def _faults(claim: Claim, document: Document, kinds: Container[str]) -> Iterator[str]:
    if not claim.id:
        yield "id: empty"
    if claim.kind not in kinds:
        yield f"kind: «{claim.kind}» is not one of the ontology"
    if claim.status not in _STATUSES:
        yield f"status: «{claim.status}» is not a status"
    if not claim.evidence:
        yield "evidence: none"
    for at, span in enumerate(claim.evidence):
        yield from _span(span, document, f"evidence[{at}]")
    for name, one in (("trigger", claim.trigger), ("content", claim.content)):
        if one is not None:
            yield from _span(one, document, name)
    for name in ("initiators", "targets", "third_parties", "places", "attributed_to"):
        yield from _named(getattr(claim, name), document, name)
    yield from _chain(claim.attribution, document)
    if claim.when is not None:
        yield from _when(claim.when, document)
    for name in _TOLLS:
        toll: Toll | None = getattr(claim, name)
        if toll is not None:
            yield from _toll(toll, document, name)
    if not 0 <= claim.confidence <= 1:
        yield f"confidence: {claim.confidence} is not between 0 and 1"


def _span(span: Span, document: Document, name: str) -> Iterator[str]:
    if span.where not in ("text", "title"):
        yield f"{name}: «{span.where}» is neither text nor title"
        return
    text = document.text if span.where == "text" else document.title
    if text is None:
        yield f"{name}: the report has no title"
    elif not 0 <= span.start < span.end <= len(text):
        yield f"{name}: {span.start}–{span.end} is not a stretch of the {span.where}"
    elif text[span.start : span.end] != span.quote:
        yield f"{name}: the {span.where} at {span.start}–{span.end} is not the quote"


def _named(found: Sequence[Participant | Location], document: Document, name: str) -> Iterator[str]:
    for at, one in enumerate(found):
        here = f"{name}[{at}]"
        if not one.text.strip() or not one.name.strip():
            yield f"{here}: has no name"
        if not one.spans:
            yield f"{here}: «{one.text}» rests on no words of the report"
        for number, span in enumerate(one.spans):
            yield from _span(span, document, f"{here}.spans[{number}]")
        if isinstance(one, Location):
            yield from _point(one, here)


def _point(place: Location, here: str) -> Iterator[str]:
    if (place.lat is None) != (place.lon is None):
        yield f"{here}: half a point"
    elif place.lat is not None and place.lon is not None and not (
        -90 <= place.lat <= 90 and -180 <= place.lon <= 180
    ):  # fmt: skip
        yield f"{here}: {place.lat}, {place.lon} is not on Earth"


def _chain(chain: Sequence[Attribution], document: Document) -> Iterator[str]:
    for at, link in enumerate(chain):
        yield from _named((link.source,), document, f"attribution[{at}].source")
        if link.span is not None:
            yield from _span(link.span, document, f"attribution[{at}].span")


def _when(when: When, document: Document) -> Iterator[str]:
    days: list[date] = []
    for name, text in (("start", when.start), ("end", when.end)):
        if text is None:
            continue
        try:
            days.append(date.fromisoformat(text))
        except ValueError:
            yield f"when.{name}: «{text}» is not a day"
    if len(days) == 2 and days[0] > days[1]:
        yield f"when: ends ({when.end}) before it starts ({when.start})"
    if when.end is not None and when.start is None:
        yield "when: has an end and no start"
    if when.span is not None:
        yield from _span(when.span, document, "when.span")
        if when.quote is not None and when.quote != when.span.quote:
            yield "when.quote: is not the words of when.span"
    elif when.quote is not None and not _said(when.quote, document):
        yield f"when.quote: «{when.quote}» is not in the report"


def _toll(toll: Toll, document: Document, name: str) -> Iterator[str]:
    for here, low, high in (
        (name, toll.min, toll.max),
        *((f"{name}.groups[{group}]", low, high) for group, (low, high) in toll.groups.items()),
    ):
        if low < 0:
            yield f"{here}: fewer than nobody ({low})"
        if high is not None and low > high:
            yield f"{here}: at least {low} and at most {high}"
    if toll.quote is not None and not _said(toll.quote, document):
        yield f"{name}.quote: «{toll.quote}» is not in the report"


def _said(quote: str, document: Document) -> bool:
    return quote in document.text or (document.title is not None and quote in document.title)

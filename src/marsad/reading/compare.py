"""What an edit of the lexicon changes: the claims of one report before and after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from msgspec import Struct, to_builtins

from marsad.lexicon.compile import Lexicon
from marsad.model import Claim, Document, Span
from marsad.places.gazetteer import Gazetteer
from marsad.reading.pipeline import layers_of

_COMPARED = (
    "kind", "status", "initiators", "targets", "third_parties", "places", "when", "attributed_to", "killed",
    "injured", "captured", "missing", "displaced",
)  # fmt: skip


class Change(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One claim that came, went or changed. ``fields``: name → what stood there before and after."""

    report: str
    what: Literal["added", "removed", "changed"]
    kind: str
    trigger: str
    sentence: str
    rule: str | None = None
    fields: dict[str, tuple[str, str]] = {}


def compare(
    documents: Iterable[Document], before: Lexicon, after: Lexicon, gazetteer: Gazetteer | None = None
) -> Iterator[tuple[Document, list[Claim], list[Claim], list[Change]]]:
    """Each document with its claims under both lexicons and what differs between them."""
    for document in documents:
        old, new = (
            layers_of(document, lexicon, gazetteer, doubtful=True).claims for lexicon in (before, after)
        )
        yield document, old, new, changes(document, old, new)


def changes(document: Document, old: Sequence[Claim], new: Sequence[Claim]) -> list[Change]:
    """Claims are the same where their triggers overlap; of several, the one of the same kind first."""
    left = list(new)
    out: list[tuple[int, Change]] = []
    for claim in old:
        match = _match(claim, left)
        if match is None:
            out.append((_start(claim), _change(document, "removed", claim)))
            continue
        left.remove(match)
        if fields := _fields(claim, match):
            out.append((_start(match), _change(document, "changed", match, fields)))
    out += [(_start(claim), _change(document, "added", claim)) for claim in left]
    return [change for _, change in sorted(out, key=lambda pair: pair[0])]


def _match(claim: Claim, others: Sequence[Claim]) -> Claim | None:
    found = [other for other in others if _overlap(_place(claim), _place(other))]
    return min(
        found, key=lambda other: (other.kind != claim.kind, abs(_start(other) - _start(claim))), default=None
    )


def _place(claim: Claim) -> Span:
    return claim.trigger or claim.evidence[0]


def _overlap(one: Span, two: Span) -> bool:
    return one.where == two.where and one.start < two.end and two.start < one.end


def _start(claim: Claim) -> int:
    return _place(claim).start


def _change(
    document: Document,
    what: Literal["added", "removed", "changed"],
    claim: Claim,
    fields: dict[str, tuple[str, str]] | None = None,
) -> Change:
    return Change(
        report=document.id, what=what, kind=claim.kind, trigger=_place(claim).quote,
        sentence=" ".join(claim.evidence[0].quote.split()), rule=claim.rule, fields=fields or {},
    )  # fmt: skip


def _fields(old: Claim, new: Claim) -> dict[str, tuple[str, str]]:
    pairs = {name: (_shown(getattr(old, name)), _shown(getattr(new, name))) for name in _COMPARED}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _shown(value: Any) -> str:
    """A field as a person compares it: names, days and numbers, without offsets."""
    if value is None or value == ():
        return "none"
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return "، ".join(str(one.text) for one in value)
    plain = to_builtins(value)
    if "min" in plain:
        return str(plain["min"]) if plain["min"] == plain["max"] else f"{plain['min']}-{plain['max'] or ''}"
    start, end = plain.get("start"), plain.get("end")
    return str(start) if start == end or end is None else f"{start} to {end}"

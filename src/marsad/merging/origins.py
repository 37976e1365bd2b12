"""Who stands behind what is known of an event: the source cited, the text copied, the outlet itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from marsad.merging.copies import COPY, contained, runs
from marsad.merging.records import Facets
from marsad.merging.registry import Registry
from marsad.model import Claim, Origin, Participant
from marsad.reading.sameness import words
from marsad.text.fold import fold

_NOT_LETTERS = re.compile(r"[^\w]+")
# Sources without a name: of two outlets they are two, so the outlet answers for them.
_NAMELESS = (
    "مصدر",
    "مصادر",
    "شهود",
    "شاهد",
    "ناشط",
    "مراسل",
    "اهالي",
    "سكان",
    "وسائل",
    "تقارير",
    "انباء",
    "مواقع",
    "صفحات",
)


class Told(Struct, frozen=True):
    """A claim with the report it stands in."""

    claim: Claim
    facets: Facets
    outlet: str | None
    published: str | None
    title: str | None = None


class _Label(Struct, frozen=True):
    key: str
    name: str
    id: str | None
    cited: bool


def nameless(source: Participant) -> bool:
    """Is it a source that the report does not name ("local sources", "witnesses", "our correspondent")?"""
    if source.id is not None:
        return False
    first = fold(source.text).split()[:1]
    return not first or first[0].removeprefix("ال").startswith(_NAMELESS)


def _label(told: Told, registry: Registry) -> _Label:
    for source in told.claim.attributed_to:
        if not nameless(source):
            key = source.id or " ".join(sorted(words(source.text)))
            return _Label(f"source:{key}", source.name, source.id, True)
    outlet = told.outlet
    if not outlet:
        return _Label(f"report:{told.facets.document}", told.facets.document, None, False)
    known = registry.source_named(outlet)
    if known is not None:
        return _Label(f"source:{known.id}", known.name_ar, known.id, False)
    return _Label(f"outlet:{_NOT_LETTERS.sub(' ', fold(outlet)).strip()}", outlet, None, False)


def origins(tellings: Sequence[Told], registry: Registry) -> list[Origin]:
    """The independent origins of these claims, the widest spread first; every claim belongs to exactly one.

    ``tellings`` are in the order of publication: of texts that copy one another the first names the origin,
    unless a copy says whom it quotes.
    """
    home = list(range(len(tellings)))

    def root(at: int) -> int:
        while home[at] != at:
            home[at] = home[home[at]]
            at = home[at]
        return at

    labels = [_label(told, registry) for told in tellings]
    first: dict[str, int] = {}
    copied: set[int] = set()
    for at, label in enumerate(labels):
        home[root(at)] = root(first.setdefault(label.key, at))
    for a, b in _copies(tellings):
        copied.update((a, b))
        x, y = sorted((root(a), root(b)))
        home[y] = x
    groups: dict[int, list[int]] = {}
    for at in range(len(tellings)):
        groups.setdefault(root(at), []).append(at)
    out = []
    for group in groups.values():
        said = next((labels[at] for at in group if labels[at].cited), labels[group[0]])
        many = {tellings[at].facets.document for at in group}
        how: Literal["cited", "copied", "own"] = (
            "cited" if said.cited else "copied" if len(many) > 1 and copied & set(group) else "own"
        )
        out.append(
            Origin(
                name=said.name,
                id=said.id,
                how=how,
                documents=_unique(tellings[at].facets.document for at in group),
                claims=tuple(tellings[at].claim.id for at in group),
            )
        )
    return sorted(out, key=lambda one: (-len(one.documents), one.name, one.claims))


def _copies(tellings: Sequence[Told]) -> Iterable[tuple[int, int]]:
    """Pairs of claims whose words are the same, found by the runs of words that they share."""
    holders: dict[int, list[int]] = {}
    for at, told in enumerate(tellings):
        for run in runs(told.facets.shingles):
            holders.setdefault(run, []).append(at)
    shared: dict[tuple[int, int], int] = {}
    for held in holders.values():
        for number, b in enumerate(held):
            for a in held[max(0, number - 8) : number]:
                shared[a, b] = shared.get((a, b), 0) + 1
    for (a, b), _ in sorted(shared.items()):
        if contained(tellings[a].facets.shingles, tellings[b].facets.shingles) >= COPY:
            yield a, b


def _unique(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))

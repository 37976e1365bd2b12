"""A wish in the words of a user, kinds by family, actors by any name, as the filter that the archive takes."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.archive.queries import Filter
from marsad.errors import InputError
from marsad.ingest.reports import check_date
from marsad.lexicon.compile import Lexicon, words_of


def wish(
    words: Lexicon, *, start: str | None = None, end: str | None = None, kinds: Sequence[str] = (),
    statuses: Sequence[str] = (), actor: str | None = None, place: str | None = None,
    min_precision: int | None = None, limit: int | None = None,
) -> Filter:  # fmt: skip
    """The filter. Raises ``InputError`` for what is no day or no kind of event."""
    for name, day in (("from", start), ("to", end)):
        if day is not None:
            check_date(day, None, name)
    return Filter(
        start=start, end=end, kinds=_kinds(kinds, words), statuses=tuple(statuses),
        actors=_actors(actor, words) if actor else (), places=(place,) if place else (),
        precision=min_precision, limit=limit,
    )  # fmt: skip


def _kinds(wanted: Sequence[str], words: Lexicon) -> tuple[str, ...]:
    out: dict[str, None] = {}
    for one in wanted:
        found = [kind.id for kind in words.kinds.values() if one in (kind.id, kind.family, kind.en, kind.ar)]
        if not found:
            known = ", ".join(sorted({*words.kinds, *(kind.family for kind in words.kinds.values())}))
            raise InputError(15, f"«{one[:40]}» is no kind of event.", mend=f"There are: {known}.")
        out.update(dict.fromkeys(found))
    return tuple(out)


def _actors(name: str, words: Lexicon) -> tuple[str, ...]:
    """What an actor may be stored under: the name itself and the registry's ids for it."""
    ids = [term.ref for term in words.index.exact(words_of(name)) if term.layer == "actor"]
    ids += [
        ident for ident, one in words.actors.items() if one.name_en and one.name_en.lower() == name.lower()
    ]
    return tuple(dict.fromkeys((name, *ids)))

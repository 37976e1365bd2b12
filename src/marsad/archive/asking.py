"""What people call kinds and actors, as the ids that a filter asks for."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.compile import Lexicon, words_of


def kinds_named(wanted: Sequence[str], words: Lexicon) -> tuple[str, ...]:
    """Kinds by their ids, Arabic or English names, or families. Raises ``ValueError`` for another word."""
    out: list[str] = []
    for one in wanted:
        found = [kind.id for kind in words.kinds.values() if one in (kind.id, kind.family, kind.en, kind.ar)]
        if not found:
            known = ", ".join(sorted({*words.kinds, *(kind.family for kind in words.kinds.values())}))
            raise ValueError(f"«{one[:40]}» is no kind of event. There are: {known}")
        out += found
    return tuple(dict.fromkeys(out))


def actors_named(name: str, words: Lexicon) -> tuple[str, ...]:
    """What an actor may be stored under: the name itself and the registry's ids for it."""
    out = {name: None}
    for term in words.index.exact(words_of(name)):
        if term.layer == "actor":
            out[term.ref] = None
    out.update(dict.fromkeys(words.by_english.get(name.lower(), ())))
    return tuple(out)

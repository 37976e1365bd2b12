"""Which registered source a cited name stands for: «مراسل نهر ميديا» (Naher Media's reporter), «موقع "صوت العاصمة" المحلي»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.schema import Source
from marsad.lexicon.word_classes import word_class
from marsad.text.fold import fold

_MARKS = "\"'“”«»‘’()[].,،:؛"
_HEADS = word_class("heads_of_sources")
_TAILS = word_class("tails_of_sources")


def source_called(name: str, lexicon: Lexicon) -> Source | None:
    """The source of the registry that this name means, if it means one alone: as listed, or but for such words as
    reporter, site, network, local. A person who speaks for one (``speakers``) stands for it.
    """
    known = _table(lexicon)
    for words in _forms(_words(name)):
        if words in known:
            ident = known[words]
            return lexicon.sources[ident] if ident else None
    return None


@lru_cache(maxsize=2)
def _table(lexicon: Lexicon) -> dict[tuple[str, ...], str]:
    """Every form of every name; "" where two sources share it and neither bears it as it stands."""
    whole: dict[tuple[str, ...], str] = {}
    cut: dict[tuple[str, ...], str] = {}
    for source in lexicon.sources.values():
        for name in (source.name_ar, *source.aliases.split("|"), *source.speakers.split("|")):
            if not name:
                continue
            first, *others = _forms(_words(name))
            whole.setdefault(first, source.id)
            for words in others:
                cut[words] = source.id if cut.get(words, source.id) == source.id else ""
    return cut | whole


def _words(name: str) -> tuple[str, ...]:
    return tuple(word for part in fold(name).replace(".", " ").split() if (word := part.strip(_MARKS)))


def _forms(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words themselves, then without heads, then without tails too; never nothing."""
    yield words
    bare: Sequence[str] = words
    while len(bare) > 1 and bare[0] in _HEADS:
        bare = bare[1:]
        yield tuple(bare)
    while len(bare) > 1 and bare[-1] in _TAILS:
        bare = bare[:-1]
        yield tuple(bare)

"""The dead and the hurt told one by one by their names: **الشهداء:** 1. فلان 2. فلان, المصابون **هما** فلان وفلان."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from marsad.reading.grammar.scan import At
from marsad.reading.tolls.listed_names import LEAST, colon_of, listed
from marsad.reading.tolls.mention import TollMention
from marsad.text.tokens import Sentence, Token

_THEY = {"هم", "هي", "وهم", "وهي"}  # they are
_BOTH = {"هما", "وهما"}  # the two are
_YEARS = {"عاما", "عام", "سنه", "سنوات", "اعوام"}  # years, of somebody's age
_AFTER = 9  # tokens from the noun to "they are"


def enlisted(
    tokens: Sequence[Token], sentences: Sequence[Sentence], tolls: Sequence[list[TollMention]], at: At
) -> None:
    """Count those who are named behind a word for the dead or the hurt that by itself only refers to them."""
    for number, found in enumerate(tolls):
        for index, toll in enumerate(found):
            if toll.weak and toll.max is None and toll.min == 1:
                sentence = sentences[number]
                names = _named_here(tokens, sentence, toll) or _in_lines(tokens, sentence, toll, at)
                if names is not None:
                    least, most = names
                    found[index] = replace(toll, min=least, max=most, weak=False, named=True)


def _named_here(
    tokens: Sequence[Token], sentence: Sentence, toll: TollMention
) -> tuple[int, int | None] | None:
    """المصابون في القصف **هما** فلان وفلان; المصابون **هم**: فلان **(45 عاما)** وفلان **(23 عاما)**."""
    for pos in range(toll.last, min(toll.last + _AFTER, sentence.last - 1)):
        form = tokens[pos].fold
        if form in _BOTH:
            # نقل الجرحى إلى مستشفيين **هما** X وY: two of something else
            others = any(t.fold.endswith(("ين", "ان")) for t in tokens[toll.last : pos])
            return None if others else (2, 2)
        if form in _THEY:
            aged = sum(
                tokens[i].fold in _YEARS and tokens[i - 1].kind == "number"
                for i in range(pos + 2, sentence.last)
            )
            return (aged, aged) if aged > 1 else None
        if form in (".", "؛"):
            return None
    return None


def _in_lines(
    tokens: Sequence[Token], sentence: Sentence, toll: TollMention, at: At
) -> tuple[int, int | None] | None:
    """**الشهداء:** and a line for each of them, with a dash or a number before it."""
    colon = colon_of(tokens, sentence)
    if colon is None or not (toll.last == colon or tokens[colon - 1].fold in _THEY):
        return None
    least, most = listed(tokens, colon + 1, at)
    return (least, most) if least >= LEAST else None

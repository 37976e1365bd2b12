"""The dead and the hurt told one by one by their names: **الشهداء:** 1. فلان 2. فلان, المصابون **هما** فلان وفلان."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from marsad.reading.tolls.mention import TollMention
from marsad.text.tokens import Sentence, Token

_THEY = {"هم", "هي", "وهم", "وهي"}  # they are
_BOTH = {"هما", "وهما"}  # the two are
_MARKS = {"-", "–", "—", "•", "*", "▪"}
_YEARS = {"عاما", "عام", "سنه", "سنوات", "اعوام"}  # years, of somebody's age
_CUT = {"...", "…", ".."}  # the post goes on elsewhere
_AFTER = 9  # tokens from the noun to "they are"
_LINE = 16  # tokens of a line that names one of them


def enlisted(
    tokens: Sequence[Token], sentences: Sequence[Sentence], tolls: Sequence[list[TollMention]]
) -> None:
    """Count those who are named behind a word for the dead or the hurt that by itself only refers to them."""
    for number, found in enumerate(tolls):
        for at, toll in enumerate(found):
            if toll.weak and toll.max is None and toll.min == 1:
                names = _named_here(tokens, sentences[number], toll) or _in_lines(
                    tokens, sentences, number, toll
                )
                if names is not None:
                    least, last, cut = names
                    found[at] = replace(
                        toll, min=least, max=None if cut else least, weak=False, named=True, last=last
                    )


def _named_here(
    tokens: Sequence[Token], sentence: Sentence, toll: TollMention
) -> tuple[int, int, bool] | None:
    """المصابون في القصف **هما** فلان وفلان; المصابون **هم**: فلان **(45 عاما)** وفلان **(23 عاما)**."""
    for pos in range(toll.last, min(toll.last + _AFTER, sentence.last - 1)):
        form = tokens[pos].fold
        if form in _BOTH:
            return 2, toll.last, False
        if form in _THEY:
            aged = sum(
                tokens[i].fold in _YEARS and tokens[i - 1].kind == "number"
                for i in range(pos + 2, sentence.last)
            )
            return (aged, toll.last, False) if aged > 1 else None
        if form in (".", "؛"):
            return None
    return None


def _in_lines(
    tokens: Sequence[Token], sentences: Sequence[Sentence], number: int, toll: TollMention
) -> tuple[int, int, bool] | None:
    """**الشهداء:** and a line for each of them, with a dash or a number before it."""
    end = sentences[number].last
    ends = [token.fold for token in tokens[toll.last : end] if token.kind != "newline"][-2:]
    if not ends or not (ends[-1] == ":" or ends[-1] in _THEY):
        return None
    count, cut = 0, False
    for sentence in sentences[number + 1 :]:
        line = [token for token in tokens[sentence.first : sentence.last] if token.kind != "newline"]
        if len(line) > _LINE or not _marked(line, count + 1):
            break
        if any(token.kind == "number" for token in line[1:3]):
            return None  # "– 17 مدنيا": how many of one sort
        count += 1
        cut = line[-1].fold in _CUT
    return (count, toll.last, cut) if count > 1 else None


def _marked(line: Sequence[Token], nth: int) -> bool:
    """Does a line begin with a dash, or with its number?"""
    return bool(line) and (line[0].fold in _MARKS or (line[0].kind == "number" and line[0].fold == str(nth)))

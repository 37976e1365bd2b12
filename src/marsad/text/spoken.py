"""Words as they are spoken and typed in posts, read as the written words they stand for: ع for على, هسه for الآن.

Only what is compared is exchanged; where a word stands and how it is shown stay as they are in the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from marsad.text.fold import fold
from marsad.text.tokens import Token

_ON = fold("على")
_ON_THE = "عال"  # عالطريق: on the road, written as one word
_SHORT = 5  # letters with the article: عالمهم is "their world" and not "on the important one"


class SpokenTable(Struct, frozen=True):
    """Spoken word to written word, both folded, with the conjunctions that may be written onto them.

    ``punished``: words that filters look for, and posts break up.
    """

    words: dict[str, str]
    punished: frozenset[str] = frozenset()


def compile_spoken(raw: Mapping[str, Any]) -> SpokenTable:
    words: dict[str, str] = {}
    for written, said in raw.get("words", {}).items():
        for word in said:
            for conjunction in ("", "و", "ف"):
                words[conjunction + fold(word)] = conjunction + fold(written)
    return SpokenTable(words, frozenset(fold(word) for word in raw.get("punished", [])))


def as_written(tokens: Sequence[Token], table: SpokenTable, common: Set[str]) -> list[Token]:
    """The tokens with spoken words read as written ones. ``common`` are the words of daily prose."""
    words = table.words
    told = [token.fold for token in tokens]
    if words.keys().isdisjoint(told) and f" {_ON_THE}" not in " " + " ".join(told):
        return list(tokens)  # nobody speaks so here
    out: list[Token] = []
    for at, token in enumerate(tokens):
        said = token.fold
        written = words.get(said)
        if written is not None:
            if written.endswith(_ON) and not _governs(tokens, at):
                out.append(token)  # ع. or (ع): an initial
            else:
                out.append(replace(token, fold=written, ta=False))
        elif (
            said.startswith(_ON_THE) and len(said) > _SHORT + 1 and said not in common and said[1:] in common
        ):
            begin = token.start + 1
            out.append(Token(token.start, begin, _ON, "word"))
            out.append(replace(token, start=begin, fold=said[1:]))
        else:
            out.append(token)
    return out


def _governs(tokens: Sequence[Token], at: int) -> bool:
    """Does a word follow right behind, and is this no initial among others?"""
    if at + 1 >= len(tokens) or tokens[at + 1].kind not in ("word", "number"):
        return False
    after = tokens[at + 1]
    between = after.start - tokens[at].end
    before = tokens[at - 1] if at else None
    return between == 1 and len(after.fold) > 1 and (before is None or before.fold not in (".", "("))

"""Words that posts break up to slip past filters, read whole: ق.صف, الاح/تلال, مق*تل, اسـ تشـ هاد, ا ح ت ل ا ل.

Filler between two tatweels is the tokenizer's matter: it never stands between two words. A dot, a star or a space does, and so only
words that filters punish are read so, and only where what is written is not two words of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from marsad.text.tokens import Token

_FILLERS = frozenset(".*/\\-_+,،|·•~!^")
_LETTER = "[\u0621-\u064a]"
# A mark between two letters with no space, a tatweel before a space, or single letters in a row.
BROKEN = re.compile(
    rf"{_LETTER}[.*/\\\-_+,،|·•~!^]{{1,3}}{_LETTER}|\u0640[ ]{_LETTER}|(?<![^\s]){_LETTER} {_LETTER} {_LETTER}(?!\S)"
)
_PARTS = 14  # tokens of one word, at most
_BEFORE = ("وال", "بال", "لل", "ال", "و", "ب", "ل", "ف", "")
_BEHIND = ("ات", "ين", "ون", "يه", "يون", "يين", "وا", "ه", "ت", "ي", "ا", "")


def unbroken(text: str, tokens: Sequence[Token], punished: Set[str], common: Set[str]) -> list[Token]:
    """The tokens with words that were broken up read as one each."""
    out: list[Token] = []
    at, last = 0, len(tokens)
    while at < last:
        token = tokens[at]
        end = _end(text, tokens, at, punished, common) if token.kind == "word" else at + 1
        if end > at + 1:
            closing = tokens[end - 1]
            said = "".join([t.fold for t in tokens[at:end] if t.kind == "word"])
            out.append(Token(token.start, closing.end, said, "word", closing.ta))
        else:
            out.append(token)
        at = end
    return out


def _end(text: str, tokens: Sequence[Token], at: int, punished: Set[str], common: Set[str]) -> int:
    """One past the last token of the longest broken word that begins at ``at``; the next token where none does."""
    parts = [tokens[at].fold]
    best = at + 1
    here = at + 1
    while here < len(tokens) and here - at < _PARTS:
        gap = text[tokens[here - 1].end : tokens[here].start]
        if not gap and tokens[here].kind == "punct" and _FILLERS.issuperset(tokens[here].fold):
            here += 1
            continue
        if tokens[here].kind != "word" or not _runs_on(text, tokens, here, gap):
            break
        parts.append(tokens[here].fold)
        here += 1
        own = all(len(part) > 2 and part in common for part in parts) or _itemised(parts, punished)
        if not own and _is_one("".join(parts), punished):
            best = here
    return best


def _itemised(parts: Sequence[str], punished: Set[str]) -> bool:
    """**ب.**قتل …: an item's letter, or an initial, before or behind a word that is whole."""
    if len(parts) != 2:
        return False
    one, two = parts
    return (len(one) == 1 and _is_one(two, punished)) or (len(two) == 1 and _is_one(one, punished))


def _runs_on(text: str, tokens: Sequence[Token], here: int, gap: str) -> bool:
    """Does nothing part a word from what stands before it, or one space behind a tatweel or between single letters?"""
    before = tokens[here - 1]
    if not gap:
        return True
    if gap != " " or before.kind != "word":
        return False
    return text[before.end - 1] == "\u0640" or (len(before.fold) == 1 and len(tokens[here].fold) == 1)


def _is_one(word: str, punished: Set[str]) -> bool:
    for lead in _BEFORE:
        if word.startswith(lead):
            rest = word[len(lead) :]
            for ending in _BEHIND:
                if rest.endswith(ending) and rest[: len(rest) - len(ending)] in punished:
                    return True
    return False

"""Words that two sentences of a report share: what tells one event twice repeats its victims, its street, its figures."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from math import fsum
from typing import Any

from marsad.reading.scores.linear import Look
from marsad.text.tokens import Sentence, Token

# Conjunctions, prepositions and the article as they are written on to a word ("and the", "by the", "for the" …), and the
# endings of plurals, of relation and of the possessive. Taken off blindly: here it is enough that like words come out alike.
_BEFORE = ("وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل", "ف", "ك")
_AFTER = ("ات", "ون", "ين", "ان", "ها", "هم", "يه", "ه")
BESIDE = 4  # tokens
_LEAST = 3  # letters of a word and of what is left of it


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A folded word without what is written on to it before and after."""
    if word.startswith(_BEFORE):
        for part in _BEFORE:
            if word.startswith(part) and len(word) - len(part) >= _LEAST:
                word = word[len(part) :]
                break
    if word.endswith(_AFTER):
        for part in _AFTER:
            if word.endswith(part) and len(word) - len(part) >= _LEAST:
                return word[: -len(part)]
    return word


@lru_cache(maxsize=16_384)
def plain(word: str) -> str:
    """A folded word without "and" and the article; nothing of a sign, a letter or a number."""
    return "" if len(word) < 2 or word.isdigit() else word.removeprefix("و").removeprefix("ال")


def plain_words(words: Iterable[str]) -> tuple[str, ...]:
    """Each of these folded words once, as ``plain`` has it, in their order."""
    return tuple(dict.fromkeys(filter(None, map(plain, words))))


class Beside:
    """Names of features: the words up to ``BESIDE`` tokens before and after a mention, within its sentence."""

    def __init__(self, tokens: Sequence[Token], sentences: Sequence[Sentence]) -> None:
        self._words = [token.fold for token in tokens]
        self._sentences = sentences
        self._starts = [sentence.first for sentence in sentences]
        self._found: dict[tuple[Look, int, int, str], tuple[Any, ...]] = {}

    def of(self, look: Look, first: int, last: int, group: str) -> tuple[Any, ...]:
        """The words next to the tokens ``first``–``last`` (half open), made once for all events of a group."""
        found = self._found.get((look, first, last, group))
        if found is None:
            sentence = self._sentences[max(0, bisect_right(self._starts, first) - 1)]
            before, after = beside(self._words, sentence, first, last)
            names = [f"left={word}|{group}" for word in before]
            names += [f"right={word}|{group}" for word in after]
            found = self._found[look, first, last, group] = look(tuple(names))
        return found


def beside(
    folds: Sequence[str], sentence: Sentence, first: int, last: int
) -> tuple[Iterable[str], Iterable[str]]:
    """The words of a report up to ``BESIDE`` tokens before and after the tokens ``first``–``last``, each once on either side."""
    before = folds[max(sentence.first, first - BESIDE) : first]
    return dict.fromkeys(before), dict.fromkeys(folds[last : min(sentence.last, last + BESIDE)])


class Wording:
    """The words of each sentence of a report. A word counts the less, the more of the sentences have it."""

    def __init__(self, tokens: Sequence[Token], sentences: Sequence[Sentence]) -> None:
        self._words = [_stems(tokens[sentence.first : sentence.last]) for sentence in sentences]
        seen = Counter(chain.from_iterable(self._words))
        self._counts = {word: 1 / count for word, count in seen.items()}
        self._whole: dict[int, float] = {}
        self._shared: dict[tuple[int, int], tuple[float, float]] = {}

    def shared(self, one: int, other: int) -> tuple[float, float]:
        """How much two sentences share: the sum over their common words, and its part of the lighter one's words."""
        found = self._shared.get((one, other))
        if found is None:
            # ``fsum``, since other sums round by the order, and that of a set is not the same twice.
            common = fsum(map(self._counts.__getitem__, self._words[one] & self._words[other]))
            least = min(self._weight(one), self._weight(other))
            found = self._shared[one, other] = common, common / least if least else 0.0
        return found

    def _weight(self, sentence: int) -> float:
        known = self._whole.get(sentence)
        if known is None:
            known = self._whole[sentence] = fsum(map(self._counts.__getitem__, self._words[sentence]))
        return known


def _stems(tokens: Sequence[Token]) -> frozenset[str]:
    """The stems of words of some length, and numbers as they are."""
    words = [token.fold for token in tokens if token.kind == "word" and len(token.fold) >= _LEAST]
    return frozenset([*map(stem, words), *[token.fold for token in tokens if token.kind == "number"]])

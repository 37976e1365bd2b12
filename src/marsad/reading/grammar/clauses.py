"""Where a clause ends, as far as roles need to know: connectives, finite verbs, verbs of reporting and of result."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.another import in_another
from marsad.reading.grammar.scan import At
from marsad.reading.grammar.turns import WHILE, turns
from marsad.text.tokens import Sentence, Token

_CONNECTIVES = word_class("connectives")
_ALWAYS = {".", "؛", ";", ":", "؟", "!"} | _CONNECTIVES | {"و" + word for word in _CONNECTIVES}
_ACCUSING = word_class("accusing_him")
_HIM = {"اياه", "اياها", "اياهم", "اياهما"}  # him, her, them, both: apart from the word that governs them
_WALLS = _ALWAYS | {"في", "وفي", "ما", "الامر", "وهو"} | _ACCUSING


class Clauses:
    """Boundaries of one sentence. ``wall[i]`` is true where a new clause begins at token ``sentence.first + i``."""

    def __init__(self, tokens: Sequence[Token], sentence: Sentence, at: At) -> None:
        self.tokens = tokens
        self.sentence = sentence
        self.at = at
        self.walls: list[int] = []
        first, last = sentence.first, sentence.last
        for here in range(first, last):
            word = tokens[here].fold
            if word not in _WALLS:
                continue
            if (
                word in _ALWAYS
                or (word in ("في", "وفي") and here + 1 < last and tokens[here + 1].fold in WHILE)
                or in_another(tokens, here, last)
                or (word in _ACCUSING and here + 1 < last and tokens[here + 1].fold in _HIM)
                or (word in ("ما", "الامر", "وهو") and here + 1 < last and at.cue(here + 1, "result"))
                or (word in ("الامر", "وهو") and at.within(here + 1, min(here + 3, last), "denial"))
            ):
                self.walls.append(here)
        verbs = at.verbs
        self.verbs: list[int] = verbs[bisect_left(verbs, first) : bisect_left(verbs, last)]

    def left(self, at: int) -> int:
        """First token of the stretch before ``at`` with no wall in it."""
        here = bisect_left(self.walls, at)
        return self.walls[here - 1] if here else self.sentence.first

    def right(self, at: int) -> int:
        """One past the last token of the stretch from ``at`` on with no wall in it."""
        here = bisect_right(self.walls, at)
        return self.walls[here] if here < len(self.walls) else self.sentence.last

    def walls_between(self, first: int, last: int) -> int:
        return bisect_left(self.walls, last) - bisect_left(self.walls, first)

    def verb_between(self, first: int, last: int) -> bool:
        here = bisect_left(self.verbs, first)
        return here < len(self.verbs) and self.verbs[here] < last

    @cached_property
    def turns(self) -> list[int]:
        """Where the sentence turns to something else than was told before."""
        return turns(self.tokens, self.sentence, self.at)

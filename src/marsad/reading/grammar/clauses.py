"""Where a clause ends, as far as roles need to know: connectives, finite verbs, verbs of reporting and of result."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import Struct

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.another import in_another
from marsad.reading.grammar.opened_with import Opening, opening
from marsad.reading.grammar.scan import At
from marsad.reading.grammar.turns import WHILE, leads_in, turns
from marsad.reading.records import Chunk
from marsad.text.tokens import Sentence, Token

_CONNECTIVES = word_class("connectives")
_ALWAYS = {".", "؛", ";", ":", "؟", "!"} | _CONNECTIVES | {"و" + word for word in _CONNECTIVES}
_ACCUSING = word_class("accusing_him")
_HIM = word_class("pronouns_apart")
_AMID = "وسط"  # amid; the middle of
_WITHIN = {"في", "من", "الي", "نحو", "علي"}  # before "the middle of"
_WALLS = _ALWAYS | {"في", "وفي", "ما", "الامر", "وهو"} | _ACCUSING


class Clause(Struct, frozen=True, gc=False):
    """What goes on with something else: from where on, by which word, and whether somebody else acts or suffers there.

    ``subject``: who stands behind its verb; ``deed``: whether he does what it tells, and does not only say or suffer it;
    ``says``: whether he demands, threatens, condemns.
    """

    first: int
    word: int
    own: bool
    subject: Chunk | None = None
    deed: bool = False
    says: bool = False
    marked: bool = True  # by a comma or a word for while, and not by و alone

    def another_acts(self, sides: bool) -> bool:
        """Does somebody begin to act here who was not named before? ``sides``: see ``OwnClauses.around``."""
        if self.subject is None:
            return self.own and self.marked and not sides
        # وتمكنت **القوات** من: those who were named before
        return self.marked and self.subject.sort != "described"


class OwnClauses:
    """The clauses of one sentence that ``own_clauses`` finds. Number 0 is what stands before the first of them."""

    def __init__(self, clauses: Sequence[Clause] = ()) -> None:
        self.clauses = clauses
        self._firsts = [clause.first for clause in clauses]

    def number(self, at: int) -> int:
        """Which clause a token stands in."""
        return bisect_right(self._firsts, at)

    def apart(self, one: int, other: int) -> bool:
        """Does somebody else act in the later of two clauses, or in one between them?"""
        low, high = min(one, other), max(one, other)
        return any(clause.own for clause in self.clauses[low:high])

    def doer(self, number: int) -> Chunk | None:
        """The subject of a clause, where he does what its verb tells of."""
        return self.clauses[number - 1].subject if number and self.clauses[number - 1].deed else None

    def subject(self, number: int) -> Chunk | None:
        """Who stands behind the verb of a clause, whether he does, suffers or only says what it tells of."""
        return self.clauses[number - 1].subject if number else None

    def bounds(self, number: int, sentence: Sentence) -> tuple[int, int]:
        """The tokens of a clause."""
        first = self._firsts[number - 1] if number else sentence.first
        return first, self._firsts[number] if number < len(self._firsts) else sentence.last

    def around(self, at: int, sentence: Sentence, *, sides: bool) -> tuple[int, int]:
        """The tokens in which nobody else begins to act, before a token and behind it.

        ``sides``: of an event between two, which are named before it broke out: هاجم X Y، **واندلعت** اشتباكات.
        """
        if not self.clauses:
            return sentence.first, sentence.last
        number = self.number(at)
        last = sentence.last
        for clause in self.clauses[number:]:
            if clause.another_acts(sides):
                last = clause.first
                break
        while number and not self.clauses[number - 1].another_acts(sides):
            number -= 1
        return self._firsts[number - 1] if number else sentence.first, last


_UNDIVIDED = OwnClauses()


class Clauses:
    """Boundaries of one sentence. ``wall[i]`` is true where a new clause begins at token ``sentence.first + i``."""

    def __init__(
        self, tokens: Sequence[Token], sentence: Sentence, at: At, chunks: Sequence[Chunk] = ()
    ) -> None:
        self.tokens = tokens
        self.sentence = sentence
        self.at = at
        self.own = _UNDIVIDED  # told once it is known who is named and what is told
        self.walls: list[int] = []
        first, last = sentence.first, sentence.last
        folds = [token.fold for token in tokens[first:last]]
        self.words = frozenset(folds)  # what none of these is stands nowhere here
        for here in [at for at, word in enumerate(folds, first) if word in _WALLS]:
            word = tokens[here].fold
            if word == _AMID and (
                (here > first and tokens[here - 1].fold in _WITHIN)
                or any(chunk.first == here and chunk.kind == "place" for chunk in chunks)
            ):
                continue  # في **وسط** المدينة, هز انفجار **وسط بغداد**: where, and not amid what
            if (
                word in _ALWAYS
                or (word in ("في", "وفي") and here + 1 < last and tokens[here + 1].fold in WHILE)
                or in_another(tokens, here, last)
                or (word in _ACCUSING and here + 1 < last and tokens[here + 1].fold in _HIM)
                or (word in ("ما", "الامر", "وهو") and here + 1 < last and at.cue(here + 1, "result"))
                or (word == "الامر" and here + 1 < last and tokens[here + 1].fold == "الذي")
                or (word in ("الامر", "وهو") and at.within(here + 1, min(here + 3, last), "denial"))
            ):
                self.walls.append(here)
        verbs = at.verbs
        self.verbs: list[int] = verbs[bisect_left(verbs, first) : bisect_left(verbs, last)]
        self._begun: dict[tuple[str, ...], list[int]] = {}
        self._turns: list[int] | None = None
        self._opening: Opening | None = None
        self._opened = False

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

    def begun(self, names: tuple[str, ...]) -> Sequence[int]:
        """The tokens at which a cue of these lists begins, in order: looked for once, however many events of the sentence ask."""
        found = self._begun.get(names)
        if found is None:
            first, last = self.sentence.first, self.sentence.last
            found = []
            for name in names:
                begins = self.at.cues.get(name)
                if begins is not None and first <= begins[-1]:
                    found += begins[bisect_left(begins, first) : bisect_left(begins, last)]
            if len(found) > 1 and len(names) > 1:
                found = sorted(set(found))
            self._begun[names] = found
        return found

    def begun_within(self, first: int, last: int, names: tuple[str, ...]) -> Sequence[int]:
        """Those of them that stand from one token on and before another."""
        begun: Sequence[int] | None = self._begun.get(names)
        if begun is None:
            begun = self.begun(names)
        return begun[bisect_left(begun, first) : bisect_left(begun, last)] if begun else begun

    def cued(self, first: int, last: int, names: tuple[str, ...]) -> list[Hit]:
        """The cues of these lists that begin from one token on and before another, in order; of each token the longest."""
        begun = self.begun_within(first, last, names)
        if not begun:
            return []
        found = [self.at.cue(here, *names) for here in begun]
        return [hit for hit in found if hit is not None]

    @property
    def turns(self) -> list[int]:
        """Where the sentence turns to something else than was told before."""
        if self._turns is None:
            self._turns = turns(self.tokens, self.sentence, self.at)
        return self._turns

    @property
    def opening(self) -> Opening | None:
        """What the sentence opens with before it tells what came after."""
        if not self._opened:
            self._opened = True
            first, last = self.sentence.first, self.sentence.last
            self._opening = opening(self.tokens, first, last, self.words, self.verbs, self.at)
        return self._opening

    def part(self, at: int) -> int:
        """In which part of the sentence a token stands, number 0 before its first turn."""
        return bisect_right(self.turns, at)

    def led_in(self, part: int) -> bool:
        """**وفي** هيران قتل X: does a part of the sentence begin with where or when?"""
        return part > 0 and leads_in(self.tokens, self.turns[part - 1])

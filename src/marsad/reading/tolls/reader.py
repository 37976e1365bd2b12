"""One sentence as tolls are read from it: its words, its quantities, the triggers among them, and what is counted already."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from marsad.lexicon.word_classes import is_one_of
from marsad.reading.grammar.misread import DIED_OR_SPENT, spends
from marsad.reading.grammar.parties import PEOPLE
from marsad.reading.records import Chunk
from marsad.reading.tolls.table import TollTable, Trigger
from marsad.text.no_figures import TAKING
from marsad.text.numbers import Quantity
from marsad.text.tokens import Token

_ALI = "علي"  # Ali; "on" is folded alike, and ends what is told of somebody
_NAME = "عليّ"  # a form that no list has: the name


class _Forms(dict[int, str]):
    """The words of one sentence by token; outside it there are none."""

    def __missing__(self, at: int) -> str:
        return ""


class VictimReader:
    """Reads one sentence. ``starts`` are its quantities by first token.

    ``numbers`` are those of the sentence. ``fold`` is the word at a token, ``trigger`` what trigger stands there: asked at
    every step, so looked up once.
    """

    def __init__(
        self,
        tokens: Sequence[Token],
        first: int,
        last: int,
        numbers: Sequence[Quantity],
        table: TollTable,
        chunks: Sequence[Chunk] = (),
    ) -> None:
        self.tokens, self.first, self.last, self.table = tokens, first, last, table
        self.sets = table.sets
        self.people = [chunk for chunk in chunks if chunk.kind in PEOPLE]
        forms = [token.fold for token in tokens[first:last]]
        if _ALI in forms:
            for chunk in self.people:
                if chunk.kind == "person":
                    forms[chunk.first - first : chunk.last - first] = [
                        _NAME if form == _ALI else form
                        for form in forms[chunk.first - first : chunk.last - first]
                    ]
        triggers = table.triggers
        self.triggers = {at: triggers[form] for at, form in enumerate(forms, first) if form in triggers}
        for at in [
            at for at in self.triggers if forms[at - first] in DIED_OR_SPENT and spends(tokens, at + 1)
        ]:
            del self.triggers[at]  # قضى الأهالي **ليلتهم** في العراء
        self.fold: Callable[[int], str] = _Forms(zip(range(first, last), forms, strict=True)).__getitem__
        self.trigger: Callable[[int], Trigger | None] = self.triggers.get
        self._words = frozenset(forms)
        inside = [q for q in numbers if q.written != "noun" or not self._named(q)]
        self.numbers = [
            q
            for n, q in enumerate(inside)
            if tokens[q.first].fold not in TAKING or not self._takes(q, inside[n + 1 : n + 2])
        ]
        self.starts = {q.first: q for q in self.numbers}
        self.firsts = [q.first for q in self.numbers]
        self.used: set[int] = set()
        self.apart: set[int] = set()  # quantities of which some are dead and some hurt

    def named_behind(self, first: int, last: int) -> bool:
        """الطفلين **فلان** وفلان: does a name follow the noun in these tokens that says who they are?"""
        return self.tokens[first].fold.startswith("ال") and any(
            c.kind == "person" and (c.first == last or c.first <= first < last < c.last) for c in self.people
        )

    def name_end(self, at: int) -> int:
        """Where the name ends that begins at a token, with what he is before it; 0 where none does."""
        return next((c.last for c in self.people if c.kind == "person" and c.first == at), 0)

    def slays_them(self, at: int) -> bool:
        """ "أسير **أعدمهم** التنظيم": does the verb have those told before it for its object, by the pronoun?"""
        return is_one_of(self.fold(at), self.sets["slew_them"], ("و", "ف"))

    def _named(self, quantity: Quantity) -> bool:
        """ "الدفاع **المدني**", "في **سوريا**", "القرى **والمزارع**": spelled like a civilian, a Syrian, a farmer."""
        word, before = self.fold(quantity.first), self.fold(quantity.first - 1)
        if word in self.sets["civil"]:
            return before.endswith("دفاع")  # with any clitics
        if word in self.sets["farms"]:
            return before in self.sets["farmland"] or before in self.sets["where"]
        return word in self.sets["countries"] and before in self.sets["where"]

    def _takes(self, quantity: Quantity, following: Sequence[Quantity]) -> bool:
        """ "**أسر** الجيش 40 عنصرا": a count of men in arms right behind whoever follows makes it the verb, and no families."""
        if not following:
            return False
        taken = following[0]
        noun = taken.written == "noun" and self.tokens[taken.first].fold.endswith(("ا", "يين"))
        return (
            (noun or taken.written in ("digits", "words"))
            and taken.group in ("fighters", "soldiers")
            and not taken.definite
            and quantity.last <= taken.first <= quantity.last + 4
        )

    def has(self, name: str) -> bool:
        """Does a word of one of the table's ``needed`` stand in the sentence? Mostly not: then the rule has nothing to say."""
        return not self.table.needed[name].isdisjoint(self._words)

    def event(self, at: int) -> bool:
        """Does a trigger stand here that needs nothing beside it?"""
        trigger = self.trigger(at)
        return trigger is not None and not trigger.need

    def before(self, at: int) -> Quantity | None:
        """The last quantity that begins before ``at``."""
        index = bisect_left(self.firsts, at)
        return self.numbers[index - 1] if index else None

"""Those whom a report names, as candidates for one of its events: what ``company`` makes the names of features from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct

from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.parties import agentive
from marsad.reading.records import Chunk, Event, Trigger

Told = list[tuple[Chunk, int]]
"""Mentions, each with the number of its sentence; the rules that are asked of them take at least one."""


class Figure:
    """Somebody or something a report names, with every mention, in order."""

    __slots__ = ("agentive", "chunks", "key", "kind", "sentences")

    def __init__(self, key: str, chunk: Chunk) -> None:
        self.key = key
        self.chunks: list[Chunk] = []
        self.sentences: list[int] = []
        self.kind = f"{chunk.kind}:{chunk.sort}"
        self.agentive = agentive(chunk)

    def away(self, home: int) -> int:
        """How many sentences off the nearest mention is, where none stands in ``home``: of two as near the one before."""
        after = bisect_left(self.sentences, home)
        if after == len(self.sentences):
            return self.sentences[-1] - home
        below = self.sentences[after - 1] - home if after else None
        above = self.sentences[after] - home
        return above if below is None or -below > above else below


Candidate = tuple[str, Figure | None, Chunk]


class Occasion(Struct, frozen=True, gc=False):
    """What is the same for all candidates of one event.

    ``rule``: of its word; ``ones``, ``others``, ``thirds``: its parties by the constructions, by key; ``sides``: how many initiators and targets the constructions gave it, two at most; ``form``: passive, verbal or nominal;
    ``force`` is 1 where the event is of force and counts among the deeds of its parties. ``row``: who is named in its sentence,
    ``begins`` where; ``struck``: what kinds those are to whom it was done; ``quoted``: who tells of it; ``above``: whose bodies
    those are who did and who suffered it. ``nearest``: by key the mention in
    the event's sentence nearest to its word; ``nth``: by key the how-manieth of its kind a candidate is; ``classes``: of what
    kinds the candidates are. ``beside``: the parties of the events before and after, by what they are called in names.
    """

    event: Event
    rule: str
    group: str
    ones: AbstractSet[str]
    others: AbstractSet[str]
    thirds: AbstractSet[str]
    sides: str
    form: str
    force: int
    first_one: str | None
    first_other: str | None
    row: Sequence[tuple[Chunk, Figure]]
    begins: Sequence[int]
    clauses: Clauses
    struck: AbstractSet[str]
    quoted: AbstractSet[str]
    above: tuple[AbstractSet[str], AbstractSet[str]]
    nearest: dict[str, Chunk]
    nth: dict[str, tuple[int, str]]
    classes: tuple[str, ...]
    again: tuple[Trigger, ...]
    beside: tuple[tuple[str, dict[str, Chunk]], ...]
    victims: tuple[tuple[str, int, int], ...]


def rivals(found: Sequence[Candidate]) -> tuple[dict[str, tuple[int, str]], tuple[str, ...]]:
    """The how-manieth of its kind each candidate is, as they were found, and of what kinds the candidates are."""
    seen: dict[str, int] = {}
    nth: dict[str, tuple[int, str]] = {}
    for key, figure, chunk in found:
        if chunk.kind in ("actor", "state"):
            kind = "side"
        else:
            kind = figure.kind if figure is not None else f"{chunk.kind}:{chunk.sort}"
        before = seen.get(kind, 0)
        nth[key] = before if before < 3 else 3, kind
        seen[kind] = before + 1
    return nth, tuple(sorted({c.sort if c.kind == "group" else c.kind for _, _, c in found}))

"""What only tells who it is that speaks: X، **مدير مكتب Y**، بـ; X، **الذي يرفض محاورة Y**، Z; X، **ومقرها Y**، Z."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.parties import Around, heads
from marsad.reading.grammar.scan import COMMAS, QUOTES
from marsad.reading.records import Chunk, Event
from marsad.reading.roles.addressed import complement, tells_who

_RELATIVE = word_class("relative_pronouns")
_SEATED = {"ومقرها", "ومقره", "ومقرهم", "مقرها", "مقره"}  # whose seat is
_APPOSED = 14  # tokens between two commas that tell who somebody is


def without_apposed(
    around: Around, event: Event, subject: Sequence[Chunk], rest: Sequence[Chunk]
) -> list[Chunk]:
    """توعد X، **مدير المركز الإعلامي لـY**، بـ; بعثة الأمم المتحدة **"مينوسكا"** Z: what tells who speaks, between commas or marks, is nobody else."""
    headed = [c for c in rest if heads(around, c)]
    rest = _freed(around, headed, [c for c in rest if c not in headed])
    for chunk in headed:
        tells_who(event, chunk)
    if not subject:
        return list(rest)
    tokens, first = around.tokens, subject[-1].last
    last = around.clauses.sentence.last
    begin = subject[0].first
    if first >= last or tokens[first].fold not in COMMAS | QUOTES | {"("}:
        return list(rest)
    marked = sum(t.fold in QUOTES for t in tokens[begin - 1 : first]) % 2
    if tokens[first].fold in QUOTES and marked:
        return list(rest)  # the end of the marks that who speaks stands in
    if tokens[first].fold in COMMAS and (aside := clause_aside(around, first)):
        for chunk in aside:
            tells_who(event, chunk)
        return [c for c in rest if c not in aside]
    marks = COMMAS if tokens[first].fold in COMMAS else QUOTES | {")"}
    reach = min(last, first + 1 + (_APPOSED if marks is COMMAS else 4))
    end = next((at for at in range(first + 1, reach) if tokens[at].fold in marks), None)
    if end is None or around.clauses.verb_between(first, end) or end + 1 >= last:
        return list(rest)
    if marks is COMMAS and not _who(around, first + 1, end):
        return list(rest)
    named = [c for c in rest if first <= c.first < end]
    if named and complement(around, named[-1], last):
        return list(rest)  # اتهم X **«العدو»** بالتفجير: who is accused
    for chunk in named:
        tells_who(event, chunk)
    return [c for c in rest if not first <= c.first < end]


def _freed(around: Around, headed: Sequence[Chunk], rest: list[Chunk]) -> list[Chunk]:
    """X برئاسة Y، **Z**: who follows the comma is not joined to who heads the one before."""
    ends = {c.last for c in headed}
    return [
        replace(c, prep="", joined=False)
        if c.joined and c.first - 1 in ends and around.tokens[c.first - 1].fold in COMMAS
        else c
        for c in rest
    ]


def clause_aside(around: Around, comma: int) -> list[Chunk]:
    """X، الذي يرفض محاورة **Y**، ; X، ومقرها **Z**، : who is named between two commas in what is told of who speaks."""
    tokens, last = around.tokens, around.clauses.sentence.last
    if comma + 2 >= last or tokens[comma + 1].fold not in _RELATIVE | _SEATED:
        return []
    end = next(
        (at for at in range(comma + 2, min(last, comma + _APPOSED)) if tokens[at].fold in COMMAS), None
    )
    return [c for c in around.chunks if end is not None and comma < c.first < end]


def _who(around: Around, first: int, end: int) -> bool:
    """Do the words between two commas begin with an office or a name, and go on after them with something else?"""
    if around.at.cue(first, "person_titles") is not None:
        return True
    name = next((c for c in around.chunks if c.first == first), None)
    return name is not None and name.kind == "person" and name.last == end

"""Tolls: how many people a sentence says were killed, injured, captured, missing or displaced.

A toll is read from a trigger (a verb such as "قتل", a verbal noun such as "مقتل") and the quantity beside it,
or from a noun that says both ("خمسة قتلى"). Quantities joined by "and" behind one trigger are one toll;
"بينهم" (among them) splits a toll into groups and adds nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from marsad.reading.records import Chunk
from marsad.reading.tolls.by_name import by_name
from marsad.reading.tolls.conjuncts import complete
from marsad.reading.tolls.counts import (
    is_of_a_war,
    is_overtaken,
    is_raised,
    is_risen,
    is_total,
    of_this_alone,
)
from marsad.reading.tolls.mention import TollMention, mention
from marsad.reading.tolls.negation import of_losses, unhurt
from marsad.reading.tolls.nouns import choked, of_noun, tally
from marsad.reading.tolls.reader import VictimReader
from marsad.reading.tolls.sums import of_the_whole, summed
from marsad.reading.tolls.table import TollTable, Trigger
from marsad.reading.tolls.triggers import of_trigger
from marsad.reading.tolls.unmet import befallen
from marsad.text.no_figures import DEMANDED
from marsad.text.numbers import Quantity
from marsad.text.tokens import Token

_ENDS = ("؛", ":", ".")
_OPPOSITE = 9  # tokens from the dead of one side, with the name of the side, to those of the other


def _opposite(reader: VictimReader, toll: TollMention) -> TollMention | None:
    """ "22 مسلحا **مقابل تسعة جنود**": the dead of the other side."""
    if toll.what not in ("killed", "injured") or toll.joint or toll.max == 0 or not reader.has("opposite"):
        return None
    for pos in range(toll.last, min(toll.last + _OPPOSITE, reader.last)):
        if reader.fold(pos) in reader.sets["opposite"]:
            quantity = reader.starts.get(pos + 1)
            if quantity is None or quantity.first in reader.used or quantity.victim:
                return None
            # "مقابل تسعة جنود", "مقابل 12 من التنظيم"
            if not quantity.people and (quantity.people is False or reader.fold(quantity.last) != "من"):
                return None
            reader.used.add(quantity.first)
            found = complete(reader, quantity, Trigger(toll.what, False))
            return mention(reader, quantity.first, Trigger(toll.what, False), found)
        if reader.trigger(pos) is not None or reader.fold(pos) in _ENDS:
            return None
    return None


def _of_its_time(reader: VictimReader, toll: TollMention, whole: bool) -> TollMention:
    """A toll marked as a running count, one overtaken or one that has risen. ``whole``: the sentence counts over months or years."""
    raised = is_raised(reader, toll)
    if raised and not whole and of_this_alone(reader, toll):
        return replace(toll, newer=True)
    if whole or raised or is_overtaken(reader, toll) or is_of_a_war(reader, toll):
        return replace(toll, total=True)
    return replace(toll, newer=True) if is_risen(reader, toll) else toll


def _part_of_name(toll: TollMention, chunks: Sequence[Chunk]) -> bool:
    """كتائب **شهداء** الأقصى: the dead in the name of somebody known have not died in what is told."""
    return toll.max is None and any(
        chunk.ref and chunk.first <= toll.trigger < chunk.last and chunk.last - chunk.first > 1
        for chunk in chunks
    )


def find_tolls(
    tokens: Sequence[Token],
    sentence: tuple[int, int],
    numbers: Sequence[Quantity],
    table: TollTable,
    chunks: Sequence[Chunk] = (),
) -> list[TollMention]:
    """Tolls of the sentence ``tokens[sentence[0]:sentence[1]]`` in order of their triggers; ``numbers`` may
    be the report's. ``chunks``: whom and what the sentence names."""
    first, last = sentence
    inside = [q for q in numbers if first <= q.first and q.last <= last] if numbers else []
    victims = [q for q in inside if q.victim] if inside else []
    if not victims and table.telling.isdisjoint([token.fold for token in tokens[first:last]]):
        return []
    reader = VictimReader(tokens, first, last, inside, table, chunks)
    losses, tallies = table.sets["losses"], table.sets["tallies"]
    hits = [*reader.triggers]
    if reader.has("losses"):
        hits = sorted({*hits, *(at for at in range(first, last) if tokens[at].fold in losses)})
    out: list[TollMention] = []
    # "13 إصابة بالرصاص": a noun with its figure before it
    numbered = {q.noun for q in victims if q.noun is not None and q.written in ("digits", "words")}
    for at in hits:
        if at in numbered:
            continue
        trigger = reader.trigger(at)
        if trigger is None:
            out.extend(of_losses(reader, at))
        elif tokens[at].fold in table.sets["victims_of"]:
            reader.used.add(at)  # "راح ضحيتها": the word for victims is the verb's, not a victim itself
            out.extend(of_trigger(reader, at, trigger))
        elif at not in reader.starts and -at not in reader.used:
            out.extend(of_trigger(reader, at, trigger))
    for quantity in victims:
        if quantity.first not in reader.used:
            out.extend(of_noun(reader, quantity))
    if reader.has("hurt") and not any(toll.max != 0 for toll in out):
        for at in range(first, last):
            if tokens[at].fold in table.sets["hurt"]:
                out.extend(unhurt(reader, at))
    if reader.has("tallies"):
        for at in range(first, last):
            if tokens[at].fold in tallies:
                out.extend(tally(reader, at))
    if reader.has("of_gas"):
        out.extend(choked(reader))
    if reader.apart:  # whom a verb before them counted as dead are dead and hurt together
        out = [t for t in out if t.joint or reader.apart.isdisjoint(first for first, _ in t.victims)]
    if out:
        out = [of_the_whole(reader, toll) for toll in befallen(reader, out)]
        whole = is_total(reader)
        out = [_of_its_time(reader, toll, whole) for toll in out]
        out += [other for toll in out if (other := _opposite(reader, toll)) is not None]
    out.sort(key=lambda toll: (toll.trigger, toll.what))
    return summed(reader, [by_name(reader, t) for t in out if not _part_of_name(t, chunks)])


def counted_students(tokens: Sequence[Token], tolls: Sequence[Sequence[TollMention]]) -> set[int]:
    """Where a word that is "and a student" and "and demanded" was counted among the dead or hurt."""
    return {
        first
        for found in tolls
        for toll in found
        for first, _ in toll.victims
        if tokens[first : first + 1] and tokens[first].fold in DEMANDED
    }

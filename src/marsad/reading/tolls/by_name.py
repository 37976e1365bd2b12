"""Who is told dead or hurt by name and no number: قُتل **محمد سعيد** في X, اغتال مسلحون **فلانا**, استشهد **فلان وفلان وفلان**."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from marsad.reading.grammar.ages import with_their_ages
from marsad.reading.grammar.scan import COMMAS, PREPOSITIONS, QUOTES
from marsad.reading.records import Chunk
from marsad.reading.tolls.counted import CLAUSE, Victims
from marsad.reading.tolls.mention import TollMention
from marsad.reading.tolls.reader import VictimReader
from marsad.reading.tolls.table import Trigger
from marsad.text.tokens import Token

_COUNTED = ("killed", "injured")
_MANY = ("ين", "ون")  # المواطنين: the plural whose names follow
_OF_TWO = ("ين", "ان")
_EACH = "كل"  # each (of)
_ANNOUNCING = QUOTES | {":"}
_BETWEEN = {"قد", "كان", "كانت", "الذي", "التي"}  # had, he was, she was, who: between a name and its verb
_GAP = 2  # such words; or words between who killed and whom


def by_name(toll: TollMention, chunks: Sequence[Chunk], tokens: Sequence[Token]) -> TollMention:
    """The toll with all whom it names; as it is where it counts by number, or names one.

    A plural noun and names (المواطنين **فلان وفلان**) are as many as the names. Of a title and a name (الصحفي **فلان وفلان**)
    the first is counted already, and so is each further name that a word for people begins.
    """
    if toll.what not in _COUNTED or toll.joint or not toll.victims:
        return toll
    first, last = toll.victims[0]
    first = max(first, toll.trigger + 1) if first <= toll.trigger < last else first
    if first >= len(tokens):
        return toll
    noun = tokens[first].fold
    several = toll.max is None and toll.min == 1 and (noun.endswith(_MANY) or noun == _EACH)
    announced = last + (tokens[last].fold in _ANNOUNCING if last < len(tokens) else 0)
    if not several and (toll.max != toll.min or (noun.startswith("ال") and noun.endswith(_OF_TWO))):
        return toll  # الطفلين **محمد وأحمد**: the two are counted
    at = next(
        (
            n
            for n, c in enumerate(chunks)
            if c.kind == "person" and (c.first <= first < c.last or c.first == announced)
        ),
        None,
    )
    names = _row(chunks, at, tokens, commas=several)
    if len(names) < 2:
        return toll
    end = max(toll.last, names[-1].last)
    if several:
        return replace(toll, min=len(names), max=len(names), last=end, named=True)
    more = [name for name in names[1:] if not any(name.first <= at < name.last for at, _ in toll.victims)]
    if not more or toll.max is None or (toll.min > 1 and len(toll.victims) == 1):
        return toll
    return replace(toll, min=toll.min + len(more), max=toll.max + len(more), last=end)


def named_victims(reader: VictimReader, at: int, trigger: Trigger) -> Victims | None:
    """Those whom a verb of killing or hurting tells by name, where it counts nobody."""
    noun = not trigger.verb and trigger.what != "injured"  # of a killing they are counted by their titles
    if noun or trigger.what not in _COUNTED or trigger.need not in (None, "death"):
        return None
    names = _behind(reader, at, trigger) or _before(reader, at, trigger)
    if not names or (trigger.back and len(names) < 2 and names[0].first < at):
        return None
    return Victims(names[0].first, names[-1].last, len(names), len(names), True, True)


def with_the_named(reader: VictimReader, at: int, found: Victims) -> None:
    """قتل **محمد سعيد** وثلاثة من مرافقيه: those by name between the word at ``at`` and the first who are counted are more."""
    here = next((n for n, c in enumerate(reader.people) if c.first == at + 1), None)
    names = _row(reader.people, here, reader.tokens)
    if names and names[-1].last == found.first and not names[0].prep:
        found.min, found.max = found.min + len(names), found.max and found.max + len(names)
        found.first = names[0].first


def _behind(reader: VictimReader, at: int, trigger: Trigger) -> list[Chunk]:
    """قُتل **محمد سعيد** في X, and nobody whom he could have killed; اغتال مسلحون **محمد سعيد**, قتلوا **محمد سعيد**."""
    present = trigger.active and reader.fold(at).lstrip("وف")[:1] in ("ي", "ت")
    people = reader.people
    here = next((n for n, c in enumerate(people) if c.first == at + 1), None)
    if here is None or (trigger.back and not trigger.active) or present:
        return []
    chunk = people[here]
    if chunk.prep and not chunk.joined:
        return []
    names = _row(people, here, reader.tokens)
    behind = here + max(1, len(names))
    other = people[behind] if behind < len(people) else None
    object_ = other is not None and trigger.active and not other.prep and not other.joined
    if object_ and other is not None and _one_clause(reader, people[behind - 1].last, other.first):
        near = other.first - chunk.last <= _GAP and not trigger.back and chunk.kind != "person"
        return _row(people, behind, reader.tokens) if near else []
    return names


def _before(reader: VictimReader, at: int, trigger: Trigger) -> list[Chunk]:
    """أن **محمد سعيد** قُتل في X, **محمد سعيد وأحمد حسن** قُتلا: nobody and nothing stands behind whom he could have killed."""
    people = reader.people
    here = next((n for n in range(len(people) - 1, -1, -1) if people[n].last <= at), None)
    if here is None or people[here].kind != "person" or trigger.conj:
        return []
    last = people[here]
    between = range(last.last, at)
    if len(between) > _GAP or any(reader.fold(i) not in _BETWEEN for i in between):
        return []
    after = reader.fold(at + 1)
    alone = not after or after in CLAUSE or after in reader.sets["stops"] or after in reader.sets["when"]
    if trigger.active and not (alone or after.startswith("ب")):
        return []
    first = here
    while first and people[first].joined and people[first].first == people[first - 1].last:
        first -= 1
    row = people[first : here + 1]
    if row[0].prep or any(one.kind != "person" for one in row):
        return []
    return list(row)


def _one_clause(reader: VictimReader, first: int, last: int) -> bool:
    """Does nothing stand between two tokens that ends a clause, begins a phrase or tells of another loss?"""
    return not any(
        reader.fold(i) in CLAUSE or reader.fold(i) in reader.sets["stops"] or reader.trigger(i) is not None
        for i in range(first, last)
    )


def _and_he(tokens: Sequence[Token], chunk: Chunk) -> bool:
    """قتل فلان، **وفلان**، في X; not قتل فلان، **وفلان** يتوعد: is nothing told of him by a word of his own?"""
    after = tokens[chunk.last] if chunk.last < len(tokens) else None
    return tokens[chunk.first].fold.startswith("و") and (
        after is None or after.kind != "word" or after.fold in PREPOSITIONS or after.fold.startswith("ب")
    )


def _row(
    chunks: Sequence[Chunk], at: int | None, tokens: Sequence[Token], *, commas: bool = False
) -> list[Chunk]:
    """People by name from one on, each right behind the one before or behind his age.

    ``commas``: several are announced, so that a comma leads on to the next; else it brings in what he is: فلان، **رئيس المجلس**.
    """
    if at is None or chunks[at].kind != "person":
        return []
    names = [chunks[at]]
    for chunk in chunks[at + 1 :]:
        before = names[-1]
        if chunk.kind != "person":
            break
        comma = chunk.first == before.last + 1 and tokens[before.last].fold in COMMAS
        near = chunk.first == before.last or (comma and (commas or _and_he(tokens, chunk)))
        if not ((near and chunk.joined) or with_their_ages(tokens, before.last, chunk.first)):
            break
        names.append(chunk)
    return names

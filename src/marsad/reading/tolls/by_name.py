"""Who is told dead or hurt by name and no number: قُتل **محمد سعيد** في X, اغتال مسلحون **فلانا**, استشهد **فلان وفلان وفلان**."""

from __future__ import annotations

from msgspec.structs import replace

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.ages import with_their_ages
from marsad.reading.grammar.parties import BEFORE_HIS_VERB
from marsad.reading.grammar.scan import COMMAS, PREPOSITIONS, QUOTES
from marsad.reading.records import Chunk
from marsad.reading.tolls.counted import CLAUSE, Victims
from marsad.reading.tolls.mention import TollMention
from marsad.reading.tolls.reader import VictimReader
from marsad.reading.tolls.table import Trigger

_COUNTED = ("killed", "injured", "captured")
_BROKEN = word_class("plurals_before_names")
_MANY = ("ين", "ون")  # المواطنين: the plural whose names follow
_OF_TWO = ("ين", "ان")
_EACH = "كل"  # each (of)
_ANNOUNCING = QUOTES | {":"}
_GAP = 2  # words between a name and its verb, or between who killed and whom
_SHORT = 3  # letters
_HIS = ("ه", "ها", "هم")
_STATE = {"حال", "حاله", "وضع"}  # (in a grave) state


def by_name(reader: VictimReader, toll: TollMention) -> TollMention:
    """The toll with all whom it names; as it is where it counts by number, or names one.

    A plural noun and names (المواطنين **فلان وفلان**) are as many as the names. Of a title and a name (الصحفي **فلان وفلان**)
    the first is counted already, and so is each further name that a word for people begins.
    """
    if toll.what not in _COUNTED or toll.joint or not toll.victims:
        return toll
    people, tokens = reader.people, reader.tokens
    first, last = toll.victims[0]
    first = max(first, toll.trigger + 1) if first <= toll.trigger < last else first
    if first >= len(tokens):
        return toll
    noun = tokens[first].fold
    several = (
        toll.max is None and toll.min == 1 and (noun.endswith(_MANY) or noun == _EACH or noun in _BROKEN)
    )
    announced = last + (tokens[last].fold in _ANNOUNCING if last < len(tokens) else 0)
    if not several and (toll.max != toll.min or (noun.startswith("ال") and noun.endswith(_OF_TWO))):
        return toll  # الطفلين **محمد وأحمد**: the two are counted
    at = next(
        (
            n
            for n, c in enumerate(people)
            if c.kind == "person" and (c.first <= first < c.last or c.first == announced)
        ),
        None,
    )
    names = _row(reader, at, commas=several)
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
    names = _row(reader, here)
    near = bool(names) and 0 <= found.first - names[-1].last <= 1  # "and" may stand apart: و12 شخصا
    if near and not names[0].prep:
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
    names = _row(reader, here)
    last = names[-1].last if names else chunk.last
    cousin = reader.fold(last - 1) in reader.sets["of_kin"]  # قتل علي الحمد **ابن عمه**
    if trigger.active and names and (cousin or _has_object(reader, last)):
        return []
    behind = here + max(1, len(names))
    other = people[behind] if behind < len(people) else None
    object_ = other is not None and trigger.active and not other.prep and not other.joined
    if object_ and other is not None and _one_clause(reader, people[behind - 1].last, other.first):
        near = other.first - chunk.last <= _GAP and not trigger.back and chunk.kind != "person"
        return _row(reader, behind) if near else []
    return names


def _before(reader: VictimReader, at: int, trigger: Trigger) -> list[Chunk]:
    """أن **محمد سعيد** قُتل في X, **محمد سعيد وأحمد حسن** قُتلا: nobody and nothing stands behind whom he could have killed."""
    people = reader.people
    here = next((n for n in range(len(people) - 1, -1, -1) if people[n].last <= at), None)
    if here is None or people[here].kind != "person" or trigger.conj:
        return []
    last = people[here]
    between = range(last.last, at)
    if len(between) > _GAP or any(reader.fold(i) not in BEFORE_HIS_VERB for i in between):
        return []
    after = reader.fold(at + 1)
    alone = not after or after in CLAUSE or after in reader.sets["stops"] or after in reader.sets["when"]
    if trigger.active and not (alone or after.startswith("ب")):
        return []
    first = here
    while first and people[first].joined and people[first].first == people[first - 1].last:
        first -= 1
    row = people[first : here + 1]
    if not trigger.back and reader.trigger(row[0].first - 1) is not None:
        row = row[-1:]  # قتل محمد سعيد **وأحمد حسن** أصيب: another verb has those before him
    if (row[0].prep and not row[0].joined) or any(one.kind != "person" for one in row):
        return []
    return list(row)


def _one_clause(reader: VictimReader, first: int, last: int) -> bool:
    """Does nothing stand between two tokens that ends a clause, begins a phrase or tells of another loss?"""
    return not any(
        reader.fold(i) in CLAUSE or reader.fold(i) in reader.sets["stops"] or reader.trigger(i) is not None
        for i in range(first, last)
    )


def _and_he(reader: VictimReader, chunk: Chunk) -> bool:
    """قتل فلان، **وفلان**، في X; not قتل فلان، **وفلان** يتوعد, **وفلان** في حالة خطرة: is nothing told of him by words of his own?"""
    after, then = reader.fold(chunk.last), reader.fold(chunk.last + 1)
    if not reader.fold(chunk.first).startswith("و") or after == "من" or (after == "في" and then in _STATE):
        return False
    if after.startswith("ب"):
        return not after.startswith("بين")
    return not after or reader.tokens[chunk.last].kind != "word" or after in PREPOSITIONS


def _told_apart(reader: VictimReader, chunk: Chunk) -> bool:
    """قتل محمد سعيد **وأحمد حسن أصيب**, **وأحمد حسن يروي**: does a verb of him alone stand right behind a name?"""
    own, word = reader.trigger(chunk.last), reader.fold(chunk.last)
    if own is not None:
        return own.verb and not (own.conj or own.back)
    return (
        word[:1] in ("ي", "ت") and len(word) > _SHORT and word not in PREPOSITIONS and not word.endswith("ه")
    )


def _has_object(reader: VictimReader, last: int) -> bool:
    """قتل علي الحمد **جاره**, قتل سالم **زوجته**: whom he killed is told by whose he is, or counted, right behind his name."""
    people, word = reader.starts.get(last), reader.fold(last)
    if people is not None and not people.conj and people.people:
        return True
    plain = reader.tokens[last].kind == "word" and not reader.tokens[last].ta if word else False
    return (
        plain
        and len(word) > _SHORT
        and word.endswith(_HIS)
        and word not in reader.sets["stops"]
        and word[0] != "و"
    )


def _row(reader: VictimReader, at: int | None, *, commas: bool = False) -> list[Chunk]:
    """People by name from one on, each right behind the one before or behind his age.

    ``commas``: several are announced, so that a comma leads on to the next; else it brings in what he is: فلان، **رئيس المجلس**.
    """
    people, tokens = reader.people, reader.tokens
    if at is None or people[at].kind != "person":
        return []
    names = [people[at]]
    for chunk in people[at + 1 :]:
        before = names[-1]
        if chunk.kind != "person" or _told_apart(reader, chunk):
            break
        comma = chunk.first == before.last + 1 and tokens[before.last].fold in COMMAS
        near = chunk.first == before.last or (comma and (commas or _and_he(reader, chunk)))
        if not ((near and chunk.joined) or with_their_ages(tokens, before.last, chunk.first)):
            break
        names.append(chunk)
    return names

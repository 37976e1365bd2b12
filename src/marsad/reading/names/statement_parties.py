"""Parties told by their place beside a statement alone: **دمشق** تتهم أنقرة, اتهم **ميروشنيك** **الغرب**, دعت **البعثة الأممية** X.

A capital, the West, a word nobody knows or the fighters of who speaks: elsewhere the same words name nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from marsad.lexicon.word_classes import word_class
from marsad.reading.days.table import TimeWord
from marsad.reading.grammar.scan import PREPOSITIONS, surface
from marsad.reading.names.actors import Actors
from marsad.reading.names.organisations import purpose
from marsad.reading.names.person_names import PersonNames
from marsad.reading.names.statement_subjects import asked_of, speaks, unknown
from marsad.reading.records import WEAPONS, Chunk
from marsad.reading.sources.statements import statement_at
from marsad.text.fold import fold

_ARMED_REFS = word_class("armed_by_word_alone")
_HIS = word_class("attached_pronouns")
_THE_WEST = "الغرب"  # as a party; also the west of a country
WEST = frozenset({fold(_THE_WEST), "و" + fold(_THE_WEST)})
"""The words of ``the_west``."""
_CALLS_ON = word_class("calls_on")
_STRANGE = 5  # letters of a foreign name, at least
_AGAINST = {"علي", "ضد", "مع"}  # on, against, with


def the_west(actors: Actors, at: int, last: int) -> Chunk | None:
    """اتهم بوتين **الغرب**, رفض **الغرب** X: the West as a party, beside a verb of saying and with no adjective behind it."""
    if actors.tokens[at].fold not in WEST or not at:
        return None
    if at + 1 < last and (
        (actors.tokens[at + 1].fold.startswith("ال") and actors.tokens[at + 1].fold not in PREPOSITIONS)
        or actors.at.layer(at + 1, "demonym") is not None
    ):
        return None  # الغرب **الليبي**, الغرب **الأوسط**
    said = any(
        statement_at(actors.at, here) is not None
        or actors.at.cue(here, "saying") is not None
        or actors.tokens[here].fold.removeprefix("و") in _CALLS_ON
        for here in range(max(0, at - 4), at)
    )
    if said and (actors.tokens[at - 1].fold not in PREPOSITIONS or actors.tokens[at - 1].fold in _AGAINST):
        return Chunk(at, at + 1, "actor", _THE_WEST, sort="described")
    return None


def capital(actors: Actors, chunk: Chunk) -> Chunk:
    """**دمشق** تتهم أنقرة, طلب الكرملين من **أنقرة**: a capital that makes or is told a statement is its government."""
    if chunk.kind != "anaphor" or not chunk.ref or not actors.toponyms.city(fold(chunk.name)):
        return chunk
    if not (
        speaks(actors.tokens, actors.at, chunk.first, chunk.last)
        or asked_of(actors.tokens, actors.at, chunk.first)
    ):
        return chunk
    actor = actors.lexicon.actors[chunk.ref]
    return replace(chunk, kind="actor", sort=actor.kind)


def own_force(actors: Actors, at: int, out: Sequence[Chunk]) -> Chunk | None:
    """أعلن الحزب أن **مقاتليه** قصفوا X: the forces of who says so act for him."""
    head = actors.at.cue(at, "force_heads")
    if head is None or head.cut.after not in _HIS or head.cut.before:
        return None
    known = ("actor", "state", "anaphor")
    owner = next((c for c in reversed(out) if c.kind in known and not c.prep), None)
    if owner is None or owner.sort in ("monitor", "media", "ngo") or at - owner.last > 8:
        return None
    if (owner.sort == "described" or owner.kind == "anaphor") and fold(owner.name) not in _ARMED_REFS:
        return None
    sort = actors.forces.get(" ".join(head.term.words), "")
    return replace(
        owner, first=at, last=head.last, joined=False, sort=sort if sort in WEAPONS else owner.sort
    )


def speaker(actors: Actors, at: int, last: int, times: dict[str, TimeWord]) -> Chunk | None:
    """دعت **البعثة الأممية** X, طالب **المشاركون** بـ: somebody no list knows, where the subject of a statement stands."""
    end = unknown(actors.tokens, actors.at, at, last, times)
    if end is None:
        return None
    end = purpose(actors, end, last) or end
    return Chunk(at, end, "actor", surface(actors.text, actors.tokens, at, end, None), sort="described")


def stranger(actors: Actors, names: PersonNames, at: int, last: int) -> Chunk | None:
    """اتهم **ميروشنيك** الغرب: a word nobody knows, right behind the verb of a statement, is who makes it."""
    token = actors.tokens[at]
    word = token.fold
    verb = statement_at(actors.at, at - 1)
    if (
        verb is None
        or verb.last != at
        or verb.cut.after
        or token.kind != "word"
        or len(word) < _STRANGE
        or word[:1] in ("و", "ب", "ل", "ك", "ف")
        or word.startswith("ال")
        or word in PREPOSITIONS
        or actors.at.any(at)
        or actors.toponyms.ordinary(word)
        or word.endswith(("ا", "ات", "ون", "ه"))
        or (word.endswith("ين") and actors.lexicon.common(word[:-2]))
        or actors.toponyms.known_name(at, last) is not None
        or at + 1 >= last
        or not actors.tokens[at + 1].fold.startswith(("ال", "ب"))
    ):
        return None
    end = at + max(1, names.length(at, last))
    return Chunk(at, end, "person", surface(actors.text, actors.tokens, at, end, None), sort="person")

"""Who is named at the end of a long office: اتهم **رئيس لجنة شؤون الأسرى في الجماعة فلان الفلاني** الحكومة بـ.

What he is over, and where, stands between the office and the name, and is no party by itself. Only right behind a verb,
and only where something bare follows the name: what the verb has for its object is not he then, and the name cannot be.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Sequence

from msgspec.structs import replace

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import COMMAS, PREPOSITIONS, surface
from marsad.reading.names.actors import Actors
from marsad.reading.names.person_names import PersonNames
from marsad.reading.records import VERBAL, Chunk

_SPEAKERS = word_class("speakers_for_somebody")
_REACH = 9  # words of an office before the name
_GENERAL = {"عام", "عامه"}  # مدير **عام**: director general
_THAT = {"ان", "بان", "انه", "انها"}
_ANOTHER = {"نظيره", "نظيرها", "نظيرته", "نظيرتها"}  # his, her counterpart


def with_long_titles(
    actors: Actors, names: PersonNames, found: list[Chunk], first: int, last: int, times: Container[str]
) -> list[Chunk]:
    """The mentions of a sentence, with those inside an office as part of the one who holds it. ``times``: words for when."""
    verbs, tokens = actors.at.verbs, actors.tokens
    for verb in verbs[bisect_left(verbs, first) : bisect_left(verbs, last)]:
        title = actors.at.cue(verb + 1, "person_titles") if verb + 2 < last else None
        if title is None or title.cut.after or title.cut.before not in ("", "ال"):
            continue
        if not _states(actors, verb):
            continue
        name = _name(actors, names, found, title.last, last)
        if name is None or not _object_behind(actors, found, name.last, last, times):
            continue
        if tokens[verb + 1].fold in _SPEAKERS and not any(c.first == name.last for c in found):
            continue  # ادعى الناطق باسم X فلان **تنفيذ** هجوم: X did it
        inside = [c for c in found if verb < c.first < name.last and c is not name]
        if any(c.kind == "person" and verb + 1 < c.first < name.first for c in inside):
            continue  # another is named before him
        if any(name.first < c.last and c.last - c.first > 1 for c in inside):
            continue  # he has been found with his office
        whole = replace(names.remember(name), first=verb + 1, prep="", joined=False)
        found = [c for c in found if not (c.first < whole.last and whole.first < c.last)]
        found.insert(sum(c.first < whole.first for c in found), whole)
    return found


def _name(actors: Actors, names: PersonNames, found: Sequence[Chunk], at: int, last: int) -> Chunk | None:
    """The name that follows an office and what it is over: one that was found, else one that begins with a given name."""
    tokens = actors.tokens
    known = {c.first: c for c in found}
    for here in range(at, min(last, at + _REACH)):
        token, chunk = tokens[here], known.get(here)
        if token.kind != "word" or token.fold in _THAT or token.fold in _ANOTHER:
            return None
        if chunk is not None and chunk.kind == "person" and not (chunk.prep or chunk.joined):
            if here == at or " " not in chunk.name:
                return None
            return _with_surname(actors, chunk, known.get(chunk.last))
        if token.fold not in _GENERAL and _a_verb(actors.at.verbs, here):
            return None
        if here > at and actors.lexicon.given_name(token.fold) and tokens[here - 1].fold not in PREPOSITIONS:
            end = here + names.length(here, last)
            if end - here < 2:
                continue
            called = surface(actors.text, tokens, here, end, None)
            return _with_surname(actors, Chunk(here, end, "person", called, sort="person"), known.get(end))
    return None


def _with_surname(actors: Actors, name: Chunk, after: Chunk | None) -> Chunk:
    """عبد الرحيم **دقلو**: with the name of the family, by which alone somebody is known."""
    if name.ref or after is None or after.last != name.last + 1 or after.prep or after.joined:
        return name
    who = actors.lexicon.actors.get(after.ref or "")
    if after.kind != "person" and (who is None or who.kind != "person"):
        return name
    called = surface(actors.text, actors.tokens, name.last - len(name.name.split()), after.last, None)
    return replace(name, last=after.last, name=called)


def _a_verb(verbs: Sequence[int], at: int) -> bool:
    found = bisect_left(verbs, at)
    return found < len(verbs) and verbs[found] == at


def _states(actors: Actors, verb: int) -> bool:
    """Is it a verb by which somebody accuses, demands, threatens?"""
    hits = (hit for hit in actors.at.any(verb) if hit.term.layer == "rule" and hit.term.form in VERBAL)
    return any(actors.lexicon.rules[hit.term.ref].frame == "statement" and not hit.cut.after for hit in hits)


def _object_behind(actors: Actors, found: Sequence[Chunk], at: int, last: int, times: Container[str]) -> bool:
    """اتهم رئيس X فلان **الحوثيين** بـ, حذر Y فلان، أمس، **تركيا** من, أدان Z فلان **قصف** W: does a bare noun follow?"""
    tokens = actors.tokens
    while at < last and (tokens[at].fold in times or tokens[at].fold in COMMAS):
        at += 1
    if at >= last or tokens[at].kind != "word":
        return False
    if any(c.first == at and not (c.prep or c.joined) for c in found):
        return True
    bare = any(
        hit.term.layer == "rule" and hit.term.form == "noun" and not hit.cut.before
        for hit in actors.at.any(at)
    )
    return bare or tokens[at].fold.startswith("ال")

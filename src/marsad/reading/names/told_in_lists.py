"""Names that only their list tells to be of places, from its first on: أربع قرى هي **الجبيلة** و…, في **الكنيب** والدريهمي, في **السويقة** ومناطق أخرى."""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.places.build import COVERED
from marsad.places.records import SETTLEMENTS
from marsad.reading.grammar.scan import PREPOSITIONS, surface
from marsad.reading.names.place_names import FATHER_OF
from marsad.reading.names.site_names import goes_on, member_end
from marsad.reading.names.toponyms import Toponyms
from marsad.reading.records import VERBAL, Chunk
from marsad.text.clitics import Cut

_NAMING = word_class("names_those_told_of")
NAMING = _NAMING | {"و" + word for word in _NAMING}
"""Words behind which those are named that were only counted: قرى **هي** X وY, مناطق **منها** X."""
BEFORE_PLACES = word_class("leads_to_places")
"""Prepositions of place."""
BEFORE_LISTS = BEFORE_PLACES | word_class("before_places_in_a_list")
"""They too, and nouns that a list of places may stand behind: مواقع X وY, تحرير X وY."""
_MORE = FATHER_OF | {"النبي"}  # father of, the prophet: what must follow
_HILLS = word_class("always_begins_a_name")
_SEVERAL = word_class("several_places")
_BACK = 9  # words between the noun and the names: قرى شرق نهر الفرات كانت بيد الفصائل، وهي
_OTHERS = {"اخري", "اخر", "عده", "مختلفه"}  # others, several
_WIDE = {"region", "admin1", "admin2", "front"}
_SITED = _WIDE | {"city", "town", "village", "camp", "neighbourhood", "terrain", "road"}
_SHEIKH = "الشيخ"
_MEMBERS = 6
_LEAST = 4  # letters of a name


def named_of_several(names: Toponyms, at: int, first: int, last: int) -> Chunk | None:
    """تحرير أربع قرى، وهي **الجبيلة** والشميطية: the first of those that a plural noun of places before tells to follow."""
    tokens = names.tokens
    here = at - 1
    if tokens[here].fold == ":" and here > first:
        here -= 1
    if tokens[here].fold not in NAMING:
        return None
    if not any(
        tokens[back].fold.removeprefix("و").removeprefix("ب") in _SEVERAL
        for back in range(here - 1, max(first - 1, here - 1 - _BACK), -1)
    ):
        return None
    word = tokens[at].fold
    if word in PREPOSITIONS or names.owned(at) or names.at.cue(at, "place_types", "directions") is not None:
        return None
    end = member_end(names, at, last, opens=True)
    return _place(names, at, end, "town") if end is not None and _listed_on(names, end, last) else None


def _listed_on(names: Toponyms, end: int, last: int) -> bool:
    """Is another joined to it, or does the clause end?"""
    return end >= last or names.tokens[end].kind != "word" or names.tokens[end].fold.startswith("و")


def first_of_known(names: Toponyms, at: int, last: int) -> Chunk | None:
    """في **الكنيب** والحسينية والدريهمي: what no list knows is a place where towns of the gazetteer are joined to it.

    So is what "and other areas" is joined to: في **السويقة** ومناطق أخرى.
    """
    tokens = names.tokens
    if not _strange(names, at, tokens[at].fold):
        return None
    end = at + 1
    if end < last and not tokens[at].fold.startswith("ال") and names.seconds(end):
        end += 1
    if end >= last or tokens[end].fold[:1] != "و":
        return None
    if _and_others(names, end, last):
        return _place(names, at, end, "other")
    here, known, size = end, 0, 0
    for _ in range(_MEMBERS):
        if here >= last or tokens[here].kind != "word" or tokens[here].fold[:1] != "و":
            break
        stem = tokens[here].fold[1:]
        size = _town(names, here, last, stem)
        if not size and _sited(names, here):
            known, size = known + 1, 1
            break
        other = names.found(here, last, Cut(stem, "و"))  # a name, but an ordinary word too
        if size:
            known += 1
        elif other is None and not _strange(names, here, stem):
            break
        here += size or (other[0] if other else 1)
    closed = size > 0 or goes_on(names, here, last)  # a town ends it, whatever follows
    told = known or (here - end > 1 and _within(names, here, last))
    return _place(names, at, end, "other") if told and closed else None


def _sited(names: Toponyms, at: int) -> bool:
    """في X وY **وجبل Z**: a place with a word for its kind is joined."""
    kind = names.at.cue(at, "place_types")
    return (
        kind is not None and kind.cut.before == "و" and not kind.cut.after and names.sort_of(kind) in _SITED
    )


def _within(names: Toponyms, at: int, last: int) -> bool:
    """في X وY وZ **بمحافظة A**, **في ريف A**: where all of them lie."""
    inside = names.tokens[at].fold == "في" if at < last else False
    kind = names.at.cue(at + inside, "place_types") if at + inside < last else None
    return kind is not None and kind.cut.before == ("" if inside else "ب") and names.sort_of(kind) in _WIDE


def hill(names: Toponyms, at: int, last: int) -> Chunk | None:
    """على **تل مشيهيد**, في **خربة الناقوس**: a hill has a name, which is the word behind it, though no list knows that."""
    tokens = names.tokens
    end = at + 1
    if tokens[at].fold not in _HILLS or end >= last or tokens[end].kind != "word":
        return None
    word = tokens[end].fold
    if (
        len(word) < 3
        or word in PREPOSITIONS
        or word[:1] in "وبل"
        or any(hit.term.form in VERBAL and not hit.cut.before for hit in names.at.any(end))
        or names.at.cue(end, "directions", "place_types") is not None
    ):
        return None
    end += 1 + (word in _MORE and end + 1 < last and tokens[end + 1].kind == "word")
    return _place(names, at, end, "village")


def _and_others(names: Toponyms, at: int, last: int) -> bool:
    """ومناطق أخرى, ومواقع عدة."""
    word = names.tokens[at].fold[1:]
    return word in _SEVERAL and at + 1 < last and names.tokens[at + 1].fold in _OTHERS


def _strange(names: Toponyms, at: int, word: str) -> bool:
    """A word that no list knows, with no ending of a noun in the plural or of "his" and "her"."""
    return not (
        names.tokens[at].kind != "word"
        or len(word) < _LEAST
        or word in PREPOSITIONS
        or word in names.no_places
        or word in names.no_towns
        or word.endswith(("ات", "ين", "ون"))
        or names.owned(at)
        or names.ordinary(word)
        or names.lexicon.given_name(word)
        or (word[:1] in "بلك" and names.ordinary(word[1:]))
        or any(hit.term.form in VERBAL or not hit.cut.before for hit in names.at.any(at))
    )


def _town(names: Toponyms, at: int, last: int, stem: str) -> int:
    """How many words the town has that is joined here by و, if the gazetteer knows it and it is no ordinary word."""
    size, place = names.found(at, last, Cut(stem, "و")) or (0, None)
    if place is None or place.country not in COVERED or place.kind not in SETTLEMENTS | {"admin1", "admin2"}:
        return 0
    if size == 1 and (names.ordinary(stem) or names.lexicon.given_name(stem) or names.at.layer(at, "actor")):
        return 0
    return size


def _place(names: Toponyms, at: int, end: int, sort: str) -> Chunk:
    cut = Cut(names.tokens[at].fold)
    found = names.found(at, end, cut)
    place = found[1] if found is not None and at + found[0] == end else None
    name = surface(names.text, names.tokens, at, end, cut)
    return Chunk(at, end, "place", name, ref=place.id if place else None, sort=place.kind if place else sort,
                 country=place.country if place else "")  # fmt: skip


def village_of_a_sheikh(names: Toponyms, chunk: Chunk, listed: Chunk | None) -> Chunk:
    """تل رفعت **والشيخ عيسى**: a village, where a town or village stands right before and the man has no other name."""
    word = names.tokens[chunk.first].fold.removeprefix("و")
    if listed is None or word != _SHEIKH or listed.sort not in ("village", "town") or " " in chunk.name:
        return chunk
    if chunk.kind != "person" or chunk.last - chunk.first != 2:
        return chunk
    name = surface(names.text, names.tokens, chunk.first, chunk.last, None).removeprefix("و")
    return Chunk(chunk.first, chunk.last, "place", name, sort="village")

"""Organisations that no list knows, by the word for what they are: حركة X, لجنة X العسكرية, منظمة X للحقوق والحريات."""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import PREPOSITIONS, conjunction, quoted, surface
from marsad.reading.names.actors import Actors
from marsad.reading.names.name_ends import apart, definite, people_behind, title_behind
from marsad.reading.records import Chunk

_MAY_FIGHT = {
    "للدفاع",
    "للثوره",
    "للانقاذ",
    "لمكافحه",
    "لمقاومه",
    "لحمايه",
}  # for defence, the revolution, rescue, fighting, resisting, protecting: what bodies under arms are for too
_MOVEMENT = "حركه"  # folded: a movement, or traffic
_DISTRICT = "مديريه"  # folded: a district (Yemen), or the office of something
_ANOTHER = {
    "الجماعه",
    "الحركه",
    "التنظيم",
    "الحزب",
    "الميليشيا",
    "المليشيا",
    "الميليشيات",
    "المليشيات",
}  # the group, the movement …
_MEMBER_OF = {"المنتمي", "المنتميه"}  # who belongs to (a party)
_WITH_IT = "ذي"  # that has: the first word of the names of provinces (ذي قار)
_LIBERATION = "تحرير"
# A movement, front, army, organisation, with a preposition or without.
_LIBERATORS = {lead + word for word in ("حركه", "جبهه", "جيش", "منظمه") for lead in ("", "و", "ل", "ب")}
_MANY = word_class("counting")
_RELATIVE = word_class("relative_pronouns")


def _crowd(actors: Actors, at: int) -> bool:
    """متظاهرون, المحتجين: people on the street, by a word of their own."""
    head = actors.at.cue(at, "group_heads")
    kinds = actors.lexicon.attributes["group_heads"]
    return head is not None and kinds.get(" ".join(head.term.words)) == "protesters"


def organisation(actors: Actors, at: int, last: int) -> Chunk | None:
    """تنظيم "X", حركة X, مجلس X العسكري: an organisation the registry does not know."""
    begun = actors.at.begun_at(at)
    head = begun.get("org_heads")
    wanting = head is None
    if wanting:
        head = begun.get("org_heads_full")
    if head is None:
        return None
    tokens = actors.tokens
    if (
        head.cut.before
        and not conjunction(head.cut)
        and head.term.words != tuple([t.fold for t in tokens[at : head.last]])[-len(head.term.words) :]
    ):
        return None
    here = head.last
    end = quoted(tokens, here, last)
    if end is not None and not wanting:
        return Chunk(at, end, "actor", surface(actors.text, tokens, at, end, head.cut), sort="organisation")
    if (
        here < last
        and head.term.words[-1] == _MOVEMENT
        and tokens[here].fold in actors.lexicon.listed("traffic")
    ):
        return None  # حركة **الملاحة**
    if here < last and (tokens[here].fold in _MANY or _crowd(actors, here)):
        return None  # تجمع مئات المتظاهرين: they gather, no gathering is named
    if here < last and head.term.words[-1] == _DISTRICT and _is_district(actors, at, here, last):
        return None
    taken = 0
    while here < last and taken < 3 and tokens[here].kind == "word":
        word = tokens[here].fold
        if (
            not taken
            and not definite(head)
            and here + 1 < last
            and purpose(actors, here + 1, last) is not None
        ):
            here += 1  # منظمة **سند** للحقوق والحريات: a name, though a verb elsewhere
            taken += 1
            break
        if (
            not taken
            and word in actors.lexicon.listed("joined_name_heads")
            and not head.cut.before.endswith("ال")
            and here + 1 < last
            and tokens[here + 1].fold.startswith("ال")
            and tokens[here + 1].fold not in PREPOSITIONS
        ):
            here += 2  # كتائب **ثورة التحرير**, حركة **رجال الكرامة**
            taken += 2
            continue
        if (
            not taken
            and word == _LIBERATION
            and tokens[at].fold in _LIBERATORS
            and here + 1 < last
            and tokens[here + 1].kind == "word"
            and tokens[here + 1].fold not in PREPOSITIONS
        ):
            here += 2  # حركة **تحرير بلوشستان**
            taken += 2
            continue
        if not taken and word == _WITH_IT and here + 1 < last and tokens[here + 1].kind == "word":
            here += 2  # شرطة **ذي قار**
            taken += 2
            continue
        if word in PREPOSITIONS or word in _RELATIVE or actors.function(here):
            break
        if taken and word in _ANOTHER and tokens[here - 1].fold.startswith("ال"):
            break  # حملت السلطة المحلية **الجماعة** المسؤولية
        if taken and word in _MEMBER_OF:
            break  # رئيس بلدية قارص **المنتمي** لحزب X
        if definite(head) and not word.startswith("ال") and actors.at.cue(here, "directions") is not None:
            break  # عنصر في الحشد **شمال** بغداد: where
        if not taken and any(conjunction(hit.cut) for hit in actors.at.any(here)):
            break  # عريف شرطة **ومجند**: somebody else
        if (
            taken
            and not word.startswith("ال")
            and actors.at.layer(here, "demonym") is None
            and not (taken == 1 and _town_of_two(actors, here - 1, last))
        ):
            break
        if (taken or definite(head)) and (
            apart(actors, at, here, last)
            or (taken and _led(actors, here, last))
            or title_behind(actors, here)
        ):
            break
        if not taken and not word.startswith("ال") and actors.lexicon.common(word):
            break
        if here - at > 1 and word.startswith("ال") and (_object(actors, here) or _many_things(actors, here)):
            break
        named = actors.best(here, last) if taken and word.startswith("ال") else None
        if named is not None and len(named.term.words) > 1 and not named.cut.before:
            break  # ناشدت الهيئة الشرعية **الصليب الأحمر**: whom it speaks to
        here += 1
        taken += 1
    aim = purpose(actors, here, last)
    if aim is not None and (taken or (wanting and definite(head))):
        sort = "organisation" if tokens[here].fold in _MAY_FIGHT else "ngo"
        return Chunk(at, aim, "actor", surface(actors.text, tokens, at, aim, head.cut), sort=sort)
    if not taken or wanting:
        return None
    if here < last and tokens[here].kind == "number" and tokens[here].start == tokens[here - 1].end:
        here += 1  # حركة M23
    only = tokens[head.last].fold
    if (
        taken == 1
        and (actors.at.layer(head.last, "demonym") or actors.lexicon.common(only))
        and not only.startswith("ال")
    ):
        return None
    return Chunk(at, here, "actor", surface(actors.text, tokens, at, here, head.cut), sort="organisation")


def _town_of_two(actors: Actors, at: int, last: int) -> bool:
    """بلدية **خان يونس**: does a town's name of two words begin here?"""
    town = actors.toponyms.known_name(at, last)
    return town is not None and town.last == at + 2 and town.sort in ("city", "town")


def _is_district(actors: Actors, at: int, here: int, last: int) -> bool:
    """في مديرية **مقبنة**: a name without the article makes it a district; an office's task is a noun of prose (مديرية **صحة** X)."""
    if actors.tokens[here].fold.startswith("ال"):
        return False
    place = actors.toponyms.typed(at, last)
    return place is not None and place.sort == "admin2"


def _object(actors: Actors, at: int) -> bool:
    """دان حزب الأمة **الهجوم**, ناشدت غرفة العمليات **المواطنين**: after a whole name a deed, or people in the plural, is the object."""
    before = actors.tokens[at - 1]
    if not before.fold.startswith("ال"):
        return False
    if people_behind(actors.tokens[at], before):
        return True
    deed = actors.at.layer(at, "rule")
    return deed is not None and deed.term.form == "noun" and deed.last == at + 1 and not actors.tokens[at].ta


def _many_things(actors: Actors, at: int) -> bool:
    """حظرت بلدية طهران **التجمعات**: behind a town a plural of things with the article is the object, for no town has it for an adjective."""
    before, word = actors.tokens[at - 1].fold, actors.tokens[at].fold
    return word.endswith("ات") and not before.startswith("ال") and actors.toponyms.seat(before)


def purpose(actors: Actors, at: int, last: int) -> int | None:
    """Where that ends which an organisation is for: اللجنة الوطنية **لحقوق الإنسان**, منظمة سند **للحقوق والحريات**."""
    tokens = actors.tokens
    if at >= last or tokens[at].kind != "word":
        return None
    aims, word = actors.lexicon.listed("org_purposes"), tokens[at].fold
    end = at + 1
    if word.startswith("لل") and "ال" + word[2:] in aims:
        while end < last and tokens[end].fold.startswith("وال") and tokens[end].fold[1:] in aims:
            end += 1
        return end
    if not word.startswith("ل") or word[1:] not in actors.lexicon.listed("org_tasks") or end >= last:
        return None
    return end + 1 if tokens[end].fold.startswith("ال") else None


def _led(actors: Actors, at: int, last: int) -> bool:
    """طالب برلمان كردستان **الحكومة** العراقية: after a whole name a force or government with the article is another."""
    hit = actors.at.cue(at, "force_heads")
    word = actors.tokens[at].fold
    if hit is None or not definite(hit) or not word.startswith("ال") or word.endswith("يه"):
        return False  # لجنة العلاقات **الخارجية**: the adjective
    before = actors.tokens[at - 1].fold
    return before.startswith("ال") or actors.toponyms.bare(at - 1, last, None, "في") is not None

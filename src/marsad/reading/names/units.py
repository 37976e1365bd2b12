"""Units and services by number or by what they are for: **اللواء 115 مشاة**, **الفرقة الثامنة**, **شعبة مكافحة الإرهاب**.

No registry has them all; without them an attack has nobody, or the town that is in their name.
"""

from __future__ import annotations

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import PREPOSITIONS, surface
from marsad.reading.names.actors import Actors
from marsad.reading.names.name_ends import people_behind
from marsad.reading.records import Chunk
from marsad.reading.sources.words import DAYS, RELATIVES
from marsad.text.clitics import Cut

_NUMBER = "رقم"  # number
_TEENS = ("عشر", "عشره")
_TENS = ("والعشرين", "والعشرون", "والثلاثين", "والثلاثون", "والاربعين", "والاربعون", "والخمسين", "والخمسون", "والستين", "والستون",
         "والسبعين", "والثمانين", "والتسعين")  # fmt: skip
_ORDINALS = _TEENS + _TENS
_COUNTED = word_class("not_units")
_BASE = "القاعده"  # the base, or al-Qaida
_BASES = {"الجويه", "العسكريه", "البحريه", "البريه"}
# Lists whose words begin somebody else.
_BEGINNING = frozenset({"person_titles", "force_heads", "org_heads", "group_heads", "source_heads"})
_ADJECTIVES = 2  # definite words behind what a service is for, at most


def unit(actors: Actors, at: int, last: int) -> Chunk | None:
    """A numbered unit or a service told by what it is for; None where nothing of the kind begins."""
    begun = actors.at.begun_at(at)
    end, cut = None, None
    head = begun.get("unit_heads")
    if head is not None and not head.cut.after and not _secret(head):
        end, cut = _numbered(actors, head.last, last, _definite(head)), head.cut
    if end is None:
        head = begun.get("service_heads")
        if head is not None and not head.cut.after and head.last < last:
            end, cut = _serving(actors, head.last, last), head.cut
    if end is None:
        return None
    nation = actors.at.layer(end, "demonym") if end < last else None
    country = ""
    if nation is not None and not nation.cut.before.replace("ال", ""):
        country, end = nation.term.ref.partition(":")[0], nation.last
    name = surface(actors.text, actors.tokens, at, end, cut)
    return Chunk(at, end, "actor", name, sort="organisation", country=country, armed=True)


def _definite(head: Hit) -> bool:
    return head.cut.before.endswith("ال") or head.cut.stem.startswith("ال")


def _secret(head: Hit) -> bool:
    """مفاوضات **سرية**: without the article the word for a company is "secret"."""
    return head.cut.stem == "سريه" and not head.cut.before.endswith("ال")


def _numbered(actors: Actors, at: int, last: int, definite: bool) -> int | None:
    """Where the number of a unit ends, with its arm (مشاة, infantry)."""
    tokens = actors.tokens
    if at < last and tokens[at].fold == _NUMBER:
        at += 1
    if at >= last:
        return None
    word = tokens[at].fold
    if tokens[at].kind == "number":
        end = at + 1
        if end < last and (tokens[end].fold in _COUNTED or tokens[end].fold.endswith("ا")):
            return None  # قال اللواء **4 مرات**, قائد القوة **12 اجتماعا**
    elif definite and word.startswith("ال") and word[2:] in actors.lexicon.listed("unit_ordinals"):
        end = at + 1
        if end < last and tokens[end].fold in _ORDINALS:
            end += 1
    else:
        return None
    if end + 1 < last and tokens[end].fold == "من" and actors.at.cue(end + 1, "group_heads") is not None:
        return None  # الفوج الأول **من النازحين**
    arms = actors.lexicon.listed("unit_arms")
    for _ in range(2):
        if end < last and tokens[end].fold.removeprefix("ال") in arms:
            end += 1
    return end


def _serving(actors: Actors, at: int, last: int) -> int | None:
    """Where a service's name ends: what it is for, and definite words behind it."""
    tokens = actors.tokens
    purposes = actors.lexicon.listed("service_purposes")
    if tokens[at].fold not in purposes:
        return None
    end = at + 1
    if not tokens[at].fold.startswith("ال"):
        if end >= last or tokens[end].kind != "word" or tokens[end].fold in PREPOSITIONS:
            return None
        place = actors.toponyms.typed(end, last) or actors.toponyms.known_name(end, last)
        if place is not None and place.first == end:
            return place.last  # غرفة طوارئ **جنوب دارفور**
        if not tokens[end].fold.startswith("ال"):
            return None
        end += 1
    civil = actors.lexicon.listed("civil_purposes")
    if tokens[end - 1].fold in civil or (end < last and tokens[end].fold in civil):
        return None
    for _ in range(_ADJECTIVES):
        word = tokens[end].fold if end < last else ""
        if not word.startswith("ال") or word in RELATIVES or word in DAYS or actors.function(end):
            break
        if word.startswith("التابع"):
            break  # فوج المدفعية **التابع** لـX: of whom it is
        if people_behind(tokens[end], tokens[end - 1]):
            break
        told = actors.at.any(end)
        if any(hit.term.layer in ("actor", "rule", "demonym") or hit.term.ref in _BEGINNING for hit in told):
            break
        end += 1
    return end


def military_base(actors: Actors, at: int, last: int) -> Chunk | None:
    """محيط **القاعدة الجوية**: a base by its adjective, and not the organisation of that name."""
    word = actors.tokens[at].fold
    if not word.endswith(_BASE) or at + 1 >= last:
        return None
    after = actors.tokens[at + 1].fold
    nation = actors.at.layer(at + 1, "demonym")
    if after not in _BASES and not (nation is not None and after.startswith("ال") and after.endswith("ه")):
        return None
    name = surface(actors.text, actors.tokens, at, at + 2, Cut(_BASE, word.removesuffix(_BASE), ""))
    return Chunk(at, at + 2, "object", name, sort="object")

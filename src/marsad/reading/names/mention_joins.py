"""Mentions joined and completed once they are found: an office with its holder, one more country, a number, a preposition.

``mentions`` finds each by the words it begins with; here it takes in what stands behind it, is made one with the mention
before it, or gets the preposition that governs both.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec.structs import replace

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.asides import aside_of_time
from marsad.reading.grammar.parties import PEOPLE
from marsad.reading.grammar.scan import COMMAS, QUOTES, clitic_preposition, conjunction, surface
from marsad.reading.names.actors import Actors
from marsad.reading.names.statement_subjects import OF_DEEDS
from marsad.reading.names.titles import another_office
from marsad.reading.records import WEAPONS, Chunk
from marsad.text.clitics import Cut, cuts
from marsad.text.fold import fold
from marsad.text.tokens import Token

_ARMS = 7  # tokens from a weapon back to the one whose preposition it shares
_LETTER = 2  # code points of a letter or an article by itself, at most
_COUNTING = word_class("counting")
_M = "ام"  # the letter, as roads are named in Syria
_JOINING = {"و", "/", "-", "–", "_", "او"} | COMMAS
_JOINT = 3  # words between two mentions that are joined by more than conjunctions and marks, at most
_TO = {"الي", "في", "لدي", "ل"}
# Nouns in the dual that two adjectives of nationality tell apart: presidents, ministers, sides, armies, governments.
_DUALS = {
    "الرييسان": ("الرئيس", "person"), "الرييسين": ("الرئيس", "person"), "الوزيران": ("الوزير", "person"), "الوزيرين": ("الوزير", "person"),
    "الجانبان": ("الجانب", "government"), "الجانبين": ("الجانب", "government"), "الطرفان": ("الطرف", "government"),
    "الطرفين": ("الطرف", "government"), "الجيشان": ("الجيش", "army"), "الجيشين": ("الجيش", "army"), "الوفدان": ("الوفد", "government"),
    "الوفدين": ("الوفد", "government"), "الحكومتان": ("الحكومة", "government"), "الحكومتين": ("الحكومة", "government"),
}  # fmt: skip
TWO_AT_ONCE = frozenset(_DUALS)
"""The words of ``first_of_two``."""
_WHOLE = Cut("")  # nothing is cut off
_LED_BY = "بقياده"  # led by


def numbered(actors: Actors, chunk: Chunk, last: int) -> Chunk:
    """طريق **M4**, محطة **T3**, طريق **إم 5**: a number behind a letter belongs to the name."""
    end = chunk.last
    if end >= last:
        return chunk
    letter, number = actors.tokens[end - 1], actors.tokens[end]
    if number.kind != "number" or letter.kind != "word":
        return chunk
    glued = letter.end == number.start and len(letter.fold) <= _LETTER
    if not glued and not (chunk.sort == "road" and letter.fold == _M):
        return chunk
    return replace(chunk, last=end + 1, name=chunk.name + actors.text[letter.end : number.end])


def led_by_both(actors: Actors, chunk: Chunk, last: int) -> Chunk:
    """التحالف بقيادة السعودية **والإمارات**: two lead it, and it stays one party."""
    at = chunk.last
    other = actors.at.layer(at, "actor") if at < last else None
    if other is None or not any(t.fold == _LED_BY for t in actors.tokens[chunk.first : at]):
        return chunk
    if not conjunction(other.cut) or actors.lexicon.actors[other.term.ref].kind != "state":
        return chunk
    more = actors.text[actors.tokens[at - 1].end : actors.tokens[other.last - 1].end]
    return replace(chunk, last=other.last, name=chunk.name + more)


def first_of_two(actors: Actors, at: int, last: int) -> Chunk | None:
    """**الرئيسان المصري** والفرنسي, الجيشان العراقي والسوري: the first of two told by a noun in the dual and two adjectives."""
    one = _DUALS.get(actors.tokens[at].fold)
    if one is None or at + 2 >= last:
        return None
    first, other = actors.at.layer(at + 1, "demonym"), actors.at.layer(at + 2, "demonym")
    if first is None or other is None or first.last != at + 2 or not conjunction(other.cut):
        return None
    country = first.term.ref.partition(":")[0]
    word, sort = one
    name = f"{word} {actors.text[actors.tokens[at + 1].start : actors.tokens[at + 1].end]}"
    return Chunk(at, at + 2, "actor", name, ref=actors.army(country, sort), sort=sort, country=country)


def and_another(actors: Actors, chunk: Chunk, last: int) -> Chunk | None:
    """مقاتلات أمريكية **وبريطانية**: the same sort of force of one more country, told by its adjective alone."""
    at = chunk.last
    if chunk.kind in ("actor", "state", "anaphor") and (ally := _ally(actors, chunk, last)) is not None:
        return ally
    if chunk.kind != "actor" or not chunk.country or at >= last or at - chunk.first < 2:
        return None
    parted = actors.tokens[at].fold == "و" and at + 1 < last  # الطيران الروسي **و السوري**
    nation = actors.at.layer(at + parted, "demonym")
    if (
        nation is None
        or not (parted or conjunction(nation.cut))
        or actors.at.layer(at - 1, "demonym") is None
    ):
        return None
    if parted and nation.cut.before != ("ال" if actors.tokens[at - 1].fold.startswith("ال") else ""):
        return None
    country = nation.term.ref.partition(":")[0]
    head = actors.tokens[chunk.first]
    one = _DUALS.get(head.fold)
    called = one[0] if one is not None else actors.text[head.start : head.end]
    name = f"{called} {surface(actors.text, actors.tokens, at + parted, nation.last, nation.cut)}"
    ref = actors.army(country, chunk.sort)
    return replace(
        chunk, first=at, last=nation.last, name=name, ref=ref, country=country, joined=True, full=""
    )


def _ally(actors: Actors, chunk: Chunk, last: int) -> Chunk | None:
    """قوات النظام **وحليفه الروسي**: a state that is told by its adjective behind a word for an ally."""
    led = actors.at.cue(chunk.last, "and_ally") if chunk.last + 1 < last else None
    nation = actors.at.layer(led.last, "demonym") if led is not None and led.last < last else None
    if led is None or nation is None or nation.cut.before != "ال":
        return None
    country = nation.term.ref.partition(":")[0]
    name = surface(actors.text, actors.tokens, chunk.last, nation.last, None).removeprefix("و")
    ref = actors.army(country, "government")
    return Chunk(
        chunk.last,
        nation.last,
        "actor",
        name,
        prep=chunk.prep,
        joined=True,
        ref=ref,
        sort="government",
        country=country,
    )


def governed(actors: Actors, chunk: Chunk, before: Chunk | None) -> Chunk:
    """Add the preposition that governs a chunk and whether it continues the one before."""
    tokens = actors.tokens
    cut = _cut_of(actors, chunk)
    prep = clitic_preposition(cut) or actors.preposition(chunk.first)
    joined = False
    if before is not None and before.last <= chunk.first:
        between = _between(tokens[before.last : chunk.first])
        if not between:
            joined = conjunction(cut)
        else:
            # قسد **وذراعها** الأمنية الأسايش
            joined = _JOINING.issuperset(between) or (
                chunk.kind in PEOPLE
                and len(between) <= 2
                and actors.at.cue(before.last, "and_ally") is not None
            )
            if joined and _people(before, chunk) and between[-1] in COMMAS:
                # اتهم X، خلال كلمة أمام Y**، Z** بـ: the mark ends the remark in which Y stands
                joined = aside_of_time(tokens, chunk.first) is None
            if not joined and _people(before, chunk) and _some_more(between):
                joined, prep = True, ""
        if joined and not prep and (before.kind == chunk.kind or _people(before, chunk)):
            prep = before.prep
    if not prep and chunk.sort in WEAPONS and chunk.ref is None and conjunction(cut):
        prep = _with_weapons(actors, chunk.first)
        joined = joined and not prep
    if prep == chunk.prep and joined == chunk.joined:
        return chunk
    return replace(chunk, prep=prep or chunk.prep, joined=joined)


def _people(one: Chunk, other: Chunk) -> bool:
    return one.kind in PEOPLE and other.kind in PEOPLE


def _between(tokens: Sequence[Token]) -> list[str]:
    """The words and marks between two mentions, up to the one by which it is clear that nothing of it joins them."""
    out = []
    for token in tokens:
        if token.fold not in QUOTES:
            out.append(token.fold)
            if len(out) > _JOINT and token.fold not in _JOINING:
                break
    return out


def _some_more(between: list[str]) -> bool:
    """X **وعدد من** Y: does only a number of the second stand before him?"""
    words = [between[0].removeprefix("و"), *between[1:]]
    return (
        between[0] != words[0]
        and 2 <= len(words) <= _JOINT
        and words[-1] == "من"
        and all(word in _COUNTING for word in words)
    )


def _with_weapons(actors: Actors, at: int) -> str:
    """بصواريخ غراد **والمدفعية الثقيلة**: what it was done with, by the ب of the weapons that it is joined to."""
    for here in range(at - 1, max(at - _ARMS, -1), -1):
        token = actors.tokens[here]
        if token.kind != "word" and token.fold not in COMMAS and token.fold not in QUOTES:
            break
        hit = actors.at.cue(here, "means", "force_heads")
        if hit is not None and clitic_preposition(hit.cut) == "ب":
            return "ب"
    return ""


def _cut_of(actors: Actors, chunk: Chunk) -> Cut:
    """The clitics of a chunk's first word, by the form its name took."""
    words = fold(chunk.name).split(None, 1)
    token = actors.tokens[chunk.first].fold
    if words:
        head = words[0]
        if head == token:
            return _WHOLE
        for cut in cuts(token):
            if cut.stem == head or "ال" + cut.stem == head or cut.stem == head.removeprefix("ال"):
                return cut
    led = actors.at.cue(chunk.first, "force_heads")
    return led.cut if led is not None else actors.cut(chunk.first)


def with_offices(actors: Actors, found: list[Chunk]) -> list[Chunk]:
    """الأمين العام لجامعة الدول العربية **فلان**, مبعوث الأمم المتحدة إلى سوريا **فلان**: an office and who holds it are one."""
    out: list[Chunk] = []
    for chunk in found:
        if out and out[-1].kind == "person" and _in_apposition(actors, out[-1], chunk):
            out[-1] = replace(out[-1], last=chunk.last)
            continue
        if chunk.kind == "person" and not chunk.prep and not chunk.joined and out:
            at = len(out) - 1
            if at and out[at].kind in ("place", "state") and out[at].prep in _TO:
                at -= 1
            office = out[at]
            if (
                _leads_to(actors, office.last, chunk.first)
                and not another_office(actors, chunk.first, chunk.last)
                and (first := _office(actors, office)) is not None
            ):
                del out[at:]
                chunk = replace(chunk, first=first, prep=office.prep, joined=office.joined)
        out.append(chunk)
    return out


def _in_apposition(actors: Actors, person: Chunk, office: Chunk) -> bool:
    """أدان **خالد العامري** رئيس البرلمان العربي قصف X: an office after who holds it, where no verb can have it for an object."""
    if office.first != person.last or office.prep or office.joined or not person.first:
        return False
    title = actors.at.cue(office.first, "person_titles")
    if title is None or title.cut.before not in ("", "ال"):
        return False
    word = actors.tokens[person.first - 1].fold.removeprefix("و").removesuffix("ت")
    return word in OF_DEEDS


def _leads_to(actors: Actors, first: int, last: int) -> bool:
    """Does nothing stand between an office and a name but where it is held (إلى الشرق الأوسط)?"""
    words = [t.fold for t in actors.tokens[first:last] if t.fold not in QUOTES]
    return not words or (
        len(words) <= 5
        and words[0] in _TO
        and bisect_left(actors.at.verbs, first) == bisect_left(actors.at.verbs, last)
    )


def _office(actors: Actors, chunk: Chunk) -> int | None:
    """Where an office begins that is told by whose it is (أمين عام **جامعة الدول العربية**); None where it is none."""
    named = chunk.kind == "actor" or (chunk.kind == "anaphor" and chunk.sort == "name")
    if not named or actors.at.cue(chunk.first, "force_heads"):
        return None
    for first in (chunk.first, chunk.first - 1, chunk.first - 2):
        if first < 0 or (first < chunk.first and actors.tokens[first].kind != "word"):
            return None
        title = actors.at.cue(first, "person_titles")
        if title is not None and not title.cut.after and title.last >= min(chunk.first, first + 2):
            return first
    return None


def with_holders(offices: dict[tuple[str, str], Chunk], found: list[list[Chunk]]) -> list[list[Chunk]]:
    """Who is told by the office alone and named with it further on: **رئيس الوزراء الإسرائيلي** in a headline."""
    if not offices:
        return found
    return [[_holder(offices, chunk) for chunk in chunks] for chunks in found]


def _holder(offices: dict[tuple[str, str], Chunk], chunk: Chunk) -> Chunk:
    if chunk.kind != "person" or not chunk.country:
        return chunk
    holder = offices.get((fold(chunk.name).split(" ")[0], chunk.country))
    if holder is None or holder.name == chunk.name:
        return chunk
    return replace(chunk, name=holder.name, ref=holder.ref, full=chunk.full or chunk.name)

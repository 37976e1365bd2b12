"""Words that stand for somebody or some place named before: الأخير, التنظيم, الجانبان, المدينة, a pronoun on a verb."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from types import MappingProxyType

from msgspec.structs import replace

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.agreement import gender
from marsad.reading.names.same_kind import antecedent, is_area
from marsad.reading.names.short_forces import (
    fuller_militia,
    is_unit_of,
    owners_of_weapons,
    whose_weapons,
)
from marsad.reading.records import SEAT, WEAPONS, Chunk
from marsad.text.fold import fold
from marsad.text.tokens import Token

_DEFINITE = ("ال", "وال", "بال", "لل")  # how a word with the article begins
_LATELY = 4  # names back from "the latter"
_NEAR = 80  # names looked back and ahead over: farther off, a short name means somebody else
_TOWNS = {"city", "town", "village", "neighbourhood", "camp", "admin1", "admin2"}
_INSURGENTS = word_class("insurgents_by_word")
_NAMED = {"actor", "state", "person"}
# The group, movement, organisation, militia, militias.
_COMMON = {"الجماعة", "الحركة", "التنظيم", "الميليشيا", "المليشيا", "الميليشيات", "المليشيات"}
_RELATING = ("ي", "يه", "يا", "يين", "يون")  # adjectives of what one belongs to
# Where those act who are not at home anywhere, or whose short name others share.
_ABROAD = {
    "saudi_led_coalition": ("YE", "SA"), "coalition_against_isis": ("SY", "IQ"), "palestinian_factions": ("PS", "IL"),
    "isis": ("SY", "IQ"),
}  # fmt: skip
_ORGAN_WORDS = {"الجيش": "army", "الحكومة": "government", "الشرطة": "police", "السلطات": "government"}
DEMONSTRATIVES = {"هذا", "لهذا", "وهذا"}  # this, for this, and this
_OF_STATES = {"جيش", "تحالف"}  # the army, the coalition: by themselves those of states
_MILITIAS = ("ميليشي", "مليشي")
_IRREGULAR = ("rebel", "jihadist", "militia")
_COMMON_NOUNS = {"القاعدة", "الدولة", "الولاية"}
_ACTS = {"فتح"}
_GROUPS = {"الجماعة", "التنظيم", "الحركة"}  # the group, the organisation, the movement
_ARMED_BODIES = {*_IRREGULAR, "air_force"}
_ORGANS = {"state", "government", "army", "air_force"}


def resolve(
    by_sentence: Sequence[Sequence[Chunk]], lexicon: Lexicon, these: Container[int] = (),
    kinds: Mapping[int, str] = MappingProxyType({}), tokens: Sequence[Token] = (),
) -> list[list[Chunk]]:  # fmt: skip
    """The chunks with every anaphor replaced by what it stands for, where the report has named it before.

    ``these``: the tokens behind a demonstrative; ``kinds``: by token, a word for a kind of place (**مدينة** طفس).
    """
    out: list[list[Chunk]] = []
    named: list[Chunk] = []
    later = [c for chunks in by_sentence for c in chunks if c.kind in _NAMED]
    irregular = _irregular(later)
    home = _home(by_sentence)
    weapons = owners_of_weapons(later)
    seen = 0
    places: list[Chunk] = []
    towns: list[Chunk] = []
    for chunks in by_sentence:
        here: list[Chunk] = []
        before = len(places)
        for chunk in chunks:
            if chunk.kind in _NAMED:
                seen += 1
            if irregular is not None and chunk.ref is None and _insurgent(chunk):
                chunk = _stand(chunk, irregular)
            if weapons and (owner := whose_weapons(chunk, weapons)) is not None:
                chunk = _stand(chunk, owner)
            elif chunk.sort == "militia" and (fuller := fuller_militia(chunk, named)) is not None:
                chunk = _stand(chunk, fuller)
            if chunk.kind == "anaphor" and (chunk.sort in ("name", SEAT) or chunk.sort in WEAPONS):
                near = [*reversed(named[-_NEAR:]), *later[seen : seen + _NEAR]]
                if chunk.first not in these and fold(chunk.name).removeprefix("ال") in _OF_STATES:
                    near = [other for other in near if not _irregulars(other, lexicon)]
                alone = chunk.last >= len(tokens) or not tokens[chunk.last].fold.startswith("ال")
                chunk = _full_name(chunk, near, named[-_NEAR:], lexicon, home, alone)
                if _relating(chunk):
                    chunk = _by_a_name(chunk, [*reversed(named), *later[seen:]])
            elif chunk.kind == "anaphor" and chunk.sort == "last":
                chunk = _last(chunk, named, tokens)
            elif chunk.kind == "place" and chunk.sort == "ref":
                place = antecedent(chunk, places, kinds, home, before)
                if place is None:
                    continue
                if _both(chunk) and len(towns) >= 2:  # كلتا المدينتين: the last two that were named
                    first, second = towns[-2:]
                    here.append(
                        replace(chunk, name=first.name, ref=first.ref, sort=first.sort, country=first.country)
                    )
                    here.append(replace(second, first=chunk.first, last=chunk.last, prep="", joined=True))
                    continue
                chunk = Chunk(
                    chunk.first,
                    chunk.last,
                    "place",
                    place.name,
                    chunk.prep,
                    chunk.joined,
                    place.ref,
                    place.sort,
                    place.country,
                    None,
                    chunk.near,
                )
            elif chunk.kind == "place" and is_area(chunk):
                places.append(chunk)
            elif chunk.kind == "place" and chunk.sort in _TOWNS:
                places.append(chunk)
                towns = [t for t in towns[-3:] if t.ref != chunk.ref or t.name != chunk.name] + [chunk]
            elif chunk.kind == "group" and chunk.homes and chunk.homes[0].sort != "ref":
                places.append(
                    replace(chunk, kind="place", name=chunk.homes[0].name, sort="town", prep="", homes=())
                )
            if chunk.kind in _NAMED:
                named.append(chunk)
            here.append(chunk)
        out.append(here)
    return out


def _both(chunk: Chunk) -> bool:
    """A dual: المدينتين, البلدتان."""
    return chunk.name.endswith(("تين", "تان"))


def names_of(
    found: Sequence[Sequence[Chunk]], resolved: Sequence[Sequence[Chunk]], lexicon: Lexicon
) -> dict[str, tuple[str, ...]]:
    """The names this report uses for each actor, short references to it included.

    A state, its government and its army stand for one another in the press ("Moscow", "the Russian aircraft"): they share
    their names, the own ones first.
    """
    out: dict[str, dict[str, None]] = {}
    sides: dict[str, dict[str, None]] = {}
    written = {(c.first, c.last): c.name for chunks in found for c in chunks}
    plurals = lexicon.attributes["group_names"]
    for chunks in resolved:
        for chunk in chunks:
            if chunk.kind == "group" and not chunk.ref and (key := described_as(chunk, plurals)):
                out.setdefault(key, {})[chunk.name] = None
            if not chunk.ref or chunk.kind not in _NAMED:
                continue
            names = out.setdefault(chunk.ref, {})
            names[chunk.name] = None
            names[written.get((chunk.first, chunk.last), chunk.name)] = None
            side = _side(chunk.ref, lexicon)
            if side:
                sides.setdefault(side, {}).update(names)
                state = lexicon.armies.get((side, "state"))
                if state:
                    out.setdefault(state, {})
    return {
        ref: tuple(dict.fromkeys((*names, *sides.get(_side(ref, lexicon), ()))))[:8]
        for ref, names in out.items()
    }


def described_as(chunk: Chunk, plurals: Mapping[str, str]) -> str:
    """One key for all words of a report for the same people: مدني, مدنيا, مدنيين; "" where they are told by more."""
    head, _, rest = chunk.name.partition(" ")
    plural = plurals.get(fold(head), "")
    return f"group {plural}" if plural and not rest else ""


def _side(ref: str, lexicon: Lexicon) -> str:
    """The country whose state, government or army an actor is; else nothing."""
    actor = lexicon.actors.get(ref)
    return actor.country if actor is not None and actor.kind in _ORGANS else ""


def _irregular(named: Sequence[Chunk]) -> Chunk | None:
    """The one insurgent side of a report, for which its loaded or general words stand."""
    counts: dict[str, int] = {}
    for chunk in named:
        if chunk.ref and chunk.sort in ("rebel", "jihadist", "militia"):
            counts[chunk.ref] = counts.get(chunk.ref, 0) + 1
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    one = [c for c in named if c.ref == ranked[0][0]]
    return next((c for c in one if _by_name(c)), one[0])


def _insurgent(chunk: Chunk) -> bool:
    """المتمردين, الميليشيات الانقلابية, المسلحين: definite, general, of no owner."""
    if chunk.kind not in ("group", "actor", "anaphor"):
        return False
    head = fold(chunk.name).split(" ")
    return head[0] in _INSURGENTS and (len(head) == 1 or head[1].startswith("ال"))


def _stand(chunk: Chunk, other: Chunk) -> Chunk:
    """``other`` in the place of ``chunk``; what the words add about the arm (air, artillery) stays."""
    sort = chunk.sort if chunk.sort in ("air", "drone", "artillery") else other.sort
    return replace(chunk, kind=other.kind, name=other.name, ref=other.ref, sort=sort, country=other.country,
                   loaded=other.loaded, armed=chunk.armed or other.armed)  # fmt: skip


def _home(by_sentence: Sequence[Sequence[Chunk]]) -> str:
    """The country a report is about: the one most of its places and parties belong to."""
    votes: dict[str, int] = {}
    for chunks in by_sentence:
        for chunk in chunks:
            if chunk.country and chunk.kind in ("place", "actor", "state"):
                votes[chunk.country] = votes.get(chunk.country, 0) + (2 if chunk.kind == "place" else 1)
    return max(votes.items(), key=lambda item: (item[1], item[0]))[0] if votes else ""


def _full_name(
    chunk: Chunk, known: Sequence[Chunk], named: Sequence[Chunk], lexicon: Lexicon, home: str, alone: bool
) -> Chunk:
    """The last actor whose name begins with the same word or that the registry lists under this short name.

    ``known``: those named before, the last first, and those named further on; ``named``: all that were named before; ``alone``: no
    adjective with the article stands behind it.
    """
    parts = fold(chunk.name).split()
    head = parts[0].removeprefix("ال") if chunk.name else ""
    candidates = {t.ref for t in lexicon.index.exact(parts) if t.layer == "actor"}
    several = _bare(parts) if len(parts) > 1 else None
    known = [other for other in known if not _of_an_office(other, lexicon)]
    for other in known:
        if other.ref is not None and other.ref in candidates:
            return _stand(chunk, other)
    called = [fold(other.name).split() for other in known]
    for other, words in zip(known, called, strict=True):
        if words == parts:
            continue
        if several is not None:
            if several <= _bare(words):  # القوات الحكومية السورية … **القوات الحكومية**
                return _stand(chunk, other)
            continue
        for word in words[:2]:
            if word.removeprefix("ال") == head:
                return _stand(chunk, other)
        if is_unit_of(parts, other):
            return _stand(chunk, other)
    organ_here = home and lexicon.armies.get((home, _ORGAN_WORDS.get(chunk.name, "")))
    # Only then by what the registry calls those named otherwise: an army named in full comes before "the occupation".
    for other, words in zip(known, called, strict=True) if several is None else ():
        actor = lexicon.actors.get(other.ref) if other.ref else None
        if actor is None or words == parts:
            continue
        if organ_here and actor.country != home and other not in named:
            continue  # انتشر **الجيش** في بلدة X اللبنانية بعد انسحاب القوات الإسرائيلية
        registered = fold(actor.name_ar).split()
        if registered and registered[0].removeprefix("ال") == head:
            return _stand(chunk, other)
    if (
        chunk.name in _COMMON_NOUNS
        and not chunk.armed
        and not any(c.ref in candidates and c.name != chunk.name for c in known)
    ):
        # القاعدة is "the base" unless the report names the organisation in full.
        return replace(chunk, kind="object", ref=None, sort="unresolved")
    if chunk.name in _ACTS and chunk.prep in ("ب", "ل"):
        return replace(chunk, kind="object", ref=None, sort="unresolved")  # مطالبا بفتح تحقيق
    bare = " " not in chunk.name and not chunk.name.startswith("ال")
    owner = lexicon.actors.get(chunk.ref or "")
    foreign = owner is not None and owner.kind in _ORGANS and bool(home) and owner.country != home
    among = chunk.prep == "بين" or chunk.joined  # اشتباكات بين **فتح** وجند الشام
    if (
        bare
        and chunk.sort != SEAT
        and not foreign
        and not among
        and chunk.country
        and not any(c.country == chunk.country for c in known)
    ):
        # Nothing else in the report speaks for this reading: فتح is "opening" more often than Fatah.
        return replace(chunk, kind="object", ref=None, sort="unresolved")
    if (
        owner is not None
        and owner.kind in _ARMED_BODIES
        and _foreign_to(owner.country, home, known)
        and home not in _ABROAD.get(owner.id, ())
    ):
        # الطيران الحربي, الجماعة, القوة المشتركة: whose they are in one country says nothing in a report on others
        only = _only_group(named) if chunk.name in _GROUPS and alone else None
        if only is not None:
            return _stand(chunk, only)
        sort = chunk.sort if chunk.sort in WEAPONS else owner.kind
        return replace(chunk, kind="actor", ref=None, sort=sort, country="")
    here = [c for c in candidates if home in (_ABROAD.get(c) or (lexicon.actors[c].country,))]
    ref = here[0] if len(here) == 1 else chunk.ref if len(candidates) == 1 or not here else None
    if ref is None and home and (organ := _ORGAN_WORDS.get(chunk.name)):
        ref = lexicon.armies.get((home, organ))
    if ref:
        sort = chunk.sort if chunk.sort in WEAPONS else lexicon.actors[ref].kind
        return replace(chunk, kind="actor", sort=sort, ref=ref)
    return replace(chunk, kind="actor", ref=None, sort=chunk.sort if chunk.sort in WEAPONS else "described")


def _foreign_to(country: str, home: str, known: Sequence[Chunk]) -> bool:
    """Is a country neither the one a report is about nor that of anybody whom it names?"""
    return bool(home and country) and country != home and not any(c.country == country for c in known)


def _only_group(named: Sequence[Chunk]) -> Chunk | None:
    """شنت **حركة** الشباب … **الجماعة**: the one armed group that was named, for which any word for a group stands."""
    groups = {c.ref: c for c in named if c.kind == "actor" and c.ref and c.sort in _IRREGULAR}
    return next(iter(groups.values())) if len(groups) == 1 else None


def _relating(chunk: Chunk) -> bool:
    """Is it told of by an adjective: مصادر **حوثية**, قياديا **حوثيا**?"""
    name = chunk.name
    if chunk.ref is None or chunk.kind == "state" or " " in name or name.startswith("ال"):
        return False
    return fold(name).endswith(_RELATING)


def _by_a_name(chunk: Chunk, others: Sequence[Chunk]) -> Chunk:
    """مصادر **حوثية** … هجوم المليشيات: whom the report calls by an adjective too goes by the nearest name that is none."""
    whole = (c for c in others if c.ref == chunk.ref and _by_name(c))
    return replace(chunk, name=next(whole, chunk).name)


def _by_name(chunk: Chunk) -> bool:
    """Is it called by a name: by no adjective (حوثية), nor by a word for what they are (الجماعة)?"""
    return not _relating(chunk) and chunk.name not in _COMMON


def _of_an_office(other: Chunk, lexicon: Lexicon) -> bool:
    """طالب البرلمان **الحكومة** بطرد **السفير التركي**: an official stands for his government, and it for nobody by his office."""
    actor = lexicon.actors.get(other.ref) if other.ref and other.kind == "person" else None
    return actor is not None and actor.kind != "person"


def _irregulars(other: Chunk, lexicon: Lexicon) -> bool:
    """جيش الإسلام, جيش الفتح, تحالف الحوثي وصالح: irregulars who call themselves an army or are an alliance."""
    actor = lexicon.actors.get(other.ref) if other.ref else None
    if actor is None or other.name.startswith("ال"):
        return False
    return actor.kind in _IRREGULAR or fold(other.name).startswith(_MILITIAS)


def _bare(words: Sequence[str]) -> set[str]:
    return {word.removeprefix("ال") for word in words}


def _his(chunk: Chunk, tokens: Sequence[Token]) -> bool:
    """المرصد, الحزب: a masculine word, so that "the latter" in the feminine is another."""
    word = tokens[chunk.first]
    bare = word.fold.startswith("ال") and chunk.last - chunk.first == 1 and not word.ta
    return gender(chunk, tokens) == "m" or (
        bare and gender(chunk, tokens) != "f" and not word.fold.startswith("القو")
    )


def _last(chunk: Chunk, named: Sequence[Chunk], tokens: Sequence[Token]) -> Chunk:
    """أوضح المرصد أن الجبهة هاجمت فرقة X، وأن **الأخيرة** ردت: who was named last, of those for whom the word can stand by its gender."""
    near = named[-_LATELY:]  # not so الغارات **الأخيرة**, which stands for nobody
    adjective = chunk.first > 0 and bool(tokens) and tokens[chunk.first - 1].fold.startswith(_DEFINITE)
    if tokens and near and not adjective:
        hers = fold(chunk.name).endswith("ه")
        near = [c for c in near if (_his(c, tokens) if hers else gender(c, tokens) == "f") is False] or near
    return _stand(chunk, near[-1]) if near else chunk

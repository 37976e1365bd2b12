"""People only described: عناصر, مدنيين, شبان مدينة طفس, and whose or where from they are."""

from __future__ import annotations

from marsad.reading.actors import Actors
from marsad.reading.forces import owner, unannexed
from marsad.reading.person_names import PersonNames
from marsad.reading.records import Chunk
from marsad.reading.scan import clitic_preposition, conjunction, surface
from marsad.text.fold import fold

_NEVER_PEOPLE = {"العسكري", "المدني", "المسلح", "العسكريه", "المدنيه", "المسلحه"}
_ADJECTIVES = {"عسكري", "عسكريا", "عسكريه", "مدني", "مدنيا", "مدنيه", "مسلح", "مسلحا", "انتحاري", "انتحاريا", "انتحاريه", "ارهابي",
               "ارهابيا"}  # fmt: skip
# Nouns of doings that such an adjective describes (هجوم مسلح, an armed attack); after مقتل it is somebody.
_DOINGS = {"هجوم", "هجوما", "عمل", "عملا", "اعتداء", "تصعيد", "تصعيدا", "تدخل", "تدخلا", "صراع", "صراعا", "نزاع", "نزاعا", "اشتباك",
           "اشتباكا", "رد", "ردا", "تحرك", "تحركا", "تمرد", "تمردا", "انقلاب", "انقلابا", "حل", "حلا", "نشاط", "نشاطا", "دعم", "دعما",
           "تعاون", "تعاونا", "حشد", "حشدا", "وجود", "وجودا", "مخطط", "مخططا", "عصيان", "عصيانا", "كمين", "كمينا"}  # fmt: skip
# Kin, households, staff and crowds: nouns that need the people, the body or the firm they belong to.
_OF_PEOPLE = {"اهالي", "اهل", "عايلات", "عايله", "اسر", "ذوو", "ذوي", "اقارب", "اقرباء", "امهات", "زوجات", "ابناء", "انصار", "مناصرو",
              "مناصري", "مويدو", "مويدي"}  # fmt: skip
_OF_BODIES = {
    "اعوان",
    "عمال",
    "موظفو",
    "موظفي",
    "عاملو",
    "طلاب",
    "طلبه",
    "معلمو",
    "معلمي",
    "اساتذه",
    "متقاعدو",
    "متقاعدي",
    "سايقو",
}
_ACCUSING = {"متهما", "متهمين", "متهمه"}  # accusing; the accused
# Whom they are against is not whose they are.
_AGAINST = {"معارضو", "معارضي", "مناهضو", "مناهضي", "منتقدو", "منتقدي", "خصوم"}
# The killed, the martyrs, the victims, the missing, the prisoners, the hostages, the dead one.
_THE_LOST = {"الضحايا", "الشهداء", "القتلي", "الاسري", "الرهاين", "القتيل", "الشهيد", "الضحيه", "الجرحي", "الجنود", "المخطوف",
             "المغدور", "المفقود"}  # fmt: skip
_GUNMEN = {"مسلحون", "مسلحين", "مسلحان", "مسلح", "مهاجمون", "مهاجمين", "متشددون", "متشددين", "متطرفون", "متطرفين", "جهاديون", "جهاديين",
           "معارضون", "معارضين", "متمردون", "متمردين", "ناشطون", "مرتزقه", "مقاتلون", "مقاتلين", "ملثمون", "ملثمين"}  # fmt: skip
_HOMES = {"city", "town", "village", "neighbourhood", "camp", "admin1", "admin2", "region", "country", "ref", "direction", "other", "coast",
          "vicinity", "part"}  # fmt: skip
# Adjectives that follow a group.
_DESCRIBING = {
    "مجهولون", "مجهولين", "مجهولي", "مسلحين", "مسلحون", "مسلحه", "عزل", "محليين", "محليون", "اجانب", "اخرين", "اخرون", "اخر",
    "مدنيين", "مدنيون", "ابرياء", "الابرياء", "مواليين", "موالين", "متطرفين", "متشددين", "ارهابيين", "الهويه", "اثنين", "اثنان",
    "ملثمين", "ملثمون", "محلي", "بارز", "ميداني", "رفيع", "بارزين", "بارزان", "ميدانيين", "محليا", "بارزا", "ميدانيا",
    "غاضبون", "غاضبين", "محتجين", "نازحين", "نازحه",
}  # fmt: skip


def group(actors: Actors, names: PersonNames, at: int, last: int) -> Chunk | None:
    """عناصر, مدنيين, شبان مدينة طفس: people only described; من or a nationality after them may say whose."""
    head = actors.at.cue(at, "group_heads")
    if head is None or (head.cut.after and head.cut.before.endswith("ال")):
        return None
    tokens = actors.tokens
    if tokens[at].fold in _ACCUSING and head.last < last and actors.at.layer(head.last, "actor") is not None:
        return None  # **متهما** أنقرة بتأجيج الصراع: who accuses her, not the accused
    if tokens[at].fold in _NEVER_PEOPLE or (head.cut.after == "نا"):
        return None
    if (
        tokens[at].fold.removeprefix("ال") in _ADJECTIVES
        and at
        and (
            _doing(tokens[at - 1].fold, tokens[at].fold.startswith("ال"))
            or (
                tokens[at].fold in _ADJECTIVES
                and actors.at.cue(at - 1, "object_heads", "source_heads", "means", "place_types")
            )
        )
    ):
        return None
    sort = actors.lexicon.attributes["group_heads"].get(" ".join(head.term.words), "civilians")
    here = head.last
    while here < last and here - head.last < 2 and tokens[here].fold in _DESCRIBING:
        here += 1
    end = here
    stem = fold(surface(actors.text, tokens, at, head.last, head.cut))
    if here == head.last and (of := _of_others(actors, names, stem, here, last)) is not None:
        civil = sort if stem not in _AGAINST else "protesters"
        return Chunk(at, of, "group", surface(actors.text, tokens, at, of, head.cut), sort=civil)
    if here < last and sort == "fighters":
        link = tokens[here].fold
        inner = None
        if link in ("من", "في", "ضمن", "لدي") and here + 1 < last:
            inner = owner(actors, names, here + 1, last) or (
                # تمكن المقاتلون من **طرد** الحوثيين: what they were able to do, not whose they are.
                owner(actors, names, here + 2, last)
                if here + 2 < last
                and actors.at.layer(here + 1, "rule") is None
                and actors.at.cue(here + 1, "place_types") is None  # مقاتلين في **محيط** القاعدة الجوية
                else None
            )
        elif actors.at.layer(here, "actor") is not None and not unannexed(actors, at, here):
            inner = owner(actors, names, here, last)
        # جندي في سوريا: a state after a preposition is where they are or come from.
        if inner is not None and not (inner.kind == "state" and inner.first > here):
            return Chunk(at, inner.last, "actor", inner.name, ref=inner.ref, sort=inner.sort, country=inner.country,
                         loaded=inner.loaded, armed=True)  # fmt: skip
    demonym = actors.at.layer(here, "demonym") if here < last else None
    if demonym is not None and not demonym.cut.before.replace("ال", ""):
        country = demonym.term.ref.partition(":")[0]
        name = surface(actors.text, tokens, at, demonym.last, head.cut)
        # مسلحون سوريون: gunmen of that country, not its army; a plural of men in arms tells only where they are from.
        ref = actors.army(country, "force") if sort == "fighters" and stem not in _GUNMEN else None
        return Chunk(
            at,
            demonym.last,
            "actor" if sort == "fighters" else "group",
            name,
            ref=ref,
            sort=sort,
            country=country,
        )
    annexed = here < last and here == head.last and tokens[here].kind == "word"
    if annexed and tokens[here].fold != "وسط" and not _complete(tokens[at].fold):
        place = actors.toponyms.typed(here, last) or actors.toponyms.bare(here, last, None, "في")
        if (
            place is not None
            and place.first == here
            and place.sort in _HOMES
            and actors.at.cue(here, "directions") is None  # مزارعين **شرق** دير البلح: where they were
            and not clitic_preposition(actors.cut(here))
            and not conjunction(actors.cut(here))
        ):
            homes = _listed(actors, place, last)
            end = homes[-1].last
            name = surface(actors.text, tokens, at, end, head.cut)
            return Chunk(at, end, "group", name, sort=sort, ref=place.ref, homes=homes)
    return Chunk(at, end, "group", surface(actors.text, tokens, at, end, head.cut), sort=sort)


def _doing(word: str, definite: bool) -> bool:
    """هجوم مسلح, **الهجوم** الإرهابي: a noun of doing that an adjective, with the article or without, describes."""
    if definite:
        return any(word.endswith("ال" + doing) for doing in _DOINGS) or word.startswith("لل")
    return word.lstrip("وبل") in _DOINGS


def compatriots(actors: Actors, at: int) -> Chunk | None:
    """الأمريكيين, فلسطينيان: people told by their nationality alone."""
    hit = actors.at.layer(at, "demonym")
    if hit is None or not hit.term.ref.endswith(":plural"):
        return None
    name = surface(actors.text, actors.tokens, at, hit.last, hit.cut)
    return Chunk(at, hit.last, "group", name, sort="civilians", country=hit.term.ref.partition(":")[0])


def _complete(word: str) -> bool:
    """قطع **محتجون** طريق X, أغلق **المحتجون** جسر Y: a plural that keeps its ن, or has the article, is of no place."""
    return len(word) > 5 and (word.endswith("ون") or word.startswith(("ال", "وال")))


def _of_others(actors: Actors, names: PersonNames, stem: str, here: int, last: int) -> int | None:
    """Where it ends whose kin, staff or opponents people are: أهالي **العسكريين المخطوفين**, معارضو **حكومة X**."""
    tokens = actors.tokens
    if here >= last or tokens[here].kind != "word":
        return None
    word = tokens[here].fold
    if stem in _OF_PEOPLE and word.startswith("ال") and (word.endswith("ين") or word in _THE_LOST):
        end = here + 1
        while end < last and tokens[end].fold.startswith("ال") and tokens[end].fold.endswith("ين"):
            end += 1
        return end
    if stem in _AGAINST or stem in _OF_BODIES:
        of = owner(actors, names, here, last)
        if of is not None and not clitic_preposition(actors.cut(here)) and not conjunction(actors.cut(here)):
            return of.last
    return None


def _listed(actors: Actors, place: Chunk, last: int) -> tuple[Chunk, ...]:
    """أهالي **X وY وZ**: a place and those joined to it."""
    out = [place]
    end = place.last
    while end < last and actors.tokens[end].kind == "word" and actors.tokens[end].fold[:1] == "و":
        known = actors.toponyms.bare(end, last, out[-1], "")
        if known is None:
            break
        out.append(known)
        end = known.last
    return tuple(out)

"""People only described: عناصر, مدنيين, شبان مدينة طفس, and whose or where from they are."""

from __future__ import annotations

from marsad.reading.actors import Actors
from marsad.reading.forces import owner, unannexed
from marsad.reading.person_names import PersonNames
from marsad.reading.records import Chunk
from marsad.reading.scan import clitic_preposition, conjunction, surface

_NEVER_PEOPLE = {"العسكري", "المدني", "المسلح", "العسكريه", "المدنيه", "المسلحه"}
_ADJECTIVES = {"عسكري", "عسكريا", "عسكريه", "مدني", "مدنيا", "مدنيه", "مسلح", "مسلحا", "انتحاري", "انتحاريا", "انتحاريه", "ارهابي",
               "ارهابيا"}  # fmt: skip
# Nouns of doings that such an adjective describes (هجوم مسلح, an armed attack); after مقتل it is somebody.
_DOINGS = {"هجوم", "هجوما", "عمل", "عملا", "اعتداء", "تصعيد", "تصعيدا", "تدخل", "تدخلا", "صراع", "صراعا", "نزاع", "نزاعا", "اشتباك",
           "اشتباكا", "رد", "ردا", "تحرك", "تحركا", "تمرد", "تمردا", "انقلاب", "انقلابا", "حل", "حلا", "نشاط", "نشاطا", "دعم", "دعما",
           "تعاون", "تعاونا", "حشد", "حشدا", "وجود", "وجودا", "مخطط", "مخططا", "عصيان", "عصيانا", "كمين", "كمينا"}  # fmt: skip
# Adjectives that follow a group.
_DESCRIBING = {
    "مجهولون", "مجهولين", "مجهولي", "مسلحين", "مسلحون", "مسلحه", "عزل", "محليين", "محليون", "اجانب", "اخرين", "اخرون", "اخر",
    "مدنيين", "مدنيون", "ابرياء", "الابرياء", "مواليين", "موالين", "متطرفين", "متشددين", "ارهابيين", "الهويه", "اثنين", "اثنان",
    "ملثمين", "ملثمون", "غاضبون", "غاضبين", "محتجين", "نازحين", "نازحه",
}  # fmt: skip


def group(actors: Actors, names: PersonNames, at: int, last: int) -> Chunk | None:
    """عناصر, مدنيين, شبان مدينة طفس: people only described; من or a nationality after them may say whose."""
    head = actors.at.cue(at, "group_heads")
    if head is None or (head.cut.after and head.cut.before.endswith("ال")):
        return None
    tokens = actors.tokens
    if tokens[at].fold in _NEVER_PEOPLE or (head.cut.after == "نا"):
        return None
    if (
        tokens[at].fold in _ADJECTIVES
        and at
        and (
            tokens[at - 1].fold.lstrip("وبل") in _DOINGS
            or actors.at.cue(at - 1, "object_heads", "source_heads", "means", "place_types")
        )
    ):
        return None
    sort = actors.lexicon.attributes["group_heads"].get(" ".join(head.term.words), "civilians")
    here = head.last
    while here < last and here - head.last < 2 and tokens[here].fold in _DESCRIBING:
        here += 1
    end = here
    if here < last and sort == "fighters":
        link = tokens[here].fold
        inner = None
        if link in ("من", "في", "ضمن", "لدي") and here + 1 < last:
            inner = owner(actors, names, here + 1, last) or (
                # تمكن المقاتلون من **طرد** الحوثيين: what they were able to do, not whose they are.
                owner(actors, names, here + 2, last)
                if here + 2 < last and actors.at.layer(here + 1, "rule") is None
                else None
            )
        elif actors.at.layer(here, "actor") is not None and not unannexed(actors, at, here):
            inner = owner(actors, names, here, last)
        # جندي في سوريا: a state after a preposition is where they are or come from.
        if inner is not None and not (inner.kind == "state" and inner.first > here):
            return Chunk(at, inner.last, "actor", inner.name, ref=inner.ref, sort=inner.sort, country=inner.country,
                         loaded=inner.loaded)  # fmt: skip
    demonym = actors.at.layer(here, "demonym") if here < last else None
    if demonym is not None and not demonym.cut.before.replace("ال", ""):
        country = demonym.term.ref.partition(":")[0]
        name = surface(actors.text, tokens, at, demonym.last, head.cut)
        ref = actors.army(country, "force") if sort == "fighters" else None
        return Chunk(
            at,
            demonym.last,
            "actor" if sort == "fighters" else "group",
            name,
            ref=ref,
            sort=sort,
            country=country,
        )
    if here < last and here == head.last and tokens[here].kind == "word":
        place = actors.toponyms.typed(here, last) or actors.toponyms.bare(here, last, None, "في")
        if (
            place is not None
            and place.first == here
            and not clitic_preposition(actors.cut(here))
            and not conjunction(actors.cut(here))
        ):
            homes = _listed(actors, place, last)
            end = homes[-1].last
            name = surface(actors.text, tokens, at, end, head.cut)
            return Chunk(at, end, "group", name, sort=sort, ref=place.ref, homes=homes)
    return Chunk(at, end, "group", surface(actors.text, tokens, at, end, head.cut), sort=sort)


def compatriots(actors: Actors, at: int) -> Chunk | None:
    """الأمريكيين, فلسطينيان: people told by their nationality alone."""
    hit = actors.at.layer(at, "demonym")
    if hit is None or not hit.term.ref.endswith(":plural"):
        return None
    name = surface(actors.text, actors.tokens, at, hit.last, hit.cut)
    return Chunk(at, hit.last, "group", name, sort="civilians", country=hit.term.ref.partition(":")[0])


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

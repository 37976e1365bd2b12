"""People only described: عناصر, مدنيين, شبان مدينة طفس, and whose or where from they are."""

from __future__ import annotations

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import PREPOSITIONS, QUOTES, clitic_preposition, conjunction, surface
from marsad.reading.names.actors import Actors
from marsad.reading.names.adjectives import adjective, in_one_case
from marsad.reading.names.compatriots import TENS, of_a_thing
from marsad.reading.names.forces import owner, titled
from marsad.reading.names.name_ends import unannexed
from marsad.reading.names.person_names import PersonNames
from marsad.reading.names.so_called import so_called
from marsad.reading.records import VERBAL, Chunk
from marsad.text.fold import fold

_NEVER_PEOPLE = {"العسكري", "المدني", "المسلح", "العسكريه", "المدنيه", "المسلحه"}
_OF_AN_OUTLET = {"مصور", "مصوره"}  # a photographer; elsewhere "filmed"
_OF_TWO = {"العسكريين", "المدنيين"}  # military, civil: of two sites; elsewhere the soldiers, the civilians
_TWO_SITES = {
    "مطاري",
    "معسكري",
    "ميناءي",
    "مينايي",
    "حاجزي",
    "موقعي",
    "حقلي",
}  # two airports, camps, harbours, posts, fields
_OF_PEOPLE = word_class("people_of")
_OF_BODIES = word_class("staff_of")
_HOUSEHOLDS = word_class("households")
# Supporters, backers: of a side or a person, and people by themselves only where one of these follows.
_OF_SIDES = {"انصار", "مناصرو", "مناصري", "مويدو", "مويدي"}
_SUPPORTERS = "انصار"
_OWNERS = "اصحاب"  # owners of
_RELATIVES = word_class("relatives")
_BY_THEMSELVES = {"شقيق", "شقيقه", "طفله"}  # brother, his brother or sister, girl
_TOLD_BY_ANOTHER = _RELATIVES - _BY_THEMSELVES
_ACCUSING = {"متهما", "متهمين", "متهمه"}  # accusing; the accused
# Whom they are against is not whose they are.
_AGAINST = {"معارضو", "معارضي", "مناهضو", "مناهضي", "منتقدو", "منتقدي", "خصوم"}
_WHO_IS = word_class("who_is")
_OFFICER = "officer"  # stands by itself wherever it stands
_OF_RANK = {"برتبه", "رتبه"}  # of the rank of
_SIBLINGS = {"شقيقان", "شقيقين", "شقيقتان", "شقيقتين", "اشقاء"}  # two brothers, two sisters, siblings
_FARMS = "مزارع"  # farms; also a farmer
_FAMILIES = "اسر"  # families; also "he captured"
_ONE_OF_A_KIND = word_class("adjectives_of_somebody")
_ARMED = {"مسلح", "مسلحا", "مسلحين", "مسلحون", "مسلحه"}
_SOME = word_class("some_of_them")
_TO_CAPTURE = {"من", "في", "عن", "تم", "الي"}  # from, in, of, was done, to: before the capture of somebody
_THE_LOST = word_class("the_lost")
_POLICE = "شرطي"  # a policeman, policemen
_GUNMEN = word_class("gunmen")
_HOMES = {"city", "town", "village", "neighbourhood", "camp", "admin1", "admin2", "region", "country", "ref", "direction", "other", "coast",
          "vicinity", "part"}  # fmt: skip
_DESCRIBING = word_class("describing_a_group")
_IF_COUNTED = word_class("people_if_counted")
_COUNTING = word_class("counting") - {"من", "كل"}
_PASSENGERS = "ركاب"
_TAKING_SIDES = {
    "موالون",
    "موالين",
    "الموالون",
    "الموالين",
}  # loyal: an adjective but behind what is of a crowd
_GATHERINGS = word_class("gatherings")
_OF_A_TRIBE = {"عشيره", "قبيله"}
_POSTS = word_class("posts_of_men")
_OF_A_CROWD = word_class("one_of_a_crowd")
_ONE = {"فرد", "فردا", "شخصا", "عنصرا"}  # one person, before what he is
_HIS = ("ته", "تها", "تهم")  # his, her, their, behind a noun in ة
_CLAD = {"يرتدون", "مقنعين", "مقنعون", "مجهولو", "مجهولي"}  # wearing, masked, of unknown …


def group(actors: Actors, names: PersonNames, at: int, last: int) -> Chunk | None:
    """عناصر, مدنيين, شبان مدينة طفس: people only described; من or a nationality after them may say whose."""
    head = actors.at.cue(at, "group_heads")
    if head is None or (head.cut.after and head.cut.before.endswith("ال")):
        return None
    tokens = actors.tokens
    if actors.at.layer(at, "demonym") is not None and of_a_thing(actors, at):
        return None
    if tokens[at].fold in _ACCUSING and head.last < last and actors.at.layer(head.last, "actor") is not None:
        return None  # **متهما** أنقرة بتأجيج الصراع: who accuses her, not the accused
    if (
        head.cut.after
        and head.cut.before == "و"
        and at + 1 < last
        and tokens[at + 1].fold[:1] == "ب"
        and any(hit.term.form in VERBAL and hit.cut.after for hit in actors.at.any(at))
    ):
        return None  # أدان X حركة Y **وطالبها** بالانسحاب: the verb, and no student of hers
    if tokens[at].fold in _NEVER_PEOPLE or (head.cut.after == "نا"):
        return None
    if tokens[at].fold in _OF_TWO and any(t.fold in _TWO_SITES for t in tokens[max(0, at - 6) : at]):
        return None  # مطاري حماة والشعيرات **العسكريين**: of the two, and no people
    if adjective(actors, at, head):
        return None
    if tokens[at].fold == _PASSENGERS and at and actors.at.cue(at - 1, "object_heads") is not None:
        return None  # تعرضت حافلة **ركاب** لإطلاق نار: what sort of a bus
    if tokens[at].fold in _TAKING_SIDES and not (at and tokens[at - 1].fold in _GATHERINGS):
        return None  # المسلحون **الموالون** لها: no others
    if head.term.words[-1] == _FARMS and head.last < last and _of_a_place(actors, head.last, last):
        return None  # داهمت X **مزارع بلدة** Y, قصف X **مزارع** Y: the farms, and no farmer
    words = " ".join(head.term.words)
    sort = actors.lexicon.attributes["group_heads"].get(words, "civilians")
    here = head.last
    if head.last < last and head.term.words[-1] in _OF_A_TRIBE and _tribe_named(actors, head.last):
        return None  # شيخ قبيلة **"العكيدات"** فلان: somebody with a name
    if words in _IF_COUNTED and not (_counted(actors, at) or _described(actors, here, last)):
        return None
    if tokens[at].fold in _OF_AN_OUTLET or tokens[at].fold[1:] in _OF_AN_OUTLET:
        return _of_outlet(actors, names, at, head, last)
    kin = actors.at.cue(here, "kindred") if here < last and sort == "fighters" else None
    if kin is not None and actors.lexicon.attributes["kindred"].get(" ".join(kin.term.words)) == "two":
        return None  # مسلحو **قبيلتي X وY**: the two tribes
    stem = fold(surface(actors.text, tokens, at, head.last, head.cut))
    if stem == _FAMILIES and _captured(actors, at, here, last):
        return None
    if (of := _relative(actors, names, stem, at, here, last)) is not None:
        return Chunk(at, of, "person", surface(actors.text, tokens, at, of, head.cut), sort="person")
    if words in _TOLD_BY_ANOTHER:
        return None  # قتل **والد** الطفل, **والدته**: whose, no name tells
    if (rank := actors.lexicon.attributes["held_ranks"].get(words)) is not None:
        if (head.cut.before.endswith("ال") and rank != _OFFICER) or (at and tokens[at - 1].fold in _OF_RANK):
            return None  # ضابط برتبة **ملازم أول**: still the same man
        served = _service(actors, here, last)
        if not served and not _by_itself(actors, rank, here, last):
            return None
        here = head_end = here + served
    else:
        head_end = here
    while (
        here < last
        and here - head_end < 2
        and tokens[here].fold in _DESCRIBING
        and not (stem.startswith("ال") and tokens[here].fold in _SIBLINGS)  # اعتقل الجنود **شقيقين**
        # خطف مسلحون **مدنيين**: an object by its ending
        and not (tokens[here - 1].fold.endswith("ون") and tokens[here].fold.endswith("ين"))
        and not (tokens[here].fold in _ONE_OF_A_KIND and not in_one_case(tokens[here - 1], tokens[here]))
    ):
        if sort == "civilians" and tokens[here].fold in _ARMED:
            sort = "fighters"  # رجل **مسلح**
        here += 1
    end = here
    if here == head.last and (of := _of_others(actors, names, stem, here, last)) is not None:
        civil = sort if stem not in _AGAINST else "protesters"
        return Chunk(at, of, "group", surface(actors.text, tokens, at, of, head.cut), sort=civil)
    if stem.startswith((_SUPPORTERS, _OWNERS)):
        return None  # **أنصار** alone begins many a name; **أنصاره** are his, whoever he is
    if here < last and sort == "fighters":
        if (
            tokens[here].fold == "("
            and here + 2 < last
            and ")" in (tokens[here + 2].fold, tokens[min(here + 3, last - 1)].fold)
        ):
            bracketed = owner(actors, names, here + 1, last)
            if bracketed is not None and bracketed.last < last and tokens[bracketed.last].fold == ")":
                return Chunk(at, bracketed.last + 1, "actor", bracketed.name, ref=bracketed.ref, sort=bracketed.sort,
                             country=bracketed.country, loaded=bracketed.loaded, armed=True)  # fmt: skip
        if (called := so_called(actors, names, here, last)) is not None:
            return Chunk(at, called.last, "actor", called.name, ref=called.ref, sort=called.sort, country=called.country,
                         loaded=called.loaded, armed=True)  # fmt: skip
        link = tokens[here].fold
        if (backed := belonging(actors, names, at, here, last, head)) is not None:
            return backed
        of_post = link in _POSTS and here == head.last and here + 2 < last
        if of_post and (backed := belonging(actors, names, at, here + 1, last, head)) is not None:
            return backed  # عناصر **حاجز تابع لقسد**
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
        elif (
            (named := actors.at.layer(here, "actor")) is not None
            and not unannexed(actors, at, here)
            # هاجم **مسلحون قوات** X: a plural that keeps its ن is annexed to nobody
            and not (
                tokens[here - 1].fold.endswith("ون")
                and not tokens[here].fold.endswith("ون")
                and actors.lexicon.actors[named.term.ref].kind != "people"  # مسلحون **أكراد**
            )
            and not conjunction(named.cut)  # بين رجال القبائل **والحوثيين**: the other side
            # استسلم المقاتلون **لقوات** X: to whom, and not whose they are
            and not (stem.startswith("ال") and clitic_preposition(named.cut))
            # هدد المسلحون **إسرائيل**: what has the article is annexed to nothing
            and not (stem.startswith("ال") and actors.lexicon.actors[named.term.ref].kind == "state")
        ):
            inner = owner(actors, names, here, last)
        # جندي في سوريا: a state after a preposition is where they are or come from.
        if inner is not None and not (inner.kind == "state" and inner.first > here):
            return Chunk(at, inner.last, "actor", inner.name, ref=inner.ref, sort=inner.sort, country=inner.country,
                         loaded=inner.loaded, armed=True)  # fmt: skip
    demonym = actors.at.layer(here, "demonym") if here < last else None
    if demonym is not None and _in_another_case(actors, here):
        demonym = None
    if demonym is not None and not demonym.cut.before.replace("ال", ""):
        country = demonym.term.ref.partition(":")[0]
        name = surface(actors.text, tokens, at, demonym.last, head.cut)
        # مسلحون سوريون: gunmen of that country, not its army; a plural of men in arms tells only where they are from.
        ref = (
            actors.army(country, "police" if stem.startswith(_POLICE) else "force")
            if sort == "fighters" and stem not in _GUNMEN
            else None
        )
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
    annexed = (
        annexed and len(head.term.words) == 1
    )  # اتهمت دول غربية **طهران**: told in full, and of no place
    # قصفت قوات X **ومرتزقتها قرى** Y: a pronoun tells already whose they are.
    annexed = annexed and not head.cut.after and not tokens[at].fold.endswith(_HIS)
    if annexed and tokens[here].fold != "وسط" and not _complete(tokens[at].fold):
        place = actors.toponyms.typed(here, last) or actors.toponyms.bare(here, last, None, "في")
        if (
            place is not None
            and place.first == here
            and place.sort in _HOMES
            and actors.at.cue(here, "directions") is None  # مزارعين **شرق** دير البلح: where they were
            and not clitic_preposition(actors.cut(here))
            and not conjunction(actors.cut(here))
            and tokens[here].fold != "ب" + fold(place.name)  # شاب **بحوارة**: where he was
        ):
            homes = _listed(actors, place, last)
            end = homes[-1].last
            name = surface(actors.text, tokens, at, end, head.cut)
            return Chunk(at, end, "group", name, sort=sort, ref=place.ref, homes=homes)
    return Chunk(at, end, "group", surface(actors.text, tokens, at, end, head.cut), sort=sort)


def _of_a_place(actors: Actors, here: int, last: int) -> bool:
    """Does a place follow right behind, by a word for one or by its name?"""
    if actors.at.cue(here, "place_types") is not None:
        return True
    named = actors.toponyms.bare(here, last, None, "في")
    return named is not None and named.sort in _HOMES and not clitic_preposition(actors.cut(here))


def _tribe_named(actors: Actors, here: int) -> bool:
    token = actors.tokens[here]
    return token.fold in QUOTES or token.fold.startswith("ال")


def _counted(actors: Actors, at: int) -> bool:
    """ثلاثة **رجال**, مقتل 19 **"تكفيريا"**: does a number stand before, or one person of whom it is the adjective?

    أحد **رجال الإطفاء**: not where a noun follows that they are of.
    """
    if (
        at + 1 < len(actors.tokens)
        and actors.tokens[at + 1].fold.startswith("ال")
        and actors.tokens[at + 1].fold not in PREPOSITIONS
    ):
        return False
    here = at - 1
    while here >= 0 and actors.tokens[here].fold in QUOTES:
        here -= 1
    if here < 0:
        return False
    token = actors.tokens[here]
    return token.kind == "number" or token.fold in _COUNTING or token.fold in TENS or token.fold in _ONE


def _described(actors: Actors, here: int, last: int) -> bool:
    """**رجال** ملثمون, **رجال** يرتدون زيا عسكريا: are they told by what they wear or are like?"""
    return here < last and (actors.tokens[here].fold in _DESCRIBING or actors.tokens[here].fold in _CLAD)


def _of_outlet(actors: Actors, names: PersonNames, at: int, head: Hit, last: int) -> Chunk | None:
    """مصور **وكالة الأنباء الفرنسية** كريستينا عاصي, مراسل **قناة X**: whoever works for an outlet, by name where one follows."""
    here = head.last
    outlet = actors.at.layer(here, "source") if here < last else None
    if outlet is None or outlet.cut.before.replace("ال", "") or head.cut.after:
        return None  # شريط **مصور**: filmed
    end = outlet.last
    length = names.length(end, last) if end < last else 0
    if length >= 2 and actors.lexicon.given_name(actors.tokens[end].fold):
        name = surface(actors.text, actors.tokens, end, end + length, None)
        return names.remember(Chunk(at, end + length, "person", name, sort="person"))
    return Chunk(at, end, "group", surface(actors.text, actors.tokens, at, end, head.cut), sort="civilians")


def _captured(actors: Actors, at: int, here: int, last: int) -> bool:
    """**وأسر** 15 عنصرا, **أسر** جنديين: he took prisoners; families have somebody definite behind them."""
    if here >= last:
        return False
    people = actors.at.cue(here, "group_heads")
    kinds = actors.lexicon.attributes["group_heads"]
    joined = actors.tokens[at].fold.startswith(("و", "ف"))  # not so نظمتها **أسر** ضباط مخطوفين
    opens = joined or at == 0 or actors.tokens[at - 1].kind != "word"
    if opens and (actors.best(here, last) or actors.at.cue(here, "force_heads")) is not None:
        return True  # **أسر** الجيش 40 عنصرا
    before = actors.tokens[at - 1].fold if at else ""
    if (joined or before in _TO_CAPTURE) and actors.tokens[here].fold in _SOME:
        return True  # وإصابة **وأسر آخرين**, تمكنوا من **أسر عدد** من X
    if (
        people is not None
        and not people.cut.before
        and len(actors.tokens[here].fold) > 4
        and actors.tokens[here].fold.endswith("ون")
    ):
        return True  # **أسر مسلحون** ضابطا: families would have them in the genitive
    return actors.tokens[here].kind == "number" or (
        people is not None
        and joined
        and not people.cut.before
        and kinds.get(" ".join(people.term.words)) == "fighters"
    )


def _relative(actors: Actors, names: PersonNames, stem: str, at: int, here: int, last: int) -> int | None:
    """شقيق **القيادي محمد دحلان**, زوجة **المواطن علي صالح**: where the name ends by which a relative is told."""
    if stem not in _RELATIVES or here >= last or (at and actors.tokens[at - 1].fold in _WHO_IS):
        return None  # وهو شقيق الأسير X: says who he is, and nobody new
    named = titled(actors, names, here, last)
    if named is not None:
        return named.last if named.first == here and named.last - here >= 2 else None
    if not actors.lexicon.given_name(actors.tokens[here].fold) or actors.tokens[here].fold.startswith("و"):
        return None
    length = names.length(here, last)
    return here + length if length >= 2 else None


def _service(actors: Actors, here: int, last: int) -> int:
    """نقيب **شرطة**, ملازم **أول**: how many words behind a rank tell more of it."""
    services = actors.lexicon.listed("rank_services")
    end = here
    while end < last and end - here < 2 and actors.tokens[end].fold in services:
        end += 1
    return end - here


def _by_itself(actors: Actors, rank: str, here: int, last: int) -> bool:
    """اغتيال **عقيد** في الجيش; but not نقيب الصحفيين, who heads a syndicate, nor مقدم البرنامج, who presents."""
    if here >= last:
        return rank != "serving"
    if rank == _OFFICER:
        return True
    token = actors.tokens[here]
    if rank == "alone":
        return token.kind != "word" or not token.fold.startswith("ال") or token.fold in PREPOSITIONS
    return (
        token.fold in ("في", "ب", "من")
        and here + 1 < last
        and actors.at.cue(here + 1, "force_heads", "group_heads") is not None
    )


def belonging(actors: Actors, names: PersonNames, at: int, here: int, last: int, head: Hit) -> Chunk | None:
    """مسلحين **تابعين لحركة X**, مقاتلين **موالين لإيران**: whose men they are by a participle; those of a state keep their own name."""
    word = actors.tokens[here].fold
    by = actors.lexicon.attributes["belonging"].get(word)
    if by is None or here + 1 >= last:
        return None
    first = here + 1
    if actors.tokens[first].fold in ("الي", "من", "مع", "ب"):
        first += 1
    elif not actors.tokens[first].fold.startswith("ل"):
        return None
    whose = owner(actors, names, first, last) if first < last else None
    if whose is None or whose.first != first:
        return None
    name = surface(actors.text, actors.tokens, at, whose.last, head.cut)
    if whose.kind == "state" or by == "apart":
        return Chunk(at, whose.last, "group", name, sort="fighters")
    return Chunk(at, whose.last, "actor", whose.name, ref=whose.ref, sort=whose.sort, country=whose.country, loaded=whose.loaded,
                 armed=True, full=name)  # fmt: skip


def _complete(word: str) -> bool:
    """قطع **محتجون** طريق X, أغلق **المحتجون** جسر Y: a plural that keeps its ن, or has the article, is of no place.

    Nor is one of a crowd: هاجم نحو مئة **مستوطن** بلدة X.
    """
    if word in _OF_A_CROWD:
        return True
    return len(word) > 5 and (word.endswith("ون") or word.startswith(("ال", "وال")))


def _in_another_case(actors: Actors, here: int) -> bool:
    """قتل مستوطن **فلسطينيا**: an object by its ending, and no adjective of a noun that lacks it (مستوطنا فلسطينيا)."""
    noun, adjective = actors.tokens[here - 1], actors.tokens[here].fold
    if noun.fold.endswith("ون") and adjective.endswith(("ين", "يا")):
        return True  # قتل المستوطنون **فلسطينيين**
    return adjective.endswith("يا") and not noun.ta and not noun.fold.endswith(("ا", "اء", "ي"))


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
    if stem in _HOUSEHOLDS:
        of = owner(actors, names, here, last)
        if of is not None and of.kind == "actor" and not clitic_preposition(of_cut := actors.cut(here)):
            return None if conjunction(of_cut) else of.last
    of_somebody = stem in _AGAINST or stem in _OF_BODIES or stem in _OF_SIDES
    if not of_somebody and stem != _OWNERS:
        return None  # whose others are, no name behind them tells
    cut = actors.cut(here)
    if clitic_preposition(cut) or conjunction(cut):
        return None
    if of_somebody:
        of = owner(actors, names, here, last)
        if of is not None:
            return of.last
    return _of_works(actors, here, last) if stem in _OF_BODIES or stem == _OWNERS else None


def _of_works(actors: Actors, here: int, last: int) -> int | None:
    """عمال **مناجم الفوسفات**, أصحاب **المحال التجارية**: nouns annexed to one another, the last with the article."""
    tokens = actors.tokens
    for at in range(here, min(last, here + 3)):
        word = tokens[at].fold
        if (
            tokens[at].kind != "word"
            or word in PREPOSITIONS
            or word.endswith(("ين", "ون"))
            or any(hit.term.layer in ("rule", "demonym") for hit in actors.at.any(at))
        ):
            return None
        if word.startswith("ال"):
            end = at + 1
            adjective = end < last and tokens[end].fold.startswith("ال") and tokens[end].fold.endswith("يه")
            return end + 1 if adjective else end
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

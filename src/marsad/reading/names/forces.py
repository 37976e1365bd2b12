"""Actors told by a head and what completes it: قوات روسية, عناصر من حركة X, القيادي في تنظيم Y.

Forces and officers are found together because they nest: an officer of a force, a guard of a person.
"""

from __future__ import annotations

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import (
    COMMAS,
    PREPOSITIONS,
    QUOTES,
    clitic_preposition,
    conjunction,
    quoted,
    surface,
)
from marsad.reading.names.actors import Actors
from marsad.reading.names.behind_offices import by_name, name_behind_office
from marsad.reading.names.lies_near import town_behind
from marsad.reading.names.name_ends import (
    OBJECTS,
    agrees,
    apart,
    definite,
    named_behind,
    past_quote,
    title_behind,
    unannexed,
)
from marsad.reading.names.no_names import no_title
from marsad.reading.names.organisations import organisation
from marsad.reading.names.person_names import CALLED, PersonNames
from marsad.reading.names.titles import another_office, half_a_name, of_a_town, of_theirs
from marsad.reading.names.units import unit
from marsad.reading.names.unlike_forces import adjective_too, marching, of_somebody_else, of_the_sea
from marsad.reading.records import WEAPONS, Chunk

_IRREGULAR = ("ليشيا", "ليشيات", "رتزقه", "فصايل", "فصيل")
_OFFICE_OF = {"في", "باسم", "من", "ب", "لدي", "بتنظيم", "عن"}
_BACKED = {"المدعومه", "مدعومه", "المدعومين", "مدعومين", "المدعومون", "المموله"}  # backed, paid (by)
_BY = {"ب", "باسم"}  # by (the name of)
_CALLED = CALLED | {"يدعي", "تدعي", "يلقب", "ويلقب", "يكني", "ويكني"}  # who is called
_LEANING = word_class("loyal_to")
_FOLLOWING = _LEANING | _BACKED
# Belonging to, backed, counted among, joined to, close to: nothing without whose they are.
_OPEN = _LEANING | {"التابعه", "التابع", "التابعين", "التابعون", "المدعومه", "المدعومين", "المموله", "المنتميه", "المحسوبه", "المنضويه",
                    "المقربه"}  # fmt: skip
_BELONGING = {"تابعه", "تابع", "التابعه", "التابع"}
_VEHICLES = word_class("vehicles")
_STRENGTH = ("قوه",)  # a force, or strength
_NAVAL = {"بحريه"}  # navy; naval
_NOT_QUALIFYING = {"اليوم", "الاحد", "الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعه", "السبت", "الماضي", "الان", "التي", "الذي",
                   "الذين", "الماضيه", "الجاري", "الاسبوع", "الشهر", "العام", "المتمركزه", "المتواجده", "الموجوده", "المنتشره",
                   "المرابطه", "المتقدمه", "المهاجمه", "المستمر", "المستمره", "المتواصل", "المتواصله", "المكثف", "المكثفه", "العنيف",
                   "العنيفه", "المضلله", "الرصاص", "الغاز", "الطرق", "المياه", "الباب", "الابواب",
                   "القنابل", "الحل", "الخيار", "القرار"} | OBJECTS  # fmt: skip
_GROUP = "مجموعه"  # a group (of)


def force(actors: Actors, names: PersonNames, at: int, last: int) -> Chunk | None:
    """قوات روسية, الطيران الحربي التركي, عناصر من تنظيم X: an armed word completed by nationality or by an actor."""
    head = actors.at.cue(at, "force_heads")
    if head is None:
        return None
    if head.term.words == _STRENGTH:
        if definite(head) or clitic_preposition(head.cut) == "ب":
            return None  # استخدام **القوة** المميتة, قصف **بقوة**
        found = _completed(actors, names, head, at, last)
        # قوة المهام المشتركة, قوة تابعة لمدينة X: organisations, or nobody's; قوة **أمنية** is told by what it is
        told = found is not None and (
            found.ref
            or found.country
            or (
                found.last == at + 2
                and not actors.tokens[at + 1].fold.startswith(("ال", "تابع", "من"))
                and not (found.last < last and actors.tokens[found.last].fold.startswith("تابع"))
            )
        )
        return found if told else None
    return _completed(actors, names, head, at, last)


def _completed(actors: Actors, names: PersonNames, head: Hit, at: int, last: int) -> Chunk | None:
    """The force that a head begins, with what completes it."""
    sort = actors.forces.get(" ".join(head.term.words), "force")
    if (sort == "drone" and marching(actors, at, head.last, last)) or (
        sort == "navy" and of_the_sea(actors, head, at, last)
    ):
        return None
    if sort == "person" and (person := titled(actors, names, at, last)) is not None:
        return person
    if sort == "person" and not definite(head) and organisation(actors, head.last, last) is not None:
        return None  # **رئيس** الهيئة العامة للاستثمار: its head, not the body
    here = head.last
    tokens = actors.tokens
    for _ in range(7):
        if here >= last:
            break
        token = tokens[here]
        if token.fold in QUOTES:
            end = quoted(tokens, here, last)
            if (
                end is not None
                and actors.at.layer(here + 1, "actor") is None
                and here == head.last
                and not head.cut.before.endswith("ال")
                and not tokens[at].fold.startswith("ال")
            ):
                name = surface(actors.text, tokens, at, end, head.cut)
                return Chunk(at, end, "actor", name, sort=sort)
            here += 1
            continue
        if _begins_another(actors, head, here, last):
            break
        if token.fold == "ل" and tokens[here - 1].fold in _BELONGING:
            here += 1  # طائرات تابعة **لـ** "قسد": set apart from the name by a mark
            continue
        if (
            here > head.last
            and tokens[here - 1].fold == "من"
            and tokens[here - 2].fold not in _OPEN
            and _whole(tokens[at].fold)
        ):
            break  # انسحاب **الجيش من** اللواء 35: where from, and no part of it
        apart_ = here == head.last or (token.fold.startswith("ال") and tokens[here - 1].fold.startswith("ال"))
        if definite(head) and apart_ and actors.at.cue(here, "common_refs") is not None:
            break  # اتهم الجيش **الحركة**, دحرت القوات المشتركة **المليشيات**: to whom it did something
        actor = None if adjective_too(actors, here) else actors.best(here, last)
        if actor is not None and (
            conjunction(actor.cut)
            or (
                here == head.last
                and (
                    unannexed(actors, at, here)
                    # سماح الاحتلال **للمستوطنين**: another party
                    or (clitic_preposition(actor.cut) and definite(head))
                )
            )
        ):
            break
        if actor is not None and not _is_modifier(actors, here, actor):
            inner = actors.registered(actor)
            if (
                inner.kind == "state"
                and clitic_preposition(actor.cut) != "ل"
                and here
                == head.last  # قوات **تابعة** لتركيا: a state is the owner only through a word between
            ):
                break
            if tokens[here - 1].fold == "من" and head.cut.after and inner.kind == "state":
                break  # سحب **قواته من** سوريا: where they are
            if tokens[here - 1].fold == "من" and tokens[at].fold.startswith("ال") and inner.sort == "name":
                break  # انسحاب **الجيش من** الخرطوم: a town where it was, though a government is called by it
            closing = past_quote(actors, actor.last, last)
            if inner.kind == "group" and clitic_preposition(actor.cut) == "ل":
                break  # سماح الاحتلال **للمستوطنين**: whom it lets, not whose forces they are
            if inner.kind == "group":  # قوات الأكراد: the forces of a people, not the people
                name = surface(actors.text, tokens, at, closing, head.cut)
                return Chunk(at, closing, "actor", name, sort=sort, country=inner.country, armed=True)
            sort_ = sort if sort in WEAPONS else inner.sort
            if (inner.kind == "state" or inner.sort == "un") and any(
                t.fold in _FOLLOWING for t in tokens[at : actor.first]
            ):
                # مقاتلين **موالين لإيران**: no part of the state they are loyal to
                name = surface(actors.text, tokens, at, closing, head.cut)
                return Chunk(at, closing, "actor", name, sort=sort, armed=True)
            near = actor.first - at <= 1 or any(t.fold in _LEANING for t in tokens[at : actor.first])
            full = surface(actors.text, tokens, at, closing, head.cut) if near else ""
            return Chunk(
                at, closing, "actor" if inner.kind in ("state", "person") else inner.kind, inner.name, ref=inner.ref,
                sort=inner.sort if inner.kind == "anaphor" else sort_, country=inner.country, loaded=inner.loaded,
                armed=sort != "government", full=full,
            )  # fmt: skip
        demonym = actors.at.layer(here, "demonym")
        if demonym is not None and of_somebody_else(actors, at, here):
            break
        if demonym is not None and not clitic_preposition(demonym.cut) and not conjunction(demonym.cut):
            country = demonym.term.ref.partition(":")[0]
            closing = demonym.last
            name = surface(actors.text, tokens, at, closing, head.cut)
            return Chunk(
                at, closing, "actor", name, ref=None if tokens[at].fold.endswith(_IRREGULAR) else actors.army(country, sort),
                sort=sort, country=country,
            )  # fmt: skip
        modifier = actors.at.cue(here, "force_modifiers")
        if modifier is not None:
            here = modifier.last
            continue
        if (
            sort in WEAPONS
            and tokens[here].fold == _GROUP
            and here + 1 < last
            and tokens[here + 1].fold == "من"
        ):
            break  # استهداف طائرة مسيرة **مجموعة من** المواطنين: whom it struck
        nested = actors.at.cue(here, "force_heads")
        if nested is not None and sort in ("air", "drone") and tokens[here].fold in _VEHICLES:
            break  # دمرت طائرة مسيرة **جرافة**: nothing that flies is of a vehicle
        if nested is not None and clitic_preposition(nested.cut) == "ب":
            break  # قصفت القوات الحكومية **بالمدفعية**: what they did it with
        if nested is not None and not conjunction(nested.cut):
            nested_force = force(actors, names, here, last)
            if nested_force is not None:
                sort_ = sort if sort in ("air", "drone", "artillery") else nested_force.sort
                if nested_force.kind == "group" and tokens[here].fold in _NAVAL:
                    # جرافة **بحرية**, قوات بحرية: the adjective and no navy
                    name = surface(actors.text, tokens, at, nested_force.last, head.cut)
                    return Chunk(at, nested_force.last, "group", name, sort=sort_)
                return Chunk(at, nested_force.last, nested_force.kind, nested_force.name, ref=nested_force.ref,
                             sort=sort_, country=nested_force.country, loaded=nested_force.loaded)  # fmt: skip
        if tokens[here - 1].fold == "من" and tokens[at].fold.startswith("ال"):
            break  # العناصر **من** اللواء 35: of one that no list knows
        unknown = unit(actors, here, last) or organisation(actors, here, last)
        if unknown is not None:
            return Chunk(at, unknown.last, "actor", unknown.name, ref=unknown.ref, sort=sort)
        anaphor = actors.at.cue(here, "common_refs")
        if anaphor is not None and not conjunction(anaphor.cut) and anaphor.first > at:
            name = surface(actors.text, tokens, here, anaphor.last, anaphor.cut)
            # مروحيات **للجيش**: whose they are is told by a short name, and they stay aircraft
            return Chunk(
                at, anaphor.last, "anaphor", name, sort=sort if sort in WEAPONS else "name", armed=True
            )
        latter = actors.at.cue(here, "anaphors")
        if latter is not None and not latter.cut.before and _the_last(actors, latter):
            # مقاتلو **الأخيرة**: of whom was named last
            name = surface(actors.text, tokens, at, latter.last, head.cut)
            return Chunk(at, latter.last, "anaphor", name, sort="last", armed=True)
        break
    return _qualified(actors, at, head, sort, last)


def _whole(word: str) -> bool:
    """Is a force with the article one whole (الجيش, القوات), and not men who may be some of another's (العناصر, المقاتلين)?"""
    word = word.lstrip("وفبل") if not word.startswith("ال") else word
    return word.startswith("ال") and not word.endswith(("ين", "ون", "عناصر", "قيادات", "جنود", "قناصه"))


def _the_last(actors: Actors, hit: Hit) -> bool:
    """الأخير, الأخيرة, and not الطرفين."""
    return actors.lexicon.attributes["anaphors"].get(" ".join(hit.term.words)) == "last"


def _qualified(actors: Actors, at: int, head: Hit, sort: str, last: int) -> Chunk | None:
    """القوات الشرعية, قوات الأمن التونسية: a force told by the words with the article after it."""
    tokens = actors.tokens
    end = head.last
    country = ""
    while end < last and end - head.last < 3 and tokens[end].kind == "word":
        word = tokens[end].fold
        if end == head.last and unannexed(actors, at, end):
            break  # أطلق مستوطنون **النار**
        demonym = actors.at.layer(end, "demonym")
        if demonym is not None and of_somebody_else(actors, at, end):
            break
        if demonym is not None and not clitic_preposition(demonym.cut) and not conjunction(demonym.cut):
            country = demonym.term.ref.partition(":")[0]
            end += 1
            break
        if (
            not word.startswith("ال")
            or word in PREPOSITIONS
            or actors.function(end)
            or word in _NOT_QUALIFYING
            or actors.at.cue(end, "place_types", "common_refs") is not None  # تقتحم القوات **البلدة**
        ):
            break
        if definite(head) and (not agrees(tokens[end], tokens[head.last - 1]) or title_behind(actors, end)):
            break
        if end > head.last and not definite(head) and named_behind(actors, end, last):
            break
        if any(hit.term.layer == "rule" for hit in actors.at.any(end)) or _begins_another(
            actors, head, end, last
        ):
            break
        if definite(head) and town_behind(actors.toponyms, head if end == head.last else None, end, last):
            break  # قصف الاحتلال **الخيام**
        end += 1
    unlike = definite(head) and not tokens[min(end, last - 1)].fold.startswith(("ال", "بدون"))
    if end == head.last and not unlike and (modifier := actors.at.cue(end, "force_modifiers")) is not None:
        # not so اعترضت القوات **مسيرة**: what has the article has no adjective without it
        end = min(modifier.last, last)
    if (
        head.last < end < last
        and tokens[end - 1].fold in _LEANING
        and tokens[end].fold.startswith("ل")
        and len(tokens[end].fold) > 3
    ):
        end += 1  # القوات الموالية للحكومة: to whom they are loyal is part of what they are called
    elif end > head.last and tokens[end - 1].fold in _OPEN:
        end -= 1  # الآليات **التابعة** لها: without whose they are, no part of a name
    if end == head.last + 1 and actors.at.cue(at, "group_heads") and not definite(head):
        town = actors.toponyms.bare(head.last, last, None, "في")
        if town is not None and town.ref is not None:
            return None  # مسلحي الرستن: people of a town, no force that is so called
    name = surface(actors.text, tokens, at, end, head.cut)
    if end > head.last:
        ref = actors.army(country, sort) if country and not tokens[at].fold.endswith(_IRREGULAR) else None
        return Chunk(at, end, "actor", name, ref=ref, sort=sort, country=country)
    if sort in WEAPONS and not (at and actors.at.cue(at - 1, "means")):
        # قذائف المدفعية الثقيلة are what was fired, nobody who fires.
        return Chunk(at, end, "group", name, sort=sort)
    return None


def _begins_another(actors: Actors, head: Hit, at: int, last: int) -> bool:
    """Does somebody else's name begin here: قصف X بالمدفعية **فصائل Y**, the object after what it was struck with?

    A noun with the article is annexed to nothing: what follows it is its adjective or a name of its own.
    """
    if not definite(head) or not all(t.fold.startswith("ال") for t in actors.tokens[head.last : at]):
        return False
    word = actors.tokens[at].fold
    if apart(actors, head.first, at, last):
        return True
    led = actors.at.cue(at, "force_heads")
    hit = actors.best(at, last)
    found = hit if hit is not None and (led is None or hit.last >= led.last) else led
    if found is None or found.cut.before not in ("", "ال"):
        return False
    if not word.startswith("ال"):
        return True
    # With the article it may be one more adjective (الميليشيات الحوثية), unless it says whom a weapon struck.
    means = clitic_preposition(head.cut) == "ب" and actors.forces.get(" ".join(head.term.words)) in WEAPONS
    return means and (led is not None or found.last - found.first > 1)


def _is_modifier(actors: Actors, at: int, actor: Hit) -> bool:
    """Is the word of the registry here only an adjective of the force: الطيران **الحربي**?"""
    return len(actor.term.words) == 1 and actors.at.cue(at, "force_modifiers") is not None


_FORMER = word_class("former_or_present")
_SEVERAL = word_class("titles_of_several")
_SPOKESMAN = word_class("kinds_of_spokesman")


def titled(actors: Actors, names: PersonNames, at: int, last: int) -> Chunk | None:
    """القيادي فلان, الرئيس الأميركي دونالد ترمب: a title, what it is of, and a name."""
    title = actors.at.cue(at, "person_titles")
    if title is None or title.cut.after or half_a_name(actors, at) or no_title(actors, at):
        return None
    people = actors.at.cue(at, "group_heads")
    if people is not None and people.last > title.last:
        return None  # **زعيم قبلي** موال للحكومة: what he is, and no name
    tokens = actors.tokens
    here = title.last
    if tokens[at].fold in _SEVERAL and not (here < last and actors.lexicon.given_name(tokens[here].fold)):
        return None  # طلب من **الشبان** الانخراط: people, unless their names follow
    country = ""
    told = here  # past the adjective of the country
    steps = 0
    while here < last and steps < 6:
        word = tokens[here].fold
        demonym = actors.at.layer(here, "demonym")
        if (
            country
            and demonym is None
            and (another_office(actors, here, last) or actors.at.cue(here, "force_heads"))
        ):
            break  # التقى الوزير الإيراني **الرئيس السوري**, اتهم الوزير الأوكراني **القوات الروسية**
        if here > title.last and word.startswith("ال") and another_office(actors, here, last):
            break  # التقى رئيس البرلمان **السفير الإيراني**
        if country and demonym is not None and here > told:
            here = told
            break  # وصف الرئيس اللبناني **القصف الإسرائيلي**
        if demonym is not None and not demonym.cut.before.startswith(("ب", "ل", "و")):
            country = demonym.term.ref.partition(":")[0]
            here = told = demonym.last
        elif tokens[here - 1].fold in _CALLED and word in _BY:
            here += 1  # القيادي المكنى **بـ**"أبي حمزة"
        elif (
            (word in COMMAS and country and here + 1 < last and names.length(here + 1, last) >= 2)
            or (actors.at.cue(here, "person_titles") and not word.startswith("نظير"))  # whom he met
            or (word.startswith("ال") and actors.lexicon.common(word))
            # الناطق **الرسمي** باسم X, العقيد **المتقاعد** فرج X
            or word in _SPOKESMAN
            or word.removeprefix("ال") in actors.lexicon.listed("rank_services")
            or (here == title.last and (of_theirs(actors, here, last) or of_a_town(actors, at, here, last)))
        ):
            here += 1
        else:
            break
        steps += 1
    if here < last and (known := actors.best(here, last)) is not None and known.term.layer == "actor":
        inner = actors.registered(known)
        if inner.kind == "person":
            person = Chunk(
                at, known.last, "person", inner.name, ref=inner.ref, sort="person", country=inner.country
            )
            if country:
                names.offices.setdefault((title.term.words[0], country), person)
            return person
    length = names.length(here, last) or names.foreign(here, last)
    if not length and (behind := _past_office(actors, names, here, last)) is not None:
        if (man := by_name(actors, at, behind, last)) is not None:
            return man
        if after := name_behind_office(actors, names, behind, last):
            here, length = behind, after
    if length:
        name = surface(actors.text, tokens, here, here + length, None).strip("\"“”«»'() ")
        known_as = names.remember(Chunk(at, here + length, "person", name, sort="person", country=country))
        if country:
            names.offices.setdefault((title.term.words[0], country), known_as)
        return known_as
    if country:
        holder = names.offices.get((title.term.words[0], country))
        if holder is not None:
            return Chunk(at, here, "person", holder.name, ref=holder.ref, sort="person", country=country)
        if told < here and (tokens[told].fold in _FORMER or actors.at.cue(told, "group_heads")):
            told += 1  # الصحافي البريطاني **العامل** لدى X
        here = told  # نظيره الروسي **الأوضاع** في X: nothing more of the office
        name = surface(actors.text, tokens, at, here, title.cut)
        return Chunk(
            at, here, "person", name, ref=actors.army(country, "person"), sort="person", country=country
        )
    return None


def _past_office(actors: Actors, names: PersonNames, at: int, last: int) -> int | None:
    """القيادي **في جيش الإسلام** محمد علوش: where a name may begin behind an office and what it is in."""
    tokens = actors.tokens
    here = at
    if here < last and (
        tokens[here].fold in _OFFICE_OF or clitic_preposition(actors.cut(here)) in ("ب", "ل")
    ):
        if tokens[here].fold in _OFFICE_OF:
            here += 1
        while here < last and tokens[here].fold in QUOTES:
            here += 1
        of = owner(actors, names, here, last) if here < last else None
        if of is not None:
            here = of.last
        elif here < last and tokens[here].fold.startswith("ال"):  # باسم الوزارة الإسرائيلية
            while here < last and tokens[here].kind == "word" and tokens[here].fold.startswith("ال"):
                here += 1
        else:
            return None
    while here < last and here - at < 9 and (tokens[here].fold in COMMAS or tokens[here].fold in QUOTES):
        here += 1
    return here if at < here < last else None


def owner(actors: Actors, names: PersonNames, at: int, last: int) -> Chunk | None:
    """Whose people or officer somebody is: عناصر من **قوات X**, القيادي في **حركة Y**."""
    armed = force(actors, names, at, last)
    if armed is not None and armed.kind in ("actor", "anaphor"):
        return armed
    hit = actors.best(at, last)
    if hit is not None and not actors.is_city(hit):
        known = actors.registered(hit)
        if known.kind != "anaphor" or len(hit.term.words) > 1:
            return known
        fuller = organisation(
            actors, at, last
        )  # القيادي في **الجماعة الإسلامية**: not whom الجماعة alone stands for
        return fuller if fuller is not None and fuller.last > hit.last else known
    return organisation(actors, at, last)

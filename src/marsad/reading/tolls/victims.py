"""The people a toll counts: who stands behind a trigger ("مقتل خمسة جنود") or before it ("خمسة جنود
قتلوا")."""

from __future__ import annotations

from bisect import bisect_left

from marsad.reading.tolls.by_name import with_the_named
from marsad.reading.tolls.conjuncts import add_groups, aged, complete, own_of
from marsad.reading.tolls.counted import CLAUSE, MARKS, Victims, counted
from marsad.reading.tolls.deaths import death_after
from marsad.reading.tolls.people import better, countable, past_an_aside, victim_of
from marsad.reading.tolls.reader import VictimReader
from marsad.reading.tolls.rising import risen_after
from marsad.reading.tolls.table import Trigger
from marsad.text.numbers import Quantity

_WHO = {"الذين", "اللذين", "اللذان"}  # who (of several)
_INDEED = "وقد"  # before a verb that begins anew
_FELL = {"سقط", "سقطت"}  # fell, as shells do
_OUT_OF = "من"
_ONE = {"واحده", "واحد"}  # one
_OF_WHAT = {"نتيجه", "جراء", "متاثرا", "متاثره"}  # because of, as a result of, (died) of
_OF_WHOM = 4  # tokens from a family to "of": two adjectives
_AND_WHO = {"والذي", "والتي"}  # and who (of one)


def ahead(reader: VictimReader, at: int, trigger: Trigger) -> Victims | None:
    """Victims named after the trigger at ``at``."""
    reach = 14 if trigger.verb else 4
    pos = at + 1
    jumped = 0
    end = min(reader.last, at + 40)
    beside = trigger.verb and trigger.what == "killed" and reader.fold(pos) in reader.sets["beside_him"]
    pos += beside
    if trigger.need == "death":
        end = death_after(reader, at) or end
    while pos < end and jumped <= reach:
        quantity = reader.starts.get(pos)
        if (
            quantity is not None
            and jumped
            and trigger.what in ("killed", "injured")
            and quantity.written == "noun"
            and reader.fold(pos - 1) in reader.sets["killers"]
        ):
            return None  # "قتل برصاص مباشر من مسلحين": they killed
        if quantity is not None and jumped and trigger.verb and _of_them(reader, quantity):
            pos, jumped = quantity.last, jumped + 1
            continue
        if quantity is not None and jumped and _fought(reader, at, pos - 1):
            return None
        if quantity is not None and countable(reader, quantity, jumped, trigger):
            doers = pos == at + 1 and not quantity.conj
            victim = victim_of(reader, quantity, trigger, reader.fold(at)) if doers else None
            killed = victim or better(reader, quantity, trigger)
            armed = doers and quantity.counted in reader.sets["doers"]
            if killed is quantity and armed and reader.fold(at) in reader.sets["only_active"]:
                shot = past_an_aside(reader, quantity, end)
                return complete(reader, shot, trigger) if shot is not None else None
            found = complete(reader, killed, trigger)
            of_each_side(reader, found, quantity.last)
            if jumped and quantity.conj and found.max != 0:
                with_the_named(reader, at, found)
            alone = pos == at + 1 and quantity.conj and trigger.verb  # "قتل وعدد من مرافقيه"
            if alone or beside or (trigger.verb and reader.fold(found.first - 1) in reader.sets["along"]):
                # "قتل مع مسلحين اثنين", "قتل معه مرافقان": one whom the verb has for its subject, and two
                found.min, found.max = found.min + 1, None if found.max is None else found.max + 1
            return found
        if quantity is not None and trigger.need is None and aged(reader, quantity):
            return complete(reader, Victims(at + 1, quantity.last, 1, 1, True, True), trigger)
        form = reader.fold(pos)
        if quantity is None and jumped == 0:
            named = _named(reader, pos, trigger)
            if named is not None:
                found = complete(reader, named, trigger)
                if beside:
                    found.min, found.max = found.min + 1, None if found.max is None else found.max + 1
                return found
        other = reader.trigger(pos)
        if other is not None and other.what != "displaced" and form not in reader.sets["death"]:
            return None
        if form in ("،", ",", "؛", ":") and (jumped > 6 or trigger.need) and not trigger.verb:
            return None
        if form in ("؛", ":", "ان", "وان") or form in reader.sets["among"]:
            return None
        if quantity is not None and quantity.people is not False and not quantity.definite:
            return None
        if form not in MARKS and form not in ("،", ","):
            jumped += 1
        pos += 1 if quantity is None else max(1, quantity.last - pos)
    return None


def _of_them(reader: VictimReader, quantity: Quantity) -> bool:
    """قتل فلان في هجوم **لمسلحين**, قتل في خيمة **للنازحين** ستة: whose deed, house or car it is, and no dead."""
    form, lemma = reader.fold(quantity.first), quantity.counted or ""
    return quantity.written == "noun" and form[:1] == "ل" and lemma[:1] != "ل"


def _fought(reader: VictimReader, at: int, last: int) -> bool:
    """ "قتل أثناء اشتباكات **مع** متشددين": those behind it fought whoever died; "قتل **مع** مسلحين اثنين": they died as well."""
    with_whom = reader.starts.get(last + 1)
    noun = None if with_whom is None else with_whom.noun
    if noun is not None and reader.fold(noun) in reader.sets["his_own"]:
        return False  # "قتل في اشتباكات في نهم **مع أربعة من مرافقيه**"
    return reader.fold(last) in reader.sets["along"] and any(
        reader.fold(i) in reader.sets["stops"] for i in range(at + 1, last)
    )


def of_each_side(reader: VictimReader, found: Victims, at: int) -> None:
    """ "قتيل **من كل طرف**", "مقتل عنصر **لكل جانب**": twice as many."""
    behind = tuple(reader.fold(i) for i in range(at, at + 3))
    if behind[:2] == ("من", "كل"):
        behind = ("لكل", behind[2])
    if behind[0] == "لكل" and behind[1] in reader.sets["sides"]:
        found.min, found.max = 2 * found.min, None if found.max is None else 2 * found.max


def _named(reader: VictimReader, pos: int, trigger: Trigger) -> Victims | None:
    """A person by title or name, or people by a word that the number table does not know."""
    form = reader.fold(pos)
    if not form or reader.tokens[pos].kind != "word" or reader.trigger(pos) is not None:
        return None
    if form in reader.sets["count_nouns"] or form in reader.sets["when"]:
        return None
    if form in reader.sets["between"] or reader.fold(pos + 1) in reader.sets["between"]:
        return None  # "مقتل **بين** 10 و15 شخصا", "مقتل ما بين عشرة وعشرين"
    if form in reader.sets["each_of"] and reader.fold(pos + 1) == "من":
        listed = _listed(reader, pos + 2)
        whole = listed is None and form in ("كل", "كلا")  # "كل من في داخلها"
        return Victims(pos, pos + 2, 1, None, False) if whole else listed
    household = form in reader.sets["households"] and trigger.need is None
    if household and (members := _members(reader, pos)) is not None:
        family = counted(members)
        family.first = pos
        family.spans = [(pos, pos + 1)]
        return family
    figure = reader.starts.get(pos + 1)
    if figure is not None and figure.definite and figure.written == "words" and form.startswith("ال"):
        they = counted(figure)  # "مقتل الفلسطينيين **الأربعة**"
        they.first, they.spans = pos, [(pos, figure.last)]
        return they
    if form in reader.sets["gatherings"] and reader.fold(pos + 1) in reader.sets["things"]:
        return None  # "دمار أصاب معظم المنازل"
    if form in reader.sets["gatherings"] or household:
        return Victims(pos, pos + 1, 1, None, False)
    if form == "من" and reader.fold(pos + 1) in reader.sets["inside"]:
        return Victims(pos, pos + 2, 1, None, False)
    third = form.removeprefix("ال") if not trigger.verb and trigger.need is None else form
    if third in reader.sets["ordinals"]:
        return Victims(pos, pos + 1, 1, 1)  # "وجرح ثالث", "وإصابة الثالث"
    title = form in reader.sets["titles"]
    if title and trigger.need != "people":
        return Victims(pos, pos + 1, 1, 1, True, True)
    if form in reader.sets["stops"] or form in (
        "من",
        "و",
        "عن",
        "هو",
        "هي",
        "ايضا",
        "ذلك",
        "هذا",
        "ل",
        "الا",
        "او",
    ):
        return None
    if reader.fold(pos - 2) in reader.sets["papers"]:
        return None
    if trigger.named and not trigger.verb:
        if form.endswith(("ين", "ون", "ات")) and not form.startswith("ال") and len(form) > 4:
            return Victims(pos, pos + 1, 1, None, False)
        return Victims(pos, pos + 1, 1, 1, True, True)
    if (
        trigger.what == "injured"
        and trigger.need is None
        and any(reader.fold(i) in reader.sets["wound"] for i in range(pos, min(pos + 9, reader.last)))
    ):
        return Victims(pos, pos + 1, 1, 1, True, True)
    return None


def _members(reader: VictimReader, pos: int) -> Quantity | None:
    """ "عائلة **من خمسة** أفراد", "عائلة كاملة مؤلفة **من خمسة** أفراد": how many a family is, told behind it and its adjectives."""
    for of in range(pos + 1, min(pos + _OF_WHOM, reader.last)):
        form = reader.fold(of)
        if form == _OUT_OF:
            members = reader.starts.get(of + 1)
            told = members is not None and members.people and members.written in ("digits", "words")
            return members if told else None
        if not (form in reader.sets["whole"] or reader.tokens[of].ta):
            return None
    return None


def someone(reader: VictimReader, at: int, trigger: Trigger) -> Victims | None:
    """ "اغتالت القوات الزميلة ليلى", "استشهد سامر", "قُتل (سامر)": one person by title or name."""
    pos = at + 1
    with_kin = None if trigger.back else _with_kin(reader, pos)
    if with_kin is not None:
        return with_kin
    quoted = reader.fold(pos) in ("(", '"', "“", "«")
    if quoted:
        pos += 1
    form = reader.fold(pos)
    plain = (
        bool(form)
        and reader.tokens[pos].kind == "word"
        and pos not in reader.starts
        and reader.trigger(pos) is None
        and form not in reader.sets["stops"]
        and form not in reader.sets["when"]
        and form not in reader.sets["killers"]
        and form not in ("و", "عن", "هو", "هي", "ذلك", "هذا")
    )
    if plain and not trigger.back:
        if quoted and (reader.fold(at + 1) == "(" or not trigger.active):
            return Victims(at, pos + 1, 1, 1, True, True)
        if not trigger.active and trigger.what == "killed" and not form.startswith(("ال", "وال")):
            return Victims(at, pos + 1, 1, 1, True, True)
        if trigger.what == "killed" and reader.fold(pos + 1) in _OF_WHAT:
            return Victims(
                at, pos + 1, 1, 1, True, True
            )  # "قتل الخليل **جراء** القصف": whom he killed is not said
    if not trigger.active or trigger.back:
        return None
    for later in range(at + 2, min(at + 6, reader.last)):
        word = reader.fold(later)
        if (
            word in CLAUSE
            or word in reader.sets["stops"]
            or word in reader.sets["killers"]
            or reader.trigger(later)
        ):
            return None
        if word in reader.sets["titles"] and word.startswith("ال"):
            return Victims(later, later + 1, 1, 1, True, True)
    return None


def _with_kin(reader: VictimReader, pos: int) -> Victims | None:
    """ "قتل سامر الخليل **وزوجته**": a name and one of his own are two, whoever killed them."""
    for later in range(pos, min(pos + 6, reader.last)):
        found = reader.starts.get(later)
        if found is not None:
            if later == pos or not own_of(reader, found):
                return None
            both = Victims(pos, later, 1, 1, True, True)
            both.add(found)
            return both
        form = reader.fold(later)
        if form in CLAUSE or form in reader.sets["stops"] or reader.trigger(later) is not None:
            return None
        if form in reader.sets["killers"] or (form.startswith("ال") and later == pos):
            return None  # "قتل الجيش …": may be who killed
    return None


def _listed(reader: VictimReader, pos: int) -> Victims | None:
    """ "كل من فلان وفلان": as many people as names joined by "and"."""
    start, count = pos, 1
    while pos < reader.last and pos - start < 40:
        form = reader.fold(pos)
        if form in reader.sets["stops"] or reader.trigger(pos) is not None or form in CLAUSE - {"،", ","}:
            break
        if (
            pos > start
            and (form == "و" or (form.startswith("و") and len(form) > 2 and reader.fold(pos - 1) != "و"))
        ) or (form in ("،", ",") and not reader.fold(pos + 1).startswith("و")):
            count += 1
        pos += 1
    return Victims(start, max(pos, start + 1), count, count, True, True) if pos > start else None


def _risen_to(reader: VictimReader, people: Quantity) -> Quantity | None:
    """ "ارتفع **إلى 4 عدد** عناصر الشرطة الذين قضوا": the figure before the word for a number."""
    at = people.first - (reader.fold(people.first) != "عدد")
    figure = reader.before(at)
    if reader.fold(at) != "عدد" or figure is None or figure.last != at:
        return None
    return figure if reader.fold(figure.first - 1) == "الي" and figure.people is not False else None


def plural_of(trigger: Trigger) -> bool:
    """Does the word itself say that they are several: قتلوا, مقتلهم?"""
    return trigger.back or trigger.owner == "many"


def behind(reader: VictimReader, at: int, trigger: Trigger) -> Victims | None:
    """ "40 شخصا على الأقل، بينهم تسعة أطفال، قتلوا": the subject stands before its verb."""
    if plural_of(trigger) and reader.fold(at - 1) in _WHO and (risen := risen_after(reader, at)) is not None:
        return counted(risen)
    reach = 9
    best: Quantity | None = None
    index = bisect_left(reader.firsts, at)
    while index > 0:
        index -= 1
        quantity = reader.numbers[index]
        if quantity.last > at:
            continue
        if at - quantity.last > min(reach, 40) or any(reader.event(i) for i in range(quantity.last, at)):
            break
        if any(reader.fold(i) in reader.sets["new_clause"] for i in range(quantity.last, at)):
            break  # "سقطت ثلاث على المزارع، فيما سقطت الرابعة"
        among = any(
            reader.fold(i) in reader.sets["among"]
            for i in range(max(reader.first, quantity.first - 2), quantity.first)
        )
        if among:
            reach = at - quantity.first + 10
            continue
        if quantity.max is None and not plural_of(trigger) and reader.fold(at - 1) in _AND_WHO:
            continue  # "القيادي المدرب على أيدي خبراء، **والذي لقي** مصرعه": one, and no experts
        single = quantity.people is None and reader.fold(quantity.first) in reader.sets["one_of"]
        if single and at - quantity.last > 3:
            single = False  # "أحد أبطال الجيش استشهد"
        if quantity.people is False or (quantity.people is None and quantity.last != at and not single):
            continue
        if plural_of(trigger) and (
            _whose_they_are(reader, quantity, index) or _of_one_family(reader, quantity, index)
        ):
            reach = at - quantity.first + 10
            continue
        if reader.fold(at) in _FELL and reader.fold(at - 1) == _INDEED:
            break  # "المناطق المدنية والآهلة بالسكان، **وقد سقط** في الصحراء": a clause with a subject of its own
        held = quantity.victim == "captured" and reader.slays_them(at)
        if quantity.victim not in (None, trigger.what, "both") and not held:
            break
        plural = plural_of(trigger)
        if not plural and (quantity.min != 1 or quantity.max != 1) and at - quantity.last > 2:
            continue
        if quantity.definite and quantity.written == "noun" and quantity.max is None:
            if quantity.victim == trigger.what and reader.fold(at - 1) in _WHO and at - quantity.last <= 3:
                return None  # "عدد القتلى الذين قضوا": they are counted by their noun
            continue
        if quantity.first in reader.used:
            break
        best = quantity
        if quantity.conj:
            earlier = reader.numbers[index - 1] if index else quantity
            survived = reader.fold(earlier.last) in reader.sets["survived"]  # "طفلا نجا وأربعة جنود قتلوا"
            gap = quantity.first - earlier.last
            close = 0 <= gap <= 1 or (plural and _beside(reader, earlier, quantity))
            if close and not survived and earlier.people and not earlier.victim:
                continue
            if plural and earlier is not quantity and _leader(reader, earlier, quantity):
                found = counted(quantity)
                found.add(earlier)
                found.first = earlier.first
                return found
        break
    if best is None:
        return None
    found = counted(_risen_to(reader, best) or best)
    if trigger.dual and found.max is None and best.written == "noun":
        found.min = found.max = 2
    for pos in range(best.last, at):
        if reader.fold(pos) in reader.sets["among"]:
            add_groups(reader, found, pos + 1, trigger.what)
            break
        joined = reader.starts.get(pos)
        if joined is not None and joined.conj and joined.people:
            found.add(joined)
    return found


def _of_one_family(reader: VictimReader, quantity: Quantity, index: int) -> bool:
    """ "ثلاثة من عائلة **واحدة** قتلوا": the adjective of the family that those counted before it are of."""
    earlier = reader.numbers[index - 1] if index else None
    return (
        earlier is not None
        and earlier.last == quantity.first
        and reader.fold(quantity.first) in _ONE
        and reader.fold(quantity.first - 1) in reader.sets["households"]
        and earlier.written in ("digits", "words")
    )


def _whose_they_are(reader: VictimReader, quantity: Quantity, index: int) -> bool:
    """ "خمسة أشخاص **من سكان** البلدة أصيبوا": the noun says out of whom those counted before it are."""
    if index == 0 or quantity.written != "noun" or quantity.max is not None or quantity.victim is not None:
        return False
    figure = reader.numbers[index - 1]
    return (
        figure.last == quantity.first - 1
        and reader.fold(figure.last) == _OUT_OF
        and figure.written in ("digits", "words", "dual")
        and figure.people is not False
        and not figure.definite
    )


def _beside(reader: VictimReader, one: Quantity, two: Quantity) -> bool:
    """ "تسعة من عناصر الجيش اليمني و31 مسلحا قتلوا": only the name of those counted first stands between two figures."""
    between = range(one.last, two.first)
    return (
        one.written in ("digits", "words")
        and len(between) <= 5
        and not any(
            reader.fold(i) in CLAUSE | reader.sets["stops"] | reader.sets["among"]
            or reader.trigger(i) is not None
            or i in reader.starts
            for i in between
        )
    )


def _leader(reader: VictimReader, one: Quantity, others: Quantity) -> bool:
    """ "القيادي في الكتيبة (فلان) وعناصر آخرون قتلوا", "قياديا في التنظيم وخمسة متطرفين قتلوا": one, and those with him."""
    if not (one.people and one.min == 1 and one.max == 1 and one.victim is None):
        return False
    if not one.definite and reader.fold(one.last) not in ("في", "من"):
        return False  # "طفلا نجا وأربعة جنود قتلوا": one of whom something else is told
    between = range(one.last, others.first)
    return len(between) <= 9 and not any(
        reader.fold(i) in CLAUSE or reader.trigger(i) is not None or i in reader.starts for i in between
    )

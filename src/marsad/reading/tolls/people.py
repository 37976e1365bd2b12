"""Is a figure beside a word of killing or hurting one of people, and of those it befell rather than of those who did it?"""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.reading.tolls.counted import CLAUSE, Victims, counted
from marsad.reading.tolls.reader import VictimReader
from marsad.reading.tolls.table import Trigger
from marsad.text.numbers import Quantity

BOTH_SIDES = {"الطرفين", "الجانبين", "كلا", "الفريقين"}  # the two sides, both, the two parties
_ONE_OF_THEM = word_class("one_of_them")
_HOURS = 3  # words of time between a verb and its figure
_DAY = {"يوم", "ليله"}  # "يوم 7": which day
_CLOSING = frozenset({".", "،", ","})


def countable(reader: VictimReader, quantity: Quantity, jumped: int, trigger: Trigger) -> bool:
    """Can a figure be of the people whom a trigger ``jumped`` tokens before it tells of?"""
    if quantity.people is False or quantity.first in reader.used:
        return False
    if quantity.people is None and _no_people(reader, quantity):
        return False
    captives = quantity.victim == "captured" and _put_to_death(reader, quantity.first - 1 - jumped, trigger)
    if quantity.victim == "injured" and not jumped and _died(reader, quantity, trigger):
        return True
    if quantity.victim is not None and quantity.victim not in (trigger.what, "both") and not captives:
        # "وتوفي سبعة من الجرحى": some of the hurt died
        of = (
            quantity.noun is not None
            and reader.fold(quantity.noun - 1) == "من"
            and quantity.written != "noun"
            and (trigger.need is None or reader.fold(quantity.noun).startswith("ال"))
        )  # but "سقط عدد من جرحى": they fell hurt
        return of and trigger.verb and trigger.what == "killed" and not jumped
    if quantity.victim is not None and trigger.need == "people" and trigger.what == "killed" and not captives:
        return False  # "سقوط 5 قتلى": the noun is a toll by itself
    if trigger.need == "people" and quantity.people is None:
        return _of_people(reader, quantity) if trigger.what == "injured" else _who_passed(reader, quantity)
    if trigger.verb and quantity.people is None and reader.fold(quantity.first).startswith("ب"):
        return False  # "أصيب بثلاث رصاصات"
    bare = jumped > 1 and trigger.verb and quantity.people is None
    if bare and (_in_arms(reader, quantity) or _by_the_hour(reader, quantity, jumped, trigger)):
        return True
    if jumped > 1 or (jumped and not trigger.verb):
        return quantity.people is True and not (quantity.definite and quantity.written == "noun")
    return True


def _died(reader: VictimReader, quantity: Quantity, trigger: Trigger) -> bool:
    """ "وفاة **أحد الجرحى**", "استشهاد جريحين": who was hurt is dead now."""
    dies = trigger.what == "killed" and reader.fold(quantity.first - 1) in reader.sets["dies_of_it"]
    return dies and not quantity.conj and not (quantity.written == "noun" and quantity.max is None)


def _no_people(reader: VictimReader, quantity: Quantity) -> bool:
    """ "إصابة عدد من **الأبقار**", "دمار أصاب معظم **المنازل**"."""
    counted = reader.fold(quantity.last + (reader.fold(quantity.last) == "من"))
    return counted in reader.sets["animals"] or counted in reader.sets["things"]


def _put_to_death(reader: VictimReader, at: int, trigger: Trigger) -> bool:
    """ "أعدم التنظيم **ثلاثة أسرى**", "استشهاد **الأسير** رائد": they were held, and now are dead."""
    return trigger.what == "killed" and reader.fold(at).removeprefix("و") in reader.sets["put_to_death"]


def _by_the_hour(reader: VictimReader, quantity: Quantity, jumped: int, trigger: Trigger) -> bool:
    """قتل **مساء السبت 11** وجرح 15: only the time stands before a bare figure, and the like is told of others right behind it."""
    follower = reader.trigger(quantity.last)
    return (
        jumped <= _HOURS
        and quantity.written in ("digits", "words")
        and reader.fold(quantity.first - jumped) in reader.sets["when"]
        and reader.fold(quantity.first - 1) not in _DAY
        and follower is not None
        and follower.conj
        and follower.verb
        and follower.what != trigger.what
        and follower.what in ("killed", "injured")
    )


def _in_arms(reader: VictimReader, quantity: Quantity) -> bool:
    """قتل في المواجهات **سبعة من القوات** المشتركة: a bare figure of an armed body."""
    if quantity.written not in ("digits", "words"):
        return False
    if reader.fold(quantity.last) in reader.sets["among"]:
        return _of_people(reader, quantity)  # "وقتل في الهجوم ستة بينهم شرطيان"
    if reader.fold(quantity.last) != "من":
        return False
    word = reader.fold(quantity.last + 1)
    if word.removeprefix("ال") in reader.sets["sides"] or word in BOTH_SIDES:
        return True  # "وقتل خلال المعارك 17 من الطرفين"
    return word in reader.sets["units"] or word.removeprefix("ال") in reader.sets["units"]


_BESIDE = 10  # tokens back from those hurt to the verb for those killed by the same


def _of_people(reader: VictimReader, quantity: Quantity) -> bool:
    """ "فأصابت تسعة **بينهم** رضيع", "وأصاب خمسة **آخرين**": a bare figure that what follows makes one of people."""
    after = reader.fold(quantity.last)
    if after in ("بينها", "ضمنها"):
        return False  # of things as well: "أصابت الصواريخ خمسة بينها مستودعان"
    closed = after in _CLOSING or quantity.last >= reader.last
    verb = reader.fold(quantity.first - 1)
    if closed and verb.startswith("ف") and quantity.written == "words":
        return True  # "فأصابت ثلاثة": what is counted and not named at all
    if closed and verb.startswith("و") and quantity.written in ("digits", "words"):
        # "قتلت الغارة عشرة **وأصابت عشرين**": as many more beside those it killed
        back = range(max(0, quantity.first - _BESIDE), quantity.first - 1)
        return any((told := reader.trigger(n)) is not None and told.what == "killed" for n in back)
    people = reader.sets["among"] | reader.sets["others"] | reader.sets["wounds"]
    return quantity.written in ("digits", "words") and after in people


def of_them(reader: VictimReader, quantity: Quantity) -> bool:
    """ "وأصابوا **ثلاثة منهم**", "فقتلوا **ثلاثة** وأصابوا **اثنين**": a bare figure of people, with nothing behind it that is counted."""
    if quantity.people is not None or quantity.written not in ("digits", "words"):
        return False
    after = reader.fold(quantity.last)
    told = reader.sets["among"] | reader.sets["others"] | reader.sets["wounds"]
    if after in told or after in _CLOSING or quantity.last >= reader.last:
        return True
    follower = reader.trigger(quantity.last)
    return follower is not None and follower.conj and follower.what in ("killed", "injured", "captured")


def _who_passed(reader: VictimReader, quantity: Quantity) -> bool:
    """ "**قضى خمسة** بغارة", "قضى خمسة بينهم طفل": a bare figure right behind a verb of dying."""
    verb, after = reader.fold(quantity.first - 1), reader.fold(quantity.last)
    if verb in ("فيه", "فيها"):
        verb = reader.fold(quantity.first - 2)
    if quantity.written not in ("digits", "words") or verb.removeprefix("و") not in reader.sets["passed"]:
        return False
    spans = reader.sets["years"] | reader.sets["long_units"]
    if any(reader.fold(pos) in spans for pos in range(quantity.last, quantity.last + 6)):
        return False  # "قضى خمسة في السجن عشر سنوات"
    return (
        after in CLAUSE
        or after.startswith("ب")
        or after in reader.sets["stops"]
        or _of_people(reader, quantity)
    )


def victim_of(reader: VictimReader, doers: Quantity, trigger: Trigger, verb: str) -> Victims | None:
    """ "اغتال ثلاثة مسلحين ضابطا", "قتل مسلحان مجهولان القيادي …": the one whom those counted behind the verb killed.

    An object without the article ends in ا; one with it, or with a title, may be an apposition ("قتل جنديان الرائد … و…")
    unless the counted are such as are told to kill.
    """
    if not trigger.active or trigger.back or not doers.people or doers.definite or doers.victim:
        return None
    if reader.fold(doers.noun or doers.first).endswith("ا"):
        return None  # "قتل 50 مسلحا": counted as objects are
    armed = doers.counted in reader.sets["doers"] or verb in reader.sets["only_active"]
    for pos in range((doers.noun or doers.first) + 1, min(doers.last + 5, reader.last)):
        form, found = reader.fold(pos), reader.starts.get(pos)
        if found is not None and not found.conj and found.min == found.max == 1:
            object_ = form.endswith("ا") and not form.startswith("ال") and found.written == "noun"
            if object_ or (armed and found.definite and found.people):
                return counted(found)
        if armed and form in reader.sets["titles"] - {"ابو", "ام", "ابي"}:
            return Victims(pos, pos + 1, 1, 1, True, True)
        if pos < doers.last:
            continue
        if (
            form in reader.sets["stops"]
            or form in reader.sets["among"]
            or form in CLAUSE
            or form == "من"
            or form in _ONE_OF_THEM
        ):
            return None
        if form.startswith("و") or reader.trigger(pos) or found:
            return None
    return None


def past_an_aside(reader: VictimReader, doers: Quantity, end: int) -> Victims | None:
    """ "اغتال مسلحان، مساء الاثنين، **ناشطا**": a verb whose passive is written otherwise has killed none of those behind it."""
    if _object_form(reader, doers):
        return counted(doers)  # "اغتالت جنديين"
    for pos in range(doers.last, end):
        found = reader.starts.get(pos)
        told = found is not None and found.people and not (found.conj or found.definite)
        if found is not None and told:
            number = found.written in ("digits", "words") and found.noun is not None
            if number or _object_form(reader, found):
                return counted(found)
        if reader.fold(pos) in reader.sets["among"] or reader.fold(pos) in (".", "؛"):
            return None
    return None


def _object_form(reader: VictimReader, found: Quantity) -> bool:
    return reader.fold(found.last - 1).endswith(("ا", "ين"))


def better(reader: VictimReader, quantity: Quantity, trigger: Trigger) -> Quantity:
    """ "قتل مسلحون خمسة جنود": behind a verb that can have a killer, the second people are the
    victims."""
    if not trigger.active or quantity.written not in ("noun", "dual") or quantity.counted == "اخر":
        return quantity
    for pos in range(quantity.last, min(quantity.last + 5, reader.last)):
        following = reader.starts.get(pos)
        form = reader.fold(pos)
        if form in _ONE_OF_THEM:
            return quantity  # "قتل شخصان أحدهما قيادي": who one of them is, and nobody whom they killed
        if following is not None and following.people is None and following.written == "noun":
            continue  # "مشتبه به انتحاري 26 شخصا": an adjective of the killer
        if following is not None:
            if (
                following.people
                and not following.conj
                and not following.definite
                and (following.victim is None and following.counted not in ("اخر",))
            ):
                return following
            return quantity
        if (
            form in reader.sets["stops"]
            or form in CLAUSE
            or form.startswith("و")
            or reader.trigger(pos)
            or (form in reader.sets["among"] or form in ("من", "واحد"))
        ):
            armed = form == "من" and quantity.written == "noun" and quantity.group == "fighters"
            return _killed_by_some_of(reader, pos + 2) or quantity if armed else quantity
    return quantity


def _killed_by_some_of(reader: VictimReader, pos: int) -> Quantity | None:
    """ "قتل عناصر من التنظيم **راعيين**": behind fighters of a force and its name stand the people whom they killed."""
    for at in range(pos, min(pos + 3, reader.last)):
        found = reader.starts.get(at)
        if found is None or found.conj or found.definite or found.victim is not None:
            continue
        object_ = found.written in ("digits", "words") or reader.fold(at).endswith(("ا", "ين"))
        if object_ and found.people and found.max is not None:
            return found
    return None

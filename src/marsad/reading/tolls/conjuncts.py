"""How far those reach whom a toll counts: people joined by "and" or "with", a figure in brackets, the groups among them."""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.reading.tolls.counted import CLAUSE, MARKS, Victims, counted
from marsad.reading.tolls.reader import VictimReader
from marsad.reading.tolls.table import Trigger
from marsad.text.no_figures import TAKING
from marsad.text.numbers import Quantity

_THEY_BOTH = {"هما", "وهما"}  # (and) they are, of two
_NO_PEOPLE = word_class("among_them") | {"من", "قتلوا", "قضوا", "اصيبوا"}  # of; were killed, died, were hurt
_FIGHTS = word_class("fights")
_IN = "في"
_PLACE = 5  # tokens from "in" to the next figure
_TENS = 20  # the least that "tens" says


def complete(reader: VictimReader, first: Quantity | Victims, trigger: Trigger) -> Victims:
    """Adds people joined by "and" or "with", and splits off groups."""
    found = counted(first) if isinstance(first, Quantity) else first
    pos, gap, steps, added, ages = found.last, 0, 0, -1, 0
    one = found.min == found.max == 1
    named = found.min == found.max == 2 and reader.named_behind(found.first, found.last)
    of_them = found.min > 1 and reader.fold(pos) == "من" and pos + 1 in reader.starts
    reach = 14 if one else 9
    if one:
        pos = max(pos, reader.name_end(found.first))  # "القيادي **في التنظيم** فلان وثلاثة"
    while pos < reader.last and gap <= reach and steps < 200:
        steps += 1
        form = reader.fold(pos)
        quantity = reader.starts.get(pos)
        if one and form in ("،", ",") and (behind := _behind_aside(reader, pos)) is not None:
            pos = behind
            continue
        if (
            form == "("
            and found.min == 1
            and found.max is None
            and (inside := _bracketed(reader, pos)) is not None
        ):
            found.min, found.max, found.exact = inside.min, inside.max, inside.exact
            found.used.add(inside.first)
            pos = found.last = inside.last
            continue
        if form in _THEY_BOTH and pos == found.last and _may_be_two(reader, found):
            found.min = found.max = 2  # "مقتل مدنيين **هما** رجل وزوجته"
        among = form in reader.sets["among"]
        if among or (
            found.min > 1 and found.min == found.max and (form == "(" or form in reader.sets["breakdown"])
        ):
            # "5 مدنيين (طفلة و4 نساء)", "شخصين هما رجل وامرأة"
            add_groups(reader, found, pos + 1, trigger.what)
            break
        if form in reader.sets["between"]:
            break  # "34 قتيلا بين مدني وعسكري"
        if form in reader.sets["besides"] and reader.fold(pos + 1) in ("الي", "عن", "علي"):
            pos = added = pos + 2  # "26 مقاتلا إضافة إلى تسعة مقاتلين"
            continue
        if (
            form == "الي"
            and reader.fold(pos + 1) == "جانب"
            and pos + 2 in reader.starts
            and not any(reader.fold(i) in reader.sets["fighting_beside"] for i in range(found.last, pos))
        ):
            pos = added = pos + 2  # "قتل قياديان **إلى جانب عشرات** من مسلحيهم"
            continue
        if quantity is not None and one and aged(reader, quantity):
            # "فلان 12 عاما وفلان 25 عاما": every name with its years is one more
            ages += 1
            if ages > 1 and found.max is not None:
                found.min, found.max = found.min + 1, found.max + 1
            pos, gap = quantity.last, 0
            found.last = pos
            continue
        if form in reader.sets["sons_of"] and reader.fold(pos + 1) in reader.sets["of_kin"]:
            hurt = reader.starts.get(pos + 2)
            dead = hurt is None or hurt.victim in (None, trigger.what)
            if dead and (form[0] == "و" or pos == added) and found.max == found.min:
                found.min = found.max = found.min + 1  # "شابا **وابن عمه**"
                found.last = pos + 2
            pos, gap = pos + 2, 0
            continue
        if quantity is not None and named and own_of(reader, quantity):
            pos, gap = quantity.last, 0  # "الطفلين فلان **وشقيقته** فلانة": who the two are
            continue
        if quantity is not None:
            joined = quantity.conj or pos == added or reader.fold(pos - 1) in reader.sets["with"]
            figure = quantity.written in ("digits", "words")
            if joined and not quantity.conj and _they_fought(reader, found.last, pos - 1):
                break  # "قتل ثلاثة باشتباكات مع عناصر من X": those fought them
            if joined and form in TAKING and quantity.last in reader.starts:
                break  # "مقتل 18 عنصرا وأسر ستة": the capture of six, and no families
            if joined and _of_both(found, quantity):
                pos, gap = quantity.last, 0  # "عشرات المواطنين ونشطاء السلام": tens of both
                continue
            if (
                joined
                and of_them
                and quantity.written == "noun"
                and not (form.endswith("ون") or own_of(reader, quantity))
            ):
                pos, gap = quantity.last, 0  # "20 قتيلا من عناصر الكتائب ومواطنين": of both
                continue
            if (
                joined
                and quantity.people is not False
                and quantity.victim is None
                and (quantity.people or (figure and (gap <= 1 or reader.fold(quantity.last) in ("في", "من"))))
                and not (
                    quantity.definite
                    and quantity.written == "noun"
                    and quantity.max is None
                    and form.startswith(("ال", "وال"))
                )
            ):
                found.add(quantity)
                pos, gap = quantity.last, 0
                continue
            other = quantity.people is not False and gap > 0 and not quantity.definite
            if other and (quantity.victim or not joined) and (form == "من" or quantity.written != "noun"):
                break
            pos = quantity.last
            gap += 1
            continue
        if (
            form[:1] == "و"
            and form[1:] in reader.sets["offices"]
            and found.max == found.min
            and not _speaks(reader, pos)
        ):
            found.min = found.max = found.min + 1  # "قاضيا وسائقه **ومدير** ناحية"
            found.spans.append((pos, pos + 1))
            pos, gap = pos + 1, 0
            continue
        if form == "في" and reader.fold(pos + 1) == "صفوف":  # "in the ranks of": still says who
            pos += 2
            continue
        if form == "في" and one and pos == found.last and reader.fold(pos + 1) in reader.sets["units"]:
            pos, gap = pos + 2, gap + 1  # "القيادي في ميليشيا …": where he serves
            continue
        if form == _IN and pos == found.last and (more := _elsewhere(reader, pos)) is not None:
            found.add(more)
            pos, gap = more.last, 0
            continue
        ali = form == "علي" and pos + 1 in reader.starts  # the name, with his years behind it
        stop = form in reader.sets["stops"] and not ali
        if reader.trigger(pos) is not None or stop or form in ("؛", ":", "."):
            break
        if form not in MARKS:
            gap += 1
        pos += 1
    else:
        return found
    if reader.fold(pos) not in reader.sets["among"]:
        for later in range(pos, min(pos + 3, reader.last)):
            if reader.fold(later) in reader.sets["among"]:
                add_groups(reader, found, later + 1, trigger.what)
                break
    return found


def _of_both(found: Victims, quantity: Quantity) -> bool:
    """Does a word for many, tens or hundreds, count those of a second noun as well?"""
    plain = quantity.written == "noun" and quantity.max is None and quantity.victim is None
    return plain and found.max is None and found.min >= _TENS


def _may_be_two(reader: VictimReader, found: Victims) -> bool:
    """مدنيين, شرطيين: an ending that is spelled alike for two and for many."""
    return found.min == 1 and found.max is None and reader.fold(found.first).endswith("ين")


def aged(reader: VictimReader, quantity: Quantity) -> bool:
    """ "(53 عاما)": behind a name, the years of one person."""
    return quantity.people is False and quantity.counted in reader.sets["years"] and quantity.min < 110


def own_of(reader: VictimReader, quantity: Quantity) -> bool:
    """وزوجته, ونجله, وسائقه: one person, said by whose he is."""
    form = reader.fold(quantity.first)
    one = quantity.min == quantity.max == 1 and quantity.written == "noun"
    return (
        one and quantity.conj and bool(quantity.definite) and form.endswith(("ه", "ها")) and form[:3] != "وال"
    )


def _elsewhere(reader: VictimReader, at: int) -> Quantity | None:
    """ "قتل شخصان **في** البصرة **وثلاثة** آخرون **في** ميسان": those of a second place, counted in the same breath."""
    for pos in range(at + 2, min(at + _PLACE, reader.last)):
        more = reader.starts.get(pos)
        if more is not None:
            end = more.last + (reader.fold(more.last) in reader.sets["others"])
            counted_too = more.conj and more.victim is None and more.people is not False
            return more if counted_too and more.written != "noun" and reader.fold(end) == _IN else None
        if reader.fold(pos) in CLAUSE or reader.trigger(pos) is not None:
            return None
    return None


def _behind_aside(reader: VictimReader, comma: int) -> int | None:
    """ "سامر الخليل، المتهم بالانتماء إلى التنظيم، **وزوجته**": where one of his own stands behind what is said of him."""
    if not reader.fold(comma + 1).startswith("ال"):
        return None
    for pos in range(comma + 2, min(comma + 14, reader.last)):
        if reader.fold(pos) in ("،", ","):
            own = reader.starts.get(pos + 1)
            return pos + 1 if own is not None and own_of(reader, own) else None
        if reader.trigger(pos) is not None or reader.fold(pos) in CLAUSE:
            return None
    return None


def _bracketed(reader: VictimReader, at: int) -> Quantity | None:
    """ "أسرى **(12 أسيرا)**", "عناصر من الشرطة (خمسة)": the figure of people that a bracket gives."""
    figure = reader.starts.get(at + 1)
    if figure is None or figure.written not in ("digits", "words") or reader.fold(figure.last) != ")":
        return None
    return figure if figure.people or (figure.written == "digits" and figure.last == at + 2) else None


def _speaks(reader: VictimReader, at: int) -> bool:
    """ "قتل 3 جنود **ونائب الوزير يصل** إلى المنطقة": does a new clause begin with who holds an office?"""
    for pos in range(at + 1, min(at + 7, reader.last)):
        form = reader.fold(pos)
        if form == ":" or (form.startswith("ي") and len(form) > 2):
            return True
        if form in CLAUSE:
            return False
    return False


def _people(counted: str | None, reader: VictimReader) -> str:
    """Who is counted, by a word that no group has: أربعة **سوريين**; nobody in «بينهم 25 **بجروح**», «10 **منهم**», «عائلة **واحدة**»."""
    if not counted:
        return ""
    known = counted in reader.sets["stops"] or counted in _NO_PEOPLE
    return "" if known or counted.startswith("ب") else counted


def _they_fought(reader: VictimReader, first: int, last: int) -> bool:
    """قتل ثلاثة **باشتباكات مع** عناصر: is it a fight that brings in, with "with", who stands behind?"""
    return reader.fold(last) in reader.sets["along"] and any(
        reader.fold(i).removeprefix("ب") in _FIGHTS for i in range(first, last)
    )


def add_groups(reader: VictimReader, found: Victims, pos: int, what: str) -> None:
    """ "بينهم 28 مدنيا وطفلان": the groups that a toll contains."""
    gap = 0
    while pos < reader.last and gap <= 3:
        quantity = reader.starts.get(pos)
        if quantity is not None and quantity.victim is not None:
            if quantity.victim == what:
                found.used.add(quantity.first)
            return
        if quantity is not None and quantity.people is not False:
            name = quantity.group or _people(quantity.counted, reader)
            if name:
                found.groups.setdefault(name, (quantity.min, quantity.max))
            found.used.add(quantity.first)
            found.last = max(found.last, quantity.last)
            pos, gap = quantity.last, 0
            continue
        form = reader.fold(pos)
        if reader.trigger(pos) is not None or form in reader.sets["stops"] or form in ("؛", ":"):
            return
        gap += 1
        pos += 1

"""Tolls told by a noun that says both who and what befell them: "خمسة قتلى", "سقوط جرحى", "ارتفعت الحصيلة إلى 246"."""

from __future__ import annotations

from bisect import bisect_left
from typing import cast

from msgspec.structs import replace

from marsad.reading.grammar.scan import COMMAS
from marsad.reading.tolls.conjuncts import complete
from marsad.reading.tolls.counted import Victims, counted
from marsad.reading.tolls.mention import TollMention, mention
from marsad.reading.tolls.negation import negated, untold
from marsad.reading.tolls.reader import VictimReader
from marsad.reading.tolls.table import Trigger, What
from marsad.reading.tolls.victims import of_each_side
from marsad.text.numbers import Quantity

_THAT = {"ان", "وان"}  # that
_REACHING = {"بلغ", "بلغت", "وصل", "وصلت", "تجاوز", "تجاوزت"}  # reached, passed
_AMONG = 30  # tokens from a figure to the word for what it counts, with those among them between
_VICTIM = "ضحيه"  # a victim (of), behind a verb of falling
_FALLING_VICTIM = {"راح", "راحت", "يروح", "تروح", "ذهب", "ذهبت"}
_TO_WHOM = 10  # tokens from it to who fell, what they fell to between
_HURTS = "اصاب"  # a hurt, hurts: what somebody has, and not who
# The dead, the hurt, hurts: in the plural.
_MANY = {"شهداء", "شهيدات", "قتلي", "ضحايا", "جرحي", "مصابين", "مصابون", "اصابات"}
_LARGER = {"اكبر", "اكثر", "مزيد", "المزيد"}  # larger, more
_MORE = {"اخري", "اخرين", "اخرون", "اضافيه", "جديده"}  # other, further, new


def _a_larger_one(reader: VictimReader, quantity: Quantity) -> bool:
    """ "لم يسفر عن سقوط عدد **أكبر** من الضحايا": not more than were told."""
    return any(reader.fold(i) in _LARGER for i in range(quantity.first, quantity.last))


def of_noun(reader: VictimReader, quantity: Quantity) -> list[TollMention]:
    """ "خمسة قتلى", "سقوط جرحى", "عدد القتلى إلى 28", "دون إصابات"."""
    at = quantity.noun if quantity.noun is not None else quantity.first
    if (fell := _fell_victim(reader, quantity)) is not None:
        return [fell]
    kinds: tuple[What, ...] = ("killed",) if quantity.victim == "both" else (cast(What, quantity.victim),)
    if negated(reader, quantity.first, False) or negated(reader, at, False):
        if untold(reader, at) or reader.fold(at + 1) in _MORE or _a_larger_one(reader, quantity):
            return []  # "عدم وجود إصابات أخرى": none but those told before
        both = quantity.victim == "both" or quantity.counted == "اصابه"
        kinds = ("killed", "injured") if both else kinds
        return [_plain(quantity, at, what, 0, 0) for what in kinds if what in ("killed", "injured")]
    if reader.fold(at + 1) in reader.sets["on_target"]:
        return []
    if (
        quantity.counted == "اصابه"
        and quantity.written == "noun"
        and reader.fold(at + 1) in reader.sets["grave"]
    ):
        earlier = (reader.trigger(i) for i in range(max(reader.first, at - 6), at))
        if any(other is not None and other.what == "injured" for other in earlier):
            return []  # "إصابة 22 آخرين إصابات متفاوتة": how they are hurt, not that others are
    before = reader.fold(quantity.first - 1)
    other = reader.starts.get(quantity.last)
    if other is not None and not (
        other.conj and other.written == "noun" and {quantity.victim, other.victim} == {"killed", "injured"}
    ):
        other = None
    if before in reader.sets["between"] or (
        quantity.conj and reader.fold(quantity.first - 2) in reader.sets["between"]
    ):
        if other is not None and (whole := _divided(reader, quantity.first)) is not None:
            return _together(reader, at, quantity, other, whole)
        return [_plain(quantity, at, what, 1, None, weak=True) for what in kinds]
    if other is not None and _one_figure(reader, quantity, other):
        return _together(reader, at, quantity, other, counted(quantity))
    found = counted(quantity)
    number_of = at == quantity.first + 1 and reader.fold(quantity.first) in reader.sets["count_nouns"]
    if number_of or (
        quantity.written == "noun"
        and (quantity.definite or before in reader.sets["count_nouns"] or quantity.max is None)
    ):
        figure = _figure_after(reader, quantity if other is None else other)
        if figure is not None:
            found = counted(figure)
            found.first = min(found.first, quantity.first)
            if other is not None:  # "عدد القتلى والجرحى إلى 50"
                return _together(reader, at, quantity, other, found)
    by_figure = found.min != quantity.min or found.max != quantity.max
    of_each_side(reader, found, quantity.last)
    found = complete(reader, found, Trigger(kinds[0], False))
    reader.used |= found.used
    weak = quantity.definite and quantity.written == "noun" and not by_figure
    weak = weak and not (before == "من" and reader.fold(quantity.first - 2) in reader.sets["more_of"])
    # "عددا من القتلى والجرحى": the wounded, too, are a number of them
    weak = weak and not (quantity.conj and _some_of(reader, quantity.first - 3))
    # "عشرات الضحايا", "أوقع ضحايا": victims without a number may be dead or hurt
    weak = weak or (quantity.victim == "both" and found.max is None and not by_figure)
    trigger = Trigger(kinds[0], False)
    out = [mention(reader, at, trigger, found)]
    return [replace(each, weak=True) for each in out] if weak else out


def _fell_victim(reader: VictimReader, quantity: Quantity) -> TollMention | None:
    """ "راح **ضحية** القصف **ثلاثة مدنيين**": of a verb of falling victim who fell stands behind what they fell to."""
    at = quantity.first
    if reader.fold(at) != _VICTIM or reader.fold(at - 1).removeprefix("و") not in _FALLING_VICTIM:
        return None
    for pos in range(at + 1, min(at + _TO_WHOM, reader.last)):
        if reader.fold(pos) in COMMAS or reader.trigger(pos) is not None:
            return None
        who = reader.starts.get(pos)
        if who is not None and who.people and who.victim is None and not (who.definite or who.conj):
            trigger = Trigger("killed", False)
            found = complete(reader, who, trigger)
            reader.used |= {*found.used, at}
            return mention(reader, at, trigger, found)
    return None


def _some_of(reader: VictimReader, at: int) -> bool:
    """ "عددا من …", "العديد من …"."""
    some = reader.sets["count_nouns"] | reader.sets["some"]
    return reader.fold(at) in some and reader.fold(at + 1) == "من"


def _one_figure(reader: VictimReader, quantity: Quantity, other: Quantity) -> bool:
    """Does a figure before "dead and wounded" count both?"""
    if quantity.written in ("digits", "words") and not other.definite:
        return _alike(reader, quantity, other)  # "33 قتيلا وجريحا"
    # "عشرات القتلى والجرحى": both nouns depend on the one word for many
    many = quantity.written == "vague" and quantity.min > 1 and quantity.noun == quantity.first + 1
    return many and other.definite and reader.fold(quantity.first + 1).startswith("ال")


def _alike(reader: VictimReader, quantity: Quantity, other: Quantity) -> bool:
    """ "7 قتلى وجرحى", but "3 **شهداء وإصابات**", "3 **شهداء وجريح**": of one figure both nouns are people, and in the same number."""
    one, two = reader.fold(quantity.last - 1), reader.fold(other.first).removeprefix("و")
    return not two.startswith(_HURTS) and (one not in _MANY or two in _MANY)


def _together(
    reader: VictimReader, at: int, quantity: Quantity, other: Quantity, found: Victims
) -> list[TollMention]:
    """One figure for the dead and the hurt."""
    reader.used |= {quantity.first, other.first, *found.used}
    found.last = max(found.last, other.last)
    found.shared()
    return [
        mention(reader, at, Trigger(cast(What, what), False), found, joint=True)
        for what in (quantity.victim, other.victim)
    ]


def _divided(reader: VictimReader, at: int) -> Victims | None:
    """Those of whom it is said that some are dead and some hurt: "30 عنصرا **بين قتيل وجريح**"."""
    for quantity in reversed(reader.numbers[: bisect_left(reader.firsts, at - 1)]):
        if at - 1 - quantity.last > 8 or any(reader.event(i) for i in range(quantity.last, at - 1)):
            return None
        if quantity.people is False or quantity.definite or (quantity.min == 1 and quantity.max == 1):
            continue
        if quantity.people or (quantity.last == at - 1 and quantity.written in ("digits", "words")):
            reader.apart.add(quantity.first)
            return counted(quantity)
    return None


def _figure_after(reader: VictimReader, noun: Quantity) -> Quantity | None:
    """The figure that a counted noun before it stands for: "القتلى إلى 28", "القتلى من الشرطة 7"."""
    index = bisect_left(reader.firsts, noun.first) - 1
    begin = noun.first if reader.fold(noun.first) in reader.sets["count_nouns"] else noun.first - 1
    if index >= 0 and reader.fold(begin) in reader.sets["count_nouns"]:
        earlier = reader.numbers[index]
        to = reader.fold(earlier.first - 1) == "الي" or reader.fold(earlier.first) == "الي"
        if to and earlier.last == begin and earlier.people is not False:
            return earlier  # "يرتفع إلى 46 عدد القتلى", "إلى 46 عدد قتلى التفجير"
        if (risen := _risen_to(reader, begin)) is not None:
            return risen
    start = bisect_left(reader.firsts, noun.last)
    for quantity in reader.numbers[start : start + 8]:
        gap = quantity.first - noun.last
        if quantity.written == "noun" and gap <= 16:
            continue
        if gap > 16 or any(reader.trigger(i) is not None for i in range(noun.last, quantity.first)):
            return None
        reached = (
            reader.fold(quantity.first - 1) in reader.sets["reaching"]
            or reader.fold(quantity.first) in reader.sets["reaching"]  # "تجاوز 30": a bound of the figure
        )
        # "عدد ضحايا القصف إلى 8" says how many, "عدد من الضحايا" that there were some
        counted_before = any(
            reader.fold(i) in reader.sets["count_nouns"] for i in (noun.first - 1, noun.first)
        )
        if not gap and noun.counted in reader.sets["bodies"] and not quantity.conj and quantity.people:
            return quantity  # "جثث ثلاثة مدنيين"
        if reader.fold(quantity.first - 1) == "من" and reader.fold(quantity.last) == "الي":
            later = reader.starts.get(quantity.last + 1)  # "ارتفع عدد القتلى من 20 إلى 30"
            if later is not None and later.people is not False and later.written in ("digits", "words"):
                return later
        people = quantity.people and quantity.written in ("digits", "words")
        if people and not gap and noun.definite and quantity.victim is None and not quantity.conj:
            # "إن **المصابين ثلاثة** مدنيين", "لا يزال عدد القتلى 9 أشخاص"; not "من بين القتلى ثلاثة شرطيين"
            return quantity if counted_before or reader.fold(noun.first - 1) in _THAT else None
        people = people and quantity.victim in (None, "killed" if noun.victim == "both" else noun.victim)
        if counted_before and people and _reaches(reader, noun.first):
            return quantity  # "بلغت حصيلة القتلى خلال أسبوع، وفق المرصد، **29 مقاتلا**"
        bare = gap <= 4 and quantity.people is None and (counted_before or gap <= 1)
        if quantity.people is False or quantity.first in reader.used:
            continue
        if (reached and (counted_before or noun.definite)) or bare:
            return quantity
        if gap > 5 and not counted_before:
            return None
    return None


def _reaches(reader: VictimReader, at: int) -> bool:
    """Does a verb of reaching open what is counted: **بلغت** بذلك حصيلة القتلى؟"""
    return any(reader.fold(i).removeprefix("و") in _REACHING for i in range(at - 4, at))


def _risen_to(reader: VictimReader, begin: int) -> Quantity | None:
    """ "**ارتفع إلى 9** بينهم طفلان ومواطنة **عدد القتلى**": who is among them stands between."""
    for quantity in reversed(reader.numbers[: bisect_left(reader.firsts, begin)]):
        if begin - quantity.last > _AMONG or any(
            reader.trigger(i) is not None for i in range(quantity.last, begin)
        ):
            return None
        if reader.fold(quantity.first - 1) != "الي":
            continue
        rising = reader.fold(quantity.first - 2).removeprefix("و")
        told = rising in reader.sets["rising"] or rising in reader.sets["raising"]
        among = reader.fold(quantity.last) in reader.sets["among"] or reader.fold(quantity.last) == "من"
        return quantity if told and among and quantity.people is not False else None
    return None


def _plain(
    quantity: Quantity,
    at: int,
    what: What,
    least: int,
    most: int | None,
    weak: bool = False,
) -> TollMention:
    return TollMention(
        quantity.first,
        quantity.last,
        what,
        least,
        most,
        {},
        ((quantity.first, quantity.last),),
        at,
        False,
        weak=weak,
    )


def tally(reader: VictimReader, at: int) -> list[TollMention]:
    """ "ارتفعت الحصيلة إلى 246", "حصيلة الهجوم إلى 17 مدنيا": a count that does not name the dead means them."""
    if not any(reader.fold(i).removeprefix("و") in reader.sets["rising"] for i in range(at - 2, at)):
        return []
    for pos in range(at + 1, min(at + 15, reader.last)):
        quantity = reader.starts.get(pos)
        if quantity is not None and reader.fold(pos - 1) == "الي" and pos not in reader.used:
            if quantity.victim or quantity.people is False or quantity.max == 1:
                return []
            found = complete(reader, quantity, Trigger("killed", False))
            reader.used |= found.used
            return [mention(reader, at, Trigger("killed", False), found)]
        if reader.trigger(pos) is not None or (quantity is not None and quantity.victim):
            return []
        if reader.fold(pos) in ("،", ",", "؛", ":"):
            return []
    return []


def choked(reader: VictimReader) -> list[TollMention]:
    """ "وقوع **18 حالة اختناق** بين المدنيين": so many came to harm by the gas."""
    out = []
    for case in reader.numbers:
        told = (
            reader.fold(case.last - 1) in reader.sets["cases"]
            and reader.fold(case.last) in reader.sets["of_gas"]
        )
        if told and case.written in ("digits", "words") and case.first not in reader.used:
            reader.used.add(case.first)
            out.append(mention(reader, case.last, Trigger("injured", False), counted(case)))
    return out

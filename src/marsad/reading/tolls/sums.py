"""Deaths told in one breath by two words are one toll: مقتل ستة من الحوثيين، **إلى جانب مقتل** أربعة من المقاومة."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from marsad.reading.tolls.counted import CLAUSE
from marsad.reading.tolls.mention import TollMention, together
from marsad.reading.tolls.reader import VictimReader

_REACH = 7  # tokens: the name of the side that the first were of
# Beside, in addition to, as well as, on top of.
BESIDES = {("الي", "جانب"), ("اضافه", "الي"), ("بالاضافه", "الي"), ("فضلا", "عن"), ("علاوه", "علي")}
_OUT_OF = {("من", "بين"), ("من", "اصل")}  # from among, out of
_IN = {"في", "خلال", "اثر", "جراء", "نتيجه"}  # in, during, because of
_ENDS = frozenset({".", "؛", ":"})
_TO = {"بالاضافه", "اضافه"}  # in addition, before لمقتل (to the killing of)


def summed(reader: VictimReader, tolls: Sequence[TollMention]) -> list[TollMention]:
    """The tolls, in the order of their words, with those that follow one another in one breath taken together."""
    out: list[TollMention] = []
    for toll in tolls:
        before = out[-1] if out else None
        if before is not None and _some_of(reader, before, toll):
            out[-1] = toll
        elif before is not None and _beside_him(reader, before, toll):
            least = before.min + toll.min - 1
            most = None if before.max is None or toll.max is None else before.max + toll.max - 1
            victims = before.victims + toll.victims
            out[-1] = replace(before, min=least, max=most, victims=victims, summed=True)
        elif before is not None and _one_breath(reader, before, toll):
            groups = dict(before.groups)
            for name, (low, high) in toll.groups.items():
                least, top = groups.get(name, (0, 0))
                groups[name] = least + low, None if top is None or high is None else top + high
            out[-1] = replace(together(before, toll), groups=groups)
        else:
            out.append(toll)
    return out


def _some_of(reader: VictimReader, one: TollMention, two: TollMention) -> bool:
    """قتل سبعة جنود **من بين 14 شخصا قتلوا** في الغارة: the first are some of the second."""
    begin = one.last
    return (
        one.what == two.what
        and two.first == begin + 2
        and (reader.fold(begin), reader.fold(begin + 1)) in _OUT_OF
        and one.min <= two.min
    )


def _beside_him(reader: VictimReader, one: TollMention, two: TollMention) -> bool:
    """مقتل قائد بغارة على X **وقتل معه** مرافق: he is counted already, and with those who died beside him once more."""
    return (
        one.what == two.what == "killed"
        and two.verbal
        and _plain(one)
        and two.first >= one.last
        and reader.fold(two.trigger + 1) in reader.sets["beside_him"]
        and not any(reader.fold(i) in _ENDS for i in range(one.last, two.trigger))
    )


def _plain(toll: TollMention) -> bool:
    vague = toll.min == 1 and toll.max is None
    return not (toll.joint or toll.weak or toll.total or toll.newer or toll.max == 0 or vague)


def _one_breath(reader: VictimReader, one: TollMention, two: TollMention) -> bool:
    """مقتل ثلاثة مسلحين **واستشهاد** شرطي; قتل خمسة مسلحين **واستشهد** جنديان: side by side, of one event."""
    at = two.trigger
    if one.what != two.what or one.what not in ("killed", "injured") or at < one.last or two.first < one.last:
        return False
    if not (_plain(one) and _plain(two)) or at - one.last > _REACH:
        return False
    trigger = reader.trigger(at)
    if trigger is None or trigger.owner is not None:
        return False
    lead = reader.fold(at - 2), reader.fold(at - 1)
    begin = at
    if not two.verbal and lead in BESIDES:
        begin = at - 2
    elif not two.verbal and lead[1] in _TO and reader.fold(at).startswith("ل"):
        begin = at - 1
    elif not trigger.conj or one.verbal != two.verbal:
        return False
    if (
        begin == at
        and one.verbal
        and reader.fold(at).lstrip("وف")[:4] == reader.fold(one.trigger).lstrip("وف")[:4]
    ):
        return False  # "قتل ثلاثة … وقتل اثنان": one word twice tells of two events as often as of one
    between = range(one.last, begin)
    return not any(
        reader.fold(i) in reader.sets["stops"]
        or reader.fold(i) in reader.sets["among"]
        or reader.trigger(i) is not None
        or (reader.fold(i) in CLAUSE and not (begin < at and i == begin - 1 and reader.fold(i) in ("،", ",")))
        for i in between
    )


def of_the_whole(reader: VictimReader, toll: TollMention) -> TollMention:
    """ "قتل سبعة ضباط **من بين 14 شخصا في ضربة**": so many died in it, and some of them are told apart."""
    if (reader.fold(toll.last), reader.fold(toll.last + 1)) not in _OUT_OF or toll.what == "captured":
        return toll
    whole = reader.starts.get(toll.last + 2)
    if whole is None or not whole.people or whole.definite or toll.max is None or whole.min <= toll.max:
        return toll
    blow = reader.fold(whole.last + 1).removeprefix("ال")
    if reader.fold(whole.last) not in _IN or f"ال{blow}" not in reader.sets["blows"]:
        return toll  # "خمسة من بين 20 شخصا في الحافلة": those who were in it
    return replace(toll, last=whole.last, min=whole.min, max=whole.max, exact=whole.exact)

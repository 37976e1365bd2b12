"""Is a toll said not to have happened, or that nobody was hurt: "دون أن تسفر عن إصابات", "لم يصب أحد", "دون خسائر"."""

from __future__ import annotations

from typing import cast

from marsad.reading.tolls.counted import CLAUSE
from marsad.reading.tolls.mention import TollMention
from marsad.reading.tolls.reader import VictimReader
from marsad.reading.tolls.table import What

_THAT = {"الذي", "التي"}  # which
_WHETHER = {"ان", "اذا"}  # if, before كان
_OF_WHETHER = {"ما", "وما", "عما", "فيما"}  # (of) what, before اذا
_THERE_IS = {"توجد", "يوجد", "تتوفر", "تتوافر", "وجود"}  # there is, are
_NEWS = {"انباء", "معلومات", "تقارير", "حصيله"}  # news, word, reports, a count


def negated(reader: VictimReader, at: int, conj: bool) -> bool:
    """Is what stands at ``at`` said not to have happened? Looks back to the clause's beginning."""
    if not reader.has("denied"):
        return False
    if conj and reader.fold(at - 1) not in reader.sets["near_negations"]:
        return False
    for pos in range(at - 1, max(reader.first, at - 13) - 1, -1):
        form = reader.fold(pos)
        # "لا توجد إصابات", "ولا أنباء عن إصابات"
        near = at - pos <= 2 or reader.fold(pos + 1) in _THERE_IS or reader.fold(pos + 1) in _NEWS
        if form in reader.sets["negations"] or (form in reader.sets["near_negations"] and near):
            # "لم يقل": ما لا يقل عن belongs to a number; then the number covers it.
            covering = reader.before(pos + 1)
            return covering is None or covering.last <= pos
        if _without(reader, pos) or (at - pos <= 4 and _there_is_none(reader, pos, at)):
            return True  # "دون أن تسفر عن إصابات", "ما في شهداء"
        if form in reader.sets["results"] and reader.fold(pos - 1) not in (
            *reader.sets["negations"],
            "ان",
        ):
            return False  # "لم تعلن مسؤوليتها عن هجوم أوقع 15 قتيلا": the result is told, not denied
        if form in reader.sets["denials"] and (
            reader.fold(at + 1) in ("اي", "ايه")
            or any(reader.fold(i) in reader.sets["happening"] for i in range(pos + 1, at))
        ):
            return True  # "نفت الوزارة وقوع إصابات", "نفى مقتل أي مدني"
        if form in _THAT and _of_what_spared(reader, pos, at):
            return True
        if (
            form in reader.sets["not_negated"]
            or form in ("؛", ".", ":")
            or (form in ("،", ",") and at - pos > 1)
        ):
            return False
        if reader.event(pos) and form.startswith(("و", "ف")):
            return False
    return False


def _of_what_spared(reader: VictimReader, pos: int, at: int) -> bool:
    """ "لم يسفر القصف **الذي** طال أطراف البلدة عن ضحايا": what is told of the attack stands between."""
    if not any(reader.fold(i) == "عن" for i in range(max(pos, at - 3), at)):
        return False
    return any(
        reader.fold(i) in reader.sets["negations"] and reader.fold(i + 1) in reader.sets["resulting"]
        for i in range(max(reader.first, pos - 5), pos)
    )


def _without(reader: VictimReader, at: int) -> bool:
    """Does "without that" end here: دون أن, **من غير** أن? غير أن by itself means "however"."""
    before = reader.fold(at - 1)
    return reader.fold(at) == "ان" and (
        before in reader.sets["without"] or (before == "غير" and reader.fold(at - 2) in ("من", "ومن"))
    )


def _there_is_none(reader: VictimReader, at: int, what: int) -> bool:
    """ "**ما في** إصابات", "**ما كو** شهداء": spoken for "there are no"; written, في so has what is there before it."""
    after = reader.fold(at + 1)
    return (
        reader.fold(at) in reader.sets["what"]
        and (after in reader.sets["there_is"])
        and not reader.fold(at + 2).startswith("ال")
        and all(reader.tokens[i].kind != "punct" for i in range(at, what))  # "ما في شهداء، جريحين بس"
    )


def untold(reader: VictimReader, at: int) -> bool:
    """ "لم تعلن عن وقوع قتلى": nothing said is not "nobody"."""
    if reader.fold(at + 1) in reader.sets["sure"]:
        return True  # "مافيش إصابات مؤكدة": there may be others
    for pos in range(at - 1, max(reader.first, at - 9) - 1, -1):
        if reader.fold(pos) in reader.sets["unknown"] and any(
            reader.fold(i) in reader.sets["negations"]
            or (
                reader.fold(i) in reader.sets["near_negations"]
                and (reader.fold(i + 1) in _THERE_IS or (i + 1 == pos and reader.fold(pos) in _NEWS))
            )
            for i in range(pos - 4, pos)
        ):
            # "دون معرفة حجم الخسائر", "لم ترد أنباء عن إصابات"; "دون أنباء عن إصابات" has come to mean "none"
            return reader.fold(pos) != "انباء" or reader.fold(pos - 1) not in reader.sets["without"]
        if reader.fold(pos) == "اذا" and reader.fold(pos - 1) in ("ما", "وما", "عما"):
            return True  # "لم يتضح ما إذا كانت هناك خسائر بشرية"
        if reader.fold(pos) in reader.sets["telling"]:
            return reader.fold(pos - 1) in reader.sets["negations"] or reader.fold(pos - 1) in ("لا", "ولا")
    return False


def asked(reader: VictimReader, at: int) -> bool:
    """ "لا توجد معلومات **إن كان القيادي** قتل", "عما إذا كان أحد قد قتل": whether it befell anybody is what is not known."""
    if not reader.has("had"):
        return False
    for pos in range(at - 1, max(reader.first, at - 8) - 1, -1):
        form = reader.fold(pos)
        if form in CLAUSE or reader.event(pos):
            return False
        if form in _WHETHER and reader.fold(pos + 1) in reader.sets["had"]:
            before = reader.fold(pos - 1)
            return before in _OF_WHETHER or before in reader.sets["unknown"]
    return False


def of_losses(reader: VictimReader, at: int) -> list[TollMention]:
    """ "خسائر بشرية", "خسائر في الأرواح": at least one death, or an explicit none."""
    last = next(
        (i + 1 for i in range(at + 1, min(at + 5, reader.last)) if reader.fold(i) in reader.sets["human"]),
        None,
    )
    if (
        last is None
        and reader.fold(at - 1) in reader.sets["without"]
        and reader.fold(at + 1) in reader.sets["ends"]
    ):
        last = at + 1  # "دون خسائر"
    if last is None:
        return _only_things(reader, at)
    none = negated(reader, at, False)
    if none and untold(reader, at):
        return []
    kinds: tuple[What, ...] = ("killed", "injured") if none else ("killed",)
    return [
        TollMention(at, last, what, 0 if none else 1, 0 if none else None, {}, ((at, last),), at, False, none)
        for what in kinds
    ]


def unhurt(reader: VictimReader, at: int) -> list[TollMention]:
    """ "لم يصب أحد", "لم يصابوا بأذى": nobody hurt, where nothing else is told of the harm."""
    if not _without(reader, at - 1) and not any(
        reader.fold(i) in reader.sets["negations"] for i in range(max(reader.first, at - 2), at)
    ):
        return []
    subject = [reader.fold(i) for i in range(max(reader.first, at - 4), min(at + 5, reader.last))]
    whole = not reader.sets["nobody"].isdisjoint(subject)
    if reader.fold(at + 1) in reader.sets["not_negated"] or not whole:
        return []
    return [TollMention(at - 1, at + 1, "injured", 0, 0, {}, ((at, at + 1),), at, True)]


def _only_things(reader: VictimReader, at: int) -> list[TollMention]:
    """ "أضرار مادية فقط", "واقتصرت الأضرار على الماديات": nobody was hurt."""
    end = next(
        (i + 1 for i in range(at + 1, min(at + 5, reader.last)) if reader.fold(i) in reader.sets["material"]),
        None,
    )
    if end is None:
        return []
    begin = max(reader.first, at - 3)  # "واقتصر الأمر على خسائر مادية"
    limited = any(reader.fold(i) in reader.sets["limited"] for i in range(begin, end))
    # "لم تخلف سوى خسائر مادية": nothing but things
    limited = limited or reader.fold(at - 1) == "سوي"
    if not limited and reader.fold(end) not in reader.sets["only"]:
        return []
    return [
        TollMention(at, end, what, 0, 0, {}, ((at, end),), at, False)
        for what in cast(tuple[What, ...], ("killed", "injured"))
    ]

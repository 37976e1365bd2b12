"""Is a toll a running count, one over years, one overtaken or what it has risen to: "ارتفاع حصيلة الشهداء إلى 5"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from marsad.reading.tolls.counted import CLAUSE
from marsad.reading.tolls.mention import TollMention
from marsad.reading.tolls.reader import VictimReader
from marsad.reading.tolls.table import SINCE

_LIKE = 14  # tokens from "the fifth of its kind" to since when
_A_WAR = 100  # a running count of so many is seldom that of one event
_THOUSANDS = 1000
_LEAD = 8  # tokens from the word for a count to the figure
_SINCE_WHEN = 4  # tokens from a figure to "since"
_BEHIND = 9  # tokens behind a figure that may say what it is a count of
# Since, during, within, who, in, between, until, all over.
_OF_MORE = {"منذ", "خلال", "غضون", "الذين", "اللذين", "ممن", "في", "بين", "حتي", "عموم"}
_AS = "حيث"  # begins a clause of its own
_WHEREAS = ("في", "حين")  # "في حين كانت حصيلة سابقة": as it was counted first


def is_risen(reader: VictimReader, toll: TollMention) -> bool:
    """ "ارتفاع حصيلة الشهداء إلى 5": later than what was counted before."""
    if toll.joint or toll.weak or toll.max == 0 or not reader.has("rising"):
        return False
    for pos in range(toll.last - 1, max(reader.first, toll.first - 14) - 1, -1):
        if reader.fold(pos).removeprefix("و") in reader.sets["rising"]:
            return any(reader.fold(i) == "الي" for i in range(max(pos, toll.first - 2), toll.last))
        if pos < toll.first and reader.event(pos):
            return False
    return False


def is_overtaken(reader: VictimReader, toll: TollMention) -> bool:
    """ "بعد حصيلة سابقة أفادت بمقتل 13", "كان أفاد في حصيلة أولية عن 18 قتيلا": no longer what is counted."""
    if not reader.has("counts"):
        return False
    for pos in range(toll.first - 2, max(reader.first, toll.first - 10) - 1, -1):
        if reader.fold(pos) in ("،", ","):
            return False
        if reader.fold(pos).removeprefix("و") in reader.sets["counts"]:
            if reader.fold(pos + 1) in reader.sets["previous"]:
                return True
            return reader.fold(pos + 1) in reader.sets["preliminary"] and any(
                reader.fold(i).removeprefix("و") in reader.sets["had"]
                or (reader.fold(i - 1), reader.fold(i)) == _WHEREAS
                for i in range(pos - 6, pos)
            )
    return False


def is_total(reader: VictimReader) -> bool:
    """ "منذ سنوات", "خلال العام الماضي": does the sentence count over months or years?"""
    if not reader.has("over_time"):
        return False
    forms = [token.fold.removeprefix("و") for token in reader.tokens[reader.first : reader.last]]
    spans, long = (
        reader.sets["spans"],
        reader.sets["long_units"],
    )  # "خلال العام الماضي", not "في 3 أيار من العام الماضي"
    for at, pair in enumerate(itertools.pairwise(forms)):
        over = pair in reader.table.totals
        if not over and at and pair in reader.table.years and forms[at - 1] in spans:
            over, at = True, at - 1
        over = over or (pair[0] == SINCE and not long.isdisjoint(forms[at + 1 : at + 4]))
        if over and not _of_another_matter(reader, forms, at):
            return True
    return False


def is_of_a_war(reader: VictimReader, toll: TollMention) -> bool:
    """ "حصيلة **العدوان** إلى 46 ألف شهيد", "1200 قتيل **منذ السابع من أكتوبر**": so many have died in a war, and not in what was just told."""
    if toll.min < _A_WAR:
        return False
    forms = [reader.fold(at) for at in range(reader.first, reader.last)]
    first, last = toll.first - reader.first, toll.last - reader.first
    lead = forms[max(0, first - _LEAD) : last]
    count = next((at for at, form in enumerate(lead) if form in reader.sets["count_nouns"]), None)
    if count is not None and not reader.sets["wars"].isdisjoint(lead[count:]):
        return True
    if toll.min < _THOUSANDS or SINCE not in forms[last : last + _SINCE_WHEN]:
        return False
    if any(form in reader.sets["blows"] for form in lead):
        return False  # عدد القتلى جراء **الهجمات** إلى 25 ألفا منذ كذا: those that it tells of
    since = forms.index(SINCE, last)
    return reader.sets["just_now"].isdisjoint(forms[since + 1 : since + 3])


def _of_another_matter(reader: VictimReader, forms: Sequence[str], at: int) -> bool:
    """ "المدينة **المحاصرة** منذ عام", "وهو **الخامس** من نوعه منذ بداية العام": the time is not one that the dead are counted over.

    How long something has lasted, or since when there has been nothing like it.
    """
    if at and forms[at - 1] in reader.sets["lasting"]:
        return True
    for pos in range(at - 1, max(-1, at - _LIKE), -1):
        form = forms[pos]
        if form in ("؛", ".", ":"):
            return False
        if form in reader.sets["unlike"]:
            day = form == "اول" and forms[pos + 1 : pos + 2] in (["امس"], ["من"])
            if not day and (not pos or forms[pos - 1] not in reader.sets["months"]):
                return True
    return False


def is_raised(reader: VictimReader, toll: TollMention) -> bool:
    """ "ما يرفع عدد الشهداء إلى 45": a running count, of which what was just told is a part."""
    return reader.has("raising") and any(
        reader.fold(i).removeprefix("و") in reader.sets["raising"]
        and any(reader.fold(j) in ("الي", "الحصيله", *reader.sets["count_nouns"]) for j in (i + 1, i + 2))
        for i in range(max(reader.first, toll.first - 3), toll.first)
    )


def of_this_alone(reader: VictimReader, toll: TollMention) -> bool:
    """ "وبذلك يرتفع عدد ضحايا **القصف إلى 3**": the number that rises is that of what was told, which it names.

    Not where it is that of a time or a land (منذ, خلال, في), of those who died somehow (الذين), or of a whole war.
    """
    low = max(reader.first, toll.first - 3)
    if toll.min >= _A_WAR or not any(reader.fold(i) in reader.sets["blows"] for i in range(low, toll.last)):
        return False
    for pos in range(low, min(toll.last + _BEHIND, reader.last)):
        form = reader.fold(pos)
        if pos >= toll.last and (form in CLAUSE or form == _AS or form.startswith("و")):
            return True
        if form in _OF_MORE:
            return False
    return True

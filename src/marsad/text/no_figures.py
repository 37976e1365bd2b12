"""Numbers that count nobody and nothing: an age, a year, a share, part of a name; and a verb spelled like a noun of people."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.text.number_table import NumberTable, Word
from marsad.text.number_values import Value
from marsad.text.tokens import Token

TAKING = frozenset({"اسر", "واسر"})  # to capture, the capture of; also families
_DEMANDED = {"وطالب", "فطالب"}
_STUDIED = {
    "الطب",
    "الهندسه",
    "الحقوق",
    "الثانويه",
    "الجامعه",
    "المدرسه",
    "الصف",
}  # medicine, engineering, law, secondary school, university, school, the class
_OTHERS = {"اخر", "اخرين", "اخران", "عدد", "عناصر"}  # another, others, a number of, fighters


def captures(tokens: Sequence[Token], at: int, last: int, words: dict[str, Word]) -> bool:
    """وأسر **اثنان**, وأسر **آخر**, أسر **جندي**: spelled like "families", and followed by who was taken."""
    if at + 1 >= last:
        return False
    after = tokens[at + 1]
    if after.kind == "number" or after.fold in _OTHERS:
        return True
    word = words.get(after.fold)
    return word is not None and not word.conj and (word.noun is None or word.role in ("one", "two"))


def demands(tokens: Sequence[Token], at: int, first: int, last: int) -> bool:
    """مقتل ستة، **وطالب** الأهالي بـ: "and demanded", spelled like "and a student"; whoever demands has the article or is named."""
    if tokens[at].fold not in _DEMANDED or at == first:
        return False
    if tokens[at - 1].fold in ("،", ","):
        return True
    after = tokens[at + 1].fold if at + 1 < last else ""
    return after.startswith("ال") and not any(
        token.fold in _STUDIED for token in tokens[at + 1 : min(at + 3, last)]
    )


def is_age(
    tokens: Sequence[Token],
    at: int,
    first: int,
    value: Value,
    word: Word | None,
    last: int,
    words: dict[str, Word],
) -> bool:
    """شاب في **العشرين**, رجل في الخمسين من عمره: the age of one person, and no figure."""
    if word is None or not word.article or value.min < 18 or at <= first or tokens[at - 1].fold != "في":
        return False
    noun = words.get(tokens[value.last].fold) if value.last < last else None
    return noun is None or noun.conj or noun.role not in ("one", "many")


def is_label(
    tokens: Sequence[Token], at: int, first: int, value: Value, table: NumberTable, last: int
) -> bool:
    """الفوج **14**, **20** بالمئة, عام **2015**: part of a name, a share or a year, and no figure."""
    if at > first and tokens[at - 1].fold in table.labels:
        return True
    if value.last < last and tokens[value.last].fold in table.percent:
        return True
    year = value.last == at + 1 and len(tokens[at].fold) == 4 and 1900 <= value.min <= 2100
    if not year:
        return False
    noun = table.words.get(tokens[at + 1].fold) if at + 1 < last else None
    return noun is None or noun.conj or noun.article or noun.role not in ("one", "thing")

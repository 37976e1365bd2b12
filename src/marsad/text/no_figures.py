"""Numbers that count nobody and nothing: an age, a year, a share, part of a name; and a verb spelled like a noun of people."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.text.number_table import NumberTable, Word
from marsad.text.number_values import Value
from marsad.text.tokens import Token

TAKING = frozenset({"اسر", "واسر"})  # to capture, the capture of; also families
DEMANDED = {"وطالب", "فطالب"}  # and demanded; and a student
# What a student is of: medicine, engineering, law, pharmacy, letters, sciences, sharia, a school, university, college,
# institute or class, a degree; and of a university, of secondary school.
_STUDIED = {
    "طب", "هندسه", "حقوق", "صيدله", "اداب", "علوم", "شريعه", "اعلام", "مدرسه", "جامعه", "كليه", "معهد", "صف", "ثانويه",
    "ماجستير", "دكتوراه", "توجيهي", "بكالوريا", "جامعي", "جامعيه", "ثانوي", "اعدادي", "مدرسي",
}  # fmt: skip
_NO_SUBJECT = {"في", "من", "علي", "الي", "عن", "اخر", "اخري", "يدعي", "واحد"}
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
    if at == first or at + 1 >= last or tokens[at + 1].kind != "word" or tokens[at + 1].fold in _NO_SUBJECT:
        return False  # وطالب في كلية X, وطالب، برصاص: a student
    if any(token.fold.removeprefix("ال") in _STUDIED for token in tokens[at + 1 : min(at + 3, last)]):
        return False  # وطالب **الماجستير** فلان
    return tokens[at - 1].fold in ("،", ",") or tokens[at + 1].fold.startswith("ال")


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

"""Days told by one named before: قصفت X الأحد بلدة Y، بعد أن استقدمت تعزيزات **في اليوم السابق**; **وفي اليوم نفسه** …"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from marsad.text.tokens import Sentence, Token

# That same day, the day after, the day before: behind "the day".
_FROM_IT = {
    "نفسه": 0, "ذاته": 0, "عينه": 0, "التالي": 1, "الموالي": 1, "السابق": -1,
}  # fmt: skip
_DAY, _IN = {"اليوم"}, {"في", "وفي", "من", "خلال"}  # the day; in, and in, of, during
_REACH = 3  # sentences back to the day that is taken up


def days_taken_up(
    named: Sequence[tuple[int, int, str]], tokens: Sequence[Token], sentences: Sequence[Sentence]
) -> list[tuple[int, int, int, str]]:
    """First and last token (half open), sentence and ISO day of each such expression behind a day named at most three sentences before.

    ``named``: first token, sentence and ISO day of each single day that the report names.
    """
    out: list[tuple[int, int, int, str]] = []
    if not named:
        return out
    for number, sentence in enumerate(sentences):
        for at in range(sentence.first, sentence.last - 1):
            if tokens[at].fold not in _DAY or tokens[at + 1].fold not in _FROM_IT:
                continue
            if at == sentence.first or tokens[at - 1].fold not in _IN:
                continue
            before = [*named, *((first, told, day) for first, _, told, day in out)]
            known = [(first, day) for first, told, day in before if first < at and number - told <= _REACH]
            if known:
                day = date.fromisoformat(max(known)[1]) + timedelta(_FROM_IT[tokens[at + 1].fold])
                out.append((at, at + 2, number, day.isoformat()))
    return out

"""What a number says, in digits, words or vague words: 12, ٣٠٠, ثلاثة وعشرون, عشرات; not of what it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from marsad.text.number_table import NumberTable, Word
from marsad.text.tokens import Token

Written = Literal["digits", "words", "dual", "noun", "vague"]
_LONGEST = 16  # signs; a longer row of digits is a telephone, an account or noise and counts nothing


class Value(Struct, frozen=True, gc=False):
    """A number that ends before token ``last`` says ``min`` to ``max``; None is "and more"."""

    last: int
    min: int
    max: int | None
    written: Written
    exact: bool = True


def _digits(text: str) -> tuple[float, float] | None:
    """The value or range of a number token; None for clock times, dates and decimals that count nothing."""
    if len(text) > _LONGEST:
        return None
    if text.isdigit():
        return (int(text), int(text)) if len(text) <= 12 else None
    plain = text.replace("٬", ",")
    if "," in plain and "." not in plain and "-" not in plain and ":" not in plain:
        parts = plain.split(",")
        if all(part.isdigit() and len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3:
            return int("".join(parts)), int("".join(parts))
    dots = plain.replace("٫", ".").split(".")
    if len(dots) == 2 and all(part.isdigit() for part in dots):
        # A point before exactly three digits groups thousands in most Arabic papers.
        grouped: float = int("".join(dots)) if len(dots[1]) == 3 and dots[0] != "0" else float(".".join(dots))
        return grouped, grouped
    ends = plain.split("-")
    if len(ends) == 2 and all(end.isdigit() and len(end) < 7 for end in ends) and int(ends[0]) < int(ends[1]):
        return int(ends[0]), int(ends[1])
    return None


def _spelled(
    tokens: Sequence[Token], at: int, last: int, words: dict[str, Word], base: int | None
) -> Value | None:
    """A number in words that starts at ``at``, or the scale words after the digits ``base`` that end before
    ``at``."""
    total, current, limit = 0, base or 0, 10**12
    end = at
    started = base is not None
    while end < last:
        token = tokens[end]
        joined = False
        word = words.get(token.fold) if token.kind == "word" else None
        if word is None:
            # "ألف و500" (a thousand and 500): digits go on from a scale word only.
            after = tokens[end + 1] if token.fold == "و" and end + 1 < last else None
            if (
                started
                and total
                and not current
                and after is not None
                and after.kind == "number"
                and (after.fold.isdigit() and len(after.fold) <= _LONGEST and int(after.fold) < limit)
            ):
                return Value(end + 2, total + int(after.fold), total + int(after.fold), "words")
            break
        role, value = word.role, word.min
        joined = word.conj and started
        rest = current % 100
        if role in ("unit", "one_of"):
            added = joined and ((current and not rest) or (total and not current))
            teen = not word.conj and 0 < rest < 10 and value == 10
            if started and not added and not teen:
                break
            current += value
        elif role == "ten":
            if started and not (
                joined and (0 < rest < 10 or (current >= 100 and not rest) or (total and not current))
            ):
                break
            current += value
        elif role == "hundred":
            if started and not word.conj and 2 < current < 10 and value == 100 and base is None:
                current *= 100
            elif not started or (joined and total and not current):
                current += value
            else:
                break
        elif role in ("scale", "scale_plural"):
            if started and word.conj:
                if not (current == 0 and total and value < limit):
                    break
                total, limit = total + value, value
            elif not started and role == "scale_plural":
                return Value(end + 1, 2 * value, None, "vague", False)
            elif value >= limit:
                break
            else:
                total, current, limit = total + (current or 1) * value, 0, value
        elif role == "scale_dual":
            if started:
                break
            total, limit = value, value // 2
        else:
            break
        started = True
        end += 1
    if end == at or (base is not None and not total):
        return None
    return Value(end, total + current, total + current, "words")


def value_at(tokens: Sequence[Token], at: int, last: int, table: NumberTable) -> Value | None:
    """The number that begins at token ``at``; None where it counts nothing."""
    token = tokens[at]
    words = table.words
    if token.kind == "number":
        found = _digits(token.fold)
        if found is None:
            return None
        low, high = found  # both whole, or both the same decimal
        whole = low == int(low)
        scaled = _spelled(tokens, at + 1, last, words, int(low)) if whole else None
        if scaled is not None and low == high:
            return Value(scaled.last, scaled.min, scaled.max, "digits")
        if not whole:
            scale = words.get(tokens[at + 1].fold) if at + 1 < last else None
            if scale is None or scale.role not in ("scale", "scale_plural"):
                return None
            value = int(low * scale.min)
            return Value(at + 2, value, value, "digits")
        return Value(at + 1, int(low), int(high), "digits", low == high)
    word = words[token.fold]
    if word.role == "one_of":
        spelled = _spelled(tokens, at, last, words, None)
        if spelled is not None and spelled.min > 1:
            return spelled
        return Value(at + 1, 1, 1, "words")
    if word.role == "vague":
        scale = words.get(tokens[at + 1].fold) if at + 1 < last else None
        if scale is not None and scale.role == "scale_plural" and not scale.conj:
            return Value(at + 2, word.min * scale.min, None, "vague", False)
        return Value(at + 1, word.min, word.max, "vague", False)
    if word.role == "vague_of":
        if word.article:
            return None
        for step in (1, 2):
            if at + step >= last:
                return None
            following = tokens[at + step]
            if following.fold == "(":
                return None  # "عدد (6) عنصر": the figure follows
            if step == 1 and following.fold in ("منهم", "منهن", "منها", "اخر"):
                return Value(at + 1 + (following.fold == "اخر"), word.min, None, "vague", False)
            if following.fold == "من":
                return Value(at + step, word.min, None, "vague", False)
            noun = words.get(following.fold)
            if noun is not None and noun.role == "many" and not noun.article and not noun.conj and step == 1:
                return Value(at + 1, word.min, None, "vague", False)
        return None
    return _spelled(tokens, at, last, words, None)

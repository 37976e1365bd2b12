"""Quantities: how many of what, in digits, words, duals, single nouns and vague words.

A quantity is a range of tokens with a least and a most. Arabic counts by form as much as by number: "طفل" (a
child) is one, "طفلان" two and "أطفال" an unknown number of at least one, so the nouns of people are part of
the number system.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from marsad.text.number_table import Noun, NumberTable, Word, compile_numbers
from marsad.text.tokens import Token

__all__ = ["Noun", "NumberTable", "Quantity", "Word", "compile_numbers", "find_numbers"]

Written = Literal["digits", "words", "dual", "noun", "vague"]


class Quantity(Struct, frozen=True, gc=False):
    """Tokens ``first``–``last`` (half open) say ``min`` to ``max`` of ``counted``; ``max`` None is "and
    more".

    ``noun`` is the token index of the counted noun and ``people`` whether it names people (None: unknown
    word). ``exact`` is False for "about", bounds, ranges and vague words.
    """

    first: int
    last: int
    min: int
    max: int | None
    exact: bool
    counted: str | None = None
    noun: int | None = None
    group: str | None = None
    victim: str | None = None
    people: bool | None = None
    written: Written = "digits"
    definite: bool = False
    conj: bool = False


class _Value(Struct, frozen=True, gc=False):
    last: int
    min: int
    max: int | None
    written: Written
    exact: bool = True


def _digits(text: str) -> tuple[float, float] | None:
    """The value or range of a number token; None for clock times, dates and decimals that count nothing."""
    if text.isdigit():
        value = int(text) if len(text) <= 12 else -1
        return (value, value) if value >= 0 else None
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
) -> _Value | None:
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
                and (after.fold.isdigit() and int(after.fold) < limit)
            ):
                return _Value(end + 2, total + int(after.fold), total + int(after.fold), "words")
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
                return _Value(end + 1, 2 * value, None, "vague", False)
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
    return _Value(end, total + current, total + current, "words")


def _value(tokens: Sequence[Token], at: int, last: int, table: NumberTable) -> _Value | None:
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
            return _Value(scaled.last, scaled.min, scaled.max, "digits")
        if not whole:
            scale = words.get(tokens[at + 1].fold) if at + 1 < last else None
            if scale is None or scale.role not in ("scale", "scale_plural"):
                return None
            value = int(low * scale.min)
            return _Value(at + 2, value, value, "digits")
        return _Value(at + 1, int(low), int(high), "digits", low == high)
    word = words[token.fold]
    if word.role == "one_of":
        spelled = _spelled(tokens, at, last, words, None)
        if spelled is not None and spelled.min > 1:
            return spelled
        return _Value(at + 1, 1, 1, "words")
    if word.role == "vague":
        scale = words.get(tokens[at + 1].fold) if at + 1 < last else None
        if scale is not None and scale.role == "scale_plural" and not scale.conj:
            return _Value(at + 2, word.min * scale.min, None, "vague", False)
        return _Value(at + 1, word.min, word.max, "vague", False)
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
                return _Value(at + 1 + (following.fold == "اخر"), word.min, None, "vague", False)
            if following.fold == "من":
                return _Value(at + step, word.min, None, "vague", False)
            noun = words.get(following.fold)
            if noun is not None and noun.role == "many" and not noun.article and not noun.conj and step == 1:
                return _Value(at + 1, word.min, None, "vague", False)
        return None
    return _spelled(tokens, at, last, words, None)


def _counted(
    tokens: Sequence[Token], at: int, last: int, words: dict[str, Word]
) -> tuple[int, Word | None, int | None]:
    """(end of the phrase, the counted noun's meaning, its token) for what follows a number that ends before
    ``at``."""
    end = at
    of = end < last and tokens[end].fold == "من"
    if of:
        end += 1
    for step in range(2):  # "ثلاثة آخرين من أفراد", "خمسة من كبار القادة": at most one word stands between
        if end + step >= last or tokens[end + step].kind != "word":
            break
        noun = words.get(tokens[end + step].fold)
        if (
            noun is not None
            and noun.role in ("one", "two", "many", "thing")
            and not noun.conj
            and not noun.by
        ):
            if of and noun.role == "thing":
                break  # "اثنان من خلايا التنظيم" (two of the group's cells): who they are is not said
            return end + step + 1, noun, end + step
        if not of:
            break
    if not of and at < last and tokens[at].fold in ('"', "“", "«", "'") and at + 1 < last:
        noun = words.get(tokens[at + 1].fold)
        if noun is not None and noun.role in ("one", "two", "many") and not noun.conj:
            return at + 2, noun, at + 1
    return at, None, end if of and end < last and tokens[end].kind == "word" else None


def _bound(
    tokens: Sequence[Token], first: int, at: int, end: int, last: int, table: NumberTable
) -> tuple[str | None, int, int]:
    """(effect, first, last) of the words round a number that bound it; the range widens to take them in."""
    for size in range(4, 0, -1) if at > first and tokens[at - 1].fold in table.before_end else ():
        if at - size >= first:
            effect = table.before.get(tuple(tokens[i].fold for i in range(at - size, at)))
            if effect is not None:
                return effect, at - size, end
    for skip in range(4):
        start = end + skip
        if start >= last:
            break
        for size in (2, 3, 1) if tokens[start].fold in table.after_begin else ():
            if start + size <= last:
                effect = table.after.get(tuple(tokens[i].fold for i in range(start, start + size)))
                if effect is not None and size == 1 and start + 1 < last and tokens[start + 1].fold == "من":
                    continue  # "40 قتيلا وأكثر من مئة جريح": it bounds the number behind it
                if effect is not None:
                    return effect, at, start + size
        token = tokens[start]
        if skip == 0 and token.fold in ("،", ","):
            continue  # "بمقتل شخصين، على الأقل"
        if token.kind != "word" or token.fold in table.words or token.fold.startswith("بين"):
            break
    return None, at, end


def find_numbers(tokens: Sequence[Token], first: int, last: int, table: NumberTable) -> list[Quantity]:
    """Quantities among ``tokens[first:last]``, left to right and never overlapping; people named singly count
    as one."""
    out: list[Quantity] = []
    words = table.words
    at = first
    while at < last:
        token = tokens[at]
        kind = token.kind
        word: Word | None = None
        if kind == "word":
            word = words.get(token.fold)
            if word is None or word.role == "thing":
                at += 1
                continue
        elif kind != "number":
            at += 1
            continue
        if word is not None and _captures(tokens, at, last, words):
            at += 1
            continue
        if word is not None and word.noun is not None:
            at = _bare_noun(tokens, at, last, table, word, out)
            continue
        value = _value(tokens, at, last, table)
        if value is None or (kind == "number" and _is_label(tokens, at, first, value, table, last)):
            at += 1
            continue
        if word is not None and _after_noun(tokens, at, value, word, out):
            at = value.last
            continue
        at = _emit(tokens, first, at, last, table, value, word, out)
    return out


def _captures(tokens: Sequence[Token], at: int, last: int, words: dict[str, Word]) -> bool:
    """وأسر **اثنان**, وأسر **آخر**, أسر **جندي**: spelled like "families", and followed by who was taken."""
    if tokens[at].fold.removeprefix("و") != _TAKEN or at + 1 >= last:
        return False
    after = tokens[at + 1]
    if after.kind == "number" or after.fold in _OTHERS:
        return True
    word = words.get(after.fold)
    return word is not None and not word.conj and (word.noun is None or word.role in ("one", "two"))


_TAKEN = "اسر"  # to capture, the capture of; also families
_OTHERS = {"اخر", "اخرين", "اخران", "عدد", "عناصر"}  # another, others, a number of, fighters


def _is_label(
    tokens: Sequence[Token], at: int, first: int, value: _Value, table: NumberTable, last: int
) -> bool:
    if at > first and tokens[at - 1].fold in table.labels:
        return True
    if value.last < last and tokens[value.last].fold in table.percent:
        return True
    year = value.last == at + 1 and len(tokens[at].fold) == 4 and 1900 <= value.min <= 2100
    if not year:
        return False
    noun = table.words.get(tokens[at + 1].fold) if at + 1 < last else None
    return noun is None or noun.conj or noun.article or noun.role not in ("one", "thing")


def _after_noun(tokens: Sequence[Token], at: int, value: _Value, word: Word, out: list[Quantity]) -> bool:
    """ "مدنيين اثنين", "متظاهر واحد", "الأشخاص الأربعة": the number follows the noun that was just found."""
    if not out or out[-1].last != at or out[-1].written not in ("noun", "dual") or word.conj:
        return False
    noun = out[-1]
    small = word.role in ("unit", "one_of") and value.min <= 2 and value.last == at + 1
    if not (small and word.role == "unit") and not (word.article and noun.definite):
        return False
    out[-1] = Quantity(
        noun.first,
        value.last,
        value.min,
        value.max,
        value.exact,
        noun.counted,
        noun.noun,
        noun.group,
        noun.victim,
        True,
        value.written,
        noun.definite,
        noun.conj,
    )
    return True


def _modifiers(
    tokens: Sequence[Token], at: int, last: int, words: dict[str, Word]
) -> tuple[int, Word | None]:
    """Skip nouns of people used as adjectives ("رجل مدني", a civilian man); the first of them may name the
    group."""
    group: Word | None = None
    head = tokens[at - 1].fold
    while at < last:
        word = words.get(tokens[at].fold)
        if word is None or word.noun is None or word.conj or word.owned or word.noun.victim:
            break
        if word.role == "one" and tokens[at].fold.endswith("ا") and not head.endswith("ا"):
            break  # "قتل مسلحان شابا": an object, for an adjective ends as its noun does
        group = group or word
        at += 1
    return at, group


_OF_PEOPLE = ("يان", "يون", "يين")


def _of_people(tokens: Sequence[Token], at: int, table: NumberTable) -> bool:
    """عسكريان, سوريين: of these endings only people are, but for the dual behind a dual (موقعين **عسكريين**)."""
    if not tokens[at].fold.endswith(_OF_PEOPLE):
        return False
    before = tokens[at - 1].fold if at else ""
    return not before.endswith(("ين", "ان")) or before in table.words


def _bare_noun(
    tokens: Sequence[Token], at: int, last: int, table: NumberTable, word: Word, out: list[Quantity]
) -> int:
    noun = word.noun
    assert noun is not None
    if (noun.adjective and word.article) or not (noun.implicit or word.owned or word.role != "one"):
        return at + 1
    # "راح ضحيتها مدني": a word with an owner is definite, and an adjective would be too
    end, modifier = (at + 1, None) if word.owned else _modifiers(tokens, at + 1, last, table.words)
    group = noun.group or (
        modifier.noun.group if modifier is not None and modifier.noun is not None else None
    )
    effect, _, widened = _bound(tokens, at, at, end, last, table)
    lower = effect == "lower"
    out.append(
        Quantity(
            at,
            widened if lower else end,
            word.min,
            None if lower else word.max,
            word.role != "many" and not lower,
            noun.lemma,
            at,
            group,
            noun.victim,
            None if noun.adjective and not _of_people(tokens, at, table) else True,
            "dual" if word.role == "two" else "noun",
            word.article,
            word.conj,
        )
    )
    return out[-1].last


def _emit(
    tokens: Sequence[Token],
    first: int,
    at: int,
    last: int,
    table: NumberTable,
    value: _Value,
    word: Word | None,
    out: list[Quantity],
) -> int:
    words = table.words
    bracketed = (
        first < at and tokens[at - 1].fold == "(" and value.last < last and tokens[value.last].fold == ")"
    )
    end, noun, where = _counted(tokens, value.last + bracketed, last, words)  # "(5) شهداء"
    if bracketed and noun is None:
        end, where = value.last, None
    people: bool | None = None
    counted: str | None = None
    group = victim = None
    if noun is not None:
        people = noun.noun is not None
        counted = noun.noun.lemma if noun.noun is not None else tokens[end - 1].fold
        if noun.noun is not None:
            end, modifier = _modifiers(tokens, end, last, words)
            victim = noun.noun.victim
            group = noun.noun.group or (
                modifier.noun.group if modifier is not None and modifier.noun is not None else None
            )
    elif where is not None:
        counted = tokens[where].fold
    elif value.last < last and tokens[value.last].kind == "word":
        counted = tokens[value.last].fold
    effect, begin, end = _bound(tokens, out[-1].last if out else first, at, end, last, table)
    low, high, exact = value.min, value.max, value.exact
    if effect == "lower":
        high, exact = None, False
    elif effect == "upper":
        low, high, exact = min(1, low), (high or low), False
    elif effect == "about":
        exact = False
    previous = out[-1] if out else None
    conj = (word is not None and word.conj) or (begin > first and tokens[begin - 1].fold == "و")
    if begin < at:
        conj = conj or tokens[begin].fold[0] == "و"
    if (
        previous is not None
        and conj
        and effect is None
        and previous.noun is None
        and previous.written == value.written
        and previous.last >= at - 1
        and previous.first > first
        and high is not None
        and tokens[previous.first - 1].fold in ("بين", "مابين")
        and previous.min < low
    ):
        out.pop()
        begin, low, exact, conj = previous.first, previous.min, False, False
    out.append(
        Quantity(
            begin,
            end,
            low,
            high,
            exact,
            counted,
            where,
            group,
            victim,
            people,
            value.written,
            bool(word and word.article),
            conj,
        )
    )
    return end

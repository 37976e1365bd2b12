"""Quantities: how many of what, in digits, words, duals, single nouns and vague words.

A quantity is a range of tokens with a least and a most. Arabic counts by form as much as by number: "طفل" (a
child) is one, "طفلان" two and "أطفال" an unknown number of at least one, so the nouns of people are part of
the number system.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from marsad.text.no_figures import DEMANDED, TAKING, captures, demands, is_age, is_label
from marsad.text.number_table import Noun, NumberTable, Word, compile_numbers
from marsad.text.number_values import Value, Written, value_at
from marsad.text.tokens import Token

__all__ = ["Noun", "NumberTable", "Quantity", "Word", "compile_numbers", "find_numbers"]


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
            if not of and step == 0 and noun.role == "thing" and noun.article:
                break  # "وأصيب 173 **اليوم**", "وإصابة ثلاثة **الأسبوع** الماضي": when, and no days or weeks
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
    if at > first and tokens[at - 1].fold in table.before_end:
        for size in range(4, 0, -1):
            if at - size >= first:
                effect = table.before.get(tuple(tokens[i].fold for i in range(at - size, at)))
                if effect is not None:
                    return effect, at - size, end
    for start in range(end, min(end + 4, last)):
        token = tokens[start]
        form = token.fold
        if form in table.after_begin:
            for size in (2, 3, 1):
                if start + size > last:
                    continue
                effect = table.after.get(tuple(tokens[i].fold for i in range(start, start + size)))
                if effect is not None and size == 1 and start + 1 < last and tokens[start + 1].fold == "من":
                    continue  # "40 قتيلا وأكثر من مئة جريح": it bounds the number behind it
                if effect is not None:
                    return effect, at, start + size
        if start == end and form in ("،", ","):
            continue  # "بمقتل شخصين، على الأقل"
        if token.kind != "word" or form in table.words or form.startswith("بين"):
            break
    return None, at, end


def find_numbers(tokens: Sequence[Token], first: int, last: int, table: NumberTable) -> list[Quantity]:
    """Quantities among ``tokens[first:last]``, left to right and never overlapping; people named singly count
    as one."""
    out: list[Quantity] = []
    words = table.words
    counting = [  # one word in six
        at
        for at, token in enumerate(tokens[first:last], first)
        if token.fold in words or token.kind == "number"
    ]
    done = first  # where the quantity read last ends
    for at in counting:
        if at < done:
            continue
        token = tokens[at]
        word = words[token.fold] if token.kind == "word" else None
        if word is None:
            if token.kind != "number":
                continue
        elif (
            word.role == "thing"
            or (token.fold in TAKING and captures(tokens, at, last, words))
            or (token.fold in DEMANDED and demands(tokens, at, first, last))
        ):
            continue
        if token.fold in _AND_ONE and (one := _and_one_of(tokens, at, last, words)) is not None:
            word = one
        if word is not None and word.noun is not None:
            done = _bare_noun(tokens, at, last, table, word, out)
            continue
        value = value_at(tokens, at, last, table)
        if value is None:
            continue
        if word is not None and word.role == "scale" and at > first and tokens[at - 1].fold in _PARTS:
            # **نصف** مليون, **ربع** مليون: half of it, and the words that bound it stand before that
            at -= 1
            part = _PARTS[tokens[at].fold]
            value = replace(value, min=value.min // part, max=value.max and value.max // part)
        if is_age(tokens, at, first, value, word, last, words):
            done = value.last
        elif word is None and is_label(tokens, at, first, value, table, last):
            continue
        elif word is not None and _after_noun(tokens, at, value, word, out):
            done = _bound_behind(tokens, at, last, table, out)
        else:
            done = _emit(tokens, first, at, last, table, value, word, out)
    return out


def _and_one_of(tokens: Sequence[Token], at: int, last: int, words: dict[str, Word]) -> Word | None:
    """شرطي **وأحد** المدنيين: before those he is one of it is no "one" (واحد) that counts the noun before."""
    after = words.get(tokens[at + 1].fold) if at + 1 < last else None
    if after is None or after.role != "many" or after.conj or not (after.article or after.owned):
        return None
    return replace(words[_AND_ONE[tokens[at].fold]], conj=True)


# Killing, injury, death (twice), arrest, displacement: مقتل **من 20 إلى 25**, which is how many.
_HAPPENED = ("مقتل", "اصابه", "استشهاد", "وفاه", "اعتقال", "نزوح")
_PARTS = {"نصف": 2, "بنصف": 2, "ثلث": 3, "ربع": 4, "بربع": 4}  # half, a third, a quarter
_AND_ONE = {"واحد": "احد", "واحدي": "احدي"}  # one; and one of


def _after_noun(tokens: Sequence[Token], at: int, value: Value, word: Word, out: list[Quantity]) -> bool:
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


def _bound_behind(
    tokens: Sequence[Token], at: int, last: int, table: NumberTable, out: list[Quantity]
) -> int:
    """شخص واحد **على الأقل**, مدنيين اثنين على الأقل: the bound stands behind the number that follows its noun."""
    one = out[-1]
    effect, _, end = _bound(tokens, at, at, one.last, last, table)
    if effect != "lower" or one.max is None:
        return one.last
    out[-1] = replace(one, last=end, max=None, exact=False)
    return end


def _modifiers(
    tokens: Sequence[Token], at: int, last: int, words: dict[str, Word]
) -> tuple[int, Word | None]:
    """Skip nouns of people used as adjectives ("رجل مدني", a civilian man); the first of them may name the
    group."""
    group: Word | None = None
    head = tokens[at - 1].fold
    noun = words.get(head)
    definite = noun is not None and noun.article and not noun.owned
    while at < last:
        word = words.get(tokens[at].fold)
        if word is None or word.noun is None or word.conj or word.owned or word.noun.victim:
            break
        if definite and not word.article:
            break  # "قتل المهاجمون حارسين": an adjective has the article of its noun
        if word.role == "one" and tokens[at].fold.endswith("ا") and not head.endswith("ا"):
            break  # "قتل مسلحان شابا": an object, for an adjective ends as its noun does
        if tokens[at].fold.endswith("ين") and _nominative(head, noun):
            break  # "قتل مسلحون عنصرين", "خطف مسلحان مدنيين"
        group = group or word
        at += 1
    return at, group


def _nominative(head: str, noun: Word | None) -> bool:
    """Does a noun of people end as subjects do, in the sound plural or in the dual?"""
    return noun is not None and (
        (noun.role == "many" and head.endswith("ون")) or (noun.role == "two" and head.endswith("ان"))
    )


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
    value: Value,
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
    if effect == "lower" and noun is None and where is None and end < last and tokens[end].fold == "من":
        stop, named, place = _counted(tokens, end, last, words)
        if named is not None and named.noun is not None:  # "12 على الأقل من مقاتلي الحركة"
            end, where, people, counted = stop, place, True, named.noun.lemma
            victim, group = named.noun.victim, named.noun.group
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
    to, happened = tokens[at - 1].fold if at > first else "", False
    if (
        previous is not None
        and to in ("الي", "او")
        and effect is None
        and previous.last == at - 1
        and (previous.noun is None or (to == "او" and previous.written == "dual"))
        and not previous.conj
        and previous.written in ("digits", "words", "dual")
        and value.written in ("digits", "words")
        and people is not False
        and high is not None
        and (previous.min < low <= 3 * previous.min)
        and (
            tokens[previous.first - 1].fold not in ("من", "الي")  # from 20 to 30: what a count rose by
            or (
                happened := previous.first - 1 > first and tokens[previous.first - 2].fold.endswith(_HAPPENED)
            )
        )
    ):
        out.pop()
        begin, low, exact, conj = previous.first - happened, previous.min, False, False
        people = people or previous.people
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

"""The dead told by a list of their names, one a line: أسماء **الشهداء:** / 1- محمد علي / 2- سمير علي. They are as many as the lines."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from marsad.lexicon.word_classes import AND, is_one_of, word_class
from marsad.reading.grammar.scan import At
from marsad.reading.tolls.mention import TollMention
from marsad.text.tokens import Sentence, Token

_DEAD = word_class("the_dead")
_NAMES = word_class("names_of")
_THEY = {"هم", "وهم", "هما", "وهما", "التاليه", "الاتيه"}  # they are; the following
_BULLETS = {"-", "–", "—", "•", "*", "▪", "●", "🔹", "◾"}
_AFTER_NUMBER = {"-", ".", ")", "–", "_", "/"}
_NO_NAME = {":", "في", "عن"}  # in, about
_SEVERAL = word_class("three_to_ten")
_NAME = (2, 9)  # words in a line that is a name, with an age behind it
LEAST = 2  # lines


def count_listed(
    tokens: Sequence[Token], sentences: Sequence[Sentence], tolls: list[list[TollMention]], at: At
) -> None:
    """Give the line that heads a list of the dead as many as it lists, where it tells no number of its own."""
    for number, sentence in enumerate(sentences):
        colon = colon_of(tokens, sentence)
        if colon is None:
            continue
        dead = _heads(tokens, sentence.first, colon)
        if dead is None:
            continue
        least, most = listed(tokens, colon + 1, at)
        if least < LEAST:
            continue
        found = tolls[number]
        known = [toll for toll in found if toll.what == "killed"]
        if any(toll.max is not None for toll in known):
            continue  # seven were killed, and some of their names are told
        if known:
            told = replace(known[-1], min=least, max=most, named=True, weak=False)
            found[found.index(known[-1])] = told
        else:
            found.append(TollMention(dead, dead + 1, "killed", least, most, {}, (), dead, False, named=True))
            found.sort(key=lambda toll: (toll.trigger, toll.what))


def colon_of(tokens: Sequence[Token], sentence: Sentence) -> int | None:
    """The colon that a sentence ends with."""
    last = sentence.last - 1
    while last > sentence.first and tokens[last].kind == "newline":
        last -= 1
    return last if tokens[last].fold == ":" else None


def _heads(tokens: Sequence[Token], first: int, colon: int) -> int | None:
    """أسماء **الشهداء** الذين ارتقوا في قصف X, **والضحايا** هم: the word for the dead in what heads a list of them."""
    dead = next(
        (here for here in range(colon - 1, first - 1, -1) if is_one_of(tokens[here].fold, _DEAD, AND)), None
    )
    if dead is None:
        return None
    named = dead > first and is_one_of(tokens[dead - 1].fold, _NAMES, AND)
    return dead if named or tokens[colon - 1].fold in _THEY else None


def listed(tokens: Sequence[Token], first: int, at: At) -> tuple[int, int | None]:
    """How many lines from here on begin with a number or a mark and hold a name; at least so many, where another item follows."""
    here, count = first, 0
    while here < len(tokens):
        while here < len(tokens) and tokens[here].kind == "newline":
            here += 1
        last = here
        while last < len(tokens) and tokens[last].kind != "newline":
            last += 1
        begin = _past_mark(tokens, here, last)
        words = [token for token in tokens[begin:last] if token.kind == "word"]
        if begin == here:
            break
        if not _NAME[0] <= len(words) <= _NAME[1] or begin in at.verbs or at.layer(begin, "rule") is not None:
            return count, None
        if words[0].fold in _SEVERAL:
            return 0, None  # - ثلاثة أطفال: how many of one sort, and no name
        if any(one.fold in _NO_NAME for one in tokens[begin:last]):
            return count, None
        count += 1
        here = last
    return count, count


def _past_mark(tokens: Sequence[Token], first: int, last: int) -> int:
    here = first
    if here < last and tokens[here].kind == "number":
        here += 1
        return here + 1 if here < last and tokens[here].fold in _AFTER_NUMBER else first
    while here < last and tokens[here].fold in _BULLETS:
        here += 1
    return here

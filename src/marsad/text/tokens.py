"""Tokens and sentences of a report, every one with its offsets into the original text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from marsad.text.fold import fold

TokenKind = Literal["word", "number", "punct", "newline"]


class Token(Struct, frozen=True, gc=False):
    """``start`` and ``end`` are code points of the original; ``fold`` is the comparable form (a number's is ASCII).

    ``ta``: the word is written with a final ة, which folding turns into ه: it ends in no pronoun.
    """

    start: int
    end: int
    fold: str
    kind: TokenKind
    ta: bool = False


class Sentence(Struct, frozen=True, gc=False):
    """Half-open range of token indices."""

    first: int
    last: int


_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c-\u200f\u061c"
_ARABIC = f"\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc{_MARKS}"
_LETTER = "[^\\W\\d_]"
# Filler that posts put inside a word to slip past filters. With a space it needs a tatweel on both sides:
# "الطـ ـيران" (the aircraft) is one word, "الـ 16" (the 16) and "بـ سراقب" (in Saraqib) are two.
_GAP = r"(?:\u0640+[ .·•*\-/\\]+\u0640+|\u0640+[.·•*]+|[.·•*]+\u0640+)"
_BREAKS = "\n\r\u2028\u2029\x0b\x0c"
# The spaces before a token, and a word, a number or a mark; most words are followed by no filler. Nothing but spaces stands
# outside of it, so that the lengths of what was found tell where it stands.
_TOKEN = re.compile(
    rf"([^\S{_BREAKS}]*)"
    rf"(?:([{_ARABIC}]++(?![\u0640.·•*])"
    rf"|[{_ARABIC}]+(?:(?=[\u0640.·•*])(?:{_GAP}|\u0640+)[{_ARABIC}]+)*\u0640*"
    rf"|\u0640+[{_ARABIC}]+|(?:{_LETTER}|[\u0300-\u036f])+)"
    r"|(\d+(?:[.,:/٫٬\-]\d+)*)"
    rf"|([{_BREAKS}]+|\.{{2,}}|…|[^\w\s]|_))"
)
_FILLER = re.compile(_GAP)


_fold = fold.__wrapped__  # what is kept here need not be kept there too


@lru_cache(maxsize=40_000)
def _word(surface: str) -> tuple[str, bool]:
    """The comparable form of a word, and whether it is written with a final ة."""
    return _fold(_FILLER.sub("", surface)) if "\u0640" in surface else _fold(surface), surface[-1] == "ة"


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Words, numbers, punctuation marks and line breaks of ``text[start:end]`` in order; spaces are left out."""
    out: list[Token] = []
    append = out.append
    last = start
    for spaces, word, number, mark in _TOKEN.findall(text, start, len(text) if end is None else end):
        first = last + len(spaces)
        if word:
            last = first + len(word)
            folded, ta = _word(word)
            if folded:
                append(Token(first, last, folded, "word", ta))
        elif number:
            last = first + len(number)
            append(Token(first, last, fold(number), "number"))
        else:
            last = first + len(mark)
            append(
                Token(first, last, "\n", "newline")
                if mark[0] in _BREAKS
                else Token(first, last, mark, "punct")
            )
    return out


_STOPS = {".", "!", "?", "؟", "…", "۔"}
_CLOSERS = {'"', "”", "»", "'", "’", ")", "]", "“"}


_SITES = {"نت", "كوم", "اورغ"}  # السورية.نت is one name
_LONGEST = 240
_ITEM = 3  # an item of a list has more tokens than this
_BULLETS = set("◄►▪▫●○■□◾◽◼◻◆◇•🔴🟢🔵🟠🟡🟣⚫⚪🔻🔺🔹🔸⭕✅📍📌⚡🔶🔷🟥🟦🟩🟧")
_SIGNS = set("✅📍📌⚡")  # they head items, and decorate a line
_STAMP = re.compile(r"[0-2]?\d:[0-5]\d")
_O_CLOCK = {
    "الساعه",
    "ساعه",
    "عند",
    "في",
    "حتي",
    "منذ",
    "بعد",
    "قبل",
    "بين",
    "حوالي",
    "تمام",
    "من",
    "و",
    "الي",
}


def _begins_item(tokens: list[Token], first: int, at: int) -> bool:
    """Is it a bullet in a line, or a time in a line that a time opens ("10:20 … 10:45 …")?

    Neither after "at" or "o'clock", which tell when what is being told was.
    """
    token = tokens[at]
    if token.kind == "punct":
        if token.fold in _SIGNS and tokens[first].fold not in _BULLETS:
            return False  # … بغارة جوية 📍كفرنبل: no list
        return token.fold in _BULLETS or (
            token.fold in ("*", "|") and [t.fold for t in tokens[at : at + 3]] == [token.fold] * 3
        )
    if token.kind != "number" or not _STAMP.fullmatch(token.fold):
        return False
    opens = tokens[first + 1] if tokens[first].kind == "punct" else tokens[first]
    return _STAMP.fullmatch(opens.fold) is not None and tokens[at - 1].fold not in _O_CLOCK


def sentences(tokens: list[Token], first: int = 0) -> list[Sentence]:
    """Sentence ranges from token ``first`` on. Line breaks always end one; ``د.`` (Dr) and ``3.`` do not; ``..`` in a headline does, and a bullet in a line.

    A run of words without any full stop is cut at the first mark after 240 tokens, or without one after 300, so that the
    work on a sentence stays bounded.
    """
    out: list[Sentence] = []
    count = len(tokens)
    at = first
    while at < count:
        token = tokens[at]
        kind = token.kind
        if kind == "word" and at - first < _LONGEST:
            at += 1  # nearly every token: it ends nothing
            continue
        if kind != "word" and at - first > _ITEM and _begins_item(tokens, first, at):
            out.append(Sentence(first, at))
            first = at
        ends = kind == "newline"
        if kind == "punct" and (token.fold in _STOPS or token.fold[:2] == ".."):
            before = tokens[at - 1] if at else None
            after = tokens[at + 1] if at + 1 < count else None
            glued = after is not None and after.start == token.end and after.kind in ("word", "number")
            initial = (
                token.fold == "."
                and before is not None
                and before.end - before.start == 1
                and before.end == token.start
            )
            numbered = (
                token.fold == "." and before is not None and before.kind == "number" and at - 1 == first
            )
            abbreviated = glued and before is not None and len(before.fold) <= 2
            site = glued and after is not None and after.fold in _SITES
            ends = (
                not (initial and before is not None and before.kind == "word")
                and not numbered
                and not abbreviated
                and not site
            )
            if ends:
                while (
                    at + 1 < count
                    and tokens[at + 1].kind == "punct"
                    and (tokens[at + 1].fold in _CLOSERS or tokens[at + 1].fold in _STOPS)
                    and tokens[at + 1].start == tokens[at].end
                ):
                    at += 1
        if not ends and at - first >= _LONGEST:
            ends = kind == "punct" or at - first >= _LONGEST + 60  # nobody wrote that as one sentence
        if ends:
            if at + 1 > first and _tells(tokens, first, at + 1):
                out.append(Sentence(first, at + 1))
            first = at + 1
        at += 1
    if first < count and _tells(tokens, first, count):
        out.append(Sentence(first, count))
    return out


def _tells(tokens: list[Token], first: int, last: int) -> bool:
    """Does a range have a word or a number, and not only marks?"""
    told = ("word", "number")
    return tokens[first].kind in told or any(tokens[at].kind in told for at in range(first + 1, last))

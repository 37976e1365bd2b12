"""Glyphs as they lie on a line, from left to right, put back into the order they are read in.

A page of a PDF knows where each glyph stands and no more. This undoes what the Unicode bidirectional algorithm did when
the page was set: Arabic letters from right to left, numbers and Latin words inside them from left to right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("«", "»"), ("‹", "›"))
_MIRROR = {a: b for a, b in _PAIRS} | {b: a for a, b in _PAIRS}
_OPEN = frozenset("([{«‹")
_JOINS = frozenset(".,:/\u066b\u066c\u060c\u00a0")
"""What keeps two numbers one between them (CS of the algorithm); a hyphen does not, after Arabic letters."""

_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_ALEFS = "اأإآٱ"


def plain_letters(text: str) -> str:
    """Letters in their joined forms as plain letters; the lone mark's form without the space it is drawn on."""
    return _FORMS.sub(lambda m: unicodedata.normalize("NFKC", m[0]).strip() or m[0], text)


_TANWEEN = re.compile("((?:\u0627\u064b|\u064b\u0627|[\u0621\u0629]\u064b))(?=[\u0621-\u064a])(?!\u0627)")
_TWICE = re.compile("(?P<one>[\u0621-\u064a][\u064b-\u064d])(?P=one)|(?P<mark>[\u064b-\u0652])(?P=mark)+")


def mended(line: str) -> str:
    """The line as it was meant where the file's table of letters is wanting.

    A letter and its mark that are two glyphs may each be given as both; and a tanween ends a word, even where the file
    leaves no room to see it by.
    """
    return _TANWEEN.sub(r"\1 ", _TWICE.sub(lambda m: m["one"] or m["mark"], line))


def is_mark(char: str) -> bool:
    """Whether the character is a vowel sign or another mark set on a letter."""
    return unicodedata.category(char[:1]) == "Mn"


def _side(text: str) -> str:
    """L(atin), R (Arabic and the like), E (digits 0-9), A (Arabic-Indic digits) or N (neutral)."""
    char = text[0]
    kind = unicodedata.bidirectional(char)
    if kind in ("R", "AL"):
        return "R"
    return {"L": "L", "EN": "E", "AN": "A"}.get(kind, "N")


def is_rtl(texts: Sequence[str]) -> bool:
    """Whether more of the letters run from right to left than the other way."""
    sides = [_side(text) for text in texts if text.strip()]
    return sides.count("R") > sides.count("L")


def in_reading_order(glyphs: Sequence[str], rtl: bool) -> list[int]:
    """The places of the glyphs (each the text it stands for, from left to right) in the order they are read in."""
    if not rtl:
        return _right_runs(glyphs)
    out: list[int] = []
    for start, end in reversed(_left_runs(glyphs)):
        out.extend(range(start, end))
    return out


def _left_runs(glyphs: Sequence[str]) -> list[tuple[int, int]]:
    """The line cut into runs that are read from left to right; an Arabic letter or a sign is one by itself."""
    sides = [_side(text) for text in glyphs]
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(glyphs):
        if sides[at] not in "LEA":
            runs.append((at, at + 1))
            at += 1
            continue
        end, latin = at + 1, sides[at] == "L"
        while end < len(glyphs):
            if sides[end] in "LEA":
                latin = latin or sides[end] == "L"
                end += 1
                continue
            after = end
            while after < len(glyphs) and sides[after] == "N":
                after += 1
            if after == len(glyphs) or sides[after] == "R":
                break
            number = after == end + 1 and sides[after] == sides[end - 1] and glyphs[end] in _JOINS
            if not ((latin and sides[after] in "LE") or number):
                break
            latin = latin or sides[after] == "L"
            end = after + 1
        runs.append((at, end))
        at = end
    return runs


def _right_runs(glyphs: Sequence[str]) -> list[int]:
    """A line that runs from left to right, with the Arabic words in it turned."""
    sides = [_side(text) for text in glyphs]
    out: list[int] = []
    at = 0
    while at < len(glyphs):
        if sides[at] != "R":
            out.append(at)
            at += 1
            continue
        end = at
        for after in range(at, len(glyphs)):
            if sides[after] == "L":
                break
            if sides[after] == "R":
                end = after + 1
        inner = _left_runs(glyphs[at:end])
        for start, stop in reversed(inner):
            out.extend(range(at + start, at + stop))
        at = end
    return out


def turned(line: str) -> str:
    """The line with each bracket as it must be: opening before a word, closing after one.

    Files name a bracket by its shape or by its meaning, at times both in one line, so that neither can be believed.
    """
    out = list(line)
    inside: dict[str, bool] = {}
    for at, char in enumerate(line):
        if char not in _MIRROR:
            continue
        pair = min(char, _MIRROR[char])
        before, after = line[at - 1 : at], line[at + 1 : at + 2]
        starts = not before or before.isspace() or before in _MIRROR or before in "\"'“”:،"
        ends = not after or after.isspace() or after in _MIRROR or after in ".,:;،؛؟!?\"'“”"
        opens = starts if starts != ends else not inside.get(pair, False)
        inside[pair] = opens
        out[at] = char if (char in _OPEN) == opens else _MIRROR[char]
    return "".join(out)


def lam_first(pieces: list[str]) -> list[str]:
    """The letters of one glyph; lam-alef is never alef-lam, whichever way the file names its parts."""
    if len(pieces) == 2 and pieces[0] in _ALEFS and pieces[1] == "ل":
        return pieces[::-1]
    return sorted(pieces, key=is_mark)

"""Spaces, marks and letters of the web as an Arabic text has them: no-break spaces, marks of direction, Latin commas, Persian letters."""

from __future__ import annotations

import re

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t"
_MARKS = "\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_ODD = re.compile(f"[{_SPACES}{_MARKS}]")
# A run of marks is tried once, at its beginning: pages can hold thousands in a row.
_BLANKS = re.compile(f"[{_SPACES}]|(?<=[ {_SPACES}])[{_MARKS}]++|(?<![{_MARKS}])[{_MARKS}]++(?=[ {_SPACES}])")
_MANY = re.compile(" {2,}")
_LETTERS = str.maketrans("کیہھەۃ", "كيهههة")  # as Persian, Kurdish and Urdu keyboards write Arabic ones
_FOREIGN = re.compile("[کیہھەۃ]")
_LATIN = re.compile(r"(?<=[\u0620-\u064a])\"?[,;?](?!\d)")
_ARABIC = str.maketrans(",;?", "،؛؟")
_SLASHED = re.compile(r"(?<!\S)/(\d{1,7})/(?!\S)")  # "/5/ ضباط", as Syrian agencies set numbers apart


def plain(text: str) -> str:
    """The text with a plain space for every other one, tabs too, and for each mark of direction beside one; with Arabic commas,
    semicolons, question marks and letters; with lines that end as Unix ends them.

    As long as before, so that every offset stays. Inside a word a mark is left: there it parts no words.
    """
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    if text.isascii():
        return text
    if _ODD.search(text) is not None:
        text = _BLANKS.sub(lambda run: " " * len(run[0]), text)
    if _FOREIGN.search(text) is not None:
        text = text.translate(_LETTERS)
    if "," in text or ";" in text or "?" in text:
        text = _LATIN.sub(lambda mark: mark[0].translate(_ARABIC), text)
    if "/" in text:
        text = _SLASHED.sub(r" \1 ", text)
    return text


def single_spaces(text: str) -> str:
    """Runs of spaces as one. Offsets do not stay."""
    return _MANY.sub(" ", text) if "  " in text else text

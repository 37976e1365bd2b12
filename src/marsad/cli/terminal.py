"""Arabic and Latin on one screen: order, joined letters, styles and line breaks.

Terminals differ. Some order and join right-to-left text (VTE, Konsole, Apple's, mintty, mlterm); many show
the letters one by one from left to right; some drop isolates. So a line never needs more than the plain
algorithm: it begins with a Latin label and holds one Arabic name, or several parted by Latin words, never by
a bare arrow or number, which would turn "who to whom" around. On top of that:

- a terminal known to order text gets the logical order with each Arabic run in an isolate;
- ``--visual`` orders and joins the letters here, and tells the terminal not to do it again;
- a file or a pipe gets plain logical text.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TextIO

import click
from msgspec import Struct

from marsad.errors import OutputError

_FSI, _RLI, _PDI = "\u2068", "\u2067", "\u2069"
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
# From the first Arabic letter to the last before a Latin one or a bracket, with the marks that close it.
_RUN = re.compile(rf"[\"“«‘']?[{_RTL}](?:[^A-Za-z()\x1b\n]*[{_RTL}])?[\"”»’'؟!…]*")
_LETTER = re.compile(f"[{_RTL}]")
_ISOLATES = dict.fromkeys(map(ord, (_FSI, _RLI, _PDI)))
_EXPLICIT, _IMPLICIT = "\x1b[8l", "\x1b[8h"  # ECMA-48 BDSM: order is ours, order is the terminal's
_WIDEST = 110

PLAIN, EVIDENCE, TRIGGER = 0, 1, 2


def many(count: int, one: str, more: str | None = None) -> str:
    """A number with its noun: 1 report, 2,000 reports."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"


class Screen(Struct, frozen=True):
    """How to write to one output. ``width`` is in cells; None means that lines are not broken."""

    styled: bool = False
    isolates: bool = False
    visual: bool = False
    width: int | None = None
    explicit: bool = False

    def style(self, text: str, **how: bool | str) -> str:
        """The text in a style where there are styles; the words must do without."""
        return click.style(text, **how) if self.styled else text  # type: ignore[arg-type]

    def mixed(self, text: str) -> str:
        """One finished line that begins with Latin text or spaces."""
        if not (self.visual or self.isolates):
            return text
        text = _RUN.sub(lambda run: f"{_FSI}{run[0]}{_PDI}", text)
        return _visual(text, "L") if self.visual else text

    def field(self, label: str, value: str, indent: int = 3, column: int = 14) -> Iterator[str]:
        """``label  value``, with the value broken at the width and continued in its column."""
        room = None if self.width is None else self.width - indent - column
        head = " " * indent + self.style(label.ljust(column), dim=True)
        for start, end in _breaks(value, room):
            yield self.mixed(head + value[start:end])
            head = " " * (indent + column)

    def sentence(self, text: str, marks: Sequence[int], indent: int = 3) -> Iterator[str]:
        """An Arabic sentence, its marked characters in bold (the trigger underlined too) or in brackets."""
        if not self.styled:
            text = _bracketed(text, marks)
            marks = [PLAIN] * len(text)
        room = None if self.width is None else self.width - indent
        # By the whole sentence, not by the line: a line of it may begin with a Latin name.
        arabic = sum(map(bool, map(_LETTER.match, text))) * 2 > sum(map(str.isalpha, text))
        for start, end in _breaks(text, room):
            line = self._painted(text[start:end], marks[start:end])
            if self.visual:
                line = _visual(line, "R" if arabic else "L")
            elif self.isolates:
                line = f"{_RLI if arabic else _FSI}{line}{_PDI}"
            yield " " * indent + line

    def _painted(self, text: str, marks: Sequence[int]) -> str:
        out, at = [], 0
        while at < len(text):
            end = at
            while end < len(text) and marks[end] == marks[at]:
                end += 1
            piece = text[at:end]
            out.append(
                piece if marks[at] == PLAIN else self.style(piece, bold=True, underline=marks[at] == TRIGGER)
            )
            at = end
        return "".join(out)

    def print(self, lines: Iterator[str] | Sequence[str]) -> None:
        """Write the lines to standard output."""
        if self.explicit:
            click.echo(_EXPLICIT, nl=False, color=True)
        try:
            for line in lines:
                click.echo(line, color=self.styled)
        finally:
            if self.explicit:
                click.echo(_IMPLICIT, nl=False, color=True)


def screen(
    visual: bool = False, stream: TextIO | None = None, environ: Mapping[str, str] | None = None
) -> Screen:
    """The screen that a stream is, by what is known of the terminal behind it."""
    stream = stream or sys.stdout
    environ = os.environ if environ is None else environ
    terminal = stream.isatty()
    visual = visual or (terminal and environ.get("MARSAD_VISUAL", "0") not in ("", "0"))
    if visual:
        _reorderer()
    return Screen(
        styled=terminal and not visual and "NO_COLOR" not in environ and environ.get("TERM") != "dumb",
        isolates=terminal and not visual and orders_text(environ),
        visual=visual,
        width=min(shutil.get_terminal_size().columns, _WIDEST) if terminal else None,
        explicit=terminal and visual and environ.get("TERM") != "dumb",
    )


def orders_text(environ: Mapping[str, str]) -> bool:
    """Is this a terminal that is known to put Arabic in its order?"""
    vte = environ.get("VTE_VERSION", "")
    return (
        (vte.isdigit() and int(vte) >= 5800)
        or "KONSOLE_VERSION" in environ
        or "MLTERM" in environ
        or environ.get("TERM_PROGRAM") in ("Apple_Terminal", "mintty")
    )


def hint(stream: TextIO | None = None) -> str | None:
    """What to tell a person at a terminal that may show Arabic letter by letter from the left."""
    if not (stream or sys.stdout).isatty() or orders_text(os.environ) or os.environ.get("MARSAD_VISUAL"):
        return None
    return "If Arabic letters stand apart or backwards here, add --visual (or set MARSAD_VISUAL=1)."


@lru_cache(maxsize=1)
def _reorderer() -> Callable[[str, str], str]:
    try:
        from arabic_reshaper import ArabicReshaper
        from bidi import get_display
    except ImportError:
        raise OutputError(
            3, "--visual needs two more packages.", mend='Install them: pip install "marsad[visual]"'
        ) from None
    # Vowel marks would hang on the wrong letter once the order is turned.
    reshape = ArabicReshaper({"delete_harakat": True}).reshape

    def display(text: str, direction: str) -> str:
        return str(get_display(reshape(text), base_dir=direction))

    return display


def _visual(text: str, direction: str) -> str:
    body = text.lstrip(" ")
    return " " * (len(text) - len(body)) + _reorderer()(body, direction).translate(_ISOLATES)


def clean(text: str) -> str:
    """The text as one line that cannot disturb the screen: no controls, no bidi marks, no half characters."""
    return "".join(map(_clean, text))


@lru_cache(maxsize=4096)
def _clean(char: str) -> str:
    """The character as shown; always one, so that marks stay in place, or none."""
    code = ord(char)
    if code in (0x061C, 0x200E, 0x200F, 0xFEFF) or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069:
        return ""
    category = unicodedata.category(char)
    if category in ("Zl", "Zp") or char in "\n\r\t\x0b\x0c\x85":
        return " "
    return "\ufffd" if category in ("Cc", "Cs") else char


def marked(text: str, start: int, end: int, spans: Sequence[tuple[int, int, int]]) -> tuple[str, list[int]]:
    """``text[start:end]`` cleaned, with the mark of each character; later spans lie over earlier ones."""
    marks = [PLAIN] * (end - start)
    for first, last, mark in spans:
        for at in range(max(first, start), min(last, end)):
            marks[at - start] = mark
    shown = [_clean(char) for char in text[start:end]]
    return "".join(shown), [mark for char, mark in zip(shown, marks, strict=True) if char]


def _bracketed(text: str, marks: Sequence[int]) -> str:
    out, inside = [], False
    for char, mark in zip(text, marks, strict=True):
        if bool(mark) != inside:
            out.append("]" if inside else "[")
            inside = bool(mark)
        out.append(char)
    return "".join(out) + ("]" if inside else "")


def cells(text: str) -> int:
    """How many cells of a terminal the text takes."""
    return sum(map(_cells, text))


@lru_cache(maxsize=4096)
def _cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _breaks(text: str, room: int | None) -> Iterator[tuple[int, int]]:
    """Ranges of the text that fit ``room`` cells, broken at spaces only: a word is never cut."""
    if room is None or cells(text) <= room:
        yield 0, len(text)
        return
    start, used, end = 0, 0, 0
    for word in re.finditer(r"\S+\s*", text):
        size = cells(word[0].rstrip())
        if end > start and used + size > max(room, 20):
            yield start, len(text[:end].rstrip())
            start, used = word.start(), 0
        used += cells(word[0])
        end = word.end()
    yield start, len(text[:end].rstrip())

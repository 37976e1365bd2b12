"""A saved page as lines, and what sites put around reports (``data/furniture.yaml``), compiled."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import Any, Literal

import msgspec
from msgspec import Struct

from marsad.errors import LexiconError
from marsad.reading.page.card_words import CardWords, compile_card_words
from marsad.reading.page.published import DateTable, compile_dates, has_date, is_date_text, read_date
from marsad.text.fold import fold
from marsad.text.plain import single_spaces

Match = Literal["line", "start", "shape", "inline"]
Does = Literal[
    "drop", "menu", "related", "end", "close", "rights", "skip", "resume", "caption", "head", "tail", "dated", "updated"
]  # fmt: skip
Role = Literal["title", "lead", "body", "caption", "update"]


class FurnitureRule(Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of the YAML file; ``test`` and ``not`` are its own examples."""

    id: str
    match: Match
    does: Does
    say: tuple[str, ...]
    test: tuple[str, ...]
    not_: tuple[str, ...] = msgspec.field(name="not")


class Hit(Struct, frozen=True, gc=False):
    """A rule that took a line, and the folded phrase it took it by (empty for shapes)."""

    id: str
    does: Does
    phrase: str = ""


class FurnitureTable(Struct, frozen=True):
    """Compiled rules: whole lines and beginnings by folded phrase, shapes and inline in file order.

    ``any_shape`` matches what one of the shapes matches; ``needs``: what a text must hold for each inline pattern.
    """

    rules: tuple[FurnitureRule, ...]
    whole: dict[str, Hit]
    starts: dict[str, tuple[Hit, ...]]
    shapes: tuple[tuple[re.Pattern[str], Hit], ...]
    inline: tuple[tuple[re.Pattern[str], Hit], ...]
    dates: DateTable
    any_shape: re.Pattern[str]
    needs: tuple[str, ...]
    cards: CardWords


class Line(Struct, gc=False):
    """A line, or what cuts left of it.

    ``head``: its folded beginning; ``plain``: its folded words; ``key``: its letters and digits, folded;
    ``stop``: ends as a sentence does; ``cut``: ends in dots; ``colon``: announces what follows; ``listed``:
    is an item of a list; ``credited``: ends in a bracket; ``dated``: begins with a full date; ``day``: the
    date in it; ``only_day``: is nothing else; ``role`` and ``reason``: what it is kept as, or removed for.
    """

    start: int
    end: int
    head: str = ""
    plain: str = ""
    key: str = ""
    words: int = 0
    stop: bool = False
    cut: bool = False
    colon: bool = False
    listed: bool = False
    credited: bool = False
    dated: bool = False
    day: str | None = None
    only_day: bool = False
    rule: Hit | None = None
    role: Role | None = None
    reason: str = ""
    time: str | None = None

    def part(self, start: int, end: int) -> Line:
        """The same line's stretch from ``start`` to ``end``, with its role."""
        return msgspec.structs.replace(self, start=start, end=end)


_fold = fold.__wrapped__  # lines of a page are seen once: the cache would only fill up
_MARK = re.compile(r"[^\w\s]")
_COUNT = re.compile(r"^\d+ | \d+$")
_LINES = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")
_SHORT = 400  # longer lines are text: their shape is judged by both ends


def squash(text: str) -> str:
    """Letters and digits alone, folded: equal for texts that differ in marks, spaces or censoring filler."""
    return "".join(_words(_fold(text)))


def _words(folded: str) -> list[str]:
    """The runs of letters and digits."""
    return _MARK.sub(" ", folded.replace("_", " ")).split()


def _plain(folded: str) -> str:
    """Folded words with single spaces, without a count in front or behind ("التعليقات (0)" → "التعليقات")."""
    plain = " ".join(_words(folded))
    counted = plain[:1].isdecimal() or plain[-1:].isdecimal()
    return _COUNT.sub("", plain) if counted else plain


def compile_furniture(data: Mapping[str, Any]) -> FurnitureTable:
    """Compile what the YAML file says. Raises ``LexiconError`` on an unknown field or a bad pattern."""
    try:
        rules = msgspec.convert(data.get("rules", []), tuple[FurnitureRule, ...])
    except msgspec.ValidationError as error:
        raise LexiconError(60, f"furniture: {error}.", mend="See the key at the file's head.") from error
    whole: dict[str, Hit] = {}
    starts: dict[str, list[Hit]] = {}
    shapes: list[tuple[re.Pattern[str], Hit]] = []
    inline: list[tuple[re.Pattern[str], Hit]] = []
    for rule in rules:
        for say in rule.say:
            phrase = _plain(_fold(say)) if rule.match in ("line", "start") else ""
            hit = Hit(rule.id, rule.does, phrase)
            try:
                if rule.match == "line":
                    whole.setdefault(phrase, hit)
                elif rule.match == "start":
                    starts.setdefault(phrase.split(" ")[0], []).append(hit)
                elif rule.match == "shape":
                    shapes.append((re.compile(say), hit))
                else:
                    inline.append((re.compile(_spaced(say)), hit))
            except (re.error, IndexError) as error:
                what = f"furniture rule {rule.id}: {say!r} {error}."
                raise LexiconError(61, what, mend="Mend the pattern.") from error
    longest_first = {
        word: tuple(sorted(hits, key=lambda hit: -len(hit.phrase))) for word, hits in starts.items()
    }
    dates = compile_dates(data.get("months", {}), data.get("date_company", []))
    try:
        any_shape = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in shapes))
    except re.error:  # patterns that name the same group, or set flags: each is tried by itself
        any_shape = re.compile("")
    needs = tuple(max(literal(pattern).split(" "), key=len) for pattern, _ in inline)
    cards = compile_card_words(data.get("cards", {}))
    return FurnitureTable(
        rules, whole, longest_first, tuple(shapes), tuple(inline), dates, any_shape, needs, cards
    )


def _spaced(pattern: str) -> str:
    """A pattern whose every space stands for any number of them: pages are copied with more than they show."""
    out, inside, escaped = [], False, False
    for at, char in enumerate(pattern):
        if char == " " and not (inside or escaped) and pattern[at + 1 : at + 2] not in ("?", "*", "+", "{"):
            out.append(" +")
        else:
            out.append(char)
        inside = not escaped and ((char == "[" and not inside) or (inside and char != "]"))
        escaped = char == "\\" and not escaped
    return "".join(out)


_GROUP = re.compile(r"\((?:[^()\[\]\\]|\\.|\[(?:[^\]\\]|\\.)+\])*\)")
_PLAIN = re.compile(r"(?:[\w ,/@#·-](?![?*{+]))+")


def literal(regex: re.Pattern[str]) -> str:
    """The longest stretch of plain characters that every match of a regular expression holds; empty where none is sure."""
    if regex.flags & (re.IGNORECASE | re.VERBOSE):
        return ""
    pattern = regex.pattern
    while _GROUP.search(pattern):
        pattern = _GROUP.sub("\0", pattern)
    if "|" in pattern or "(" in pattern:
        return ""
    pattern = re.sub(r"\[(?:[^\]\\]|\\.)+\]|\\.", "\0", pattern)
    return max(_PLAIN.findall(re.sub(r"\{[\d,]+\}", "{", pattern)), key=len, default="")


def rule_of(line: Line, table: FurnitureTable) -> Hit | None:
    """The rule that takes the line. Lines of text are never matched against shapes."""
    if line.words > 40 or not line.head or line.end - line.start > _SHORT:
        return None
    if hit := table.whole.get(line.plain):
        return hit
    first, _, _ = line.plain.partition(" ")
    for hit in table.starts.get(first, ()):
        if line.plain == hit.phrase or line.plain.startswith(hit.phrase + " "):
            if hit.does in ("dated", "updated") and not (line.day and line.words <= 14):
                continue
            if hit.does == "related" and line.stop and line.words > 25:
                continue
            return hit
    if line.only_day or (line.stop and line.words >= 12 and line.head[:1] not in "©{"):
        return None  # a day in figures is no telephone number
    if table.any_shape.pattern and not table.any_shape.fullmatch(line.head):
        return None
    return next((hit for pattern, hit in table.shapes if pattern.fullmatch(line.head)), None)


def page_lines(text: str, table: FurnitureTable) -> tuple[list[Line], list[tuple[int, int, str]], str | None]:
    """Lines left by the cuts of posts' shells, the cuts as (start, end, rule id), and the post's own day."""
    cuts, posted = _cuts(text, table)
    lines: list[Line] = []
    at = 0
    for match in _LINES.finditer(text):
        start, end = match.span()
        while at < len(cuts) and cuts[at][1] <= start:
            at += 1
        piece, here = start, at
        while here < len(cuts) and cuts[here][0] < end:
            if cuts[here][0] > piece:
                _add(lines, text, piece, cuts[here][0], table)
            piece = max(piece, cuts[here][1])
            here += 1
        if piece < end:
            _add(lines, text, piece, end, table)
    return lines, cuts, posted


_SENTENCE_END = (".", "۔")
_CLOSERS = "\"'”»’)]“ \u200f\u200e"
_LISTED = re.compile(r"\s*(?:[•●▪◾◼■🔴🔵🔸🔹📌✅⚡➡👈⏺*#\-–—]|\d{1,2}\s?[.)\-_]|[\"“«(])")


def _add(lines: list[Line], text: str, start: int, end: int, table: FurnitureTable) -> None:
    while start < end and (text[start].isspace() or text[start] in "\u200e\u200f\ufeff"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\u200e\u200f\ufeff"):
        end -= 1
    if start == end:
        return
    line = Line(start, end)
    if not text[end - 1].isalnum():  # else it ends in no mark
        tail = text[max(start, end - 40) : end].rstrip(_CLOSERS)
        line.cut = tail.endswith(("..", "…"))
        line.stop = not line.cut and tail.endswith(_SENTENCE_END)
        line.colon = tail.endswith(":")
        line.credited = text[end - 1] == ")"
    line.head = single_spaces(_fold(text[start : min(end, start + _SHORT)]))
    if end - start <= _SHORT:
        line.plain = _plain(line.head)
        line.key = line.plain.replace(" ", "")
        line.words = line.plain.count(" ") + 1 if line.plain else 0
        if has_date(line.head) and (day := read_date(line.head, table.dates)) is not None:
            line.day = day
            line.dated = bool(table.dates.led.match(line.head))
            line.only_day = is_date_text(line.head, table.dates)
    else:
        line.key = squash(text[start:end]) if end - start <= 20_000 else text[start:end]
        line.words = (end - start) // 6
    line.listed = bool(_LISTED.match(text, start))
    lines.append(line)


def _cuts(text: str, table: FurnitureTable) -> tuple[list[tuple[int, int, str]], str | None]:
    """Stretches that inline rules take, in order and without overlap."""
    found: list[tuple[int, int, str]] = []
    begin, posted = 0, None
    tails: list[tuple[int, int, str]] = []
    for (pattern, hit), need in zip(table.inline, table.needs, strict=True):
        if need and need not in text:
            continue
        for match in pattern.finditer(text):
            if hit.does == "drop":
                found.append((*match.span(), hit.id))
                continue
            around = text[max(0, match.start() - 48) : match.end()][-120:]
            posted = posted or read_date(single_spaces(_fold(around)), table.dates)
            if hit.does == "head" and not begin:
                found.append((0, match.end(), hit.id))
                begin = match.end()
            elif hit.does == "tail":
                tails.append((*match.span(), hit.id))
    tails = sorted(tail for tail in tails if tail[0] >= begin)
    if tails:
        found += _author(text, begin, tails)
    merged: list[tuple[int, int, str]] = []
    for start, end, reason in sorted(found):
        if merged and start < merged[-1][1]:
            start = merged[-1][1]
        if start < end:
            merged.append((start, end, reason))
    return merged, posted


_AUTHOR = re.compile(r"[^\n@]{0,80}@(\w{1,20})", re.ASCII)


def _author(text: str, begin: int, tails: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """After a post's end all goes, but for lines that the same account wrote on ("name@handle" in front)."""
    start, _, reason = tails[0]
    cuts = []
    opening = _AUTHOR.search(text, begin, min(start, begin + 400)) if not begin else None
    if opening is None:
        return [(start, len(text), reason)]
    cuts.append((opening.start(), opening.end(), "post_author"))
    sign, gone = "@" + opening[1], start
    ends = [tail[1] for tail in tails]
    begins = [tail[0] for tail in tails]
    while True:
        nth = bisect_right(begins, gone) - 1  # the stamp that ends the post just read
        again = text.find(sign, ends[nth])
        follows = bisect_right(begins, again)
        if again < 0 or follows == len(tails):
            return [*cuts, (gone, len(text), reason)]
        cuts.append((gone, again + len(sign), reason))
        gone = begins[follows]

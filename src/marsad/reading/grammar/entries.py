"""Reports made of entries: a live page's lines, a bulletin's items, what stands under the name of a town.

**حلب:** قتل طفلان … **إدلب:** غارتان …: what stands under one town is told of it, and not of the next. 10:30 مقتل 4 … 11:15
الحصيلة بلغت 9: a later line of one story has the later count.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from marsad.lexicon.word_classes import word_class
from marsad.reading.records import SEAT, Chunk
from marsad.reading.sameness import any_place
from marsad.text.tokens import Sentence, Token

_BULLETS = frozenset("•●▪■◼◾★☆*–—-¤·►▶◄✦♦#")
_LEADS = word_class("heads_an_entry")
_BARS = {"|", "||", "/", "-", "–", "—", ":"}
_JOINING = {"،", ",", "-", "–", "/", "و"}
_NOT = {"لا", "لن", "لم", "ليس", "لسنا"}  # not
_HEADING = 8  # tokens of a heading, at most
_PLACES = ("place", "state")


class Entries(Struct, frozen=True):
    """``number``: of which entry each sentence is, 0 of none; ``places``: under which places it stands; ``heads``: where those are named;
    ``news``: the sentences of lines with a time, "urgent" or who tells them before a colon, and not only the mark of an item; ``items``: those that have only that.
    """

    number: tuple[int, ...] = ()
    places: tuple[tuple[Chunk, ...], ...] = ()
    heads: frozenset[int] = frozenset()
    news: frozenset[int] = frozenset()
    items: frozenset[int] = frozenset()

    def parted(self, one: int, two: int) -> bool:
        """Do two sentences stand under different places?"""
        if not self.heads or self.number[one] == self.number[two]:
            return False
        mine, theirs = self.places[one], self.places[two]
        return bool(mine and theirs) and not any_place(mine, theirs)

    def two(self, one: int, two: int) -> bool:
        """Are they of two entries?"""
        return bool(self.number) and 0 != self.number[one] != self.number[two] != 0

    def listed(self, one: int, two: int) -> bool:
        """Do both open an item of a list, – one under the other? What an item tells no other tells."""
        return one in self.items and two in self.items and self.two(one, two)

    def later(self, one: int, two: int) -> bool:
        """Is the second of a later entry of the same story? Under the names of places a story goes on under one of them only."""
        if not self.two(one, two) or one > two:
            return False
        return not self.heads or any_place(self.places[one], self.places[two])


def find_entries(
    text: str, tokens: Sequence[Token], sentences: Sequence[Sentence], roles: Sequence[str],
    chunks: Sequence[Sequence[Chunk]], *, newest_first: bool = False,
) -> Entries:  # fmt: skip
    """The entries of a report; none where fewer than two of its lines begin as such.

    ``newest_first``: the latest stands above, so that no line goes on from that above it.
    """
    number = [0] * len(sentences)
    places: list[tuple[Chunk, ...]] = [()] * len(sentences)
    heads: set[int] = set()
    names: set[str] = set()
    news: set[int] = set()
    items: set[int] = set()
    block: tuple[Chunk, ...] = ()
    above: tuple[Chunk, ...] = ()
    entry = begun = 0
    for at, sentence in enumerate(sentences):
        if roles[at] == "title":
            continue
        line = _begins_line(text, tokens, sentence)
        start = past_marks(tokens, sentence.first, sentence.last) if line else sentence.first
        marked = start > sentence.first or roles[at] == "update"
        headed = _headed(tokens, chunks[at], start, sentence.last)
        spoken = headed is None and _has_heading(tokens, start, sentence.last)
        if spoken or roles[at] == "update" or (line and _timed(tokens, sentence.first, start)):
            news.add(at)
        elif line and marked and headed is None:
            items.add(at)
        if headed is not None:
            found, end = headed
            heads |= {c.first for c in found}
            names |= {c.name for c in found}
            above = found
            alone = all(t.kind != "word" for t in tokens[end : sentence.last])
            block = found if alone else ()
            begun += 1
            entry += 1
        elif line and (marked or block or spoken):
            above = block
            begun += marked or not block
            entry += 1
        elif spoken:
            begun += 1
            entry += 1
        elif line:
            above = ()
            continue
        number[at], places[at] = entry, above
    told = sum(role != "title" for role in roles)
    if begun < 2 or (2 * sum(map(bool, number)) < told and "update" not in roles and len(names) < 2):
        return Entries()  # one list in a report, or two who say something before a colon
    if newest_first:
        news = set()
    if len(names) < 2:  # a dateline
        return Entries(tuple(number), ((),) * len(number), news=frozenset(news), items=frozenset(items))
    return Entries(tuple(number), tuple(places), frozenset(heads), frozenset(news), frozenset(items))


def _begins_line(text: str, tokens: Sequence[Token], sentence: Sentence) -> bool:
    first = sentence.first
    if first == 0 or tokens[first - 1].kind == "newline":
        return True
    return "\n" in text[tokens[first - 1].end : tokens[first].start]


def past_marks(tokens: Sequence[Token], at: int, last: int) -> int:
    """Behind the bullet, the number, the time and "urgent" that a line begins with."""
    while at < last:
        token = tokens[at]
        if token.kind == "word" and token.fold not in _LEADS:
            break  # as nearly every line begins
        following = tokens[at + 1].fold if at + 1 < last else ""
        if token.fold in _BULLETS:
            at += 1
        elif token.kind == "number" and (":" in token.fold or following in (")", "-", ".", "–")):
            at += 1 if ":" in token.fold else 2
        elif token.fold in _LEADS and at + 1 < last:
            after = at + 2 if tokens[at + 1].kind == "number" else at + 1
            if after >= last or tokens[after].fold not in _BARS:
                break
            at = after + 1
        else:
            break
    return at


def _timed(tokens: Sequence[Token], first: int, start: int) -> bool:
    """Are a time or "urgent" among the marks before a line?"""
    return any(t.fold in _LEADS or (t.kind == "number" and ":" in t.fold) for t in tokens[first:start])


def _headed(
    tokens: Sequence[Token], chunks: Sequence[Chunk], start: int, last: int
) -> tuple[tuple[Chunk, ...], int] | None:
    """**ريف إدلب:**, **ماردين وهكاري:**: the places a line is headed with, and where what they head begins."""
    found: list[Chunk] = []
    here = start
    for chunk in chunks:
        if chunk.first < here:
            continue
        gap = tokens[here : chunk.first]
        if chunk.kind not in _PLACES or any(
            t.fold not in _JOINING and t.fold not in ("في", "اما") for t in gap
        ):
            break
        found.append(chunk)
        here = chunk.last
    if not found or here >= last or tokens[here].fold != ":":
        return None
    while here < last and tokens[here].fold == ":":
        here += 1
    return tuple(found), here


def _has_heading(tokens: Sequence[Token], start: int, last: int) -> bool:
    """**الدفاع المدني:** ثلاثة قتلى: does a line begin with somebody or something and a colon?"""
    for at in range(start, min(start + _HEADING, last - 1)):
        token = tokens[at]
        if token.kind == "word":
            continue
        if token.fold == ":":
            return at > start and tokens[at - 1].kind == "word"
        if token.kind == "newline" or token.fold in (".", "،"):
            return False
    return False


def _speaks(tokens: Sequence[Token], at: int) -> bool:
    """طهران: **نحذر** واشنطن, واشنطن: **لا نسعى** إلى حرب: what a government says of itself."""
    word = tokens[at].fold if at < len(tokens) else ""
    return word in _NOT or word.startswith("ن") or word.endswith("نا")


def under_towns(
    text: str, tokens: Sequence[Token], sentences: Sequence[Sentence], roles: Sequence[str],
    chunks: list[list[Chunk]],
) -> list[list[Chunk]]:  # fmt: skip
    """**رام الله:** مسيرة … **نابلس:** مواجهات …: among lines headed with towns a capital is one, and not who governs from it."""
    towns, capitals = 0, []
    for at, sentence in enumerate(sentences):
        start = past_marks(tokens, sentence.first, sentence.last)
        first = next((c for c in chunks[at] if c.first == start), None)
        if first is None or first.last >= sentence.last or tokens[first.last].fold != ":":
            continue
        if first.kind == "place":
            towns += 1
        elif first.kind == "anaphor" and first.sort in ("name", SEAT) and not _speaks(tokens, first.last + 1):
            capitals.append((at, first))
    if not towns or not capitals:
        return chunks
    out = list(chunks)
    for at, capital in capitals:
        town = replace(capital, kind="place", sort="city", ref=None)
        out[at] = [town if c is capital else c for c in out[at]]
    return out

"""Reports made of entries: a live page's lines, a bulletin's items, what stands under the name of a town.

**حلب:** قتل طفلان … **إدلب:** غارتان …: what stands under one town is told of it, and not of the next. 10:30 مقتل 4 … 11:15
الحصيلة بلغت 9: a later line of one story has the later count.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from unicodedata import category

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from marsad.lexicon.word_classes import word_class
from marsad.reading.records import SEAT, Chunk
from marsad.reading.sameness import any_place
from marsad.text.tokens import Sentence, Token

_BULLETS = frozenset("•●▪■◼◾★☆*–—-¤·►▶◄✦♦#|")
_ROUND = "•●"
_SIGNS = ("So", "Sk", "Mn", "Me")  # pictures and shapes, skin colours, and what follows them unseen
_AFTER_NUMBER = (")", "-", ".", "–", "\ufe0f", "\u20e3")
_LEADS = word_class("heads_an_entry")
_NEWS = {"الخبر", "خبر", "النبا"}  # the (next) piece of news
_NTH = word_class("nth")
_REPORTERS = word_class("reporters")
_BARS = {"|", "||", "/", "-", "–", "—", ":"}
_JOINING = {"،", ",", "-", "–", "/", "و"}
_NOT = {"لا", "لن", "لم", "ليس", "لسنا"}  # not
_ENDING = (":", "|")  # a heading
_LABEL = 5  # tokens of a channel's name before a bar, at most
_HEADING = 8  # tokens of a heading, at most
_PLACES = ("place", "state")
_TELLING = ("word", "number")


class Entries(Struct, frozen=True):
    """``number``: of which entry each sentence is, 0 of none; ``places``: under which places it stands; ``heads``: where those are named;
    ``stories``: of which of several stories on one page each sentence is, 0 of none; ``news``: the sentences of lines with a time, "urgent" or who tells them before a colon, and not only the mark of an item; ``items``: those that have only that.
    """

    number: tuple[int, ...] = ()
    places: tuple[tuple[Chunk, ...], ...] = ()
    heads: frozenset[int] = frozenset()
    news: frozenset[int] = frozenset()
    items: frozenset[int] = frozenset()
    stories: tuple[int, ...] = ()

    @property
    def split(self) -> bool:
        """Are there entries of which one has nothing to do with the other?"""
        return bool(self.heads or self.items or self.stories)

    def parted(self, one: int, two: int) -> bool:
        """Do two sentences stand under different places, or in different stories?"""
        if self.stories and 0 != self.stories[one] != self.stories[two] != 0:
            return True
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
    chunks: Sequence[Sequence[Chunk]], *, newest_first: bool = False, stories: tuple[int, ...] = (),
) -> Entries:  # fmt: skip
    """The entries of a report; none where fewer than two of its lines begin as such.

    ``newest_first``: the latest stands above, so that no line goes on from that above it; ``stories``: by sentence, as the page parts them.
    """
    found = _lines(text, tokens, sentences, roles, chunks, newest_first=newest_first)
    stories = stories or _numbered_stories(tokens, sentences)
    if not stories:
        return found
    return msgspec.structs.replace(
        found, number=found.number or stories, places=found.places or ((),) * len(stories), stories=stories
    )


def _numbered_stories(tokens: Sequence[Token], sentences: Sequence[Sentence]) -> tuple[int, ...]:
    """**الخبر الأول** / … / **الخبر الثاني** / …: the stories that lines with nothing but their number part."""
    out: list[int] = []
    story = 0
    for sentence in sentences:
        short = tokens[sentence.first : sentence.last] if sentence.last - sentence.first <= _HEADING else ()
        words = [t.fold for t in short if t.kind in _TELLING]
        if len(words) == 2 and words[0] in _NEWS and (words[1].isdecimal() or words[1] in _NTH):
            story += 1
        out.append(story)
    return tuple(out) if story > 1 else ()


def _lines(
    text: str, tokens: Sequence[Token], sentences: Sequence[Sentence], roles: Sequence[str],
    chunks: Sequence[Sequence[Chunk]], *, newest_first: bool,
) -> Entries:  # fmt: skip
    """The entries that lines begin."""
    number = [0] * len(sentences)
    places: list[tuple[Chunk, ...]] = [()] * len(sentences)
    heads: set[int] = set()
    names: set[str] = set()
    news: set[int] = set()
    items: set[int] = set()
    block: tuple[Chunk, ...] = ()
    above: tuple[Chunk, ...] = ()
    entry = begun = 0
    alone_on_lines = _alone_on_lines(text, tokens, sentences, roles, chunks)
    labelled = _labelled(text, tokens, sentences)
    for at, sentence in enumerate(sentences):
        if roles[at] == "title":
            continue
        line = _begins_line(text, tokens, sentence)
        start = past_marks(tokens, sentence.first, sentence.last) if line else sentence.first
        headed = alone_on_lines.get(at) or _headed(tokens, chunks[at], start, sentence.last)
        if headed is None:
            start = labelled.get(at, start)
        marked = start > sentence.first or roles[at] == "update"
        spoken = headed is None and _has_heading(tokens, start, sentence.last)
        if line and not _opens(text, tokens, sentence):
            items |= {at, at - 1}  # of a ticker
            news.discard(at - 1)
        elif (
            spoken
            or at in labelled
            or roles[at] == "update"
            or (line and _timed(tokens, sentence.first, start))
        ):
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
    """Does a sentence begin a line, or an item of a ticker: … **•** …, … **|||** …?"""
    first = sentence.first
    if _opens(text, tokens, sentence) or _is_sign(tokens[first]):
        return True
    doubled = first + 1 < sentence.last and tokens[first + 1].fold == tokens[first].fold
    return doubled and tokens[first].fold in ("*", "|")


def _opens(text: str, tokens: Sequence[Token], sentence: Sentence) -> bool:
    first = sentence.first
    if first == 0 or tokens[first - 1].kind == "newline":
        return True
    return "\n" in text[tokens[first - 1].end : tokens[first].start]


@lru_cache(maxsize=256)
def _sign(mark: str) -> bool:
    return mark in _ROUND or category(mark) in _SIGNS


def _is_sign(token: Token) -> bool:
    """A picture or a shape that stands before an item: 📍, ✅, ▪, and what chooses their colour."""
    return token.kind == "punct" and len(token.fold) == 1 and _sign(token.fold)


def past_marks(tokens: Sequence[Token], at: int, last: int) -> int:
    """Behind the bullet, the number, the time and "urgent" that a line begins with."""
    while at < last:
        token = tokens[at]
        if token.kind == "word" and token.fold not in _LEADS:
            break  # as nearly every line begins
        following = tokens[at + 1].fold if at + 1 < last else ""
        if token.fold in _BULLETS or _is_sign(token):
            at += 1
        elif token.kind == "number" and (":" in token.fold or following in _AFTER_NUMBER):
            at += 1 if ":" in token.fold else 2
        elif token.fold in _LEADS and at + 1 < last:
            after = at + 2 if tokens[at + 1].kind == "number" else at + 1
            if after >= last or tokens[after].fold not in _BARS:
                break
            at = after + 1
            while at < last and tokens[at].fold in _BARS:
                at += 1
        else:
            break
    return at


def _timed(tokens: Sequence[Token], first: int, start: int) -> bool:
    """Are a time or "urgent" among the marks before a line?"""
    return any(t.fold in _LEADS or (t.kind == "number" and ":" in t.fold) for t in tokens[first:start])


def _labelled(text: str, tokens: Sequence[Token], sentences: Sequence[Sentence]) -> dict[int, int]:
    """**شبكة X |** غارة … / **شبكة X |** قصف …: by line, where behind the same few words and a bar it begins; two lines at least."""
    if not any(token.fold == "|" for token in tokens):
        return {}
    found: dict[int, tuple[str, int]] = {}
    for at, sentence in enumerate(sentences):
        if not _opens(text, tokens, sentence):
            continue
        first = past_marks(tokens, sentence.first, sentence.last)
        last = min(sentence.last - 1, first + _LABEL)
        bar = next((n for n in range(first + 1, last) if tokens[n].fold == "|"), None)
        if bar is not None and all(t.kind == "word" for t in tokens[first:bar]):
            found[at] = " ".join(t.fold for t in tokens[first:bar]), past_marks(tokens, bar, sentence.last)
    said = [label for label, _ in found.values()]
    return {at: start for at, (label, start) in found.items() if said.count(label) > 1}


def _alone_on_lines(
    text: str, tokens: Sequence[Token], sentences: Sequence[Sentence], roles: Sequence[str],
    chunks: Sequence[Sequence[Chunk]],
) -> dict[int, tuple[tuple[Chunk, ...], int]]:  # fmt: skip
    """**حلب** / قتل … / **إدلب** / غارة …: lines of nothing but a place, two at least, each with something told below it.

    Or of the same words and a place: **الوكالة الوطنية - صور** / … / **الوكالة الوطنية - النبطية** / …
    """
    found: dict[int, tuple[Chunk, ...]] = {}
    labels: dict[int, str] = {}
    for at, sentence in enumerate(sentences):
        if sentence.last - sentence.first > _HEADING + 2 or not chunks[at] or roles[at] == "title":
            continue
        start = past_marks(tokens, sentence.first, sentence.last)
        named = tuple(c for c in chunks[at] if c.kind == "place")
        covered = {n for c in named for n in range(c.first, c.last)}
        rest = [n for n in range(start, sentence.last) if n not in covered and tokens[n].kind in _TELLING]
        if not named or not _begins_line(text, tokens, sentence):
            continue
        if rest and (rest[-1] > named[0].first or tokens[rest[-1] + 1].fold not in _BARS):
            continue
        found[at] = named
        labels[at] = " ".join(tokens[n].fold for n in rest)
    heads = {
        at: (named, sentences[at].last)
        for at, named in found.items()
        if at + 1 < len(sentences) and at + 1 not in found and _begins_line(text, tokens, sentences[at + 1])
    }
    shared = {
        label
        for label in labels.values()
        if len({found[at][0].name for at in heads if labels[at] == label}) >= 2
    }
    return {at: head for at, head in heads.items() if labels[at] in shared}


def _headed(
    tokens: Sequence[Token], chunks: Sequence[Chunk], start: int, last: int
) -> tuple[tuple[Chunk, ...], int] | None:
    """**ريف إدلب:**, **حلب |**, **ماردين وهكاري:**: the places a line is headed with, and where what they head begins."""
    found: list[Chunk] = []
    here = start
    if start < last and tokens[start].fold in _REPORTERS:  # **مراسلنا في تعز:**, **مراسل الصدى في تعز:**
        here = next(
            (n + 1 for n in range(start + 1, min(start + 4, last - 1)) if tokens[n].fold == "في"), start
        )
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
    if not found or here >= last or tokens[here].fold not in _ENDING:
        return None
    while here < last and tokens[here].fold in _ENDING:
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
    """**رام الله:** مسيرة … **نابلس:** مواجهات …: among lines headed with towns a capital is one, and not who governs from it.

    So it is alone on its line: **دمشق** / … / **ريف دمشق** / …
    """
    towns, capitals = 0, []
    for at, sentence in enumerate(sentences):
        start = past_marks(tokens, sentence.first, sentence.last)
        first = next((c for c in chunks[at] if c.first == start), None)
        if first is None:
            continue
        alone = all(t.kind not in _TELLING for t in tokens[first.last : sentence.last])
        alone = alone and _begins_line(text, tokens, sentence)
        if not alone and (first.last >= sentence.last or tokens[first.last].fold != ":"):
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

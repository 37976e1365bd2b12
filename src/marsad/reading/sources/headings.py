"""Who speaks at the head of a line: "X: …", X being somebody who speaks.

«مصدر أمني لـ"كذا"**:** …» and «مصدر طبي في مستشفى كذا**:** …» have to whom he speaks and where he is before the colon.
"""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.entries import past_marks
from marsad.reading.grammar.scan import QUOTES
from marsad.reading.records import Chunk
from marsad.reading.sources.known import Phrase
from marsad.reading.sources.speakers import Speakers
from marsad.reading.sources.words import THAT

_BARS = {"|", "||", "/", "-", "–", "—", "•"}
_BYLINES = word_class("bylines_of_nobody")
_LEADS = word_class("heads_an_entry")
_DOTS = {".", "..", "…", "!"}
_MINISTRIES = word_class("ministries_in_short")
_FROM = "عن"
_THERE, _TO = {"في"}, "ل"  # in; to
_FAR = 12  # tokens from the beginning of the line to the colon
_KNOWN_BY_IT = 3  # tokens that may stand between the name and the colon, whatever they are
_ASIDE = 7
_LAST_OF_LETTERS = 0x2190  # signs and pictures stand behind it in Unicode, marks of punctuation before


def heading(speakers: Speakers, first: int, last: int) -> tuple[Chunk, ...]:
    """ "X: …" at the beginning of a sentence, X being somebody who speaks."""
    tokens, phrases = speakers.tokens, speakers.phrases
    first = _past_signs(speakers, first, last)
    for here in range(first, min(first + _FAR, last - 2)):
        fold = tokens[here].fold
        if fold == ":" and tokens[here - 1].kind == tokens[here + 1].kind == "number":
            continue  # 10:40
        if fold == ":":
            start = first
            for bar in range(first, here):
                # ":" of a time before: 10:40 **المقاومة**: …
                if tokens[bar].fold in _BARS or (
                    tokens[bar].kind == "number" and tokens[bar - 1].fold == ":"
                ):
                    start = bar + 1
            while start < here and tokens[start].kind == "number":
                start += 1  # 10:40 **المقاومة**: …
            found = phrases.read(start, here)
            if here - start == 1 and tokens[start].fold == "شاهد":
                return ()  # "watch:"
            if all(token.kind != "word" for token in tokens[here + 1 : last]):
                return ()  # **الجرحى:** 29
            if found is None and here - start == 1 and tokens[start].fold in _MINISTRIES:
                told = tokens[start]
                name = speakers.text[told.start : told.end]
                found = Phrase((Chunk(start, here, "source", name, sort="described"),), here)
            found = found or _passing_on(speakers, start, here)
            if found is None or (
                found.last < here - _KNOWN_BY_IT
                and tokens[found.last].fold != "عن"
                and not _an_aside(speakers, found, here)
            ):
                return ()
            chunk = found.chain[0]
            if chunk.kind not in ("actor", "person", "source") or chunk.sort in ("quoted", "unresolved"):
                return ()
            if tokens[here - 1].fold in _BYLINES and found.last == here == chunk.first + 1:
                return ()  # الراية – **وكالات**: the report's byline, which names nobody
            if (
                any(c.kind == "place" and c.first < here for c in speakers.chunks)
                and chunk.kind == "person"
                and chunk.ref is None
            ):
                return ()
            return speakers.passed_on(found, here)
        if tokens[here].kind == "newline":
            break
    return ()


def _passing_on(speakers: Speakers, start: int, colon: int) -> Phrase | None:
    """ "الجزيرة **عن مصادر طبية**: …": an outlet that is written like something else, before whom it quotes."""
    tokens = speakers.tokens
    if start + 2 >= colon or tokens[start].kind != "word" or tokens[start + 1].fold != _FROM:
        return None
    behind = speakers.phrases.read(start + 2, colon)
    if behind is None or behind.chain[0].kind != "source":
        return None
    name = speakers.text[tokens[start].start : tokens[start].end]
    outlet = Chunk(start, start + 1, "source", name, sort="source")
    return Phrase((*behind.chain, outlet), behind.last)


def _past_signs(speakers: Speakers, at: int, last: int) -> int:
    """Behind bullets, times, "urgent", and the little pictures that posts begin a line with."""
    tokens = speakers.tokens
    while True:
        behind = past_marks(tokens, at, last)
        while (
            behind < last
            and tokens[behind].kind == "punct"
            and ord(tokens[behind].fold[0]) > _LAST_OF_LETTERS
        ):
            behind += 1
        if behind + 1 < last and tokens[behind].fold in _LEADS:
            behind += 1  # #عاجل **وزارة الصحة**: …, عاجل.. **الجزيرة**: …
            while behind < last and tokens[behind].fold in _DOTS:
                behind += 1
        if behind == at:
            return at
        at = behind


def _an_aside(speakers: Speakers, found: Phrase, colon: int) -> bool:
    """Do the words between who speaks and the colon tell only where he is or to whom he speaks?"""
    at, tokens = found.last, speakers.tokens
    if found.chain[0].kind not in ("source", "person") or colon - at > _ASIDE:
        return False
    word = tokens[at].fold
    to = word[:1] == _TO and (word == _TO or speakers.phrases.clitic(at, _TO))
    there = word in _THERE or (word[:1] == "ب" and speakers.phrases.clitic(at, "ب"))
    if not to and not there:
        return False
    return not any(
        token.fold in THAT
        or token.kind == "number"
        or (token.kind != "word" and token.fold not in QUOTES)
        or (any(h.term.layer == "rule" for h in speakers.at.any(k)) and not to)
        for k, token in enumerate(tokens[at:colon], at)
    )

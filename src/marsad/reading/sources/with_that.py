"""Words that tell of saying only before "that": «**وبيّن** المصدر أن …», between otherwise; «**وزاد** أن …», increased otherwise.

They are taken where somebody who speaks stands right behind them and what he says begins with أن, or with قائلا or بالقول,
and nothing happens in between; with nobody behind them, it is who spoke last that goes on. What an outlet **learned from**
somebody («علمت "الراية" **من** مصادر أن») is read here too.
"""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import COMMAS, QUOTES, quoted
from marsad.reading.records import Chunk
from marsad.reading.sources.speakers import HUMAN, Speakers
from marsad.reading.sources.words import DAYS, THAT

_VERBS = word_class("says_only_with_that")
_LEARNED = {"علم", "علمت"}  # learned
WITH_THAT = frozenset(f"{lead}{verb}" for verb in _VERBS | _LEARNED for lead in ("", "و"))
"""All of them, with "and" too."""

_BETWEEN = "بين"
_SO_SAYING = {"قايلا", "قايله", "قايلين", "بالقول", "يقول", "تقول"}  # saying, by saying, he says, she says
_BEFORE = {"فيما", "بينما", "حين", "كما"} | COMMAS  # while, while, (at the) time, also
_CLOSES = {".", "\n", "!", "…"}
_FROM, _TO = "من", "الي"
_NOT_SAID = {
    "بعد",
    "قبل",
    "منذ",
    "دون",
    "رغم",
    "غير",
    "الا",
}  # before "that": after, before, since, without, though, but
_NEAR = 8  # tokens from the verb to "from"
_FAR = 12  # tokens from who speaks to what he says


def with_that(speakers: Speakers, here: int, first: int, last: int) -> tuple[Chunk, ...]:
    """Who says what follows, or nobody where the word means something else."""
    tokens = speakers.tokens
    verb = tokens[here].fold
    led = verb not in _VERBS | _LEARNED  # with "and"
    verb = verb.removeprefix("و") if led else verb
    if not (led or here - first < 2 or tokens[here - 1].fold in _BEFORE) or (verb == _BETWEEN and not led):
        return ()
    at = here + 1
    while at < last and (tokens[at].fold in COMMAS or tokens[at].fold in DAYS):
        at += 1
    if verb in _LEARNED:
        return _learned(speakers, at, last)
    if _begins(speakers, at, last):
        return speakers.previous
    found = speakers.phrases.read(at, last)
    if found is None or found.chain[0].kind not in HUMAN or found.chain[0].sort in ("quoted", "unresolved"):
        return ()
    if verb == _BETWEEN and found.last < last and tokens[found.last].fold[:1] == "و":
        return ()  # وبين X **وY**: between the two
    return found.chain if _told_next(speakers, found.last, last) else ()


def _learned(speakers: Speakers, at: int, last: int) -> tuple[Chunk, ...]:
    """علمت **"الراية" من مصادر أمنية** أن, وعُلم **من مصادر** أن: from whom, and who learned it."""
    tokens, phrases = speakers.tokens, speakers.phrases
    source = next((k for k in range(at, min(last, at + _NEAR)) if tokens[k].fold == _FROM), last)
    by = phrases.read(at, source) if at < source else None
    at = by.last if by is not None else at
    if at >= last or tokens[at].fold != _FROM:
        told = by is not None and by.chain[0].kind == "source" and _begins(speakers, at, last)
        return by.chain if told and by is not None else ()
    behind = phrases.read(at + 1, last)
    if behind is None or not _told_next(speakers, behind.last, last):
        return ()
    return (*behind.chain, *(by.chain if by is not None else ()))


def _begins(speakers: Speakers, at: int, last: int) -> bool:
    """Does what is said begin here: أن, إلى أن, قائلا, a colon, a quotation?"""
    if at >= last:
        return False
    tokens = speakers.tokens
    word = tokens[at].fold
    if word == _TO and at + 1 < last:
        word = tokens[at + 1].fold
    return (
        word in THAT
        or word == ":"
        or word in _SO_SAYING
        or (word in QUOTES and quoted(tokens, at, last, 5) is None)
    )


def _told_next(speakers: Speakers, at: int, last: int) -> bool:
    """Does what is said begin soon, with nothing that happens before it?"""
    for here in range(at, min(last, at + _FAR)):
        if _begins(speakers, here, last):
            return speakers.tokens[here - 1].fold not in _NOT_SAID  # ردت X **بعد أن** قصفت Y
        token = speakers.tokens[here]
        if token.fold in _CLOSES:
            return False
        if any(h.term.layer == "rule" or h.term.form in ("past", "present") for h in speakers.at.any(here)):
            return False
    return False

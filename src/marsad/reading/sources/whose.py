"""Sources told by a pronoun: whose office, lawyer or kin speaks («بحسب **محاميه**»), who is called by the name he gives himself."""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import COMMAS, QUOTES, quoted, surface
from marsad.reading.records import Chunk
from marsad.reading.sources.known import KnownSources, Phrase
from marsad.reading.sources.words import DAYS, RELATIVES

_OFFICES = word_class("speaks_for_whom")
_BEFORE_A_PRONOUN = {word[:-1] + "ت" if word.endswith("ه") else word for word in _OFFICES}
_PRONOUNS = ("هما", "هم", "ها", "ه")
_NAMELESS = word_class("who_is_nameless")
_CALLS = word_class("calls_itself")
_ITSELF = {"نفسها", "نفسه", "انفسهم"}
_BY_THE_NAME = {"اسم", "باسم"}
_ON = "علي"  # تطلق **على** نفسها
_SHUTS = {".", "\n", "!", ")"}


def of_whom(known: KnownSources, here: int, last: int) -> Phrase | None:
    """بحسب **ذويه**, وفق **مكتبها الإعلامي**: an office, a lawyer or kin with a pronoun, and at most an adjective behind it."""
    if here >= last:
        return None
    word = known.tokens[here].fold
    stem = next((word.removesuffix(end) for end in _PRONOUNS if word.endswith(end)), "")
    if stem not in _BEFORE_A_PRONOUN:
        return None
    end = here + 1
    if (
        end < last
        and known.tokens[end].fold.startswith("ال")
        and known.tokens[end].fold not in DAYS | RELATIVES
    ):
        end += 1
    if (
        end < last
        and known.tokens[end].kind == "word"
        and known.tokens[end].fold not in DAYS | {"في", "ب", "ل"}
    ):
        return None
    name = surface(known.text, known.tokens, here, end, None)
    return Phrase((Chunk(here, end, "source", name, sort="described"),), end)


def by_its_own_name(known: KnownSources, here: int, last: int) -> Phrase | None:
    """جماعة **تطلق على نفسها "كذا"**, الفصائل، **التي تسمي نفسها** كذا: who is told by the name he gives himself."""
    tokens = known.tokens
    head = tokens[here].fold.removeprefix("و")
    if head[:2] == "لل":
        head = "ال" + head[2:]  # بيان **للمجموعة**
    if head not in _NAMELESS:
        return None
    if (called := known.called.get(head)) is not None and not _names(known, here + 1, last):
        return Phrase((called,), here + 1)  # وقالت **الجماعة** إن, after it was named
    at = here + 1
    while at < last and at - here < 5 and tokens[at].fold not in _CALLS:
        if tokens[at].fold in _SHUTS:
            return None
        at += 1
    if at >= last or tokens[at].fold not in _CALLS:
        return None
    at += 1
    if at < last and tokens[at].fold == _ON:
        at += 1
    if at >= last or tokens[at].fold not in _ITSELF:
        return None
    at += 1
    if at < last and tokens[at].fold in _BY_THE_NAME:
        at += 1
    chunk = next((c for c in known.chunks if c.first in (at, at + 1) and c.kind == "actor"), None)
    end = quoted(tokens, at, last, 7) if at < last and tokens[at].fold in QUOTES else None
    if end is None:
        if chunk is None or chunk.first != at:
            return None
        known.called["ال" + head.removeprefix("ال")] = chunk
        return Phrase((chunk,), chunk.last)
    if chunk is None or chunk.last < end - 1:
        name = known.text[tokens[at + 1].start : tokens[end - 2].end]
        chunk = Chunk(at, end, "source", name, sort="source")
    if end < last and tokens[end].fold in COMMAS:
        end += 1
    known.called["ال" + head.removeprefix("ال")] = chunk
    return Phrase((chunk,), end)


def _names(known: KnownSources, here: int, last: int) -> bool:
    """Does a word follow that says which one is meant: الجماعة **الإسلامية**?"""
    return here < last and known.tokens[here].fold.startswith("ال")

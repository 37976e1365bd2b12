"""Who stands behind which sentence: the chain from the outlet to the one who says so.

Reported speech in Arabic news opens with the verb (قال X إن …), closes with وفق X or بحسب X, and is carried on by أضاف / أوضح
with no subject or with المصدر (the source). A source is carried over only by such words: silence ends it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from marsad.lexicon.compile import Lexicon
from marsad.reading.records import Chunk
from marsad.reading.scan import PREPOSITIONS, QUOTES, At, quoted, surface
from marsad.text.tokens import Sentence, Token

_REPORTING_OBJECT = {"ان", "بان", "انه", "انها", "انهم", "بانه", "بانها", "بانهم", "عن", "الي"}
_CARRIED = {
    "المصدر",
    "المصادر",
    "المراسل",
    "مراسلنا",
    "مراسلتنا",
    "التقرير",
    "البيان",
    "الوكاله",
    "المرصد",
    "المتحدث",
    "الشبكه",
    "الموقع",
    "المنظمه",
    "الصحيفه",
    "القناه",
    "الوزاره",
    "المسوول",
    "الناشط",
    "الناطق",
}
_RELATIVES = {"الذي", "التي", "والذي", "والتي"}
_NAMED = {"actor", "state", "person", "source"}
_HUMAN = {"actor", "state", "group", "person", "source", "anaphor"}


class Saying(Struct, frozen=True, gc=False):
    """One attribution: the source chunks, nearest to the event first, over tokens ``first``–``last`` of one sentence."""

    sentence: int
    first: int
    last: int
    chain: tuple[Chunk, ...]
    verb: str
    at: int


def find_attributions(
    text: str, tokens: Sequence[Token], sentences: Sequence[Sentence], at: At, by_sentence: Sequence[Sequence[Chunk]],
    lexicon: Lexicon,
) -> list[Saying]:  # fmt: skip
    """Every attribution of the report, in order."""
    out: list[Saying] = []
    previous: tuple[Chunk, ...] = ()
    for number, sentence in enumerate(sentences):
        found = _in_sentence(text, tokens, sentence, number, at, by_sentence[number], lexicon, previous)
        out.extend(found)
        if found:
            previous = found[-1].chain
    return out


def _in_sentence(
    text: str, tokens: Sequence[Token], sentence: Sentence, number: int, at: At, chunks: Sequence[Chunk], lexicon: Lexicon,
    previous: tuple[Chunk, ...],
) -> list[Saying]:  # fmt: skip
    out: list[Saying] = []
    here = sentence.first
    last = sentence.last
    while here < last:
        hit = at.cue(here, "according")
        if hit is not None and not hit.cut.after:
            chain = _sources_after(text, tokens, at, hit.last, last, chunks, previous, lexicon)
            if chain:
                out.append(
                    Saying(
                        number, sentence.first, last, chain, surface(text, tokens, here, hit.last, None), here
                    )
                )
                here = hit.last
                continue
        hit = at.cue(here, "saying", "adding")
        if hit is not None and not (hit.term.form == "noun" and hit.cut.before.endswith("ال")):
            chain = _speaker(text, tokens, at, hit.first, hit.last, sentence, chunks, previous, lexicon)
            if chain:
                first = (
                    sentence.first if here - sentence.first > 4 and _closes(tokens, hit.last, last) else here
                )
                out.append(Saying(number, first, last, chain, tokens[here].fold, here))
                previous = chain
                here = hit.last
                continue
        here += 1
    return out


def _closes(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Does the sentence end soon after, so that the statement stood before the verb (…، قال المصدر)?"""
    return last - at <= 8


def _sources_after(
    text: str, tokens: Sequence[Token], at: At, here: int, last: int, chunks: Sequence[Chunk], previous: tuple[Chunk, ...],
    lexicon: Lexicon,
) -> tuple[Chunk, ...]:  # fmt: skip
    steps = 0
    while (
        here < last
        and steps < 3
        and (tokens[here].fold in QUOTES or tokens[here].fold in _SKIPPED or at.cue(here, "saying"))
    ):
        here += 1
        steps += 1
    return _source_at(text, tokens, at, here, last, chunks, previous, lexicon)


_SKIPPED = {
    "ما",
    "ل",
    "لما",
    "عن",
    "بيان",
    "به",
    "اعلنه",
    "اعلنته",
    "اكده",
    "اكدته",
    "ذكرته",
    "ذكره",
    "افاد",
    "افادت",
    "من",
    "علي",
    "لسان",
    "مسوول",
    "ان",
}


def _source_at(
    text: str, tokens: Sequence[Token], at: At, here: int, last: int, chunks: Sequence[Chunk], previous: tuple[Chunk, ...],
    lexicon: Lexicon,
) -> tuple[Chunk, ...]:  # fmt: skip
    """The source that begins at token ``here`` and, in apposition or after نقلا عن, those behind it."""
    if here >= last:
        return ()
    end = quoted(tokens, here, last, 5)
    if end is not None and tokens[here].fold != "(" and not any(c.first in (here, here + 1) for c in chunks):
        name = text[tokens[here + 1].start : tokens[end - 2].end]
        return (Chunk(here, end, "source", name, sort="quoted"),)
    word = tokens[here].fold.removeprefix("ل") if tokens[here].fold.startswith("لل") else tokens[here].fold
    if (
        tokens[here].fold in _CARRIED
        and previous
        and not any(c.first == here and c.kind != "anaphor" for c in chunks)
    ):
        return previous
    head = at.cue(here, "source_heads")
    chunk = next((c for c in chunks if c.first <= here < c.last), None) or next(
        (c for c in chunks if c.first == here), None
    )
    if head is not None and (
        chunk is None or chunk.kind in ("group", "object", "place", "anaphor") or chunk.last <= head.last
    ):
        return _described(text, tokens, at, here, head.last, last, chunks)
    if chunk is not None and chunk.kind in _HUMAN:
        if chunk.kind == "anaphor" and previous and tokens[here].fold in _CARRIED:
            return previous
        return (chunk,)
    if head is not None or word in _CARRIED:
        return previous
    return ()


def _described(
    text: str, tokens: Sequence[Token], at: At, first: int, here: int, last: int, chunks: Sequence[Chunk]
) -> tuple[Chunk, ...]:
    """مصدر عسكري, مراسل X, المتحدث باسم X فلان: the words that tell what kind of source it is."""
    end = here
    steps = 0
    inner: Chunk | None = None
    while end < last and steps < 6:
        token = tokens[end]
        if token.fold in QUOTES:
            end += 1
            continue
        chunk = next((c for c in chunks if c.first == end), None)
        if chunk is not None and chunk.kind in ("actor", "state", "source", "anaphor", "person"):
            inner = chunk
            end = chunk.last
            if end < last and tokens[end].fold in QUOTES:
                end += 1
            following = next((c for c in chunks if c.first in (end, end + 1) and c.kind == "person"), None)
            if following is not None:
                return (following, chunk)
            break
        if chunk is not None and chunk.kind == "place" and tokens[end - 1].fold in ("في", "من"):
            break
        if token.kind != "word" or at.cue(end, "saying") or token.fold in _REPORTING_OBJECT:
            break
        if token.fold in PREPOSITIONS and token.fold not in ("باسم",):
            break
        end += 1
        steps += 1
        if steps >= 3 and inner is None and not tokens[end - 1].fold.startswith("ال"):
            break
    while end > here and tokens[end - 1].fold in PREPOSITIONS:
        end -= 1
    if inner is not None and inner.kind == "person":
        return (inner,)
    hit = at.cue(first, "source_heads")
    name = surface(text, tokens, first, max(end, here), hit.cut if hit else None).strip("\"“”«»' ")
    source = Chunk(first, max(end, here), "source", name, sort="described", ref=inner.ref if inner else None,
                   country=inner.country if inner else "")  # fmt: skip
    return (source,)


def _speaker(
    text: str, tokens: Sequence[Token], at: At, verb: int, here: int, sentence: Sentence, chunks: Sequence[Chunk],
    previous: tuple[Chunk, ...], lexicon: Lexicon,
) -> tuple[Chunk, ...]:  # fmt: skip
    """The subject of a verb of reporting: after it, or before it if nothing follows."""
    last = sentence.last
    start = here
    while here < last and tokens[here].fold in QUOTES:
        here += 1
    if here < last and tokens[here].fold == "عن" and at.cue(verb, "saying"):
        return ()
    chain = _source_at(text, tokens, at, here, last, chunks, previous, lexicon)
    if not chain and here < last and tokens[here].fold in ("كل", "عدد", "بعض", "احد", "احدي"):
        chain = _source_at(text, tokens, at, here + (2 if here + 1 < last and tokens[here + 1].fold == "من" else 1), last,
                           chunks, previous, lexicon)  # fmt: skip
    if chain:
        behind = _behind(text, tokens, at, chain[-1].last, last, chunks, previous, lexicon)
        return (*behind, *chain) if behind else chain
    if verb > sentence.first and tokens[verb - 1].fold in _RELATIVES:
        return previous
    before = [c for c in chunks if c.last <= verb and c.kind in _NAMED and verb - c.last <= 1 and not c.prep]
    if before and start < last:
        return (before[-1],)
    if start < last and (
        tokens[start].fold in _REPORTING_OBJECT
        or tokens[start].fold in QUOTES
        or tokens[start].kind == "punct"
    ):
        return previous
    return ()


def _behind(
    text: str, tokens: Sequence[Token], at: At, here: int, last: int, chunks: Sequence[Chunk], previous: tuple[Chunk, ...],
    lexicon: Lexicon,
) -> tuple[Chunk, ...]:  # fmt: skip
    """نقلت X **عن Y** قوله: the source behind the one that passes it on."""
    steps = 0
    while here < last and steps < 3 and (tokens[here].fold in QUOTES or tokens[here].fold in ("،", ",")):
        here += 1
        steps += 1
    if here < last and tokens[here].fold == "عن":
        return _source_at(text, tokens, at, here + 1, last, chunks, (), lexicon)
    return ()

"""Who stands behind which sentence: the chain from the outlet to the one who says so.

Reported speech in Arabic news opens with the verb (قال X إن …), closes with وفق X or بحسب X, and is carried on by أضاف / أوضح
with no subject or with المصدر (the source). A headline has "X: …". A source is carried over only by such words: silence
ends it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from marsad.reading.records import Chunk
from marsad.reading.scan import COMMAS, PREPOSITIONS, QUOTES, At, quoted, surface
from marsad.text.tokens import Sentence, Token

_OPENING = {"ان", "بان", "انه", "انها", "انهم", "بانه", "بانها", "بانهم", "عن", "الي"}
_CARRIED = {"المصدر", "المصادر", "المراسل", "مراسلنا", "مراسلتنا", "التقرير", "البيان", "الوكاله", "المرصد", "المتحدث", "الشبكه",
            "الموقع", "المنظمه", "الصحيفه", "القناه", "الوزاره", "المسوول", "الناشط", "الناطق", "الاخير"}  # fmt: skip
_RELATIVES = {"الذي", "التي", "والذي", "والتي"}
_NAMED = {"actor", "state", "person", "source"}
_HUMAN = {"actor", "state", "group", "person", "source", "anaphor"}
_NOT = {"لم", "لا", "لن", "ولم", "ولا", "دون"}
_DAYS = {"اليوم", "امس", "الاحد", "الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعه", "السبت", "مساء", "صباح", "فجر", "ليل", "وصول",
         "الماضي", "ان", "منها", "منهم"}  # fmt: skip
_SKIPPED = {
    "ما",
    "ل",
    "لما",
    "عن",
    "به",
    "من",
    "علي",
    "لسان",
    "ان",
    "كل",
    "عدد",
    "بعض",
    "احد",
    "احدي",
    "نقلا",
}
_PAPERS = {"بيان", "تقرير", "تصريح", "تصريحات", "بيانات", "تسجيل"}


class Saying(Struct, frozen=True, gc=False):
    """One attribution: the source chunks, nearest to the event first, over tokens ``first``–``last`` of one sentence.

    ``carried``: the words only go on with a source named before.
    """

    sentence: int
    first: int
    last: int
    chain: tuple[Chunk, ...]
    verb: str
    at: int
    carried: bool = False


class Attributions:
    """The finder for one report. ``name_at`` tells how many tokens from one on are a person's name."""

    def __init__(
        self, text: str, tokens: Sequence[Token], at: At, name_at: Callable[[int, int], int]
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.at = at
        self.name_at = name_at
        self.chunks: Sequence[Chunk] = ()
        self.previous: tuple[Chunk, ...] = ()

    def find(self, sentences: Sequence[Sentence], by_sentence: Sequence[Sequence[Chunk]]) -> list[Saying]:
        """Every attribution of the report, in order."""
        out: list[Saying] = []
        for number, sentence in enumerate(sentences):
            self.chunks = by_sentence[number]
            out.extend(self._sentence(sentence, number))
        return out

    def _sentence(self, sentence: Sentence, number: int) -> list[Saying]:
        out: list[Saying] = []
        first, last = sentence.first, sentence.last
        heading = self._heading(first, last)
        if heading:
            out.append(Saying(number, first, last, heading, ":", first))
            self.previous = heading
        here = first
        while here < last:
            hit = self.at.cue(here, "according")
            if hit is not None and not hit.cut.after and (chain := self._after(hit.last, last)):
                words = surface(self.text, self.tokens, here, hit.last, None)
                out.append(Saying(number, first, last, chain, words, here, chain == self.previous))
                self.previous = chain
                here = hit.last
                continue
            hit = self.at.cue(here, "saying", "adding")
            if hit is not None and self._reports(here, hit.term.form, hit.cut.before):
                chain = self._speaker(hit.first, hit.last, sentence)
                if chain:
                    # A verb near the end closes what stood before it: "…، قال المصدر".
                    begin = first if here - first > 4 and last - hit.last <= 8 else here
                    out.append(
                        Saying(
                            number, begin, last, chain, self.tokens[here].fold, here, chain == self.previous
                        )
                    )
                    self.previous = chain
                    here = hit.last
                    continue
            here += 1
        return out

    def _reports(self, here: int, form: str, before: str) -> bool:
        if form == "noun" and before.endswith("ال"):
            return False
        return not (here and self.tokens[here - 1].fold in _NOT)

    def _heading(self, first: int, last: int) -> tuple[Chunk, ...]:
        """ "X: …" at the beginning of a sentence, X being somebody who speaks."""
        for here in range(first, min(first + 9, last - 2)):
            if self.tokens[here].fold == ":":
                chain = self._source(first, here)
                return (
                    chain
                    if chain and chain[-1].last >= here - 3 and chain[0].kind in ("actor", "person", "source")
                    else ()
                )
            if self.tokens[here].kind == "newline":
                break
        return ()

    def _after(self, here: int, last: int) -> tuple[Chunk, ...]:
        steps = 0
        while here < last and steps < 4:
            fold = self.tokens[here].fold
            if not (fold in QUOTES or fold in _SKIPPED or self.at.cue(here, "saying")):
                break
            if fold in QUOTES and quoted(self.tokens, here, last, 5) is not None:
                break
            here += 1
            steps += 1
        return self._source(here, last)

    def _speaker(self, verb: int, here: int, sentence: Sentence) -> tuple[Chunk, ...]:
        """The subject of a verb of reporting: after it, or right before it."""
        last = sentence.last
        tokens = self.tokens
        start = here
        while here < last and tokens[here].fold in QUOTES and quoted(tokens, here, last, 5) is None:
            here += 1
        if here < last and tokens[here].fold == "عن":
            return ()
        while here < last and tokens[here].fold in ("كل", "عدد", "بعض", "احد", "احدي", "من"):
            here += 1
        chain = self._source(here, last)
        if chain:
            behind = self._behind(max(c.last for c in chain), last)
            return (*behind, *chain) if behind else chain
        if verb > sentence.first and tokens[verb - 1].fold in _RELATIVES:
            return self.previous
        before = [
            c
            for c in self.chunks
            if c.last <= verb and verb - c.last <= 1 and not c.prep and c.kind in _NAMED
        ]
        if before and start < last:
            return (before[-1],)
        if start < last and (
            tokens[start].fold in _OPENING or tokens[start].fold in QUOTES or tokens[start].kind == "punct"
        ):
            return self.previous
        return ()

    def _behind(self, here: int, last: int) -> tuple[Chunk, ...]:
        """نقلت X **عن Y** قوله: the source behind the one that passes it on."""
        steps = 0
        while (
            here < last
            and steps < 3
            and (self.tokens[here].fold in QUOTES or self.tokens[here].fold in COMMAS)
        ):
            here += 1
            steps += 1
        return self._source(here + 1, last) if here < last and self.tokens[here].fold == "عن" else ()

    def _source(self, here: int, last: int) -> tuple[Chunk, ...]:
        """The source that begins at token ``here``: a known one, a described one, a person, or the one before."""
        if here >= last:
            return ()
        tokens = self.tokens
        fold = tokens[here].fold
        chunk = next((c for c in self.chunks if c.first <= here < c.last), None)
        end = quoted(tokens, here, last, 5)
        if end is not None and fold != "(" and not any(c.first in (here, here + 1) for c in self.chunks):
            name = self.text[tokens[here + 1].start : tokens[end - 2].end]
            return (Chunk(here, end, "source", name, sort="quoted"),)
        if (
            fold in _CARRIED
            and self.previous
            and (chunk is None or chunk.kind in ("anaphor", "object") or chunk.sort == "described")
        ):
            return self.previous
        head = self.at.cue(here, "source_heads", "person_titles")
        if head is not None and (
            chunk is None or chunk.kind in ("group", "object", "place", "anaphor") or chunk.last <= head.last
        ):
            return self._described(here, head.last, last)
        if chunk is not None and chunk.kind in _HUMAN:
            person = self._person(chunk.last, last) if chunk.kind != "group" else None
            return (person,) if person is not None and chunk.kind != "state" else (chunk,)
        if head is not None:
            return self._described(here, head.last, last)
        length = self.name_at(here, last)
        if length >= 2 and end is None:
            name = surface(self.text, tokens, here, here + length, None)
            return (Chunk(here, here + length, "person", name, sort="person"),)
        return ()

    def _person(self, here: int, last: int) -> Chunk | None:
        """A name in apposition: after a comma, in brackets or right there."""
        steps = 0
        while here < last and steps < 3:
            found = next((c for c in self.chunks if c.first == here and c.kind == "person"), None)
            if found is not None:
                return found
            if self.tokens[here].fold == "(" and (end := quoted(self.tokens, here, last, 5)) is not None:
                if self.name_at(here + 1, end - 1) >= 2:
                    name = surface(self.text, self.tokens, here + 1, end - 1, None)
                    return Chunk(here, end, "person", name, sort="person")
                return None
            length = self.name_at(here, last) if self.tokens[here].kind == "word" else 0
            if length >= 2:
                name = surface(self.text, self.tokens, here, here + length, None)
                return Chunk(here, here + length, "person", name, sort="person")
            if self.tokens[here].fold not in COMMAS and not self.at.cue(here, "person_titles"):
                return None
            here += 1
            steps += 1
        return None

    def _described(self, first: int, here: int, last: int) -> tuple[Chunk, ...]:
        """مصدر عسكري, مراسل X, المتحدث باسم X فلان: what kind of source it is, and the person if one is named."""
        tokens = self.tokens
        end = here
        steps = 0
        paper = tokens[first].fold.removeprefix("ل").removeprefix("ال") in _PAPERS
        inner: Chunk | None = None
        while end < last and steps < 8:
            token = tokens[end]
            chunk = next((c for c in self.chunks if c.first == end), None)
            if (
                chunk is not None
                and chunk.kind in ("actor", "state", "source", "person")
                and not (chunk.prep in ("ل", "الي") and not paper)
            ):
                inner = chunk
                end = chunk.last
                break
            if token.fold in QUOTES and not (paper and token.fold == "("):
                closing = quoted(tokens, end, last, 5)
                if closing is None or token.fold == "(":
                    break
                end = closing
                steps += 1
                continue
            if (
                token.kind != "word"
                or self.at.cue(end, "saying")
                or token.fold in _OPENING
                or token.fold in _DAYS
            ):
                break
            if (
                token.fold[:1] == "ب"
                and token.fold != "باسم"
                and not (chunk is not None and chunk.kind == "person")
            ):
                break
            if (
                token.fold in PREPOSITIONS
                and not (token.fold in ("عن", "ل") and paper)
                and token.fold != "في"
            ):
                break
            if (
                steps
                and not paper
                and token.fold[:1] in ("ل", "و")
                and self.at.any(end)
                and not token.fold.startswith("ال")
            ):
                break
            if any(hit.term.layer == "rule" for hit in self.at.any(end)):
                break
            if self.name_at(end, last) >= 2 and steps >= 0 and not token.fold.startswith("ال"):
                break
            end += 1
            steps += 1
        while end > here and tokens[end - 1].fold in PREPOSITIONS:
            end -= 1
        if inner is not None and inner.kind == "person":
            return (inner,)
        person = self._person(end, last)
        if person is not None:
            return (person,)
        if paper and inner is not None:
            return (inner,)
        hit = self.at.cue(first, "source_heads", "person_titles")
        name = surface(self.text, tokens, first, max(end, here), hit.cut if hit else None).strip("\"“”«»' ")
        return (
            Chunk(first, max(end, here), "source", name, sort="described", ref=inner.ref if inner else None,
                  country=inner.country if inner else ""),
        )  # fmt: skip

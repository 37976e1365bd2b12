"""Sources named before: المصدر (the source), a last name alone, a body by its first word."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from marsad.reading.grammar.scan import PREPOSITIONS, QUOTES, surface
from marsad.reading.records import Chunk
from marsad.reading.sources.names import SourceNames
from marsad.reading.sources.words import (
    CORPORATE,
    DAYS,
    MEDIA,
    PERSONAL,
    RELATIVES,
    SPOKEN_IN,
    STOPS,
    THAT,
)
from marsad.text.fold import fold

_SINGULAR = {
    "مصادر": "مصدر", "مسوولون": "مسوول", "مسوولين": "مسوول", "ناشطون": "ناشط", "ناشطين": "ناشط",
    "نشطاء": "ناشط", "شهود": "شاهد", "سكان": "ساكن", "مراسلون": "مراسل", "مراسلو": "مراسل",
}  # fmt: skip
_SORTS = {
    "السابق",
    "الاول",
    "الثاني",
    "الثالث",
    "الاخر",
    "الرفيع",
    "الخاص",
    "العليم",
    "الواسع",
    "الحكوميون",
    "المحليون",
}
_NO_SORT = DAYS | RELATIVES | PREPOSITIONS
_SAYS_MORE = THAT | DAYS | STOPS | RELATIVES


class Phrase(Struct, frozen=True, gc=False):
    """Who a source phrase means, nearest to the event first, and the token after it."""

    chain: tuple[Chunk, ...]
    last: int


class KnownSources(SourceNames):
    """``known`` are the sources the report has named so far, newest last."""

    def remember(self, chain: Sequence[Chunk]) -> None:
        for chunk in chain:
            if chunk.sort == "quoted" and not any(
                self.at.layer(here, "source") for here in range(chunk.first, chunk.last)
            ):
                continue  # "أفعالا دنيئة": words that somebody quoted, as like as not
            if chunk in self.known:
                self.known.remove(chunk)
            self.known.append(chunk)

    def own(self, here: int, last: int) -> bool:
        """الصحيفة, الموقع and nothing after it that names one (القناة 12): the outlet itself."""
        return self.tokens[here].fold in MEDIA and (
            here + 1 >= last
            or not (
                self.tokens[here + 1].fold.startswith("ال")
                or self.tokens[here + 1].fold in QUOTES
                or self.tokens[here + 1].kind == "number"
            )
        )

    def spoken_in(self, here: int) -> bool:
        """في **بيان**, في **التصريح**: what somebody speaks in, not where he is."""
        return here < len(self.tokens) and self.tokens[here].fold.removeprefix("ال").startswith(SPOKEN_IN)

    def again(self, here: int, last: int) -> Phrase | None:
        """A source named before: المصدر, المصادر الطبية, a last name alone."""
        tokens = self.tokens
        word = tokens[here].fold
        if word[:2] == "لل":
            word = "ال" + word[2:]  # "بيان للوزارة"
        if word in ("مراسلنا", "مراسلتنا", "مندوبنا"):
            named = self.person(here + 1, last)
            if named is not None and named.first == here + 1:
                return Phrase((named,), named.last)
            reporter = next(
                (c for c in reversed(self.known) if fold(c.name).startswith(("مراسل", "مندوب"))), None
            )
            ours = Chunk(
                here, here + 1, "source", surface(self.text, tokens, here, here + 1, None), sort="source"
            )
            return Phrase((reporter or ours,), here + 1)
        if not self.known and not (word in CORPORATE and self.mentioned):
            return None
        if word in PERSONAL or word in CORPORATE:
            return self._of_that_sort(word, here, last)
        if len(word) < 3:
            return None
        if word.startswith("ال") and (short := self._short(word)) is not None:
            end = self._sort_ends(here, last)
            if end == here + 1 and not (
                end < last and tokens[end].kind == "word" and self.name(end, last) >= 2
            ):
                return Phrase((short,), end)
        plain = word.removeprefix("ال")
        for chunk in reversed(self.known):
            if chunk.kind == "person":
                family = _family(chunk.name)
                if word in family or plain in family:
                    return Phrase((chunk,), self._whole_name(here, last, words_of(chunk.name)))
        return None

    def _sort_ends(self, here: int, last: int) -> int:
        """Where the words end that tell more of whom المصدر or المصادر means: المصادر **الطبية** أن."""
        tokens = self.tokens
        end = here + 1
        while (
            end < last and end - here < 4 and (tokens[end].fold.startswith("ال") or tokens[end].fold in STOPS)
        ):
            if tokens[end].fold in _NO_SORT or self.verb(end) or not _tells_sort(tokens[end].fold):
                break
            if tokens[end].fold in STOPS and tokens[end].fold not in ("نفسه", "نفسها", "ذاته", "ذاتها"):
                break
            end += 1
        return end

    def _of_that_sort(self, word: str, here: int, last: int) -> Phrase | None:
        """المصدر, المصادر الطبية, الوكالة: whoever of that sort was named last."""
        tokens = self.tokens
        end = self._sort_ends(here, last)
        after = tokens[end] if end < last else None
        if after is not None and after.kind == "word" and after.fold not in _SAYS_MORE:
            # "الرئيس فلان", "المسؤول في وزارة X" begin a new source; "المصدر في تصريح" is the old one.
            source = word in ("المصدر", "المصادر")
            own = after.fold in PREPOSITIONS and (source or after.fold != "في")
            # "أكد المصدر استكمال المرحلة": what it says is a noun.
            if after.fold == "في" and end + 1 < last:
                own = own or self.spoken_in(end + 1)
            own = own or (source and not (after.fold.startswith("ال") and _tells_sort(after.fold)))
            if not own and not self.verb(end):
                return None
        # المصادر الطبية: the one whose name has these words, before whoever spoke last.
        wanted = {bare(t.fold) for t in tokens[here:end] if t.fold not in STOPS}
        for chunk in reversed(self.known):
            if wanted.issubset(map(bare, words_of(chunk.name))):
                return Phrase((chunk,), end)
        if end - here > 1 and len(wanted) > 1:
            return None
        if word in CORPORATE:
            head = bare(word)
            for chunk in reversed(self.known):
                if chunk.kind in ("source", "actor") and head in map(bare, words_of(chunk.name)[:2]):
                    return Phrase((chunk,), end)
            if (meant := self._mentioned(head, here)) is not None:
                return Phrase((meant,), end)
            if any(c.first <= here < c.last and c.kind in ("actor", "source") for c in self.chunks):
                return None
            if word in ("التقرير", "البيان") and self.known:
                return Phrase((self.known[-1],), end)
            return None
        return Phrase((self.known[-1],), end)

    def by_last_name(self, told: Chunk) -> Chunk | None:
        """الدكتور **الجسري**, after خالد الجسري was named: the man of that last name who spoke last."""
        last = words_of(told.name)
        return next(
            (
                chunk
                for chunk in reversed(self.known)
                if len(last) == 1 and chunk.kind == "person" and last[0] in _family(chunk.name)
            ),
            None,
        )

    def _mentioned(self, head: str, here: int) -> Chunk | None:
        """المؤسسة, المنظمة: the body of this sort that the report has named last, as a source or not."""
        for chunk in reversed(self.mentioned):
            if chunk.last <= here and chunk.kind in ("source", "actor"):
                words = words_of(chunk.name)
                if (len(words) > 1 and bare(words[0]) == head) or (
                    chunk.first and bare(self.tokens[chunk.first - 1].fold) == head
                ):
                    return chunk
        return None

    def _short(self, word: str) -> Chunk | None:
        """الهيئة, الخلية: the body named before whose name begins with this word."""
        head = word.removeprefix("ال")
        for chunk in reversed(self.known):
            words = words_of(chunk.name)
            if len(words) > 1 and chunk.kind in ("source", "actor") and words[0].removeprefix("ال") == head:
                return chunk
        return None

    def _whole_name(self, here: int, last: int, words: Sequence[str]) -> int:
        end = here + 1
        while end < last and self.tokens[end].fold in words:
            end += 1
        return end


@lru_cache(maxsize=512)
def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a name: those named in a report are asked for over and over."""
    return tuple(fold(name).split())


@lru_cache(maxsize=512)
def _family(name: str) -> frozenset[str]:
    """What a man may be called by alone: the words of his name behind the first, with their article and without it."""
    return frozenset(form for word in words_of(name)[1:] for form in (word, word.removeprefix("ال")))


def _tells_sort(word: str) -> bool:
    """المصادر **الطبية**, المصدر **المطلع**: an adjective, and not what he says: المصدر **الانتهاء** من."""
    return not word.startswith("ال") or word.endswith(("ي", "ه")) or word.startswith("الم") or word in _SORTS


def bare(word: str) -> str:
    """A word without article and plural, as far as it takes to know مصدر in المصادر."""
    word = word.removeprefix("ال")
    return _SINGULAR.get(word, word)

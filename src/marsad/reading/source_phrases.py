"""The words that name a source: where they begin and end, whom they mean, and who of them was named before.

"مصادر طبية في دوما", "المتحدث باسم الجيش، العميد فلان", "المصدر نفسه", "فلان" by his last name alone: a phrase is read from its
first word; what it adds about the office goes where a person is named.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from marsad.lexicon.terms import Hit
from marsad.reading.records import Chunk
from marsad.reading.scan import COMMAS, PREPOSITIONS, QUOTES, At, quoted, surface
from marsad.text.clitics import Cut
from marsad.text.fold import fold
from marsad.text.tokens import Token

THAT = {"ان", "بان", "انه", "انها", "انهم", "بانه", "بانها", "بانهم", "انهما", "اننا", "باننا", "انني", "بانني", "بانهما"}
DAYS = {"اليوم", "امس", "الاحد", "الاثنين", "الاتنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعه", "السبت", "مساء", "صباح", "فجر",
        "ليل", "ليله", "ظهر", "الماضي", "الماضيه", "يوم", "امسا", "البارحه", "الجاري", "الاسبوع", "الشهر", "العام", "لاحقا", "حينها", "ايضا", "كذلك"}  # fmt: skip
RELATIVES = {"الذي", "التي", "والذي", "والتي", "الذين", "والذين", "ممن", "اللذان", "اللذين"}
_HUMAN = {"actor", "state", "group", "person", "source", "anaphor"}
# "the source", "the agency": whoever of that sort was named last.
_PERSONAL = {"المصدر", "المصادر", "المراسل", "المتحدث", "المسوول", "الناشط", "الناطق", "الاخير", "الاخيره", "مصدرنا", "المسوولون",
             "المسوولين", "الناشطون", "الشهود", "الضابط", "القيادي", "الوزير", "الرئيس", "المدير", "الشاهد"}  # fmt: skip
_CORPORATE = {"التقرير", "البيان", "الوكاله", "المرصد", "الشبكه", "الموقع", "المنظمه", "الصحيفه", "القناه", "الوزاره", "المركز",
              "التلفزيون", "الاذاعه", "الجهاز", "المجلس", "المكتب", "الموسسه", "اللجنه", "البعثه", "الهيئه", "القياده"}  # fmt: skip
_PAPERS = {"بيان", "تقرير", "تصريح", "تصريحات", "بيانات", "تسجيل", "تقارير", "بلاغ"}
_BODIES = {"وكاله", "وكالات", "صحيفه", "قناه", "شبكه", "شبكات", "موقع", "مواقع", "اذاعه", "تلفزيون", "بيان", "تقرير", "تقارير", "نقابه", "سلطات",
           "اعلام", "وسايل", "صفحات", "معرفات", "حسابات", "مصدر", "مصادر", "سكان", "اهالي", "مكتب", "مركز", "لجنه", "هييه",
           "فريق", "فرق", "مجموعه", "تنسيقيه", "تنسيقيات", "منظمات", "جهات", "جهه", "اوساط", "دوايـر", "دواير", "موسسه", "غرفه"}  # fmt: skip
_ISSUED = {"صدر", "صادر", "صدرت", "صادره", "نشره", "نشرته", "اصدره", "اصدرته", "عن", "رسمي", "صحفي", "صحافي", "مشترك", "مقتضب", "اخر", "من",
           "صحفيه", "صحافيه", "اعلامي", "حصلت", "عليها", "عليه", "وزعه", "وزعته"}  # fmt: skip
_MEDIA = {"الوكاله", "الشبكه", "الموقع", "الصحيفه", "القناه", "التلفزيون", "الاذاعه"}
_BELONGING = {"تابعه", "التابعه", "تابع", "التابع", "مواليه", "موال", "مقربه", "تابعين", "تابعون"}
_CLOSING = THAT | COMMAS | QUOTES | {":", "في", "(", "-", "–", ".", "وهو", "وهي"}
_PARTS = {"كل", "عدد", "بعض", "احد", "احدي"}
_STOPS = {"قد", "فقد", "فان", "فانه", "فانها", "هو", "هي", "وهو", "وهي", "لم", "لا", "ولم", "ثم", "حيث", "فيما", "بينما", "كما", "كان",
          "كانت", "وصول", "منها", "منهم", "نفسه", "نفسها", "ذاته", "ذاتها", "قوله", "قولها", "قولهم", "خلال", "بعد", "قبل", "اثر", "عقب"}  # fmt: skip


class Phrase(Struct, frozen=True, gc=False):
    """Who a source phrase means, nearest to the event first, and the token after it."""

    chain: tuple[Chunk, ...]
    last: int


class SourcePhrases:
    """The reader of source phrases of one report; ``known`` are the sources it has named so far, newest last."""

    def __init__(
        self, text: str, tokens: Sequence[Token], at: At, name_at: Callable[[int, int], int]
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.at = at
        self.name_at = name_at
        self.chunks: Sequence[Chunk] = ()
        self.known: list[Chunk] = []

    def remember(self, chain: Sequence[Chunk]) -> None:
        for chunk in chain:
            if chunk in self.known:
                self.known.remove(chunk)
            self.known.append(chunk)

    def read(self, here: int, last: int) -> Phrase | None:
        """The source phrase that begins at token ``here``, or None where no source can begin."""
        tokens = self.tokens
        start = here
        while here < last and tokens[here].fold in QUOTES and quoted(tokens, here, last, 5) is None:
            here += 1
        while here < last and (tokens[here].fold in _PARTS or (here > start and tokens[here].fold == "من")):
            here += 1
        if here >= last:
            return None
        end = quoted(tokens, here, last, 5)
        if end is not None and tokens[here].fold != "(":
            return self._quotation(here, end, last)
        if tokens[here].kind != "word" or tokens[here].fold in THAT or tokens[here].fold in DAYS:
            return None
        found = self._again(here, last)
        if found is None and not self.own(here, last):
            found = self._named(here, last)
        return found

    def own(self, here: int, last: int) -> bool:
        """الصحيفة, الموقع and nothing after it that names one: the outlet itself."""
        return self.tokens[here].fold in _MEDIA and (
            here + 1 >= last or not (self.tokens[here + 1].fold.startswith("ال") or self.tokens[here + 1].fold in QUOTES)
        )

    def _quotation(self, here: int, end: int, last: int) -> Phrase | None:
        inner = next((c for c in self.chunks if c.first in (here, here + 1) and c.kind in _HUMAN), None)
        if inner is not None and inner.last >= end - 1:
            return Phrase((inner,), max(inner.last, end))
        if any(self.tokens[k].fold in THAT or self.tokens[k].kind == "newline" for k in range(here, end)):
            return None
        name = self.text[self.tokens[here + 1].start : self.tokens[end - 2].end]
        return Phrase((Chunk(here, end, "source", name, sort="quoted"),), end)

    def _again(self, here: int, last: int) -> Phrase | None:
        """A source named before: المصدر, المصادر الطبية, a last name alone."""
        tokens = self.tokens
        word = tokens[here].fold
        if word[:2] == "لل":
            word = "ال" + word[2:]  # "بيان للوزارة"
        if word in ("مراسلنا", "مراسلتنا", "مندوبنا"):
            known = next((c for c in reversed(self.known) if fold(c.name).startswith(("مراسل", "مندوب"))), None)
            own = Chunk(here, here + 1, "source", surface(self.text, tokens, here, here + 1, None), sort="source")
            return Phrase((known or own,), here + 1)
        if not self.known:
            return None
        end = here + 1
        while end < last and end - here < 4 and (tokens[end].fold.startswith("ال") or tokens[end].fold in _STOPS):
            if tokens[end].fold in DAYS | RELATIVES | PREPOSITIONS or self._verb(end):
                break
            if tokens[end].fold in _STOPS and tokens[end].fold not in ("نفسه", "نفسها", "ذاته", "ذاتها"):
                break
            end += 1
        if word in _PERSONAL or word in _CORPORATE:
            after = tokens[end] if end < last else None
            if after is not None and after.kind == "word" and after.fold not in THAT | DAYS | _STOPS | RELATIVES:
                # "الرئيس فلان", "المسؤول في وزارة X" begin a new source; "المصدر في تصريح" goes on with the old one.
                own = after.fold in PREPOSITIONS and (word.startswith(("المصدر", "المصادر")) or after.fold != "في")
                if not own and not self._verb(end):
                    return None
            # المصادر الطبية: the one whose name has these words, before whoever spoke last.
            wanted = {_bare(t.fold) for t in tokens[here:end] if t.fold not in _STOPS}
            for chunk in reversed(self.known):
                if wanted <= {_bare(w) for w in fold(chunk.name).split()}:
                    return Phrase((chunk,), end)
            if end - here > 1 and len(wanted) > 1:
                return None
            if word in _CORPORATE:
                head = _bare(word)
                for chunk in reversed(self.known):
                    if chunk.kind in ("source", "actor") and any(
                        _bare(w) == head for w in fold(chunk.name).split()[:2]
                    ):
                        return Phrase((chunk,), end)
                if any(c.first <= here < c.last and c.kind in ("actor", "source") for c in self.chunks):
                    return None
                if word in ("التقرير", "البيان"):
                    return Phrase((self.known[-1],), end)
                return None
            return Phrase((self.known[-1],), end)
        if len(word) < 3:
            return None
        if word.startswith("ال") and (chunk := self._short(word)) is not None and (
            end == here + 1 and not (end < last and tokens[end].kind == "word" and self._name(end, last) >= 2)
        ):
            return Phrase((chunk,), end)
        plain = {word, word.removeprefix("ال")}
        for chunk in reversed(self.known):
            if chunk.kind == "person":
                words = fold(chunk.name).split()
                if len(words) > 1 and any(w in plain or w.removeprefix("ال") in plain for w in words[1:]):
                    return Phrase((chunk,), self._whole_name(here, last, words))
        return None

    def _short(self, word: str) -> Chunk | None:
        """الهيئة, الخلية: the body named before whose name begins with this word."""
        head = word.removeprefix("ال")
        for chunk in reversed(self.known):
            words = fold(chunk.name).split()
            if len(words) > 1 and chunk.kind in ("source", "actor") and words[0].removeprefix("ال") == head:
                return chunk
        return None

    def _whole_name(self, here: int, last: int, words: Sequence[str]) -> int:
        end = here + 1
        while end < last and self.tokens[end].fold in words:
            end += 1
        return end

    def _named(self, here: int, last: int) -> Phrase | None:
        chunk = next((c for c in self.chunks if c.first <= here < c.last), None)
        word = self.tokens[here].fold
        if word == "المرصد" and (chunk is None or chunk.kind not in ("source", "actor")):
            return Phrase((Chunk(here, here + 1, "source", word, sort="source"),), here + 1)
        head = self.at.cue(here, "source_heads", "person_titles")
        if head is not None and head.cut.after and head.term.words[0] not in ("مراسل", "مندوب"):
            head = None
        if chunk is not None and chunk.first == here and chunk.kind in ("source", "person", "actor", "state"):
            if chunk.kind == "actor" and self.at.cue(here, "group_heads") is not None and head is None:
                return self._described(here, here + 1, last, None, "group")
            if chunk.kind == "person" and head is not None and _bare(fold(chunk.name).split()[0]) == _bare(head.cut.stem):
                return self._described(here, head.last, last, head.cut)  # an office, not a name
            named = chunk.kind in ("source", "person") or head is None or chunk.last > head.last + 1
            if named and not (head is not None and chunk.kind == "state"):
                return self._chunk(chunk, last, self._personal(head))
        if head is not None:
            return self._described(here, head.last, last, head.cut)
        if chunk is not None and chunk.first == here and chunk.kind == "group":
            return self._described(here, chunk.last, last, _cut_of(word, chunk.name), "group")
        if chunk is not None and chunk.kind in _HUMAN and chunk.kind != "group":
            return Phrase((chunk,), chunk.last)
        length = self._name(here, last)
        if length >= 2:
            return Phrase((self._person_chunk(here, here + length),), here + length)
        return None

    def _chunk(self, chunk: Chunk, last: int, headed: bool) -> Phrase:
        """A known name, with the person who speaks for it where one follows."""
        # An office of which the registry knows only the body or the country: the man may follow.
        if headed and chunk.kind != "person":
            end = chunk.last
            while end < last and self.tokens[end].fold in QUOTES:
                end += 1
            found = self._person(end, last) or self._apposed(end, last) or self._after_office(end, last)
            if found is not None:
                return Phrase((found,), found.last)
        if chunk.kind in ("actor", "source"):
            chunk = self._with_alias(chunk, last)
        return Phrase((chunk,), chunk.last)

    def _with_alias(self, chunk: Chunk, last: int) -> Chunk:
        """A body with the short name that stands behind it in quotation marks or brackets."""
        tokens = self.tokens
        at = chunk.last
        if at < last and tokens[at].fold in QUOTES and quoted(tokens, at, last, 3) is None:
            at += 1
        if at + 2 < last and tokens[at].fold == "في" and tokens[at + 2].fold in QUOTES:
            at += 2
        end = quoted(tokens, at, last, 3)
        if end is None or any(
            tokens[k].kind != "word" or tokens[k].fold in THAT or self._verb(k) for k in range(at + 1, end - 1)
        ):
            return chunk
        name = " ".join((chunk.name, self.text[tokens[at].start : tokens[end - 1].end]))
        return Chunk(chunk.first, end, chunk.kind, name, chunk.prep, chunk.joined, chunk.ref, chunk.sort, chunk.country,
                     chunk.loaded)  # fmt: skip

    def _personal(self, head: Hit | None) -> bool:
        """Is this the word for somebody (مدير, مراسل), not for something that speaks (وكالة, بيان)?"""
        return head is not None and head.term.words[0].removeprefix("ال") not in _BODIES

    def _name(self, here: int, last: int) -> int:
        """Tokens of a person's name, without the outlet spoken to ("فلان لوكالة …")."""
        if here >= last or self.tokens[here].kind != "word":
            return 0
        if any(c.kind == "place" and c.first <= here < c.last for c in self.chunks):
            return 0
        length = self.name_at(here, last)
        if not length and self.tokens[here].fold.startswith("عبدال") and len(self.tokens[here].fold) > 6:
            # عبدالسلام is a name though it is an ordinary word too.
            length = 1 + (self.name_at(here + 1, last) or (2 if here + 2 < last and self.name_at(here, last) else 0))
        for step in range(1, length):
            word = self.tokens[here + step].fold
            if word in _STOPS or any(h.term.layer == "rule" for h in self.at.any(here + step)) or self.at.cue(here + step, "source_heads", "person_titles") is not None or (
                word[:1] == "ل"
                and any(h.cut.before.startswith("ل") and h.term.layer in ("source", "cue", "actor") for h in self.at.any(here + step))
            ):
                return step
        return length

    def _person_chunk(self, first: int, last: int) -> Chunk:
        name = surface(self.text, self.tokens, first, last, None)
        return Chunk(first, last, "person", name, sort="person")

    def _person(self, here: int, last: int) -> Chunk | None:
        """A name in apposition: after a comma, a dash, in brackets or right there, titles before it left out."""
        tokens = self.tokens
        steps = 0
        while here < last and steps < 5:
            fold_ = tokens[here].fold
            if fold_ == "(" and (end := quoted(tokens, here, last, 5)) is not None:
                named = self._name(here + 1, end - 1) >= 2 or (
                    2 <= end - here - 2 <= 4 and all(self.tokens[k].kind == "word" for k in range(here + 1, end - 1))
                    and not any(self.at.layer(k, "source") or self.at.layer(k, "actor") for k in range(here + 1, end - 1))
                )
                return self._person_chunk(here + 1, end - 1) if named else None
            found = next((c for c in self.chunks if c.first == here and c.kind == "person" and " " in c.name), None)
            if found is not None and not self.at.cue(here, "source_heads"):
                return found
            length = self._name(here, last) if tokens[here].kind == "word" and not self._verb(here) else 0
            if length >= 2:
                return self._person_chunk(here, here + length)
            title = self.at.cue(here, "person_titles")
            if title is None and fold_ not in COMMAS and fold_ not in ("-", "–", "ـ", "الركن", "الدكتور", "يدعي", "ويدعي"):
                return None
            here = title.last if title is not None else here + 1
            steps += 1
        return None

    def _verb(self, here: int) -> bool:
        return any(
            hit.term.form in ("past", "present") and hit.term.layer in ("cue", "rule") for hit in self.at.any(here)
        ) or self.at.cue(here, "saying", "adding") is not None

    def _described(self, first: int, here: int, last: int, cut: Cut | None, sort: str = "described") -> Phrase | None:
        """مصدر عسكري, مراسل X, المتحدث باسم X فلان: what kind of source it is, and the person if one is named."""
        tokens = self.tokens
        paper = tokens[first].fold.removeprefix("ل").removeprefix("ال") in _PAPERS
        if paper:
            issued = here
            while issued < last and tokens[issued].fold in _ISSUED:
                issued += 1
            if issued < last and (issued > here or tokens[issued].fold[:1] == "ل"):
                found = self.read(issued, last)
                if found is not None and found.chain[0].sort != "quoted":
                    return found
        inner: Chunk | None = None
        end = here
        plain = True  # no adjective yet: "مصادر بالشرطة" needs the words after the preposition, "مصادر طبية" does not
        shown = here
        steps = 0
        while end < last and steps < 9:
            token = tokens[end]
            word = token.fold
            chunk = next((c for c in self.chunks if c.first == end), None)
            if word in QUOTES:
                closing = quoted(tokens, end, last, 5)
                if closing is None or word == "(":
                    break
                if any(tokens[k].fold in THAT for k in range(end, closing)):
                    break
                if tokens[first].fold.removeprefix("ال") not in _BODIES and self._name(end + 1, closing - 1) >= 2:
                    return Phrase((self._person_chunk(end + 1, closing - 1),), closing)
                end = shown = closing
                steps += 1
                continue
            if token.kind == "number" and tokens[end - 1].fold == "ال":
                end = shown = end + 1
                continue
            if token.kind != "word" or word in THAT or word in DAYS or word in _STOPS or word in RELATIVES:
                break
            if self._verb(end) and not (chunk is not None and chunk.kind in _HUMAN):
                break
            if chunk is not None and chunk.kind in ("actor", "state", "source", "person"):
                if chunk.prep in ("ل", "الي") and not paper and not (steps == 0 and chunk.kind != "source"):
                    break
                if chunk.joined and chunk.prep == "" and word[:1] == "و":
                    break
                inner = chunk
                end = shown = chunk.last
                if chunk.kind == "person" or not self._goes_on(end, last):
                    break
                steps += 1
                continue
            known = (self.at.layer(end, "source") or self.at.layer(end, "actor")) if word.startswith("ال") else None
            if known is not None and known.last - known.first >= 2 and known.last <= last:
                end = shown = known.last
                steps += 1
                continue
            linking = word in PREPOSITIONS or (word[:1] == "ب" and self._clitic(end, "ب")) or word == "باسم"
            if linking:
                if word in ("الي", "عن", "مع", "علي", "منذ", "بين", "حتي", "ضد", "ل") and not (paper and word in ("عن", "ل")):
                    break
                if not plain and word != "باسم" and word != "من" and self._described_enough(first):
                    break
                if word not in PREPOSITIONS and word != "باسم":
                    if not word.startswith("بال") and not self.at.cue(end, "place_types", "org_heads", "source_heads") and not (
                        chunk is not None and chunk.kind in ("place", "actor")
                    ):
                        break  # "أفاد مصدر بمقتل": what is said begins
                    shown = end + 1
                    plain = False
            elif word[:1] == "ل" and self._clitic(end, "ل") and not paper:
                if tokens[end - 1].fold not in _BELONGING:
                    break
                shown = end + 1
            elif word[:1] == "و" and (self._clitic(end, "و") or self.at.any(end)) and steps:
                break
            elif self._name(end, last) >= 2 and not word.startswith("ال"):
                break
            elif any(hit.term.layer == "rule" for hit in self.at.any(end)) and (end > here or word.startswith("ال")):
                break
            else:
                plain = False
                shown = end + 1
            end += 1
            steps += 1
        end = min(end, max(shown, here))
        if inner is not None and inner.kind == "person" and not paper:
            return Phrase((inner,), inner.last)
        person = self._person(end, last) or (None if tokens[first].fold.removeprefix("ال") in _BODIES else self._after_office(end, last))
        if person is None and inner is not None and inner.last == end and not paper:
            person = self._apposed(end, last)
        if person is not None:
            return Phrase((person,), person.last)
        if paper and inner is not None:
            return Phrase((inner,), inner.last)
        if max(end, here) - first == 1 and _bare(tokens[first].fold) in ("تقارير", "انباء", "معلومات", "تقديرات"):
            return None
        name = _trim(surface(self.text, tokens, first, max(end, here), cut))
        made = Chunk(first, max(end, here), "source", name, sort=sort, ref=None,
                     country=inner.country if inner else "")  # fmt: skip
        return Phrase((made,), made.last)

    def _after_office(self, here: int, last: int) -> Chunk | None:
        """The name after the comma that closes a long office: "العضو في المركز الخاص بعملية …، **فلان**"."""
        relative = here < last and self.tokens[here].fold in RELATIVES
        for comma in range(here, min(last - 1, here + (14 if relative else 8))):
            if self.tokens[comma].fold in COMMAS:
                return self._person(comma + 1, last) or self._apposed(comma + 1, last)
            if self.tokens[comma].kind != "word" or self.tokens[comma].fold in THAT or (self._verb(comma) and not relative):
                return None
        return None

    def _apposed(self, here: int, last: int) -> Chunk | None:
        """Two to four words that can only be the name of who holds the office, for nothing else ends there: "، فلان الفلاني، إن"."""
        tokens = self.tokens
        end = here
        while end < last and end - here < 5 and tokens[end].kind == "word":
            word = tokens[end].fold
            if word in THAT or word in PREPOSITIONS or word in DAYS or word in _STOPS or word in RELATIVES:
                break
            if end > here and word[:1] == "ل" and self._clitic(end, "ل"):
                break
            end += 1
        if not 2 <= end - here <= 4 or tokens[here].fold.startswith("ال"):
            return None
        if end < last and tokens[end].fold not in _CLOSING and tokens[end].fold[:1] != "ل":
            return None
        for at in range(here, end):
            if self.at.layer(at, "demonym") or self.at.layer(at, "actor") or self.at.cue(at, "source_heads", "group_heads", "org_heads"):
                return None
        if tokens[here].fold[:1] in ("و", "ب", "ل") and self._clitic(here, tokens[here].fold[0]):
            return None
        if any(c.kind == "place" and c.first <= here < c.last for c in self.chunks):
            return None
        return self._person_chunk(here, end)

    def _goes_on(self, end: int, last: int) -> bool:
        """Does the office go on after the body it is of ("المتحدث باسم الجيش **في عدن**")?"""
        return end < last and self.tokens[end].fold in ("في", "باسم")

    def _described_enough(self, first: int) -> bool:
        word = self.tokens[first].fold
        return not any(h.term.ref == "person_titles" for h in self.at.any(first)) or word in ("مصدر", "مصادر")

    def _clitic(self, here: int, letter: str) -> bool:
        """Is the first letter of this word a clitic, as far as the lexicon can tell?"""
        word = self.tokens[here].fold
        if word[:2] in (letter + "ا", "لل") and word[1:3] in ("ال", "لل"[:2]):
            return True
        return any(hit.cut.before.startswith(letter) for hit in self.at.any(here)) or any(
            c.first == here and c.prep == letter for c in self.chunks
        )

    def plain(self, here: int, last: int) -> Phrase | None:
        """Whatever stands between a verb of saying and its "that": "قال العاملون في الميناء إن"."""
        tokens = self.tokens
        if here >= last or tokens[here].kind != "word":
            return None
        stop = next((k for k in range(here, min(last, here + 12)) if self._opens(k, last)), None)
        word = tokens[here].fold
        if stop is None or stop - here < 1 or self.own(here, last) or word in PREPOSITIONS or word in DAYS or word in _STOPS or self._verb(here):
            return None
        if word[:1] in ("ب", "ل") and (self._clitic(here, word[0]) or word in ("بيان",)):
            return None
        end = here
        while end < stop and end - here < 4:
            word = tokens[end].fold
            if tokens[end].kind != "word" or word in DAYS or word in RELATIVES or word in _STOPS or self._verb(end):
                break
            if word in PREPOSITIONS and (end - here > 1 or word not in ("في", "من")):
                break
            if end > here and word[:1] == "ل" and self._clitic(end, "ل"):
                break
            end += 1
        while end > here and tokens[end - 1].fold in PREPOSITIONS:
            end -= 1
        if stop - end > 4 and tokens[end].fold not in COMMAS and tokens[end].fold not in PREPOSITIONS:
            return None
        first = tokens[here].fold
        if (named := self._apposed(here, stop + 1)) is not None and named.last <= stop:
            return Phrase((named,), named.last)
        if not first.startswith("ال") and not first.endswith(("ون", "ين", "ات", "ان")):
            return None
        if end == here or (end - here == 1 and not tokens[here].fold.startswith("ال") and len(tokens[here].fold) < 4):
            return None
        person = self._person(end, last)
        if person is not None and person.first <= stop:
            return Phrase((person,), person.last)
        name = surface(self.text, tokens, here, end, None)
        return Phrase((Chunk(here, end, "source", _trim(name), sort="described"),), end)

    def _opens(self, here: int, last: int) -> bool:
        """Does what is said begin here?"""
        token = self.tokens[here]
        return token.fold in THAT or token.fold == ":" or (token.fold in QUOTES and quoted(self.tokens, here, last, 4) is None)


def _bare(word: str) -> str:
    """A word without article and plural, as far as it takes to know مصدر in المصادر."""
    word = word.removeprefix("ال")
    return {"مصادر": "مصدر", "مسوولون": "مسوول", "مسوولين": "مسوول", "ناشطون": "ناشط", "ناشطين": "ناشط", "نشطاء": "ناشط",
            "شهود": "شاهد"}.get(word, word)  # fmt: skip


def _cut_of(word: str, name: str) -> Cut | None:
    stem = fold(name).split()[0] if name else ""
    return Cut(stem, word[: -len(stem)]) if stem and word.endswith(stem) and word != stem else None


def _trim(name: str) -> str:
    """A name without marks at its ends; a pair of quotation marks inside it stays whole."""
    name = name.strip(" ،,:-–")
    marks = sum(name.count(mark) for mark in "\"“”«»")
    if marks % 2:
        name = name.strip("\"“”«»' ")
    return name

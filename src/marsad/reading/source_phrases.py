"""The words that name a source: where they begin and end, whom they mean, and who of them was named before.

"مصادر طبية في دوما", "المتحدث باسم الجيش، العميد فلان", "المصدر نفسه", "فلان" by his last name alone: a
phrase is read from its first word; what it adds about the office goes where a person is named.
"""

from __future__ import annotations

from msgspec.structs import replace

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.reading.records import Chunk
from marsad.reading.scan import PREPOSITIONS, QUOTES, quoted, surface
from marsad.reading.source_known import KnownSources, Phrase, bare
from marsad.reading.source_plain import trim, unlike_prose
from marsad.reading.source_words import (
    BELONGING,
    BODIES,
    DAYS,
    ISSUED,
    NOBODY,
    PAPERS,
    PARTS,
    RELATIVES,
    STOPS,
    THAT,
)
from marsad.text.clitics import Cut
from marsad.text.fold import fold

_GENERAL = word_class("before_general")
_HADITHA = "حديثه"  # the town, written like "his talk"
_THE_SOURCE = {
    "المصدر",
    "المصادر",
    "السلطات",
    "الحكومه",
    "الوزاره",
    "الشرطه",
    "الاداره",
}  # the source(s), authorities, government …
_OUTLETS = word_class("outlets")
_PAGES = {"موقع", "صفحه", "حساب", "معرف"}  # الموقع الرسمي لقوات X: X speaks there
_MANY = word_class("sources_in_plural")
_TOLD_TO = word_class("outlets")
# A source, sources, an official: indefinite, with an adjective.
_UNNAMED = {"مصدر", "مصادر", "مسوول"}
_INFORMING = {
    "ابلغ",
    "ابلغت",
    "اخبر",
    "اخبرت",
    "يبلغ",
    "تبلغ",
}  # to inform: whom it is told stands after the source
_REPORTS = {"تقرير", "تقارير"}  # تقارير **عن** غارة: what they are about, not who issued them
_TOLD_TO_ONE = tuple(f"ل{word}" for word in sorted(_TOLD_TO))
_PROVINCES = {"صلاح الدين"}
_HIGH = {"كبير", "كبار", "بارز", "رفيع"}  # high, senior
_RELATING = ("ي", "يه", "يون", "يان", "يين")  # adjectives of what one belongs to: أمني, محلية
_HUMAN = {"actor", "state", "group", "person", "source", "anaphor"}


class SourcePhrases(KnownSources):
    """The reader of source phrases of one report."""

    def read(self, here: int, last: int) -> Phrase | None:
        """The source phrase that begins at token ``here``, or None where no source can begin."""
        tokens = self.tokens
        start = here
        while here < last and tokens[here].fold in QUOTES and quoted(tokens, here, last, 5) is None:
            here += 1
        while here < last and (tokens[here].fold in PARTS or (here > start and tokens[here].fold == "من")):
            here += 1
        if here >= last:
            return None
        end = quoted(tokens, here, last, 5)
        if end is not None and tokens[here].fold != "(":
            return self._quotation(here, end, last)
        if tokens[here].kind != "word" or tokens[here].fold in THAT or tokens[here].fold in DAYS:
            return None
        # أحد الشهود (one of the witnesses) is nobody who was named before.
        found = self.again(here, last) if here == start or tokens[here - 1].fold in QUOTES else None
        if found is None and not self.own(here, last):
            found = self._named(here, last)
            if found is not None:
                found = self._in_office(here, found)
        return found

    def _in_office(self, here: int, found: Phrase) -> Phrase:
        """مدير المرصد without a name is who was named as such before; remember who is named so here."""
        chunk = found.chain[0]
        if chunk.kind == "person":
            name = fold(chunk.name).split()
            office = frozenset(
                bare(t.fold)
                for t in self.tokens[here : chunk.last]
                if t.kind == "word" and t.fold not in name
            )
            if len(office) > 1:
                self.offices[bare(self.tokens[here].fold), office] = chunk
        elif chunk.sort == "described" and self.offices:
            words = frozenset(map(bare, fold(chunk.name).split()))
            for (head, office), person in self.offices.items():
                if (
                    bare(self.tokens[here].fold) == head
                    and len(words) > 1
                    and (office <= words or words <= office)
                ):
                    return Phrase((person,), found.last)
        return found

    def _quotation(self, here: int, end: int, last: int) -> Phrase | None:
        inner = next((c for c in self.chunks if c.first in (here, here + 1) and c.kind in _HUMAN), None)
        if inner is not None and inner.last >= end - 1:
            return Phrase((inner,), max(inner.last, end))
        if any(self.tokens[k].fold in THAT or self.tokens[k].kind == "newline" for k in range(here, end)):
            return None
        name = self.text[self.tokens[here + 1].start : self.tokens[end - 2].end]
        return Phrase((Chunk(here, end, "source", name, sort="quoted"),), end)

    def _named(self, here: int, last: int) -> Phrase | None:
        chunk = next((c for c in self.chunks if c.first <= here < c.last), None)
        word = self.tokens[here].fold
        if bare(word) in NOBODY:
            return None
        if word == "المرصد" and (chunk is None or chunk.kind not in ("source", "actor")):
            return Phrase((Chunk(here, here + 1, "source", word, sort="source"),), here + 1)
        head = self.at.cue(here, "source_heads", "person_titles")
        if head is not None and head.cut.after and head.term.words[0] not in ("مراسل", "مندوب"):
            head = None
        if chunk is not None and chunk.first == here and chunk.kind in ("source", "person", "actor", "state"):
            if chunk.kind == "actor" and self.at.cue(here, "group_heads") is not None and head is None:
                return self._described(here, here + 1, last, None, "group")
            if (
                chunk.kind == "person"
                and head is not None
                and bare(fold(chunk.name).split()[0]) == bare(head.cut.stem)
            ):
                man = self._man(chunk.last, last)
                if man is not None and self._personal(head):
                    return Phrase((man,), man.last)  # رئيس بلدية خاركيف **فلان الفلاني**
                # an office, not a name: وزير النقل **فلان**
                found = self._described(here, head.last, last, head.cut)
                if found is not None and found.last < chunk.last:
                    found = self._described(here, chunk.last, last, head.cut)
                return found
            named = chunk.kind in ("source", "person") or head is None or chunk.last > head.last + 1
            if named and not (head is not None and chunk.kind == "state"):
                return self._chunk(chunk, last, self._personal(head))
        if head is not None:
            return self._described(here, head.last, last, head.cut)
        if chunk is not None and chunk.first == here and chunk.kind == "group":
            return self._described(here, chunk.last, last, _cut_of(word, chunk.name), "group")
        if chunk is not None and chunk.kind in _HUMAN and chunk.kind != "group":
            return Phrase((chunk,), chunk.last)
        length = self.name(here, last)
        if length >= 2:
            return Phrase((self.person_chunk(here, here + length),), here + length)
        return self._body(here, last)

    def _body(self, here: int, last: int) -> Phrase | None:
        """مديرية التربية, رئاسة الأركان: a body that no list knows, told by its first word."""
        tokens = self.tokens
        head = self.at.cue(here, "source_bodies")
        if head is None or head.cut.before not in ("", "و", "ل") or head.cut.after:
            return None
        end = here + 1
        while end < last and end - here < 4 and tokens[end].kind == "word":
            word = tokens[end].fold
            if word in THAT or word in STOPS or word in RELATIVES or word in DAYS or word in PREPOSITIONS:
                break
            chunk = next((c for c in self.chunks if c.first == end), None)
            if chunk is not None and not chunk.prep and not chunk.joined and chunk.kind != "object":
                end = chunk.last
                break
            if self.verb(end) or self.at.cue(end, "according") is not None:
                break
            if word[:1] in ("ب", "ل") and self.clitic(end, word[0]):
                break
            end += 1
        if end - here < 2 or end > last:
            return None
        name = trim(surface(self.text, tokens, here, end, head.cut))
        return Phrase((Chunk(here, end, "source", name, sort="described"),), end)

    def _chunk(self, chunk: Chunk, last: int, headed: bool) -> Phrase:
        """A known name, with the person who speaks for it where one follows."""
        # An office of which the registry knows only the body or the country: the man may follow.
        if headed and chunk.kind != "person":
            end = chunk.last
            while end < last and self.tokens[end].fold in QUOTES:
                end += 1
            found = self.person(end, last) or self.apposed(end, last) or self.after_office(end, last)
            if found is not None:
                return Phrase((found,), found.last)
        if headed and chunk.kind == "person":
            chunk = self._governor(chunk.first, chunk, last)
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
            tokens[k].kind != "word" or tokens[k].fold in THAT or self.verb(k) for k in range(at + 1, end - 1)
        ):
            return chunk
        name = " ".join((chunk.name, self.text[tokens[at].start : tokens[end - 1].end]))
        return replace(chunk, last=end, name=name)

    def _personal(self, head: Hit | None) -> bool:
        """Is this the word for somebody (مدير, مراسل), not for something that speaks (وكالة, بيان)?"""
        return head is not None and head.term.words[0].removeprefix("ال") not in BODIES

    def _described(
        self, first: int, here: int, last: int, cut: Cut | None, sort: str = "described"
    ) -> Phrase | None:
        """مصدر عسكري, مراسل X, المتحدث باسم X فلان: what kind of source it is, or the person named."""
        tokens = self.tokens
        paper = tokens[first].fold.removeprefix("ل").removeprefix("ال") in PAPERS
        if paper:
            issued = here
            while issued < last and tokens[issued].fold in ISSUED:
                issued += 1
            about = (
                bare(tokens[first].fold.removeprefix("ل")) in _REPORTS
                and issued == here + 1
                and tokens[here].fold == "عن"
            )
            if issued < last and not about and (issued > here or tokens[issued].fold[:1] == "ل"):
                found = self.read(issued, last)
                if found is not None and found.chain[0].sort != "quoted":
                    return found
        stem = tokens[first].fold.removeprefix("ل").removeprefix("ل").removeprefix("ال")
        if cut is not None and cut.before == "و":
            stem = stem.removeprefix("و")
        # مسؤولان أمريكيان: no one man, and no name though it may look like one.
        many = sort == "described" and stem in _MANY and tokens[first - 1].fold not in ("احد", "احدي")
        inner: Chunk | None = None
        end = here
        # No adjective yet: "مصادر بالشرطة" needs what the preposition brings, "مصادر طبية" does not.
        plain = True
        shown = here
        steps = 0
        while end < last and steps < 9:
            token = tokens[end]
            word = token.fold
            chunk = next((c for c in self.chunks if c.first == end), None)
            if word in QUOTES or word == "(":
                closing = quoted(tokens, end, last, 5)
                if (
                    closing is None
                    or (many and stem not in ("اهالي", "سكان", "شهود"))
                    or (end > here and tokens[first - 1].fold.removeprefix("و") in _INFORMING)
                ):
                    break  # أبلغ ناشطون **«أخبار الساحل»** أن
                if word == "(" and not (end == here and bare(tokens[first].fold) in _OUTLETS):
                    break
                if any(tokens[k].fold in THAT for k in range(end, closing)) and not (
                    closing - end <= 5 and bare(tokens[first].fold) in _OUTLETS
                ):
                    break
                if (
                    tokens[first].fold.removeprefix("ال") not in BODIES
                    and self.name(end + 1, closing - 1) >= 2
                ):
                    return Phrase((self.person_chunk(end + 1, closing - 1),), closing)
                end = shown = closing
                steps += 1
                continue
            if token.kind == "number" and (
                tokens[end - 1].fold == "ال"
                or ((end > here or tokens[first].fold == "القناه") and bare(tokens[first].fold) in _OUTLETS)
            ):  # موقع كذا 24, القناة 12
                end = shown = end + 1
                continue
            if token.kind != "word" or word in THAT or word in STOPS or word in RELATIVES:
                break
            if (
                word in ("ما", "مما")
                or (many and word in _TOLD_TO and (end > here or stem not in ("سكان", "اهالي")))
                or word in _TOLD_TO_ONE
            ):
                break  # نفى مسؤول محلي **ما** أشيع, أبلغ ناشطون **مراسل** X, قال شهود **لمراسل** X
            if word in DAYS and not (word == "العام" and end == here and tokens[first].fold in _GENERAL):
                break
            if self.at.cue(end, "according", "light_occur") is not None or (
                end > first
                and tokens[end - 1].fold in _THE_SOURCE
                and not word.startswith("ال")
                and word not in PREPOSITIONS
            ):
                break  # "أفادت مصادر بحسب X", "أكد شهود وقوع", "أكد المصدر استكمال": the name ends here
            if self.verb(end) and not (chunk is not None and chunk.kind in _HUMAN):
                break
            if (
                tokens[end - 1].fold in QUOTES
                and bare(tokens[first].fold) in _OUTLETS | _PAGES
                and not word.startswith("ال")
                and word not in PREPOSITIONS
                and chunk is None
            ):
                break  # نشرت صفحة "كذا" **أسماء** القتلى: what it tells begins
            if chunk is not None and steps and self._accused(chunk, end):
                break  # اتهم مصدر أمني **مسلحين من X**
            if chunk is not None and chunk.kind in ("actor", "state", "source", "person"):
                if (
                    chunk.prep in ("ل", "الي")
                    and not paper
                    and not (
                        chunk.kind != "source"
                        and (
                            steps == 0
                            or tokens[end - 1].fold in BELONGING
                            or (chunk.kind == "actor" and self._office(first, end))
                        )
                    )
                ):
                    break
                joined = chunk.joined and chunk.prep == ""
                if word[:1] == "و" and (joined or (steps and word == "و" + fold(chunk.name).split()[0])):
                    break
                if (
                    steps == 0
                    and chunk.kind == "actor"
                    and not chunk.prep
                    and many
                    and stem.endswith(("ون", "ان"))
                    and stem != "سكان"
                    and self.at.layer(end, "demonym") is None
                    and not word.endswith(("ون", "ان"))
                ):
                    break  # اتهم ناشطون **قوات X**: no plural with its n governs a name
                if (
                    end == here + 1
                    and chunk.kind == "actor"
                    and not chunk.prep
                    and stem in _UNNAMED
                    and not tokens[end - 1].fold.startswith("ال")
                    and tokens[end - 1].fold not in PREPOSITIONS
                    and self.at.layer(end, "demonym") is None
                ):
                    break  # اتهم مصدر أمني **تنظيم X**: behind its adjective nothing is governed
                if (
                    chunk.kind == "person"
                    and " " in chunk.name
                    and (office := self.at.cue(end, "source_heads")) is not None
                    and self._personal(office)
                    and not word.startswith("ال")
                    and (man := self._man(chunk.last, last)) is not None
                ):
                    return Phrase((man,), man.last)  # نائب حاكم إقليم غزنة **فلان الفلاني**
                inner = chunk
                end = shown = chunk.last
                if chunk.kind == "person" or not self._goes_on(end, last):
                    break
                steps += 1
                continue
            known = (
                (self.at.layer(end, "source") or self.at.layer(end, "actor"))
                if word.startswith("ال")
                else None
            )
            if known is not None and known.last - known.first >= 2 and known.last <= last:
                end = shown = known.last
                steps += 1
                continue
            if (
                steps
                and stem not in BODIES
                and not word.startswith("ال")
                and self._office_ends(first, here, end)
                and (named := self._man(end, last)) is not None
            ):
                return Phrase(
                    (named,), named.last
                )  # الرئيس الشيشاني **فلان الفلاني**, المتحدث باسم الكرملين **فلان**
            if many and word[:1] == "ب" and len(word) > 4 and not self.common(word) and self.common(word[1:]):
                break  # أفاد شهود **بسماع** دوي انفجار
            if word == "في" and end + 1 < last and self._spoken_in(end + 1):
                break  # المتحدث فلان **في حديث** لوكالة
            linking = word in PREPOSITIONS or (word[:1] == "ب" and self.clitic(end, "ب")) or word == "باسم"
            if linking:
                if word in ("الي", "عن", "مع", "علي", "منذ", "بين", "حتي", "ضد", "ل") and not (
                    paper and word in ("عن", "ل")
                ):
                    break
                if not plain and word != "باسم" and word != "من" and self._described_enough(first):
                    break
                if word not in PREPOSITIONS and word != "باسم":
                    if (
                        not word.startswith("بال")
                        and not self.at.cue(end, "place_types", "org_heads", "source_heads")
                        and not (chunk is not None and chunk.kind in ("place", "actor"))
                    ):
                        break  # "أفاد مصدر بمقتل": what is said begins
                    shown = end + 1
                    plain = False
            elif word[:1] == "ل" and self.clitic(end, "ل") and not paper:
                if tokens[end - 1].fold not in BELONGING:
                    break
                shown = end + 1
            elif (
                (
                    word[:1] == "و"
                    and (self.clitic(end, "و") or self.at.any(end))
                    and (steps or self._another(end))
                )
                or (not many and not word.startswith("ال") and self.name(end, last) >= 2)
                or (
                    any(hit.term.layer == "rule" for hit in self.at.any(end))
                    and (end > here or word.startswith("ال"))
                    and not (end == here and bare(tokens[first].fold) in _OUTLETS)  # قناة **المسيرة**
                )
            ):
                break
            else:
                plain = False
                shown = end + 1
            end += 1
            steps += 1
        end = min(end, max(shown, here))
        body = stem in BODIES
        if inner is not None and inner.kind == "person" and not paper and not body:
            inner = self._governor(first, inner, last)
            return Phrase((inner,), inner.last)
        person = None
        if stem != "مكتب" and not many:
            person = self.person(end, last)
        if person is None and not body and not many:
            person = self.after_office(end, last) or self.further(end, last)
        if person is None and inner is not None and inner.last == end and not paper:
            person = self.apposed(end, last)
        if person is not None:
            return Phrase((person,), person.last)
        if inner is not None and (paper or (bare(tokens[first].fold) in _PAGES and inner.prep == "ل")):
            return Phrase((inner,), inner.last)
        if max(end, here) - first == 1 and bare(tokens[first].fold) in (
            "تقارير",
            "انباء",
            "معلومات",
            "تقديرات",
        ):
            return None
        name = trim(surface(self.text, tokens, first, max(end, here), cut))
        made = Chunk(first, max(end, here), "source", name, sort=sort, ref=None,
                     country=inner.country if inner else "")  # fmt: skip
        return Phrase((made,), made.last)

    def _accused(self, chunk: Chunk, at: int) -> bool:
        """Does somebody else begin behind the adjective of a source, which no name completes any more?"""
        before, word = self.tokens[at - 1].fold, self.tokens[at].fold
        return (
            chunk.kind in ("actor", "group", "state")
            and not (chunk.prep or chunk.joined)
            and not before.startswith("ال")
            and not word.startswith(("ب", "ل", "و"))
            and (before.endswith(_RELATING) or before in _HIGH)
            and (word.startswith("ال") or not word.endswith(_RELATING))
            and self.at.layer(at, "demonym") is None
        )

    def _governor(self, first: int, named: Chunk, last: int) -> Chunk:
        """محافظ صلاح الدين، **فلان**: the province has a person's name, the man comes after it."""
        office = any(self.tokens[k].fold.endswith("محافظ") for k in range(first, named.last))
        if not office or (" " in named.name and fold(named.name) not in _PROVINCES):
            return named
        return self.further(named.last, last) or named

    def _spoken_in(self, here: int) -> bool:
        return self.spoken_in(here) and self.tokens[here].fold.removeprefix("ال") != _HADITHA

    def _another(self, here: int) -> bool:
        """مسؤولون **وشهود**: another source, joined to the first."""
        head = self.at.cue(here, "source_heads")
        return head is not None and head.cut.before == "و"

    def _office(self, first: int, end: int) -> bool:
        """المتحدث الرسمي **لقوات X**, القائد العام **للجيش**: the body after an office and its adjective."""
        return (
            self.at.cue(first, "person_titles") is not None or bare(self.tokens[first].fold) in _PAGES
        ) and self.tokens[end - 1].fold.startswith("ال")

    def _man(self, here: int, last: int) -> Chunk | None:
        """The man after his office, whatever the name: no ordinary word begins it (**أكبر** فصائل دارفور)."""
        man = self.apposed(here, last)
        if man is None or not unlike_prose(self, man):
            return None
        words = [self.tokens[k].fold for k in range(man.first, man.last)]
        named = any(self.at.cue(k, "given_names") is not None for k in range(man.first, man.last))
        if named or not self.common(words[0]) or words[1] in ("الدين", "الله"):
            return man
        return man if len(words) == 2 and not words[1].startswith("ال") else None

    def _office_ends(self, first: int, here: int, end: int) -> bool:
        """Does the word before ``end`` close an office: الرئيس **الشيشاني**, رئيس بلدية **خاركيف**, المتحدث باسم **الكرملين**?"""
        if self.at.layer(end - 1, "demonym") is not None:
            return True
        head = self.at.cue(first, "person_titles", "source_heads")
        if head is None or not self._personal(head) or bare(self.tokens[first].fold) in ("مصدر", "مصادر"):
            return False
        if any(c.kind == "place" and c.last == end and c.first >= here for c in self.chunks):
            return True
        return end - here >= 2 and self.tokens[end - 1].fold.startswith("ال")

    def _goes_on(self, end: int, last: int) -> bool:
        """Does the office go on after the body it is of ("المتحدث باسم الجيش **في عدن**")?"""
        if end + 1 < last and self._spoken_in(end + 1):
            return False
        return end < last and self.tokens[end].fold in ("في", "باسم")

    def _described_enough(self, first: int) -> bool:
        word = self.tokens[first].fold
        return not any(h.term.ref == "person_titles" for h in self.at.any(first)) or word in ("مصدر", "مصادر")


def _cut_of(word: str, name: str) -> Cut | None:
    stem = fold(name).split()[0] if name else ""
    return Cut(stem, word[: -len(stem)]) if stem and word.endswith(stem) and word != stem else None

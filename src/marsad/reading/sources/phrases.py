"""The words that name a source: where they begin and end, whom they mean, and who of them was named before.

"المتحدث باسم الجيش، العميد فلان", "المصدر نفسه", "فلان" by his last name alone: a phrase is read from its first word;
what it adds about the office goes where a person is named.
"""

from __future__ import annotations

from msgspec.structs import replace

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import COMMAS, PREPOSITIONS, QUOTES, quoted, surface
from marsad.reading.records import Chunk
from marsad.reading.sources.described import CAN_SPEAK, described, governor, is_paper, man_after, personal
from marsad.reading.sources.known import KnownSources, Phrase, bare
from marsad.reading.sources.plain import trim
from marsad.reading.sources.whose import by_its_own_name
from marsad.reading.sources.words import BELONGING, DAYS, ISSUED, NOBODY, PARTS, RELATIVES, STOPS, THAT
from marsad.text.clitics import Cut
from marsad.text.fold import fold

_INFORMING = word_class("informing")
_SITES, _ARMED = "مواقع", "عسكريه"  # مواقع **عبرية** (sites that tell), مواقع **عسكرية** (positions)
_COUNT = {"حصيله", "الحصيله", "احصاييه"}  # a toll, a count
# New, first, former, final, latest, provisional, official, updated; it was put out, put out: said of a count.
_OF_A_COUNT = {
    "جديده",
    "اوليه",
    "سابقه",
    "نهاييه",
    "اخيره",
    "الاخيره",
    "موقته",
    "رسميه",
    "محدثه",
    "صدرت",
    "صادره",
}
_THIS = {"هذا", "هذه", "تلك"}  # this, that
_THESE = _THIS | {"هولاء", "ذات", "نفس"}  # and: these people, the same
_ANY_OF_IT = _THIS | {"ذلك"}  # and: that, of what was told
_NO_SECOND = DAYS | STOPS | RELATIVES | PREPOSITIONS
_REMARKS = {"تصريح", "تصريحات"}  # تصريحات **مصدر عسكري**: who made them follows
_REPORTS = {"تقرير", "تقارير"}  # تقارير **عن** غارة: what they are about, not who issued them


class SourcePhrases(KnownSources):
    """The reader of source phrases of one report."""

    def read(self, here: int, last: int) -> Phrase | None:
        """The source phrase that begins at token ``here``, or None where no source can begin."""
        tokens = self.tokens
        if here + 1 < last and tokens[here].fold in _THESE and tokens[here + 1].fold.startswith("ال"):
            here += 1  # أفادت **هذه الفصائل** أنها
        start = here
        while here < last and tokens[here].fold in QUOTES and quoted(tokens, here, last, 5) is None:
            here += 1
        while here < last and (
            tokens[here].fold in PARTS
            or (here > start and tokens[here].fold == "من")
            or (tokens[here].fold[:2] == "لل" and tokens[here].fold[2:] in PARTS)  # وفقا **للعديد من** الشهود
        ):
            here += 1
        if here >= last:
            return None
        end = quoted(tokens, here, last, 5)
        if end is not None and tokens[here].fold != "(":
            return self._quotation(here, end, last)
        if tokens[here].kind != "word" or tokens[here].fold in THAT or tokens[here].fold in DAYS:
            return None
        if (called := by_its_own_name(self, here, last)) is not None:
            return called
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
            if (whole := self.by_last_name(chunk)) is not None:
                return Phrase((whole,), found.last)
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
        inner = next((c for c in self.chunks if c.first in (here, here + 1) and c.kind in CAN_SPEAK), None)
        if inner is not None and inner.last >= end - 1:
            return Phrase((inner,), max(inner.last, end))
        if any(self.tokens[k].fold in THAT or self.tokens[k].kind == "newline" for k in range(here, end)):
            return None
        if end - here > 3 and self.closes(end) and self.at.cue(here - 1, "saying", "adding") is not None:
            return None  # وأضاف **"المدنيون عالقون هنا."**: his words, and not his name
        named = self.at.cue(here - 1, "according") is not None or (
            end < last and self.tokens[end].fold in THAT
        )
        if not named and self._told_words(here + 1, end - 1):
            return None
        name = self.text[self.tokens[here + 1].start : self.tokens[end - 2].end]
        return Phrase((Chunk(here, end, "source", name, sort="quoted"),), end)

    def closes(self, end: int) -> bool:
        """Does a sentence end at this token?"""
        return end >= len(self.tokens) or self.tokens[end].fold == "." or self.tokens[end].kind == "newline"

    def _listed_name(self, here: int) -> bool:
        """Is one word a name: listed, or neither of ordinary prose nor for what happens?"""
        if self.at.layer(here, "actor") is not None or self.at.layer(here, "source") is not None:
            return True
        told = any(h.term.layer == "rule" for h in self.at.any(here))
        return not told and not self.common(self.tokens[here].fold)

    def _told_words(self, here: int, end: int) -> bool:
        """قال "**ذلك سيكون** …", أعلن "**هدنة** إنسانية": are the words in quotation marks what is told, and no name?"""
        word = self.tokens[here].fold
        if word in _ANY_OF_IT or (
            end - here > 2 and self.verb(here) and self.at.cue(here, "given_names") is None
        ):
            return True
        told = any(
            h.term.layer == "rule" and h.term.form == "noun" and not h.cut.before for h in self.at.any(here)
        )
        heads = self.at.cue(here, "source_heads", "group_heads", "org_heads", "force_heads")
        return told and heads is None and not word.startswith("ال")

    def _named(self, here: int, last: int) -> Phrase | None:
        chunk = next((c for c in self.chunks if c.first <= here < c.last), None)
        word = self.tokens[here].fold
        if bare(word) in NOBODY:
            return self._of_count(here, last) if word.removeprefix("ل") in _COUNT else None
        if word == "المرصد" and (chunk is None or chunk.kind not in ("source", "actor")):
            return Phrase((Chunk(here, here + 1, "source", word, sort="source"),), here + 1)
        head = self.at.cue(here, "source_heads", "person_titles")
        if head is not None and head.cut.after and head.term.words[0] not in ("مراسل", "مندوب"):
            head = None
        if head is not None and head.last < last and self.at.cue(here, "source_heads") is None:
            office = self.at.cue(head.last, "source_heads")
            if office is not None and personal(office) and not office.cut.before:
                return self._named(head.last, last)  # الشيخ **رئيس المجلس**، فلان
        if chunk is not None and chunk.first == here and chunk.kind in ("source", "person", "actor", "state"):
            if chunk.kind == "actor" and self.at.cue(here, "group_heads") is not None and head is None:
                return self._described(here, here + 1, last, None, "group")
            if (
                chunk.kind == "person"
                and head is not None
                and bare(fold(chunk.name).split()[0]) == bare(head.cut.stem)
            ):
                man = man_after(self, chunk.last, last)
                if man is not None and personal(head):
                    return Phrase((man,), man.last)  # رئيس بلدية خاركيف **فلان الفلاني**
                # an office, not a name: وزير النقل **فلان**
                found = self._described(here, head.last, last, head.cut)
                if found is not None and found.last < chunk.last:
                    found = self._described(here, chunk.last, last, head.cut)
                return found
            if chunk.kind == "person" and chunk.ref is None:
                chunk = self._with_family(chunk, last) if head is None else self._with_second(chunk, last)
            named = chunk.kind in ("source", "person") or head is None or chunk.last > head.last + 1
            if named and not (head is not None and chunk.kind == "state"):
                return self._chunk(chunk, last, personal(head))
        if head is not None:
            return self._described(here, head.last, last, head.cut)
        sort = self.tokens[here + 1].fold if here + 1 < last else ""
        if word == _SITES and sort.endswith("يه") and sort != _ARMED:
            return self._described(here, here + 1, last, None)
        if chunk is not None and chunk.first == here and chunk.kind == "group":
            return self._described(here, chunk.last, last, _cut_of(word, chunk.name), "group")
        if chunk is not None and chunk.kind in CAN_SPEAK and chunk.kind != "group":
            return Phrase((chunk,), chunk.last)
        length = self.name(here, last)
        if length >= 2:
            return Phrase((self.person_chunk(here, here + length),), here + length)
        return self._body(here, last)

    def _of_count(self, here: int, last: int) -> Phrase | None:
        """أفادت حصيلة جديدة من **المرصد** أن, وكانت حصيلة سابقة **للوزارة** قد: who counted."""
        here += 1
        while here < last and self.tokens[here].fold in _OF_A_COUNT:
            here += 1
        word = self.tokens[here].fold if here < last else ""
        if word[:1] != "ل" and word not in ("من", "عن"):
            return None
        found = self.read(here + 1 if word in ("من", "عن", "ل") else here, last)
        known = found is not None and found.chain[0].kind in ("source", "actor", "person")
        return found if known else None

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
            chunk = governor(self, chunk.first, chunk, last)
        if chunk.kind in ("actor", "source"):
            chunk = self._with_alias(self._with_owner(chunk), last)
        return Phrase((chunk,), chunk.last)

    def _with_owner(self, chunk: Chunk) -> Chunk:
        """وزارة الداخلية التابعة **لحماس**: a body that no list knows with whom it belongs to."""
        if chunk.ref is not None or self.tokens[chunk.last - 1].fold not in BELONGING:
            return chunk
        owner = next((c for c in self.chunks if c.first == chunk.last and c.prep == "ل"), None)
        if owner is None:
            return chunk
        told = surface(self.text, self.tokens, owner.first, owner.last, None)
        return replace(chunk, last=owner.last, name=f"{chunk.name} {told}")

    def _with_family(self, chunk: Chunk, last: int) -> Chunk:
        """قال **عبد الله مجيد الشعبي**، المتحدث باسم: a family's name like an ordinary word, before the comma of an office."""
        at = chunk.last
        if at + 2 >= last or " " not in chunk.name or not self.tokens[at].fold.startswith("ال"):
            return chunk
        office = self.at.cue(at + 2, "person_titles", "source_heads")
        if self.tokens[at + 1].fold not in COMMAS or office is None or self.at.layer(at, "demonym"):
            return chunk
        return self.person_chunk(chunk.first, at + 1)

    def _with_second(self, chunk: Chunk, last: int) -> Chunk:
        """قال المسؤول **محمد جامع** "شاهدنا …": a second name like an ordinary word, between the first and what is said."""
        at = chunk.last
        if at + 1 >= last or " " in chunk.name or self.tokens[at].kind != "word" or self.verb(at):
            return chunk
        word, after = self.tokens[at].fold, self.tokens[at + 1].fold
        opens = after in THAT or (after in QUOTES and quoted(self.tokens, at + 1, last, 5) is None)
        if not opens or word in _NO_SECOND or word.endswith("ا") or self.at.any(at) or word[:1] in ("ب", "ل"):
            return chunk
        return self.person_chunk(at - 1, at + 1)

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
        if tokens[chunk.first - 1].fold.removeprefix("و") in _INFORMING and self.at.layer(at + 1, "source"):
            return chunk  # أبلغت الشرطة **"رويترز"**: the agency that is told
        if end - at == 3 and tokens[at].fold != "(" and not self._listed_name(at + 1):
            return chunk  # التي تعدها أنقرة **"إرهابية"**: a word about it
        name = " ".join((chunk.name, self.text[tokens[at].start : tokens[end - 1].end]))
        return replace(chunk, last=end, name=name)

    def _described(
        self, first: int, here: int, last: int, cut: Cut | None, sort: str = "described"
    ) -> Phrase | None:
        """مصدر عسكري, المتحدث باسم X: what kind of source it is; of a paper, who issued it."""
        if is_paper(self, first):
            issuer = self._issuer(first, here, last)
            if issuer is not None:
                return issuer
        return described(self, first, here, last, cut, sort)

    def _issuer(self, first: int, here: int, last: int) -> Phrase | None:
        """بيان **لوزارة الدفاع**, تقرير صادر عن **X**: who speaks in a paper."""
        tokens = self.tokens
        issued = here
        while issued < last and tokens[issued].fold in ISSUED:
            issued += 1
        about = (
            bare(tokens[first].fold.removeprefix("ل")) in _REPORTS
            and issued == here + 1
            and tokens[here].fold == "عن"
        )
        plain = bare(tokens[first].fold) in _REMARKS and self.at.cue(issued, "source_heads") is not None
        if issued < last and not about and (issued > here or tokens[issued].fold[:1] == "ل" or plain):
            found = self.read(issued, last)
            if found is not None and found.chain[0].sort != "quoted":
                return found
        return None


def _cut_of(word: str, name: str) -> Cut | None:
    stem = fold(name).split()[0] if name else ""
    return Cut(stem, word[: -len(stem)]) if stem and word.endswith(stem) and word != stem else None

"""Who stands behind which sentence: the chain from the outlet to the one who says so.

Reported speech in Arabic news opens with the verb (قال X إن …), closes with وفق X or بحسب X, and is carried
on by أضاف / أوضح with no subject or with المصدر (the source). A headline has "X: …". A source is carried over
only by such words: silence ends it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec.structs import replace

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import COMMAS, PREPOSITIONS, QUOTES, quoted, surface
from marsad.reading.records import Chunk
from marsad.reading.sources.found_out import detects, uncovers
from marsad.reading.sources.headings import heading
from marsad.reading.sources.known import Phrase
from marsad.reading.sources.offices import with_names
from marsad.reading.sources.plain import before_office
from marsad.reading.sources.sayings import Saying, carried_on, scoped
from marsad.reading.sources.speakers import HIS_WORDS, HUMAN, Speakers
from marsad.reading.sources.statements import statements
from marsad.reading.sources.with_that import WITH_THAT, with_that
from marsad.reading.sources.word_of import GIVEN_OUT, WORD_OF, word_of
from marsad.reading.sources.words import DAYS, NOT, NOTED, OWN_VOICE, RELATIVES, THAT
from marsad.text.tokens import Sentence

_BELONGING = {"تابع", "وتابع"}
_HEARSAY = {"يرجح", "ترجح"}
_PASSING = {"نقل", "نقلت", "ونقل", "ونقلت", "تنقل", "ينقل", "وتنقل", "وينقل"}
_PASSED_ON = THAT | {"عن", "قوله", "قولها", "قولهم", ":"}  # from (whom), his saying: words passed on
_SHOWED = "بينت"
_BELONGING_TO = {"تابعه", "وتابعه"}  # belonging (f), without the dots of its ending
_HIS_NAME = ("اسمه", "اسمها", "اسماء", "هويت")
_TELLING_IT = word_class("telling_a_name")
_TO_THEM = word_class("to_whom_or_with_whom")
_AND_BETWEEN = "وبين"
_TAKEN_UP = {"ذلك", "هذا", "به", "عنه", "بذلك"}  # that, this, it: what stood before
_MOURNING = word_class("mourning")
_WHAT, _THAT_IS = {"ما"}, {"هو", "هذا", "الامر"}  # what; (and) it is, this is, the thing
_PAPER = {"بيانا", "تقريرا", "تسجيلا", "منشورا", "بلاغا"}
_AFFIRMING = word_class("affirming")
_AFFIRMED = {"موكد", "موكده"}  # confirmed; affirming
_ISSUING = word_class("issuing")
_ASCRIBING = ("نسب", "ونسب", "تنسب", "ينسب")  # to ascribe to
_INFORMING = word_class("informing")
_WERE = {"كان", "كانت", "وكان", "وكانت"}
_CONSIDERS = word_class("considers_it")
_DEEDS = word_class("the_deed")
_BOTH_SAY = word_class("both_say")
_CALLED = ("يدعي", "تدعي")
_REACHES = {"يبلغ", "تبلغ", "بلغ", "بلغت"}
_HOW_MUCH = {"من", "عدد", "عدده", "عددها", "عددهم", "طول", "طوله", "طولها", "عمره", "عمرها", "نحو", "حوالي"}
# a mark, a day, who; in, through, during, before; asked, refused, preferred (not to be named)
_AFTER_AS = COMMAS | DAYS | RELATIVES | {
    ".", "في", "عبر", "خلال", "امام", "طلب", "طلبت", "طلبوا", "رفض", "رفضت", "رفضوا", "فضل", "فضلت", "فضلوا",
}  # fmt: skip
_REPORTING = ("according", "saying", "adding", "claiming")  # lists of cues
_EXPLAINED = "واوضح"  # and he explained
_HEARD = OWN_VOICE | WORD_OF | WITH_THAT | {":"}


class Attributions(Speakers):
    """The finder for one report. ``name_at`` tells how many tokens from one on are a person's name."""

    def find(self, sentences: Sequence[Sentence], by_sentence: Sequence[Sequence[Chunk]]) -> list[Saying]:
        """Every attribution of the report, in order."""
        out: list[Saying] = []
        # At most tokens nobody can be found to speak: those at which somebody may are gathered once.
        cued = self.at.begun(_REPORTING, ())
        self._stating = -1  # where a statement was made last
        self._told = cued.union(self.at.begun((), ("rule",)))
        self._stated = statements(self.at)
        heard = [at for at, token in enumerate(self.tokens) if token.fold in _HEARD]
        self._colons = [at for at in heard if self.tokens[at].fold == ":"]
        self._marked = sorted(cued.union(self._stated, heard).difference(self._colons))
        for number, sentence in enumerate(sentences):
            self.chunks = self.phrases.chunks = by_sentence[number]
            self.phrases.mentioned += by_sentence[number]
            self._alone = False
            said = self._sentence(sentence, number)
            if self._alone and len(said) == 1 and number and not (out and out[-1].sentence == number - 1):
                before = sentences[number - 1]
                out.append(replace(said[0], sentence=number - 1, first=before.first, last=before.last))
            out.extend(said)
        out = carried_on(out, sentences, self.tokens)
        return with_names(out, self.phrases.offices) if self.phrases.offices else out

    def _sentence(self, sentence: Sentence, number: int) -> list[Saying]:
        out: list[Saying] = []
        first, last = sentence.first, sentence.last

        def add(saying: Saying) -> None:
            # "… قال X، وفق Y": it is X who goes on.
            if not (saying.cited and out and not out[-1].cited):
                self.previous = saying.chain
            out.append(saying)
            self.phrases.remember(saying.chain[::-1])

        if within(self._colons, first, last) and (by := heading(self, first, last)):
            add(Saying(number, first, last, by, ":", first))
        done = first
        for here in within(self._marked, first, last):
            if here < done:
                continue
            if self.tokens[here].fold in OWN_VOICE and (
                here - first < 2
                if self.tokens[here].fold in NOTED
                else self.tokens[here - 1].fold in ("الجدير", "جدير", "والجدير")
            ):
                self.previous = ()
                continue
            if self.tokens[here].fold in WITH_THAT and (by := with_that(self, here, first, last)):
                add(Saying(number, here, last, by, _EXPLAINED, here, by == self.previous))
                continue
            if here not in self._told:
                if (word := word_of(self, here, first, last)) is not None:
                    verb = self.tokens[here].fold
                    add(Saying(number, here, last, word.chain, verb, here, False, verb not in GIVEN_OUT))
                continue
            hit = self.at.cue(here, "according")
            found = self._cited(hit, last) if hit is not None else None
            if hit is not None and found is not None:
                words = surface(self.text, self.tokens, here, hit.last, None)
                # …، **وبحسب X** فإن …: a clause of its own, and nothing of what stands before it
                begin = here if hit.cut.before == "و" and here - first > 1 else first
                add(Saying(number, begin, last, found.chain, words, here, found.chain == self.previous, True))
                done = max(hit.last, found.last)
                self._alone = here - first < 2 and done >= last - 1  # nothing but "وفق X" in the sentence
                continue
            hit = self.at.cue(here, "saying", "adding", "claiming")
            if hit is not None and self._reports(here, hit):
                saying = self._said(hit, sentence, number, out)
                if saying is not None:
                    add(saying)
                    done = max([hit.last, *(c.last for c in saying.chain if hit.last <= c.first < last)])
                    continue
            if here in self._stated:
                self._speaks(self._stated[here], last)
        return scoped(out, self.tokens) if out else out

    def _cited(self, hit: Hit, last: int) -> Phrase | None:
        """وفق **X**, على حد **قوله**: the source that is given, or who spoke last."""
        if self.tokens[hit.last - 1].fold in HIS_WORDS:
            return self.his_words(hit.last)
        return None if hit.cut.after else self.cited(hit.last, last)

    def _speaks(self, hit: Hit, last: int) -> None:
        """Who demands, threatens or condemns may go on with وأضاف: he is the speaker from here on."""
        if any(chunk.first <= hit.first < chunk.last for chunk in self.chunks):
            return  # **فيلق** القدس: a name, and no "so he throws"
        found = self.phrases.read(hit.last, last)
        if (
            found is not None
            and not found.chain[0].prep
            and not self._homograph(hit.first, hit)  # الذي **يدعى** فلان
            and found.chain[0].kind in HUMAN
            and (
                found.chain[0].sort not in ("quoted", "group", "described")
                or (found.chain[0].sort == "described" and self.at.cue(hit.last, "person_titles") is not None)
            )
        ):
            self.previous = found.chain
            self._stating = hit.first
            self.phrases.remember(found.chain)

    def _reports(self, here: int, hit: Hit) -> bool:
        if hit.term.form == "noun" and (hit.cut.before.endswith("ال") or hit.cut.after):
            return False
        word = self.tokens[here].fold
        after = self.tokens[hit.last].fold if hit.last < len(self.tokens) else ""
        if word in _BELONGING_TO and after.startswith("ل"):
            return False  # طائرات **تابعه** للتحالف: belonging, with the ending of many posts, and nobody "followed it"
        if word in _TELLING_IT and after.startswith(_HIS_NAME):
            return False  # رفض **ذكر** اسمه, طلب ألا **يكشف** هويته
        if after in _TO_THEM and here and self.tokens[here - 1].kind == "word":
            return False  # سكان **تحدثت إليهم** وكالة X قالوا: to whom they spoke says nothing
        if (word == _AND_BETWEEN and not self._that_follows(hit.last)) or (
            word in _AFFIRMED and here and self.tokens[here - 1].fold == "غير"
        ):
            return False  # اشتباكات بين X **وبين** Y, تقارير غير **مؤكدة**
        if self._homograph(here, hit):
            return False
        if word in _HEARSAY and self.tokens[hit.last : hit.last + 1] and self.tokens[hit.last].fold in THAT:
            return False  # يُرجَّح أن: nobody says so
        if word in _BELONGING and not hit.cut.after and self._owner_follows(hit.last):
            return False
        if (
            hit.term.form == "past"
            and not hit.cut.after
            and word.endswith("ا")
            and not word.endswith("وا")
            and word not in _BOTH_SAY
        ):
            return False  # تابعا, نفيا: nouns
        if hit.cut.after and hit.cut.stem in _CONSIDERS:
            return False  # التي **تعتبرها** X إرهابية: what X holds another to be is no word of what is told of it
        if hit.cut.after and self.at.cue(here, "saying_about") is not None and not self._all_of_it(here):
            return False  # "هدنة أعلنها X": X made it, and need not be who tells of it
        if (
            here
            and self.tokens[here - 1].fold in PREPOSITIONS
            and (
                self.at.cue(here, "saying_if_named") or (hit.cut.after and self.tokens[here - 1].fold == "في")
            )
        ):
            return False  # "في نقل …", "في إفادتها": a noun
        return not (here and (self.tokens[here - 1].fold in NOT or self.tokens[here - 1].fold == "منذ"))

    def _that_follows(self, here: int) -> bool:
        """Does what is said begin in the clause that goes on at a token?"""
        for token in self.tokens[here : here + 8]:
            if token.fold in COMMAS or token.fold == ".":
                return False
            if token.fold in THAT or token.fold == ":":
                return True
        return False

    def _all_of_it(self, here: int) -> bool:
        """…، **وهو ما** أعلنته الوزارة: who says what stands before."""
        return (
            here > 1
            and self.tokens[here - 1].fold in _WHAT
            and self.tokens[here - 2].fold.removeprefix("و") in _THAT_IS
        )

    def _homograph(self, here: int, hit: Hit) -> bool:
        """تُدعى **X** (is called), **يبلغ** من العمر (is so old), **ما لبث** (before long): no word for saying, though spelt as one."""
        word = self.tokens[here].fold
        after = self.tokens[hit.last] if hit.last < len(self.tokens) else None
        if word.endswith(_CALLED) and (
            self.text[self.tokens[here].end - 1] == "ى"
            or (after is not None and self.phrases.name(hit.last, min(hit.last + 4, len(self.tokens))))
        ):
            return True
        if word.removeprefix("و") in _REACHES and after is not None:
            return after.kind == "number" or after.fold in _HOW_MUCH
        return hit.term.form == "past" and hit.cut.before[-1:] in ("ل", "ب")

    def _owner_follows(self, at: int) -> bool:
        """مستودع **تابع** للحشد, **لـ** "قسد": the participle "belonging to", and not "he went on"."""
        if at >= len(self.tokens):
            return False
        word = self.tokens[at].fold
        return word.startswith("لل") or word == "ل" or any(hit.cut.before == "ل" for hit in self.at.any(at))

    def _said(self, hit: Hit, sentence: Sentence, number: int, before: Sequence[Saying]) -> Saying | None:
        """What a verb of reporting says: its subject after it, before it, or the speaker who goes on."""
        tokens = self.tokens
        here, last = hit.first, sentence.last
        claiming = self.at.cue(here, "saying", "adding") is None
        needy = self.at.cue(here, "saying_if_named") is not None
        weak = needy or claiming
        opened = self.opened(hit.last, last, here)
        whence = hit.last
        if needy and tokens[here].fold in _PASSING and whence < last and self.phrases.own(whence, last):
            whence += 1  # "ونقلت الصحيفة عن": the outlet itself
        if needy and tokens[here].fold in _PASSING and whence < last and tokens[whence].fold == "عن":
            # "ونقل عن مصادر أن": the one who went on speaking passes it on.
            behind = self.phrases.read(whence + 1, last) or before_office(self.phrases, whence + 1, last)
            if behind is not None and behind.chain[0].kind != "state":
                by = self.before(hit, sentence)
                speakers = by.chain if by is not None else self.previous
                chain = (*behind.chain, *(c for c in speakers if c not in behind.chain))
                return self._make(number, hit, sentence, chain, here)
        if needy and hit.cut.before[:1] == "ف":
            return None
        if opened is None and self._claims(hit, last):
            return None
        if opened is None and tokens[here].fold in _INFORMING and tokens[here - 1].fold == "قد":
            by = self.before(hit, sentence)
            if by is not None:  # كان **مصدر أمني** قد أبلغ إذاعة X بأن: whom it was told follows
                return self._make(number, hit, sentence, by.chain, max(by.chain[0].first, sentence.first))
        if claiming and hit.cut.after and (found := self.subject(hit.last, last, weak)) is not None:
            # "تفجير نسبته الحكومة إلى": it stands behind what was told right before.
            return replace(
                self._make(number, hit, sentence, found.chain, max(sentence.first, here - 10)), last=here + 1
            )
        paper = here - 2 if tokens[here - 1].fold in COMMAS else here - 1
        if tokens[paper].fold in _PAPER and (issuer := self._issuer(hit, sentence)) is not None:
            return self._make(number, hit, sentence, issuer.chain, issuer.chain[0].first)
        if opened is None and claiming and not self.at.cue(here, "denial"):
            # A state that accuses makes a statement; a spokesman or a paper that does tells of a deed.
            found = self.subject(hit.last, last, weak) if self.beside(hit, sentence) is None else None
            if found is None or found.chain[0].kind not in ("person", "source"):
                return None
        if opened is None and claiming and (beside := self.beside(hit, sentence)) is not None:
            beside = self.before(hit, sentence) or beside
            return self._make(number, hit, sentence, beside.chain, sentence.first)
        if (
            opened is None
            and tokens[here].fold in _MOURNING
            and (by := self.beside(hit, sentence)) is not None
        ):
            return self._make(number, hit, sentence, by.chain, by.chain[0].first)  # **حركة X** تنعى فلانا
        affirms = tokens[here].fold in _AFFIRMING and tokens[here - 1].fold in COMMAS
        if opened is None and affirms and not before and self._stating >= sentence.first:
            return self._make(number, hit, sentence, self.previous, here)  # ودعا X إلى …، **مؤكدا** مقتل Y
        if opened is None:
            found = None
            if tokens[here].fold.removeprefix("و") in _INFORMING:
                found = self._informer(hit.last, last)
            found = found or self.subject(hit.last, last, weak)
            if found is None and tokens[here].fold in _PASSING:
                found = self._quoted_outlet(hit.last, last)
            if found is not None and hit.term.form == "noun" and found.chain[0].sort == "quoted":
                return None  # منذ إعلان **«عاصفة الحزم»**: what was announced
            if found is not None and (
                detects(tokens[here].fold, found) or uncovers(tokens[here].fold, found)
            ):
                return None
            if found is not None and tokens[here].fold.endswith("يدعي") and found.chain[0].kind == "person":
                return None
            if found is not None and tokens[here].fold in _PASSING and self._taken_to(found, last):
                return None
            if found is not None:
                through = ("الي",) if tokens[here].fold.startswith(_ASCRIBING) else ()
                chain = self.passed_on(found, last, through, tokens[here].fold in _PASSING)
                if len(chain) > len(found.chain) and chain[0].sort == "quoted" and self._about(here, found):
                    chain = found.chain  # تحدث مسؤولون **عن "وضع مأساوي"**: what they speak of
                after = tokens[found.last : min(last, found.last + 4)]
                if any(token.fold.startswith(("مسووليت", "المسووليه")) for token in after):
                    # "هجوم أعلن X مسؤوليته عنه": who claims a deed stands behind it wherever it is told.
                    return replace(self._make(number, hit, sentence, chain, sentence.first), cited=True)
                return self._make(number, hit, sentence, chain, self._closing(hit, found.last, sentence))
            # "وكانت الوزارة قد أعلنت مقتل …": what it says is a noun.
            found = self.opening(hit, sentence) if weak or self._finite(hit) else None
            if (
                found is None
                and self._finite(hit)
                and not weak
                and (by := self.beside(hit, sentence)) is not None
            ):
                # قال X إن **غرفة العمليات** أعلنت سيطرتها: an announcement that another tells of
                ahead = tokens[by.chain[0].first - 1].fold  # or a headline's: عاجل: **القسام** يعلن مقتل
                found = by if ahead in THAT or ahead in (":", "|") else None
            if found is not None and detects(tokens[here].fold, found):
                return None
            if found is not None and not weak and found.chain[0].kind == "state":
                found = found if tokens[sentence.first].fold in _WERE else None
            return self._make(number, hit, sentence, found.chain, found.chain[0].first) if found else None
        if hit.term.form == "noun":
            return None
        if here > sentence.first and self.tokens[here - 1].fold in RELATIVES:
            return None
        found = (
            self.before(hit, sentence) if hit.term.form != "exact" or tokens[here].fold == _SHOWED else None
        )
        if found is not None:
            return self._make(number, hit, sentence, found.chain, max(found.chain[0].first, sentence.first))
        if (
            self.previous
            and (not weak or self.at.cue(here, "adding") is not None)
            and (not before or before[-1].chain != self.previous or not before[-1].cited)
        ):
            return self._make(number, hit, sentence, self.previous, here)
        return None

    def _claims(self, hit: Hit, last: int) -> bool:
        """وتبنت الهجوم **حركة X**، وقالت إن: who claims a deed, told behind it, may go on; he is its doer, and no source yet."""
        at = hit.last
        if at >= last or self.tokens[at].fold not in _DEEDS or self.at.cue(hit.first, "claims_deed") is None:
            return False
        found = self.phrases.read(at + 1, last)
        if found is None or found.chain[0].kind not in HUMAN or found.last == at + 1:
            return False
        self.previous = found.chain
        self.phrases.remember(found.chain)
        return True

    def _informer(self, here: int, last: int) -> Phrase | None:
        """وأبلغت **«الراية»** قيادات محلية: the paper that is told may stand before who tells it."""
        end = quoted(self.tokens, here, last, 5) if here < last and self.tokens[here].fold in QUOTES else None
        if end is None:
            told = next((c for c in self.chunks if c.first == here and c.kind == "source" and c.ref), None)
            end = told.last if told is not None and not told.prep else None
        head = self.at.cue(end, "source_heads") if end is not None and end < last else None
        return self.phrases.read(head.first, last) if head is not None and not head.cut.before else None

    def _quoted_outlet(self, here: int, last: int) -> Phrase | None:
        """نقلت **"الراية"** عن مصدر: who passes on what another says is an outlet, listed or not."""
        end = quoted(self.tokens, here, last, 5) if here < last else None
        if end is None or end >= last or self.tokens[end].fold != "عن":
            return None
        return self.phrases.read(here, last)

    def _about(self, here: int, found: Phrase) -> bool:
        return self.at.cue(here, "saying_about") is not None and self.tokens[found.last].fold == "عن"

    def _taken_to(self, found: Phrase, last: int) -> bool:
        """ونُقل **فلان** لاحقا إلى المستشفى, نقلت **الفرق** المصابين إلى X: who is taken somewhere or takes, and passes nothing on."""
        reach = 4 if found.chain[0].kind == "person" or found.chain[0].ref else 6
        behind = [token.fold for token in self.tokens[found.last : min(last, found.last + reach)]]
        return "الي" in behind and not _PASSED_ON & set(behind)

    def _issuer(self, hit: Hit, sentence: Sentence) -> Phrase | None:
        """وأصدرت **الحركة** بيانا قالت فيه: who issued what says so."""
        for at in range(hit.first - 2, max(sentence.first, hit.first - 16) - 1, -1):
            if self.tokens[at].fold.removeprefix("و") in _ISSUING:
                return self.subject(at + 1, hit.first, True)
        return None

    def _finite(self, hit: Hit) -> bool:
        return (
            hit.term.form in ("past", "present")
            and not hit.cut.after
            and hit.cut.before[:1] not in ("و", "ف")
            and self.tokens[hit.first - 1].fold not in RELATIVES
        )

    def _make(
        self, number: int, hit: Hit, sentence: Sentence, chain: tuple[Chunk, ...], begin: int
    ) -> Saying:
        return Saying(
            number,
            begin,
            sentence.last,
            chain,
            self.tokens[hit.first].fold,
            hit.first,
            chain == self.previous,
        )

    def _closing(self, hit: Hit, end: int, sentence: Sentence) -> int:
        """Where the words begin that a verb governs: a verb near the end closes what stood before it."""
        begins = hit.first - sentence.first > 4 and sentence.last - end <= 3
        if not begins and self.tokens[hit.first - 1].fold == "كما" and hit.first - sentence.first > 4:
            # قتل جنديان في انفجار لغم، **كما** قال ضابط لوكالة X: as he said, where nothing that he says follows
            rest = [token.fold for token in self.tokens[end : sentence.last]]
            titled = self.at.cue(end, "source_heads", "person_titles") is not None  # فلان **المتحدث** باسم
            begins = not rest or rest[0] in _AFTER_AS or rest[0][:1] == "ل" or titled
            begins = begins and THAT.isdisjoint(rest)
        if hit.cut.before[:1] == "و" and end < sentence.last and self.tokens[end].kind == "word":
            # …، وأعلنت X **حظر** التجول: what it announces stands behind it, and no more
            begins = begins and self.tokens[end].fold in _TAKEN_UP
        return sentence.first if begins else hit.first


def within(places: Sequence[int], first: int, last: int) -> Sequence[int]:
    """Those of some tokens, in order, that stand in ``first``–``last``."""
    return places[bisect_left(places, first) : bisect_left(places, last)]

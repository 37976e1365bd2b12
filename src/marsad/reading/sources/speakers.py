"""Who speaks: the subject of a verb of reporting, after it, before it or at the head of a headline."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import COMMAS, PREPOSITIONS, QUOTES, At, is_ali, quoted, surface
from marsad.reading.grammar.turns import TURNS
from marsad.reading.records import Chunk
from marsad.reading.sources.known import Phrase
from marsad.reading.sources.phrases import SourcePhrases
from marsad.reading.sources.plain import before_office, by_its_seat, plain_source, until_comma
from marsad.reading.sources.whose import of_whom
from marsad.reading.sources.words import AMONG_THEM, DAYS, LEADS, PARTS, RELATIVES, SKIPPED, THAT
from marsad.text.fold import fold
from marsad.text.tokens import Sentence, Token

_ENDS = {".", "\n", "…", "!"}
_WERE = {"وكان", "وكانت"}
_HEALTH, _AND_POPULATION = "الصحه", "والسكان"
_JUST_THAT = {"ان", "بان"}  # that, with no pronoun: who does it follows
_THOUGH = {"غير", "رغم"}
_BACKED = word_class("backed_by_another") | {"بقياده", "بدعم"}
HIS_WORDS = word_class("his_words")
HUMAN = {"actor", "state", "group", "person", "source"}


class Speakers:
    """The finder of speakers for one report."""

    def __init__(
        self, text: str, tokens: Sequence[Token], at: At, name_at: Callable[[int, int], int],
        common: Callable[[str], bool],
    ) -> None:  # fmt: skip
        self.text = text
        self.tokens = tokens
        self.at = at
        self.phrases = SourcePhrases(text, tokens, at, name_at, common)
        self.chunks: Sequence[Chunk] = ()
        self.previous: tuple[Chunk, ...] = ()

    def opened(self, here: int, last: int, verb: int) -> int | None:
        """The token at which what is said begins, where nothing that could be a subject stands before it."""
        tokens = self.tokens
        to = self.at.cue(verb, "saying_to") is not None
        about = self.at.cue(verb, "saying_about") is not None
        for step in range(7):
            if here >= last:
                return None
            token = tokens[here]
            if (
                token.fold in THAT
                or token.fold == ":"
                or (to and token.fold == "الي")
                or (about and token.fold == "عن")
            ):
                return here
            if token.fold in QUOTES:
                end = quoted(tokens, here, last, 5)
                return here if end is None or (end - here > 3 and self.phrases.closes(end)) else None
            if (
                token.fold in COMMAS
                or token.fold in DAYS
                or token.kind == "number"
                or token.fold in ("قايلا", "قايله", "فيه", "فيها")
            ):
                here += 1
            elif self._a_name(here, last):
                return None
            elif token.fold in PREPOSITIONS or (
                token.fold[:1] in ("ل", "ب") and step == 0 and self._turned(here)
            ):
                heard = self._past_hearer(here, last)
                if heard > here and self.phrases.read(heard, last) is not None:
                    return None
                # "وأضاف في تصريح لوكالة X أن", "وقال في بيان "سنرد": to whom and where it was said.
                for k in range(here, min(last, here + 15)):
                    word = tokens[k].fold
                    if word in THAT or word == ":" or (word in QUOTES and quoted(tokens, k, last, 5) is None):
                        return k
                    after = tokens[k - 1].fold in COMMAS  # وأشارت عبر قناتها، **إلى** استهداف دبابة
                    if after and ((to and word == "الي") or (about and word == "عن")):
                        return k
                return None
            else:
                return None
        return None

    def _a_name(self, here: int, last: int) -> bool:
        """علي the name, which folds into على the preposition."""
        return is_ali(self.text, self.tokens[here]) and (
            self.phrases.name_at(here, last) >= 2
            or any(
                self.at.cue(k, "person_titles", "source_heads") is not None
                for k in range(here + 2, min(here + 4, last))
            )
        )

    def _turned(self, here: int) -> bool:
        return any(
            h.cut.before[:1] in ("ل", "ب") and h.term.layer in ("source", "actor", "cue")
            for h in self.at.any(here)
        )

    def subject(self, here: int, last: int, weak: bool) -> Phrase | None:
        tokens = self.tokens
        if (
            here < last
            and tokens[here].fold in ("عن", "الي", "ب", "علي", "من")
            and not self._a_name(here, last)
        ):
            return None
        while here < last and (
            tokens[here].fold in DAYS
            or tokens[here].fold in COMMAS
            or tokens[here].fold in ("به", "بذلك", "ذلك", "له", "لنا", "فيه", "فيها", "عنه", "عنها")
        ):
            here += 1
        here = self._past_hearer(here, last)
        found = self.phrases.read(here, last)
        if found is None:
            return None if weak else plain_source(self.phrases, here, last)
        if weak and found.chain[0].kind not in HUMAN:
            return None
        if weak and found.chain[0].sort in ("quoted", "group"):
            return None
        return self.joined(found, last)

    def _past_hearer(self, here: int, last: int) -> int:
        """قال **لرويترز** مسؤول أمني, وقال **لمراسلنا** ضابط: to whom it was said may stand before who said it."""
        if here + 1 >= last or self.tokens[here].fold[:1] != "ل":
            return here
        chunk = next(
            (c for c in self.chunks if c.first == here and c.prep == "ل" and c.kind == "source"), None
        )
        if chunk is not None:
            return chunk.last
        if self.tokens[here].fold == "ل" and (end := quoted(self.tokens, here + 1, last, 5)) is not None:
            return end
        hit = self.at.cue(here, "source_heads")
        return hit.last if hit is not None and hit.cut.before == "ل" and hit.cut.stem.endswith("نا") else here

    def joined(self, found: Phrase, last: int) -> Phrase:
        """مصادر طبية **ومسعفون وسكان**: further sources with و before what is said."""
        while (more := self._and_another(found, last)).last > found.last:
            found = more
        return found

    def _and_another(self, found: Phrase, last: int) -> Phrase:
        here = found.last
        tokens = self.tokens
        while here < last and (tokens[here].fold in QUOTES or tokens[here].fold == ")"):
            here += 1
        if (one := self._among_them(found, here, last)) is not None:
            return one
        if (
            here + 1 < last
            and tokens[here].fold in COMMAS
            and (listed := self._listed(found, here + 1, last))
        ):
            return listed
        if here >= last or tokens[here].fold[:1] != "و" or tokens[here].kind != "word":
            return found
        if tokens[here].fold == _AND_POPULATION and tokens[here - 1].fold == _HEALTH:
            end = here + 1  # وزارة الصحة **والسكان** المصرية: one ministry
            if end < last and self.at.layer(end, "demonym") is not None:
                end += 1
            told = surface(self.text, tokens, here, end, None)
            whole = replace(found.chain[-1], last=end, name=f"{found.chain[-1].name} {told}")
            return Phrase((*found.chain[:-1], whole), end)
        if tokens[here].fold[1:] in PARTS:  # المرصد **وبعض سكان المنطقة**
            few = self.phrases.read(here + 1, last)
            return found if few is None else Phrase((*found.chain, *few.chain), few.last)
        if not any(h.cut.before.startswith("و") for h in self.at.any(here)) and not any(
            c.first == here and (c.joined or tokens[here].fold == "و" + fold(c.name).split()[0])
            for c in self.chunks
            if c.kind in HUMAN
        ):
            return found
        if any(h.term.form in ("past", "present") for h in self.at.any(here)):
            return found
        mine = found.chain[-1]
        if any(self.tokens[k].fold in _BACKED for k in range(mine.first, mine.last)):
            return found  # القوات المدعومة من X **وY** أعلنت: another that backs them
        more = self.phrases.read(here, last)
        if more is None or more.chain[0].sort == "quoted":
            return found
        return Phrase((*found.chain, *more.chain), more.last)

    def _listed(self, found: Phrase, here: int, last: int) -> Phrase | None:
        """أعلنت X، **وY، وZ** عن: one more of a list whose names commas part, before what they say."""
        chunk = next((c for c in self.chunks if c.first == here and c.joined and c.kind == "actor"), None)
        if chunk is None or chunk.prep or found.chain[-1].kind != "actor" or chunk.last + 1 >= last:
            return None
        after = self.tokens[chunk.last].fold
        following = self.tokens[chunk.last + 1].fold
        ends = after in THAT or after in DAYS or after == "عن"
        if after in COMMAS:
            ends = following in THAT or following == "عن" or following in DAYS
            ends = ends or any(c.first == chunk.last + 1 and c.joined for c in self.chunks)
        return Phrase((*found.chain, chunk), chunk.last) if ends else None

    def _among_them(self, found: Phrase, here: int, last: int) -> Phrase | None:
        """شبكات محلية **منها** "صوت الجزيرة", وسائل إعلام، **من بينها** قناة X: one that is named out of many stands behind it too."""
        if found.chain[0].sort not in ("described", "source"):
            return None
        tokens = self.tokens
        while here < last and (tokens[here].fold in COMMAS or tokens[here].fold in ("-", "–", "(", "عده")):
            here += 1
        start = here
        while here < last and here - start < 2 and tokens[here].fold.removeprefix("و") in AMONG_THEM:
            here += 1
        if here == start or (here - start == 1 and tokens[start].fold == "من"):
            return None
        more = self.phrases.read(here, last)
        if more is None or more.chain[0].kind not in ("source", "person", "actor"):
            return None
        if tokens[here - 1].fold.endswith("هم") and more.chain[0].kind != "person":
            return None
        chain = tuple(replace(c, sort="source") if c.sort == "quoted" else c for c in more.chain)
        return self.joined(Phrase((*found.chain, *chain), more.last), last)

    def passed_on(
        self, found: Phrase, last: int, through: tuple[str, ...] = (), far: bool = False
    ) -> tuple[Chunk, ...]:
        """نقلت X **عن Y** قوله: the source behind the one that passes it on; نسبت X **إلى Y** قوله, with ``through``.

        ``far``: what is told of the one may stand between, "نقلت صحيفة X، المقربة من الحكومة، **عن Y** أن".
        """
        here = found.last
        steps = 0
        while (
            here < last
            and steps < 3
            and (
                self.tokens[here].fold in QUOTES
                or self.tokens[here].fold in COMMAS
                or self.tokens[here].fold == ")"
            )
        ):
            here += 1
            steps += 1
        if here < last and self.tokens[here].fold in ("عن", "نقلا", *through):
            here += 2 if self.tokens[here].fold == "نقلا" else 1
            behind = self.phrases.read(here, last) or before_office(self.phrases, here, last)
            if behind is not None and behind.chain[0].kind != "state":
                return (*behind.chain, *found.chain)
        elif through and here < last and self.tokens[here].fold[:1] == "ل":
            word = self.tokens[here].fold
            behind = self.phrases.read(here + (word == "ل" or word[1:] in PARTS), last)
            if behind is not None and self._told_next(behind.last, last):
                return (*behind.chain, *found.chain)
        elif far and (behind := self._far_behind(here, last)) is not None:
            return (*behind.chain, *found.chain)
        return found.chain

    def _far_behind(self, here: int, last: int) -> Phrase | None:
        """The source after the عن of a verb of passing on, past what is told of the one that passes it on."""
        for at in range(here, min(last, here + 14)):
            token = self.tokens[at]
            if token.fold in THAT or token.fold in _ENDS or token.fold == ":":
                return None
            if token.fold == "عن":
                behind = self.phrases.read(at + 1, last) or before_office(self.phrases, at + 1, last)
                if (
                    behind is not None
                    and behind.chain[0].kind != "state"
                    and self._told_next(behind.last, last)
                ):
                    return behind
        return None

    def _told_next(self, here: int, last: int) -> bool:
        """Does what somebody says begin soon after his name: أن, قوله, تأكيده?"""
        for at in range(here, min(last, here + 12)):
            fold_ = self.tokens[at].fold
            if fold_ in THAT or fold_ == ":" or fold_.startswith(("قول", "تاكيد")):
                return True
            if fold_ in _ENDS:
                return False
        return False

    def before(self, hit: Hit, sentence: Sentence) -> Phrase | None:
        """The subject of a verb that follows it: "قوات X أعلنت أن", "وكانت فرق X … وثقت"."""
        tokens = self.tokens
        after_as_for = hit.cut.before == "ف" and tokens[sentence.first].fold == "اما"
        if hit.cut.before[:1] in ("و", "ف") and not after_as_for:
            return None
        beside = self.beside(hit, sentence)
        if beside is not None and not any(t.fold in COMMAS for t in tokens[beside.chain[0].last : hit.first]):
            whole = self.opening(hit, sentence)
            inside = whole is not None and whole.chain[0].first < beside.chain[0].first
            if inside and whole is not None and self._backed(whole.chain[0].first, beside.chain[0]):
                return Phrase(whole.chain[:1], whole.last)  # كانت **القوات الحكومية** المدعومة من X وY أعلنت
            # "وكان مصدر في **الجيش** قد قال": the name beside the verb may be the end of a longer one.
            if (
                inside
                and whole is not None
                and (whole.chain[0].kind == "person" or tokens[sentence.first].fold in _WERE)
            ):
                # لكن **فلان الفلاني** المتحدث باسم X نفى, وكانت **المنظمة** المعارضة لفلان أعلنت
                return whole
            return whole if inside and whole is not None and whole.last >= beside.chain[0].last else beside
        return self.opening(hit, sentence) or beside or self._told_of(hit, sentence)

    def _told_of(self, hit: Hit, sentence: Sentence) -> Phrase | None:
        """أفاد مركز X بأن **رئيس البلدية، فلان،** قال إن: who speaks in what another tells, right before his verb."""
        low = max(sentence.first, hit.first - 12)
        that = next((k for k in range(hit.first - 1, low, -1) if self.tokens[k].fold in _JUST_THAT), None)
        if that is None or self.at.cue(hit.first, "saying_if_named") is not None:
            return None
        found = self.phrases.read(that + 1, hit.first)
        if (
            found is None
            or self._verb_between(that + 1, hit.first)
            or found.chain[0].kind not in ("person", "source")
        ):
            return None
        near = hit.first - found.last
        return found if not near or (near == 1 and self.tokens[found.last].fold in COMMAS) else None

    def _backed(self, first: int, named: Chunk) -> bool:
        """Does a word for being backed stand between whom it is told of and this one, a state that backs him?"""
        return named.kind == "state" and any(
            self.tokens[k].fold in _BACKED for k in range(first, named.first)
        )

    def beside(self, hit: Hit, sentence: Sentence) -> Phrase | None:
        """The name that stands right before a verb."""
        tokens = self.tokens
        here = hit.first
        while here > sentence.first and (
            tokens[here - 1].fold in ("كانت", "كان", "قد", "سابقا", ")")
            or tokens[here - 1].fold in COMMAS
            or tokens[here - 1].fold in QUOTES
        ):
            here -= 1
        for chunk in self.chunks:
            near = here <= chunk.last <= hit.first and chunk.kind in HUMAN and not chunk.prep
            if near and (chunk.kind != "group" or chunk.first == sentence.first):
                return Phrase((chunk,), hit.first)
        return None

    def opening(self, hit: Hit, sentence: Sentence) -> Phrase | None:
        """The subject that opens a sentence, or a clause after "but", whose first verb is this one."""
        start = next(
            (k for k in range(hit.first - 1, sentence.first, -1) if self._turns_at(k)),
            sentence.first,
        )
        while start < hit.first and (self.tokens[start].fold in LEADS or self.tokens[start].fold in COMMAS):
            start += 1
        if hit.first - start > 25 or start >= hit.first or self._verb_between(start, hit.first):
            return None
        found = self.phrases.read(start, hit.first) or before_office(self.phrases, start, hit.first)
        opener = self.tokens[sentence.first].fold
        if found is None or (
            found.chain[0].sort == "quoted"
            and opener != "اما"
            and not (opener in _WERE and found.last + 1 >= hit.first)  # وكانت **"رابطة كذا"** قد أعلنت
        ):
            return None
        return self.joined(found, hit.first)

    def _turns_at(self, here: int) -> bool:
        """إلا أن, لكن, **غير** أن, **رغم** أن: does a clause of its own begin here?"""
        word = self.tokens[here].fold
        return word in TURNS or (word in _THOUGH and self.tokens[here + 1].fold in THAT)

    def _verb_between(self, first: int, last: int) -> bool:
        """A finite verb outside a relative clause: what follows it is no longer the subject's."""
        return any(
            h.term.form in ("past", "present") and self.tokens[k - 1].fold not in RELATIVES
            for k in range(first, last)
            for h in self.at.any(k)
            if h.term.layer in ("cue", "rule")
        )

    def his_words(self, last: int) -> Phrase | None:
        """على حد **قوله**: the man who spoke last; a body's words may be of whoever acts in the sentence."""
        man = self.previous and self.previous[0].kind in ("person", "source")
        return Phrase(self.previous, last) if man else None

    def cited(self, here: int, last: int) -> Phrase | None:
        """The source after وفق, بحسب, نقلا عن: past "what … said"."""
        steps = 0
        tokens = self.tokens
        if here < last and tokens[here].fold in HIS_WORDS:
            return self.his_words(here + 1)  # …، حسب **قوله**
        while here < last and steps < 5:
            fold = tokens[here].fold
            verb = self.at.cue(here, "saying")
            if fold in QUOTES:
                if quoted(tokens, here, last, 5) is not None:
                    break
            elif (
                fold not in SKIPPED
                and fold.removeprefix("ل") not in SKIPPED  # وفقا **لإحصائية** نقابة X
                and not (fold in ("في", "ضمن", "عبر") and steps and self.phrases.spoken_in(here + 1))
                and fold not in DAYS
                and not (verb is not None and verb.term.form != "noun")
            ):
                break
            here += 1
            steps += 1
        if steps and tokens[here - 1].fold in ("عليها", "عليه") and tokens[here - 2].fold.startswith("حصل"):
            # "معلومات حصلت عليها X من Y", whoever X is
            got = next((k for k in range(here, min(last, here + 5)) if tokens[k].fold == "من"), here)
            if got > here and (behind := self.phrases.read(got + 1, last)) is not None:
                by = self.phrases.read(here, got)
                return Phrase((*behind.chain, *(by.chain if by is not None else ())), behind.last)
        found = (
            of_whom(self.phrases, here, last)
            or self.phrases.read(here, last)
            or by_its_seat(self.phrases, here, last, COMMAS | _ENDS)
            or until_comma(self.phrases, here, last)
        )
        if found is None or found.chain[0].name == "تقارير":
            return None  # بحسب تقارير: hearsay
        found = self.joined(found, last)
        return Phrase(self.passed_on(found, last), found.last)

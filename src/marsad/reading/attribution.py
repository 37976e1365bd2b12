"""Who stands behind which sentence: the chain from the outlet to the one who says so.

Reported speech in Arabic news opens with the verb (قال X إن …), closes with وفق X or بحسب X, and is carried on by أضاف / أوضح
with no subject or with المصدر (the source). A headline has "X: …". A source is carried over only by such words: silence
ends it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from marsad.lexicon.terms import Hit
from marsad.reading.records import Chunk
from marsad.reading.scan import COMMAS, PREPOSITIONS, QUOTES, At, quoted, surface
from marsad.reading.source_phrases import DAYS, RELATIVES, THAT, Phrase, SourcePhrases
from marsad.text.tokens import Sentence, Token

_NOT = {"لم", "لا", "لن", "ولم", "ولا", "ولن", "دون", "عدم"}
_SKIPPED = {"ما", "ل", "لما", "عن", "به", "من", "علي", "لسان", "ان", "نقلا", "معلومات", "بذلك", "عنه", "فيه", "حصل", "حصلت", "عليها", "عليه"}
_HUMAN = {"actor", "state", "group", "person", "source"}
# "it is mentioned that", "it is to be noted": the outlet speaks again.
_OWN_VOICE = {"يذكر", "ويذكر", "يشار", "ويشار", "ذكره", "بالذكر"}
_NOTED = {"يذكر", "ويذكر", "يشار", "ويشار"}
_STATEMENTS = ("demand.", "threat.", "accusation.", "rejection.", "support.")
_LEADS = {"وكان", "وكانت", "كان", "كانت", "فيما", "بينما", "لكن", "ولكن", "كما", "حيث", "ان", "قد", "وقد", "اذ", "حين", "في", "يذكر", "ويذكر"}


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
    cited: bool = False


class Attributions:
    """The finder for one report. ``name_at`` tells how many tokens from one on are a person's name."""

    def __init__(
        self, text: str, tokens: Sequence[Token], at: At, name_at: Callable[[int, int], int]
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.at = at
        self.phrases = SourcePhrases(text, tokens, at, name_at)
        self.chunks: Sequence[Chunk] = ()
        self.previous: tuple[Chunk, ...] = ()

    def find(self, sentences: Sequence[Sentence], by_sentence: Sequence[Sequence[Chunk]]) -> list[Saying]:
        """Every attribution of the report, in order."""
        out: list[Saying] = []
        for number, sentence in enumerate(sentences):
            self.chunks = self.phrases.chunks = by_sentence[number]
            out.extend(self._sentence(sentence, number))
        return out

    def _sentence(self, sentence: Sentence, number: int) -> list[Saying]:
        out: list[Saying] = []
        first, last = sentence.first, sentence.last

        def add(saying: Saying) -> None:
            # "… قال X، وفق Y": it is X who goes on.
            if not (saying.cited and out and not out[-1].cited):
                self.previous = saying.chain
            out.append(saying)
            self.phrases.remember(saying.chain[::-1])

        heading = self._heading(first, last)
        if heading:
            add(Saying(number, first, last, heading, ":", first))
        here = first
        while here < last:
            if self.tokens[here].fold in _OWN_VOICE and (
                here - first < 2 if self.tokens[here].fold in _NOTED else self.tokens[here - 1].fold in ("الجدير", "جدير", "والجدير")
            ):
                self.previous = ()
                here += 1
                continue
            if not self.at.starts[here]:
                here += 1
                continue
            hit = self.at.cue(here, "according")
            if hit is not None and not hit.cut.after and (found := self._after(hit.last, last)) is not None:
                words = surface(self.text, self.tokens, here, hit.last, None)
                add(Saying(number, first, last, found.chain, words, here, found.chain == self.previous, True))
                here = max(hit.last, found.last)
                continue
            hit = self.at.cue(here, "saying", "adding", "claiming")
            if hit is not None and self._reports(here, hit):
                saying = self._said(hit, sentence, number, out)
                if saying is not None:
                    add(saying)
                    here = max([hit.last, *(c.last for c in saying.chain if hit.last <= c.first < last)])
                    continue
            self._speaks(here, last)
            here += 1
        return _scoped(out)

    def _speaks(self, here: int, last: int) -> None:
        """Who demands, threatens or condemns may go on with وأضاف: he is the speaker from here on."""
        for hit in self.at.any(here):
            if hit.term.layer == "rule" and hit.term.form in ("past", "present") and hit.term.ref.startswith(_STATEMENTS):
                found = self.phrases.read(hit.last, last)
                if found is not None and found.chain[0].kind in _HUMAN and (
                    found.chain[0].sort not in ("quoted", "group", "described")
                ):
                    self.previous = found.chain
                    self.phrases.remember(found.chain)
                return

    def _reports(self, here: int, hit: Hit) -> bool:
        if hit.term.form == "noun" and (hit.cut.before.endswith("ال") or hit.cut.after):
            return False
        word = self.tokens[here].fold
        if hit.term.form == "past" and word.endswith("ا") and not word.endswith("وا"):
            return False  # تابعا, نفيا: nouns
        if hit.cut.after and self.at.cue(here, "saying_about") is not None:
            return False  # "هدنة أعلنها X": X made it, and need not be who tells of it
        if self.tokens[here - 1].fold in PREPOSITIONS and here and self.at.cue(here, "saying_if_named"):
            return False  # "في نقل …": a noun
        return not (here and (self.tokens[here - 1].fold in _NOT or self.tokens[here - 1].fold == "منذ"))

    def _said(self, hit: Hit, sentence: Sentence, number: int, before: Sequence[Saying]) -> Saying | None:
        """What a verb of reporting says: its subject after it, before it, or the speaker who goes on."""
        tokens = self.tokens
        here, last = hit.first, sentence.last
        claiming = self.at.cue(here, "saying", "adding") is None
        needy = self.at.cue(here, "saying_if_named") is not None
        weak = needy or claiming
        opened = self._opened(hit.last, last, here)
        if needy and hit.cut.before[:1] == "ف":
            return None
        if claiming and hit.cut.after and (found := self._subject(hit.last, last, weak)) is not None:
            # "تفجير نسبته الحكومة إلى": it stands behind what was told right before.
            return replace(self._make(number, hit, sentence, found.chain, max(sentence.first, here - 10)), last=here + 1)
        if opened is None and claiming and (beside := self._beside(hit, sentence)) is not None:
            return self._make(number, hit, sentence, beside.chain, sentence.first)
        if opened is None:
            found = self._subject(hit.last, last, weak)
            if found is not None and tokens[here].fold.endswith("يدعي") and found.chain[0].kind == "person":
                return None
            if found is not None:
                chain = self._passed_on(found, last)
                if found.last < last and tokens[found.last].fold.startswith(("مسووليت", "المسووليه")):
                    # "هجوم أعلن X مسؤوليته عنه": the one who claims a deed stands behind it wherever it is told.
                    return replace(self._make(number, hit, sentence, chain, sentence.first), cited=True)
                return self._make(number, hit, sentence, chain, self._closing(hit, found.last, sentence))
            if weak:
                found = self._start(hit, sentence)
                return self._make(number, hit, sentence, found.chain, found.chain[0].first) if found else None
            return None
        if hit.term.form == "noun":
            return None
        if here > sentence.first and self.tokens[here - 1].fold in RELATIVES:
            return None
        found = self._before(hit, sentence) if hit.term.form != "exact" else None
        if found is not None:
            return self._make(number, hit, sentence, found.chain, max(found.chain[0].first, sentence.first))
        if self.previous and (not weak or self.at.cue(here, "adding") is not None) and (not before or before[-1].chain != self.previous or not before[-1].cited):
            return self._make(number, hit, sentence, self.previous, here)
        return None

    def _make(
        self, number: int, hit: Hit, sentence: Sentence, chain: tuple[Chunk, ...], begin: int
    ) -> Saying:
        return Saying(
            number, begin, sentence.last, chain, self.tokens[hit.first].fold, hit.first, chain == self.previous
        )

    def _closing(self, hit: Hit, end: int, sentence: Sentence) -> int:
        """Where the words begin that a verb governs: a verb near the end closes what stood before it."""
        begins = hit.first - sentence.first > 4 and sentence.last - end <= 3
        return sentence.first if begins else hit.first

    def _opened(self, here: int, last: int, verb: int) -> int | None:
        """The token at which what is said begins, where nothing that could be a subject stands before it."""
        tokens = self.tokens
        to = self.at.cue(verb, "saying_to") is not None
        about = self.at.cue(verb, "saying_about") is not None
        for step in range(7):
            if here >= last:
                return None
            token = tokens[here]
            if token.fold in THAT or token.fold == ":" or (to and token.fold == "الي") or (about and token.fold == "عن"):
                return here
            if token.fold in QUOTES:
                return here if quoted(tokens, here, last, 5) is None else None
            if token.fold in COMMAS or token.fold in DAYS or token.kind == "number" or token.fold in ("قايلا", "قايله"):
                here += 1
            elif self._a_name(here, last):
                return None
            elif token.fold in PREPOSITIONS or (token.fold[:1] in ("ل", "ب") and step == 0 and self._turned(here)):
                # "وأضاف في تصريح لوكالة X أن": to whom and where it was said.
                stop = next((k for k in range(here, min(last, here + 15)) if tokens[k].fold in THAT or tokens[k].fold == ":"), None)
                return stop
            else:
                return None
        return None

    def _a_name(self, here: int, last: int) -> bool:
        """علي the name, which folds into على the preposition."""
        token = self.tokens[here]
        return token.fold == "علي" and self.text[token.end - 1] == "ي" and self.phrases.name_at(here, last) >= 2

    def _turned(self, here: int) -> bool:
        return any(h.cut.before[:1] in ("ل", "ب") and h.term.layer in ("source", "actor", "cue") for h in self.at.any(here))

    def _subject(self, here: int, last: int, weak: bool) -> Phrase | None:
        tokens = self.tokens
        if here < last and tokens[here].fold in ("عن", "الي", "ب", "علي", "من") and not self._a_name(here, last):
            return None
        while here < last and (tokens[here].fold in DAYS or tokens[here].fold in COMMAS or tokens[here].fold in ("به", "بذلك", "ذلك", "له", "لنا")):
            here += 1
        found = self.phrases.read(here, last)
        if found is None:
            return None if weak else self.phrases.plain(here, last)
        if weak and found.chain[0].kind not in _HUMAN:
            return None
        if weak and found.chain[0].sort in ("quoted", "group"):
            return None
        return self._joined(found, last)

    def _joined(self, found: Phrase, last: int) -> Phrase:
        """مصادر طبية **ومسعفون**: a second source with و before what is said."""
        here = found.last
        tokens = self.tokens
        while here < last and (tokens[here].fold in QUOTES or tokens[here].fold == ")"):
            here += 1
        if here >= last or tokens[here].fold[:1] != "و" or tokens[here].kind != "word":
            return found
        if not any(h.cut.before.startswith("و") for h in self.at.any(here)) and not any(
            c.first == here and c.joined for c in self.chunks
        ):
            return found
        if any(h.term.form in ("past", "present") for h in self.at.any(here)):
            return found
        more = self.phrases.read(here, last)
        if more is None or more.chain[0].sort == "quoted":
            return found
        return Phrase((*found.chain, *more.chain), more.last)

    def _passed_on(self, found: Phrase, last: int) -> tuple[Chunk, ...]:
        """نقلت X **عن Y** قوله: the source behind the one that passes it on."""
        here = found.last
        steps = 0
        while here < last and steps < 3 and (self.tokens[here].fold in QUOTES or self.tokens[here].fold in COMMAS or self.tokens[here].fold == ")"):
            here += 1
            steps += 1
        if here < last and self.tokens[here].fold in ("عن", "نقلا"):
            here += 2 if self.tokens[here].fold == "نقلا" else 1
            behind = self.phrases.read(here, last)
            if behind is not None and behind.chain[0].kind != "state":
                return (*behind.chain, *found.chain)
        return found.chain

    def _before(self, hit: Hit, sentence: Sentence) -> Phrase | None:
        """The subject of a verb that follows it: "قوات X أعلنت أن", "وكانت فرق X … وثقت"."""
        tokens = self.tokens
        if hit.cut.before[:1] in ("و", "ف"):
            return None
        beside = self._beside(hit, sentence)
        if beside is not None and not any(t.fold in COMMAS for t in tokens[beside.chain[0].last : hit.first]):
            return beside
        return self._start(hit, sentence) or beside

    def _beside(self, hit: Hit, sentence: Sentence) -> Phrase | None:
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
            if here <= chunk.last <= hit.first and chunk.kind in _HUMAN and not chunk.prep:
                if chunk.kind != "group" or chunk.first == sentence.first:
                    return Phrase((chunk,), hit.first)
        return None

    def _start(self, hit: Hit, sentence: Sentence) -> Phrase | None:
        """The subject that opens a sentence whose first verb is this one."""
        start = sentence.first
        while start < hit.first and (self.tokens[start].fold in _LEADS or self.tokens[start].fold in COMMAS):
            start += 1
        if hit.first - start > 25 or start >= hit.first or self._verb_between(start, hit.first):
            return None
        found = self.phrases.read(start, hit.first)
        return found if found is not None and found.chain[0].sort != "quoted" else None

    def _verb_between(self, first: int, last: int) -> bool:
        """A finite verb outside a relative clause: what follows it is no longer the subject's."""
        return any(
            h.term.form in ("past", "present") and self.tokens[k - 1].fold not in RELATIVES
            for k in range(first, last)
            for h in self.at.any(k)
            if h.term.layer in ("cue", "rule")
        )

    def _heading(self, first: int, last: int) -> tuple[Chunk, ...]:
        """ "X: …" at the beginning of a sentence, X being somebody who speaks."""
        for here in range(first, min(first + 12, last - 2)):
            fold = self.tokens[here].fold
            if fold == ":":
                start = first
                for bar in range(first, here):
                    if self.tokens[bar].fold in ("|", "||", "/", "-", "–", "•"):
                        start = bar + 1
                found = self.phrases.read(start, here)
                if here - start == 1 and self.tokens[start].fold == "شاهد":
                    return ()  # "watch:"
                if found is None or found.last < here - 3:
                    return ()
                chunk = found.chain[0]
                if chunk.kind not in ("actor", "person", "source") or chunk.sort in ("quoted", "unresolved"):
                    return ()
                if any(c.kind == "place" and c.first < here for c in self.chunks) and chunk.kind == "person" and chunk.ref is None:
                    return ()
                return found.chain
            if self.tokens[here].kind == "newline":
                break
        return ()

    def _after(self, here: int, last: int) -> Phrase | None:
        """The source after وفق, بحسب, نقلا عن: past "what … said"."""
        steps = 0
        tokens = self.tokens
        while here < last and steps < 5:
            fold = tokens[here].fold
            verb = self.at.cue(here, "saying")
            if fold in QUOTES:
                if quoted(tokens, here, last, 5) is not None:
                    break
            elif fold not in _SKIPPED and fold not in DAYS and not (verb is not None and verb.term.form != "noun"):
                break
            here += 1
            steps += 1
        found = self.phrases.read(here, last)
        if found is None:
            return None
        if "حصل" in tokens[here - 1].fold + tokens[here - 2].fold and found.last < last and tokens[found.last].fold == "من":
            # "معلومات حصلت عليها X من Y": Y stands behind it.
            found = self.phrases.read(found.last + 1, last) or found
        found = self._joined(found, last)
        return Phrase(self._passed_on(found, last), found.last)


def _scoped(sayings: list[Saying]) -> list[Saying]:
    """Each verb of reporting governs up to the next one with another speaker."""
    out: list[Saying] = []
    for number, saying in enumerate(sayings):
        if not saying.cited and saying.verb != ":":
            for later in sayings[number + 1 :]:
                if not later.cited and later.chain != saying.chain and later.first > saying.at:
                    saying = replace(saying, last=later.first)
                    break
        out.append(saying)
    return out

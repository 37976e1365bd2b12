"""Names of persons: how far one reaches, and whom the report has named before, in full, by office or by the last name."""

from __future__ import annotations

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import (
    PREPOSITIONS,
    QUOTES,
    is_ali,
    preposition_on,
    quoted,
)
from marsad.reading.names.actors import Actors
from marsad.reading.names.befallen import ali, befallen, befalls_him
from marsad.reading.names.no_names import (
    CLITICS,
    PRONOUNS,
    adverbial,
    begins_no_name,
    his,
    leads_to_where,
    with_pronoun,
)
from marsad.reading.names.place_names import FATHER_OF
from marsad.reading.names.titles import half_a_name
from marsad.reading.records import Chunk
from marsad.reading.sources.words import DAYS, STOPS
from marsad.text.fold import fold

_NAMES = ("given_names", "sure_names", "near")  # cues a surname may also be: محمود **الخلف** (behind)
_NO_SURNAME = word_class("no_surname")
_NO_NAME = word_class("offices_nobody_is_named_after")
CALLED = {"الملقب", "الملقبه", "المكني", "المعروف", "المعروفه", "الشهير"}  # called, known as
_SON_BEHIND = {"اوغلو", "اوغلي", "زاده"}  # Turkish and Persian: son of what stands before (إمام **أوغلو**)
# Titles that are names of families too: the sheikh, the judge, the soldier, the pilgrim, the mayor, the captain.
_TITLES_TOO = {"الشيخ", "القاضي", "الجندي", "الحاج", "المختار", "النقيب", "الامير"}
_GIVEN = ("given_names", "sure_names")
_FINITE = ("ي", "ت", "س", "ا", "ن")  # what a verb may begin with, where the word is a common one
_UNLIKE_NAMES = ("ا", "ات", "ين", "ون")
_LONGEST = 4  # words of a foreign name
_LONG = 6  # letters, with the article
_KILLED = {
    "قتل",
    "وقتل",
    "قتلت",
    "وقتلت",
    "مقتل",
    "ومقتل",
    "بمقتل",
    "لمقتل",
    "لقي",
    "لقيت",
    "ولقي",
    "ولقيت",
}  # was killed, the killing of, met (his death)
_AND = {"و", "وهو", "وهي", "وهم", "وهما"}  # and, who is
_TWO_WORDS = FATHER_OF | {"ال", "ام"}

_DIVINE = {"الله", "الدين"}  # God, the faith: the second half of many names
_EXCEEDS = "يزيد"  # exceeds; also a given name


class PersonNames:
    """The persons of one report. ``offices`` holds who was named by a title of a country: (رئيس, TR)."""

    def __init__(self, actors: Actors) -> None:
        self.actors = actors
        self.offices: dict[tuple[str, str], Chunk] = {}
        self._people: dict[tuple[str, ...], Chunk] = {}
        self._firsts: set[str] = set()  # the first words of those names
        tokens = actors.tokens
        # "(38 عاما)" stands after a person's name.
        self._ages = [
            at
            for at, token in enumerate(tokens[:-2] if "(" in actors.text else ())
            if token.fold == "("
            and tokens[at + 1].kind == "number"
            and tokens[at + 2].fold.startswith(("عام", "سن"))
        ]

    def remember(self, chunk: Chunk) -> Chunk:
        """Remember a person by the last words of the name, by which the report may go on."""
        folded = tuple(fold(chunk.name).split())
        if len(folded) >= 2:
            tail = folded[-2:] if folded[-2] in _TWO_WORDS else folded[-1:]
            if len(tail) == 2 or not self.actors.lexicon.common(tail[0]):
                self._people.setdefault(tail, chunk)
            self._people.setdefault(folded, chunk)
            self._firsts.update((tail[0], folded[0]))
        return chunk

    def untold(self, word: str) -> bool:
        """Has the report told of nobody whose name begins with this word, nor of anybody by an age behind a name?"""
        return not self._ages and (not self._firsts or self._firsts.isdisjoint((word, word[1:])))

    def named(self, at: int, last: int, listed: bool = False, single: bool = False) -> Chunk | None:
        """A name without a title: of somebody the report has named before, or told by the age in brackets after it.

        ``listed``: it goes on with a list of names, so that it need not be surer than that it begins with a given name.
        ``single``: the one before it in the list had one name only.
        """
        tokens = self.actors.tokens
        lexicon = self.actors.lexicon
        word = tokens[at].fold
        if self._people and not self._firsts.isdisjoint((word, word[1:])):
            for size in (2, 1):
                tail = tuple(t.fold for t in tokens[at : at + size])
                for short in (tail, (tail[0][1:], *tail[1:])) if word[:1] in ("و", "ل") else (tail,):
                    known = self._people.get(short)
                    if known is not None and at + size <= last and len(short[0]) > 2:
                        return Chunk(
                            at, at + size, "person", known.name, sort="person", country=known.country
                        )
        joined = word[:1] == "و" and lexicon.begins_another(word) and lexicon.given_name(word[1:])
        given = not joined and lexicon.given_name(word)
        ages = [end for end in self._ages if at + 2 <= end <= at + 5] if self._ages else []
        if not (given or joined or ages) or (not (given or joined) and self.actors.at.any(at)):
            return None
        length = self.length(at, last)
        if ages and (given or joined or not lexicon.common(word)):
            told = range(at + 1, ages[0])
            if all(
                tokens[i].kind == "word"
                and tokens[i].fold not in PREPOSITIONS
                and not self.actors.function(i)
                for i in told
            ):
                length = ages[0] - at
        if length < 2 and single and joined:
            length = 1  # شقيقاه محمد **ونبيل**
        end = at + length
        if not length or (length < 2 and not single):
            return None
        if length > 1 and self.actors.text[tokens[at].start : tokens[at].end] == "على":
            return None  # "على الطاولة" (on the table), "على أبو كمال": Ali is seldom written so
        if word == _EXCEEDS and self.actors.text[tokens[at + 1].start : tokens[at + 1].end] == "على":
            return None  # ما يزيد على 40: more than forty; Yazid Ali is written يزيد علي
        first = word[1:] if joined else word
        quoted_name = at > 0 and tokens[at - 1].fold in QUOTES and end < last and tokens[end].fold in QUOTES
        if not (
            end in ages
            or (listed and bool(given or joined))
            or lexicon.sure_name(first)
            or half_a_name(self.actors, at + 1)  # **عبد الغني** الككلي
            or quoted_name
            or (length >= 3 and sum(lexicon.given_name(t.fold) for t in tokens[at:end]) >= 2)
            or (given and befallen(tokens, at) and (self._surname(at + 1) or not self.actors.at.any(at + 1)))
            or (given and at > 0 and tokens[at - 1].fold in _KILLED and self._surname(at + 1))
            or (given and length > 1 and befalls_him(tokens, end, last) and self._surname(at + 1))
            or ali(self.actors, at, last)
        ):
            return None
        name = " ".join(
            self.actors.text[tokens[at].start + int(joined) : tokens[end - 1].end].replace("_", " ").split()
        )
        return self.remember(Chunk(at, end, "person", name, sort="person"))

    def _office(self, here: int, last: int) -> bool:
        """قائد, a man's name too, before what he commands."""
        at = self.actors.at
        return (
            here + 1 < last
            and at.cue(here, "offices") is not None
            and at.cue(here + 1, "office_units", "force_heads", "org_heads", "moves") is not None
        )

    def _of_a_deed(self, at: int, here: int) -> bool:
        """قصف **تركي على** سنجار: a nationality behind the noun of a deed, and the preposition; neither Turki nor Ali."""
        at_it = self.actors.at
        return (
            at > 0
            and preposition_on(self.actors.text, self.actors.tokens[here])
            and at_it.layer(at, "demonym") is not None
            and any(h.term.layer == "rule" and h.term.form == "noun" for h in at_it.any(at - 1))
        )

    def length(self, at: int, last: int) -> int:
        """How many tokens from ``at`` look like a person's name: words that are not common ones."""
        actors = self.actors
        tokens = actors.tokens
        end = quoted(tokens, at, last, 5)
        if end is not None:
            if tokens[at].fold == "(" and actors.at.cue(at + 1, "directions") is not None:
                return 0  # قائد الشرطة (**غرب البلاد**): where
            return 0 if begins_no_name(actors, at + 1) else end - at
        if at < last and preposition_on(actors.text, tokens[at]):
            return 0  # "**على** حسابه", "**وعلى** الرغم": no name begins with the preposition
        if at < last and (begins_no_name(actors, at) or his(actors, at)):
            return 0  # مصور **مشاهدته**, والدته **جعله**
        here = at
        rare = 0
        if at + 1 < last and tokens[at].fold in FATHER_OF and self._called(at) and self._plain(at + 1):
            here, rare = at + 2, 2  # شخص يدعى **أبو خطاب**
        while here < last and here - at < 5 and tokens[here].kind == "word":
            word = tokens[here].fold
            if here > at and word in _AND:
                break  # سامر الدروبي **و** محمد أبو شاهين, أحمد سالم **وهو** أحد …
            if here > at and word[:1] == "و" and word[1:] in _TWO_WORDS:
                break  # أبو الظهور **وأم** الكراميل
            if (
                here > at
                and here + 1 < last
                and tokens[here + 1].fold in _SON_BEHIND
                and not self.like_a_verb(here, last)
            ):
                rare += 1
                here += 2
                continue
            if actors.lexicon.begins_another(word):
                if here > at:
                    break
                if actors.lexicon.given_name(word[1:]):
                    word = word[1:]
            if here > at and self._of_god(here, last):
                rare += 1
                here += 2
                continue
            known = actors.best(here, last) if here > at else None
            if known is not None and not actors.lexicon.given_name(word) and not self._family(known):
                break
            if here == at and self.like_a_verb(at, last):
                rare += 1
                here += 1
                continue
            if here == at + 1 and word == "علي" and self._of_a_deed(at, here):
                return 0  # قصف **تركي على** سنجار
            if (
                word == "علي"
                and (here - at >= 2 or (here > at > 0 and tokens[at - 1].fold == "في"))
                and not is_ali(actors.text, tokens[here])
            ):
                break  # اشتباكات في عمران **على** خلفية نزاع: a town with the name of a man; كتب سامر العلي **على** حسابه: after a whole name the preposition; محمد على is Muhammad Ali
            if here > at and (
                (word.startswith("لل") and len(word) > 4) or word in _NO_NAME or self._office(here, last)
            ):
                break  # طه الشامي **للصحافيين**, سعيد حسن **قائد** لواء الصاعقة, سمير الخوري **سكرتير** النقابة
            if here > at + 1 and his(actors, here):
                break  # الأسير كايد الفسفوس **إضرابه**, الشهيد عمر أبو ليلى **لذويه**
            if here > at and leads_to_where(actors, here):
                break  # الملازم أول سامر **بريف** إدلب
            if here > at and (word in CALLED or adverbial(actors, here) or with_pronoun(actors, word)):
                break  # أحمد الخبيل **الملقب** أبو خولة: what he is called besides
            if (
                actors.lexicon.given_name(word)
                or (here > at and half_a_name(actors, here))
                or (here > at and (known is not None or self._surname(here) or self._word_too(at, here)))
            ):
                rare += 1
            elif (
                actors.lexicon.common(word)
                or word in PREPOSITIONS
                or actors.function(here)
                or (here == at and self._a_word_too(here) and not actors.at.layer(here, "demonym"))
            ):
                break
            else:
                rare += 1
            here += 1
        if (
            here < last
            and here - at >= 2
            and tokens[here - 1].fold in FATHER_OF
            and tokens[here].kind == "word"
        ):
            here += 1  # محمد أبو **سرية**: no name ends in "father of"
        return (
            here - at
            if rare >= 1 and (here - at >= 2 or (here > at and actors.at.cue(at - 1, "person_titles")))
            else 0
        )

    def _a_word_too(self, at: int) -> bool:
        """Does a list have the word, and not only as a name like other words?"""
        return any(hit.term.ref != "names_like_verbs" for hit in self.actors.at.any(at))

    def _called(self, at: int) -> bool:
        """Does a title or "called" stand right before?"""
        return at > 0 and (
            self.actors.at.cue(at - 1, "person_titles") is not None
            or self.actors.tokens[at - 1].fold in CALLED
        )

    def foreign(self, at: int, last: int) -> int:
        """السفير الأميركي **ريتشارد نورلاند**: how many words behind an office are a name that no list knows, though the first be common."""
        tokens = self.actors.tokens
        if (
            at + 1 >= last
            or self.actors.toponyms.known_name(at, last) is not None  # القيادي في X **بخان يونس**
            or self.actors.lexicon.given_name(tokens[at].fold)
            or not self._strange(at)
            or not self._strange(at + 1)
            or begins_no_name(self.actors, at)
            or his(self.actors, at)
        ):
            return 0
        first, second = tokens[at].fold, tokens[at + 1].fold
        ordinary = self.actors.toponyms.ordinary
        if (
            (ordinary(second) and not self.actors.lexicon.given_name(second))
            or second.startswith("و")
            or second.endswith(PRONOUNS)
        ):
            return 0
        if ordinary(first) and (first.startswith(_FINITE) or second.endswith(_UNLIKE_NAMES)):
            return 0
        end = at + 2
        while end < last and end - at < _LONGEST and self._strange(end) and not ordinary(tokens[end].fold):
            if tokens[end].fold.startswith("و") or with_pronoun(self.actors, tokens[end].fold):
                break
            end += 1
        return end - at

    def _plain(self, at: int) -> bool:
        """Is it a word, and neither a preposition nor a verb?"""
        token = self.actors.tokens[at]
        return token.kind == "word" and token.fold not in PREPOSITIONS and not self.actors.function(at)

    def _strange(self, at: int) -> bool:
        """Can a word be of a foreign name: of no list, without article, and no place?"""
        token = self.actors.tokens[at]
        return (
            token.kind == "word"
            and len(token.fold) > 2
            and not token.fold.startswith("ال")
            and token.fold not in PREPOSITIONS
            and token.fold not in STOPS
            and token.fold not in DAYS
            and not token.ta
            and all(hit.term.ref in _GIVEN for hit in self.actors.at.any(at))
            and not self.actors.toponyms.seat(token.fold)
            and not (token.fold[0] in CLITICS and self.actors.toponyms.seat(token.fold[1:]))
            and not (
                token.fold[0] in CLITICS and self.actors.toponyms.ordinary(token.fold[1:])
            )  # **لأنها** تجيز
        )

    def like_a_verb(self, at: int, last: int) -> bool:
        """القيادي في حزب الله **طالب** عبد الله: a name, though the word is a verb elsewhere, before the next of his names."""
        actors = self.actors
        return (
            at + 1 < last
            and actors.at.cue(at, "names_like_verbs") is not None
            and actors.lexicon.given_name(actors.tokens[at + 1].fold)
            and not actors.tokens[at + 1].fold.startswith("ال")
        )

    def _of_god(self, at: int, last: int) -> bool:
        """حسن **فضل الله**, طارق **عز الدين**: a surname of two words after a given name, and no party (حزب الله)."""
        tokens = self.actors.tokens
        return (
            at + 1 < last
            and tokens[at + 1].fold in _DIVINE
            and self.actors.lexicon.given_name(tokens[at - 1].fold)
            and self.actors.at.cue(at, "org_heads") is None
            and not self.actors.function(at)
        )

    def _family(self, hit: Hit) -> bool:
        """أبو خالد **الحريري**: the name of a family, by which the registry has one who is known, after a given name."""
        person = self.actors.lexicon.actors[hit.term.ref].kind == "person"
        before = self.actors.tokens[hit.first - 1].fold
        return (
            person
            and len(hit.term.words) == 1
            and not hit.cut.before
            and self.actors.lexicon.given_name(before)
        )

    def _word_too(self, first: int, at: int) -> bool:
        """النائب محمد **رعد**: after a title and a sure given name a short noun that is no verb, time or cue is the family's name."""
        actors = self.actors
        word = actors.tokens[at].fold
        return (
            at == first + 1
            and (
                actors.at.cue(first - 1, "person_titles") is not None
                or (
                    first >= 2 and actors.at.cue(first - 2, "offices") is not None
                )  # محافظ القدس عدنان **غيث**
            )
            and actors.lexicon.sure_name(actors.tokens[first].fold)
            and 3 <= len(word) <= 5
            and not word.startswith(("ال", "ب", "ل", "و", "ف", "ي", "ت", "ك"))
            and not word.endswith(("ا", "ه", "ي", "ين", "ون"))
            and word not in PREPOSITIONS
            and word not in _NO_SURNAME
            and word not in STOPS
            and word not in DAYS
            and (not actors.at.any(at) or self._no_object(at))
        )

    def _no_object(self, at: int) -> bool:
        """العقيد محمد **حصار** في كمين: a noun of events that governs nothing; as an object it would be written حصارا."""
        tokens = self.actors.tokens
        hits = self.actors.at.any(at)
        return (
            any(hit.term.layer == "rule" for hit in hits)
            and all(hit.term.form in ("noun", "exact") and not hit.cut.before for hit in hits)
            and (
                at + 1 >= len(tokens)
                or tokens[at + 1].kind != "word"
                or tokens[at + 1].fold in PREPOSITIONS
                or tokens[at + 1].fold.startswith("ب")
            )
        )

    def _surname(self, at: int) -> bool:
        """Is the word after a given name its second part, though common elsewhere: رامي **الحمد**, أحمد **الشرع**?"""
        actors = self.actors
        word = actors.tokens[at].fold
        return (
            word.startswith("ال")
            and len(word) > 3
            and actors.lexicon.given_name(actors.tokens[at - 1].fold)
            and word not in PREPOSITIONS
            and word not in _NO_SURNAME
            # رفض سامي خالد **التفاوض** معهم: a verbal noun of daily prose
            and not (
                word.startswith(("الا", "الت"))
                and len(word) > _LONG
                and not word.endswith("ي")
                and actors.lexicon.common(word)
            )
            and (
                self._family_title(at)
                or all(
                    hit.term.layer == "demonym"
                    or hit.term.ref in _NAMES
                    # العقيد أحمد **الحربي**
                    or (hit.term.ref in ("force_modifiers", "means", "military") and word.endswith("ي"))
                    for hit in actors.at.any(at)
                )
            )
        )

    def _family_title(self, at: int) -> bool:
        """عبود **الشيخ**, سمير **الجندي**: a title that no name and no nationality follows."""
        tokens = self.actors.tokens
        if tokens[at].fold not in _TITLES_TOO:
            return False
        if at + 1 >= len(tokens) or tokens[at + 1].kind != "word":
            return True
        word = tokens[at + 1].fold
        given = self.actors.lexicon.given_name(word) and not word.startswith("و")
        return not given and self.actors.at.layer(at + 1, "demonym") is None

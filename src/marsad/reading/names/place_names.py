"""Reading one place name: how far it goes, whether the gazetteer knows it, and which words begin none."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.word_classes import word_class
from marsad.places.build import COVERED
from marsad.places.gazetteer import Gazetteer
from marsad.places.records import SETTLEMENTS, Place
from marsad.reading.grammar.scan import PREPOSITIONS, QUOTES, At, quoted
from marsad.reading.records import Chunk
from marsad.text.clitics import Cut
from marsad.text.tokens import Token

_SOMEBODY = {"المدعو", "المدعوه"}  # مزرعة **المدعو** X: somebody called X


def _with_object(word: str) -> bool:
    """منطقة **يرتادها** كثيرون, مدرسة **تديرها** منظمة: a verb of the present whose object is the place."""
    return len(word) > 5 and word[0] in "يت" and word.endswith(("ها", "هم"))


class Names:
    """Names of places in one report."""

    def __init__(
        self, text: str, tokens: Sequence[Token], at: At, lexicon: Lexicon, gazetteer: Gazetteer | None
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.at = at
        self.lexicon = lexicon
        self.gazetteer = gazetteer
        self._common = lexicon.common_list
        self.no_places = lexicon.listed("no_places")
        self.no_towns = lexicon.listed("no_towns")
        self._no_verbs = lexicon.listed("names_not_verbs")
        self._clauses = lexicon.listed("place_clauses")

    def _name(self, at: int, last: int, *, cued: bool) -> tuple[int | None, Place | None]:
        """End of the place name that begins at ``at``, and its best-known place if the gazetteer has one."""
        tokens = self.tokens
        start = at
        if tokens[at].fold in QUOTES:
            end = quoted(tokens, at, last, 5)
            if end is None:
                # A mark that opens "طفس – المزيريب": the name is the first part.
                return (None, None) if at + 1 >= last else self._name(at + 1, last, cued=cued)
            known = self._known(at + 1, end - 1, Cut(tokens[at + 1].fold))
            return end, known[1] if known else None
        word = tokens[at].fold
        if tokens[at].kind != "word" or word == "و":
            return None, None  # في محيط **و** داخل المطار
        if cued and word in _MILES and at + 1 < last and tokens[at + 1].kind == "number":
            return at + 2, None
        known = self._known(at, last, Cut(word))
        if (
            cued
            and word in _SONS
            and at + 1 < last
            and tokens[at + 1].kind == "word"
            and (known is None or known[0] == 1)
        ):
            return at + 2, None
        if known is not None and known[0] == 1 and word in self.no_places:
            return None, None  # a hamlet may be called so, somewhere; مناطق الحكومة is not there
        if known is not None and known[0] == 1 and word in _WAS and self._verb_behind(at + 1, last):
            return None, None  # مزرعة **كان يتجمع** فيها مسلحون
        if known is not None:
            if known[0] == 1 and self._opens_name(at, last):
                return self._ended(at + 2, last), None  # تل **أسقف**: more of the name than the gazetteer has
            if (
                known[0] == 1
                and cued
                and known[1] is not None
                and known[1].kind == "village"
                and self._goes_on(at + 1, last)
            ):
                return at + 2, None  # قرية صيدا **الحانوت**: another village than صيدا
            if (
                known[0] == 1
                and at + 1 < last
                and self.at.cue(at, "place_heads")
                and (
                    self._second(at + 1)
                    or self._continues(at + 1)
                    or self._somebody(at + 1)
                    or (word == _GATE and self._definite(at + 1) is not None)
                )
            ):
                return self._ended(at + 2, last), None
            return at + self._ended(at + known[0], last) - at, known[1]
        if not cued or word in PREPOSITIONS or self._blocked(at) or self._adverbial(word):
            return None, None
        if word in _SOMEBODY or (word in self.no_places and not word.startswith("ال")) or _with_object(word):
            return None, None  # قرية **تكتسب** أهمية, منطقة **يرتادها** كثيرون, مدرسة **مهجورة**
        here = at + 1
        if (
            here < last
            and tokens[here].kind == "word"
            and self.at.cue(at, "place_heads")
            and not self._stops(here)
        ):
            here += 1
            if word in ("تل", "كفر", "ام", "ابو") and here < last and self._continues(here):
                here += 1
        elif self._opens_name(at, last) or (
            here < last and not word.startswith("ال") and (self._continues(here) or self._second(here))
        ):
            here += 1
        elif self.ordinary(word):
            return None, None
        return (self._ended(here, last), None) if here > start else (None, None)

    def _verb_behind(self, at: int, last: int) -> bool:
        """كان **يتجمع**, كانت **تقل**: a verb of the present."""
        return at < last and self.tokens[at].fold[:1] in ("ي", "ت") and len(self.tokens[at].fold) > 2

    def _opens_name(self, at: int, last: int) -> bool:
        """تل, البو, حاج: a word that is seldom a name by itself, with a word behind it that can be the rest."""
        here = at + 1
        if self.tokens[at].fold not in _BEGINS or here >= last:
            return False
        token = self.tokens[here]
        return (
            token.kind == "word"
            and len(token.fold) > 2
            and not token.fold.startswith("و")
            and token.fold not in _ITSELF
            and not self._stops(here)
            and (not self.at.any(here) or self._somebody(here))
        )

    def _definite(self, at: int) -> int | None:
        """End of a name that is an ordinary noun with the article, as after قرية or حي: الشيخ, المصانع."""
        token = self.tokens[at]
        if token.kind != "word" or not token.fold.startswith("ال") or len(token.fold) < 5:
            return None
        if token.fold in self.no_places or any(
            hit.term.layer in ("rule", "demonym") or hit.term.form in ("past", "present")
            for hit in self.at.any(at)
        ):
            return None
        return at + 1

    def _adverbial(self, word: str) -> bool:
        """ب, ل or ك before an ordinary word: لتوليد, بالتزامن."""
        return word[:1] in "بلك" and len(word) > 3 and word[1:] in self._common

    def ordinary(self, word: str) -> bool:
        """A word of daily prose, also without its article (شعبي) or in the accusative (شعبيا)."""
        common = self._common
        if self.lexicon.common(word) or (word.endswith(("ي", "يه")) and "ال" + word in common):
            return True
        return word.endswith("ا") and (word[:-1] in common or "ال" + word[:-1] in common)

    def _ended(self, at: int, last: int) -> int:
        """درعا **البلد**, جعدة **الكبيرة**: an adjective that belongs to the name; كرم أبو **سالم**: what must follow."""
        tokens = self.tokens
        if at < last and tokens[at].kind == "word" and self._open(at - 1):
            at += 1
        return at + 1 if at < last and tokens[at].fold in _ENDINGS else at

    def with_ending(self, place: Chunk, last: int) -> Chunk:
        """قصف **الغارية الغربية**, بلدتي صيدا **والدار الكبيرة**: a village told from its like by an adjective that has its gender."""
        end, token = place.last, self.tokens[place.first]
        if place.sort not in _SMALL or end - place.first > 1 or end >= last or not self.tokens[end].ta:
            return place
        if not place.name.startswith("ال") or self._ended(end, last) == end:
            return place
        if not (token.ta or self.tokens[end].fold in SIZES):
            return place
        written = self.text[self.tokens[end].start : self.tokens[end].end]
        return replace(place, last=end + 1, name=f"{place.name} {written}")

    def _open(self, at: int) -> bool:
        """كرم **أبو**, منطقة **آل**, قرية **بني**: father of, the house of, the sons of; no name ends so."""
        token = self.tokens[at]
        return token.fold in _OPEN or (token.fold == "ال" and self.text[token.start] == "آ")

    def _amid(self, at: int) -> bool:
        """وسط **صمت** حكومي, وسط **مخاوف** من كذا: a word without the article that no gazetteer knows is what it happened amid."""
        token = self.tokens[at]
        whole = not token.fold.startswith("ال") and token.kind == "word"
        return self.lexicon.common(token.fold) or (
            whole and self.at.cue(at, "place_types", "place_heads") is None
        )

    def _second(self, at: int) -> bool:
        """Can this word without an article be the second of a name: known to no list and no daily prose?"""
        token = self.tokens[at]
        return (
            token.kind == "word"
            and not token.fold.startswith(("ال", "و", "لت"))  # معسكر عبود **لتضاف** إلى: to be added
            and not self._lies_in(at, len(self.tokens))
            and (not self.at.any(at) or token.fold == _HILL)
            and token.fold not in PREPOSITIONS
            and not self.lexicon.common(token.fold)
            and len(token.fold) > 2
            and token.fold not in _ITSELF
        )

    def _lies_in(self, at: int, last: int) -> bool:
        """سوق **بصعدة**, سوق **بأم درمان**: a town of the gazetteer with "in" before it, and no name that begins so."""
        word = self.tokens[at].fold
        if word[:1] != "ب" or len(word) < 4 or self.tokens[at].kind != "word":
            return False
        found, whole = self._known(at, last, Cut(word[1:], "ب")), self._known(at, last, Cut(word))
        if found is None or found[1] is None or self.lexicon.common(word[1:]):
            return False
        longer = whole is None or whole[0] < found[0]  # بأم درمان, and not بام
        # Only towns of the lands that the gazetteer covers: سوق **بكارا** is no market in Kara, Togo.
        return longer and found[1].country in COVERED and found[1].kind in _TOWNS

    def _somebody(self, at: int) -> bool:
        """تل **عبود**, بيت **حسن**: a given name as the second of a name."""
        hits = self.at.any(at)
        return bool(hits) and all(hit.term.ref in _GIVEN and not hit.cut.before for hit in hits)

    def _goes_on(self, at: int, last: int) -> bool:
        """Is the word behind a village's name the second of a longer one, and no adjective?"""
        return (
            at < last
            and self.tokens[at].kind == "word"
            and not self.tokens[at - 1].fold.startswith("ال")
            and not self.tokens[at].ta
            and not self.tokens[at].fold.endswith("ي")
            and not self.at.any(at)
            and self._continues(at)
        )

    def _continues(self, at: int) -> bool:
        """Can this word be the second of a name like دير الزور, whose first has no article?"""
        token = self.tokens[at]
        return (
            token.kind == "word"
            and token.fold.startswith("ال")
            and not token.fold.endswith("تين")
            and not self.at.layer(at, "demonym")
            and not self.at.cue(
                at, "directions", "force_heads", "common_refs", "group_heads", "force_modifiers"
            )
            and not self.lexicon.common(token.fold)
        )

    def _stops(self, at: int) -> bool:
        return self.tokens[at].fold in PREPOSITIONS or any(
            hit.term.form in ("past", "present")
            for hit in self.at.any(at)
            if not hit.cut.before.endswith("ال")
        )

    def _blocked(self, at: int) -> bool:
        """Words that begin no name: verbs, groups, adjectives of nationality, control (مناطق سيطرة X)."""
        word = self.tokens[at].fold
        if (
            word in _NEVER
            or word in self._clauses
            or self.at.layer(at, "actor")
            or self.at.layer(at, "demonym")
        ):
            return True
        for hit in self.at.any(at):
            if hit.term.form == "present" and word[:1] == "ن":
                continue  # معبر **نصيب**: like "we hit", which no report says after a word for a place
            if hit.term.layer == "rule" or (hit.term.layer == "cue" and hit.term.ref in _BLOCKING):
                return True
        return False

    def _known(self, at: int, last: int, cut: Cut) -> tuple[int, Place | None] | None:
        """Length in tokens and place of the longest gazetteer name whose first word is ``cut.stem``."""
        if self.gazetteer is None or at >= last or not self.gazetteer.starts(cut.stem):
            return None
        if cut.stem in _MINES and self.tokens[at - 1].fold not in _BEFORE_A_PROVINCE:
            return None
        words = [cut.stem]
        for token in self.tokens[at + 1 : min(last, at + _LONGEST)]:
            if token.kind != "word":
                break
            words.append(token.fold)
        size = self.gazetteer.longest(words)
        if not size:
            return None
        found = self.gazetteer.lookup(" ".join(words[:size]))
        return (size, found[0] if found else None)

    def found(self, at: int, last: int, cut: Cut) -> tuple[int, Place | None] | None:
        """Length in tokens and place of the longest name of the gazetteer that begins here with ``cut.stem``."""
        return self._known(at, last, cut)

    def end_of(self, at: int, last: int) -> int | None:
        """End of the name that begins here, behind a word that says that a place follows."""
        return self._name(at, last, cued=True)[0]

    def seconds(self, at: int) -> bool:
        """Can the word here be the second of a name whose first has no article?"""
        return self._continues(at) or self._second(at)

    def city(self, word: str) -> bool:
        """Does the gazetteer know a town of this name?"""
        return self._named(word, ("city", "town"))

    def seat(self, word: str) -> bool:
        """Does the gazetteer know a town or a division of this name, over which somebody can be set?"""
        return self._named(word, ("city", "town", "admin1", "admin2"))

    def _named(self, word: str, kinds: tuple[str, ...]) -> bool:
        return self.gazetteer is not None and any(p.kind in kinds for p in self.gazetteer.lookup(word))

    def gazetteer_common(self, name: str) -> bool:
        return self.gazetteer is not None and self.gazetteer.is_common(name)


_LONGEST = 5  # words of a name
_GIVEN = ("given_names", "sure_names")
_BEGINS = word_class("begins_a_place")
FATHER_OF = {"ابو", "ابي", "بن", "ابن", "عبد"}  # father of, son of, servant of: no name ends so
_OPEN = FATHER_OF | {"ام", "بني", "البو"}  # mother of, sons of, and the same as tribes have it
_WAS = {"كان", "كانت"}  # was, which Cannes is spelled like
_MINES = {"لغمان"}  # two mines, or the province of Afghanistan
_REGIONS = {"ولايه", "بولايه", "اقليم", "مقاطعه", "محافظه"}
_BEFORE_A_PROVINCE = _REGIONS | PREPOSITIONS
_TOWNS = SETTLEMENTS | {"admin1"}
_SONS = {"بن", "ابن"}  # son of: مطار بن غوريون
_ITSELF = word_class("pronouns_apart")  # واصفة **إياها**: the object of a participle
_MILES = {"كيلو", "الكيلو"}  # منطقة كيلو 16: named after the milestone
_HILL = "تبه"  # قرة تبة: a word for places that ends names too
_GATE = "باب"  # gate: باب الهوى, باب السلامة; alone it is seldom a place
_ENDINGS = word_class("ends_a_place")
_SMALL = ("town", "village")
SIZES = {"الكبيره", "الصغيره", "الكبري", "الصغري"}  # great, small, greater, lesser
_BLOCKING = {
    "saying",
    "according",
    "group_heads",
    "force_heads",
    "negation",
    "cause",
    "result",
    "light_occur",
    "light_agent",
    "light_patient",
    "common_refs",
    "place_refs",
    "force_modifiers",
    "object_heads",
    "by_agent",
    "source_heads",
}
_NEVER = word_class("never_a_place")

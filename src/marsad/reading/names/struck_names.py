"""Names of places that were struck or taken, with no word before them that says so: قصف الجيش **سراقب**, حصار **الفاشر**."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.places.build import COVERED
from marsad.places.gazetteer import Gazetteer
from marsad.reading.days.table import TimeWord
from marsad.reading.grammar.scan import PREPOSITIONS, At, surface
from marsad.reading.names.place_lists import ListedNames
from marsad.reading.records import Chunk
from marsad.reading.tables import tables_of
from marsad.text.clitics import Cut
from marsad.text.tokens import Token

LOCATIVE = word_class("locative")
VALLEY = "وادي"  # or "and led to"
_LYING = word_class("lying_at")
_OPERATION = {"عمليه", "عمليات", "لعمليه", "بعمليه"}  # operation(s), also behind ل and ب
_REACH = 5  # tokens from a word of attack on within which its object begins
_SHORT = word_class("struck_towns_of_few_letters")
_ADVERBS = ("offset", "part", "weekday")  # today, in the morning, on Sunday


class StruckNames(ListedNames):
    """Names of one report that stand as the object of a word of attack."""

    def __init__(
        self, text: str, tokens: Sequence[Token], at: At, lexicon: Lexicon, gazetteer: Gazetteer | None
    ) -> None:
        super().__init__(text, tokens, at, lexicon, gazetteer)
        self._times = tables_of(lexicon).time
        self._of_places = lexicon.of_places
        self.under_attack: set[int] = set()
        """The tokens near enough behind a word of attack to be its object: nothing else is ``struck``."""
        for here in at.begun((), ("rule",)):
            for hit in at.any(here):
                if hit.term.ref in self._of_places and self._of_attack(hit):
                    self.under_attack.update(range(here + 1, here + 1 + _REACH))
                    break

    def _of_attack(self, hit: Hit) -> bool:
        return hit.term.layer == "rule" and hit.term.ref in self._of_places and not hit.cut.after

    def struck(self, at: int, last: int, before: Chunk | None) -> Chunk | None:
        """قصف الجيش **سراقب**, استهدفت الغارات **كفرنبل**: the bare object of a verb of attack, after its subject.

        A name of the gazetteer is one wherever such a word governs it; a word that no list knows must close the clause.
        """
        word = self.tokens[at].fold
        if (len(word) < 4 and word not in _SHORT) or (
            self.at.any(at) and self.at.cue(at, "place_heads") is None
        ):
            return None
        if (
            word in PREPOSITIONS
            or word in self.no_places
            or self.lexicon.given_name(word)
            or self._led_to(at)
        ):
            return None
        form = self._attacked(at, before)
        if not form:
            return None
        known = self._known(at, last, Cut(word))
        if known is not None and known[0] == 1 and (self.ordinary(word) or known[1] is None):
            known = None
        if known is None and (form == "noun" or word[:1] in "بلكوفسيت" or self.owned(at)):
            return None
        size = known[0] if known else self._unlisted_object(at, last, before)
        if not size:
            return None
        place = known[1] if known else None
        if place is not None and place.country not in COVERED:
            return None
        found = Chunk(at, at + size, "place", surface(self.text, self.tokens, at, at + size, None), ref=place.id if place else None,
                      sort=place.kind if place else "town", country=place.country if place else "")  # fmt: skip
        return self.with_ending(found, last)

    def _unlisted_object(self, at: int, last: int, before: Chunk | None) -> int:
        """How many words the name has that no list knows: right after who attacked, where it agrees with no noun, and last."""
        token = self.tokens[at]
        word = token.fold
        if before is None or before.last != at or before.kind not in ("actor", "state", "anaphor"):
            return 0
        head = self.tokens[before.first]
        if self.at.cue(at, "place_heads") is not None:
            named = at + 1 < last and self.tokens[at + 1].kind == "word" and not self._stops(at + 1)
            return 2 if named and self.tokens[at + 1].fold[:1] != "و" else 0
        if (
            self.ordinary(word)
            or (word.endswith(("ات", "ين", "ون", "ي", "يه", "ا")) and not word.endswith("يا"))
            or (word.startswith("ال") and token.ta and (head.ta or head.fold.endswith("ات")))
            or (not word.startswith("ال") and token.ta and head.ta and not head.fold.startswith("ال"))
            or "\u064b" in self.text[token.start : token.end + 1]
            or not self._list_goes_on(at + 1, last, glued=True)
        ):
            return 0
        return 1

    def _attacked(self, at: int, before: Chunk | None) -> str:
        """The form of the word of attack whose object can stand here: "verb", "noun", or nothing."""
        for back in range(at - 1, max(-1, at - 1 - _REACH), -1):
            token = self.tokens[back]
            if token.kind != "word":
                return ""
            for hit in self.at.any(back):
                if self._of_attack(hit):
                    if hit.term.form in ("past", "present"):
                        alone = back == at - 1
                        # SV: الجيش قصف **نيالا**; with nothing between, VS leaves the subject to come.
                        return "verb" if not alone or (before is not None and before.last == back) else ""
                    if hit.term.form == "noun" and back == at - 1 and not self._naming(token.fold):
                        return "noun"
            inside = before is not None and before.first <= back < before.last and before.kind != "place"
            if not (
                inside
                or token.fold.startswith("ال")
                or any(hit.term.layer == "rule" and hit.term.form == "noun" for hit in self.at.any(back))
                or self.at.cue(back, "means") is not None
            ):
                return ""
        return ""

    def _naming(self, word: str) -> bool:
        """عملية سيناء is what it was called; a noun with the article has an adjective after it, no object."""
        return word in _OPERATION or word.lstrip("وفبك").startswith(("ال", "لل"))

    def _list_goes_on(self, at: int, last: int, glued: bool) -> bool:
        """After a member of a list stands the next, or where or when it all was, or nothing: no object.

        ``glued``: by و. After a comma an unknown word before a day is as likely one of time, misspelt.
        """
        then = self._past_time(at, last) if glued else at
        if then >= last or self.tokens[then].kind != "word":
            return True
        if then > at:
            # A verb stands before its day too (وشُيّع اليوم في X), and goes on with its subject or where it was.
            return self.tokens[then].fold[:1] == "و" or self.at.cue(then, "cause", "result") is not None
        word = self.tokens[at].fold
        return (
            word[:1] == "و"
            or word in _LYING
            or (
                word[:1] == "ب"
                and (glued or (self.gazetteer is not None and self.gazetteer.starts(word[1:])))
            )
            or word in LOCATIVE
            or word in PREPOSITIONS
            or self.at.cue(at, "directions", "place_types", "near", "cause", "result") is not None
        )

    def _past_time(self, at: int, last: int) -> int:
        """Past the adverbs of time that stand here: X وY **أمس الأحد**, X وY **يوم الأحد الماضي**."""
        start = at
        while at < last and (
            ((word := self._times.words.get(self.tokens[at].fold)) is not None and _is_day(word))
            or (at > start and self.tokens[at].fold in self._times.sets["past"])
        ):
            at += 1
        return at

    def _led_to(self, at: int) -> bool:
        """وأدى (and led to), which folds into وادي, the valley."""
        token = self.tokens[at]
        return token.fold == VALLEY and "أ" in self.text[token.start : token.end]


def _is_day(word: TimeWord) -> bool:
    """Today, Sunday, the morning, or the noun before the name of a day: يوم."""
    return word.role in _ADVERBS or (word.unit == "day" and word.count == 1)

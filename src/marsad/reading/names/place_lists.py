"""Lists of places: names that only the list they stand in tells, and names told by where they lie.

قرى (X، وY), منطقتي X وY, كلا من “X وY”, #X #Y, في X شمال Y: nothing else says that these are places, so that they are taken
whatever their words mean elsewhere, but only in these constructions.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.places.gazetteer import Gazetteer
from marsad.reading.grammar.scan import (
    COMMAS,
    OPENERS,
    PREPOSITIONS,
    QUOTES,
    At,
    clitic_preposition,
    quoted,
    surface,
)
from marsad.reading.names.place_names import Names
from marsad.reading.names.site_names import member_end
from marsad.reading.records import Chunk
from marsad.text.clitics import Cut
from marsad.text.tokens import Token

REMEMBERED = {"city", "town", "village", "neighbourhood", "camp"}
HOUSES = ("ال", "وال")  # آل X: as the name of a quarter or village
_EACH = ("كل", "كلا")
CLANS = ("بني",)
_DUALS = word_class("two_places")
_MANY_OF = word_class("many_places")
_LYING_IN = ("في", "بريف", "بمحافظه", "بمنطقه", "بناحيه", "بقضاء")
_WIDER = {"region", "admin1", "admin2", "city", "town", "coast"}


class ListedNames(Names):
    """Names in the lists of one report."""

    def __init__(
        self, text: str, tokens: Sequence[Token], at: At, lexicon: Lexicon, gazetteer: Gazetteer | None
    ) -> None:
        super().__init__(text, tokens, at, lexicon, gazetteer)
        self._types = lexicon.attributes["place_types"]
        self._inside = 0  # the token at which the list between marks ends that is being read

    def sort_of(self, kind: Hit) -> str:
        """The kind of place that a word for places announces."""
        return self._types.get(" ".join(kind.term.words), "")

    def _member(self, at: int, end: int, before: Chunk) -> Chunk:
        """A name of the list that ``before`` stands in, of which only the list says that it is one."""
        word = self.tokens[at].fold
        glued = self._glued(at) and not self._wadi(at)
        cut = Cut(word[1:], "و") if glued else Cut(word)
        known = self._known(at, end, cut)
        place = known[1] if known is not None and known[0] == end - at else None
        name = surface(self.text, self.tokens, at, end, cut)
        return Chunk(at, end, "place", name, ref=place.id if place else None, sort=before.sort,
                     country=place.country if place else before.country)  # fmt: skip

    def _wadi(self, at: int) -> bool:
        """وادي, وسط: a word of places that begins with و itself."""
        hit = self.at.cue(at, "place_heads", "place_types")
        return hit is not None and not hit.cut.before

    def _glued(self, at: int) -> bool:
        """Is the word joined by و? وتل, وأم: as short as this only before a second word of the name."""
        word = self.tokens[at].fold
        return word[:1] == "و" and (
            len(word) > 3
            or word in HOUSES
            or ((head := self.at.cue(at, "place_heads")) is not None and head.cut.before == "و")
        )

    def _part_end(self, at: int, closing: int) -> int:
        """Where the name that begins here ends in a list between marks: before a comma or a word with و."""
        here = at + 1
        while here < closing and self.tokens[here].kind == "word" and not self._glued(here):
            here += 1
        return here

    def enclosed(self, at: int, last: int) -> int | None:
        """End of the first name of a list between one pair of marks: قرى “**عريضة**، وزنوبيا”, قريتي (**الطويلة**، والكوزلية).

        The list, of names of at most three words, is read by ``more``.
        """
        opening = self.tokens[at - 1].fold
        if opening not in OPENERS or at >= last:
            return None
        closing = next(
            (k for k in range(at, min(last, at + 30)) if self.tokens[k].fold == OPENERS[opening]), None
        )
        if closing is None:
            return None
        here, parts = at, 0
        while here < closing:
            if self.tokens[here].fold in COMMAS:
                here += 1
                continue
            end = self._part_end(here, closing) if self.tokens[here].kind == "word" else here
            told = any(
                h.term.form in ("past", "present")
                for k in range(here, end)
                for h in self.at.any(k)
                if not h.cut.before
            )
            if (
                not 1 <= end - here <= 3
                or told
                or self.at.cue(here, "place_types", "place_refs", "directions")
            ):
                return None
            here, parts = end, parts + 1
        if parts < 2:
            return None
        self._inside = closing
        return self._part_end(at, closing)

    def each_of(self, at: int, last: int) -> Chunk | None:
        """كلا من “**كنصفرة** وعين لاروز”: the first of a list between marks of which one name is known."""
        if (
            self.gazetteer is None
            or at < 3
            or self.tokens[at - 2].fold != "من"
            or self.tokens[at - 3].fold not in _EACH
        ):
            return None
        end = self.enclosed(at, last)
        if end is None:
            return None
        first = self._known(at, end, Cut(self.tokens[at].fold))
        known = (
            self._known(k, self._inside, Cut(self.tokens[k].fold.removeprefix("و")))
            for k in range(at, self._inside)
            if self.tokens[k].kind == "word"
        )
        if not any(
            found is not None and found[1] is not None and found[1].kind in REMEMBERED for found in known
        ):
            self._inside = 0
            return None
        place = first[1] if first is not None and first[0] == end - at else None
        return Chunk(at, end, "place", surface(self.text, self.tokens, at, end, None), ref=place.id if place else None,
                     sort="town", country=place.country if place else "")  # fmt: skip

    def _marked(self, at: int, last: int, before: Chunk) -> Chunk | None:
        """قاعدتي «X» **و«Y»**: a further name of a list of names between marks."""
        if self.tokens[at].fold != "و" or at + 1 >= last or self.tokens[before.last - 1].fold not in QUOTES:
            return None
        end = quoted(self.tokens, at + 1, last, 4)
        if end is None or any(self.tokens[k].kind != "word" for k in range(at + 2, end - 1)):
            return None
        name = surface(self.text, self.tokens, at + 2, end - 1, None)
        return Chunk(at, end, "place", name, sort=before.sort, country=before.country)

    def second_of_two(self, at: int, last: int, before: Chunk) -> Chunk | None:
        """منطقتي X **وY**: after a dual stand two names, whatever the second may mean elsewhere."""
        token = self.tokens[at]
        if (
            before.last != at
            or before.joined
            or token.fold[:1] != "و"
            or len(token.fold) < 4
            or token.kind != "word"
        ):
            return None
        kinds = [self.at.cue(here, "place_types") for here in range(before.first, before.first + 2)]
        if not any(kind is not None and self._dual(kind.term.words[-1]) for kind in kinds):
            return None  # بلدتي X, أطراف **بلدتي** X
        more = self.at.cue(at, "place_types")
        if (
            self._wadi(at)
            or self.at.cue(at, "directions") is not None
            or (more is not None and not more.cut.before.endswith("ال"))
        ):
            return None
        if any(h.term.layer == "actor" for h in self.at.any(at)):
            return None
        verb = any(h.term.form in ("past", "present") for h in self.at.any(at))
        if verb and not (at + 1 < last and self.tokens[at + 1].fold in _LYING_IN):
            return None  # but بلدتي X **وبقين** في ريف Y
        known = self._known(at, last, Cut(token.fold[1:], "و"))
        end = at + (known[0] if known else 1)
        headed = known is not None and known[0] == 1 and self.at.cue(at, "place_heads") is not None
        if (
            (known is None or headed)
            and end < last
            and not token.fold.startswith("وال")
            and (self._continues(end) or self._second(end))
        ):
            end += 1
        return self.with_ending(self._member(at, end, before), last)

    def heads_list(self, chunk: Chunk) -> bool:
        """قرى X, أحياء X: does the word before this place announce several?"""
        kind = self.at.cue(chunk.first, "place_types")
        return kind is not None and " ".join(kind.term.words) in _MANY_OF

    def member(self, at: int, last: int, before: Chunk) -> Chunk | None:
        """أحياء كلابة **والروضة** والتحرير: a further name of a list that a plural announced."""
        end = member_end(self, at, last)
        if end is None or (self.owned(at) and self.of_them(self.tokens[at].fold.removeprefix("و"))):
            return None
        word = self.tokens[at].fold
        cut = Cut(word[1:], "و") if word.startswith("و") and len(word) > 3 else Cut(word)
        known = self._known(at, last, cut)
        place = known[1] if known is not None and at + known[0] >= end else None
        if known is not None and at + known[0] > end:
            end = at + known[0]
        name = surface(self.text, self.tokens, at, end, cut)
        return Chunk(at, end, "place", name, ref=place.id if place else None, sort=place.kind if place else before.sort, country=place.country if place else "")  # fmt: skip

    def _dual(self, word: str) -> bool:
        return word.endswith(("تي", "تا")) or word in _DUALS

    def told_where(self, at: int, last: int, listed: bool = False) -> Chunk | None:
        """في **القطابا** شمال الخوخة: a word that no list knows, which is a place as the words after it tell where it lies."""
        word = self.tokens[at].fold
        if (
            len(word) < 4
            or self.at.any(at)
            or word in PREPOSITIONS
            or self.ordinary(word)
            or self._adverbial(word)
        ):
            return None
        cut = Cut(word[1:], "و") if listed and word[:1] == "و" else Cut(word)
        if cut.before:
            word = cut.stem
            if len(word) < 4 or word in PREPOSITIONS or self.ordinary(word):
                return None
        if self.lexicon.given_name(word) or word in self.no_places or self.owned(at):
            return None
        end = at + 1
        if end < last and not word.startswith("ال") and (self._continues(end) or self._second(end)):
            end += 1
        if end + 1 >= last:
            return None
        side = self.at.cue(end, "directions")
        if side is not None and side.cut.before in ("", "و") and self.tokens[side.last - 1].kind == "word":
            beyond = side.last
            while beyond < last and (more := self.at.cue(beyond, "directions")) is not None:
                beyond = more.last  # شمال **شرقي** أوكرانيا
            wider = beyond < last and self._lies(beyond)
        else:
            kind = self.at.cue(end, "place_types")
            inside = kind is not None and clitic_preposition(kind.cut) == "ب"
            if not inside and self.tokens[end].fold == "علي":
                border = self.at.cue(end + 1, "place_types")
                inside = border is not None and self._types.get(" ".join(border.term.words)) == "border"
                return self._told(at, end, cut) if inside else None
            if not inside and self.tokens[end].fold == "في":
                kind = self.at.cue(end + 1, "place_types")
                inside = kind is not None and not kind.cut.before
            wider = inside and kind is not None and self._types.get(" ".join(kind.term.words)) in _WIDER
        return self._told(at, end, cut) if wider else None

    def _told(self, at: int, end: int, cut: Cut) -> Chunk:
        return Chunk(at, end, "place", surface(self.text, self.tokens, at, end, cut), sort="other")

    def owned(self, at: int) -> bool:
        """معقله, رأسه: a word that ends in a pronoun."""
        token = self.tokens[at]
        return (token.fold.endswith("ه") and not token.ta) or token.fold.endswith(("ها", "هم", "هما"))

    def of_them(self, stem: str) -> bool:
        """الموصل **وغيرها**, عدن ومطارها **ومينائها**, الحدود **وداخله**: a word of what belongs to the place before."""
        whose = stem[:-1]
        return stem.endswith(("ها", "هم", "هما")) or whose in PREPOSITIONS or self.lexicon.common(whose)

    def _lies(self, at: int) -> bool:
        """Can the name begin here of what something lies north of?"""
        word = self.tokens[at].fold
        return (
            word in ("البلاد", "المدينه")
            or self.at.cue(at, "place_types") is not None
            or (self.gazetteer is not None and self.gazetteer.starts(word))
        )

    def _tagged(self, at: int, before: Chunk) -> bool:
        """#X **#Y**: hashtags in a row."""
        return before.last == at and all(
            self.text[self.tokens[k].start - 1 : self.tokens[k].start] == "#" for k in (at, at - 1)
        )

"""Names that no type word introduces: where a place can stand, later in a list, or told before.

Arabic has no capitals, and villages are called Market, Hill or Saleh. A bare name counts only if the
gazetteer knows it and a preposition of place governs it, or it continues a list, or the place is large.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from weakref import WeakKeyDictionary

from marsad.lexicon.compile import Lexicon
from marsad.places.build import COVERED
from marsad.places.gazetteer import Gazetteer
from marsad.places.records import Place
from marsad.reading.place_names import Names
from marsad.reading.records import Chunk
from marsad.reading.scan import (
    COMMAS,
    OPENERS,
    PREPOSITIONS,
    QUOTES,
    At,
    clitic_preposition,
    conjunction,
    quoted,
    surface,
)
from marsad.reading.tables import tables_of
from marsad.reading.time_table import TimeWord
from marsad.text.clitics import Cut, cuts, stems
from marsad.text.fold import fold
from marsad.text.tokens import Token

LOCATIVE = {
    "في",
    "ب",
    "الي",
    "من",
    "قرب",
    "نحو",
    "باتجاه",
    "داخل",
    "خارج",
    "علي",
    "ل",
    "عند",
    "حول",
    "صوب",
    "عبر",
    "بين",
    "وسط",
    "ضمن",
    "قباله",
}
_LARGE = 40_000  # inhabitants; a bare name of a smaller place needs a preposition
_ABROAD = 100_000  # inhabitants; smaller places of far countries bear the names of Arabic words
_REMEMBERED = {"city", "town", "village", "neighbourhood", "camp"}
_KEPT = 1 << 15  # words
_HOUSES = ("ال", "وال")  # آل X: as the name of a quarter or village
_EACH = ("كل", "كلا")
_CLANS = ("بني",)
_DUALS = {"حيي", "مخيمي", "شارعي", "محوري", "ريفي", "ميناءي", "مينايي", "معسكري", "مطاري", "حقلي", "جبلي"}
_LYING = {
    "الواقعه", "الواقعتين", "الواقعات", "التابعه", "التابعتين", "المحاذيه", "القريبه", "القريبتين", "المجاوره", "المتاخمه",
    "المحيطه", "المطله", "الحدوديه",
}  # fmt: skip
_NO_VERB_AFTER = ("في", "علي", "الي", "قرب")
_LEADING = ("الي", "علي", "من", "ل")
_WIDER = {"region", "admin1", "admin2", "city", "town", "coast"}
_ADVERBS = ("offset", "part", "weekday")  # today, in the morning, on Sunday
_BEGINS: WeakKeyDictionary[Gazetteer, dict[str, tuple[Cut, ...]]] = WeakKeyDictionary()


class BareNames(Names):
    """Bare names of one report; it remembers those that a type word introduced."""

    def __init__(
        self, text: str, tokens: Sequence[Token], at: At, lexicon: Lexicon, gazetteer: Gazetteer | None
    ) -> None:
        super().__init__(text, tokens, at, lexicon, gazetteer)
        self._seen: dict[str, tuple[tuple[str, ...], Chunk]] = {}
        self._refs = at.begun(("place_refs",), ())
        self._times = tables_of(lexicon).time
        self._types = lexicon.attributes["place_types"]
        heads = lexicon.knowledge.cues.get("place_heads")
        self._first_words = frozenset(map(fold, heads.exact)) if heads else frozenset()
        self._inside = 0  # the token at which the list between marks ends that is being read
        self._begins = _BEGINS.setdefault(gazetteer, {}) if gazetteer is not None else {}

    def more(self, at: int, last: int, before: Chunk) -> Chunk | None:
        """بلدات X **وY وZ**: a further name of a list whose first had a type word."""
        token = self.tokens[at]
        if token.kind != "word":
            return None
        if at < self._inside:
            return self._member(at, self._part_end(at, self._inside), before)
        if (marked := self._marked(at, last, before)) is not None:
            return marked
        house = token.fold in _HOUSES and "آ" in self.text[token.start : token.end]
        glued = self._glued(at)
        if not glued and not (at > 0 and self.tokens[at - 1].fold in COMMAS):
            return None
        if house and at + 1 < last and self.tokens[at + 1].kind == "word":
            return self._member(at, at + 2, before)
        stem = token.fold[1:] if glued else token.fold
        if (word := self._times.words.get(stem)) is not None and word.role == "weekday":
            return None
        cut = Cut(stem, "و") if glued else Cut(stem)
        headed = (
            self.at.cue(at, "place_heads") is not None
            and at + 1 < last
            and self.tokens[at + 1].kind == "word"
            and (self._second(at + 1) or self._continues(at + 1) or stem in _CLANS)
        )
        if not headed and (
            self._blocked(at)
            or any(hit.term.layer != "demonym" for hit in self.at.any(at) if len(hit.cut.before) <= 1)
        ):
            return None
        if stem in self._none:
            return None
        known = self._known(at, last, cut)
        if (
            not headed
            and (known is None or (known[0] == 1 and not stem.startswith("ال")))
            and (self._ordinary(stem) or stem in PREPOSITIONS or len(stem) < 3)
        ):
            return None
        end = at + (known[0] if known else 1)
        if (
            known is None
            and end < last
            and not stem.startswith("ال")
            and (self._continues(end) or self._second(end))
        ):
            end += 1
        if headed and end == at + 1:
            known, end = None, at + 2
        if known is None and not self._list_goes_on(end, last, glued):
            return None
        if (
            known is None
            and not headed
            and (
                # والمؤدية إلى X tells more of what stands before it; after a comma, مكنتها is a verb.
                (stem.startswith("ال") and end < last and self.tokens[end].fold in _LEADING)
                or (not glued and self._owned(at))
            )
        ):
            return None
        place = known[1] if known else None
        return Chunk(
            at,
            end,
            "place",
            surface(self.text, self.tokens, at, end, cut),
            ref=place.id if place else None,
            sort=before.sort,
            country=place.country if place else before.country,
        )

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

    def _glued(self, at: int) -> bool:
        """Is the word joined by و? وتل, وأم: as short as this only before a second word of the name."""
        word = self.tokens[at].fold
        return word[:1] == "و" and (
            len(word) > 3
            or word in _HOUSES
            or ((head := self.at.cue(at, "place_heads")) is not None and head.cut.before == "و")
        )

    def _wadi(self, at: int) -> bool:
        """وادي, وسط: a word of places that begins with و itself."""
        hit = self.at.cue(at, "place_heads", "place_types")
        return hit is not None and not hit.cut.before

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
            found is not None and found[1] is not None and found[1].kind in _REMEMBERED for found in known
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
        kind = self.at.cue(before.first, "place_types")
        if kind is None or not self._dual(kind.term.words[-1]):
            return None
        more = self.at.cue(at, "place_types")
        if (
            self._wadi(at)
            or self.at.cue(at, "directions") is not None
            or (more is not None and not more.cut.before.endswith("ال"))
        ):
            return None
        if any(h.term.form in ("past", "present") or h.term.layer == "actor" for h in self.at.any(at)):
            return None
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
        return self._member(at, end, before)

    def _dual(self, word: str) -> bool:
        return word.endswith(("تي", "تا")) or word in _DUALS

    def told_where(self, at: int, last: int, listed: bool = False) -> Chunk | None:
        """في **القطابا** شمال الخوخة: a word that no list knows, which is a place as the words after it tell where it lies."""
        word = self.tokens[at].fold
        if (
            len(word) < 4
            or self.at.any(at)
            or word in PREPOSITIONS
            or self._ordinary(word)
            or self._adverbial(word)
        ):
            return None
        cut = Cut(word[1:], "و") if listed and word[:1] == "و" else Cut(word)
        if cut.before:
            word = cut.stem
            if len(word) < 4 or word in PREPOSITIONS or self._ordinary(word):
                return None
        if self.lexicon.given_name(word) or word in self._none or self._owned(at):
            return None
        end = at + 1
        if end < last and not word.startswith("ال") and (self._continues(end) or self._second(end)):
            end += 1
        if end + 1 >= last:
            return None
        side = self.at.cue(end, "directions")
        if side is not None and side.cut.before in ("", "و") and self.tokens[side.last - 1].kind == "word":
            wider = side.last < last and self._lies(side.last)
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

    def _owned(self, at: int) -> bool:
        """معقله, رأسه: a word that ends in a pronoun."""
        token = self.tokens[at]
        return (token.fold.endswith("ه") and not token.ta) or token.fold.endswith(("ها", "هم", "هما"))

    def _told(self, at: int, end: int, cut: Cut) -> Chunk:
        return Chunk(at, end, "place", surface(self.text, self.tokens, at, end, cut), sort="other")

    def _lies(self, at: int) -> bool:
        """Can the name begin here of what something lies north of?"""
        word = self.tokens[at].fold
        return (
            word in ("البلاد", "المدينه")
            or self.at.cue(at, "place_types") is not None
            or (self.gazetteer is not None and self.gazetteer.starts(word))
        )

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

    def bare(
        self, at: int, last: int, before: Chunk | None, preposition: str | Callable[[int], str]
    ) -> Chunk | None:
        """A known name where a place can stand; ``preposition`` governs it, or tells what governs a token."""
        if self.gazetteer is None:
            return None
        token = self.tokens[at]
        if token.kind != "word" or token.fold in PREPOSITIONS or self._led_to(at):
            return None
        if at in self._refs and (ref := self.at.cue(at, "place_refs")) is not None:
            return Chunk(
                at, at + 1, "place", surface(self.text, self.tokens, at, at + 1, ref.cut), sort="ref"
            )
        if (seen := self._named_before(at, last)) is not None:
            return seen
        for cut in self._beginnings(token.fold):
            known = self._known(at, last, cut)
            if known is None or (place := known[1]) is None:
                continue
            size = known[0]
            if size == 1 and token.fold in self._none and not token.fold.startswith("ال"):
                continue
            if cut.before and size == 1 and (len(cut.stem) < 4 or token.fold in self.lexicon.common_list):
                continue
            name = " ".join([cut.stem, *(t.fold for t in self.tokens[at + 1 : at + size])])
            governing = preposition if isinstance(preposition, str) else preposition(at)
            if not self._plausible(at, size, name, cut, place, before, governing):
                continue
            return Chunk(
                at,
                at + size,
                "place",
                surface(self.text, self.tokens, at, at + size, cut),
                ref=place.id,
                sort=place.kind,
                country=place.country,
            )
        return None

    def _led_to(self, at: int) -> bool:
        """وأدى (and led to), which folds into وادي, the valley."""
        token = self.tokens[at]
        return token.fold == "وادي" and "أ" in self.text[token.start : token.end]

    def nameless(self, word: str) -> bool:
        """Can no name begin with this word, neither of the gazetteer nor told before?"""
        if self._beginnings(word):
            return False
        return not self._seen or self._seen.keys().isdisjoint(stems(word))

    def _beginnings(self, word: str) -> tuple[Cut, ...]:
        """The cuts of a word whose stem begins a name of the gazetteer: of most words none, so that it is kept by word."""
        found = self._begins.get(word)
        if found is None:
            starts = self.gazetteer.starts if self.gazetteer is not None else bool
            found = tuple(c for c in cuts(word) if not c.after and starts(c.stem))
            if len(found) and word in self.lexicon.common_list:
                # برأس العين: the clitic before a common word is one only where a name of two words begins.
                found = tuple(c for c in found if not c.before or c.stem in self._first_words)
            if len(self._begins) < _KEPT:
                self._begins[word] = found
        return found

    def remember(self, chunk: Chunk) -> None:
        """Keep a name that a type word introduced: later it stands alone (بلدة النيرب … قصف النيرب)."""
        names = [w for w in fold(chunk.name).split() if w]
        if chunk.sort in _REMEMBERED and 1 <= len(names) <= 3 and len(names[0]) > 3:
            self._seen.setdefault(names[0], (tuple(names), chunk))

    def _named_before(self, at: int, last: int) -> Chunk | None:
        if not self._seen or self._seen.keys().isdisjoint(stems(self.tokens[at].fold)):
            return None
        for cut in cuts(self.tokens[at].fold):
            found = self._seen.get(cut.stem) if not cut.after else None
            if found is None:
                continue
            names, chunk = found
            here = [t.fold for t in self.tokens[at + 1 : min(last, at + len(names))]]
            if here == list(names[1:]):
                name = surface(self.text, self.tokens, at, at + len(names), cut)
                return Chunk(
                    at, at + len(names), "place", name, ref=chunk.ref, sort=chunk.sort, country=chunk.country
                )
        return None

    def _plausible(
        self, at: int, size: int, name: str, cut: Cut, place: Place, before: Chunk | None, preposition: str
    ) -> bool:
        follows = at > 0 and self.tokens[at - 1].fold in _NO_VERB_AFTER
        if size == 1 and any(
            (hit.term.layer == "rule" and not (follows and hit.term.form in ("past", "present")))
            or (hit.term.layer == "demonym" and not hit.cut.after)
            for hit in self.at.any(at)
        ):
            return False
        governed = (clitic_preposition(cut) or preposition) in LOCATIVE
        listed = (
            before is not None
            and before.kind == "place"
            and before.last <= at
            and (
                conjunction(cut)
                or (at > 0 and self.tokens[at - 1].fold in COMMAS)
                or self._tagged(at, before)
            )
            and at - before.last <= 1
        )
        large = place.kind in ("country", "admin1") or place.population >= _LARGE
        following = self.tokens[at + size].fold if at + size < len(self.tokens) else ""
        if size == 1 and name.startswith("ال") and following in ("الي", "ل", "في", "بين", "علي"):
            return large and governed and not self.lexicon.common(name) and following in ("في", "بين")
        if size == 1 and (self.lexicon.given_name(name) or len(name) < 3):
            return False
        if (
            size == 1
            and place.country not in COVERED
            and place.kind != "country"
            and place.population < _ABROAD
        ):
            return False
        if self.lexicon.common(name) and size == 1:
            curated = place.source == "marsad" and listed  # a name reporting uses, in a list of places
            return curated or (large and governed and not self.gazetteer_common(name))
        if cut.before and not governed and not listed and not conjunction(cut):
            return False
        return governed or listed or large or size > 1

    def _tagged(self, at: int, before: Chunk) -> bool:
        """#X **#Y**: hashtags in a row."""
        return before.last == at and all(
            self.text[self.tokens[k].start - 1 : self.tokens[k].start] == "#" for k in (at, at - 1)
        )

    def known_name(self, at: int, last: int) -> Chunk | None:
        """A known name of two words or more that begins here: الشيخ مقصود is a quarter, not a sheikh."""
        if self.gazetteer is None:
            return None
        for cut in cuts(self.tokens[at].fold):
            if not cut.after and self.gazetteer.starts(cut.stem):
                known = self._known(at, last, cut)
                if known is not None and known[0] >= 2:
                    size, place = known
                    return Chunk(
                        at,
                        at + size,
                        "place",
                        surface(self.text, self.tokens, at, at + size, cut),
                        ref=place.id if place else None,
                        sort=place.kind if place else "other",
                        country=place.country if place else "",
                    )
        return None


def _is_day(word: TimeWord) -> bool:
    """Today, Sunday, the morning, or the noun before the name of a day: يوم."""
    return word.role in _ADVERBS or (word.unit == "day" and word.count == 1)

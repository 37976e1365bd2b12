"""Names that no type word introduces: where a place can stand, later in a list, or told before.

Arabic has no capitals, and villages are called Market, Hill or Saleh. A bare name counts only if the
gazetteer knows it and a preposition of place governs it, or it continues a list, or the place is large.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from weakref import WeakKeyDictionary

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.word_classes import word_class
from marsad.places.build import COVERED
from marsad.places.gazetteer import Gazetteer
from marsad.places.records import SETTLEMENTS, Place
from marsad.reading.grammar.scan import (
    COMMAS,
    PREPOSITIONS,
    At,
    clitic_preposition,
    conjunction,
    preposition_on,
    surface,
)
from marsad.reading.names.banks import BANKS, SIDES, bank
from marsad.reading.names.labels import LARGE, opens_a_line
from marsad.reading.names.no_members import LEADING, LEADING_ON, NOW, tells_on
from marsad.reading.names.place_lists import CLANS, HOUSES, REMEMBERED
from marsad.reading.names.struck_names import LOCATIVE, VALLEY, StruckNames
from marsad.reading.records import Chunk
from marsad.text.clitics import Cut, cuts, heads, length, stems
from marsad.text.fold import fold
from marsad.text.tokens import Token

_ALONE = word_class("places_by_word_alone")
_SHORT = word_class("towns_of_few_letters")
_BEFORE_THEM = ("ب", "وب")
_WORDS_TOO = {
    "جده",
    "سرت",
    "قنا",
    "يطا",
    "غاو",
}  # behind "and" a grandmother, she walked and the like, but for lists of places
_IBB = "اب"
_ABROAD = 100_000  # inhabitants; smaller places of far countries bear the names of Arabic words
_WIDE = {"region", "admin1", "admin2", "city", "town"}
_TOWNS = ("city", "town", "admin1", "admin2", "country")
_KEPT = 1 << 15  # words
_NO_VERB_AFTER = ("في", "علي", "الي", "قرب")
_IN = {"في", "وفي"}
_LEADING_WORDS = word_class("leads_to_a_name")
_PAIR = 2  # words of a name
_WAYS = {
    "الطريق",
    "طريق",
    "الواصل",
    "الرابط",
    "الدولي",
    "السريع",
}  # road (twice), linking (twice), international, fast
_PARTS_OF_THE_BODY = word_class("parts_of_the_body")
_BEFORE_VERBS = {"ما", "لم", "لن", "قد", "سوف", "لكي", "كي"}  # what, not, did, will, so that
_FALLS = {"مسقط"}  # the capital of Oman, or (before "head") where somebody was born
_ADJECTIVES = {"سلميه"}  # a town, or "peaceful"
_SAY_MORE = {"لا", "لم", "ليس", "لن"}  # not: more is told of a scene
# By word the cuts of it that a name of the gazetteer may begin with; None where no given name begins with it either.
_Begins = dict[str, tuple[Cut, ...] | None]
_BEGINS: WeakKeyDictionary[Gazetteer, dict[str, _Begins]] = WeakKeyDictionary()
_UNSEEN: tuple[Cut, ...] = (Cut("unseen"),)


class BareNames(StruckNames):
    """Bare names of one report; it remembers those that a type word introduced."""

    def __init__(
        self, text: str, tokens: Sequence[Token], at: At, lexicon: Lexicon, gazetteer: Gazetteer | None
    ) -> None:
        super().__init__(text, tokens, at, lexicon, gazetteer)
        self._seen: dict[str, tuple[tuple[str, ...], Chunk]] = {}
        self._cores: list[
            str
        ] = []  # of their first words what any word has that they are a stem of, see ``stems``
        self._refs = at.begun(("place_refs",), ())
        self._first_words = lexicon.listed("place_heads")
        known = _BEGINS.setdefault(gazetteer, {}) if gazetteer is not None else {}
        self._begins = known.setdefault(lexicon.digest, {})

    def more(self, at: int, last: int, before: Chunk) -> Chunk | None:
        """بلدات X **وY وZ**: a further name of a list whose first had a type word."""
        token = self.tokens[at]
        if token.kind != "word":
            return None
        if at < self._inside:
            return self._member(at, self._part_end(at, self._inside), before)
        if (marked := self._marked(at, last, before)) is not None:
            return marked
        house = token.fold in HOUSES and "آ" in self.text[token.start : token.end]
        glued = self._glued(at)
        apart = not glued and at > 0 and self.tokens[at - 1].fold == "و"  # الفطيرة **و** فليفل
        if not glued and not apart and not (at > 0 and self.tokens[at - 1].fold in COMMAS):
            return None
        if house and at + 1 < last and self.tokens[at + 1].kind == "word":
            return self._member(at, at + 2, before)
        stem = token.fold[1:] if glued else token.fold
        if (word := self._times.words.get(stem)) is not None and word.role in ("weekday", "offset"):
            return None
        if stem in NOW:
            return None
        cut = Cut(stem, "و") if glued else Cut(stem)
        headed = (
            self.at.cue(at, "place_heads") is not None
            and at + 1 < last
            and self.tokens[at + 1].kind == "word"
            and (
                self._second(at + 1)
                or self._continues(at + 1)
                or stem in CLANS
                or self._seconded(at, last, glued)
            )
        )
        listed = self._known(at, last, cut) if glued else None
        if listed is not None and listed[0] > 1 and listed[1] is not None:
            headed = True  # وعين ذكر: a name of two words, though the first is a verb elsewhere
        elif not headed and (
            self._blocked(at)
            or any(hit.term.layer != "demonym" for hit in self.at.any(at) if len(hit.cut.before) <= 1)
        ):
            return None
        if stem in self.no_places:
            return None
        if before.sort == "vicinity" and self.at.cue(at, "directions") is not None:
            return None  # الأطراف الجنوبية **والشرقية**
        known = self._known(at, last, cut)
        if (
            not headed
            and (known is None or (known[0] == 1 and not stem.startswith("ال")))
            and (self.ordinary(stem) or stem in PREPOSITIONS or len(stem) < 3)
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
        if known is None and not self._list_goes_on(end, last, glued or apart):
            return None
        if (
            known is None
            and not headed
            and (
                # والمؤدية إلى X tells more of what stands before it; after a comma, مكنتها is a verb.
                (stem.startswith("ال") and end < last and self.tokens[end].fold in LEADING)
                or (self.owned(at) and (not (glued or apart) or self.of_them(stem)))
            )
        ):
            return None
        if not headed and end == at + 1 and tells_on(self, at, last, stem, known is not None):
            return None
        place = known[1] if known else None
        found = Chunk(
            at,
            end,
            "place",
            surface(self.text, self.tokens, at, end, cut),
            ref=place.id if place else None,
            sort="town" if before.sort == "vicinity" else before.sort,
            country=place.country if place else before.country,
        )
        return self.with_ending(found, last)

    def _seconded(self, at: int, last: int, glued: bool) -> bool:
        """قرى X **ومعرة حرمة** وY: is the word after the first word of names its second, though an ordinary one elsewhere?"""
        word = self.tokens[at + 1]
        return (
            glued
            and word.fold[:1] not in ("و", "ب", "ل")
            and word.fold not in PREPOSITIONS
            and not self._stops(at + 1)
            and not any(hit.term.layer in ("rule", "actor", "demonym") for hit in self.at.any(at + 1))
            and self._list_goes_on(at + 2, last, glued)
        )

    def bare(
        self, at: int, last: int, before: Chunk | None, preposition: str | Callable[[int], str]
    ) -> Chunk | None:
        """A known name where a place can stand; ``preposition`` governs it, or tells what governs a token."""
        if self.gazetteer is None:
            return None
        token = self.tokens[at]
        if token.kind != "word" or token.fold in PREPOSITIONS or (token.fold == VALLEY and self._led_to(at)):
            return None
        if at in self._refs and (ref := self.at.cue(at, "place_refs")) is not None:
            named = self._known(at, last, Cut(token.fold))
            if named is not None and named[0] > 1 and (place := named[1]) is not None:
                # **المنطقة الخضراء**, **المدينة المنورة**: a name, and no city told before
                name = surface(self.text, self.tokens, at, at + named[0], None)
                return Chunk(
                    at, at + named[0], "place", name, ref=place.id, sort=place.kind, country=place.country
                )
            return Chunk(
                at, at + 1, "place", surface(self.text, self.tokens, at, at + 1, ref.cut), sort="ref"
            )
        if token.fold in BANKS and (found := bank(self.text, self.tokens, at, last)) is not None:
            return found
        if self._seen and (seen := self._named_before(at, last)) is not None:
            return seen
        for cut in self._beginnings(token.fold):
            known = self._known(at, last, cut)
            if known is None or (place := known[1]) is None:
                continue
            size = known[0]
            if clitic_preposition(cut) and self._preceded(at):
                continue  # غارة على **بليدا**: two prepositions govern no one name
            if size == 1 and token.fold in self.no_places and not token.fold.startswith("ال"):
                continue
            short = len(cut.stem) < 4 or token.fold in self._common
            if cut.before and size == 1 and short and not self._known_so(at, cut, before):
                continue  # اغتيال ضابط **بعدن**, في حلب **وحمص**: few names are so short and no other word
            name = " ".join([cut.stem, *(t.fold for t in self.tokens[at + 1 : at + size])])
            if name in SIDES:
                continue
            governing = preposition if isinstance(preposition, str) else preposition(at)
            if not self._plausible(at, size, name, cut, place, before, governing):
                continue
            found = Chunk(
                at,
                at + size,
                "place",
                surface(self.text, self.tokens, at, at + size, cut),
                ref=place.id,
                sort=place.kind,
                country=place.country,
            )
            return self.with_ending(found, last)
        return None

    def _known_so(self, at: int, cut: Cut, before: Chunk | None) -> bool:
        """كمين **بحمص**, في حلب **وتعز**: one of the few towns that are read behind a clitic, though what is left of the word is short."""
        if cut.stem not in _SHORT:
            return False
        listed = before is not None and before.kind == "place" and before.last == at
        return cut.before in _BEFORE_THEM or (cut.before == "و" and (listed or cut.stem not in _WORDS_TOO))

    def _preceded(self, at: int) -> bool:
        """Does a preposition stand right before this word as a word of its own?"""
        return at > 0 and self.tokens[at - 1].fold.removeprefix("و") in _LEADING_WORDS

    def nameless(self, word: str) -> bool:
        """Can no name begin with this word, neither of the gazetteer nor given to people nor of a place told before?"""
        found = self._begins.get(word, _UNSEEN)
        if found is _UNSEEN:
            found = self._begin(word)
        return found is None and (not self._cores or not self._told_before(word))

    def _told_before(self, word: str) -> bool:
        """Can the word, with or without clitics, be the first of a name that was told before?"""
        for core in self._cores:  # for nearly every word it is enough that it has none of them
            if core in word:
                return not self._seen.keys().isdisjoint(stems(word))
        return False

    def _beginnings(self, word: str) -> tuple[Cut, ...]:
        """The cuts of a word whose stem begins a name of the gazetteer."""
        found = self._begins.get(word, _UNSEEN)
        return (self._begin(word) if found is _UNSEEN else found) or ()

    def _begin(self, word: str) -> tuple[Cut, ...] | None:
        """What ``_begins`` keeps of a word: most begin no name."""
        likely = list(heads(word))
        if word in self._common:
            # برأس العين: the clitic before a common word is one only where a name of two words begins.
            likely = [part for part in likely if not part[1] or part[0] in self._first_words]
        elif word[:1] == "و" and word[1:] in self._common:
            # وكبيرة, وبالتالي: "and", and no further clitic of the word behind it.
            likely = [part for part in likely if part[1] in ("", "و") or part[0] in self._first_words]
        starts = self.gazetteer.starts if self.gazetteer is not None else bool
        likely = [part for part in likely if starts(part[0])]
        if len(likely) > 1:
            likely.sort(key=length)
        found: tuple[Cut, ...] | None = tuple([Cut(stem, before) for stem, before, _ in likely])
        given = self.lexicon.given_name
        if not found and not given(word) and not (word[:1] == "و" and given(word[1:])):
            found = None
        if len(self._begins) < _KEPT:
            self._begins[word] = found
        return found

    def remember(self, chunk: Chunk) -> None:
        """Keep a name that a type word introduced: later it stands alone (بلدة النيرب … قصف النيرب)."""
        names = fold(chunk.name).split()
        if chunk.sort not in REMEMBERED or not 1 <= len(names) <= 3 or len(names[0]) <= 3:
            return
        if names[0] not in self._seen:
            self._seen[names[0]] = (tuple(names), chunk)
            self._cores.append(names[0][2:-1])

    def _named_before(self, at: int, last: int) -> Chunk | None:
        word = self.tokens[at].fold
        if not self._told_before(word):
            return None
        for cut in cuts(word):
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

    def _ends_a_road(self, at: int) -> bool:
        """الطريق الرابط بين **الأبيض** وبارا: one of the towns that a road runs between, though an ordinary word elsewhere."""
        return (
            at > 1
            and self.tokens[at - 1].fold == "بين"
            and self.tokens[at - 2].fold in _WAYS
            and at + 1 < len(self.tokens)
            and self.tokens[at + 1].fold.startswith("و")
            and self.at.cue(at, "place_heads") is None  # بين **أم** ولد وX
        )

    def _plausible(
        self, at: int, size: int, name: str, cut: Cut, place: Place, before: Chunk | None, preposition: str
    ) -> bool:
        if size == 1 and self._ends_a_road(at) and place.kind in SETTLEMENTS:
            return True
        follows = (at > 0 and self.tokens[at - 1].fold in _NO_VERB_AFTER) or name in self._no_verbs
        if size == 1 and name in _ALONE and self.tokens[at - 1].fold in _IN:
            return (
                place.country in COVERED or place.kind == "country"
            )  # في **مالي**: no adjective stands there
        for hit in self.at.any(at) if size == 1 else ():
            layer = hit.term.layer
            if (layer == "rule" and not (follows and hit.term.form in ("past", "present"))) or (
                layer == "demonym" and not hit.cut.after
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
        if size == 1 and at and self.at.cue(at - 1, "means") is not None and not governed:
            return False  # بصاروخي **بركان**: what the weapon is called
        if size == 1 and listed and not governed and not conjunction(cut):
            ahead = self.tokens[at + 1].fold if at + 1 < len(self.tokens) else ""
            if ahead in LEADING_ON:
                return False  # ، **مؤدية** إلى مقتل X
        large = place.kind in ("country", "admin1") or place.population >= LARGE
        following = self.tokens[at + size].fold if at + size < len(self.tokens) else ""
        if (
            following == ":"
            and not cut.before
            and place.kind in _TOWNS
            and (at == 0 or self.tokens[at - 1].kind != "word")
        ):
            governed = True  # **مأرب**: اعترض التحالف …: the town a line is headed with
        if size == 1 and (following == "والاخري" or (following[:3] == "راس" and name in _FALLS)):
            return False  # بين **الفينة** والأخرى, **مسقط** رأسه
        before_it = self.tokens[at - 1].fold if at else ""
        told_of = large and place.country in COVERED
        if size == 1 and (
            before_it in _BEFORE_VERBS or (before_it == "ان" and name[0] == "ي" and not told_of)
        ):
            return False  # ما **مكن** الجيش من التقدم, دون أن **يبين** طبيعته: towns are called so elsewhere
        alone = not (governed or listed or cut.before)
        if size == 1 and alone and name.endswith("ا") and before_it.endswith("ا"):
            return False  # حصارا **تاما**: an adjective in the case of its noun
        if size == 1 and name.startswith("ال") and before_it.startswith("ال") and following == "عن":
            return False  # المناطق **الخارجة** عن سيطرته
        if name in _PARTS_OF_THE_BODY or (size == _PAIR and preposition_on(self.text, self.tokens[at + 1])):
            return False  # قتل بطلق ناري في **الرأس** على طريق X: no village called Ras Ali
        if size == 1 and name in _ADJECTIVES and alone:
            return False  # احتجاجات **سلمية**
        if size == 1 and name.startswith("ال") and following in ("الي", "ل", "في", "بين", "علي"):
            if self.lexicon.common(name) or not governed or following not in ("في", "بين"):
                return False
            return large or (following == "في" and self._inside_of(at + 2))  # في **الحوطة** في محافظة لحج
        if size == 1 and (self.lexicon.given_name(name) or (len(name) < 3 and not self._ibb(at, name))):
            # في صنعاء **وعمران**: a governorate called like a man, after another place of its country
            return listed and before is not None and self._governorate(name, before.country)
        if opens_a_line(self, at, at + size, name):
            return True
        if (
            size == 1
            and place.country not in COVERED
            and place.kind != "country"
            and place.population < _ABROAD
        ):
            return False
        if self.lexicon.common(name) and size == 1 and not self._ibb(at, name):
            curated = place.source == "marsad" and (
                listed or (governed and name in _ALONE)
            )  # a name reporting uses
            if conjunction(cut) and not listed:
                return False  # في أمن **وأمان**: joined to no place
            if following in _SAY_MORE or following[:1] == "ي":
                return False  # في **مشهد** يعكس …: a scene, which is told more about, and not Mashhad
            return curated or (large and governed and not self.gazetteer_common(name))
        if cut.before and not governed and not listed and not conjunction(cut):
            return False
        return governed or listed or large or size > 1

    def _inside_of(self, at: int) -> bool:
        """في الحوطة في **محافظة لحج**: a word for a region or a town, which the place before lies in."""
        kind = self.at.cue(at, "place_types") if at < len(self.tokens) else None
        return kind is not None and not kind.cut.before and self.sort_of(kind) in _WIDE

    def _governorate(self, name: str, country: str) -> bool:
        places = self.gazetteer.lookup(name) if self.gazetteer is not None else ()
        return any(place.kind == "admin1" and place.country == country for place in places)

    def _ibb(self, at: int, name: str) -> bool:
        """**إب**, the city: so written it is neither father nor August."""
        return name == _IBB and "إ" in self.text[self.tokens[at].start : self.tokens[at].end]

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

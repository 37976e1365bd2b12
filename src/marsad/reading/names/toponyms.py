"""Place names in running text that a word announces: a type word and its name, a direction and its name."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.word_classes import word_class
from marsad.places.gazetteer import Gazetteer
from marsad.reading.grammar.scan import (
    COMMAS,
    PREPOSITIONS,
    QUOTES,
    At,
    clitic_preposition,
    quoted,
    surface,
)
from marsad.reading.names.bare_names import BareNames
from marsad.reading.names.borders import both_states
from marsad.reading.names.lands import CAPITAL, named_behind, of_a_country
from marsad.reading.names.longer_names import whole_name, with_its_kind
from marsad.reading.names.roads import ROADS, between_its_ends, second_end
from marsad.reading.names.site_names import (
    HOUSE_KINDS,
    called_after,
    called_like,
    first_of_quarters,
    first_of_villages,
    quarter,
    titled_site,
)
from marsad.reading.records import Chunk
from marsad.text.clitics import Cut, cuts
from marsad.text.tokens import Token

_QUARTER = "حي"
_QUARTERS = {"احياء", "حارات"}
_SETTLEMENTS = {"city", "town", "village", "neighbourhood"}
_THE_SHEIKH = "الشيخ"
_FIRST_OF_TWO = {"بيت", "بير", "خراب"}  # house, well, ruins: the first words of many names of villages
_SITES = {"site", "base", "road", "crossing"}
_OLD = {"البلده", "المدينه"}  # the (old) town
_AMID = "وسط"  # the middle of, or amid
_SETTLED = {"قريه", "بلده", "مدينه", "حي", "ناحيه", "مخيم"}  # village, town, city, quarter, subdistrict, camp
_CALLED_AFTER = word_class("called_after_somebody")
_BLOC = "كتله"  # a bloc (in parliament), a mass
_CENTRE = "مركز"  # a centre
_LEADING_ON = {"من", "في"}  # of, in
_FARMS = "مزارع"  # farms; also a farmer
_BEFELL = word_class("befell_somebody")
_HAVE_SIDES = {"ريف", "مدخل"}  # countryside, entrance
_OUTER = {"vicinity", "front"}  # words that lean on another place: محيط مدينة X


def _listed(tokens: Sequence[Token]) -> bool:
    """بلدتي "كفرتعال، وكفرعمة": several names between one pair of marks."""
    return any(t.kind != "word" or t.fold.startswith("و") for t in tokens[1:])


class Toponyms(BareNames):
    """The place finder for one report."""

    def __init__(
        self, text: str, tokens: Sequence[Token], at: At, lexicon: Lexicon, gazetteer: Gazetteer | None
    ) -> None:
        super().__init__(text, tokens, at, lexicon, gazetteer)

    def typed(self, at: int, last: int, depth: int = 0) -> Chunk | None:
        """مدينة X, ريف X الجنوبي, شمال شرقي X, طريق X – Y: begins at a type word or a direction."""
        if self._led_to(at):
            return None
        begun = self.at.begun_at(at)
        direction = begun.get("directions")
        if direction is not None and not direction.cut.after:
            if direction.cut.before.endswith("ال") and self.tokens[at].fold.endswith(("ي", "يه")):
                return None  # an adjective of what stands before it
            if direction.cut.before.endswith("ال") and self._joined_region(direction.last, last):
                name = surface(self.text, self.tokens, at, direction.last, direction.cut)
                return Chunk(at, direction.last, "place", name, sort="direction")
            if direction.cut.before.endswith("ال") and self._ends_there(direction.last, last):
                return None  # اتهم **الغرب** بعرقلة الحل: what has the article is annexed to nothing
            return self._directed(at, direction.last, last, depth, direction.cut)
        kind = begun.get("place_types")
        if kind is not None and self.tokens[at].fold == _BLOC:
            return None  # no hill with "like" before it
        if self.tokens[at].fold == _FARMS and at and self.tokens[at - 1].fold.removeprefix("و") in _BEFELL:
            return None  # أصيب **مزارع** شرق خانيونس: a farmer
        if (
            kind is not None
            and clitic_preposition(kind.cut) == "ك"
            and at
            and self.at.cue(at - 1, "place_types")
        ):
            return None  # مدينة **كريفي ريه**: the name begins so
        if (
            kind is not None
            and kind.term.words[-1] != _QUARTER
            and self.at.cue(kind.last, "place_refs")
            and self._types.get(" ".join(kind.term.words))
            in (
                "vicinity",
                "site",
                "region",
                "neighbourhood",
                "road",
            )
        ):
            return Chunk(
                at,
                kind.last + 1,
                "place",
                surface(self.text, self.tokens, at, kind.last + 1, kind.cut),
                sort="ref",
                near=True,
            )
        if kind is None or kind.cut.after or kind.cut.before.endswith("ال"):
            if kind is None or not kind.cut.before.endswith("ال") or kind.cut.after:
                return None
            return self._adjectival(at, kind.last, last, kind.cut)
        sort = self._types.get(" ".join(kind.term.words), "other")
        here = kind.last
        tokens = self.tokens
        while here < last and tokens[here].fold in _FILLERS:
            here += 1
        if here >= last:
            return None
        if tokens[here].fold == _BETWEEN:
            return None  # طريق **بين** X وY: a road by no name
        if tokens[here].fold in _MORE_OF_THEM and " ".join(kind.term.words) in _PLURALS:
            return None  # قرى جديدة: further ones, not one called so
        if sort in _GROUPED and (second := self.at.cue(here, "place_types")) and second.cut.before == "و":
            # قرى وبلدات X, أحياء وقرى محافظة X: one list under two type words.
            inner = self.typed(here, last, depth + 1)
            return replace(inner, first=at, prep="") if inner is not None else None
        if sort == "vicinity" and (unnamed := self._whole(here, last)) is not None:
            return Chunk(at, unnamed, "place", surface(self.text, tokens, at, unnamed, kind.cut), sort="part")
        nested = self.at.cue(here, "place_types", "directions")
        if nested is not None and clitic_preposition(nested.cut):
            return None  # قرية بريف X: a village that is not named
        if sort == "site" and self._lies_in(here, last):
            return None  # سوق **بصعدة**: the market has no name, and the town is one of its own
        if depth < 3 and nested is not None:
            inner = self.typed(here, last, depth + 1)
            if inner is not None:
                name = (
                    inner.name
                    if sort in _OUTER or (sort == "region" and not self._side_of(kind.term.words[-1], inner))
                    else surface(self.text, tokens, at, inner.last, kind.cut)
                )
                closing = self._trailing(inner.last, last) if sort in ("region", "vicinity") else inner.last
                if closing > inner.last:
                    name = surface(self.text, tokens, at, closing, kind.cut)  # ريف محافظة X **الجنوبي**
                return Chunk(
                    at,
                    closing,
                    "place",
                    name,
                    ref=inner.ref,
                    sort=inner.sort if sort in _OUTER else sort,
                    country=inner.country,
                    near=sort in _OUTER,
                )
        end, place = self._name(here, last, cued=True)
        if place is None and kind.term.words[-1] == _AMID and self._amid(here):
            return None  # **وسط غضب** شعبي: amid anger
        if sort in _GROUPED and (first := self.enclosed(here, last)) is not None:
            end, place = first, place if end == first else None
        elif tokens[here - 1].fold in QUOTES and (closed := quoted(tokens, here - 1, last, 4)):
            if end is None:
                end = closed - 1
            elif end < closed - 1 and not _listed(tokens[here : closed - 1]):
                end, place = (
                    closed - 1,
                    None,
                )  # منطقة "درع الفرات": the name is all that stands between the marks
        if kind.term.words[-1] == _CENTRE and (bearer := called_after(self, here, last)) is not None:
            # مركز **خليل السكاكيني الثقافي**: a house, and no region
            end, place, sort = bearer, None, "site"
            if end < last and tokens[end].fold in HOUSE_KINDS:
                end += 1
        if (
            end is None
            and " ".join(kind.term.words) in _SINGULAR
            and with_its_kind(self, at, last, kind) is None
        ):
            end = self._definite(here) or quarter(self, kind.term.words[-1], here)
        if end is None and " ".join(kind.term.words) in _NAMED:
            end = self._indefinite(here, last, " ".join(kind.term.words) in _DISTRICTS)
        if end is None and " ".join(kind.term.words) in _SETTLED and called_like(self, here):
            end = here + 1
        if end is None and sort == "site" and not _CALLED_AFTER.isdisjoint(kind.term.words):
            party = self.at.layer(here, "actor")
            if party is not None and party.cut.before in ("", "ال"):
                end = party.last  # مستشفى شهداء الأقصى: called after them, and no party itself
        if end is None and kind.term.words[-1] in _QUARTERS:
            end = first_of_quarters(self, here, last)
        if end is None and " ".join(kind.term.words) in _PLURALS:
            end = first_of_villages(self, here, last)
        if end is None and sort in _SETTLEMENTS and tokens[here].fold == _THE_SHEIKH and here + 1 < last:
            end = here + 2 if tokens[here + 1].kind == "word" else None  # قرية **الشيخ علي**
        if end is None and sort in _SETTLEMENTS and tokens[here].fold in _FIRST_OF_TWO and here + 1 < last:
            end = (
                here + 2
                if tokens[here + 1].kind == "word"
                and tokens[here + 1].fold not in PREPOSITIONS
                and not tokens[here + 1].fold.startswith("و")
                else None
            )  # مستوطنة **بيت إيل**, قرية **بئر عجم**
        if end is None and sort in _SITES:
            end = called_after(self, here, last) or titled_site(self, here, last)
        if end is None and sort == "base" and tokens[here].kind == "number":
            end = here + 1  # معسكر 21
        if end is None:
            whole = with_its_kind(self, at, last, kind)
            if whole is None:
                return None
            end, place = whole
            longer = end - here > 1 and sort in _SETTLEMENTS
            start, cut = (here, None) if longer else (at, kind.cut)  # مدينة **جسر الشغور**
            name = surface(self.text, tokens, start, end, cut)
            return Chunk(at, end, "place", name, ref=place.id if place else None, sort=place.kind if place else sort,
                         country=place.country if place else "")  # fmt: skip
        if sort in _BEARING:
            end, place = whole_name(self, at, last, kind.cut, end, place)
        closing = end
        if end < last and tokens[end].fold in QUOTES and tokens[here - 1].fold in QUOTES:
            closing = end + 1
        elif sort in ("road", "front") and end < last:
            closing = second_end(self, end, last)
        if sort in ("region", "vicinity", "admin1", "neighbourhood"):
            closing = self._trailing(closing, last)
        if sort in ("city", "town", "village") and not depth:
            closing = self._trailing(closing, last) if self._a_side_of_two(here, end, last) else closing
        start = here if sort in ("city", "town", "village") or kind.term.words[-1] in _TWO_OF_THEM else at
        name = surface(self.text, tokens, start, closing, kind.cut if start == at else None)
        if start == here:
            name = name.strip("\"“”«»'")
        elif closing > end:
            name = name.translate(_UNQUOTED)
        return Chunk(
            at,
            closing,
            "place",
            name,
            ref=place.id if place else None,
            sort=sort,
            country=place.country if place else "",
            near=sort == "vicinity",
        )

    def _a_side_of_two(self, at: int, end: int, last: int) -> bool:
        """بلدة **الكرك الشرقي**: an adjective without the ending of "town" is part of what the town is called."""
        return (
            end == at + 1
            and end < last
            and self.tokens[at].fold.startswith("ال")
            and not self.tokens[at].ta
            and self.tokens[end].fold.endswith("ي")
        )

    def _joined_region(self, at: int, last: int) -> bool:
        """غارات على **الجنوب** والبقاع: a region with the article is joined to one that is called by a direction."""
        word = self.tokens[at].fold if at < last else ""
        return (
            word.startswith("وال")
            and self.at.cue(at, "directions") is None
            and (known := self._known(at, last, Cut(word[1:], "و"))) is not None
            and known[1] is not None
        )

    def _ends_there(self, at: int, last: int) -> bool:
        """Is no adjective or place behind a direction with the article?"""
        if at >= last or self.tokens[at].kind != "word" or self.at.cue(at, "directions") is not None:
            return False
        word = self.tokens[at].fold
        return (
            not word.startswith(("ال", "ل"))
            and word not in _LEADING_ON
            and self._known(at, last, Cut(word)) is None
        )

    def _directed(self, at: int, here: int, last: int, depth: int, cut: Cut) -> Chunk | None:
        tokens = self.tokens
        while here < last and (self.at.cue(here, "directions") or tokens[here].fold in ("-", "من", "ال")):
            step = self.at.cue(here, "directions")
            here = step.last if step else here + 1
        if here >= last or depth > 2:
            return None
        if tokens[here].fold in _WHOLES:
            return Chunk(at, here + 1, "place", surface(self.text, tokens, at, here + 1, cut), sort="part")
        if (whole := self._whole(here, last)) is not None:
            return Chunk(at, whole, "place", surface(self.text, tokens, at, whole, cut), sort="part")
        inner = self.typed(here, last, depth + 1)
        nation = self.at.layer(here, "demonym") if cut.before.endswith("ال") else None
        if nation is not None and nation.cut.before == "ال" and here == at + 1 and not depth:
            # **الشمال السوري**, الجنوب اللبناني
            country = nation.term.ref.partition(":")[0]
            name = surface(self.text, tokens, at, nation.last, cut)
            return Chunk(at, nation.last, "place", name, sort="direction", country=country)
        if inner is None:
            end, place = self._name(here, last, cued=True)
            if end is None:
                return None
            ref, country = (place.id, place.country) if place else (None, "")
        else:
            end, ref, country = inner.last, inner.ref, inner.country
        return Chunk(
            at,
            end,
            "place",
            surface(self.text, tokens, at, end, cut),
            ref=ref,
            sort="direction",
            country=country,
        )

    def _whole(self, at: int, last: int) -> int | None:
        """Where the country or the capital ends that is not named: وسط **البلاد**, غربي **العاصمة السودانية**; not العاصمة الليبية طرابلس."""
        word = self.tokens[at].fold
        if at + 1 < last and self.tokens[at + 1].fold in QUOTES:
            return None
        if word == "البلاد":
            return at + 1
        if word != CAPITAL:
            return None
        end = of_a_country(self, at + 1, last) or at + 1
        return None if named_behind(self, end, last, comma=end > at + 1) else end

    def _indefinite(self, at: int, last: int, district: bool) -> int | None:
        """مديرية **أرحب**, قرية **خالدية**: a name that is an ordinary word, where the place it lies in or nothing follows.

        An adjective (قرية حدودية, حي سكني) is no name; districts have none. Before a relative or an adjective with the article
        (بلدة مديرا **التي** …, قرية مركبة **الحدودية**) a word without it can be nothing else.
        """
        token = self.tokens[at]
        word = token.fold
        told = at + 1 < last and self.tokens[at + 1].fold in _TELLS_ON
        if (
            token.kind != "word"
            or word.startswith("ال")
            or len(word) < 3
            or word in PREPOSITIONS
            or word in _NONE
            or word in self.no_places
            or (
                not district
                and not told
                and word.endswith(("ه", "ي", "ين", "ات", "ا"))
                and not self._unlisted(at)
            )
            or self._adverbial(word)
            or any(
                hit.term.layer == "actor"
                or (not district and hit.term.form in ("past", "present"))
                or (hit.term.layer == "cue" and hit.term.ref in _OTHERWISE and not told)
                for hit in self.at.any(at)
            )
        ):
            return None
        if told or at + 1 >= last:
            return at + 1
        after = self.tokens[at + 1]
        kind = self.at.cue(at + 1, "place_types", "directions")
        if kind is not None and kind.cut.before in ("", "ب", "و"):
            return at + 1
        return at + 1 if after.fold in COMMAS or after.fold in (".", "في", "قرب", "التابعه") else None

    def _unlisted(self, at: int) -> bool:
        """Is this a name of women or places (خالدية) rather than an adjective that prose has?"""
        word = self.tokens[at].fold
        return (
            not self.at.any(at)
            and not self.lexicon.common(word)
            and "ال" + word not in self.lexicon.common_list
        )

    def _adjectival(self, at: int, here: int, last: int, cut: Cut) -> Chunk | None:
        """الريف الشمالي لمدينة X, الحدود …, المنطقة الشرقية: a type word with the article."""
        tokens = self.tokens
        start = here
        while here < last and (self.at.cue(here, "directions") and tokens[here].fold.startswith("ال")):
            here += 1
        if here == start:
            return self._titled(at, here, last, cut)
        end = here
        if here < last and (tokens[here].fold[:1] == "ل" or tokens[here].fold in ("من", "في")):
            step = here + 1 if tokens[here].fold in ("من", "في") else here
            inner = self.typed(step, last, 1) if step < last else None
            if inner is not None:
                return Chunk(
                    at,
                    inner.last,
                    "place",
                    surface(self.text, tokens, at, inner.last, cut),
                    ref=inner.ref,
                    sort="region",
                    country=inner.country,
                )
            if step < last and tokens[step].fold[:1] == "ل":
                for stem in cuts(tokens[step].fold):
                    if stem.before == "ل" and not stem.after and self._known(step, last, stem):
                        size, place = self._known(step, last, stem) or (1, None)
                        return Chunk(
                            at,
                            step + size,
                            "place",
                            surface(self.text, tokens, at, step + size, cut),
                            ref=place.id if place else None,
                            sort="region",
                        )
        return Chunk(at, end, "place", surface(self.text, tokens, at, end, cut), sort="part")

    def _titled(self, at: int, here: int, last: int, cut: Cut) -> Chunk | None:
        """المسجد العمري, الساحل الغربي: a kind of place with the article and the adjective that names it."""
        kind = self.at.cue(at, "place_types")
        sort = self._types.get(" ".join(kind.term.words), "") if kind else ""
        if here >= last or self.tokens[here].kind != "word":
            return None
        word = self.tokens[here].fold
        if word == "القديمه" and self.tokens[at].fold.lstrip("وبل") in _OLD:
            return Chunk(
                at, here + 1, "place", surface(self.text, self.tokens, at, here + 1, cut), sort="part"
            )
        if sort not in _TITLED:
            return None
        if sort == "road" and word in ROADS and (end := between_its_ends(self, here + 1, last)) > here + 1:
            return Chunk(at, end, "place", surface(self.text, self.tokens, at, end, cut), sort=sort)
        if not word.startswith("ال") or not word.endswith(("ي", "يه", "ه")) or word in self.no_places:
            return None
        if sort == "region" and word not in _REGIONAL:
            return None
        if sort in ("base", "road") and (word not in _WAYS):
            return None
        if word in _REGIONAL and sort == "region":
            pass
        elif not word.endswith(("ي", "يه")) or (
            self.at.layer(here, "demonym") and sort not in ("border", "site", "region")
        ):
            return None
        end = here + 1
        if sort == "border":
            end = both_states(self.tokens, self.at, end, last)
        if sort == "road":
            end = between_its_ends(self, end, last)
        return Chunk(at, end, "place", surface(self.text, self.tokens, at, end, cut), sort=sort)

    def _trailing(self, at: int, last: int) -> int:
        """ريف إدلب **الجنوبي الشرقي**, ريف درعا **الأوسط**: directions with the article after the name."""
        while at < last and self.tokens[at].fold.startswith("ال"):
            if self.at.cue(at, "directions") is None and self.tokens[at].fold != _MIDDLE:
                break
            at += 1
        return at

    def _side_of(self, word: str, inner: Chunk) -> bool:
        """ريف محافظة X **الجنوبي**: it is the countryside that lies in the south, not the governorate."""
        return word in _HAVE_SIDES and self._trailing(inner.last - 1, inner.last) == inner.last


_SINGULAR = word_class("one_place")
_TITLED = {"site", "border", "coast", "region", "base", "road"}
_MIDDLE = "الاوسط"
_TWO_OF_THEM = {
    "منطقتي",
    "حيي",
    "مديريتي",
    "ناحيتي",
}  # two areas, quarters, districts: of each only its name is told
_REGIONAL = word_class("of_a_region")
_WAYS = word_class("of_a_road")
_WHOLES = ("البلاد", "المدينه", "البلده", "القريه", "المحافظه", "القطاع", "الضفه")
_PLURALS = {"قري", "بلدات", "مدن", "احياء", "مناطق", "مزارع", "مخيمات"}
_BETWEEN = "بين"
_MORE_OF_THEM = {"جديده", "كبيره", "صغيره", "عديده", "كثيره"}
_DISTRICTS = {"مديريه", "ناحيه", "قضاء"}
_NAMED = _DISTRICTS | {"بلده", "قريه", "حي", "شارع", "مخيم", "مدينه"}
_BEARING = {"base", "crossing"}  # kinds of sites that bear the name of a town near by
_TELLS_ON = word_class("tells_on_of_a_place")
_NONE = word_class("no_name_behind_a_site")
_OTHERWISE = {"directions", "place_types", "place_refs", "force_heads", "org_heads", "negation", "saying", "according", "cause",
              "result", "source_heads", "person_titles", "group_heads", "object_heads"}  # fmt: skip
_GROUPED = {"city", "town", "village", "neighbourhood", "region"}
_UNQUOTED = str.maketrans("", "", "\"“”«»'")
# قريتي (X، وY), قرية **تسمى** X, بلدة **تدعى** X
_FILLERS = {"كل", "من", "كلا", "(", "#", "-", "–", "تسمي", "يسمي", "تدعي", "يدعي", "اسمها", "اسمه"} | QUOTES

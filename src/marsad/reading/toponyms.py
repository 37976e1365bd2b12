"""Place names in running text: a type word and its name, a direction and its name, or a known name where a place can stand.

Arabic has no capitals, and villages are called Market, Hill or Saleh. A bare name counts only if the gazetteer knows it and
either a preposition of place governs it, or it continues a list of places, or the place is large.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from marsad.lexicon.compile import Lexicon
from marsad.places.build import COVERED
from marsad.places.gazetteer import Gazetteer
from marsad.places.records import Place
from marsad.reading.place_names import Names
from marsad.reading.records import Chunk
from marsad.reading.scan import (
    COMMAS,
    PREPOSITIONS,
    QUOTES,
    At,
    clitic_preposition,
    conjunction,
    quoted,
    surface,
)
from marsad.text.clitics import Cut, cuts
from marsad.text.fold import fold
from marsad.text.tokens import Token

LOCATIVE = {
    "في", "ب", "الي", "من", "قرب", "نحو", "باتجاه", "داخل", "خارج", "علي", "ل", "عند", "حول", "صوب", "عبر", "بين", "وسط",
    "ضمن", "قباله",
}  # fmt: skip
_LARGE = 40_000  # inhabitants; a bare name of a smaller place needs a preposition
_ABROAD = 100_000  # inhabitants; smaller places of far countries bear the names of Arabic words
_OUTER = {"vicinity", "front"}  # words that lean on another place: محيط مدينة X


class Toponyms(Names):
    """The place finder for one report."""

    def __init__(
        self, text: str, tokens: Sequence[Token], at: At, lexicon: Lexicon, gazetteer: Gazetteer | None
    ) -> None:
        super().__init__(text, tokens, at, lexicon, gazetteer)
        self._types = lexicon.attributes["place_types"]
        self._seen: dict[str, tuple[tuple[str, ...], Chunk]] = {}

    def typed(self, at: int, last: int, depth: int = 0) -> Chunk | None:
        """مدينة X, ريف X الجنوبي, شمال شرقي X, طريق X – Y: begins at a type word or a direction."""
        direction = self.at.cue(at, "directions")
        if direction is not None and not direction.cut.after:
            if direction.cut.before.endswith("ال") and self.tokens[at].fold.endswith(("ي", "يه")):
                return None  # an adjective of what stands before it
            return self._directed(at, direction.last, last, depth, direction.cut)
        kind = self.at.cue(at, "place_types")
        if (
            kind is not None
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
        if sort in _GROUPED and (second := self.at.cue(here, "place_types")) and second.cut.before == "و":
            # قرى وبلدات X, أحياء وقرى محافظة X: one list under two type words.
            inner = self.typed(here, last, depth + 1)
            return replace(inner, first=at, prep="") if inner is not None else None
        nested = self.at.cue(here, "place_types", "directions")
        if nested is not None and clitic_preposition(nested.cut):
            return None  # قرية بريف X: a village that is not named
        if depth < 3 and nested is not None:
            inner = self.typed(here, last, depth + 1)
            if inner is not None:
                name = (
                    inner.name
                    if sort in _OUTER or sort == "region"
                    else surface(self.text, tokens, at, inner.last, kind.cut)
                )
                closing = self._trailing(inner.last, last) if sort in ("region", "vicinity") else inner.last
                if closing > inner.last:
                    name = surface(self.text, tokens, inner.first, closing, None)
                return Chunk(at, closing, "place", name, ref=inner.ref, sort=inner.sort if sort in _OUTER else sort,
                             country=inner.country, near=sort in _OUTER)  # fmt: skip
        end, place = self._name(here, last, cued=True)
        if end is None and tokens[here - 1].fold in QUOTES and (closed := quoted(tokens, here - 1, last, 4)):
            end = closed - 1
        if end is None and " ".join(kind.term.words) in _SINGULAR:
            end = self._definite(here)
        if end is None:
            return None
        closing = end
        if end < last and tokens[end].fold in QUOTES and tokens[here - 1].fold in QUOTES:
            closing = end + 1
        elif sort in ("road", "front") and end < last:
            closing = self._second_end(end, last)
        if sort in ("region", "vicinity", "admin1"):
            closing = self._trailing(closing, last)
        start = here if sort in ("city", "town", "village") else at
        name = surface(self.text, tokens, start, closing, kind.cut if start == at else None)
        if start == here:
            name = name.strip("\"“”«»'")
        elif closing > end:
            name = name.translate(_UNQUOTED)
        return Chunk(at, closing, "place", name, ref=place.id if place else None, sort=sort,
                     country=place.country if place else "", near=sort == "vicinity")  # fmt: skip

    def _directed(self, at: int, here: int, last: int, depth: int, cut: Cut) -> Chunk | None:
        tokens = self.tokens
        while here < last and (self.at.cue(here, "directions") or tokens[here].fold in ("-", "من", "ال")):
            step = self.at.cue(here, "directions")
            here = step.last if step else here + 1
        if here >= last or depth > 2:
            return None
        if tokens[here].fold in ("البلاد", "المدينه", "البلده", "القريه", "المحافظه", "القطاع", "الضفه"):
            return Chunk(at, here + 1, "place", surface(self.text, tokens, at, here + 1, cut), sort="part")
        inner = self.typed(here, last, depth + 1)
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
                return Chunk(at, inner.last, "place", surface(self.text, tokens, at, inner.last, cut), ref=inner.ref,
                             sort="region", country=inner.country)  # fmt: skip
            if step < last and tokens[step].fold[:1] == "ل":
                for stem in cuts(tokens[step].fold):
                    if stem.before == "ل" and not stem.after and self._known(step, last, stem):
                        size, place = self._known(step, last, stem) or (1, None)
                        return Chunk(at, step + size, "place", surface(self.text, tokens, at, step + size, cut),
                                     ref=place.id if place else None, sort="region")  # fmt: skip
        return Chunk(at, end, "place", surface(self.text, tokens, at, end, cut), sort="part")

    def _titled(self, at: int, here: int, last: int, cut: Cut) -> Chunk | None:
        """المسجد العمري, الساحل الغربي, المربع الأمني: a kind of place with the article and the adjective that names it."""
        kind = self.at.cue(at, "place_types")
        sort = self._types.get(" ".join(kind.term.words), "") if kind else ""
        if sort not in _TITLED or here >= last or self.tokens[here].kind != "word":
            return None
        word = self.tokens[here].fold
        if not word.startswith("ال") or not word.endswith(("ي", "يه", "ه")) or word in self._none:
            return None
        if not word.endswith(("ي", "يه")) or (
            self.at.layer(here, "demonym") and sort not in ("border", "site", "region")
        ):
            return None
        end = here + 1
        return Chunk(at, end, "place", surface(self.text, self.tokens, at, end, cut), sort=sort)

    def _trailing(self, at: int, last: int) -> int:
        """ريف إدلب **الجنوبي الشرقي**: directions with the article after the name."""
        while at < last and self.tokens[at].fold.startswith("ال") and self.at.cue(at, "directions"):
            at += 1
        return at

    def _second_end(self, at: int, last: int) -> int:
        """طريق X – Y, محور X - Y: the other end of a road or line."""
        tokens = self.tokens
        if at + 1 < last and tokens[at].fold in ("-", "–", "—", "/", "_", "ـ"):
            end, _ = self._name(at + 1, last, cued=True)
            if end is not None:
                return end + 1 if end < last and tokens[end].fold in ("”", "»") else end
        return at

    def more(self, at: int, last: int, before: Chunk) -> Chunk | None:
        """بلدات X **وY وZ**: a further name of a list whose first had a type word."""
        token = self.tokens[at]
        if token.kind != "word":
            return None
        glued = token.fold[:1] == "و" and len(token.fold) > 3
        if not glued and not (at > 0 and self.tokens[at - 1].fold in COMMAS):
            return None
        stem = token.fold[1:] if glued else token.fold
        cut = Cut(stem, "و") if glued else Cut(stem)
        headed = self.at.cue(at, "place_heads") is not None and at + 1 < last and self._second(at + 1)
        if not headed and (
            self._blocked(at)
            or any(hit.term.layer != "demonym" for hit in self.at.any(at) if len(hit.cut.before) <= 1)
        ):
            return None
        known = self._known(at, last, cut)
        if (known is None or (known[0] == 1 and not stem.startswith("ال"))) and (
            self._ordinary(stem) or stem in PREPOSITIONS or len(stem) < 3
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
        if known is None and not self._list_goes_on(end, last):
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

    def _list_goes_on(self, at: int, last: int) -> bool:
        """After a member of a list stands the next one, where it all lies, or nothing: no object, no adjective."""
        if at >= last or self.tokens[at].kind != "word":
            return True
        word = self.tokens[at].fold
        return (
            word[:1] == "و"
            or (word[:1] == "ب" and self.gazetteer is not None and self.gazetteer.starts(word[1:]))
            or word in LOCATIVE
            or word in PREPOSITIONS
            or self.at.cue(at, "directions", "place_types", "near", "cause", "result") is not None
        )

    def bare(self, at: int, last: int, before: Chunk | None, preposition: str) -> Chunk | None:
        """A known name where a place can stand."""
        if self.gazetteer is None:
            return None
        token = self.tokens[at]
        if token.kind != "word" or token.fold in PREPOSITIONS:
            return None
        if (ref := self.at.cue(at, "place_refs")) is not None:
            return Chunk(
                at, at + 1, "place", surface(self.text, self.tokens, at, at + 1, ref.cut), sort="ref"
            )
        if (seen := self._named_before(at, last)) is not None:
            return seen
        for cut in cuts(token.fold):
            if cut.after or (cut.before and token.fold in self.lexicon.common_list):
                continue
            if not self.gazetteer.starts(cut.stem):
                continue
            known = self._known(at, last, cut)
            if known is None or (place := known[1]) is None:
                continue
            size = known[0]
            if cut.before and len(cut.stem) < 4 and size == 1:
                continue
            name = " ".join([cut.stem, *(t.fold for t in self.tokens[at + 1 : at + size])])
            if not self._plausible(at, size, name, cut, place, before, preposition):
                continue
            return Chunk(at, at + size, "place", surface(self.text, self.tokens, at, at + size, cut), ref=place.id,
                         sort=place.kind, country=place.country)  # fmt: skip
        return None

    def remember(self, chunk: Chunk) -> None:
        """Keep a name that a type word introduced: later in the report it stands alone (بلدة النيرب … قصف النيرب)."""
        names = [w for w in fold(chunk.name).split() if w]
        if chunk.sort in _REMEMBERED and 1 <= len(names) <= 3 and len(names[0]) > 3:
            self._seen.setdefault(names[0], (tuple(names), chunk))

    def _named_before(self, at: int, last: int) -> Chunk | None:
        if not self._seen:
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
        if size == 1 and any(
            hit.term.layer == "rule" or (hit.term.layer == "demonym" and not hit.cut.after)
            for hit in self.at.any(at)
        ):
            return False
        governed = (clitic_preposition(cut) or preposition) in LOCATIVE
        listed = (
            before is not None and before.kind == "place" and before.last <= at
            and (conjunction(cut) or (at > 0 and self.tokens[at - 1].fold in COMMAS))
            and at - before.last <= 1
        )  # fmt: skip
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

    def known_name(self, at: int, last: int) -> Chunk | None:
        """A gazetteer name of two words or more that begins right here: الشيخ مقصود is a quarter, not a sheikh."""
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


_SINGULAR = {"قريه", "بلده", "حي", "مخيم", "مديريه", "ناحيه", "جبل", "تله", "شارع", "سوق", "ميدان", "طريق", "منطقه", "مفرق",
             "دوار", "ساحه", "كليه", "اكاديميه", "محور"}  # fmt: skip
_TITLED = {"site", "border", "coast"}
_REMEMBERED = {"city", "town", "village", "neighbourhood", "camp"}
_GROUPED = {"city", "town", "village", "neighbourhood", "region"}
_UNQUOTED = str.maketrans("", "", "\"“”«»'")
_FILLERS = {"كل", "من", "كلا"} | QUOTES

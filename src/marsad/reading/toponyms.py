"""Place names in running text: a type word and its name, a direction and its name, or a known name where a place can stand.

Arabic has no capitals, and villages are called Market, Hill or Saleh. A bare name counts only if the gazetteer knows it and
either a preposition of place governs it, or it continues a list of places, or the place is large.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.compile import Lexicon
from marsad.places.gazetteer import Gazetteer
from marsad.places.records import Place
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
_OUTER = {"vicinity", "front"}  # words that lean on another place: محيط مدينة X


class Toponyms:
    """The place finder for one report."""

    def __init__(
        self, text: str, tokens: Sequence[Token], at: At, lexicon: Lexicon, gazetteer: Gazetteer | None
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.at = at
        self.lexicon = lexicon
        self.gazetteer = gazetteer
        self._types = lexicon.attributes["place_types"]
        self._seen: dict[str, tuple[tuple[str, ...], Chunk]] = {}

    def typed(self, at: int, last: int, depth: int = 0) -> Chunk | None:
        """مدينة X, ريف X الجنوبي, شمال شرقي X, طريق X – Y: begins at a type word or a direction."""
        direction = self.at.cue(at, "directions")
        if direction is not None and not direction.cut.after:
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
        if depth < 3 and (self.at.cue(here, "place_types") or self.at.cue(here, "directions")):
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
        if end is None:
            return None
        closing = end
        if sort in ("road", "front") and end < last:
            closing = self._second_end(end, last)
        if sort in ("region", "vicinity", "admin1"):
            closing = self._trailing(closing, last)
        start = here if sort in ("city", "town", "village") else at
        name = surface(self.text, tokens, start, closing, kind.cut if start == at else None)
        if start == here:
            name = name.strip("\"“”«»'")
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
            return None
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
        if tokens[at].kind != "word":
            return None, None
        word = tokens[at].fold
        known = self._known(at, last, Cut(word))
        if known is not None:
            if known[0] == 1 and at + 1 < last and self.at.cue(at, "place_heads") and self._second(at + 1):
                return at + 2, None
            return at + self._ended(at + known[0], last) - at, known[1]
        if not cued or word in PREPOSITIONS or self._blocked(at):
            return None, None
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
        elif here < last and not word.startswith("ال") and (self._continues(here) or self._second(here)):
            here += 1
        elif self.lexicon.common(word):
            return None, None
        return (self._ended(here, last), None) if here > start else (None, None)

    def _ended(self, at: int, last: int) -> int:
        """درعا **البلد**, جعدة **الكبيرة**: an adjective that belongs to the name."""
        return at + 1 if at < last and self.tokens[at].fold in _ENDINGS else at

    def _second(self, at: int) -> bool:
        """Can this word without an article be the second of a name: nothing the lexicon or daily prose knows?"""
        token = self.tokens[at]
        return (
            token.kind == "word"
            and not token.fold.startswith(("ال", "و"))
            and not self.at.any(at)
            and token.fold not in PREPOSITIONS
            and not self.lexicon.common(token.fold)
            and len(token.fold) > 2
        )

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
        if self._blocked(at) or any(
            hit.term.layer != "demonym" for hit in self.at.any(at) if len(hit.cut.before) <= 1
        ):
            return None
        known = self._known(at, last, cut)
        if known is None and (self.lexicon.common(stem) or stem in PREPOSITIONS or len(stem) < 3):
            return None
        end = at + (known[0] if known else 1)
        if (
            known is None
            and end < last
            and not stem.startswith("ال")
            and (self._continues(end) or self._second(end))
        ):
            end += 1
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

    def _continues(self, at: int) -> bool:
        """Can this word be the second of a name like دير الزور, whose first has no article?"""
        token = self.tokens[at]
        return (
            token.kind == "word"
            and token.fold.startswith("ال")
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
        if word in _NEVER or self.at.layer(at, "actor") or self.at.layer(at, "demonym"):
            return True
        for hit in self.at.any(at):
            if hit.term.layer == "rule" or (hit.term.layer == "cue" and hit.term.ref in _BLOCKING):
                return True
        return False

    def _known(self, at: int, last: int, cut: Cut) -> tuple[int, Place | None] | None:
        """Length in tokens and place of the longest gazetteer name whose first word is ``cut.stem``."""
        if self.gazetteer is None or at >= last or not self.gazetteer.starts(cut.stem):
            return None
        words = [cut.stem]
        here = at + 1
        while here < last and len(words) < 5 and self.tokens[here].kind == "word":
            words.append(self.tokens[here].fold)
            here += 1
        size = self.gazetteer.longest(words)
        if not size:
            return None
        found = self.gazetteer.lookup(" ".join(words[:size]))
        return (size, found[0] if found else None)

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
            if cut.after or (cut.before and (len(cut.stem) < 4 or token.fold in self.lexicon.common_list)):
                continue
            if not self.gazetteer.starts(cut.stem):
                continue
            known = self._known(at, last, cut)
            if known is None or (place := known[1]) is None:
                continue
            size = known[0]
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
        for cut in cuts(self.tokens[at].fold):
            found = self._seen.get(cut.stem) if not cut.after else None
            if found is None:
                continue
            names, chunk = found
            here = [t.fold for t in self.tokens[at + 1 : min(last, at + len(names))]]
            if here == list(names[1:]):
                name = surface(self.text, self.tokens, at, at + len(names), cut)
                return Chunk(at, at + len(names), "place", name, ref=chunk.ref, sort=chunk.sort, country=chunk.country)
        return None

    def _plausible(
        self, at: int, size: int, name: str, cut: Cut, place: Place, before: Chunk | None, preposition: str
    ) -> bool:
        if any(hit.term.layer in ("rule", "demonym") for hit in self.at.any(at)) and size == 1:
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
        if self.lexicon.common(name) and size == 1:
            return large and governed and not self.gazetteer_common(name)
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

    def city(self, word: str) -> bool:
        """Does the gazetteer know a town of this name?"""
        return self.gazetteer is not None and any(
            p.kind in ("city", "town") for p in self.gazetteer.lookup(word)
        )

    def gazetteer_common(self, name: str) -> bool:
        return self.gazetteer is not None and self.gazetteer.is_common(name)


_ENDINGS = {"البلد", "الكبيره", "الصغيره", "الكبري", "الصغري", "الفوقا", "التحتا", "فوقاني", "تحتاني", "الفوقاني", "التحتاني", "القديمه",
            "الجديده", "المحطه", "المدينه"}  # fmt: skip
_REMEMBERED = {"city", "town", "village", "neighbourhood", "camp"}
_FILLERS = {"كل", "من", "كلا"} | QUOTES
_BLOCKING = {
    "saying", "according", "group_heads", "force_heads", "negation", "cause", "result", "light_occur", "light_agent",
    "light_patient", "common_refs", "place_refs", "force_modifiers", "object_heads", "by_agent", "source_heads",
}  # fmt: skip
_NEVER = {
    "سيطره", "سيطرته", "سيطرتها", "نفوذ", "نفوذها", "خاضعه", "تابعه", "سكنيه", "سكني", "السكنيه", "متفرقه", "عده", "مختلفه", "واسعه", "تمركز", "انتشار", "وبلدات",
    "وقري", "ومدن", "حدوديه", "الحدود", "النزاع", "الحرب", "الشرق", "العالم", "المعارضه", "مجاوره", "قريبه", "عسكريه", "جبليه", "زراعيه",
    "النار", "الاطلاق", "الصفر", "التماس", "عام", "عامه", "خفض", "امنه", "الامنه", "الامن", "اللاجيين", "النازحين", "فوري", "اخري",
}  # fmt: skip

"""Names of people who are cited: beside their office, after the comma that closes it, or alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import COMMAS, PREPOSITIONS, QUOTES, At, is_ali, quoted, surface
from marsad.reading.records import Chunk
from marsad.reading.sources.words import BELONGING, DAYS, RELATIVES, STOPS, THAT
from marsad.text.tokens import Token

_CLOSING = THAT | COMMAS | QUOTES | DAYS | {":", "في", "(", "-", "–", ".", "وهو", "وهي", "عبر"}
_WHICH_IS = {"وهو", "وهي"}
NAMES_TOO = {"نصر", "سلام", "كفاح", "فداء"}  # victory, peace, struggle: men too
_PARTICIPLES = word_class("participles_of_speech") | word_class("affirming")
_NO_NAMES = word_class("nobody_is_named_after") | _PARTICIPLES


class SourceNames:
    """The reader of names of one report. ``name_at``: how many tokens from one on are a person's name.

    ``common`` tells whether a folded word is an ordinary word of news prose.
    """

    def __init__(
        self, text: str, tokens: Sequence[Token], at: At, name_at: Callable[[int, int], int],
        common: Callable[[str], bool],
    ) -> None:  # fmt: skip
        self.text = text
        self.tokens = tokens
        self.at = at
        self.name_at = name_at
        self.common = common
        self.chunks: Sequence[Chunk] = ()
        self.known: list[Chunk] = []
        self.mentioned: list[
            Chunk
        ] = []  # everybody and everything named up to the sentence being read, and in it
        self.offices: dict[tuple[str, frozenset[str]], Chunk] = {}
        self.called: dict[str, Chunk] = {}  # by "the group", who named itself before

    def name(self, here: int, last: int) -> int:
        """Tokens of a person's name, without the outlet spoken to ("فلان لوكالة …")."""
        if here >= last or self.tokens[here].kind != "word":
            return 0
        if self.tokens[here].fold == "علي" and self.text[self.tokens[here].end - 1] == "ى":
            return 0  # على the preposition, which folds into the name
        if self.tokens[here].fold in _PARTICIPLES:
            return 0  # تحدث المحافظ عن …، **داعيا** أبناء X إلى
        if self.in_place(here):
            return 0
        if self.at.layer(here, "demonym") and self.at.cue(here, "given_names") is None:
            return (
                2 if self._family_behind(here, last) else 0
            )  # مصادر **يمنية متطابقة**, but **تركي المالكي**
        length = self.name_at(here, last)
        if not length and self.tokens[here].fold.startswith("عبدال") and len(self.tokens[here].fold) > 6:
            # عبدالسلام is a name though it is an ordinary word too.
            length = 1 + (
                self.name_at(here + 1, last) or (2 if here + 2 < last and self.name_at(here, last) else 0)
            )
        for step in range(1, length):
            word = self.tokens[here + step].fold
            if (
                word in STOPS
                or (word.startswith("لل") and len(word) > 4)  # فلان **للصحافيين**
                or (word not in NAMES_TOO and any(h.term.layer == "rule" for h in self.at.any(here + step)))
                or self.at.cue(here + step, "source_heads", "person_titles") is not None
                or (
                    word[:1] == "ل"
                    and any(
                        h.cut.before.startswith("ل") and h.term.layer in ("source", "cue", "actor")
                        for h in self.at.any(here + step)
                    )
                )
            ):
                return step
        return length

    def _family_behind(self, here: int, last: int) -> bool:
        """**تركي** المالكي: a man's name that is an adjective too, before a family's that is nothing else."""
        after = self.tokens[here + 1].fold if here + 1 < last else ""
        return (
            not self.tokens[here].fold.startswith("ال")
            and after.startswith("ال")
            and not self.common(after)
            and not self.at.any(here + 1)
        )

    def person_chunk(self, first: int, last: int) -> Chunk:
        name = surface(self.text, self.tokens, first, last, None)
        return Chunk(first, last, "person", name, sort="person")

    def person(self, here: int, last: int) -> Chunk | None:
        """A name in apposition: after a comma, a dash, in brackets or right there, without titles."""
        tokens = self.tokens
        steps = 0
        ranked = False
        while here < last and steps < 5:
            fold_ = tokens[here].fold
            if fold_ == "(" and (end := quoted(tokens, here, last, 5)) is not None:
                named = not self._whereabouts(here + 1, end - 1) and (
                    self.name(here + 1, end - 1) >= 2
                    or (
                        2 <= end - here - 2 <= 4
                        and all(self.tokens[k].kind == "word" for k in range(here + 1, end - 1))
                        and not any(
                            self.at.layer(k, "source") or self.at.layer(k, "actor")
                            for k in range(here + 1, end - 1)
                        )
                    )
                )
                if not named and end + 1 < last and tokens[end].fold in COMMAS:
                    here, steps = end + 1, steps + 1  # وكيل محافظة إب **(وسط البلاد)**، فلان الفلاني
                    continue
                return self.person_chunk(here + 1, end - 1) if named else None
            found = next(
                (c for c in self.chunks if c.first == here and c.kind == "person" and " " in c.name), None
            )
            if found is not None and not self.at.cue(here, "source_heads"):
                return found
            length = self.name(here, last) if tokens[here].kind == "word" and not self.verb(here) else 0
            if length >= 2:
                return self.person_chunk(here, here + length)
            if ranked and tokens[here].kind == "word":
                # اللواء فلان الفلاني: who bears a rank is a person, whatever the name.
                borne = self.apposed(here, last)
                if borne is not None:
                    return borne
            title = self.at.cue(here, "person_titles")
            if (
                title is None
                and fold_ not in COMMAS
                and fold_ not in ("-", "–", "ـ", "الركن", "الدكتور", "يدعي", "ويدعي")
                and not (fold_.startswith("ال") and self.at.layer(here, "demonym"))
            ):
                return None
            ranked = ranked or self.at.cue(here, "ranks") is not None
            here = title.last if title is not None else here + 1
            steps += 1
        return None

    def _whereabouts(self, first: int, last: int) -> bool:
        """(غرب البلاد), (ريف إدلب): does this say where, and not who?"""
        return self.at.cue(first, "directions") is not None or any(
            c.kind == "place" and first <= c.first < last for c in self.chunks
        )

    def lone(self, here: int, last: int) -> Chunk | None:
        """قائد الشرطة **سيف** إن, مدير المستشفى **فادي** لوكالة X: a first name alone, between an office and what is said."""
        if here + 1 >= last or self.at.cue(here, "given_names") is None or self.in_place(here):
            return None
        after = self.tokens[here + 1].fold
        told = (
            after in THAT
            or after == ":"
            or (after in QUOTES and quoted(self.tokens, here + 1, last, 5) is None)
        )
        told = told or any(c.first == here + 1 and c.kind == "source" and c.prep == "ل" for c in self.chunks)
        return self.person_chunk(here, here + 1) if told else None

    def further(self, here: int, last: int) -> Chunk | None:
        """The name that closes a long office without a comma: "مدير الأمن في مدينة كذا **العميد فلان**"."""
        for at in range(here, min(last, here + 8)):
            word = self.tokens[at].fold
            if self.tokens[at].kind != "word" and word not in COMMAS:
                return None
            if word in THAT or word in STOPS or word in RELATIVES or self.at.cue(at, "saying", "according"):
                return None
            if self.at.cue(at, "ranks") is not None or word in COMMAS:
                if (named := self.person(at, last)) is not None:
                    return named
                if word in COMMAS:
                    return None
                continue
            if at > here and self.tokens[at - 1].fold == "في":
                continue  # في **خيرسون** فلان الفلاني: a place, listed or not
            if any(h.term.layer == "rule" and h.cut.before[:1] in ("ب", "ل") for h in self.at.any(at)):
                return None  # "مراسل القناة بمقتل فلان": what is told begins
            ali = is_ali(self.text, self.tokens[at])
            if (
                word.startswith("ال")
                or (word in PREPOSITIONS and not ali)
                or self.at.cue(at, "person_titles", "directions")
            ):
                continue
            if any(c.first <= at < c.last and c.kind != "person" for c in self.chunks):
                continue
            if word[:1] in ("ب", "ل") and self.clitic(at, word[0]):
                continue
            end = at + self.name(at, last)
            if end - at >= 2:
                if not self._closed(end, last) and self.tokens[end].kind == "word" and not self.verb(end):
                    end += 1
                if self._closed(end, last):
                    return self.person_chunk(at, end)
        return None

    def _closed(self, end: int, last: int) -> bool:
        """Can nothing more of a name stand here?"""
        return end >= last or self.tokens[end].fold in _CLOSING or self.tokens[end].fold[:1] == "ل"

    def after_office(self, here: int, last: int) -> Chunk | None:
        """The name after the comma that closes a long office: "العضو في المركز الخاص بعملية …، **فلان**"."""
        relative = here < last and self.tokens[here].fold in RELATIVES
        far = here + (14 if relative else 8)
        told = False
        for comma in range(here, min(last - 1, here + 18)):
            if comma >= far:
                return None
            if self.tokens[comma].fold in COMMAS:
                if self.tokens[comma + 1].fold in BELONGING and not relative:
                    far = comma + 8  # المسؤول في كتيبة X، **التابعة** لقوات Y، فلان
                    continue
                found = self.person(comma + 1, last) or self.apposed(comma + 1, last)
                if found is None and not (relative or told) and self._besides(comma + 1):
                    far = comma + 10  # القيادي في "X"، **الفصيل الأقوى** في Y، فلان
                    told, relative = True, self.tokens[comma + 1].fold in _WHICH_IS
                    continue
                return found
            if (
                self.tokens[comma].kind not in ("word", "number")
                or self.tokens[comma].fold in THAT
                or (self.verb(comma) and not relative)
            ):
                return None
        return None

    def _besides(self, here: int) -> bool:
        """Is something told about the body of an office, between commas: **الفصيل الأقوى** في Y, **وهي** التسمية التي …?"""
        word = self.tokens[here].fold
        return word in _WHICH_IS or (word.startswith("ال") and word not in DAYS and not self.verb(here))

    def apposed(self, here: int, last: int) -> Chunk | None:
        """Two to four words that can only be a name, for nothing else ends there: "، فلان الفلاني، إن"."""
        tokens = self.tokens
        start = here
        while (title := self.at.cue(here, "person_titles")) is not None and title.last < last:
            here = title.last
        end = here
        while end < last and end - here < 5 and tokens[end].kind == "word":
            word = tokens[end].fold
            ali = end > here and is_ali(self.text, tokens[end])
            if word in THAT or word in DAYS or word in STOPS or word in RELATIVES:
                break
            if word in PREPOSITIONS and not ali:
                break
            if end > here and word[:1] in ("ب", "ل") and self.clitic(end, word[0]):
                break
            end += 1
        chief = end - here == 1 and here == start + 1 and self.at.cue(start, "given_names") is not None
        if chief:
            here = start  # الناطق باسم الجبهة **قائد نصر**
        if not 2 <= end - here <= 4 or tokens[here].fold.startswith("ال"):
            return None
        if end < last and not self._closed(end, last) and not self.clitic(end, "ب"):
            return None
        listed = self.at.layer(here, "actor")
        whole = listed is not None and listed.last == end  # دميتري بيسكوف: all of it is one who is listed
        known = next((c for c in self.chunks if c.last == end and c.kind == "person" and c.ref), None)
        if known is not None and here < known.first and not self.at.any(here):
            # وزير الخارجية **باولو جينتيلوني**: a first name that nobody knows before a last name that is listed
            return replace(known, first=here, name=surface(self.text, tokens, here, end, None))
        for at in range(here, end):
            if (
                self.at.layer(at, "demonym")
                or (self.at.layer(at, "actor") and not whole)
                or (
                    self.at.cue(at, "source_heads", "group_heads", "org_heads") and not (chief and at == here)
                )
                or (at > here and not whole and self.at.cue(at, "force_heads"))
                or tokens[at].fold in _NO_NAMES
                or (self.verb(at) and self.at.cue(at, "given_names") is None)
            ):
                return None
        given = self.at.cue(here, "given_names") is not None
        if not given and tokens[here].fold[:1] in ("و", "ب", "ل") and self.clitic(here, tokens[here].fold[0]):
            return None
        if self.in_place(here):
            return None
        return self.person_chunk(here, end)

    def in_place(self, here: int) -> bool:
        """Is a word part of the name of a place?"""
        return any(chunk.kind == "place" and chunk.first <= here < chunk.last for chunk in self.chunks)

    def verb(self, here: int) -> bool:
        for hit in self.at.any(here):
            form = hit.term.form
            if (
                (form == "present" or (form == "past" and hit.cut.before[-1:] not in ("ل", "ب")))
                and hit.term.layer in ("cue", "rule")  # but **لدعم** الشرعية
            ):  # fmt: skip
                return True
        return self.at.cue(here, "saying", "adding") is not None

    def clitic(self, here: int, letter: str) -> bool:
        """Is the first letter of this word a clitic, as far as the lexicon can tell?"""
        word = self.tokens[here].fold
        if word.startswith(letter + "ال") or (letter == "ل" and word.startswith("لل")):
            return True
        return any(hit.cut.before.startswith(letter) for hit in self.at.any(here)) or any(
            c.first == here and c.prep == letter for c in self.chunks
        )

"""Who and what a sentence names: actors of the registry, forces by nationality, groups, persons, things, places.

One pass from left to right; at each token the longest construction wins. What the registry does not know is found by the
word that begins it ("حركة …", movement; "القيادي …", the commander) and by quotation marks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec.structs import replace

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.places.gazetteer import Gazetteer
from marsad.reading.actors import Actors
from marsad.reading.capitals import as_governments
from marsad.reading.event_places import happened_at
from marsad.reading.forces import another_office, force
from marsad.reading.garrisons import without_place
from marsad.reading.groups import compatriots, group
from marsad.reading.kindred import kindred, second
from marsad.reading.offices import holder
from marsad.reading.organisations import organisation, purpose
from marsad.reading.parties import PEOPLE
from marsad.reading.person_names import CALLED, PersonNames
from marsad.reading.records import WEAPONS, Chunk
from marsad.reading.scan import (
    COMMAS,
    OPENERS,
    PREPOSITIONS,
    QUOTES,
    At,
    clitic_preposition,
    conjunction,
    surface,
)
from marsad.reading.statement_subjects import OF_DEEDS, asked_of, party, speaks, statement_at, unknown
from marsad.reading.tables import tables_of
from marsad.reading.toponyms import Toponyms
from marsad.reading.units import military_base, unit
from marsad.text.clitics import Cut, cuts
from marsad.text.fold import fold
from marsad.text.tokens import Sentence, Token

_LOADED = {"مفخخه", "ملغومه", "مفخخ", "ملغومتين", "مفخختين", "ناسفه", "ناسف"}
_LISTED = {"city", "town", "village", "neighbourhood", "region", "admin1", "admin2", "front", "terrain", "camp", "road", "water", "base", "other"}  # fmt: skip
_WITHIN = {"في", "قرب"}
_ARMS = 7  # tokens from a weapon back to the one whose preposition it shares
_LETTER = 2  # code points of a letter or an article by itself, at most
_M = "ام"  # the letter, as roads are named in Syria
_NOT_NAMED = {"person", "object", "group"}
_JOINING = {"و", "/", "-", "–", "_", "او"} | COMMAS
_ARMED_REFS = word_class("armed_by_word_alone")
_SECURITY = "الامن"
_BRIGADE = "لواء"  # also a district, in Jordan and Palestine
_SHOTS = ("رصاص", "نيران")
_TO = {"الي", "في", "لدي", "ل"}
_TELLING = ("outlet", "agency", "monitor")  # sources that do nothing but tell
_THAT = {"ان", "بان"}  # that, after a verb of saying
_HIS = word_class("attached_pronouns")
_THE_WEST = "الغرب"  # as a party; also the west of a country
_CALLS_ON = word_class("calls_on")
# Nouns in the dual that two adjectives of nationality tell apart: presidents, ministers, sides, armies, governments.
_DUALS = {
    "الرييسان": ("الرئيس", "person"), "الرييسين": ("الرئيس", "person"), "الوزيران": ("الوزير", "person"), "الوزيرين": ("الوزير", "person"),
    "الجانبان": ("الجانب", "government"), "الجانبين": ("الجانب", "government"), "الطرفان": ("الطرف", "government"),
    "الطرفين": ("الطرف", "government"), "الجيشان": ("الجيش", "army"), "الجيشين": ("الجيش", "army"), "الوفدان": ("الوفد", "government"),
    "الوفدين": ("الوفد", "government"), "الحكومتان": ("الحكومة", "government"), "الحكومتين": ("الحكومة", "government"),
}  # fmt: skip
_STRANGE = 5  # letters of a foreign name, at least
_LED_BY = "بقياده"  # led by
_AGAINST = {"علي", "ضد", "مع"}  # on, against, with
_FOUNDED = ("مركز", "معهد", "موسسه")  # centre, institute, foundation
# What ``_actor`` can begin with.
_OPENING_LAYERS = ("actor", "source", "demonym")
_OPENING_CUES = (
    "force_heads", "org_heads", "person_titles", "group_heads", "anaphors", "common_refs", "object_heads", "kindred",
    "offices", "state_offices", "delegations", "unit_heads", "service_heads", "org_heads_full",
)  # fmt: skip


class Mentions:
    """The finder for one report. ``find`` returns the chunks of a sentence in order, none overlapping."""

    def __init__(
        self, text: str, tokens: Sequence[Token], at: At, lexicon: Lexicon, gazetteer: Gazetteer | None
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.at = at
        self.toponyms = Toponyms(text, tokens, at, lexicon, gazetteer)
        self.actors = Actors(text, tokens, at, lexicon, self.toponyms)
        self.names = PersonNames(self.actors)
        self._times = tables_of(lexicon).time.words
        self._anaphors = lexicon.attributes["anaphors"]
        self._afloat = lexicon.listed("owned_abroad")
        self._typed = at.begun(("place_types", "directions"), ())
        self._openers = at.begun(_OPENING_CUES, _OPENING_LAYERS)
        self._led = self._typed | self._openers | at.begun(("place_refs",), ())

    def find(self, sentence: Sentence) -> list[Chunk]:
        out: list[Chunk] = []
        before: Chunk | None = None
        several = False  # in a list of places that a plural announced
        at = sentence.first
        last = sentence.last
        tokens = self.tokens
        while at < last:
            kind = tokens[at].kind
            if kind == "punct" or kind == "newline":
                at += 1
                continue
            chunk = None
            listed = before is not None and at - before.last <= 1 and before.kind == "place"
            if kind == "word":
                if before is not None and listed and at == before.last and tokens[at].fold[:1] == "و":
                    chunk = self.toponyms.second_of_two(at, last, before)
                if chunk is None and before is not None and listed and several:
                    chunk = self.toponyms.member(at, last, before)
                chunk = chunk or self._chunk(at, last, before)
            if chunk is None and before is not None and listed and before.sort in _LISTED:
                chunk = self.toponyms.more(at, last, before)
            if chunk is None and kind == "word" and at > sentence.first:
                chunk = self.toponyms.struck(at, last, before)
            if chunk is None and kind == "word" and at > sentence.first:
                if tokens[at - 1].fold in _WITHIN:
                    chunk = self.toponyms.told_where(at, last)
                elif listed and (tokens[at].fold[:1] == "و" or tokens[at - 1].fold in COMMAS):
                    chunk = self.toponyms.told_where(at, last, listed=True)
                elif tokens[at - 1].fold in OPENERS:
                    chunk = self.toponyms.each_of(at, last)
            if chunk is None and kind == "word" and at > sentence.first + 1:
                chunk = happened_at(self.toponyms, at, last)
            if kind == "word" and at > sentence.first and tokens[at - 1].fold in _THAT:
                chunk = self._own_force(at, out) or chunk
            if chunk is None and kind == "word":
                chunk = self._speaker(at, last) or (self._stranger(at, last) if at > sentence.first else None)
            if chunk is None or len(chunk.name) < 2:
                at += 1
                continue
            if chunk.kind == "place":
                chunk = self._numbered(chunk, last)
                self.toponyms.remember(chunk)
            several = self.toponyms.heads_list(chunk) or (several and listed and chunk.kind == "place")
            if chunk.kind == "person":
                chunk = self._also_called(chunk, last)
            elif chunk.kind == "actor":
                chunk = without_place(self.actors, self.toponyms, self._led_by_both(chunk, last))
            elif chunk.kind == "anaphor":
                chunk = without_place(self.actors, self.toponyms, chunk)
            out.append(self._governed(chunk, before))
            at = chunk.last
            while (
                more := self._and_another(out[-1], last) or second(self.actors, out[-1], last)
            ) is not None:
                out.append(more)
                at = more.last
            before = out[-1]
        return as_governments(self.actors, self._with_offices(out))

    def _also_called(self, chunk: Chunk, last: int) -> Chunk:
        """أحمد الخلف **الملقب بـ"أبي عمر"**: a by-name belongs to whoever stands before it."""
        at = chunk.last
        while at < last and self.tokens[at].fold in QUOTES:
            at += 1
        if at + 1 >= last or self.tokens[at].fold not in CALLED:
            return chunk
        called = self._actor(at, last)
        if called is None or called.kind != "person":
            return chunk
        return replace(chunk, last=called.last)

    def _led_by_both(self, chunk: Chunk, last: int) -> Chunk:
        """التحالف بقيادة السعودية **والإمارات**: two lead it, and it stays one party."""
        at = chunk.last
        if at >= last or not any(t.fold == _LED_BY for t in self.tokens[chunk.first : at]):
            return chunk
        other = self.at.layer(at, "actor")
        if (
            other is None
            or not conjunction(other.cut)
            or self.actors.lexicon.actors[other.term.ref].kind != "state"
        ):
            return chunk
        more = self.text[self.tokens[at - 1].end : self.tokens[other.last - 1].end]
        return replace(chunk, last=other.last, name=chunk.name + more)

    def _numbered(self, chunk: Chunk, last: int) -> Chunk:
        """طريق **M4**, محطة **T3**, طريق **إم 5**: a number behind a letter belongs to the name."""
        end = chunk.last
        if end >= last:
            return chunk
        letter, number = self.tokens[end - 1], self.tokens[end]
        if number.kind != "number" or letter.kind != "word":
            return chunk
        glued = letter.end == number.start and len(letter.fold) <= _LETTER
        if not glued and not (chunk.sort == "road" and letter.fold == _M):
            return chunk
        return replace(chunk, last=end + 1, name=chunk.name + self.text[letter.end : number.end])

    def _and_another(self, chunk: Chunk, last: int) -> Chunk | None:
        """مقاتلات أمريكية **وبريطانية**: the same sort of force of one more country, told by its adjective alone."""
        at = chunk.last
        if chunk.kind != "actor" or not chunk.country or at >= last or at - chunk.first < 2:
            return None
        nation = self.at.layer(at, "demonym")
        if nation is None or not conjunction(nation.cut) or self.at.layer(at - 1, "demonym") is None:
            return None
        country = nation.term.ref.partition(":")[0]
        head = self.tokens[chunk.first]
        one = _DUALS.get(head.fold)
        called = one[0] if one is not None else self.text[head.start : head.end]
        name = f"{called} {surface(self.text, self.tokens, at, nation.last, nation.cut)}"
        ref = self.actors.army(country, chunk.sort)
        return replace(
            chunk, first=at, last=nation.last, name=name, ref=ref, country=country, joined=True, full=""
        )

    def _with_offices(self, found: list[Chunk]) -> list[Chunk]:
        """الأمين العام لجامعة الدول العربية **فلان**, مبعوث الأمم المتحدة إلى سوريا **فلان**: an office and who holds it are one."""
        out: list[Chunk] = []
        for chunk in found:
            if out and self._in_apposition(out[-1], chunk):
                out[-1] = replace(out[-1], last=chunk.last)
                continue
            if chunk.kind == "person" and not chunk.prep and not chunk.joined and out:
                at = len(out) - 1
                if at and out[at].kind in ("place", "state") and out[at].prep in _TO:
                    at -= 1
                office = out[at]
                if (
                    self._leads_to(office.last, chunk.first)
                    and not another_office(self.actors, chunk.first, chunk.last)
                    and (first := self._office(office)) is not None
                ):
                    del out[at:]
                    chunk = replace(chunk, first=first, prep=office.prep, joined=office.joined)
            out.append(chunk)
        return out

    def _in_apposition(self, person: Chunk, office: Chunk) -> bool:
        """أدان **خالد العامري** رئيس البرلمان العربي قصف X: an office after who holds it, where no verb can have it for an object."""
        if (
            person.kind != "person"
            or office.first != person.last
            or office.prep
            or office.joined
            or not person.first
        ):
            return False
        title = self.at.cue(office.first, "person_titles")
        if title is None or title.cut.before not in ("", "ال"):
            return False
        word = self.tokens[person.first - 1].fold.removeprefix("و").removesuffix("ت")
        return word in OF_DEEDS

    def _leads_to(self, first: int, last: int) -> bool:
        """Does nothing stand between an office and a name but where it is held (إلى الشرق الأوسط)?"""
        words = [t.fold for t in self.tokens[first:last] if t.fold not in QUOTES]
        return not words or (
            len(words) <= 5
            and words[0] in _TO
            and bisect_left(self.at.verbs, first) == bisect_left(self.at.verbs, last)
        )

    def _office(self, chunk: Chunk) -> int | None:
        """Where an office begins that is told by whose it is (أمين عام **جامعة الدول العربية**); None where it is none."""
        named = chunk.kind == "actor" or (chunk.kind == "anaphor" and chunk.sort == "name")
        if not named or self.at.cue(chunk.first, "force_heads"):
            return None
        for first in (chunk.first, chunk.first - 1, chunk.first - 2):
            if first < 0 or (first < chunk.first and self.tokens[first].kind != "word"):
                return None
            title = self.at.cue(first, "person_titles")
            if title is not None and not title.cut.after and title.last >= min(chunk.first, first + 2):
                return first
        return None

    def _chunk(self, at: int, last: int, before: Chunk | None) -> Chunk | None:
        if (two := self._first_of_two(at, last)) is not None:
            return two
        if self._west(at, last):
            return Chunk(at, at + 1, "actor", _THE_WEST, sort="described")
        if self.tokens[at].fold == _SECURITY and at and self.tokens[at - 1].fold.endswith(_SHOTS):
            # قتل برصاص **الأمن**: those who fired; elsewhere the word is no force
            return Chunk(
                at,
                at + 1,
                "actor",
                surface(self.text, self.tokens, at, at + 1, None),
                sort="police",
                armed=True,
            )
        if (told := party(self.tokens, self.at, at, last, before)) is not None:
            return Chunk(at, told, "actor", surface(self.text, self.tokens, at, told, None), sort="described")
        if at in self._led:
            place = self.toponyms.typed(at, last) if at in self._typed else None
            actor = self._actor(at, last)
            if place is not None and (
                actor is None
                or place.last > actor.last
                or (
                    actor.sort == "organisation"
                    and (place.last == actor.last or place.ref is not None)
                    and not (place.ref is None and self.tokens[at].fold.endswith(_BRIGADE))
                )
            ):
                return place
            if (
                actor is not None
                and actor.kind in _NOT_NAMED
                and (known := self.toponyms.known_name(at, last)) is not None
                and (actor.kind == "person" or known.last > actor.last)
            ):
                return known  # **بيت لاهيا**: no house
            if actor is not None:
                return actor
        elif self.toponyms.nameless(word := self.tokens[at].fold) and self.names.nameless(word):
            return None  # most words: they begin no construction, and no name is or was told by them
        person = self.names.named(at, last, before is not None and self._goes_on(at, before))
        if person is not None and not self._upon(at, last):
            return person
        return self.toponyms.bare(at, last, before, self.actors.preposition)

    def _west(self, at: int, last: int) -> bool:
        """اتهم بوتين **الغرب**, رفض **الغرب** X: the West as a party, beside a verb of saying and with no adjective behind it."""
        if self.tokens[at].fold.removeprefix("و") != fold(_THE_WEST) or not at:
            return False
        if at + 1 < last and (
            (self.tokens[at + 1].fold.startswith("ال") and self.tokens[at + 1].fold not in PREPOSITIONS)
            or self.at.layer(at + 1, "demonym") is not None
        ):
            return False  # الغرب **الليبي**, الغرب **الأوسط**
        said = any(
            statement_at(self.at, here) is not None
            or self.at.cue(here, "saying") is not None
            or self.tokens[here].fold.removeprefix("و") in _CALLS_ON
            for here in range(max(0, at - 4), at)
        )
        return said and (self.tokens[at - 1].fold not in PREPOSITIONS or self.tokens[at - 1].fold in _AGAINST)

    def _upon(self, at: int, last: int) -> bool:
        """غارة **على** السيدة زينب: the preposition before a place of two words, and not somebody called Ali."""
        token = self.tokens[at]
        written = self.text[token.start : token.end]
        return written == "على" and at + 1 < last and self.toponyms.known_name(at + 1, last) is not None

    def settle(self, found: list[list[Chunk]]) -> list[list[Chunk]]:
        """Who is told by the office alone and named with it further on: **رئيس الوزراء الإسرائيلي** in a headline."""
        if not self.names.offices:
            return found
        return [[self._holder(chunk) for chunk in chunks] for chunks in found]

    def _holder(self, chunk: Chunk) -> Chunk:
        if chunk.kind != "person" or not chunk.country:
            return chunk
        holder = self.names.offices.get((fold(chunk.name).split(" ")[0], chunk.country))
        if holder is None or holder.name == chunk.name:
            return chunk
        return replace(chunk, name=holder.name, ref=holder.ref, full=chunk.full or chunk.name)

    def _goes_on(self, at: int, before: Chunk) -> bool:
        """Does a list of persons go on here: الطفلة شهد علي **وعمر علي**?"""
        if before.kind != "person" or not 0 <= at - before.last <= 1:
            return False
        if at == before.last:
            return self.tokens[at].fold.startswith("و")
        return self.tokens[before.last].fold in COMMAS or self.tokens[before.last].fold == "و"

    def _actor(self, at: int, last: int) -> Chunk | None:
        """Whoever or whatever begins here by a word of the lexicon; a force over the actor of the registry it ends with."""
        if at not in self._openers:
            return None
        actors, names = self.actors, self.names
        hit = actors.best(at, last)
        if (base := military_base(actors, at, last)) is not None:
            return base
        if hit is not None and actors.is_city(hit) and not asked_of(self.tokens, self.at, at):
            return None
        if (body := self._called_after(at, last)) is not None and (hit is None or hit.last < body.last):
            return body
        armed = force(actors, names, at, last)
        told = unit(actors, at, last)
        if (
            told is not None
            and (armed is None or armed.last < told.last)
            and (hit is None or (hit.last < told.last and len(hit.term.words) == 1))
        ):
            return told
        if armed is not None and (hit is None or armed.last > hit.last):
            return armed
        if armed is not None and hit is not None and armed.last == hit.last:
            return self._known_force(actors.registered(hit), armed)
        if hit is not None:
            # **الهيئة الشرعية**, الجبهة الجنوبية: a body of its own, not one that الهيئة alone stands for.
            body = self._organised(at, last) if self._qualified(hit, last) else None
            return body or self._capital(actors.registered(hit))
        return (
            kindred(actors, at, last)
            or self._organised(at, last)
            or holder(actors, names, self.toponyms, at, last)
            or group(actors, names, at, last)
            or compatriots(actors, at)
            or self._anaphor(at)
            or self._thing(at)
            or self._cited(at, last)
        )

    def _capital(self, chunk: Chunk) -> Chunk:
        """**دمشق** تتهم أنقرة, طلب الكرملين من **أنقرة**: a capital that makes or is told a statement is its government."""
        if chunk.kind != "anaphor" or not chunk.ref or not self.toponyms.city(fold(chunk.name)):
            return chunk
        if not (
            speaks(self.tokens, self.at, chunk.first, chunk.last)
            or asked_of(self.tokens, self.at, chunk.first)
        ):
            return chunk
        actor = self.actors.lexicon.actors[chunk.ref]
        return replace(chunk, kind="actor", sort=actor.kind)

    def _own_force(self, at: int, out: Sequence[Chunk]) -> Chunk | None:
        """أعلن الحزب أن **مقاتليه** قصفوا X: the forces of who says so act for him."""
        head = self.at.cue(at, "force_heads")
        if head is None or head.cut.after not in _HIS or head.cut.before:
            return None
        known = ("actor", "state", "anaphor")
        owner = next((c for c in reversed(out) if c.kind in known and not c.prep), None)
        if owner is None or owner.sort in ("monitor", "media", "ngo") or at - owner.last > 8:
            return None
        if (owner.sort == "described" or owner.kind == "anaphor") and fold(owner.name) not in _ARMED_REFS:
            return None
        sort = self.actors.forces.get(" ".join(head.term.words), "")
        return replace(
            owner, first=at, last=head.last, joined=False, sort=sort if sort in WEAPONS else owner.sort
        )

    def _speaker(self, at: int, last: int) -> Chunk | None:
        """دعت **البعثة الأممية** X, طالب **المشاركون** بـ: somebody no list knows, where the subject of a statement stands."""
        end = unknown(self.tokens, self.at, at, last, self._times)
        if end is None:
            return None
        end = purpose(self.actors, end, last) or end
        return Chunk(at, end, "actor", surface(self.text, self.tokens, at, end, None), sort="described")

    def _stranger(self, at: int, last: int) -> Chunk | None:
        """اتهم **ميروشنيك** الغرب: a word nobody knows, right behind the verb of a statement, is who makes it."""
        token = self.tokens[at]
        word = token.fold
        verb = statement_at(self.at, at - 1)
        if (
            verb is None
            or verb.last != at
            or verb.cut.after
            or token.kind != "word"
            or len(word) < _STRANGE
            or word[:1] in ("و", "ب", "ل", "ك", "ف")
            or word.startswith("ال")
            or word in PREPOSITIONS
            or self.at.any(at)
            or self.toponyms.ordinary(word)
            or word.endswith(("ا", "ات", "ون", "ه"))
            or (word.endswith("ين") and self.actors.lexicon.common(word[:-2]))
            or self.toponyms.known_name(at, last) is not None
            or at + 1 >= last
            or not self.tokens[at + 1].fold.startswith(("ال", "ب"))
        ):
            return None
        end = at + max(1, self.names.length(at, last))
        return Chunk(at, end, "person", surface(self.text, self.tokens, at, end, None), sort="person")

    def _first_of_two(self, at: int, last: int) -> Chunk | None:
        """**الرئيسان المصري** والفرنسي, الجيشان العراقي والسوري: the first of two told by a noun in the dual and two adjectives."""
        one = _DUALS.get(self.tokens[at].fold)
        if one is None or at + 2 >= last:
            return None
        first, other = self.at.layer(at + 1, "demonym"), self.at.layer(at + 2, "demonym")
        if first is None or other is None or first.last != at + 2 or not conjunction(other.cut):
            return None
        country = first.term.ref.partition(":")[0]
        word, sort = one
        name = f"{word} {self.text[self.tokens[at + 1].start : self.tokens[at + 1].end]}"
        return Chunk(
            at, at + 2, "actor", name, ref=self.actors.army(country, sort), sort=sort, country=country
        )

    def _called_after(self, at: int, last: int) -> Chunk | None:
        """مركز **عبد الرحمن برومند**: a body that bears somebody's name."""
        cue = self.at.cue(at, "object_heads", "org_heads", "source_heads")
        if cue is None or cue.cut.after or cue.cut.before.endswith("ال") or cue.term.words[0] not in _FOUNDED:
            return None
        if cue.last >= last or not self.actors.lexicon.given_name(self.tokens[cue.last].fold):
            return None
        length = self.names.length(cue.last, last)
        if length < 2:
            return None
        end = cue.last + length
        return Chunk(at, end, "actor", surface(self.text, self.tokens, at, end, cue.cut), sort="organisation")

    def _qualified(self, hit: Hit, last: int) -> bool:
        """Does an adjective with the article follow a name of one word that alone may be anybody's?"""
        if len(hit.term.words) != 1 or hit.last >= last or self.at.cue(hit.first, "org_heads") is None:
            return False
        word = self.tokens[hit.last]
        tone = self.actors.lexicon.tones.get((hit.term.words[0], hit.term.ref))
        feminine = self.tokens[hit.first].ta
        return (
            tone is not None
            and tone.tone == "ambiguous"
            and word.kind == "word"
            and word.fold.startswith("ال")
            and (word.ta if feminine else word.fold.endswith("ي"))
            and not any(hit.term.layer == "rule" for hit in self.at.any(hit.last))
        )

    def _organised(self, at: int, last: int) -> Chunk | None:
        """An organisation that no list knows; a source known by the whole of its name is none: **تجمع أحرار حوران**."""
        found = organisation(self.actors, at, last)
        named = self.at.layer(at, "source")
        if found is not None and named is not None and found.last <= named.last:
            source = self.actors.lexicon.sources.get(named.term.ref)
            return self._cited(at, last) if source is not None and source.kind in _TELLING else found
        return found

    def _known_force(self, known: Chunk, armed: Chunk) -> Chunk:
        """One that the registry has under its full name (حكومة الوفاق الليبية), where the words by themselves lead to somebody
        it is no part of: القوات الحكومية السورية is not Syria, قوات الأسد not the man, كتائب حزب الله not the party."""
        if known.kind == "anaphor" and armed.ref is None:
            return replace(known, armed=armed.armed)  # الجيش الوطني: whose it is, the report tells
        lexicon = self.actors.lexicon
        owner = lexicon.actors.get(armed.ref or "")
        by_country = armed.name == known.name  # قوات + روسية, not قوات + النظام
        if known.kind not in ("actor", "state"):
            return armed
        if owner is not None and owner.kind not in ("state", "person") and not by_country:
            own = known.ref == owner.id or owner.id in lexicon.parents.get(known.ref or "", ())
            return armed if own else known
        if owner is not None and owner.kind == "person":
            # Told of with the state's other forces, and for the same: قوات الأسد, قوات النظام.
            above = lexicon.parents.get(known.ref or "", ())
            known = replace(
                known, ref=next((up for up in above if lexicon.actors[up].kind == "government"), known.ref)
            )
        sort = armed.sort if armed.sort in WEAPONS else known.sort
        return replace(known, sort=sort, armed=armed.armed, full=armed.full)

    def name_length(self, at: int, last: int) -> int:
        """How many tokens from ``at`` look like a person's name."""
        return self.names.length(at, last)

    def _anaphor(self, at: int) -> Chunk | None:
        """الجانبان, التنظيم, القوات: who was named before, by a word for what they are."""
        hit = self.at.cue(at, "anaphors")
        if hit is not None:
            word = " ".join(hit.term.words)
            name = surface(self.text, self.tokens, at, hit.last, hit.cut)
            return Chunk(at, hit.last, "anaphor", name, sort=self._anaphors.get(word, "last"))
        hit = self.at.cue(at, "common_refs")
        named = self.at.layer(at, "source")
        if hit is None or (named is not None and named.last > hit.last):
            return None
        name = surface(self.text, self.tokens, at, hit.last, hit.cut)
        return Chunk(at, hit.last, "anaphor", name, sort="name", armed=hit.term.words[0] in _ARMED_REFS)

    def _thing(self, at: int) -> Chunk | None:
        """سيارة, منزل, جسر: a thing that can be struck or taken."""
        hit = self.at.cue(at, "object_heads")
        if hit is None or hit.cut.after or self.text[self.tokens[at].start] == "إ":
            return None
        if (filled := self.at.cue(hit.last, "means")) is not None and filled.term.words[0] in _LOADED:
            return None  # سيارة مفخخة is what went off, nothing that was struck.
        end = self._of_country(hit)
        return Chunk(at, end, "object", surface(self.text, self.tokens, at, end, hit.cut), sort="object")

    def _of_country(self, thing: Hit) -> int:
        """باستهداف السفن **الأمريكية**: one past the adjective that says whose the ships are, or past the thing alone."""
        if thing.term.words[0] not in self._afloat or thing.last >= len(self.tokens):
            return thing.last
        nation = self.at.layer(thing.last, "demonym")
        definite = "ال" if thing.cut.before.endswith("ال") else ""
        if (
            nation is None
            or nation.cut.before != definite
            or (not definite and self.at.layer(thing.last, "actor"))
        ):
            return thing.last  # سفارة **أوكرانيا**: the state itself
        return nation.last

    def _cited(self, at: int, last: int) -> Chunk | None:
        """وكالة الأناضول, المرصد السوري: a source known by name."""
        hit = self.at.layer(at, "source")
        if hit is None or hit.last > last:
            return None
        name = surface(self.text, self.tokens, at, hit.last, hit.cut)
        return Chunk(at, hit.last, "source", name, ref=hit.term.ref, sort="source")

    def _governed(self, chunk: Chunk, before: Chunk | None) -> Chunk:
        """Add the preposition that governs a chunk and whether it continues the one before."""
        tokens = self.tokens
        cut = self._chunk_cut(chunk)
        prep = clitic_preposition(cut) or self.actors.preposition(chunk.first)
        joined = False
        if before is not None and before.last <= chunk.first:
            between = [t.fold for t in tokens[before.last : chunk.first] if t.fold not in QUOTES]
            if not between:
                joined = conjunction(cut)
            else:
                # قسد **وذراعها** الأمنية الأسايش
                joined = _JOINING.issuperset(between) or (
                    len(between) <= 2 and self.at.cue(before.last, "and_ally") is not None
                )
            if joined and not prep and (before.kind == chunk.kind or {before.kind, chunk.kind} <= PEOPLE):
                prep = before.prep
        if not prep and chunk.sort in WEAPONS and chunk.ref is None and conjunction(cut):
            prep = self._with_weapons(chunk.first)
            joined = joined and not prep
        if prep == chunk.prep and joined == chunk.joined:
            return chunk
        return replace(chunk, prep=prep or chunk.prep, joined=joined)

    def _with_weapons(self, at: int) -> str:
        """بصواريخ غراد **والمدفعية الثقيلة**: what it was done with, by the ب of the weapons that it is joined to."""
        for here in range(at - 1, max(at - _ARMS, -1), -1):
            token = self.tokens[here]
            if token.kind != "word" and token.fold not in COMMAS | QUOTES:
                break
            hit = self.at.cue(here, "means", "force_heads")
            if hit is not None and clitic_preposition(hit.cut) == "ب":
                return "ب"
        return ""

    def _chunk_cut(self, chunk: Chunk) -> Cut:
        """The clitics of a chunk's first word, by the form its name took."""
        words = fold(chunk.name).split()
        token = self.tokens[chunk.first].fold
        if words:
            head = words[0]
            for cut in cuts(token):
                if cut.stem == head or "ال" + cut.stem == head or cut.stem == head.removeprefix("ال"):
                    return cut
        return self.actors.cut(chunk.first)

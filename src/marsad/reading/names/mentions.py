"""Who and what a sentence names: actors of the registry, forces by nationality, groups, persons, things, places.

One pass from left to right; at each token the longest construction wins. What the registry does not know is found by the
word that begins it ("حركة …", movement; "القيادي …", the commander) and by quotation marks.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.places.gazetteer import Gazetteer
from marsad.reading.grammar.ages import with_their_ages
from marsad.reading.grammar.scan import COMMAS, OPENERS, QUOTES, At, surface
from marsad.reading.names.actors import Actors
from marsad.reading.names.bodies import BEFALLS, KILLER, KILLS_KIN, described, kin_of, longer
from marsad.reading.names.by_one_word import TELLING, by_one_word
from marsad.reading.names.capitals import as_governments
from marsad.reading.names.compatriots import compatriots
from marsad.reading.names.event_places import LEADING, happened_at
from marsad.reading.names.forces import force
from marsad.reading.names.garrisons import without_place
from marsad.reading.names.groups import group
from marsad.reading.names.kindred import kindred, second, with_his_name
from marsad.reading.names.lands import BEGINS as LANDS
from marsad.reading.names.lands import land
from marsad.reading.names.led_and_guarded import with_leaders
from marsad.reading.names.lies_near import joined_to_town, lying_near
from marsad.reading.names.lists_of_people import each_by_name
from marsad.reading.names.long_titles import with_long_titles
from marsad.reading.names.mention_joins import (
    and_another,
    governed,
    led_by_both,
    numbered,
    with_offices,
)
from marsad.reading.names.offices import holder, strange_holder
from marsad.reading.names.organisations import organisation
from marsad.reading.names.person_names import CALLED, PersonNames
from marsad.reading.names.places_by_kind import around
from marsad.reading.names.so_called import by_what_they_call
from marsad.reading.names.statement_parties import capital, own_force, speaker, stranger
from marsad.reading.names.statement_subjects import asked_of, behind_statements
from marsad.reading.names.things import thing
from marsad.reading.names.told_in_lists import (
    BEFORE_LISTS,
    BEFORE_PLACES,
    NAMING,
    first_of_known,
    hill,
    named_of_several,
    village_of_a_sheikh,
)
from marsad.reading.names.toponyms import Toponyms
from marsad.reading.names.two_words import two_words
from marsad.reading.names.unit_bodies import of_their_bodies
from marsad.reading.names.units import military_base, unit
from marsad.reading.records import WEAPONS, Chunk
from marsad.reading.tables import tables_of
from marsad.text.tokens import Sentence, Token

_LISTED = {"city", "town", "village", "neighbourhood", "region", "admin1", "admin2", "front", "terrain", "camp", "road", "water", "base", "other", "vicinity"}  # fmt: skip
_WITHIN = {"في", "وفي", "قرب"}
_NOT_NAMED = {"person", "object", "group"}
_ARMED_REFS = word_class("armed_by_word_alone")
_BRIGADE = "لواء"  # also a district, in Jordan and Palestine
_TELLING = ("outlet", "agency", "monitor")  # sources that do nothing but tell
_THAT = {"ان", "بان"}  # that, after a verb of saying
_FOUNDED_BY = frozenset({"object_heads", "org_heads", "source_heads"})  # lists of which some words are
_FOUNDED = ("مركز", "معهد", "موسسه")  # centre, institute, foundation
_LEADING = _WITHIN | _THAT | LEADING | BEFORE_PLACES | OPENERS.keys()
"""The words and marks of which ``_by_the_word_before`` asks whom or what they lead to."""
_NOTED = TELLING | BEFALLS | KILLS_KIN | _LEADING | NAMING | BEFORE_LISTS
_DEFINITE = ("ال", "وال", "بال", "لل")
_JOINED_BY = ("و", "ف")  # what begins a word that is joined to the one before
_OFFICES = frozenset(
    {"person_titles", "offices", "state_offices", "delegations"}
)  # what a ``holder`` begins with
# What ``_actor`` can begin with.
_OPENING_LAYERS = ("actor", "source", "demonym")
_OPENING_CUES = (
    "force_heads", "org_heads", "person_titles", "group_heads", "anaphors", "common_refs", "object_heads", "kindred",
    "offices", "state_offices", "delegations", "unit_heads", "service_heads", "org_heads_full", "bodies",
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
        self._registered = at.begun((), ("actor",))
        self._typed = at.begun(("place_types", "directions"), ())
        self._openers = at.begun(_OPENING_CUES, _OPENING_LAYERS)
        self._led = self._typed | self._openers | at.begun(("place_refs",), ())
        noted = [(here, t.fold) for here, t in enumerate(tokens) if t.fold in _NOTED]
        self._lands = {here for here, token in enumerate(tokens) if token.fold in LANDS}
        self._telling = {here for here, word in noted if word in TELLING}
        self._telling.update(here + 1 for here, word in noted if word in BEFALLS)
        self._telling.update(
            here + 2 + more for here, word in noted if word in KILLS_KIN for more in range(KILLER)
        )
        self._asked = self._led | self._telling | self._lands
        self._led_to = self.toponyms.under_attack.union(
            [here + 1 for here, word in noted if word in _LEADING]
        )
        self._stated = behind_statements(at)
        self._allies = at.begun(("and_ally",), ())
        self._looked_at = self._asked | self._led_to | self._stated
        self._of_several = {
            here + 1 + (here + 1 < len(tokens) and tokens[here + 1].fold == ":")
            for here, word in noted
            if word in NAMING
        }
        self._joined_to = {
            here + 1
            for here, word in noted
            if word in BEFORE_LISTS and any(n.fold[:1] == "و" for n in tokens[here + 2 : here + 4])
        }
        self._looked_at |= self._of_several | self._joined_to

    def find(self, sentence: Sentence) -> list[Chunk]:
        out: list[Chunk] = []
        before: Chunk | None = None
        listing = -1  # up to this token a list of places can go on that ``before`` is the last of
        several = False  # in a list of places that a plural announced
        at = first = sentence.first
        last = sentence.last
        tokens = self.tokens
        toponyms, untold = self.toponyms, self.names.untold
        while at < last:
            token = tokens[at]
            kind, word = token.kind, token.fold
            if kind == "punct" or kind == "newline":
                at += 1
                continue
            listed = before if at <= listing else None
            # Most words begin no construction, and no name is or was told by them.
            begins = kind == "word" and (at in self._asked or not (toponyms.nameless(word) and untold(word)))
            if not begins and listed is None and at not in self._looked_at:
                at += 1
                continue
            chunk = None
            if kind == "word" and listed is not None:
                if at == listed.last and word[:1] == "و":
                    chunk = toponyms.second_of_two(at, last, listed)
                if chunk is None and several:
                    chunk = toponyms.member(at, last, listed)
            if chunk is None and begins:
                chunk = self._chunk(at, last, before)
            if chunk is None and listed is not None and listed.sort in _LISTED:
                chunk = toponyms.more(at, last, listed)
            if kind == "word" and at > first and (listed is not None or at in self._led_to):
                chunk = self._by_the_word_before(at, first, last, before, listed, chunk, out)
            if chunk is None and kind == "word" and at in self._stated:
                chunk = speaker(self.actors, at, last, self._times) or (
                    stranger(self.actors, self.names, at, last) if at > first else None
                )
            told = None
            if kind == "word" and (chunk is None or (chunk.sort == "other" and chunk.last == at + 1)):
                if at in self._of_several and chunk is None:
                    told = named_of_several(toponyms, at, first, last)
                elif at in self._joined_to:
                    told = first_of_known(toponyms, at, last)
                chunk = told or chunk
            if chunk is None or len(chunk.name) < 2:
                at += 1
                continue
            if chunk.kind == "person":
                chunk = village_of_a_sheikh(toponyms, chunk, listed)
            if chunk.kind == "place":
                chunk = numbered(self.actors, chunk, last)
                toponyms.remember(chunk)
            several = chunk.kind == "place" and (
                toponyms.heads_list(chunk)
                or (several and listed is not None)
                or at in self._of_several
                or told is not None
            )
            if chunk.kind == "person":
                chunk = self._also_called(chunk, last)
            elif chunk.kind == "actor":
                chunk = without_place(self.actors, toponyms, led_by_both(self.actors, chunk, last))
            elif chunk.kind == "anaphor":
                chunk = without_place(self.actors, toponyms, chunk)
            out.append(by_what_they_call(tokens, governed(self.actors, chunk, before)))
            at = chunk.last
            while at < last and (tokens[at].fold[:1] in _JOINED_BY or at in self._allies):
                more = (
                    and_another(self.actors, out[-1], last)
                    or second(self.actors, out[-1], last)
                    or kin_of(self.actors, out[-1], last)
                )
                if more is None:
                    break
                out.append(more)
                at = more.last
            before = out[-1]
            listing = before.last + 1 if before.kind == "place" else -1
        out = with_long_titles(
            self.actors, self.names, with_offices(self.actors, out), first, last, self._times
        )
        out = with_leaders(self.actors, out, last)
        return as_governments(self.actors, of_their_bodies(self.actors, out))

    def _by_the_word_before(
        self, at: int, first: int, last: int, before: Chunk | None, listed: Chunk | None, chunk: Chunk | None,
        out: Sequence[Chunk],
    ) -> Chunk | None:  # fmt: skip
        """What only the words before a word tell it to be, unless it is found to be ``chunk``: where or whom they lead to."""
        word_before = self.tokens[at - 1].fold
        if chunk is None and at in self.toponyms.under_attack:
            chunk = self.toponyms.struck(at, last, before)
        if chunk is None:
            if word_before in _WITHIN:
                chunk = self.toponyms.told_where(at, last)
            elif listed is not None and (self.tokens[at].fold[:1] == "و" or word_before in COMMAS):
                chunk = self.toponyms.told_where(at, last, listed=True)
            elif word_before in OPENERS:
                chunk = self.toponyms.each_of(at, last)
        if (chunk is None or chunk.kind in _NOT_NAMED) and (
            word_before in LEADING or at in self.toponyms.under_attack
        ):
            chunk = joined_to_town(self.toponyms, at, last) or chunk
        if word_before in _WITHIN:
            chunk = lying_near(self.toponyms, at, last, chunk)
        if word_before in BEFORE_PLACES:
            chunk = two_words(self.toponyms, at, last, chunk)
        if chunk is None and word_before in LEADING:
            chunk = hill(self.toponyms, at, last)
        if chunk is None and word_before in LEADING and at > first + 1:
            chunk = happened_at(self.toponyms, at, last, before)
        if word_before in _THAT:
            chunk = own_force(self.actors, at, out) or chunk
        return chunk

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

    def _chunk(self, at: int, last: int, before: Chunk | None) -> Chunk | None:
        if at in self._telling and (told := by_one_word(self.actors, at, last, before)) is not None:
            return told
        if at in self._lands and (whose := land(self.toponyms, at, last, before)) is not None:
            return whose
        if at in self._led:
            place = None
            if at in self._typed:
                place = around(self.toponyms, at, last) or self.toponyms.typed(at, last)
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
        goes_on = before is not None and before.kind == "person" and self._goes_on(at, before)
        single = goes_on and before is not None and " " not in before.name and before.last == at
        person = self.names.named(at, last, goes_on or each_by_name(self.tokens, at), single)
        if person is not None and not self._upon(at, last):
            return person
        return self.toponyms.bare(at, last, before, self.actors.preposition)

    def _upon(self, at: int, last: int) -> bool:
        """غارة **على** السيدة زينب: the preposition before a place of two words, and not somebody called Ali."""
        token = self.tokens[at]
        written = self.text[token.start : token.end]
        return written == "على" and at + 1 < last and self.toponyms.known_name(at + 1, last) is not None

    def _goes_on(self, at: int, before: Chunk) -> bool:
        """Does a list go on here with whose last, a person, it stood before: الطفلة شهد علي **وعمر علي**?"""
        if not 0 <= at - before.last <= 1:
            return with_their_ages(self.tokens, before.last, at)
        if at == before.last:
            return self.tokens[at].fold.startswith("و")
        return self.tokens[before.last].fold in COMMAS or self.tokens[before.last].fold == "و"

    def _actor(self, at: int, last: int) -> Chunk | None:
        """Whoever or whatever begins here by a word of the lexicon; a force over the actor of the registry it ends with."""
        if at not in self._openers:
            return None
        actors, names = self.actors, self.names
        hit = actors.best(at, last) if at in self._registered else None
        if (base := military_base(actors, at, last)) is not None:
            return base
        if hit is not None and actors.is_city(hit) and not asked_of(self.tokens, self.at, at):
            return None
        led = self.at.begun_at(at)
        if (
            not _FOUNDED_BY.isdisjoint(led)
            and (body := self._called_after(at, last)) is not None
            and (hit is None or hit.last < body.last)
        ):
            return body
        armed = force(actors, names, at, last) if "force_heads" in led else None
        told = unit(actors, at, last) if "unit_heads" in led or "service_heads" in led else None
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
            if (named := strange_holder(actors, names, hit, last)) is not None:
                return named
            return body or capital(self.actors, actors.registered(hit))
        if not led:
            return compatriots(actors, at) or self._cited(at, last)
        found = with_his_name(actors, names, kindred(actors, at, last), last) if "kindred" in led else None
        if found is None and ("org_heads" in led or "org_heads_full" in led):
            found = self._organised(at, last)
        if found is None and not _OFFICES.isdisjoint(led):
            found = holder(actors, names, self.toponyms, at, last)
        if found is None and ("group_heads" in led or "bodies" in led):
            found = longer(group(actors, names, at, last), described(actors, names, at, last))
        if found is None:
            found = compatriots(actors, at)
        if found is None and ("anaphors" in led or "common_refs" in led):
            found = self._anaphor(at)
        if found is None and "object_heads" in led:
            found = thing(self.actors, at, last)
        return found or self._cited(at, last)

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
            sort = self._anaphors.get(" ".join(hit.term.words), "last")
            if (
                sort == "last"
                and not hit.cut.before
                and at
                and self.tokens[at - 1].fold.startswith(_DEFINITE)
            ):
                return None  # الفترة **الأخيرة**, الغارات **الأخيرة**: the last of them
            name = surface(self.text, self.tokens, at, hit.last, hit.cut)
            return Chunk(at, hit.last, "anaphor", name, sort=sort)
        hit = self.at.cue(at, "common_refs")
        named = self.at.layer(at, "source")
        if hit is None or (named is not None and named.last > hit.last):
            return None
        name = surface(self.text, self.tokens, at, hit.last, hit.cut)
        return Chunk(at, hit.last, "anaphor", name, sort="name", armed=hit.term.words[0] in _ARMED_REFS)

    def _cited(self, at: int, last: int) -> Chunk | None:
        """وكالة الأناضول, المرصد السوري: a source known by name."""
        hit = self.at.layer(at, "source")
        if hit is None or hit.last > last:
            return None
        name = surface(self.text, self.tokens, at, hit.last, hit.cut)
        return Chunk(at, hit.last, "source", name, ref=hit.term.ref, sort="source")

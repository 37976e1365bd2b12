"""Who and what a sentence names: actors of the registry, forces by nationality, groups, persons, things, places.

One pass from left to right; at each token the longest construction wins. What the registry does not know is found by the
word that begins it ("حركة …", movement; "القيادي …", the commander) and by quotation marks.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.terms import Hit
from marsad.places.gazetteer import Gazetteer
from marsad.reading.bare_names import LOCATIVE
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
from marsad.reading.toponyms import Toponyms
from marsad.text.clitics import Cut, cuts
from marsad.text.fold import fold
from marsad.text.tokens import Sentence, Token

_WHOLE = Cut("")


class Mentions:
    """The finder for one report. ``find`` returns the chunks of a sentence in order, none overlapping."""

    def __init__(
        self, text: str, tokens: Sequence[Token], at: At, lexicon: Lexicon, gazetteer: Gazetteer | None
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.at = at
        self.lexicon = lexicon
        self.toponyms = Toponyms(text, tokens, at, lexicon, gazetteer)
        self._groups = lexicon.attributes["group_heads"]
        self._forces = lexicon.attributes["force_heads"]
        self._anaphors = lexicon.attributes["anaphors"]
        self._people: dict[tuple[str, ...], Chunk] = {}
        self._offices: dict[tuple[str, str], Chunk] = {}
        # "(38 عاما)" stands after a person's name.
        self._ages = [
            at
            for at in range(len(tokens) - 2)
            if tokens[at].fold == "("
            and tokens[at + 1].kind == "number"
            and tokens[at + 2].fold.startswith(("عام", "سن"))
        ]

    def find(self, sentence: Sentence) -> list[Chunk]:
        out: list[Chunk] = []
        at = sentence.first
        last = sentence.last
        tokens = self.tokens
        while at < last:
            kind = tokens[at].kind
            if kind == "punct" or kind == "newline":
                at += 1
                continue
            before = out[-1] if out else None
            chunk = self._chunk(at, last, before) if kind == "word" else None
            if (
                chunk is None
                and before is not None
                and before.kind == "place"
                and before.sort in _LISTED
                and at - before.last <= 1
            ):
                chunk = self.toponyms.more(at, last, before)
            if chunk is None:
                at += 1
                continue
            if chunk.kind == "place":
                self.toponyms.remember(chunk)
            out.append(self._governed(chunk, out[-1] if out else None, sentence.first))
            at = chunk.last
        return out

    def _chunk(self, at: int, last: int, before: Chunk | None) -> Chunk | None:
        starts = self.at.starts[at]
        if starts:
            place = self.toponyms.typed(at, last) if self.at.cue(at, "place_types", "directions") else None
            actor = self._actor(at, last)
            if place is not None and (
                actor is None
                or place.last > actor.last
                or (actor.sort == "organisation" and (place.last == actor.last or place.ref is not None))
            ):
                return place
            if (
                actor is not None
                and actor.kind == "person"
                and (known := self.toponyms.known_name(at, last)) is not None
            ):
                return known
            if actor is not None:
                return actor
        person = self._named_person(at, last)
        if person is not None:
            return person
        return self.toponyms.bare(at, last, before, self._preposition(at))

    def _actor(self, at: int, last: int) -> Chunk | None:
        hit = self._best(at, last)
        if hit is not None and self._is_city(hit):
            return None
        force = self._force(at, last)
        if force is not None and (hit is None or force.last >= hit.last):
            return force
        if hit is not None:
            return self._registry(hit)
        for finder in (
            self._organisation,
            self._person,
            self._group,
            self._anaphor,
            self._thing,
            self._cited,
        ):
            chunk = finder(at, last)
            if chunk is not None:
                return chunk
        return None

    def _best(self, at: int, last: int) -> Hit | None:
        hit = self.at.layer(at, "actor")
        return hit if hit is not None and hit.last <= last else None

    def _is_city(self, hit: Hit) -> bool:
        """دمشق, موسكو: a capital is its government only where nothing puts an event there."""
        alias = self.lexicon.tones.get((" ".join(hit.term.words), hit.term.ref))
        if alias is None or alias.tone != "ambiguous":
            return False
        prep = clitic_preposition(hit.cut) or self._preposition(hit.first)
        before = self.tokens[hit.first - 1].fold if hit.first else ""
        # "في بغداد" has the name without a clitic: its stem may still look cut (ب + غداد).
        name = self.tokens[hit.first].fold if not hit.cut.before else hit.cut.stem
        return (prep in LOCATIVE or before in ("العاصمه", "مدينه", "ريف")) and self.toponyms.city(name)

    def _registry(self, hit: Hit) -> Chunk:
        actor = self.lexicon.actors[hit.term.ref]
        name = surface(self.text, self.tokens, hit.first, hit.last, hit.cut)
        alias = self.lexicon.tones.get((" ".join(hit.term.words), actor.id))
        tone = alias.tone if alias else ""
        if actor.kind == "people":
            # Settlers are people who act by force in the reports: the word for them leads a force too.
            sort = self._forces.get(" ".join(hit.term.words), "civilians")
            return Chunk(hit.first, hit.last, "group", name, ref=actor.id, sort=sort, country=actor.country)
        if tone == "ambiguous":
            return Chunk(
                hit.first, hit.last, "anaphor", name, ref=actor.id, sort="name", country=actor.country
            )
        return Chunk(
            hit.first, hit.last, "state" if actor.kind == "state" else "person" if actor.kind == "person" else "actor",
            name, ref=actor.id, sort=actor.kind, country=actor.country, loaded=name if tone == "loaded" else None,
        )  # fmt: skip

    def _force(self, at: int, last: int) -> Chunk | None:
        """قوات روسية, الطيران الحربي التركي, عناصر من تنظيم X: an armed word completed by nationality or by an actor."""
        head = self.at.cue(at, "force_heads")
        if head is None:
            return None
        sort = self._forces.get(" ".join(head.term.words), "force")
        if sort == "person" and (person := self._person(at, last)) is not None:
            return person
        here = head.last
        tokens = self.tokens
        closing = here
        for _ in range(7):
            if here >= last:
                break
            token = tokens[here]
            if token.fold in QUOTES:
                end = quoted(tokens, here, last)
                if (
                    end is not None
                    and self.at.layer(here + 1, "actor") is None
                    and here == head.last
                    and not head.cut.before.endswith("ال")
                    and not tokens[at].fold.startswith("ال")
                ):
                    name = surface(self.text, tokens, at, end, head.cut)
                    return Chunk(at, end, "actor", name, sort=sort)
                here += 1
                continue
            actor = self._best(here, last)
            if actor is not None and conjunction(actor.cut):
                break
            if actor is not None and not self._is_modifier(here, actor):
                inner = self._registry(actor)
                if (
                    inner.kind == "state"
                    and clitic_preposition(actor.cut) != "ل"
                    and not self._linked(here, head.last)
                ):
                    break
                closing = self._close(actor.last, last)
                if inner.kind == "group":  # قوات الأكراد: the forces of a people, not the people
                    name = surface(self.text, tokens, at, closing, head.cut)
                    return Chunk(at, closing, "actor", name, sort=sort, country=inner.country, armed=True)
                sort_ = sort if sort in ("air", "drone", "artillery", "navy") else inner.sort
                full = surface(self.text, tokens, at, closing, head.cut) if actor.first - at <= 1 else ""
                return Chunk(
                    at, closing, "actor" if inner.kind in ("state", "person") else inner.kind, inner.name, ref=inner.ref,
                    sort=inner.sort if inner.kind == "anaphor" else sort_, country=inner.country, loaded=inner.loaded,
                    armed=sort != "government", full=full,
                )  # fmt: skip
            demonym = self.at.layer(here, "demonym")
            if demonym is not None and not clitic_preposition(demonym.cut) and not conjunction(demonym.cut):
                country = demonym.term.ref.partition(":")[0]
                closing = demonym.last
                name = surface(self.text, tokens, at, closing, head.cut)
                if tokens[closing - 1].fold[:2] == "ال" or head.term.form != "noun" or sort != "force":
                    pass
                return Chunk(
                    at, closing, "actor", name, ref=None if tokens[at].fold.endswith(_IRREGULAR) else self._army(country, sort),
                    sort=sort, country=country,
                )  # fmt: skip
            modifier = self.at.cue(here, "force_modifiers")
            if modifier is not None:
                here = modifier.last
                continue
            nested = self.at.cue(here, "force_heads")
            if nested is not None and not conjunction(nested.cut):
                inner_force = self._force(here, last)
                if inner_force is not None:
                    sort_ = sort if sort in ("air", "drone", "artillery") else inner_force.sort
                    return Chunk(at, inner_force.last, inner_force.kind, inner_force.name, ref=inner_force.ref,
                                 sort=sort_, country=inner_force.country, loaded=inner_force.loaded)  # fmt: skip
            organisation = self._organisation(here, last)
            if organisation is not None:
                return Chunk(
                    at, organisation.last, "actor", organisation.name, ref=organisation.ref, sort=sort
                )
            anaphor = self.at.cue(here, "common_refs")
            if anaphor is not None and not conjunction(anaphor.cut) and anaphor.first > at:
                name = surface(self.text, tokens, here, anaphor.last, anaphor.cut)
                return Chunk(at, anaphor.last, "anaphor", name, sort="name", armed=True)
            break
        return self._qualified(at, head, sort, last)

    def _qualified(self, at: int, head: Hit, sort: str, last: int) -> Chunk | None:
        """القوات الشرعية, قوات الأمن التونسية: a force told by the words with the article after it."""
        tokens = self.tokens
        end = head.last
        country = ""
        while end < last and end - head.last < 3 and tokens[end].kind == "word":
            word = tokens[end].fold
            demonym = self.at.layer(end, "demonym")
            if demonym is not None and not clitic_preposition(demonym.cut) and not conjunction(demonym.cut):
                country = demonym.term.ref.partition(":")[0]
                end += 1
                break
            if (
                not word.startswith("ال")
                or word in PREPOSITIONS
                or self._function(end)
                or word in _NOT_QUALIFYING
            ):
                break
            if any(hit.term.layer == "rule" for hit in self.at.any(end)):
                break
            end += 1
        if end == head.last and (modifier := self.at.cue(end, "force_modifiers")) is not None:
            end = min(modifier.last, last)
        name = surface(self.text, tokens, at, end, head.cut)
        if end > head.last:
            ref = self._army(country, sort) if country else None
            return Chunk(at, end, "actor", name, ref=ref, sort=sort, country=country)
        if sort in ("air", "drone", "artillery", "navy") and not (at and self.at.cue(at - 1, "means")):
            # قذائف المدفعية الثقيلة are what was fired, nobody who fires.
            return Chunk(at, end, "group", name, sort=sort)
        return None

    def _linked(self, here: int, start: int) -> bool:
        """Is the state named at ``here`` reached through تابعة لـ or من (belonging to, from)?"""
        return here > start

    def _is_modifier(self, at: int, actor: Hit) -> bool:
        return len(actor.term.words) == 1 and self.at.cue(at, "force_modifiers") is not None

    def _close(self, at: int, last: int) -> int:
        return at + 1 if at < last and self.tokens[at].fold in QUOTES else at

    def _army(self, country: str, sort: str) -> str | None:
        armies = self.lexicon.armies
        order = {
            "government": ("government", "state"), "person": ("government", "state"), "police": ("police", "state"),
            "air": ("army", "state"), "drone": ("army", "state"), "intelligence": ("government", "state"),
        }.get(sort, ("army", "state"))  # fmt: skip
        for kind in order:
            if (country, kind) in armies:
                return armies[(country, kind)]
        return None

    def _organisation(self, at: int, last: int) -> Chunk | None:
        """تنظيم "X", حركة X, مجلس X العسكري: an organisation the registry does not know."""
        head = self.at.cue(at, "org_heads")
        if (
            head is None
            or head.term.words != tuple(t.fold for t in self.tokens[at : head.last])[-len(head.term.words) :]
        ) and (head is None or (conjunction(head.cut) is False and head.cut.before)):
            return None
        here = head.last
        tokens = self.tokens
        end = quoted(tokens, here, last)
        if end is not None:
            return Chunk(at, end, "actor", surface(self.text, tokens, at, end, head.cut), sort="organisation")
        taken = 0
        while here < last and taken < 3 and tokens[here].kind == "word":
            word = tokens[here].fold
            if word in PREPOSITIONS or self._function(here):
                break
            if taken and not word.startswith("ال") and self.at.layer(here, "demonym") is None:
                break
            if not taken and not word.startswith("ال") and self.lexicon.common(word):
                break
            here += 1
            taken += 1
        if not taken:
            return None
        only = tokens[head.last].fold
        if (
            taken == 1
            and (self.at.layer(head.last, "demonym") or self.lexicon.common(only))
            and not only.startswith("ال")
        ):
            return None
        return Chunk(at, here, "actor", surface(self.text, tokens, at, here, head.cut), sort="organisation")

    def _function(self, at: int) -> bool:
        """Does a verb, conjunction or preposition with clitic begin here?"""
        for hit in self.at.any(at):
            if hit.term.form in ("past", "present") and hit.term.layer in ("cue", "rule"):
                return True
            if hit.term.layer == "cue" and hit.term.ref in (
                "cause",
                "according",
                "by_agent",
                "negation",
                "hypothetical",
            ):
                return True
        word = self.tokens[at].fold
        return word[:1] == "ب" and self.lexicon.index.candidates(word) != () and not word.startswith("بر")

    def _person(self, at: int, last: int) -> Chunk | None:
        """القيادي فلان, الرئيس الأميركي دونالد ترمب: a title, what it is of, and a name."""
        title = self.at.cue(at, "person_titles")
        if title is None or title.cut.after:
            return None
        tokens = self.tokens
        here = title.last
        country = ""
        steps = 0
        while here < last and steps < 6:
            fold = tokens[here].fold
            demonym = self.at.layer(here, "demonym")
            if demonym is not None and not demonym.cut.before.startswith(("ب", "ل", "و")):
                country = demonym.term.ref.partition(":")[0]
                here = demonym.last
            elif (
                (fold in COMMAS and country and here + 1 < last and self.name_length(here + 1, last) >= 2)
                or self.at.cue(here, "person_titles")
                or (fold.startswith("ال") and self.lexicon.common(fold))
            ):
                here += 1
            else:
                break
            steps += 1
        if here < last and (known := self._best(here, last)) is not None and known.term.layer == "actor":
            inner = self._registry(known)
            if inner.kind == "person":
                person = Chunk(
                    at, known.last, "person", inner.name, ref=inner.ref, sort="person", country=inner.country
                )
                if country:
                    self._offices.setdefault((title.term.words[0], country), person)
                return person
        length = self.name_length(here, last)
        if not length and (after := self._after_office(here, last)) is not None:
            here, length = after
        if length:
            name = surface(self.text, tokens, here, here + length, None).strip("\"“”«»'() ")
            known_as = self._known_person(
                Chunk(at, here + length, "person", name, sort="person", country=country)
            )
            if country:
                self._offices.setdefault((title.term.words[0], country), known_as)
            return known_as
        if country:
            holder = self._offices.get((title.term.words[0], country))
            if holder is not None:
                return Chunk(at, here, "person", holder.name, ref=holder.ref, sort="person", country=country)
            name = surface(self.text, tokens, at, here, title.cut)
            return Chunk(
                at, here, "person", name, ref=self._army(country, "person"), sort="person", country=country
            )
        return None

    def _after_office(self, at: int, last: int) -> tuple[int, int] | None:
        """القيادي **في جيش الإسلام** محمد علوش: where the name after an office and what it is in begins, and its length."""
        tokens = self.tokens
        here = at
        if here < last and (
            tokens[here].fold in _OFFICE_OF or clitic_preposition(self._cut(here)) in ("ب", "ل")
        ):
            if tokens[here].fold in _OFFICE_OF:
                here += 1
            while here < last and tokens[here].fold in QUOTES:
                here += 1
            owner = self._owner(here, last) if here < last else None
            if owner is None:
                return None
            here = owner.last
        while here < last and here - at < 9 and tokens[here].fold in COMMAS | QUOTES:
            here += 1
        if here == at or here >= last or self._best(here, last) is not None:
            return None
        length = self.name_length(here, last)
        return (here, length) if length >= 2 and self.lexicon.given_name(tokens[here].fold) else None

    def _known_person(self, chunk: Chunk) -> Chunk:
        """Remember a person by the last words of the name, by which the report may go on."""
        folded = tuple(fold(chunk.name).split())
        if len(folded) >= 2:
            tail = folded[-2:] if folded[-2] in _TWO_WORDS else folded[-1:]
            if len(tail) == 2 or not self.lexicon.common(tail[0]):
                self._people.setdefault(tail, chunk)
            self._people.setdefault(folded, chunk)
        return chunk

    def _named_person(self, at: int, last: int) -> Chunk | None:
        """A name without a title: of somebody the report has named before, or told by the age in brackets after it."""
        tokens = self.tokens
        word = tokens[at].fold
        if self._people:
            for size in (2, 1):
                tail = tuple(t.fold for t in tokens[at : at + size])
                for short in (tail, (tail[0][1:], *tail[1:])) if word[:1] in ("و", "ل") else (tail,):
                    known = self._people.get(short)
                    if known is not None and at + size <= last and len(short[0]) > 2:
                        return Chunk(
                            at, at + size, "person", known.name, sort="person", country=known.country
                        )
        given = self.lexicon.given_name(word)
        joined = not given and word[:1] == "و" and self.lexicon.given_name(word[1:])
        ages = [end for end in self._ages if at + 2 <= end <= at + 5] if self._ages else []
        if not (given or joined or ages) or (not given and self.at.any(at)):
            return None
        length = 1 + self.name_length(at + 1, last) if joined else self.name_length(at, last)
        if ages and (given or joined or not self.lexicon.common(word)):
            told = range(at + 1, ages[0])
            if all(
                tokens[i].kind == "word" and tokens[i].fold not in PREPOSITIONS and not self._function(i)
                for i in told
            ):
                length = ages[0] - at
        end = at + length
        if length < 2:
            return None
        if end not in ages and not (
            length >= 3 and sum(self.lexicon.given_name(t.fold) for t in tokens[at:end]) >= 2
        ):
            return None
        name = " ".join(
            self.text[tokens[at].start + int(joined) : tokens[end - 1].end].replace("_", " ").split()
        )
        return self._known_person(Chunk(at, end, "person", name, sort="person"))

    def name_length(self, at: int, last: int) -> int:
        """How many tokens from ``at`` look like a person's name: words that are not common ones."""
        tokens = self.tokens
        end = quoted(tokens, at, last, 5)
        if end is not None:
            return end - at
        here = at
        rare = 0
        while here < last and here - at < 5 and tokens[here].kind == "word":
            word = tokens[here].fold
            if here > at and self._best(here, last) is not None and not self.lexicon.given_name(word):
                break
            if self.lexicon.given_name(word):
                rare += 1
            elif (
                self.lexicon.common(word)
                or word in PREPOSITIONS
                or self._function(here)
                or (here == at and self.at.any(here) and not self.at.layer(here, "demonym"))
            ):
                break
            else:
                rare += 1
            here += 1
        return (
            here - at
            if rare >= 1 and (here - at >= 2 or (here > at and self.at.cue(at - 1, "person_titles")))
            else 0
        )

    def _group(self, at: int, last: int) -> Chunk | None:
        """عناصر, مدنيين, شبان مدينة طفس: people only described; من or a nationality after them may say whose."""
        head = self.at.cue(at, "group_heads")
        if head is None or (head.cut.after and head.cut.before.endswith("ال")):
            return None
        tokens = self.tokens
        if tokens[at].fold in _NEVER_PEOPLE or (head.cut.after == "نا"):
            return None
        if (
            tokens[at].fold in _ADJECTIVES
            and at
            and self.at.cue(at - 1, "object_heads", "source_heads", "means", "place_types")
        ):
            return None
        sort = self._groups.get(" ".join(head.term.words), "civilians")
        here = head.last
        while here < last and here - head.last < 2 and self._describes(here):
            here += 1
        end = here
        if here < last and sort == "fighters":
            link = tokens[here].fold
            inner = None
            if link in ("من", "في", "ضمن", "لدي") and here + 1 < last:
                inner = self._owner(here + 1, last) or (
                    self._owner(here + 2, last) if here + 2 < last else None
                )
            elif self.at.layer(here, "actor") is not None:
                inner = self._owner(here, last)
            if inner is not None:
                return Chunk(at, inner.last, "actor", inner.name, ref=inner.ref, sort=inner.sort, country=inner.country,
                             loaded=inner.loaded)  # fmt: skip
        demonym = self.at.layer(here, "demonym") if here < last else None
        if demonym is not None and not demonym.cut.before.replace("ال", ""):
            country = demonym.term.ref.partition(":")[0]
            name = surface(self.text, tokens, at, demonym.last, head.cut)
            ref = self._army(country, "force") if sort == "fighters" else None
            return Chunk(
                at,
                demonym.last,
                "actor" if sort == "fighters" else "group",
                name,
                ref=ref,
                sort=sort,
                country=country,
            )
        if here < last and here == head.last and tokens[here].kind == "word":
            place = self.toponyms.typed(here, last) or self.toponyms.bare(here, last, None, "في")
            if (
                place is not None
                and place.first == here
                and not clitic_preposition(self._cut(here))
                and not conjunction(self._cut(here))
            ):
                end = self._more_places(place, last)
                name = surface(self.text, tokens, at, end, head.cut)
                return Chunk(at, end, "group", name, sort=sort, ref=place.ref, place=place.name)
        return Chunk(at, end, "group", surface(self.text, tokens, at, end, head.cut), sort=sort)

    def _more_places(self, place: Chunk, last: int) -> int:
        """أهالي X **وY وZ**: the end of a list of places."""
        end = place.last
        while end < last and self.tokens[end].kind == "word" and self.tokens[end].fold[:1] == "و":
            known = self.toponyms.bare(end, last, place, "")
            if known is None:
                break
            end = known.last
            place = known
        return end

    def _owner(self, at: int, last: int) -> Chunk | None:
        force = self._force(at, last)
        if force is not None and force.kind in ("actor", "anaphor"):
            return force
        hit = self._best(at, last)
        if hit is not None and not self._is_city(hit):
            return self._registry(hit)
        return self._organisation(at, last)

    def _describes(self, at: int) -> bool:
        """Adjectives that follow a group: مجهولين, مسلحين, عزل."""
        word = self.tokens[at].fold
        return word in _DESCRIBING

    def _anaphor(self, at: int, last: int) -> Chunk | None:
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

    def _thing(self, at: int, last: int) -> Chunk | None:
        hit = self.at.cue(at, "object_heads")
        if hit is None or hit.cut.after or self.text[self.tokens[at].start] == "إ":
            return None
        if (filled := self.at.cue(hit.last, "means")) is not None and filled.term.words[0] in _LOADED:
            return None  # سيارة مفخخة is what went off, nothing that was struck.
        return Chunk(
            at, hit.last, "object", surface(self.text, self.tokens, at, hit.last, hit.cut), sort="object"
        )

    def _cited(self, at: int, last: int) -> Chunk | None:
        hit = self.at.layer(at, "source")
        if hit is None or hit.last > last:
            return None
        name = surface(self.text, self.tokens, at, hit.last, hit.cut)
        return Chunk(at, hit.last, "source", name, ref=hit.term.ref, sort="source")

    def _cut(self, at: int) -> Cut:
        """The likeliest cut of a word that no list decided on: the first clitic cut whose rest is known, else none."""
        starts = self.at.starts[at]
        if starts:
            return min((hit.cut for hit in starts), key=lambda cut: len(cut.before) + len(cut.after))
        return _WHOLE

    def _preposition(self, at: int) -> str:
        back = at - 1
        while back >= 0 and self.tokens[back].fold in QUOTES:
            back -= 1
        if back >= 0 and self.tokens[back].kind == "word":
            word = self.tokens[back].fold
            if word in PREPOSITIONS:
                return word
            if word[:1] == "و" and word[1:] in PREPOSITIONS:
                return word[1:]
        return ""

    def _governed(self, chunk: Chunk, before: Chunk | None, first: int) -> Chunk:
        """Add the preposition that governs a chunk and whether it continues the one before."""
        tokens = self.tokens
        cut = self._chunk_cut(chunk)
        prep = clitic_preposition(cut) or self._preposition(chunk.first)
        joined = False
        if before is not None and before.last <= chunk.first:
            between = [t.fold for t in tokens[before.last : chunk.first] if t.fold not in QUOTES]
            joined = (not between and conjunction(cut)) or (
                bool(between)
                and all(word in COMMAS or word in ("و", "/", "-", "–", "_", "او") for word in between)
            )
            if joined and not prep and (before.kind == chunk.kind or {before.kind, chunk.kind} <= _PEOPLE):
                prep = before.prep
        if prep == chunk.prep and joined == chunk.joined:
            return chunk
        return replace(chunk, prep=prep or chunk.prep, joined=joined)

    def _chunk_cut(self, chunk: Chunk) -> Cut:
        """The clitics of a chunk's first word, by the form its name took."""
        words = fold(chunk.name).split()
        token = self.tokens[chunk.first].fold
        if words:
            head = words[0]
            for cut in cuts(token):
                if cut.stem == head or "ال" + cut.stem == head or cut.stem == head.removeprefix("ال"):
                    return cut
        return self._cut(chunk.first)


_IRREGULAR = ("ليشيا", "ليشيات", "رتزقه")
_TWO_WORDS = {"ابو", "ابي", "بن", "ابن", "عبد", "ال", "ام"}
_OFFICE_OF = {"في", "باسم", "من", "ب", "لدي", "بتنظيم"}
_LOADED = {"مفخخه", "ملغومه", "مفخخ", "ملغومتين", "مفخختين", "ناسفه", "ناسف"}
_NEVER_PEOPLE = {"العسكري", "المدني", "المسلح", "العسكريه", "المدنيه", "المسلحه"}
_ADJECTIVES = {"عسكري", "عسكريا", "عسكريه", "مدني", "مدنيا", "مدنيه", "مسلح", "انتحاري", "انتحاريه"}
_NOT_QUALIFYING = {"اليوم", "الاحد", "الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعه", "السبت", "الماضي", "الان", "التي", "الذي",
                   "الذين", "الماضيه", "الجاري"}  # fmt: skip
_MILITARY = {
    "سياره",
    "سيارات",
    "اليات",
    "اليه",
    "عربه",
    "عربات",
    "دبابه",
    "دبابات",
    "منزل",
    "شاحنه",
    "شاحنات",
    "دراجه",
    "طايره",
    "تجمع",
    "موقع",
    "مواقع",
    "نقطه",
    "نقاط",
    "اهداف",
    "تجمعات",
    "تعزيزات",
    "مقر",
    "مقرات",
}
_LISTED = {
    "city",
    "town",
    "village",
    "neighbourhood",
    "region",
    "admin1",
    "admin2",
    "front",
    "terrain",
    "camp",
    "road",
}
_ARMED_REFS = {
    "القوات",
    "التنظيم",
    "الميليشيا",
    "الميليشيات",
    "المليشيا",
    "المليشيات",
    "الجيش",
    "الفصيل",
    "الشرطه",
    "الجبهه",
    "الوحدات",
}
_PEOPLE = {"actor", "state", "group", "person", "anaphor"}
_DESCRIBING = {
    "مجهولون", "مجهولين", "مجهولي", "مسلحين", "مسلحون", "مسلحه", "عزل", "محليين", "محليون", "اجانب", "اخرين", "اخرون", "اخر",
    "مدنيين", "مدنيون", "ابرياء", "الابرياء", "مواليين", "موالين", "متطرفين", "متشددين", "ارهابيين", "الهويه", "اثنين", "اثنان",
    "ملثمين", "ملثمون", "غاضبون", "غاضبين", "محتجين", "نازحين", "نازحه",
}  # fmt: skip

"""The actors of the registry in one report, and the small looks at its words that every finder of actors needs."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import PREPOSITIONS, QUOTES, At, clitic_preposition, surface
from marsad.reading.names.struck_names import LOCATIVE
from marsad.reading.names.toponyms import Toponyms
from marsad.reading.records import Chunk
from marsad.text.clitics import Cut
from marsad.text.tokens import Token

_WHOLE = Cut("")
_PARTS = word_class("parts_of_a_city")
_MOUNTAIN = {"جبل", "جبال"}  # mountain, mountains

_EACH = {
    "كل": "",
    "وكل": "",
    "لكل": "ل",
    "ولكل": "ل",
}  # each (of), and each, to each; with the preposition written to it
_SEEING = word_class("seeing")


class Actors:
    """One report with what the registry knows of it: what the finders of forces, people and groups look at."""

    def __init__(
        self, text: str, tokens: Sequence[Token], at: At, lexicon: Lexicon, toponyms: Toponyms
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.at = at
        self.lexicon = lexicon
        self.toponyms = toponyms
        self.forces = lexicon.attributes["force_heads"]

    def best(self, at: int, last: int) -> Hit | None:
        """The actor of the registry named from ``at`` on: **حزب الله**, **النظام السوري**."""
        hit = self.at.layer(at, "actor")
        if hit is None or hit.last > last or self._adjective(hit) or self._annexed(hit):
            return None
        return None if self._of_another(hit, last) else hit

    def _of_another(self, hit: Hit, last: int) -> bool:
        """**بشار** بركات: the given name of somebody known, before a name of somebody else."""
        if len(hit.term.words) != 1 or hit.last >= last or not self.lexicon.given_name(hit.term.words[0]):
            return False
        word = self.tokens[hit.last]
        if word.kind != "word" or self.lexicon.actors[hit.term.ref].kind != "person":
            return False
        if word.fold in PREPOSITIONS or self.function(hit.last) or word.fold.startswith(("و", "ال")):
            return False
        return self.lexicon.given_name(word.fold) or not (
            self.lexicon.common(word.fold) or self.at.any(hit.last)
        )

    def _annexed(self, hit: Hit) -> bool:
        """اتهمت الحكومة **الحوثيين** is not حكومة الحوثيين: what has the article is annexed to no plural after it.

        Nor to a man's name: اعتقل الجيش **خالد** سعيد is told of no جيش خالد.
        """
        words = hit.term.words
        if len(words) == 2 and hit.cut.before.endswith("ال") and self.lexicon.given_name(words[1]):
            return True
        return (
            len(words) == 2
            and hit.cut.before.endswith("ال")
            and not words[0].endswith(("ين", "ون"))
            and words[1].startswith("ال")
            and (words[1].endswith(("ين", "ون")) or (words[1].endswith("ات") and not words[0].endswith("ات")))
        )

    def _adjective(self, hit: Hit) -> bool:
        """مدينة عفرين **السورية**: with the article the other spelling of سوريا is the adjective, never the state.

        The adjective of a party (حوثية) is its name only without the article: المليشيات **الحوثية** is told by its noun.
        """
        if len(hit.term.words) != 1 or not hit.cut.before.endswith("ال"):
            return False
        adjective = self.lexicon.actors[hit.term.ref].adjective
        if adjective and hit.term.words[0].startswith(adjective.split("|")[0]):
            return True
        return (
            self.lexicon.actors[hit.term.ref].kind == "state"
            and self.at.layer(hit.first, "demonym") is not None
        )

    def is_city(self, hit: Hit) -> bool:
        """دمشق, موسكو: a capital is its government only where nothing puts an event there."""
        alias = self.lexicon.tones.get((" ".join(hit.term.words), hit.term.ref))
        if alias is None or alias.tone != "ambiguous":
            return False
        prep = clitic_preposition(hit.cut) or self.preposition(hit.first)
        before = self.tokens[hit.first - 1].fold if hit.first else ""
        # "في بغداد" has the name without a clitic: its stem may still look cut (ب + غداد).
        first = self.tokens[hit.first].fold if not hit.cut.before else hit.cut.stem
        name = " ".join([first, *(t.fold for t in self.tokens[hit.first + 1 : hit.last])])
        lead = before
        if hit.first > 1 and before.startswith("ال") and self.at.layer(hit.first - 1, "demonym") is not None:
            lead = self.tokens[hit.first - 2].fold  # العاصمة الإيرانية **طهران**
        part = lead.removeprefix("و").removeprefix("ب") in _PARTS
        if before in _MOUNTAIN:
            return True  # جبل **قنديل**: the mountain, whoever is called by it
        scene = before.removeprefix("و") in _SEEING
        return (prep in LOCATIVE or part or scene) and self.toponyms.city(name)

    def registered(self, hit: Hit) -> Chunk:
        """The chunk of an actor of the registry, its kind by what the registry says of it."""
        actor = self.lexicon.actors[hit.term.ref]
        name = surface(self.text, self.tokens, hit.first, hit.last, hit.cut)
        alias = self.lexicon.tones.get((" ".join(hit.term.words), actor.id))
        tone = alias.tone if alias else ""
        if actor.kind == "people":
            # Settlers are people who act by force in the reports: the word for them leads a force too.
            sort = self.forces.get(" ".join(hit.term.words), "civilians")
            return Chunk(hit.first, hit.last, "group", name, ref=actor.id, sort=sort, country=actor.country)
        if tone == "ambiguous":
            return Chunk(
                hit.first, hit.last, "anaphor", name, ref=actor.id, sort="name", country=actor.country
            )
        return Chunk(
            hit.first, hit.last, "state" if actor.kind == "state" else "person" if actor.kind == "person" else "actor",
            name, ref=actor.id, sort=actor.kind, country=actor.country, loaded=name if tone == "loaded" else None,
        )  # fmt: skip

    def army(self, country: str, sort: str) -> str | None:
        """Whose the forces of a country are: its army, its police, its government for a minister."""
        armies = self.lexicon.armies
        order = {
            "government": ("government", "state"), "person": ("government", "state"), "police": ("police", "state"),
            "air": ("army", "state"), "drone": ("army", "state"), "intelligence": ("government", "state"),
        }.get(sort, ("army", "state"))  # fmt: skip
        for kind in order:
            if (country, kind) in armies:
                return armies[(country, kind)]
        return None

    def function(self, at: int) -> bool:
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

    def cut(self, at: int) -> Cut:
        """The likeliest cut of a word that no list decided on: the first clitic cut whose rest is known, else none."""
        starts = self.at.starts[at]
        if starts:
            return min((hit.cut for hit in starts), key=lambda cut: len(cut.before) + len(cut.after))
        return _WHOLE

    def preposition(self, at: int) -> str:
        """The preposition written as a word right before: **في** "دمشق", **ومن** حلب."""
        back = at - 1
        while back >= 0 and self.tokens[back].fold in QUOTES:
            back -= 1
        if back >= 0 and self.tokens[back].kind == "word":
            word = self.tokens[back].fold
            if word == "من" and back and (each := _EACH.get(self.tokens[back - 1].fold)) is not None:
                return each  # اعتقال **كل من** فلان وفلان
            if word in PREPOSITIONS:
                return word
            if word[:1] == "و" and word[1:] in PREPOSITIONS:
                return word[1:]
        return ""

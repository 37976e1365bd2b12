"""Terms: every written form the lexicon knows, and finding them in a run of tokens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from marsad.text.clitics import Cut, length, parts
from marsad.text.tokens import Token


class Term(Struct, frozen=True, gc=False):
    """``words`` as folded tokens; ``layer`` says which list it is from and ``ref`` which entry of that list.

    ``form``: "past", "present" (verbs), "noun", "name" (takes no pronoun), "exact" (takes only و or ف before it).
    """

    words: tuple[str, ...]
    layer: str
    ref: str
    form: str = "name"


class Hit(Struct, frozen=True, gc=False):
    """A term found at tokens ``first``–``last`` (half open), with the clitics cut from its first word."""

    first: int
    last: int
    term: Term
    cut: Cut


# The terms that may begin at a word, those of them that are one word, by their second words where the others stand
# among all (under "" those of one word), and by second word met the terms that are left.
_Pairs = tuple[tuple[Cut, Term], ...]
_Plan = tuple[_Pairs, _Pairs, dict[str, list[int]], dict[str, _Pairs]]

_NONE: dict[str, list[int]] = {}
_NONE_MET: dict[str, _Pairs] = {}
_NOTHING: _Plan = ((), (), _NONE, _NONE_MET)
"""The plan of a word that begins no term, as most do not."""

_VERB_BEFORE = {"", "و", "ف", "ل", "س", "وس", "فس", "ول", "فل"}
_EXACT_BEFORE = {"", "و", "ف"}
# Quotation marks may stand inside a name: تنظيم "الدولة الإسلامية".
_INSIDE = {'"', "“", "”", "«", "»", "'", "’", "‘", "_", "/", "#", "(", ")", "-", "."}


def fits(term: Term, cut: Cut) -> bool:
    form = term.form
    if form == "past" or form == "present":
        # Verbs take ني, never a bare ي or ك: يدعى (is called) is not يدع + ي.
        return (
            cut.before in _VERB_BEFORE
            and not (form == "past" and "س" in cut.before)
            and cut.after not in ("ي", "ك")
        )
    if form == "exact":
        return not cut.after and cut.before in _EXACT_BEFORE
    if form == "name":
        return not cut.after
    if form == "noun" and "س" in cut.before:
        return False  # سامر is a name, and no commander to come
    return not (cut.after and cut.before.endswith("ال"))


_GOING_ON = ("بي", "وبي", "فبي")  # ب of what is going on, before the ي of the present


def _as_written(word: str) -> str | None:
    """A verb that posts write otherwise: **ب**يقصف of what is going on, قصف**و** without the alef that closes the plural."""
    bare = word
    if word.startswith(_GOING_ON):
        begins = word.index("ب")
        if len(word) > begins + 4:
            bare = word[:begins] + word[begins + 1 :]
    if word.endswith("و") and len(word) > 3:
        return bare + "ا"
    return bare if bare != word else None


class Index:
    """Terms by first word. ``find`` costs one dictionary lookup for a word that begins nothing."""

    def __init__(self, terms: Iterable[Term]) -> None:
        by_first: dict[str, dict[Term, None]] = {}
        for term in terms:
            by_first.setdefault(term.words[0], {})[term] = None
        self._by_first = {
            word: tuple(sorted(found, key=lambda t: (-len(t.words), t.layer, t.ref, t.form)))
            for word, found in by_first.items()
        }
        self._plans: tuple[dict[str, _Plan], dict[str, _Plan]] = ({}, {})  # without and with a final ة

    @classmethod
    def of(cls, by_first: Mapping[str, tuple[Term, ...]]) -> Index:
        """An index of terms that are in order already."""
        made = cls(())
        made._by_first = dict(by_first)
        return made

    @property
    def by_first(self) -> Mapping[str, tuple[Term, ...]]:
        """The terms by their first word, in the order in which they are tried."""
        return self._by_first

    def candidates(self, word: str, ta: bool = False) -> tuple[tuple[Cut, Term], ...]:
        """Every term that may begin at this folded word, with the cut that allows it; ``ta`` as in ``Token``."""
        plan = self._plans[ta].get(word)
        return (plan if plan is not None else self._plan(word, ta))[0]

    def _candidates(self, word: str, ta: bool) -> _Pairs:
        by_first = self._by_first
        seen: dict[Term, Cut] = {}
        for cut in self._cuts(word):
            if ta and cut.after:
                continue
            for term in by_first[cut.stem]:
                if fits(term, cut) and term not in seen:
                    seen[term] = cut
        if ta:
            return tuple([(cut, term) for term, cut in seen.items()])
        said = _as_written(word)
        if said is not None and all(len(term.words) > 1 for term in seen):
            for cut in self._cuts(said):
                for term in by_first[cut.stem]:
                    if term.form in ("past", "present") and fits(term, cut):
                        seen.setdefault(term, cut)
        if word.endswith("ا") and len(word) > 3:
            # The accusative of an indefinite noun is written with a final alef: هجوما, انتحاريا.
            for cut in self._cuts(word[:-1]):
                for term in by_first[cut.stem] if not cut.after and not cut.article else ():
                    if term.form == "noun" and fits(term, cut):
                        seen.setdefault(term, cut)
        return tuple([(cut, term) for term, cut in seen.items()])

    def _cuts(self, word: str) -> list[Cut]:
        """The cuts of a word that leave the first word of a term, least cut first; of most words none does."""
        by_first = self._by_first
        left = [part for part in parts(word) if part[0] in by_first]
        if len(left) > 1:
            left.sort(key=length)
        return [Cut(stem, before, after) for stem, before, after in left]

    def exact(self, words: Sequence[str]) -> tuple[Term, ...]:
        """Terms whose words are exactly these."""
        wanted = tuple(words)
        return tuple(t for t in self._by_first.get(wanted[0], ()) if t.words == wanted) if wanted else ()

    def _plan(self, word: str, ta: bool) -> _Plan:
        """What ``find`` does at this word, kept by word."""
        found = self._candidates(word, ta)
        plan = _planned(found) if found else _NOTHING
        plans = self._plans[ta]
        if len(plans) < 400_000:
            plans[word] = plan
        return plan

    @staticmethod
    def _narrow(plan: _Plan, second: str) -> _Pairs:
        """The terms that may begin where this word comes second: of hundreds that begin with "forces of" a few."""
        found, _, seconds, narrowed = plan
        places = [*seconds.get("", ()), *seconds.get(second, ())]
        if second.endswith("ا"):
            places += [place for place in seconds.get(second[:-1], ()) if found[place][1].form == "noun"]
        left = narrowed[second] = tuple([found[place] for place in sorted(places)])
        return left

    def find(self, tokens: Sequence[Token]) -> list[Hit]:
        """All hits in order of their first token; longer terms before shorter ones at the same token."""
        out: list[Hit] = []
        count = len(tokens)
        without_ta, with_ta = self._plans
        for at, token in enumerate(tokens):
            plan = (with_ta if token.ta else without_ta).get(token.fold)
            if plan is None:
                if token.kind == "punct" or token.kind == "newline":
                    continue
                plan = self._plan(token.fold, token.ta)
            if plan is _NOTHING:
                continue
            found, lone, seconds, narrowed = plan
            if seconds:
                here = at + 1
                while here < count and tokens[here].fold in _INSIDE:
                    here += 1
                second = tokens[here].fold if here < count else ""
                # Where the word that follows is the second of no term, as it mostly is, longer terms are not tried.
                found = lone
                if second in seconds or (second[-1:] == "ا" and second[:-1] in seconds):
                    left = narrowed.get(second)
                    found = self._narrow(plan, second) if left is None else left
            if found is lone:
                for cut, term in lone:
                    out.append(Hit(at, at + 1, term, cut))
                continue
            for cut, term in found:
                words = term.words
                size = len(words)
                if size == 1:
                    out.append(Hit(at, at + 1, term, cut))
                    continue
                here = at + 1
                matched = 1
                while matched < size and here < count:
                    fold = tokens[here].fold
                    if fold == words[matched] or (term.form == "noun" and fold == words[matched] + "ا"):
                        matched += 1
                    elif fold not in _INSIDE:
                        break
                    here += 1
                if matched == size:
                    out.append(Hit(at, here, term, cut))
        return out


def _planned(found: _Pairs) -> _Plan:
    """The plan of a word at which these terms may begin."""
    seconds: dict[str, list[int]] = {}
    for place, (_, term) in enumerate(found):
        seconds.setdefault(term.words[1] if len(term.words) > 1 else "", []).append(place)
    lone = seconds.get("", ())
    if len(lone) == len(found):
        return (found, found, _NONE, _NONE_MET)
    return (found, tuple([found[place] for place in lone]), seconds, {})

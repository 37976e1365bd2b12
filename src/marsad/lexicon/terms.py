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


class _Begun(Struct, frozen=True, gc=False):
    """The terms that begin with one word, in the order in which they are tried: by second word where those stand that have one,
    and those that are one word."""

    terms: tuple[Term, ...]
    seconds: dict[str, list[int]]
    lone: tuple[Term, ...]

    def before(self, second: str) -> list[Term]:
        """Those that may stand where this word comes second, of hundreds that begin with "forces of" a few."""
        places = self.seconds.get(second, ())
        if second.endswith("ا") and (nouns := self.seconds.get(second[:-1])):
            places = sorted([*places, *(place for place in nouns if self.terms[place].form == "noun")])
        return [*(self.terms[place] for place in places), *self.lone]


def _begun(terms: tuple[Term, ...]) -> _Begun:
    seconds: dict[str, list[int]] = {}
    for place, term in enumerate(terms):
        if len(term.words) > 1:
            seconds.setdefault(term.words[1], []).append(place)
    return _Begun(terms, seconds, tuple([term for term in terms if len(term.words) == 1]))


# A way to read a word: a cut of it, what begins with the stem, and which forms of terms only may be meant.
_Way = tuple[Cut, _Begun, frozenset[str] | None]
_Pairs = tuple[tuple[Cut, Term], ...]
# What ``find`` does at a word: the terms of one word that stand there, the second words of those that may begin there, by
# second word met which do, and the ways to read it.
_Plan = tuple[_Pairs, tuple[dict[str, list[int]], ...], dict[str, _Pairs], tuple[_Way, ...]]

_NOTHING: _Plan = ((), (), {}, ())
"""The plan of a word that begins no term, as most do not."""

_VERBS = frozenset({"past", "present"})
_NOUNS = frozenset({"noun"})

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
        self._begun: dict[str, _Begun] = {}  # those of ``_by_first`` that a report has had
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
        _, _, _, ways = self._plans[ta].get(word) or self._plan(word, ta)
        return _fitting([(cut, forms, begun.terms) for cut, begun, forms in ways])

    def exact(self, words: Sequence[str]) -> tuple[Term, ...]:
        """Terms whose words are exactly these."""
        wanted = tuple(words)
        return tuple(t for t in self._by_first.get(wanted[0], ()) if t.words == wanted) if wanted else ()

    def _ways(self, word: str) -> list[_Way]:
        """The cuts of a word that leave the first word of a term, least cut first; of most words none does."""
        by_first = self._by_first
        left = [part for part in parts(word) if part[0] in by_first]
        if len(left) > 1:
            left.sort(key=length)
        out: list[_Way] = []
        for stem, before, after in left:
            begun = self._begun.get(stem)
            if begun is None:
                begun = self._begun[stem] = _begun(by_first[stem])
            out.append((Cut(stem, before, after), begun, None))
        return out

    def _plan(self, word: str, ta: bool) -> _Plan:
        """What ``find`` does at this word, kept by word."""
        ways = self._ways(word)
        if ta:
            ways = [way for way in ways if not way[0].after]
        lone = _lone(ways)
        if not ta:
            more: list[_Way] = []
            if not lone and (said := _as_written(word)) is not None:
                more += [(cut, begun, _VERBS) for cut, begun, _ in self._ways(said)]
            if word.endswith("ا") and len(word) > 3:
                # The accusative of an indefinite noun is written with a final alef: هجوما, انتحاريا.
                more += [
                    (cut, begun, _NOUNS)
                    for cut, begun, _ in self._ways(word[:-1])
                    if not cut.after and not cut.article
                ]
            if more:
                ways += more
                lone = _lone(ways)
        seconds = tuple([begun.seconds for _, begun, _ in ways if begun.seconds])
        plan = (lone, seconds, {}, tuple(ways)) if lone or seconds else _NOTHING
        plans = self._plans[ta]
        if len(plans) < 400_000:
            plans[word] = plan
        return plan

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
            lone, seconds, met, ways = plan
            found = lone
            if seconds:
                behind = at + 1
                while behind < count and tokens[behind].fold in _INSIDE:
                    behind += 1
                second = tokens[behind].fold if behind < count else ""
                # Where the word that follows is the second of no term, as it mostly is, longer terms are not tried.
                for several in seconds:
                    if second in several or (second[-1:] == "ا" and second[:-1] in several):
                        if second not in met:
                            met[second] = _fitting(
                                [(cut, forms, begun.before(second)) for cut, begun, forms in ways]
                            )
                        found = met[second]
                        break
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
                here = behind + 1
                matched = 2  # only those are tried whose second word follows
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


def _lone(ways: Sequence[_Way]) -> _Pairs:
    """The terms of one word that may be meant."""
    tried = [(cut, forms, begun.lone) for cut, begun, forms in ways if begun.lone]
    return _fitting(tried) if tried else ()


def _fitting(tried: Sequence[tuple[Cut, frozenset[str] | None, Sequence[Term]]]) -> _Pairs:
    """Those of the terms that a cut allows, each with the first that does."""
    found: list[tuple[Cut, Term]] = []
    stems: set[str] = set()
    for cut, forms, terms in tried:
        again = cut.stem in stems  # another cut with the same stem may have allowed a term before
        stems.add(cut.stem)
        for term in terms:
            if (
                (forms is None or term.form in forms)
                and fits(term, cut)
                and not (again and any(term is known for _, known in found))
            ):
                found.append((cut, term))
    return tuple(found)

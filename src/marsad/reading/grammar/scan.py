"""Small looks at tokens that several stages share: prepositions, cues at a token, the surface of a word without clitics."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.text.clitics import Cut
from marsad.text.fold import fold
from marsad.text.tokens import Token

QUOTES = {'"', "“", "”", "«", "»", "'", "‘", "’", "``", "„"}
OPENERS = {'"': '"', "“": "”", "«": "»", "'": "'", "‘": "’", "(": ")"}
COMMAS = {"،", ",", "؛", ";"}
DASHES = {"-", "–", "—"}
PREPOSITIONS = word_class("prepositions")
_FINITE = frozenset({"past", "present"})  # forms of verbs
_TELLING = frozenset({"rule", "cue"})  # layers of words, and not of names
_ON = frozenset({"علي", "وعلي", "فعلي"})  # on, and on, so on; folded
_WHILE_AT = {"خلال", "اثناء", "لدي", "عند"}  # during, while, at (twice)
_AT = 4  # tokens between such a word and what somebody was at
_NO_CUES: Mapping[str, Hit] = {}


def is_ali(text: str, token: Token) -> bool:
    """Is a token the name علي? The preposition على folds into the same letters."""
    return token.fold == "علي" and text[token.end - 1] == "ي"


def preposition_on(text: str, token: Token) -> bool:
    """Is a token the preposition على, with "and" before it or without: **وعلى** الرغم? The name علي folds into the same letters."""
    return token.fold in _ON and text[token.end - 1] != "ي"


def at_work(tokens: Sequence[Token], first: int) -> bool:
    """قتل ثلاثة جنود **خلال محاولتهم** تفكيك عبوة: it is told what they were at when something befell them."""
    return any(t.fold in _WHILE_AT for t in tokens[max(0, first - _AT) : first])


class At:
    """The hits of a report by token. ``cue(i, name)`` is the hit of that cue list that begins at token ``i``.

    ``hits`` stand in the order of their first tokens, as ``Index.find`` gives them.
    """

    def __init__(self, hits: Sequence[Hit], count: int) -> None:
        self.starts: list[list[Hit] | None] = [None] * count
        self.cues: dict[str, list[int]] = {}  # by list, where its cues begin, in order
        # By token and list, and by layer and token, the hit that ``cue`` and ``layer`` answer with: they are asked at
        # every word, and at most words no cue begins.
        self._cues: dict[int, dict[str, Hit]] = {}
        self._layer: dict[str, dict[int, Hit]] = {}
        self.verbs: list[int] = []  # where finite verbs of rules and cues begin, in order
        starts, lists, by_token, layers, verbs = self.starts, self.cues, self._cues, self._layer, self.verbs
        begun = -1  # the token at which the last hit began
        for hit in hits:
            first, term = hit.first, hit.term
            if first != begun:
                here = starts[first] = []
                cues: dict[str, Hit] | None = None
                begun = first
            here.append(hit)
            layer = term.layer
            if term.form in _FINITE and layer in _TELLING and (not verbs or verbs[-1] != first):
                verbs.append(first)
            if layer == "cue":
                ref = term.ref
                if cues is None:
                    cues = by_token[first] = {}
                known = cues.get(ref)
                if known is None:
                    cues[ref] = hit
                    row = lists.get(ref)
                    if row is None:
                        lists[ref] = [first]
                    else:
                        row.append(first)
                elif hit.last > known.last:
                    cues[ref] = hit
            else:
                ranked = layers.get(layer)
                if ranked is None:
                    ranked = layers[layer] = {}
                known = ranked.get(first)
                if known is None or _outranks(hit, known):
                    ranked[first] = hit

    def cue(self, at: int, *names: str) -> Hit | None:
        """The longest cue of these lists that begins at this token."""
        here = self._cues.get(at)
        if here is None:
            return None
        best: Hit | None = None
        for name in names:
            hit = here.get(name)
            if hit is None:
                continue
            if best is None or hit.last > best.last:
                best = hit
            elif hit.last == best.last:
                # As long as the other: the one that the lexicon tries first.
                best = next(h for h in self.starts[at] or () if h is hit or h is best)
        return best

    def begun_at(self, at: int) -> Mapping[str, Hit]:
        """The cue lists of which one begins at this token, each with its longest."""
        return self._cues.get(at, _NO_CUES)

    def within(self, first: int, last: int, *names: str) -> bool:
        """Does a cue of one of these lists begin at a token of ``first``–``last``?"""
        for name in names:
            begins = self.cues.get(name)
            if (
                begins is not None
                and first <= begins[-1]
                and begins[0] < last
                and begins[bisect_left(begins, first)] < last
            ):
                return True
        return False

    def all_within(self, first: int, last: int, *names: str) -> Sequence[Hit]:
        """The cues of these lists that begin at tokens ``first``–``last``, in order."""
        begins: list[int] = []
        for name in names:
            row = self.cues.get(name)
            if row is not None and first <= row[-1] and row[0] < last:
                begins += row[bisect_left(row, first) : bisect_left(row, last)]
        if not begins:
            return ()
        if len(names) > 1 and len(begins) > 1:
            begins = sorted(set(begins))
        found = [self.cue(here, *names) for here in begins]
        return [hit for hit in found if hit is not None]

    def layer(self, at: int, layer: str) -> Hit | None:
        """The longest hit of ``layer`` that begins at this token, least cut first."""
        found = self._layer.get(layer)
        return found.get(at) if found is not None else None

    def begun(self, cues: Iterable[str], layers: Iterable[str]) -> set[int]:
        """The tokens at which a cue of these lists or a hit of these layers begins."""
        out: set[int] = set()
        for name in cues:
            out.update(self.cues.get(name, ()))
        for name in layers:
            out.update(self._layer.get(name, ()))
        return out

    def any(self, at: int) -> Sequence[Hit]:
        """The hits that begin at a token; none do behind the last one."""
        return (self.starts[at] or ()) if at < len(self.starts) else ()


def _outranks(hit: Hit, known: Hit) -> bool:
    """Has it more words, or less cut off the first of as many, or, alike in both, the later name of its entry?"""
    more = len(hit.term.words) - len(known.term.words)
    if not more and hit.cut is not known.cut:
        more = len(known.cut.before) + len(known.cut.after) - len(hit.cut.before) - len(hit.cut.after)
    return more > 0 if more else hit.term.ref > known.term.ref


_LEADING_ON = (" من", " في", " على", " إلى", " عن")  # of, in, on, to, about


def surface(text: str, tokens: Sequence[Token], first: int, last: int, cut: Cut | None) -> str:
    """The words of a range as written, without the clitics of the first and without marks at the ends."""
    token = tokens[first]
    start = token.start
    head = ""
    if cut is not None and cut.before:
        word, stem = token.fold, cut.stem
        written = len(word) - len(stem) - len(cut.after)
        if not word.endswith(stem + cut.after) and stem in word:
            # ومعملا: the lexicon knows the word without the ending of its case.
            written = word.index(stem)
        if stem.startswith("ال"):
            if word.startswith(("لل", "ولل", "فلل")) and not word.endswith(stem):
                # للقوات is ل + القوات: the article's alef is not written, the name has it.
                head = "ال"
                written = word.index("لل") + 2
        elif cut.before.endswith("ال"):
            head = "ال"
        elif stem.startswith("لاج") and _with_article(tokens, first, last, word):
            head = "ال"  # للاجئين السوريين is ل + اللاجئين: one lam stands for two
        start = _skip(text, token, max(0, written))
    name = head + text[start : tokens[last - 1].end]
    if name.isalpha():
        return name  # one word, as most are
    marked = not name.replace(" ", "").isalpha()
    if marked:
        name = name.replace("_", " ").replace("#", "")
    name = " ".join(name.split())
    while name.endswith(_LEADING_ON):
        name = name.rpartition(" ")[0]
    for opening, closing in ("“”", "«»", "()") if marked else ():
        if (opening in name or closing in name) and name.count(opening) != name.count(closing):
            # half a pair says nothing
            name = " ".join(name.replace(opening, " ").replace(closing, " ").split())
    return name


def _with_article(tokens: Sequence[Token], first: int, last: int, word: str) -> bool:
    """للاجئين **السوريين**: does the adjective show that a word behind "for" has its article?"""
    return word.startswith(("لل", "ولل")) and first + 1 < last and tokens[first + 1].fold.startswith("ال")


def _skip(text: str, token: Token, letters: int) -> int:
    """Offset of the original character after ``letters`` folded letters of the token."""
    at = token.start
    seen = 0
    while at < token.end and seen < letters:
        seen += len(fold(text[at]))
        at += 1
    while at < token.end and not fold(text[at]):
        at += 1
    return at


def conjunction(cut: Cut) -> bool:
    return cut.before[:1] in ("و", "ف") if cut.before else False


def clitic_preposition(cut: Cut) -> str:
    """ب, ل or ك from the clitics before a word, or the empty string."""
    return written_preposition(cut.before) if cut.before else ""


def written_preposition(before: str) -> str:
    """The same from the canonical clitics themselves: "وبال" gives ب, "ال" gives nothing."""
    rest = before[1:] if before[:1] in ("و", "ف") else before
    return rest[0] if rest and rest[0] in "بلك" else ""


def quoted(tokens: Sequence[Token], at: int, last: int, longest: int = 7) -> int | None:
    """The token after the closing mark of the quotation that opens at ``at``, if it closes within ``longest`` tokens."""
    if at >= last or tokens[at].fold not in OPENERS:
        return None
    close = OPENERS[tokens[at].fold]
    for here in range(at + 1, min(last, at + 2 + longest)):
        if tokens[here].fold == close or (close == "”" and tokens[here].fold in ('"', "“")):
            return here + 1 if here > at + 1 else None
    return None

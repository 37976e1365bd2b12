"""Small looks at tokens that several stages share: prepositions, cues at a token, the surface of a word without clitics."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.text.clitics import Cut
from marsad.text.tokens import Token

QUOTES = {'"', "“", "”", "«", "»", "'", "‘", "’", "``", "„"}
OPENERS = {'"': '"', "“": "”", "«": "»", "'": "'", "‘": "’", "(": ")"}
COMMAS = {"،", ",", "؛", ";"}
DASHES = {"-", "–", "—"}
PREPOSITIONS = word_class("prepositions")


def is_ali(text: str, token: Token) -> bool:
    """Is a token the name علي? The preposition على folds into the same letters."""
    return token.fold == "علي" and text[token.end - 1] == "ي"


class At:
    """The hits of a report by token. ``cue(i, name)`` is the hit of that cue list that begins at token ``i``."""

    def __init__(self, hits: Sequence[Hit], count: int) -> None:
        self.starts: list[list[Hit] | None] = [None] * count
        self.cues: dict[str, list[int]] = {}  # by list, where its cues begin, in order
        # By list or layer and by token, the hit that ``cue`` and ``layer`` answer with: they are asked at every word.
        self._cue: dict[str, dict[int, Hit]] = {}
        self._layer: dict[str, dict[int, Hit]] = {}
        self.verbs: list[int] = []  # where finite verbs of rules and cues begin, in order
        verbs = self.verbs
        starts = self.starts
        for hit in sorted(hits, key=_first):
            first, term = hit.first, hit.term
            here = starts[first]
            if here is None:
                starts[first] = [hit]
            else:
                here.append(hit)
            if (
                (term.form == "past" or term.form == "present")
                and (term.layer == "rule" or term.layer == "cue")
                and (not verbs or verbs[-1] != first)
            ):
                verbs.append(first)
            if term.layer == "cue":
                longest = self._cue.get(term.ref)
                if longest is None:
                    longest = self._cue[term.ref] = {}
                    self.cues[term.ref] = []
                known = longest.get(first)
                if known is None:
                    self.cues[term.ref].append(first)
                    longest[first] = hit
                elif hit.last > known.last:
                    longest[first] = hit
            else:
                ranked = self._layer.get(term.layer)
                if ranked is None:
                    ranked = self._layer[term.layer] = {}
                known = ranked.get(first)
                if known is None or _rank(hit) > _rank(known):
                    ranked[first] = hit

    def cue(self, at: int, *names: str) -> Hit | None:
        """The longest cue of these lists that begins at this token."""
        best: Hit | None = None
        for name in names:
            found = self._cue.get(name)
            if found is None or (hit := found.get(at)) is None:
                continue
            if best is None or hit.last > best.last:
                best = hit
            elif hit.last == best.last:
                # As long as the other: the one that the lexicon tries first.
                best = next(h for h in self.starts[at] or () if h is hit or h is best)
        return best

    def within(self, first: int, last: int, *names: str) -> bool:
        """Does a cue of one of these lists begin at a token of ``first``–``last``?"""
        for name in names:
            begins = self.cues.get(name)
            if begins:
                here = bisect_left(begins, first)
                if here < len(begins) and begins[here] < last:
                    return True
        return False

    def all_within(self, first: int, last: int, *names: str) -> Sequence[Hit]:
        """The cues of these lists that begin at tokens ``first``–``last``, in order."""
        begins: set[int] = set()
        for name in names:
            row = self.cues.get(name)
            if row is not None:
                here = bisect_left(row, first)
                if here < len(row) and row[here] < last:
                    begins.update(row[here : bisect_left(row, last)])
        if not begins:
            return ()
        found = (self.cue(here, *names) for here in sorted(begins))
        return [hit for hit in found if hit is not None]

    def layer(self, at: int, layer: str) -> Hit | None:
        """The longest hit of ``layer`` that begins at this token, least cut first."""
        found = self._layer.get(layer)
        return found.get(at) if found is not None else None

    def begun(self, cues: Iterable[str], layers: Iterable[str]) -> set[int]:
        """The tokens at which a cue of these lists or a hit of these layers begins."""
        out: set[int] = set()
        out.update(
            *(self.cues.get(name, ()) for name in cues), *(self._layer.get(name, ()) for name in layers)
        )
        return out

    def begins(self, first: int, last: int, *names: str) -> set[int]:
        """The tokens of ``first``–``last`` at which a cue of one of these lists begins."""
        out = set[int]()
        for name in names:
            row = self.cues.get(name)
            if row is not None and first <= row[-1] and row[0] < last:
                out.update(row[bisect_left(row, first) : bisect_left(row, last)])
        return out

    def any(self, at: int) -> Sequence[Hit]:
        return self.starts[at] or ()


def _first(hit: Hit) -> int:
    return hit.first


def _rank(hit: Hit) -> tuple[int, int, str]:
    return (len(hit.term.words), -len(hit.cut.before) - len(hit.cut.after), hit.term.ref)


def surface(text: str, tokens: Sequence[Token], first: int, last: int, cut: Cut | None) -> str:
    """The words of a range as written, without the clitics of the first and without marks at the ends."""
    token = tokens[first]
    start = token.start
    head = ""
    if cut is not None and cut.before:
        written = len(token.fold) - len(cut.stem) - len(cut.after)
        if not token.fold.endswith(cut.stem + cut.after) and cut.stem in token.fold:
            # ومعملا: the lexicon knows the word without the ending of its case.
            written = token.fold.index(cut.stem)
        if (
            cut.stem.startswith("ال")
            and token.fold.startswith(("لل", "ولل", "فلل"))
            and not token.fold.endswith(cut.stem)
        ):
            # للقوات is ل + القوات: the article's alef is not written, the name has it.
            head = "ال"
            written = token.fold.index("لل") + 2
        start = _skip(text, token, max(0, written))
        if cut.before.endswith("ال") and not cut.stem.startswith("ال"):
            head = "ال"
    name = head + text[start : tokens[last - 1].end]
    if name.isalpha():
        return name  # one word, as most are
    name = " ".join(name.replace("_", " ").replace("#", "").split())
    while " " in name and name.rpartition(" ")[2] in ("من", "في", "على", "إلى", "عن"):
        name = name.rpartition(" ")[0]
    for opening, closing in ("“”", "«»", "()"):
        if name.count(opening) != name.count(closing):  # half a pair says nothing
            name = name.replace(opening, "").replace(closing, "")
    return name


def _skip(text: str, token: Token, letters: int) -> int:
    """Offset of the original character after ``letters`` folded letters of the token."""
    from marsad.text.fold import fold

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
    return written_preposition(cut.before)


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

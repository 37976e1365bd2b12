"""Words as search sees them: folded, without clitics; and a query in terms of them.

One form stands in the index for each word of a report, chosen by the lexicon: وقصفها ("and its shelling")
is indexed as قصف. Where the lexicon knows no part of a word the word stays as it is, and the query names
the forms it may have taken.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Set
from functools import lru_cache

from marsad.lexicon.compile import lexicon
from marsad.places.tables import records
from marsad.text.clitics import ARTICLES, cuts, length, parts
from marsad.text.fold import fold
from marsad.text.tokens import Token, tokenize

_BEFORE = (
    "",
    "و",
    "ف",
    "ب",
    "ل",
    "ك",
    "ال",
    "وب",
    "ول",
    "فب",
    "فل",
    "وال",
    "بال",
    "كال",
    "فال",
    "لل",
    "ولل",
    "وبال",
    "س",
    "وس",
)
_AFTER = ("", "ها", "هم", "ه", "هما", "هن", "نا", "كم", "ي")
_QUERY = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_PLAIN = re.compile("[\u0621-\u063a\u0641-\u064a]+")
_LINE = re.compile(r"[^\n]+")
_QUOTES = str.maketrans(dict.fromkeys("«»“”„", '"'))


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[frozenset[str], frozenset[str]]:
    """The single words of the lexicon and of shipped place names, which are stems; and the common words.

    Common words are as news writes them, some with clitics.
    """
    words = lexicon()
    terms = words.index.by_first.values()
    single = {_bare(term.words[0]) for found in terms for term in found if len(term.words) == 1}
    for file in ("places.csv", "divisions.csv"):
        for _, row in records(file):
            for name in (row["name_ar"], *row["aliases"].split("|")):
                single.update([_bare(fold(name))] if len(name) > 2 and " " not in name else ())
    return frozenset(single), frozenset(map(_bare, words.common_list))


def _bare(word: str) -> str:
    """The word without its article. What would be left of الله or التي is no word."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def known(word: str) -> bool:
    """Is this folded word one that the lexicon knows, so that it is not taken apart?"""
    return _base(word) is not None


def _base(word: str, ta: bool = False) -> str | None:
    """The stem that the lexicon knows in a word, or None.

    Only common words are cut: some are listed with clitics.
    """
    single, common = _vocabulary()
    bare = _bare(word)
    if bare in single:
        return bare
    if bare not in common:
        return None
    for cut in cuts(bare):
        # قصفها ("its shelling") and وقوات ("and forces") are common as they stand; واحد (one) is not و + احد.
        inner = cut.stem in single or (cut.stem in common and len(cut.stem) > 3 and cut.before in ("و", "ف"))
        if (cut.after or cut.before) and inner and len(cut.stem) > 2 and not (ta and cut.after):
            return cut.stem
    return bare


@lru_cache(maxsize=200_000)
def stem(word: str, ta: bool = False) -> str:
    """The form that stands in the index for a folded word: the least cut that the lexicon knows.

    ``ta`` as in ``Token``: the word ends in ة, so in no pronoun.
    """
    found = parts(word)
    single, common = _vocabulary()
    # Hardly any cut of a word is one the lexicon knows: those are put in order, not all.
    some = [cut for cut in found if (bare := _bare(cut[0])) in single or bare in common]
    for body, before, after in sorted(some, key=length):
        if after and (ta or before.endswith("ال") or body.startswith("ال")):
            continue
        base = _base(body, ta)
        if base is not None:
            return base
    # Two letters of article and preposition (بال, وال, لل) are hardly ever part of an unknown name.
    article = [cut for cut in found if cut[1].endswith("ال") and not cut[2] and len(cut[0]) > 2]
    return min(article, key=length)[0] if article else word


def stems(text: str) -> list[str]:
    """The indexed forms of the words and numbers of a text, in order."""
    return [stem(token.fold, token.ta) for token in _words(text)]


def _words(text: str) -> list[Token]:
    return [token for token in tokenize(text) if token.kind in ("word", "number")]


def indexed(text: str) -> str:
    """What the index keeps of a text."""
    return " ".join(stems(text))


@lru_cache(maxsize=1024)
def forms(word: str, ta: bool = False) -> frozenset[str]:
    """Every indexed form that a folded word may have taken with clitics on it.

    A form that is a word of its own (لبنان, Lebanon, for بنان) is not one.
    """
    mine = stem(word, ta)
    out = {mine}
    for base in {word, mine}:
        tied: list[tuple[str, tuple[str, ...]]] = [(base, _AFTER)]
        if base.endswith("ه"):
            tied.append((base[:-1] + "ت", _AFTER[1:]))  # ة before a pronoun
            out.add(base[:-1] + "ت")  # سيطرتها ("its control") may stand in the index as the verb سيطرت
        for body, afters in tied:
            for before in _BEFORE:
                for after in afters:
                    if after and before.endswith(("ال", "لل")):
                        continue
                    written = before + body + after
                    # Also as written: it may have been indexed when the lexicon knew less.
                    if _base(written) in (None, mine):
                        out.add(written)
                        # Only an article is cut from a word that the lexicon knows no part of.
                        if written.startswith(ARTICLES):
                            cut = stem(written)  # للجاة: ل + لجاة as well as لل + جاة
                            out.update([] if known(cut) else [cut])
    return frozenset(out)


def match(query: str, held: Container[str] | None = None) -> str | None:
    """The query as an FTS5 expression: all words, "phrases" as they stand, no -word.

    None if there is nothing to find. ``held`` are the words of the index, where they are at hand: forms that are
    not among them are not asked for, and asking for each of some hundred is most of what a search costs.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, expression in _parts(query, held):
        (unwanted if minus else wanted).append(expression)
    if not wanted:
        return None
    out = " AND ".join(wanted)
    return f"({out}) NOT ({' OR '.join(unwanted)})" if unwanted else out


def _parts(query: str, held: Container[str] | None) -> Iterator[tuple[bool, str]]:
    for part in _QUERY.finditer(query.translate(_QUOTES)):
        words = _words(part["phrase"] or part["word"] or "")
        if len(words) > 1:
            yield bool(part["minus"]), _quoted(" ".join(stem(word.fold, word.ta) for word in words))
        elif words:
            found: Set[str] = forms(words[0].fold, words[0].ta)
            if held is not None:
                # FTS5 has its own idea of Latin capitals and of marks: only plain Arabic words are compared.
                found = {one for one in found if one in held or not _PLAIN.fullmatch(one)} or {words[0].fold}
            yield bool(part["minus"]), f"({' OR '.join(map(_quoted, sorted(found)))})"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def found_at(query: str, text: str) -> Iterator[tuple[int, int]]:
    """Where in a text the words of the query stand, one after the other, in its code points."""
    wanted: set[str] = set()
    cores: set[str] = set()
    for part in _QUERY.finditer(query.translate(_QUOTES)):
        if not part["minus"]:
            for word in _words(part["phrase"] or part["word"] or ""):
                wanted |= forms(word.fold, word.ta)
                # The last letter may change before a pronoun (ة, ى); what comes before it stays.
                cores.update(one[:-1] or one for one in (word.fold, stem(word.fold, word.ta)))
    for line in _LINE.finditer(text):
        # Most lines have none of them, and looking is much cheaper than taking a line apart. The filler that
        # splits words (قـ ـصف) hides them from this look.
        folded = fold.__wrapped__(line[0])
        if "ـ" not in line[0] and not any(core in folded for core in cores):
            continue
        for word in tokenize(text, *line.span()):
            if word.kind in ("word", "number") and stem(word.fold, word.ta) in wanted:
                yield word.start, word.end

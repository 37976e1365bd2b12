"""Clitics: what Arabic writes onto a word (and, by, for, the, will … its, their) and what is left without it.

Every way to cut a word is returned, least cut first; the lexicon decides which cut is real, because و, ب, ل, ك, ف and س
begin many words and names of their own.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct


class Cut(Struct, frozen=True, gc=False):
    """``before`` + ``stem`` + ``after``, with ``before`` in canonical form (``لل`` is written ``ل`` + ``ال``)."""

    stem: str
    before: str = ""
    after: str = ""

    @property
    def article(self) -> bool:
        return self.before.endswith("ال") or self.stem.startswith("ال")


_PROCLITICS = tuple(
    (written, canonical)
    for conj in ("", "و", "ف")
    for written, canonical in (
        (conj, conj),
        (conj + "ال", conj + "ال"),
        (conj + "بال", conj + "بال"),
        (conj + "كال", conj + "كال"),
        (conj + "لل", conj + "لال"),
        (conj + "ب", conj + "ب"),
        (conj + "ل", conj + "ل"),
        (conj + "ك", conj + "ك"),
        (conj + "س", conj + "س"),
        (conj + "ولل", conj + "لال"),
    )
    if written
)
ARTICLES = tuple(written for written, canonical in _PROCLITICS if canonical.endswith("ال"))
"""What a word with an article begins with."""
_ENCLITICS = ("هما", "كما", "ها", "هم", "هن", "نا", "كم", "ني", "ه", "ي", "ك")
# Most words begin or end with letters that no clitic has: they are tried only against those that their first or last two
# letters allow, or their first or last letter alone.
_BEGINNING = {
    letters: tuple(
        pair
        for pair in _PROCLITICS
        if pair[0] == letters[0] or (len(letters) > 1 and pair[0].startswith(letters))
    )
    for letters in {written[:2] for written, _ in _PROCLITICS}
}
_ENDING = {
    letters: tuple(e for e in _ENCLITICS if e == letters[-1] or (len(letters) > 1 and e.endswith(letters)))
    for letters in {e[-2:] for e in _ENCLITICS}
}


_LONGER = 8  # more letters than any clitic behind a word has

Parts = tuple[str, str, str]
"""Stem, what is before it, what is after it: a ``Cut`` where very many are made and few are kept."""


@lru_cache(maxsize=16_000)
def cuts(word: str) -> tuple[Cut, ...]:
    """All cuts of a *folded* word that leave a stem of two letters or more, least cut first."""
    found = parts(word)
    if len(found) == 1:
        return (Cut(word),)
    return tuple([Cut(stem, before, after) for stem, before, after in sorted(found, key=length)])


def length(cut: Parts) -> int:
    """How much a cut takes off, first of all and then behind; the least is the likeliest."""
    behind = len(cut[2])
    return (len(cut[1]) + behind) * _LONGER + behind


def parts(word: str) -> dict[Parts, None]:
    """The cuts of ``cuts`` before they are put in order; of equal length the first stands first."""
    found = heads(word)
    # What ends no word ends none of its heads: they are cut at the front.
    suffixes = _ENDING.get(word[-2:]) or _ENDING.get(word[-1:])
    if suffixes is None:
        return found
    for rest, canonical, _ in list(found):
        for suffix in suffixes:
            if not rest.endswith(suffix) or len(rest) - len(suffix) < 2:
                continue
            stem = rest[: -len(suffix)]
            found.setdefault((stem, canonical, suffix))
            if stem.endswith("ت"):
                found.setdefault((stem[:-1] + "ه", canonical, suffix))  # سيطرتها: سيطرة + ها
            if stem.endswith("ا"):
                found.setdefault((stem[:-1] + "ي", canonical, suffix))  # تبناها: تبنى + ها
            if stem.endswith("و"):
                found.setdefault((stem + "ا", canonical, suffix))  # قصفوها: قصفوا + ها
    return found


def heads(word: str) -> dict[Parts, None]:
    """Those of ``parts`` that take nothing off behind, the word itself first."""
    found: dict[Parts, None] = {(word, "", ""): None}
    for written, canonical in _BEGINNING.get(word[:2]) or _BEGINNING.get(word[:1], ()):
        if word.startswith(written) and len(word) - len(written) >= 2:
            rest = word[len(written) :]
            found[(rest, canonical, "")] = None
            if canonical.endswith("لال"):
                # للبنان is ل + لبنان as often as ل + ال + بنان.
                found[("ل" + rest, canonical[:-3] + "ل", "")] = None
                found[("ال" + rest, canonical[:-2], "")] = None
    return found


@lru_cache(maxsize=16_000)
def stems(word: str) -> frozenset[str]:
    """The word and what is left of it without clitics.

    Of every stem all but its first two letters and its last stands so in the word: only ال and what a pronoun changes may not.
    """
    return frozenset([stem for stem, _, _ in parts(word)])

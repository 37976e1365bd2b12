"""A ه at the end of a word where ة is meant: المنطقه, غاره, ثلاثه. Folding makes both one; what asks how a word is spelt does not.

A noun with its article has no pronoun behind it, so that its final ه is ة but for a few roots. Without the article ه is
mostly "his"; so other words are mended only in a text that has no ة at all, and of them those that a list has.
"""

from __future__ import annotations

import re

from marsad.lexicon.word_classes import word_class
from marsad.text.fold import fold

_GOD = "لله"  # عبد الله, الله
_END = "ه"
_TA = "ة"
_DEFINITE = re.compile(r"(?<!\w)[وف]?(?:[بك]?ال|لل)(\w{2,}ه)(?!\w)")
_ANY = re.compile(r"(?<!\w)\w{3,}ه(?!\w)")
_CLITICS = re.compile(r"[وف]?[بل]?")
_ROOTS = word_class("ends_in_he")  # folded: what has its ه from the root, with the article
_WORDS = word_class("ends_in_ta")  # folded: what has ة, without the article
_FEW = 3  # such words, before a text without ة is taken for one that is typed so


def with_ta(text: str) -> str:
    """The text, as long as before, with ة for the final ه of such words."""
    if _END not in text:
        return text
    whole = _TA in text
    text, found = _DEFINITE.subn(_definite, text)
    if whole or found + sum(_listed(word) for word in _ANY.findall(text)) < _FEW:
        return text
    return _ANY.sub(lambda word: word[0][:-1] + _TA if _listed(word[0]) else word[0], text)


def _definite(word: re.Match[str]) -> str:
    rest = fold(word[1])
    return word[0] if rest in _ROOTS or rest.endswith(_GOD) else word[0][:-1] + _TA


def _listed(word: str) -> bool:
    folded = fold(word)
    if folded in _WORDS:
        return True
    lead = _CLITICS.match(folded)
    return lead is not None and folded[lead.end() :] in _WORDS

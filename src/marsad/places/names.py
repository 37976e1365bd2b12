"""The comparable forms of a place name.

Three forms, from strict to loose:

``key``       folded words separated by single spaces: two spellings with one key are one name.
``loose``     the key without articles, spaces and the letters writers leave out: القامشلي = قامشلى, كفر نبل
= كفرنبل.
``skeleton``  consonants only, in one Latin alphabet for Arabic, Kurdish, Turkish and romanised spellings:
              قرموغ = Qara Mogh. Many names share a skeleton, so it finds candidates and never decides.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from marsad.text.fold import fold

_GAP = re.compile(r"[^\w]+|_+")
_GLUED = re.compile("ة(?=[\u0621-\u064a])")
_ARABIC = re.compile("[\u0621-\u064a\u066e-\u06d3]")
_ARTICLE_LATIN = re.compile(
    r"^(?:al|el|ad|ed|ar|er|as|es|ash|esh|at|et|az|ez|an|en|ul|il)(?:[-‐’']|\s+)", re.I
)

# Words that many names start with, written in several ways: one form for each.
_WORD_FORMS = {
    "ابي": "ابو", "ابا": "ابو", "البو": "ابو", "بو": "ابو", "خربه": "خربه", "خربت": "خربه", "تله": "تل",
    "بير": "بير", "بءر": "بير", "راس": "راس", "معره": "معره", "معرت": "معره", "عين": "عين",
}  # fmt: skip

_CONSONANTS = {
    "ب": "b", "ت": "t", "ث": "t", "ج": "j", "ح": "h", "خ": "x", "د": "d", "ذ": "d", "ر": "r", "ز": "z",
    "س": "s", "ش": "c", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "g", "ف": "f", "ق": "k", "ك": "k",
    "ل": "l", "م": "m", "ن": "n", "ه": "h",
}  # fmt: skip

_LATIN_PAIRS = (
    ("kh", "x"),
    ("gh", "g"),
    ("sh", "c"),
    ("th", "t"),
    ("dh", "d"),
    ("ch", "c"),
    ("ph", "f"),
    ("ck", "k"),
)
_BGN = re.compile("[āīūḩţḑ]|z̧|[‘’ʻ]")
_LATIN_SINGLE = {
    "ş": "c", "š": "c", "ç": "j", "c": "j", "ğ": "g", "x": "x", "q": "k", "v": "f", "p": "b",
    "ḩ": "h", "ḥ": "h", "ḫ": "x", "ẖ": "x",
}  # fmt: skip

# A rough romanisation with its vowels, only to tell which of several Arabic spellings a Latin name renders.
_VOWELLED = {
    **{k: {"x": "kh", "c": "sh"}.get(v, v) for k, v in _CONSONANTS.items()},
    "ق": "q", "ا": "a", "و": "u", "ي": "i", "ع": "", "ء": "",
}  # fmt: skip


def unglue(text: str) -> str:
    """ة ends a word, so a letter after it begins the next: معرةالنعمان → معرة النعمان."""
    return _GLUED.sub("ة ", text) if "ة" in text else text


def is_arabic(text: str) -> bool:
    return _ARABIC.search(text) is not None


@lru_cache(maxsize=16384)
def key(text: str) -> str:
    """Folded words separated by single spaces; punctuation and underscores part words."""
    return _GAP.sub(" ", fold(unglue(text))).strip()


def bare(word: str) -> str:
    """A folded word without its article; words that would be left with one letter keep it."""
    return word[2:] if word.startswith("ال") and len(word) > 3 else word


@lru_cache(maxsize=16384)
def loose(folded: str) -> str:
    """``folded`` is a key. Articles, spaces, lone hamza and the choice between final ه and ا do not count."""
    words = []
    for word in folded.split():
        word = bare(_WORD_FORMS.get(word, word)).replace("ء", "")
        words.append(word[:-1] + "ا" if len(word) > 3 and word.endswith("ه") else word)
    return "".join(words) or folded


@lru_cache(maxsize=16384)
def skeleton(folded: str) -> str:
    """``folded`` is a key, in Arabic or Latin letters. Empty if the name has fewer than two consonants."""
    out = "".join(_skeleton_arabic(w) if is_arabic(w) else _skeleton_latin(w) for w in folded.split())
    return out if len(out) > 1 else ""


def _skeleton_arabic(word: str) -> str:
    word = bare(_WORD_FORMS.get(word, word))
    if len(word) > 2 and word.endswith("ه"):
        word = word[:-1]
    return "".join(_CONSONANTS.get(c, "") for c in word)


def _skeleton_latin(word: str) -> str:
    if word in {"al", "el", "ad", "ar", "as", "ash", "at", "az", "an"}:
        return ""
    if _BGN.search(word):
        word = word.replace(
            "ş", "s"
        )  # in the romanisation of maps ş stands for ص, in Turkish and Kurdish for ش
    word = re.sub(r"(.)\1+", r"\1", word)  # Arabic does not write the doubling of a consonant
    for pair, letter in _LATIN_PAIRS:
        word = word.replace(pair, letter.upper())
    out = []
    for char in word:
        if char.isupper():
            out.append(char.lower())
            continue
        plain = _LATIN_SINGLE.get(char) or unicodedata.normalize("NFKD", char)[0]
        if plain.isalpha() and plain.isascii() and plain not in "aeiouyw":
            out.append(plain)
    if len(out) > 1 and out[-1] == "h" and word.endswith("h"):
        out.pop()
    return "".join(out)


def latin_key(text: str) -> str:
    """The key of a Latin name without its article, dashes and diacritics: Al-Qāmishlī → qamishli."""
    decomposed = unicodedata.normalize("NFKD", _ARTICLE_LATIN.sub("", text.strip()))
    return key("".join(c for c in decomposed if not unicodedata.combining(c) and c not in "‘’'`ʻʿʾ"))


def romanise(text: str) -> str:
    """``text`` in Latin letters, roughly: for comparing with a Latin name, never for showing."""
    return "".join(_VOWELLED.get(c, "a" if c == "ه" else c) for c in fold(text))


def keys_of(name: str) -> tuple[str, ...]:
    """The keys one written name is found by: the whole name and, where brackets give a second one, each of
    both.
    """
    whole = key(name)
    found = [whole] if whole else []
    if "(" in name:
        outside = key(re.sub(r"\([^)]*\)", " ", name))
        found += [k for k in (outside, *(key(m) for m in re.findall(r"\(([^)]*)\)", name))) if len(k) > 2]
    if not is_arabic(whole) and whole:
        found.append(latin_key(name))
    return tuple(dict.fromkeys(k for k in found if k))

"""The words of the picture, compiled from ``words.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

from marsad.lexicon.compile import words_of
from marsad.lexicon.load import DATA
from marsad.lexicon.yamlpos import convert, read_yaml
from marsad.text.fold import fold

FILE = Path(__file__).with_name("words.yaml")

SituationKind = Literal[
    "siege", "ceasefire", "talks", "mediation", "demand", "control", "closure", "buildup", "displacement"
]
Turn = Literal["began", "eased", "tightened", "lifted", "failed", "refused", "breached", "broken"]
Words = tuple[str, ...]

_PLAIN = re.compile("[\u0621-\u063a\u0641-\u064a ]*")
_PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب")


class Ask(Struct, frozen=True, forbid_unknown_fields=True):
    """What a demand may ask for; ``about`` is the kind of situation that it wants changed."""

    id: str
    en: str
    ar: str
    words: tuple[str, ...]
    about: SituationKind | None = None


class Tie(Struct, frozen=True, forbid_unknown_fields=True):
    """How outlets tie one actor to another in passing."""

    en: str
    ar: str
    words: tuple[str, ...]


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    silence: dict[SituationKind, int]
    turns: dict[Turn, tuple[str, ...]]
    came_before: tuple[str, ...]
    after: tuple[str, ...]
    after_noun: tuple[str, ...]
    its_day: tuple[str, ...]
    demands: tuple[Ask, ...]
    ties: dict[str, Tie]
    armed: tuple[str, ...]
    of_state: tuple[str, ...]
    not_parties: tuple[str, ...]
    generic_party: tuple[str, ...]
    generic_place: tuple[str, ...]


class PictureWords(Struct, frozen=True):
    """``silence`` is in days; all words are folded. ``ties`` are kinds of relation and their runs of words, by the first."""

    silence: dict[str, int]
    turns: dict[str, tuple[Words, ...]]
    came_before: tuple[Words, ...]
    after: tuple[Words, ...]
    after_noun: tuple[Words, ...]
    its_day: frozenset[str]
    ordinals: dict[Words, int]
    asks: tuple[tuple[Ask, tuple[Words, ...]], ...]
    ties: dict[str, tuple[tuple[str, Words], ...]]
    armed: frozenset[str]
    of_state: frozenset[str]
    not_parties: frozenset[str]
    generic_party: frozenset[str]
    generic_place: frozenset[str]

    def turn(self, name: Turn, said: Sequence[str]) -> bool:
        """Do these folded words hold one of that turn?"""
        runs = self.turns[name]
        return not _heads(runs).isdisjoint(said) and any(find(said, run) is not None for run in runs)

    def asked(self, said: Sequence[str]) -> Ask | None:
        """What a demand in these folded words asks for."""
        for ask, runs in self.asks:
            if not _heads(runs).isdisjoint(said) and any(find(said, run) is not None for run in runs):
                return ask
        return None

    def nth_day(self, said: Sequence[str]) -> int | None:
        """The day that these folded words say a state is in ("its tenth day")."""
        for at, word in enumerate(said):
            if word in self.its_day:
                for length in (2, 1):
                    number = self.ordinals.get(tuple(said[at + 1 : at + 1 + length]))
                    if number is not None:
                        return number
        return None


@lru_cache(maxsize=65536)
def folded(text: str) -> Words:
    """The folded words of a text; the same few names are asked for again and again."""
    if _PLAIN.fullmatch(text):  # letters and spaces: nothing that a tokenizer would have to tell apart
        return tuple(map(_folded_word, text.split()))
    return words_of(text)


@lru_cache(maxsize=65536)
def _folded_word(word: str) -> str:
    return fold(word)


def find(said: Sequence[str], run: Words) -> int | None:
    """Where the run of words begins in the folded words; each may carry proclitics or the article."""
    forms = [_forms(word) for word in run]
    for at in range(len(said) - len(run) + 1):
        if said[at] in forms[0] and all(said[at + n] in forms[n] for n in range(1, len(run))):
            return at
    return None


@lru_cache(maxsize=4096)
def _forms(word: str) -> frozenset[str]:
    """The word with whatever may be written onto its front."""
    bare = {before + word for before in _PROCLITICS}
    return frozenset(bare | {before + "ال" + word for before in _PROCLITICS} | {"لل" + word})


@lru_cache(maxsize=64)
def _heads(runs: tuple[Words, ...]) -> frozenset[str]:
    """Every form that the first word of one of the runs may have."""
    return frozenset(form for run in runs for form in _forms(run[0]))


@lru_cache(maxsize=4)
def picture_words(file: Path = FILE) -> PictureWords:
    """The compiled file. Raises ``LexiconError`` with file, line and column of a fault."""
    raw, positions = read_yaml(file)
    held = convert(raw, _File, positions)
    assert held is not None  # the default report raises
    return PictureWords(
        silence={str(kind): days for kind, days in held.silence.items()},
        turns={name: _runs(words) for name, words in held.turns.items()},
        came_before=_runs(held.came_before),
        after=_runs(held.after),
        after_noun=_runs(held.after_noun),
        its_day=_single(held.its_day),
        ordinals=_ordinals(),
        asks=tuple((ask, _runs(ask.words)) for ask in held.demands),
        ties=_by_first((name, run) for name, tie in held.ties.items() for run in _runs(tie.words)),
        armed=_single(held.armed),
        of_state=_single(held.of_state),
        not_parties=_single(held.not_parties),
        generic_party=_single(held.generic_party),
        generic_place=_single(held.generic_place),
    )


def _by_first(runs: Iterable[tuple[str, Words]]) -> dict[str, tuple[tuple[str, Words], ...]]:
    """Named runs of words under their first word."""
    out: dict[str, list[tuple[str, Words]]] = {}
    for name, run in runs:
        out.setdefault(run[0], []).append((name, run))
    return {first: tuple(these) for first, these in out.items()}


def _ordinals() -> dict[Words, int]:
    """The days of order that reading knows, in either case ("العشرين" and "العشرون", the twentieth)."""
    raw, _ = read_yaml(DATA / "time.yaml")
    out: dict[Words, int] = {}
    for number, forms in raw["day_ordinals"].items():
        for form in forms:
            out[words_of(form)] = out[words_of(re.sub("ين$", "ون", form))] = int(number)
    return out


def _runs(words: Iterable[str]) -> tuple[Words, ...]:
    return tuple(words_of(word) for word in words)


def _single(words: Iterable[str]) -> frozenset[str]:
    return frozenset(form for word in words for form in words_of(word))

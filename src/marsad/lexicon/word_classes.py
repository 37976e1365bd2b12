"""Classes of words that rules in the code ask for, from ``word_classes.yaml``: a list for each, with what it is for.

They are part of the rules that ask for them, and so come with Marsad; a lexicon of one's own adds cues, rules
and names, not these.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import cache

from marsad.lexicon.load import CLASSES
from marsad.lexicon.schema import WordClass
from marsad.lexicon.yamlpos import convert, read_yaml
from marsad.text.fold import fold

AND = ("و",)
"""And, as it is written to a word: a lead for ``is_one_of``."""
AND_BY_FOR = ("و", "ب", "ل", "وب", "ول", "لل", "ولل")
"""And, by, for and for the, as they are written to a word."""


@cache
def _classes() -> dict[str, frozenset[str]]:
    value, positions = read_yaml(CLASSES)
    out: dict[str, frozenset[str]] = {}
    for name, item in value.items():
        made = convert(item, WordClass, positions, (name,))
        assert made is not None  # a fault has been raised
        out[name] = frozenset(map(fold, made.words))
    return out


def word_class(name: str) -> frozenset[str]:
    """The folded words of a class. Raises ``KeyError`` where the file has none of that name, ``LexiconError`` at a fault in it."""
    return _classes()[name]


def is_one_of(word: str, members: AbstractSet[str], leads: Iterable[str]) -> bool:
    """Is a folded word one of these, bare or behind one of the leads? وفاة and وزير begin with و themselves."""
    return word in members or any(word.startswith(lead) and word[len(lead) :] in members for lead in leads)

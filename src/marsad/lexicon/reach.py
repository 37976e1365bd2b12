"""Which words of a rule can never be chosen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from marsad.lexicon.schema import Rule

RuleTerms = Callable[[Rule, str, str], list[tuple[tuple[str, ...], str]]]

# Prepositions and conjunctions of one letter: written onto the next word, so never a token of their own.
_CLITICS = {"ل", "ب", "ك", "و", "ف", "س"}


def lone_clitics(words: Sequence[str]) -> str | None:
    """The one-letter word inside a term of several words that no text has, if there is one."""
    return next((word for word in words if word in _CLITICS), None) if len(words) > 1 else None


def unreachable(rules: Sequence[Rule], terms: RuleTerms) -> Iterator[tuple[int, str, int, int]]:
    """Number of the rule, list, number of the entry, number of the rule that always takes its words first.

    Of two rules with the same words the reader takes the one whose ``with`` holds, then the one whose id
    sorts first. So words are lost where that other rule has no context that could fail. Faint rules are looked
    for apart, those of each kind by themselves.
    """
    takers: dict[tuple[str | None, tuple[str, ...]], list[tuple[str, int, str]]] = defaultdict(list)
    entries = []
    for index, rule in enumerate(rules):
        for name in ("verbs", "nouns", "phrases"):
            for at, item in enumerate(getattr(rule, name)):
                found = terms(rule, name, item)
                entries.append((index, name, at, found))
                if not rule.with_ and not rule.without:
                    for words, form in found:
                        takers[rule.kind if rule.faint else None, words].append((rule.id, index, form))
    for index, name, at, found in entries:
        rule = rules[index]
        if rule.with_ or not found:
            continue
        apart = rule.kind if rule.faint else None
        lost = [_taker(takers.get((apart, words), []), rule.id, index, form) for words, form in found]
        if all(other is not None for other in lost):
            yield index, name, at, next(other for other in lost if other is not None)


def _taker(takers: Sequence[tuple[str, int, str]], ident: str, index: int, form: str) -> int | None:
    # A noun takes every clitic that a verb takes, not the other way round.
    for other_id, other, other_form in takers:
        if other != index and other_id < ident and (other_form == form or other_form in ("noun", "phrase")):
            return other
    return None

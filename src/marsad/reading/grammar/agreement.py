"""Who cannot be the subject of a verb by its form: ناشد**ت** المجتمع الدولي, **نـ**طالب مجلس الأمن, اتهم **حركة** X.

A verb before its subject agrees with it in gender, the first person has none after it, and plurals in ـين are objects. Where the noun that follows does
not agree it is the object, and the subject is somebody named before. Only what the words show beyond doubt counts; who
a name alone leaves open (a person, a broken plural) may be either.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import COMMAS
from marsad.reading.records import Chunk, Trigger
from marsad.text.fold import fold
from marsad.text.tokens import Token

_MASCULINE_STATES = word_class("masculine_states")
_MASCULINE = word_class("masculine_heads")
_FEMININE = word_class("feminine_parties")
_MEN = word_class("men_in_ta")


_GOING_ON = word_class("participles_of_speech")
_AFTER_COMMA = {"مطالبه", "مناشده"}  # verbal nouns but for the comma: قالت X …، **مطالبة** المجتمع الدولي


def goes_on(trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """Is the word of a statement a participle, whose subject has been named and whose object follows?

    Or a whole turn of phrase about who speaks: قالت X إنها **تقف إلى جانب** Y.
    """
    if trigger.form == "phrase" and trigger.rule.frame == "statement" and not trigger.rule.faint:
        return True
    word = tokens[trigger.first].fold.removeprefix("و")
    if trigger.definite or trigger.after:
        return False
    return word in _GOING_ON or (
        word in _AFTER_COMMA and trigger.first > 0 and tokens[trigger.first - 1].fold in COMMAS
    )


_AS_OBJECT = word_class("people_as_objects")


def disagrees(trigger: Trigger, chunk: Chunk, tokens: Sequence[Token]) -> bool:
    """Can ``chunk``, which follows the verb of ``trigger``, not be its subject?"""
    verb = _person(tokens[trigger.first].fold, trigger.before, trigger.after, tuple(trigger.rule.verbs))
    if not verb:
        return False
    if verb == "they":
        return (
            chunk.first >= trigger.last
        )  # وخطفوا **جنديا**: its ending is its subject, so that none follows
    if verb == "first":
        return True
    word = tokens[chunk.first].fold
    if chunk.kind == "group" and chunk.first == trigger.last and len(word) > 5 and word.endswith("ين"):
        return True  # ناشد الخاطفين: the case of the object
    if chunk.kind == "actor" and chunk.first == trigger.last and word.endswith("يين"):
        return True  # وأمطرت **الحوثيين** بالقذائف: the same of those who are known by name
    if chunk.first == trigger.last and word in _AS_OBJECT:
        return True  # واعتقلت **قياديا** في داعش
    gender = _gender(chunk, tokens)
    return bool(gender) and gender != verb


@lru_cache(maxsize=4096)
def _person(word: str, before: str, after: str, verbs: tuple[str, ...]) -> str:
    """ "m" or "f" of the third person, "they" (ـوا, ـون), "first", or "" where the form does not tell."""
    word = word.removeprefix(before) if before else word
    word = word.removesuffix(after) if after else word
    for verb in verbs:
        past, _, present = fold(verb).partition("/")
        if word == past:
            return "m"
        if word in (past + "ت", past[:-1] + "ت") and past[-1:] != "ت":
            return "f"
        if word == past + "نا":
            return "first"
        if word in (past + "وا", past[:-1] + "وا") and word != past:
            return "they"
        if present and word[:1] in "يت" and word[1:] in (present[1:] + "ون", present[1:-1] + "ون"):
            return "they"
        if present and word[1:] == present[1:]:
            return {"ي": "m", "ت": "f", "ن": "first", "ا": "first"}.get(word[:1], "")
    return ""


def _gender(chunk: Chunk, tokens: Sequence[Token]) -> str:
    if chunk.sort == "nationality":
        return ""
    token = tokens[chunk.first]
    word = token.fold
    for article in ("وال", "لل", "ال"):
        if word.startswith(article) and len(word) - len(article) >= 2:
            word = word[len(article) :]
            break
    if word in _MEN:
        return ""
    if word in _MASCULINE:
        return "m"
    if chunk.kind == "person":
        return ""
    if chunk.kind == "state":
        return "m" if token.fold in _MASCULINE_STATES else "f"
    if token.ta or word in _FEMININE:
        return "f"
    return ""

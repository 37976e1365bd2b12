"""Who cannot be the subject of a verb by its form: ناشد**ت** المجتمع الدولي, **نـ**طالب مجلس الأمن, اتهم **حركة** X.

A verb before its subject agrees with it in gender, the first person has none after it, and plurals in ـين are objects. Where the noun that follows does
not agree it is the object, and the subject is somebody named before. Only what the words show beyond doubt counts; who
a name alone leaves open (a person, a broken plural) may be either.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import COMMAS, QUOTES
from marsad.reading.records import SEAT, VERBAL, Chunk, Trigger
from marsad.text.fold import fold
from marsad.text.tokens import Token

_MASCULINE_STATES = word_class("masculine_states")
_MASCULINE = word_class("masculine_heads")
_FEMININE = word_class("feminine_parties")
_WOMEN = word_class("women_by_name")
_MEN = word_class("men_in_ta")


_HIS_COUNTRY = word_class("his_country")
_THAT_IT = word_class("that_it")
_WILL = ("ست", "سي", "سوف", "لن")  # will, will not
_GOING_ON = word_class("participles_of_speech")
_AFTER_COMMA = {
    "مطالبه",
    "مناشده",
    "متهمين",
    "مهددين",
}  # verbal nouns, or people, but for the comma: قالت X …، **مطالبة** المجتمع الدولي


def goes_on(trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """Is the word of a statement a participle, whose subject has been named and whose object follows?

    Or a whole turn of phrase about who speaks: قالت X إنها **تقف إلى جانب** Y.
    """
    if trigger.rule.frame == "statement" and trigger.form not in VERBAL:
        if trigger.form == "phrase" and not trigger.rule.faint:
            return True
        before = tokens[trigger.first - 1].fold if trigger.first else ""
        word = tokens[trigger.first].fold
        said = trigger.form == "noun" and before in _THAT_IT and word.startswith(_WILL)
        if before in _HIS_COUNTRY or said:
            return True  # أكد X أن **بلاده** لن تنسحب من Y, قالت X **إنها ستصعد**
    word = tokens[trigger.first].fold.removeprefix("و")
    if trigger.definite or trigger.after:
        return False
    return word in _GOING_ON or (
        word in _AFTER_COMMA and trigger.first > 0 and tokens[trigger.first - 1].fold in COMMAS
    )


_ENDS = {".", "\n", "!", "؟"}
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
    behind = trigger.last + (trigger.last < len(tokens) and tokens[trigger.last].fold in QUOTES)
    if chunk.first == behind and objective(tokens, chunk):
        return True
    if chunk.first == trigger.last and word in _AS_OBJECT:
        return True  # واعتقلت **قياديا** في داعش
    known = gender(chunk, tokens)
    if verb == "f" and chunk.kind == "state" and chunk.first == trigger.last and _opens(trigger, tokens):
        return False  # **أدانت الأردن** الهجوم: many make it feminine, as other states are; nobody else can have been named
    return bool(known) and known != verb


def _opens(trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """Does a verb open its sentence, with nothing that ties it to what was told before?"""
    before = tokens[trigger.first - 1].fold if trigger.first else "."
    return not trigger.before and before in _ENDS


def people_as_object(tokens: Sequence[Token], at: int) -> bool:
    """اعتقال الهيئة **قياديا**, واعتقلت **ناشطا**: a word for somebody in the case of the object."""
    return at < len(tokens) and tokens[at].fold in _AS_OBJECT


def objective(tokens: Sequence[Token], chunk: Chunk) -> bool:
    """ناشد **الخاطفين**, وأمطرت **الحوثيين** بالقذائف: the case of the object, of plurals right behind a verb."""
    if chunk.kind == "group":
        word = tokens[chunk.first].fold
        return len(word) > 5 and word.endswith("ين")
    return chunk.kind == "actor" and tokens[chunk.first].fold.endswith("يين")


def other_gender(trigger: Trigger, chunk: Chunk, tokens: Sequence[Token]) -> bool:
    """Does a verb in the third person, or a participle, tell of another gender than somebody has who is named before it?"""
    word = tokens[trigger.first].fold
    if trigger.form in ("past", "present"):
        verb = _person(word, trigger.before, trigger.after, tuple(trigger.rule.verbs))
    elif trigger.form == "phrase" or trigger.after:
        return False
    else:
        verb = "f" if tokens[trigger.first].ta else "m" if word.endswith("ا") else ""
    return verb in ("m", "f") and gender(chunk, tokens) not in ("", verb)


def of_one(trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """X **تندد**: is a verb of one, which two before it would have in the dual or plural (X وY **تنددان**, **ينددون**)?"""
    if trigger.form not in ("past", "present"):
        return False
    word = tokens[trigger.first].fold
    return _person(word, trigger.before, trigger.after, tuple(trigger.rule.verbs)) in ("m", "f")


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


def gender(chunk: Chunk, tokens: Sequence[Token]) -> str:
    """ "m" or "f", by which verbs and pronouns agree with somebody, or "" where the words leave it open."""
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
        return _of_somebody(chunk, tokens)
    if chunk.kind == "state":
        return "m" if token.fold in _MASCULINE_STATES else "f"
    if token.ta or word in _FEMININE or _capital(chunk, tokens):
        return "f"
    if chunk.kind == "group" and len(word) > 4 and word.endswith("ون"):
        return "m"  # خطف **مسلحون** موظفا، وطالبت المؤسسة: several men
    return ""


def _of_somebody(chunk: Chunk, tokens: Sequence[Token]) -> str:
    """ودعت **ترامب**: a man that the registry knows, by his name alone; a title before it may be a woman's."""
    first = tokens[chunk.first]
    if chunk.ref is None or first.fold.startswith("ال") or chunk.sort != "person":
        return ""
    return "" if any(t.fold in _WOMEN for t in tokens[chunk.first : chunk.last]) else "m"


def _capital(chunk: Chunk, tokens: Sequence[Token]) -> bool:
    """ودعا **يريفان**: a city that stands for who governs from it is feminine; a government's name without the article is that of one."""
    if chunk.kind not in ("actor", "anaphor") or chunk.sort not in ("government", SEAT) or chunk.ref is None:
        return False
    written = tokens[chunk.first : chunk.last]
    return len(written) <= 2 and not any("ال" in t.fold[:3] for t in written)

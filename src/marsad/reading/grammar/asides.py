"""What is told of somebody between two marks, before the verb of which he is the subject: X - التي تدعمها Y - **انتزعت** Z."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import COMMAS, DASHES, PREPOSITIONS, QUOTES
from marsad.reading.records import VERBAL, Chunk, Trigger
from marsad.text.tokens import Token

_MARKS = COMMAS | DASHES
_RELATIVE = word_class("relative_pronouns")
_WAS = {"قد", "كان", "كانت", "كانوا"}  # had
_COMPRISING = {"تضم", "يضم", "تشمل", "يشمل", "ضمت", "ضم"}  # comprises
_FOREMOST = {"ابرزها", "اهمها", "منها", "بينها", "مثل", "ابرزهم", "منهم", "بينهم"}  # the foremost, among them
_BY_NAME = ("المعروف", "المسم", "الملقب")  # known as, called, nicknamed
_CONSIDERING = word_class("considers_it")
CONSIDERING_HIM = frozenset(verb + his for verb in _CONSIDERING for his in ("ها", "هم", "ه", "هما"))
_BACKED = word_class("backed_by_another")
_CARRIED_OUT = (
    "المنفذ",
    "المرتكب",
    "الممارس",
    "المشن",
    "المنظم",
    "المقدم",
    "المفروض",
    "المتخذ",
)  # carried out, committed, imposed
_GOVERNING = (PREPOSITIONS - {"حتي"}) | {"بعد", "عقب", "اثر", "خلال", "ضد", "نحو"}
_DONE_BY = {"قبل", "جانب", "يد", "ايدي", "طرف"}  # by, on the part of, at the hands of
_WHO_IS = {"وهو", "وهي", "وهم", "وهما"}  # who is, and who it is
_NO_NOUNS = _DONE_BY | {"ان", "بان"}  # and that: إلا **أن X** تصدت لها
_LONGEST = 14  # tokens between the two marks
WHEN_OR_WHERE = {
    "خلال",
    "في",
    "اثناء",
    "عقب",
    "بعد",
    "قبل",
    "عبر",
    "علي",
    "لدي",
}  # during, in, after, before, over, on, at


def past_aside(tokens: Sequence[Token], here: int, end: int) -> int:
    """Where a sentence goes on behind what is told of somebody between two marks: X، المدعومة من Y، **تعتزم**."""
    if here >= end or tokens[here].fold not in _MARKS:
        return here
    mark = tokens[here].fold
    closing = (at for at in range(here + 1, min(end, here + _LONGEST)) if tokens[at].fold == mark)
    return next((at + 1 for at in closing), here)


def aside_before(tokens: Sequence[Token], at: int, first: int) -> int:
    """Where what is told of a subject begins that ends right before his verb, by its opening mark; the verb itself where nothing is."""
    here = at
    if here - 1 > first and tokens[here - 1].fold in _WAS:
        here -= 1
    if here - 2 <= first or tokens[here - 1].fold not in _MARKS:
        return at
    mark = tokens[here - 1].fold
    for opening in range(here - 3, max(first, here - _LONGEST) - 1, -1):
        if tokens[opening].fold == mark:
            return opening if _tells_of(tokens[opening + 1]) else at
    return at


def closes_a_list(tokens: Sequence[Token], first: int, last: int) -> bool:
    """فصائل، بينها X، **Y** بـ: who follows a comma alone, with no other behind him, is not one of those listed before."""
    if tokens[first - 1].fold not in COMMAS or last >= len(tokens):
        return False
    return tokens[last].fold not in COMMAS and not tokens[last].fold.startswith("و")


def aside_of_time(tokens: Sequence[Token], at: int) -> int | None:
    """أعلن X**، خلال لقائه السفير،** رفضه: where an aside that tells when or where opens which ends right there, if one does."""
    if at < 2 or tokens[at - 1].fold not in COMMAS:
        return None
    opening = next((n for n in range(at - 2, max(0, at - _LONGEST), -1) if tokens[n].fold in COMMAS), None)
    return opening if opening is not None and tokens[opening + 1].fold in WHEN_OR_WHERE else None


def _tells_of(token: Token) -> bool:
    """التي, التابعة, المؤلف: a relative, or a participle with the article."""
    if token.fold.startswith(_BY_NAME):
        return False  # X، المعروفة باسم **Y**، انسحبت: the same by another name
    return (
        token.fold in _RELATIVE
        or (token.fold.startswith("الم") and len(token.fold) > 5)
        or token.fold.startswith("التابع")
    )


def considers(tokens: Sequence[Token], first: int) -> bool:
    """الوحدات التي **تعتبرها X** إرهابية: is who stands there the one who considers somebody named before to be something?"""
    verb = first - 1
    while verb > 0 and tokens[verb].fold in QUOTES:
        verb -= 1
    word = tokens[verb].fold.removeprefix("و") if verb > 0 else ""
    return word in CONSIDERING_HIM


def right_before(tokens: Sequence[Token], last: int, at: int) -> bool:
    """Does a mention end there, but for a quotation mark?"""
    return last <= at and all(t.fold in QUOTES for t in tokens[last:at])


def comprised(tokens: Sequence[Token], first: int) -> bool:
    """غرفة عمليات X **التي تضم Y** أنها قصفت: is who stands there told of as a part of somebody, who is spoken of further on?"""
    verb = first - 1
    while verb > 0 and tokens[verb].fold in QUOTES:
        verb -= 1
    if verb > 0 and tokens[verb].fold in _FOREMOST:
        # التي تضم فصائل عسكرية **أبرزها** Y
        verb = next((at for at in range(verb - 1, max(0, verb - 5), -1) if tokens[at].fold in _COMPRISING), 0)
    return verb > 0 and tokens[verb].fold in _COMPRISING and tokens[verb - 1].fold in _RELATIVE


def told_of_another(tokens: Sequence[Token], trigger: Trigger, first: int) -> bool:
    """Is who stands there, before a verb, told of only by the way, so that the verb has another subject?

    He is a part of somebody (``comprised``), or named to say who somebody is, or has a noun that a preposition governs, where the
    verb is joined to one before: تمكن X من **طرد Y** واستعاد: X goes on.
    """
    joined = trigger.before[:1] in ("و", "ف") and trigger.rule.frame != "statement"
    return (
        comprised(tokens, first)
        or says_who_it_is(tokens, first, trigger.first)
        or (joined and _of_a_governed_noun(tokens, first))
    )


def says_who_it_is(tokens: Sequence[Token], first: int, before: int) -> bool:
    """قصفت X مقر فلان، **وهو قائد سابق في Y،** بعد أن **استقدمت** تعزيزات: named between two commas, and no subject further on."""
    for at in range(first - 1, max(0, first - _LONGEST), -1):
        if tokens[at].fold in _WHO_IS:
            closed = any(tokens[here].fold in COMMAS for here in range(first, before))
            return tokens[at - 1].fold in COMMAS and closed
        if tokens[at].fold in COMMAS or tokens[at].kind != "word":
            return False
    return False


def _of_a_governed_noun(tokens: Sequence[Token], first: int) -> bool:
    """Not so من قبل **Y** and على يد **Y**, which name who did it."""
    if first < 2:
        return False
    noun, lead = tokens[first - 1], tokens[first - 2].fold.removeprefix("و")
    return (
        noun.kind == "word"
        and lead in _GOVERNING
        and noun.fold not in _NO_NOUNS
        and not noun.fold.startswith("ال")
    )


def made_up_of_any(words: AbstractSet[str]) -> bool:
    """Is any of these the verb that ``comprised`` looks for?"""
    return not _COMPRISING.isdisjoint(words)


def but_for_adjectives(tokens: Sequence[Token], last: int, at: int) -> bool:
    """القوات اليمنية **الجنوبية** - التي تدعمها X - انتزعت: does only an adjective with the article follow a mention?"""
    return 0 < at - last <= 2 and all(t.fold.startswith("ال") and len(t.fold) > 4 for t in tokens[last:at])


def by_whom(tokens: Sequence[Token], chunk: Chunk) -> bool:
    """المحاصرة **من قبل X**: does "by" stand right before somebody?"""
    first = chunk.first
    return first >= 2 and tokens[first - 1].fold == "قبل" and tokens[first - 2].fold == "من"


def of_a_participle(tokens: Sequence[Token], trigger: Trigger, here: int) -> bool:
    """استعادت X **المدعومة** من قبل Y البلدة **المحتلة** من قبل Z: the words for a doer, of a participle that tells more of what is named before."""
    at = here - 1
    word = tokens[at].fold
    if at <= trigger.last:
        return False
    told = word.startswith("الم") and len(word) > 5 and not word.startswith(_CARRIED_OUT)
    return word in _BACKED or (told and (trigger.form in VERBAL or at > trigger.last + 1))

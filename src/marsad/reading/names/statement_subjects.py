"""Who makes a statement by the place of the words alone: **دمشق** تتهم أنقرة, دعت **البعثة الأممية** X."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.reading.days.table import TimeWord
from marsad.reading.grammar.scan import PREPOSITIONS, At
from marsad.reading.records import Chunk
from marsad.reading.sources.statements import statement_at, statements
from marsad.text.tokens import Token

_NEVER = word_class("never_a_subject")
_FROM = "من"
# To demand, call on, appeal to, ask, urge, accuse, condemn, denounce.
_SPEAKING = {
    "طالب",
    "دعا",
    "دعت",
    "دع",
    "ناشد",
    "طلب",
    "حث",
    "حثت",
    "اتهم",
    "ادان",
    "دان",
    "ندد",
    "استنكر",
    "شجب",
}
_SPEAKING_NOW = {"طالب", "دعو", "ناشد", "طلب", "حث", "تهم", "دين", "ندد", "ستنكر", "شجب"}
# Words that begin somebody else, after the one who speaks.
_ANOTHER = ("force_heads", "group_heads", "person_titles", "common_refs", "anaphors")
# Words that a subject by itself does not begin with: a title belongs to a name, a thing or a place says nothing.
_NO_SPEAKER = (*_ANOTHER, "object_heads", "place_types", "place_refs", "directions", "means", "reference", "cause", "deeds", "attempt",
               "plan", "light_agent", "light_patient", "repelled", "ending", "continuing")  # fmt: skip
OF_DEEDS = word_class("speaks_of_deeds")
PARTIES = word_class("parties_by_word")
"""The words of ``party``."""
_THE_WEST = "الغرب"
_PARLIAMENT = "البرلمان"  # where riots are too, as a building
_ACCUSING = word_class("accusing")
_WHICH = word_class("relative_pronouns")
ASKING = ("طلب", "يطلب", "تطلب")


def behind_statements(at: At) -> frozenset[int]:
    """The tokens right behind the first word of a verb of a statement, where who makes it may stand."""
    return frozenset([here + 1 for here in statements(at)])


def _asks(token: Token) -> bool:
    """Does a verb say by itself that somebody speaks? A thing may refuse, threaten or support as well."""
    word = token.fold.removeprefix("و")
    word = word.removesuffix("ت") if len(word) > 3 else word
    return word in _SPEAKING or (word[:1] in ("ي", "ت") and word[1:] in _SPEAKING_NOW)


def _feminine(verb: Hit, tokens: Sequence[Token]) -> bool:
    """اتهمت, تتهم; but not تعهد (he pledged), whose first letter is its own."""
    word = tokens[verb.first].fold.removeprefix("و")
    return word.endswith("ت") if verb.term.form == "past" else word.startswith("ت")


def _feminine_at(tokens: Sequence[Token], at: At, here: int) -> bool:
    verb = statement_at(at, here)
    return verb is not None and _feminine(verb, tokens)


def speaks(tokens: Sequence[Token], at: At, first: int, last: int) -> bool:
    """Is a capital right beside a verb of a statement, as its subject or its object: دمشق **تتهم** أنقرة?"""
    return _feminine_at(tokens, at, last) or _feminine_at(tokens, at, first - 1) or (
        # اتهمت طهران **واشنطن**: the second after the first
        first >= 2 and statement_at(at, first - 2) is not None and at.layer(first - 1, "actor") is not None
    )  # fmt: skip


def asked_of(tokens: Sequence[Token], at: At, first: int) -> bool:
    """طلب الكرملين **من أنقرة**: a capital that something is asked of."""
    if first < 2 or tokens[first - 1].fold != _FROM:
        return False
    return any(
        statement_at(at, here) is not None and tokens[here].fold.removeprefix("و").startswith(ASKING)
        for here in range(max(0, first - 5), first - 1)
    )


def party(tokens: Sequence[Token], at: At, here: int, last: int, before: Chunk | None) -> int | None:
    """One past the end of a party that only its noun names, to whom a statement is made: حذر المرشد **الغرب** من الضغط عليه.

    It stands right after a participle of saying or after who speaks, and what is asked or alleged follows, or a clause about it.
    """
    if tokens[here].fold not in PARTIES:
        return None
    accusing = tokens[here - 1].fold in _ACCUSING
    speaker = before is not None and before.last == here and not before.prep
    verbs = range(max(0, before.first - 3), before.first) if before is not None else ()
    told = accusing or (speaker and any(statement_at(at, verb) is not None for verb in verbs))
    if not told or at.layer(here, "actor") is not None:
        return None
    end = here + 1
    while (
        end < last
        and end - here < 3
        and tokens[end].fold.startswith("ال")
        and tokens[end].fold not in _WHICH
        and tokens[end].fold not in PREPOSITIONS  # إلى
    ):
        end += 1
    if end >= last:
        return None
    word = tokens[end].fold
    follows = word in _WHICH or word in PREPOSITIONS or word in ("الي", "ان", "بان")
    return end if follows or (word[:1] == "ب" and len(word) > 3) else None


def unknown(tokens: Sequence[Token], at: At, here: int, last: int, times: dict[str, TimeWord]) -> int | None:
    """One past the end of the definite words that fill a subject's place: دعت **البعثة الأممية**, طالب **المشاركون**."""
    if here < 1 or tokens[here].kind != "word":
        return None
    asks = _asks(tokens[here - 1])
    parties = not asks and tokens[here].fold in PARTIES and tokens[here].fold != _THE_WEST
    if not asks and not parties:
        return None
    verb = statement_at(at, here - 1)
    if verb is None or verb.last != here or verb.cut.after or verb.cut.before not in ("", "و"):
        return None
    if parties and not _feminine(verb, tokens):
        return None  # أيدت **القبائل** X
    word = tokens[here].fold
    if not word.startswith("ال") or len(word) < 5 or word in _NEVER or word in PREPOSITIONS or word in times:
        return None
    if word.endswith("ين") and len(word) > 6:
        return None  # the case of an object
    if (
        _feminine(verb, tokens)
        and not parties
        and not (tokens[here].ta or word.endswith("ات"))
        and tokens[verb.first].fold[-1:] == "ت"
    ):
        return None  # ناشدت **المجتمع** الدولي: the object; who asks was named before
    if not _feminine(verb, tokens) and tokens[here].ta:
        return None
    if at.cue(here, *_NO_SPEAKER) is not None or (
        at.layer(here, "rule") is not None and not word.endswith("ون") and word != _PARLIAMENT
    ):
        return None  # أدانت **القصف** التركي, هدد **الناطق** باسم X
    end = here + 1
    while end < last and end - here < 3 and tokens[end].kind == "word":
        more = tokens[end]
        if (
            not more.fold.startswith("ال")
            or more.fold in _NEVER
            or more.fold in times
            or more.ta != tokens[here].ta
        ):
            break
        if at.layer(end, "actor") is not None or at.cue(end, *_ANOTHER) is not None:
            break  # طالبت المرجعية **القوات** الأمنية
        end += 1
    if end < last and tokens[end].fold in ("التي", "الذي", "الذين", "من"):
        return None  # تطالب الدول **التي** …: told by more than its name
    return end

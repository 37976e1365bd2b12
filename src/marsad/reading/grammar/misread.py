"""Words that folding or spelling makes the same as a word of the lexicon, told apart by how they are written or by what stands beside them.

«وكالة **أنباء** هاوار» is an agency and no rumour, «ويعد هذا الهجوم الأعنف» tells what it counts as and not what is prepared,
«المكلا **وعدن**» are two towns and no promise, «**آمر** الكتيبة» is who commands it and no order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marsad.lexicon.compile import Lexicon
from marsad.lexicon.schema import Rule
from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import AND_BY_FOR, is_one_of, word_class
from marsad.text.tokens import Token

_VERBS = frozenset({"past", "present"})
_AGENCIES = word_class("news_agencies")
_COUNTS_OR_PREPARES = {"يعد", "تعد", "نعد", "يعدون"}  # counts as, prepares, promises
_PROMISED = "وعد"  # promised; also a name
_NEWS = "انباء"
_PRISONER = "اسير"
_THAT = {"ان", "بان"}
_NOT = {"لم", "الذي", "التي"}  # not, who and which: what no longer is, what somebody counts as
_RANKED = word_class("ranked_among_others")
_SPENT = word_class("time_spent")
_UNITS = word_class("units_of_time_counted")
_FEW = word_class("three_to_ten")
DIED_OR_SPENT = {"قضي", "قضت", "قضوا", "قضيا", "يقضي", "تقضي", "يقضون"}  # died; also spent (time), ruled
_FOES_OR_NATURE = word_class("done_by_foes_or_by_nature")
_OF_NATURE = word_class("done_by_nature")
_REACH = 3  # words from "to prepare" to what is prepared for
_SPENDERS = 4  # words from "to spend" to the time spent: its subject may stand between
_IN = {"في", "الي", "من"}  # in, to, from
_ANSWERS = {"يرد", "ترد"}  # answers, replies; also, behind "not", shoots dead
_SHOOTING_DEAD = "killing.kill"
_TYRE = "صور"  # a city; also pictures
_OCCUPATION = "احتلال"  # with the article a side, without it what is done to a town
_OCCUPYING = "capture.occupy"
_OF = "من"
_FOR_OR_BY = ("ل", "ب")
_BEGIN_SO = word_class("begin_like_for_or_by")
# By folded stem: the letter that settles how it is written, and the lists that do not have it so written.
_WRITTEN: dict[str, tuple[str, frozenset[str]]] = {
    "امام": ("أ", frozenset({"offices"})),  # أمام, in front of: no imam
    "امر": ("آ", frozenset({"deciding"})),  # آمر, who commands: has ordered nothing
    "اعلام": ("إ", frozenset({"protest.flag", "marches"})),  # إعلام, the media: no flags
    "احياء": ("إ", frozenset({"place_types"})),  # إحياء, to revive or mark: no quarters
    "ابعاد": (
        "أ",
        frozenset({"displacement.expel", "restriction.banish", "restriction.hinder"}),
    ),  # dimensions
    "وادي": ("أ", frozenset({"place_types", "place_heads"})),  # وأدى, and led to: no valley
}


def rightly_read(text: str, tokens: Sequence[Token], hits: Sequence[Hit], lexicon: Lexicon) -> list[Hit]:
    """The hits without those whose word is another than the one that the lexicon has."""
    names = lexicon.listed("names_not_verbs")
    towns = names | {"و" + name for name in names}
    doubted = towns | _DOUBTED
    rules = lexicon.rules
    return [
        hit
        for hit in hits
        if (hit.cut.stem not in doubted or not _misread(text, tokens, hit, towns))
        and not (hit.term.form == "present" and hit.cut.stem[:1] == "ا" and _told_by_me(hit, rules))
    ]


_DOUBTED = frozenset(
    {
        _PROMISED,
        _NEWS,
        _TYRE,
        _OCCUPATION,
        *_WRITTEN,
        *_COUNTS_OR_PREPARES,
        *DIED_OR_SPENT,
        *_FOES_OR_NATURE,
        *_ANSWERS,
    }
)


def _told_by_me(hit: Hit, rules: Mapping[str, Rule]) -> bool:
    """**أسير** محرر (a prisoner), **أوقع** القصف قتلى (it caused): written like "I send", "I sign", which nobody reports of himself.

    What somebody says of himself he may (أطالب, أرفض), and أصيب, أعيد are passives too: was hit, was given back.
    """
    stem = hit.cut.stem
    passive = len(stem) == 4 and stem[2] == "ي" and stem != _PRISONER
    return hit.term.layer == "rule" and not passive and rules[hit.term.ref].frame != "statement"


def _misread(text: str, tokens: Sequence[Token], hit: Hit, towns: frozenset[str]) -> bool:
    term, stem = hit.term, hit.cut.stem
    verb = term.form in _VERBS
    if stem in towns:
        return verb
    if (written := _WRITTEN.get(stem)) is not None:
        letter, lists = written
        token = tokens[hit.first]
        return term.ref in lists and letter in text[token.start : token.end]
    if stem in _FOES_OR_NATURE:
        # حاصرت **المياه** العائلات, هدد **انهيار** السد السكان: what does it is nobody
        return (
            term.layer == "rule" and verb and hit.last < len(tokens) and tokens[hit.last].fold in _OF_NATURE
        )
    if stem in _ANSWERS:
        return term.ref == _SHOOTING_DEAD  # X **يرد** بصواريخ
    before = tokens[hit.first - 1] if hit.first else None
    if stem == _NEWS:
        return term.ref == "rumour" and before is not None and is_one_of(before.fold, _AGENCIES, AND_BY_FOR)
    if stem == _TYRE:
        return term.layer == "rule" and before is not None and before.fold in _IN and not hit.cut.before
    if stem == _OCCUPATION:
        return term.ref == _OCCUPYING and hit.cut.before.endswith(("ال", "لل"))
    if stem in DIED_OR_SPENT:
        return term.layer == "rule" and verb and spends(tokens, hit.last)
    if term.ref != "plan" or not verb:
        return False
    if stem == _PROMISED:
        # الشابة **وعد**: the verb would agree with her.
        return before is not None and before.ta and not hit.cut.before
    return stem in _COUNTS_OR_PREPARES and not _prepares(tokens, hit, before)


def spends(tokens: Sequence[Token], behind: int) -> bool:
    """قضى الأهالي **ليلتهم** في العراء, قضى **10 أعوام** في السجن: time that somebody spent."""
    for at, token in enumerate(tokens[behind : behind + _SPENDERS], behind):
        if token.kind == "punct" or token.kind == "newline" or token.fold in _IN:
            return False
        if token.fold in _SPENT:
            return True
        if token.fold in _UNITS and (tokens[at - 1].kind == "number" or tokens[at - 1].fold in _FEW):
            return True
    return False


def _is_defined(behind: Sequence[Token]) -> bool:
    """يعد القصف الجوي **من أكثر** الأسلحة فتكا: said of a thing in general, which is left as it is: nothing that happened either way."""
    words = [token.fold for token in behind]
    of = words.index(_OF) if _OF in words[1:-1] else 0
    return bool(of) and words[0].startswith("ال") and words[of + 1] in _RANKED


def _prepares(tokens: Sequence[Token], hit: Hit, before: Token | None) -> bool:
    """يعد الجيش **لعملية**, تعد واشنطن **بدعم** X; what counts as something is ranked among others or has an accusative: يعد خرقا لـ…"""
    if before is not None and before.fold in _NOT:
        return False
    if _is_defined(tokens[hit.last : hit.last + _REACH + 2]):
        return True
    for step, token in enumerate(tokens[hit.last : hit.last + _REACH + 1]):
        word = token.fold
        if token.kind != "word" or word in _RANKED:
            return False
        if word in _THAT:
            return step > 0 or word == "بان"
        if word[:1] in _FOR_OR_BY and len(word) > 3 and step < _REACH and word not in _BEGIN_SO:
            return True
        if word.endswith("ا") and step:
            return False
    return False

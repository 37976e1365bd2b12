"""What is expected, put off or has failed by the word beside it: لقاء **مرتقب**, **تأجلت** المحادثات, **فشلت** X في الإفراج عن Y."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import AND, is_one_of, word_class
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.scan import COMMAS
from marsad.reading.records import VERBAL, Trigger
from marsad.text.tokens import Token

_POSTPONING = word_class("putting_off")
_EXPECTED = word_class("expected")
_FAILING = {"فشل", "فشلت", "فشلوا", "اخفق", "اخفقت", "اخفقوا"}  # failed
_TO_WHAT_FAILED = 8  # tokens from such a verb, with who failed, to what he failed in
_VERIFYING = ("التاكد", "التحقق", "التثبت")  # to make sure, to verify (twice)
_TO_VERIFIED = 6  # tokens from such a word to what was not verified
_NOT_POSSIBLE = {"لم", "لا", "يتعذر", "تعذر", "دون", "يصعب"}
_INTENDING = ("عتزم", "عتزمت")  # to intend
_CLAUSE = {"ان", "التي", "الذي", "الذين", "وقد", "بعد"}  # that, which, after: a verb of its own may follow
_ON = "علي"
_BEHIND_ON = 5  # tokens from "on" to the noun of what is agreed upon, with how many between
_AGREEING = {"الاتفاق", "للاتفاق", "بالاتفاق"}  # agreeing (on)
_TO_TERMS = 12  # tokens from the word for an agreement to what is agreed upon


def unverified(tokens: Sequence[Token], trigger: Trigger, clauses: Clauses) -> bool:
    """لم يتسن **التحقق من** قصف X بلدة Y: nobody says that it did not happen, nor stands for it that it did."""
    low = clauses.left(trigger.first)
    for here in range(trigger.first - 1, max(low, trigger.first - _TO_VERIFIED) - 1, -1):
        if tokens[here].fold.startswith(_VERIFYING):
            if any(t.fold in _CLAUSE for t in tokens[here : trigger.first]):
                return False  # لم يتمكن من التحقق من هوية الطائرات **التي** قصفت X
            lead = tokens[max(clauses.sentence.first, here - 4) : here]
            return any(t.fold.removeprefix("و") in _NOT_POSSIBLE for t in lead)
    return False


def intended(plan: Hit, trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """تعتزم X **سحب** جنودها: behind a verb of intending the noun stands, whatever verb in the past is written like it."""
    if trigger.form != "past" or trigger.before or not plan.cut.stem.endswith(_INTENDING):
        return False
    between = [t.fold for t in tokens[plan.last : trigger.first]]
    return not any(word in COMMAS or word in _CLAUSE for word in between)


def agreed_upon(
    tokens: Sequence[Token], trigger: Trigger, clauses: Clauses, triggers: Sequence[Trigger]
) -> bool:
    """اتفق X وY **على تبادل** الأسرى, اتفاق **على انسحاب** القوات: what is agreed upon is to come."""
    if trigger.form in VERBAL:
        return False
    low = max(clauses.left(trigger.first), trigger.first - _BEHIND_ON)
    on = next((here for here in range(trigger.first - 1, low - 1, -1) if tokens[here].fold == _ON), None)
    if on is None or any(t.fold in COMMAS for t in tokens[on : trigger.first]):
        return False
    if on > low and is_one_of(tokens[on - 1].fold, _AGREEING, AND):
        return True  # أفضت إلى **الاتفاق على** تبادل الأسرى
    return any(
        other.kind == "agreement"
        and 0 <= on - other.last <= _TO_TERMS
        and not clauses.verb_between(other.last, on)
        for other in triggers
    )


def expected(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """اجتماع **مرتقب**, لقاء أمني **مرتقب**, القمة **المرتقبة**: talks that are expected, by their adjective."""
    words = [t.fold for t in tokens[trigger.last : trigger.last + 2]]
    return words[:1] != [] and (
        words[0] in _EXPECTED or (words[-1] in _EXPECTED and words[0].endswith(("ي", "يه")))
    )


def failed_in(tokens: Sequence[Token], trigger: Trigger, clauses: Clauses, low: int) -> bool:
    """فشلت وساطة قبلية **في الإفراج** عن X: what a verb of failing has behind "in" has not come about."""
    if (
        trigger.first - 1 <= low
        or tokens[trigger.first - 1].fold != "في"
        or _FAILING.isdisjoint(clauses.words)
    ):
        return False
    for here in range(trigger.first - 2, max(low, trigger.first - _TO_WHAT_FAILED) - 1, -1):
        if tokens[here].kind != "word":
            return False
        if is_one_of(tokens[here].fold, _FAILING, AND):
            return not clauses.verb_between(here + 1, trigger.first)
    return False


def postponed(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """**إرجاء** قافلة المساعدات, **تأجيل** المحادثات: what is put off has not been yet."""
    before = [t for t in tokens[max(0, trigger.first - 2) : trigger.first] if t.kind == "word"]
    return bool(before) and before[-1].fold.removeprefix("و") in _POSTPONING and trigger.before in ("", "ال")

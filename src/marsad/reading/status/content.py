"""Is an event only the content of what somebody demands, threatens, refuses or aims at?"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.agreement import goes_on as participle
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.cues_before import CuesBefore, aside_tokens
from marsad.reading.grammar.scan import COMMAS, PREPOSITIONS, At, written_preposition
from marsad.reading.records import FAINT, VERBAL, Event, Trigger
from marsad.text.tokens import Token

TO_LAUNCH = ("لشن", "لتنفيذ")  # to launch, to carry out
_BY_FORCE = {
    "shelling", "air_strike", "explosion", "ground_attack", "armed_clash", "killing", "capture", "abduction", "destruction",
}  # fmt: skip
CONTENT = "what is refused"
_GOES_ON = 6  # tokens from the noun that is asked for to the words that go on about it
_ASIDE = 14  # tokens of a remark between two commas
CALLED_FOR = "what is called for"
SLOGAN = "what a protest is for"
_CHANTING = 14  # tokens from the word for a protest to a verb that says what it is for
_ASKING = ("demand", "threat", "support", "rejection")
_ASKED_FAR = 18  # tokens from a verb of asking to one of several things asked for
_ASKED_BY = {"الي", "علي"}  # to, on
_CIRCUMSTANCE = word_class("after") | {
    "وسط",
    "خلال",
    "منذ",
    "رغم",
    "بسبب",
}  # after, amid, during, since, despite, because of
_SUFFERED = 12  # tokens from a verb of being exposed to what is suffered
_ANSWERS = 4  # tokens from a verb of answering, with who answers, to what he answers with
_WILL_MEET = word_class("will_be_met_with")
_ON_TERMS = ("اشترط", "يشترط", "تشترط")  # to make a condition: its object is what is asked for
CHARGED = "what somebody is charged with"
_CHARGE = word_class("on_the_charge_of")
_IN_A_CHARGE = 5  # tokens from the word for a charge to what is joined to it
_OUGHT = word_class("it_ought_to_be")
_OUGHT_TO_BE = {"withdrawal", "release", "ceasefire", "agreement", "aid"}
_ATTEMPT = ("محاول", "ومحاول")  # an attempt (to)
_LAUNCHING = {"شن", "تنفيذ", "القيام", "اي"}  # launching, carrying out, undertaking, any
_WARNED_OF = _BY_FORCE | {"ceasefire", "agreement", "negotiation"}
_BREAKING_DOWN = {"انهيار", "فشل", "خرق", "تقويض"}  # collapse, failure, breach, undermining
_WARNING = word_class("warns")
_WARNED = 8  # tokens from a word of warning, with who is warned, to what he is warned of
_PURPOSE = {"capture", "agreement", "ceasefire", "withdrawal", "killing", "destruction", "displacement", "arrest", "release",
            "siege", "ground_attack", "mobilization", "aid", "shelling", "air_strike", "support", "demand", "protest", "restriction"}  # fmt: skip


def content_of(
    cue: CuesBefore, trigger: Trigger, tokens: Sequence[Token], triggers: Sequence[Trigger]
) -> str | None:
    """Is the trigger only what somebody demands, threatens or aims at?"""
    noun = trigger.form not in VERBAL
    if trigger.kind == "support" and trigger.before == "و" and _charged(cue, trigger, tokens):
        return CHARGED
    if trigger.form != "present" and trigger.kind in _OUGHT_TO_BE and trigger.first > cue.low:
        lead = tokens[trigger.first - 1].fold
        if lead in _OUGHT:
            return CALLED_FOR  # **يجب** سحب المرتزقة, على **ضرورة** وقف إطلاق النار
    if noun and trigger.kind in _WARNED_OF and _warned_of(cue, trigger, tokens):
        return "content of threat"
    if noun and trigger.kind in _PURPOSE:
        aim = cue.before(4, "aim") if cue.hedged else None
        if aim is not None:
            return "purpose"
        if (
            trigger.first > cue.low + 1
            and tokens[trigger.first - 1].fold.startswith(TO_LAUNCH)
            and not tokens[trigger.first - 2].fold.startswith(_ATTEMPT)  # أحبطت X محاولة **لتنفيذ** قصف
        ):
            return "purpose"  # سمح باستخدام أجوائه **لشن** غارات
        bound = written_preposition(trigger.before) == "ل" and not _tried(cue, trigger, tokens)
        if bound and trigger.first > cue.low and not _standing_reference(trigger) and not _brought_about(cue):
            return "purpose"
    if noun and trigger.before[-1:] == "ب" and _to_answer(cue, trigger, tokens):
        return "content of threat"
    if trigger.form == "present" and trigger.before in ("ل", "ول"):
        return "purpose" if trigger.kind in _PURPOSE else None
    if (
        trigger.form == "present"
        and trigger.rule.frame == "statement"
        and _chanted(cue, trigger, tokens, triggers)
    ):
        return SLOGAN
    for other in reversed(triggers):
        if other.last > trigger.first:
            continue
        if trigger.kind == other.kind and trigger.first - other.last <= 9 and "call" in other.rule.traits:
            return CALLED_FOR  # دعت X إلى **إضراب**: the call tells of it
        if other.kind not in _ASKING or other.rule.frame != "statement":
            continue
        if other.first < cue.low or _goes_on(trigger, tokens, other.last):
            break
        between = [t.fold for t in tokens[other.last : trigger.first]]
        if other.kind == "demand" and _asked_for(other, trigger, between):
            return "content of demand"
        bound = written_preposition(trigger.before) in ("ب", "ل") or any(
            w in ("ان", "بان", "الي", "علي", "من", "ب") or w[:1] in ("ب", "ل") for w in between[-3:]
        )
        if bound and len(between) - cue.aside <= 9 and trigger.kind != "siege":
            return f"content of {other.kind}"
        if (
            other.kind == "demand"
            and noun
            and trigger.kind in _OUGHT_TO_BE
            and _asked_too(other, cue, between)
        ):
            return "content of demand"
        if (
            other.kind in ("rejection", "demand")
            and noun
            and _refused(other, trigger, tokens, cue.at)
            and (
                other.kind == "rejection" or tokens[other.first].fold.removeprefix("و").startswith(_ON_TERMS)
            )
        ):
            return CONTENT if other.kind == "rejection" else f"content of {other.kind}"
        break
    return None


def _goes_on(trigger: Trigger, tokens: Sequence[Token], first: int) -> bool:
    """رفض الأهالي التسليم للجيش، **وطالبوا** بـ: a verb in the past joined by و says more of who spoke, where no "that" brings it in."""
    if trigger.form == "noun" and participle(trigger, tokens):
        return True  # رحبت به X **داعية** Y إلى: a participle that goes on
    word = tokens[trigger.first].fold
    if trigger.form != "past" or trigger.before != "و" or not word.endswith(("وا", "ت")):
        return False
    return trigger.rule.frame == "statement" and not any(
        t.fold in ("ان", "بان") for t in tokens[first : trigger.first]
    )


def _charged(cue: CuesBefore, trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """فرض عقوبات على فلان بتهمة الفساد **ودعم** X: a noun joined to what somebody is charged with, though it be written like a verb."""
    for here in range(trigger.first - 1, max(cue.low, trigger.first - _IN_A_CHARGE) - 1, -1):
        if tokens[here].kind != "word":
            return False
        if tokens[here].fold in _CHARGE:
            return True
    return False


def _warned_of(cue: CuesBefore, trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """حذرت X Y **من شن هجوم**, حذر X **من انهيار** الهدنة: what somebody is warned of has not been."""
    at = trigger.first - 1
    feared = _LAUNCHING if trigger.kind in _BY_FORCE else _BREAKING_DOWN
    if at - 1 <= cue.low or tokens[at].fold not in feared or tokens[at - 1].fold != "من":
        return False
    clauses = cue.clauses
    first = clauses.sentence.first
    reach = _WARNED + aside_tokens(tokens, clauses, first, at - 1)
    for here in range(at - 2, max(first, at - 1 - reach) - 1, -1):
        if tokens[here].fold.removeprefix("و") in _WARNING:
            return not clauses.verb_between(here + 1, at)
    return False


def _chanted(cue: CuesBefore, trigger: Trigger, tokens: Sequence[Token], triggers: Sequence[Trigger]) -> bool:
    """خرجوا في تظاهرات **تؤيد** الدولة **وتندد** بالحصار: verbs in the present about a protest without its article tell what it is for."""
    if trigger.before not in ("", "و") or not tokens[trigger.first].fold.removeprefix("و").startswith("ت"):
        return False
    for crowd in triggers:
        here = crowd.last
        if (
            crowd.kind != "protest"
            or crowd.form in VERBAL
            or crowd.definite
            or crowd.after
            or here > trigger.first
        ):
            continue
        if here < cue.low or trigger.first - here > _CHANTING:
            continue
        if here == trigger.first or (trigger.before == "و" and _in_the_present(cue.at, here)):
            return True
    return False


def _in_the_present(at: At, here: int) -> bool:
    """Does a verb in the present that may have such a crowd for its subject stand there?"""
    return any(hit.term.form == "present" and not hit.cut.before for hit in at.any(here))


def _brought_about(cue: CuesBefore) -> bool:
    """أدى الهجوم **لمقتل** X, تعرضت X **لقصف**: the word before it tells that it came about."""
    if cue.before(8, "light_patient", "result", "light_occur", "cause") is not None:
        return True
    # تعرضت قافلة مساعدات تابعة لـX **للنهب**: the noun for what suffered it may tell of an event too.
    first = cue.trigger.first
    return cue.at.within(max(cue.low, first - _SUFFERED), first, "exposed")


def _to_answer(cue: CuesBefore, trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """أي اعتداء **سيقابل بقصف** أوسع, **سترد** X **بغارات**: what is to answer something has not come."""
    for here in range(trigger.first - 1, max(cue.low, trigger.first - _ANSWERS) - 1, -1):
        if tokens[here].kind != "word":
            return False
        if tokens[here].fold.removeprefix("و") in _WILL_MEET:
            return True
    return False


def _tried(cue: CuesBefore, trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """محاولة **لاغتيال** X: of an act of force the attempt itself is the news."""
    before = trigger.first - 1
    return (
        trigger.kind in _BY_FORCE
        and before >= cue.low
        and tokens[before].fold.startswith("محاول")
        and cue.at.cue(before, "attempt") is not None
    )


def _asked_for(asking: Trigger, trigger: Trigger, between: Sequence[str]) -> bool:
    """طلب X **الانسحاب**: the noun that is the object of the noun of asking, whoever asks between them."""
    nouns = asking.form not in VERBAL and trigger.form not in VERBAL
    return nouns and trigger.definite and len(between) <= 2 and not any(w in PREPOSITIONS for w in between)


def _asked_too(asking: Trigger, cue: CuesBefore, between: Sequence[str]) -> bool:
    """دعا X إلى إطلاق سراح الرهائن وإدخال المساعدات إلى Y **ووقف إطلاق النار**, ناشد X أطراف النزاع في Y السماح **بدخول الإمدادات**: one
    of several things asked for, or what is asked for behind long names."""
    if (
        not between
        or len(between) - cue.aside > _ASKED_FAR
        or cue.clauses.verb_between(asking.last, cue.trigger.first)
    ):
        return False
    if any(w in COMMAS or w in _CIRCUMSTANCE for w in between):
        return False
    lead = between[-1]
    joined = cue.trigger.before[:1] == "و" and any(w in _ASKED_BY or w[:1] == "ب" for w in between)
    return joined or lead in _ASKED_BY or (lead[:1] in ("ب", "و") and lead not in PREPOSITIONS)


def spread_content(events: Sequence[Event], clauses: Clauses) -> None:
    """دعا إلى **التظاهر** يوم الجمعة **أمام مقر** X: what goes on about the noun that is asked for is asked for too."""
    for event in events:
        trigger = event.trigger
        if event.kind != "protest" or event.dropped not in (None, FAINT) or trigger.form in VERBAL:
            continue
        for other in events:
            gap = trigger.first - other.trigger.last
            if (
                other.kind == event.kind
                and 0 <= gap <= _GOES_ON
                and (other.dropped or "").startswith("content of")
                and not clauses.verb_between(other.trigger.last, trigger.first)
            ):
                event.dropped = other.dropped
                break


def _refused(refusal: Trigger, trigger: Trigger, tokens: Sequence[Token], at: At) -> bool:
    """رفض الأهالي **تهجير** المقاتلين: the noun that is the object of the refusal, no verb or preposition between."""
    between = _without_aside(refusal.last, trigger.first, tokens)
    if len(between) > 6 or trigger.before.endswith(("و", "ف")) or trigger.kind == "siege":
        return False
    return not written_preposition(trigger.before) and not any(
        tokens[here].kind != "word"
        or tokens[here].fold in PREPOSITIONS
        or at.cue(here, "light_occur", "cause", "saying")
        for here in between
    )


def _without_aside(first: int, last: int, tokens: Sequence[Token]) -> Sequence[int]:
    """The tokens ``first``–``last`` less what stands between two commas: رفضت اللجنة، خلال اجتماع عقد أمس، **تهجير** المقاتلين."""
    commas = [here for here in range(first, last) if tokens[here].fold in COMMAS]
    if len(commas) != 2 or commas[1] - commas[0] > _ASIDE:
        return range(first, last)
    return [*range(first, commas[0]), *range(commas[1] + 1, last)]


def _standing_reference(trigger: Trigger) -> bool:
    return trigger.definite and trigger.kind == "siege"

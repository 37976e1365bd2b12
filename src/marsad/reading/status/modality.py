"""Did it happen? Negation, denial, attempt, plan, rumour, condition and end, each over the stretch it governs.

A cue governs what follows it in its clause, up to the next event word that is not part of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import AND, AND_BY_FOR, is_one_of, word_class
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.cues_before import FAR, NINE, THAT, CuesBefore, may_be_verb
from marsad.reading.grammar.parties import BETWEEN
from marsad.reading.grammar.scan import COMMAS, At, at_work, written_preposition
from marsad.reading.records import ANSWERED_FOR, DENIED_TO_BE_HIS, VERBAL, Event, Trigger
from marsad.reading.sources.words import BODIES, RELATIVES
from marsad.reading.status.by_its_verb import not_done, set_for_later, verb_of_it
from marsad.reading.status.consequences import WOULD_BRING, only_to_come
from marsad.reading.status.content import TO_LAUNCH, content_of
from marsad.reading.status.denials import ANSWERING, denial_over, denies
from marsad.reading.status.endings import before_it_went_off, breached
from marsad.reading.status.put_off import agreed_upon, expected, failed_in, intended, postponed, unverified
from marsad.reading.status.rumours import rumoured
from marsad.reading.status.standing import besieged, settle_standing
from marsad.reading.status.supposed import SUPPOSED, may_be, on_condition, supposed
from marsad.text.tokens import Token

_HURTING = {"shelling", "air_strike", "explosion", "ground_attack", "armed_clash"}
_STIPULATED = {"withdrawal", "release", "displacement", "capture"}
_TERMS = word_class("terms_of_it")
_OF_TERMS = 4  # tokens from a word for a deal to the verb that tells its terms
_ORDERED = {"capture", "withdrawal"}
_ATTACKERS = "مهاجم"  # attacker
_BREAKING = ("كسر", "يكسر", "تكسر")  # to break
_CONFRONTING = ("تصد", "يتصد", "تتصد")  # to confront
_EXECUTION = "اعدام"
_RULED = {"قضت", "قضي", "تقضي", "يقضي"}  # ruled; also died
_COPULAS = word_class("counts_as")
_SENTENCE = ("باعدام", "بالاعدام", "بالسجن", "بسجن")  # to execution, to prison
_COURT = {"محكمه", "المحكمه", "محاكم", "القضاء", "قاض", "القاضي"}  # court (thrice), judiciary, judge (twice)
_SOUGHT = {"ceasefire", "agreement", "release"}
_TALKS = BETWEEN | {"release"}
_STATES = word_class("states_of_affairs")
_UNSAID = ("planned", "attempted", "uncertain")
BROKEN = "a truce that is broken"
DONE = "told as done"
SENTENCED = "a sentence of a court"
_ANNOUNCED = 9  # tokens from the word for an announcement to what is announced
_TO_COME = {"المقبل", "المقبله", "القادم", "القادمه", "غدا", "الغد", "غد"}  # next, coming, tomorrow
_DAY_AFTER = 3  # tokens from a noun to the day that it is set for
_PUT_OFF = {"aid", "negotiation", "release", "displacement", "withdrawal"}
_TO_ORDER = (
    "امر",
    "يامر",
    "تامر",
    "اوعز",
    "يوعز",
    "توعز",
)  # to order, to instruct: what is ordered follows ب
# In preparation, readiness (his, its, their), to begin, for the sake of.
_GETTING_READY = {"استعدادا", "استعداده", "استعدادها", "استعدادهم", "تمهيدا", "لبدء", "للبدء", "اجل"}
_PREPARATIONS = {
    "استعدادات",
    "الاستعدادات",
    "تحضيرات",
    "التحضيرات",
}  # preparations, with and without the article
_ENCIRCLING = ("لمحاصر", "لتطويق")  # to besiege, to encircle
_LIGHT = ("light_agent", "light_patient", "light_occur")
_ANY, _DID_NOT = "اي", "لم"  # any, did not
_TO_ANY = 9  # tokens from "did not" to what has "any" before it
_SIDO = "سيدو"  # a Kurdish family name, written like "it will resound"
_CHARGES = "اتهامات"
_AGES = word_class("ages_below")
_REGISTERED = word_class("registered")
_ABOUT = {"عن", "حول", "بشان"}  # about, concerning
_NOT_A_NOT = word_class("denied_is_affirmed")


def judge(
    event: Event, tokens: Sequence[Token], at: At, clauses: Clauses, triggers: Sequence[Trigger]
) -> None:
    """Set ``status``, or ``dropped`` with the reason where the words tell of nothing that happened or was tried."""
    trigger = event.trigger
    if event.kind == "ceasefire" and trigger.form not in VERBAL and breached(tokens, at, clauses, trigger):
        event.dropped = BROKEN
        return
    of_rule = trigger.rule.status if event.kind == trigger.kind else None
    event.status = of_rule or _of_its_verb(trigger, triggers) or event.status
    if "tries" in trigger.rule.traits and trigger.form in VERBAL:
        event.status = "attempted"  # **حاولت** X التقدم
        return
    if event.kind == "aid" and trigger.form in VERBAL and at.cue(trigger.first, "plan") is not None:
        event.status = "planned"  # **تعهدت** X بتقديم مليون دولار
    low = clauses.left(trigger.first)
    if event.kind == "explosion" and before_it_went_off(tokens, trigger, clauses.sentence.first, triggers):
        event.status, event.dropped = "attempted", "did not come to it"
        return
    cue = CuesBefore(tokens, clauses, low, trigger, triggers)
    hedged = cue.hedged
    hit = cue.before(FAR, "hypothetical") if hedged else None
    if (
        hit is not None
        and event.kind != "threat"  # **إذا** لم يتوقف القصف **فسنرد**: a threat is made of a condition
        and not (hit.last < len(tokens) and tokens[hit.last].fold in _STATES)
    ):
        event.dropped = SUPPOSED if supposed(hit, trigger, tokens, clauses) else "hypothetical"
        return
    verb = verb_of_it(trigger, tokens, clauses, triggers) if trigger.rule.frame != "statement" else None
    if verb is not None and on_condition(verb, tokens):
        event.dropped = SUPPOSED
        return
    if only_to_come(trigger, clauses):
        event.dropped = WOULD_BRING
        return
    if may_be(trigger, tokens, clauses, low):
        event.status, event.dropped = "uncertain", "hypothetical"  # قد **ينسحب** X: it may be
        return
    if trigger.form == "present" and "س" in trigger.before:
        first = clauses.sentence.first
        if at.within(first, trigger.first, "hypothetical"):
            event.dropped = "hypothetical"
            return
        event.status = "planned"
        return
    if event.kind == "mobilization" and trigger.form in VERBAL and _published(trigger, at):
        event.dropped = "told by another word"
        return
    if event.kind == "killing" and _sentenced(tokens, trigger, low):
        event.dropped = SENTENCED
        return
    denying = clauses.begun_within(low, trigger.first, ("denial",))
    denial = denial_over(trigger, tokens, at, low, triggers) if denying else None
    if denial is not None and not denies(denial, tokens, low):
        event.status = "uncertain"  # neither confirmed nor denied
        return
    # نفى X **اتهامات** Y: the charges were made; what they charge with is denied.
    if denial is not None and _CHARGES not in tokens[trigger.first].fold:
        event.status = "denied"
        event.notes["denial"] = tokens[denial.first].fold
        if any(t.fold.startswith(ANSWERING) for t in tokens[denial.last : trigger.first]):
            event.notes[ANSWERED_FOR] = DENIED_TO_BE_HIS
        return
    if hedged and unverified(tokens, trigger, clauses):
        event.status = "uncertain"
        return
    if (hedged and _negated(cue, tokens, trigger)) or (verb is not None and not_done(verb, tokens)):
        if event.kind in ("agreement", "ceasefire"):
            event.status = "attempted"
        else:
            event.dropped = "negated"
        return
    if besieged(event, tokens):
        settle_standing(event, cue, clauses, triggers)
        return
    if "defused" in trigger.rule.traits and not at_work(tokens, trigger.first):
        event.status = "attempted"  # **فككت** الشرطة عبوة: it was laid, and did not go off
        return
    plan = cue.before(6, "plan") if hedged else None
    if plan is not None and plan.term.form in VERBAL and _meant(plan, trigger, tokens):
        event.status, event.dropped = "planned", "purpose"  # تستعد X **لاقتحام** Y
        return
    if hedged and event.kind == "ground_attack" and _confronted(cue, trigger, tokens):
        event.status = "attempted"
        return
    if (why := content_of(cue, trigger, tokens, triggers)) is not None:
        if why == "purpose" and event.kind in _TALKS and _came_to_nothing(at, trigger, clauses):
            event.status = "attempted"
        else:
            event.dropped = why
            sought = event.kind in _SOUGHT and trigger.form not in VERBAL and cue.before(4, "aim") is not None
            if why == "purpose" and (sought or _to_come(tokens, trigger)):
                event.status = "planned"
            elif why == "purpose" and event.kind == "siege" and _to_encircle(tokens, trigger):
                event.status = "attempted" if cue.before(7, "attempt") is not None else "planned"
        return
    hit = cue.before(7, "attempt") if hedged else None
    if hit is not None and any(
        hit.last <= other.first < trigger.first and other.rule.frame == "statement" and other.form in VERBAL
        for other in triggers
    ):
        hit = None  # يفشل المجلس في إصدار بيان **يدين** هدم المنازل: what was tried is the statement
    if hit is not None and not hit.cut.before.endswith("ال") and tokens[hit.first].fold not in NINE:
        if event.kind == "siege" and trigger.form not in VERBAL and cue.before(3, "ending") is not None:
            event.status = "ongoing"  # محاولة لفك **الحصار**: what they try to end stands
        else:
            event.status = "attempted"
        return
    ordered = event.kind in _ORDERED or (event.kind == "killing" and _EXECUTION in tokens[trigger.first].fold)
    if hedged and ordered and trigger.form != "present" and _decided(cue, trigger, tokens, at):
        event.status = "planned"
        return
    if event.kind in _PUT_OFF and trigger.form not in VERBAL and postponed(tokens, trigger):
        event.status = "planned"
        return
    if trigger.form not in VERBAL and event.kind in _TALKS and expected(tokens, trigger):
        event.status = "planned"
        return
    if trigger.form not in VERBAL and event.kind in _TALKS and failed_in(tokens, trigger, clauses, low):
        event.status = "attempted"
        return
    time = _time_of_noun(cue, trigger, triggers, clauses) if trigger.form not in VERBAL else None
    if time == "to come" or (verb is not None and set_for_later(verb, tokens, clauses)):
        event.status = "planned"
        return
    if time == "past":
        event.notes[DONE] = "a verb in the past"
    if plan is not None and (
        trigger.form not in VERBAL or plan.term.form == "exact" or intended(plan, trigger, tokens)
    ):
        event.status = "planned"
        return
    if (
        hedged
        and event.kind in _STIPULATED
        and trigger.form not in VERBAL
        and _stipulated(cue, trigger, tokens)
    ) or (event.kind in _STIPULATED and agreed_upon(tokens, trigger, clauses, triggers)):
        event.status = "planned"
        return
    if hedged and rumoured(_rumour(cue, tokens), trigger, tokens, at, low, triggers):
        event.status = "uncertain"
        return
    failure = cue.before(9, "failure") if hedged and event.kind in _TALKS else None
    if failure is not None and not _fruitless(failure, tokens, trigger):
        event.status = "attempted"
        return
    settle_standing(event, cue, clauses, triggers)


def _rumour(cue: CuesBefore, tokens: Sequence[Token]) -> Hit | None:
    """The word of rumour near before a trigger, or farther where it says what it is about: **أنباء عن** مقتل قيادي في X **بغارة**."""
    near = cue.before(7, "rumour")
    if near is not None:
        return near
    hit = cue.before(12, "rumour")
    if hit is None or hit.last >= len(tokens) or tokens[hit.last].fold not in _ABOUT:
        return None
    return None if cue.clauses.verb_between(hit.last, cue.trigger.first) else hit


def _of_its_verb(trigger: Trigger, triggers: Sequence[Trigger]) -> str:
    """عرض X **الوساطة**: what a verb that by its rule tells of no done deed says of the noun of its kind behind it."""
    if trigger.form in VERBAL:
        return ""
    for other in triggers:
        status = other.rule.status
        if not status or other.kind != trigger.kind or other.form not in VERBAL:
            continue
        if 0 <= trigger.first - other.last <= other.rule.near:
            return status
    return ""


def _time_of_noun(
    cue: CuesBefore, trigger: Trigger, triggers: Sequence[Trigger], clauses: Clauses
) -> str | None:
    """ "past" or "to come", by the light verb of a verbal noun.

    ستعقد جولة **محادثات**, من المقرر أن تعقد X وY **اجتماعاً**, **مفاوضات** … ستجري غداً; عقدت X وY **اجتماعاً**.
    """
    deed = cue.before(8, "deeds") if trigger.before.startswith("ب") else None
    if deed is not None and "س" in deed.cut.before:
        return "to come"  # **سيقوم** X مع Y **بإجلاء** المرضى
    verb = cue.before(12, *_LIGHT)
    if verb is not None and verb.term.form == "past":
        return "past"
    if verb is not None and verb.term.form == "present":
        planned = cue.at.all_within(max(cue.low, verb.first - 4), verb.first, "plan")
        to_come = "س" in verb.cut.before and cue.tokens[verb.first].fold != _SIDO
        if to_come or any(hit.last <= verb.first <= hit.last + 2 for hit in planned):
            return "to come"
        if any(t.fold in _TO_COME for t in cue.tokens[verb.first : trigger.last + _DAY_AFTER]):
            return "to come"  # **تبدأ غدا** هدنة, **تستأنف** الأحد **المقبل** محادثات
    end = min(clauses.right(trigger.last), trigger.last + 10)
    if trigger.kind == "protest" and _set_for_later(cue, trigger, end):
        return "to come"
    for here in clauses.begun_within(trigger.last, end, _LIGHT):
        hit = cue.at.cue(here, *_LIGHT)
        if hit is None or hit.term.form not in VERBAL:
            continue
        if "س" not in hit.cut.before or cue.at.cue(here, "result") is not None:
            return None
        own = not any(
            trigger.last <= t.first <= here and not t.rule.toll and t.form not in VERBAL for t in triggers
        )
        return "to come" if own else None  # not that of the next noun
    return None


def _set_for_later(cue: CuesBefore, trigger: Trigger, end: int) -> bool:
    """أعلنت X **إضرابا** عاما الخميس المقبل: a protest that is announced, for a day that is yet to come."""
    announced = cue.at.all_within(max(cue.low, trigger.first - _ANNOUNCED), trigger.first, "saying")
    return bool(announced) and any(t.fold in _TO_COME for t in cue.tokens[trigger.last : end])


def _negated(cue: CuesBefore, tokens: Sequence[Token], trigger: Trigger) -> bool:
    any_at_all = _ANY in [t.fold for t in tokens[max(cue.low, trigger.first - 2) : trigger.first]]
    hit = cue.before(_TO_ANY if any_at_all else 6, "negation")
    if hit is None:
        return False
    following = tokens[hit.last].fold if hit.last < len(tokens) else ""
    word = hit.term.words[0]
    if word in ("دون", "بدون") and following in ("طيار", "طيارين"):
        return False
    if word in ("دون", "بدون") and following in _AGES:
        return False  # أطفال **دون العاشرة** بقصف: younger than ten
    if word in ("لا", "لم") and following in _NOT_A_NOT and hit.last < trigger.first:
        return False
    if word == "لن" and trigger.kind == "threat":
        return False  # **لن يفلت** العدو من العقاب: what shall not be is what is threatened with
    if trigger.kind in _TALKS - {"agreement"} and cue.at.cue(hit.first, "failure") is not None:
        return False  # لم تسفر المحادثات عن اتفاق: what did not come is the agreement
    subject = trigger.first - hit.last <= 2 and trigger.kind in _HURTING and not trigger.rule.toll
    if (
        subject
        and not written_preposition(trigger.before)
        and cue.at.cue(hit.last, "result") is not None
        and not cue.at.within(hit.last, hit.last + 1, "light_occur")
    ):
        return False  # لم يسفر **قصف** عن إصابات: what did not come are the casualties
    if word == "لا" and cue.at.cue(hit.last, "light_patient", "light_occur") is not None:
        return trigger.first - hit.last <= 5  # لا تشهد X أي **قصف**
    gap = trigger.first - hit.last
    if word == "لا" and following in _COPULAS:
        return gap <= 4  # لا يعد ذلك **استفزازا**
    if any_at_all and word == _DID_NOT:
        return True  # لم تشهد المدينة القديمة **أي عملية** خطف
    if word in ("دون", "بدون") and all(t.fold in _REGISTERED for t in tokens[hit.last : trigger.first]):
        return True  # دون أن يبلغ عن **اعتقالات**: none that anybody knows of
    return gap <= (1 if word in ("غير", "عدم", "لا", "دون", "بدون") else 4)


def settle_costly(events: Sequence[Event]) -> None:
    """تصدت X لهجوم Y **وقتلت عشرة**: an assault in which people were hurt took place, though it was beaten back."""
    for event in events:
        hurt = any(what in ("killed", "injured") and toll.min > 0 for what, toll in event.tolls.items())
        if event.kind == "ground_attack" and event.status == "attempted" and hurt:
            event.status = "occurred"


def settle_said(events: Sequence[Event]) -> None:
    """أكد X استعداده **لدعم** Y: what is said has been said, whatever is planned or tried in it; سيطالب X is to come."""
    for event in events:
        trigger = event.trigger
        if trigger.rule.frame == "statement" and trigger.form != "present" and event.status in _UNSAID:
            event.status = "occurred"


def _came_to_nothing(at: At, trigger: Trigger, clauses: Clauses) -> bool:
    """اجتماعات من أجل التوصل إلى اتفاق … دون أن تسفر: what they met for was tried, in vain."""
    return at.within(trigger.last, clauses.sentence.last, "failure")


def _fruitless(failure: Hit, tokens: Sequence[Token], trigger: Trigger) -> bool:
    """لم تسفر المحادثات عن اتفاق: talks that were held and brought nothing."""
    verb = tokens[failure.last - 1].fold
    return (
        trigger.kind == "negotiation"
        and trigger.first == failure.last
        and verb in ("تسفر", "يسفر", "تثمر", "يثمر", "تات", "تاتي")
    )


def _sentenced(tokens: Sequence[Token], trigger: Trigger, low: int) -> bool:
    """قضت **محكمة** عسكرية **بإعدام** ستة, محكمة تقضي **بإعدام** ستة: the sentence is no execution."""
    if tokens[trigger.first].fold.removeprefix("و") in _RULED:
        after = tokens[trigger.last].fold if trigger.last < len(tokens) else ""
        return after in _COURT or after.startswith(_SENTENCE)
    if trigger.form in VERBAL or _EXECUTION not in tokens[trigger.first].fold or "ب" not in trigger.before:
        return False
    return any(
        t.fold.removeprefix("و") in _COURT for t in tokens[max(low, trigger.first - 8) : trigger.first]
    )


def _meant(plan: Hit, trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """تستعد X **لاقتحام** Y, يخطط X **لشن** هجوم: is the noun bound to the verb of planning by لـ?"""
    return trigger.form not in VERBAL and (
        written_preposition(trigger.before) == "ل"
        or (trigger.first - 1 >= plan.last and tokens[trigger.first - 1].fold.startswith(TO_LAUNCH))
    )


def _stipulated(cue: CuesBefore, trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """ينص الاتفاق على **خروج** المقاتلين, اتفاق يقضي بإخلاء X **وانسحاب** Y: what an agreement says shall be done.

    Other terms may stand between the verb and the noun, another verb may not.
    """
    first = trigger.first
    for hit in reversed(cue.at.all_within(max(cue.low, first - FAR), first, "stipulating")):
        verb, after = hit.first, [t.fold for t in tokens[hit.last : first]]
        if cue.clauses.verb_between(hit.last, first):
            return False
        if hit.term.form == "exact":  # يقضي **بـ**: where على follows, somebody is done away with
            return "علي" not in after[:1] and any(w.startswith("ب") for w in (*after, tokens[first].fold))
        if "علي" in (*hit.term.words, *after):
            return True
        about = tokens[max(0, verb - _OF_TERMS) : min(first, verb + _OF_TERMS + 1)]
        return any(is_one_of(t.fold, _TERMS, AND) for t in about)
    return False


def _confronted(cue: CuesBefore, trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """تصدت X **لهجوم** Y: who confronts an attack beats it back; what he confronts is bound to the verb by لـ."""
    hit = cue.before(6, "repelled")
    if hit is None or trigger.form in VERBAL:
        return False
    if hit.cut.stem.startswith(_BREAKING):
        return True  # كسرت X **هجوما**
    if not hit.cut.stem.startswith(_CONFRONTING):
        return False
    if _ATTACKERS in tokens[trigger.first].fold:
        return False  # تصدوا **للمهاجمين**: the men, with whom they fought
    return written_preposition(trigger.before) == "ل" or any(
        t.fold.startswith("لمحاول") for t in tokens[hit.last : trigger.first + 1]
    )


def _decided(cue: CuesBefore, trigger: Trigger, tokens: Sequence[Token], at: At) -> bool:
    """قررت X **سحب** قواتها, أمر X **بسحب** قواته: what is resolved or ordered is to come."""
    hit = cue.before(6, "deciding")
    if hit is None or not may_be_verb(hit, at) or hit.cut.after or tokens[hit.first - 1].fold in RELATIVES:
        return False
    # No verb stands under another without "that": قرر X **سحب** قواته has the noun, whatever it is written like.
    # أقر X **بانسحاب** قواته: he admits what has been done.
    ordered = trigger.before in ("ب", "بال") and hit.cut.stem.startswith(_TO_ORDER)
    return (ordered or trigger.before in ("", "ال")) and not any(
        t.fold in COMMAS or t.fold in THAT or t.fold in ("بعد", "عقب", "اثر")
        for t in tokens[hit.last : trigger.first]
    )


def _published(trigger: Trigger, at: At) -> bool:
    """ما **نشرته** صحيفة X, **نشر** موقع Y: a paper publishes and deploys nothing."""
    if at.layer(trigger.last, "actor") is not None:
        return False  # **نشرت وزارة الدفاع** قوات: a side, which may do both
    head = at.cue(trigger.last, "source_heads")
    outlet = head is not None and head.term.words[0].removeprefix("ال") in BODIES
    return at.cue(trigger.first, "saying") is not None and (
        outlet or at.layer(trigger.last, "source") is not None
    )


def _to_come(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """لشن **غارات**, استعدادا **لاقتحام** X, **الاستعدادات** المكثفة **لتحرير** Y: an aim that nothing tells to have been reached."""
    before = tokens[max(0, trigger.first - 2) : trigger.first]
    return any(
        t.fold in _GETTING_READY
        or t.fold.startswith(TO_LAUNCH)
        or is_one_of(t.fold, _PREPARATIONS, AND_BY_FOR)
        for t in before
    )


def _to_encircle(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """التوجه **لمحاصرة** موقع X: a noun for what somebody sets out to do; تخضع **لحصار** has that for what there is."""
    return tokens[trigger.first].fold.startswith(_ENCIRCLING)

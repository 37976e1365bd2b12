"""Did it happen? Negation, denial, attempt, plan, rumour, condition and end, each over the stretch it governs.

A cue governs what follows it in its clause, up to the next event word that is not part of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.terms import Hit
from marsad.reading.clauses import Clauses
from marsad.reading.denials import denial_of, left_open
from marsad.reading.endings import breached, lifted
from marsad.reading.parties import BETWEEN
from marsad.reading.records import FAINT, VERBAL, Event, Trigger
from marsad.reading.rumours import rumoured
from marsad.reading.scan import COMMAS, PREPOSITIONS, At, written_preposition
from marsad.reading.source_words import BODIES, RELATIVES
from marsad.text.tokens import Token

_MAYBE = {"قد", "وقد", "فقد"}  # may, before a verb in the present
_STARTING = {
    "دخلت",
    "دخل",
    "تدخل",
    "يدخل",
    "سرت",
    "سري",
    "تسري",
    "يسري",
    "ودخلت",
    "ودخل",
}  # to enter into, to be in force
_HURTING = {"shelling", "air_strike", "explosion", "ground_attack", "armed_clash"}
_BY_FORCE = _HURTING | {"killing", "capture", "abduction", "destruction"}
_STIPULATED = {"withdrawal", "release", "displacement"}
_BROKEN_OFF = {"negotiation", "protest"}
# نفى **مسؤوليته** عن غارة, **تورطه** في, **علاقته** ب: responsibility, involvement, connection.
_ANSWERING = ("مسوولي", "المسوولي", "تورط", "علاق", "صله", "صلت", "ضلوع")
_STANDING = {"siege", "restriction", "ceasefire", "sanction"}
_ORDERED = {"withdrawal"}
_ATTACKERS = "مهاجم"  # attacker
_CONFRONTING = ("تصد", "يتصد", "تتصد")  # to confront
_LASTED = {"دام", "استمر", "دامت", "استمرت", "طال"}
_EXECUTION = "اعدام"
_RULED = {"قضت", "قضي", "تقضي", "يقضي"}  # ruled; also died
_COPULAS = {
    "يعد",
    "تعد",
    "يعتبر",
    "تعتبر",
    "يشكل",
    "تشكل",
    "يمثل",
    "تمثل",
}  # is counted as, is held to be, makes up, is
_COURT = {"محكمه", "المحكمه", "محاكم", "القضاء", "قاض", "القاضي"}  # court (thrice), judiciary, judge (twice)
_NINETY = "تسعون"  # ninety, written like "you seek"
_TALKS = BETWEEN | {"release"}
_LASTING = {"mobilization", "siege", "restriction", "negotiation", "protest", "aid"}
_LASTING_WORDS = {"متواصل", "متواصله", "مستمر", "مستمره", "المتواصل", "المتواصله", "المستمر", "المستمره", "جاريه", "الجاريه", "جار", "تتم", "تجري",
                  "قايم", "قايمه"}  # fmt: skip
# في حال الخطر is a state, في حال فشل a condition.
_STATES = {
    "الخطر",
    "خطر",
    "الخطره",
    "خطره",
    "حرجه",
    "الحرجه",
    "تاهب",
    "استنفار",
    "حرب",
    "الحرب",
    "جيده",
    "مستقره",
    "الطواري",
    "من",
}
CONTENT = "what is refused"
_UNSAID = ("planned", "attempted", "uncertain")
_GOES_ON = 6  # tokens from the noun that is asked for to the words that go on about it
_ASIDE = 14  # tokens of a remark between two commas
BROKEN = "a truce that is broken"
DONE = "told as done"
SENTENCED = "a sentence of a court"
SLOGAN = "a slogan, not told"
CALLED_FOR = "what is called for"
_CALL = "protest.call"
_ANNOUNCED = 9  # tokens from the word for an announcement to what is announced
_TO_COME = {"المقبل", "المقبله", "القادم", "القادمه", "غدا", "الغد"}  # next, coming, tomorrow
_SUFFERED = 12  # tokens from a verb of being exposed to what is suffered
_CALLED = {"مسيره", "مسيرات", "بمسيرات", "لمسيرات", "مسيرتي", "شعار", "بشعار", "وسم", "هاشتاغ", "هاشتاق", "حمله", "جمعه", "مخيمات",
           "لمخيمات", "مظاهرات", "تظاهرات", "هييه", "الهييه", "لجنه", "اللجنه", "اسطول", "سفينه"}  # fmt: skip
_AIMING = ("هدف", "تهدف", "يهدف", "يسعي", "تسعي", "يسعون", "الراميه", "مطالب", "المطالبه", "للمطالبه", "يطالب", "تطالب", "مقابل", "دعو",
           "تدعو", "يدعو")  # fmt: skip
_ON_TERMS = ("اشترط", "يشترط", "تشترط")  # to make a condition: its object is what is asked for
_ON_CONDITION = {"شرط", "بشرط"}
_MANAGED = ("تمكن", "نجح", "استطاع", "قرر", "اقناع", "اكمل", "اتم")
_WITH = "مع"
_THAT = {"ان", "بان", "التي", "الذي"}
_TO_LAUNCH = ("لشن", "لتنفيذ")  # to launch, to carry out
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
_LIGHT = ("light_agent", "light_patient", "light_occur")
_SIDO = "سيدو"  # a Kurdish family name, written like "it will resound"
_PURPOSE = {"capture", "agreement", "ceasefire", "withdrawal", "killing", "destruction", "displacement", "arrest", "release",
            "siege", "ground_attack", "mobilization", "aid", "shelling", "air_strike", "support", "demand", "protest", "restriction"}  # fmt: skip

_CHARGES = "اتهامات"


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
    if event.kind == "aid" and trigger.form in VERBAL and at.cue(trigger.first, "plan") is not None:
        event.status = "planned"  # **تعهدت** X بتقديم مليون دولار
    low = clauses.left(trigger.first)
    cue = Look(tokens, at, low, trigger, triggers)
    hit = cue.before(14, "hypothetical")
    if hit is not None and not (hit.last < len(tokens) and tokens[hit.last].fold in _STATES):
        event.dropped = "hypothetical"
        return
    if trigger.form == "present" and trigger.first > low and tokens[trigger.first - 1].fold in _MAYBE:
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
    denial = denial_of(trigger, tokens, at, low, triggers)
    # نفى X **اتهامات** Y: the charges were made; what they charge with is denied.
    if denial is not None and _CHARGES in tokens[trigger.first].fold:
        denial = None
    if denial is not None:
        event.status = "denied"
        event.notes["denial"] = tokens[denial.first].fold
        if any(t.fold.startswith(_ANSWERING) for t in tokens[denial.last : trigger.first]):
            event.notes["answering"] = "it happened; who did it is denied"
        return
    if left_open(trigger, tokens, at, low, triggers):
        event.status = "uncertain"
        return
    if _negated(cue, tokens, trigger):
        if event.kind in ("agreement", "ceasefire"):
            event.status = "attempted"
        else:
            event.dropped = "negated"
        return
    if (
        (hit := cue.before(6, "plan")) is not None
        and hit.term.form in VERBAL
        and _meant(hit, trigger, tokens)
    ):
        event.status, event.dropped = "planned", "purpose"  # تستعد X **لاقتحام** Y
        return
    if event.kind == "ground_attack" and _confronted(cue, trigger, tokens):
        event.status = "attempted"
        return
    if (why := _content(cue, trigger, tokens, triggers)) is not None:
        if why == "purpose" and event.kind in _TALKS and _came_to_nothing(at, trigger, clauses):
            event.status = "attempted"
        else:
            event.dropped = why
            if why == "purpose" and _to_come(tokens, trigger):
                event.status = "planned"
        return
    hit = cue.before(7, "attempt")
    if hit is not None and not hit.cut.before.endswith("ال") and tokens[hit.first].fold != _NINETY:
        event.status = "attempted"
        return
    if event.kind in _ORDERED and trigger.form != "present" and _decided(cue, trigger, tokens, at):
        event.status = "planned"
        return
    time = _time_of_noun(cue, trigger, triggers, clauses) if trigger.form not in VERBAL else None
    if time == "to come":
        event.status = "planned"
        return
    if time == "past":
        event.notes[DONE] = "a verb in the past"
    if (hit := cue.before(6, "plan")) is not None and (
        trigger.form not in VERBAL or hit.term.form == "exact"
    ):
        event.status = "planned"
        return
    if event.kind in _STIPULATED and trigger.form not in VERBAL and _stipulated(cue, trigger, tokens):
        event.status = "planned"
        return
    if rumoured(cue.before(7, "rumour"), trigger, tokens, at, low, triggers):
        event.status = "uncertain"
        return
    failure = cue.before(9, "failure") if event.kind in _TALKS else None
    if failure is not None and not _fruitless(failure, tokens, trigger):
        event.status = "attempted"
        return
    ending = cue.before(7, "ending") if event.kind in _STANDING else None
    if ending is not None and event.kind == "siege" and ending.term.form not in VERBAL:
        if _slogan(ending, tokens, clauses):
            event.dropped = SLOGAN
            return
        if not _came_about(ending, tokens, at, clauses):
            ending = None
    if (
        ending is not None
        and not any(t.fold in _THAT for t in tokens[ending.last : trigger.first])
        and (
            _verbal(ending, at)
            or trigger.first - ending.last <= 1
            or (event.kind == "sanction" and ending.first == clauses.sentence.first)
        )
        and not _demanded(cue, trigger, triggers)
        and (event.kind != "sanction" or lifted(ending, tokens, clauses))
    ):
        event.status = "ended"
    if event.kind in _STANDING and tokens[trigger.first - 1].fold == "بعد":
        lasted = {t.fold for t in tokens[trigger.last : trigger.last + 3]}
        if lasted & _LASTED:
            event.status = "ended"  # بعد **حصار دام** شهرين, بعد **إغلاق استمر** أسبوعا
    if event.kind == "ceasefire" and (
        (ending is not None and ending.term.form in VERBAL) or _begins(tokens, at, trigger)
    ):
        event.notes["verb"] = "told by the verb before it"  # انهارت **الهدنة**, دخلت **الهدنة** حيز التنفيذ
    if (
        event.kind in _BROKEN_OFF
        and not _demanded(cue, trigger, triggers)
        and _broken_off(cue, trigger, tokens)
    ):
        event.status = "ended"
        event.notes["verb"] = "told by the verb before it"
        return
    if event.kind in _LASTING and _goes_on(tokens, trigger):
        event.status = "ongoing"
    if (
        event.kind in ("mobilization", "restriction", "negotiation", "aid")
        and cue.before(5, "continuing") is not None
    ):
        event.status = "ongoing"


def _of_its_verb(trigger: Trigger, triggers: Sequence[Trigger]) -> str:
    """عرض X **الوساطة**: what a verb that by its rule tells of no done deed says of the noun of its kind behind it."""
    if trigger.form in VERBAL:
        return ""
    for other in triggers:
        near = 0 <= trigger.first - other.last <= other.rule.near
        if near and other.rule.status and other.form in VERBAL and other.kind == trigger.kind:
            return other.rule.status
    return ""


def _time_of_noun(cue: Look, trigger: Trigger, triggers: Sequence[Trigger], clauses: Clauses) -> str | None:
    """ "past" or "to come", by the light verb of a verbal noun.

    ستعقد جولة **محادثات**, من المقرر أن تعقد X وY **اجتماعاً**, **مفاوضات** … ستجري غداً; عقدت X وY **اجتماعاً**.
    """
    verb = cue.before(12, *_LIGHT)
    if verb is not None and verb.term.form == "past":
        return "past"
    if verb is not None and verb.term.form == "present":
        planned = cue.at.all_within(max(cue.low, verb.first - 4), verb.first, "plan")
        to_come = "س" in verb.cut.before and cue.tokens[verb.first].fold != _SIDO
        if to_come or any(hit.last <= verb.first <= hit.last + 2 for hit in planned):
            return "to come"
    end = min(clauses.right(trigger.last), trigger.last + 10)
    if trigger.kind == "protest" and _set_for_later(cue, trigger, end):
        return "to come"
    later = (
        t.first for t in triggers if t.first >= trigger.last and not t.rule.toll and t.form not in VERBAL
    )
    end = min([end, *later])
    after = cue.at.all_within(trigger.last, end, *_LIGHT)
    hit = next((hit for hit in after if hit.term.form in VERBAL), None)
    if hit is not None and "س" in hit.cut.before and cue.at.cue(hit.first, "result") is None:
        return "to come"
    return None


def _set_for_later(cue: Look, trigger: Trigger, end: int) -> bool:
    """أعلنت X **إضرابا** عاما الخميس المقبل: a protest that is announced, for a day that is yet to come."""
    announced = cue.at.all_within(max(cue.low, trigger.first - _ANNOUNCED), trigger.first, "saying")
    return bool(announced) and any(t.fold in _TO_COME for t in cue.tokens[trigger.last : end])


class Look:
    """Cues before a trigger, nearest first."""

    def __init__(
        self, tokens: Sequence[Token], at: At, low: int, trigger: Trigger, triggers: Sequence[Trigger]
    ) -> None:
        self.tokens = tokens
        self.at = at
        self.low = low
        self.trigger = trigger
        self.stops = [t for t in triggers if t is not trigger and t.last <= trigger.first and not t.rule.toll]

    def before(self, reach: int, *names: str, through: bool = False) -> Hit | None:
        """The nearest cue of these lists within ``reach`` tokens before the trigger, no other event word between."""
        first = self.trigger.first
        floor = max(self.low, first - reach)
        found = self.at.all_within(floor, first, *names)
        if not found:
            return None
        if not through:
            for stop in self.stops:
                if stop.last > floor and stop.rule.frame != "statement":
                    floor = stop.last
        for hit in reversed(found):
            if (
                hit.first < floor and hit.last != floor
            ):  # its own word may tell of something too: **رفع** X الحصار
                break
            if hit.last <= first:
                return hit
        return None


def _negated(cue: Look, tokens: Sequence[Token], trigger: Trigger) -> bool:
    hit = cue.before(6, "negation")
    if hit is None:
        return False
    following = tokens[hit.last].fold if hit.last < len(tokens) else ""
    word = hit.term.words[0]
    if word in ("دون", "بدون") and following in ("طيار", "طيارين"):
        return False
    if word == "لا" and following in ("يزال", "تزال", "سيما", "يقل", "تقل", "سيما", "يزالون"):
        return False
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
    return gap <= (1 if word in ("غير", "عدم", "لا", "دون", "بدون") else 4)


def _content(cue: Look, trigger: Trigger, tokens: Sequence[Token], triggers: Sequence[Trigger]) -> str | None:
    """Is the trigger only what somebody demands, threatens or aims at?"""
    if trigger.form not in VERBAL and trigger.kind in _PURPOSE:
        aim = cue.before(4, "aim")
        if aim is not None:
            return "purpose"
        if trigger.first > cue.low and tokens[trigger.first - 1].fold.startswith(_TO_LAUNCH):
            return "purpose"  # سمح باستخدام أجوائه **لشن** غارات
        bound = written_preposition(trigger.before) == "ل" and not _tried(cue, trigger, tokens)
        helped = cue.before(8, "light_patient", "result", "light_occur", "cause") is not None
        # تعرضت قافلة مساعدات تابعة لـX **للنهب**: the noun for what suffered it may tell of an event too.
        helped = helped or bool(
            cue.at.all_within(max(cue.low, trigger.first - _SUFFERED), trigger.first, "exposed")
        )
        if bound and not helped and trigger.first > cue.low and not _standing_reference(trigger):
            return "purpose"
    if trigger.form == "present" and trigger.before in ("ل", "ول"):
        return "purpose" if trigger.kind in _PURPOSE else None
    for other in reversed(triggers):
        if other.rule.id == _CALL and 0 <= trigger.first - other.last <= 9 and trigger.kind == other.kind:
            return CALLED_FOR  # دعت X إلى **إضراب**: the call tells of it
        if (
            other.last > trigger.first
            or other.rule.frame != "statement"
            or other.kind not in ("demand", "threat", "support", "rejection")
        ):
            continue
        if other.first < cue.low:
            break
        between = [t.fold for t in tokens[other.last : trigger.first]]
        if other.kind == "demand" and _asked_for(other, trigger, between):
            return "content of demand"
        bound = written_preposition(trigger.before) in ("ب", "ل") or any(
            w in ("ان", "بان", "الي", "علي", "من", "ب") or w[:1] in ("ب", "ل") for w in between[-3:]
        )
        if bound and len(between) <= 9 and trigger.kind != "siege":
            return f"content of {other.kind}"
        if (
            other.kind in ("rejection", "demand")
            and trigger.form not in VERBAL
            and _refused(other, trigger, tokens, cue.at)
            and (
                other.kind == "rejection" or tokens[other.first].fold.removeprefix("و").startswith(_ON_TERMS)
            )
        ):
            return CONTENT if other.kind == "rejection" else f"content of {other.kind}"
        break
    return None


def _tried(cue: Look, trigger: Trigger, tokens: Sequence[Token]) -> bool:
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


def _slogan(ending: Hit, tokens: Sequence[Token], clauses: Clauses) -> bool:
    """مسيرات العودة **وكسر الحصار**, تحت شعار فك الحصار: what a march, a campaign or a hashtag is called."""
    low = max(clauses.sentence.first, ending.first - 5)
    return any(t.fold.removeprefix("و") in _CALLED for t in tokens[low : ending.first])


def _came_about(ending: Hit, tokens: Sequence[Token], at: At, clauses: Clauses) -> bool:
    """تم فك الحصار, أعلن X رفع الحصار, بعد كسر الحصار: told as done; لكسر الحصار and تهدف إلى رفع الحصار are aims."""
    first = ending.first
    low = max(clauses.left(first), first - 8)
    if written_preposition(ending.cut.before) == "ل" or at.within(low, first, "aim"):
        return False
    before = [t.fold.removeprefix("و") for t in tokens[low:first]]
    if any(word.startswith(_AIMING) or word in _ON_CONDITION for word in before):
        return False
    return (
        first <= clauses.left(first) + 1  # it opens a headline or a bulletin: رفع الحصار عن X
        or at.within(low, first, "light_occur", "result", "saying", "cause", "light_agent")
        or any(word.startswith(_MANAGED) or word == _WITH for word in before)
    )


def _sentenced(tokens: Sequence[Token], trigger: Trigger, low: int) -> bool:
    """قضت **محكمة** عسكرية **بإعدام** ستة: the sentence is no execution."""
    if tokens[trigger.first].fold.removeprefix("و") in _RULED:
        return trigger.last < len(tokens) and tokens[trigger.last].fold in _COURT
    if trigger.form in VERBAL or _EXECUTION not in tokens[trigger.first].fold or "ب" not in trigger.before:
        return False
    return any(
        t.fold.removeprefix("و") in _COURT for t in tokens[max(low, trigger.first - 8) : trigger.first]
    )


def _demanded(cue: Look, trigger: Trigger, triggers: Sequence[Trigger]) -> bool:
    """طالب بفك الحصار: the end that is only asked for has not come."""
    return any(
        other.kind in ("demand", "threat", "rejection")
        and cue.low <= other.first
        and 0 <= trigger.first - other.last <= 9
        for other in triggers
    )


def _meant(plan: Hit, trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """تستعد X **لاقتحام** Y, يخطط X **لشن** هجوم: is the noun bound to the verb of planning by لـ?"""
    return trigger.form not in VERBAL and (
        written_preposition(trigger.before) == "ل"
        or (trigger.first - 1 >= plan.last and tokens[trigger.first - 1].fold.startswith(_TO_LAUNCH))
    )


def _stipulated(cue: Look, trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """ينص الاتفاق على **خروج** المقاتلين: what an agreement says shall be done."""
    hit = cue.before(7, "stipulating")
    return hit is not None and any(t.fold == "علي" for t in tokens[hit.first : trigger.first])


def _confronted(cue: Look, trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """تصدت X **لهجوم** Y: who confronts an attack beats it back; what he confronts is bound to the verb by لـ."""
    hit = cue.before(6, "repelled")
    if hit is None or trigger.form in VERBAL or not hit.cut.stem.startswith(_CONFRONTING):
        return False
    if _ATTACKERS in tokens[trigger.first].fold:
        return False  # تصدوا **للمهاجمين**: the men, with whom they fought
    return written_preposition(trigger.before) == "ل" or any(
        t.fold.startswith("لمحاول") for t in tokens[hit.last : trigger.first + 1]
    )


def _decided(cue: Look, trigger: Trigger, tokens: Sequence[Token], at: At) -> bool:
    """قررت X **سحب** قواتها, أمر X **بسحب** قواته: what is resolved or ordered is to come."""
    hit = cue.before(6, "deciding")
    if hit is None or not _verbal(hit, at) or hit.cut.after or tokens[hit.first - 1].fold in RELATIVES:
        return False
    # No verb stands under another without "that": قرر X **سحب** قواته has the noun, whatever it is written like.
    # أقر X **بانسحاب** قواته: he admits what has been done.
    ordered = trigger.before in ("ب", "بال") and hit.cut.stem.startswith(_TO_ORDER)
    return (ordered or trigger.before in ("", "ال")) and not any(
        t.fold in COMMAS or t.fold in _THAT or t.fold in ("بعد", "عقب", "اثر")
        for t in tokens[hit.last : trigger.first]
    )


def _begins(tokens: Sequence[Token], at: At, trigger: Trigger) -> bool:
    """**دخلت** الهدنة **حيز التنفيذ**: a truce told to have begun."""
    before = tokens[trigger.first - 1].fold if trigger.first else ""
    return before in _STARTING and at.within(trigger.last, trigger.last + 9, "taking_effect")


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
    """لشن **غارات**, استعدادا **لاقتحام** X, لـ**يقصف** Y: an aim that nothing tells to have been reached."""
    before = tokens[max(0, trigger.first - 2) : trigger.first]
    return any(t.fold in _GETTING_READY or t.fold.startswith(_TO_LAUNCH) for t in before)


def _verbal(hit: Hit, at: At) -> bool:
    """رفع X **الحصار**: may the word be a finite verb, whatever noun is written like it?"""
    return any(h.term.ref == hit.term.ref and h.term.form in VERBAL for h in at.any(hit.first))


def _broken_off(cue: Look, trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """علق X **التفاوض**, وقف **المفاوضات**, أنهى المعلمون **إضرابهم**: not علق X **على** المفاوضات ("commented on")."""
    hit = cue.before(6, "breaking_off")
    if (
        hit is None
        or trigger.form in VERBAL
        or not (trigger.after if trigger.kind == "protest" else trigger.definite)
    ):
        return False
    between = [t.fold for t in tokens[hit.last : trigger.first]]
    verb = any(h.term.ref == "breaking_off" and h.term.form in VERBAL for h in cue.at.any(hit.first))
    if not verb and between:
        return False
    return not written_preposition(trigger.before) and not any(
        word in PREPOSITIONS or word in COMMAS for word in between
    )


def _goes_on(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """استنفار **متواصل**, هناك اجتماعات **تتم**: a state that lasts."""
    after = [t.fold.removesuffix("ا") for t in tokens[trigger.last : trigger.last + 3]]
    before = tokens[trigger.first - 1].fold if trigger.first else ""
    return before in ("هناك", "ثمه") or any(word in _LASTING_WORDS for word in after)


def _standing_reference(trigger: Trigger) -> bool:
    return trigger.definite and trigger.kind == "siege"

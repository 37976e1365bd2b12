"""Does a state still stand? Sieges, closures and truces that are over, talks that are broken off, what goes on."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.clauses import Clauses
from marsad.reading.grammar.cues_before import THAT, CuesBefore, may_be_verb
from marsad.reading.grammar.scan import COMMAS, PREPOSITIONS, At, written_preposition
from marsad.reading.records import VERBAL, Event, Trigger
from marsad.reading.status.endings import lifted
from marsad.text.tokens import Token

_BROKEN_OFF = {"negotiation", "protest"}
_STANDING = {"siege", "restriction", "ceasefire", "sanction"}
_CONTINUED = {"mobilization", "restriction", "negotiation", "aid", "displacement"}
_BESIEGED = ("المحاصر", "المطوق")
_ALERT = ("استنفار", "تاهب")
_SEEING = word_class("sees_or_amid")
_TALKING = {"تتفاوض", "يتفاوض", "يتفاوضون", "نتفاوض"}
_UNDER_WAY = word_class("talks_take_place")
_WERE = {"كان", "كانت"}
_KEEPING_OUT = {"تمنع", "يمنع", "يمنعون"}
_SINCE = "منذ"
_CAMPAIGNS = {"ground_attack", "air_strike", "shelling"}
_MAY_STAND = {"mobilization", "negotiation", "restriction", *_CAMPAIGNS}
_CAMPAIGN = ("هجوم", "عمليه", "عمليات", "عمليت", "حمله", "حملت")  # attack, operation, operations, campaign
_LAUNCHING = word_class("launches_now")
_LASTED = {"دام", "استمر", "دامت", "استمرت", "طال"}
_LASTING = {"mobilization", "siege", "restriction", "negotiation", "protest", "aid"}
_LASTING_WORDS = word_class("under_way")
_CALLED = word_class("things_that_are_called")
_AIMING = ("هدف", "تهدف", "يهدف", "يسعي", "تسعي", "يسعون", "الراميه", "مطالب", "المطالبه", "للمطالبه", "يطالب", "تطالب", "مقابل", "دعو",
           "تدعو", "يدعو")  # fmt: skip
_ON_CONDITION = {"شرط", "بشرط"}
_MANAGED = ("تمكن", "نجح", "استطاع", "قرر", "اقناع", "اكمل", "اتم")
_WITH = "مع"
_JOINED = 26  # tokens from a purpose to another that is joined to it
_STARTING = word_class("enters_into")
SLOGAN = "a slogan, not told"


def settle_standing(event: Event, cue: CuesBefore, clauses: Clauses, triggers: Sequence[Trigger]) -> None:
    """Set ``status`` to ended or ongoing where the words say so; ``dropped`` where an end is only what a march is called."""
    trigger, tokens, at = cue.trigger, cue.tokens, cue.at
    ending = cue.before(7, "ending") if cue.hedged and event.kind in _STANDING else None
    if ending is not None and event.kind == "siege" and ending.term.form not in VERBAL:
        if _slogan(ending, tokens, clauses):
            event.dropped = SLOGAN
            return
        if not _came_about(ending, tokens, at, clauses):
            ending = None
    if (
        ending is not None
        and not any(t.fold in THAT for t in tokens[ending.last : trigger.first])
        and (
            may_be_verb(ending, at)
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
        cue.hedged
        and event.kind in _BROKEN_OFF
        and not _demanded(cue, trigger, triggers)
        and _broken_off(cue, trigger, tokens)
    ):
        event.status = "ended"
        event.notes["verb"] = "told by the verb before it"
        return
    if event.kind in _LASTING and _goes_on(tokens, trigger):
        event.status = "ongoing"
    if cue.hedged and event.kind == "ground_attack" and _campaign_goes_on(cue, trigger, tokens):
        event.status = "ongoing"
    if event.status != "ended" and _stands(event, tokens, trigger, cue.low):
        event.status = "ongoing"
    continuing = cue.before(5, "continuing") if cue.hedged and event.kind in _CONTINUED else None
    if continuing is not None and (event.kind != "displacement" or continuing.term.form != "past"):
        event.status = "ongoing"


def besieged(event: Event, tokens: Sequence[Token]) -> bool:
    """الغوطة **المحاصرة**: a place that is called besieged is so, whatever is planned or feared for it."""
    trigger = event.trigger
    called = event.kind == "siege" and trigger.form not in VERBAL
    return called and tokens[trigger.first].fold.startswith(_BESIEGED)


def _stands(event: Event, tokens: Sequence[Token], trigger: Trigger, low: int) -> bool:
    """Alerts, talks, bans and campaigns that the words tell as standing when the report was written."""
    if event.kind not in _MAY_STAND:
        return False
    word = tokens[trigger.first].fold.removeprefix("و")
    if event.kind in ("mobilization", "negotiation"):
        before = [t.fold.removeprefix("و") for t in tokens[max(low, trigger.first - 3) : trigger.first]]
        if event.kind == "mobilization":  # تشهد المدينة **استنفارا**, وسط **استنفار**
            alert = trigger.form not in VERBAL and word.startswith(_ALERT)
            return alert and not _SEEING.isdisjoint(before)
        if trigger.form == "present":
            return word in _TALKING and "كان" not in before and "كانت" not in before
        return bool(before) and before[-1] in _UNDER_WAY and not _WERE.intersection(before)
    if event.kind == "restriction" and trigger.form == "present":
        since = any(t.fold == _SINCE for t in tokens[trigger.last : trigger.last + 6])
        # إن X **تمنع** دخول Y, **تغلق** X المعبر منذ سنوات; not the headline's X **تغلق** المعبر
        return since or (
            word in _KEEPING_OUT
            and any(t.fold in THAT for t in tokens[max(0, trigger.first - 4) : trigger.first])
        )
    if event.kind in _CAMPAIGNS and trigger.form not in VERBAL and word.startswith(_CAMPAIGN):
        first = max(low, trigger.first - 12)
        near = [t.fold for t in tokens[first : trigger.last + 8]]
        launched = next(
            (k for k, word in enumerate(near[: trigger.last + 4 - first]) if word in _LAUNCHING), None
        )
        return launched is not None and _SINCE in near[launched:]  # **تشن** X **منذ** أسابيع هجوما على Y
    return False


def _campaign_goes_on(cue: CuesBefore, trigger: Trigger, tokens: Sequence[Token]) -> bool:
    """**يواصل** الجيش هجومه على X, **تستمر** العمليات العسكرية: not يواصل تمشيط X, واصل شن هجمات."""
    if trigger.form in VERBAL or not tokens[trigger.first].fold.removeprefix("ال").startswith(_CAMPAIGN):
        return False
    continuing = cue.before(6, "continuing")
    return continuing is not None and continuing.term.form == "present"


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
    if ending.cut.before == "و" and _joined_to_aim(first, tokens, at, clauses):
        return False
    before = [t.fold.removeprefix("و") for t in tokens[low:first]]
    if any(word.startswith(_AIMING) or word in _ON_CONDITION for word in before):
        return False
    return (
        first <= clauses.left(first) + 1  # it opens a headline or a bulletin: رفع الحصار عن X
        or at.within(low, first, "light_occur", "result", "saying", "cause", "light_agent")
        or any(word.startswith(_MANAGED) or word == _WITH for word in before)
    )


def _joined_to_aim(first: int, tokens: Sequence[Token], at: At, clauses: Clauses) -> bool:
    """خرجوا **لتأكيد** حقهم بالعودة **وكسر** الحصار: a purpose that "and" joins to one before it, no verb between."""
    for here in range(first - 1, max(clauses.sentence.first, first - _JOINED), -1):
        if tokens[here].fold.startswith("ل") and any(
            hit.cut.before == "ل" and hit.term.form == "noun" for hit in at.any(here)
        ):
            return True
    return False


def _demanded(cue: CuesBefore, trigger: Trigger, triggers: Sequence[Trigger]) -> bool:
    """طالب بفك الحصار: the end that is only asked for has not come."""
    return any(
        other.kind in ("demand", "threat", "rejection")
        and cue.low <= other.first
        and 0 <= trigger.first - other.last <= 9
        for other in triggers
    )


def _begins(tokens: Sequence[Token], at: At, trigger: Trigger) -> bool:
    """**دخلت** الهدنة **حيز التنفيذ**: a truce told to have begun."""
    before = tokens[trigger.first - 1].fold if trigger.first else ""
    return before in _STARTING and at.within(trigger.last, trigger.last + 9, "taking_effect")


def _broken_off(cue: CuesBefore, trigger: Trigger, tokens: Sequence[Token]) -> bool:
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
    before = tokens[trigger.first - 1].fold.removeprefix("و") if trigger.first else ""
    return before in ("هناك", "ثمه") or any(word in _LASTING_WORDS for word in after)

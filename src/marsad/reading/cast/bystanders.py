"""Who is named beside what struck and was not struck: who shot it down, over what, who came to see and who buried the dead."""

from __future__ import annotations

from itertools import pairwise

from marsad.lexicon.word_classes import word_class
from marsad.reading.cast.company import Company
from marsad.reading.cast.figures import Told
from marsad.reading.grammar.parties import LAUNCHED
from marsad.reading.records import Chunk, Event
from marsad.reading.screen.answers import in_the_other, is_answered

_NOBODY: frozenset[str] = frozenset()
_DOES = frozenset({"I"})
_PRESSED = word_class("why_they_left")
_OVER = {"فوق", "سماء", "اجواء", "قرب"}  # over, the sky of, the airspace of, near
_NEAR_IT = word_class("near_it")
_COMING = word_class("coming_from")
_FROM = "من"
_SHOT = {"drone", "air"}  # إسقاط **مسيرة**: what is shot down
_PARRY = {"تصدت", "تصدي", "يتصدي", "تتصدي", "تصدوا"}  # to parry
_PARRIES = _PARRY | {"و" + word for word in _PARRY}
_LAID = ("زرع", "وزرع")  # laid
_DEALS = {"تتعامل", "يتعامل", "تعاملت", "تعامل", "تعاملوا"}  # deals, dealt
_FLYING = {"مسيره", "مسيرات", "مسيرتين", "طايره", "طايرات", "المسيره", "المسيرات"}  # drones, aircraft
_AIR_DEFENCE = word_class("air_defence")
_SAW_IT = word_class("detects")
_INCOMING = word_class("what_is_fired") | {"اطلاق"}  # the firing of
_SEEN = 3  # tokens from who tells that he saw it coming to the verb
_SOON = 5  # tokens from who parries to what is parried
_FLAG = {"علم", "العلم"}  # the flag of
# Things that a force fires or flies, under which it struck nothing where it was shot down.
_STRUCK_BY = {"shelling", "air_strike", "explosion", "killing"}


def interceptors(event: Event, company: Company) -> set[str]:
    """اعترضت **X** صاروخا أطلقته Y: who shot down what was launched is not who launched it, nor whom it struck."""
    out = _at_the_verb(event, company, "shot_down")
    if out:
        out -= {company.key(c) for c in (*event.initiators, *event.targets)}
    if event.kind in LAUNCHED and not _DEALS.isdisjoint(company.words):
        out |= {
            company.key(c)
            for c, _ in company.by_sentence[event.trigger.sentence]
            if not c.prep and _deals_with(c, company)
        }
    if event.kind in LAUNCHED and anybody_parries(company):
        # تصدت **X** لمسيرات: whatever word tells of what came
        out |= {
            company.key(c)
            for c, _ in company.by_sentence[event.trigger.sentence]
            if _parries(c, event, company)
        }
    return out


def _at_the_verb(event: Event, company: Company, trait: str) -> set[str]:
    """Who stands right behind, or else before, the words of an event that a rule with this trait found: their subject."""
    out: set[str] = set()
    for telling in event.tellings:
        if trait not in telling.rule.traits:
            continue
        row = [c for c, _ in company.by_sentence[telling.sentence] if not c.prep]
        after = [c for c in row if telling.last <= c.first <= telling.last + 1 and c.sort not in _SHOT]
        before = [c for c in row if c.last <= telling.first]
        out |= {company.key(c) for c in (after[:1] or before[-1:])}
    return out


def anybody_parries(company: Company) -> bool:
    """Does a verb of parrying stand in the report at all?"""
    return not _PARRIES.isdisjoint(company.words)


def beats_back(chunk: Chunk, company: Company) -> bool:
    """وتصدت **X** لهم: the subject of a verb of parrying, right behind it."""
    at = chunk.first - 1
    return at >= 0 and not chunk.prep and company.folds[at] in _PARRIES


def _parries(chunk: Chunk, event: Event, company: Company) -> bool:
    return (
        0 <= event.trigger.first - chunk.last < _SOON
        and (beats_back(chunk, company) or _his_guns_do(chunk, company))
        and all(c.first != chunk.first for c in event.targets)
    )


def _deals_with(chunk: Chunk, company: Company) -> bool:
    """**X** تتعامل مع مسيرة, تعاملت **X** مع مسيرات: who deals with what flies has not sent it."""
    folds = company.folds
    for verb, behind in ((chunk.last, chunk.last + 1), (chunk.first - 1, chunk.last)):
        if 0 <= verb < len(folds) - 1 and folds[verb].removeprefix("و") in _DEALS and folds[behind] == "مع":
            return folds[behind + 1] in _FLYING if behind + 1 < len(folds) else False
    return False


def _his_guns_do(chunk: Chunk, company: Company) -> bool:
    """تصدت المضادات الأرضية **للجيش** لهجوم بالمسيرات: whose air defence it is, told right behind its name."""
    here = chunk.first - 1
    if chunk.prep not in ("ل", "") or here < 0 or company.folds[here] not in _AIR_DEFENCE:
        return False
    while here > 0 and company.folds[here] in _AIR_DEFENCE:
        here -= 1
    return company.folds[here] in _PARRIES


def watchers(event: Event, company: Company) -> set[str]:
    """أعلن **X** أنه رصد إطلاق صواريخ. وأصاب صاروخ مستشفى: who saw it coming has not fired what came down next."""
    if event.kind not in LAUNCHED or _SAW_IT.isdisjoint(company.words):
        return set()
    firsts = [telling.sentence for telling in event.tellings]
    out: set[str] = set()
    for number in range(max(0, min(firsts) - 1), max(firsts) + 1):
        row = [c for c, _ in company.by_sentence[number] if not c.prep]
        for chunk in row:
            if _sees(chunk, company):
                out.add(company.key(chunk))
    return out


def _sees(chunk: Chunk, company: Company) -> bool:
    """**رصد X** إطلاق صواريخ, **X** أنه **رصد** مسيرة: right before or soon behind a verb of detecting what is fired or flies."""
    folds = company.folds
    for verb in (chunk.first - 1, *range(chunk.last, min(chunk.last + _SEEN, len(folds)))):
        if verb >= 0 and folds[verb] in _SAW_IT:
            after = max(verb + 1, chunk.last)
            return any(fold in _INCOMING for fold in folds[after : after + 2])
    return False


def beside_it(key: str, told: Told, event: Event, company: Company) -> set[str]:
    """The roles that somebody cannot have who is named, in the sentences that tell of the event, only as one beside it."""
    here = [chunk for chunk, _ in told]
    struck = event.kind in _STRUCK_BY
    answers = (struck or event.kind == "ground_attack") and in_the_other(here, event)
    if answers and len({telling.sentence for telling in event.tellings}) == 1:
        # Whom it answers may be whom it hits, and who answers was hit before; their dead were not, nor what the answer hits.
        may_suffer = here[0].kind in ("actor", "state") and not _hit_by_the_answer(key, event, company)
        return {"I"} if may_suffer else {"I", "T"}
    if not struck:
        # خطف قراصنة ناقلة ترفع **علم بنما**: whose flag it is
        flag = event.kind == "abduction" and all(company.folds[c.first - 1] in _FLAG for c in here)
        return {"I", "T"} if flag else set()
    out = {"T"} if all(_beside(chunk, event, company) for chunk in here) else set()
    return out | _DOES if all(_near(chunk, company) for chunk in here) else out


def _near(chunk: Chunk, company: Company) -> bool:
    """سقط صاروخان **قرب السفارة الأمريكية**, انفجار **بالقرب من** مقر X: beside whom it came down has not fired it."""
    here = chunk.first - 1
    if here > 0 and company.folds[here] == _FROM:
        here -= 1
    return here >= 0 and company.folds[here] in _NEAR_IT


def comes_from(here: Told, event: Event, company: Company) -> frozenset[str]:
    """وصلت تعزيزات أمريكية **قادمة من إقليم كردستان**: whence they came, and not who sent them."""
    if event.kind != "mobilization":
        return _NOBODY
    folds = company.folds
    coming = all(
        c.first > 1 and folds[c.first - 1] == _FROM and folds[c.first - 2] in _COMING for c, _ in here
    )
    return _DOES if coming else _NOBODY


def _hit_by_the_answer(key: str, event: Event, company: Company) -> bool:
    """قصف X مواقع **Y** ردا على انفجار: what the answer hits, and nobody to whom that happened which it answers."""
    return is_answered(event) and any(
        key == company.key(chunk)
        for other in company.events
        if other.trigger.sentence == event.trigger.sentence and not is_answered(other)
        for chunk in other.targets
    )


def shot_down(
    event: Event, initiators: list[Chunk], targets: list[Chunk], company: Company
) -> tuple[list[Chunk], list[Chunk]]:
    """أسقطت X **طائرة للجيش**: whose aircraft it was, by the construction, suffered it and did not do it.

    فككت **X** عبوة زرعها **Y**: who made a bomb harmless did not lay it.
    """
    if event.kind == "explosion" and any("defused" in t.rule.traits for t in event.tellings):
        gone = _at_the_verb(event, company, "defused")
        row = [c for c, _ in company.by_sentence[event.trigger.sentence]]
        laid = [c for c in row if company.folds[c.first - 1].startswith(_LAID)]
        gone |= {company.key(c) for c in laid}
        initiators = laid or [c for c in initiators if company.key(c) not in gone]
        if not event.tolls:  # خلال محاولتهم تفكيك عبوة: who was hurt at it suffered it
            targets = [c for c in targets if company.key(c) not in gone]
    if "craft_down" not in event.trigger.rule.traits or not event.targets:
        return initiators, targets
    own = {company.key(c) for c in event.targets}
    return [c for c in initiators if company.key(c) not in own], targets or event.targets


def _beside(chunk: Chunk, event: Event, company: Company) -> bool:
    before = company.folds[chunk.first - 1]
    if before in _FLAG:
        return True  # سفينة ترفع **علم ليبيريا**
    if before in _OVER:
        return any("shot_down" in telling.rule.traits for telling in event.tellings)
    return _looks_on(chunk, company) and not _hurt(chunk, event)


def _looks_on(chunk: Chunk, company: Company) -> bool:
    """شيع **أهالي** X قتلى الغارة, تفقد **الوزير** موقع الانفجار, **الوزير** يتفقد: the subject of a verb of coming to see."""
    if chunk.prep:
        return False
    verbs = company.lexicon.listed("onlooking")
    return company.folds[chunk.first - 1].removeprefix("و") in verbs or company.folds[chunk.last] in verbs


def _hurt(chunk: Chunk, event: Event) -> bool:
    """وصل **ثلاثة جرحى** إلى المشفى: who is counted among the dead or the hurt did not come to see."""
    return any(
        first < chunk.last and chunk.first < last
        for toll in event.tolls.values()
        for first, last in getattr(toll, "victims", ())
    )


def pressing(here: Told, event: Event, company: Company) -> frozenset[str]:
    """فر مسلحو X أمام زحف **Y**, بعد أن تمكنت **Y** من: I, where somebody is named only in why, or while what, others left."""
    if event.kind != "withdrawal":
        return _NOBODY
    return _DOES if all(presses(c, event, company) for c, _ in here) else _NOBODY


def presses(chunk: Chunk, event: Event, company: Company) -> bool:
    """Does a word for under, before, upon, at the same time as stand between the word for a withdrawal and somebody?

    Not so انسحبت تحت القصف **قوات X**, where its noun is closed by the article before the subject.
    """
    if company.folds[chunk.first - 1].startswith("ال") and not chunk.joined:
        return False
    told = False
    for telling in event.tellings:
        limits = company.sentences[telling.sentence]
        if not limits.first <= chunk.first < limits.last:
            continue
        told = True
        words = company.folds[telling.last : chunk.first] if telling.last <= chunk.first else []
        after = any(one == "بعد" and other.startswith("ان") for one, other in pairwise(words))
        if not after and _PRESSED.isdisjoint(words):
            return False
    return told

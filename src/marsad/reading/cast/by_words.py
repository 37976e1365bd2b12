"""Parts that somebody cannot have by the words beside him, whatever the score of who takes part says.

Who announces that an attack is begun, or denies to be responsible, does not suffer it; who was exposed to it has not done it; who
tells that something was fired from elsewhere did not fire it; and no state and its own army are on two sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from marsad.lexicon.word_classes import word_class
from marsad.reading.cast.company import Company
from marsad.reading.cast.figures import Told
from marsad.reading.grammar.asides import by_whom
from marsad.reading.grammar.parties import ATTACKS, LAUNCHED, coordinated, coordinated_back
from marsad.reading.records import EXPOSED, FIRED_FROM, VERBAL, Chunk, Event, noted

_NOBODY: frozenset[str] = frozenset()
_DOES = frozenset({"I"})
_SUFFERS = frozenset({"T"})
_BEGINNING = word_class("beginning_of_an_attack")
_RESPONSIBLE = word_class("being_responsible")
_HIS = ("ه", "ها", "هم")
_HIS_OWN = word_class("things_of_his_own")
_ANSWERABLE = 6  # tokens from who denies it to what he is not responsible for
_EXPOSED = ("تعرض", "يتعرض", "تتعرض")  # was exposed to
_EXPOSED_BEFORE = 25  # tokens from the verb of being exposed to somebody, and from him to what was suffered
_STOPS = {".", "؛", "\n"}
_FIRING = ("اطلق", "اطلاق", "باطلاق")  # fired, firing
_FIRED = 5  # tokens from a word for firing to whence it was
_THAT_HE = {"انه", "انها", "انهم", "انهما"}  # that he, she, they (twice)
_IN = {"في", "ب"}
_FROM_OR_IN = {*_IN, "من"}
_BY = {"قبل", "جانب", "يد"}  # by
_AT = word_class("against") | word_class("towards")


def by_words(
    key: str, told: Told, event: Event, company: Company, *, did: bool, suffered: bool
) -> AbstractSet[str]:
    """The roles that somebody cannot have by the words beside his mentions in the sentences of an event.

    ``did``, ``suffered``: what part the constructions give him.
    """
    if event.kind not in ATTACKS:
        # كان **X** قد اعتقل من منزله
        if did or EXPOSED not in event.notes:
            return _NOBODY
        where = bool(told) and all(chunk.prep in _IN for chunk, _ in told)  # خطفوا **في سورية**
        return _DOES if where or _exposed([chunk for chunk, _ in told], event) else _NOBODY
    out: set[str] = set()
    if FIRED_FROM in event.notes and not event.initiators:
        tellers = {company.key(c) for c in event.sources}
        if key in tellers or any(company.of_one_state(key, teller) for teller in tellers):
            out |= _DOES
    if not told:
        return out
    here = [chunk for chunk, _ in told]
    if not did and all(_a_land(c, event, company) for c in here):
        out |= _DOES
    if event.sources or event.deniers:
        if not suffered and any(_announces(c, event, company) or _not_he(c, event, company) for c in here):
            out |= _SUFFERS
        if any(_of_his_own(c, event, company) or (not did and _on_himself(c, event, company)) for c in here):
            out |= _DOES
    if not did and (
        _exposed(here, event)
        or _told_otherwise(here, event, company)
        or _second_subject(here, event, company)
    ):
        out |= _DOES
    return out


def _exposed(here: Sequence[Chunk], event: Event) -> bool:
    """تعرض **X** لقصف: is any of these noted as who was exposed to it?"""
    return EXPOSED in event.notes and not noted(event, EXPOSED).isdisjoint([c.first for c in here])


def of_the_other(
    key: str, event: Event, company: Company, ones: AbstractSet[str], others: AbstractSet[str]
) -> AbstractSet[str]:
    """إطلاق صواريخ على **إسرائيل**: her army did not fire at her; nor did تركيا bomb **الجيش التركي**.

    ``ones``, ``others``: who has done it and who has suffered it by the constructions.
    """
    if event.kind not in LAUNCHED or key in ones:
        return _NOBODY
    out: set[str] = set()
    if any(company.of_one_state(key, one) for one in ones) and not any(
        company.key(c) == key for c in event.targets[:1]
    ):
        out |= _SUFFERS
    if (key not in others and any(company.of_one_state(key, one) for one in others)) or _fired_at(
        key, event, company
    ):
        out |= _DOES
    return out


def _fired_at(key: str, event: Event, company: Company) -> bool:
    """إطلاق صواريخ من القطاع **على X**: whom the words have behind "on" or "towards" did not fire it himself."""
    return any(c.prep in _AT and company.key(c) == key for c in event.targets)


def _told_otherwise(here: Sequence[Chunk], event: Event, company: Company) -> bool:
    """Is somebody named only as who besieges what was struck, as part of what was exposed to it, or as who tells of that?"""
    if all(_besieges_it(c, company) or _of_the_exposed(c, event, company) for c in here):
        return True
    return bool(event.sources) and all(_tells_what_befell(c, event, company) for c in here)


def _besieges_it(chunk: Chunk, company: Company) -> bool:
    """قصفت المدفعية بلدة Y **المحاصرة من قبل X**: who besieges what was shelled has not thereby shelled it."""
    if "قبل" not in company.words or not by_whom(company.tokens, chunk):
        return False
    return any(word.startswith("المحاصر") for word in company.folds[max(0, chunk.first - 4) : chunk.first])


def _of_the_exposed(chunk: Chunk, event: Event, company: Company) -> bool:
    """**تعرض** مطار يضم قاعدة لـX **لقصف**: who is named between the verb and what was suffered did not do it, but by "by"."""
    trigger = event.trigger
    if (
        trigger.before[:1] != "ل"
        or trigger.form in VERBAL
        or not 0 <= trigger.first - chunk.last < _EXPOSED_BEFORE
    ):
        return False
    tokens, first = company.tokens, company.sentences[trigger.sentence].first
    by = {t.fold for t in tokens[max(first, chunk.first - 2) : chunk.first]}
    low = max(first, chunk.first - _EXPOSED_BEFORE)
    verb = next(
        (
            at
            for at in range(chunk.first - 1, low - 1, -1)
            if tokens[at].fold.lstrip("وف").startswith(_EXPOSED)
        ),
        None,
    )
    return (
        verb is not None
        and not by & _BY
        and all(tokens[at].fold not in _STOPS for at in range(verb, trigger.first))
    )


def _announces(chunk: Chunk, event: Event, company: Company) -> bool:
    """أعلنت **X** (عن) إطلاق عملية ضد Y: who announces its beginning is not whom it is against."""
    row = [c for c, _ in company.by_sentence[event.trigger.sentence]]
    lead = coordinated_back(chunk, row)[0] if chunk in row else chunk  # أعلنت X **وY** انطلاق عملية
    if not any(c.first <= lead.first < c.last for c in event.sources):
        return False
    last = coordinated(chunk, row)[-1].last
    words = [t.fold for t in company.tokens[last : last + 2]]
    if words[:1] == ["عن"]:
        del words[0]
    return bool(words) and words[0] in _BEGINNING and last <= event.trigger.first


def _not_he(chunk: Chunk, event: Event, company: Company) -> bool:
    """نفى **X** أي مسؤولية له في انفجار: who denies that it was he."""
    if event.status != "denied" or not any(c.first == chunk.first for c in event.deniers):
        return False
    end = min(event.trigger.first, chunk.last + _ANSWERABLE)
    return any(t.fold in _RESPONSIBLE for t in company.tokens[chunk.last : end])


def _a_land(chunk: Chunk, event: Event, company: Company) -> bool:
    """إطلاق صواريخ **من لبنان** على X, القيادي في X **بلبنان**: the state from whose land somebody fires, or in which he is."""
    if chunk.kind != "state" or chunk.prep not in _FROM_OR_IN:
        return False
    if chunk.prep in _IN:
        return True
    if event.kind not in LAUNCHED:
        return False
    before = company.tokens[max(0, chunk.first - _FIRED) : chunk.first]
    return any(t.fold.removeprefix("و").startswith(_FIRING) for t in before)


def _on_himself(chunk: Chunk, event: Event, company: Company) -> bool:
    """قالت **الشرطة** إنه حاول مهاجمتها: who says that somebody did it to him has not done it."""
    trigger = event.trigger
    if not trigger.after or not any(c.first == chunk.first for c in event.sources):
        return False
    before = trigger.first - 1
    return chunk.last <= before and company.tokens[before].fold.removeprefix("ب") in _THAT_HE


def _of_his_own(chunk: Chunk, event: Event, company: Company) -> bool:
    """نفى **X** استهداف أحد **مواقعه**: who tells that his own were struck has not struck them."""
    said = any(c.first == chunk.first for c in (*event.sources, *event.deniers))
    for telling in event.tellings:
        if said and telling.first == chunk.last and telling.form not in VERBAL:
            words = company.tokens[telling.last : telling.last + 2]
            return any(t.fold in _HIS_OWN for t in words)
    return False


def _tells_what_befell(chunk: Chunk, event: Event, company: Company) -> bool:
    """قال **X** إن قاعدة تعرضت لقصف: who says that something was exposed to an attack has not made it."""
    trigger = event.trigger
    if chunk.last > trigger.first or not any(c.first == chunk.first for c in event.sources):
        return False
    return any(t.fold.startswith(_EXPOSED) for t in company.tokens[chunk.last : trigger.last])


def _second_subject(here: list[Chunk], event: Event, company: Company) -> bool:
    """قصف X مستودعا بعد أن أطلقت **الأخيرة** قذائف: a verb that has its subject right behind it, told once, has no other before."""
    trigger = event.trigger
    if (
        trigger.form not in VERBAL
        or trigger.rule.passive
        or not event.initiators
        or {telling.sentence for telling in event.tellings} != {trigger.sentence}
    ):
        return False
    subject = next((c for c in event.initiators if c.first == trigger.last and not c.prep), None)
    if subject is None or any(c.name.endswith(_HIS) and not c.ref for c in event.initiators):
        return False  # أغار **طيرانه**: whose it is was named before
    if trigger.before[:1] == "و" and not event.targets:
        return False  # تقدم X **وهاجم** Y: who follows may be the object
    return all(c.last <= trigger.first and not c.prep and not c.joined for c in here)

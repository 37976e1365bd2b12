"""Who did or suffered something else that is told beside an event: غارات لـX واشتباكات **مع Y**, قصف X البلدة بعد مقتل **Z**, ورد X بـ."""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.reading.cast.company import Company
from marsad.reading.cast.figures import Told
from marsad.reading.grammar.another import after_it
from marsad.reading.grammar.asides import aside_before, comprised, made_up_of_any
from marsad.reading.grammar.own_clauses import joined_to_his_verb
from marsad.reading.grammar.parties import ATTACKS, LAUNCHED, coordinated_back
from marsad.reading.records import VERBAL, Chunk, Event

_NOBODY: frozenset[str] = frozenset()
_DOES = frozenset({"I"})
_SUFFERS = frozenset({"T"})
_SIDE = frozenset({"S"})
_STRUCK = {
    "shelling",
    "air_strike",
    "ground_attack",
    "explosion",
    "capture",
    "siege",
    "arrest",
    "destruction",
}
_CLASHES = ("اشتباكات", "مواجهات", "معارك")  # clashes, confrontations, battles
_AFTER = {"بعد", "عقب", "غداه", "تلت", "تلا", "اعقبت", "اعقب"}  # after, on the morrow of, came after
_LOSS = word_class("loss")
_ANSWER = word_class("answering")
_ANSWERED_BY = 8  # tokens from the verb of answering to what it was answered by
_HIS = ("ه", "ها", "هم", "نا")  # his, its, their, our
_OF = {"من", "في"}  # of, in
_HEAD = 6  # tokens from the end of a name to the parts of whom it is made up
_SPAN = 4  # tokens between "after" and the loss: بعد يومين من مقتل
_NAMED = 5  # tokens between the loss and who suffered it
_WITH = 3  # tokens back from "with" to the word for the clashes
_LOSING = {"arrest", "abduction", "killing"}
_MEN = (
    "قادت",
    "قيادات",
    "عناصر",
    "افراد",
    "مقاتلي",
    "جنود",
    "اعضا",
    "ضباط",
    "كوادر",
    "ابنا",
)  # leaders, members, fighters …
_COUNTING = word_class("counting")
_COUNTED = 4  # tokens from the noun to the word for the men


def hurt_elsewhere(here: Told, event: Event, company: Company) -> frozenset[str]:
    """The roles somebody cannot have by all mentions in the sentences that tell of the event."""
    if event.kind not in _STRUCK:
        shot = event.kind == "killing" and all(_fights(c, event, company) for c, _ in here)
        return _SUFFERS if shot else _NOBODY  # إصابة شبان بالرصاص خلال **مواجهات مع X**
    if event.initiators and all(_between_them(c, n, event, company) for c, n in here):
        return _DOES | _SUFFERS
    dead = not _LOSS.isdisjoint(company.words) and not _AFTER.isdisjoint(company.words)
    barred = all(
        _fights(c, event, company)
        or (dead and _died_before(c, number, event, company))
        or _tells_who_does_it(c, number, event, company)
        for c, number in here
    )
    return _SUFFERS if barred else _NOBODY


def acts_himself(here: Told, event: Event, company: Company) -> frozenset[str]:
    """أسفر نزاع عن قتيل **والشرطة تعتقل** ستة: who is joined by و to a verb of his own, which is no attack, did that and not this."""
    verbs = company.done_by_verbs
    told = bool(verbs) and all(
        c.first > event.trigger.first and joined_to_his_verb(c, verbs, company.tokens) for c, _ in here
    )
    return _DOES | _SUFFERS | _SIDE if told else _NOBODY


def part_of_the_doers(here: Told, event: Event, company: Company) -> frozenset[str]:
    """X **الذي يضم Y وZ** قصف: those of whom the doer is made up are told as parts of him, and not by themselves."""
    heads = {c.last for c in event.initiators or event.sources}
    if event.initiators and all(
        c.prep in _OF and c.first - 1 in heads and c.kind == "actor" and event.kind in _STRUCK
        for c, _ in here
    ):
        return _SUFFERS  # استولى مسلحون **من X** على Y, الوحدات الخاصة **في X**: whose men the doers are
    if not heads or not made_up_of_any(company.words):
        return _NOBODY
    told = all(_made_up(chunk, number, heads, company) for chunk, number in here)
    return _DOES | _SUFFERS if told else _NOBODY


def _made_up(chunk: Chunk, sentence: int, heads: set[int], company: Company) -> bool:
    row = [c for c, _ in company.by_sentence[sentence]]
    first = coordinated_back(chunk, row)[0].first if chunk in row else chunk.first
    if not comprised(company.tokens, first):
        return False
    return any(at in heads for at in range(max(0, first - _HEAD), first))


def of_the_answer(event: Event, company: Company) -> tuple[frozenset[str], frozenset[str]]:
    """قصف X مواقع Y **ورد Z بغارات**: of the answer X is no doer, and Y, who was hit before, is not hit again; those, by key."""
    trigger, nobody = event.trigger, (_NOBODY, _NOBODY)
    if event.kind not in LAUNCHED or trigger.form in VERBAL or trigger.before[-1:] != "ب":
        return nobody
    tokens = company.tokens
    low = max(company.sentences[trigger.sentence].first, trigger.first - _ANSWERED_BY)
    verb = next((at for at in range(low, trigger.first) if tokens[at].fold.lstrip("وف") in _ANSWER), None)
    if verb is None or any(t.sentence != trigger.sentence or t.first < verb for t in event.tellings):
        return nobody
    if any(t.fold in ("علي", "عن") for t in tokens[verb : trigger.first]):
        return nobody
    before, hit = set[str](), set[str]()
    for other, (ones, others, _) in zip(company.events, company.parts, strict=True):
        one = other.trigger
        if one.sentence == trigger.sentence and one.first < verb and other.kind in _STRUCK:
            before |= ones.keys() - others.keys()
            hit |= others.keys() - ones.keys()
    return frozenset(before - {company.key(c) for c in event.initiators}), frozenset(hit)


def of_what_came_before(event: Event, company: Company) -> frozenset[str]:
    """شن **X** عملية بعد مقتل جنود في هجوم لـY: who made the attack before, by key, and has not done what X did after it."""
    trigger = event.trigger
    if event.kind not in ATTACKS or trigger.form in VERBAL or trigger.rule.toll or len(company.events) < 2:
        return _NOBODY
    own = {company.key(c) for c in event.initiators if c.ref or c.country}
    if not own:
        return _NOBODY
    out = set[str]()
    for other, (ones, _, _) in zip(company.events, company.parts, strict=True):
        one = other.trigger
        if other is event or one.sentence != trigger.sentence or one.first >= trigger.first:
            continue
        if not own & ones.keys() and after_it(company.tokens, one.last, trigger.first):
            out |= ones.keys()
    return frozenset(out)


def _fights(chunk: Chunk, event: Event, company: Company) -> bool:
    """غارات لـX **واشتباكات مع** Y: with whom they clash, which is another event than the strike."""
    if chunk.prep != "مع" or event.kind not in ("air_strike", "shelling", "explosion", "killing"):
        return False
    at = chunk.first - 1
    return any(map(_a_clash, company.folds[max(0, at - _WITH) : at]))


def _between_them(chunk: Chunk, sentence: int, event: Event, company: Company) -> bool:
    """قصف لـX **واشتباكات بين Y وZ**: the two sides of what stands beside the strike."""
    if chunk.prep != "بين" or event.kind not in ("air_strike", "shelling", "explosion"):
        return False
    row = [c for c, _ in company.by_sentence[sentence]]
    while chunk.joined and (at := row.index(chunk)) and row[at - 1].prep == "بين":
        chunk = row[at - 1]
    at = chunk.first - 1
    clash = next((n for n in range(max(0, at - _WITH), at) if _a_clash(company.tokens[n].fold)), None)
    return clash is not None and any(
        t.sentence == sentence and t.last <= clash and any(c.first < clash for c in event.initiators)
        for t in event.tellings
    )


def _a_clash(word: str) -> bool:
    return word.removeprefix("و").removeprefix("ال").startswith(_CLASHES)


def _died_before(chunk: Chunk, sentence: int, event: Event, company: Company) -> bool:
    """قصف X البلدة **بعد** يوم من **مقتل** Z: who died before it did not die of it."""
    tokens = company.tokens
    for telling in event.tellings:
        if telling.sentence != sentence or telling.last > chunk.first:
            continue
        for loss in range(max(telling.last, chunk.first - _NAMED), chunk.first):
            if tokens[loss].fold not in _LOSS or company.clauses[sentence].verb_between(loss, chunk.first):
                continue
            lead = range(max(telling.last, loss - _SPAN), loss)
            return any(tokens[n].fold in _AFTER for n in lead)
    return False


def _tells_who_does_it(chunk: Chunk, sentence: int, event: Event, company: Company) -> bool:
    """X - التي تضم **Y** - هاجمت Z: who is named between two marks to tell who does it."""
    first = company.sentences[sentence].first
    for telling in event.tellings:
        if telling.sentence == sentence and telling.form in VERBAL and chunk.last <= telling.first:
            return aside_before(company.tokens, telling.first, first) < chunk.first
    return False


def lost_their_men(event: Event, company: Company) -> set[str]:
    """انتشر **مسلحو X** بعد اعتقال أحد قادتهم: whose own men were taken or slain has not done it."""
    trigger, tokens = event.trigger, company.tokens
    if event.kind not in _LOSING or trigger.form in VERBAL or trigger.after:
        return set()
    here = trigger.last
    while here < len(tokens) and here - trigger.last < _COUNTED and tokens[here].fold in _COUNTING:
        here += 1
    word = tokens[here].fold if here < len(tokens) else ""
    if not (word.startswith(_MEN) and word.endswith(_HIS)) or tokens[here].ta:
        return set()
    did = {company.key(c) for c in event.initiators}
    before = [c for c, _ in company.by_sentence[trigger.sentence] if c.last <= trigger.first and not c.prep]
    return {company.key(c) for c in before if c.kind in ("actor", "group")} - did


def told_by_their_men(event: Event, company: Company) -> set[str]:
    """أفاد مصدر في **X** بأن طائرات قصفت Y: of a verb that has a subject of its own, not theirs, X is no doer."""
    trigger = event.trigger
    if not event.sources or trigger.form not in VERBAL or trigger.rule.passive or len(event.tellings) > 1:
        return set()
    subject = next(
        (c for c in event.initiators if 0 <= trigger.first - c.last <= 1 or c.first == trigger.last), None
    )
    if subject is None:
        return set()
    words = company.tokens[subject.first].fold
    if subject.name.endswith(_HIS) or words.endswith(_HIS) or words.startswith("ال"):
        return set()  # أن **قواته**, أن **القوات** قصفت: whose they are was told before
    did = {company.key(c) for c in event.initiators}
    return {
        company.key(c)
        for c, _ in company.by_sentence[trigger.sentence]
        if c.last <= trigger.first and any(s.first < c.first and c.last <= s.last for s in event.sources)
    } - did

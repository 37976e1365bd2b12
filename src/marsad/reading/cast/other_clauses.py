"""Who is named only in a clause that tells of something else: قتل شرطي في هجوم على X، **وبعد ساعات** قتل مسلحون في غارة **للجيش**.

A policeman was killed in an attack, hours later gunmen in a raid of the army; the army did not make the attack.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from marsad.lexicon.word_classes import word_class
from marsad.reading.cast.company import GROUP, Company
from marsad.reading.cast.figures import Figure, Told
from marsad.reading.grammar.clauses import OwnClauses
from marsad.reading.records import Chunk, Event

_NOBODY: frozenset[str] = frozenset()
_DOES = frozenset({"I"})
_SUFFERS = frozenset({"T"})
_EVERY = frozenset({"I", "T", "S"})
# What is about others' doings, or is done by both: شغب … **وردت الشرطة** بالغاز.
_OF_OTHERS = {"mediation", "riot", "protest"}
_HIS = tuple(sorted(word_class("attached_pronouns")))
_OF_GOD = ("الله", "لله")  # حزب **الله**: the end of a name, and no pronoun
_HURTING = {"killing", "shelling", "air_strike", "explosion"}
_ANSWERING = word_class("answering")


def of_another_clause(
    key: str, figure: Figure, here: Told, event: Event, company: Company
) -> AbstractSet[str]:
    """The roles that somebody cannot have in an event since another clause of its sentence names him, for what that tells of."""
    sentence, group = event.trigger.sentence, GROUP[event.kind]
    clauses = company.clauses[sentence].own
    if not clauses.clauses or event.kind in _OF_OTHERS:
        return _NOBODY
    if event.kind in _HURTING and all(_taken(chunk, event, company) for chunk, _ in here):
        return _SUFFERS
    if len(here) < len(figure.chunks) or any(t.sentence != sentence for t in event.tellings):
        return _NOBODY
    told = {clauses.number(t.first) for t in event.tellings}
    numbers = [(chunk, clauses.number(chunk.first)) for chunk, _ in here]
    if any(n in told for _, n in numbers):
        return _NOBODY
    if group == "say":
        later = "addressed" not in event.notes and all(n > max(told) for _, n in numbers)
        return _SUFFERS if later and _is_not_told(key, numbers, told, event, company) else _NOBODY
    before = min(n for _, n in numbers) < max(told)
    if before and any(company.key(c) == key for c in (*event.initiators, *event.targets, *event.third)):
        return _NOBODY  # وشنت X غارات …، **وقصفت** …: taken up by the construction
    barred = _by_parts(key, figure, numbers, told, event, company)
    if barred and before and any(_a_pronoun(n, sentence, company) for n in told):
        return _DOES & barred
    return barred


def _by_parts(
    key: str,
    figure: Figure,
    numbers: Sequence[tuple[Chunk, int]],
    told: set[int],
    event: Event,
    company: Company,
) -> frozenset[str]:
    """The roles that are barred by what somebody does or suffers in the clauses that name him."""
    clauses = company.clauses[event.trigger.sentence].own
    if all(clauses.apart(mine, n) for _, n in numbers for mine in told):
        if all(
            _acts(key, n, event, company) or _has_a_part(key, c, told, n, event, company) for c, n in numbers
        ):
            return _EVERY
        if figure.chunks[0].kind in ("object", "place") and all(
            clauses.doer(n) is not None for _, n in numbers
        ):
            return _EVERY  # وخطف ملثمون شيخا من **منزله**
        if all(_speaks(c, n, event, company) for c, n in numbers):
            return _SUFFERS
    suffers = all(_has_a_part(key, c, told, n, event, company, suffered=True) for c, n in numbers)
    return _SUFFERS if suffers else _NOBODY


def _speaks(chunk: Chunk, number: int, event: Event, company: Company) -> bool:
    """قصف X بلدة Y، **ودعا Z** إلى التهدئة: does somebody only say something in a clause of his own?"""
    clauses = company.clauses[event.trigger.sentence].own
    return _is_subject(chunk, number, clauses) and clauses.clauses[number - 1].says


def _is_subject(chunk: Chunk, number: int, clauses: OwnClauses) -> bool:
    """Is it he who stands behind the verb of a clause?"""
    subject = clauses.subject(number)
    return subject is not None and subject.first == chunk.first


def _a_pronoun(number: int, sentence: int, company: Company) -> bool:
    """كما قتلت غارة ثلاثة من **قادتها**: may a clause take somebody up by a pronoun who is named before?"""
    first, last = company.clauses[sentence].own.bounds(number, company.sentences[sentence])
    return any(
        len(t.fold) > 3
        and t.kind == "word"
        and not t.ta
        and t.fold.endswith(_HIS)
        and not t.fold.endswith(_OF_GOD)
        for t in company.tokens[first:last]
    )


def _is_not_told(
    key: str, numbers: Sequence[tuple[Chunk, int]], told: set[int], event: Event, company: Company
) -> bool:
    """أدان X التفجير **ودعت Y** إلى: who says or does something else after it is not whom it is said of, if he is named as that only."""
    if any(company.key(c) == key for c in event.targets):
        return False
    clauses = company.clauses[event.trigger.sentence].own
    for chunk, number in numbers:
        if not _is_subject(chunk, number, clauses):
            apart = all(clauses.apart(mine, number) for mine in told)
            if not apart or not _has_a_part(key, chunk, told, number, event, company):
                return False
        elif company.tokens[clauses.clauses[number - 1].word].fold.removeprefix("و") in _ANSWERING:
            return False
    return True


def _acts(key: str, number: int, event: Event, company: Company) -> bool:
    """Is somebody the subject of a clause, by a verb of its own?"""
    doer = company.clauses[event.trigger.sentence].own.doer(number)
    return doer is not None and company.key(doer) == key


def _has_a_part(
    key: str,
    chunk: Chunk,
    mine: set[int],
    number: int,
    event: Event,
    company: Company,
    *,
    suffered: bool = False,
) -> bool:
    """Is somebody a party to what another clause tells of, that is more than who died of this event?"""
    sentence = event.trigger.sentence
    clauses = company.clauses[sentence].own
    for other, (ones, others, _) in zip(company.events, company.parts, strict=True):
        if other is event or GROUP[other.kind] == "say":
            continue
        if key not in others and (suffered or key not in ones) and not _counted(chunk, company):
            continue
        if other.trigger.rule.toll and number == max(mine) + 1 and not ones:
            continue  # قصف X البلدة، **وقتل** ثلاثة مدنيين
        told = {clauses.number(t.first) for t in other.tellings if t.sentence == sentence}
        if number in told and not mine & told:
            return True
    return False


def _taken(chunk: Chunk, event: Event, company: Company) -> bool:
    """اعتقلت القوات **15 فلسطينيا** …، وأصابت شابا: is somebody counted as taken, and by the construction no victim of this?"""
    if any(c.first == chunk.first for c in event.targets):
        return False
    return any(
        what == "captured" and other is not event and first <= chunk.first < last
        for other, what, first, last in company.counted
    )


def _counted(chunk: Chunk, company: Company) -> bool:
    """قتلت القوات 14 من **داعش**: is somebody named as one whose dead, hurt or taken are counted?"""
    return any(first <= chunk.first <= last + (chunk.prep == "من") for _, _, first, last in company.counted)

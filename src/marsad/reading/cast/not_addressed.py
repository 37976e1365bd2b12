"""Who is named in a statement without being spoken to, by the words beside him, whatever the score of who takes part says.

طالب X بممر آمن **للمدنيين**: for whom it is asked; اعتبرت X على لسان **ناطقها Y** أن: who says it for another; نددت دول **بينها Y**: who is
one of those who say it; حذر X من التصعيد، **وقالت Y** إن: who says something of his own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from marsad.lexicon.word_classes import AND, is_one_of, word_class
from marsad.reading.cast.company import Company
from marsad.reading.cast.figures import Told
from marsad.reading.grammar.asides import closes_a_list
from marsad.reading.grammar.parties import PEOPLE
from marsad.reading.grammar.scan import COMMAS
from marsad.reading.records import VERBAL, Chunk, Event

_SUFFERS = frozenset({"T"})
_NOBODY: frozenset[str] = frozenset()
_STATEMENTS = {"accusation", "demand", "rejection", "support", "threat"}
TOLD_TO_SOMEBODY = {"accusation", "demand", "threat"}
_CALLS = word_class("calls_to_somebody")
_AND_BY = ("و", "ب", "وب")
_CALLED = 3  # tokens from a call to whom it is made
_FIRST = word_class("first_among_them")
_AMONG_THEM = _FIRST | {"و" + word for word in _FIRST}  # and among them
_AMONG = 4  # tokens behind those who speak, of which "among them" is one
_OFFICES = word_class("offices_told_apart")
_TONGUE = "لسان"  # by the tongue of
_SAYING = word_class("plainly_says")
_IN = {"في", "عن"}  # in, for
_IF, _ON = "اذا", "علي"  # if, on
_IN_THE_NAME = "باسم"  # in the name of
_SPOKESMAN = 4  # tokens from who speaks to the body he speaks for
_TITLES = 6  # tokens from "by the tongue of" to the name of who speaks


def not_addressed(here: Told, event: Event, company: Company) -> frozenset[str]:
    """The roles in a statement that somebody cannot have by where the sentences that tell of it name him: ``here``."""
    if event.kind not in _STATEMENTS:
        return _NOBODY
    told = all(
        _for_him(c, event, company)
        or _lends_his_tongue(c, company)
        or _one_of_them(c, event, company)
        or _says_his_own(c, event, company)
        or _spoken_for(c, event, company)
        or _of_the_condition(c, event, company)
        or _of_who_speaks(c, event, company)
        or _has_a_pronoun_for_object(c, event, company)
        for c, _ in here
    )
    return _SUFFERS if told else _NOBODY


def _has_a_pronoun_for_object(chunk: Chunk, event: Event, company: Company) -> bool:
    """دانت X الغارات، **ووصفتها** المتحدثة باسم الخارجية **Y** بأنها: behind a verb whose object is a pronoun the first one named says it."""
    if chunk.prep or chunk.kind not in ("person", "actor"):
        return False
    for trigger in event.tellings:
        gap = chunk.first - trigger.last
        if trigger.form not in VERBAL or not trigger.after or not 0 <= gap <= _TITLES:
            continue
        between = company.folds[trigger.last : chunk.first]
        others = (c for c, _ in company.by_sentence[trigger.sentence])
        if not any(trigger.last <= c.first < chunk.first and c.kind in PEOPLE for c in others):
            return all(word not in COMMAS and word not in _IN for word in between)
    return False


def _for_him(chunk: Chunk, event: Event, company: Company) -> bool:
    """دعا X إلى ممر آمن **للمدنيين**: for whom a thing is asked; but a call, a message (**نداء** للسكان) is made to somebody."""
    trigger = event.trigger
    if event.kind != "demand" or chunk.prep != "ل" or trigger.form not in VERBAL:
        return False
    if chunk.first <= trigger.last:
        return False
    calls = company.folds[max(trigger.last, chunk.first - _CALLED) : chunk.first]
    return not any(is_one_of(word, _CALLS, _AND_BY) for word in calls)


def _lends_his_tongue(chunk: Chunk, company: Company) -> bool:
    """دانت X **على لسان** وزيرها **Y** القصف: does "by the tongue of" stand before somebody, with titles only between?"""
    if _TONGUE not in company.words:
        return False
    tokens = company.tokens
    for at in range(chunk.first - 1, max(0, chunk.first - _TITLES - 1), -1):
        if tokens[at].kind != "word":
            return False
        if tokens[at].fold == _TONGUE:
            return True
    return False


def _spoken_for(chunk: Chunk, event: Event, company: Company) -> bool:
    """توعد فلان الناطق **باسم X** Y: for whom he speaks who says it, right behind the verb that says it."""
    if company.folds[chunk.first - 1] != _IN_THE_NAME or "addressed" in event.notes:
        return False
    return any(0 <= chunk.first - c.last <= _SPOKESMAN for c in event.initiators)


def _of_who_speaks(chunk: Chunk, event: Event, company: Company) -> bool:
    """هدد **مسؤول في X** بـ, طالب قيادي في X Y بـ: whose man he is who speaks, right behind the verb."""
    verbal = event.trigger.form in VERBAL and not event.trigger.after
    if not verbal or chunk.prep not in _IN or chunk.first != event.trigger.last + 2:
        return False
    return not company.folds[event.trigger.last].startswith("ال") and not any(
        c.first == chunk.first for c in event.targets
    )


def _of_the_condition(chunk: Chunk, event: Event, company: Company) -> bool:
    """هدد X بفرض عقوبات على Y إذا طرد **قوات Z**: who is named in the condition of a threat that has named another before it."""
    if event.kind != "threat" or _IF not in company.words or chunk.first <= event.trigger.last:
        return False
    lead = company.folds[event.trigger.last : chunk.first]
    if _IF not in lead:
        return False
    at = event.trigger.last + lead.index(_IF)
    named = (c for c, _ in company.by_sentence[event.trigger.sentence] if c.kind in PEOPLE)
    return any(event.trigger.last <= c.first < at and c.prep == _ON for c in named)


def _one_of_them(chunk: Chunk, event: Event, company: Company) -> bool:
    """نددت دول عربية **بينها X وY** بـ: is somebody told as one of those who speak?"""
    return any(c.first == chunk.first for c in speakers_among(event, company))


def speakers_among(event: Event, company: Company) -> Iterator[Chunk]:
    """توعدت **دول غربية على رأسها X وY** بـ: those of whom those who speak, told without a name, are made up."""
    if event.kind not in _STATEMENTS or _AMONG_THEM.isdisjoint(company.clauses[event.trigger.sentence].words):
        return
    for head in event.initiators:
        if head.ref or head.kind not in ("actor", "group", "source"):
            continue
        among = _among(head.last, company)
        if among is None:
            continue
        last = among
        for chunk, _ in company.by_sentence[event.trigger.sentence]:
            if chunk.first < last or chunk.prep or chunk.kind not in ("actor", "state", "person"):
                continue
            if chunk.first - last > (1 if last == among else 2) or (last != among and not chunk.joined):
                break
            if last != among and closes_a_list(company.tokens, chunk.first, chunk.last):
                break
            last = chunk.last
            yield chunk


def _among(at: int, company: Company) -> int | None:
    """The token behind "among them", which stands at the end of a name or past one adjective and a comma."""
    words = company.folds[at : at + _AMONG]
    for n, word in enumerate(words):
        if word in _AMONG_THEM:
            return at + n + 1
        plain = word in COMMAS or word in ("علي", "وعلي", "في", "وفي", "من", "ومن")
        if not plain and n:
            return None
    return None


def _says_his_own(chunk: Chunk, event: Event, company: Company) -> bool:
    """اتهم X Y بالقصف، و**قالت Z** إن: the subject of a plain verb of saying, told behind the statement, or in a sentence before it."""
    if event.trigger.last >= chunk.first - 1 >= event.trigger.first:
        return False
    return behind_saying(chunk, company)


def behind_saying(chunk: Chunk, company: Company) -> bool:
    """**وقالت Z** إن: the subject of a plain verb of saying, right behind it."""
    return not chunk.prep and is_one_of(company.folds[chunk.first - 1], _SAYING, AND)


def and_those_joined(event: Event, targets: Sequence[Chunk], company: Company) -> list[Chunk]:
    """اتهم X وزير الدفاع Y **ووزير الداخلية Z** بـ: who is joined by و to somebody right behind the word is told it too."""
    trigger = event.trigger
    known = {company.key(c) for c in (*event.initiators, *targets)}
    clauses = company.clauses[trigger.sentence]
    out: list[Chunk] = []
    for one in targets:
        if one.first < trigger.last or one.prep or clauses.verb_between(trigger.last, one.first):
            continue
        if not any(c is one or c.first == one.first for c, _ in company.by_sentence[trigger.sentence]):
            continue
        last = one.last
        for chunk, figure in company.by_sentence[trigger.sentence]:
            if chunk.first < last:
                continue
            if not chunk.joined or chunk.prep or chunk.kind not in PEOPLE or chunk.first - last > 1:
                break
            last = chunk.last
            if figure.key not in known:
                known.add(figure.key)
                out.append(chunk)
    return out


def by_their_names(initiators: Sequence[Chunk], company: Company) -> list[Chunk]:
    """المتحدث باسم X**، فلان،** Y; **فلان**، رئيس مجلس X، Y: who speaks by his name, less the office told beside it between commas."""
    held: set[int] = set()
    for one, other in pairwise(initiators):
        if other.first != one.last + 1 or other.last >= len(company.folds):
            continue
        if company.folds[one.last] not in COMMAS or company.folds[other.last] not in COMMAS:
            continue
        if one.kind not in ("source", "person") or other.kind not in ("source", "person"):
            continue
        first, second = _an_office(one, company), _an_office(other, company)
        if first != second:
            held.add(one.first if first else other.first)
    return [c for c in initiators if c.first not in held] if held else list(initiators)


def _an_office(chunk: Chunk, company: Company) -> bool:
    """Is somebody told by what he is: المتحدث باسم X, رئيس مجلس X?"""
    return is_one_of(company.folds[chunk.first], _OFFICES, ("و", "ال", "وال"))

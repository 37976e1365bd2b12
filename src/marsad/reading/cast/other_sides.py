"""Who is no side of talks, of a deal, a truce or a clash though he is named there: where its sides fight, and who only tells of it.

توصل طرفا النزاع في **جنوب السودان** إلى اتفاق: only where; وقال **فلان** إن الهدنة صامدة: who says so; أجرت X محادثات. … **Y** قصفت: named
in another sentence, where this one names a side by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import AND_BY_FOR, is_one_of, word_class
from marsad.model import SYMMETRIC
from marsad.reading.cast.company import Company
from marsad.reading.cast.figures import Told
from marsad.reading.cast.not_addressed import behind_saying
from marsad.reading.grammar.parties import HEADED_BY
from marsad.reading.records import Chunk, Event

_NOBODY: frozenset[str] = frozenset()
_SIDE = frozenset({"S"})
_WHOSE = word_class("sides_or_their_strife")
_NAMED_AFTER = {
    "اتفاق",
    "اتفاقيه",
    "معاهده",
    "مفاوضات",
    "محادثات",
    "موتمر",
    "مسار",
}  # accord, treaty, talks, conference, track
_EXCHANGED = word_class("exchanged")
_PEACE = "سلام"  # peace
_FAR = {"negotiation": 1, "agreement": 2, "ceasefire": 2}  # sentences off, from which on somebody is no side


def no_side(here: Told, event: Event, company: Company) -> frozenset[str]:
    """S, where all mentions in the sentences that tell of talks or a fight say where it is or who tells of it."""
    if event.kind not in SYMMETRIC:
        return _NOBODY
    told = all(
        _only_where(c, company)
        or _only_says(c, company)
        or _exchanged(c, event, company)
        or _heads(c, n, company)
        or _named_after(c, company)
        for c, n in here
    )
    return _SIDE if told else _NOBODY


def _exchanged(chunk: Chunk, event: Event, company: Company) -> bool:
    """اتفقا على تبادل 15 **أسيرا**, اتفاق لإطلاق **المعتقلين**: whom a deal sets free is no side of it."""
    word = company.folds[chunk.first]
    return event.kind != "armed_clash" and chunk.kind == "group" and is_one_of(word, _EXCHANGED, AND_BY_FOR)


def _named_after(chunk: Chunk, company: Company) -> bool:
    """وقع X وY اتفاق **الرياض**, محادثات **فيينا**: a capital right behind what is named after it."""
    named = chunk.kind == "actor" and chunk.sort == "government" and chunk.last - chunk.first == 1
    return named and not chunk.prep and is_one_of(company.folds[chunk.first - 1], _NAMED_AFTER, AND_BY_FOR)


def _heads(chunk: Chunk, sentence: int, company: Company) -> bool:
    """وصل وفد X **برئاسة فلان**: who heads those named right before is no other side."""
    if chunk.kind not in ("person", "actor") or company.folds[chunk.first] not in HEADED_BY:
        return False
    return any(0 <= chunk.first - c.last <= 1 for c, _ in company.by_sentence[sentence])


def _only_where(chunk: Chunk, company: Company) -> bool:
    """طرفا النزاع **في السودان**, الفرقاء **في لبنان**, محادثات سلام **ليبيا**: a state that says whose strife or peace it is."""
    if chunk.kind != "state" or not chunk.first:
        return False
    before = company.folds[chunk.first - 1].removeprefix("و")
    if chunk.prep == "في":
        return chunk.first > 1 and company.folds[chunk.first - 2] in _WHOSE
    return not chunk.prep and before == _PEACE


def _only_says(chunk: Chunk, company: Company) -> bool:
    """**وقال فلان** إن: somebody by name, right behind a plain verb of saying."""
    return chunk.kind == "person" and behind_saying(chunk, company)


def named_with_it(event: Event, found: Sequence[Chunk], company: Company) -> list[Chunk]:
    """Of the sides those named in the sentences that tell of it, where these name one; of a truce or a deal those near it too."""
    far = _FAR.get(event.kind)
    found = [c for c in found if not _exchanged(c, event, company)]
    if far is None or len(found) < 2:
        return list(found)
    told = {telling.sentence for telling in event.tellings}
    off = {c.first: _away(c, told, company) for c in found}
    if all(off.values()):
        return list(found)
    return [c for c in found if off[c.first] < far]


def _away(chunk: Chunk, told: set[int], company: Company) -> int:
    figure = company.figures.get(company.key(chunk))
    if figure is None:
        return 0
    return min(abs(one - other) for one in figure.sentences for other in told)

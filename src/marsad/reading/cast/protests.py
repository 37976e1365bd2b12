"""Who is named beside a protest without a part in it: before whose seat it stands, who breaks it up, with whom or for whom it is.

اعتصم أهالي المفقودين أمام مقر **الأمم المتحدة**, فرقت **الشرطة** متظاهرين, مظاهرة تطالب X بالإفراج عن **المعتقلين**.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reading.cast.company import Company
from marsad.reading.cast.figures import Figure
from marsad.reading.grammar.scan import COMMAS
from marsad.reading.records import Chunk, Event
from marsad.reading.roles.opposition import FOR, NOTE, about
from marsad.text.tokens import Token

_REACH = 14  # tokens from the word for what a protest is about to who is named in it
_SEAT = 4  # tokens from "in front of" to whose seat it is
_FRONT = "امام"
_HANDS = {"يد", "ايدي", "بيد", "بايدي", "برصاص", "بنيران"}  # at the hands of, by the bullets, by the fire of
_SHOWN = {"صور", "صورا", "اعلام", "علم", "رايات"}  # pictures of, flags of: carried along
_DISPERSAL = "protest.disperse"
# Broke up, put down, barred, arrested, dispersing: whoever does this to a crowd is not thereby whom it protests against.
_DISPERSING = ("فرق", "تفرق", "يفرق", "تفريق", "قمع", "يقمع", "تقمع", "فض", "تفض", "يفض", "منع", "تمنع", "يمنع", "تصد", "يتصد", "اعتقل",
               "تعتقل", "اوقف", "توقف", "استخدم", "تستخدم")  # fmt: skip


def apart_from(figure: Figure, event: Event, company: Company) -> set[str]:
    """The roles in a protest that somebody cannot have by where the sentences that tell of it name them."""
    if event.kind != "protest":
        return set()
    # Where the dispersal alone tells of the protest, whoever disperses it stands against it.
    alone = event.trigger.rule.id == _DISPERSAL
    mentions = figure.told_with(event)
    found = [_roles(chunk, company, sentence) for chunk, sentence in mentions]
    out = set.intersection(*found) if found else set()
    if not alone and any(_disperses(chunk, company, sentence) for chunk, sentence in mentions):
        out |= {"I", "T"}
    return out


def against(event: Event, initiators: list[Chunk], targets: list[Chunk]) -> tuple[list[Chunk], list[Chunk]]:
    """مظاهرة **ضد** X: whom the words for it name, and nobody else the score finds; it is not X who protests."""
    firsts = event.notes.get(NOTE, "").split()
    named = [c for c in event.targets if str(c.first) in firsts]
    if not named:
        return initiators, targets
    return [c for c in initiators if str(c.first) not in firsts], named


def _roles(chunk: Chunk, company: Company, sentence: int) -> set[str]:
    tokens = company.tokens
    first = company.sentences[sentence].first
    out: set[str] = set()
    if _in_front(chunk, tokens, first):
        out |= {"I", "T"}
    if chunk.first and tokens[chunk.first - 1].fold in _SHOWN:
        out |= {"I", "T"}
    if chunk.first and tokens[chunk.first - 1].fold in _HANDS:
        out.add("I")  # مظاهرات بعد مقتل ناشط على يد **مجهولين**: who did that
    said = _about(chunk, company, sentence)
    if said in FOR:
        out |= {"I", "T"}
    elif said:
        out.add("I")
    return out


def _in_front(chunk: Chunk, tokens: Sequence[Token], first: int) -> bool:
    """أمام **الأمم المتحدة**, أمام مقر **الحزب**: nothing but nouns without the article between."""
    for at in range(chunk.first - 1, max(first, chunk.first - _SEAT) - 1, -1):
        token = tokens[at]
        if token.fold == _FRONT:
            return True
        if token.kind != "word" or token.fold.startswith("ال"):
            return False
    return False


def _about(chunk: Chunk, company: Company, sentence: int) -> str:
    """The nearest word before a mention that brings in what the protest is about, with no verb and no end of a clause between."""
    tokens, clauses = company.tokens, company.clauses[sentence]
    for at in range(chunk.first - 1, max(clauses.sentence.first, chunk.first - _REACH) - 1, -1):
        word = tokens[at].fold
        if word in COMMAS or tokens[at].kind in ("punct", "newline"):
            return ""
        if found := about(word):
            return "" if clauses.verb_between(at + 1, chunk.first) else found
    return ""


def _disperses(chunk: Chunk, company: Company, sentence: int) -> bool:
    """فرقت **الشرطة** متظاهرين, تفريق **الشرطة** مظاهرة, **الشرطة** تفرق متظاهرين."""
    if chunk.kind != "actor" or chunk.prep:
        return False
    tokens = company.tokens
    limits = company.sentences[sentence]
    beside = [at for at in (chunk.first - 1, chunk.last) if limits.first <= at < limits.last]
    return any(tokens[at].fold.removeprefix("و").startswith(_DISPERSING) for at in beside)

"""Who is named beside a protest without a part in it: before whose seat it stands, who breaks it up, with whom or for whom it is.

اعتصم أهالي المفقودين أمام مقر **الأمم المتحدة**, فرقت **الشرطة** متظاهرين, مظاهرة تطالب X بالإفراج عن **المعتقلين**.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.cast.company import Company
from marsad.reading.cast.figures import Told
from marsad.reading.grammar.scan import COMMAS, PREPOSITIONS
from marsad.reading.records import Chunk, Event, noted
from marsad.reading.roles.opposition import FOR, NOTE, about
from marsad.text.tokens import Token

_ROW = 4  # nouns that may be annexed to one another
_REACH = 14  # tokens from the word for what a protest is about to who is named in it
_SEAT = 4  # tokens from "in front of" to whose seat it is
_FRONT = "امام"
_HANDS = {"يد", "ايدي", "بيد", "بايدي", "برصاص", "بنيران"}  # at the hands of, by the bullets, by the fire of
_RESIDENTS = ("سكان", "أهالي", "شهود")  # residents, people of a place, witnesses
_SHOWN = word_class("shown_by_crowds")
_FOLLOWERS = {
    "مناصر",
    "مناصرون",
    "مناصرين",
    "مناصرو",
    "مناصري",
    "انصار",
    "مويد",
    "مويدون",
    "مويدين",
    "مويدو",
    "مويدي",
}  # supporters of
# Broke up, put down, barred, arrested, dispersing: whoever does this to a crowd is not thereby whom it protests against.
_DISPERSING = ("فرق", "تفرق", "يفرق", "تفريق", "قمع", "يقمع", "تقمع", "فض", "تفض", "يفض", "منع", "تمنع", "يمنع", "تصد", "يتصد", "اعتقل",
               "تعتقل", "اوقف", "توقف", "استخدم", "تستخدم")  # fmt: skip


def apart_from(here: Told, event: Event, company: Company) -> set[str]:
    """The roles in a protest that somebody cannot have by where the sentences that tell of it name him: ``here``."""
    if event.kind != "protest":
        return set()
    # Where the dispersal alone tells of the protest, whoever disperses it stands against it.
    alone = "dispersal" in event.trigger.rule.traits
    if event.sources and all(_tells_of_it(chunk, event) for chunk, _ in here):
        return {"I", "T"}
    found = [_roles(chunk, event, company, sentence) for chunk, sentence in here]
    out = set.intersection(*found) if found else set()
    if not alone and any(_disperses(chunk, company, sentence) for chunk, sentence in here):
        out |= {"I", "T"}
    return out


def against(event: Event, initiators: list[Chunk], targets: list[Chunk]) -> tuple[list[Chunk], list[Chunk]]:
    """مظاهرة **ضد** X: whom the words for it name, and nobody else the score finds; it is not X who protests."""
    firsts = noted(event, NOTE)
    named = [c for c in event.targets if c.first in firsts]
    if not named:
        return initiators, targets
    return [c for c in initiators if c.first not in firsts], named


def _tells_of_it(chunk: Chunk, event: Event) -> bool:
    """قال **سكان** قريبون من مكان التظاهرة إن: people who tell of a protest are none of those who hold it."""
    return chunk.name.startswith(_RESIDENTS) and any(
        source.first <= chunk.first < source.last for source in event.sources
    )


def _roles(chunk: Chunk, event: Event, company: Company, sentence: int) -> set[str]:
    tokens = company.tokens
    first = company.sentences[sentence].first
    out: set[str] = set()
    if _in_front(chunk, tokens, first):
        out |= {"I", "T"}
    if chunk.first and tokens[chunk.first - 1].fold in _SHOWN:
        out |= {"I", "T"}
    if chunk.first and tokens[chunk.first - 1].fold in _HANDS:
        out |= {"I", "T"}  # مظاهرات بعد مقتل ناشط على يد **مجهولين**: who did that
    if chunk.first and (
        tokens[chunk.first - 1].fold.removeprefix("و") in _FOLLOWERS or _annexed(chunk, event, company)
    ):
        out.add("T")  # مناصر ل**الحزب**, إضراب عمال شركة **نقل تونس**: whose people protest
    if chunk.prep == "من" and any(
        c.kind == "group" and c.last == chunk.first - 1 and not c.prep
        for c, _ in company.by_sentence[sentence]
    ):
        out.add("T")  # محتجون من **قبيلة X**: the same
    said = _about(chunk, company, sentence)
    if said in FOR:
        out |= {"I", "T"}
    elif said:
        out.add("I")
    return out


def _annexed(chunk: Chunk, event: Event, company: Company) -> bool:
    """إضراب عمال شركة نقل **تونس**: the end of a row of nouns that begins with those who protest."""
    if chunk.prep or chunk.kind not in ("actor", "state"):
        return False
    for telling in event.tellings:
        between = company.tokens[telling.last : chunk.first]
        if not 0 < len(between) <= _ROW:
            continue
        clauses = company.clauses[telling.sentence]
        nouns = all(
            t.kind == "word" and not t.fold.startswith("ال") and t.fold not in PREPOSITIONS for t in between
        )
        heads = company.lexicon.attributes["group_heads"]
        if (
            nouns
            and between[0].fold in heads
            and clauses.sentence.first <= chunk.first < clauses.sentence.last
        ):
            return True
    return False


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

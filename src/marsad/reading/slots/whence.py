"""Where fire came from: that is no place which it struck.

صواريخ أطلقتها حماس **من غزة** على X, إطلاق صاروخ باليستي **من اليمن**; القوات المتمركزة **في سراقب** قصفت X.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from msgspec.structs import replace

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.posted import posted_at
from marsad.reading.grammar.scan import PREPOSITIONS, QUOTES, At
from marsad.reading.records import Chunk
from marsad.reading.roles.scenes import SOURCE_OF
from marsad.reading.sameness import AREAS
from marsad.reading.slots.setting import key
from marsad.text.tokens import Token

_FROM = "من"
_WITHIN = "داخل"
_DIRECTION = {"اتجاه", "اتجاهات"}
_LAUNCHES = word_class("launches")
_NOT_BETWEEN = word_class("not_between_fire_and_its_source")
_ITS_LAND = {"مناطق", "مواقع", "نقاط", "معسكرات", "اراضي"}  # areas, positions, posts, camps, lands
_SOURCE = 8  # tokens from "whose source" to where that lies
_AGENT = 6  # tokens from the word of launching to "from": أطلقتها وحدات حماية الشعب من
_ONWARD = ("ب", "في")  # in; behind it stands where the source lies


def fired_from(tokens: Sequence[Token], at: At, chunk: Chunk, *, by_whom: bool = False) -> bool:
    """صواريخ أطلقت **من X**, إطلاق قذائف **من X**, قذيفة مصدرها **X**: did what was fired, or who was struck, come from there?

    ``by_whom``: may he who fired be told between, أطلقتها **وحدات الحماية** من X?
    """
    here = chunk.first
    if here and tokens[here - 1].fold.startswith(SOURCE_OF):
        return True
    if here > 1 and tokens[here - 1].fold in _DIRECTION and tokens[here - 2].fold == _FROM:
        return True  # رشقات من الصواريخ **من اتجاه** الجولان
    if here > 1 and tokens[here - 1].fold == _WITHIN and tokens[here - 2].fold == _FROM:
        here -= 1  # صواريخ أطلقت من **داخل** الأراضي X
        chunk = replace(chunk, prep=_FROM)
    if chunk.prep != _FROM or here < 2:
        return False
    here -= 2 if tokens[here - 1].fold == _FROM else 3  # من **قطاع** غزة, من **الأراضي** X
    if here < 0 or tokens[here + 1].fold != _FROM:
        return False
    if at.cue(here, "provenance") is not None or at.cue(here, "means") is not None:
        return True
    return by_whom and _launched(tokens, at, here)


def whose_source(tokens: Sequence[Token], at: At, chunk: Chunk, elsewhere: bool) -> bool:
    """قصف **مصدره** مناطق سيطرة X **في Y**, قذائف **مصدرها** X **في Y**: where those are from whom it came.

    ``elsewhere``: is another place told before? Else who fired may be told before where it fell: سقوط صاروخ مصدره X **في Y**.
    """
    if chunk.prep not in _ONWARD:
        return False
    theirs = False
    here = chunk.first - 1 if tokens[chunk.first - 1].fold == chunk.prep else chunk.first
    for back in range(here - 1, max(-1, here - _SOURCE), -1):
        token = tokens[back]
        if token.fold.startswith(SOURCE_OF):
            return theirs or elsewhere
        if token.kind == "punct" or token.fold in PREPOSITIONS or back in at.verbs:
            return False
        theirs = theirs or token.fold in _ITS_LAND
    return False


def _launched(tokens: Sequence[Token], at: At, here: int) -> bool:
    """أطلقتها **وحدات حماية الشعب** من X, صاروخا **باليستيا** من X: by whom or what it was stands between."""
    for back in range(here, max(-1, here - _AGENT), -1):
        token = tokens[back]
        if token.fold in QUOTES:
            continue
        if token.kind == "punct" or token.fold in _NOT_BETWEEN:
            return False
        if token.fold.removeprefix("و") in _LAUNCHES:
            return True
        if back == here - 1 and at.cue(back, "means") is not None:
            return True
    return False


def stationed(
    tokens: Sequence[Token],
    at: At,
    chunks: Sequence[Chunk],
    who: Container[str],
    trigger: Token,
    chunk: Chunk,
) -> bool:
    """القوات الحكومية **المتمركزة في سراقب** قصفت X, دبابات X **المتمركزة شرقي Y**: where those stand who fire.

    So is what is theirs, قوات X **التي تسيطر على** Y.

    ``who``: the references, or the keys, of those who fire; ``chunks``: what the sentence names.
    """
    here = posted_at(tokens, chunk)
    if here is None:
        return False
    if any(c.last <= here <= c.last + 1 and (c.ref or key(c)) in who for c in chunks):
        return True
    # قذائف الدبابة المتمركزة في X; قواعد روسية متمركزة في X، أطلقت
    return at.cue(here - 1, "means") is not None or (
        trigger.fold in _LAUNCHES and trigger.start > tokens[chunk.first].start
    )


def source_run(run: Sequence[Chunk], chunk: Chunk) -> list[Chunk]:
    """The place and those it is told after, as far as they are told in one go: من صعدة **شمالي اليمن**, من نبل **والزهراء**."""
    last = next((at for at, one in enumerate(run) if one.first == chunk.first), None)
    if last is None:
        return [chunk]
    first = last
    while first and _goes_on(run[first - 1], run[first]):
        first -= 1
    return list(run[first : last + 1])


def _goes_on(before: Chunk, chunk: Chunk) -> bool:
    if chunk.joined:
        return chunk.first - before.last <= 1
    return chunk.first - before.last <= (1 if chunk.prep == "في" else 0) and (
        chunk.prep in _ONWARD or chunk.sort in AREAS
    )

"""Where what a source is called ends, and what is told begins: «أعلنت السلطات المحلية **التعرف** على منفذ التفجير».

Nothing closes a source that is told by what it is: the first word that cannot belong to it does.
"""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import PREPOSITIONS
from marsad.reading.records import Chunk
from marsad.reading.sources.known import KnownSources

_TOLD = word_class("no_part_of_a_source")
_HAPPENINGS = word_class("happenings_told_by_b")
_WHOLE = word_class("feminine_sources")  # the authorities, the government …: their adjectives are feminine
_HADITHA = "حديثه"  # the town, written like "his talk"
_HIS = ("ها", "هم", "هما")  # her, their: a source's words are nobody's
_HIGH = {"كبير", "كبار", "بارز", "رفيع"}  # high, senior
_ACCUSED = {"اتهم", "اتهمت", "يتهم", "تتهم"}  # accused, accuses
_RELATING = ("ي", "يه", "يون", "يان", "يين")  # adjectives of what one belongs to: أمني, محلية


def is_told(known: KnownSources, first: int, here: int, end: int) -> bool:
    """Is the word at ``end`` no part any more of the source that begins at ``first``?

    ناشطون **صورة**, شهود **أكثر** من عشر غارات, السلطات المحلية **التعرف**, الأهالي **أحقيتهم**, مراسل X **بازدياد** القصف.
    """
    tokens = known.tokens
    word = tokens[end].fold
    if word in _TOLD or (word[:1] == "ب" and word[1:] in _HAPPENINGS):
        return True
    if any(chunk.first <= end < chunk.last for chunk in known.chunks):
        return False
    if word.endswith(_HIS) and len(word) > 4 and tokens[end - 1].fold not in PREPOSITIONS:
        return True
    if word[:1] in ("ي", "ت") and word.endswith("ون") and not word.endswith("يون") and len(word) > 5:
        return True  # لاجئون **يتحدرون** من البلدة
    return (
        tokens[first].fold.removeprefix("و") in _WHOLE
        and len(word) > 2
        and word.startswith("ال")
        and not word.endswith("ه")
    )


def accused(known: KnownSources, chunk: Chunk, at: int) -> bool:
    """Does somebody else begin behind the adjective of a source, which no name completes any more?"""
    before, word = known.tokens[at - 1].fold, known.tokens[at].fold
    return (
        chunk.kind in ("actor", "group", "state")
        and not (chunk.prep or chunk.joined)
        and not word.startswith(("ب", "ل", "و"))
        and known.at.layer(at, "demonym") is None
        and (
            # أحد شهود العيان **ميليشيا X**: nothing bare is annexed to what has its article
            (before.startswith("ال") and chunk.kind == "actor" and not word.startswith("ال"))
            or (
                not before.startswith("ال")
                and relating(before)
                and (word.startswith("ال") or not word.endswith(_RELATING))
            )
        )
    )


def charged(known: KnownSources, first: int, chunk: Chunk) -> bool:
    """اتهمت نقابة الصحفيين **الحوثيين** بخطف صحفي: behind "accused" and who accuses, right before what with, stands who is accused."""
    tokens = known.tokens
    accuses = tokens[first - 1].fold.removeprefix("و") in _ACCUSED
    behind = chunk.kind in ("actor", "state") and tokens[chunk.first - 1].fold.startswith("ال")
    with_ = tokens[chunk.last].fold.startswith("ب") if chunk.last < len(tokens) else False
    return accuses and behind and with_ and not (chunk.prep or chunk.joined)


def relating(word: str) -> bool:
    """أمني, محلية, رفيع: an adjective of a source, behind which nothing is governed."""
    return word.endswith(_RELATING) or word in _HIGH


def goes_on(known: KnownSources, end: int, last: int) -> bool:
    """Does the office go on after the body it is of ("المتحدث باسم الجيش **في عدن**", "المتحدث باسم وزارة الصحة **بحكومة** X")?"""
    if end + 1 < last and spoken_in(known, end + 1):
        return False
    if end >= last:
        return False
    body = known.at.cue(end, "org_heads")
    return known.tokens[end].fold in ("في", "باسم") or (body is not None and body.cut.before == "ب")


def spoken_in(known: KnownSources, here: int) -> bool:
    return known.spoken_in(here) and known.tokens[here].fold.removeprefix("ال") != _HADITHA

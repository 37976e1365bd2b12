"""What is read of an attribution: who says something, and over which words it goes."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from marsad.reading.grammar.scan import PREPOSITIONS, At
from marsad.reading.grammar.turns import TURNS
from marsad.reading.records import VERBAL, Chunk, Trigger
from marsad.reading.sources.words import THAT
from marsad.text.tokens import Sentence, Token

_BEFORE_THAT = TURNS | PREPOSITIONS | {"بعد", "قبل", "دون", "منذ", "غير", "رغم"}
_ALSO = {"كما", "كذلك"}  # also, likewise
_AT_ITS_HEAD = 3  # tokens of a sentence in which its verb of saying stands, at most
_GOES_ON = "واضاف"  # and he added
_SPOKEN_FOR = {"على لسان", "وعلى لسان"}


class Saying(Struct, frozen=True, gc=False):
    """One attribution: the sources, nearest to the event first, over tokens ``first``–``last`` of a sentence.

    ``carried``: the words only go on with a source named before. ``cited``: given with وفق or بحسب, so that
    it stands beside who speaks in the sentence.
    """

    sentence: int
    first: int
    last: int
    chain: tuple[Chunk, ...]
    verb: str
    at: int
    carried: bool = False
    cited: bool = False


def scoped(sayings: list[Saying], tokens: Sequence[Token]) -> list[Saying]:
    """Each verb of reporting governs up to the next one with another speaker, who is none that it quotes (إن **Y** قال إن)."""
    out: list[Saying] = []
    for number, saying in enumerate(sayings):
        if not saying.cited and saying.verb != ":":
            for later in sayings[number + 1 :]:
                quoting = later.first > saying.at and tokens[later.first - 1].fold in THAT
                quoting = quoting and tokens[later.first - 2].fold not in _BEFORE_THAT  # بعد **أن** أعلن
                if (
                    not later.cited
                    and later.chain != saying.chain
                    and later.first > saying.at
                    and not quoting
                ):
                    saying = replace(saying, last=later.first)
                    break
        out.append(saying)
    return out


def carried_on(sayings: list[Saying], sentences: Sequence[Sentence], tokens: Sequence[Token]) -> list[Saying]:
    """قال X إن … . **كما** قصفت … . وأوضح X أن …: what is told with "also" between two sentences of one speaker is his too."""
    said: dict[int, list[Saying]] = {}
    for saying in sayings:
        said.setdefault(saying.sentence, []).append(saying)
    more = [
        Saying(
            number,
            sentences[number].first,
            sentences[number].last,
            before.chain,
            _GOES_ON,
            sentences[number].first,
            True,
        )
        for number in (at + 1 for at in said if at + 1 not in said and at + 2 in said)
        if tokens[sentences[number].first].fold in _ALSO
        and (before := said[number - 1][-1]).chain == said[number + 1][0].chain
        and said[number + 1][0].at - sentences[number + 1].first < _AT_ITS_HEAD
    ]
    return sorted([*sayings, *more], key=lambda saying: (saying.sentence, saying.first)) if more else sayings


def without_deeds(sayings: Sequence[Saying], triggers: Sequence[Trigger]) -> list[Saying]:
    """**نشر** الجيش تعزيزات: a verb that tells of a deployment is no word of publishing, and whoever deploys no source."""
    deploys = {t.first for t in triggers if t.kind == "mobilization" and t.form in VERBAL}
    return [saying for saying in sayings if saying.at not in deploys]


def cited_at(sayings: Sequence[Saying], at: At) -> set[int]:
    """First tokens of those who are named only as a source: بحسب ما قالت **الأمم المتحدة**.

    Who claims a deed stands behind it too, and is its doer; whose word is brought "by the tongue of" another is the speaker.
    """
    return {
        chunk.first
        for saying in sayings
        if saying.cited and saying.verb not in _SPOKEN_FOR and at.cue(saying.at, "according") is not None
        for chunk in saying.chain
        if chunk.first >= saying.at
    }

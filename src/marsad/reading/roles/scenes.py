"""Where an event happens: which of the places around its trigger are its scene, and which an origin or a goal."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.parties import ATTACKS, Around, as_place, scenes
from marsad.reading.grammar.scan import COMMAS, QUOTES, At
from marsad.reading.records import VERBAL, Chunk, Event, Trigger
from marsad.reading.roles.opposition import about
from marsad.text.fold import fold
from marsad.text.tokens import Token

_FORCE = ATTACKS | {"armed_clash", "killing"}
_MOVES = {"displacement", "mobilization", "withdrawal"}
SOURCE_OF = ("مصدره",)  # whose source is
_TIED = word_class("tied_to")
_FROM_HOME = 9  # tokens from "he comes from" to what the place lies in
_DESCENDS = {"ينحدر", "تنحدر", "ينحدران", "ينحدرون", "منحدر", "المنحدر", "المنحدره"}  # comes from
NATIVES = {"ابناء", "اهالي", "سكان", "مواليد"}  # natives of
_IS = {"هو", "هي", "هم", "هما", "كلاهما", "جميعهم"}  # he, she, they, both, all of them
_BELONGING = {"تابعه", "تابع", "تابعا", "تابعين", "تابعتين"}  # belonging to
# Ambulance, car(s), lorry, lorries, vehicle(s), bus, patrol, crew(s), convoy: what goes from place to place.
_MOVING = {
    "اسعاف",
    "سياره",
    "سيارات",
    "شاحنه",
    "شاحنات",
    "عربه",
    "اليه",
    "اليات",
    "حافله",
    "دوريه",
    "طاقم",
    "طواقم",
    "قافله",
}
_ELSEWHERE = word_class("no_more_of_a_home")
_LIES_IN = (
    "بريف",
    "بمحافظ",
    "بمنطق",
    "بناحي",
    "بلد",
)  # in the countryside, the province, the area of; a town
_ITS_LAND = {
    "مناطق",
    "داخل",
    "اراضي",
    "الاراضي",
    "قاعده",
    "مواقع",
}  # areas, inside, lands (twice), base, positions


def add_places(around: Around, event: Event, before: Sequence[Chunk], after: Sequence[Chunk]) -> None:
    """The places after the trigger, else the last ones named before it; and where the sentence opens with one, that too."""
    if event.trigger.rule.frame in ("statement",):
        return
    left = _scenes_of(around, event, scenes(before)) if before else []
    right = _scenes_of(around, event, scenes(after)) if after else []
    if right:
        right = _before_the_next(around, _own_scenes(around, right, event.trigger), event.trigger)
    if event.kind == "protest":
        # تظاهر المئات في X رفضا لاقتحام **مخيم Y**: where that was which they protest against
        end = next(
            (at for at in range(event.trigger.last, event.span[1]) if about(around.tokens[at].fold)), None
        )
        right = [c for c in right if end is None or c.first < end] or right
    for chunk in right or _chain(left) or _heading(around):
        if chunk not in event.places:
            event.places.append(chunk)
    if right and left and left[0].first <= event.span[0] + 4 and left[0].prep in ("في", "ب"):
        event.places.append(left[0])


def _scenes_of(around: Around, event: Event, places: list[Chunk]) -> list[Chunk]:
    """Those of the places at which an event may have happened that have no other part in it."""
    if not places:
        return places
    taken = [(c.first, c.last) for c in (*event.initiators, *event.targets, *event.third)]
    talks = event.kind in ("negotiation", "mediation")
    return [
        c
        for c in places
        if (c.first, c.last) not in taken
        and _may_be(around, c)
        and not (talks and is_topic(around.tokens, around.at, c))
    ]


def is_topic(tokens: Sequence[Token], at: At, chunk: Chunk) -> bool:
    """بحثا الأوضاع **في السودان**, مباحثات حول الحرب **في غزة**: what is talked over happens there, and not the talks."""
    if chunk.prep not in ("في", "ب"):
        return False
    here = chunk.first - (2 if tokens[chunk.first - 1].fold == "في" else 1)
    for back in range(here, max(-1, here - 3), -1):
        if at.cue(back, "topics") is not None:
            return True
        if not tokens[back].fold.startswith("ال"):
            return False
    return False


def _heading(around: Around) -> list[Chunk]:
    """**القامشلي:** عاد الهدوء بعد اشتباك: the place a line is headed with."""
    first = around.chunks[0] if around.chunks else None
    if first is None or first.prep or not (as_place(first) and _may_be(around, first)):
        return []
    tokens, start = around.tokens, around.clauses.sentence.first
    opens = all(token.kind != "word" for token in tokens[start : first.first])
    return [first] if opens and first.last < len(tokens) and tokens[first.last].fold == ":" else []


def _own_scenes(around: Around, right: list[Chunk], trigger: Trigger) -> list[Chunk]:
    """The places after a noun without those somebody else is on the way to (تهجير المقاتلين **إلى** إدلب)."""
    if trigger.kind in _MOVES or all([c.prep != "الي" for c in right]):
        return right
    moves = [t.first for t in around.triggers if t.first > trigger.last and t.kind in _MOVES]
    return [c for c in right if not (c.prep == "الي" and any(move < c.first for move in moves))]


def _before_the_next(around: Around, right: list[Chunk], trigger: Trigger) -> list[Chunk]:
    """مقتل مدني **بقصف على X**، ومقتل آخر **بغارة على Y**: behind the noun of the next event, which has a place, no place is the first one's."""
    if len(right) < 2 or trigger.form in VERBAL or trigger.kind not in _FORCE:
        return right
    for other in around.triggers:
        if (
            other.first > right[0].last
            and other.form not in VERBAL
            and other.rule.frame in ("event", "agent", "clash")
            and not (other.rule.toll or other.rule.faint or other.definite)
            and other.kind in _FORCE - {trigger.kind}  # one side may shell several towns in one event
            and not _done_by(around, trigger, other)
        ):
            return [c for c in right if c.first < other.first or _stands_for_one(around, c)]
    return right


def _stands_for_one(around: Around, place: Chunk) -> bool:
    """اشتباكات مع شبان طفس في ريف درعا بعد اقتحام **المدينة**: a word that stands for a place told before, and has none of its name."""
    named = tuple(part.removeprefix("ال") for part in fold(place.name).split())
    return not any(token.fold.endswith(named) for token in around.tokens[place.first : place.last])


def _done_by(around: Around, trigger: Trigger, other: Trigger) -> bool:
    """استهداف أحد مواقعه على الحدود **بغارة**: what it was done by, unless a comma parts them."""
    return other.before == "ب" and not any(
        t.fold in COMMAS for t in around.tokens[trigger.last : other.first]
    )


def _may_be(around: Around, chunk: Chunk) -> bool:
    """Can an event happen at a place: no origin, no side it came from, no "in the north of the country" after a town?"""
    if is_origin(around.tokens, around.at, chunk):
        return False
    if chunk.prep in _RULED and is_rule(around.tokens, around.chunks, chunk):
        return False
    if chunk.sort != "part":
        return True
    near = any(c.kind == "place" and 0 <= chunk.first - c.last <= 1 for c in around.chunks)
    return chunk.prep != "من" and not (near and around.tokens[chunk.last - 1].fold == "البلاد")


_RULED = ("من", "ل")  # the prepositions of ``is_rule``
_BEHIND_IT = word_class("at_whose_wish")


def is_rule(tokens: Sequence[Token], chunks: Sequence[Chunk], chunk: Chunk) -> bool:
    """بين الإدارة الذاتية **لشمال سوريا** وX: what a side has the rule of is part of what it is called.

    And بطلب من **تركيا**: a state that asked for it or stands behind it is nowhere that it happened.
    """
    if chunk.prep == "من" and chunk.kind == "state" and chunk.first > 1:
        return tokens[chunk.first - 2].fold.removeprefix("ب") in _BEHIND_IT
    if chunk.prep != "ل":
        return False
    before = next((c for c in reversed(chunks) if c.first < chunk.first), None)
    return (
        before is not None
        and before.kind == "actor"
        and before.prep == "بين"
        and all(t.fold in QUOTES for t in tokens[before.last : chunk.first])
    )


def is_origin(tokens: Sequence[Token], at: At, chunk: Chunk) -> bool:
    """انطلاقا من X, من مناطق X, مصدرها X, مقرب من X: where fire or people came from, or to whom somebody is close."""
    first = chunk.first
    if first and tokens[first - 1].fold.startswith(SOURCE_OF):
        return True
    if whose_it_is(tokens, first):
        return True
    if chunk.prep not in ("من", "ل"):
        return False
    if first >= 2 and tokens[first - 2].fold.removeprefix("ال") in _TIED:
        return True
    low = max(0, first - 3)
    return chunk.prep == "من" and (
        at.within(low, first, "provenance") or any(t.fold in _ITS_LAND for t in tokens[low:first])
    )


def whose_it_is(tokens: Sequence[Token], first: int) -> bool:
    """سيارة إسعاف تابعة **لمشفى X** على طريق Y: whose a vehicle or a crew is, which may be anywhere."""
    return (
        first > 1
        and tokens[first].fold.startswith("ل")
        and tokens[first - 1].fold in _BELONGING
        and tokens[first - 2].fold in _MOVING
    )


def home(tokens: Sequence[Token], first: int) -> bool:
    """وينحدر من بلدة X **في ريف Y**, وهو من أبناء **بلدة X**: where somebody is from, with what that lies in."""
    for back in range(first - 1, max(0, first - _FROM_HOME), -1):
        word = tokens[back].fold.removeprefix("و")
        if word in _DESCENDS:
            return True
        if word in NATIVES and tokens[back - 1].fold == "من":
            before = tokens[back - 2]
            return before.kind == "punct" or before.fold.removeprefix("و") in _IS
        if word in _ELSEWHERE or (tokens[back].kind == "punct" and word not in QUOTES and word != "#"):
            return False
        if word.startswith("ب") and back + 1 < first and not word.startswith(_LIES_IN):
            return False  # ينحدر من X **برصاص** مجهولين في Y
    return False


def _chain(places: Sequence[Chunk]) -> list[Chunk]:
    """The last places named in one go: a list and where it lies."""
    if len(places) < 2:
        return list(places)
    at = len(places) - 1
    while at > 0 and places[at].first - places[at - 1].last <= 1:
        at -= 1
    return list(places[max(0, min(at, len(places) - 2)) :])

"""Who or what is acted on: the chunk that stands where an object can (قصف **بلدة X**, هجوم على **X**, اتهم **Y**)."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.asides import by_whom
from marsad.reading.grammar.parties import BETWEEN, PEOPLE, REPORTERS, Around, as_place, coordinated
from marsad.reading.records import VERBAL, WEAPONS, Chunk, Event, Trigger
from marsad.text.tokens import Token

AGAINST = word_class("against")
_STRIKING = {"shelling", "air_strike", "explosion", "ground_attack", "destruction"}
_AT_A_BORDER = {*_STRIKING, "killing", "abduction", "arrest", "siege"}
_BORDERS = {"الحدود", "حدود", "حدودها", "حدوده", "الحدودي", "الحدوديه"}
_BORDERING = 4  # tokens from the word for a border to the second of those whose it is
_POSITIONS = word_class("nobodys_positions")
_TURNING = {
    "ولم",
    "ولا",
    "ولن",
    "لكن",
    "ولكن",
    "فيما",
    "بينما",
}  # and not (thrice), but (twice), while (twice)


def acted_on(around: Around, rest: Sequence[Chunk], trigger: Trigger) -> list[Chunk]:
    """Who is acted on: a free chunk or one after على / ضد; of a struck thing, its owner."""
    if trigger.kind == "capture" and (losers := taken_from(around, rest, trigger)):
        return losers
    for chunk in rest:
        if chunk.kind not in PEOPLE:
            continue
        if chunk.kind == "state" and trigger.kind in _AT_A_BORDER and on_a_border(around.tokens, chunk):
            continue
        if and_his(around, trigger, chunk):
            continue
        if _does_something_else(around, trigger, chunk):
            break
        barred = trigger.kind == "sanction" and chunk.kind == "state" and chunk.prep in ("الي", "من")
        if chunk.kind == "state" and as_place(chunk) and not barred:
            continue
        if barred:
            return coordinated(chunk, rest)  # حظر تصدير السلاح **إلى X**
        # تدخلت وساطة بعد هجوم **من قبل X**: one with X, all the same
        if trigger.kind not in BETWEEN and by_whom(around.tokens, chunk):
            continue  # قصفت X بلدة Y المحاصرة **من قبل** Z: who did something else to it
        if trigger.kind == "displacement" and (chunk.sort in WEAPONS or _aboard(around, chunk)):
            continue  # أجلت X رعاياها على متن **طائرة عسكرية**: what they were taken away in
        if (chunk.sort in ("air", "artillery", "drone") and chunk.kind == "group") or chunk.sort in (
            "monitor", "media",
        ) or (chunk.sort == "described" and chunk.name.startswith(REPORTERS)):  # fmt: skip
            continue
        # فك الحصار **عن** X, أفرجت X **عن** Y, رفع العقوبات **عن** X
        lifted = trigger.kind in ("siege", "release", "sanction") and chunk.prep == "عن"
        if not chunk.prep or lifted or chunk.prep in AGAINST or chunk.prep in ("ل", "من", "في", "ب"):
            if chunk.prep in ("من", "في", "ب") and not _owned(chunk, rest):
                continue
            return coordinated(chunk, rest)
    return struck_things(around, rest, trigger) if trigger.kind in _STRIKING else []


def _does_something_else(around: Around, trigger: Trigger, chunk: Chunk) -> bool:
    """استهداف سفينة، **ولم تؤكد X** ذلك: is who is named next the subject of a verb of a clause of its own?"""
    verb = chunk.first - 1
    return (
        verb > trigger.last
        and not chunk.prep
        and verb in around.clauses.verbs
        and around.tokens[verb - 1].fold in _TURNING
        and all(other.first != verb for other in around.triggers)
    )


def and_his(around: Around, trigger: Trigger, chunk: Chunk) -> bool:
    """قصفت X الفلانية **ومرتزقتها** بلدة Y: who is joined by و to what stands between him and the verb, by a pronoun, is no object of it."""
    word = around.tokens[chunk.first].fold
    return (
        trigger.form in VERBAL
        and chunk.kind in ("group", "actor")
        and not chunk.joined
        and not chunk.prep
        and word.startswith("و")
        and word.endswith(("ها", "هم", "ه"))
        and not around.tokens[chunk.first].ta
        and not chunk.name.startswith("و")
        and chunk.last - chunk.first == 1
    )


def on_a_border(tokens: Sequence[Token], chunk: Chunk) -> bool:
    """على الحدود بين X **وY**, على حدود X مع **Y**: a state that is named to tell where its border runs."""
    lead = tokens[max(0, chunk.first - _BORDERING) : chunk.first]
    at = next((n for n in range(len(lead) - 1, -1, -1) if lead[n].fold.lstrip("وبل") in _BORDERS), None)
    if at is None:
        return False
    between = lead[at + 1 :]
    if not between:
        return lead[at].fold.endswith("حدود") and not lead[at].fold.endswith("الحدود")
    return between[0].fold in ("بين", "مع") or between[-1].fold == "مع"


def _aboard(around: Around, chunk: Chunk) -> bool:
    """**على متن** سفينة: on board of."""
    return any(t.fold == "متن" for t in around.tokens[max(0, chunk.first - 2) : chunk.first])


def taken_from(around: Around, rest: Sequence[Chunk], trigger: Trigger) -> list[Chunk]:
    """انتزع X بلدة Y **من** Z, تحرير بلدة Y **من** Z: whose it was, where only the place stands before."""
    for chunk in rest:
        if chunk.kind == "place" and (not chunk.prep or chunk.prep == "علي" or chunk.joined):
            continue
        begins = chunk.first
        backed = around.at.within(max(trigger.last, begins - 3), begins, "backed_by")
        some = around.at.within(max(trigger.last, begins - 2), begins, "group_heads")  # **مسلحون** من Z
        loses = (
            chunk.prep == "من"
            and around.tokens[begins - 1].fold == "من"
            and chunk.kind in ("actor", "group")
            and chunk.sort not in ("civilians", "protesters")
            and not (backed or some)
            and not around.clauses.verb_between(trigger.last, begins)
            and any(c.kind == "place" and trigger.last <= c.first and c.last <= begins for c in around.chunks)
        )
        return coordinated(chunk, rest) if loses else []
    return []


def struck_things(around: Around, rest: Sequence[Chunk], trigger: Trigger) -> list[Chunk]:
    """What was struck, where nobody is: a thing named without a preposition or after على, ل or ب."""
    for chunk in rest:
        if (
            (chunk.kind == "object" or (chunk.kind == "place" and chunk.sort == "site"))
            and chunk.prep in ("", "علي", "ل", "ب")
            and chunk.first - trigger.last <= 6
            and around.tokens[chunk.first].fold not in _POSITIONS
        ):
            return [chunk]
    return []


def _owned(chunk: Chunk, rest: Sequence[Chunk]) -> bool:
    """مواقع لتنظيم X, عناصر من X: the chunk completes the thing or group right before it."""
    return any(c.kind in ("object", "group") and 0 <= chunk.first - c.last <= 2 for c in rest)


def addressees(event: Event, rest: Sequence[Chunk]) -> list[Chunk]:
    """Whom a statement is aimed at: اتهم X **Y** بـ, طالب **Y** بـ, ندد بقصف **Y**."""
    for chunk in rest:
        if chunk.kind in PEOPLE and not (chunk.kind == "state" and chunk.prep in ("في", "داخل")):
            if chunk.kind == "group" and chunk.sort == "civilians" and event.kind == "accusation":
                continue
            if chunk.prep in ("عن", "لصالح", "لدي"):  # فك الحصار عن X: said of them, not to them
                continue
            return coordinated(chunk, rest)
    return []


def add_struck(around: Around, event: Event, rest: Sequence[Chunk]) -> None:
    """An explosion or falling shell: استهدف X, على X, ب X: people there are its targets."""
    if not event.targets:
        event.targets = acted_on(around, rest, event.trigger)

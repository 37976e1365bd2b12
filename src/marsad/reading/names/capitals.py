"""Cities that stand for who governs from them: توسط X بين **الرياض** و**صنعاء**, **باريس** طردت دبلوماسيين, عقوبات على **دمشق**.

A capital is where something happened unless the words around it are of what governments do with one another. Where a
word for talks or a deal governs بين, whatever city follows it is a party, of the registry or not.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from marsad.lexicon.word_classes import AND_BY_FOR, is_one_of, word_class
from marsad.reading.grammar.scan import PREPOSITIONS
from marsad.reading.names.actors import Actors
from marsad.reading.names.lands import CAPITAL
from marsad.reading.records import SEAT, Chunk
from marsad.reading.sources.statements import statement_at
from marsad.reading.sources.words import STATEMENTS
from marsad.text.fold import fold

# Rules whose nouns take two sides behind بين.
_BETWEEN = ("mediation.", "negotiation.", "agreement.", "ceasefire.", "release.")
# Rules whose verbs governments do, and whose nouns are aimed at one: تحذيرا إلى **بغداد**.
_OFFICIAL = (
    "sanction.",
    "demand.",
    "threat.",
    "accusation.",
    "rejection.",
    "support.",
    "mediation.",
    "agreement.",
    "aid.",
)
_STRIKING = word_class("strikes_a_place")
_SHAKING = {"هز", "هزت", "يهز", "تهز"}  # shook, shakes
_THEIR_FORCES = {"قواته", "قواتها", "قواتهم", "قواتنا"}  # his, her, their, our forces
_STRIKING_OF = word_class("striking_of_a_place")
_RELATIVE = word_class("relative_pronouns")
_SPOKEN = (*STATEMENTS, "mediation.mediate")
_AIMED = ("sanction.", "demand.", "threat.", "accusation.", "support.")
_AT = {"علي", "الي", "ل", "ضد"}  # on, to, against
_AGAINST_WHOM = {"مع", "ضد", "و"}  # with, against, and
_HELD_IN = word_class("talks_held_in_a_city")
_TIES = word_class("ties_of_governments")
_WAYS = word_class("ways_between_towns")
_PRESSURE = {"ضغوط", "ضغوطا", "ضغط", "ضغطا"}  # pressure, pressures
_ADJECTIVES = 3  # words that may stand between such a noun and its preposition
_FINITE = ("past", "present")
_TOWNS = ("city", "town")
_RULING = ("government", "state", "igo")
_CITIES = ("place", "anaphor")  # kinds of mentions that may be the bare name of one
_PAIRED = ("actor", "state", "anaphor", "group", "person")


def as_governments(actors: Actors, found: Sequence[Chunk]) -> list[Chunk]:
    """The mentions of a sentence, cities among them that stand for a side made parties."""
    out = list(found)
    for at, chunk in enumerate(out):
        if chunk.kind == "state" and (city := _called_like_its_state(actors, chunk)) is not None:
            out[at] = city
            continue
        if chunk.kind not in _CITIES or not _is_city(actors, chunk):
            continue
        if _fought_at(actors, chunk):
            if chunk.kind != "place":
                out[at] = replace(chunk, kind="place", sort="city", ref=None)
        elif chunk.kind == "anaphor" and _where_they_talk(actors, out, at):
            out[at] = replace(chunk, kind="place", sort="city", ref=None)
        elif _of_a_pair(actors, out, at) or _speaks(actors, chunk):
            out[at] = _government(actors, chunk) or replace(chunk, kind="actor", sort="described", ref=None)
        elif _does(actors, out, at) or _is_aimed_at(actors, chunk):
            out[at] = _government(actors, chunk) or chunk
        elif chunk.kind == "anaphor" and _is_struck(actors, chunk, out[at - 1] if at else None):
            out[at] = replace(chunk, kind="place", sort="city", ref=None)
        elif chunk.kind == "anaphor" and at and _a_second_place(out[at - 1], chunk):
            # الطريق بين دمشق **وبيروت**
            out[at] = replace(chunk, kind="place", sort="city", ref=None)
    return out


def _called_like_its_state(actors: Actors, chunk: Chunk) -> Chunk | None:
    """في **العاصمة تونس**, في **تونس العاصمة**: the city, where its state is called so too."""
    tokens, at = actors.tokens, chunk.first - 1
    before = tokens[at].fold if at >= 0 else ""
    first, last, prep = chunk.first, chunk.last, chunk.prep
    if before.removeprefix("ب").removeprefix("و") == CAPITAL:
        first, prep = at, "ب" if before.startswith("ب") else ""
        if at and not prep and tokens[at - 1].fold in PREPOSITIONS:
            prep = tokens[at - 1].fold
    elif last < len(tokens) and tokens[last].fold == CAPITAL:
        last += 1
    else:
        return None
    gazetteer = actors.toponyms.gazetteer
    places = gazetteer.lookup(fold(chunk.name)) if gazetteer is not None else ()
    place = next((p for p in places if p.kind in _TOWNS and p.country == chunk.country), None)
    if place is None:
        return None
    return replace(
        chunk,
        first=first,
        last=last,
        kind="place",
        sort="city",
        prep=prep,
        ref=place.id,
        country=place.country,
    )


def _is_struck(actors: Actors, chunk: Chunk, before: Chunk | None) -> bool:
    """الهجوم الذي استهدف **تل أبيب**, صاروخ ضرب **كييف**, بقصف **دمشق**: right behind a verb or noun of striking that is no government's by its form, it is where.

    So it is behind the verb and who struck, قصف الحوثيون **الرياض**, and where he stands before the verb, قواته قصفت **تل أبيب**.
    """
    here = chunk.first - 1
    if chunk.prep or chunk.joined or here < 0 or not actors.toponyms.city(fold(chunk.name)):
        return False
    subject = before is not None and not before.prep and before.kind in _PAIRED
    if subject and before is not None and before.last == chunk.first and before.first:
        here = before.first - 1
        if actors.tokens[here].fold.removeprefix("و").removesuffix("ت") in _STRIKING:
            return True
    if here < 1:
        return False
    word = actors.tokens[here].fold.removeprefix("و")
    if word in _SHAKING or any(
        t.fold.removeprefix("و") in _SHAKING for t in actors.tokens[max(0, here - 2) : here]
    ):
        return True  # انفجارات هزت **طهران**, هز انفجار عنيف **بغداد**
    led = actors.tokens[here - 1]
    told = subject and before is not None and before.last == here
    if led.fold in _RELATIVE or told or led.fold in _THEIR_FORCES:  # الصواريخ التي **استهدفت** الرياض
        word = word.removesuffix("ت")
    return word in _STRIKING or (word[:1] in ("ب", "ل") and word[1:] in _STRIKING_OF)


def _fought_at(actors: Actors, chunk: Chunk) -> bool:
    """تفجير **بغداد**, اشتباكات **الخرطوم**: annexed to a noun of an explosion or of fighting, which no government has, it is where."""
    here = chunk.first - 1
    if chunk.prep or chunk.joined or here < 0 or not actors.toponyms.city(fold(chunk.name)):
        return False
    after = actors.tokens[chunk.last].fold if chunk.last < len(actors.tokens) else ""
    return after not in _AGAINST_WHOM and any(
        hit.term.layer == "rule"
        and hit.term.form == "noun"
        and hit.term.ref.startswith(("explosion.", "armed_clash."))
        and not hit.cut.before.endswith("ال")
        for hit in actors.at.any(here)
    )


def _where_they_talk(actors: Actors, found: Sequence[Chunk], at: int) -> bool:
    """انتهت جولة **مفاوضات القاهرة**: right behind talks a city is where they are held, unless "with" or another city follows."""
    chunk = found[at]
    if chunk.prep or chunk.joined or not chunk.first or not actors.toponyms.city(fold(chunk.name)):
        return False
    if not is_one_of(actors.tokens[chunk.first - 1].fold, _HELD_IN, (*AND_BY_FOR, "ف")):
        return False
    follows = found[at + 1] if at + 1 < len(found) else None
    if follows is not None and follows.joined and follows.first == chunk.last:
        return False  # محادثات **أنقرة وموسكو**
    return chunk.last >= len(actors.tokens) or actors.tokens[chunk.last].fold != "مع"


def _a_second_place(before: Chunk, chunk: Chunk) -> bool:
    return before.kind == "place" and before.prep == "بين" and chunk.joined and before.last == chunk.first


def _is_city(actors: Actors, chunk: Chunk) -> bool:
    """Is it the bare name of a city: no "city of", no "north of"?"""
    if chunk.kind == "place":
        return chunk.sort in _TOWNS and not chunk.near and len(chunk.name.split()) == chunk.last - chunk.first
    return chunk.kind == "anaphor" and chunk.sort == "name" and _known(actors, chunk) is not None


def _known(actors: Actors, chunk: Chunk) -> str | None:
    """The government of the registry that a capital may stand for."""
    hit = actors.at.layer(chunk.first, "actor")
    if hit is None or hit.last != chunk.last:
        return None
    alias = actors.lexicon.tones.get((" ".join(hit.term.words), hit.term.ref))
    official = actors.lexicon.actors[hit.term.ref].kind in _RULING
    return hit.term.ref if alias is not None and alias.tone == "ambiguous" and official else None


def _government(actors: Actors, chunk: Chunk) -> Chunk | None:
    ref = _known(actors, chunk)
    if ref is None:
        return None
    # What it is called elsewhere in the report is for ``reference`` to see.
    return replace(chunk, kind="anaphor", sort=SEAT, ref=ref, country=actors.lexicon.actors[ref].country)


def _of_a_pair(actors: Actors, found: Sequence[Chunk], at: int) -> bool:
    """بين **X** وY, بين X و**Y**: does a word for what stands between two sides govern it?"""
    chunk = found[at]
    if chunk.prep != "بين":
        return False
    first = at
    while first and found[first].joined:
        first -= 1
    pair = found[first : first + 2]
    if len(pair) < 2 or not pair[1].joined or pair[0].prep != "بين":
        return False
    if not all(c.kind in _PAIRED or _is_city(actors, c) for c in pair):
        return False
    return _stands_between(actors, found, pair[0].first - 1)


def _stands_between(actors: Actors, found: Sequence[Chunk], here: int) -> bool:
    """Does a word for what two sides have with one another govern the بين at ``here``, past its adjectives and where it is?

    مفاوضات **غير مباشرة** بين, المباحثات **في القاهرة** بين, توسطت **عمان** بين; but not الطريق بين.
    """
    tokens = actors.tokens
    if here < 1 or tokens[here].fold.removeprefix("و") != "بين":
        return False
    back, words = here - 1, 0
    while back >= 0 and words <= _ADJECTIVES and tokens[back].kind == "word":
        if _bare(tokens[back].fold) in _TIES or _rule(actors, back, _BETWEEN):
            return True
        chunk = next((c for c in found if c.first <= back < c.last), None)
        if chunk is not None:
            back = chunk.first - 1
            back -= chunk.kind == "place" and tokens[back].fold == "في"
            words += 1
            continue
        if actors.at.cue(back, "place_types", "object_heads") is not None or tokens[back].fold in _WAYS:
            return False  # الاتفاق على فتح **الطريق** بين X وY
        back -= 1
        words += 1
    return False


def _bare(word: str) -> str:
    for lead in ("وال", "بال", "لل", "ال"):
        if word.startswith(lead):
            return word.removeprefix(lead)
    return word


def _rule(actors: Actors, here: int, rules: tuple[str, ...], forms: tuple[str, ...] = ()) -> bool:
    """Does a word of one of these rules begin at a token?"""
    return any(
        hit.term.layer == "rule" and hit.term.ref.startswith(rules) and (not forms or hit.term.form in forms)
        for hit in actors.at.any(here)
    )


def _speaks(actors: Actors, chunk: Chunk) -> bool:
    """رفضت **تل أبيب** المقترح: a city right behind a verb in the feminine that only somebody can be the subject of."""
    return not chunk.prep and not chunk.joined and _official(actors, chunk.first - 1, _SPOKEN, ())


def _does(actors: Actors, found: Sequence[Chunk], at: int) -> bool:
    """**باريس** behind or before a verb in the feminine that a government is the subject of, or behind who speaks to it."""
    chunk = found[at]
    before = found[at - 1] if at else None
    if chunk.joined and before is not None:
        return (
            before.sort in ("government", SEAT) and before.last == chunk.first and before.prep == chunk.prep
        )
    if chunk.prep:
        return False
    if _official(actors, chunk.first - 1) or _official(actors, chunk.last):
        return True
    # طالبت الحكومة التركية **بغداد** بـ: right behind who speaks
    return (
        before is not None
        and before.last == chunk.first
        and before.kind in _PAIRED
        and not before.prep
        and statement_at(actors.at, before.first - 1) is not None
    )


def _official(
    actors: Actors, here: int, rules: tuple[str, ...] = _OFFICIAL, cues: tuple[str, ...] = ("saying", "light_agent")
) -> bool:  # fmt: skip
    """A finite verb in the feminine of what governments do: said, imposed, sent, expelled, demanded."""
    if not 0 <= here < len(actors.tokens):
        return False
    word = actors.tokens[here].fold.removeprefix("و").removeprefix("س")
    for hit in actors.at.any(here):
        term = hit.term
        if term.form not in _FINITE or hit.cut.after:
            continue
        if not (word.endswith("ت") if term.form == "past" else word.startswith("ت")):
            continue
        if term.layer == "cue" and term.ref in cues:
            return True
        if term.layer == "rule" and term.ref.startswith(rules) and term.ref not in actors.lexicon.faint:
            return True
    return False


def _is_aimed_at(actors: Actors, chunk: Chunk) -> bool:
    """وجهت X تحذيرا إلى **بغداد**, فرضت X عقوبات جديدة على **دمشق**: a noun of a statement or a sanction governs the preposition."""
    tokens = actors.tokens
    if chunk.prep not in _AT:
        return False
    here = chunk.first - 1 if tokens[chunk.first - 1].fold == chunk.prep else chunk.first
    for back in (here - 1, here - 2):
        if back < 0 or tokens[back].kind != "word":
            return False
        hits = actors.at.any(back)
        if _bare(tokens[back].fold) in _PRESSURE or any(
            hit.term.layer == "rule"
            and hit.term.form in ("noun", "phrase")
            and hit.term.ref.startswith(_AIMED)
            and hit.term.ref not in actors.lexicon.faint
            for hit in hits
        ):
            return True
        if any(hit.term.layer == "rule" for hit in hits):
            return False
    return False

"""Who is told by an office: **محافظ عدن** (the governor of Aden), **رئيس المجلس المحلي** (the head of the local council).

In killings and abductions the victim often has an office and no name; without it only what he is over is left.
"""

from __future__ import annotations

from msgspec.structs import replace

from marsad.lexicon.terms import Hit
from marsad.reading.grammar.scan import COMMAS, PREPOSITIONS, quoted, surface
from marsad.reading.names.actors import Actors
from marsad.reading.names.forces import titled
from marsad.reading.names.no_names import no_title
from marsad.reading.names.organisations import organisation
from marsad.reading.names.person_names import PersonNames
from marsad.reading.names.toponyms import Toponyms
from marsad.reading.records import VERBAL, Chunk

_SINCE = {"السابق", "السابقه", "الاسبق", "الحالي", "الجديد"}  # former, present, new
_REACH = 10  # words behind an office within which its holder is named
_ONE = ("وفد", "وفود", "بعث")
_DESCRIBED = 4  # words from a delegation to the adjective of its country
_IMAM = "امام"  # folded: an imam, or "in front of"


def holder(actors: Actors, names: PersonNames, toponyms: Toponyms, at: int, last: int) -> Chunk | None:
    """Who holds an office, without the noun of an event behind it (وصف وزير الخارجية الإيراني **العقوبات** الأميركية بأنها …)."""
    found = (
        _holder(actors, names, toponyms, at, last)
        or _of_state(actors, names, at, last)
        or _delegation(actors, at, last)
    )
    if found is None:
        return None
    for here in range(at + 2, found.last):
        if actors.at.layer(here - 1, "demonym") is not None and actors.at.layer(here, "rule") is not None:
            name = surface(actors.text, actors.tokens, at, here, None)
            return replace(found, last=here, name=name)
    return found


def strange_holder(actors: Actors, names: PersonNames, hit: Hit, last: int) -> Chunk | None:
    """وزير الخارجية الأوكراني **دميترو كوليبا**: who holds an office that the registry has as its state's, by a foreign name."""
    if actors.at.cue(hit.first, "person_titles") is None or hit.cut.before not in ("", "ال", "و"):
        return None
    first = hit.last + (hit.last < last and actors.tokens[hit.last].fold in COMMAS)
    length = names.foreign(first, last)
    if not length and first < last:
        first += actors.at.cue(first, "person_titles") is not None  # وزير الخارجية الكويتي **الشيخ** فلان
        length = _name_of_holder(actors, names, first, last, aside=first > hit.last)
    if not length:
        return None
    name = surface(actors.text, actors.tokens, first, first + length, None)
    country = actors.registered(hit).country
    return names.remember(Chunk(hit.first, first + length, "person", name, sort="person", country=country))


def _name_of_holder(actors: Actors, names: PersonNames, first: int, last: int, *, aside: bool) -> int:
    """وزير الدفاع الأميركي، **فلان**، : how many words past a comma or a title are the name of who holds the office."""
    if not aside or first >= last:
        return 0
    length, tokens = names.length(first, last), actors.tokens
    if length >= 2 and (
        actors.lexicon.given_name(tokens[first].fold) or actors.at.cue(first - 1, "person_titles") is not None
    ):
        return length
    close = next((at for at in range(first + 2, min(last, first + 4)) if tokens[at].fold in COMMAS), None)
    plain = close is not None and all(_in_a_name(actors, at) for at in range(first, close))
    return close - first if close is not None and plain else 0


def _in_a_name(actors: Actors, at: int) -> bool:
    """بن والاس, جيم ماتيس: may a word between two commas be of a name, by what it is not?"""
    word = actors.tokens[at]
    return (
        word.kind == "word"
        and word.fold not in PREPOSITIONS
        and not word.fold.startswith(("ال", "و" if at and actors.tokens[at - 1].fold not in COMMAS else "ال"))
        and not any(hit.term.layer == "rule" or hit.term.form in VERBAL for hit in actors.at.any(at))
    )


def _delegation(actors: Actors, at: int, last: int) -> Chunk | None:
    """زار **وفد أمني مصري** X, مع **مسؤولين سعوديين**: those who come for a state, by the adjective behind what they are."""
    head = actors.at.cue(at, "delegations")
    if head is None or head.cut.after:
        return None
    tokens = actors.tokens
    one = head.term.words[0].startswith(_ONE)
    between = head.cut.before == "و" and any(t.fold == "بين" for t in tokens[max(0, at - _DESCRIBED) : at])
    if not one and not between and not (at and tokens[at - 1].fold in PREPOSITIONS):
        return None  # قال **مسؤولون** أميركيون: they only tell; but بين مسؤولين أتراك **ومسؤولين** سوريين
    definite = head.cut.before.endswith("ال")
    for here in range(head.last, min(last, head.last + _DESCRIBED)):
        if tokens[here].kind != "word" or tokens[here].fold in PREPOSITIONS:
            return None
        nation = actors.at.layer(here, "demonym")
        if nation is None:
            if tokens[here].fold.startswith("ال") != definite or any(
                hit.term.form in VERBAL for hit in actors.at.any(here)
            ):
                return None
            continue
        if nation.cut.before != ("ال" if definite else "") and not definite:
            return None
        country = nation.term.ref.partition(":")[0]
        name = surface(actors.text, tokens, at, nation.last, head.cut)
        return Chunk(
            at,
            nation.last,
            "actor",
            name,
            ref=actors.army(country, "person"),
            sort="government",
            country=country,
        )
    return None


def _of_state(actors: Actors, names: PersonNames, at: int, last: int) -> Chunk | None:
    """استقبل **رئيس الوزراء** وفدا: an office that a state has one of, of whatever state, where the report names no holder.

    Not what is his (مكتب **رئيس الوزراء**), nor where his name follows.
    """
    office = actors.at.cue(at, "state_offices")
    if office is None or office.cut.after:
        return None
    title = office.term.words[0]
    if any(known == title for known, _ in names.offices) or _in_idafa(actors, at):
        return None
    here = office.last
    here += here < last and actors.tokens[here].fold in COMMAS
    if here < last and (
        actors.lexicon.given_name(actors.tokens[here].fold)
        or ((known := actors.best(here, last)) is not None and actors.registered(known).kind == "person")
        or names.length(here, last) >= 2
    ):
        return None
    name = surface(actors.text, actors.tokens, at, office.last, office.cut)
    return Chunk(at, office.last, "person", name, sort="person")


def _in_idafa(actors: Actors, at: int) -> bool:
    """نائب **رئيس الوزراء**, مكتب **رئيس الوزراء**: a noun without the article, which is no verb, right before it."""
    token = actors.tokens[at - 1] if at else None
    if token is None or token.kind != "word" or token.fold.startswith("ال") or token.fold in PREPOSITIONS:
        return False
    if actors.tokens[at].fold.startswith(("و", "ب", "ل")) and not actors.tokens[at].fold.startswith("وزير"):
        return False
    return not any(hit.term.form in VERBAL for hit in actors.at.any(at - 1))


def _holder(actors: Actors, names: PersonNames, toponyms: Toponyms, at: int, last: int) -> Chunk | None:
    """Somebody by title and name, or by an office and what it is over, where that is a place, a body no list knows or a
    numbered unit, and no name follows."""
    named = titled(actors, names, at, last)
    head = actors.at.cue(at, "offices")
    if head is None or head.cut.after or head.cut.before.endswith("ال") or head.last >= last:
        return named
    token = actors.tokens[at]
    if head.cut.stem == _IMAM and "إ" not in actors.text[token.start : token.end]:
        return named
    if no_title(actors, at):
        return None
    end = _over(actors, names, toponyms, head.last, last)
    if end is None:
        return named
    if named is not None and named.last > end and (
        named.ref is not None or named.last - len(named.name.split()) >= end
    ):  # fmt: skip
        return named
    first = _called(actors, names, end, last)
    length = names.length(first, last) if first < last else 0
    if length >= 2 and actors.lexicon.given_name(actors.tokens[first].fold):
        name = surface(actors.text, actors.tokens, first, first + length, None)
        return names.remember(Chunk(at, first + length, "person", name, sort="person"))
    return Chunk(at, end, "person", surface(actors.text, actors.tokens, at, end, head.cut), sort="person")


def _called(actors: Actors, names: PersonNames, at: int, last: int) -> int:
    """Where a name can begin after an office: right there, after a comma, after "former", or after whose it is and a title
    (رئيس المجلس **للمقاومة بتعز الشيخ** حمود)."""
    tokens = actors.tokens
    if at < last and tokens[at].fold == "(" and actors.at.cue(at + 1, "directions") is not None:
        at = quoted(tokens, at, last, 4) or at  # محافظ المهرة **(شرق البلاد)**، فلان
    if at < last and (tokens[at].fold in COMMAS or tokens[at].fold in _SINCE):
        return at + 1
    for here in range(at, min(at + 6, last - 2)):
        word = tokens[here].fold
        if actors.at.cue(here, "person_titles") and names.length(here + 1, last) >= 2:
            return here + 1
        if not word.startswith(("ل", "ب", "ال")) or any(h.term.form in VERBAL for h in actors.at.any(here)):
            break
    return at


def _named_further_on(actors: Actors, names: PersonNames, at: int, last: int) -> bool:
    """مدير مكتب المفوضية في البصرة، **حسين الكناني**: does the name of who holds the office follow in its clause?"""
    for here in range(at, min(at + _REACH, last)):
        token = actors.tokens[here]
        if token.kind == "word" and actors.lexicon.given_name(token.fold) and names.length(here, last) >= 2:
            return True
        if any(hit.term.form in VERBAL for hit in actors.at.any(here)):
            return False
    return False


def _over(actors: Actors, names: PersonNames, toponyms: Toponyms, at: int, last: int) -> int | None:
    """Where that ends which the office is over."""
    unit = actors.at.cue(at, "office_units")
    if unit is not None and unit.last < last and actors.tokens[unit.last].kind == "number":
        end, arms = unit.last + 1, actors.lexicon.listed("unit_arms")
        while end < last and end - unit.last < 3 and actors.tokens[end].fold.removeprefix("ال") in arms:
            end += 1
        return end
    known = actors.best(at, last)
    if known is not None and not actors.is_city(known):
        body = organisation(actors, at, last) if known.last == at + 1 else None
        return body.last if body is not None and body.last > known.last else None
    place = toponyms.typed(at, last)
    if place is not None:
        return place.last
    body = organisation(actors, at, last)
    if body is not None:
        return body.last
    named = toponyms.known_name(at, last)
    if named is not None:
        return named.last
    thing = actors.at.cue(at, "object_heads", "place_types", "org_heads", "office_things")
    if (
        thing is not None
        and not thing.cut.before
        and not thing.cut.after
        and not _named_further_on(actors, names, thing.last, last)
    ):
        return thing.last  # إمام **مسجد**, مدير **مدرسة**, قائد **كتيبة**
    word = actors.tokens[at].fold  # a word that may be a verb elsewhere (عدن) is none after an office
    return at + 1 if toponyms.seat(word) and not actors.lexicon.given_name(word) else None

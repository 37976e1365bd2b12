"""A source that no word for sources begins: "قال **العاملون في الميناء** إن", "وبحسب **إدارة القرية**،"."""

from __future__ import annotations

from collections.abc import Sequence, Set

from marsad.reading.grammar.scan import COMMAS, PREPOSITIONS, QUOTES, quoted, surface
from marsad.reading.records import Chunk
from marsad.reading.sources.known import KnownSources, Phrase, bare
from marsad.reading.sources.names import NAMES_TOO
from marsad.reading.sources.words import DAYS, NOBODY, PARTS, RELATIVES, STOPS, THAT
from marsad.text.tokens import Token

_CITING = ("", "بحسب", "وفق", "حسب")
_SEATS = {"city", "town"}
_GOES_ON = {"عن", "نقلا"}
_PREFERRED, _NOT_TO = (
    {"فضل", "فضلت", "اثر", "اثرت"},
    {"عدم", "الا", "حجب"},
)  # preferred; not, not to, withholding


def plain_source(known: KnownSources, here: int, last: int) -> Phrase | None:
    """Whatever stands between a verb of saying and its "that": "قال العاملون في الميناء إن"."""
    tokens = known.tokens
    if here >= last or tokens[here].kind != "word":
        return None
    if (somebody := before_office(known, here, last)) is not None:
        return somebody
    if bare(tokens[here].fold) in NOBODY:
        return None
    if (
        town := by_its_seat(known, here, last, THAT | _GOES_ON) or _by_last_name(known, here, last)
    ) is not None:
        return town
    stop = next((k for k in range(here, min(last, here + 12)) if _opens(known, k, last)), None)
    word = tokens[here].fold
    if (
        stop is None
        or stop - here < 1
        or known.own(here, last)
        or word in PREPOSITIONS
        or word in DAYS
        or word in STOPS
        or known.verb(here)
    ):
        return None
    if word[:1] in ("ب", "ل") and (known.clitic(here, word[0]) or word in ("بيان",)):
        return None
    end = here
    while end < stop and end - here < 4:
        word = tokens[end].fold
        if (
            tokens[end].kind != "word"
            or word in DAYS
            or word in RELATIVES
            or word in STOPS
            or known.verb(end)
        ):
            break
        if word in PREPOSITIONS and (end - here > 1 or word not in ("في", "من")):
            break
        if word == "في" and end + 1 < stop and (known.spoken_in(end + 1) or tokens[end + 1].fold == "وقت"):
            break  # قال المطيري **في مقابلة** مع
        if end > here and word[:1] == "ل" and known.clitic(end, "ل"):
            break
        if prefers_not(tokens, end, stop):
            break
        end += 1
    while end > here and tokens[end - 1].fold in PREPOSITIONS:
        end -= 1
    if stop - end > 4 and tokens[end].fold not in COMMAS and tokens[end].fold not in PREPOSITIONS:
        return None
    first = tokens[here].fold
    named = known.apposed(here, stop + 1)
    if named is not None and named.last <= stop and unlike_prose(known, named):
        return Phrase((named,), named.last)
    if not first.startswith("ال") and not first.endswith(("ون", "ين", "ات", "ان")):
        return None
    if end == here or (
        end - here == 1 and not tokens[here].fold.startswith("ال") and len(tokens[here].fold) < 4
    ):
        return None
    person = known.person(end, last)
    if person is not None and person.first <= stop:
        return Phrase((person,), person.last)
    name = surface(known.text, tokens, here, end, None)
    return Phrase((Chunk(here, end, "source", trim(name), sort="described"),), end)


def by_its_seat(known: KnownSources, here: int, last: int, ends: Set[str]) -> Phrase | None:
    """وتحدثت **كييف** عن, وقالت **دمشق** إن, بحسب **مقديشو**: a government by its seat, one of ``ends`` or nothing behind it."""
    place = next((c for c in known.chunks if c.first == here and c.prep in _CITING), None)
    if place is None:
        return None
    if not (place.kind == "place" and place.sort in _SEATS) and place.sort != "unresolved":
        return None
    if place.last < last and known.tokens[place.last].fold not in ends:
        return None
    return Phrase((Chunk(here, place.last, "source", place.name, sort="described"),), place.last)


def _by_last_name(known: KnownSources, here: int, last: int) -> Phrase | None:
    """وقالت **غراندي** إن, وأضاف **روي**: …: one word that prose has not, right before what is said, is a name."""
    token = known.tokens[here]
    if here + 1 >= last or known.at.any(here) or len(token.fold) < 4 or known.common(token.fold):
        return None
    after = known.tokens[here + 1].fold
    bound = token.fold.endswith(("ها", "هم", "نا")) or (token.fold.endswith("ه") and not token.ta)
    if after in COMMAS and here + 2 < last:
        after = known.tokens[here + 2].fold  # وأكد **فلان**، أن
        opens = after in THAT
    else:
        opens = after in THAT or after in (":", "نقلا")
    if bound or token.fold.startswith("ال") or not opens:
        return None
    return Phrase((known.person_chunk(here, here + 1),), here + 1)


def before_office(known: KnownSources, here: int, last: int) -> Phrase | None:
    """قال **لام فول قبريال**، نائب المتحدث: two to four words before an office can only be a name."""
    tokens = known.tokens
    end = here
    while (
        end < last
        and end - here < 5
        and tokens[end].kind == "word"
        and not (
            (tokens[end].fold.startswith("ال") or end - here > 1)
            and known.at.cue(end, "person_titles", "source_heads")
        )
        and tokens[end].fold not in ("وهو", "وهي", "احد", "احدي")
    ):
        end += 1
    if end + 1 >= last:
        return None
    office = end + 1 if tokens[end].fold in COMMAS else end
    if end - here == 1 and office > end and known.at.cue(here, "given_names") is not None:
        # قال **أحمد**، 35 عاما، …, وقالت **مريم**، وهي نازحة من …: a first name alone, with who it is after it.
        told = tokens[office].kind == "number" or tokens[office].fold in ("وهو", "وهي")
        return Phrase((known.person_chunk(here, end),), end) if told else None
    if (
        end - here == 1
        and tokens[end].fold in ("وهو", "وهي")
        and known.at.cue(here, "given_names") is not None
    ):
        return Phrase((known.person_chunk(here, end),), end)  # وقالت **مريم** وهي نازحة من …
    if not 2 <= end - here <= 4:
        return None
    of = known.at.cue(office, "person_titles", "source_heads")
    if (of is None or of.cut.before[:1] == "ب") and not (
        tokens[office].fold in ("وهو", "وهي", "احد", "احدي")
        or (office > end and tokens[office].fold in PARTS)
    ):
        return None
    for at in range(here, end):
        word = tokens[at].fold
        if at > here and at == end - 1 and word.endswith("ي") and known.at.cue(at, "group_heads") is not None:
            continue  # حبيب شاه **أنصاري**: a family, and no supporters
        if (
            (word.startswith("ال") and at == here)
            or word in THAT | DAYS | STOPS | RELATIVES
            or (word in PREPOSITIONS and not (at == here and word == "علي"))
            or known.at.layer(at, "actor")
            or known.at.layer(at, "source")
            or known.at.layer(at, "demonym")
            or known.at.cue(at, "source_heads", "group_heads", "org_heads", "force_heads", "place_types")
            is not None
        ):
            return None
        if any(
            not (
                hit.term.ref in ("given_names", "sure_names", "locative")
                or hit.term.form in ("past", "present")
            )
            for hit in known.at.any(at)
        ):
            return None
    if tokens[here].fold in ("هنا", "ذلك", "هذا", "هذه") or tokens[end - 1].fold.endswith(("ها", "هم")):
        return None
    return Phrase((known.person_chunk(here, end),), end)


def prefers_not(tokens: Sequence[Token], at: int, last: int) -> bool:
    """شيخ قبلي **فضل عدم** ذكر اسمه: does it begin here that he would not be named?"""
    return tokens[at].fold in _PREFERRED and at + 1 < last and tokens[at + 1].fold in _NOT_TO


def unlike_prose(known: KnownSources, named: Chunk) -> bool:
    """Does it have a given name or a word that prose has not, and no event and no pronoun?"""
    words = [known.tokens[k].fold for k in range(named.first, named.last)]
    told = any(
        h.term.layer == "rule" and known.tokens[k].fold not in NAMES_TOO
        for k in range(named.first, named.last)
        for h in known.at.any(k)
    )
    bound = any(len(word) > 3 and word.endswith("ها") for word in words) or words[0] in (
        "فيه",
        "فيها",
        "هنا",
        "به",
    )
    return (
        not told
        and not bound
        and (
            known.at.cue(named.first, "given_names") is not None
            or any(not known.common(word) for word in words)
        )
    )


def until_comma(known: KnownSources, here: int, last: int) -> Phrase | None:
    """وبحسب **إدارة القرية**، …: a body told only by what it is."""
    tokens = known.tokens
    end = next(
        (k for k in range(here, min(last, here + 6)) if tokens[k].fold in COMMAS or tokens[k].fold == "."),
        here,
    )
    words = tokens[here:end]
    if not 2 <= len(words) <= 5 or any(
        t.kind != "word" or t.fold in PREPOSITIONS | STOPS | THAT for t in words
    ):
        return None
    if known.at.cue(here, "org_heads", "group_heads") is None or any(known.verb(k) for k in range(here, end)):
        return None
    name = surface(known.text, tokens, here, end, None)
    return Phrase((Chunk(here, end, "source", trim(name), sort="described"),), end)


def _opens(known: KnownSources, here: int, last: int) -> bool:
    """Does what is said begin here?"""
    token = known.tokens[here]
    return (
        token.fold in THAT
        or token.fold == ":"
        or (token.fold in QUOTES and quoted(known.tokens, here, last, 4) is None)
    )


def trim(name: str) -> str:
    """A name without marks at its ends; a pair of quotation marks inside it stays whole."""
    name = name.strip(" ،,:-–")
    marks = sum(name.count(mark) for mark in '"“”«»')
    if marks % 2:
        name = name.strip("\"“”«»' ")
    return name

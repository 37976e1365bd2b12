"""Names that only what happened there tells to be places: اشتباكات عنيفة في **القائم** بين …, قصف على **صور** أمس.

The gazetteer's name may be an ordinary word, and the word may be in no list at all (باخموت): it is a place where the word for an
event leads to it by a preposition of place and nothing follows that would make it a noun of the sentence.
"""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.places.build import COVERED
from marsad.places.records import SETTLEMENTS, Place
from marsad.reading.grammar.scan import PREPOSITIONS, surface
from marsad.reading.names.toponyms import Toponyms
from marsad.reading.records import Chunk
from marsad.reading.sources.words import RELATIVES
from marsad.reading.tables import tables_of
from marsad.text.clitics import Cut

_AT = {"في", "علي", "قرب", "داخل", "باتجاه", "نحو"}  # in, on, near, inside, towards (twice)
LEADING = frozenset({*_AT, *("و" + word for word in _AT)})
"""The words behind which a name is that ``happened_at`` tells."""
_FAR = 5  # words between the word for an event and the preposition: انفجرت عبوة بدورية للجيش في X
_TOWN = 30_000  # inhabitants; a smaller place that bears the name of an ordinary word is seldom meant
_KINDS = SETTLEMENTS | {"admin1"}
_NAMES = {"given_names", "sure_names"}
_FAMILIES = {"force", "coercion", "posture", "civic"}
# How ordinary nouns end more often than names do: plurals, duals, adjectives, "our", "their".
_NOUNS = ("ات", "ين", "ون", "ان", "يه", "اء", "ها", "هم", "تي", "نا")
_THAT = word_class("goes_on_after_a_place")
_PLACED = word_class("nobodys_positions")
_LYING = word_class("tells_on_of_a_place")
# How nouns of deeds and those of who does them begin, with the article: الاقتتال, التمشيط, المقتحمين.
_OF_DEEDS = ("الا", "الت", "الم")
_SHORT = 5  # letters: too few for a noun of a deed
_BODY = word_class("parts_of_the_body")


def happened_at(names: Toponyms, at: int, last: int, before: Chunk | None = None) -> Chunk | None:
    """The name that begins at token ``at`` if an event before it, or whose positions are there, tells that it is a place."""
    return _happened(names, at, last) or _positions(names, at, last, before)


def _happened(names: Toponyms, at: int, last: int) -> Chunk | None:
    tokens, gazetteer = names.tokens, names.gazetteer
    if gazetteer is None or tokens[at - 1].fold not in LEADING or not _told(names, at - 2):
        return None
    word = tokens[at].fold
    if (
        word in PREPOSITIONS
        or word in names.no_towns
        or (word[:1] == "و" and len(word) > 4)
        or names.owned(at)
    ):
        return None
    # Not the look-up of the other names, which stops before a number: كيلو 16.
    size = gazetteer.longest([t.fold for t in tokens[at : min(last, at + 4)]])
    found = gazetteer.lookup(" ".join(t.fold for t in tokens[at : at + size])) if size else ()
    place = found[0] if found else None
    end = at + max(1, size)
    if place is None and word.startswith("ال"):
        told = _definite(names, at, end, last)
    elif place is None:
        told = _unlisted(names, at) and _closed(names, end, last)
    else:
        told = (size > 1 or _meant(names, at, place)) and _closed(names, end, last)
    if not told:
        return None
    name = surface(names.text, tokens, at, end, Cut(word))
    return Chunk(at, end, "place", name, ref=place.id if place else None, sort=place.kind if place else "other",
                 country=place.country if place else "")  # fmt: skip


def _definite(names: Toponyms, at: int, end: int, last: int) -> bool:
    """اشتباكات في **الكنيبة** الواقعة شرق X: a name with its article, that no list knows and nothing ends like a noun."""
    word, upon = names.tokens[at].fold, names.tokens[at - 1]
    if upon.fold.endswith("علي") and names.text[upon.end - 1] == "ي":
        return False  # المنتج علي **السمودي**: somebody's name
    if word.startswith(_OF_DEEDS) and len(word) > _SHORT and not word.endswith("ا"):
        return False
    if word in _BODY or names.ordinary(word[2:]):
        return False
    if not _unlisted(names, at, article=True):
        # غارة على **العدوانية** برأس العين: it may end as an adjective does where a town by its name tells where it lies
        return word.endswith("يه") and not names.at.any(at) and _lies_in_a_town(names, end, last)
    after = names.tokens[end].fold if end < last else ""
    return after in _LYING or after[:1] == "ب" or _closed(names, end, last, which=True)


def _lies_in_a_town(names: Toponyms, end: int, last: int) -> bool:
    """برأس العين: "in" written to the name of a town or province."""
    if names.gazetteer is None or end >= last or names.tokens[end].fold[:1] != "ب":
        return False
    words = [token.fold for token in names.tokens[end : min(last, end + 3)]]
    words[0] = words[0][1:]
    size = names.gazetteer.longest(words)
    found = names.gazetteer.lookup(" ".join(words[:size])) if size else ()
    return bool(found) and found[0].kind in _KINDS and (size > 1 or not names.ordinary(words[0]))


def _positions(names: Toponyms, at: int, last: int, before: Chunk | None) -> Chunk | None:
    """مواقع الحوثيين في **الكنيبة**, تعزيزات في **رغوان**: behind a party's positions stands where they are, though no list knows it."""
    tokens = names.tokens
    if before is None or before.last != at - 1 or tokens[at - 1].fold != "في":
        return None
    head = before.first if before.kind == "object" else before.first - 1
    word = tokens[head].fold.removeprefix("و").removeprefix("ال") if head >= 0 else ""
    if word not in _PLACED or not _closed(names, at + 1, last, which=True):
        return None
    if not _unlisted(names, at, article=True):
        return None
    name = surface(names.text, tokens, at, at + 1, Cut(tokens[at].fold))
    return Chunk(at, at + 1, "place", name, sort="other")


def _meant(names: Toponyms, at: int, place: Place) -> bool:
    """Is the place of this one word meant by it, which may be an ordinary word or somebody's name as well?"""
    token = names.tokens[at]
    hits = [h for h in names.at.any(at) if not h.cut.before and h.term.form not in ("past", "present")]
    if place.kind not in _KINDS or any(h.term.layer == "demonym" for h in hits):
        return False
    near = place.country in COVERED
    if not hits and not names.ordinary(token.fold):
        return near or place.population >= _TOWN
    if (
        not near
        or place.population < _TOWN
        or any(h.term.ref not in _NAMES for h in hits if h.term.layer == "cue")
    ):
        return False
    if hits and names.tokens[at - 1].fold != "في" and any(h.term.ref in _NAMES for h in hits):
        return False  # في **عمران**, but not: إطلاق النار على **عمران**
    # إب and not آب, which is August
    written = names.text[token.start : token.end]
    return written in place.names or (token.fold.startswith("ال") and not hits)


def _told(names: Toponyms, at: int) -> bool:
    """Does a word for an event lead to this token, with nothing but its adjectives and doers between?"""
    for here in range(at, max(-1, at - 1 - _FAR), -1):
        token = names.tokens[here]
        if token.kind != "word" or token.fold in PREPOSITIONS or token.fold in _THAT:
            return False
        for hit in names.at.any(here):
            kind = hit.term.ref.partition(".")[0]
            if hit.term.layer == "rule" and names.lexicon.families.get(kind) in _FAMILIES:
                return True
    return False


def _unlisted(names: Toponyms, at: int, *, article: bool = False) -> bool:
    """A word that no list knows, without an article, if that is not allowed, or the ending of a noun: كيسمايو."""
    token = names.tokens[at]
    word = token.fold
    return not (
        len(word) < 4
        or (word.startswith("ال") and not article)
        or names.at.any(at)
        or (token.ta and not article)
        or word.endswith(_NOUNS)
        or names.ordinary(word)
        or names.lexicon.given_name(word)
        or (word[:1] in "بلك" and names.ordinary(word[1:]))
    )


def _closed(names: Toponyms, at: int, last: int, *, which: bool = False) -> bool:
    """Nothing follows that a noun would have: an adjective, a genitive, a relative clause if ``which`` does not allow it."""
    if at >= last or names.tokens[at].kind != "word":
        return True
    word = names.tokens[at].fold
    if word == "من":
        return False  # في **الحد** من X
    if which and word in RELATIVES:
        return True
    if word in PREPOSITIONS or word[:1] == "و" or word in tables_of(names.lexicon).time.words:
        return True
    return names.at.cue(at, "directions", "cause", "result") is not None

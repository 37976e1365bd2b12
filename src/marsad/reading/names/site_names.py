"""Names of sites and quarters that are ordinary words elsewhere: **معسكر خالد بن الوليد**, **أحياء كلابة والروضة والتحرير**."""

from __future__ import annotations

from marsad.lexicon.terms import Hit
from marsad.lexicon.word_classes import word_class
from marsad.places.records import SETTLEMENTS
from marsad.reading.grammar.scan import COMMAS, PREPOSITIONS
from marsad.reading.names.place_names import FATHER_OF, SIZES, Names
from marsad.reading.records import VERBAL
from marsad.reading.sources.words import DAYS, RELATIVES
from marsad.text.clitics import Cut

_OF_GOD = "الله"
_LONGEST = 4  # words of a person's name
HOUSE_KINDS = word_class("closes_a_house")
# Not a square: "the field of the fighting" (ميدان المواجهات) has no name.
_ONE_HOUSE = word_class("called_after_somebody") - {"ميدان", "ساحه"}
_PUBLIC = word_class("public_houses")
_WHICH = word_class("public_house_kinds")
_CLOSES = HOUSE_KINDS | _WHICH
_SEATED = word_class("seats_of_power")
_NO_HOUSE = DAYS | RELATIVES  # what no house is called by
_SHEIKH = {"الشيخ", "السيد", "السيده"}  # they begin names of quarters: الشيخ سالم
_QUARTER = "حي"
_HOUSE = "بيت"
_LEAST = 4  # letters of a name with its article, at least


_HONOURED = {"الملك", "الامير", "السلطان"}  # king, prince, sultan


def called_after(names: Names, at: int, last: int) -> int | None:
    """Where the name of somebody ends after whom a site is called: ساحة **سعد الله الجابري**; None where no name begins."""
    tokens = names.tokens
    if at + 1 < last and tokens[at].fold in _HONOURED and names.lexicon.given_name(tokens[at + 1].fold):
        return called_after(names, at + 1, last) or at + 2  # قاعدة **الملك خالد** الجوية
    if at >= last or not names.lexicon.given_name(tokens[at].fold) or tokens[at].fold[:1] == "و":
        return None
    end = at + 1
    while end < last and end - at < _LONGEST and tokens[end].kind == "word":
        word = tokens[end].fold
        of_name = (
            word in FATHER_OF
            or word == _OF_GOD
            or names.lexicon.given_name(word)
            or (word.startswith("ال") and (tokens[end - 1].fold in FATHER_OF or not names.at.any(end)))
        )
        if not of_name or word in PREPOSITIONS or word.startswith("و"):
            break
        end += 1
    if end - at == 1 and _family_name(names, end, last):
        end += 1
    return end if end - at >= 2 else None


def _family_name(names: Names, at: int, last: int) -> bool:
    """مستشفى كمال **عدوان** شمالي غزة: one word behind a given name, whatever it is elsewhere, with which the name ends."""
    if at >= last or names.tokens[at].kind != "word" or names.tokens[at - 2].fold not in _ONE_HOUSE:
        return False
    word = names.tokens[at].fold
    if word.startswith(("ال", "و", "ب", "ل")) or word in PREPOSITIONS or word in DAYS or word in _CLOSING:
        return False
    return names.at.cue(at, "directions") is None and goes_on(names, at + 1, last)


def titled_site(names: Names, at: int, last: int) -> int | None:
    """مستشفى **النداء الإنساني**, سجن **الحرية المركزي**: a definite noun, with the adjective that tells the kind of house.

    Behind a word for one house (مستشفى **العودة** في جباليا) it needs none: it is no adjective there, and so the name.
    """
    token = names.tokens[at]
    word = token.fold
    if token.kind != "word" or not word.startswith("ال") or len(word) <= _LEAST or word in _NO_HOUSE:
        return None
    if any(hit.term.layer in ("actor", "demonym") or hit.term.ref in _OTHERS for hit in names.at.any(at)):
        return None  # معسكر **الجيش الوطني**: whose it is
    closed = at + 1 < last and names.tokens[at + 1].fold in HOUSE_KINDS
    if not closed and at and names.tokens[at - 1].fold in _ONE_HOUSE and goes_on(names, at + 1, last):
        return at + 1
    return at + 2 if closed else None


def quarter(names: Names, kind: str, at: int) -> int | None:
    """حي **الفتح**, حي **الضاحية**: whatever is definite behind the word for a quarter is its name, for an adjective would not be."""
    word = names.tokens[at].fold
    named = kind == _QUARTER and word.startswith("ال") and len(word) > _LEAST and word not in _NO_HOUSE
    return at + 1 if named and names.tokens[at].kind == "word" else None


def called_like(names: Names, at: int) -> bool:
    """قرية **تبون**: a village that is called like somebody of the registry, by one word."""
    hit = names.at.layer(at, "actor")
    return (
        hit is not None
        and hit.last == at + 1
        and not hit.cut.before
        and not hit.cut.after
        and names.lexicon.actors[hit.term.ref].kind == "person"
    )


def public_house(names: Names, hit: Hit, last: int) -> int | None:
    """Where the name of a public building ends: مبنى **المحافظة**, مقر **الإدارة المحلية**, القصر **الرئاسي**; None where nothing tells which.

    ``hit``: the word for it. Whose it is, told by a party (مقر **حزب الله**), is no part of its name.
    """
    tokens, here = names.tokens, hit.last
    if len(hit.term.words) > 1 or hit.cut.after or hit.term.words[0] not in _PUBLIC or here >= last:
        return None
    word = tokens[here].fold
    if hit.cut.before.endswith("ال"):
        return here + 1 if word in _WHICH else None
    if tokens[here].kind != "word" or not word.startswith("ال") or len(word) <= _LEAST or word in _NO_HOUSE:
        return None
    if word not in _SEATED and any(
        hit.term.layer in ("actor", "demonym", "source") or hit.term.ref in _OTHERS or hit.term.form in VERBAL
        for hit in names.at.any(here)
    ):
        return None
    closed = here + 1 < last and (tokens[here + 1].fold in _CLOSES or _qualifies(names, here + 1))
    return here + 2 if closed else here + 1


def _qualifies(names: Names, at: int) -> bool:
    """مقر الإدارة **المحلية**: an adjective with the article, of no people and no verb of the lexicon."""
    word = names.tokens[at].fold
    return (
        names.tokens[at].kind == "word"
        and word.startswith("ال")
        and word.endswith(("ي", "يه"))
        and word not in _NO_HOUSE
        and not names.at.any(at)
    )


def first_of_quarters(names: Names, at: int, last: int) -> int | None:
    """أحياء **المطار** والجراف: a definite word behind "quarters" that others are joined to."""
    token = names.tokens[at]
    if token.kind != "word" or not token.fold.startswith("ال") or at + 1 >= last:
        return None  # nothing is joined to it
    if (
        token.fold in DAYS
        or token.fold in RELATIVES
        or any(
            hit.term.ref in _OTHERS_HERE or hit.term.layer in ("actor", "demonym") for hit in names.at.any(at)
        )
    ):
        return None
    after = names.tokens[at + 1]
    return at + 1 if after.fold.startswith("وال") or after.fold in COMMAS else None


def first_of_villages(names: Names, at: int, last: int) -> int | None:
    """قرى **الرمانة** وأم حصم, مخيمات **الشاطئ** وجباليا: an ordinary word behind a plural that a name is joined to."""
    word = names.tokens[at].fold
    if at + 1 >= last or not word.startswith("ال") or word.endswith(_NO_ONE_PLACE) or word in names.no_places:
        return None
    if any(
        hit.term.ref in _OTHERS_HERE or hit.term.layer in ("actor", "demonym", "rule")
        for hit in names.at.any(at)
    ):
        return None
    after = names.tokens[at + 1].fold
    if after[:1] != "و" or len(after) < _LEAST:
        return None
    head = names.at.cue(at + 1, "place_heads")
    known = names.found(at + 1, last, Cut(after[1:], "و"))
    named = known is not None and known[1] is not None and known[1].kind in SETTLEMENTS
    if (head is not None and head.cut.before == "و") or (named and not names.lexicon.common(after[1:])):
        return at + 1
    return None


def member_end(names: Names, at: int, last: int, *, opens: bool = False) -> int | None:
    """Where one more name of a list under a plural ends (قرى X **وشمرة الحصان** وY), whatever the word is elsewhere.

    ``at``: its first token, which is joined by و or stands behind a comma, if it does not open the list. None where it
    may be the next clause.
    """
    tokens = names.tokens
    token = tokens[at]
    word = token.fold
    glued = not opens and word.startswith("و") and len(word) > 3
    apart = tokens[at - 1].fold == "و"
    if token.kind != "word" or not (opens or glued or apart or tokens[at - 1].fold in COMMAS):
        return None
    stem = word[1:] if glued else word
    if stem in PREPOSITIONS or stem in DAYS or stem in RELATIVES or stem in names.lexicon.listed("no_places"):
        return None
    hits = [hit for hit in names.at.any(at) if len(hit.cut.before) <= 1 or hit.cut.before.endswith("ال")]
    if any(hit.term.form in VERBAL and not hit.cut.before.endswith("ال") for hit in hits):
        return None
    if stem in (*_SHEIKH, _HOUSE) and at + 1 < last and tokens[at + 1].kind == "word":
        return at + 2 if goes_on(names, at + 2, last) else None
    if stem.startswith("ال"):
        if len(stem) <= _LEAST or any(hit.term.ref in _OTHERS or hit.term.layer == "actor" for hit in hits):
            return None
        if at + 1 < last and tokens[at + 1].fold in SIZES:
            return at + 2 if goes_on(names, at + 2, last) else None  # قرى X **والدار الكبيرة**
        things = any(hit.term.ref == "object_heads" for hit in hits) or names.lexicon.common(stem[2:])
        if things and names.gazetteer is not None and not names.gazetteer.lookup(stem):
            return None  # أحياء حلب **والمدارس**: what was hit in them
        return at + 1 if goes_on(names, at + 1, last) else None
    if hits or names.lexicon.common(stem) or len(stem) < _LEAST:
        return None
    if at + 1 < last and tokens[at + 1].kind == "word" and tokens[at + 1].fold.startswith("ال"):
        return at + 2 if goes_on(names, at + 2, last) else None
    return at + 1 if goes_on(names, at + 1, last) else None


# Lists whose words are somebody, or begin another kind of place.
_OTHERS = frozenset({"force_heads", "group_heads", "org_heads", "source_heads", "person_titles", "place_types", "directions",
                     "common_refs", "saying", "according"})  # fmt: skip
_OTHERS_HERE = _OTHERS - {"place_types"}
_NO_ONE_PLACE = ("يه", "ين", "ات", "ون")  # how adjectives and plurals end: قرى **الحدودية**
_CLOSING = {"في", "شرق", "غرب", "شمال", "جنوب", "شرقي", "غربي", "شمالي", "جنوبي", "بريف", "بمدينه", "بمحافظه", "بمديريه", "قرب",
            "من", "الي", ".", "التابعه", "الواقعه", ")"}  # fmt: skip


def goes_on(names: Names, at: int, last: int) -> bool:
    """Does the list go on, or end with where all of it lies?"""
    if at >= last:
        return True
    token = names.tokens[at]
    return (
        token.kind == "newline"
        or token.fold in COMMAS
        or token.fold in _CLOSING
        or (token.kind == "word" and token.fold.startswith("و") and len(token.fold) > 3)
    )

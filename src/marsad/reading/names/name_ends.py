"""Where a name ends: a word that begins somebody else's (اتهم الجيش **الدعم السريع**) or that nothing annexes."""

from __future__ import annotations

from marsad.lexicon.terms import Hit
from marsad.reading.grammar.scan import QUOTES
from marsad.reading.names.actors import Actors
from marsad.text.tokens import Token

OBJECTS = {
    "المسووليه",
    "الطريق",
    "النار",
    "الاتهامات",
    "القبض",
    "الكهرباء",
    "المياه",
    "الانترنت",
    "المعابر",
    "الهدنه",
    "المفاوضات",
    "الحوار",
}  # responsibility, road, fire, accusations, arrest, electricity, water, the net, crossings, truce, talks (twice): never of a name


_TITLES_AND_ADJECTIVES = {
    "المدني",
    "المعارض",
    "الحقوقي",
    "الاعلامي",
    "الصحافي",
    "الصحفي",
    "الاول",
}  # civil, opposed, legal, of the media
_GENERAL = {"العام", "الخاص", "المشترك", "الموحد"}  # general, special, joint, united: of a service


def apart(actors: Actors, head: int, at: int, last: int) -> bool:
    """اتهم الجيش **الدعم السريع**, اتهمت الحكومة **الحوثيين**: a word with the article that cannot be an adjective of the head."""
    word = actors.tokens[at].fold
    if word in OBJECTS:
        return True
    hit = actors.best(at, last)
    if hit is None or hit.cut.before not in ("", "ال") or not word.startswith("ال"):
        return False
    if hit.last - hit.first > 1:
        return not word.endswith(("ه", "ي", "ين", "ون")) and actors.at.layer(at, "demonym") is None
    singular = not actors.tokens[head].fold.endswith(("ين", "ون", "ات"))
    return singular and word.endswith(("يين", "يون"))


def unannexed(actors: Actors, at: int, here: int) -> bool:
    """اتهم **معارضون** الرئيس, هاجم مسلحون **الجيش**: a plural that keeps its ن has no owner right after it."""
    head, word = actors.tokens[at].fold, actors.tokens[here].fold
    return (
        head.endswith(("ون", "ين"))
        and len(head) > 4
        and not head.startswith(("ال", "وال"))
        and word.startswith("ال")
    )


def people_behind(word: Token, before: Token) -> bool:
    """غرفة العمليات **المواطنين**: people in the plural behind a feminine or a plural of things are its adjective no more than its owner."""
    many = word.fold.startswith("ال") and word.fold.endswith("ين") and len(word.fold) > 6
    return many and before.fold.startswith("ال") and (before.ta or before.fold.endswith("ات"))


def title_behind(actors: Actors, at: int) -> bool:
    """اعتقل الجيش **القيادي الحوثي**: a title with the article is somebody else's; the civil defence is one name."""
    word = actors.tokens[at].fold
    return (
        word.startswith("ال")
        and word not in _TITLES_AND_ADJECTIVES
        and actors.at.cue(at, "person_titles") is not None
    )


def named_behind(actors: Actors, at: int, last: int) -> bool:
    """اعتقلت قوات الأمن **الناشط محمد** العلي: a word with the article and a name right behind it is somebody, and no adjective of the force.

    قوات الأمن **العام** and **الداخلي** keep theirs, whoever follows.
    """
    word = actors.tokens[at]
    if at + 1 >= last or not actors.lexicon.given_name(actors.tokens[at + 1].fold):
        return False
    if actors.at.cue(at, "person_titles") is not None:
        return True
    return not word.ta and word.fold not in _GENERAL and not word.fold.endswith(("ي", "يين", "ات"))


def agrees(word: Token, head: Token) -> bool:
    """Can a word with the article be the adjective of a head that has it: القوات **الخاصة**, not أطلقت الشرطة **الغاز**?"""
    if head.fold.endswith(("ين", "ون")):
        return True
    if head.ta or head.fold.endswith("ات"):
        return word.ta or word.fold.endswith(("يا", "ري", "لي"))
    return not word.fold.endswith(("ين", "ون"))


def definite(head: Hit) -> bool:
    return head.cut.before.endswith("ال") or head.term.words[0].startswith("ال")


def past_quote(actors: Actors, at: int, last: int) -> int:
    """Past the mark that closes a quotation, if one stands here: قوات "سوريا الديمقراطية**"**."""
    return at + 1 if at < last and actors.tokens[at].fold in QUOTES else at

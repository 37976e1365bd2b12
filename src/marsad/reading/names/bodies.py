"""Bodies told by an adjective alone (جماعات **متشددة**, extremist groups; دول **غربية**, western states), and the kin of a victim."""

from __future__ import annotations

from msgspec.structs import replace

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import PREPOSITIONS, surface
from marsad.reading.names.actors import Actors
from marsad.reading.names.forces import owner
from marsad.reading.names.groups import belonging
from marsad.reading.names.person_names import PersonNames
from marsad.reading.records import VERBAL, Chunk
from marsad.text.clitics import cuts

_NOT = "غير"  # منظمات **غير** حكومية, non-governmental
_LARGER = {"اخري", "كبري", "عظمي"}  # other, great (powers): feminine without ة
_UNDESCRIBING = (
    "place_types",
    "place_refs",
    "object_heads",
    "common_refs",
    "force_heads",
    "anaphors",
    "reference",
    "means",
)
_UNKNOWN = {"مجهوله", "معلومه"}  # unknown, known: of whither
_BY_NATION = {"اطراف"}  # parties; also outskirts
_COUNTING = word_class("counting")
_ARMED = {"امنيه", "عسكريه", "مسلحه", "ارهابيه"}  # of security, military, armed, terrorist
_CELLS = {"خليه", "خلايا", "مجموعه", "مجموعات"}  # a cell, cells, a group, groups
SIDES = frozenset({"الجانب", "والجانب"})
"""The words of ``side``."""
_BESIDE = {"مع", "بين"}  # with, between
_MOST = 3  # adjectives behind one head
CROWDS = frozenset({"الالاف", "الميات", "العشرات"})  # thousands, hundreds, dozens
"""The words of ``crowd``."""
_OF_CROWDS = ("protest.", "displacement.")
_GATHERED = {
    "خرج",
    "احتشد",
    "تجمع",
    "شارك",
    "فر",
    "نزح",
    "تظاهر",
}  # went out, crowded, gathered, took part, fled (twice), marched
_KIN = word_class("his_kin")
BEFALLS = word_class("befalls_his_kin")
"""The words behind which ``kin`` stand."""
KILLS_KIN = word_class("kills_somebody")
"""Verbs behind which, with who did it between, ``kin`` stand too."""
KILLER = 2  # words of who did it, at most
_HIS = {"ه", "ها", "هما", "هم"}
_STRUCK = ("group", "person")


def described(actors: Actors, names: PersonNames, at: int, last: int) -> Chunk | None:
    """**جماعات متشددة** هاجمت X, فرضت **دول غربية** عقوبات: a noun for many with adjectives that agree with it, and nobody's name."""
    head = actors.at.cue(at, "bodies")
    if head is None or head.cut.after:
        return None
    definite = head.cut.before.endswith("ال")
    tokens = actors.tokens
    here = head.last
    country = ""
    while here < last and here - head.last < _MOST and tokens[here].kind == "word":
        word = tokens[here].fold
        if not definite and word == _NOT and here + 1 < last and tokens[here + 1].ta:
            here += 2
            continue
        if tokens[here].fold in actors.lexicon.attributes["belonging"]:
            whose = belonging(actors, names, at, here, last, head)
            if whose is not None:
                return replace(whose, full="")  # مجموعة **تابعة لتنظيم X**: the organisation
            break  # مجموعات إرهابية **تابعة** لها: without whose they are, no part of a name
        if not _adjective(actors, here, definite):
            break
        nation = actors.at.layer(here, "demonym")
        country = nation.term.ref.partition(":")[0] if nation is not None else country
        here += 1
    if here == head.last or (head.term.words[0] in _BY_NATION and not country):
        return None
    if head.term.words[0] in _CELLS and here < last and tokens[here].fold.startswith("ل"):
        whose_cell = owner(actors, names, here, last)
        if (
            whose_cell is not None
            and whose_cell.kind == "actor"
            and actors.at.layer(here, "actor") is not None
        ):
            return replace(whose_cell, first=at, armed=True, full="")  # خلية نائمة **لداعش**
    sort = actors.lexicon.attributes["bodies"].get(" ".join(head.term.words), "civilians")
    if any(t.fold.removeprefix("ال") in _ARMED for t in tokens[head.last : here]):
        sort = "fighters"  # القوى **الأمنية**
    return Chunk(
        at, here, "group", surface(actors.text, tokens, at, here, head.cut), sort=sort, country=country
    )


def crowd(actors: Actors, at: int, last: int) -> Chunk | None:
    """تظاهر **الآلاف** في صنعاء, نزح **المئات**: people told by their number alone, right behind what they did."""
    if (
        not at
        or actors.tokens[at].fold not in CROWDS
        or (at + 1 < last and actors.tokens[at + 1].fold == "من")
    ):
        return None
    did = any(
        hit.term.layer == "rule" and hit.term.form in VERBAL and hit.term.ref.startswith(_OF_CROWDS)
        for hit in actors.at.any(at - 1)
    )
    if not did and actors.tokens[at - 1].fold.removeprefix("و") not in _GATHERED:
        return None
    return Chunk(at, at + 1, "group", surface(actors.text, actors.tokens, at, at + 1, None), sort="civilians")


def side(actors: Actors, at: int, last: int) -> Chunk | None:
    """أكد **الجانب الروسي**, مع **الجانب التركي**: a state as a side; its side of a border follows other prepositions, or من follows it."""
    tokens = actors.tokens
    if tokens[at].fold not in SIDES or at + 1 >= last:
        return None
    nation = actors.at.layer(at + 1, "demonym")
    if (
        nation is None
        or nation.cut.before != "ال"
        or (nation.last < last and tokens[nation.last].fold == "من")
    ):
        return None
    before = tokens[at - 1].fold if at else ""
    if before in PREPOSITIONS and before not in _BESIDE:
        return None
    country = nation.term.ref.partition(":")[0]
    name = surface(actors.text, tokens, at, nation.last, None).removeprefix("و")
    ref = actors.army(country, "government")
    return Chunk(at, nation.last, "actor", name, ref=ref, sort="government", country=country)


def longer(one: Chunk | None, other: Chunk | None) -> Chunk | None:
    """The one that reaches further: فصائل **معارضة** of a list, فصائل **معارضة سورية** by its adjectives."""
    if one is None or (other is not None and other.last > one.last):
        return other
    return one


def _adjective(actors: Actors, at: int, definite: bool) -> bool:
    """Is a word the adjective of such a noun: feminine, with the article where that has it, and no thing or deed of its own?"""
    token = actors.tokens[at]
    word = token.fold
    if word.startswith("ال") != definite or word in PREPOSITIONS or word.startswith("و"):
        return False
    if not definite and word in _LARGER:
        return True
    if word in _COUNTING or word in _UNKNOWN:
        return False  # قتلت جماعات متشددة **أربعة** جنود, إلى جهات **مجهولة**
    if not token.ta or actors.at.cue(at, *_UNDESCRIBING) is not None:
        return False
    if actors.at.layer(at, "actor") is not None and actors.at.layer(at, "demonym") is None:
        return False
    if any(hit.term.layer == "rule" and hit.term.form != "phrase" for hit in actors.at.any(at)):
        return False
    # The adjectives that tell of what kind: relative ones and participles, and no noun with the article (الفصائل **الخطة**).
    return word.endswith("يه") or word.removeprefix("ال").startswith(("م", "ت")) or not definite


def kin_of(actors: Actors, before: Chunk, last: int) -> Chunk | None:
    """قتل مدرس **وزوجته**, إصابة سيدة **وابنتها**: the kin of somebody told of, joined to him and told by a pronoun."""
    at = before.last
    if before.kind not in _STRUCK or at >= last or actors.tokens[at].kind != "word":
        return None
    word = actors.tokens[at].fold
    if not word.startswith("و") or (actors.at.cue(at, "person_titles") and _named(actors, at + 1, last)):
        return None
    return _his(actors, at, last, "و", before)


def kin(actors: Actors, at: int, last: int) -> Chunk | None:
    """أصيب **زميله**, جرح **والدتهما**: right behind what befell them."""
    if not at or not (actors.tokens[at - 1].fold in BEFALLS or _done_to_kin(actors, at)):
        return None
    return None if _named(actors, at + 1, last) else _his(actors, at, last, "", None)


def _done_to_kin(actors: Actors, at: int) -> bool:
    """قتل رجل **زوجته**, طعن أحمد العلي **شقيقه**: with only who did it between the verb and his kin."""
    tokens = actors.tokens
    for here in range(at - 2, max(-1, at - 2 - KILLER), -1):
        if tokens[here + 1].kind != "word" or tokens[here + 1].fold in PREPOSITIONS:
            return False
        if tokens[here].fold in KILLS_KIN:
            return not tokens[here + 1].fold.startswith("و")
    return False


def _named(actors: Actors, at: int, last: int) -> bool:
    """وابنه **خالد**, شقيقها التوأم **عبدالله**: does a name follow, with an adjective before it at most?"""
    at += at < last and actors.tokens[at].fold.startswith("ال")
    return (
        at < last and actors.tokens[at].kind == "word" and actors.lexicon.given_name(actors.tokens[at].fold)
    )


def _his(actors: Actors, at: int, last: int, joint: str, before: Chunk | None) -> Chunk | None:
    """A word for kin with a pronoun, and with "and" before it where it is joined to somebody."""
    for cut in cuts(actors.tokens[at].fold):
        if cut.before == joint and cut.after in _HIS and cut.stem in _KIN:
            end = at + 1
            if (
                nation := actors.at.layer(end, "demonym") if end < last else None
            ) is not None and nation.cut.before == "ال":
                end = nation.last  # وسائقهم **اليمني**
            name = surface(actors.text, actors.tokens, at, end, None)
            name = name[1:] if joint else name
            prep = before.prep if before is not None else ""
            return Chunk(at, end, "group", name, prep=prep, joined=before is not None, sort="civilians")
    return None

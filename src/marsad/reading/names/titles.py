"""Words beside a title: the half of a given name that is written like one (عبد **الملك**), whose office it is (وزير **خارجيتها**), another's office."""

from __future__ import annotations

from marsad.lexicon.word_classes import word_class
from marsad.reading.names.actors import Actors

_OFFICE_OF_THEIRS = word_class("office_of_theirs")
_SERVANT = "عبد"  # servant of: the first half of many given names
_THEIRS = ("ها", "هم", "ه", "نا")  # her, their, his, our
_SHORT = 5  # letters of a noun with such a pronoun, at least


def half_a_name(actors: Actors, at: int) -> bool:
    """عبد **الملك** المخلافي, عبد **الأمير** الشمري: no king and no prince, but the second half of a given name."""
    return at > 0 and actors.tokens[at - 1].fold == _SERVANT and actors.tokens[at].fold.startswith("ال")


def of_theirs(actors: Actors, at: int, last: int) -> bool:
    """على لسان وزير **خارجيتها** فؤاد حسين: what somebody is over, by the pronoun of whose it is, before a given name."""
    token = actors.tokens[at]
    if token.fold in _OFFICE_OF_THEIRS:
        return True
    if not token.fold.endswith(_THEIRS) or token.ta or len(token.fold) <= _SHORT or at + 1 >= last:
        return False
    given = actors.lexicon.given_name
    return not given(token.fold) and bool(given(actors.tokens[at + 1].fold))


def of_a_town(actors: Actors, at: int, here: int, last: int) -> bool:
    """محافظ **كركوك** راكان الجبوري: the town that an office is over, before the name of who holds it, given or with that of a family."""
    if actors.at.cue(at, "offices") is None or here + 1 >= last:
        return False
    given, tokens = actors.lexicon.given_name, actors.tokens
    if given(tokens[here].fold):
        return False
    if not actors.toponyms.seat(tokens[here].fold):
        # قائممقام **المقدادية** حاتم التميمي: no name begins with the article before a given one
        return tokens[here].fold.startswith("ال") and tokens[here].ta and bool(given(tokens[here + 1].fold))
    if given(tokens[here + 1].fold):
        return True
    family = tokens[here + 2].fold if here + 2 < last else ""
    plain = not actors.lexicon.common(tokens[here + 1].fold) and not actors.at.any(here + 1)
    return (
        plain
        and family.startswith("ال")
        and family.endswith("ي")
        and actors.at.layer(here + 2, "demonym") is None
    )


def another_office(actors: Actors, at: int, last: int) -> bool:
    """Does another's office begin here, with a nationality of its own?"""
    title = actors.at.cue(at, "person_titles")
    if title is None or title.cut.after:
        return False
    here = title.last
    while here < min(last, title.last + 2) and actors.at.layer(here, "demonym") is None:
        if not actors.tokens[here].fold.startswith("ال"):
            return False
        here += 1
    return here < last and actors.at.layer(here, "demonym") is not None

"""Words for a force that here name none: a **march** of protesters, a **naval** base."""

from __future__ import annotations

from marsad.lexicon.terms import Hit
from marsad.reading.grammar.scan import PREPOSITIONS
from marsad.reading.names.actors import Actors
from marsad.reading.names.name_ends import definite

_STRIKES = (
    "shelling.",
    "air_strike.",
    "destruction.",
    "killing.",
)  # rules whose verbs a drone is the subject of


def marching(actors: Actors, at: int, here: int, last: int) -> bool:
    """تنظيم **مسيرة**, **مسيرات** استفزازية: a march, and no drone, by the word before it or behind it."""
    march = actors.lexicon.attributes["marches"]
    after = actors.tokens[here].fold if here < last else ""
    for begin in (at - 1, at - 2):
        told = actors.at.cue(begin, "marches") if begin >= 0 else None
        if told is not None and told.last == at and march.get(" ".join(told.term.words)) == "before":
            return True
    struck = actors.at.layer(at - 1, "rule") if at else None
    if (
        struck is not None
        and struck.term.form in ("past", "present")
        and struck.term.ref.startswith(_STRIKES)
    ):
        return False  # قصفت **مسيرة** سلمية …: what strikes is a drone
    return march.get(after.removeprefix("ال")) == "behind"


def of_the_sea(actors: Actors, head: Hit, at: int, last: int) -> bool:
    """قاعدة **بحرية**, ألغام **بحرية**, القوات **البحرية**: the adjective of what stands before it, and no navy."""
    if not at or actors.tokens[at - 1].kind != "word":
        return False
    if head.cut.before.replace("ال", ""):
        return False
    before = actors.tokens[at - 1]
    if definite(head) or actors.tokens[at].fold.startswith("ال"):
        theirs = before.fold.startswith(("ال", "وال", "بال", "لل", "ولل"))
        return theirs and (before.ta or before.fold.endswith("ات"))
    after = actors.tokens[head.last].fold if head.last < last else ""
    owned = after.startswith("ال") or (head.last < last and actors.at.layer(head.last, "actor") is not None)
    return not owned and not actors.function(at - 1) and before.fold not in PREPOSITIONS


_COUNTRIES = {"سوريا", "روسيا", "ليبيا"}  # spelled like "a Syrian", "a Russian", "a Libyan" as an object


def of_somebody_else(actors: Actors, at: int, here: int) -> bool:
    """قتل الجيش **فلسطينيا**, قتل الجنود **فلسطينيين**: in the case of an object, no adjective of a force that has the article.

    Nor is قتل جنود **فلسطينيا**, of a force that has not its ending.
    """
    tokens = actors.tokens
    word = tokens[here].fold
    if word.startswith("ال"):
        return False
    if word.endswith("يا") and word not in _COUNTRIES and not tokens[here - 1].fold.endswith(("ا", "ي")):
        return True
    return word.endswith(("يا", "يين", "يان")) and any(
        t.fold.endswith("ون") or t.fold.startswith(("ال", "وال", "بال", "لل")) for t in tokens[at:here]
    )


def adjective_too(actors: Actors, at: int) -> bool:
    """فصائل **سورية**, طائرات **سورية**: the adjective, though the state may be spelled so."""
    token, hit = actors.tokens[at], actors.at.layer(at, "actor")
    state = hit is not None and len(hit.term.words) == 1 and not hit.cut.before
    return state and token.ta and actors.at.layer(at, "demonym") is not None

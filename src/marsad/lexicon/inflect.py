"""Written forms of a verb or noun from its dictionary form: enough morphology to recognise, none to generate text.

All forms are folded. Vowels are not written, so the passive mostly looks like the active (قصفت is "it shelled" and "it was
shelled"): the reader tells them apart by what follows.
"""

from __future__ import annotations

from marsad.text.fold import fold

_WEAK = ("ي", "ا")


def verb_forms(past: str, present: str) -> dict[str, str]:
    """Form → tense ("past" or "present") of a verb given by its third person masculine singular in both tenses."""
    hamza = past.endswith(
        "أ"
    )  # بدأ keeps its last letter (بدأت), which folds to an alef like that of a weak verb
    past, present = fold(past), fold(present)
    out: dict[str, str] = {}
    stem = past[:-1] if past.endswith(_WEAK) and len(past) > 2 and not hamza else past
    weak_past = stem != past
    for form in (past, stem + "ت", stem + "وا", stem + "تا", past + "ن", past + "نا"):
        out[form] = "past"
    out[(stem + "يا") if weak_past else (past + "ا")] = "past"
    if present[:1] in ("ي", "ت"):
        body = present[1:]
        for person in ("ي", "ت", "ن", "ا"):
            out.setdefault(person + body, "present")
        short = body[:-1] if body.endswith(("ي", "و", "ا")) and len(body) > 2 and not hamza else body
        for person in ("ي", "ت"):
            for ending in ("ون", "وا", "ان"):
                out.setdefault(person + short + ending, "present")
            if short != body:
                out.setdefault(person + short, "present")  # jussive: لم ينفِ
        out.setdefault("ي" + short + "ن", "present")
    return out


def noun_forms(noun: str) -> tuple[str, ...]:
    """The noun, its dual and its regular plural, with the forms they take before a genitive. Broken plurals are data."""
    noun = fold(noun)
    if " " in noun:
        return (noun,)
    if noun.endswith("ه") and len(noun) > 2:
        stem = noun[:-1]
        return tuple(
            dict.fromkeys(
                (noun, stem + "ت", stem + "تان", stem + "تين", stem + "تا", stem + "تي", stem + "ات")
            )
        )
    if noun.endswith(("ات", "ون", "ين")):
        return (noun,)
    if noun.endswith("ا"):
        return (noun,)
    return (noun, noun + "ان", noun + "ين", noun + "ات", noun + "ا")

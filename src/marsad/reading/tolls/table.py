"""The compiled words of loss: verbs and nouns of killing, hurting, holding, losing and driving out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from msgspec import Struct

from marsad.text.fold import fold

What = Literal["killed", "injured", "captured", "missing", "displaced"]


class Trigger(Struct, frozen=True, gc=False):
    """``need``: "people" right beside it, "own" people (جنوده), "death" (مصرعه) near by, "life" (الحياة) behind it. ``back``: the ending says the victims came
    before.

    ``both``: the letters are a verb and a verbal noun ("قتل"). ``owner``: "one" or "many" where a pronoun
    stands for the victims; ``dual``: the verb's ending says two.
    """

    what: What
    verb: bool
    both: bool = False
    active: bool = False
    named: bool = False
    need: str | None = None
    back: bool = False
    conj: bool = False
    owner: str | None = None
    dual: bool = False


class TollTable(Struct, frozen=True):
    """``triggers`` by every written form, proclitics and endings included; ``sets`` are the word lists by
    name.

    Without a word of ``telling`` or a noun of victims a sentence tells no toll; without one of ``needed``, by rule and with
    or without و before it, a rule about tolls does not hold in it.
    """

    triggers: dict[str, Trigger]
    sets: dict[str, frozenset[str]]
    totals: frozenset[tuple[str, ...]]
    years: frozenset[tuple[str, ...]]
    telling: frozenset[str]
    needed: dict[str, frozenset[str]]


SINCE = "منذ"
OTHER = "اخر"  # another (man)
_NEEDED = (
    "almost",
    "counts",
    "had",
    "hurt",
    "losses",
    "opposite",
    "raising",
    "rising",
    "tallies",
    "possible",
    "any",
    "accidents",
    "hushed",
    "martyrs",
    "suffering",
    "of_gas",
)
_ENDINGS = (("", False), ("ت", False), ("وا", True), ("ا", True), ("تا", True))
_NOUN_PREFIXES = ("", "و", "ف", "ب", "ل", "وب", "ول", "فب", "ال", "بال", "لل")


def _verbs(entry: Mapping[str, Any]) -> Iterable[tuple[str, bool]]:
    stem = fold(str(entry["ar"]))
    weak = stem.endswith("ي")
    if stem.endswith(
        "وا"
    ):  # they met (لقوا): an ending already; with another it is لقوات, "of the forces of"
        yield stem, False
        return
    for ending, back in _ENDINGS:
        if weak and ending == "ت":
            yield stem[:-1] + "ت", back
            yield stem + "ت", back
        elif weak and ending == "وا":
            yield stem[:-1] + "وا", back
        else:
            yield stem + ending, back
    present = entry.get("present")
    if present:
        for prefix in "يت":
            yield prefix + fold(str(present)), False
        yield "ي" + fold(str(present)) + "ون", True


def compile_tolls(raw: Mapping[str, Any]) -> TollTable:
    """The table of ``tolls.yaml`` given as plain lists and dicts."""
    triggers: dict[str, Trigger] = {}
    for what, entries in raw.get("verbs", {}).items():
        for entry in entries:
            for form, back in _verbs(entry):
                for prefix in ("", "و", "ف"):
                    triggers.setdefault(
                        prefix + form,
                        Trigger(
                            what,
                            True,
                            False,
                            bool(entry.get("active")),
                            False,
                            entry.get("needs"),
                            back,
                            bool(prefix),
                            dual=back and not form.endswith("وا") and not form.endswith("ون"),
                        ),
                    )
    for what, entries in raw.get("nouns", {}).items():
        for entry in entries:
            base = fold(str(entry["ar"]))
            prefixes = _NOUN_PREFIXES if "with" not in entry else (entry["with"], "و" + entry["with"])
            for prefix in prefixes:
                if base.startswith("ال") and "ال" in prefix:
                    continue
                form = prefix + base
                before = triggers.get(form)
                if before is not None and before.verb:
                    triggers[form] = Trigger(
                        what,
                        True,
                        True,
                        before.active,
                        False,
                        before.need or entry.get("needs"),
                        before.back,
                        before.conj,
                    )
                    continue
                triggers.setdefault(
                    form,
                    Trigger(
                        what,
                        False,
                        False,
                        False,
                        bool(entry.get("named")),
                        entry.get("needs"),
                        False,
                        prefix[:1] in ("و", "ف"),
                    ),
                )
            if base not in {fold(str(word)) for word in raw.get("owned", ())}:
                continue
            stem = base[:-1] + "ت" if base.endswith("ه") else base
            for suffix, owner in (
                ("ه", "one"),
                ("ها", "one"),
                ("هم", "many"),
                ("هما", "many"),
                ("هن", "many"),
            ):
                for prefix in ("", "و", "ب", "ل", "ف"):
                    triggers.setdefault(
                        prefix + stem + suffix,
                        Trigger(what, False, owner=owner, conj=prefix in ("و", "ف"), dual=suffix == "هما"),
                    )
    for form in raw.get("victims_of", ()):
        triggers.setdefault(fold(str(form)), Trigger("killed", True, need="people"))
    for form in raw.get("leaving", ()):
        triggers.setdefault(fold(str(form)), Trigger("killed", False, need="people"))
    for form in raw.get("found_dead", ()):
        triggers.setdefault(fold(str(form)), Trigger("killed", False, owner="one"))
    for form in raw.get("slew_him", ()):
        for prefix in ("", "و", "ف"):
            triggers.setdefault(
                prefix + fold(str(form)), Trigger("killed", False, owner="one", conj=bool(prefix))
            )
    for form in raw.get("spelled_alike", ()):
        triggers.pop(fold(str(form)), None)
    for form in raw.get("slew_both", ()):
        for prefix in ("", "و", "ف"):
            triggers.setdefault(
                prefix + fold(str(form)), Trigger("killed", False, owner="many", conj=bool(prefix), dual=True)
            )
    for form in raw.get("slew_them", ()):
        for prefix in ("", "و", "ف"):
            triggers.setdefault(
                prefix + fold(str(form)), Trigger("killed", False, owner="many", conj=bool(prefix))
            )
    death = frozenset(fold(str(form)) for form in raw.get("death", ()))
    for form in death:
        triggers.pop(form, None)
    names = (
        "losses",
        "his_own",
        "fighting_beside",
        "slew_both",
        "slew_them",
        "lasting",
        "unlike",
        "months",
        "human",
        "among",
        "between",
        "new_clause",
        "civil",
        "countries",
        "where",
        "farmland",
        "farms",
        "stopping",
        "animals",
        "dying",
        "with",
        "each_of",
        "reaching",
        "count_nouns",
        "negations",
        "near_negations",
        "victims_of",
        "not_negated",
        "wound",
        "stops",
        "titles",
        "gatherings",
        "inside",
        "results",
        "resulting",
        "telling",
        "on_target",
        "ailing",
        "long_units",
        "raising",
        "blows",
        "along",
        "years",
        "besides",
        "units",
        "meaning",
        "meant",
        "without",
        "unknown",
        "denials",
        "falling",
        "happening",
        "indeed",
        "only_on",
        "lives",
        "material",
        "limited",
        "only",
        "killers",
        "put_to_death",
        "loses",
        "households",
        "whole",
        "sons_of",
        "of_kin",
        "sniping",
        "arms",
        "leaving",
        "after_wound",
        "of_it",
        "more_of",
        "grave",
        "one_of",
        "spans",
        "breakdown",
        "papers",
        "bodies",
        "when",
        "doers",
        "only_active",
        "ordinals",
        "dies_of_it",
        "lives_of",
        "cases",
        "of_gas",
        "survived",
        "beside_him",
        "own_people",
        "passed",
        "offices",
        "opposite",
        "sides",
        "ends",
        "hurt",
        "nobody",
        "almost",
        "rising",
        "tallies",
        "counts",
        "previous",
        "preliminary",
        "had",
        "some",
        "others",
        "wounds",
        "what",
        "there_is",
        "sure",
        "possible",
        "most",
        "any",
        "accidents",
        "of_accidents",
        "hushed",
        "martyrs",
        "suffering",
        "he_then",
        "at_death",
        "wars",
        "just_now",
        "things",
    )
    sets = {name: frozenset(fold(str(form)) for form in raw.get(name, ())) for name in names}
    sets["death"] = death
    totals = frozenset(tuple(fold(str(text)).split()) for text in raw.get("totals", ()))
    years = frozenset(tuple(fold(str(text)).split()) for text in raw.get("years_told", ()))
    denying = ("negations", "near_negations", "without", "what", "denials")
    needed = {name: sets[name] for name in _NEEDED}
    needed["denied"] = frozenset({"غير"}).union(*(sets[name] for name in denying))
    told = {words[0] for words in years} | {words[-1] for words in totals if words[0] != SINCE}
    needed["over_time"] = frozenset(told | {SINCE})  # the year, a month; or since when
    needed["others"] = sets["others"] | {OTHER}
    return TollTable(
        triggers,
        sets,
        totals,
        years,
        sets["losses"].union(triggers, sets["tallies"], sets["hurt"], sets["of_gas"]),
        {rule: words.union("و" + word for word in words) for rule, words in needed.items()},
    )

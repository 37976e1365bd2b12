"""The compiled words of counting: numbers, scales, vague words and the nouns of people in every written
form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from msgspec import Struct

from marsad.text.fold import fold

Role = Literal[
    "unit",
    "ten",
    "hundred",
    "scale",
    "scale_dual",
    "scale_plural",
    "vague",
    "vague_of",
    "one_of",
    "one",
    "two",
    "many",
    "thing",
]


class Noun(Struct, frozen=True, gc=False):
    """A noun of people. ``group`` is who they are; ``victim`` what befell them, where the noun itself says
    so.

    ``adjective`` nouns ("سوري", Syrian) count only next to a number; ``households`` counts families, not
    heads.
    """

    lemma: str
    group: str | None = None
    victim: str | None = None
    adjective: bool = False
    households: bool = False
    implicit: bool = True


class Word(Struct, frozen=True, gc=False):
    """What one written form means for counting. ``conj``: و or ف is written onto it; ``article``: it is
    definite; ``by``: the preposition ب is written onto it."""

    role: Role
    min: int = 0
    max: int | None = None
    noun: Noun | None = None
    conj: bool = False
    article: bool = False
    owned: bool = False
    by: bool = False


class NumberTable(Struct, frozen=True):
    """``words`` maps every written form, proclitics included; phrases are tuples of folded words.

    ``before_end`` and ``after_begin`` are the last words of the phrases before a number and the first of those after it.
    """

    words: dict[str, Word]
    before: dict[tuple[str, ...], str]
    after: dict[tuple[str, ...], str]
    labels: frozenset[str]
    percent: frozenset[str]
    before_end: frozenset[str]
    after_begin: frozenset[str]


_PREFIXES = (
    *tuple(
        (conj + prep + article, bool(conj), bool(article))
        for conj in ("", "و", "ف")
        for prep in ("", "ب", "ل", "ك")
        for article in ("", "ال")
        if not (prep == "ل" and article)
    ),
    ("لل", False, True),
    ("ولل", True, True),
)
_OWNERS = ("ه", "ها", "هم", "نا", "هما")
_OWNED_PREFIXES = ("", "و", "ب", "ل", "وب", "ول")
# Forms whose proclitic reading is another, far commoner word: لست (I am not), الأحد and الاثنين (weekdays).
_NEVER = frozenset(
    {
        "لست",
        "الاحد",
        "والاحد",
        "الاثنين",
        "والاثنين",
        "الاثنان",
        "كست",
        "للاحد",
        "للاثنين",
        "بالاحد",
        "وعد",
        "بعض",
        "لعام",
        "فست",
        "وحي",
        "الحي",
        "فرق",
        "كام",
        "لام",
        "فام",
        "بام",
    }
)


def _noun_forms(entry: Mapping[str, Any]) -> Iterable[tuple[str, Role]]:
    """(form, number) of one noun of people, unfolded plurals and duals derived from its singular."""
    singular = fold(str(entry["ar"]))
    yield singular, "one"
    feminine = str(entry["ar"]).endswith("ة")  # not so مشتبه, whose ه is its own
    if (not feminine and not singular.endswith(("ا", "ي"))) or singular.endswith("ي"):
        yield singular + "ا", "one"
    plural = entry.get("plural", [])
    stem = singular[:-1] + "ت" if feminine else singular
    if plural == "sound":
        yield stem + "ان", "two"
        for ending in ("ون", "ين", "و", "ي"):
            yield stem + ending, "many"
    else:
        duals = entry.get("dual", [stem + "ان", stem + "ين"])
        for form in duals:
            yield fold(str(form)), "two"
        for form in plural:
            yield fold(str(form)), "many"


def compile_numbers(raw: Mapping[str, Any]) -> NumberTable:
    """The table of ``numbers.yaml`` given as plain lists and dicts. A form given twice keeps its first
    meaning."""
    words: dict[str, Word] = {}

    def add(form: str, role: Role, least: int = 0, most: int | None = None, noun: Noun | None = None) -> None:
        for prefix, conj, article in _PREFIXES:
            written = prefix + form
            if written not in _NEVER or (not prefix and written == form):
                words.setdefault(
                    written, Word(role, least, most, noun, conj, article, by=prefix.lstrip("وف")[:1] == "ب")
                )

    for role, key in (
        ("unit", "units"),
        ("ten", "tens"),
        ("hundred", "hundreds"),
        ("scale", "scales"),
        ("scale_dual", "scale_duals"),
        ("scale_plural", "scale_plurals"),
    ):
        for value, forms in raw.get(key, {}).items():
            for form in forms:
                add(fold(str(form)), role, int(value), int(value))  # type: ignore[arg-type]
    for form in raw.get("one_of", ()):
        for prefix, conj, article in _PREFIXES:
            written = prefix + fold(str(form))
            spelled = words.get(written)
            if prefix and spelled is not None and not spelled.conj:
                continue  # "واحد" (one) is a word, not و + احد
            if not article and written not in _NEVER:
                words[written] = Word("one_of", 1, 1, None, conj, False)
    for role, key in (("vague", "vague"), ("vague_of", "vague_of")):
        for entry in raw.get(key, ()):
            for form in entry["ar"]:
                add(fold(str(form)), role, entry["min"], entry["max"])  # type: ignore[arg-type]
    for form in raw.get("things", ()):
        add(fold(str(form)), "thing")
    for entry in raw.get("people", ()):
        noun = Noun(
            lemma=fold(str(entry["ar"])),
            group=entry.get("group"),
            victim=entry.get("victim"),
            adjective=bool(entry.get("adjective")),
            households=bool(entry.get("households")),
            implicit=bool(entry.get("implicit", True)),
        )
        for form, number in _noun_forms(entry):
            least, most = {"one": (1, 1), "two": (2, 2)}.get(number, (1, None))
            add(form, number, least, most, noun)
            if entry.get("own") and not (number == "one" and form == fold(str(entry["ar"])) + "ا"):
                # "وطفلاها" (and her two children): "طفلا" alone is one child, so only the written owner tells
                base = form[:-1] + "ت" if form.endswith("ه") else form[:-1] if number == "two" else form
                # أبناء with an owner is ابنائه or ابناؤه
                bases = (base, base[:-1] + "ي", base[:-1] + "و") if base.endswith("ء") else (base,)
                for written in (b + owner for b in bases for owner in _OWNERS):
                    for prefix in _OWNED_PREFIXES:
                        words.setdefault(
                            prefix + written,
                            Word(number, least, most, noun, prefix.startswith("و"), True, True),
                        )
    before: dict[tuple[str, ...], str] = {}
    after: dict[tuple[str, ...], str] = {}
    for effect in ("lower", "upper", "about"):
        for phrase in raw.get(f"{effect}_before", ()):
            head, *rest = fold(str(phrase)).split()
            for prefix in ("", "و", "ف", "ب", "ل", "وب", "ول", "ال"):
                before.setdefault((prefix + head, *rest), effect)
        for phrase in raw.get(f"{effect}_after", ()):
            after.setdefault(tuple(fold(str(phrase)).split()), effect)
    return NumberTable(
        words=words,
        before=before,
        after=after,
        labels=frozenset(fold(str(word)) for word in raw.get("labels", ())),
        percent=frozenset(fold(str(word)) for word in raw.get("percent", ())),
        before_end=frozenset(phrase[-1] for phrase in before),
        after_begin=frozenset(phrase[0] for phrase in after),
    )

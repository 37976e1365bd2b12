"""What the picture and the brief say, in English and Arabic, from ``phrases.yaml``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

from marsad.lexicon.yamlpos import convert, read_yaml
from marsad.picture.records import Party, Relation, Situation, Spot

FILE = Path(__file__).with_name("phrases.yaml")
Language = Literal["en", "ar"]


class Phrase(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing said in both languages."""

    en: str
    ar: str

    def to(self, language: Language) -> str:
        return self.ar if language == "ar" else self.en


class Phrases(Struct, frozen=True, forbid_unknown_fields=True):
    """By group and id, as in the file."""

    kinds: dict[str, Phrase]
    states: dict[str, Phrase]
    outcomes: dict[str, Phrase]
    steps: dict[str, Phrase]
    trends: dict[str, Phrase]
    strikes: dict[str, Phrase]
    relations: dict[str, Phrase]
    brief: dict[str, Phrase]
    fields: dict[str, Phrase]
    statuses: dict[str, Phrase]


@lru_cache(maxsize=2)
def phrases(file: Path = FILE) -> Phrases:
    """The file's phrases. Raises ``LexiconError`` with file, line and column of a fault."""
    raw, positions = read_yaml(file)
    held = convert(raw, Phrases, positions)
    assert held is not None  # the default report raises
    return held


def name(party: Party, language: Language) -> str:
    """The party's neutral name; the Arabic one where the registry has no English."""
    return party.name if language == "ar" else (party.name_en or party.name)


def names(found: tuple[Party, ...], language: Language) -> str:
    """The parties in a row."""
    return ("، " if language == "ar" else ", ").join(name(one, language) for one in found)


def place(spot: Spot, language: Language) -> str:
    """The place as reports name it; in English after the gazetteer's name, where there is one."""
    return f"{spot.name_en} ({spot.name})" if language == "en" and spot.name_en else spot.name


def days(situation: Situation, field: Literal["opened", "ended"], language: Language) -> str | None:
    """Every day told for a beginning or end, with who tells it where they differ."""
    told = situation.opened if field == "opened" else situation.ended
    if not told:
        return None
    said = phrases().brief
    comma = "، " if language == "ar" else ", "
    parts = []
    for one in told:
        day = one.start if one.start == one.end else f"{one.start}–{one.end}"
        who = (
            f" ({said['says'].to(language)} {comma.join(one.origins)})"
            if len(told) > 1 and one.origins
            else ""
        )
        parts.append(day + who)
    return f" {said['or'].to(language)} ".join(parts)


def sentence(relation: Relation, language: Language) -> str:
    """Who stands how to whom."""
    said = phrases().relations[relation.kind].to(language)
    return said.replace("{a}", name(relation.source, language)).replace(
        "{b}", name(relation.target, language)
    )

"""The ontology is complete, and every code it gives exists in the vocabulary it is taken from."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ONTOLOGY = Path(__file__).parents[1] / "src" / "marsad" / "data" / "ontology.yaml"

FAMILIES = {
    "force": (
        "armed_clash",
        "ground_attack",
        "shelling",
        "air_strike",
        "explosion",
        "killing",
        "abuse",
        "abduction",
        "capture",
        "destruction",
    ),
    "coercion": ("siege", "arrest", "displacement", "restriction", "sanction"),
    "posture": ("mobilization", "withdrawal"),
    "diplomacy": ("mediation", "negotiation", "agreement", "ceasefire", "release"),
    "statement": ("demand", "threat", "accusation", "rejection", "support"),
    "civic": ("protest", "riot"),
    "relief": ("aid",),
}

FIELDS = {
    "id",
    "family",
    "ar",
    "en",
    "definition",
    "definition_ar",
    "positive",
    "negative",
    "plover",
    "cameo",
    "acled",
}

PLOVER: dict[str, set[str]] = {
    "AGREE": set(),
    "SUPPORT": set(),
    "CONCEDE": set(),
    "COOPERATE": set(),
    "AID": set(),
    "CONSULT": {"visit", "third-party", "multilateral", "phone"},
    "RETREAT": {"withdraw", "release", "disarm", "ceasefire", "access", "resign"},
    "REQUEST": {"assist", "change", "yield", "meet"},
    "REJECT": {"assist", "change", "yield", "meet"},
    "ACCUSE": {"disapprove", "investigate", "allege"},
    "THREATEN": {"restrict", "arrest", "relations", "expel", "territory", "violence"},
    "PROTEST": {"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"},
    "SANCTION": {"convict", "expel", "withdraw", "discontinue"},
    "MOBILIZE": {"troops", "weapons", "police", "militia"},
    "COERCE": {
        "seize",
        "restrict",
        "censor",
        "curfew",
        "martial-law",
        "arrest",
        "deport",
        "withhold",
        "misinformation",
        "cyber",
    },
    "ASSAULT": {
        "abduct",
        "beat",
        "torture",
        "sexual",
        "targeted",
        "destroy",
        "primitive",
        "firearms",
        "explosives",
        "suicide-attack",
        "aerial",
        "drone",
        "heavy-weapons",
        "crowd-control",
        "unconventional",
    },
}

ACLED = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Explosions/Remote violence": {
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    },
}

# Event codes of the CAMEO manual 1.1b3, root by root.
CAMEO = set(
    re.findall(
        r"\d+",
        """
010 011 012 013 014 015 016 017 018 019
020 021 0211 0212 0213 0214 022 023 0231 0232 0233 0234 024 0241 0242 0243 0244 025 0251 0252 0253
0254 0255 0256 026 027 028
030 031 0311 0312 0313 0314 032 033 0331 0332 0333 0334 034 0341 0342 0343 0344 035 0351 0352 0353
0354 0355 0356 036 037 038 039
040 041 042 043 044 045 046
050 051 052 053 054 055 056 057
060 061 062 063 064
070 071 072 073 074 075
080 081 0811 0812 0813 0814 082 083 0831 0832 0833 0834 084 0841 0842 085 086 0861 0862 0863 087
0871 0872 0873 0874
090 091 092 093 094
100 101 1011 1012 1013 1014 102 103 1031 1032 1033 1034 104 1041 1042 1043 1044 105 1051 1052 1053
1054 1055 1056 106 107 108
110 111 112 1121 1122 1123 1124 1125 113 114 115 116
120 121 1211 1212 122 1221 1222 1223 1224 123 1231 1232 1233 1234 124 1241 1242 1243 1244 1245 1246
125 126 127 128 129
130 131 1311 1312 1313 132 1321 1322 1323 1324 133 134 135 136 137 138 1381 1382 1383 1384 1385 139
140 141 1411 1412 1413 1414 142 1421 1422 1423 1424 143 1431 1432 1433 1434 144 1441 1442 1443 1444
145 1451 1452 1453 1454
150 151 152 153 154 155
160 161 162 1621 1622 1623 163 164 165 166 1661 1662 1663
170 171 1711 1712 172 1721 1722 1723 1724 173 174 175 176
180 181 182 1821 1822 1823 183 1831 1832 1833 1834 184 185 186
190 191 192 193 194 195 1951 1952 196
200 201 202 203 204 2041 2042
""",
    )
)

ARABIC = re.compile("[\u0621-\u064a]")
LATIN = re.compile("[A-Za-z]")


def load() -> list[dict[str, Any]]:
    kinds: list[dict[str, Any]] = yaml.safe_load(ONTOLOGY.read_text(encoding="utf-8"))
    return kinds


KINDS = load()
each_kind = pytest.mark.parametrize("kind", KINDS, ids=[kind["id"] for kind in KINDS])


def is_arabic(text: object) -> bool:
    return isinstance(text, str) and bool(ARABIC.search(text)) and not LATIN.search(text)


def is_english(text: object) -> bool:
    return isinstance(text, str) and bool(LATIN.search(text)) and not ARABIC.search(text)


def test_kinds_are_the_thirty_in_their_families_and_order() -> None:
    expected = [(kind, family) for family, kinds in FAMILIES.items() for kind in kinds]
    assert len(expected) == 30
    assert [(kind["id"], kind["family"]) for kind in KINDS] == expected


def test_names_are_unique() -> None:
    for language in ("ar", "en"):
        names = [kind[language] for kind in KINDS]
        assert len(set(names)) == len(names)


def test_no_sentence_is_used_twice() -> None:
    sentences = [example["ar"] for kind in KINDS for example in kind["positive"] + kind["negative"]]
    assert len(set(sentences)) == len(sentences) == 90


@each_kind
def test_all_fields_are_filled(kind: dict[str, Any]) -> None:
    assert set(kind) == FIELDS
    assert is_arabic(kind["ar"]) and is_arabic(kind["definition_ar"])
    assert is_english(kind["en"]) and is_english(kind["definition"])


@each_kind
def test_examples(kind: dict[str, Any]) -> None:
    assert len(kind["positive"]) == 2
    assert len(kind["negative"]) == 1
    assert all(set(example) == {"ar", "en"} for example in kind["positive"])
    assert all(set(example) == {"ar", "en", "why"} for example in kind["negative"])
    for example in kind["positive"] + kind["negative"]:
        assert is_arabic(example["ar"]) and is_english(example["en"])
    assert is_english(kind["negative"][0]["why"])


@each_kind
def test_plover_code_exists(kind: dict[str, Any]) -> None:
    assert set(kind["plover"]) == {"type", "mode"}
    assert kind["plover"]["type"] in PLOVER
    assert kind["plover"]["mode"] is None or kind["plover"]["mode"] in PLOVER[kind["plover"]["type"]]


@each_kind
def test_cameo_code_exists(kind: dict[str, Any]) -> None:
    assert isinstance(kind["cameo"], str), "quote the code: YAML reads 045 as a number"
    assert kind["cameo"] in CAMEO


@each_kind
def test_acled_pair_exists(kind: dict[str, Any]) -> None:
    assert set(kind["acled"]) == {"event", "sub_event"}
    event, sub_event = kind["acled"]["event"], kind["acled"]["sub_event"]
    if event is None:
        assert sub_event is None
    elif sub_event is None:
        # ACLED tells captures apart by who takes the place, which only the event itself can say.
        assert (kind["id"], event) == ("capture", "Battles")
    else:
        assert sub_event in ACLED[event]

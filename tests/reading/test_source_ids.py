"""The name a report cites and the source of the registry it means."""

from __future__ import annotations

import pytest

from marsad.lexicon.compile import Lexicon
from marsad.reading.sources.ids import source_called


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("المرصد السوري لحقوق الإنسان", "sohr"),  # as listed
        ("نشطاء المرصد السوري", "sohr"),  # who works for it
        ("رامي عبد الرحمن", "sohr"),  # who speaks for it
        ("مراسل وكالة فرانس برس", "afp"),  # two words for what it is
        ("موقع «نهر ميديا» المحلي", "naher_media"),  # marks, and what sort of site it is
        ("الأناضول", "anadolu"),  # without "agency"
        ("مصادر محلية", None),  # nobody by name
        ("مراسلنا", None),
        ("", None),
    ],
)
def test_a_cited_name_means_one_source_or_none(name: str, source: str | None, lex: Lexicon) -> None:
    found = source_called(name, lex)
    assert (found.id if found else None) == source

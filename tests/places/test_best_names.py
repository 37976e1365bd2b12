"""Of the names that sources give a place, the one to show: Arabic as Arabic news writes it."""

from __future__ import annotations

import pytest

from marsad.places.writing import _best_arabic


@pytest.mark.parametrize(
    ("latin", "arabic", "best"),
    [
        ("Damascus", ["د مشق", "دمشق", "دیمەشق"], "دمشق"),  # a letter torn off; Kurdish
        ("Amman", ["ئاممان", "عمان", "عَمّان"], "عمان"),  # Uyghur; vowel marks
        ("Jerusalem", ["أورسالم", "القُدس", "القدس"], "القدس"),  # the English name renders another one
        ("Nazareth", ["nazarې", "الناصرة", "ناصرە"], "الناصرة"),  # half Latin
        ("Ţarţūs", ["ترطوس", "طرطوس"], "طرطوس"),  # ط, as the Latin letters say
        ("Buraydah", ["بُرَيدَة"], "بريدة"),
        ("Umm Qaşr", ["ام قصر", "أم قصر"], "أم قصر"),
        ("Ramadi", ["الرمادى", "الرمادي"], "الرمادي"),  # ى for a final ي
        ("Ad Dabbah", ["ال دابباح", "الدبة"], "الدبة"),  # the article torn off
        ("Bandar", ["بندر گز"], "بندر گز"),  # no other is there
        ("Nowhere", [], ""),
    ],
)
def test_the_name_shown_is_the_arabic_one(latin: str, arabic: list[str], best: str) -> None:
    assert _best_arabic(arabic, latin) == best

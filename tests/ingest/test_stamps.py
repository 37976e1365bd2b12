"""Times of publication in the words of pages and of machines."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from marsad.ingest.stamps import machine_time, read_stamp, with_zone
from marsad.ingest.words import page_words

NOW = datetime(2021, 5, 14, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("١٤ مايو ٢٠٢١ - ٠٣:٢٢", "2021-05-14T03:22"),
        ("نشر في: الجمعة 14 أيار/مايو 2021 الساعة 03:22 مساءً بتوقيت دمشق", "2021-05-14T15:22+03:00"),
        ("14 كانون الثاني 2021", "2021-01-14"),
        ("الخميس، 13 أيار (مايو) 2021", "2021-05-13"),
        ("آخر تحديث: 14/05/2021 - 15:22 GMT", "2021-05-14T15:22+00:00"),
        ("2021-05-14 03:22 (GMT+3)", "2021-05-14T03:22+03:00"),
        ("03:22 م 13-05-2021", "2021-05-13T15:22"),
        ("12:05 ص 13-05-2021", "2021-05-13T00:05"),
        ("May 14, 2021 3:22 pm", "2021-05-14T15:22"),
        ("تشرين الأول 15, 2020 11:04 ص", "2020-10-15T11:04"),
        ("2 شوال 1442 هـ", "2021-05-14"),
        ("1442/10/02", "2021-05-14"),
        ("منذ ساعتين", "2021-05-14T10:00+00:00"),
        ("قبل 3 أيام", "2021-05-11"),
        ("منذ ثلاث دقائق", "2021-05-14T11:57+00:00"),
        ("2 hours ago", "2021-05-14T10:00+00:00"),
    ],
)
def test_what_pages_show(text: str, iso: str) -> None:
    found = read_stamp(text, page_words(), NOW)
    assert found is not None
    assert found.iso == iso


@pytest.mark.parametrize(
    "text",
    [
        "منذ أسبوع",
        "بلا تاريخ",
        "31/02/2021",
        "14 مايو",
        "عام 2020",
        "99/99/2021",
        "1/1/1970",
        "30 مايو 2021",
        "",
    ],
)
def test_what_is_no_time_of_publication(text: str) -> None:
    # a week ago is no day; no date; no such day; no year; before the web; after the fetch
    assert read_stamp(text, page_words(), NOW) is None


def test_counting_back_needs_a_time_to_count_from() -> None:
    assert read_stamp("منذ ساعتين", page_words(), None) is None  # two hours ago


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2021-05-14T03:22:11+03:00", "2021-05-14T03:22+03:00"),
        ("2021-05-14T03:22:11+0300", "2021-05-14T03:22+03:00"),
        ("2021-05-14T00:22:11.553Z", "2021-05-14T00:22+00:00"),
        ("Fri, 14 May 2021 00:22:00 GMT", "2021-05-14T00:22+00:00"),
        ("20210514", "2021-05-14"),
        ("1620951720", "2021-05-14T00:22+00:00"),
        ("0001-01-01T00:00:00Z", None),
        ("1970-01-01", None),
        ("2031-01-01", None),
        ("2021-13-40", None),
        ("yesterday", None),
    ],
)
def test_what_machines_write(text: str, iso: str | None) -> None:
    assert machine_time(text, NOW) == iso


@pytest.mark.parametrize(
    ("machine", "shown", "iso"),
    [
        ("2021-05-13T22:22+00:00", "2021-05-14T01:22", "2021-05-14T01:22+03:00"),  # Damascus in May
        ("2021-05-13T22:22+00:00", "2021-05-14", "2021-05-14"),  # its own day, the hour unknown
        ("2021-05-13T22:22+00:00", "2021-05-16", "2021-05-13T22:22+00:00"),  # no zone makes three days
        ("2021-05-13T22:22+00:00", "2021-05-13T22:41", "2021-05-13T22:22+00:00"),  # no zone makes 19 minutes
        ("2021-05-14", "2021-05-14T03:22", "2021-05-14T03:22"),
        ("2021-05-14T03:22", "2021-05-14T03:22+03:00", "2021-05-14T03:22+03:00"),
    ],
)
def test_the_machines_time_in_the_pages_clock(machine: str, shown: str, iso: str) -> None:
    assert with_zone(machine, shown) == iso

"""Many reports out of few: incidents moved to other days and places, told by the same outlets in like words.

    python -m bench.perturb ../shared/bench/airwars/dev.jsonl 100000 > reports.jsonl

Each made-up incident takes the reports of a real one and gives them another day of the two years from
2022-01-01, another of the bench's places and other small numbers; its reports keep their words otherwise, so
that they link as real ones do. Lines are shuffled: any part of the file is spread over all the days. The same
arguments give the same bytes.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

_FIRST = date(2022, 1, 1)
_DAYS = 730
_SEED = 11

# Month and weekday names as Levantine news writes them.
_MONTHS = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول",
    "تشرين الثاني", "كانون الأول",
)  # fmt: skip
_WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
_MONTH = "|".join(
    (
        *_MONTHS,
        *[
            "يناير",
            "فبراير",
            "مارس",
            "أبريل",
            "مايو",
            "يونيو",
            "يوليو",
            "أغسطس",
            "سبتمبر",
            "أكتوبر",
            "نوفمبر",
            "ديسمبر",
        ],
    )
)
_DATE = re.compile(rf"\b\d{{1,2}}\s*(?:من\s+)?(?:{_MONTH})")
_WEEKDAY = re.compile("|".join((*_WEEKDAYS, "الإثنين")))
_YEAR = re.compile(r"\b20[012]\d\b")
_SMALL = re.compile(r"(?<![\d/.:-])[2-9](?![\d/.:-])")


def incidents_of(path: Path) -> list[dict[str, Any]]:
    """The bench's incidents, those with reports."""
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [one for one in found if one["sources"]]


def made(
    incidents: list[dict[str, Any]], count: int, days: int = _DAYS, seed: int = _SEED
) -> Iterator[dict[str, Any]]:
    """``count`` reports, incident by incident."""
    rng = random.Random(seed)
    places = sorted({one["location_ar"] for one in incidents if one.get("location_ar")})
    number = 0
    while True:
        base = rng.choice(incidents)
        day = _FIRST + timedelta(rng.randrange(days))
        where, more = rng.choice(places), rng.randrange(4)
        for source in base["sources"]:
            if number == count:
                return
            number += 1
            late = rng.random() < 0.2
            yield {
                "id": f"made-{seed}-{number:07}",
                "title": _moved(source.get("title"), base, day, where, more),
                "text": _moved(source["text"], base, day, where, more),
                "published": (day + timedelta(late)).isoformat(),
                "outlet": source.get("outlet"),
            }


def _moved(text: str | None, base: dict[str, Any], day: date, where: str, more: int) -> str | None:
    """The text told of another day and place, with other small numbers."""
    if text is None:
        return None
    if base.get("location_ar"):
        text = text.replace(base["location_ar"], where)
    text = _DATE.sub(f"{day.day} {_MONTHS[day.month - 1]}", text)
    text = _WEEKDAY.sub(_WEEKDAYS[day.weekday()], text)
    text = _YEAR.sub(str(day.year), text)
    return _SMALL.sub(lambda found: str((int(found[0]) + more) % 8 + 2), text)


@click.command(help=(__doc__ or "").split("\n", 1)[0])
@click.argument("incidents", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("count", type=click.IntRange(1))
@click.option("--days", type=click.IntRange(1), default=_DAYS, show_default=True, help="Over so many days.")
@click.option("--seed", default=_SEED, show_default=True)
@click.option(
    "--by-day", is_flag=True, help="In the order of publication, as news comes, instead of shuffled."
)
def main(incidents: Path, count: int, days: int, seed: int, by_day: bool) -> None:
    reports = list(made(incidents_of(incidents), count, days, seed))
    random.Random(seed).shuffle(reports)
    if by_day:
        reports.sort(key=lambda report: str(report["published"]))
    for report in reports:
        sys.stdout.write(json.dumps(report, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

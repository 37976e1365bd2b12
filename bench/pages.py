"""How well and how fast pages are read: our own forty composed ones, ours beside trafilatura in the same run.

    python -m bench.pages [--speed] [--details]

Body: F1 of words (as a multiset) of each page's reports together. A related headline is kept where a string that the
corpus names as foreign stands in a report. A date is right where it is the expected one: the same moment and the same
local day, or the same day where no more is known.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import msgspec
import yaml

from marsad.errors import InputError
from marsad.ingest.page import read_page
from marsad.ingest.records import Raw
from marsad.model import Document

PAGES = Path(__file__).resolve().parent.parent / "tests" / "ingest" / "pages"


HELD = PAGES.with_name("held")
UNSEEN = PAGES.with_name("unseen")
BLIND = PAGES.with_name("blind")
FRESH = PAGES.with_name("fresh")
"""Pages composed later, each set when the reader stood; ``docs/ingest.md`` tells how it did on them the first time."""


def corpus(folder: Path = PAGES) -> dict[str, dict[str, Any]]:
    """The pages' expectations by name, each with its ``raw``."""
    expected: dict[str, dict[str, Any]] = yaml.safe_load(
        (folder / "expected.yaml").read_text(encoding="utf-8")
    )
    for name, page in expected.items():
        page["raw"] = Raw(data=(folder / f"{name}.html").read_bytes(), where=f"{name}.html", url=page.get("url"),
                          fetched=page.get("fetched"), charset=page.get("charset"))  # fmt: skip
    return expected


def ours(page: dict[str, Any]) -> list[Document]:
    try:
        return read_page(page["raw"])
    except InputError:
        return []


def trafilaturas(page: dict[str, Any]) -> list[Document]:
    """What trafilatura makes of the page, told to be precise, as our design page notes it to be best."""
    import trafilatura

    raw: Raw = page["raw"]
    found: Any = trafilatura.bare_extraction(raw.data, url=raw.url, favor_precision=True, include_comments=False,
                                        with_metadata=True, include_tables=True)  # fmt: skip
    if found is None or not found.text:
        return []
    return [Document(id="t", text=found.text, title=found.title, published=found.date, outlet=found.sitename)]


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def f1(found: str, expected: str) -> float:
    one, other = words(found), words(expected)
    both = sum((one & other).values())
    return 2 * both / max(sum(one.values()) + sum(other.values()), 1)


def same_date(found: str | None, expected: str) -> bool:
    if found is None:
        return False
    if "T" not in expected or len(expected) == 16:
        return found == expected
    if "T" not in found:
        return False
    one, other = datetime.fromisoformat(found), datetime.fromisoformat(expected)
    return one.tzinfo is not None and one == other and found[:10] == expected[:10]


def judge(page: dict[str, Any], found: list[Document]) -> dict[str, Any]:
    """Word F1 of the body, foreign strings kept, and whether date, title, outlet and number of reports are right."""
    reports = page["reports"]
    text = "\n".join(one.text for one in found)
    wanted = "\n".join(report["text"] for report in reports)
    return {
        "f1": f1(text, wanted),
        "kept": [line for line in page.get("foreign", ()) if line in text],
        "date": len(found) >= 1 and all(same_date(one.published, report["published"])
                                        for one, report in zip(found, reports, strict=False)),
        "day": len(found) >= 1 and (found[0].published or "")[:10] == reports[0]["published"][:10],
        "title": bool(found) and (found[0].title or "") == reports[0]["title"],
        "outlet": "outlet" not in reports[0] or (bool(found) and found[0].outlet == reports[0]["outlet"]),
        "author": "author" not in reports[0] or (bool(found) and found[0].extra.get("author") == reports[0]["author"]),
        "count": len(found) == len(reports),
    }  # fmt: skip


def measure(
    reader: Callable[[dict[str, Any]], list[Document]], pages: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    judged = {name: judge(page, reader(page)) for name, page in pages.items()}
    mean = sum(one["f1"] for one in judged.values()) / len(judged)
    sums = {
        key: sum(bool(one[key]) for one in judged.values())
        for key in ("date", "day", "title", "outlet", "author", "count")
    }
    return {"f1": mean, "kept": sum(bool(one["kept"]) for one in judged.values()), **sums, "pages": judged}


def padded(page: dict[str, Any]) -> dict[str, Any]:
    """The page as heavy as real ones are: 60 kB of script and style, and a menu of 250 links around it."""
    raw: Raw = page["raw"]
    links = b"".join(
        b"<li class='menu-item'><a href='/c/%d'>menu entry %d</a></li>" % (n, n) for n in range(250)
    )
    heavy = (
        b"<script>"
        + b"var a=[1,2,3];" * 3000
        + b"</script><style>"
        + b".a{color:red}" * 1400
        + b"</style><ul class='menu'>"
        + links
        + b"</ul>"
    )
    end = raw.data.lower().rfind(b"</body>")
    data = raw.data[:end] + heavy + raw.data[end:] if end > 0 else raw.data + heavy
    return {**page, "raw": msgspec.structs.replace(raw, data=data)}


def speed(pages: dict[str, dict[str, Any]], seconds: float = 5.0) -> float:
    """Pages read a second of one core (processor time, so that a busy machine does not count), in whole rounds."""
    for page in pages.values():
        ours(page)
    done, start = 0, time.process_time()
    while time.process_time() - start < seconds:
        for page in pages.values():
            ours(page)
        done += len(pages)
    return done / (time.process_time() - start)


@click.command()
@click.option("--speed", "timed", is_flag=True, help="Also measure pages a second.")
@click.option("--details", is_flag=True, help="Name every page that is not wholly right.")
def main(timed: bool, details: bool) -> None:
    """Measure on the composed pages."""
    pages = corpus()
    for some in (pages, *map(corpus, (HELD, UNSEEN, BLIND, FRESH))):
        results = {"Marsad": measure(ours, some), "trafilatura": measure(trafilaturas, some)}
        held = "" if some is pages else " beside"
        click.echo(
            f"{f'{len(some)} pages{held}':27}body F1   pages with a foreign line   date   day   title   outlet   author   reports"
        )
        for name, one in results.items():
            click.echo(
                f"{name:27}{one['f1']:7.3f}{one['kept']:28}{one['date']:7}{one['day']:6}{one['title']:8}"
                f"{one['outlet']:9}{one['author']:9}{one['count']:10}"
            )
        if details:
            for name, one in results["Marsad"]["pages"].items():
                wrong = [key for key in ("date", "title", "outlet", "author", "count") if not one[key]]
                if one["f1"] < 0.995 or wrong or one["kept"]:
                    click.echo(f"{name}: F1 {one['f1']:.3f} {' '.join(wrong)} {one['kept'] or ''}")
    if timed:
        heavy = {name: padded(page) for name, page in pages.items()}
        for what, some in (("as composed", pages), ("with the weight of real ones", heavy)):
            size = sum(len(page["raw"].data) for page in some.values()) / len(some) / 1000
            click.echo(
                f"Marsad, extraction only, {what} ({size:.0f} kB each): {speed(some):.0f} pages a second of one core"
            )


if __name__ == "__main__":
    main()

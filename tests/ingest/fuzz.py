"""Broken input in quantity: pages, feeds, exports, archives and tables, cut, spliced and flipped.

    python -m tests.ingest.fuzz MINUTES [SEED]

Whatever comes in, reports or faults come out: no other exception, and nothing that takes more than five seconds. What
a run finds is printed with its bytes and becomes a case of ``test_fuzz.py``.
"""

from __future__ import annotations

import random
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path

from marsad.ingest.opening import Ways, read_raw
from marsad.ingest.records import Raw, Report
from tests.ingest import made

LONGEST = 5.0
PAGES = Path(__file__).with_name("pages")


def seeds() -> list[tuple[str, bytes]]:
    """Whole inputs to break, each with a name that says what it is."""
    out = [(path.name, path.read_bytes()) for path in sorted(PAGES.glob("*.html"))]
    out += [
        ("feed.xml", made.rss(made.ONE, made.TWO)), ("x.warc.gz", made.warc([("https://a.example/1", made.html())])), ("a.mhtml", made.mhtml()),
        ("a.eml", made.eml()), ("a.docx", made.docx(made.ONE, made.TWO)), ("result.json", made.telegram()), ("messages.html", made.telegram_html()),
        ("chat.txt", made.whatsapp()), ("a.csv", f"text,date,url\n{made.ONE},14/05/2021,x\n".encode()), ("a.pdf", made.pdf()),
        ("a.zip", made.zipped(**{"a.html": made.html(), "b.txt": made.ONE.encode()})), ("x.wacz", made.wacz([("https://a.example/1", made.html())])),
        ("a.xlsx", made.xlsx([["النص", "التاريخ"], [made.ONE, "2021-05-14"]])),
        ("f.json", b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "https://a.example", "content_html": "<p>a b c d</p>"}]}'),
        ("s.xml", b"<urlset><url><loc>https://a.example/1</loc><lastmod>2021-05-14</lastmod></url></urlset>"),
    ]  # fmt: skip
    return out


TOKENS = [
    b"<", b">", b"</div>", b"<div>", b"<p>", b"<table><tr><td>", b"<!--", b"-->", b"]]>", b"<![CDATA[", b"&", b"&#x110000;", b"&#0;", b"\x00", b"\xff",
    b"\xd8\xa7", b"\xe2\x80\xae", b'"', b"'", b"{", b"}", b"[", b"]", b",", b":", b"\\u0000", b"\\ud800", b"null", b"-1", b"9" * 40, b"1e999", b"\r\n\r\n",
    b"\n", b"<script type=\"application/ld+json\">", b"{\"@type\":\"NewsArticle\",\"datePublished\":", b"{\"@graph\":[[[", b"<time datetime=", b"<article>",
    b"2021-99-99T99:99", b"99999999999999", b"0000-00-00", b"Content-Length: -1\r\n", b"Content-Type: multipart/mixed; boundary=\r\n", b"charset=utf-7",
    b"charset=idna", b"<base href=http://[>", b"href=http://[::1", b"http://a.example:99999999/", "منذ ٩٩٩ يوما".encode(), "31 شباط 2021".encode(), "30 صفر 1500".encode(),
    b"<form hidden style=display:none>", b"<a href='", b"<h1>", b"<li><li><li>", b"<svg><math>", b"<template>", b"<frameset>", b"<plaintext>",
]  # fmt: skip


def broken(random_: random.Random, whole: list[tuple[str, bytes]]) -> tuple[str, bytes]:
    name, data = random_.choice(whole)
    out = bytearray(data)
    for _ in range(random_.choice((1, 1, 2, 4, 12))):
        at = random_.randrange(len(out) + 1)
        what = random_.randrange(8)
        if what == 0 and out:
            out[at % len(out)] = random_.randrange(256)
        elif what == 1:
            out[at : at + random_.randrange(200)] = b""
        elif what == 2:
            out[at:at] = random_.choice(TOKENS) * random_.choice((1, 1, 3, 50, 2000))
        elif what == 3:
            del out[at:]
        elif what == 4:
            other = random_.choice(whole)[1]
            cut = random_.randrange(len(other) + 1)
            out[at:at] = other[cut : cut + random_.randrange(3000)]
        elif what == 5:
            piece = bytes(out[at : at + random_.randrange(1, 400)])
            out[at:at] = piece * random_.choice((1, 2, 100))
        elif what == 6:
            out[at:at] = bytes(random_.randrange(256) for _ in range(random_.randrange(40)))
        else:
            name = random_.choice(whole)[0] if random_.random() < 0.3 else name
    return name, bytes(out)


def check(name: str, data: bytes) -> None:
    """Read it as the door does; every report must hold together."""
    for one in read_raw(
        Raw(
            data=data,
            where=name,
            url=random.choice((None, "https://a.example/2021/05/14/x")),
            fetched="2024-01-01T00:00:00+00:00",
        ),
        Ways(),
    ):
        if isinstance(one, Report):
            assert one.document is not None or one.fault is not None or one.skipped
            if one.document is not None:
                assert one.document.id and one.document.text.strip()
                one.document.text.encode("utf-8")
                (one.document.published or "2020-01-01")[4:5].encode()
                assert one.document.published is None or one.document.published[4] == "-"


def _late(signum: int, frame: object) -> None:
    raise TimeoutError("took too long")


def main(minutes: float, seed: int) -> int:
    random_ = random.Random(seed)
    whole = seeds()
    until, done, bad, slowest = time.monotonic() + minutes * 60, 0, 0, 0.0
    signal.signal(signal.SIGALRM, _late)
    known: set[str] = set()
    while time.monotonic() < until and bad < 20:
        name, data = broken(random_, whole)
        began = time.monotonic()
        signal.setitimer(signal.ITIMER_REAL, LONGEST)
        try:
            check(name, data)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            signal.setitimer(signal.ITIMER_REAL, 0)
            place = traceback.extract_tb(error.__traceback__)[-1]
            key = f"{type(error).__name__} {place.filename}:{place.lineno}"
            if key in known:
                continue
            known.add(key)
            bad += 1
            path = Path(tempfile.gettempdir(), f"fuzz-{seed}-{done}-{name}")
            path.write_bytes(data)
            print(
                path,
                type(error).__name__,
                str(error)[:200],
                "".join(traceback.format_exc().splitlines(True)[-6:]),
                flush=True,
            )
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        slowest = max(slowest, time.monotonic() - began)
        done += 1
    print(
        f"{done:,} broken inputs in {minutes:g} minutes, {bad} bad, the slowest took {slowest:.2f} s",
        flush=True,
    )
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0))

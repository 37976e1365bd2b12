"""A WARC of many responses made from the composed pages: read in one pass, in bounded memory, resumed after a kill.

    python -m bench.warc [--responses 10000] [--add] [--kill SECONDS]

Without --add the pages are read and thrown away: what the door costs. With it they go through ``marsad add`` into an
archive, killed once after some seconds and started again; every response must then be there once.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import click

from bench.pages import PAGES, corpus

ROOT = Path(__file__).resolve().parent.parent

_COUNT = """
import io, sys
from marsad.ingest.door import through
from marsad.ingest.opening import Ways
from marsad.ingest.tables import Columns
ids, skipped, faults = set(), 0, 0
for one in through((sys.argv[1],), io.BytesIO(), Ways()):
    if isinstance(one, Columns): continue
    if one.document is not None: ids.add(one.document.id)
    skipped += one.skipped is not None
    faults += one.fault is not None
print(len(ids), skipped, faults)
"""


def towns() -> list[str]:
    """Names of towns to tell the responses apart, so that they are not ten thousand copies of forty."""
    with (ROOT / "src/marsad/data/places.csv").open(encoding="utf-8") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        names = [
            next((v for v in row.values() if isinstance(v, str) and "\u0620" <= v[:1] <= "\u064a"), "")
            for row in rows
        ]
    return [name for name in dict.fromkeys(names) if name and " " not in name][:250]


def responses(count: int) -> Iterator[tuple[str, bytes, str]]:
    """Address, bytes and charset of each: a page of the corpus that tells of a garden opened, each another one.

    What they tell of is no matter for the door, and ten thousand near copies of forty events would measure merging.
    """
    names = towns()
    pages = [
        (n, p)
        for n, p in corpus().items()
        if len(p["reports"]) == 1 and "double" not in n and "8859" not in n
    ]
    for number in range(count):
        name, page = pages[number % len(pages)]
        encoding = "cp1256" if name[:2] in ("09", "24") else "utf-8"
        text = (PAGES / f"{name}.html").read_bytes().decode(encoding)
        for at, line in enumerate(page["reports"][0]["text"].split("\n\n")):
            # "The municipality of … opened a public garden, number …, and its people planted … trees in it."
            told = f"افتتحت بلدية {names[(number + at) % len(names)]} حديقة عامة تحمل الرقم {number}-{at}، وزرع الأهالي فيها {50 + at} شجرة."
            text = text.replace(line, told)
        # The headline too, or the pages would still be near copies of forty events.
        told = f"حديقة جديدة في {names[number % len(names)]} تحمل الرقم {number}"  # "a new garden in … numbered …"
        text = text.replace(page["reports"][0]["title"], told)
        host = (page.get("url") or "https://saved.example/").split("/")[2]
        yield f"https://{host}/n/{number}", text.encode(encoding, "xmlcharrefreplace"), encoding


def write(path: Path, count: int) -> None:
    with path.open("wb") as out:
        for number, (url, body, _) in enumerate(responses(count)):
            block = (
                f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n".encode()
                + body
            )
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012d}>\r\n"
                f"WARC-Target-URI: {url}\r\nWARC-Date: 2024-05-15T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(block)}\r\n\r\n"
            )
            out.write(gzip.compress(head.encode() + block + b"\r\n\r\n", 6))


def peak() -> float:
    """Megabytes of the largest child so far."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


@click.command()
@click.option("--responses", "count", default=10_000, show_default=True)
@click.option("--add", is_flag=True, help="Through marsad add, killed once.")
@click.option("--kill", default=60.0, show_default=True, help="Seconds after which the first run is killed.")
def main(count: int, add: bool, kill: float) -> None:
    """Measure on a WARC made for the purpose."""
    with tempfile.TemporaryDirectory() as folder:
        warc = Path(folder, "pages.warc.gz")
        write(warc, count)
        click.echo(f"{count:,} responses, {warc.stat().st_size / 1e6:.1f} MB packed")
        if not add:
            began = time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-c", _COUNT, str(warc)], capture_output=True, text=True, check=True
            )
            took = time.perf_counter() - began
            reports, skipped, faults = map(int, done.stdout.split())
            click.echo(
                f"one pass: {reports:,} reports, {skipped} passed over, {faults} faults in {took:.1f} s ({count / took:.0f} responses a second), peak {peak():.0f} MB"
            )
            return
        archive = Path(folder, "marsad.db")
        command = [sys.executable, "-m", "marsad", "add", str(warc), "--archive", str(archive)]
        running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        time.sleep(kill)
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        with sqlite3.connect(archive) as db:
            before = db.execute("SELECT count(*) FROM document").fetchone()[0]
        click.echo(f"killed after {kill:.0f} s with {before:,} reports in the archive")
        began = time.perf_counter()
        again = subprocess.run(command, capture_output=True, text=True, check=False)
        click.echo(f"second run {time.perf_counter() - began:.0f} s: {again.stderr.strip().splitlines()[-1]}")
        with sqlite3.connect(archive) as db:
            total, urls = db.execute("SELECT count(*), count(DISTINCT url) FROM document").fetchone()
            kept = db.execute("SELECT count(*) FROM evidence").fetchone()[0]
        click.echo(
            f"{total:,} reports of {urls:,} addresses, {kept:,} files of evidence, peak {peak():.0f} MB"
        )
        checked = subprocess.run(
            [sys.executable, "-m", "marsad", "verify", "--json", "--archive", str(archive)],
            capture_output=True,
            text=True,
            check=False,
        )
        click.echo(f"verify: {json.loads(checked.stdout.splitlines()[-1])}")


if __name__ == "__main__":
    main()

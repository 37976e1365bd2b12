"""What a person waits for in the observatory: the API under many clients, the page in a real browser.

    python -m bench.observatory [--events 20000] [--archive FILE] [--api] [--page] [--size] [--json]

Makes an archive of made-up events once (some minutes; kept at ``--archive``), serves it with ``marsad serve`` as a
process of its own, and measures. Events, towns and days are drawn with a fixed seed; the texts say nothing real.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import quote

from marsad.archive.adding import Adder
from marsad.archive.file import reading, writing
from marsad.archive.records import Item, Reader
from marsad.lexicon.compile import lexicon
from marsad.model import Claim, Coded, Document, Location, Participant, Span, Toll, When
from marsad.places.gazetteer import Gazetteer

PORT = 8790
CLIENTS = 16
_READER = Reader(version="0", lexicon="bench", gazetteer="bench", fingerprint="bench")
_KINDS = (
    "shelling",
    "armed_clash",
    "air_strike",
    "arrest",
    "siege",
    "mediation",
    "demand",
    "protest",
    "mobilization",
)
_BATCH = 500


def made_up(count: int) -> Iterator[Item]:
    """Reports of one event each, spread over towns and five years so that few of them are one event."""
    draw = random.Random(20_000)
    places = [
        p for p in Gazetteer.open().larger(5_000, ["SY", "IQ", "YE", "LB", "LY", "SD"]) if p.kind != "country"
    ]
    words = lexicon()
    actors = [
        a for a in words.actors.values() if a.kind in ("army", "armed_group", "militia", "air_force", "rebel")
    ] or [*words.actors.values()]
    for number in range(count):
        place, kind = draw.choice(places), draw.choice(_KINDS)
        first, second = draw.sample(actors, 2)
        day = (date(2019, 1, 1) + timedelta(days=int(1826 * draw.random() ** 0.7))).isoformat()
        name = place.name_ar or place.name_en
        sentence = f"{first.name_ar} - {words.kinds[kind].ar} - {second.name_ar} في {name} يوم {day}"
        text = f"خبر رقم {number}: {sentence}. وقال شهود إن ذلك وقع قرب المكان رقم {number * 7 % 997}."
        start = text.index(sentence)
        evidence = Span(start=start, end=start + len(sentence), quote=sentence)
        wide = draw.random() < 0.15
        claim = Claim(
            id=sha256(f"bench{number}".encode()).hexdigest()[:16], kind=kind,
            status=draw.choice(("occurred", "occurred", "occurred", "ongoing", "denied", "planned")),
            evidence=(evidence,), confidence=round(0.3 + 0.7 * draw.random(), 3),
            initiators=(Participant(text=first.name_ar, name=first.name_ar, id=first.id, name_en=first.name_en),),
            targets=(Participant(text=second.name_ar, name=second.name_ar, id=second.id, name_en=second.name_en),),
            places=(
                Location(
                    text=name, name=name, id=place.id, kind=place.kind, country=place.country,
                    lat=None if wide else place.lat, lon=None if wide else place.lon,
                    radius=None if wide else 2000, precision=4 if wide else 1,
                ),
            ),
            when=When(start=day, end=day, precision="day"),
            killed=Toll(min=number % 9, max=number % 9) if number % 3 == 0 and number % 9 else None,
        )  # fmt: skip
        document = Document(
            id=f"b{number:06}", text=text, title=sentence[:60], published=day, outlet=f"outlet {number % 37}"
        )
        yield Item(
            document, Coded(id=document.id, events=(claim,), published=day), sha256(text.encode()).digest()
        )


def build(path: Path, count: int) -> None:
    """The archive of so many reports, at ``path``."""
    with writing(path) as db:
        adder = Adder(db, lexicon(), _READER, "2026-01-01T00:00:00+00:00")
        batch: list[Item] = []
        for number, item in enumerate(made_up(count), 1):
            batch.append(item)
            if len(batch) == _BATCH:
                adder.put(batch)
                batch = []
                print(f"\r{number:,} of {count:,}", end="", file=sys.stderr)
        adder.put(batch)
        adder.finish("2026-01-01T01:00:00+00:00")
    print(file=sys.stderr)


@contextmanager
def served(path: Path) -> Iterator[str]:
    """``marsad serve`` as a process of its own, ready to answer."""
    command = [sys.executable, "-m", "marsad", "serve", "--archive", str(path), "--port", str(PORT)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                asyncio.run(_probe())
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{PORT}"
    finally:
        process.terminate()
        process.wait(20)


async def _probe() -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", PORT)
    writer.close()


def questions(path: Path) -> list[str]:
    """What a person's page asks: pages of lists under filters, events, searches, actors. None of them twice."""
    draw = random.Random(7)
    with reading(path) as db:
        events = [row[0] for row in db.execute("SELECT id FROM event ORDER BY id LIMIT 20000")]
        actors = [row[0] for row in db.execute("SELECT key FROM actor ORDER BY n LIMIT 100")]
        places = [row[0] for row in db.execute("SELECT name FROM place ORDER BY n LIMIT 400")]
    out = []
    for number in range(4000):
        start = date(2019, 1, 1) + timedelta(days=draw.randrange(1700))
        span = f"from={start}&to={start + timedelta(days=draw.choice((7, 30, 90)))}"
        pick = number % 20
        if pick < 8:
            out.append(f"events/{draw.choice(events)}")
        elif pick < 13:
            out.append(f"events?limit=40&order=newest&{span}&kind={draw.choice(_KINDS)}")
        elif pick < 15:
            out.append(f"events?limit=40&actor={quote(draw.choice(actors))}&{span}")
        elif pick < 16:
            out.append(f"events?limit=40&place={quote(draw.choice(places))}")
        elif pick < 18:
            out.append(f"search?limit=20&q={quote(draw.choice(places))}&{span}")
        elif pick < 19:
            out.append(f"reports?limit=30&{span}")
        else:
            out.append(f"actors?limit=60&q={quote(draw.choice(places)[:4])}")
    return out


async def _client(asked: list[str], pause: float, took: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    for path in asked:
        if pause:
            await asyncio.sleep(pause * (0.5 + random.random()))
        begun = time.perf_counter()
        writer.write(f"GET /api/v1/{path} HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(
            int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")
        )
        await reader.readexactly(length)
        took.append(time.perf_counter() - begun)
        assert head.startswith(b"HTTP/1.1 200"), (path, head[:80])
    writer.close()


async def _clients(asked: list[str], pause: float) -> list[float]:
    took: list[float] = []
    await asyncio.gather(*(_client(asked[n::CLIENTS], pause, took) for n in range(CLIENTS)))
    return took


def api(path: Path) -> dict[str, float]:
    """Milliseconds by 16 clients: without a pause between questions, and with half a second as a quick reader has."""
    asked = questions(path)
    out = {}
    with served(path):
        asyncio.run(_clients(asked[:160], 0))
        for name, pause, many in (
            ("back to back", 0.0, asked[160:2160]),
            ("with half a second between", 0.5, asked[2160:]),
        ):
            begun = time.perf_counter()
            took = [1000 * one for one in asyncio.run(_clients(many, pause))]
            cuts = quantiles(took, n=100)
            out[f"API, {name}: p50 ms"] = round(median(took), 1)
            out[f"API, {name}: p99 ms"] = round(cuts[98], 1)
            out[f"API, {name}: requests a second"] = round(len(took) / (time.perf_counter() - begun))
    return out


def page(path: Path) -> dict[str, float]:
    """Milliseconds in Chromium: the first paint with events in it, the map, another filter, the brush."""
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import ARGUMENTS, chromium

    found = chromium()
    if found is None:
        raise SystemExit("no Chromium here: apt-get install chromium")
    first, mapped, filtered, brushed, followed = [], [], [], [], []
    own_filter, own_brush = [], []
    with served(path) as url, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=ARGUMENTS)
        for _ in range(4):
            context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
            tab = context.new_page()
            tab.goto(f"{url}/events?lang=en", wait_until="commit")
            tab.wait_for_selector(".timeline .bars path")
            tab.wait_for_selector(".event-line >> nth=5")
            first.append(
                tab.evaluate("() => new Promise(d => requestAnimationFrame(() => d(performance.now())))")
            )
            tab.wait_for_selector('.map-box[data-ready="yes"]', timeout=60_000)
            mapped.append(tab.evaluate("performance.now()"))
            tab.wait_for_timeout(1500)
            clock = context.new_cdp_session(tab)
            clock.send("Performance.enable", {"timeDomain": "threadTicks"})
            before = _worked(clock)
            for value in ("denied", "ongoing", "", "planned", ""):
                filtered.append(_filter(tab, value))
                tab.wait_for_timeout(400)
            between = _worked(clock)
            frames = _brush(tab)
            own_filter.append((between - before) / 5)
            own_brush.append((_worked(clock) - between) / len(frames["counts"]))
            brushed += frames["counts"]
            followed += frames["map"]
            context.close()
        browser.close()
    return {
        "page: first useful paint ms (list and timeline), median of 4": round(median(first)),
        "page: first useful paint ms, first visit": round(first[0]),
        "page: map drawn ms, median of 4": round(median(mapped)),
        "page: filter changed, list and map drawn anew ms, median": round(median(filtered)),
        "page: filter changed ms, longest": round(max(filtered)),
        "page: brush, to the frame with new counts ms, median": round(median(brushed)),
        "page: brush, to the frame with new counts ms, 95 in 100": round(quantiles(brushed, n=20)[18]),
        "page: a filter, processor time of the page's thread ms": round(median(own_filter)),
        "page: a move of the brush, processor time of the page's thread ms": round(median(own_brush)),
        "page: brush, to the map drawn ms, median": round(median(followed)),
    }


def _worked(clock: Any) -> float:
    """Milliseconds of processor time that the page's main thread has used; what other processes do is not in it."""
    found = {one["name"]: one["value"] for one in clock.send("Performance.getMetrics")["metrics"]}
    return 1000 * float(found["TaskDuration"])


def _filter(tab: Any, value: str) -> float:
    """From the choice to the frame that shows the new list and the new number of events on the map."""
    return float(
        tab.evaluate(
            """(value) => new Promise(done => {
              const box = document.querySelector(".map-box"), list = document.querySelector(".listed .tabs");
              const before = list.innerText, start = performance.now();
              const look = () => {
                if (list.innerText !== before && !document.querySelector(".events-grid.stale") && document.querySelector(".list")?.getAttribute("aria-busy") === "false"
                    && box.dataset.drawn === document.querySelectorAll(".listed .tabs b")[1].innerText.replace(/\\D/g, ""))
                  requestAnimationFrame(() => done(performance.now() - start));
                else setTimeout(look, 4);
              };
              const select = document.querySelectorAll(".filters select")[0];
              select.value = value; select.dispatchEvent(new Event("change", { bubbles: true }));
              look();
            })""",
            value,
        )
    )


def _brush(tab: Any) -> dict[str, list[float]]:
    """From each move of the pointer to the frame after the counts, and to the one after the map, have changed."""
    found: dict[str, list[float]] = tab.evaluate(
        """() => new Promise(async done => {
          const bars = document.querySelector(".bars"), box = document.querySelector(".map-box"), rect = bars.getBoundingClientRect();
          const count = document.querySelector(".listed .tabs b");
          const at = (type, part) => bars.dispatchEvent(new PointerEvent(type, { clientX: rect.left + rect.width * part, clientY: rect.top + 40, pointerId: 1, bubbles: true, button: 0 }));
          bars.setPointerCapture = () => {};
          at("pointerdown", 0.3);
          const counts = [], map = [], waiting = [];
          const seen = new MutationObserver(() => { const now = performance.now(); while (waiting.length) map.push(now - waiting.shift()); });
          seen.observe(box, { attributes: true, attributeFilter: ["data-drawn"] });
          for (let n = 1; n <= 30; n++) {
            const before = count.innerText, start = performance.now();
            at("pointermove", 0.3 + 0.015 * n);
            waiting.push(start);
            await new Promise(next => {
              const look = () => count.innerText !== before ? requestAnimationFrame(() => next()) : requestAnimationFrame(look);
              requestAnimationFrame(look);
            });
            counts.push(performance.now() - start);
          }
          at("pointerup", 0.8);
          await new Promise(next => setTimeout(next, 1500));
          seen.disconnect();
          done({ counts, map });
        })"""
    )
    return found


def size() -> dict[str, float]:
    """Kilobytes of scripts and styles, gzipped as they are served; the map's apart."""
    from marsad.web.assets import HOME

    sums = {"map": 0, "app": 0}
    for file in (HOME / "assets").glob("*"):
        if file.suffix in (".js", ".mjs", ".css"):
            part = "map" if file.name.startswith(("basemap", "maplibre", "spotmap")) else "app"
            sums[part] += len(gzip.compress(file.read_bytes(), 6, mtime=0))
    return {
        "JS and CSS, gzipped kB": round(sums["app"] / 1000, 1),
        "the map's, gzipped kB": round(sums["map"] / 1000, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=20_200)
    parser.add_argument("--archive", type=Path, default=Path("build/observatory.db"))
    for part in ("api", "page", "size", "json"):
        parser.add_argument(f"--{part}", action="store_true")
    asked = parser.parse_args()
    everything = not (asked.api or asked.page or asked.size)
    if not asked.archive.exists():
        asked.archive.parent.mkdir(parents=True, exist_ok=True)
        made = asked.archive.with_suffix(".making")
        build(made, asked.events)
        shutil.move(made, asked.archive)
    figures: dict[str, float] = {}
    with reading(asked.archive) as db:
        figures["events"] = db.execute("SELECT count(*) FROM event").fetchone()[0]
    if asked.size or everything:
        figures |= size()
    if asked.api or everything:
        figures |= api(asked.archive)
    if asked.page or everything:
        figures |= page(asked.archive)
    if asked.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:<64} {value:>10,}")


if __name__ == "__main__":
    main()

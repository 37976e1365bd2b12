"""The watcher against servers of both kinds: what is new comes in once, and nothing ends it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from marsad.errors import InputError
from marsad.ingest.fetch import Limits
from marsad.ingest.paced import Paced
from marsad.ingest.records import Raw
from marsad.ingest.sources import STARTER, read_sources

from .conftest import Run
from .hostile import PAGE, Hostile, answer, hostile


@pytest.fixture
def server() -> Iterator[Hostile]:
    with hostile() as running:
        yield running


def sources(path: Path, *urls: str, **more: str) -> Path:
    lines = ["[watch]", "pace = 0", 'every = "30s"']
    for url in urls:
        lines += ["[[source]]", f'url = "{url}"', *(f'{key} = "{value}"' for key, value in more.items())]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def feed(server: Hostile, *names: str) -> bytes:
    items = "".join(
        f"<item><title>خبر {n}</title><link>{server.url('/' + n)}</link><pubDate>Fri, 14 May 2021 0{i}:00:00 GMT</pubDate></item>"
        for i, n in enumerate(names)
    )
    return answer(
        f'<rss version="2.0"><channel><title>شبكة الاختبار</title>{items}</channel></rss>'.encode(),
        "application/rss+xml",
        more='ETag: "v1"\r\n',
    )


def page(town: str) -> bytes:
    return answer(PAGE.replace("طفس".encode(), town.encode()))


def reports(run: Run) -> list[dict[str, object]]:
    return [json.loads(line) for line in run("reports", "--json").stdout.splitlines()]


def test_new_stories_come_in_once_with_their_outlet_and_time(
    run: Run, server: Hostile, tmp_path: Path
) -> None:
    server.cases |= {
        "/feed": lambda: feed(server, "a", "b"),
        "/a": lambda: page("نوى"),
        "/b": lambda: page("جاسم"),
    }
    file = sources(tmp_path / "s.toml", server.url("/feed"), outlet="شبكة المرقاب")
    first = run("watch", file, "--once", "--allow-private")
    assert first.exit_code == 0, first.stderr
    assert "2 reports added" in first.stderr
    found = reports(run)
    assert {one["outlet"] for one in found} == {"شبكة المرقاب"}
    assert sorted(str(one["published"]) for one in found) == [
        "2021-05-14T00:00+00:00",
        "2021-05-14T01:00+00:00",
    ]
    server.asked.clear()
    second = run("watch", file, "--once", "--allow-private")
    assert "0 reports added" in second.stderr
    assert set(server.asked) <= {"/robots.txt", "/feed"}
    assert any('If-None-Match: "v1"' in head for head in server.heads)
    assert run("verify").exit_code == 0


def test_a_story_told_anew_is_a_report_of_its_own(run: Run, server: Hostile, tmp_path: Path) -> None:
    stamp = ["2021-05-14T00:00:00Z"]

    def atom() -> bytes:
        entry = (
            f'<entry><title>x</title><link href="{server.url("/a")}"/><updated>{stamp[0]}</updated></entry>'
        )
        return answer(
            f'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>{entry}</feed>'.encode(),
            "application/atom+xml",
        )

    server.cases |= {"/feed": atom, "/a": lambda: page("نوى")}
    file = sources(tmp_path / "s.toml", server.url("/feed"))
    run("watch", file, "--once", "--allow-private")
    stamp[0] = "2021-05-14T06:00:00Z"
    server.cases["/a"] = lambda: page("جاسم")
    run("watch", file, "--once", "--allow-private")
    found = reports(run)
    assert len(found) == 2
    assert len({one["url"] for one in found}) == 1


def test_whatever_servers_do_the_watcher_lives_on(
    run: Run, server: Hostile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "marsad.cli.watch.Limits",
        lambda private: Limits(most=300_000, seconds=1.5, idle=1, redirects=3, private=private),
    )
    bad = [path for path in server.cases if path not in ("/good", "/robots.txt")]
    server.cases["/last"] = lambda: feed(server, "good")
    file = sources(tmp_path / "s.toml", *(server.url(path) for path in bad), server.url("/last"))
    result = run("watch", file, "--once", "--allow-private")
    assert result.exit_code == 1
    assert f"{len(bad) + 1} sources asked" in result.stderr
    assert [one["url"] for one in reports(run)] == [server.url("/good")]
    # What failed is asked again, later each time.
    again = run("watch", file, "--once", "--allow-private")
    assert (
        " 2 sources asked" in again.stderr
        or " 1 source asked" in again.stderr
        or " 3 sources asked" in again.stderr
    )
    assert run("verify").exit_code == 0


def test_robots_txt_is_kept_to(run: Run, server: Hostile, tmp_path: Path) -> None:
    server.cases |= {
        "/robots.txt": lambda: answer(b"User-agent: *\nDisallow: /a\n", "text/plain"), "/feed": lambda: feed(server, "a", "b"),
        "/a": lambda: page("نوى"), "/b": lambda: page("جاسم"),
    }  # fmt: skip
    result = run("watch", sources(tmp_path / "s.toml", server.url("/feed")), "--once", "--allow-private")
    assert "/a" not in server.asked
    assert "[I049]" in result.stderr
    assert [one["url"] for one in reports(run)] == [server.url("/b")]


def test_a_page_of_links_is_followed(run: Run, server: Hostile, tmp_path: Path) -> None:
    listing = "<html><body><ul><li><a href='/story-a'>قصف على بلدة نوى بريف درعا</a></li><li><a href='/x'>المزيد</a></li></ul></body></html>"
    server.cases |= {"/list": lambda: answer(listing.encode()), "/story-a": lambda: page("نوى")}
    run("watch", sources(tmp_path / "s.toml", server.url("/list"), kind="page"), "--once", "--allow-private")
    assert [one["url"] for one in reports(run)] == [server.url("/story-a")]
    assert "/x" not in server.asked


def test_a_killed_watcher_goes_on_where_it_was(
    run: Run, server: Hostile, tmp_path: Path, archive: Path
) -> None:
    names = [f"n{n:02}" for n in range(12)]

    def slow(n: int) -> Iterator[bytes]:
        time.sleep(0.15)
        yield page(f"بلدة رقم {n}")

    server.cases |= {
        "/feed": lambda: feed(server, *names),
        **{f"/{name}": (lambda n=n: slow(n)) for n, name in enumerate(names)},
    }
    file = sources(tmp_path / "s.toml", server.url("/feed"))
    command = [
        sys.executable,
        "-m",
        "marsad",
        "watch",
        str(file),
        "--once",
        "--allow-private",
        "--archive",
        str(archive),
    ]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while (
            sum(path in server.asked for path in ("/n00", "/n01", "/n02")) < 3 and time.monotonic() < deadline
        ):
            time.sleep(0.02)
    finally:
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
    result = run("watch", file, "--once", "--allow-private")
    assert result.exit_code == 0, result.stderr
    urls = [str(one["url"]) for one in reports(run)]
    assert sorted(urls) == [server.url(f"/{name}") for name in names]
    assert run("verify").exit_code == 0


def test_the_starter_is_understood_once_filled(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "sources.toml"
    with pytest.raises(InputError, match="names no source"):
        read_sources(STARTER)
    filled = "\n".join(
        line.removeprefix("# ")
        if line.startswith(("# [[", "# url", "# kind", "# every", "# outlet"))
        else line
        for line in STARTER.read_text(encoding="utf-8").splitlines()
    )
    path.write_text(filled, encoding="utf-8")
    found = read_sources(path)
    assert [one.kind for one in found.sources] == ["feed", "sitemap", "page"]
    assert [one.every for one in found.sources] == [900, 1800, 3600]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[source]]\nurl = 'ftp://a.example'", "only http"),
        ("[[source]]\nurl = 'http://a.example'\nkind = 'blog'", "no kind of source"),
        ("[[source]]\nurl = 'http://a.example'\nevery = '5'", "«every»"),
        ("[[source]]\nurl = 'http://a.example'\nevry = '5m'", "«evry»"),
        ("[[source]]\nurl = 'http://a.example'\n[[source]]\nurl = 'http://a.example'", "twice"),
        ("[watch]\npase = 3\n[[source]]\nurl = 'http://a.example'", "«pase»"),
        ("[[source]", "not TOML"),
        ("[[source]]\nname = 'x'", "no url"),
    ],
)
def test_a_fault_in_the_sources_is_named(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="I062") as fault:
        read_sources(path)
    assert says in str(fault.value)
    assert str(path) in str(fault.value)


def test_a_host_is_asked_at_its_pace() -> None:
    now, waited, asked = [0.0], [], []

    def get(url: str, limits: Limits, headers: dict[str, str]) -> Raw:
        asked.append((url, now[0]))
        return Raw(
            data=b"User-agent: *\nCrawl-delay: 7\n" if url.endswith("robots.txt") else b"x",
            where=url,
            url=url,
            status=200,
        )

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        now[0] += seconds

    paced = Paced(Limits(), 2.0, get=get, sleep=sleep, clock=lambda: now[0])
    for name in ("a", "b", "c"):
        paced(f"http://one.example/{name}")
    paced("http://two.example/a", robots=False)
    times = [at for url, at in asked if "one.example/" in url and "robots" not in url]
    assert all(later - sooner >= 7 for sooner, later in pairwise(times))
    assert asked[-1][1] == now[0] == times[-1]  # another host had no reason to wait

"""A real Chromium before a real server. Skips with the reason where there is no browser or the app is not built."""

from __future__ import annotations

import json
import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from click.testing import CliRunner

from marsad.cli.demo import SAMPLE
from marsad.cli.main import main
from marsad.ingest.fetch import fetch
from marsad.ingest.paced import Get
from marsad.web import assets
from marsad.web.access import Access
from marsad.web.app import make
from marsad.web.users import Users

MARKUP = '<img src=x onerror="document.title=String(6*7)"><script>document.title=String(6*7)</script>'
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist",
    # Nothing but this machine has an address: a request that wants out fails, and is counted.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]  # fmt: skip


def chromium() -> str | None:
    """The browser of the system, or the one that MARSAD_CHROMIUM names."""
    named = os.environ.get("MARSAD_CHROMIUM")
    return named or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )


class Site:
    """A server over an archive of its own, in a thread."""

    def __init__(self, archive: Path, *, users: Users | None = None, get: Get = fetch, **more: Any) -> None:
        access = Access(
            users=users or Users(None), login=users is not None, token="page" * 10, who="tester", **more
        )
        self.app = make(archive, access, get=get)
        self.archive = archive
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._server = uvicorn.Server(uvicorn.Config(self.app, log_level="error", lifespan="off", ws="none"))
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True
        )
        self._thread.start()
        until = time.monotonic() + 20
        while not self._server.started and time.monotonic() < until:
            time.sleep(0.02)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        self._socket.close()
        self.app.store.close()


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled sample, and one report full of markup."""
    folder = tmp_path_factory.mktemp("browser")
    text = f"قصفت قوات النظام السوري مدينة طفس {MARKUP} بالمدفعية يوم 24 كانون الثاني 2021، ما أدى إلى مقتل مدنيين اثنين."
    hostile = {
        "id": "hostile",
        "text": text,
        "title": MARKUP,
        "outlet": MARKUP,
        "url": "javascript:document.title=42",
        "published": "2021-01-25",
    }
    (folder / "hostile.jsonl").write_text(json.dumps(hostile, ensure_ascii=False), encoding="utf-8")
    path = folder / "sample.db"
    for file in (SAMPLE / "reports.jsonl", folder / "hostile.jsonl"):
        result = CliRunner().invoke(main, ["add", str(file), "--archive", str(path)])
        assert result.exit_code == 0, result.output
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    found = chromium()
    if found is None:
        pytest.skip("no Chromium here: apt-get install chromium, or name one in MARSAD_CHROMIUM")
    if not assets.built():
        pytest.skip("the app is not built: make app")
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def site(sample: Path, browser: Any) -> Iterator[Site]:
    """The sample, to be read only."""
    served = Site(sample)
    yield served
    served.stop()


@pytest.fixture
def own_site(sample: Path, browser: Any, tmp_path: Path) -> Iterator[Callable[..., Site]]:
    """Servers over copies of the sample, to be written to."""
    served: list[Site] = []

    def start(**more: Any) -> Site:
        made = Site(Path(shutil.copy(sample, tmp_path / f"own{len(served)}.db")), **more)
        served.append(made)
        return made

    yield start
    for one in served:
        one.stop()


OUTSIDE: list[str] = []
"""Requests of the whole run that wanted to leave this machine."""


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page that must not complain: no error on its console, no failure, no request that leaves."""
    contexts = []
    said: list[str] = []

    def open_(
        url: str, lang: str = "en", *, ready: str | None = "main", strict: bool = True, **more: Any
    ) -> Any:
        more.setdefault("viewport", {"width": 1280, "height": 800})
        context = browser.new_context(locale="ar-SY" if lang == "ar" else "en-GB", **more)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("request", lambda one: OUTSIDE.append(one.url) if leaves(one.url) else None)
        if strict:
            page.on("pageerror", lambda error: said.append(f"{url}: {error}"))
            page.on(
                "console",
                lambda one: said.append(f"{url}: {one.text}") if one.type == "error" else None,
            )
        page.goto(url + ("&" if "?" in url else "?") + f"lang={lang}")
        if ready:
            page.wait_for_selector(ready)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not said
    assert not OUTSIDE


def leaves(url: str) -> bool:
    return urlsplit(url).scheme not in ("data", "blob", "about") and urlsplit(url).hostname != "127.0.0.1"

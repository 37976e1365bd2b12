"""GeoNames country dumps over HTTPS, the one network call of this package, made only when asked for."""

from __future__ import annotations

import email.utils
import os
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from marsad import __version__
from marsad.errors import GazetteerError
from marsad.places import store

GEONAMES = "https://download.geonames.org/export/dump"
_AGENT = f"marsad/{__version__} (gazetteer of Arabic place names; one request at a time)"
_TRIES = 4
_BLOCK = 1 << 16

Report = Callable[[str, int, int], None]
"""Called with a file's name, the bytes that are there and the bytes wanted (0 where unknown)."""


class Fetched(Struct, frozen=True, kw_only=True):
    """One file on disk. ``fresh`` is false where the server said that it had not changed."""

    path: Path
    bytes: int
    fresh: bool


def files_of(country: str) -> tuple[str, str]:
    """Paths on the server of a country's places and of their alternate names."""
    return f"{country}.zip", f"alternatenames/{country}.zip"


def fetch(
    countries: list[str],
    folder: Path | None = None,
    *,
    url: str = GEONAMES,
    report: Report | None = None,
    pause: float = 1.0,
) -> Iterator[Fetched]:
    """Bring the dumps of ``countries`` (ISO 3166-1 alpha-2) into ``folder``, one at a time.

    A file that broke off is continued where it stopped, one that has not changed is not sent again, and
    every file is
    checked before it counts. ``pause`` is seconds between files. Raises GazetteerError.
    """
    target = folder or store.default_path().parent / "geonames"
    _check_url(url)
    wrong = [c for c in countries if not (len(c) == 2 and c.isascii() and c.isalpha() and c.isupper())]
    if wrong or not countries:
        raise GazetteerError(
            40, f"not country codes: {', '.join(wrong) or 'none given'}", mend="Write --countries SY,LB,IQ."
        )
    first = True
    for country in countries:
        for name in files_of(country):
            if not first and pause:
                time.sleep(pause)
            first = False
            yield _one(f"{url.rstrip('/')}/{name}", target / name.replace("/", "-"), report)


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    local = parts.hostname in ("127.0.0.1", "localhost", "::1")
    if parts.scheme != "https" and not (parts.scheme == "http" and local):
        raise GazetteerError(41, f"not an https address: {url}")


def _one(url: str, path: Path, report: Report | None) -> Fetched:
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for attempt in range(_TRIES):
            try:
                fresh = _download(url, path, part, report)
            except _Again as err:
                if attempt == _TRIES - 1:
                    raise GazetteerError(
                        42,
                        f"could not be fetched: {str(err).rstrip('.')}.",
                        where=url,
                        mend="Is there a network? What came is kept: run the command again.",
                    ) from err
                time.sleep(err.wait if err.wait is not None else 2.0**attempt / 4)
                continue
            if fresh:
                _check_zip(part, url)
                part.replace(path)
            return Fetched(path=path, bytes=path.stat().st_size, fresh=fresh)
    except OSError as err:
        raise GazetteerError(
            43, f"cannot be written: {err}", where=str(path), mend="Check the space and rights of the folder."
        ) from err
    raise AssertionError("unreachable")


class _Again(Exception):
    """Worth another try; ``wait`` is what the server asked for, in seconds."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.wait = wait


def _download(url: str, path: Path, part: Path, report: Report | None) -> bool:
    """Fill ``part``; False where ``path`` is up to date."""
    have = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(url, headers={"User-Agent": _AGENT, "Accept-Encoding": "identity"})
    stamp = part.with_name(part.name + ".tag")
    if have and stamp.exists():
        # Without If-Range a file that changed meanwhile would be continued with bytes of another.
        request.add_header("Range", f"bytes={have}-")
        request.add_header("If-Range", stamp.read_text("utf-8"))
    elif path.exists():
        request.add_header("If-Modified-Since", email.utils.formatdate(path.stat().st_mtime, usegmt=True))
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            _receive(response, part, stamp, have, report)
    except urllib.error.HTTPError as err:
        if err.code == 304:
            return False
        if err.code == 416:
            part.unlink(missing_ok=True)
            raise _Again("the part kept does not fit the file any more", 0) from err
        if err.code in (429, 500, 502, 503, 504):
            after = err.headers.get("Retry-After", "")
            raise _Again(f"HTTP {err.code}", min(float(after), 120.0) if after.isdigit() else None) from err
        raise GazetteerError(
            44,
            f"HTTP {err.code}",
            where=url,
            mend="Is the country code right? GeoNames has one file a country.",
        ) from err
    except (urllib.error.URLError, HTTPException, TimeoutError, ConnectionError) as err:
        raise _Again(str(getattr(err, "reason", err)) or type(err).__name__) from err
    stamp.unlink(missing_ok=True)
    return True


def _receive(response: HTTPResponse, part: Path, stamp: Path, have: int, report: Report | None) -> None:
    going_on = response.status == 206
    have = have if going_on else 0
    tag = response.headers.get("ETag") or response.headers.get("Last-Modified")
    if tag and not tag.startswith("W/"):
        stamp.write_text(tag, "utf-8")
    else:
        stamp.unlink(missing_ok=True)
    length = response.headers.get("Content-Length")
    wanted = have + int(length) if length and length.isdigit() else 0
    with part.open("ab" if going_on else "wb") as out:
        while block := response.read(_BLOCK):
            out.write(block)
            have += len(block)
            if report:
                report(part.name.removesuffix(".part"), have, wanted)
    if wanted and have < wanted:
        raise _Again(f"the connection ended after {have:,} of {wanted:,} bytes", 0)
    changed = response.headers.get("Last-Modified")
    when = email.utils.parsedate_to_datetime(changed).timestamp() if changed else time.time()
    os.utime(part, (when, when))


def _check_zip(part: Path, url: str) -> None:
    try:
        with zipfile.ZipFile(part) as archive:
            broken = archive.testzip()
    except (zipfile.BadZipFile, EOFError, ValueError) as err:
        part.unlink(missing_ok=True)
        raise GazetteerError(
            45, f"not the archive it should be: {err}", where=url, mend="Try again later."
        ) from err
    if broken:
        part.unlink(missing_ok=True)
        raise GazetteerError(45, f"damaged on the way: {broken}", where=url, mend="Run the command again.")

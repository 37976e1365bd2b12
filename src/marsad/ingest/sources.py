"""``sources.toml``: what a watcher asks, and how often."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from marsad.errors import InputError
from marsad.ingest.fetch import clean_url

STARTER = Path(__file__).with_name("sources.toml")
_KINDS = ("feed", "sitemap", "page")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
LEAST_EVERY = 30.0


class Source(Struct, frozen=True, kw_only=True):
    """One thing to ask every ``every`` seconds; ``follow`` of its pages at one time; ``kind`` where it is told."""

    url: str
    kind: Literal["feed", "sitemap", "page"] = "feed"
    outlet: str | None = None
    every: float = 1800.0
    follow: int = 50


class Sources(Struct, frozen=True):
    """All sources, and the seconds between two requests to one host."""

    sources: tuple[Source, ...]
    pace: float


def read_sources(path: Path) -> Sources:
    """Read and check the file. Raises ``InputError`` with the entry that is wrong."""
    where = str(path)
    try:
        value = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise InputError(
            1, "there is no such file.", where=where, mend="Make one: marsad watch --new sources.toml."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(2, f"the file cannot be read: {error}.", where=where) from None
    except tomllib.TOMLDecodeError as error:
        raise InputError(62, f"the file is not TOML: {error}.", where=where) from None
    shared = value.get("watch", {})
    given = value.get("source", [])
    unknown = set(value) - {"watch", "source"} | (
        set(shared) - {"every", "pace", "follow"} if isinstance(shared, dict) else {"watch"}
    )
    if unknown or not isinstance(given, list):
        raise InputError(62, f"«{', '.join(sorted(unknown)) or 'source'}» is not understood.", where=where,
                         mend="It has [watch] with every, pace, follow, and [[source]] entries.")  # fmt: skip
    if not given:
        raise InputError(
            62,
            "it names no source.",
            where=where,
            mend="Add [[source]] entries; the comments in it tell how.",
        )
    pace = shared.get("pace", 5)
    if not isinstance(pace, int | float) or not 0 <= pace <= 3600:
        raise InputError(62, "«pace» is no number of seconds.", where=where)
    found = tuple(_source(one, shared, f"{where}, source {number}") for number, one in enumerate(given, 1))
    urls = [one.url for one in found]
    twice = next((url for url in urls if urls.count(url) > 1), None)
    if twice:
        raise InputError(62, f"«{twice}» is named twice.", where=where)
    return Sources(found, float(pace))


def _source(one: Any, shared: dict[str, Any], where: str) -> Source:
    if not isinstance(one, dict) or not isinstance(one.get("url"), str):
        raise InputError(62, "it has no url.", where=where)
    unknown = set(one) - {"url", "kind", "outlet", "every", "follow"}
    if unknown:
        raise InputError(
            62,
            f"«{sorted(unknown)[0]}» is not understood.",
            where=where,
            mend="A source has url, kind, outlet, every, follow.",
        )
    kind = one.get("kind", "feed")
    if kind not in _KINDS:
        raise InputError(
            62, f"«{kind}» is no kind of source.", where=where, mend=f"Kinds are {', '.join(_KINDS)}."
        )
    follow = one.get("follow", shared.get("follow", 50))
    if not isinstance(follow, int) or not 1 <= follow <= 10_000:
        raise InputError(62, "«follow» is no number of pages.", where=where)
    outlet = one.get("outlet")
    if outlet is not None and not isinstance(outlet, str):
        raise InputError(62, "«outlet» is no name.", where=where)
    try:
        url = clean_url(one["url"])
    except InputError as fault:
        raise InputError(62, f"«url»: {fault.what}", where=where) from None
    return Source(
        url=url,
        kind=kind,
        outlet=outlet or None,
        every=_seconds(one.get("every", shared.get("every", "30m")), where),
        follow=follow,
    )


def _seconds(text: object, where: str) -> float:
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([smhd])\s*", text) if isinstance(text, str) else None
    if match is None or float(match[1]) * _UNITS[match[2]] < LEAST_EVERY:
        raise InputError(
            62,
            f"«every» is {text!r}.",
            where=where,
            mend=f"Write it as 30m, 2h or 1d; {LEAST_EVERY:.0f}s at least.",
        )
    return float(match[1]) * _UNITS[match[2]]

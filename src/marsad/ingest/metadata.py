"""What a page tells machines of itself: JSON-LD first, then meta tags, then microdata.

Every value is a claim of the page; what cannot be (a date of 1970, a canonical link to another site) is left out.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree
from msgspec import Struct


class Update(Struct, frozen=True):
    """One entry of a live page as its JSON-LD has it."""

    text: str
    title: str | None = None
    published: str | None = None


class Meta(Struct, frozen=True, kw_only=True):
    """``published`` and ``modified`` are raw strings, in the order of trust; ``from_`` names where each was."""

    title: str | None = None
    titles: tuple[str, ...] = ()
    author: str | None = None
    outlet: str | None = None
    section: str | None = None
    published: tuple[tuple[str, str], ...] = ()
    modified: str | None = None
    canonical: str | None = None
    language: str | None = None
    description: str | None = None
    body: str | None = None
    tags: tuple[str, ...] = ()
    updates: tuple[Update, ...] = ()
    site: bool = False


_ARTICLES = {
    "newsarticle", "article", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle", "blogposting",
    "liveblogposting", "discussionforumposting", "socialmediaposting", "report", "techarticle", "backgroundnewsarticle",
}  # fmt: skip
_MOST_LD = 400_000


def read_meta(root: etree._Element, url: str | None) -> Meta:
    """The metadata of a parsed page that was at ``url``."""
    tags = _meta_tags(root)
    canonical = _canonical(root, tags, url)
    nodes = list(_nodes(root))
    ld = _article(nodes, canonical or url, tags)
    published: list[tuple[str, str]] = []
    if ld:
        _dated(published, ld.get("datePublished"), "json-ld datePublished")
        _dated(published, ld.get("dateCreated"), "json-ld dateCreated")
    for name in _PUBLISHED:
        for value in tags.get(name, ())[:1]:
            _dated(published, value, f"meta {name}")
    for element in _itemprop(root, "datePublished"):
        _dated(published, _value(element), "itemprop datePublished")
    if not ld:
        for node in nodes:
            _dated(published, node.get("datePublished"), "json-ld of the page")
    for element in root.iter("time"):
        if element.get("pubdate") is not None or "published" in (element.get("class") or "").lower():
            _dated(published, _value(element), "time element")
    modified = _text(ld.get("dateModified")) if ld else None
    titles = [t for t in (
        _text(ld.get("headline")) if ld else None, *(tags.get(n, [None])[0] for n in ("og:title", "twitter:title", "dc.title")),
    ) if t]  # fmt: skip
    return Meta(
        title=titles[0] if titles else None, titles=tuple(titles),
        author=_name(ld.get("author")) if ld and _name(ld.get("author")) else _author(root, tags),
        outlet=_outlet(ld, nodes, tags),
        section=(_text(ld.get("articleSection")) if ld else None) or _first(tags, "article:section", "section"),
        published=tuple(published),
        modified=modified or _first(tags, "article:modified_time", "og:updated_time", "last-modified"),
        canonical=canonical, language=root.get("lang") or _first(tags, "og:locale"),
        description=(_text(ld.get("description")) if ld else None) or _first(tags, "og:description", "description"),
        body=_long(ld.get("articleBody")) if ld else None,
        tags=tuple(tags.get("article:tag", ()))[:40], updates=tuple(_updates(ld)) if ld else (),
        site=_first(tags, "og:type") == "website" and not ld,
    )  # fmt: skip


_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time", "datepublished", "dc.date.issued",
    "dcterms.created", "dcterms.date", "dc.date", "dc.date.created", "parsely-pub-date", "sailthru.date", "publishdate", "publish-date",
    "publish_date", "pubdate", "pub_date", "date", "cxenseparse:recs:publishtime", "article.published", "news_publish_date",
)  # fmt: skip


def _dated(out: list[tuple[str, str]], value: object, where: str) -> None:
    text = _text(value)
    if text:
        out.append((text, where))


def _meta_tags(root: etree._Element) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = _text(element.get("content"))
        if name and content:
            out.setdefault(name.strip().lower(), []).append(content)
    return out


def _first(tags: dict[str, list[str]], *names: str) -> str | None:
    return next((tags[name][0] for name in names if name in tags), None)


def _canonical(root: etree._Element, tags: dict[str, list[str]], url: str | None) -> str | None:
    """The page's own address for itself; one of another site, or of a front page, is not believed."""
    given = [e.get("href") for e in root.iter("link") if "canonical" in (e.get("rel") or "").lower().split()]
    given += tags.get("og:url", [])
    for href in given:
        if not href:
            continue
        try:
            full = urljoin(url or "", href.strip())
            parts = urlsplit(full)
        except ValueError:
            continue
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path in ("", "/"):
            continue
        if url is None or same_site(full, url):
            return full
    return None


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site: equal hosts but for www., m. and amp."""
    return bool(_host(one)) and _host(one) == _host(other)


_PREFIX = re.compile(r"^(?:www\d?|m|amp|mobile|ar|arabic)\.(?=.+\.)")


def _host(url: str) -> str:
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
    return _PREFIX.sub("", _PREFIX.sub("", host))


def _nodes(root: etree._Element) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD that is an entity of its own, lists of other pages left out."""
    found: list[tuple[Any, int]] = []
    for element in root.iter("script"):
        kind = (element.get("type") or "").lower()
        if "ld+json" in kind and element.text and len(element.text) <= _MOST_LD:
            value = _json(element.text)
            found += [(value, 0)]
    seen = 0
    while found and seen < 2000:
        value, depth = found.pop(0)
        seen += 1
        if isinstance(value, list):
            found = [(one, depth) for one in value[:200]] + found
        elif isinstance(value, dict) and depth < 6 and not _types(value) & {"itemlist", "breadcrumblist"}:
            yield value
            found += [
                (value[k], depth + 1) for k in ("@graph", "mainEntity", "mainEntityOfPage") if k in value
            ]


_TRAILING = re.compile(r",\s*([}\]])")
_WRAP = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.{0,40}?\*/)*|(?:-->|//\s*\]\]>|\]\]>)*[\s;]*$", re.DOTALL
)


def _json(text: str) -> Any:
    text = _WRAP.sub("", text)
    for attempt in (text, _TRAILING.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _types(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type")
    return {
        str(kind).rsplit("/", 1)[-1].lower()
        for kind in (kinds if isinstance(kinds, list) else [kinds])
        if kind
    }


def _article(
    nodes: list[dict[str, Any]], url: str | None, tags: dict[str, list[str]]
) -> dict[str, Any] | None:
    """The object that stands for the page's own story: the one with its address, else with its title, else alone."""
    stories = [node for node in nodes if _types(node) & _ARTICLES]
    if len(stories) <= 1:
        return stories[0] if stories else None
    title = _squash(_first(tags, "og:title") or "")

    def weight(node: dict[str, Any]) -> int:
        own = node.get("url") or node.get("mainEntityOfPage") or node.get("@id")
        own = own.get("@id") if isinstance(own, dict) else own
        headline = _squash(_text(node.get("headline")) or "")
        same = (
            isinstance(own, str)
            and url is not None
            and own.split("#")[0].rstrip("/") == url.split("#")[0].rstrip("/")
        )
        return (
            4 * same
            + 3 * bool(headline and title and (headline in title or title in headline))
            + ("articleBody" in node)
        )

    return max(stories, key=weight)


def _squash(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _updates(ld: dict[str, Any]) -> Iterator[Update]:
    found = ld.get("liveBlogUpdate")
    for one in found if isinstance(found, list) else [found]:
        if isinstance(one, dict) and (text := _long(one.get("articleBody"))):
            yield Update(text, _text(one.get("headline")), _text(one.get("datePublished")))


def _outlet(ld: dict[str, Any] | None, nodes: list[dict[str, Any]], tags: dict[str, list[str]]) -> str | None:
    name = _name(ld.get("publisher")) if ld else None
    if not name:
        name = _first(tags, "og:site_name", "application-name", "dc.publisher")
    if not name:
        owners = [n for n in nodes if _types(n) & {"newsmediaorganization", "organization", "website"}]
        name = next((n for n in map(_name, owners) if n), None)
    return name if name and not name.startswith("http") else None


def _author(root: etree._Element, tags: dict[str, list[str]]) -> str | None:
    found = _first(tags, "author", "article:author", "dc.creator", "parsely-author", "sailthru.author")
    if found and not found.startswith(("http", "/")):
        return found
    for element in _itemprop(root, "author"):
        text = _text(" ".join(map(str, element.itertext())))
        if text and len(text) <= 80:
            return text
    return None


def _itemprop(root: etree._Element, name: str) -> Iterator[etree._Element]:
    for element in root.iter(etree.Element):
        if element.get("itemprop") == name:
            yield element


def _value(element: etree._Element) -> str | None:
    return element.get("content") or element.get("datetime") or element.get("title") or element.text


def _name(value: object, depth: int = 0) -> str | None:
    """The name of a person or organisation, however it is written; several joined by «، »."""
    if depth > 4:
        return None
    if isinstance(value, dict):
        return _name(value.get("name"), depth + 1)
    if isinstance(value, list):
        names = [name for name in (_name(one, depth + 1) for one in value[:8]) if name]
        return "، ".join(dict.fromkeys(names)) or None
    text = _text(value)
    return text if text and len(text) <= 160 and not text.startswith(("http:", "https:")) else None


def _text(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str | int):
        return None
    text = " ".join(html.unescape(html.unescape(str(value)[:20_000])).split())
    return text or None


def _long(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    text = html.unescape(value[:1_000_000])
    if "<" in text:
        text = re.sub(r"<(?:br|/p|/div)[^<>]{0,40}>", "\n", text)
        text = re.sub(r"<[^<>]{0,2000}>", "", text)
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip()) or None

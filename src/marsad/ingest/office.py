"""Word documents."""

from __future__ import annotations

import re

from lxml import etree
from msgspec.structs import replace

from marsad.errors import InputError
from marsad.ingest.records import Raw, extra, ident
from marsad.ingest.unpack import entry, opened_zip
from marsad.model import Document

MOST_XML = 80_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _stem(where: str) -> str:
    name = re.split(r"[/\\]", where)[-1]
    return re.sub(r"[^\w.-]+", "_", name.rsplit(".", 1)[0])[:60] or "document"


def read_docx(raw: Raw) -> Document:
    """The paragraphs of a Word document as one report; deleted text of tracked changes is not in it."""
    with opened_zip(raw.data, raw.where) as archive:
        body = entry(archive, "word/document.xml", MOST_XML, raw.where)
        names = archive.namelist()
        core = (
            entry(archive, "docProps/core.xml", 1_000_000, raw.where) if "docProps/core.xml" in names else b""
        )
    lines = [line for p in _root(body, raw.where).iter(f"{_W}p") if (line := _paragraph(p))]
    if not lines:
        raise InputError(38, "the document holds no text.", where=raw.where)
    about = (
        {str(e.tag).rsplit("}", 1)[-1]: (e.text or "").strip() for e in _root(core, raw.where)}
        if core
        else {}
    )
    title = about.get("title") or None
    kept = Document(id="-", text="\n\n".join(lines), title=title, url=raw.url,
                    extra=extra(fetched=raw.fetched, author=about.get("creator"), created=about.get("created")))  # fmt: skip
    return replace(kept, id=ident(_stem(raw.where), kept))


_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def read_odt(raw: Raw) -> Document:
    """The paragraphs and headings of an OpenDocument text as one report, without what tracked changes deleted."""
    with opened_zip(raw.data, raw.where) as archive:
        root = _root(entry(archive, "content.xml", MOST_XML, raw.where), raw.where)
    for gone in list(root.iter(f"{_TEXT}tracked-changes")):
        if (above := gone.getparent()) is not None:
            above.remove(gone)
    found = (" ".join("".join(map(str, p.itertext())).split()) for p in root.iter(f"{_TEXT}p", f"{_TEXT}h"))
    lines = [line for line in found if line]
    if not lines:
        raise InputError(38, "the document holds no text.", where=raw.where)
    kept = Document(id="-", text="\n\n".join(lines), url=raw.url, extra=extra(fetched=raw.fetched))
    return replace(kept, id=ident(_stem(raw.where), kept))


def _root(data: bytes, where: str) -> etree._Element:
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
        raise InputError(
            38, "the document declares entities, which none does.", where=where, mend="It was not read."
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(38, f"the document is damaged: {str(error)[:80]}.", where=where) from None


def _paragraph(element: etree._Element) -> str:
    pieces = []
    for part in element.iter(f"{_W}t", f"{_W}tab", f"{_W}br"):
        pieces.append(part.text or "" if part.tag == f"{_W}t" else " " if part.tag == f"{_W}tab" else "\n")
    return "".join(pieces).strip()

"""Documents of offices: PDF with a text layer, and DOCX."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from lxml import etree
from msgspec.structs import replace

from marsad.errors import InputError
from marsad.ingest.records import Raw, extra, ident
from marsad.ingest.unpack import entry, opened_zip
from marsad.model import Document

MOST_PAGES = 2_000
MOST_XML = 80_000_000
_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_pdf(raw: Raw) -> Document:
    """The text layer of a PDF as one report. Letters in their joined forms are given as plain letters.

    Raises ``InputError`` where the package for it is missing, the file is locked or damaged, or holds only pictures.
    """
    try:
        import pypdfium2
    except ImportError:
        raise InputError(
            60,
            "reading PDF needs the package pypdfium2.",
            where=raw.where,
            mend="Install it: pip install 'marsad[pdf]'.",
        ) from None
    try:
        file = pypdfium2.PdfDocument(raw.data)
    except (pypdfium2.PdfiumError, ValueError) as error:
        locked = "password" in str(error).lower()
        what = "the PDF is locked by a password." if locked else f"the PDF is damaged: {str(error)[:80]}."
        raise InputError(37, what, where=raw.where, mend="Save it without one." if locked else None) from None
    try:
        if len(file) > MOST_PAGES:
            raise InputError(
                44,
                f"the PDF has {len(file):,} pages; at most {MOST_PAGES:,} are read.",
                where=raw.where,
                mend="Split it.",
            )
        pages = [_page_text(file, number) for number in range(len(file))]
        title = (file.get_metadata_dict().get("Title") or "").strip() or None
    except pypdfium2.PdfiumError as error:
        raise InputError(37, f"the PDF is damaged: {str(error)[:80]}.", where=raw.where) from None
    finally:
        file.close()
    text = "\n\n".join(page for page in pages if page)
    if sum(ch.isalpha() for ch in text) < 20:
        raise InputError(37, "the PDF has no text layer: its pages are pictures.", where=raw.where,
                         mend="Recognise its text first (OCR), then add the result.")  # fmt: skip
    kept = Document(id="-", text=text, title=title if title and " " in title else None, url=raw.url,
                    extra=extra(fetched=raw.fetched, pages=len(pages)))  # fmt: skip
    return replace(kept, id=ident(_stem(raw.where), kept))


def _page_text(file: Any, number: int) -> str:
    page = file[number]
    layer = page.get_textpage()
    try:
        lines = [
            line.strip()
            for line in layer.get_text_range().replace("\r", "").replace("\ufffe", "").split("\n")
        ]
    finally:
        layer.close()
        page.close()
    return _FORMS.sub(lambda m: unicodedata.normalize("NFKC", m[0]), _paragraphs(lines))


def _paragraphs(lines: list[str]) -> str:
    """Lines joined to paragraphs: one that fills the page's width goes on in the next."""
    width = max((len(line) for line in lines), default=0)
    out: list[str] = []
    going = False
    for line in lines:
        if not line or line.isdigit():
            going = False
            continue
        if going:
            out[-1] += " " + line
        else:
            out.append(line)
        going = len(line) > 0.75 * width and not line.endswith((".", ":", "؟", "!"))
    return "\n\n".join(out)


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

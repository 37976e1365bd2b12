"""XML parsed without entities, DTDs or network, mended where feeds in the wild are broken."""

from __future__ import annotations

import html
import re

from lxml import etree

from marsad.errors import InputError
from marsad.ingest.encodings import decode

_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);|#)(\w{2,32});")
_DECLARED = re.compile(r"<!(?:ENTITY|ATTLIST|ELEMENT)", re.IGNORECASE)
_PROLOG = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[<>]{0,400}>", re.IGNORECASE)
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def parse_xml(data: bytes, charset: str | None, where: str) -> etree._Element:
    """The root element. Raises ``InputError`` where the bytes are no XML, declare entities, or nest too deeply."""
    text = _BAD.sub("", decode(data, charset).text)
    text = _DOCTYPE.sub("", _PROLOG.sub("", text, count=1), count=1)
    if _DECLARED.search(text, 0, 200_000) and "<!DOCTYPE" in text[:200_000].upper():
        raise InputError(
            34, "it declares entities of its own, which no feed needs.", where=where, mend="It was not read."
        )
    text = _ENTITY.sub(lambda m: html.unescape(m[0]) if html.unescape(m[0]) != m[0] else "", text)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True,
                             remove_pis=True, huge_tree=False, encoding="utf-8")  # fmt: skip
    try:
        root = etree.fromstring(text.lstrip("\ufeff \r\n\t").encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(34, f"it is no XML: {str(error)[:120]}.", where=where) from None
    if root is None:
        raise InputError(34, "it is no XML.", where=where)
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise InputError(34, "its elements are nested too deeply.", where=where, mend="It was not read.")
    return root


def local(element: etree._Element) -> str:
    """The element's name without its namespace, in small letters."""
    return str(element.tag).rsplit("}", 1)[-1].lower()

"""Files of every kind that comes through the door, made here from a few composed sentences."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

# An army shelled a town; two civilians killed. Then: gunmen attacked a checkpoint; a soldier hurt.
ONE = "قصفت قوات النظام بلدة طفس بالمدفعية مساء أمس، ما أدى إلى مقتل مدنيين اثنين."
TWO = "هاجم مسلحون مجهولون حاجزاً للجيش قرب بلدة سحم فجر الأحد، وأصيب جندي بجروح."
TITLE = "قصف على طفس"


def html(text: str = ONE, title: str = TITLE) -> bytes:
    return (
        f'<!DOCTYPE html><html dir="rtl"><head><meta charset="utf-8"><title>{title}</title></head><body><nav><a href="/">الرئيسية</a></nav>'
        f"<h1>{title}</h1><p>14 مايو 2021 - 03:22</p><p>{text}</p></body></html>"
    ).encode()


def rss(*texts: str) -> bytes:
    items = "".join(
        f"<item><title>{TITLE}</title><link>https://a.example/{n}</link><pubDate>Fri, 14 May 2021 03:22:00 +0300</pubDate>"
        f"<content:encoded><![CDATA[<p>{text}</p><p>The post appeared first.</p>]]></content:encoded></item>"
        for n, text in enumerate(texts)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>شبكة</title>{items}</channel></rss>'.encode()


def warc(pages: list[tuple[str, bytes]], kind: str = "text/html", status: str = "200 OK") -> bytes:
    """A WARC as crawlers write it: each record a gzip member."""
    out = []
    for n, (url, body) in enumerate(pages):
        block = (
            f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{n:012d}>\r\nWARC-Target-URI: {url}\r\n"
            f"WARC-Date: 2021-05-15T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        out.append(gzip.compress(head.encode() + block + b"\r\n\r\n"))
    return b"".join(out)


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def wacz(pages: list[tuple[str, bytes]]) -> bytes:
    return zipped(
        **{"datapackage.json": b"{}", "archive/data.warc.gz": warc(pages), "indexes/index.cdx": b"x"}
    )


def mhtml() -> bytes:
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/news/1\r\nSubject: x\r\nDate: Sat, 15 May 2021 09:00:00 -0000\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="----B"\r\n\r\n------B\r\nContent-Type: text/html\r\n'
        b"Content-Transfer-Encoding: binary\r\nContent-Location: https://a.example/news/1\r\n\r\n"
        + html()
        + b"\r\n------B\r\n"
        b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------B--\r\n"
    )


def eml() -> bytes:
    return (
        (
            "From: =?utf-8?b?2YXYsdin2LPZhCDYr9ix2LnYpw==?= <a@b.example>\r\nSubject: =?utf-8?b?2KrZgtix2YrYsQ==?=\r\nDate: Fri, 14 May 2021 03:22:00 +0300\r\n"
            "Message-ID: <1@b.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
            f"{ONE}\r\n--B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Disposition: attachment; filename=../../etc/x.html\r\n\r\n"
        ).encode()
        + html(TWO, "هجوم على حاجز")
        + b"\r\n--B--\r\n"
    )


def docx(*lines: str) -> bytes:
    body = "".join(
        f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r><w:del><w:r><w:delText>deleted</w:delText></w:r></w:del></w:p>"
        for line in lines
    )
    return zipped(**{
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'.encode(),
        "docProps/core.xml": b'<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>t</dc:title><dc:creator>c</dc:creator></cp:coreProperties>',
    })  # fmt: skip


def xlsx(rows: list[list[object]]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pdf(text: str = "two civilians were killed when the town was shelled last evening") -> bytes:
    """A PDF of one line in a built-in font. Arabic needs a font inside: see ``laid``."""
    return _file([
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        _stream(f"BT /F1 12 Tf 40 700 Td ({text}) Tj ET".encode()), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ])  # fmt: skip


def telegram() -> bytes:
    messages = [
        {"id": 1, "type": "service", "date": "2021-05-14T03:00:00", "action": "create_channel"},
        {"id": 2, "type": "message", "date": "2021-05-14T03:22:11", "date_unixtime": "1620951731", "from": "شبكة", "text": ["عاجل: ", {"type": "bold", "text": ONE}]},
        {"id": 3, "type": "message", "date": "2021-05-14T04:00:00", "date_unixtime": "1620954000", "from": "شبكة", "text": "شكرا", "photo": "x.jpg"},
        {"id": 4, "type": "message", "date": "2021-05-14T05:00:00", "date_unixtime": "1620957600", "from": "شبكة", "forwarded_from": "قناة أخرى", "text": TWO},
    ]  # fmt: skip
    return json.dumps(
        {"name": "شبكة", "type": "public_channel", "id": 77, "messages": messages}, ensure_ascii=False
    ).encode()


def telegram_html() -> bytes:
    def message(n: int, text: str, name: str = "") -> str:
        sender = f'<div class="from_name">{name}</div>' if name else ""
        return (f'<div class="message default clearfix" id="message{n}"><div class="body"><div class="pull_right date details" title="14.05.2021 03:22:11 UTC+03:00">03:22</div>'
                f'{sender}<div class="text">{text}</div></div></div>')  # fmt: skip

    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body><div class="page_wrap"><div class="page_header"><div class="content">'
        '<div class="text bold">شبكة</div></div></div><div class="page_body"><div class="history"><div class="message service" id="message-1"><div class="body details">14 May 2021</div></div>'
        + message(2, f"عاجل<br>{ONE}", "شبكة") + message(3, TWO) + message(4, "شكرا") + "</div></div></div></body></html>"
    ).encode()  # fmt: skip


def whatsapp() -> bytes:
    return (
        f"14/05/2021, 03:00 - Messages are end-to-end encrypted.\n14/05/2021, 03:22 - أبو أحمد: {ONE}\nوالقصف مستمر حتى الآن.\n"
        f"١٤/٠٥/٢٠٢١، ٤:٠٠ م - سامر: {TWO}\n14/05/2021, 16:05 - سامر: <Media omitted>\n"
    ).encode()


def laid(lines: list[tuple[float, float, list[str]]], size: float = 12.0) -> bytes:
    """A PDF whose glyphs are set one by one from left to right, as (x, y, what each glyph stands for) of each line.

    Every glyph has half a letter's height of room. The font inside is the one that comes with matplotlib.
    """
    from fontTools.ttLib import TTFont
    from matplotlib import get_data_path

    font = Path(get_data_path(), "fonts/ttf/DejaVuSans.ttf").read_bytes()
    with TTFont(io.BytesIO(font)) as face:
        glyphs = {char: face.getGlyphID(name) for char, name in face.getBestCmap().items()}
    every = sorted({one for _, _, line in lines for one in line if one != ""})
    codes = {one: n + 1 for n, one in enumerate(every)}
    shapes = b"\0\0" + b"".join(glyphs[ord(one[0])].to_bytes(2, "big") for one in every)
    table = "\n".join(f"<{n:04x}> <{one.encode('utf-16-be').hex()}>" for one, n in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(codes)} beginbfchar\n{table}\nendbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()
    said = []
    for x, y, line in lines:
        for n, one in enumerate(line):
            if one:
                said.append(f"1 0 0 1 {x + n * size / 2:.2f} {y:.2f} Tm <{codes[one]:04x}> Tj")
    return _file([
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        _stream(f"BT /F1 {size} Tf {' '.join(said)} ET".encode()),
        b"<</Type/Font/Subtype/Type0/BaseFont/Made/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Made/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/DW 500/FontDescriptor 8 0 R/CIDToGIDMap 10 0 R>>",
        _stream(cmap),
        b"<</Type/FontDescriptor/FontName/Made/Flags 4/FontBBox[0 -200 1000 800]/ItalicAngle 0/Ascent 800/Descent -200"
        b"/CapHeight 700/StemV 80/FontFile2 9 0 R>>",
        _stream(font), _stream(shapes),
    ])  # fmt: skip


def _stream(data: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(data), data)


def _file(parts: list[bytes]) -> bytes:
    """The objects, the first of them the catalog, as a PDF."""
    out, offsets = b"%PDF-1.5\n", []
    for n, part in enumerate(parts, 1):
        offsets.append(len(out))
        out += b"%d 0 obj%sendobj\n" % (n, part)
    rows = b"".join(b"%010d 00000 n \n" % at for at in offsets)
    size = len(parts) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, rows, size, len(out))  # fmt: skip

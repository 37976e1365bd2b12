"""A brief as Markdown, HTML or Word. HTML stands by itself and escapes everything that reports or people wrote."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from io import BytesIO

from marsad.errors import OutputError
from marsad.picture.brief import Note
from marsad.picture.page import Item, Page, Table

_MARKDOWN = str.maketrans(
    {char: f"\\{char}" for char in "\\`*_[]#|"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
)
_STYLE = """
body{font:16px/1.5 "Noto Naskh Arabic","Amiri","Segoe UI",system-ui,sans-serif;margin:0 auto;max-width:56rem;padding:1.5rem;color:#1b1b1b;background:#fff}
article+article{border-top:3px solid #555;margin-top:3rem;padding-top:1.5rem}
h1{font-size:1.6rem}h2{font-size:1.2rem;border-bottom:1px solid #bbb;padding-bottom:.2rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #bbb;padding:.3rem .6rem;text-align:start}
td+td,th+th{text-align:end}li{margin:.35rem 0}sup a{text-decoration:none}.notes,.figures{font-size:.85rem}
code{direction:ltr;unicode-bidi:isolate;background:#f2f2f2;padding:0 .2rem;overflow-wrap:anywhere}
img{max-width:100%;height:auto}footer{margin-top:2rem;font-size:.85rem;color:#555}
@media print{body{max-width:none;padding:0}}
"""


def markdown(pages: Sequence[Page], pictures: Mapping[tuple[str, str], str]) -> str:
    """The pages one after the other; ``pictures`` are paths by (language, name)."""
    out: list[str] = []
    for at, one in enumerate(pages):
        prefix = f"{one.language}-"
        if at:
            out += ["", "---", ""]
        out += [f"# {_md(one.title)}", "", *(f"{_md(line)}  " for line in one.lines)]
        for section in one.sections:
            out += ["", f"## {_md(section.title)}", ""]
            drawn = pictures.get((one.language, section.picture or ""))
            if drawn:
                out += [f"![{_md(section.title)}]({drawn})", ""]
            if section.table is not None:
                out += _md_table(section.table)
            out += [f"- {_md_item(item, prefix)}" for item in section.items]
        out += ["", f"## {_md(one.notes_title)}", ""]
        out += [
            f"[^{prefix}{n}]: {_md(_source(note, one))}: «{_md(note.quote)}»"
            for n, note in enumerate(one.notes, 1)
        ]
        out += ["", f"## {_md(one.figures_title)}", ""]
        out += [f"- {_md(figure.value)}: `{figure.command.replace('`', '')}`" for figure in one.figures]
        out += ["", _md(one.close)]
    return "\n".join(out) + "\n"


def _md(text: str) -> str:
    return text.translate(_MARKDOWN).replace("\n", " ")


def _md_item(item: Item, prefix: str) -> str:
    lead = f"**{_md(item.lead)}**: " if item.lead else ""
    return lead + _md(item.text) + "".join(f"[^{prefix}{n}]" for n in item.notes)


def _md_table(table: Table) -> list[str]:
    lines = ["| " + " | ".join(map(_md, row)) + " |" for row in (table.head, *table.rows)]
    return [lines[0], "|" + " --- |" * len(table.head), *lines[1:], ""]


def _source(note: Note, page: Page) -> str:
    one = note.report
    parts = (
        one.outlet or one.id,
        one.published or page.unpublished,
        f"[{one.id}]" if one.outlet else "",
        one.url or "",
    )
    return ("، " if page.language == "ar" else ", ").join(part for part in parts if part)


def html(pages: Sequence[Page], pictures: Mapping[tuple[str, str], bytes]) -> str:
    """One document; ``pictures`` are SVG by (language, name) and go into it."""
    title = escape(pages[0].title)
    body = "\n".join(_article(one, pictures) for one in pages)
    language, direction = pages[0].language, "rtl" if pages[0].language == "ar" else "ltr"
    return (
        f'<!doctype html>\n<html lang="{language}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _article(one: Page, pictures: Mapping[tuple[str, str], bytes]) -> str:
    language, direction = one.language, "rtl" if one.language == "ar" else "ltr"
    out = [f'<article lang="{language}" dir="{direction}">', f"<h1>{escape(one.title)}</h1>"]
    out += [f"<p>{escape(line)}</p>" for line in one.lines]
    for section in one.sections:
        out.append(f"<h2>{escape(section.title)}</h2>")
        drawn = pictures.get((language, section.picture or ""))
        if drawn:
            data = b64encode(drawn).decode()
            out.append(f'<p><img alt="{escape(section.title)}" src="data:image/svg+xml;base64,{data}"></p>')
        if section.table is not None:
            out.append(_html_table(section.table))
        if section.items:
            out.append(
                "<ul>" + "".join(f"<li>{_html_item(item, language)}</li>" for item in section.items) + "</ul>"
            )
    out.append(f'<h2>{escape(one.notes_title)}</h2><ol class="notes">')
    for n, note in enumerate(one.notes, 1):
        out.append(
            f'<li id="{language}-{n}"><bdi>{_html_source(note, one)}</bdi>: <bdi lang="ar">«{escape(note.quote)}»</bdi></li>'
        )
    out.append(f'</ol><h2>{escape(one.figures_title)}</h2><ul class="figures">')
    out += [
        f"<li>{escape(figure.value)}: <code>{escape(figure.command)}</code></li>" for figure in one.figures
    ]
    out.append(f"</ul><footer>{escape(one.close)}</footer></article>")
    return "\n".join(out)


def _html_item(item: Item, language: str) -> str:
    lead = f"<strong>{escape(item.lead)}</strong>: " if item.lead else ""
    marks = "".join(f'<sup><a href="#{language}-{n}">{n}</a></sup> ' for n in item.notes)
    return f"{lead}{escape(item.text)}{marks}"


def _html_source(note: Note, page: Page) -> str:
    text = escape(_source(note, page))
    url = note.report.url or ""
    # Only what a browser fetches as a page becomes a link; a report may name anything as its address.
    if url.startswith(("https://", "http://")):
        return f'<a rel="noreferrer" href="{escape(url, quote=True)}">{text}</a>'
    return text


def _html_table(table: Table) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in table.head)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def docx(pages: Sequence[Page], pictures: Mapping[tuple[str, str], bytes]) -> bytes:
    """A Word document; ``pictures`` are PNG by (language, name). Raises ``OutputError`` without python-docx."""
    try:
        from docx import Document as Word
        from docx.shared import Cm
    except ImportError:
        raise OutputError(
            4, "a Word document needs one more package.", mend='Install it: pip install "marsad[brief]"'
        ) from None
    word = Word()
    # Never the time of writing: the same brief gives the same bytes.
    word.core_properties.title, word.core_properties.author = pages[0].title, "Marsad"
    for at, one in enumerate(pages):
        if at:
            word.add_page_break()  # type: ignore[no-untyped-call]
        right = one.language == "ar"
        _paragraph(word.add_heading(level=1), [(_plain(one.title), False)], right)
        for line in one.lines:
            _paragraph(word.add_paragraph(), [(line, False)], right)
        for section in one.sections:
            _paragraph(word.add_heading(level=2), [(section.title, False)], right)
            drawn = pictures.get((one.language, section.picture or ""))
            if drawn:
                word.add_picture(BytesIO(drawn), width=Cm(15.5))
            if section.table is not None:
                _word_table(word, section.table, right)
            for item in section.items:
                marks = "".join(f" [{n}]" for n in item.notes)
                runs = [(f"{item.lead}: ", True)] if item.lead else []
                _paragraph(
                    word.add_paragraph(style="List Bullet"),
                    [*runs, (item.text, False), (marks, False)],
                    right,
                )
        _paragraph(word.add_heading(level=2), [(one.notes_title, False)], right)
        for n, note in enumerate(one.notes, 1):
            _paragraph(word.add_paragraph(), [(f"[{n}] {_source(note, one)}: «{note.quote}»", False)], right)
        _paragraph(word.add_heading(level=2), [(one.figures_title, False)], right)
        for figure in one.figures:
            _paragraph(word.add_paragraph(), [(f"{figure.value}: {figure.command}", False)], False)
        _paragraph(word.add_paragraph(), [(one.close, False)], right)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _plain(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return "".join(char for char in text if char in "\t\n" or (ord(char) >= 32 and not 0xD800 <= ord(char) <= 0xDFFF
                                                                and ord(char) not in (0xFFFE, 0xFFFF)))  # fmt: skip


def _paragraph(paragraph: object, runs: Iterable[tuple[str, bool]], right: bool) -> None:
    """Runs of text, bold or not, in a paragraph that goes from right to left where asked."""
    from docx.oxml import OxmlElement
    from docx.text.paragraph import Paragraph

    assert isinstance(paragraph, Paragraph)
    for text, bold in runs:
        run = paragraph.add_run(_plain(text))
        run.bold = bold or None
        if right:
            run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))
    if right:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))


def _word_table(word: object, table: Table, right: bool) -> None:
    from docx.document import Document as Word
    from docx.oxml import OxmlElement

    assert isinstance(word, Word)
    made = word.add_table(rows=0, cols=len(table.head), style="Table Grid")
    if right:
        made._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
    for at, row in enumerate((table.head, *table.rows)):
        for cell, text in zip(made.add_row().cells, row, strict=True):
            _paragraph(cell.paragraphs[0], [(text, at == 0)], right)

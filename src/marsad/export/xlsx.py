"""Excel workbooks: right-to-left sheets, a dictionary of all columns, and the export's account of itself."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from marsad.errors import OutputError
from marsad.export.cells import cell
from marsad.export.package import facts
from marsad.export.records import About, Table

_ROWS = 1_048_576  # of a sheet, by Excel's own limit
_LONGEST = 32_767  # characters of a cell
_EPOCH = (1980, 1, 1, 0, 0, 0)


def encode(tables: Sequence[Table], about: About, note: str = "", *, hxl: bool = False) -> bytes:
    """One sheet a table, then dictionary and about. Raises ``OutputError`` without openpyxl or beyond a sheet's rows."""
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Font
        from openpyxl.utils import get_column_letter
    except ImportError as error:
        raise OutputError(3, "workbooks need the package openpyxl.",
                          mend="Install it: pip install 'marsad[export]'.") from error  # fmt: skip
    book = Workbook()
    book.remove(book.worksheets[0])
    time = datetime.fromisoformat(about.last).replace(tzinfo=None) if about.last else datetime(1980, 1, 1)
    book.properties.creator = f"Marsad {about.version}"
    book.properties.title, book.properties.description = about.title, about.citation
    book.properties.created = time
    bold = Font(bold=True)
    for table in tables:
        if len(table.rows) + 1 + hxl > _ROWS:
            raise OutputError(
                4, f"{len(table.rows):,} rows are more than a sheet of Excel holds.",
                mend="Narrow the wish with --from and --to, or export to csv or parquet.",
            )  # fmt: skip
        sheet = book.create_sheet(table.name)
        sheet.sheet_view.rightToLeft = True
        sheet.append([column.name for column in table.columns])
        if hxl:
            sheet.append([column.hxl for column in table.columns])
        for number, row in enumerate(table.rows, 2 + hxl):
            for at, (column, value) in enumerate(zip(table.columns, row, strict=True), 1):
                if value is None or value == [] or value == ():
                    continue
                _set(sheet.cell(number, at), value, column.type)
        for one in sheet[1]:
            one.font = bold
        sheet.freeze_panes = "B2" if not hxl else "B3"
        for at, column in enumerate(table.columns, 1):
            width = 38 if column.type == "list" or column.name in ("quote", "title", "notes") else 16
            sheet.column_dimensions[get_column_letter(at)].width = width
    sheet = book.create_sheet("dictionary")
    sheet.append(["table", "column", "الاسم", "type", "meaning", "values", "HXL"])
    for table in tables:
        for column in table.columns:
            sheet.append([table.name, column.name, column.ar, column.type, column.what,
                          " | ".join(column.values), column.hxl])  # fmt: skip
    sheet = book.create_sheet("about")
    for name, said in facts(about, note):
        sheet.append([name, cell(said)])
    for last in book.worksheets[-2:]:
        last.freeze_panes = "A2" if last.title == "dictionary" else None
        for letter, width in (("A", 18), ("B", 26), ("C", 22), ("E", 70)):
            last.column_dimensions[letter].width = width
    book.worksheets[-1].column_dimensions["B"].width = 110
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue(), time)


def _set(target: Any, value: Any, kind: str) -> None:
    if kind == "date":
        target.value = date.fromisoformat(value[:10])
        target.number_format = "yyyy-mm-dd"
        return
    value = cell(value)
    if isinstance(value, str):
        # Kept a string: the apostrophe that saves a CSV would be shown here.
        value = value[1:] if value.startswith("'") and len(value) > 1 and value[1] in "=+-@" else value
        target.value = value[:_LONGEST]
        target.data_type = "s"
    else:
        target.value = value


def _timeless(data: bytes, time: datetime) -> bytes:
    """The same workbook without the clock in it, so that equal exports are equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _modified(content, time)
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, content)
    return out.getvalue()


def _modified(content: bytes, time: datetime) -> bytes:
    before, mark, after = content.partition(b"<dcterms:modified")
    head, close, tail = after.partition(b">")
    _, end, rest = tail.partition(b"</dcterms:modified>")
    return before + mark + head + close + time.isoformat().encode() + b"Z" + end + rest if mark else content

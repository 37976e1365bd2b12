"""Tables of reports: CSV, TSV, XLSX and JSON lists, their columns guessed or told."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from marsad.errors import InputError
from marsad.ingest.encodings import decode
from marsad.ingest.records import Raw, Report, extra, ident
from marsad.ingest.stamps import machine_time, read_stamp
from marsad.ingest.unpack import entry_stream, opened_zip, opening
from marsad.ingest.words import page_words, plain
from marsad.model import Document

FIELDS = ("id", "text", "title", "published", "outlet", "url", "source", "author")
MOST_UNPACKED = 500_000_000

# Column names as people and tools write them, folded. The auto-archiver of Bellingcat says Link, Upload title, Textual content.
_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "ident", "معرف", "الرقم", "رقم", "uid", "doc id", "report id", "record id"),
    "text": ("text", "النص", "نص", "نص الخبر", "الخبر", "المحتوى", "محتوى", "content", "textual content", "body", "article", "full text", "message",
             "التفاصيل", "description", "الوصف", "notes", "tweet", "post", "report"),
    "title": ("title", "العنوان", "عنوان", "headline", "upload title", "عنوان الخبر", "subject"),
    "published": ("published", "date", "التاريخ", "تاريخ", "تاريخ النشر", "تاريخ الحدث", "تاريخ الواقعة", "اليوم", "يوم", "pubdate", "published at", "publication date", "upload timestamp", "timestamp",
                  "time", "created at", "date published", "event date"),
    "outlet": ("outlet", "الوسيلة", "الموقع", "الجهة", "publisher", "site", "media", "channel", "القناة", "الجريدة", "الصحيفة", "الوكالة", "source name"),
    "url": ("url", "link", "الرابط", "رابط", "source url", "permalink", "web link"),
    "source": ("source", "المصدر", "مصدر"),
    "author": ("author", "الكاتب", "كاتب", "المحرر", "user", "username", "by"),
}  # fmt: skip


class Columns(Struct, frozen=True):
    """Which column of the table is which field; ``how`` is ``told`` or ``guessed``."""

    of: dict[str, str]
    how: str
    where: str = ""

    def shown(self) -> str:
        return ", ".join(f"{field} = «{name}»" for field, name in self.of.items())


def guess(
    header: Sequence[str], rows: Sequence[Mapping[str, str]], told: Mapping[str, str], where: str
) -> Columns:
    """The columns by their names, else by what stands in them. Raises ``InputError`` where none can be the text.

    ``told`` comes first: field to column name. Names are compared without case, marks and vowels.
    """
    of: dict[str, str] = {}
    plain_names = {plain(name): name for name in header}
    for field, name in told.items():
        if field not in FIELDS:
            raise InputError(
                61,
                f"--map names «{field[:40]}», which is no field.",
                where=where,
                mend=f"Fields are {', '.join(FIELDS)}.",
            )
        if plain(name) not in plain_names:
            raise InputError(61, f"--map names the column «{name[:60]}», which is not there.", where=where,
                             mend=f"Columns are: {', '.join(header)[:300]}.")  # fmt: skip
        of[field] = plain_names[plain(name)]
    for field, names in _NAMES.items():
        if field in of:
            continue
        found = next(
            (
                plain_names[plain(n)]
                for n in names
                if plain(n) in plain_names and plain_names[plain(n)] not in of.values()
            ),
            None,
        )
        if found is not None:
            of[field] = found
    if "text" not in of:
        free = [name for name in header if name not in of.values()]
        lengths = {name: sum(len(row.get(name) or "") for row in rows) / max(len(rows), 1) for name in free}
        best = max(lengths, key=lambda name: lengths[name], default=None)
        if best is None or lengths[best] < 40:
            if (
                "title" in of
                and sum(len(row.get(of["title"]) or "") for row in rows) / max(len(rows), 1) >= 40
            ):
                of["text"] = of.pop("title")
            else:
                raise InputError(61, "no column holds the reports' text.", where=where,
                                 mend=f"Name it: --map text=COLUMN. Columns are: {', '.join(header)[:300]}.")  # fmt: skip
        else:
            of["text"] = best
    return Columns(
        {field: of[field] for field in FIELDS if field in of}, "told" if told else "guessed", where
    )


def reports(
    header: Sequence[str], rows: Iterator[tuple[int, Mapping[str, str]]], told: Mapping[str, str], raw: Raw
) -> Iterator[Report | Columns]:
    """The columns, then a report for each row. A row without text is passed over and said to be."""
    ahead: list[tuple[int, Mapping[str, str]]] = []
    for number, row in rows:
        ahead.append((number, row))
        if len(ahead) == 50:
            break
    if not ahead:
        raise InputError(3, "there is no row in the table.", where=raw.where)
    columns = guess(header, [row for _, row in ahead], told, raw.where)
    yield columns
    digest = raw.digest

    def every() -> Iterator[tuple[int, Mapping[str, str]]]:
        yield from ahead
        yield from rows

    first = True
    for number, row in every():
        yield from _report(row, columns, f"{raw.where}:{number}", raw if first else None, digest)
        first = False


def _report(
    row: Mapping[str, str], columns: Columns, where: str, raw: Raw | None, digest: bytes
) -> Iterator[Report]:
    of = columns.of
    got = {field: (row.get(name) or "").strip() for field, name in of.items()}
    if not got.get("text"):
        yield Report(where=where, skipped="a row without text", raw=raw, digest=digest)
        return
    published = date_of(got.get("published", ""))
    rest = {name: value for name, value in row.items() if value and name and name not in of.values()}
    if got.get("published") and published is None:
        rest[of["published"]] = got["published"]
        yield Report(where=where, fault=InputError(12, f"«{of['published']}» is «{got['published'][:40]}», not a date.", where=where,
                                                   mend="The report is kept without its day. Write dates as 2021-01-24."))  # fmt: skip
    if got.get("author"):
        rest["author"] = got["author"]
    url = got.get("url") or None
    kept = Document(id=got.get("id") or "-", text=got["text"], title=got.get("title") or None, published=published,
                    outlet=got.get("outlet") or None, url=url, source=got.get("source") or None, extra=extra(**rest))  # fmt: skip
    if kept.id.isdigit() and columns.how == "guessed":
        # Every table counts its rows from 1: the file's name keeps them apart.
        stem = re.sub(r"[^\w.-]+", "_", re.split(r"[/\\]", columns.where)[-1].rsplit(".", 1)[0])[:60]
        kept = replace(kept, id=f"{stem or 'row'}-{kept.id}")
    if kept.id == "-":
        kept = replace(kept, id=ident("row", kept))
    yield Report(where=where, document=kept, raw=raw, digest=digest)


def date_of(text: str) -> str | None:
    """The ISO day or time of a cell, whatever calendar and order it is written in."""
    if not text:
        return None
    if moment := machine_time(text):
        return moment
    stamp = read_stamp(text, page_words())
    return stamp.iso if stamp else None


def read_csv(raw: Raw, told: Mapping[str, str]) -> Iterator[Report | Columns]:
    """The rows of a CSV or TSV file in any encoding, its delimiter sniffed."""
    text = decode(raw.data, raw.charset).text
    csv.field_size_limit(min(sys.maxsize, 64_000_000))
    head = text[:20_000]
    counts = {mark: head.split("\n", 1)[0].count(mark) for mark in ",;\t|"}
    mark = max(counts, key=lambda one: counts[one])
    reader = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=mark if counts[mark] else ",", strict=False
    )
    try:
        header = list(reader.fieldnames or [])
    except csv.Error as error:
        raise InputError(61, f"the table cannot be read: {error}.", where=raw.where) from None

    def rows() -> Iterator[tuple[int, Mapping[str, str]]]:
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise InputError(
                    61, f"the table cannot be read: {error}.", where=f"{raw.where}:{reader.line_num}"
                ) from None
            row.pop(None, None)
            yield reader.line_num, {str(k): v for k, v in row.items() if isinstance(v, str)}

    yield from reports(header, rows(), told, raw)


def read_xlsx(raw: Raw, told: Mapping[str, str]) -> Iterator[Report | Columns]:
    """The rows of a workbook's first sheet with a header. Formulas are never computed; their last values count."""
    try:
        import openpyxl
    except ImportError:
        raise InputError(
            60,
            "reading XLSX needs the package openpyxl.",
            where=raw.where,
            mend="Install it: pip install 'marsad[xlsx]'.",
        ) from None
    with opened_zip(raw.data, raw.where) as archive:
        if sum(one.file_size for one in archive.infolist()) > MOST_UNPACKED:
            raise InputError(
                44, f"the workbook unpacks to more than {MOST_UNPACKED:,} bytes.", where=raw.where
            )
        for one in archive.infolist():
            if not one.filename.endswith(".xml"):
                continue
            with entry_stream(archive, one.filename, raw.where) as stream:
                head = opening(stream, raw.where)
            if re.search(rb"<!(?:DOCTYPE|ENTITY)", head):
                raise InputError(
                    34,
                    "the workbook declares entities, which none does.",
                    where=raw.where,
                    mend="It was not read.",
                )
    try:
        book = openpyxl.load_workbook(io.BytesIO(raw.data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        cells = sheet.iter_rows(values_only=True)
        header = next(
            ([_cell(v) for v in row] for row in cells if sum(v is not None for v in row) >= 2), None
        )
    except Exception as error:  # openpyxl lets through whatever its parsers raise
        raise InputError(61, f"the workbook cannot be read: {str(error)[:100]}.", where=raw.where) from None
    if header is None:
        raise InputError(3, "there is no table in the first sheet.", where=raw.where)

    def rows() -> Iterator[tuple[int, Mapping[str, str]]]:
        try:
            for number, row in enumerate(cells, 2):
                yield (
                    number,
                    {name: _cell(v) for name, v in zip(header, row, strict=False) if name and v is not None},
                )
        except Exception as error:
            raise InputError(
                61, f"the workbook cannot be read: {str(error)[:100]}.", where=raw.where
            ) from None

    yield from reports([name for name in header if name], rows(), told, raw)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).removesuffix("T00:00:00")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def read_rows(values: list[Any], told: Mapping[str, str], raw: Raw) -> Iterator[Report | Columns]:
    """A JSON list of objects as a table."""
    rows = [
        {str(k): _cell(v) for k, v in one.items() if not isinstance(v, dict | list)}
        for one in values
        if isinstance(one, dict)
    ]
    header = list(dict.fromkeys(name for row in rows for name in row))
    yield from reports(header, iter(enumerate(rows, 1)), told, raw)

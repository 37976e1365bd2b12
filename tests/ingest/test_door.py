"""Through the door: each kind of thing becomes its reports, what is no report is listed, and nothing is lost."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from marsad.errors import InputError
from marsad.ingest.door import through
from marsad.ingest.opening import Found, Ways, printable, read_raw
from marsad.ingest.records import Raw, Report
from marsad.ingest.tables import Columns
from marsad.model import Document

from . import made
from .made import ONE, TWO


def read(data: bytes, name: str, told: Mapping[str, str] | None = None) -> list[Found]:
    return list(read_raw(Raw(data=data, where=name), Ways(told=told or {})))


def documents(found: list[Found]) -> list[Document]:
    faults = [one.fault for one in found if isinstance(one, Report) and one.fault is not None]
    assert not faults, faults
    return [one.document for one in found if isinstance(one, Report) and one.document is not None]


def skipped(found: list[Found]) -> list[str]:
    return [one.skipped for one in found if isinstance(one, Report) and one.skipped]


@pytest.mark.parametrize(
    ("data", "name", "texts"),
    [
        (made.html(), "a.html", [ONE]),
        (made.html(), "no-ending", [ONE]),
        (made.rss(ONE, TWO), "feed", [ONE, TWO]),
        (
            made.warc([("https://a.example/1", made.html()), ("https://a.example/2", made.html(TWO))]),
            "x.warc.gz",
            [ONE, TWO],
        ),
        (gzip.decompress(made.warc([("https://a.example/1", made.html())])), "x.warc", [ONE]),
        (made.wacz([("https://a.example/1", made.html())]), "x.wacz", [ONE]),
        (made.mhtml(), "a.mhtml", [ONE]),
        (made.mhtml(), "unnamed", [ONE]),
        (made.eml(), "a.eml", [ONE, TWO]),
        (made.docx(ONE, TWO), "a.docx", [f"{ONE}\n\n{TWO}"]),
        (made.telegram(), "result.json", [f"عاجل: {ONE}", TWO]),
        (made.telegram_html(), "messages.html", [f"عاجل\n{ONE}", TWO]),
        (made.whatsapp(), "WhatsApp Chat with درعا.txt", [f"{ONE}\nوالقصف مستمر حتى الآن.", TWO]),
        (f"text,date\n{ONE},14/05/2021\n".encode(), "a.csv", [ONE]),
        (json.dumps([{"النص": ONE}, {"النص": TWO}], ensure_ascii=False).encode(), "rows.json", [ONE, TWO]),
        (json.dumps({"id": "1", "text": ONE}, ensure_ascii=False).encode(), "one.json", [ONE]),
        (gzip.compress(made.html()), "a.html.gz", [ONE]),
        (
            made.zipped(**{"b.html": made.html(TWO), "a.txt": ONE.encode(), "c/d.eml": made.eml()}),
            "new.zip",
            [ONE, TWO, ONE, TWO],
        ),
    ],
)
def test_each_kind_gives_its_reports(data: bytes, name: str, texts: list[str]) -> None:
    assert [one.text.split("\n\nThe post")[0] for one in documents(read(data, name))] == texts


def test_ids_are_the_same_the_next_time_and_differ_from_each_other() -> None:
    for data, name in (
        (made.rss(ONE, TWO), "f"),
        (made.telegram(), "t.json"),
        (made.eml(), "e.eml"),
        (made.whatsapp(), "w.txt"),
    ):
        first = [one.id for one in documents(read(data, name))]
        assert first == [one.id for one in documents(read(data, name))]
        assert len(set(first)) == len(first)


def test_a_saved_message_knows_its_address_and_its_time() -> None:
    (document,) = documents(read(made.mhtml(), "a.mhtml"))
    assert document.url == "https://a.example/news/1"
    assert document.published == "2021-05-14T03:22"
    assert document.extra["fetched"].startswith("2021-05-15T09:00")


def test_a_message_has_its_sender_subject_and_time() -> None:
    first, second = documents(read(made.eml(), "a.eml"))
    assert (first.outlet, first.title, first.published) == ("مراسل درعا", "تقرير", "2021-05-14T03:22+03:00")
    assert "etc" not in second.id and ".." not in second.id


def test_a_response_of_an_archive_knows_when_it_was_fetched() -> None:
    page = made.html().replace("14 مايو 2021 - 03:22".encode(), "منذ ساعتين".encode())  # two hours ago
    (document,) = documents(read(made.warc([("https://a.example/1", page)]), "x.warc.gz"))
    assert document.published == "2021-05-15T08:00+00:00"
    assert document.url == "https://a.example/1"


def test_what_an_archive_holds_beside_pages_is_passed_over_with_the_reason() -> None:
    found = read(
        made.warc([("https://a.example/i.png", b"\x89PNG")], "image/png")
        + made.warc([("https://a.example/x", b"no")], status="404 Not Found"),
        "x.warc.gz",
    )
    assert skipped(found) == ["a response that is image/png", "a response that has status 404"]


def test_a_damaged_archive_gives_what_was_before_the_damage() -> None:
    whole = made.warc([(f"https://a.example/{n}", made.html(f"{ONE} {n}")) for n in range(4)])
    cut = read(whole[: len(whole) - 150], "x.warc.gz")
    assert [one.text[-1] for one in documents(cut)] == ["0", "1", "2"]
    assert skipped(cut) == ["a response that breaks off"]
    broken = read(whole[: len(whole) // 2] + b"\x00" * 400 + whole[len(whole) // 2 + 400 :], "x.warc.gz")
    assert next(one.document.text[-1] for one in broken if isinstance(one, Report) and one.document) == "0"
    assert any(isinstance(one, Report) and (one.fault or one.skipped) for one in broken)


def test_telegram_times_have_the_zone_that_local_and_universal_time_tell() -> None:
    first, second = documents(read(made.telegram(), "result.json"))
    assert first.published == "2021-05-14T03:22+03:00"
    assert first.id == "telegram-77-2"
    assert second.extra["forwarded_from"] == "قناة أخرى"
    assert skipped(read(made.telegram(), "result.json")) == [
        "a service message",
        "a message of fewer than three words",
    ]
    page = documents(read(made.telegram_html(), "messages.html"))
    assert [one.published for one in page] == ["2021-05-14T03:22+03:00"] * 2


def test_whatsapp_dates_are_settled_by_the_whole_file() -> None:
    first, second = documents(read(made.whatsapp(), "WhatsApp Chat with درعا.txt"))
    assert (first.published, second.published) == ("2021-05-14T03:22", "2021-05-14T16:00")
    assert first.outlet == "درعا" and first.extra["author"] == "أبو أحمد"
    american = f"[5/3/21, 3:22:00 PM] A: {ONE}\n[5/14/21, 3:30:00 PM] A: {TWO}\n".encode()
    assert [one.published for one in documents(read(american, "_chat.txt"))] == [
        "2021-05-03T15:22",
        "2021-05-14T15:30",
    ]
    unclear = documents(read(f"3/5/21, 15:22 - A: {ONE}\n".encode(), "w.txt"))
    assert unclear[0].published == "2021-05-03T15:22" and "exchanged" in unclear[0].extra["order"]


@pytest.mark.parametrize(
    "header",
    [
        "text,title,published,outlet,url",
        "النص,العنوان,التاريخ,الوسيلة,الرابط",
        "Textual content,Upload title,Upload timestamp,Channel,Link",
    ],
)
def test_columns_are_guessed_by_their_names(header: str) -> None:
    found = read(f"{header}\n{ONE},{made.TITLE},2021-05-14,شبكة,https://a.example/1\n".encode(), "a.csv")
    columns = found[0]
    assert isinstance(columns, Columns) and columns.how == "guessed"
    (document,) = documents(found)
    assert (document.text, document.title, document.published) == (ONE, made.TITLE, "2021-05-14")
    assert (document.outlet, document.url) == ("شبكة", "https://a.example/1")


def test_columns_are_guessed_by_what_stands_in_them_or_told() -> None:
    table = f"a;b;c\n1;{ONE};{TWO[:30]}\n2;{TWO};x\n".encode("cp1256")
    assert [one.text for one in documents(read(table, "a.csv"))] == [ONE, TWO]
    told = documents(read(table, "a.csv", {"text": "C", "id": "a"}))
    assert [(one.id, one.text) for one in told] == [("1", TWO[:30]), ("2", "x")]
    assert told[0].extra == {"b": ONE}
    with pytest.raises(AssertionError, match="Columns are: a, b, c"):
        documents(read(table, "a.csv", {"text": "d"}))


def test_a_row_with_a_bad_date_is_kept_without_it_and_said_to_be() -> None:
    found = read(f"text,date\n{ONE},الشهر الماضي\n{TWO},14 أيار 2021\n,\n".encode(), "a.csv")
    reports = [one for one in found if isinstance(one, Report)]
    assert [one.document.published for one in reports if one.document] == [None, "2021-05-14"]
    assert [one.fault.code for one in reports if one.fault] == ["I012"]
    assert reports[1].document is not None and reports[1].document.extra["date"] == "الشهر الماضي"


def test_workbooks() -> None:
    pytest.importorskip("openpyxl")
    data = made.xlsx(
        [["ملاحظة", None, None], ["النص", "التاريخ", "رقم"], [ONE, "2021-05-14", 7], [None, None, 8]]
    )
    found = read(data, "a.xlsx")
    (document,) = documents(found)
    assert (document.text, document.published, document.id) == (ONE, "2021-05-14", "a-7")
    assert skipped(found) == ["a row without text"]


def test_pdf() -> None:
    pytest.importorskip("pypdfium2")
    (document,) = documents(read(made.pdf(), "a.pdf"))
    assert "two civilians were killed" in document.text
    for data, says in ((made.pdf(""), "no text layer"), (b"%PDF-1.4 nothing", "damaged")):
        (one,) = read(data, "a.pdf")
        assert isinstance(one, Report) and one.fault is not None
        assert one.fault.code == "I037" and says in str(one.fault)


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for name, module in (("a.pdf", "pypdfium2"), ("a.xlsx", "openpyxl"), ("a.warc.gz", "fastwarc.warc")):
        monkeypatch.setitem(sys.modules, module, None)
        data = {
            "a.pdf": made.pdf(),
            "a.xlsx": made.zipped(**{"xl/workbook.xml": b"x"}),
            "a.warc.gz": made.warc([("https://a.example/1", b"x")]),
        }[name]
        (one,) = read(data, name)
        assert isinstance(one, Report) and one.fault is not None
        assert one.fault.code == "I060" and "pip install 'marsad[" in str(one.fault)


def test_a_feed_gives_its_own_text_and_says_when_it_is_a_teaser() -> None:
    whole, _ = documents(read(made.rss(ONE, TWO), "f"))
    assert (whole.outlet, whole.published, whole.url) == (
        "شبكة",
        "2021-05-14T03:22+03:00",
        "https://a.example/0",
    )
    teaser = f"<rss><channel><title>t</title><item><title>x</title><link>https://a.example/1</link><description>{ONE} &amp;hellip;</description></item></channel></rss>"
    (document,) = documents(read(teaser.encode(), "f"))
    assert document.extra["teaser"] is True
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><title>x</title><link rel="alternate" href="/1"/><published>2021-05-14T00:00:00Z</published><content type="html">&lt;p&gt;{ONE}&lt;/p&gt;</content></entry></feed>'
    (document,) = documents(read(atom.encode(), "f"))
    assert (document.text, document.published) == (ONE, "2021-05-14T00:00+00:00")
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "t",
        "items": [
            {"url": "https://a.example/1", "content_html": f"<p>{ONE}</p>", "date_published": "2021-05-14"}
        ],
    }
    (document,) = documents(read(json.dumps(feed).encode(), "f.json"))
    assert (document.text, document.outlet) == (ONE, "t")


def test_an_address_of_a_feed_is_followed_and_falls_back_on_it() -> None:
    pages = {
        "https://a.example/feed": (made.rss(ONE, TWO), "application/rss+xml"),
        "https://a.example/0": (made.html(), "text/html"),
    }

    def fetch(url: str) -> Raw:
        if url not in pages:
            raise InputError(48, "the server answered 404.", where=url)
        return Raw(
            data=pages[url][0],
            where=url,
            url=url,
            media=pages[url][1],
            status=200,
            fetched="2021-05-15T10:00:00+00:00",
        )

    found = list(through(("https://a.example/feed",), io.BytesIO(), Ways(fetch=fetch)))
    made_ = [one.document for one in found if isinstance(one, Report) and one.document]
    assert [one.text.split("\n\n")[0] for one in made_] == [ONE, TWO]
    assert made_[0].published == "2021-05-14T03:22" and "teaser" not in made_[1].extra
    assert [one.fault.code for one in found if isinstance(one, Report) and one.fault] == ["I048"]


def test_a_sitemap_is_followed_the_newest_first_as_far_as_told() -> None:
    urls = "".join(
        f"<url><loc>https://a.example/{n}</loc><lastmod>2021-05-{n:02}</lastmod></url>" for n in range(1, 10)
    )
    asked: list[str] = []

    def fetch(url: str) -> Raw:
        asked.append(url)
        data = f"<urlset>{urls}</urlset>".encode() if url.endswith(".xml") else made.html(f"{ONE} {url}")
        return Raw(data=data, where=url, url=url, status=200)

    found = list(through(("https://a.example/s.xml",), io.BytesIO(), Ways(fetch=fetch, follow=3)))
    assert asked[1:] == [f"https://a.example/{n}" for n in (9, 8, 7)]
    assert "--follow" in skipped(found)[-1]


def test_a_folder_of_all_of_these(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.html").write_bytes(made.html())
    (tmp_path / "sub" / "b.txt").write_text(TWO, encoding="utf-8")
    (tmp_path / "c.jsonl").write_text(json.dumps({"id": "x", "text": ONE}) + "\n{broken\n", encoding="utf-8")
    (tmp_path / "d.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "e").write_bytes(bytes(range(256)) * 20)
    (tmp_path / ".hidden").write_text("x", encoding="utf-8")
    (tmp_path / "f").write_bytes(b"")
    (tmp_path / "out").symlink_to("/etc/hostname")
    found = list(through((str(tmp_path),), io.BytesIO(), Ways()))
    texts = [one.document.text for one in found if isinstance(one, Report) and one.document]
    assert texts == [ONE, ONE, TWO]
    assert [one.fault.code for one in found if isinstance(one, Report) and one.fault] == ["I007"]
    assert sorted(skipped(found)) == [
        "a .jpg file",
        "a binary file, not text",
        "a hidden file",
        "a link that leads out of the folder",
        "an empty file",
    ]


def test_what_a_folder_hides_or_bars_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text(ONE, encoding="utf-8")
    (tmp_path / "again").symlink_to("sub")
    (tmp_path / "loop").symlink_to(".")
    (tmp_path / "gone.txt").symlink_to("nowhere")
    (tmp_path / "barred").mkdir()
    import os

    real = os.scandir

    def scandir(path: str) -> object:  # whoever runs the tests may be allowed everything
        if str(path).endswith("barred"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = list(through((str(tmp_path),), io.BytesIO(), Ways()))
    faults = [one.fault for one in found if isinstance(one, Report) and one.fault is not None]
    assert [fault.code for fault in faults] == ["I002"]
    assert "barred" in str(faults[0]) and "Permission denied" in str(faults[0])
    assert sorted(skipped(found)) == [
        "a hidden folder",
        "a link that leads nowhere",
        "a link to a folder",
        "a link to a folder",
    ]
    assert [one.document.text for one in found if isinstance(one, Report) and one.document] == [ONE]


@pytest.mark.parametrize("encoding", ["cp1256", "utf-16"])
def test_a_text_in_an_old_encoding_is_read_and_says_so(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(ONE.encode(encoding))
    for names, stdin in (((str(tmp_path),), b""), (("-",), ONE.encode(encoding))):
        (document,) = documents(list(through(names, io.BytesIO(stdin), Ways())))
        assert document.text == ONE
        assert str(document.extra["encoding"]).startswith("was ")


def test_a_text_in_no_encoding_that_gives_arabic_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("les civils ont été évacués".encode("latin-1"))
    (one,) = through((str(tmp_path / "a.txt"),), io.BytesIO(), Ways())
    assert isinstance(one, Report) and one.fault is not None and one.fault.code == "I005"


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (made.telegram(), [f"عاجل: {ONE}", TWO]),
        (json.dumps([{"text": ONE}], indent=2, ensure_ascii=False).encode(), [ONE]),
        (json.dumps({"id": "1", "text": ONE}).encode(), [ONE]),
        (made.docx(ONE), [ONE]),
        (made.eml(), [ONE, TWO]),
        (ONE.encode(), [ONE]),
    ],
)
def test_standard_input_takes_what_a_file_may_hold(data: bytes, texts: list[str]) -> None:
    found = list(through(("-",), io.BytesIO(data), Ways()))
    assert [one.text for one in documents(found)] == texts


def test_standard_input_is_a_table_where_its_columns_are_named() -> None:
    data = f"ما حدث;متى\n{ONE};14/05/2021\n".encode("cp1256")
    ways = Ways(told={"text": "ما حدث", "published": "متى"})
    (document,) = documents(list(through(("-",), io.BytesIO(data), ways)))
    assert (document.text, document.published) == (ONE, "2021-05-14")


def test_an_opendocument_text_is_read_and_other_office_files_are_refused() -> None:
    office = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<o:document-content xmlns:o="{office}:office:1.0" xmlns:t="{office}:text:1.0"><o:body><o:text>'
        f"<t:tracked-changes><t:changed-region><t:deletion><t:p>محذوف</t:p></t:deletion></t:changed-region></t:tracked-changes>"
        f"<t:h>قصف</t:h><t:p>{ONE}</t:p></o:text></o:body></o:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr("content.xml", content)
    (document,) = documents(read(out.getvalue(), "a.odt"))
    assert document.text == f"قصف\n\n{ONE}"
    for data, name in (
        (made.zipped(**{"ppt/slides/slide1.xml": b"<p/>", "[Content_Types].xml": b"<t/>"}), "a.pptx"),
        (b"{\\rtf1\\ansi {\\b x}}", "a.rtf"),
    ):
        (one,) = read(data, name)
        assert isinstance(one, Report) and one.fault is not None and one.fault.code == "I004"


def test_two_tables_that_both_count_from_one_keep_their_rows_apart() -> None:
    table = f"id,text\n1,{ONE}\n"
    (first,) = documents(read(table.encode(), "march.csv"))
    (other,) = documents(read(table.replace(ONE, TWO).encode(), "april.csv"))
    assert (first.id, other.id) == ("march-1", "april-1")


def test_names_in_archives_are_shown_and_never_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = read(
        made.zipped(**{"../../evil.txt": ONE.encode(), "/abs.html": made.html(TWO), "a\u202etxt.exe": b"MZ"}),
        "x.zip",
    )
    assert [one.text for one in documents(found)] == [ONE, TWO]
    assert list(tmp_path.iterdir()) == []
    assert printable("../../a\x1b[31m\u202eb") == "a�[31m�b"


def test_archives_that_unpack_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marsad.ingest.opening.MOST_ENTRY", 1_000_000)
    monkeypatch.setattr("marsad.ingest.opening.MOST_FILE", 4_000_000)
    for data, name in (
        (made.zipped(a=bytes(5_000_000)), "a.zip"),
        (gzip.compress(bytes(50_000_000)), "a.gz"),
    ):
        (one,) = read(data, name)
        assert isinstance(one, Report) and one.fault is not None and one.fault.code == "I044"
    nested = made.zipped(**{"a.txt": ONE.encode()})
    for _ in range(6):
        nested = made.zipped(**{"a.zip": nested})
    assert skipped(read(nested, "n.zip")) == ["packed into more than three layers"]


@pytest.mark.parametrize(
    "name",
    [
        "a.docx",
        "a.xlsx",
        "a.zip",
        "a.wacz",
        "a.eml",
        "a.mhtml",
        "a.pdf",
        "a.warc.gz",
        "a.csv",
        "result.json",
        "a.html",
        "f.xml",
    ],
)
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04garbage",
        b"%PDF-x",
        b"\x1f\x8b\x08broken",
        b"WARC/1.0\r\n\r\n",
        b"{",
        b"[[[[",
        b"<",
        b"\x00" * 90,
    ],
)
def test_garbage_under_any_name_is_a_fault_with_its_place(data: bytes, name: str) -> None:
    found = read(data, name)
    assert all(one.fault is None or name in str(one.fault) for one in found if isinstance(one, Report))
    assert not [
        one
        for one in found
        if isinstance(one, Report) and one.document is not None and one.document.text.strip("<{[") == ""
    ]

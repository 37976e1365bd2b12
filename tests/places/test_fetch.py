from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from marsad.cli.places import places
from marsad.errors import GazetteerError
from marsad.places.fetch import fetch

ROW = (
    "7\tTall Tajribah\tTall Tajribah\tتل تجربة\t35.7\t36.6\tP\tPPL\tSY"
    "\t\t12\t05\t\t\t0\t\t400\tAsia/Damascus\t2020-01-01\n"
)


def zipped(name: str, text: str) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(name, text)
    return raw.getvalue()


class Server:
    """GeoNames' layout on this machine, with the failures of the real network."""

    def __init__(self) -> None:
        self.files = {
            "/SY.zip": zipped("SY.txt", ROW),
            "/alternatenames/SY.zip": zipped(
                "SY.txt", "1\t7\tar\tتل التجربة\n" + "2\t7\tlink\thttps://example.org\n" * 400
            ),
        }
        self.asked: list[tuple[str, str | None]] = []
        self.cut: dict[str, int] = {}  # path to bytes after which the connection ends, once
        self.busy: dict[str, int] = {}  # path to how often it answers 503
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        self.asked.append((request.path, request.headers.get("Range")))
        assert request.headers["User-Agent"].startswith("marsad/")
        body = self.files.get(request.path)
        if body is None:
            return request.send_error(404)
        if self.busy.get(request.path, 0):
            self.busy[request.path] -= 1
            request.send_response(503)
            request.send_header("Retry-After", "0")
            return request.end_headers()
        if request.headers.get("If-Modified-Since"):
            request.send_response(304)
            return request.end_headers()
        start = 0
        if (wanted := request.headers.get("Range")) and request.headers.get("If-Range") == '"one"':
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
        request.send_response(206 if start else 200)
        request.send_header("Content-Length", str(len(body) - start))
        request.send_header("ETag", '"one"')
        request.send_header("Last-Modified", "Mon, 01 Jan 2024 00:00:00 GMT")
        request.end_headers()
        stop = self.cut.pop(request.path, len(body))
        request.wfile.write(body[start:stop])
        if stop < len(body):
            request.close_connection = True
        return None


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    thread = threading.Thread(target=made.http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield made
    made.http.shutdown()
    made.http.server_close()
    thread.join()


def test_dump_and_names_of_a_country_are_fetched_once(server: Server, tmp_path: Path) -> None:
    got = list(fetch(["SY"], tmp_path, url=server.url, pause=0))
    assert [g.path.name for g in got] == ["SY.zip", "alternatenames-SY.zip"]
    assert got[0].path.read_bytes() == server.files["/SY.zip"]
    again = list(fetch(["SY"], tmp_path, url=server.url, pause=0))
    assert [g.fresh for g in got] == [True, True] and [g.fresh for g in again] == [False, False]


def test_a_broken_download_goes_on_where_it_stopped(server: Server, tmp_path: Path) -> None:
    path = "/alternatenames/SY.zip"
    server.cut[path] = 4000
    got = list(fetch(["SY"], tmp_path, url=server.url, pause=0))
    assert got[1].path.read_bytes() == server.files[path]
    assert [r for p, r in server.asked if p == path] == [None, "bytes=4000-"]
    assert not list(tmp_path.glob("*.part*"))


def test_a_busy_server_is_asked_again(server: Server, tmp_path: Path) -> None:
    server.busy["/SY.zip"] = 2
    list(fetch(["SY"], tmp_path, url=server.url, pause=0))
    assert [p for p, _ in server.asked].count("/SY.zip") == 3
    server.busy["/SY.zip"] = 99
    (tmp_path / "SY.zip").unlink()
    with pytest.raises(GazetteerError, match=r"G042.*HTTP 503"):
        list(fetch(["SY"], tmp_path, url=server.url, pause=0))


def test_what_is_not_the_archive_is_refused(server: Server, tmp_path: Path) -> None:
    server.files["/SY.zip"] = b"<html>sign in to the hotel network</html>"
    with pytest.raises(GazetteerError, match="G045"):
        list(fetch(["SY"], tmp_path, url=server.url, pause=0))
    damaged = bytearray(zipped("SY.txt", ROW))
    damaged[60] ^= 255
    server.files["/SY.zip"] = bytes(damaged)
    with pytest.raises(GazetteerError, match="G045"):
        list(fetch(["SY"], tmp_path, url=server.url, pause=0))
    assert not (tmp_path / "SY.zip").exists()


@pytest.mark.parametrize(
    ("countries", "url", "code"),
    [(["SYR"], "https://x", "G040"), ([], "https://x", "G040"), (["SY"], "http://example.org", "G041")],
)
def test_wrong_questions_never_reach_the_network(
    tmp_path: Path, countries: list[str], url: str, code: str
) -> None:
    with pytest.raises(GazetteerError, match=code):
        list(fetch(countries, tmp_path, url=url, pause=0))


def test_an_unknown_country_says_so(server: Server, tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"G044.*HTTP 404"):
        list(fetch(["XX"], tmp_path, url=server.url, pause=0))


def test_the_command_fetches_and_adds(server: Server, small: Path, tmp_path: Path) -> None:
    arguments = ["fetch", "--countries", "sy", "--folder", str(tmp_path / "dumps"), "--url", server.url,
                 "--gazetteer", str(small)]  # fmt: skip
    first = CliRunner().invoke(places, arguments)
    assert first.exit_code == 0, first.output
    assert "SY.zip" in first.output and "1 new places" in first.output
    second = CliRunner().invoke(places, arguments)
    assert "added before" in second.output
    found = CliRunner().invoke(places, ["find", "تل التجربة", "--json", "--gazetteer", str(small)])
    assert '"gn:7"' in found.output

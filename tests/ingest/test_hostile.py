"""What servers do to those who ask them: each case ends in a clear error within its limit."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from marsad.errors import InputError
from marsad.ingest.fetch import Limits, fetch
from marsad.ingest.opening import Ways, read_raw
from marsad.ingest.records import Raw, Report

from .hostile import Hostile, hostile

LIMITS = Limits(most=2_000_000, seconds=1.5, idle=1.0, redirects=4, private=True)
CERTIFICATE = Path(__file__).with_name("selfsigned.pem")


@pytest.fixture(scope="module")
def server() -> Iterator[Hostile]:
    with hostile() as running:
        yield running


def reports(raw: Raw) -> list[Report]:
    return [one for one in read_raw(raw, Ways()) if isinstance(one, Report)]


@pytest.mark.parametrize(
    ("path", "code", "says"),
    [
        ("/loop", "I045", "circle"),
        ("/ping", "I045", "circle"),
        ("/file", "I045", "no address of the web"),
        ("/script", "I045", "no address of the web"),
        ("/garbage-location", "I045", "no address"),
        ("/bomb-gzip", "I044", "larger than 2,000,000 bytes"),
        ("/broken-gzip", "I050", "broken"),
        ("/cut-gzip", "I050", "breaks off"),
        ("/brotli", "I050", "not asked for"),
        ("/slow-body", "I043", "too slow"),
        ("/slow-head", "I043", "too slow"),
        ("/silent", "I043", "too slow"),
        ("/endless-body", "I044", "larger"),
        ("/endless-feed", "I044", "larger"),
        ("/endless-head", "I047", "protocol"),
        ("/endless-100", "I043", "too slow"),
        ("/too-short", "I047", "protocol"),
        ("/two-lengths", "I047", "protocol"),
        ("/negative-length", "I047", "protocol"),
        ("/bad-chunks", "I047", "protocol"),
        ("/cut-chunks", "I047", "protocol"),
        ("/no-http", "I047", "protocol"),
        ("/closed", "I047", "protocol"),
        ("/500", "I048", "500"),
        ("/403", "I048", "refuses programs"),
    ],
)
def test_each_answer_is_a_clear_error_within_its_limit(
    server: Hostile, path: str, code: str, says: str
) -> None:
    began = time.monotonic()
    with pytest.raises(InputError) as fault:
        fetch(server.url(path), LIMITS)
    assert time.monotonic() - began < LIMITS.seconds + 5
    assert fault.value.code == code
    assert says in str(fault.value)
    assert server.url(path) in str(fault.value)


@pytest.mark.parametrize("path", ["/to-metadata", "/to-loopback"])
def test_a_redirect_to_an_inner_address_is_refused(server: Hostile, path: str) -> None:
    # The server itself stands for a public one: its name resolves to where it is, all else to what it is.
    def resolver(host: str, port: int) -> list[str]:
        return ["127.0.0.1"] if host == "localhost" else [host]

    def judged(url: str) -> None:
        if str(server.port) not in url:
            fetch(url, Limits(seconds=1.5), resolver=resolver)

    with pytest.raises(InputError) as fault:
        fetch(server.url(path), LIMITS, judge=judged)
    assert fault.value.code == "I041"


@pytest.mark.parametrize(
    "answers", [["127.0.0.1"], ["93.184.216.34", "10.0.0.7"], ["::1"], ["::ffff:192.168.1.1"], ["169.254.169.254"], ["0.0.0.0"], ["fe80::1%eth0"],
                ["64:ff9b::7f00:1"], ["2002:7f00:1::"], ["100.64.0.1"], ["224.0.0.1"]],
)  # fmt: skip
def test_a_name_that_leads_inside_is_refused(answers: list[str]) -> None:
    with pytest.raises(InputError) as fault:
        fetch("http://news.example/a", Limits(seconds=1.5), resolver=lambda host, port: answers)
    assert fault.value.code == "I041"


def test_a_name_that_answers_otherwise_the_second_time_gains_nothing(server: Hostile) -> None:
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["203.0.113.1"] if len(asked) == 1 else ["127.0.0.1"]

    with pytest.raises(InputError) as fault:
        fetch(f"http://rebind.example:{server.port}/good", Limits(seconds=1.0, idle=0.5), resolver=rebinding)
    # 203.0.113.1 is an address for documents: refused as not public, and never asked for again.
    assert fault.value.code == "I041"
    assert asked == ["rebind.example"]


def test_the_connection_goes_to_the_address_that_was_judged(server: Hostile) -> None:
    raw = fetch(f"http://kept.example:{server.port}/good", LIMITS, resolver=lambda host, port: ["127.0.0.1"])
    assert raw.status == 200
    assert f"Host: kept.example:{server.port}" in server.heads[-1]


def test_a_certificate_of_nobody_is_refused() -> None:
    with hostile(CERTIFICATE) as secure, pytest.raises(InputError) as fault:
        fetch(secure.url("/good"), LIMITS)
    assert fault.value.code == "I046"


def test_a_known_certificate_is_taken() -> None:
    trusting = ssl.create_default_context(cafile=str(CERTIFICATE))
    with hostile(CERTIFICATE) as secure:
        assert fetch(secure.url("/good"), LIMITS, tls=trusting).status == 200


def test_plain_http_where_tls_was_promised_is_refused(server: Hostile) -> None:
    with pytest.raises(InputError) as fault:
        fetch(server.url("/good").replace("http:", "https:"), LIMITS)
    assert fault.value.code in ("I046", "I047")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/bomb-xml", "I034"),
        ("/external-entity", "I034"),
        ("/deep-xml", "I034"),
        ("/binary", "I032"),
        ("/bomb-nested", "I044"),
        ("/empty", None),
    ],
)
def test_what_came_well_and_is_ill_is_a_clear_error(server: Hostile, path: str, code: str | None) -> None:
    began = time.monotonic()
    found = reports(fetch(server.url(path), Limits(most=2_000_000, seconds=20, private=True)))
    assert time.monotonic() - began < 25
    assert [one.document for one in found] == [None] * len(found)
    assert all(one.fault is not None or one.skipped for one in found)
    if code is not None:
        assert {one.fault.code for one in found if one.fault} <= {code, "I004", "I031"}


def test_a_page_nested_without_end_ends(server: Hostile) -> None:
    began = time.monotonic()
    found = reports(fetch(server.url("/deep-html"), Limits(seconds=20, private=True)))
    assert time.monotonic() - began < 25
    assert found


@pytest.mark.parametrize("url", ["ftp://a.example/x", "file:" + "///etc/passwd", "http://", "http://user:pw@a.example/", "gopher://a.example", "http://a.example:99999/"])  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused_unasked(url: str) -> None:
    with pytest.raises(InputError) as fault:
        fetch(url)
    assert fault.value.code == "I040"
    assert "pw" not in str(fault.value)

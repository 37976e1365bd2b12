"""Bytes as sites send them, whatever they say of themselves."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.ingest.encodings import decode

# "The forces shelled the town in the evening; two people of the area were killed, a source in the hospital said."
TEXT = "قصفت القوات البلدة في المساء، وقُتل شخصان من أهل المنطقة، على ما قال مصدر في المشفى إلى الوكالة."


@pytest.mark.parametrize("says", ["utf-8", "windows-1256", "iso-8859-6", "iso-8859-1", "nonsense", ""])
@pytest.mark.parametrize("is_", ["utf-8", "cp1256", "utf-8-sig"])
def test_what_it_is_counts_not_what_it_says(says: str, is_: str) -> None:
    meta = f'<meta charset="{says}">' if says else ""
    assert TEXT in decode((meta + TEXT * 3).encode(is_)).text


def test_iso_8859_6() -> None:
    text = TEXT.replace("،", "،")
    assert decode((f'<meta charset="iso-8859-6">{text * 3}').encode("iso8859_6")).text.endswith(text)


@pytest.mark.parametrize("over", ["cp1252", "cp1256"])
def test_text_that_was_encoded_twice_is_mended_and_said_to_be(over: str) -> None:
    once = TEXT * 3
    if over == "cp1256":
        twice = once.encode().decode("cp1256")
    else:
        twice = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in once.encode())
    found = decode(twice.encode())
    assert found.text == once
    assert found.note is not None and "twice" in found.note


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    assert decode((TEXT * 3).encode() + b"\xff\xfe\x80").text.startswith(TEXT)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_fail(raw: bytes) -> None:
    assert isinstance(decode(raw).text, str)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_utf8_is_never_mistaken(text: str) -> None:
    cleaned = text.encode("utf-8", "replace").decode().removeprefix("\ufeff")
    assert decode(b"\xef\xbb\xbf" + cleaned.encode()).text == cleaned

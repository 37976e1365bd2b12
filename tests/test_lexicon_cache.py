"""The lexicon from the cache is the one that was compiled, and a bad file in its place does no harm."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from marsad.lexicon import cache
from marsad.lexicon.compile import Lexicon, _compiled, lexicon
from marsad.lexicon.load import DATA, load


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("MARSAD_CACHE", str(tmp_path / "cache"))
    _compiled.cache_clear()
    yield tmp_path / "cache"
    _compiled.cache_clear()


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("*"))


def test_what_comes_from_the_cache_is_what_was_compiled(empty: Path) -> None:
    fresh = Lexicon(load((DATA,)))
    first = lexicon()
    (file,) = kept(empty)
    _compiled.cache_clear()
    second = lexicon()
    assert second is not first
    for one in (first, second):
        assert one.knowledge == fresh.knowledge
        assert one.index.by_first == fresh.index.by_first
        assert list(one.index.by_first) == list(fresh.index.by_first)
        assert one.tones == fresh.tones
    assert kept(empty) == [file]


@pytest.mark.parametrize("damage", [b"", b"\xc1", b"not msgpack", b"\x93\x01\x02\x03"])
def test_a_damaged_file_is_made_again(empty: Path, damage: bytes) -> None:
    lexicon()
    (file,) = kept(empty)
    whole = file.read_bytes()
    file.write_bytes(damage)
    _compiled.cache_clear()
    assert lexicon().kinds
    assert file.read_bytes() == whole


def test_other_data_is_another_file_and_old_ones_go(empty: Path, tmp_path: Path) -> None:
    for number in range(6):
        extra = tmp_path / f"extra{number}"
        extra.mkdir()
        row = f"اسم مخترع {number},syria_army,,\n"
        (extra / "own.aliases.csv").write_text("alias,actor,tone,note\n" + row, encoding="utf-8")
        assert any("مخترع" in alias.alias for alias in lexicon((extra,)).knowledge.aliases)
        time.sleep(0.01)
    assert len(kept(empty)) == 4


def test_without_a_writable_cache_the_lexicon_is_compiled_all_the_same(
    empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a file"
    file.write_text("", encoding="utf-8")
    monkeypatch.setenv("MARSAD_CACHE", str(file / "below"))
    assert lexicon().kinds
    assert kept(empty) == []


def test_the_name_tells_directories_and_digests_apart() -> None:
    names = {cache.path(dirs, digest) for dirs in ((DATA,), (DATA, Path("x"))) for digest in ("a", "b")}
    assert len(names) == 4

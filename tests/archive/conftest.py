"""What the archive's tests share: made-up reports, read once, and a runner for the commands."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.archive.adding import Adder
from marsad.archive.file import writing
from marsad.archive.records import Item, Reader
from marsad.cli.main import main
from marsad.engine.coding import code
from marsad.lexicon.compile import lexicon
from marsad.model import Document

Run = Callable[..., Result]
READER = Reader(version="0", lexicon="l", gazetteer="g", fingerprint="f")
NOW = "2024-01-01T00:00:00+00:00"

_TOWNS = ("طفس", "سراقب", "جاسم")
_OUTLETS = ("وكالة سانا", "شبكة شام", "عنب بلدي", "تلفزيون سوريا")


def told(number: int) -> dict[str, str]:
    """One of many made-up reports: a town shelled on some day, with some dead, by some outlet."""
    town, day = _TOWNS[number % 3], 20 + number % 5
    dead = ("مقتل مدنيين اثنين", "مقتل ثلاثة مدنيين", "إصابة أربعة مدنيين")[number % 7 % 3]
    text = (
        f"قصفت قوات النظام السوري مدينة {town} بالمدفعية يوم {day} كانون الثاني 2021، ما أدى إلى {dead}."
        f" وقال شهود إن قذائف سقطت على الحي رقم {number}."
    )
    return {"id": f"r{number:05}", "text": text, "published": "2021-01-27", "outlet": _OUTLETS[number % 4]}


def lines(*numbers: int) -> str:
    return "".join(json.dumps(told(number), ensure_ascii=False) + "\n" for number in numbers)


@pytest.fixture(scope="session")
def items() -> list[Item]:
    """Twenty-one reports with what was read from them."""
    out = []
    for number in range(21):
        document = Document(**told(number))
        raw = sha256(lines(number).encode()).digest()
        out.append(Item(document, code(document, lexicon()).coded, raw))
    return out


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "marsad.db"


@pytest.fixture
def filled(archive: Path, items: list[Item]) -> Path:
    fill(archive, items)
    return archive


def fill(path: Path, items: list[Item], batch: int = 8) -> None:
    with writing(path) as db:
        adder = Adder(db, lexicon(), READER, NOW)
        for at in range(0, len(items), batch):
            adder.put(items[at : at + batch])
        adder.finish(NOW)


@pytest.fixture
def run(archive: Path) -> Run:
    """Run ``marsad`` on the archive; whatever it prints as a fault must not be a traceback."""

    def call(command: str, *args: object, stdin: bytes | str | None = None) -> Result:
        given = [command, *(str(a) for a in args), "--archive", str(archive)]
        result = CliRunner().invoke(main, given, input=stdin)
        assert "Traceback" not in result.output
        assert result.exit_code != 70, result.stderr
        return result

    return call

"""Merging over shards gives what merging at once gives, however claims lie in time and in shards."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest

from marsad.engine import files
from marsad.engine.coding import encode
from marsad.engine.runner import Here
from marsad.engine.shards import Row, Shard, Task
from marsad.engine.shards import encode as rows_to_parquet
from marsad.engine.spread import merge_shards
from marsad.lexicon.compile import lexicon
from marsad.merging import Registry, merge
from marsad.model import Claim, Coded, Location, Participant, Span, Toll, When

pytest.importorskip("pyarrow")
_ENCODER = msgspec.json.Encoder(order="deterministic")

_PLACES = (("طفس", 32.737, 36.067), ("جاسم", 32.99, 36.06), ("سراقب", 35.86, 36.80))
_SIDES = (("الجيش السوري", "syria_army"), ("قوات سوريا الديمقراطية", "sdf"), ("مسلحون", None))


def told(chance: random.Random, number: int) -> Coded:
    """A report of one to three claims out of few places, sides and days, so that many meet."""
    published = None if chance.random() < 0.2 else f"2021-0{chance.randint(1, 4)}-{chance.randint(1, 28):02}"
    claims = []
    for rank in range(chance.randint(1, 3)):
        name, lat, lon = chance.choice(_PLACES)
        side, ident = chance.choice(_SIDES)
        quote = f"قصف {side} {name} في الحادثة {chance.randint(1, 6)}"
        start = f"2021-0{chance.randint(1, 4)}-{chance.randint(1, 28):02}"
        when = chance.choice([
            None, When(start=start, end=start, precision="day"),
            When(start="2021-01-01", end="2021-03-31", precision="month"),
            When(start="2019-01-01", end="2021-04-30", precision="year"),
        ])  # fmt: skip
        claims.append(Claim(
            id=f"c{number}-{rank}", kind=chance.choice(["shelling", "armed_clash", "siege"]), status="occurred",
            evidence=(Span(start=0, end=len(quote), quote=quote),), when=when,
            initiators=(Participant(text=side, name=side, id=ident),),
            places=(Location(text=name, name=name, lat=lat, lon=lon, precision=1, country="SY"),),
            killed=chance.choice([None, Toll(min=3, max=3), Toll(min=4, max=4)]),
        ))  # fmt: skip
    return Coded(id=f"r{number}", events=tuple(claims), published=published, outlet=f"وكالة {number % 4}")


@pytest.mark.parametrize("seed", range(6))
def test_spread_over_shards_is_merged_at_once(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    reports = [told(chance, number) for number in range(60)]
    whole = [_ENCODER.encode(event) for event in merge(reports, Registry(lexicon()))]
    assert len(whole) < sum(len(one.events) for one in reports), "some claims must meet, or nothing is tested"
    chance.shuffle(reports)
    results = []
    for at in range(0, len(reports), 13):
        rows = [
            Row(n, one.id, encode(one), len(one.events), None, ())
            for n, one in enumerate(reports[at : at + 13], 1)
        ]
        target = str(tmp_path / f"{at}.parquet")
        files.put(target, rows_to_parquet(rows, Task(Shard("x", 0, 1, 1, str(at)), str(tmp_path), "f")))
        results.append((target, ()))
    assert list(merge_shards(results, str(tmp_path / "merging"), Here())) == whole
    assert not list((tmp_path / "merging").iterdir())

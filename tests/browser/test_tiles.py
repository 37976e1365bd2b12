"""A base map of one's own: real PMTiles, fetched piece by piece and drawn, under the same policy as everything."""

from __future__ import annotations

import gzip
import io
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from .conftest import Site

pytestmark = [pytest.mark.browser, pytest.mark.whole]
Visit = Callable[..., Any]
DEEPEST = 4
GREEN = (40, 200, 60)


def picture(seed: int) -> bytes:
    """A green PNG with a little noise, so that no two tiles are one and none packs to nothing."""
    draw = random.Random(seed)
    image = Image.new("RGB", (256, 256), GREEN)
    for _ in range(900):
        image.putpixel((draw.randrange(256), draw.randrange(256)), (40, 200, draw.randrange(50, 70)))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def water(seed: int) -> bytes:
    """A vector tile whose layer «water» covers all of it (Mapbox Vector Tile 2, written by hand)."""

    def number(value: int) -> bytes:
        out = b""
        while value > 127:
            out, value = out + bytes([value & 127 | 128]), value >> 7
        return out + bytes([value])

    def piece(field: int, data: bytes) -> bytes:
        return number(field << 3 | 2) + number(len(data)) + data

    def step(value: int) -> int:
        return value << 1 if value >= 0 else (-value << 1) - 1

    square = [9, step(0), step(0), 26, step(4096), step(0), step(0), step(4096), step(-4096), step(0), 15]
    feature = number(3 << 3) + number(3) + piece(4, b"".join(map(number, square)))
    layer = (
        number(15 << 3) + number(2) + piece(1, b"water") + piece(2, feature) + number(5 << 3) + number(4096)
    )
    # A field that readers pass over makes each tile its own.
    return gzip.compress(piece(3, layer) + piece(100, random.Random(seed).randbytes(3000)))


def archive(path: Path, kind: TileType) -> Path:
    """A base map of the whole world down to the level that is drawn on."""
    with path.open("wb") as file:
        writer = Writer(file)
        for zoom in range(DEEPEST + 1):
            for x in range(1 << zoom):
                for y in range(1 << zoom):
                    ident = zxy_to_tileid(zoom, x, y)
                    writer.write_tile(ident, picture(ident) if kind is TileType.PNG else water(ident))
        header = {
            "tile_type": kind, "min_zoom": 0, "max_zoom": DEEPEST, "center_zoom": 0, "center_lon_e7": 0, "center_lat_e7": 0,
            "tile_compression": Compression.NONE if kind is TileType.PNG else Compression.GZIP,
            "min_lon_e7": -1_800_000_000, "max_lon_e7": 1_800_000_000, "min_lat_e7": -850_000_000, "max_lat_e7": 850_000_000,
        }  # fmt: skip
        writer.finalize(
            header, {"vector_layers": [{"id": "water", "fields": {}}]} if kind is TileType.MVT else {}
        )
    return path


@pytest.fixture(params=[TileType.PNG, TileType.MVT], ids=["pictures", "vectors"])
def tiled(
    request: Any, own_site: Callable[..., Site], tmp_path: Path
) -> Iterator[tuple[Site, Path, TileType]]:
    path = archive(tmp_path / "own.pmtiles", request.param)
    yield own_site(tiles=path), path, request.param


def shown(page: Any) -> tuple[int, int, int]:
    """The commonest colour of the map."""
    image = Image.open(io.BytesIO(page.locator(".map-box").screenshot())).convert("RGB")
    colours = image.getcolors(image.width * image.height)
    assert colours
    return max(colours)[1]  # type: ignore[return-value]


def test_ones_own_tiles_are_fetched_in_pieces_and_drawn(
    tiled: tuple[Site, Path, TileType], visit: Visit
) -> None:
    site, path, kind = tiled
    page = visit(site.url + "/actors", ready=".actors-grid, main")
    answers: list[tuple[int, str, int]] = []

    def note(answer: Any) -> None:
        if answer.url.endswith("/tiles/base.pmtiles"):
            size = int(answer.headers.get("content-length", "0"))
            answers.append((answer.status, answer.request.headers.get("range", ""), size))

    page.on("response", note)
    # The visit of the fixture fails on any word of the console: a breach of the policy would be one.
    page.goto(site.url + "/events?lang=en")
    page.wait_for_selector('.map-box[data-ready="yes"]')
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    assert len(answers) >= 2
    assert all(status == 206 and asked.startswith("bytes=") for status, asked, _ in answers), answers
    assert sum(size for _, _, size in answers) < path.stat().st_size
    red, green, blue = shown(page)
    if kind is TileType.PNG:
        assert green > red + 40
        assert green > blue + 40
    else:
        assert (red, green, blue) == (
            0xDF,
            0xE6,
            0xE6,
        )  # the sea's colour, over what Natural Earth has as land
    # Events lie on top as they do on the ground that ships.
    assert int(page.locator(".map-box").get_attribute("data-drawn")) > 0


def test_without_the_option_there_are_no_tiles(site: Site, visit: Visit) -> None:
    page = visit(site.url + "/events", ready='.map-box[data-ready="yes"]')
    assert shown(page) == (0xF6, 0xF3, 0xEC)
    answer = page.request.get(site.url + "/tiles/base.pmtiles")
    assert (answer.status, json.loads(answer.text())["status"]) == (404, 404)

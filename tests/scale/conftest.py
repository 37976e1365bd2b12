"""The cluster tests take minutes and a Ray cluster: `make scale` runs them, `make test` does not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if os.environ.get("MARSAD_SCALE"):
        return
    skip = pytest.mark.skip(reason="cluster tests: make scale")
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(skip)

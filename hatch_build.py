"""Puts the browser app into wheels and source archives, building it where it is not built yet."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent / "tools"))
import build_app


class AppHook(BuildHookInterface[Any]):
    """An editable install builds nothing: ``make app`` does, when the app is wanted."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node from PyPI, where the app has to be built and the machine has none."""
        needed = not build_app.current(Path(self.root)) and build_app.node_and_npm() is None
        return [build_app.NODE] if needed else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "editable" and not build_app.current(Path(self.root)):
            build_app.build(Path(self.root))

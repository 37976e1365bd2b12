"""mkdocs calls this: pages made from the code stand among those that are written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import reference
from mkdocs.structure.files import File, Files

from marsad.export.codebook import pages
from marsad.lexicon.compile import lexicon

_API = """# Python

::: marsad.api
    options:
      heading_level: 2
      show_root_heading: false
      filters: ["!^_", "!^encode$"]

## Records

::: marsad.model
    options:
      heading_level: 3
      show_root_heading: false

## Faults

::: marsad.errors
    options:
      heading_level: 3
      show_root_heading: false
"""


def on_files(files: Files, config: Any) -> Files:
    """Add the pages that are made."""
    made = {
        "codebook.md": pages(lexicon()), "reference/cli.md": reference.cli_page(),
        "reference/columns.md": reference.columns_page(), "reference/api.md": _API,
    }  # fmt: skip
    for name, content in made.items():
        files.append(File.generated(config, name, content=content))
    return files

"""The tutorial, word by word: every command runs as it stands, and what the page shows is what comes out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
_BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_tutorial_runs_as_it_stands(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    blocks = _BLOCK.findall((DOCS / "tutorial.md").read_text(encoding="utf-8"))
    assert sum(kind == "sh" for kind, _ in blocks) >= 8
    mark = "=== block {}"
    script = "\n".join(
        f"echo '{mark.format(number)}'\n{text}" for number, (kind, text) in enumerate(blocks) if kind == "sh"
    )
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "PYTHONUTF8": "1"}
    done = subprocess.run(
        ["bash", "-e", "-c", f"exec 2>&1\n{script}"], cwd=tmp_path, env=env, capture_output=True, encoding="utf-8",
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:]
    said = dict(re.findall(r"=== block (\d+)\n(.*?)(?==== block|\Z)", done.stdout, re.DOTALL))
    shown = 0
    for number, (kind, text) in enumerate(blocks):
        if kind == "text":
            before = max(at for at in range(number) if blocks[at][0] == "sh")
            for line in text.splitlines():
                assert line in said[str(before)], f"«{line}» is not what the commands before it print"
                shown += 1
    assert shown >= 10
    assert {"events.xlsx", "ged.csv", "tables", "marsad.db"} <= {path.name for path in tmp_path.iterdir()}


def test_every_command_and_option_in_the_pages_exists() -> None:
    """A page that tells of an option that is gone sends its reader into an error."""
    from click import Context, Group

    from marsad.cli.main import main

    known: dict[str, set[str]] = {}
    context = Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        found = [command]
        if isinstance(command, Group):
            found += [
                child
                for one in command.list_commands(context)
                if (child := command.get_command(context, one))
            ]
        known[name] = {option for one in found for p in one.get_params(context) for option in p.opts}
    # What colleagues' branches bring may be told of before it is here; a known command's options may not.
    wrong = [
        f"{page.name}: marsad {name} {option}"
        for page in DOCS.rglob("*.md")
        for name, rest in re.findall(
            r"^\s*marsad (\w+)((?:[^\n#|]|\\\n)*)", page.read_text(encoding="utf-8"), re.MULTILINE
        )
        for option in re.findall(r"(?<!\S)(--[a-z-]+)", rest)
        if name in known and option not in known[name]
    ]
    assert not wrong

"""The tutorial and the how-tos, word by word: what stands in a block ``sh`` runs as it stands, in an empty folder, and
what the page shows in a block ``text`` after it is what comes out, in that order; ``…`` stands for anything.

A block ``shell`` is for the reader's own files, a network or a browser, and is not run.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
_BLOCK = re.compile(r"^ *```(sh|text)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


def follow(page: str, folder: Path) -> list[tuple[str, str]]:
    """The blocks ``text`` of the page, each with what the commands before it printed."""
    pytest.importorskip("openpyxl")
    pytest.importorskip("pyarrow")
    blocks = _BLOCK.findall((DOCS / page).read_text(encoding="utf-8"))
    script = "\n".join(
        f"echo '=== block {number}'\n{text}" for number, (kind, text) in enumerate(blocks) if kind == "sh"
    )
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "PYTHONUTF8": "1", "COLUMNS": "200"}
    env.pop("MARSAD_ARCHIVE", None)
    done = subprocess.run(
        ["bash", "-e", "-c", f"exec 2>&1\n{script}"], cwd=folder, env=env, capture_output=True, encoding="utf-8",
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:]
    said = dict(re.findall(r"=== block (\d+)\n(.*?)(?==== block|\Z)", done.stdout, re.DOTALL))
    return [
        (text, said[str(max(at for at in range(number) if blocks[at][0] == "sh"))])
        for number, (kind, text) in enumerate(blocks) if kind == "text"
    ]  # fmt: skip


def test_the_tutorial_runs_as_it_stands(tmp_path: Path) -> None:
    shown = 0
    for text, said in follow("tutorial.md", tmp_path):
        rest = said
        for line in text.splitlines():
            if line.strip() == "…":
                continue
            pattern = ".*".join(re.escape(part) for part in line.split("…"))
            found = re.search(f"^{pattern}$", rest, re.MULTILINE)
            assert found, f"«{line}» is not what the commands before it print, in that order:\n{said}"
            rest = rest[found.end() :]
            shown += 1
    assert shown >= 20
    assert {"events.xlsx", "acled.csv", "tables", "marsad.db"} <= {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize(
    ("page", "made"),
    [
        ("information-officer", {"country.db", "week.xlsx", "map.gpkg"}),
        ("documenter", {"case.db", "case.jsonld"}),
        ("researcher", {"ged.csv", "acled.csv", "polecat.csv", "plover.csv", "tables", "events.gpkg"}),
        ("journalist", {"story.db"}),
    ],
)
def test_a_how_to_runs_as_it_stands(page: str, made: set[str], tmp_path: Path) -> None:
    follow(f"how-to/{page}.md", tmp_path)
    assert made <= {path.name for path in tmp_path.iterdir()}


def test_the_page_on_python_runs_as_it_stands(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    (code,) = re.findall(
        r"^```python\n(.*?)^```$", (DOCS / "python.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    sample = DOCS.parent / "src/marsad/data/sample/reports.jsonl"
    (tmp_path / "reports.jsonl").write_bytes(sample.read_bytes())
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "shelling occurred 2021-01-23 2 طفس" in done.stdout


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

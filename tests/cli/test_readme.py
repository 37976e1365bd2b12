"""The first screen of the README shows what the command prints."""

from __future__ import annotations

import re

from .conftest import ROOT, Run

README = ROOT / "README.md"


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def test_the_first_claim_of_the_readme_is_what_read_prints(run: Run) -> None:
    shown = re.search(r"```\n( 1\. Armed clash.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    command = re.search(r"`marsad (read \S+ --id \S+)` finds in it", README.read_text(encoding="utf-8"))
    assert shown is not None and command is not None
    path, *rest = command[1].split()[1:]
    printed = run("read", ROOT / path, *rest).stdout
    assert words(shown[1]) in words(printed)

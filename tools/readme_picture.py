"""Writes what ``marsad picture`` prints of the reference report into the README, the report's own words left out.

python tools/readme_picture.py [--shared ../shared]
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from pathlib import Path

from click.testing import CliRunner

from marsad.cli.main import main as marsad

README = Path(__file__).resolve().parents[1] / "README.md"
_KINDS = ("siege", "talks", "demand")  # of what stands; the rest is cut
_START, _END = "```\nFRONTS, north to south\n", "```\n\nWithout a day of publication"


def printed(article: Path) -> str:
    """The picture of the reference report alone, as the README shows it."""
    with tempfile.TemporaryDirectory() as folder:
        line = {"id": "seed", "text": article.read_text(encoding="utf-8"), "published": "2021-01-24"}
        reports, db = Path(folder) / "seed.jsonl", Path(folder) / "seed.db"
        reports.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
        runner = CliRunner(env={"COLUMNS": "400"})
        runner.invoke(marsad, ["add", str(reports), "--archive", str(db)], catch_exceptions=False)
        output = runner.invoke(marsad, ["picture", "--archive", str(db)], catch_exceptions=False).output
    out: list[str] = []
    part = ""
    for line_ in output[output.index("FRONTS") :].splitlines():
        said = re.sub("«[^»]*»", "«…»", line_).rstrip()
        if said and not said.startswith(" "):
            part = said
        if part == "STANDS" and said.startswith("  ") and said.split()[0] not in _KINDS:
            if out[-1] != "  …":
                out.append("  …")
            continue
        out.append(said)
    return "\n".join(out) + "\n"


def main() -> None:
    """Write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=README.parents[1] / "shared")
    article = parser.parse_args().shared / "seed" / "article.txt"
    text = README.read_text(encoding="utf-8")
    start, end = text.index(_START), text.index(_END)
    README.write_text(text[:start] + "```\n" + printed(article) + text[end:], encoding="utf-8")


if __name__ == "__main__":
    main()

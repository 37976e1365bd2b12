"""How long a picture and a brief take over an archive of real reports.

    python -m bench.picture [--json]

The reports are those of ``bench/airwars/dev.jsonl`` beside the repository (``MARSAD_SHARED`` points elsewhere); without
them there is nothing to measure. They are put into an archive in a folder of the system's own, which is kept for the
next run while Marsad's digest stays the same. Fresh processes are timed from start to end, interpreter included; the
month of the brief is the one with the most reports.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from bench.accuracy import shared_folder
from bench.speed import Timing, fresh
from marsad.engine.pool import resources
from marsad.reading.pipeline import fingerprint


def reports(source: Path) -> list[dict[str, Any]]:
    """The reports of all incidents, each once."""
    out: dict[str, dict[str, Any]] = {}
    for line in source.read_text(encoding="utf-8").splitlines():
        for one in json.loads(line)["sources"]:
            fields = ("id", "text", "title", "published", "outlet")
            out.setdefault(one["id"], {name: one.get(name) for name in fields})
    return list(out.values())


def archive(source: Path) -> Path:
    """An archive of these reports as this Marsad reads them."""
    path = Path(tempfile.gettempdir()) / f"marsad-bench-{fingerprint(*resources())}.db"
    if not path.exists():
        click.echo(f"Reading {source} once, into {path} …", err=True)
        lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in reports(source))
        with tempfile.TemporaryDirectory() as folder:
            aside, made = Path(folder) / "reports.jsonl", Path(folder) / "made.db"
            aside.write_text(lines, encoding="utf-8")
            done = subprocess.run([*_MARSAD, "add", "--archive", str(made), str(aside)], check=False)
            if done.returncode:
                raise SystemExit("The reports could not be added to an archive.")
            with sqlite3.connect(made) as db:
                db.execute("VACUUM INTO ?", (str(path),))
    return path


_MARSAD = (sys.executable, "-m", "marsad")


def timings(path: Path) -> list[Timing]:
    """The commands a person waits for."""
    with sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True) as db:
        month = db.execute(
            "SELECT substr(dated, 1, 7) FROM document WHERE dated IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"
        ).fetchone()[0]
        last = db.execute("SELECT date(? || '-01', '+1 month', '-1 day')", (month,)).fetchone()[0]
        counted = db.execute(
            "SELECT (SELECT count(*) FROM document), (SELECT count(*) FROM claim), (SELECT count(*) FROM event)"
        ).fetchone()
    click.echo("{} reports, {} claims, {} events".format(*counted), err=True)
    kept, span = ("--archive", str(path)), ("--since", f"{month}-01", "--as-of", last)
    return [
        fresh("picture", (*_MARSAD, "picture", *kept)),
        fresh(f"picture as of {last}", (*_MARSAD, "picture", "--as-of", last, *kept)),
        fresh(f"brief of {month}, Markdown", (*_MARSAD, "brief", *span, *kept)),
        fresh(f"brief of {month}, HTML in both languages",
              (*_MARSAD, "brief", *span, "--format", "html", "--lang", "both", *kept)),
    ]  # fmt: skip


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def main(as_json: bool) -> None:
    """Time picture and brief over the Airwars reports."""
    source = shared_folder() / "bench" / "airwars" / "dev.jsonl"
    if not source.is_file():
        click.echo(f"No reports at {source}: nothing measured. MARSAD_SHARED can point to them.", err=True)
        return
    found = timings(archive(source))
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], indent=1))
        return
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    click.echo(f"seconds: first run, then median and least of the others (load of the machine {load:.1f})")
    for one in found:
        if one.missing:
            click.echo(f"  {one.what}: {one.missing}")
        else:
            click.echo(f"  {one.what}: {one.first:.2f}  {one.median:.2f}  {one.least:.2f}")
    if any(one.missing for one in found):
        raise SystemExit(1)


if __name__ == "__main__":
    main()

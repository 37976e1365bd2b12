"""What a newcomer relies on before reading code: the two commands, CI, the console script, a clean tree."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

import marsad

ROOT = Path(__file__).resolve().parent.parent


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def targets() -> set[str]:
    return set(re.findall(r"^([a-z0-9]+):", read("Makefile"), flags=re.MULTILINE))


@pytest.mark.parametrize("command", ["demo", "test"])
def test_the_two_commands_of_the_readme_exist(command: str) -> None:
    assert f"make {command}" in read("README.md")
    assert command in targets()


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", ".ci/run"])
def test_every_make_command_in_the_documents_exists(page: str) -> None:
    named = set(re.findall(r"(?:^|`)make ([a-z0-9]+)", read(page), flags=re.MULTILINE))
    assert named
    assert named <= targets()


def test_every_target_is_listed_by_make_help() -> None:
    listed = set(re.findall(r"^([a-z0-9]+):.*## ", read("Makefile"), flags=re.MULTILINE))
    assert listed == targets()


def test_ci_runs_what_the_readme_tells() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    lines = script.read_text(encoding="utf-8").splitlines()
    assert "set -euo pipefail" in lines
    assert "make test" in lines
    assert "make check" in lines


def test_console_script_and_version() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    assert project["scripts"] == {"marsad": "marsad.cli.main:main"}
    assert re.search(rf"^## \[{re.escape(marsad.__version__)}\]", read("CHANGELOG.md"), flags=re.MULTILINE)


def test_the_lock_pins_every_dependency_and_names_no_place() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    lines = [
        line for line in read("requirements.lock").splitlines() if line and not line.lstrip().startswith("#")
    ]
    assert all(re.match(r"[a-z0-9-]+==[\w.]+( ; .+)?$", line) for line in lines)
    pinned = {line.split("==")[0] for line in lines}
    declared = [
        *project["dependencies"],
        # Ray and the site's builder are for few; their commands install them, held to the lock where they meet it.
        *(
            d
            for name, ds in project["optional-dependencies"].items()
            if name not in ("ray", "docs")
            for d in ds
        ),
    ]
    names = {re.split(r"[<>=!\[ ]", requirement)[0].lower() for requirement in declared}
    assert names - {"marsad"} <= pinned


def test_markdown_links_inside_the_repository_lead_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if "://" not in target and not target.startswith("mailto:"):
                assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} links to {target}"


def tracked() -> list[Path]:
    # An owner other than the one who runs the tests (a container, a mounted folder) is no reason to fail.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as fault:
        pytest.skip(f"not a git checkout: {fault}")
    paths = [ROOT / name for name in listed.decode("utf-8").split("\0") if name]
    return [path for path in paths if path.is_file()]


def test_no_file_names_the_machine_it_was_written_on() -> None:
    # Spelled apart, or this file would name it.
    marks = [b"/" + b"work/", b"/" + b"root/", b"file:" + b"///"]
    guilty = [
        f"{path.relative_to(ROOT)}: {mark.decode()}"
        for path in tracked()
        for mark in marks
        if mark in path.read_bytes()
    ]
    assert not guilty

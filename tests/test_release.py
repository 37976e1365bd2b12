"""What a release must hold: licences that go with ours, a bill of materials, a manual, completion."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from click.testing import CliRunner

from marsad import __version__
from marsad.cli.main import main
from marsad.lexicon.compile import lexicon

ROOT = Path(__file__).resolve().parents[1]


def tool(name: str) -> ModuleType:
    path = ROOT / "tools" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_nothing_required_has_a_licence_that_binds_ours() -> None:
    sbom = tool("sbom")
    licences = {one.metadata["Name"]: sbom.licence(one) for one in sbom.needed(("export",))}
    assert {"marsad", "msgspec", "click", "pyarrow"} <= {name.lower() for name in licences}
    assert "not stated" not in licences.values()
    assert not {name: said for name, said in licences.items() if re.search(r"\bA?L?GPL", said)}


def test_the_bill_of_materials_names_each_once() -> None:
    sbom = tool("sbom")
    made = sbom.sbom(sbom.needed())
    refs = [one["bom-ref"] for one in made["components"]]
    assert len(refs) == len(set(refs)) >= 7
    assert made["metadata"]["component"]["name"] == "marsad"
    names = {one["name"] for one in made["components"]}
    assert {"maplibre-gl", "preact"} <= names, "what is built into the page"
    assert "vite" not in names, "what only builds it"
    licences = {said for _, _, said in sbom.app()}
    assert "not stated" not in licences and not any("GPL" in said for said in licences)


def test_the_manual_names_every_command_and_option() -> None:
    reference = tool("reference")
    page = reference.man_page()
    for path, context, command in reference.commands():
        if path == "marsad":
            continue
        assert f".SS {path}" in page.replace("\\-", "-")
        for parameter in command.get_params(context):
            if parameter.param_type_name == "option":
                assert parameter.opts[-1] in page.replace("\\-", "-")


def test_the_reference_has_every_column() -> None:
    page = tool("reference").columns_page()
    for column in (
        "`event_id`",
        "`priogrid_gid`",
        "`event_id_cnty`",
        "`Wikipedia Recipient ID`",
        "`auxiliary`",
    ):
        assert column in page


def test_the_codebook_has_every_kind_in_both_languages() -> None:
    page = CliRunner().invoke(main, ["codebook"]).stdout
    for kind in lexicon().kinds.values():
        assert f'<a id="{kind.id}"></a>{kind.en} · {kind.ar}' in page
        assert all(one["ar"] in page for one in (*kind.positive, *kind.negative))
    assert "## Not coded" in page


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_completes(shell: str) -> None:
    script = CliRunner().invoke(main, ["completion", shell], prog_name="marsad").stdout
    assert "_MARSAD_COMPLETE" in script and "%(" not in script
    if shell == "bash":
        assert subprocess.run(["bash", "-n"], input=script, text=True, check=False).returncode == 0


def test_completion_finds_commands_and_options() -> None:
    env = {
        "_MARSAD_COMPLETE": "bash_complete",
        "COMP_WORDS": "marsad exp",
        "COMP_CWORD": "1",
        "PATH": "/usr/bin",
    }
    command = [sys.executable, "-c", "from marsad.cli.main import main; main(prog_name='marsad')"]
    told = subprocess.run(command, env=env, capture_output=True, text=True, check=False).stdout
    assert "plain,export" in told


def test_the_citation_is_of_this_version() -> None:
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["cff-version"] == "1.2.0"
    assert cited["version"] == __version__
    assert {"message", "title", "authors", "license"} <= cited.keys()


def test_the_container_has_all_that_a_build_of_the_wheel_needs() -> None:
    lines = (ROOT / "Containerfile").read_text(encoding="utf-8").splitlines()
    copied = [
        name for line in lines if line.startswith("COPY ") and "--from" not in line for name in line.split()[1:-1]
    ]  # fmt: skip
    assert all((ROOT / name).exists() for name in copied)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = [
        project["project"]["readme"], *project["project"]["license-files"], *wheel["packages"], *wheel["shared-data"],
        "hatch_build.py", "tools/build_app.py", "frontend/package-lock.json", "requirements.lock",
    ]  # fmt: skip
    missing = [one for one in needed if not any(one == c or one.startswith(f"{c}/") for c in copied)]
    assert not missing

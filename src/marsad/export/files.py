"""An export's files, each written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from marsad.errors import OutputError


def put_files(files: Sequence[tuple[str, bytes]], output: str, *, folder: bool) -> None:
    """Write the files into the folder, or beside ``output``, which the first of them is. Raises ``OutputError``."""
    home = Path(output) if folder else Path(output).parent
    try:
        if folder:
            home.mkdir(parents=True, exist_ok=True)
        for name, data in files:
            _put(home / name, data)
    except OSError as error:
        raise OutputError(2, f"cannot be written: {error.strerror or error}.", where=output,
                          mend="Check the folder, its rights and the space left.") from error  # fmt: skip


def _put(path: Path, data: bytes) -> None:
    path = Path(os.path.realpath(path))
    if path.exists() and not path.is_file():
        if path.is_dir():
            raise IsADirectoryError(21, "this is a folder")
        path.write_bytes(data)  # /dev/null, a pipe: nothing to replace
        return
    aside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with aside.open("wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        aside.replace(path)
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)

"""Results that are written whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from marsad.errors import OutputError


@contextmanager
def writing(name: str | None) -> Iterator[BinaryIO]:
    """Bytes to the file, or to standard output for None and ``-``.

    A file is written aside and takes the place of ``name`` only if the block ends without an error. Raises
    ``OutputError`` where it cannot be written.
    """
    if name is None or name == "-":
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(os.path.realpath(name))
    if path.exists() and not path.is_file():
        if path.is_dir():
            raise OutputError(1, "this is a folder.", where=name, mend="Name a file.")
        with _reported(name), path.open("wb") as device:  # /dev/null, a pipe: nothing to replace
            yield device
        return
    aside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with _reported(name):
            if path.exists() and not os.access(path, os.W_OK):
                raise PermissionError(13, "Permission denied")
            handle = aside.open("wb")
        with handle:
            yield handle
            with _reported(name):
                handle.flush()
                os.fsync(handle.fileno())
        with _reported(name):
            aside.replace(path)
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def put(stream: BinaryIO, data: bytes, name: str | None) -> None:
    """Write; a full disk is an ``OutputError``, a closed pipe is left to the command line."""
    try:
        stream.write(data)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _error(name, error) from error


@contextmanager
def _reported(name: str) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _error(name, error) from error


def _error(name: str | None, error: OSError) -> OutputError:
    return OutputError(2, f"cannot be written: {error.strerror or error}.", where=name or "standard output",
                       mend="Check the folder, its rights and the space left.")  # fmt: skip

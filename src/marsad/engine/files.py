"""Files here or on any file system that fsspec knows (s3://, gs://, https://, memory:// …), written whole or not at all."""

from __future__ import annotations

import os
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

from marsad.errors import InputError, OutputError

# An object is there when its upload ends, not before: what is written needs no name to wait under.
_OBJECT_STORES = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl", "oci", "memory"})


def is_local(url: str) -> bool:
    """Is this a path of this machine?"""
    return "://" not in url


def opened(url: str) -> BinaryIO:
    """The bytes of a file. Raises ``InputError`` where it cannot be read."""
    try:
        if is_local(url):
            return Path(url).open("rb")
        fs, path = _filesystem(url)
        return cast(BinaryIO, fs.open(path, "rb"))
    except (OSError, ValueError) as error:
        raise _unread(url, error) from error


def part(url: str, start: int, end: int) -> bytes:
    """Bytes ``start`` to ``end`` of a file. Raises ``InputError`` where they cannot be read."""
    try:
        if is_local(url):
            with Path(url).open("rb") as stream:
                stream.seek(start)
                return stream.read(end - start)
        fs, path = _filesystem(url)
        return cast(bytes, fs.cat_file(path, start=start, end=end))
    except (OSError, ValueError) as error:
        raise _unread(url, error) from error


def whole(url: str) -> bytes:
    """All of a file. Raises ``InputError`` where it cannot be read."""
    with opened(url) as stream:
        return stream.read()


def names(folder: str) -> set[str]:
    """Names of the files in a folder; none where there is no such folder."""
    if is_local(folder):
        try:
            return {entry.name for entry in os.scandir(folder) if entry.is_file()}
        except FileNotFoundError:
            return set()
        except OSError as error:
            raise _unread(folder, error) from error
    fs, path = _filesystem(folder)
    fs.invalidate_cache()
    try:
        return {str(one).rsplit("/", 1)[-1] for one in fs.ls(path, detail=False)}
    except FileNotFoundError:
        return set()
    except OSError as error:
        raise _unread(folder, error) from error


def put(url: str, data: bytes) -> None:
    """Write the file: either all of it is there under its name, or what was there before.

    Raises ``OutputError`` where it cannot be written.
    """
    try:
        if is_local(url):
            _put_here(Path(url), data)
            return
        fs, path = _filesystem(url)
        if url.split("://", 1)[0] in _OBJECT_STORES:
            fs.pipe_file(path, data)
            return
        aside = f"{path}.{uuid.uuid4().hex}.new"
        fs.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
        fs.pipe_file(aside, data)
        fs.mv(aside, path)
    except OSError as error:
        raise OutputError(2, f"cannot be written: {error.strerror or error}.", where=url,
                          mend="Check the folder, its rights and the space left.") from error  # fmt: skip


def remove(url: str) -> None:
    """Take the file away, if it is there."""
    if is_local(url):
        Path(url).unlink(missing_ok=True)
        return
    fs, path = _filesystem(url)
    with suppress(FileNotFoundError):
        fs.rm_file(path)


def join(folder: str, name: str) -> str:
    """A name in a folder."""
    return f"{folder.rstrip('/')}/{name}"


def _put_here(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{uuid.uuid4().hex}.new")
    try:
        with aside.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(path)
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _filesystem(url: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError as error:
        raise InputError(18, "addresses such as s3:// need the package fsspec.", where=url,
                         mend="Install it: pip install 'marsad[scale]', and s3fs for S3.") from error  # fmt: skip
    try:
        fs, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise InputError(18, f"this address cannot be opened: {error}.", where=url,
                         mend="Install the package it names, or give a path.") from error  # fmt: skip
    return fs, path


def _unread(url: str, error: Exception) -> InputError:
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    missing = isinstance(error, FileNotFoundError)
    what = "there is no such file." if missing else f"the file cannot be read: {reason}."
    return InputError(1 if missing else 2, what, where=url, mend="Check the address and the rights.")

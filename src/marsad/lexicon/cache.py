"""The compiled lexicon kept on disk, so that the next process need not parse and inflect it again.

The file is named by the data it was made from and the code that made it: another word or another rule of
inflection is another file. It is MessagePack, decoded into records; nothing in it can run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import msgspec
import platformdirs
from msgspec import Struct

from marsad.lexicon.load import Knowledge
from marsad.lexicon.terms import Term

_KEPT = 4  # files: somebody who edits the lexicon makes a new one with every change


class Compiled(Struct, frozen=True):
    """What compiling yields: the records, the terms by first word, and each alias as its folded words."""

    knowledge: Knowledge
    terms: dict[str, tuple[Term, ...]]
    aliases: tuple[str, ...]


def folder() -> Path:
    """``$MARSAD_CACHE``, or the platform's cache directory for Marsad."""
    return Path(os.environ.get("MARSAD_CACHE") or platformdirs.user_cache_dir("marsad", appauthor=False))


def path(directories: Sequence[Path], digest: str) -> Path:
    """Where the compiled lexicon of these directories belongs; faults are told by file, so names count."""
    key = sha256(f"{digest}\0{_code()}".encode())
    for directory in directories:
        key.update(b"\0" + os.fsencode(directory))
    return folder() / f"lexicon-{key.hexdigest()[:24]}.msgpack"


@lru_cache(maxsize=1)
def _code() -> str:
    """Changes with the code that makes terms of data."""
    root = Path(__file__).resolve().parent.parent
    total = sha256(msgspec.__version__.encode())
    for file in sorted([*root.glob("lexicon/*.py"), *root.glob("text/*.py")]):
        total.update(file.name.encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def load(file: Path) -> Compiled | None:
    """What the file holds; None where there is none or it is damaged."""
    try:
        compiled = msgspec.msgpack.decode(file.read_bytes(), type=Compiled)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    return Compiled(compiled.knowledge, _sharing(compiled.terms), compiled.aliases)


def _sharing(terms: dict[str, tuple[Term, ...]]) -> dict[str, tuple[Term, ...]]:
    """The same terms with each name held once: decoded, every term has its own copies, a quarter of the lexicon's memory."""
    once = sys.intern
    return {
        word: tuple(
            Term(
                (word,) if len(term.words) == 1 else (word, *map(once, term.words[1:])),
                once(term.layer),
                once(term.ref),
                once(term.form),
            )
            for term in found
        )
        for word, found in terms.items()
    }


def save(file: Path, compiled: Compiled) -> None:
    """Keep the compiled lexicon, and drop the oldest ones. Where nothing can be written, nothing is kept."""
    aside = file.with_name(f"{file.name}.{os.getpid()}.new")
    with suppress(OSError):
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(msgspec.msgpack.encode(compiled))
            aside.replace(file)
        finally:
            aside.unlink(missing_ok=True)
        known = sorted(
            file.parent.glob("lexicon-*.msgpack"), key=lambda one: one.stat().st_mtime, reverse=True
        )
        for old in known[_KEPT:]:
            old.unlink(missing_ok=True)

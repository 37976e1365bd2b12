"""One family of errors. Each has a code, where it happened and how to mend it.

MarsadError
├── InputError      a report, feed or file that cannot be read
├── LexiconError    a fault in the data a linguist edits (file, line, column)
├── GazetteerError  a fault in a place table or the built gazetteer
├── OutputError     a result that cannot be written
├── ArchiveError    an archive that cannot be opened, read or written
└── VerifyError     a claim that its document does not support
"""

from __future__ import annotations

from typing import ClassVar


class MarsadError(Exception):
    """``code`` is stable and documented; ``where`` is ``file[:line[:column]]``; ``mend`` tells what to do."""

    family: ClassVar[str] = "M"

    def __init__(self, code: int, what: str, *, where: str | None = None, mend: str | None = None) -> None:
        self.code = f"{self.family}{code:03d}"
        self.what = what
        self.where = where
        self.mend = mend
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        mend = f" {self.mend}" if self.mend else ""
        return f"{place}[{self.code}] {self.what}{mend}"


class InputError(MarsadError):
    family = "I"


class LexiconError(MarsadError):
    family = "L"


class GazetteerError(MarsadError):
    family = "G"


class OutputError(MarsadError):
    family = "O"


class ArchiveError(MarsadError):
    family = "A"


class VerifyError(MarsadError):
    family = "V"

"""Coded lines from elsewhere: found by report, and each claim checked against its report."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

import msgspec
from msgspec.structs import replace

from marsad.errors import InputError
from marsad.model import Coded, Document
from marsad.verify import verify

_CODED = msgspec.json.Decoder(Coded)


class _Id(msgspec.Struct):
    id: str


_IDS = msgspec.json.Decoder(_Id)


class CodedFile:
    """A coded JSON Lines file, of which only the place of every report's line is kept in memory.

    ``faults`` are its bad lines. Raises ``InputError`` where the file cannot be read.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[InputError] = []
        self._at: dict[str, tuple[int, int]] = {}
        try:
            self._file = Path(name).open("rb")  # noqa: SIM115
        except OSError as error:
            mend = "A coded file is read twice, so it cannot be standard input."
            raise InputError(
                2, f"the file cannot be read: {error.strerror}.", where=name, mend=mend
            ) from error
        offset = 0
        for number, line in enumerate(self._file, 1):
            if line.strip():
                self._note(line, offset, number)
            offset += len(line)

    def _note(self, line: bytes, offset: int, number: int) -> None:
        where = f"{self.name}:{number}"
        try:
            ident = _IDS.decode(line).id
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            self.faults.append(InputError(24, f"not a coded line: {error}.", where=where))
            return
        if ident in self._at:
            what = f"the report «{ident[:80]}» was coded before, at line {self._at[ident][1]}."
            self.faults.append(InputError(13, what, where=where))
            return
        self._at[ident] = offset, number

    def ids(self) -> list[str]:
        """The reports that it codes, in its order."""
        return list(self._at)

    def where(self, ident: str) -> str:
        """File and line of the report."""
        return f"{self.name}:{self._at[ident][1]}"

    def has(self, ident: str) -> bool:
        """Is there a line for this report?"""
        return ident in self._at

    def of(self, ident: str) -> Coded:
        """The coded line of a report that it has. Raises ``InputError`` where it is not a coded line."""
        self._file.seek(self._at[ident][0])
        try:
            return _CODED.decode(self._file.readline())
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            mend = "marsad schema coded prints what a coded line must be."
            raise InputError(24, f"not a coded line: {error}.", where=self.where(ident), mend=mend) from None

    def close(self) -> None:
        self._file.close()


def checked(
    coded: Coded, document: Document, kinds: Container[str]
) -> tuple[Coded, tuple[tuple[str, ...], ...]]:
    """The coded line with the claims that the report supports, and the faults of each of the others."""
    kept, rejected = [], []
    for claim in coded.events:
        faults = verify(claim, document, kinds)
        if faults:
            rejected.append(tuple(faults))
        else:
            kept.append(claim)
    return replace(coded, events=tuple(kept)), tuple(rejected)

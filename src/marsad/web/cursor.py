"""Cursors: where a page ends, in terms of what it is sorted by, so that it holds while reports are added."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from typing import Any, TypeVar

import msgspec

from marsad.web.problems import Fault, Refused

T = TypeVar("T")


def encode(*key: object) -> str:
    return urlsafe_b64encode(msgspec.json.encode(key)).decode().rstrip("=")


def decode(cursor: str, shape: type[T]) -> T:
    """The key of a cursor, a tuple. Raises ``Refused`` for one that we did not make."""
    try:
        return msgspec.json.decode(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)), type=shape)
    except (Error, ValueError, msgspec.DecodeError):
        said: Any = Fault(at="cursor", what="not one that was given out")
        raise Refused(422, "this is no cursor that was given out.", errors=(said,)) from None

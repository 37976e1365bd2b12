"""Values as the cells of a text table."""

from __future__ import annotations

from typing import Any

SEPARATOR = " | "
"""Between the values of a list in one cell; an empty value keeps its place."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: Any) -> str | int | float | bool | None:
    """A value for one cell. Text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if isinstance(value, list | tuple):
        value = SEPARATOR.join(str(one) for one in value) if any(value) else None
    if isinstance(value, str):
        # No spreadsheet and no XML takes control characters; a stray one in a headline means nothing.
        value = "".join(char if char >= " " or char in "\n\t" else " " for char in value)
        return f"'{value}" if value.startswith(_FORMULA) else value
    return value  # type: ignore[no-any-return]

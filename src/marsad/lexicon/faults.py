"""What the checks of the lexicon say: one text for each code, and the order in which faults are shown.

Codes up to 12 are raised while reading (load, yamlpos, compile); the rest only by ``lexicon check``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from marsad.errors import LexiconError
from marsad.lexicon.yamlpos import Path_, Positions

# Code → what is wrong, and how to mend it.
TEXTS: dict[int, tuple[str, str]] = {
    11: ("«{item}» is not a verb as past/present.", "Write it like قصف/يقصف."),
    13: ("no {what} is called «{item}».", "{mend}"),
    14: ("{what} is empty.", "Write it or remove it."),
    15: ("«{item}» has no Arabic letter.", "Write it in Arabic."),
    16: (
        "«{item}» names «{one}» here and «{other}» at {at}.",
        "Keep it for one of them, or give it the tone «ambiguous».",
    ),
    17: ("«{item}» stands twice: {what} has it at {at}.", "Remove one (names are compared after folding)."),
    18: ("«{item}» can never be found: {why}.", "{mend}"),
    19: ("rule «{item}» has no «{what}».", "Add a sentence of your own that it must {must}."),
    20: ("the rule does not read its example: {why}.", "Mend the rule or the sentence."),
    21: ("the rule reads what it must not: {why}.", "Give it a «without», or mend the sentence."),
    22: ("«{item}» is no date that can stand here{why}.", "Write 2014, 2014-06 or 2014-06-29."),
    23: ("«{item}» is no value of «{what}».", "{mend}"),
    24: ("no rule finds «{item}» ({what}).", "Add a rule of this kind."),
}


def fault(code: int, spot: Positions, path: Path_, **parts: object) -> LexiconError:
    """The fault of this code at ``path`` inside a record."""
    what, mend = TEXTS[code]
    return LexiconError(code, what.format(**parts), where=spot.at(path), mend=mend.format(**parts))


def position(fault: LexiconError) -> tuple[str, int, int]:
    """File, line and column of a fault; 0 where it has none."""
    match = re.fullmatch(r"(.*?)(?::(\d+))?(?::(\d+))?", fault.where or "")
    file, line, column = match.groups() if match else ("", None, None)
    return file or "", int(line or 0), int(column or 0)


def in_order(faults: Sequence[LexiconError]) -> list[LexiconError]:
    """By file, line, column and code."""
    return sorted(faults, key=lambda found: (*position(found), found.code))

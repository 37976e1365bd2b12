"""What stamps do to the lines around them."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from marsad.reading.page.lines import Line
from marsad.reading.page.shapes import drop, headlineish
from marsad.reading.page.stamps import Stamp


def up_to(published: str | None, stamped: dict[int, Stamp]) -> dict[int, Stamp]:
    """The stamps; one of a day that had not come keeps its time alone."""
    try:
        limit = (date.fromisoformat((published or "")[:10]) + timedelta(days=1)).isoformat()
    except ValueError:
        return stamped
    return {
        at: replace(stamp, day=None) if (stamp.day or "") > limit else stamp for at, stamp in stamped.items()
    }


def take_out(lines: list[Line], stamped: dict[int, Stamp], title: int | None) -> None:
    """The stamps that tell a day part the page, and list no other stories; an item's headline says what its sentence says."""
    for at, stamp in stamped.items():
        if stamp.day is None:
            continue
        lines[at].dated = lines[at].only_day = False
        if stamp.above:
            drop(lines[at - 1], "time_stamp")
        elif (
            stamp.after >= lines[at].end
            and at
            and at - 1 != title
            and stamp.heads
            and headlineish(lines[at - 1])
            and at + 1 < len(lines)
            and _told_by(lines[at - 1], lines[at + 1])
        ):
            drop(lines[at - 1], "item_headline")


def _told_by(headline: Line, sentence: Line) -> bool:
    """Does the sentence say again at least half of what the headline says?"""
    said = [word for word in headline.plain.split() if len(word) >= _WORD]
    heard = sentence.head
    return bool(said) and 2 * sum(word.removeprefix("ال")[:_WORD] in heard for word in said) >= len(said)


_WORD = 4  # letters by which a word is known again

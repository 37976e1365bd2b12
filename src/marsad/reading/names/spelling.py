"""Names without what only stretches or breaks their letters: قوات النظـام, قـ.ـوات الاحتـ ـلال."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from marsad.reading.records import Chunk

STRETCH = "\u0640"
_CLITICS = 4  # letters of conjunction, preposition and article that a name leaves out
_LETTERS = 2  # less is a preposition before a quotation mark (لـ"…"), or a dash


def unbroken_name(chunk: Chunk, written: Callable[[int], str]) -> Chunk:
    """A name with every word of it that holds a stretch in its letters alone. ``written``: a token as the report has it."""
    if STRETCH not in chunk.name and STRETCH not in chunk.full:
        return chunk
    name, full = chunk.name, chunk.full
    for word in map(written, range(chunk.first, chunk.last)):
        if STRETCH not in word:
            continue
        for clitics in range(_CLITICS):  # وبـالشـرطة stands in the name as الشـرطة, للشـرطة too
            part = " ".join(word[clitics:].split())  # as names are kept
            letters = _letters(part)
            if STRETCH in part and (part in name or part in full) and len(letters) >= _LETTERS:
                name, full = name.replace(part, letters), full.replace(part, letters)
                break
    return replace(chunk, name=name, full=full)


def broken_name(name: str, quote: str) -> tuple[str, ...]:
    """The spelling in the report of a name that is told in its letters: another name for it; nothing where they are the same."""
    if STRETCH not in quote:
        return ()
    wanted = _letters(name)
    spelled = (quote[clitics:].strip() for clitics in range(_CLITICS + 1))
    return tuple(one for one in spelled if one != name and _letters(one) == wanted)[:1]


def _letters(word: str) -> str:
    return "".join(c for c in word if c != STRETCH and (c.isalnum() or c == "_"))

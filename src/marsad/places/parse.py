"""The grammar of a place mention: which names it holds and how they place it.

"شمال شرق بلدة X في ريف Y" (north-east of the town X in the countryside of Y) is a direction from X, with X
within Y.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, Protocol

from msgspec import Struct

from marsad.places.names import is_arabic, unglue
from marsad.places.words import TYPE_ROLES, Word, place_roles, place_words
from marsad.text.fold import fold

Op = Literal[
    "near",
    "side",
    "offset",
    "between",
    "road",
    "countryside",
    "within",
    "beside",
    "comma",
    "list",
    "aliases",
]


class Name(Struct, frozen=True, gc=False):
    """A bare name. ``typed`` is the name together with its type word, ``type`` what that word says."""

    words: tuple[str, ...]
    typed: tuple[str, ...]
    type: Word | None = None


class Relation(Struct, frozen=True, gc=False):
    """``near`` one place, ``between`` two, ``within`` a wider one … ``bearing`` in degrees, ``km`` for
    offsets; ``word`` says how near: "around", "on the outskirts of".
    """

    op: Op
    parts: tuple[Node, ...]
    bearing: float | None = None
    km: float | None = None
    word: Word | None = None


Node = Name | Relation

_PIECES = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)?|[,،٫;؛:|]|[/\\]|[-–—−]|[()«»\"“”\[\]]")
_SEPARATORS = {
    "،": ",",
    "٫": ",",
    ";": ",",
    "؛": ",",
    ":": ",",
    "|": ",",
    "\\": "/",
    "–": "-",
    "—": "-",
    "−": "-",
}
_GENERIC = 5  # names that go on after a first word; with so many, it is a common noun
_RELATIONS = frozenset({"near", "side", "between", "road", "countryside"})
_OUTLYING = frozenset({"ريف", "اطراف", "جبهه", "ضواحي", "مناطق", "منطقه", "قري", "احياء", "جزء"})
_MARKS = frozenset('()«»"“”[]')


class Names(Protocol):
    """What the grammar asks of a gazetteer."""

    def starts(self, word: str, /) -> bool: ...
    def known(self, name_key: str, /) -> bool: ...
    def heads(self, word: str, /) -> int: ...


def parse(text: str, names: Names) -> Node | None:
    """The structure of a mention, or None if it holds no name.

    ``names`` tells whether a name begins with a word and whether a whole name exists: only that tells the و
    of "and"
    from a first letter.
    """
    pieces = [_SEPARATORS.get(p, p) for p in _PIECES.findall(fold(unglue(text))) if p not in _MARKS]
    return _Parser(names).node(tuple(pieces))


_PARTS_OF = {("quarter", "settlement"), ("settlement", "division")}


class _Parser:
    def __init__(self, names: Names) -> None:
        self._starts = names.starts
        self._known = names.known
        self._heads = names.heads
        self._words = place_words()
        self._role: Callable[[str], str] = place_roles().__getitem__

    def node(self, words: tuple[str, ...]) -> Node | None:
        words = self._trim(words)
        if not words:
            return None
        if len(words) == 1:
            return Name(words, words)
        for mark, op in ((",", "comma"), ("/", "aliases")):
            if mark in words:
                return self._joined(op, self._split(words, mark))  # type: ignore[arg-type]
        whole = " ".join(words)
        if self._known(whole):
            return self._name(words)
        return (
            self._relation(words)
            or self._middle(words)
            or self._coordinated(words)
            or self._doubled(words)
            or self._name(words)
        )

    def _trim(self, words: tuple[str, ...]) -> tuple[str, ...]:
        while words and (words[0] in ",/-" or self._leads(words)):
            words = words[1:]
        while words and (words[-1] in ",/-" or self._role(words[-1]) in ("of", "joiner", "drop")):
            words = words[:-1]
        return words

    def _leads(self, words: tuple[str, ...]) -> bool:
        """Whether the first word only leads on to the place."""
        role = self._role(words[0])
        # Folded, "على" (on) is also the name Ali: it leads only where a word of relation follows.
        if role == "onto":
            return len(words) > 1 and self._role(words[1]) in (*_RELATIONS, "filler")
        return role in ("filler", "of", "joiner", "inside")

    def _split(self, words: tuple[str, ...], mark: str) -> list[tuple[str, ...]]:
        parts: list[list[str]] = [[]]
        for word in words:
            if word == mark:
                parts.append([])
            else:
                parts[-1].append(word)
        return [tuple(p) for p in parts if p]

    def _joined(self, op: Op, parts: list[tuple[str, ...]]) -> Node | None:
        nodes = [n for n in map(self.node, parts) if n is not None]
        return nodes[0] if len(nodes) == 1 else Relation(op, tuple(nodes)) if nodes else None

    def _relation(self, words: tuple[str, ...]) -> Node | None:
        """What the first word says, if it is a word of relation."""
        head, role = self._words.get(words[0]), self._role(words[0])
        if words[0][0].isdigit():
            return self._offset(words)
        if (outlying := self._outlying(words)) is not None:
            return outlying
        if head is None or len(words) < 2:
            return None
        if role == "near":
            inner = self.node(words[1:])
            return Relation("near", (inner,), word=head) if inner else None
        if role == "between":
            return self._pair("between", words[1:])
        if role == "road":
            rest = self._trim(words[1:])
            if rest and self._role(rest[0]) == "between":
                rest = rest[1:]
            return self._pair("road", rest)
        if role == "countryside":
            rest, bearing = words[1:], None
            while len(rest) > 1 and self._role(rest[-1]) == "aspect":
                bearing = _blend(bearing, self._words[rest[-1]].value)
                rest = rest[:-1]
            inner = self.node(rest)
            return Relation("countryside", (inner,), bearing) if inner else None
        if role == "side":
            return self._side(words, None)
        rest = self._trim(words[1:])
        if role == "area" and rest and self._role(rest[0]) in _RELATIONS:
            return self.node(rest)
        return None

    def _outlying(self, words: tuple[str, ...]) -> Node | None:
        """الريف الشرقي لمحافظة X, قرى الريف الشمالي ل X, X من الجهة الغربية: a side told after its noun."""
        if len(words) > 3 and words[-3:-1] == ("من", "الجهه") and self._role(words[-1]) == "aspect":
            inner = self.node(words[:-3])
            return Relation("side", (inner,), self._words[words[-1]].value) if inner else None
        if len(words) > 2 and self._role(words[0]) == "settlement" and words[1].startswith("ال"):
            return self._outlying(words[1:])
        if words[0][2:] not in _OUTLYING or not words[0].startswith("ال"):
            return None
        at, bearing = 1, None
        while at < len(words) and self._role(words[at]) == "aspect":
            bearing = _blend(bearing, self._words[words[at]].value)
            at += 1
        if at == 1 or at >= len(words) or not words[at].startswith("ل"):
            return None
        first = "ال" + words[at][2:] if words[at].startswith("لل") else words[at][1:]
        inner = self.node((first, *words[at + 1 :]) if first else words[at + 1 :])
        return Relation("countryside", (inner,), bearing) if inner else None

    def _side(self, words: tuple[str, ...], km: float | None) -> Node | None:
        bearing: float | None = None
        at = 0
        while at < len(words) and self._role(words[at]) in ("side", "aspect"):
            bearing = _blend(bearing, self._words[words[at]].value)
            at += 1
        inner = self.node(words[at:])
        if inner is None or bearing is None:
            return inner
        return Relation("side" if km is None else "offset", (inner,), bearing, km)

    def _offset(self, words: tuple[str, ...]) -> Node | None:
        """ "5 كم شرق X": a distance, its unit, a direction, a place."""
        if len(words) < 3 or self._role(words[1]) != "unit":
            return None
        km = float(words[0].replace(",", ".")) * self._words[words[1]].value
        rest = self._trim(words[2:])
        if rest and self._role(rest[0]) == "side":
            return self._side(rest, km)
        inner = self.node(rest)
        return Relation("near", (inner,)) if inner else None

    def _pair(self, op: Op, words: tuple[str, ...]) -> Node | None:
        words = self._trim(words)
        parts = self._split(words, "-") if "-" in words else self._and(words) or self._doubled_parts(words)
        if len(parts) > 1 and self._shared_type(parts[0]):
            parts = [parts[0][1:], *parts[1:]]
        nodes = [n for n in map(self.node, parts or [words]) if n is not None]
        if len(nodes) >= 2:
            return Relation(op, tuple(nodes[:2]))
        return Relation("near", (nodes[0],)) if nodes else None

    def _shared_type(self, words: tuple[str, ...]) -> bool:
        """ "بلدتي A وB" (the two towns A and B): the dual stands before the first and means both."""
        return len(words) > 1 and self._role(words[0]) == "settlement"

    def _and(self, words: tuple[str, ...]) -> list[tuple[str, ...]]:
        """The members of "A وB" or "A او B"; empty if nothing is joined."""
        for at in range(1, len(words)):
            word = words[at]
            if self._role(word) == "joiner" and at + 1 < len(words):
                return [words[:at], words[at + 1 :]]
            if word[0] != "و" or len(word) < 3 or not is_arabic(word):
                continue
            rest = word[1:]
            joined_is_name = self._starts(word) and not self._starts(rest)
            if not joined_is_name and (self._starts(rest) or rest.startswith("ال")):
                return [words[:at], (rest, *words[at + 1 :])]
        return []

    def _middle(self, words: tuple[str, ...]) -> Node | None:
        """ "X في Y", "X جنوب Y", "X قرب Y", "X على طريق Y": X, explained by Y."""
        for at in range(1, len(words) - 1):
            role = self._role(words[at])
            if role in ("of", "near", "side", "countryside", "road", "inside"):
                inner = self.node(words[:at])
                outer = self.node(words[at + 1 :] if role in ("of", "inside") else words[at:])
                if inner is None or outer is None:
                    return inner or outer
                return Relation(
                    "within" if role in ("of", "inside", "countryside") else "beside", (inner, outer)
                )
        return None

    def _coordinated(self, words: tuple[str, ...]) -> Node | None:
        if "-" in words:
            return self._joined("aliases", self._split(words, "-"))
        parts = self._and(words)
        if not parts:
            return None
        if self._shared_type(parts[0]):
            parts = [parts[0][1:], *parts[1:]]
        return self._joined("list", parts)

    def _doubled_parts(self, words: tuple[str, ...]) -> list[tuple[str, ...]]:
        """Two known names set side by side without a mark ("الميادين شارع الاربعين" counts too)."""
        for at in range(len(words) - 1, 0, -1):
            head, tail = words[:at], words[at:]
            if len(head) == 1 and self._heads(head[0]) >= _GENERIC:
                continue  # a village may be called just "hill"; with a word after it, it is another
            if self._known(" ".join(head)) and (
                self._known(" ".join(tail)) or self._role(tail[0]) in ("quarter", "facility", "site")
            ):
                return [head, tail]
        return []

    def _doubled(self, words: tuple[str, ...]) -> Node | None:
        head = self._words.get(words[0])
        if head is not None and head.role in TYPE_ROLES:
            return None
        parts = self._doubled_parts(words)
        return self._joined("comma", parts) if parts else None

    def _name(self, words: tuple[str, ...]) -> Name:
        typed, kind = words, None
        while len(words) > 1:
            found = self._words.get(words[0])
            if found is None or found.role not in TYPE_ROLES:
                break
            if kind is not None and (kind.role, found.role) in _PARTS_OF:
                typed, kind = words, found  # "أحياء مدينة X": it is X that is named, and it is a city
            kind = kind or found
            words = words[1:]
        return Name(words, typed, kind)


def _blend(one: float | None, other: float) -> float:
    """North and east give north-east."""
    if one is None:
        return other
    gap = (other - one + 540) % 360 - 180
    return (one + gap / 2) % 360

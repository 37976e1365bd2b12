"""Words that tell another story's headline from a subheading and from a sentence (``cards`` of the file)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from marsad.text.fold import fold


class CardWords(Struct, frozen=True):
    """The file's lists, folded; what each is for, it says itself."""

    little: frozenset[str]
    links: frozenset[str]
    leads: frozenset[str]
    sentences: frozenset[str]
    said: frozenset[str]
    lists: frozenset[str]
    announced: frozenset[str]
    ages: frozenset[str]
    digests: frozenset[str]
    own: tuple[str, ...]

    def takes_up(self, head: str) -> bool:
        """Does a line that begins so go on with the text before it (وقال, كما)?"""
        first = first_word(head)
        return first in self.links or (first.startswith("و") and not first.startswith(self.own))

    def may_take_up(self, head: str) -> bool:
        """The same of a line that may as well be a headline (بعد, في)."""
        return self.takes_up(head) or first_word(head) in self.leads


def first_word(head: str) -> str:
    return head.lstrip("\"'«“”(-– ").partition(" ")[0]


def compile_card_words(data: Mapping[str, Sequence[str]]) -> CardWords:
    lists = {
        name: frozenset([fold(word) for word in data.get(name, ())]) for name in CardWords.__struct_fields__
    }
    own = lists.pop("own")
    return CardWords(**lists, own=tuple(sorted(own)))

"""What the stages hand to one another. All ranges are half-open token ranges into ``Layers.tokens``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from msgspec import Struct

from marsad.lexicon.schema import Rule, SaidOf

ChunkKind = Literal["actor", "state", "group", "person", "place", "object", "anaphor", "source"]


FAINT = "a faint word"
"""Why the events of faint rules are left out, unless the score of tellings takes them in."""
BARRED = "a word that speaks against it stands near"
"""The same of a word beside which a word of its rule's ``without`` stands."""

ARMS_FOUND = "arms that are found or worn, not used"
"""The same of a device that is only found, seized or worn."""
NOBODY_SAYS = "nobody says it"
"""The same of a statement without a speaker."""

DOER = "doer"
"""A note: at which tokens those stand whom the words leave no choice but to have done it."""
SEAT = "seat"
"""The sort of an anaphor that is a capital and stands for who governs from it."""
BEATEN_BACK = "beaten back by"
"""A note: at which tokens those stand who repelled an attack."""
EXPOSED = "exposed"
"""A note: at which tokens those stand who were exposed to it by the construction."""
FIRED_FROM = "fired from"
"""A note: the words tell from where it was fired, and nobody who did."""
BY_HAND = "by hand"
"""A note: a by-phrase (على يد) tells who did it."""
OF_WHAT_IS_ASKED = "named in what is asked"
"""A note: at which token somebody stands to whom a thing would be done that is asked or threatened: طالبوا بترحيل **X**."""
APPOSED = "tells who speaks"
"""A note: at which tokens those stand who only tell who it is that speaks: توعد X، مدير مكتب **Y**، بـ."""
UNNAMED = "who speaks"
"""A note: who makes a statement stands behind its verb, by a word that names nobody: وطالب **المؤتمر** الأمم المتحدة بـ."""

HELPED = "helped by"
"""A note: at which tokens those stand who back the doers by the words: بدعم من **X**, مدعوما بـ**X**."""

ANSWERED_FOR = "answering"
"""A note: it happened; who did it is denied: نفى X **ضلوعه** في الهجوم."""
DENIED_TO_BE_HIS = "it happened; who did it is denied"
"""What that note says."""
CLAIMED = "claimed"
"""A note: somebody takes the deed on himself: X تتبنى **الهجوم**."""
CLAIMED_BY = "claimed by"
"""A note: at which tokens those stand who take the deed on themselves, beside doers whom the report only describes."""
OPENS = "opens"
"""A note: a line of the report opens with it and says who did it and where: it is told, however it is scored."""
LAST_COUNT = "last count"
"""A note: which tolls are those of the last entry that counts them, so that no score goes back to an earlier one."""
HANDED_BACK = "handed back"
"""A note: which tolls were told of a word that only takes the event up ("the attack led to …"), so that the words give them to it."""
COUNTED_BY = "counted by"
"""A note: at which tokens those stand who gave the last count."""

VERBAL = ("past", "present")  # the forms of a trigger that are finite verbs
WEAPONS = ("air", "drone", "artillery", "navy")  # sorts of chunks that are weapons, or forces named by them


class Chunk(Struct, frozen=True, gc=False):
    """A noun phrase that can take part in an event.

    ``name`` is as the report writes it, without clitics; ``ref`` the registry or gazetteer id. ``prep`` is the preposition
    that governs it ("" if none) and ``joined`` says that it continues the chunk before it (و or a comma).
    ``homes`` are the places a group is of (أهالي X وY). ``armed``: led by a word for an armed unit (قوات, عناصر). ``sort`` refines the kind: fighters, civilians, air, artillery, village, front … ``country`` is ISO alpha-2.
    """

    first: int
    last: int
    kind: ChunkKind
    name: str
    prep: str = ""
    joined: bool = False
    ref: str | None = None
    sort: str = ""
    country: str = ""
    loaded: str | None = None
    near: bool = False
    armed: bool = False
    homes: tuple[Chunk, ...] = ()
    full: str = ""  # with the word for an armed unit before it (قوات النظام), where ``name`` leaves that out


class Trigger(Struct, frozen=True, gc=False):
    """A word that tells of an event, with the rule that says so. ``accused``: of an accusation, that it is said of the "doer" or the "deed"."""

    first: int
    last: int
    sentence: int
    rule: Rule
    kind: str
    form: str
    before: str
    after: str
    definite: bool
    accused: SaidOf = ""


def place_of(trigger: Trigger) -> int:
    """A key: where a trigger stands."""
    return trigger.first


class Event(Struct, gc=False):
    """An event being put together from one trigger: the working record between roles and claims."""

    trigger: Trigger
    kind: str
    status: str = "occurred"
    initiators: list[Chunk] = []
    targets: list[Chunk] = []
    third: list[Chunk] = []
    places: list[Chunk] = []
    means: list[str] = []
    objects: list[str] = []
    date: Any = None
    sources: list[Chunk] = []
    tolls: dict[str, Any] = {}
    span: tuple[int, int] = (0, 0)
    content: tuple[int, int] | None = None
    notes: dict[str, str] = {}
    parts: dict[str, float] = {}
    spans: list[tuple[int, int]] = []
    dropped: str | None = None
    deniers: list[Chunk] = []  # who denies it: they stand behind the denial
    foilers: list[Chunk] = []  # who foiled it: neither its doers nor its victims
    tellings: list[Trigger] = []


def told_at(event: Event) -> int:
    """A key: where the word that tells of an event stands."""
    return event.trigger.first


def note(event: Event, what: str, chunks: Iterable[Chunk]) -> None:
    """Note at which tokens those stand of whom something is known."""
    event.notes[what] = " ".join(str(c.first) for c in chunks)


_NOBODY = frozenset[int]()


def noted(event: Event, what: str) -> frozenset[int]:
    """At which tokens those stand of whom that is noted."""
    told = event.notes.get(what)
    return frozenset(map(int, told.split())) if told else _NOBODY


def note_too(event: Event, what: str, word: str) -> None:
    """Note one more of what is known of an event, each once."""
    event.notes[what] = " ".join(dict.fromkeys([*event.notes.get(what, "").split(), word]))


def told_in(events: Iterable[Event]) -> dict[int, list[Event]]:
    """The events of which each sentence tells, in their order."""
    out: dict[int, list[Event]] = {}
    for event in events:
        for number in sorted({telling.sentence for telling in event.tellings}):
            out.setdefault(number, []).append(event)
    return out

"""The records of the data files, as a linguist writes them. Positions are kept beside them by the loader."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct, field

Frame = Literal[
    "agent", "patient", "clash", "statement", "state", "event", "talks", "mediation", "move", "pledge"
]

SaidOf = Literal["", "doer", "deed"]
"""What a word of an accusation is said of, where its subject does not accuse."""


Trait = Literal[
    "shot_down", "craft_down", "defused", "dispersal", "call", "surrender", "by_anybody", "gunfire", "shot_from",
    "manner", "found_dead", "to_somebody", "exchanged", "any_force", "by_men", "hit", "aimed", "asked_by", "of_a_place",
    "tries", "of_a_noun",
]  # fmt: skip
"""What the code asks of a rule: whose words tell of

``shot_down`` a missile or craft by who brought it down, ``craft_down`` a craft that came down, ``defused`` a bomb made harmless;
``dispersal`` a crowd broken up, ``call`` people called on to come; ``surrender`` people who give themselves up;
``by_anybody`` a deed that any people may do, not only parties; ``gunfire`` shots, ``shot_from`` shots that
have whence they came behind them, ``manner`` only how somebody was killed; ``found_dead`` deaths whose cause is not told;
``to_somebody`` a statement with whom it is made to for its object, ``asked_by`` one whose noun has who makes it behind من;
``exchanged`` fire exchanged, told as a thing; ``any_force`` an attack of whatever sort, which other words tell, ``by_men`` one
by men, whatever guns are beside it; ``hit`` what was hit, by a blast too, ``aimed`` at whom, with small arms too; ``of_a_place`` what
is done to a place, whose bare name may follow (every ground attack is); ``tries`` an attempt, where its word is a verb; ``of_a_noun`` nothing where the verb has a pronoun for its object.
"""


class Example(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence that a rule must read, and what it must find there (a subset of the claim's fields)."""

    say: str
    kind: str | None = None
    status: str | None = None
    initiators: list[str] | None = None
    targets: list[str] | None = None
    third_parties: list[str] | None = None
    places: list[str] | None = None
    killed: list[int | None] | None = None
    injured: list[int | None] | None = None


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell of one kind of event, and how their neighbours take part in it.

    ``verbs`` are "past/present" third person masculine singular, e.g. ``قصف/يقصف``; all persons are derived.
    ``nouns`` are verbal nouns and plurals, without article. ``phrases`` match as written. ``with_`` asks for one of these
    words in the clause, ``without`` for none. ``frame`` says how subject, genitive and prepositions map to roles.
    ``not_of``: things of which, as what stands right behind it, a word tells of no such event whatever else speaks for it
    (نشر **صورا**, to publish pictures; أوقف **القصف**, to stop shelling); ``not_in``: nouns to which it stands in construct
    (**منصة** إطلاق صواريخ, a launching pad).
    ``toll`` marks words that tell of victims: an event only where no other event explains the victims. ``weak`` marks
    words that tell of an event only with an actor or a place beside them; ``soft`` marks words of war that sport, markets
    and quarrels use too: an event only where an armed side, a weapon, a victim or the whole report speaks of arms. ``passive`` marks verbs whose subject suffers.
    ``faint`` marks words that seldom tell of an event: only the trained score over the whole telling lets one through.
    ``of_the_accused``: words of an accusation whose subject, or whose genitive, is who is accused, and not who accuses
    (X **يماطل**, **تعنت** X); ``of_a_deed``: words that are said of a deed, whose doer is accused (القصف **يشكل** خرقا). Both name
    words of the rule, or the lists "verbs", "nouns", "phrases" for all that is in them.
    ``traits``: what the code asks of a rule beyond its frame (see ``Trait``).
    """

    id: str
    kind: str
    gloss: str
    frame: Frame = "agent"
    traits: list[Trait] = []
    verbs: list[str] = []
    nouns: list[str] = []
    phrases: list[str] = []
    with_: list[str] = field(name="with", default_factory=list)
    without: list[str] = []
    not_of: list[str] = []
    not_in: list[str] = []
    of_the_accused: list[str] = []
    of_a_deed: list[str] = []
    status: str | None = None
    toll: bool = False
    weak: bool = False
    soft: bool = False
    passive: bool = False
    faint: bool = False
    near: int = 8
    test: list[str | Example] = []
    not_: list[str] = field(name="not", default_factory=list)


class Cue(Struct, frozen=True, forbid_unknown_fields=True):
    """A named list of cue words. ``verbs`` are conjugated; ``words`` match with clitics; ``exact`` match without.

    ``sought`` is false where the words are only asked about, and not looked for in a report.
    """

    gloss: str
    words: list[str] = []
    exact: list[str] = []
    verbs: list[str] = []
    attributes: dict[str, str] = {}
    sought: bool = True


class WordClass(Struct, frozen=True, forbid_unknown_fields=True):
    """Words, each by itself and in all the forms that count, that a rule in the code asks for; ``gloss`` says what they are."""

    gloss: str
    words: list[str]


class Kind(Struct, frozen=True):
    """One kind of event of the ontology."""

    id: str
    family: str
    ar: str
    en: str
    definition: str
    definition_ar: str
    positive: list[dict[str, str]]
    negative: list[dict[str, str]]
    plover: dict[str, str | None]
    cameo: str
    acled: dict[str, str | None] | None


class Actor(Struct, frozen=True):
    """One row of the actor registry. ``country`` is ISO 3166 alpha-2 or empty."""

    id: str
    name_ar: str
    name_en: str
    kind: str
    country: str = ""
    adjective: str = ""
    since: str = ""
    until: str = ""
    source: str = ""


class Alias(Struct, frozen=True):
    """One more name of an actor. ``tone``: empty, loaded, honorific, self or ambiguous."""

    alias: str
    actor: str
    tone: str = ""
    note: str = ""


class Relation(Struct, frozen=True):
    actor: str
    relation: str
    other: str
    since: str = ""
    until: str = ""
    source: str = ""


class Demonym(Struct, frozen=True):
    country: str
    ar_country: str
    masc: str
    fem: str
    plural: str
    en: str


class Source(Struct, frozen=True):
    """Who is cited: agency, outlet, monitor, ministry, armed group …

    ``aliases`` and ``speakers`` (people who speak for it) hold names with | between them.
    """

    id: str
    name_ar: str
    name_en: str
    kind: str
    country: str = ""
    aliases: str = ""
    speakers: str = ""


class Tables(Struct, frozen=True):
    """The plain YAML tables that other stages compile for themselves (dates, numbers, tolls, furniture, spoken words)."""

    time: dict[str, Any]
    numbers: dict[str, Any]
    tolls: dict[str, Any]
    furniture: dict[str, Any]
    spoken: dict[str, Any]

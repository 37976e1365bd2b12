"""Who leads, guards or goes with a party: told of it between its name and what it does, and no party to that itself.

سيطرت قوات X، **التي يقودها Y**، على Z; اقتحم مستوطنون **بحماية شرطة X** بلدة Y; قوات X **ترافقها جرافات** اقتحمت Y.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from marsad.lexicon.word_classes import word_class
from marsad.reading.grammar.scan import COMMAS
from marsad.reading.names.actors import Actors
from marsad.reading.records import Chunk
from marsad.text.fold import fold
from marsad.text.tokens import Token

_LEADS = word_class("leads_them")
_GOES_WITH = word_class("goes_with_them")
_GUARDING = word_class("guarding")
_RELATIVE = word_class("relative_pronouns")
_UNDER = {"تحت", "في", "وسط"}  # under, in, amid, before "protection"
# Forces, factions, groups, militias: whose they are, only their leader tells.
_WHOSE = {"القوات", "الفصايل", "المجموعات", "المجموعه", "الجماعات", "الميليشيات", "المليشيات", "الميليشيا"}
_LED_BY = "بقياده"  # led by
_OF = "من"
_TITLED = 2  # words before the name of who leads: المدعو, اللواء
_ADJECTIVES = 2  # words that tell more of the guard or of what goes with them
_OPENING = _LEADS | _GOES_WITH | _GUARDING | _RELATIVE | _UNDER | COMMAS | {_LED_BY}
_PARTIES = {"actor", "group", "person", "state", "anaphor"}


def with_leaders(actors: Actors, found: list[Chunk], last: int) -> list[Chunk]:
    """The mentions of a sentence, each party with who leads, guards or goes with it up to where the sentence goes on.

    Who leads a crowd without a name (جماعات مسلحة **يقودها X**) stands for it.
    """
    tokens = actors.tokens
    if not any([chunk.last < last and tokens[chunk.last].fold in _OPENING for chunk in found]):
        return found  # as mostly
    out: list[Chunk] = []
    for chunk in found:
        party = out[-1] if out else None
        if party is not None and party.kind in _PARTIES and chunk.kind != "place":
            if (led := _led(actors, party, chunk)) is not None:
                out[-1] = led
                continue
            # طالبت X الحكومة **بحماية** الجنود: a body is asked to protect, a crowd is protected.
            guarded = party.kind == "group" and chunk.kind == "actor"
            if guarded and _guarded(tokens[party.last : chunk.first]):
                # With troops beside them a crowd is as good as armed.
                out[-1] = replace(party, last=chunk.last, armed=True)
                continue
            if chunk.first == party.last + 1 and tokens[party.last].fold in _GOES_WITH:
                out[-1] = replace(party, last=chunk.last)
                continue
        out.append(chunk)
    return [_escorted(tokens, chunk, last) for chunk in out]


def _led(actors: Actors, party: Chunk, leader: Chunk) -> Chunk | None:
    """قوات X، **التي يقودها Y**، …: the party up to behind that; None where it is led by nobody here."""
    tokens = actors.tokens
    if leader.kind not in ("actor", "person", "state"):
        return None
    here = party.last
    if here < leader.first and tokens[here].fold == _LED_BY:
        named = party.ref is not None and leader.kind == "person" and leader.first - here <= 1 + _TITLED
        return replace(party, last=leader.last) if named else None
    comma = here < leader.first and tokens[here].fold in COMMAS
    here += comma
    here += here < leader.first and tokens[here].fold in _RELATIVE
    if here >= leader.first or tokens[here].fold not in _LEADS or leader.first - here > 1 + _TITLED:
        return None
    end = leader.last
    if comma:
        if end >= len(tokens) or tokens[end].fold not in COMMAS:
            return None  # X، الذي تقوده Y **في مسعى** …، قد أعلن: more of the aside
        end += 1
    named = party.name.startswith("ال") and fold(party.name) not in _WHOSE
    if party.ref is not None or party.kind == "state" or named:
        return replace(party, last=end)
    armed = leader.armed or party.armed or party.kind == "actor" or fold(party.name) in _WHOSE
    return replace(leader, first=party.first, last=end, prep=party.prep, joined=party.joined, armed=armed)


def _guarded(between: Sequence[Token]) -> bool:
    """مستوطنون **تحت حماية** X, **بحماية مشددة من** X."""
    words = [token.fold for token in between]
    if words and words[0] in _UNDER:
        words = words[1:]
    elif words and not words[0].startswith("ب"):
        return False
    if not words or words[0] not in _GUARDING:
        return False
    rest = words[1:]
    if rest and rest[-1] == _OF:
        rest = rest[:-1]
    return len(rest) <= _ADJECTIVES and all(word.endswith("ه") for word in rest)


def _escorted(tokens: Sequence[Token], chunk: Chunk, last: int) -> Chunk:
    """قوة من جيش X **ترافقها آليات عسكرية** …: what no name tells."""
    here = chunk.last
    if chunk.kind not in _PARTIES or here + 1 >= last or tokens[here].fold not in _GOES_WITH:
        return chunk
    end = here + 2
    while (
        end < last
        and end - here - 2 < _ADJECTIVES
        and tokens[end].fold.endswith("ه")
        and len(tokens[end].fold) > 3
    ):
        end += 1
    return replace(chunk, last=end)

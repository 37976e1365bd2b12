"""A rule's own examples, read by the real reader: what ``lexicon check`` runs after its static checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from marsad.errors import LexiconError
from marsad.lexicon.compile import Lexicon, words_of
from marsad.lexicon.faults import fault
from marsad.lexicon.load import Knowledge
from marsad.lexicon.schema import Example, Rule
from marsad.lexicon.yamlpos import GONE
from marsad.model import Claim, Document, Location, Participant, Toll
from marsad.places.gazetteer import Gazetteer
from marsad.reading.pipeline import layers_of

# Some words are read as war only in a report about war, because sport and markets use them too. One
# sentence is no such report, so a ``test`` is read before a line that tells of nothing: "military map:
# artillery, rockets, shells".
_WAR = "\nخريطة عسكرية: مدفعية وصواريخ وقذائف وجبهات"
_HAPPENED = ("occurred", "ongoing")
_FIELDS = ("status", "initiators", "targets", "third_parties", "places", "killed", "injured")


def example_faults(
    knowledge: Knowledge, lexicon: Lexicon, gazetteer: Gazetteer | None = None
) -> Iterator[LexiconError]:
    """Every example that is not read as its rule says. ``knowledge`` must know its positions (``load``)."""
    for rule, spot in zip(knowledge.rules, knowledge.spots.get("rules", []), strict=True):
        for at, example in enumerate(rule.test):
            wanted = Example(say=example) if isinstance(example, str) else example
            if wanted.say == GONE:
                continue
            claims, left_out = _read(wanted.say, lexicon, gazetteer, _WAR, rule.id)
            if why := miss(rule, wanted, claims):
                yield fault(20, spot, ("test", at), why="; ".join((why, *left_out)))
        for at, say in enumerate(rule.not_):
            if say != GONE and (why := slip(rule, _read(say, lexicon, gazetteer, "", rule.id)[0])):
                yield fault(21, spot, ("not", at), why=why)


def _read(
    sentence: str, lexicon: Lexicon, gazetteer: Gazetteer | None, after: str = "", rule: str | None = None
) -> tuple[list[Claim], list[str]]:
    """The claims of a sentence, and why its other event words give none."""
    document = Document(id="example", text=sentence + after)
    layers = layers_of(document, lexicon, gazetteer, doubtful=True, faintly=rule)
    left_out = []
    for event in layers.events:
        if event.dropped:
            first, last = layers.tokens[event.trigger.first], layers.tokens[event.trigger.last - 1]
            word = layers.joined[first.start : last.end]
            left_out.append(f"«{word}» (rule {event.trigger.rule.id}) was left out: {event.dropped}")
    return layers.claims, left_out


def miss(rule: Rule, wanted: Example, claims: Sequence[Claim]) -> str | None:
    """Why no claim is what the example says, or None if one is."""
    kind = wanted.kind or rule.kind
    own = [c for c in claims if c.kind == kind and (kind != rule.kind or c.rule == rule.id)]
    if not own:
        told = ", ".join(_tell(c) for c in claims) or "nothing"
        return f"wanted «{kind}» by this rule, found {told}"
    wrong = [[name for name in _FIELDS if not _agrees(wanted, claim, name)] for claim in own]
    fewest = min(range(len(own)), key=lambda at: len(wrong[at]))
    if not wrong[fewest]:
        return None
    return "; ".join(
        f"wanted {name} {_shown(getattr(wanted, name))}, found {_shown(_found(own[fewest], name))}"
        for name in wrong[fewest]
    )


def slip(rule: Rule, claims: Iterable[Claim]) -> str | None:
    """Which claim of the rule's kind the sentence gives as having happened, or None if there is none."""
    told = [_tell(c) for c in claims if c.kind == rule.kind and c.status in _HAPPENED]
    return f"found {', '.join(told)}" if told else None


def _tell(claim: Claim) -> str:
    word = f" from «{claim.trigger.quote}»" if claim.trigger else ""
    return f"{claim.kind} {claim.status}{word} (rule {claim.rule})"


def _agrees(wanted: Example, claim: Claim, name: str) -> bool:
    want = getattr(wanted, name)
    if want is None:
        return True
    have = getattr(claim, name)
    if name == "status":
        return bool(want == have)
    if name in ("killed", "injured"):
        return have is not None and want == [have.min, have.max]
    names = {form for one in have for form in _forms(one)}
    return all(_bare(name) in names for name in want) if want else not have


def _forms(one: Participant | Location) -> Iterator[str]:
    yield from (_bare(name) for name in (one.text, one.name, *one.aliases))


def _bare(name: str) -> str:
    """The folded words of a name without their articles."""
    return " ".join(word[2:] if word.startswith("ال") and len(word) > 4 else word for word in words_of(name))


def _found(claim: Claim, name: str) -> object:
    have = getattr(claim, name)
    if isinstance(have, Toll):
        return [have.min, have.max]
    return [one.text for one in have] if isinstance(have, tuple) else have


def _shown(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join('any' if item is None else str(item) for item in value)}]"
    return "none" if value is None else str(value)

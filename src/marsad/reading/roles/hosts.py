"""Who has others meet or settle, told by the main verb: **رعت X** محادثات بين Y وZ, **استضافت القاهرة** جولة مفاوضات."""

from __future__ import annotations

from marsad.reading.grammar.parties import Around, agentive, coordinated
from marsad.reading.grammar.scan import COMMAS
from marsad.reading.records import VERBAL, Chunk, Event, Trigger

_LED = 9  # tokens from a verb of hosting, with who hosts, to the noun of what he hosts
_BESIDE = 2  # tokens from the verb to who hosts, a day between
_SPONSORING = ("رعي", "رعت", "رعوا")  # to sponsor, wherever it is
_WHERE = {"place", "state"}


def add_hosts(around: Around, event: Event, trigger: Trigger) -> None:
    """Who hosts or sponsors what the noun tells is a third party; a town that does is where it is."""
    if trigger.form in VERBAL:
        return
    low = max(around.clauses.sentence.first, trigger.first - _LED)
    for hit in reversed(around.at.all_within(low, trigger.first, "hosting")):
        if hit.cut.after or around.clauses.verb_between(hit.last, trigger.first):
            continue
        if any(t.fold in COMMAS for t in around.tokens[hit.last : trigger.first]):
            continue
        host = _host(around, hit.first, hit.last, trigger.first, verb=hit.term.form in VERBAL)
        if host is None:
            return
        sponsored = hit.cut.stem.endswith(_SPONSORING)
        if not sponsored and host.kind in _WHERE and host not in event.places:
            event.places.append(host)
        if host.kind == "place":
            return
        hosts = coordinated(host, around.chunks)
        event.initiators = [c for c in event.initiators if c not in hosts]
        event.targets = [c for c in event.targets if c not in hosts]
        event.third.extend(c for c in hosts if c not in event.third)
        return


def _host(around: Around, first: int, last: int, end: int, *, verb: bool) -> Chunk | None:
    """رعت **X** محادثات, **X** ترعى محادثات, استضافة **X** محادثات: the subject of the verb, or whose hosting it is."""
    for chunk in around.chunks:
        if last <= chunk.first <= last + _BESIDE and chunk.last <= end:
            return chunk if not chunk.prep and (agentive(chunk) or chunk.kind in _WHERE) else None
        if verb and chunk.last == first and not chunk.prep and (agentive(chunk) or chunk.kind in _WHERE):
            return chunk
    return None

"""All at once: the claims of many reports to events, in memory."""

from __future__ import annotations

from collections.abc import Iterable

from marsad.merging.cluster import NO_TIES, Ties, cluster
from marsad.merging.event import build
from marsad.merging.facets import facets
from marsad.merging.incremental import MemoryStore, connect
from marsad.merging.origins import Told
from marsad.merging.records import Facets
from marsad.merging.registry import Registry
from marsad.merging.score import link
from marsad.model import Coded, Event


def merge(coded: Iterable[Coded], registry: Registry, ties: Ties = NO_TIES) -> list[Event]:
    """The events of these reports, in the order of their first publication; the order of the reports is of
    no account.
    """
    store = MemoryStore()
    told: dict[str, Told] = {}
    for report in coded:
        made: list[Facets] = []
        for claim, slots in zip(report.events, facets(report, registry), strict=True):
            if claim.id not in told:
                told[claim.id] = Told(claim, slots, report.outlet, report.published, report.title)
                made.append(slots)
        connect(store, made, registry)
    found = [one.facets for one in told.values()]
    groups = cluster(found, store.links(), lambda a, b: link(a, b, registry), ties)
    return [build([told[claim] for claim in group], registry) for group in groups]

"""Claims of many reports to events: near copies and origins, links by slots, groups under constraints.

Everything here is a function of the set of claims alone: neither the order in which reports arrive nor what
else was ever read changes what is linked.
"""

from marsad.merging.blocks import blocks
from marsad.merging.cluster import NO_TIES, Ties, cluster, grouped, linkage
from marsad.merging.event import build, event_id
from marsad.merging.facets import facets
from marsad.merging.incremental import MemoryStore, Store, add, connect, regroup
from marsad.merging.merge import merge
from marsad.merging.origins import Told, origins
from marsad.merging.records import Facets
from marsad.merging.registry import Registry
from marsad.merging.score import RULES_VERSION, WEIGHTS, Link, link

__all__ = [
    "NO_TIES",
    "RULES_VERSION",
    "WEIGHTS",
    "Facets",
    "Link",
    "MemoryStore",
    "Registry",
    "Store",
    "Ties",
    "Told",
    "add",
    "blocks",
    "build",
    "cluster",
    "connect",
    "event_id",
    "facets",
    "grouped",
    "link",
    "linkage",
    "merge",
    "origins",
    "regroup",
]

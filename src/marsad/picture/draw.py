"""The map of the fronts and the graph of relations as SVG or PNG, Arabic joined and ordered by matplotlib itself."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from marsad.errors import OutputError
from marsad.picture.phrases import Language, name, phrases
from marsad.picture.records import Front, Relation

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Form = Literal["svg", "png"]
_COLOURS = {
    "igniting": "#b3261e", "active": "#d9822b", "cooling": "#5b7f9e", "standing": "#6b4e9b", "quiet": "#9a9a9a",
    "undated": "#9a9a9a",
}  # fmt: skip
_MARKS = {"igniting": "^", "active": "o", "cooling": "v", "standing": "s", "quiet": "o", "undated": "D"}
_SIGNS = {-1: ("#b3261e", "solid"), 0: ("#6a6a6a", "dashed"), 1: ("#2e7d4f", "solid")}
_ACTORS = 16  # actors in the graph, those with the most events
_LABELS = 14  # fronts with their names written beside them
_DPI = 150


def front_map(fronts: Sequence[Front], language: Language, form: Form) -> bytes | None:
    """The fronts at the points of their places, marked by trend; None where none has a point.

    Degrees are drawn true to scale at the middle latitude, with a bar of kilometres. There is no base map: no borders
    that a reader would have to agree with.
    """
    placed = [
        (one, [spot for spot in one.places if spot.lat is not None and not spot.area]) for one in fronts
    ]
    placed = [(one, spots) for one, spots in placed if spots]
    if not placed:
        return None
    with _drawing() as (figure, axes):
        lats = [spot.lat or 0.0 for _, spots in placed for spot in spots]
        lons = [spot.lon or 0.0 for _, spots in placed for spot in spots]
        margin = max(0.35, 0.12 * max(max(lats) - min(lats), max(lons) - min(lons)))
        axes.set_xlim(min(lons) - margin, max(lons) + margin)
        axes.set_ylim(min(lats) - margin, max(lats) + margin)
        axes.set_aspect(1 / math.cos(math.radians((min(lats) + max(lats)) / 2)))
        axes.grid(color="#dddddd", linewidth=0.6)
        axes.set_axisbelow(True)
        axes.xaxis.set_major_formatter("{x:.1f}°E")
        axes.yaxis.set_major_formatter("{x:.1f}°N")
        axes.tick_params(labelsize=7, colors="#666666")
        seen: set[str] = set()
        for at, (one, spots) in enumerate(placed):
            label = phrases().trends[one.trend].to(language).split(":")[0] if one.trend not in seen else None
            seen.add(one.trend)
            axes.scatter([s.lon or 0.0 for s in spots], [s.lat or 0.0 for s in spots], s=26 + 6 * min(one.recent, 12),
                         marker=_MARKS[one.trend], color=_COLOURS[one.trend], label=label, zorder=3)  # fmt: skip
            if at < _LABELS:
                axes.annotate(spots[0].name_en if language == "en" and spots[0].name_en else spots[0].name, (spots[0].lon or 0.0, spots[0].lat or 0.0), xytext=(6, 5),
                              textcoords="offset points", fontsize=9, zorder=4)  # fmt: skip
        _bar(axes, (min(lats) + max(lats)) / 2)
        axes.legend(fontsize=8, frameon=False, loc="best")
        return _saved(figure, form)


def drawable(fronts: Sequence[Front], relations: Sequence[Relation]) -> tuple[str, ...]:
    """Which of ``map`` and ``graph`` there is anything for."""
    placed = any(spot.lat is not None and not spot.area for one in fronts for spot in one.places)
    tied = any(one.basis == "reported" and one.source.key != one.target.key for one in relations)
    return (("map",) if placed else ()) + (("graph",) if tied else ())


def relation_graph(relations: Sequence[Relation], language: Language, form: Form) -> bytes | None:
    """Who fights, besieges, backs and mediates: arrows by sign, as wide as they have events; None where nobody does."""
    try:
        import networkx as nx
    except ImportError:
        raise _missing() from None
    told = [one for one in relations if one.basis == "reported"]
    weight: dict[str, int] = {}
    for one in told:
        for party in (one.source, one.target):
            weight[party.key] = weight.get(party.key, 0) + len(one.events)
    kept = sorted(weight, key=lambda key: (-weight[key], key))[:_ACTORS]
    edges: dict[tuple[str, str, int], int] = {}
    labels: dict[str, str] = {}
    for one in told:
        if one.source.key in kept and one.target.key in kept and one.source.key != one.target.key:
            slot = (one.source.key, one.target.key, one.sign)
            edges[slot] = edges.get(slot, 0) + len(one.events)
            labels[one.source.key], labels[one.target.key] = (
                name(one.source, language),
                name(one.target, language),
            )
    if not edges:
        return None
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(sorted(labels))
    graph.add_edges_from((a, b) for a, b, _ in sorted(edges))
    # On a circle, those of one cluster side by side: names never cover one another.
    order = [key for part in sorted(nx.weakly_connected_components(graph), key=lambda p: (-len(p), min(p)))
             for key in sorted(part)]  # fmt: skip
    spots = {
        key: (math.cos(math.tau * at / len(order)), math.sin(math.tau * at / len(order)))
        for at, key in enumerate(order)
    }
    with _drawing() as (figure, axes):
        axes.axis("off")
        axes.margins(0.3, 0.12)
        for at, ((a, b, sign), count) in enumerate(sorted(edges.items())):
            colour, line = _SIGNS[sign]
            axes.annotate(
                "", xy=spots[b], xytext=spots[a],
                arrowprops={"arrowstyle": "-|>", "color": colour, "linestyle": line, "shrinkA": 12, "shrinkB": 14,
                            "linewidth": 0.8 + 0.4 * min(count, 8),
                            "connectionstyle": f"arc3,rad={-0.08 - 0.06 * (at % 3)}"},
            )  # fmt: skip
        for key in sorted(labels):
            x, y = spots[key]
            axes.scatter([x], [y], s=60, color="#2b3a4a", zorder=3)
            side = "left" if x > 0.2 else "right" if x < -0.2 else "center"
            axes.annotate(_broken(labels[key]), (x, y), xytext=(11 * x, 14 * y), textcoords="offset points",
                          ha=side, va="center", fontsize=8.5, zorder=4)  # fmt: skip
        said = {-1: {"en": "against", "ar": "ضد"}, 0: {"en": "talks or mediates", "ar": "تفاوض أو وساطة"},
                1: {"en": "backs", "ar": "دعم"}}  # fmt: skip
        for sign in sorted({sign for _, _, sign in edges}):
            colour, line = _SIGNS[sign]
            axes.plot([], [], color=colour, linestyle=line, label=said[sign][language])
        axes.legend(fontsize=8, frameon=False, loc="lower left")
        return _saved(figure, form)


def _broken(label: str) -> str:
    """A long name on two lines."""
    words = label.split()
    if len(label) <= 22 or len(words) < 3:
        return label
    half = (len(words) + 1) // 2
    return " ".join(words[:half]) + "\n" + " ".join(words[half:])


def _bar(axes: Axes, lat: float) -> None:
    """A bar of a round number of kilometres."""
    west, east = axes.get_xlim()
    south, north = axes.get_ylim()
    degree = 111.32 * math.cos(math.radians(lat))
    room = (east - west) * degree / 4
    power = 10 ** math.floor(math.log10(room))
    length = max(step * power for step in (1, 2, 5) if step * power <= room)
    x, y = west + 0.04 * (east - west), south + 0.04 * (north - south)
    axes.plot([x, x + length / degree], [y, y], color="#333333", linewidth=2, solid_capstyle="butt")
    axes.annotate(f"{length:g} km", (x, y), xytext=(0, 4), textcoords="offset points", fontsize=7.5)


@contextmanager
def _drawing() -> Iterator[tuple[Figure, Axes]]:
    """A figure that no window shows, in the font that comes with matplotlib and has Arabic letters."""
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError:
        raise _missing() from None
    with matplotlib.rc_context({
        "svg.hashsalt": "marsad", "svg.fonttype": "path", "font.family": "DejaVu Sans", "axes.edgecolor": "#bbbbbb",
    }):  # fmt: skip
        figure = Figure(figsize=(8, 5.4), layout="constrained")
        yield figure, figure.subplots()


def _saved(figure: Figure, form: Form) -> bytes:
    out = BytesIO()
    # Without a date the same picture gives the same bytes.
    figure.savefig(
        out, format=form, dpi=_DPI, metadata={"Date": None} if form == "svg" else {"Software": None}
    )
    return out.getvalue()


def _missing() -> OutputError:
    return OutputError(
        5, "maps and graphs need two more packages.",
        mend='Install them: pip install "marsad[brief]", or leave them out with --no-pictures.',
    )  # fmt: skip

"""Flows between municipalities, drawn where they lie: a map without a map.

In: flows. Out: a picture (SVG or PNG): a dot a municipality, a curved arrow a flow, thicker for more moves. A place
abroad of which only the country is known stands at that border. Draws no persona.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from peil.municipalities import municipalities, name_of
from rules.circulation import Flow
from rules.itineraries import country_of

Point = tuple[float, float]
_ABROAD: Mapping[str, Point] = {"BE": (4.7, 50.95), "DE": (7.3, 51.9)}
_INK, _LAND, _FLOW = "#1f2933", "#c8d0d8", "#b4531f"
_STRETCH = 1 / 0.62  # a degree of latitude is that much longer than one of longitude here


def draw_flows(found: Iterable[Flow], path: Path, title: str) -> None:
    """Draw all weeks' flows together into the file."""
    moves: Counter[tuple[str, str]] = Counter()
    for flow in found:
        moves[flow.origin, flow.destination] += flow.moves
    figure = Figure(figsize=(7, 8))
    axes = figure.add_subplot()
    _land(axes)
    for pair in sorted(moves):
        _arrow(axes, pair, moves[pair], max(moves.values()))
    for place in sorted({place for pair in moves for place in pair}):
        _name(axes, place)
    axes.set_title(title, color=_INK, fontsize=11, loc="left")
    axes.set_axis_off()
    axes.set_aspect(_STRETCH)
    with mpl.rc_context({"svg.hashsalt": "peil", "svg.fonttype": "none"}):
        figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else {}, bbox_inches="tight")


def point_of(place: str) -> Point | None:
    """Longitude and latitude; of a place abroad its country's border; None where neither is known."""
    found = municipalities().get(place)
    if found and found.lat is not None and found.lon is not None:
        return found.lon, found.lat
    return _ABROAD.get(country_of(place))


def _land(axes: Axes) -> None:
    points = [(one.lon, one.lat) for one in municipalities().values() if one.valid_to is None and one.lat and one.lon]
    axes.scatter([lon for lon, _ in points], [lat for _, lat in points], s=4, color=_LAND, zorder=1)


def _arrow(axes: Axes, pair: tuple[str, str], moves: int, most: int) -> None:
    start, end = point_of(pair[0]), point_of(pair[1])
    if start is None or end is None or start == end:
        return
    style = {"arrowstyle": "-|>", "connectionstyle": "arc3,rad=0.18", "color": _FLOW, "lw": 0.8 + 3.2 * moves / most}
    axes.annotate("", xy=end, xytext=start, arrowprops={**style, "alpha": 0.8, "shrinkA": 3, "shrinkB": 3}, zorder=2)
    label = ((start[0] + end[0]) / 2 - (end[1] - start[1]) * 0.09, (start[1] + end[1]) / 2 + (end[0] - start[0]) * 0.09)
    axes.text(*label, str(moves), fontsize=7, color=_FLOW, ha="center", va="center", zorder=3)


def _name(axes: Axes, place: str) -> None:
    if (point := point_of(place)) is not None:
        axes.scatter([point[0]], [point[1]], s=18, color=_INK, zorder=4)
        axes.annotate(
            name_of(place), point, xytext=(4, 4), textcoords="offset points", fontsize=8, color=_INK, zorder=5
        )

"""A displacement as a picture: the municipality, its neighbours, what the rest would give, and the placebo estimates.

In: a displacement with figures, a path ending in .svg or .png. Out: that file; the same figures give the same bytes.
"""

from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from peil.municipalities import name_of
from peil.records.displaced import Displacement
from rules.displacement.words import sentence, title

_HERE, _THERE, _REST, _PALE = "#0b5394", "#b45309", "#6b7280", "#d1d5db"
_FORMS = (".svg", ".png")


def may_be_drawn(path: Path) -> bool:
    """Whether the path ends as a picture that can be made."""
    return path.suffix.lower() in _FORMS


def draw(found: Displacement, path: Path) -> None:
    """Write the picture; Dutch, with its reading in one sentence below."""
    with mpl.rc_context({"svg.hashsalt": "peil", "svg.fonttype": "none", "font.size": 9}):
        figure = Figure(figsize=(9, 4.2), layout="constrained")
        weeks, placebo = figure.subplots(1, 2, width_ratios=(3, 1))
        _weeks(weeks, found)
        _placebo(placebo, found)
        figure.suptitle(title(found, "nl"), x=0.01, ha="left")
        figure.supxlabel(sentence(found, "nl"), x=0.01, ha="left", fontsize=8, wrap=True)
        figure.savefig(path, metadata={"Date": None} if path.suffix.lower() == ".svg" else {"Software": None}, dpi=150)


def _weeks(axes: Any, found: Displacement) -> None:
    days = [one.week for one in found.weeks]
    axes.plot(days, [one.target for one in found.weeks], "o-", color=_HERE, label=name_of(found.municipality))
    axes.plot(days, [one.ring for one in found.weeks], "s-", color=_THERE, label="de buren samen")
    axes.plot(
        days, [one.expected_ring for one in found.weeks], "--", color=_REST, label="buren naar de rest van het land"
    )
    axes.axvline(found.on, color="black", linewidth=0.8)
    axes.set_ylim(bottom=0)
    axes.set_ylabel("actieve profielen per week, naar dekking")
    axes.tick_params("x", rotation=40)
    axes.legend(frameon=False, fontsize=8)


def _placebo(axes: Any, found: Displacement) -> None:
    axes.set_title("elders en eerder", fontsize=9)
    if found.placebo is None or found.there is None:
        axes.set_axis_off()
        return
    axes.hist(found.placebo.drawn, bins=20, color=_PALE)
    axes.axvline(found.placebo.distance, color=_THERE)
    axes.set_xlabel("afwijking van de buren")
    axes.set_yticks([])

"""The statistics as one page: a plot and its table for each, with the coverage, nothing from outside.

In: tables. Out: HTML. Every plot has its figures beside it as a table.
"""

import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse}th,td{border:1px solid #999;padding:.2rem .5rem;text-align:left}"
    "figure{margin:0}svg{max-width:100%;height:auto}details{margin:.5rem 0}"
)
_MOST_LINES = 8


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a sentence, rows for the table, and lines for the plot (name -> week -> figure; empty: no plot)."""

    heading: str
    sentence: str
    rows: Sequence[Mapping[str, Any]]
    lines: Mapping[str, Mapping[date, float]]


def report(title: str, sections: Sequence[Section], language: str) -> str:
    """The page; the same sections give the same bytes."""
    body = "".join(_section(one) for one in sections)
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
    return (
        f'<!doctype html><html lang="{language}"><head>{head}</head><body><h1>{escape(title)}</h1>{body}</body></html>'
    )


def lines_of(rows: Sequence[Mapping[str, Any]], name: str, figure: str) -> dict[str, dict[date, float]]:
    """The rows as lines over the weeks, the largest ones."""
    lines: dict[str, dict[date, float]] = defaultdict(dict)
    for row in rows:
        lines[str(row[name])][row["week"]] = float(row[figure])
    largest = sorted(lines, key=lambda one: (-max(lines[one].values()), one))[:_MOST_LINES]
    return {one: lines[one] for one in sorted(largest)}


def _section(one: Section) -> str:
    plot = f'<figure role="img" aria-label="{escape(one.heading)}">{_plot(one)}</figure>' if one.lines else ""
    table = f"<details open><summary>{len(one.rows)}</summary>{_table(one.rows)}</details>" if one.rows else "<p>–</p>"
    return f"<section><h2>{escape(one.heading)}</h2><p>{escape(one.sentence)}</p>{plot}{table}</section>"


def _plot(one: Section) -> str:
    figure = Figure(figsize=(8, 3.2), layout="constrained")
    axes = figure.add_subplot()
    for (name, points), marker in zip(one.lines.items(), "osv^Dx+*", strict=False):
        weeks = sorted(points)
        axes.plot(weeks, [points[week] for week in weeks], marker=marker, markersize=4, label=name)  # type: ignore[arg-type]  # dates are plotted
    axes.set_ylim(bottom=0)
    axes.legend(fontsize=8, ncols=2, frameon=False)
    axes.tick_params(axis="x", rotation=30, labelsize=8)
    stream = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": "peil", "svg.fonttype": "none"}):
        figure.savefig(stream, format="svg", metadata={"Date": None})
    text = stream.getvalue()
    return text[text.index("<svg") :]


def _table(rows: Sequence[Mapping[str, Any]]) -> str:
    head = "".join(f"<th>{escape(str(name))}</th>" for name in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{_cell(value)}</td>" for value in row.values()) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: Any) -> str:
    return "–" if value is None else escape(str(value))

"""The picture of weeks and places, as numbers that an SVG needs; the table beside it says the same.

In: weeks. Out: places of marks and words. No style and no script in it: what it looks like is in the style sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from console.web.records.weeks import Weeks

_LEFT, _STEP, _ROW, _TOP, _LARGEST = 150, 28, 30, 24, 11
_HIGHEST = 120


@dataclass(frozen=True, slots=True)
class Mark:
    """A dot for the ads of a week in a place; its area goes with their number."""

    x: int
    y: int
    radius: float
    number: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of this width and height: names of places, first days of weeks, dots."""

    width: int
    height: int
    places: tuple[tuple[int, str], ...]
    weeks: tuple[tuple[int, date], ...]
    marks: tuple[Mark, ...]


def picture_of(weeks: Weeks) -> Picture:
    """Places from top to bottom, weeks from left to right."""
    across = [_LEFT + _STEP * n + _STEP // 2 for n in range(len(weeks.weeks))]
    down = [_TOP + _ROW * n + _ROW // 2 for n in range(len(weeks.rows))]
    marks = tuple(
        Mark(x, y, round(_LARGEST * (number / weeks.most) ** 0.5, 1), number)
        for y, (_place, numbers) in zip(down, weeks.rows, strict=True)
        for x, number in zip(across, numbers, strict=True)
        if number
    )
    return Picture(
        width=_LEFT + _STEP * len(across) + 10,
        height=_TOP + _ROW * len(down) + 8,
        places=tuple(zip(down, (place for place, _ in weeks.rows), strict=True)),
        weeks=tuple(zip(across[::4], weeks.weeks[::4], strict=True)),
        marks=marks,
    )


@dataclass(frozen=True, slots=True)
class Bars:
    """A picture of numbers side by side: (x, y, width, height) of each."""

    width: int
    height: int
    bars: tuple[tuple[int, int, int, int], ...]


def bars_of(numbers: Sequence[int]) -> Bars:
    """Bars from left to right, the largest number as high as the picture."""
    most = max(numbers, default=0) or 1
    heights = [round(_HIGHEST * number / most) for number in numbers]
    bars = tuple((_STEP * n, _HIGHEST - height, _STEP - 6, height) for n, height in enumerate(heights))
    return Bars(_STEP * len(numbers), _HIGHEST, bars)

"""Monitors: what about a run says that it did not see the site as it is usually seen.

In: what a run counted, its site's floors, the earlier complete runs. Out: one sentence for every monitor that fails;
none where the run can be trusted. Pure. A run that fails one is kept, marked short, and never read as disappearance.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from crawlers.manifest import Counts, Manifest
from crawlers.site_file import Floor

_FAILED_SHARE, _WALL_SHARE, _PHOTO_SHARE = 0.02, 0.2, 0.25
_FEWEST, _DRIFT = 5, 0.5
_PAST_RUNS = 8


@dataclass(frozen=True)
class Seen:
    """What a run came to: its counts, and in how many of its ads each field was found."""

    counts: Counts
    fields: Mapping[str, int]


def findings(seen: Seen, floor: Floor, earlier: Sequence[Manifest]) -> tuple[str, ...]:
    """A sentence for every monitor that fails, in a fixed order; `earlier` are the runs before, oldest first."""
    past = [one for one in earlier if one.state == "complete"][-_PAST_RUNS:]
    return (*_ads(seen.counts, floor, past), *_errors(seen.counts), *_fields(seen, floor, past))


def usual_of(earlier: Sequence[Manifest]) -> float | None:
    """The usual number of ads: the median over the last eight complete runs, None without one."""
    present = [one.counts.present for one in earlier if one.state == "complete"][-_PAST_RUNS:]
    return float(median(present)) if present else None


def usual_share(field: str, past: Sequence[Manifest]) -> float | None:
    """The median share (0 to 1) of the ads in which a field was found; None where no run before counted it."""
    told = [one for one in past if one.counts.present and field in one.fields]
    return median(one.fields[field] / one.counts.present for one in told) if told else None


def _ads(counts: Counts, floor: Floor, past: Sequence[Manifest]) -> Iterator[str]:
    usual = usual_of(past)
    if counts.present < floor.ads:
        yield f"{counts.present} ads seen, the floor is {floor.ads}"
    elif usual and counts.present < floor.share * usual:
        yield f"{counts.present} ads seen, usually {usual:.0f}"


def _errors(counts: Counts) -> Iterator[str]:
    if counts.failed > max(1, _FAILED_SHARE * counts.listed):
        yield f"{counts.failed} of {counts.listed} listed ads gave no answer to keep"
    if counts.not_public >= max(_FEWEST, _WALL_SHARE * counts.listed):
        yield f"{counts.not_public} of {counts.listed} listed ads were behind a wall"
    photos = counts.images + counts.images_known + counts.images_failed
    if counts.images_failed >= max(_FEWEST, _PHOTO_SHARE * photos):
        yield f"{counts.images_failed} of {photos} photos could not be fetched"


def _fields(seen: Seen, floor: Floor, past: Sequence[Manifest]) -> Iterator[str]:
    """Layout drift: a field that a site shows no longer, or shows elsewhere. What the site file says goes first."""
    for field, found in seen.fields.items():
        share = found / max(1, seen.counts.present)
        if field in floor.fields:
            if seen.counts.present and share < floor.fields[field]:
                yield f"`{field}` found in {_percent(share)} of ads, the floor is {_percent(floor.fields[field])}"
        elif (usual := usual_share(field, past)) and _drifted(seen.counts.present, found, usual):
            yield f"`{field}` found in {_percent(share)} of ads, usually {_percent(usual)}"


def _drifted(ads: int, found: int, usual: float) -> bool:
    """Less than half of the usual share, and so many ads without it that chance does not explain it."""
    return found < _DRIFT * usual * ads and usual * ads - found >= _FEWEST


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"

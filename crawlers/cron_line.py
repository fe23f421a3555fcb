"""A cron line as a site file has it, checked before anything is scheduled by it.

In: five fields. Out: nothing, or ValueError that names the field, what is wrong and what would be right. The clock that
reads the line takes whatever passes here.
"""

import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
# The name of each field, its least and greatest number, the names that stand for its numbers from the least on.
_FIELDS: tuple[tuple[str, int, int, tuple[str, ...]], ...] = (
    ("minute", 0, 59, ()),
    ("hour", 0, 23, ()),
    ("day", 1, 31, ()),
    ("month", 1, 12, _MONTHS),
    ("day of the week", 0, 7, _DAYS),
)
_PART = re.compile(r"(\*|\w+)(?:-(\w+))?(?:/(\d+))?")
_LONGEST = {4: 30, 6: 30, 9: 30, 11: 30, 2: 29}


def check_cron(line: str) -> str:
    """The line, its spaces folded; raises ValueError where it is no cron line, or none that ever comes."""
    fields = line.split()
    if len(fields) != len(_FIELDS):
        raise ValueError(
            f'{line!r} has {len(fields)} fields, five such as "15 4 * * *" (minute, hour, day, month, day of the week) '
            "would be right"
        )
    values = [_values(said.lower(), *field) for said, field in zip(fields, _FIELDS, strict=True)]
    if min(values[2]) > max(_LONGEST.get(month, 31) for month in values[3]):
        raise ValueError(f"{line!r} never comes, a day that its months have would be right")
    return " ".join(fields)


def _values(said: str, name: str, least: int, most: int, names: tuple[str, ...]) -> set[int]:
    found: set[int] = set()
    for part in said.split(","):
        match = _PART.fullmatch(part)
        span = _span(match, least, most, names) if match else None
        if span is None:
            shown = f"{least} to {most}" + (f" or {names[0]} to {names[-1]}" if names else "")
            raise ValueError(f"{part!r} is no {name}, {shown}, a-b, * or */n would be right")
        found.update(span)
    return found


def _span(match: re.Match[str], least: int, most: int, names: tuple[str, ...]) -> range | None:
    """The numbers of one part, None where it is none: a span backwards, a step wider than it, names beside numbers."""
    said_first, said_last, said_step = match.groups()
    if said_first == "*" and said_last:
        return None
    if said_last and said_first.isdigit() != said_last.isdigit():
        return None
    first = least if said_first == "*" else _number(said_first, least, names)
    last = most if said_first == "*" else _number(said_last or said_first, least, names)
    step = int(said_step or 1)
    if first is None or last is None or not least <= first <= last <= most:
        return None
    if said_step and not 1 <= step <= last - first:
        return None
    return range(first, last + 1, step)


def _number(said: str, least: int, names: tuple[str, ...]) -> int | None:
    if said in names:
        return names.index(said) + least
    return int(said) if said.isascii() and said.isdigit() else None

"""What commands print: JSON lines on standard output, progress and remarks on standard error.

In: values and sentences. Out: characters. Progress moves on a terminal and is a plain line elsewhere.
"""

import json
import sys
from collections.abc import Iterable
from typing import Any

from rich.console import Console

screen = Console(highlight=False, soft_wrap=True)
remarks = Console(stderr=True, highlight=False, soft_wrap=True)


def print_line(value: Any) -> None:
    """One JSON value on a line of its own, UTF-8 as it is."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def print_lines(values: Iterable[Any]) -> None:
    """One JSON value a line."""
    for value in values:
        print_line(value)
    sys.stdout.flush()


def print_bytes(parts: Iterable[bytes]) -> None:
    """Lines that are encoded already."""
    sys.stdout.flush()
    for part in parts:
        sys.stdout.buffer.write(part)
    sys.stdout.buffer.flush()


def remark(sentence: str) -> None:
    """A sentence for the person at the terminal, away from what a machine may read."""
    remarks.print(sentence, markup=False)

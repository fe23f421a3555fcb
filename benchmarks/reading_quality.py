"""Precision and recall of reading numbers on ads composed anew from a seed: disguised numbers, and decoys.

`python -m benchmarks.reading_quality [ADS] [SEED] [SHOWN]` prints the figures, and the first failures. It is no test.
"""

import random
import sys
from collections import Counter

from benchmarks.decoys import decoy_ad
from benchmarks.disguises import Written, written_ad
from enrichment.phones import read_phones

DECOYS = 0.35


def main() -> None:
    number, seed, shown = (int(word) for word in (*sys.argv[1:], *("2000", "1", "20")[len(sys.argv) - 1 :]))
    dice = random.Random(seed)
    seen = Counter[str]()
    for _ in range(number):
        written = decoy_ad(dice) if dice.random() < DECOYS else written_ad(dice)
        found = links(written)
        right = found & written.numbers
        seen += Counter(right=len(right), wrong=len(found - right), missed=len(written.numbers - right))
        if found != written.numbers and shown > 0:
            shown -= 1
            print(_failure(written, found))
    print(_figures(seed, number, seen))


def links(written: Written) -> set[str]:
    """The numbers that the reader would join on."""
    return {phone.e164 for phone in read_phones(written.ad) if phone.use == "links"}


def _failure(written: Written, found: set[str]) -> str:
    ad = written.ad
    return f"{ad.country} {written.how}: {ad.title!r} {ad.text!r} found {sorted(found)}, is {sorted(written.numbers)}"


def _figures(seed: int, number: int, seen: Counter[str]) -> str:
    precision = seen["right"] / (seen["right"] + seen["wrong"])
    recall = seen["right"] / (seen["right"] + seen["missed"])
    return (
        f"seed {seed}: {number} ads, precision {precision:.4f} ({seen['wrong']} wrong), recall {recall:.4f}"
        f" ({seen['missed']} missed of {seen['right'] + seen['missed']})"
    )


if __name__ == "__main__":
    main()

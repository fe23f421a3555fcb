"""Readings of broken words: the labelled corpora, torn, glued and sown with odd characters, from a seed.

`python -m benchmarks.fuzz_reading [SEED] [SECONDS]` reads such ads until the time (of the processor) is over, checks
what must hold of every reading, and prints how many there were and how long the slowest took. It stops at the first
that fails.
"""

import json
import random
import sys
import time
from pathlib import Path

from enrichment.read import read_ad
from peil.municipalities import is_known
from peil.records.read import AdText, Reading

CASES = Path(__file__).parents[1] / "tests" / "cases"
ODD = [
    "\x00", "\u200d", "İ", "ſ", "ﬁ", "𝟎", "６", "½", "①", "٣", "\u202e", "\ud83d", "é", "e\u0301", "\t", "\r\n", "\n",
    "…", "’", "“", "/", "//", "..", "--", "()", "[", "€", "£", "%", "&amp;", "&#48;", "<b>", "\\", "🔟", "0️⃣",
]  # fmt: skip
SCRAPS = [*ODD, *"0123456789 abcuirn.,-"]
COUNTRIES = ("NL", "NL", "BE", "DE")


def texts() -> list[str]:
    """The words of the labelled corpora."""
    rows = (json.loads(line) for path in sorted(CASES.glob("*.jsonl")) for line in path.open(encoding="utf-8"))
    found = [(row.get("ad") or row).get("text") for row in rows]
    return [text for text in found if isinstance(text, str) and text]


def torn(dice: random.Random, text: str) -> str:
    """A text with up to eight characters lost, sown or doubled."""
    chars = list(text)
    for _ in range(dice.randint(0, 8)):
        at = dice.randrange(len(chars) + 1)
        part = dice.choice(([], [dice.choice(ODD)], chars[at : at + dice.randint(1, 30)]))
        chars[at : at + (not part)] = part
    return "".join(chars)


def an_ad(dice: random.Random, corpus: list[str]) -> AdText:
    """An ad of torn words, of words from anywhere, or of scraps."""
    some = [dice.choice(corpus) for _ in range(dice.randint(1, 4))]
    words = [word for text in some for word in text.split()]
    dice.shuffle(words)
    text = dice.choice((torn(dice, some[0]), " ".join(words), "".join(dice.choices(SCRAPS, k=dice.randint(0, 400)))))
    city, price = dice.choice(("", words[0] if words else "")), dice.choice(((), (torn(dice, "€ 150 per uur"),)))
    return AdText("1", dice.choice(COUNTRIES), torn(dice, some[0])[:80], text, city=city, price=price)


def holds(reading: Reading) -> bool:
    """What must be so whatever the words are."""
    places = [*((reading.place,) if reading.place else ()), *reading.places]
    named = [place.gm for place in places if place.gm]
    return (
        all((place.certainty in ("exact", "likely")) == bool(place.gm) for place in places)
        and all(gm.startswith(("BE:", "DE:")) or is_known(gm) for gm in named)
        and len(set(named)) == len(named)
        and all(0 <= price.cents <= 2_000_000 for price in reading.prices)
        and (reading.age is None or 0 < reading.age < 100)
    )


def main() -> None:
    seed, seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 1, float(sys.argv[2]) if len(sys.argv) > 2 else 60
    dice, corpus = random.Random(seed), texts()
    end, count, longest = time.process_time() + seconds, 0, 0.0
    while (started := time.process_time()) < end:
        ad = an_ad(dice, corpus)
        if not holds(read_ad(ad)):
            sys.exit(f"seed {seed}, ad {count}: {ad!r}")
        count, longest = count + 1, max(longest, time.process_time() - started)
    print(f"seed {seed}: {count:,} ads read, none failed; the slowest took {longest * 1000:.0f} ms")


if __name__ == "__main__":
    main()

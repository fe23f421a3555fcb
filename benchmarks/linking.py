"""How well and how fast `peil link` joins ads, on an invented market that is another with every seed.

    python -m benchmarks.linking [ADS] [SEED] [--other] [--strict]

`--other` draws from a second market, of another hand. Prints figures as JSON: pairs and B-cubed against the truth,
what welds, CPU seconds and memory of the whole command, and, in the same run, how union-find over all identifiers
does. Judges nothing.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.linking_market import Market
from benchmarks.linking_other_market import Market as OtherMarket

Groups = Sequence[object]


def pairwise(truth: Groups, found: Groups) -> dict[str, float]:
    """Precision, recall and F1 over pairs of ads in one group."""

    def count(groups: Counter) -> int:
        return sum(size * (size - 1) // 2 for size in groups.values())

    both = count(Counter(zip(truth, found, strict=True)))
    precision, recall = both / (count(Counter(found)) or 1), both / (count(Counter(truth)) or 1)
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / ((precision + recall) or 1)}


def b_cubed(truth: Groups, found: Groups) -> float:
    """F1 of B-cubed precision and recall: how pure and how whole the group of an ad is, on average."""
    both, real, made = Counter(zip(truth, found, strict=True)), Counter(truth), Counter(found)
    precision = sum(n * n / made[group] for (_, group), n in both.items()) / len(truth)
    recall = sum(n * n / real[group] for (group, _), n in both.items()) / len(truth)
    return 2 * precision * recall / (precision + recall)


def welded(tags: Sequence[set[str]], tag: str, truth: Groups, found: Groups) -> float:
    """The share of ads with a tag that share a cluster with an ad of somebody else."""
    owners: dict[object, set[object]] = {}
    for group, owner in zip(found, truth, strict=True):
        owners.setdefault(group, set()).add(owner)
    marked = [group for group, each in zip(found, tags, strict=True) if tag in each]
    return sum(len(owners[group]) > 1 for group in marked) / max(1, len(marked))


def union_find(ads: Sequence[Mapping]) -> list[int]:
    """The naive peer: whoever shares any value is one."""
    above = list(range(len(ads)))

    def top(item: int) -> int:
        while above[item] != item:
            above[item] = above[above[item]]
            item = above[item]
        return item

    first: dict[object, int] = {}
    for place, ad in enumerate(ads):
        account = [(ad["site"], ad["account"])] if ad["account"] else []
        for value in [*ad["phones"], *(image["pdq"] for image in ad["images"]), *account]:
            above[top(place)] = top(first.setdefault(value, place))
    return [top(place) for place in range(len(ads))]


def run(file: Path, *options: str) -> tuple[list[str], dict[str, float]]:
    """The clusters, line by line, and what the command used."""
    with tempfile.TemporaryFile() as out:
        command = [sys.executable, "-m", "console.cli", "link", str(file), *options]
        process = subprocess.Popen(command, stdout=out)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        clusters = [json.loads(line)["cluster"] for line in out]
    return clusters, {"cpu_s": used.ru_utime + used.ru_stime, "memory_gb": used.ru_maxrss / 1e6}


def main(count: int = 100_000, seed: int = 1, *options: str) -> None:
    market = (OtherMarket if "--other" in options else Market)(seed, count)
    options = tuple(option for option in options if option != "--other")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ads.jsonl"
        file.write_text("".join(json.dumps(ad) + "\n" for ad in market.ads))
        found, used = run(file, *options)
    naive = union_find(market.ads)
    figures = {
        "ads": count,
        "operators": len(set(market.truth)),
        "clusters": len(set(found)),
        **pairwise(market.truth, found),
        "b_cubed": b_cubed(market.truth, found),
        **{f"{tag} welds": welded(market.tags, tag, market.truth, found) for tag in sorted(set().union(*market.tags))},
        **used,
        "union_find_f1": pairwise(market.truth, naive)["f1"],
        "union_find_b_cubed": b_cubed(market.truth, naive),
    }
    print(json.dumps({name: round(value, 4) for name, value in figures.items()}, indent=2))


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    main(*numbers, *(argument for argument in sys.argv[1:] if argument.startswith("--")))

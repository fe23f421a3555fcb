"""A weak bridge between two groups: cut, and both sides say why."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from enrichment.linking.explaining import Explainer
from enrichment.linking.linker import DEFAULTS, join
from enrichment.linking.mentions import mentions_of
from peil.records.joined import LinkAd

CASE = Path(__file__).parents[2] / "cases/linking/two_houses_one_mistyped_number.json"


def test_two_houses_that_one_mistyped_number_ties_both_say_why_it_does_not(
    make_ad: Callable[[Mapping[str, Any]], LinkAd],
) -> None:
    case = json.loads(CASE.read_text())
    explainer = Explainer(join(mentions_of([make_ad(cell) for cell in case["ads"]], DEFAULTS), (), DEFAULTS))
    ours, theirs = (explainer.whole(ads[0]).unused for ads in case["clusters"])
    assert [(each.kind, each.ads, each.elsewhere) for each in ours] == [("phone", ("a0-last",), 9)]
    assert "taken for a slip of the pen" in ours[0].why
    assert [(each.kind, each.value, each.elsewhere) for each in theirs] == [("phone", ours[0].value, 1)]
    assert "taken for a slip of the pen, which ties nobody" in theirs[0].why

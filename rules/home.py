"""Whether a cluster is one person who works from home.

In: counted sightings of the whole cluster and its sign kinds. Out: yes, perhaps (nobody said), or no.
"""

from collections.abc import Collection, Sequence
from typing import Literal

from rules import personas
from rules.seen import Seen

HomeWorker = Literal["yes", "perhaps", "no"]
OF_A_BUSINESS = frozenset({"staff", "vacancy", "reception", "several_persons", "payment"})


def home_worker(counted: Sequence[Seen], kinds: Collection[str], at_most: int) -> HomeWorker:
    """Whether at most so many personas work from home, without a business's signs and without out-call."""
    if not counted or personas.count(counted) > at_most or OF_A_BUSINESS & set(kinds):
        return "no"
    said = {one.ad.home for one in counted}
    if False in said or any(one.ad.setting == "outcall" for one in counted):
        return "no"
    return "yes" if True in said else "perhaps"

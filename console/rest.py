"""The rest of the line after the last crawl of a round, once for all sites: intake to flags, then publishing.

In: the ledger. Out: what was done, in words. What a worker that died on the way left undone is done by the next.
"""

from collections.abc import Iterator
from datetime import datetime

from console.pipeline import take_through
from console.projection import publish_or_say
from ledger.steps import note_step, step_done_at
from ledger.turns import last_finished
from peil import __version__
from peil.settings import Settings

_STEP = "rest"


def rest_waits() -> bool:
    """Whether a turn was finished since the rest was last done."""
    finished, done = last_finished(), step_done_at(_STEP)
    return finished is not None and (done is None or finished > done)


def do_the_rest(deployment: Settings, at: datetime) -> Iterator[str]:
    """Take what was crawled through to flags and publish it; a line a step."""
    for done in take_through(deployment.runs, at):
        yield f"{done.step}: {done.did}"
    yield publish_or_say(deployment)
    note_step(_STEP, __version__, at)

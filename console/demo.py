"""Where the demo lives: a folder, a ledger and index names of its own, away from anything real.

In: a folder. Out: settings for it; and its documents in Elasticsearch under the prefix `demo-peil`.
"""

from pathlib import Path

from console.play import DEMO_MARK, Played
from console.projection import HOW_TO_GET, in_words, publish_all
from index.client import find_access
from index.names import Names
from peil.errors import PeilError, SourceError
from peil.settings import Settings, settings

# No role or data view of a real deployment matches it: those begin with `peil-`.
DEMO_NAMES = Names(prefix="demo-peil")


def demo_deployment(folder: Path | None) -> Settings:
    """The settings of this deployment with the demo's own folder and an embedded ledger in it.

    Raises SourceError where the folder holds something that no demo put there: a demo begins by emptying it.
    """
    place = folder or settings().data / "demo"
    if place.exists() and any(place.iterdir()) and not (place / DEMO_MARK).exists():
        raise SourceError("this folder is not a demo's", where=str(place), mend="name an empty or new folder")
    return settings().model_copy(update={"data": place, "database": ""})


def publish_demo(played: Played) -> str:
    """Publish the demo's documents anew where an Elasticsearch is known; a line that says so, or how to get one."""
    if find_access(settings()) is None:
        return f"Not published: no Elasticsearch is set and none runs here; {HOW_TO_GET}."
    try:
        with played.timed("publish"):
            return in_words(publish_all(settings(), rebuild=True, names=DEMO_NAMES))
    except PeilError as error:
        return f"Not published: {error.sentence()}."

"""The ledger's documents to Elasticsearch, where one is reachable; a line that says how to get one where not.

In: the settings. Out: what was published, in words.
"""

from elasticsearch import Elasticsearch

from index.client import Access, connect, find_access, greet
from index.names import Names
from index.project import publish
from index.report import PublishReport
from peil.errors import OutsideError
from peil.settings import Settings

HOW_TO_GET = "start one with `make elasticsearch`, or set PEIL_ELASTICSEARCH"
NAMES = Names()


def publish_all(
    deployment: Settings, *, rebuild: bool = False, retry_dead: bool = False, names: Names = NAMES
) -> PublishReport:
    """Publish what is new, or with `rebuild` everything; raises OutsideError where there is no Elasticsearch."""
    return publish(client_of(deployment), names, rebuild=rebuild, retry_dead=retry_dead)


def publish_or_say(deployment: Settings) -> str:
    """Publish where an Elasticsearch is known; a sentence either way. One that is set and down raises OutsideError."""
    if find_access(deployment) is None:
        return f"not published: no Elasticsearch is set and none runs here; {HOW_TO_GET}"
    return in_words(publish_all(deployment))


def client_of(deployment: Settings) -> Elasticsearch:
    """A client of the Elasticsearch that is set; raises OutsideError where there is none or it does not answer."""
    access = find_access(deployment)
    if access is None:
        raise OutsideError("no Elasticsearch is set and none runs here", where="elasticsearch", mend=HOW_TO_GET)
    client = connect(access)
    greet(client)
    return client


def in_words(report: PublishReport) -> str:
    """The report in one sentence, and a line for each thing amiss."""
    done = ", ".join(f"{report.total(outcome)} {outcome}" for outcome in ("written", "removed", "unchanged"))
    return "\n".join([f"published to Elasticsearch: {done}", *(report.lines() if not report.complete else [])])


def reachable(deployment: Settings) -> Access | None:
    """The Elasticsearch that answers, if any."""
    access = find_access(deployment)
    if access is None:
        return None
    greet(connect(access))
    return access

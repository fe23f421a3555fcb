"""The door to the ledger: what it has to publish goes to Elasticsearch.

In: a client. Out: a report. Reads records and cursors through ledger.publishing alone.
"""

from elasticsearch import Elasticsearch

from index.feed import Feed
from index.names import Names
from index.publishing import NAMES, publish_feed
from index.rebuild import rebuild_feed
from index.report import PublishReport
from ledger import publishing


def publish(
    client: Elasticsearch, names: Names = NAMES, *, rebuild: bool = False, retry_dead: bool = False
) -> PublishReport:
    """Publish what is new, or with `rebuild` everything into new indices that then take the place of the old.

    With `retry_dead` what was refused before is offered again (a rebuild does so anyway).
    Raises OutsideError (exit 3) when Elasticsearch cannot be reached or takes nothing; the ledger is unharmed.
    """
    feed: Feed = publishing
    return rebuild_feed(client, feed, names) if rebuild else publish_feed(client, feed, names, retry_dead=retry_dead)

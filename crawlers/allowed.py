"""Whether a site may be crawled at all, before anything is asked of it.

In: a site file, mandates, a contact address. Out: nothing, or a refusal in one sentence.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from crawlers.hosts import is_loopback
from crawlers.mandate import check_mandate
from crawlers.site_file import SiteFile
from peil.errors import RefusedError
from peil.records.seen import Mandate


def check_allowed(site: SiteFile, mandates: Sequence[Mandate], contact: str) -> None:
    """Return when all hosts are loopback, or under a mandate of today and a contact is named; else RefusedError."""
    check_mandate(site.site.hosts, mandates, datetime.now(UTC).date())
    public = [host for host in site.site.hosts if not is_loopback(host)]
    if public and not contact:
        mend = "set PEIL_CONTACT to an address that its owner can write to"
        raise RefusedError("no contact address is set", ground="charter 2", where=public[0], mend=mend)

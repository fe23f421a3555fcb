"""What every command that needs the ledger starts with: the settings, the open ledger, the moment."""

from datetime import UTC, datetime

from ledger.database import open_ledger
from peil.settings import Settings, settings


def opened() -> Settings:
    """The settings of this deployment, with its ledger open in this process."""
    found = settings()
    open_ledger(found.database_url)
    return found


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)

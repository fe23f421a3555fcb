"""Where all crawls of one user on this machine meet, whatever folder their runs go to.

In: the settings. Out: a folder for the locks of sites and the turns at hosts, None where none can be made: crawls then
know of each other only within a folder of runs.
"""

import os
import re
from pathlib import Path

from crawlers.hosts import turn_name
from crawlers.site_file import SiteFile
from peil.settings import settings

_UNNAMED = re.compile(r"[^a-z0-9@.-]")


def shared_folder() -> Path | None:
    """The folder, made where it is not there."""
    folder = settings().turns_folder
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def site_file_name(site: SiteFile) -> str:
    """The name of the lock of a site: its own and the host where a crawl of it starts."""
    return _UNNAMED.sub("_", f"{site.site.name}@{turn_name(site.site.start[0])}")

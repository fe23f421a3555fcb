"""What Scrapy is told when a site needs a browser.

In: the site's hosts and the time a page may take. Out: settings. Imports no browser: a crawl without one never does.
"""

from collections.abc import Sequence
from typing import Any

from crawlers.chromium import MISSING, find_chromium, launch_flags
from crawlers.hosts import host_name
from crawlers.sandbox import launcher, sandbox_works
from peil.errors import OutsideError

_NAVIGATION_S, _DOWNLOAD_S = 15.0, 3.0


def browser_settings(hosts: Sequence[str], timeout_s: float) -> dict[str, Any]:
    """What Scrapy needs to draw pages; raises OutsideError where there is no Chromium."""
    path = find_chromium()
    if path is None:
        raise OutsideError(MISSING, permanent=True)
    return {
        "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), "crawlers.browser.BrowserHandler"),
        "PLAYWRIGHT_LAUNCH_OPTIONS": {
            "executable_path": str(launcher(path)),
            "headless": True,
            "chromium_sandbox": sandbox_works(path),
            "args": launch_flags([host_name(host) for host in hosts]),
        },
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": 1000 * min(_NAVIGATION_S, timeout_s),
        "PLAYWRIGHT_DOWNLOAD_TIMEOUT": 1000 * _DOWNLOAD_S,
        "PLAYWRIGHT_ABORT_REQUEST": "crawlers.browser.abort_everything",
        "PLAYWRIGHT_PROCESS_REQUEST_HEADERS": None,
    }

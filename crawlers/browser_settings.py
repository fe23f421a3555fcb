"""What Scrapy is told when a site needs a browser.

In: nothing but this machine. Out: settings. Imports no browser: a crawl without one never does.
"""

from typing import Any

from crawlers.chromium import FLAGS_NOT_WANTED, LAUNCH_FLAGS, MISSING, find_chromium
from crawlers.sandbox import launcher, sandbox_works
from peil.errors import OutsideError


def browser_settings() -> dict[str, Any]:
    """What Scrapy needs to draw pages; raises OutsideError where there is no Chromium."""
    path = find_chromium()
    if path is None:
        raise OutsideError(MISSING, permanent=True)
    return {
        "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), "crawlers.browser.BrowserHandler"),
        "BROWSER_LAUNCH": {
            "executable_path": str(launcher(path)),
            "headless": True,
            "chromium_sandbox": sandbox_works(path),
            "args": list(LAUNCH_FLAGS),
            "ignore_default_args": list(FLAGS_NOT_WANTED),
        },
    }

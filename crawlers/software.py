"""What made a run, by name and version.

In: how the site is rendered. Out: the versions that a manifest tells.
"""

import platform
from importlib.metadata import version

from peil import __version__

_HTML = ("scrapy", "twisted", "warcio", "lxml")
_BROWSER = ("playwright",)


def software(render: str) -> dict[str, str]:
    """Names and versions of what a crawl runs on."""
    names = _HTML + (_BROWSER if render == "browser" else ())
    return {"peil": __version__, "python": platform.python_version()} | {name: version(name) for name in names}

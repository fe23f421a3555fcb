"""What a browser is given of an answer: the same page, under a policy of ours as well as its own.

In: a page as it was answered. Out: the headers that go with it to the browser. The policy forbids what no reading
needs: forms, windows, dialogs, downloads, workers, plug-ins, sockets. Pure.
"""

from crawlers.page import Page

POLICY = (
    "sandbox allow-scripts allow-same-origin; form-action 'none'; worker-src 'none'; object-src 'none'; "
    "connect-src http: https: data: blob:"
)
# Framing that is undone by now; what would have the browser ask or tell somebody something; what forbids a sandbox.
_LEFT_OUT = frozenset(
    {
        "alt-svc",
        "clear-site-data",
        "connection",
        "content-encoding",
        "content-length",
        "content-security-policy-report-only",
        "cross-origin-embedder-policy",
        "cross-origin-opener-policy",
        "keep-alive",
        "link",
        "nel",
        "report-to",
        "reporting-endpoints",
        "strict-transport-security",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
_TEXTS = ("text/html", "application/xhtml+xml", "")


def given_headers(page: Page) -> dict[str, str]:
    """The headers for the browser, names in small letters; cookies stay on lines of their own."""
    given = {
        name: value if name == "set-cookie" else value.replace("\n", ", ")
        for name, value in page.headers.items()
        if name not in _LEFT_OUT
    }
    own = given.get("content-security-policy")
    return {**given, "content-security-policy": f"{own}, {POLICY}" if own else POLICY}


def is_file(page: Page) -> bool:
    """Whether the answer is one to save, not one to show."""
    return page.headers.get("content-disposition", "").strip().lower().startswith("attachment")


def is_drawn(page: Page) -> bool:
    """Whether a browser makes more of the answer than is there: it went well, and is a text or says nothing of that."""
    kind = page.headers.get("content-type", "").partition(";")[0].strip().lower()
    return 200 <= page.status < 300 and page.status != 204 and kind in _TEXTS

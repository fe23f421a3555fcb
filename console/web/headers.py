"""Headers of every answer: what the page may load (its own files, nothing inline), and that nobody keeps it.

In: an answer. Out: the same with a policy, unless the view gave a narrower one of its own.
"""

from django.http import HttpRequest, HttpResponseBase
from django.utils.deprecation import MiddlewareMixin

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# For a kept page in a frame: its own colours and photos, no script, no request (charter 14).
INERT_POLICY = (
    "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
_NOT_NEEDED = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"


class Headers(MiddlewareMixin):
    """Adds what is missing."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer with its policy; pages are not kept by anybody, static files may be."""
        response.headers.setdefault("Content-Security-Policy", _POLICY)
        response.headers.setdefault("Permissions-Policy", _NOT_NEEDED)
        response.headers.setdefault("X-Robots-Tag", "noindex, nofollow, noarchive")
        if not request.path.startswith("/static/"):
            response.headers["Cache-Control"] = "no-store"
        return response

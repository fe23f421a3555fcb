"""What goes wrong in a page, told: an error that a person can mend is its sentence; any other is an event in the log.

In: an exception out of a view. Out: a page with the sentence and a fitting status, or nothing (then Django's own 500).
The log carries the kind of the exception and its place in the code, never what it says.
"""

import traceback

import structlog
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin

from peil.errors import OutsideError, PeilError, RefusedError, SourceError

_STATUS = ((RefusedError, 403), (SourceError, 400), (OutsideError, 503))
_ANSWERS = (Http404, PermissionDenied, SuspiciousOperation)  # Django answers these with 404, 403 and 400
_log = structlog.get_logger("console.web")


class Mishaps(MiddlewareMixin):
    """Answers for exceptions."""

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page for a PeilError; None, and an event, for what nobody foresaw."""
        if isinstance(exception, PeilError):
            status = next((code for kind, code in _STATUS if isinstance(exception, kind)), 500)
            return render(request, "web/mishap.html", {"error": exception, "status": status}, status=status)
        if isinstance(exception, _ANSWERS):
            return None
        place = traceback.extract_tb(exception.__traceback__)[-1]
        _log.error("page failed", kind=type(exception).__name__, file=place.filename, line=place.lineno)
        return None

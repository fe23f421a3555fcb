"""Sessions that end: after half an hour without a request, and after twelve hours whatever happens.

In: a request with a session. Out: the request, signed out where its time is over. The session is written once a minute
at most, so that looking costs no writing.
"""

from datetime import timedelta

from django.contrib.auth import logout
from django.http import HttpRequest
from django.utils.deprecation import MiddlewareMixin

from console.deployment import now

IDLE, WHOLE, NOTED = timedelta(minutes=30), timedelta(hours=12), timedelta(minutes=1)


class Ending(MiddlewareMixin):
    """Ends sessions."""

    def process_request(self, request: HttpRequest) -> None:
        """Sign out whoever was away for too long, else note that they were here."""
        if not request.user.is_authenticated:
            return
        at = now().timestamp()
        began, last = request.session.setdefault("began", at), request.session.setdefault("last", at)
        if at - last > IDLE.total_seconds() or at - began > WHOLE.total_seconds():
            logout(request)
        elif at - last > NOTED.total_seconds():
            request.session["last"] = at

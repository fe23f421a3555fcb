"""The police liaison's urgent list, and the page of one of its clusters (charter 18)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from console.web.page import page, user_of
from console.web.pages.clusters import decided, draw, purpose_of
from console.web.records.urgent import cluster_for_urgent, urgent_lines
from console.web.records.whole import note_whole_view
from console.web.roles import Right


@page(Right.URGENT)
def urgent(request: HttpRequest) -> HttpResponse:
    """What has to be looked at within a day, the longest waiting first."""
    return render(request, "web/urgent.html", {"lines": urgent_lines(user_of(request))})


@page(Right.URGENT)
def cluster(request: HttpRequest, cluster: str) -> HttpResponse:
    """What it is; numbers masked, no photos."""
    return draw(request, cluster_for_urgent(user_of(request), cluster))


@page(Right.URGENT, "POST")
def whole(request: HttpRequest, cluster: str) -> HttpResponse:
    """The same unmasked, for a purpose that is kept."""
    seen = cluster_for_urgent(user_of(request), cluster)
    note_whole_view(seen, purpose_of(request).said())
    return draw(request, seen, whole=True)


@page(Right.URGENT, "POST")
def decide(request: HttpRequest, cluster: str) -> HttpResponse:
    """Confirm, dismiss, or take back what a supervisor called urgent."""
    seen = cluster_for_urgent(user_of(request), cluster)
    return redirect("urgent") if decided(request, seen) else draw(request, seen, status=409)

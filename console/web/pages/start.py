"""The first page of each role, and the pages for what may not be seen or is not there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from console.web.page import page
from console.web.roles import Right
from peil.municipalities import name_of


@page(Right.START)
def start(request: HttpRequest) -> HttpResponse:
    """Who is signed in, for which municipality, and where this role goes from here."""
    return render(request, "web/start.html", {"municipality": name_of(getattr(request.user, "municipality", ""))})


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return render(request, "web/refused.html", status=403)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not there, or not this municipality's; which of the two is not said."""
    return render(request, "web/missing.html", status=404)

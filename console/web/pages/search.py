"""Search: sent as a form, so that no number stands in an address or in anybody's list of visited pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from console.web.forms import SearchForm
from console.web.page import page, user_of
from console.web.records.searching import clusters_found
from console.web.roles import Right


@page(Right.REVIEW, "GET", "HEAD", "POST")
def search(request: HttpRequest) -> HttpResponse:
    """Clusters of the own municipality that show an identifier."""
    form = SearchForm(request.POST)
    found = clusters_found(user_of(request), form.cleaned_data["words"]) if form.is_valid() else None
    return render(request, "web/search.html", {"found": found})

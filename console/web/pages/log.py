"""The audit chain for the auditor: who did what and why, and whether it holds."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from console.web.forms import LogForm
from console.web.page import page, user_of
from console.web.records.log import log_rows
from console.web.roles import Right


@page(Right.LOG)
def log(request: HttpRequest) -> HttpResponse:
    """The latest entries, filtered by who and what; a page at a time."""
    form = LogForm(request.GET)
    form.is_valid()
    who, what = (str(form.cleaned_data.get(name) or "") for name in ("wie", "wat"))
    shown, broken = log_rows(user_of(request), who, what, form.cleaned_data.get("blad") or 1)
    return render(request, "web/log.html", {"shown": shown, "broken": broken, "who": who, "what": what})

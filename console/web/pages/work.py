"""The work list, and taking a flag on."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from console.web.forms import FilterForm
from console.web.page import page, user_of
from console.web.records.reviewing import closed_to_review
from console.web.records.work import assign, counts_by_rule, work_lines
from console.web.roles import Right

_LAST = "work-list"


@page(Right.REVIEW)
def work(request: HttpRequest) -> HttpResponse:
    """Flags that wait for a word, as the address filters them."""
    form, user = FilterForm(request.GET), user_of(request)
    wanted = form.wanted()
    shown, lines = work_lines(user, wanted)
    if request.session.get(_LAST) != request.get_full_path():
        request.session[_LAST] = request.get_full_path()
    by_rule = counts_by_rule(user)
    kept = {name: value for name, value in request.GET.items() if name in form.fields and name != "blad" and value}
    told = {
        "wanted": wanted, "shown": shown, "lines": lines, "by_rule": by_rule, "kept": urlencode(kept),
        "total": sum(count for _rule, _title, count in by_rule), "closed": closed_to_review(user),
    }  # fmt: skip
    return render(request, "web/work.html", told)


@page(Right.REVIEW, "POST")
def take_on(request: HttpRequest, flag: str) -> HttpResponse:
    """Take a flag on, or let it go."""
    assign(user_of(request), flag, to_me=request.POST.get("to") == "me")
    return redirect(back_to_list(request))


def back_to_list(request: HttpRequest) -> str:
    """The work list as it was last filtered."""
    last = str(request.session.get(_LAST, "/werklijst/"))
    return last if url_has_allowed_host_and_scheme(last, allowed_hosts=None) else "/werklijst/"

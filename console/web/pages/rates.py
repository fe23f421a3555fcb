"""How the rules fare, and lifting a suspension."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from console.web.forms import LiftForm
from console.web.page import page, user_of
from console.web.records.rates import lift_suspension, rates_to_watch
from console.web.roles import Right
from peil.errors import SourceError


@page(Right.SETTINGS, "GET", "HEAD", "POST")
def rates(request: HttpRequest) -> HttpResponse:
    """Error rates by rule and municipality; a POST lifts a suspension."""
    user = user_of(request)
    if request.method != "POST":
        return render(request, "web/rates.html", {"lines": rates_to_watch(user)})
    form = LiftForm(request.POST)
    if not form.is_valid():
        raise SourceError("lifting a suspension has a rule and a reason", mend="give both")
    lift_suspension(user, form.cleaned_data)
    return redirect("rates")

"""The own municipality: what waits, what is on record, how many ads stood week by week."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from console.web.drawing import bars_of
from console.web.page import page, user_of
from console.web.records.municipality import on_record, weeks_here
from console.web.records.reviewing import closed_to_review
from console.web.records.work import counts_by_rule
from console.web.roles import Right
from peil.municipalities import name_of


@page(Right.REVIEW)
def municipality(request: HttpRequest) -> HttpResponse:
    """Figures, each with its coverage."""
    user = user_of(request)
    weeks, by_rule = weeks_here(user), counts_by_rule(user)
    told = {
        "name": name_of(user.municipality), "weeks": weeks, "bars": bars_of([week.ads for week in weeks]),
        "by_rule": by_rule, "total": sum(count for _rule, _title, count in by_rule),
        "closed": closed_to_review(user), "record": on_record(user),
    }  # fmt: skip
    return render(request, "web/municipality.html", told)

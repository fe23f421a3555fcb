"""The page of one cluster, what is shown whole of it, and the decisions on it; the liaison's is drawn here too."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from console.web.drawing import picture_of
from console.web.forms import PURPOSES, DecisionForm, PurposeForm
from console.web.headers import INERT_POLICY
from console.web.page import page, user_of
from console.web.pages.work import back_to_list
from console.web.reasons import OTHERS
from console.web.records.ads import ads_of
from console.web.records.deciding import decide_on
from console.web.records.joining import joiners_of
from console.web.records.photos import blurred, whole_photo
from console.web.records.reviewing import SeenCluster, cluster_for_review
from console.web.records.standing import flags_of, history_of, licences_of, versions_of
from console.web.records.weeks import extent_of, weeks_of
from console.web.records.whole import kept_page, note_whole_view
from console.web.roles import Right
from peil.errors import RefusedError

_NAMES = str.maketrans(" -", "__")  # a template asks for reasons.not_the_same


@page(Right.REVIEW)
def cluster(request: HttpRequest, cluster: str) -> HttpResponse:
    """What it is, what joins it, what was flagged and said; masked and blurred."""
    return draw(request, cluster_for_review(user_of(request), cluster))


@page(Right.REVIEW, "POST")
def whole(request: HttpRequest, cluster: str) -> HttpResponse:
    """The same with numbers and texts unmasked, for a purpose that is kept."""
    seen = cluster_for_review(user_of(request), cluster)
    note_whole_view(seen, purpose_of(request).said())
    return draw(request, seen, whole=True)


@page(Right.REVIEW)
def photo(request: HttpRequest, cluster: str, sha256: str) -> HttpResponse:
    """A photo as colours and shapes."""
    return HttpResponse(blurred(cluster_for_review(user_of(request), cluster), sha256), content_type="image/png")


@page(Right.REVIEW, "POST")
def photo_whole(request: HttpRequest, cluster: str, sha256: str) -> HttpResponse:
    """A photo as it was, for a purpose that is kept."""
    seen = cluster_for_review(user_of(request), cluster)
    kind, data = whole_photo(seen, sha256, purpose_of(request).said())
    return HttpResponse(data, content_type=kind)


@page(Right.REVIEW, "POST")
def evidence(request: HttpRequest, cluster: str) -> HttpResponse:
    """The page of an ad as it was, inert, for the frame on the cluster's page."""
    seen, form = cluster_for_review(user_of(request), cluster), purpose_of(request)
    answer = HttpResponse(kept_page(seen, form.cleaned_data["ad"], form.said()))
    answer.headers["Content-Security-Policy"] = INERT_POLICY
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


@page(Right.REVIEW, "POST")
def decide(request: HttpRequest, cluster: str) -> HttpResponse:
    """One decision; then the next flag, here or on the list."""
    seen = cluster_for_review(user_of(request), cluster)
    if not decided(request, seen):
        return draw(request, seen, status=409)
    waits = request.POST["kind"] != "urgent" and any(flag.waits for flag in flags_of(seen))
    return redirect("cluster", cluster) if waits or request.POST.get("stay") else redirect(back_to_list(request))


def purpose_of(request: HttpRequest) -> PurposeForm:
    """The purpose that was given; raises RefusedError without one."""
    form = PurposeForm(request.POST)
    if not form.is_valid():
        raise RefusedError("without a purpose nothing is shown whole", ground="charter 14", mend="choose one")
    return form


def decided(request: HttpRequest, seen: SeenCluster) -> bool:
    """Keep the decision that was sent and say so, or say why it was not kept."""
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(_first_errors(form)))
        return False
    try:
        decide_on(seen, form.cleaned_data)
    except RefusedError as error:
        if error.ground != "charter 11":
            raise
        messages.error(request, _("Iemand anders was u voor, of de feiten zijn veranderd. Uw besluit is niet bewaard."))
        return False
    messages.success(request, _("Het besluit is bewaard. Terugnemen kan onder Geschiedenis."))
    return True


def draw(request: HttpRequest, seen: SeenCluster, *, whole: bool = False, status: int = 200) -> HttpResponse:
    """The page of a cluster that may be seen."""
    flags, weeks = flags_of(seen), weeks_of(seen)
    licences, nearest = licences_of(seen, flags)
    shown, ads = ads_of(seen, _number(request.GET.get("advertenties")), whole)
    told: dict[str, Any] = {
        "seen": seen, "whole": whole, "flags": flags, "weeks": weeks, "picture": picture_of(weeks),
        "extent": extent_of(seen), "licences": licences, "nearest": nearest, "shown": shown, "ads": ads,
        "joiners": joiners_of(seen, whole), "history": history_of(seen), "versions": versions_of(seen),
        "purposes": PURPOSES, "reasons": {kind.translate(_NAMES): listed for kind, listed in OTHERS.items()},
        "back": back_to_list(request),
    }  # fmt: skip
    return render(request, "web/cluster.html", told, status=status)


def _number(said: str | None) -> int:
    return int(said) if said and said.isdecimal() and len(said) < 6 else 1


def _first_errors(form: DecisionForm) -> list[str]:
    return [str(errors[0]) for errors in form.errors.values()]

"""Signing in and out, one's own password, and the language of the pages."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.i18n import set_language

from console.web.accounts import note_own_password
from console.web.page import page, user_of
from console.web.roles import Right

_sign_in = LoginView.as_view(template_name="web/sign_in.html", redirect_authenticated_user=True)
_sign_out = LogoutView.as_view()


@page(Right.OPEN, "GET", "HEAD", "POST")
@sensitive_post_parameters("password")
@csrf_protect
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Name and password; five wrong ones close the name for a quarter of an hour."""
    return _sign_in(request)


@page(Right.OPEN, "POST")
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """The end of a session."""
    return _sign_out(request)


@page(Right.START, "GET", "HEAD", "POST")
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """A new password of one's own; other sessions of the same user end with it."""
    user = user_of(request)
    form = PasswordChangeForm(user, request.POST or None)
    if form.is_valid():
        form.save()
        update_session_auth_hash(request, user)
        note_own_password(user)
        messages.success(request, _("Het wachtwoord is gewijzigd."))
        return redirect("start")
    return render(request, "web/password.html", {"form": form})


@page(Right.OPEN, "POST")
def language(request: HttpRequest) -> HttpResponseBase:
    """The switch between Dutch and English, kept in a cookie."""
    return set_language(request)


@page(Right.START, "POST")
def shortcuts(request: HttpRequest) -> HttpResponse:
    """Single-key shortcuts on or off: they get in the way of some who speak to their computer."""
    user = user_of(request)
    user.shortcuts = not user.shortcuts
    user.save(update_fields=["shortcuts"])
    return redirect("start")

"""Signing in and being locked out, noted in the audit chain (charter 19); what is over is thrown away at each sign-in.

In: Django's and axes' signals. Out: rows of the chain. Sessions that ended, and addresses of a day ago from which
somebody tried passwords, are kept no longer.
"""

from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.db import SessionStore
from django.dispatch import receiver

from console.deployment import now
from console.web.models import User
from ledger.audit import append_audit

_REMEMBERED = timedelta(days=1)


@receiver(user_logged_in)
def note_sign_in(user: User, **_told: Any) -> None:
    """Somebody is in."""
    append_audit(user.name, "sign in", "", {"role": user.role}, now())
    SessionStore.clear_expired()
    AccessAttempt.objects.filter(attempt_time__lt=now() - _REMEMBERED).delete()


@receiver(user_locked_out)
def note_lock_out(username: str, **_told: Any) -> None:
    """Too many wrong passwords; a name that nobody has is not kept, since it may be a password typed too early."""
    if User.objects.filter(name=username).exists():
        append_audit(username, "locked out", "too many wrong passwords", {}, now())
